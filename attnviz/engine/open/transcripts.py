"""Listening with a model that a person opened (Whisper and its kin): answers the requests of the Listen pane."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, NamedTuple

import torch

from attnviz.engine.attention import maps
from attnviz.engine.attention.messages import CROSS, Attention, Frames
from attnviz.engine.listen import check, edits
from attnviz.engine.listen.listen import SILENT
from attnviz.engine.listen.messages import RATE, Heard, Stretch, Word
from attnviz.engine.listen.words import letter_groups
from attnviz.engine.messages import Note, Refused, frozen
from attnviz.engine.open import library, load, tokens, translation, warping
from attnviz.engine.open.encode import encoded
from attnviz.engine.open.messages import BEST, AudioInput
from attnviz.engine.open.recorder import Recorder
from attnviz.lazy_numpy import np

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from attnviz.engine.attention.messages import Token
    from attnviz.engine.listen.messages import CheckListening, Listen, ListeningChecked
    from attnviz.engine.model_store import ModelStore
    from attnviz.engine.open.encode import Given
    from attnviz.engine.open.loaded import Loaded

LEAST = 1600  # samples, as which a shorter sound is heard, with silence after it
MOST_HEADS = 48  # that are shown beside their mean


class Read(NamedTuple):
    """What the decoder makes of some ids: log-probabilities [T, vocabulary] of each, weights [head, T, frame] over the sound."""

    log_probabilities: torch.Tensor
    weights: np.ndarray


@torch.inference_mode()
def run(store: ModelStore, request: Listen, progress: Callable[..., None]) -> Heard:
    """Answer a ``Listen`` request. ``Refused`` codes: sound_empty, and those of ``OpenModel`` and ``ReadInput``."""
    begun = time.perf_counter()
    model = load.loaded(store, store.serving[request.model].request, progress)
    if not len(request.sound):
        raise Refused("sound_empty", "There is no sound to listen to.", name="")
    sound = edits.edited(request.sound, request.edits, request.speed)
    with library.quiet():
        given = _given(model, sound)
        ids = _ids(model, given, request, progress)
        heads = alignment_heads(model)
        read = _read(model, given, ids, heads)
    special = tokens.special_ids(model.tokenizer)
    first = next((j for j, id in enumerate(ids) if id not in special), len(ids) - 1)
    shown = tokens.of_ids(model.tokenizer, ids[first:])
    frames = _frames(given, sound)
    weights = read.weights[:, first:]
    mean = weights.mean(0)
    letters, words = _times(weights, shown, frames.seconds)
    own = read.log_probabilities[range(first, len(ids)), ids[first:]]
    best = read.log_probabilities[first:].topk(BEST, -1)
    text = tokens.decoded(model.tokenizer, ids[first:], whole=True).strip()
    return Heard(
        request=request,
        text=text,
        tokens=shown,
        frames=frames,
        attention=Attention(CROSS, frozen(np.concatenate((mean[None], weights[:MOST_HEADS]))[None])),
        log_probabilities=frozen(own),
        alternatives=frozen(best.indices, "int32"),
        alternative_texts=tuple(
            tuple(tokens.shown(model.tokenizer, id) for id in row) for row in best.indices.tolist()
        ),
        alternative_probabilities=frozen(best.values.exp()),
        entropy=frozen(maps.entropy(mean)),
        words=words,
        beams=(),
        stretches=(Stretch(0, len(frames), tuple(ids)),),
        places=tuple((0, j) for j in range(first, len(ids))),
        ctc=None,
        notes=_notes(sound, text, given),
        milliseconds=1000 * (time.perf_counter() - begun),
        heads=heads[:MOST_HEADS],
        letters=letters,
    )


@torch.inference_mode()
def run_check(store: ModelStore, request: CheckListening, progress: Callable[..., None]) -> ListeningChecked:
    """Answer a ``CheckListening`` request. ``Refused`` code: nothing_to_check, and those of ``run``."""
    model = load.loaded(store, store.serving[request.model].request, progress)
    ids = list(request.stretches[0].ids) if request.stretches else []

    def log_probabilities(sound: np.ndarray) -> list[list[float]]:
        with library.quiet():
            read = _read(model, _given(model, sound), ids, ())
        return [read.log_probabilities[range(len(ids)), ids].tolist()]

    return check.measured(request, len(request.sound) // max(len(request.attended), 1), log_probabilities, progress)


def alignment_heads(model: Loaded) -> tuple[tuple[int, int], ...]:
    """The heads (layer, head) that its config names as those that align; without names all of the upper half of the layers, as
    Whisper's own program takes them.
    """
    layers, heads = model.heads[CROSS]
    named = getattr(getattr(model.network, "generation_config", None), "alignment_heads", None) or ()
    known = tuple((int(layer), int(head)) for layer, head in named if 0 <= layer < layers and 0 <= head < heads)
    return known or tuple((layer, head) for layer in range(layers // 2, layers) for head in range(heads))


def _given(model: Loaded, sound: np.ndarray) -> Given:
    return encoded(model, AudioInput(np.pad(sound, (0, max(LEAST - len(sound), 0))), RATE))


def _ids(model: Loaded, given: Given, request: Listen, progress: Callable[..., None]) -> list[int]:
    """What is written: the person's transcript, or what the model writes, after what is held."""
    if request.transcript is not None:
        return translation.forced(model, " " + request.transcript.strip())[1]
    held = list(request.held[0]) if request.held else []
    if held and held[-1] == model.network.config.eos_token_id:
        return held
    recorder = Recorder(model.blocks, weights=False, layers=model.layers)
    if held:
        return translation.continued(model, given, recorder, held, progress)
    return translation.written(model, given, recorder, progress)[1]


