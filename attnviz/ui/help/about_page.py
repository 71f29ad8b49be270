"""What this program is: its version, the parts it stands on with their versions and licences, how to cite it; to be copied."""

from __future__ import annotations

import platform
from html import escape
from importlib import metadata

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QTextBrowser, QVBoxLayout, QWidget

from attnviz import __version__
from attnviz.ui import theme
from attnviz.ui.widgets.named import named

PARTS = (  # what the window is built on: its name, that of its package, its licence
    ("Qt for Python", "PySide6_Essentials", "LGPL-3.0"),
    ("PyTorch", "torch", "BSD-3-Clause"),
    ("pyqtgraph", "pyqtgraph", "MIT"),
    ("NumPy", "numpy", "BSD-3-Clause"),
    ("Pillow", "pillow", "MIT-CMU"),
    ("SentencePiece", "sentencepiece", "Apache-2.0"),
    ("safetensors", "safetensors", "Apache-2.0"),
)


def versions() -> list[tuple[str, str, str]]:
    """Each part's name, installed version and licence."""
    found = []
    for name, package, licence in PARTS:
        try:
            found.append((name, metadata.version(package), licence))
        except metadata.PackageNotFoundError:
            found.append((name, "–", licence))
    return found


def bibtex() -> str:
    """The entry by which this program is cited."""
    return (
        "@software{attnviz,\n"
        "  title = {attnviz: see where neural networks look, live},\n"
        f"  version = {{{__version__}}},\n"
        "  year = {2026},\n"
        "  license = {Apache-2.0}\n"
        "}"
    )


class AboutPage(QDialog):
    """A page beside the window; Escape closes it, Copy takes its versions along, for a report."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("help.about")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("About attnviz"))
        text = named(QTextBrowser(), "help.about.text")
        text.setAccessibleName(self.windowTitle())
        text.setOpenExternalLinks(True)
        text.setHtml(self._html())
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        self.copy = buttons.addButton(self.tr("Copy versions"), QDialogButtonBox.ButtonRole.ActionRole)
        self.cite = buttons.addButton(self.tr("Copy BibTeX"), QDialogButtonBox.ButtonRole.ActionRole)
        close = buttons.button(QDialogButtonBox.StandardButton.Close)
        for button, name in ((self.copy, "copy"), (self.cite, "cite"), (close, "close")):
            button.setObjectName(f"help.about.{name}")
            button.setAccessibleName(button.text().replace("&", ""))
        self.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(as_text()))
        self.cite.clicked.connect(lambda: QGuiApplication.clipboard().setText(bibtex()))
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.EDGE, theme.EDGE, theme.EDGE, theme.EDGE)
        column.addWidget(text)
        column.addWidget(buttons)
        em = self.fontMetrics().height()
        self.resize(32 * em, 34 * em)

    def _html(self) -> str:
        rows = "".join(
            f"<tr><td>{escape(name)}</td><td>{escape(version)}</td><td>{escape(licence)}</td></tr>"
            for name, version, licence in versions()
        )
        sentences = (
            self.tr("See where neural networks look, live."),
            self.tr("Version {}").format(__version__),
            self.tr("attnviz is free software under the Apache licence 2.0. It stands on:"),
        )
        above = "".join(f"<p>{escape(sentence)}</p>" for sentence in sentences)
        notices = self.tr("Where the training data come from, and under which terms, is listed in NOTICE.")
        return (
            f"<h2>attnviz</h2>{above}<table cellpadding='3'>{rows}</table><p>{escape(notices)}</p>"
            f"<pre>{escape(bibtex())}</pre>"
        )


def as_text() -> str:
    """Program, system and parts with their versions, a line each."""
    lines = [f"attnviz {__version__}", f"Python {platform.python_version()}, {platform.platform()}"]
    return "\n".join([*lines, *(f"{name} {version} ({licence})" for name, version, licence in versions())])
