"""The pages of the Help menu: the keyboard shortcuts now in force, and what this program is made of."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QTextBrowser, QVBoxLayout, QWidget

from attnviz import __version__
from attnviz.ui import theme

if TYPE_CHECKING:
    from collections.abc import Sequence

    from attnviz.ui.commands import Command

PARTS = (  # what the window is built on, and under which licence
    ("Qt for Python", "LGPL-3.0"),
    ("PyTorch", "BSD-3-Clause"),
    ("pyqtgraph", "MIT"),
    ("NumPy", "BSD-3-Clause"),
    ("SentencePiece", "Apache-2.0"),
    ("safetensors", "Apache-2.0"),
)


class Page(QDialog):
    """A page of text beside the window; Escape closes it, and the window stays usable meanwhile."""

    def __init__(self, name: str, title: str, html: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(f"help.{name}")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        text = QTextBrowser(self)
        text.setObjectName(f"help.{name}.text")
        text.setAccessibleName(title)
        text.setOpenExternalLinks(True)
        text.setHtml(html)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        close = buttons.button(QDialogButtonBox.StandardButton.Close)
        close.setObjectName(f"help.{name}.close")
        close.setAccessibleName(close.text().replace("&", ""))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.EDGE, theme.EDGE, theme.EDGE, theme.EDGE)
        layout.addWidget(text)
        layout.addWidget(buttons)
        em = self.fontMetrics().height()
        self.resize(32 * em, 34 * em)


def shortcuts(menus: Sequence[tuple[str, Sequence[Command]]], parent: QWidget) -> Page:
    """The page of every shortcut, by menu."""
    title = QCoreApplication.translate("Help", "Keyboard shortcuts")
    muted = theme.colors(parent).muted.name()
    html = ""
    for menu, commands in menus:
        rows = "".join(
            f"<tr><td>{escape(command.name())}</td><td align='right' style='color:{muted}'>{escape(keys)}</td></tr>"
            for command in commands
            if (keys := _keys(command))
        )
        html += f"<h3>{escape(menu)}</h3><table width='100%' cellpadding='3'>{rows}</table>" if rows else ""
    how = QCoreApplication.translate(
        "Help", "Tab walks through the controls, the arrow keys through what has several parts."
    )
    return Page("shortcuts", title, f"{html}<p>{escape(how)}</p>", parent)


def _keys(command: Command) -> str:
    """The keys of a command as they are written on this system."""
    return ", ".join(key.toString(QKeySequence.SequenceFormat.NativeText) for key in command.shortcuts())


def about(parent: QWidget) -> Page:
    """The page with the version and the licences."""
    title = QCoreApplication.translate("Help", "About attnviz")
    what = QCoreApplication.translate("Help", "See where neural networks look, live.")
    version = QCoreApplication.translate("Help", "Version {}").format(__version__)
    licence = QCoreApplication.translate("Help", "attnviz is free software under the Apache licence 2.0. It stands on:")
    notices = QCoreApplication.translate(
        "Help", "Where the training data come from, and under which terms, is listed in NOTICE."
    )
    parts = "".join(f"<tr><td>{name}</td><td>{terms}</td></tr>" for name, terms in PARTS)
    html = (
        f"<h2>attnviz</h2><p>{escape(what)}</p><p>{escape(version)}</p><p>{escape(licence)}</p>"
        f"<table cellpadding='3'>{parts}</table><p>{escape(notices)}</p>"
    )
    return Page("about", title, html, parent)