def _read(model: Loaded, given: Given, ids: Sequence[int], heads: Sequence[tuple[int, int]]) -> Read:
    """Read source and ids at once (teacher forcing). Weights over what is sound; the rest of Whisper's 30 seconds is silence, and
    what falls on it is shared out.
    """
    recorder = Recorder(model.blocks, weights=bool(heads), layers=model.layers, kinds=(CROSS,))
    fed = torch.tensor([[*translation.start_ids(model), *ids]], device=model.device)
    fed = fed[:, -len(ids) - 1 : -1]
    output = model.run(given.inputs, recorder, decoder_input_ids=fed, use_cache=False)
    log_p = torch.log_softmax(getattr(output, model.logits)[0].float(), -1).cpu()
    count = _count(given)
    weights = np.zeros((len(heads), len(ids), count), np.float32)
    for row, (layer, head) in zip(weights, heads, strict=True):
        row[:] = recorder.weights[CROSS][layer][head, :, :count].float().cpu()
    whole = weights.sum(-1, keepdims=True)
    return Read(log_p, np.where(whole > 0, weights / np.where(whole > 0, whole, 1), 1 / count).astype(np.float32))


def _count(given: Given) -> int:
    """How many frames are sound."""
    seconds = _whole(given).seconds
    return min(max(round(given.seconds / seconds + 0.49), 1), given.places)


def _whole(given: Given) -> Frames:
    axis = given.axis(given.places)
    assert isinstance(axis, Frames)
    return axis


def _frames(given: Given, sound: np.ndarray) -> Frames:
    """The frames of what is sound."""
    whole, count = _whole(given), _count(given)
    mel = whole.log_mel
    if mel is not None:
        mel = frozen(mel[:, : round(count * mel.shape[1] / given.places)])
    return Frames(
        count, whole.seconds, frozen(whole.waveform[: round(count * whole.seconds * whole.rate)]), whole.rate, mel
    )


def _times(weights: np.ndarray, shown: Sequence[Token], seconds: float) -> tuple[tuple[Word, ...], tuple[Word, ...]]:
    """Every token that is part of a word with its time, and the words, by dynamic time warping over the tokens that say something
    and the end.
    """
    said = [i for i, token in enumerate(shown) if token.kind != "special"]
    if not said:
        return (), ()
    rows = [*said, *range(said[-1] + 1, min(said[-1] + 2, len(shown)))]
    begins = (warping.starts(weights[:, rows]) * seconds).round(3).tolist()
    edges = [*begins, round(weights.shape[-1] * seconds, 3)]
    of = {i: (edges[k], edges[k + 1]) for k, i in enumerate(rows)}
    letters = tuple(Word(shown[i].text, *of[i]) for i in said if shown[i].kind == "word")
    words = tuple(
        Word("".join(shown[i].text for i in group), of[group[0]][0], of[group[-1]][1]) for group in letter_groups(shown)
    )
    return letters, words


def _notes(sound: np.ndarray, text: str, given: Given) -> tuple[Note, ...]:
    notes = []
    if any(note.code == "sound_cut" for note in given.notes):
        notes.append(Note("sound_cut", {"shown": given.seconds, "given": round(len(sound) / RATE, 1)}))
    if float(np.abs(sound).max()) < SILENT:
        notes.append(Note("silent"))
    elif not text:
        notes.append(Note("nothing_heard"))
    return tuple(notes)
