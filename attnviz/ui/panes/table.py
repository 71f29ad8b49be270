"""The tasks of the window, in the order of its navigation; the module of each is imported when the pane is first visited."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from attnviz import defaults

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from attnviz.ui.panes.pane import Pane

TITLES: dict[str, tuple[str, Any]] = {  # context and words
    "translate": ("TranslatePane", QT_TRANSLATE_NOOP("TranslatePane", "Translate")),
    "read": ("ReadPane", QT_TRANSLATE_NOOP("ReadPane", "Read")),
    "look": ("Look", QT_TRANSLATE_NOOP("Look", "Look")),
    "latent": ("Latent", QT_TRANSLATE_NOOP("Latent", "Latent")),
    "playground": ("Playground", QT_TRANSLATE_NOOP("Playground", "Playground")),
    "open": ("OpenPane", QT_TRANSLATE_NOOP("OpenPane", "My model")),
    "listen": ("ListenPane", QT_TRANSLATE_NOOP("ListenPane", "Listen")),
}


def title(id: str) -> str:
    """A pane's name in the interface language, known before the pane is imported."""
    context, words = TITLES[id]
    return QCoreApplication.translate(context, words)


class PaneEntry:
    """A pane that is made, and its module imported, by calling this; ``panes/ID/pane.py`` holds the class ``IDPane``."""

    def __init__(self, id: str) -> None:
        self.id = id

    def title(self) -> str:
        return title(self.id)

    def __call__(self, parent: QWidget | None = None) -> Pane:
        made: Pane = getattr(import_module(f"attnviz.ui.panes.{self.id}.pane"), f"{self.id.capitalize()}Pane")(parent)
        return made


PANES = tuple(PaneEntry(id) for id in defaults.PANES)
