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
from attnviz.models.captioner import CaptionDecoder, Captioner, CaptionState
from attnviz.models.decoding import Begun, Hypothesis, beam_search, pad_batch

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from attnviz.engine.attention.messages import Token
    from attnviz.engine.checkpoints import Loaded
    from attnviz.engine.model_store import ModelStore
    from attnviz.engine.worker import YieldPoint
    from attnviz.models.efficientnet import EfficientNet

SEEN_SIDE = 160  # pixels: every photo is squeezed to this square, as those that were learned from
LONGEST = 30  # tokens of a caption that is written
LONGEST_GIVEN = 60  # tokens of a person's own
LENGTH_PENALTY = 0.5
ALTERNATIVES = 5
MOST_BEAMS = 10
NEVER = (PAD, UNK, BOS)
GREY = 127


class Teller(NamedTuple):
    """A captioner at work: ``decoder`` reads what is shown, its int8 twin ``writer`` searches."""

    encoder: EfficientNet
    decoder: CaptionDecoder
    writer: CaptionDecoder
    loaded: Loaded


def captioner(store: ModelStore, model: str, progress: YieldPoint) -> Teller:
    """The captioner ``model``. ``Refused`` when it cannot be loaded or is no such network."""
    quick = store.network(model, Captioner, "not_a_captioner", progress)
    loaded = store.model(model, progress)
    if "target" not in loaded.tokenizers:
        raise Refused("not_a_captioner", f"{model} does not tell what is in a photo.", model=model)
    return Teller(quick.encoder, loaded.network.decoder, quick.decoder, loaded)


def squeezed(x: Tensor) -> Tensor:
    """uint8 [B, 3, H, W] -> [B, 3, 160, 160] in 0..1."""
    small = F.interpolate(x.float(), (SEEN_SIDE, SEEN_SIDE), mode="bilinear", align_corners=False, antialias=True)
    return (small / 255).contiguous(memory_format=torch.channels_last)


def seen(store: ModelStore, picture: np.ndarray, teller: Teller, model: str) -> CaptionState:
    """The first state for a picture; of the last one that was asked about, it is known already."""
    known = store.photo_seen.get(model)
    if known is None or known[0] is not picture:
        features = teller.encoder(squeezed(as_colours(picture)))
        known = store.photo_seen[model] = (picture, teller.decoder.begin_with(features))
    state: CaptionState = known[1]
    return state


def of_grey(store: ModelStore, teller: Teller, model: str) -> CaptionState:
    """The first state for a picture that shows nothing."""
    if model not in store.grey_seen:
        grey = torch.full((1, 3, SEEN_SIDE, SEEN_SIDE), GREY, dtype=torch.uint8)
        store.grey_seen[model] = teller.decoder.begin_with(teller.encoder(squeezed(grey)))
    state: CaptionState = store.grey_seen[model]
    return state


class Reading(NamedTuple):
    """A caption as the model reads it: log-probabilities of all words [T, V], weights [T, S], gate [T]; and ``without``, the
    log-probability of each of its tokens [T] where there is nothing to be seen.
    """

    ids: tuple[int, ...]
    log_p: Tensor
    weights: Tensor
    gate: Tensor
    without: Tensor

    @property
    def own(self) -> Tensor:
        """The log-probability of each token [T]."""
        return self.log_p.gather(1, torch.tensor(self.ids)[:, None])[:, 0]

    def hypothesis(self) -> Hypothesis:
        """The caption with its log-probability."""
        return Hypothesis(self.ids, float(self.own.double().sum()))


def read(
    decoder: CaptionDecoder, state: CaptionState, grey: CaptionState, captions: Sequence[Sequence[int]]
) -> list[Reading]:
    """Read captions, end tokens among their ids, of a photo and of one that shows nothing, all in one pass."""
    outputs, _ = pad_batch(captions, pad=PAD)  # [C, T]
    inputs = torch.cat((torch.full((len(captions), 1), BOS), outputs[:, :-1]), 1)
    both = CaptionState(*(torch.cat(pair) for pair in zip(state, grey, strict=True)))
    told, _ = decoder.tell(inputs.expand(2, -1, -1), both)
    log_p = torch.log_softmax(told.logits.float(), -1)  # [2, C, T, V]
    own = log_p[1].gather(2, outputs[:, :, None])[:, :, 0]
    weights, gate = told.weights[0].float(), told.gate[0].float()
    readings = []
    for c, ids in enumerate(captions):
        steps = slice(len(ids))
        readings.append(Reading(tuple(ids), log_p[0, c, steps], weights[c, steps], gate[c, steps], own[c, steps]))
    return readings


