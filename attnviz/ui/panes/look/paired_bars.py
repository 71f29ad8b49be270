"""What something was and what it is now, as two bars a row; one row is chosen, by mouse or keyboard."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from attnviz.ui.theme import colors

if TYPE_CHECKING:
    from collections.abc import Sequence

LABEL = 0.3  # of the width
GAP = 8  # pixels
ROOMIEST, LARGEST = 2.4, 1.5  # how much higher than usual a row may be, and how much larger its text


@dataclass(frozen=True)
class Pair:
    """One row: the number it is known by, its name, both shares 0..1 and what is written for them."""

    key: int
    label: str
    before: float
    now: float
    text: str
    chosen: bool = False


class PairedBars(QWidget):
    """Rows share the room there is, which is enough for ``most`` of them, so that nothing around it moves when some come and go;
    ``chosen`` carries a row's key.
    """

    chosen = Signal(int)

    def __init__(self, most: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._most = most
        self._pairs: tuple[Pair, ...] = ()
        self._words = ("", "")
        self._at = -1  # the row under the pointer
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.MinimumExpanding)

    def set_words(self, before: str, now: str) -> None:
        """What the two bars of a row stand for."""
        self._words = before, now
        self.update()

    def show_pairs(self, pairs: Sequence[Pair]) -> None:
        """Show these rows, from above."""
        self._pairs = tuple(pairs[: self._most])
        self.setAccessibleDescription("; ".join(f"{pair.label} {pair.text}" for pair in self._pairs))
        self.update()

    def pairs(self) -> tuple[Pair, ...]:
        return self._pairs

    def sizeHint(self) -> QSize:
        return QSize(280, round((self._most + 1) * self._least()) + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, self.sizeHint().height())

    def _least(self) -> float:
        return QFontMetricsF(self.font()).height() + 7

    def _row(self) -> float:
        """Pixels of a row's height now."""
        least = self._least()
        return min(max(self.height() / (len(self._pairs) + 1), least), ROOMIEST * least)

    def _large(self) -> QFont:
        """The font of rows as high as these."""
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * min(max(self._row() / (1.5 * self._least()), 1.0), LARGEST))
        return font

    def _row_at(self, y: float) -> int:
        row = int(y // self._row()) - 1
        return row if 0 <= row < len(self._pairs) else -1

    def paintEvent(self, event: QPaintEvent) -> None:
        palette, height = colors(self), self._row()
        metrics = QFontMetricsF(self._large())
        room = max((metrics.horizontalAdvance(pair.text) for pair in self._pairs), default=0.0)
        left = self.width() * LABEL
        bars = QRectF(left + GAP, 0, max(self.width() - left - room - 3 * GAP, 10), height)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setFont(self._large())
            if self._pairs:
                self._draw_words(painter, bars.left())
            for row, pair in enumerate(self._pairs):
                place = QRectF(0, (row + 1) * height, self.width(), height)
                self._draw_ground(painter, place, pair, row)
                painter.setPen(palette.text)
                name = metrics.elidedText(pair.label, Qt.TextElideMode.ElideRight, left - GAP)
                painter.drawText(place.adjusted(GAP, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, name)
                painter.setPen(palette.muted)
                flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
                painter.drawText(place.adjusted(0, 0, -GAP, 0), flags, pair.text)
                painter.setPen(Qt.PenStyle.NoPen)
                thick = height * 0.28
                for share, color, top in (
                    (pair.before, palette.outline, place.center().y() - thick - 0.5),
                    (pair.now, palette.accent, place.center().y() + 0.5),
                ):
                    painter.setBrush(color)
                    painter.drawRect(QRectF(bars.left(), top, max(bars.width() * share, 1.0), thick))
            if self.hasFocus():
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(palette.accent, 2))
                painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 5, 5)

    def _draw_ground(self, painter: QPainter, place: QRectF, pair: Pair, row: int) -> None:
        palette = colors(self)
        if pair.chosen or row == self._at:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(palette.accent_soft if pair.chosen else palette.raised)
            painter.drawRoundedRect(place.adjusted(1, 1, -1, -1), 4, 4)

    def _draw_words(self, painter: QPainter, x: float) -> None:
        """The legend: a swatch and a word for each of the two."""
        palette, height = colors(self), self._row()
        swatches: tuple[QColor, QColor] = (palette.outline, palette.accent)
        for word, color in zip(self._words, swatches, strict=True):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color)
            painter.drawRect(QRectF(x, height / 2 - 4, 8, 8))
            painter.setPen(palette.muted)
            width = QFontMetricsF(self._large()).horizontalAdvance(word) + 2
            painter.drawText(QRectF(x + 13, 0, width, height), Qt.AlignmentFlag.AlignVCenter, word)
            x += 13 + width + 2 * GAP

    # what a person does

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._point(self._row_at(event.position().y()))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._point(-1)

    def _point(self, row: int) -> None:
        if row != self._at:
            self._at = row
            self.setCursor(Qt.CursorShape.PointingHandCursor if row >= 0 else Qt.CursorShape.ArrowCursor)
            self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        row = self._row_at(event.position().y())
        if event.button() == Qt.MouseButton.LeftButton and row >= 0:
            self.chosen.emit(self._pairs[row].key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if not step or not self._pairs:
            super().keyPressEvent(event)
            return
        at = next((row for row, pair in enumerate(self._pairs) if pair.chosen), -step)
        self.chosen.emit(self._pairs[min(max(at + step, 0), len(self._pairs) - 1)].key)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self.updateGeometry()
            self.update()
