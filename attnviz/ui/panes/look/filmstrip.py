"""The pictures of a folder, or several files, in one row below the photo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from attnviz.ui.reworded import Reworded
from attnviz.ui.widgets.controls import IconButton
from attnviz.ui.widgets.named import named
from attnviz.ui.widgets.thumbnail_row import ThumbnailRow

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import QHideEvent, QKeyEvent

    from attnviz.ui.panes.look.photo_sources import Files
    from attnviz.ui.panes.look.state import LookState


class Filmstrip(Reworded, QWidget):
    """Hidden until a folder or several files are open, which ``opened`` tells; what is turned to is read once no more keys are
    waiting."""

    opened = Signal(bool)

    def __init__(self, state: LookState, files: Files, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("look.filmstrip")
        self._files = files
        self.row = named(ThumbnailRow(), "look.filmstrip.row")
        self.position = named(QLabel(), "look.filmstrip.position", role="muted")
        self.position.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.shut = IconButton("look.filmstrip.close", "close", says=False)
        self._soon = QTimer(self, interval=0, singleShot=True)
        self._soon.timeout.connect(self._turn)
        beside = QVBoxLayout()
        beside.setSpacing(2)
        beside.addWidget(self.shut, 0, Qt.AlignmentFlag.AlignRight)
        beside.addWidget(self.position)
        beside.addStretch(1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self.row, 1)
        layout.addLayout(beside)
        self.row.chosen.connect(lambda index: self._soon.start())
        self.shut.clicked.connect(files.close_list)
        files.listed.connect(self._show_list)
        files.turned.connect(self._show_turned)
        files.refused.connect(self.row.mark_broken)
        self.hide()
        self.retranslate()

    def present(self, on: bool) -> None:
        """Step aside for a lecture hall; the keys still turn where several pictures are open."""
        self.setVisible(not on and self.row.count() > 0)

    def step(self, steps: int) -> None:
        """Turn so many pictures on, or back."""
        self.row.step(steps)

    def take_key(self, event: QKeyEvent) -> bool:
        """Turn as an arrow key says that nothing else took; False when there is nothing to turn."""
        return self.row.count() > 0 and self.row.take_key(event)

    def _show_list(self, paths: list[Path], at: int) -> None:
        self._soon.stop()
        self.row.set_paths(paths, at)
        self.setVisible(bool(paths))
        self.opened.emit(bool(paths))
        self._word()
        if paths:
            self.row.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_turned(self, index: int) -> None:
        self.row.set_current(index)
        self._word()

    def _turn(self) -> None:
        self._files.turn_to(self.row.current())

    def _word(self) -> None:
        place = self.tr("{place} of {count}").format(place=self.row.current() + 1, count=self.row.count())
        self.position.setText(place)
        self.row.setAccessibleName(self.tr("Pictures of the folder"))
        self.row.setAccessibleDescription(place)

    def retranslate(self) -> None:
        self.shut.word(self.tr("Close the row of pictures"))
        self._word()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._soon.stop()
