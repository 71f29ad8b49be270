"""Saving and copying from the Translate pane: the picture as it is seen, and the numbers behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from attnviz.ui.files import writers
from attnviz.ui.panes.save_actions import PictureActions, Save
from attnviz.ui.theme import colors

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QSizeF
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtWidgets import QWidget

    from attnviz.ui.attention.figure import Figure


class Seen(Protocol):
    """What is on a page and may be saved; ``stem`` is proposed as the name of a file."""

    @property
    def stem(self) -> str: ...

    @property
    def title(self) -> str: ...

    @property
    def description(self) -> str: ...

    def size(self) -> QSizeF:
        """The size in points that the picture fills."""

    def draw(self, painter: QPainter, size: QSizeF, vector: bool) -> None:
        """Draw it, as a vector or not."""

    def figure(self) -> Figure | None:
        """The same for a paper; None where it cannot be had."""

    def table(self, delimiter: str) -> str:
        """The numbers that are seen."""

    def json(self) -> str:
        """Everything."""

    def npz(self) -> bytes:
        """The arrays."""

    def python(self) -> str:
        """Lines that give the same numbers."""


class Exporter(PictureActions):
    """``seen`` gives what is there to save."""

    def __init__(self, owner: QWidget, seen: Callable[[], Seen | None]) -> None:
        super().__init__(owner, "translate", self._figure)
        self._seen = seen

    def _figure(self) -> Figure | None:
        seen = self._seen()
        return seen.figure() if seen is not None else None

    def shown(self) -> Seen | None:
        return self._seen()

    def stem(self, save: Save) -> str:
        seen = self._seen()
        return seen.stem if seen is not None else save.what

    def png(self, shown: Seen) -> bytes:
        return writers.png(shown.draw, shown.size(), colors().panel)

    def svg(self, shown: Seen) -> bytes:
        title, description = shown.title, shown.description
        return writers.svg(shown.draw, shown.size(), colors().panel, title=title, description=description)

    def csv(self, shown: Seen) -> bytes:
        return writers.spreadsheet(shown.table(","))

    def json(self, shown: Seen) -> bytes:
        return shown.json().encode("utf-8", "replace")

    def npz(self, shown: Seen) -> bytes:
        return shown.npz()

    def image(self, shown: Seen) -> QImage:
        return writers.image(shown.draw, shown.size(), colors().panel)

    def numbers(self, shown: Seen) -> str:
        return shown.table("\t")

    def python(self, shown: Seen) -> str:
        return shown.python()
