"""The page of the glossary: every term in one sentence, searched as one types."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from attnviz.ui import theme
from attnviz.ui.help.glossary import TERMS
from attnviz.ui.help.search_page import SearchPage

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class GlossaryPage(SearchPage):
    """Terms in the order of the alphabet; in another language the English term, as papers write it, stands beside each."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__("help.glossary", self.tr("Glossary"), self.tr("Search terms and sentences"), parent)
        self.fill()

    def html(self, words: list[str]) -> str:
        muted = theme.colors(self).muted.name()
        found = ""
        for term in sorted(TERMS, key=lambda term: term.names.casefold()):
            title, english = term.titles()[0], term.names.split("|")[0]
            beside = "" if title == english else f" <span style='color:{muted}'>{escape(english)}</span>"
            if all(word in f"{' '.join(term.titles())} {term.names} {term.says()}".casefold() for word in words):
                found += f"<p><b>{escape(title)}</b>{beside}<br>{escape(term.says())}</p>"
        nothing = self.tr("No term has that.")
        return found or f"<p>{escape(nothing)}</p>"
