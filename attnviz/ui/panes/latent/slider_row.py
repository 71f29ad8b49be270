"""One dimension of a code in the Latent pane: its name, slider, number, lock, and the map of the pixels that it moves."""

from __future__ import annotations

import math

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QImage, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QLineEdit, QSizePolicy, QToolButton, QWidget

from attnviz.ui import icons, theme
from attnviz.ui.panes.latent.state import REACH
from attnviz.ui.widgets.latent_slider import LatentSlider
from attnviz.ui.widgets.named import named

LONGEST_NAME = 18  # letters of a name that are seen at once
SMALLEST_MAP = 64  # pixels a side of the map of what a slider moves


class BadNumber(ValueError):
    """What was typed is no value of a code; ``code`` says why: not_a_number or out_of_reach."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def parse_value(text: str) -> float:
    """A typed number, with point or comma. ``BadNumber`` for NaN, infinities, letters, and what lies out of reach."""
    try:
        value = float(text.strip().replace("−", "-").replace(",", "."))
    except ValueError:
        raise BadNumber("not_a_number") from None
    if math.isnan(value):
        raise BadNumber("not_a_number")
    if abs(value) > REACH:
        raise BadNumber("out_of_reach")
    return value


class InfluenceButton(QAbstractButton):
    """The small map; pressed, it stays over the large picture. ``pointed`` tells whether the pointer is on it."""

    pointed = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._map = QImage()
        self._side = SMALLEST_MAP
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_map(self, image: QImage | None) -> None:
        """Show another map, or none."""
        self._map = image or QImage()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._side, self._side)

    def set_side(self, side: int) -> None:
        """Be so large, in pixels."""
        if side != self._side:
            self._side = side
            self.updateGeometry()

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.pointed.emit(True)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.pointed.emit(False)

    def paintEvent(self, event: QPaintEvent) -> None:
        palette = theme.colors(self)
        box = QRectF(self.rect()).adjusted(2, 2, -2, -2)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            if not self._map.isNull():
                painter.drawImage(box, self._map)
            strong = self.hasFocus() or self.isChecked()
            painter.setPen(QPen(palette.accent, 2) if strong else QPen(palette.border, 1))
            painter.drawRect(box)


class SliderRow(QWidget):
    """The controls of the dimension that stands at a place of the list."""

    named_it = Signal(int, str)
    typed = Signal(int, float)
    refused = Signal(str)  # why a typed number is none
    moved = Signal(int, float)
    move_finished = Signal()
    reset_asked = Signal(int)
    locked = Signal(int, bool)
    pointed = Signal(int, bool)
    pinned = Signal(int, bool)

    def __init__(self, place: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.dimension = place
        self.name = named(QLineEdit(), f"latent.name.{place}", role="quiet")
        self.slider = named(LatentSlider(), f"latent.slider.{place}")
        self.slider.setProperty("area", place == 0)  # F6 goes to the first of them
        self.value = named(QLineEdit(), f"latent.value.{place}", role="quiet")
        self.lock = named(QToolButton(), f"latent.lock.{place}", checkable=True)
        self.influence = named(InfluenceButton(), f"latent.influence.{place}")
        self.name.setMaxLength(40)
        self.value.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.lock.setIcon(icons.icon("lock"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(5)
        for widget, stretch in ((self.name, 0), (self.slider, 1), (self.value, 0), (self.lock, 0), (self.influence, 0)):
            layout.addWidget(widget, stretch)
        self._fit()
        self.name.editingFinished.connect(lambda: self.named_it.emit(self.dimension, self.name.text()))
        self.value.editingFinished.connect(self._typed)
        self.slider.moved.connect(self._moved)
        self.slider.move_finished.connect(self.move_finished)
        self.slider.reset_asked.connect(lambda: self.reset_asked.emit(self.dimension))
        self.lock.toggled.connect(self._locked)
        self.influence.pointed.connect(lambda on: self.pointed.emit(self.dimension, on))
        self.influence.toggled.connect(lambda on: self.pinned.emit(self.dimension, on))

    def show_dimension(self, dimension: int, own_name: str, title: str, carries: str = "") -> None:
        """Stand for another dimension, which ``carries`` a known factor."""
        self.dimension = dimension
        self.name.setText(own_name)
        self.word(title, carries)

    def word(self, title: str, carries: str = "") -> None:
        """Name every control by what the dimension is called: by the person, by the factor that it carries, by its number."""
        self.name.setPlaceholderText(carries or f"z{self.dimension}")
        shown = self.name.palette()
        colors = theme.colors(self)
        shown.setColor(QPalette.ColorRole.PlaceholderText, colors.text if carries else colors.muted)
        self.name.setPalette(shown)
        self.name.setAccessibleName(self.tr("Your name for z{}").format(self.dimension))
        said = self.tr("Your own word for what this slider does; it is kept")
        if carries:
            measured = self.tr("z{number} was measured to carry this factor of the pictures.").format(
                number=self.dimension
            )
            said = f"{measured} {said}"
        self.name.setToolTip(said)
        self.slider.setAccessibleName(self.tr("Slider of {}").format(title))
        self.slider.setToolTip(
            self.tr(
                "Shaded: where the data lie. Dotted: the prior. Line: the picture's own value. Double click goes back to it."
            )
        )
        self.value.setAccessibleName(self.tr("Value of {}").format(title))
        self.lock.setAccessibleName(self.tr("Lock {}").format(title))
        self.lock.setToolTip(self.tr("Lock this value: only its own slider changes it"))
        self.influence.setAccessibleName(self.tr("Pixels that {} moves").format(title))
        self.influence.setToolTip(
            self.tr("The pixels this slider moves: orange gets lighter, blue darker. Click to pin it on the picture.")
        )

    def name_width(self) -> int:
        """How wide its name is, in pixels; room for a few letters where it has none, and no more than for ``LONGEST_NAME``."""
        metrics = self.fontMetrics()
        least, most = (metrics.horizontalAdvance("z" * letters) for letters in (6, LONGEST_NAME))
        text = self.name.text() or self.name.placeholderText()
        return min(max(metrics.horizontalAdvance(text), least), most) + 24

    def set_name_width(self, width: int) -> None:
        """Take so much room for the name, as the rows above and below do."""
        self.name.setFixedWidth(width)

    def show_value(self, z: float) -> None:
        """Stand at a value."""
        self.slider.show_value(z)
        if not (self.value.hasFocus() and self.value.isModified()):
            self.value.setText(f"{z:.2f}".replace("-", "−"))

    def show_lock(self, locked: bool) -> None:
        """Show whether it is locked, without telling."""
        self.lock.blockSignals(True)
        self.lock.setChecked(locked)
        self.lock.blockSignals(False)

    def show_pinned(self, pinned: bool) -> None:
        """Show whether its map stays on the picture, without telling."""
        self.influence.blockSignals(True)
        self.influence.setChecked(pinned)
        self.influence.blockSignals(False)

    def _moved(self, z: float) -> None:
        self.value.setText(f"{z:.2f}".replace("-", "−"))
        self.moved.emit(self.dimension, z)

    def _locked(self, on: bool) -> None:
        self.locked.emit(self.dimension, on)

    def _typed(self) -> None:
        if not self.value.isModified():
            return
        self.value.setModified(False)
        try:
            value = parse_value(self.value.text())
        except BadNumber as bad:
            self.show_value(self.slider.z())
            self.refused.emit(bad.code)
            return
        self.typed.emit(self.dimension, value)

    def _fit(self) -> None:
        metrics = self.fontMetrics()
        self.value.setFixedWidth(metrics.horizontalAdvance("−00.00") + 14)
        side = round(metrics.height() * 1.05)
        self.lock.setIconSize(QSize(side, side))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "influence"):
            self._fit()