@torch.inference_mode()
def run(store: ModelStore, request: Describe, progress: Callable[..., None]) -> Described:
    """Answer ``Describe``. ``Refused`` codes: weights_missing, weights_broken, not_a_captioner, picture_unusable, beams_unusable,
    caption_empty, caption_language.
    """
    teller = captioner(store, request.model, progress)
    begun = time.perf_counter()
    if not 1 <= request.beams <= MOST_BEAMS:
        raise Refused("beams_unusable", f"Search with 1 to {MOST_BEAMS} beams.", most=MOST_BEAMS)
    tokenizer, language = teller.loaded.tokenizers["target"], teller.loaded.about.languages[1]
    words = phrases.words_of(teller.loaded.about.card)
    notes: tuple[Note, ...] = ()
    given: tuple[Token, ...] = ()
    if request.caption is not None:  # refused before anything is computed
        given, notes = read_caption(tokenizer, request.caption, language, words)
    state = seen(store, request.picture, teller, request.model)
    found = [[token.id for token in given]] if given else search(teller, state, request, progress)
    readings = read(teller.decoder, state, of_grey(store, teller, request.model), found)
    readings = best_of(readings, tokenizer)
    reading = readings[0]
    ids = reading.ids
    if given:
        tokens, text = given, (request.caption or "")[: max(token.end for token in given)].strip()
    else:
        if ids[-1] != EOS:
            notes = (Note("caption_unfinished", {"tokens": len(ids)}),)
        text, tokens = written(tokenizer, ids)
    best_log_p = reading.log_p.clone()
    best_log_p[:, list(NEVER)] = -torch.inf
    best, best_ids = best_log_p.topk(ALTERNATIVES, -1)
    grid = teller.decoder.config.grid
    height, width = np.shape(request.picture)[:2]
    attention = frozen(reading.weights.reshape(len(ids), grid, grid))
    return Described(
        request=request,
        width=width,
        height=height,
        caption=text,
        tokens=tokens,
        log_probabilities=frozen(reading.own),
        without_photo=frozen(reading.without),
        attention=attention,
        gate=frozen(reading.gate),
        alternatives=frozen(best_ids, "int32"),
        alternative_texts=tuple(tuple(tokenizer.piece(i) for i in row) for row in best_ids.tolist()),
        alternative_probabilities=frozen(best.exp()),
        boxes=phrases.boxes(tokens, attention, words, width=width, height=height),
        beams=tuple(
            Beam(written(tokenizer, beam.ids)[0], beam.ids, beam.log_probability, beam.score(LENGTH_PENALTY))
            for beam in ([] if given else [each.hypothesis() for each in readings])
        ),
        notes=notes,
        milliseconds=1000 * (time.perf_counter() - begun),
    )


def search(
    teller: Teller, state: CaptionState, request: Describe, progress: Callable[..., None]
) -> list[tuple[int, ...]]:
    """The captions found, their end tokens among the ids; a forced one that ends is the only one."""
    prefix = request.prefix[: LONGEST - 1]
    if any(not 0 <= id < teller.decoder.config.target_vocabulary or id in NEVER for id in prefix):
        raise Refused("prefix_unusable", "These words are not the model's.")
    if prefix and prefix[-1] == EOS:
        return [tuple(prefix)]
    (found,) = beam_search(
        Begun(cast("Any", teller.writer), state),
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
    return [hypothesis.ids for hypothesis in found]


def best_of(readings: Sequence[Reading], tokenizer: Tokenizer) -> list[Reading]:
    """The best first, each once: the same words may be cut into other pieces. The search rounds and leaves tokens out."""
    different: dict[str, Reading] = {}
    for reading in sorted(readings, key=lambda reading: -reading.hypothesis().score(LENGTH_PENALTY)):
        different.setdefault(tokenizer.decode(reading.ids), reading)
    return list(different.values())


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
