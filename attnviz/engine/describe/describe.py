"""Tell a photo and return all that is to be shown of it: words, places, gate, probabilities, alternatives, beams, boxes."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple, cast

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from attnviz.engine.describe import phrases
from attnviz.engine.describe.messages import Describe, Described
from attnviz.engine.look.classify import as_colours
from attnviz.engine.messages import Note, Refused, frozen
from attnviz.engine.translate.alphabet import languages_of
from attnviz.engine.translate.messages import Beam
from attnviz.engine.translate.tokenizer import BOS, EOS, PAD, UNK, Tokenizer
from attnviz.engine.translate.translate import source_of
from attnviz.models.captioner import Captioner, CaptionState
from attnviz.models.decoding import Begun, Hypothesis, beam_search, pad_batch

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from attnviz.engine.attention.messages import Token
    from attnviz.engine.checkpoints import Loaded
    from attnviz.engine.model_store import ModelStore
    from attnviz.engine.worker import YieldPoint
    from attnviz.models.efficientnet import PhotoFeatures

SEEN_SIDE = 160  # pixels: every photo is squeezed to this square, as those that were learned from
LONGEST = 30  # tokens of a caption that is written
LONGEST_GIVEN = 60  # tokens of a person's own
LENGTH_PENALTY = 0.5
ALTERNATIVES = 5
MOST_BEAMS = 10
NEVER = (PAD, UNK, BOS)
GREY = 127


def captioner(store: ModelStore, model: str, progress: YieldPoint) -> tuple[Captioner, Loaded]:
    """The captioner ``model``. ``Refused`` when it cannot be loaded or is no such network."""
    network = store.network(model, Captioner, "not_a_captioner", progress)
    loaded = store.model(model, progress)
    if "target" not in loaded.tokenizers:
        raise Refused("not_a_captioner", f"{model} does not tell what is in a photo.", model=model)
    return network, loaded


def squeezed(x: Tensor) -> Tensor:
    """uint8 [B, 3, H, W] -> [B, 3, 160, 160] in 0..1."""
    small = F.interpolate(x.float(), (SEEN_SIDE, SEEN_SIDE), mode="bilinear", align_corners=False, antialias=True)
    return (small / 255).contiguous(memory_format=torch.channels_last)


def seen(store: ModelStore, picture: np.ndarray, network: Captioner, model: str) -> PhotoFeatures:
    """What the encoder sees of a picture; of the last one that was asked about, it is known already."""
    known = store.photo_seen.get(model)
    if known is None or known[0] is not picture:
        known = store.photo_seen[model] = (picture, network.encoder(squeezed(as_colours(picture))))
    features: PhotoFeatures = known[1]
    return features


def of_grey(store: ModelStore, network: Captioner, model: str) -> CaptionState:
    """The first state for a picture that shows nothing."""
    if model not in store.grey_seen:
        grey = torch.full((1, 3, SEEN_SIDE, SEEN_SIDE), GREY, dtype=torch.uint8)
        store.grey_seen[model] = network.decoder.begin_with(network.encoder(squeezed(grey)))
    state: CaptionState = store.grey_seen[model]
    return state


class Reading(NamedTuple):
    """A caption as the model reads it: log-probabilities of all words [T, V], weights [T, S], gate [T]."""

    log_p: Tensor
    weights: Tensor
    gate: Tensor

    def of(self, ids: Sequence[int]) -> Tensor:
        """The log-probability of each token [T]."""
        return self.log_p.gather(1, torch.tensor(ids)[:, None])[:, 0]


def read(network: Captioner, state: CaptionState, ids: Sequence[int]) -> Reading:
    """Read a caption, its end token among ``ids``, in one pass."""
    told, _ = network.decoder.tell(torch.tensor([[[BOS, *ids[:-1]]]]), state)
    return Reading(
        torch.log_softmax(told.logits[0, 0].float(), -1), told.weights[0, 0].float(), told.gate[0, 0].float()
    )


@torch.inference_mode()
def run(store: ModelStore, request: Describe, progress: Callable[..., None]) -> Described:
    """Answer ``Describe``. ``Refused`` codes: weights_missing, weights_broken, not_a_captioner, picture_unusable, beams_unusable,
    caption_empty, caption_language.
    """
    network, loaded = captioner(store, request.model, progress)
    begun = time.perf_counter()
    if not 1 <= request.beams <= MOST_BEAMS:
        raise Refused("beams_unusable", f"Search with 1 to {MOST_BEAMS} beams.", most=MOST_BEAMS)
    tokenizer, language = loaded.tokenizers["target"], loaded.about.languages[1]
    words = phrases.words_of(loaded.about.card)
    notes: tuple[Note, ...] = ()
    beams: list[Hypothesis] = []
    given: tuple[Token, ...] = ()
    if request.caption is not None:  # refused before anything is computed
        given, notes = read_caption(tokenizer, request.caption, language, words)
    state = network.decoder.begin_with(seen(store, request.picture, network, request.model))
    if given:
        ids, tokens = [token.id for token in given], given
        text = (request.caption or "")[: max(token.end for token in given)].strip()
    else:
        beams = search(network, state, request, tokenizer, progress)
        ids = list(beams[0].ids)
        if ids[-1] != EOS:
            notes = (Note("caption_unfinished", {"tokens": len(ids)}),)
        text, tokens = written(tokenizer, ids)
    reading = read(network, state, ids)
    without = read(network, of_grey(store, network, request.model), ids).of(ids)
    best_log_p = reading.log_p.clone()
    best_log_p[:, list(NEVER)] = -torch.inf
    best, best_ids = best_log_p.topk(ALTERNATIVES, -1)
    grid = network.config.grid
    height, width = np.shape(request.picture)[:2]
    attention = frozen(reading.weights.reshape(len(ids), grid, grid))
    return Described(
        request=request,
        width=width,
        height=height,
        caption=text,
        tokens=tokens,
        log_probabilities=frozen(reading.of(ids)),
        without_photo=frozen(without),
        attention=attention,
        gate=frozen(reading.gate),
        alternatives=frozen(best_ids, "int32"),
        alternative_texts=tuple(tuple(tokenizer.piece(i) for i in row) for row in best_ids.tolist()),
        alternative_probabilities=frozen(best.exp()),
        boxes=phrases.boxes(tokens, attention, words, width=width, height=height),
        beams=tuple(
            Beam(written(tokenizer, beam.ids)[0], beam.ids, beam.log_probability, beam.score(LENGTH_PENALTY))
            for beam in beams
        ),
        notes=notes,
        milliseconds=1000 * (time.perf_counter() - begun),
    )


def search(
    network: Captioner, state: CaptionState, request: Describe, tokenizer: Tokenizer, progress: Callable[..., None]
) -> list[Hypothesis]:
    """The captions found, best first; a forced one that ends is the only one."""
    prefix = request.prefix[: LONGEST - 1]
    if any(not 0 <= id < network.config.target_vocabulary or id in NEVER for id in prefix):
        raise Refused("prefix_unusable", "These words are not the model's.")
    if prefix and prefix[-1] == EOS:
        ids = list(prefix)
        return [Hypothesis(tuple(ids), float(read(network, state, ids).of(ids).sum()))]
    (found,) = beam_search(
        Begun(cast("Any", network.decoder), state),
        torch.zeros(1, 1),
        torch.ones(1, 1, dtype=torch.bool),
        bos=BOS,
        eos=EOS,
        beams=request.beams,
        max_length=max(LONGEST, len(prefix) + 1),
        length_penalty=LENGTH_PENALTY,
        forbidden=NEVER,
        prefix=prefix,
        progress=progress,
    )
    different: dict[str, Hypothesis] = {}
    for hypothesis in read_all(network, state, [hypothesis.ids for hypothesis in found]):
        different.setdefault(
            tokenizer.decode(hypothesis.ids), hypothesis
        )  # the same words may be cut into other pieces
    return list(different.values())


def read_all(network: Captioner, state: CaptionState, captions: Sequence[tuple[int, ...]]) -> list[Hypothesis]:
    """Captions of one photo, read at once, each with its log-probability, best first: the search leaves some tokens out."""
    outputs, real = pad_batch(captions, pad=PAD)  # [C, T]
    inputs = torch.cat((torch.full((len(captions), 1), BOS), outputs[:, :-1]), 1)
    told, _ = network.decoder.tell(inputs[None], state)
    log_p = torch.log_softmax(told.logits[0].float(), -1).gather(2, outputs[:, :, None])[:, :, 0]
    totals = log_p.masked_fill(~real, 0.0).double().sum(1).tolist()
    read = [Hypothesis(tuple(ids), total) for ids, total in zip(captions, totals, strict=True)]
    return sorted(read, key=lambda hypothesis: -hypothesis.score(LENGTH_PENALTY))


def written(tokenizer: Tokenizer, ids: Sequence[int]) -> tuple[str, tuple[Token, ...]]:
    """A caption and its tokens as one writes them: the first letter a capital."""
    text, tokens = tokenizer.tokens(ids)
    if tokens and tokens[0].text[:1].islower():
        tokens[0] = replace(tokens[0], text=tokens[0].text[:1].upper() + tokens[0].text[1:])
        text = text[:1].upper() + text[1:]
    return text, tuple(tokens)


def read_caption(
    tokenizer: Tokenizer, text: str, language: str, words: dict[str, frozenset[str]]
) -> tuple[tuple[Token, ...], tuple[Note, ...]]:
    """The tokens of a person's caption, shown as typed, and what is to be told of it. ``Refused``: caption_empty,
    caption_language.
    """
    lowered = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)  # each character keeps its place
    try:
        tokens, said = source_of(tokenizer, lowered, language, LONGEST_GIVEN)
    except Refused:
        raise Refused("caption_empty", "There is no caption to read.") from None
    notes: list[Note] = []
    for note in said:
        if note.code in ("nothing_known", "other_script"):
            sentence = f"This caption is not written in the model's language ({language})."
            raise Refused("caption_language", sentence, language=language)
        notes.append(Note("caption_cut", note.parameters) if note.code == "text_cut" else note)
    if language == "zh" and any(c.isalpha() for c in text) and "zh" not in languages_of(text):
        sentence = "This caption is not written in Chinese, which the model reads."
        raise Refused("caption_language", sentence, language=language)
    known = frozenset[str]().union(*words.values())
    if known and language == "en":
        typed = [word.strip("'-") for word in "".join(c if c.isalpha() or c in "'-" else " " for c in lowered).split()]
        unknown = list(dict.fromkeys(word for word in typed if word and word not in known))
        if unknown and len(unknown) == len(set(typed)) and len(unknown) > 2:
            raise Refused(
                "caption_language", f"No word of this caption is known to the model ({language}).", language=language
            )
        if unknown:
            notes.append(Note("words_unknown", {"words": ", ".join(unknown[:8])}))
    shown = tuple(
        replace(t, text=text[t.start : t.end].strip()) if t.kind != "special" and t.text else t for t in tokens
    )
    return shown, tuple(notes)


HANDLERS: dict[type, Callable[[ModelStore, Any, YieldPoint], Any]] = {Describe: run}
