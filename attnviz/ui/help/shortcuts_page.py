"""The page of all keyboard shortcuts, of every pane, searched as one types."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from attnviz.ui import theme
from attnviz.ui.help.command_palette import keys_of
from attnviz.ui.help.search_page import SearchPage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from attnviz.ui.commands import Command

Group = tuple[str, "Sequence[Command]"]  # a heading, a menu's or a pane's, and the commands under it


class ShortcutsPage(SearchPage):
    """Every command that has keys, by heading; what is typed keeps the rows that have it in name, heading or keys."""

    def __init__(self, groups: Sequence[Group], parent: QWidget) -> None:
        super().__init__("help.shortcuts", self.tr("Keyboard shortcuts"), self.tr("Search commands and keys"), parent)
        self._groups = groups
        self.fill()

    def html(self, words: list[str]) -> str:
        muted = theme.colors(self).muted.name()
        html = ""
        for heading, commands in self._groups:
            rows = ""
            for command in commands:
                keys, name = keys_of(command), command.name()
                if keys and all(word in f"{heading} {name} {keys}".casefold() for word in words):
                    rows += (
                        f"<tr><td>{escape(name)}</td><td align='right' style='color:{muted}'>{escape(keys)}</td></tr>"
                    )
            html += f"<h3>{escape(heading)}</h3><table width='100%' cellpadding='3'>{rows}</table>" if rows else ""
        if not html:
            nothing = self.tr("No command has that.")
            return f"<p>{escape(nothing)}</p>"
        if words:
            return html
        more = (
            self.tr("Tab walks through the controls, the arrow keys through what has several parts."),
            self.tr("Escape goes back: out of a page, of a pinned word, of present mode, of the tour."),
            self.tr("Digits choose one of the alternatives of a pinned word; / goes to the text."),
        )
        return html + "".join(f"<p>{escape(sentence)}</p>" for sentence in more)
