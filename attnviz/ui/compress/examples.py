"""What models that are no translators are compared and measured on: requests of their panes about what ships with the program."""

from __future__ import annotations

import random
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from attnviz.engine.describe.messages import Describe
from attnviz.engine.listen.messages import Listen
from attnviz.engine.read.messages import Answer, Fill, Find, Parse, Title
from attnviz.lazy_numpy import np
from attnviz.paths import asset
from attnviz.ui.files import read_pictures
from attnviz.ui.panes.listen import samples as sounds
from attnviz.ui.panes.look import samples as photos
from attnviz.ui.panes.read import examples as texts

if TYPE_CHECKING:
    from collections.abc import Callable

    from attnviz.engine.messages import Model

CUTS = 3  # of each photo that a captioner tells, besides the whole
SENTENCES = 120  # English ones of the translators' sample
SHORT = 60  # characters of a text in a menu
SEED = 1


class Example(NamedTuple):
    """One that can be looked at: what it is called, and its request."""

    title: str
    request: Any


def shown(model: Model) -> list[Example]:
    """Those that the window offers for a model."""
    return [Example(title, replace(request, model=model.id)) for title, request in SHOWN[model.kind]()]


def measured(model: Model) -> tuple[Any, ...]:
    """Those that a model is measured on."""
    return tuple(replace(request, model=model.id) for request in MEASURED[model.kind]())


def _short(text: str) -> str:
    return text if len(text) <= SHORT else f"{text[:SHORT].rsplit(' ', 1)[0]} …"


# speller


def _sounds() -> list[Example]:
    return [Example(sounds.title(id), Listen(sounds.open_sample(id).samples, "")) for id in sounds.SAMPLES]


def _words() -> list[Any]:
    """The samples, and every word of every voice alone."""
    alone = [Listen(sounds.join(id, [word]), "") for id, speaker in sounds.speakers().items() for word in speaker.words]
    return [each.request for each in _sounds()] + alone


# readers


@cache
def _sentences() -> tuple[str, ...]:
    lines = asset("samples", "compress", "en-fr.tsv").read_text(encoding="utf-8").splitlines()
    return tuple(line.split("\t")[0] for line in lines[:SENTENCES])


def _questions() -> list[Example]:
    return [Example(question, Answer(passage, question)) for _, passage, asked in texts.PASSAGES for question in asked]


def _blanks() -> list[Any]:
    """Every sentence with a word of its middle left out."""
    made = []
    for sentence in _sentences():
        words = sentence.split()
        words[len(words) // 2] = "___"
        made.append(Fill(" ".join(words)))
    return made


# captioners


def _photos() -> list[Example]:
    return [Example(photos.title(id), Describe(read_pictures.read(photos.path(id)), "")) for id in photos.SAMPLES]


def _cuts() -> list[Any]:
    """Every photo, whole and three cuts of it, always the same ones; told greedily."""
    chance, made = random.Random(SEED), []
    for example in _photos():
        picture, request = example.request.picture, replace(example.request, beams=1)
        made.append(request)
        for _ in range(CUTS):
            height, width = (round(chance.uniform(0.6, 0.9) * side) for side in picture.shape[:2])
            top, left = (
                chance.randint(0, side - size) for side, size in zip(picture.shape, (height, width), strict=False)
            )
            cut = np.ascontiguousarray(picture[top : top + height, left : left + width])
            made.append(replace(request, picture=cut))
    return made


SHOWN: dict[str, Callable[[], list[Example]]] = {
    "captioner": _photos,
    "speller": _sounds,
    "answerer": _questions,
    "blank_filler": lambda: [Example(text, Fill(text)) for text in texts.BLANKS],
    "parser": lambda: [Example(_short(text), Parse(text)) for text in texts.SENTENCES],
    "title_writer": lambda: [Example(_short(text), Title(text)) for text in texts.PARAGRAPHS],
    "reader": lambda: [Example(query, Find(texts.TEXTS, query)) for query in texts.QUERIES],
}
MEASURED: dict[str, Callable[[], list[Any]]] = {
    "captioner": _cuts,
    "speller": _words,
    "answerer": lambda: [each.request for each in _questions()],
    "blank_filler": _blanks,
    "parser": lambda: [Parse(text) for text in _sentences()],
    "title_writer": lambda: [Title(text) for text in texts.PARAGRAPHS],
    "reader": lambda: [Find(texts.TEXTS, text) for text in (*texts.QUERIES, *_sentences())],
}
KINDS = tuple(SHOWN)  # of models that are compared by examples, and measured by their agreement with themselves
