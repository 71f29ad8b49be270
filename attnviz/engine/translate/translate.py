"""Translate a text and return all that is to be shown of it: tokens, weights, probabilities, alternatives, beams."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import torch

from attnviz.engine.attention import maps
from attnviz.engine.messages import Model, Note, Refused, frozen
from attnviz.engine.translate.alphabet import OTHER_LETTERS, languages_of
from attnviz.engine.translate.head_mask import heads_on
from attnviz.engine.translate.messages import Beam, Translate, Translation
from attnviz.engine.translate.search import LENGTH_PENALTY, encode, most_tokens, read, search
from attnviz.engine.translate.tokenizer import EOS, Tokenizer
from attnviz.models.transformer import Transformer

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from attnviz.engine.attention.messages import Token
    from attnviz.engine.checkpoints import Loaded
    from attnviz.engine.model_store import ModelStore
    from attnviz.engine.translate.normalize import ReadText
    from attnviz.models.decoding import Hypothesis

LONGEST_SOURCE = 128  # tokens
LONGEST_TRAINED = 60  # tokens of a sentence in training, unless a model's card says otherwise (``longest_trained``)
LONGEST_TEXT = 20_000  # characters looked at
NAMED_PARTS, NAMED_CHARACTERS = 8, 24  # of what was left out, in a note
TRANSLATORS = ("rnn", "transformer")


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
        return tokens, read_otherwise(as_read, language)
    kept = tokens[: most - 1]
    while len(kept) > 1 and not tokens[len(kept)].starts_word:
        kept.pop()
    shown = len(text[: kept[-1].end].split())
    cut = Note("text_cut", {"shown": shown, "given": len(text.split())})
    return [*kept, tokens[-1]], (cut, *read_otherwise(tokenizer.read(text[: kept[-1].end]), language))


def read_otherwise(as_read: ReadText, language: str) -> tuple[Note, ...]:
    """Notes of what is not read as it was typed; plain forms and accents need none."""
    notes: list[Note] = []
    if as_read.left_out:
        code = "nothing_known" if as_read.unknown else "left_out"
        notes.append(Note(code, {"characters": _some(as_read.left_out, " ")}))
        written = languages_of("".join(as_read.left_out))
        if written and language not in written:
            notes.append(Note("other_script", {"language": language, "written": written, "models": ""}))
    elif "en" in (written := languages_of(as_read.text)) and language in OTHER_LETTERS:  # which know Latin ones too
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


def _places(loaded: Loaded, tokens: int) -> tuple[Note, ...]:
    """A note when a Transformer stands on places that no training sentence reached."""
    trained = loaded.about.card.get("longest_trained", LONGEST_TRAINED)
    if not isinstance(loaded.network, Transformer) or not isinstance(trained, int) or tokens <= trained:
        return ()
    return (Note("longer_than_trained", {"tokens": tokens, "trained": trained}),)


def run(store: ModelStore, request: Translate, progress: Callable[..., None]) -> Translation:
    """Answer a ``Translate`` request. ``Refused`` codes: text_empty, weights_missing, weights_broken, not_a_translator."""
    return answer(store, store.model(request.model, progress), request, progress)


@torch.inference_mode()
def answer(store: ModelStore, loaded: Loaded, request: Translate, progress: Callable[..., None]) -> Translation:
    """Answer with a model that may be another than the request's name says. ``Refused`` as for ``run``."""
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
        reading = read(loaded.network, source, ids)
    else:
        beams, reading = search(loaded, source, beams=request.beams, prefix=request.prefix, progress=progress)
        ids = list(beams[0].ids)
        if ids[-1] != EOS:
            notes += (Note("translation_cut", {"tokens": len(ids)}),)
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
