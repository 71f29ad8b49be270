"""The page of all keyboard shortcuts, of every pane, searched as one types."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLineEdit, QTextBrowser, QVBoxLayout, QWidget

from attnviz.ui import theme
from attnviz.ui.help.command_palette import keys_of
from attnviz.ui.widgets.named import named

if TYPE_CHECKING:
    from collections.abc import Sequence

    from attnviz.ui.commands import Command

Group = tuple[str, "Sequence[Command]"]  # a heading, a menu's or a pane's, and the commands under it


class ShortcutsPage(QDialog):
    """Every command that has keys, by heading; what is typed keeps the rows that have it in name, heading or keys."""

    def __init__(self, groups: Sequence[Group], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("help.shortcuts")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._groups = groups
        self.setWindowTitle(self.tr("Keyboard shortcuts"))
        self.query = named(QLineEdit(), "help.shortcuts.query")
        self.query.setPlaceholderText(self.tr("Search commands and keys"))
        self.query.setAccessibleName(self.query.placeholderText())
        self.query.setClearButtonEnabled(True)
        self.text = named(QTextBrowser(), "help.shortcuts.text")
        self.text.setAccessibleName(self.windowTitle())
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        close = buttons.button(QDialogButtonBox.StandardButton.Close)
        close.setObjectName("help.shortcuts.close")
        close.setAccessibleName(close.text().replace("&", ""))
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.EDGE, theme.EDGE, theme.EDGE, theme.EDGE)
        for widget in (self.query, self.text, buttons):
            column.addWidget(widget)
        em = self.fontMetrics().height()
        self.resize(34 * em, 38 * em)
        self.query.textChanged.connect(self._fill)
        self._fill("")

    def _fill(self, query: str) -> None:
        words = query.casefold().split()
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
            html = f"<p>{escape(self.tr('No command has that.'))}</p>"
        elif not words:
            how = self.tr("Tab walks through the controls, the arrow keys through what has several parts.")
            html += f"<p>{escape(how)}</p>"
        self.text.setHtml(html)
