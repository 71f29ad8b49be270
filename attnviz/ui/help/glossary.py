"""The glossary: every term of the window in one plain sentence; what a label names is explained where the pointer rests on it."""

from __future__ import annotations

import re
from functools import lru_cache

from PySide6.QtCore import QCoreApplication

from attnviz.ui.help import terms
from attnviz.ui.help.read_terms import READ_TERMS

TERMS = (*terms.TERMS, *READ_TERMS)
_MOST = 3  # terms that are explained of one label


def sentence(id: str) -> str:
    """What a term means."""
    return next(term for term in TERMS if term.id == id).says()


def terms_in(text: str, pane: str = "") -> list[terms.Term]:
    """The terms that a text of a pane names, in their order; where one name is part of another, the longer counts."""
    found: list[tuple[int, int, terms.Term]] = []
    for term in TERMS:
        if term.means_in(pane):
            spans = [match.span() for name in term.titles() for match in _pattern(name).finditer(text)]
            found += [(start, end, term) for start, end in spans]
    found.sort(key=lambda span: (span[0] - span[1], span[0]))  # the longest first
    kept: list[tuple[int, int, terms.Term]] = []
    for start, end, term in found:
        if all(end <= other[0] or other[1] <= start for other in kept):
            kept.append((start, end, term))
    return list(dict.fromkeys(term for _, _, term in sorted(kept, key=lambda span: span[0])))


def explanation(text: str, pane: str = "") -> str:
    """The terms of a label with their sentences, for a tool tip; empty where it names none."""
    return "\n".join(_line(term) for term in terms_in(text, pane)[:_MOST])


def _line(term: terms.Term) -> str:
    return QCoreApplication.translate("Glossary", "{term}: {sentence}").format(
        term=_capital(term.titles()[0]), sentence=term.says()
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


@lru_cache(256)
def _pattern(name: str) -> re.Pattern[str]:
    """The name as a word of its own; Chinese has no spaces between words. Names in capitals stand so."""
    edge = r"(?<![A-Za-z])" if name[0].isascii() and name[0].isalpha() else ""
    end = r"(?![A-Za-z])" if name[-1].isascii() and name[-1].isalpha() else ""
    return re.compile(edge + re.escape(name) + end, 0 if name.isupper() else re.IGNORECASE)
