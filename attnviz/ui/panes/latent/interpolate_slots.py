"""Places that hold a picture with its code, filled from the samples or from what the sliders show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from attnviz.lazy_numpy import np
from attnviz.ui import theme
from attnviz.ui.reworded import Reworded
from attnviz.ui.widgets.named import named
from attnviz.ui.widgets.picture_grid import PictureGrid
from attnviz.ui.widgets.picture_view import PictureView
from attnviz.ui.widgets.plain_text import plain

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from attnviz.ui.panes.latent.state import LatentState

COLUMNS, CELL = 10, 44  # of samples to choose from
LARGEST_SAMPLE = 128  # pixels; they grow with the room across


class SampleGrid(PictureGrid):
    """The sample pictures of a model in rows of ``columns``; ``sample_chosen`` carries the number of one."""

    sample_chosen = Signal(int)

    def __init__(self, *, columns: int = COLUMNS, cell: int = CELL, parent: QWidget | None = None) -> None:
        super().__init__(largest=cell, least=cell, parent=parent)
        self._across, self._floor = columns, cell
        self.chosen.connect(lambda row, column: self.sample_chosen.emit(row * self._across + column))

    def show_samples(self, state: LatentState) -> None:
        """Offer the samples of the model that is shown."""
        samples = state.samples
        pictures = np.zeros((0, 1, 1, 1), np.uint8) if samples is None else samples.pictures
        rows = -(-len(pictures) // self._across)
        self.set_shape(rows, self._across)
        tips = {}
        for row in range(rows):
            self.set_row(row, pictures[row * self._across : (row + 1) * self._across])
        for i in range(len(pictures)):
            tips[divmod(i, self._across)] = state.label_of(i)
        self.set_tips(tips)
        self._fit()

    def _fit(self) -> None:
        """Let the pictures fill the width; what is too high is scrolled."""
        cell = min(max(self.width() // self._across, self._floor), LARGEST_SAMPLE)
        self._least = self._largest = cell
        self.setMinimumSize(self._across * self._floor, self.shape()[0] * cell)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def mark_sample(self, number: int) -> None:
        """Frame the sample that is shown; -1 for none."""
        rows, _ = self.shape()
        inside = 0 <= number < rows * self._across
        self.mark(*(divmod(number, self._across) if inside else (-1, -1)))


class SamplePicker(QWidget):
    """A sheet of samples that opens below what asked for it and closes when one is chosen."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("latent.picker")
        self.grid = named(SampleGrid(), "latent.picker.samples")
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(self.grid)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.GAP, theme.GAP, theme.GAP, theme.GAP)
        layout.addWidget(area)
        self.grid.sample_chosen.connect(self._chosen)

    def open_at(self, state: LatentState, place: QPoint) -> None:
        """Show the samples with the upper left corner at a place of the screen."""
        self.grid.show_samples(state)
        self.grid.setAccessibleName(self.tr("Samples to choose from"))
        self.setAccessibleName(self.grid.accessibleName())
        width = COLUMNS * CELL + 44
        self.resize(width, 6 * CELL + 20)
        screen = self.screen().availableGeometry()
        self.move(min(place.x(), screen.right() - width), min(place.y(), screen.bottom() - self.height()))
        self.show()
        self.grid.setFocus()

    def _chosen(self, number: int) -> None:
        self.close()
        self.chosen.emit(number)


class Slot(Reworded, QWidget):
    """A, B or C: ``changed`` when it holds another code, ``visited`` when one wants to go there."""

    changed = Signal()
    visited = Signal()

    def __init__(self, letter: str, state: LatentState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.letter, self._state = letter, state
        self.code: np.ndarray | None = None
        self.picture: np.ndarray | None = None
        self.view = named(PictureView(least=56, clickable=True), f"latent.slot.{letter.lower()}")
        self.view.setFixedSize(74, 74)
        self.take = named(QPushButton(), f"latent.take.{letter.lower()}", role="chip")
        self.visit = named(QPushButton(), f"latent.visit.{letter.lower()}", role="chip")
        name = plain(QLabel(letter))
        name.setProperty("role", "heading")
        buttons = QVBoxLayout()
        buttons.setSpacing(2)
        buttons.addWidget(name)
        buttons.addWidget(self.take)
        buttons.addWidget(self.visit)
        buttons.addStretch(1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.view)
        layout.addLayout(buttons)
        self._picker: SamplePicker | None = None
        self.view.clicked.connect(self._pick)
        self.take.clicked.connect(self._take)
        self.visit.clicked.connect(self.visited)
        self.retranslate()

    def hold(self, code: np.ndarray, picture: np.ndarray | None) -> None:
        """Keep a code and the picture it is known by."""
        self.code, self.picture = np.array(code, np.float32), picture
        self.view.set_picture(picture)
        self.visit.setEnabled(True)
        self.changed.emit()

    def hold_sample(self, number: int) -> None:
        """Keep a sample of the model that is shown."""
        samples = self._state.samples
        if samples is not None and 0 <= number < len(samples.pictures):
            self.hold(samples.mu[number], samples.pictures[number])

    def show_missing(self, picture: np.ndarray) -> None:
        """The picture of a code that was kept without one."""
        if self.picture is None:
            self.picture = picture
            self.view.set_picture(picture)

    def clear(self) -> None:
        """Hold nothing."""
        self.code = self.picture = None
        self.view.set_picture(None)
        self.visit.setEnabled(False)

    def _pick(self) -> None:
        if self._state.samples is None:
            return
        if self._picker is None:
            self._picker = SamplePicker(self)
            self._picker.chosen.connect(self.hold_sample)
        self._picker.open_at(self._state, self.view.mapToGlobal(QPoint(0, self.view.height() + 4)))

    def _take(self) -> None:
        if len(self._state.code.z):
            self.hold(self._state.code.z, self._state.shown)

    def retranslate(self) -> None:
        self.view.hint = self.tr("choose a sample")
        self.view.setAccessibleName(self.tr("Picture {}: choose a sample").format(self.letter))
        self.view.setToolTip(self.tr("Click to choose one of the samples"))
        self.take.setText(self.tr("Store"))
        self.take.setAccessibleName(self.tr("Take what the sliders show as {}").format(self.letter))
        self.take.setToolTip(self.tr("Take what the sliders show"))
        self.visit.setText(self.tr("Load"))
        self.visit.setAccessibleName(self.tr("Go to {}").format(self.letter))
        self.visit.setToolTip(self.tr("Show this picture's code on the sliders"))
