"""The base of panels whose pictures are drawn again in another theme, and fade while a new answer is made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from attnviz.ui.reworded import Reworded

if TYPE_CHECKING:
    from attnviz.ui.widgets.picture_view import PictureView


def place(grid: QGridLayout, number: int, title: QWidget, view: QWidget, *below: QWidget) -> None:
    """Put picture ``number``, from 0, with its title and what is said below it, into a grid of two columns."""
    parts = (title, view, *below)
    line, column = len(parts) * (number // 2), number % 2
    for down, part in enumerate(parts):
        grid.addWidget(part, line + down, column)
    grid.setRowStretch(line + 1, 1)
    grid.setColumnStretch(column, 1)


class RedrawnPictures(Reworded, QWidget):
    """A subclass has the ``views`` and draws them."""

    views: list[PictureView]

    def set_stale(self, stale: bool) -> None:
        for view in self.views:
            view.set_stale(stale)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._draw()

    def _draw(self) -> None:
        raise NotImplementedError
