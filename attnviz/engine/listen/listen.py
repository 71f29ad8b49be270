"""Listens to a sound: letters, the moments each listened to, words with their times."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, NamedTuple

import torch

from attnviz.engine.attention import maps
from attnviz.engine.attention.messages import CROSS, Attention, Frames, Token
from attnviz.engine.listen import ctc, edits, joint, stretches, words
from attnviz.engine.listen.features import FRAME, SECONDS, features
from attnviz.engine.listen.messages import RATE, Heard, Listen, Stretch
from attnviz.engine.messages import Note, Refused, frozen
from attnviz.engine.translate.messages import Beam
from attnviz.lazy_numpy import np
from attnviz.models.decoding import Begun, Hypothesis, beam_search
from attnviz.models.log_mel import log_mel, mel_bank, powers
from attnviz.models.speller import BOS, EOS, FIRST, PAD, Speller, SpellerState

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from torch import Tensor

    from attnviz.engine.model_store import ModelStore

ALTERNATIVES = 5
LENGTH_PENALTY = 1.0
LEEWAY = 6  # letters beyond what the frames alone say
SILENT = 1e-4  # the loudest sample of a sound in which there is nothing to hear
SPACE, END = "␣", "</s>"  # how these are named among alternatives


class Listened(NamedTuple):
    """Stretches of a sound that were listened to in one batch: the decoder's first state, and the frames of each."""

    network: Speller
    state: SpellerState
    frames: list[int]


class Read(NamedTuple):
    """What the network makes of the letters of a stretch: weights [T, S], log-probabilities [T], the best [T, 5]."""

    weights: Tensor
    log_probabilities: Tensor
    best: Tensor
    best_probabilities: Tensor


def network_of(store: ModelStore, id: str, progress: Callable[..., None]) -> Speller:
    """The speller ``id``. ``Refused`` codes: not_a_speller, weights_missing, weights_broken."""
    return store.network(id, Speller, "not_a_speller", progress)


def listen(network: Speller, sounds: Sequence[np.ndarray]) -> Listened:
    """Listen to some sounds float32 [N] in one batch."""
    x, mask = features(sounds, network.config.mel_bands)
    return Listened(network, network.encode(x, mask), mask.sum(1).tolist())


def row(state: SpellerState, i: int, frames: int) -> SpellerState:
    """The state of one sound of a batch, without what pads it."""
    one = state.select(torch.tensor([i]))
    return one._replace(
        memory=one.memory[:, :frames],
        keys=one.keys[:, :frames],
        mask=one.mask[:, :frames],
        attended=one.attended[..., :frames],
    )


