"""Translate a text and return all that is to be shown of it: tokens, weights, probabilities, alternatives, beams."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import torch

from attnviz.engine.attention import maps
from attnviz.engine.attention.messages import KINDS, Attention, Token
from attnviz.engine.checkpoints import Loaded
from attnviz.engine.messages import Model, Note, Refused, frozen
from attnviz.engine.translate.alphabet import languages_of
from attnviz.engine.translate.head_mask import heads_on
from attnviz.engine.translate.messages import Beam, Translate, Translation
from attnviz.engine.translate.normalize import ReadText
from attnviz.engine.translate.tokenizer import BOS, EOS, PAD, UNK, Tokenizer
from attnviz.models.decoding import Begun, Hypothesis, beam_search
from attnviz.models.transformer import ByKind, Transformer

if TYPE_CHECKING:
    from attnviz.engine.model_store import ModelStore

LONGEST_SOURCE = 128  # tokens
LONGEST_TRAINED = 60  # tokens of a sentence in training, unless a model's card says otherwise (``longest_trained``)
LONGEST_TEXT = 20_000  # characters looked at
NAMED_PARTS, NAMED_CHARACTERS = 8, 24  # of what was left out, in a note
TRANSLATORS = ("rnn", "transformer")
ALTERNATIVES = 5
LENGTH_PENALTY = 1.0
FORBIDDEN = (PAD, UNK, BOS)


class Reading(NamedTuple):
    """A target read by the model (teacher forcing): its attention by kind, log-probabilities [T], the five best ids and
    their probabilities [T, 5]."""

    attention: tuple[Attention, ...]
    log_probabilities: torch.Tensor
    best: torch.Tensor
    best_probabilities: torch.Tensor


def max_target(source_tokens: int) -> int:
    """How long a translation may grow."""
    return 2 * source_tokens + 10


def most_tokens(network: Any, most: int) -> int:
    """``most`` tokens, or as many as the network has positions for."""
    return min(most, network.config.longest) if isinstance(network, Transformer) else most


def has_elision(language: str) -> bool:
    """Whether the language writes an apostrophe between two words."""
    return language in ("fr", "it")


def source_of(
    tokenizer: Tokenizer, text: str, language: str, most: int = LONGEST_SOURCE
) -> tuple[list[Token], tuple[Note, ...]]:
    """The tokens of a text, at most ``most``, and notes: when words were cut, and of what is read otherwise than typed.
    ``Refused`` when there is nothing."""
    seen = text[:LONGEST_TEXT]
    as_read = tokenizer.read(seen)
    tokens = tokenizer.source_tokens(seen, elision=has_elision(language), as_read=as_read)
    if not any(token.text for token in tokens[:-1]):
        raise Refused("text_empty", "There is no text to translate.")
    if len(tokens) <= most and len(text) <= LONGEST_TEXT:
        return tokens, _read_otherwise(as_read, language)
    kept = tokens[: most - 1]
    while len(kept) > 1 and not tokens[len(kept)].starts_word:
        kept.pop()
    shown = len(text[: kept[-1].end].split())
    cut = Note("text_cut", {"shown": shown, "given": len(text.split())})
    return [*kept, tokens[-1]], (cut, *_read_otherwise(tokenizer.read(text[: kept[-1].end]), language))


def _read_otherwise(as_read: ReadText, language: str) -> tuple[Note, ...]:
    """Notes of what is not read as it was typed; plain forms and accents need none."""
    notes: list[Note] = []
    if as_read.left_out:
        code = "nothing_known" if as_read.unknown else "left_out"
        notes.append(Note(code, {"characters": _some(as_read.left_out, " ")}))
        written = languages_of("".join(as_read.left_out))
        if written and language not in written:
            notes.append(Note("other_script", {"language": language, "written": written, "models": ""}))
    if as_read.recased:
        notes.append(Note("capitals", {"words": _some(as_read.recased, ", ")}))
    return tuple(notes)


def _some(parts: Sequence[str], between: str) -> str:
    """The first of them, as a sentence can hold."""
    told = between.join(part[:NAMED_CHARACTERS] for part in parts[:NAMED_PARTS])
    return told if len(parts) <= NAMED_PARTS and all(len(part) <= NAMED_CHARACTERS for part in parts) else f"{told} …"


def with_readers(notes: Sequence[Note], models: Callable[[], Sequence[Model]]) -> tuple[Note, ...]:
    """The notes, where one says that the model reads another language, with the ids of the ``models`` that read what was typed."""
    return tuple(
        Note(note.code, note.parameters | {"models": ", ".join(readers(models(), note.parameters["written"]))})
        if note.code == "other_script"
        else note
        for note in notes
    )


def readers(models: Sequence[Model], languages: Sequence[str]) -> list[str]:
    """The ids of the translators that read one of the languages."""
    return [model.id for model in models if model.kind in TRANSLATORS and model.languages[0] in languages]


class Source(NamedTuple):
    """A source sentence: its ids [1, S], which of them may be attended (all), and what the network made of them."""

    ids: torch.Tensor
    mask: torch.Tensor
    encoded: Any


def encode(network: Any, source: Sequence[int], on: ByKind | None = None) -> Source:
    """Begin with a source, with the heads that are ``on``."""
    ids = torch.tensor([source])
    mask = torch.ones_like(ids, dtype=torch.bool)
    return Source(ids, mask, network.encode_with_weights(ids, mask, on))


def read(network: Any, source: Source, target: Sequence[int]) -> Reading:
    """Score ``target`` (without bos) given ``source`` in one pass."""
    inputs = torch.tensor([[BOS, *target[:-1]]])
    logits, weights, value_norms = network.decode_with_weights(source.encoded, inputs)
    norms: dict[str, torch.Tensor] = {} if value_norms is None else value_norms._asdict()
    log_p = torch.log_softmax(logits[0], -1)
    best, best_ids = log_p.topk(ALTERNATIVES, -1)
    chosen = log_p.gather(1, torch.tensor(target).unsqueeze(1)).squeeze(1)
    kinds = sorted(weights._asdict().items(), key=lambda item: KINDS.index(item[0]))
    attention = tuple(
        Attention(kind, frozen(tensor[0]), frozen(norms[kind][0]) if kind in norms else None) for kind, tensor in kinds
    )
    return Reading(attention, chosen, best_ids, best.exp())


def _places(loaded: Loaded, tokens: int) -> tuple[Note, ...]:
    """A note when a Transformer stands on places that no training sentence reached."""
    trained = loaded.about.card.get("longest_trained", LONGEST_TRAINED)
    if not isinstance(loaded.network, Transformer) or not isinstance(trained, int) or tokens <= trained:
        return ()
    return (Note("longer_than_trained", {"tokens": tokens, "trained": trained}),)


@torch.inference_mode()
def run(store: ModelStore, request: Translate, progress: Callable[..., None]) -> Translation:
    """Answer a ``Translate`` request. ``Refused`` codes: text_empty, weights_missing, weights_broken, not_a_translator."""
    loaded = store.model(request.model, progress)
    begun = time.perf_counter()
    if "source" not in loaded.tokenizers or "target" not in loaded.tokenizers:
        raise Refused("not_a_translator", f"{request.model} does not translate.", model=request.model)
    tokenizer, (from_language, to_language) = loaded.tokenizers["target"], loaded.about.languages
    most = most_tokens(loaded.network, LONGEST_SOURCE)
    source_tokens, notes = source_of(loaded.tokenizers["source"], request.text, from_language, most)
    notes = with_readers(notes, store.available)
    on, told = heads_on(loaded.network, request.heads_off)
    notes += told + _places(loaded, len(source_tokens))
    source = encode(loaded.network, [token.id for token in source_tokens], on)
    beams: list[Hypothesis] = []
    if request.target is not None:
        target, told = source_of(tokenizer, request.target, to_language, most)
        notes += tuple(Note(f"target_{note.code.removeprefix('text_')}", note.parameters) for note in told)
        ids = [token.id for token in target]
    else:
        beams = search(loaded, source, request, progress)
        ids = list(beams[0].ids)
        if ids[-1] != EOS:
            notes += (Note("translation_cut", {"tokens": len(ids)}),)
    reading = read(loaded.network, source, ids)
    text, target_tokens = tokenizer.tokens(ids, elision=has_elision(to_language))
    if request.target is not None:  # shown as it was typed
        text, target_tokens = request.target[: max(token.end for token in target)], target
    return Translation(
        request=request,
        text=text,
        source_tokens=tuple(source_tokens),
        target_tokens=tuple(target_tokens),
        attention=reading.attention,
        log_probabilities=frozen(reading.log_probabilities),
        alternatives=frozen(reading.best, "int32"),
        alternative_texts=tuple(tuple(tokenizer.piece(i) for i in row) for row in reading.best.tolist()),
        alternative_probabilities=frozen(reading.best_probabilities),
        entropy=frozen(maps.entropy(reading.attention[0].weights[0, 0])),
        beams=tuple(
            Beam(tokenizer.decode(beam.ids), beam.ids, beam.log_probability, beam.score(LENGTH_PENALTY))
            for beam in beams
        ),
        notes=notes,
        milliseconds=1000 * (time.perf_counter() - begun),
    )


def search(loaded: Loaded, source: Source, request: Translate, progress: Callable[..., None]) -> list[Hypothesis]:
    """The finished hypotheses for one sentence, best first; a forced prefix that ends the sentence is the only one."""
    prefix = request.prefix[: most_tokens(loaded.network, len(request.prefix) + 1) - 1]
    if prefix and prefix[-1] == EOS:
        reading = read(loaded.network, source, list(prefix))
        return [Hypothesis(prefix, float(reading.log_probabilities.sum()))]
    most = max(max_target(source.ids.shape[1]), len(prefix) + 1)
    (found,) = beam_search(
        Begun(loaded.fast_network, source.encoded.state),
        source.ids,
        source.mask,
        bos=BOS,
        eos=EOS,
        beams=request.beams,
        max_length=most_tokens(loaded.network, most),
        length_penalty=LENGTH_PENALTY,
        forbidden=FORBIDDEN,
        prefix=prefix,
        progress=progress,
    )
    return found
