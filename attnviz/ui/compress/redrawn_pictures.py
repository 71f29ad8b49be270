"""The base of panels whose pictures are drawn again in another theme, and fade while a new answer is made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QWidget

from attnviz.ui.reworded import Reworded

if TYPE_CHECKING:
    from attnviz.ui.widgets.picture_view import PictureView


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