def longest(log_p: Tensor, frames: Sequence[int]) -> list[int]:
    """How many letters a stretch has at most: half as many again as its frames alone say (CTC), so that a decoder that goes round
    in a circle comes to an end.
    """
    best = log_p.argmax(-1)  # [B, S]
    there = torch.arange(best.shape[1]) < torch.tensor(frames).unsqueeze(1)
    begins = (best != PAD) & (best != torch.nn.functional.pad(best, (1, 0), value=PAD)[:, :-1]) & there
    return [letters + letters // 2 + LEEWAY for letters in begins.sum(1).tolist()]


def search(
    listened: Listened, log_p: Tensor, beams: int, held: Sequence[tuple[int, ...]], progress: Callable[[float], None]
) -> list[list[tuple[Hypothesis, float]]]:
    """The hypotheses of each stretch with their joint scores, best first; where something is held each is searched alone.

    ``log_p`` [B, S, V] is what CTC says of the frames.
    """
    network, state, frames = listened
    every = {"bos": BOS, "eos": EOS, "beams": beams, "forbidden": (PAD, BOS), "length_penalty": LENGTH_PENALTY}
    limits = [min(n + 2, most) for n, most in zip(frames, longest(log_p, frames), strict=True)]
    found: list[list[Hypothesis]] = []
    if not any(held):
        none = torch.zeros(len(frames), 1)
        found = beam_search(Begun(network, state), none, none, max_length=limits, progress=progress, **every)  # type: ignore[arg-type]
    for i, n in enumerate(frames if any(held) else ()):
        prefix = held[i] if i < len(held) else ()
        if prefix and (prefix[-1] == EOS or len(prefix) >= limits[i]):
            found.append([Hypothesis(prefix, 0.0)])
            continue
        none, limit = torch.zeros(1, 1), limits[i]
        begun = Begun(network, row(state, i, n))
        found += beam_search(begun, none, none, max_length=limit, prefix=prefix, progress=progress, **every)  # type: ignore[arg-type]
    return [joint.ranked(one, log_p[i, :n]) for i, (one, n) in enumerate(zip(found, frames, strict=True))]


def read(listened: Listened, ids: Sequence[Sequence[int]]) -> list[Read]:
    """Read the letters of each stretch in one batch (teacher forcing)."""
    width = max(map(len, ids))
    given = torch.tensor([[BOS, *one[:-1], *([PAD] * (width - len(one)))] for one in ids])
    logits, weights, _ = listened.network.decode(given, listened.state)
    log_p = torch.log_softmax(logits.float(), -1)
    best, best_ids = log_p.topk(ALTERNATIVES, -1)
    found = []
    for i, (one, frames) in enumerate(zip(ids, listened.frames, strict=True)):
        n = len(one)
        own = log_p[i, :n].gather(1, torch.tensor(one).unsqueeze(1)).squeeze(1)
        found.append(Read(weights[i, :n, :frames], own, best_ids[i, :n], best[i, :n].exp()))
    return found


def ids_of(transcript: str, alphabet: str) -> tuple[list[int], str]:
    """The ids of a text, and the characters of it that the alphabet lacks. Capitals are read as small letters."""
    text = " ".join(transcript.lower().split())
    unknown = "".join(dict.fromkeys(c for c in text if c not in alphabet))
    known = " ".join("".join(c for c in text if c in alphabet).split())
    return [FIRST + alphabet.index(c) for c in known], unknown


def spread(ids: list[int], log_p: Sequence[np.ndarray], space: int) -> list[tuple[int, ...]]:
    """The letters of a transcript given to the stretches in which CTC finds them, whole words together; each with its end."""
    begins = np.cumsum([0, *(len(one) for one in log_p)])
    places = ctc.align(np.concatenate(log_p), ids)
    given: list[list[int]] = [[] for _ in log_p]
    word: list[int] = []
    for i in [*range(len(ids)), -1]:
        if i >= 0 and ids[i] != space:
            word.append(i)
        elif word:
            middle = (places[word[0]][0] + places[word[-1]][1]) // 2
            chosen = given[int(np.searchsorted(begins, middle, "right")) - 1]
            chosen += ([space] if chosen else []) + [ids[k] for k in word]
            word = []
    return [(*one, EOS) for one in given]


def joined(ids: Sequence[Sequence[int]]) -> tuple[list[tuple[int, int]], list[int]]:
    """The places (stretch, letter) of all letters in a row, and their ids; a stretch's end that another follows is a space, -1."""
    written = [k for k, one in enumerate(ids) if len(one) > 1 or one[-1] != EOS] or [len(ids) - 1]
    places, row = [], []
    for k in written:
        for j, id in enumerate(ids[k]):
            places.append((k, j))
            row.append(-1 if id == EOS and k != written[-1] else id)
    return places, row


def tokens_of(ids: Sequence[int], alphabet: str) -> tuple[str, tuple[Token, ...]]:
    """The text of ids, of which -1 is a space between stretches, and its tokens."""
    found: list[Token] = []
    text = ""
    for id in ids:
        letter = " " if id == -1 else "" if id < FIRST else alphabet[id - FIRST]
        kind = "special" if not letter else "punctuation" if letter == " " else "word"
        begins = kind != "word" or not found or found[-1].kind != "word"
        shown = letter or END
        found.append(
            Token(max(id, 0), SPACE if letter == " " else shown, len(text), len(text) + len(letter), begins, kind)
        )
        text += letter
    return text, tuple(found)


@torch.inference_mode()
def run(store: ModelStore, request: Listen, progress: Callable[..., None]) -> Heard:
    """Answer a ``Listen`` request. ``Refused`` codes: those of ``network_of``; sound_empty, transcript_unknown, held_unknown."""
    network = network_of(store, request.model, progress)
    begun = time.perf_counter()
    alphabet = network.config.alphabet
    if not len(request.sound):
        raise Refused("sound_empty", "There is no sound to listen to.", name="")
    if not all(0 <= id < FIRST + len(alphabet) for one in request.held for id in one):
        raise Refused("held_unknown", f"{request.model} has no such letters.")
    sound = edits.edited(request.sound, request.edits, request.speed)
    spans = stretches.cuts(sound, FRAME)
    listened = listen(network, [sound[begin * FRAME : end * FRAME] for begin, end in spans])
    log_p = network.ctc_log_probabilities(listened.state.memory)
    by_frame = [log_p[i, :n].numpy() for i, n in enumerate(listened.frames)]
    notes: list[Note] = []
    beams: tuple[Beam, ...] = ()
    if request.transcript is not None:
        given, unknown = ids_of(request.transcript, alphabet)
        if not given:
            sentence = f"{request.model} knows no letter of this transcript."
            raise Refused("transcript_unknown", sentence, model=request.model)
        if unknown:
            notes.append(Note("left_out", {"characters": " ".join(unknown[:20])}))
        ids = spread(given, by_frame, FIRST + alphabet.index(" "))
    else:
        found = search(listened, log_p, request.beams, request.held, lambda share: progress(share, "decoding"))
        ids = [hypotheses[0][0].ids for hypotheses in found]
        if len(found) == 1:
            beams = tuple(_beam(one, score, alphabet) for one, score in found[0])
    readings = read(listened, ids)
    places, row_ids = joined(ids)
    text, tokens = tokens_of(row_ids, alphabet)
    weights = np.zeros((len(tokens), spans[-1][1]), np.float32)
    for i, (k, j) in enumerate(places):
        begin, end = spans[k]
        weights[i, begin:end] = readings[k].weights[j].numpy()
    if float(np.abs(sound).max()) < SILENT:
        notes.append(Note("silent"))
    elif not text:
        notes.append(Note("nothing_heard"))
    best = [readings[k].best[j].tolist() for k, j in places]
    return Heard(
        request=request,
        text=text,
        tokens=tokens,
        frames=_frames(network, sound, spans[-1][1]),
        attention=Attention(CROSS, frozen(weights[None, None])),
        log_probabilities=frozen([float(readings[k].log_probabilities[j]) for k, j in places]),
        alternatives=frozen(best, "int32"),
        alternative_texts=tuple(tuple(_named(id, alphabet) for id in one) for one in best),
        alternative_probabilities=frozen([readings[k].best_probabilities[j].tolist() for k, j in places]),
        entropy=frozen(maps.entropy(weights)),
        words=words.word_times(weights, tokens, SECONDS),
        beams=beams,
        stretches=tuple(Stretch(*span, tuple(one)) for span, one in zip(spans, ids, strict=True)),
        places=tuple(places),
        ctc=" ".join(filter(None, (ctc.best_path(one, alphabet) for one in by_frame))),
        notes=tuple(notes),
        milliseconds=1000 * (time.perf_counter() - begun),
    )


def _frames(network: Speller, sound: np.ndarray, count: int) -> Frames:
    whole = torch.zeros(1, count * FRAME)
    whole[0, : len(sound)] = torch.tensor(sound)
    mel: Any = log_mel(powers(whole), mel_bank(network.config.mel_bands))[0]
    return Frames(count, SECONDS, frozen(whole[0]), RATE, frozen(mel))


def _named(id: int, alphabet: str) -> str:
    """A letter as it is called among alternatives."""
    if id < FIRST:
        return END
    return SPACE if alphabet[id - FIRST] == " " else alphabet[id - FIRST]


def _beam(one: Hypothesis, score: float, alphabet: str) -> Beam:
    return Beam(ctc.text_of(one.ids, alphabet), one.ids, one.log_probability, score)
