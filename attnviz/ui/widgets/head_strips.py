"""One source word in every encoder head: where it looks and who looks at it, a thin row of cells for each head."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from attnviz.ui.theme import colors
from attnviz.ui.widgets import colormap
from attnviz.ui.widgets.plain_text import tip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from attnviz.lazy_numpy import np

_WORD = QColor("#f2b661")  # seen on every colour of the scale
_ROW, _LAYER_GAP, _GAP = 8.0, 5.0, 12.0


class HeadStrips(QWidget):
    """``looks`` and ``seen`` are [layer, head, words]; ``chosen`` carries the (layer, head) of a row that was clicked."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._looks: np.ndarray | None = None  # no empty array: numpy is not there before the first paint
        self._seen: np.ndarray | None = None
        self._followed: np.ndarray | None = None
        self._words: tuple[str, ...] = ()
        self._word = 0
        self._titles = ("", "", "")
        self._current = 0
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_word(
        self, looks: np.ndarray, seen: np.ndarray, followed: np.ndarray | None, words: Sequence[str], word: int
    ) -> None:
        """Show a word's rows [layer, head, words], what follows from all layers [words], and which of the words it is."""
        self._looks, self._seen, self._followed = looks, seen, followed
        self._words, self._word = tuple(words), word
        self._current = min(self._current, self._count() - 1)
        self.updateGeometry()
        self.update()

    def set_titles(self, looks: str, seen: str, followed: str) -> None:
        """Name the two columns, and the row below them."""
        self._titles = (looks, seen, followed)
        self.update()

    def row_at(self, point: QPointF) -> int | None:
        """The head's place, counted through all layers, under a point."""
        return next((i for i in range(self._count()) if self._band(i).contains(point)), None)

    def sizeHint(self) -> QSize:
        if self._looks is None:
            return QSize(200, 20)
        layers, heads = self._looks.shape[:2]
        line = self._line()
        below = 2 * line + 14 if self._followed is not None else 0.0
        return QSize(200, round(line + 4 + layers * (heads * _ROW + _LAYER_GAP) + below))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._looks is None or self._seen is None:
            return
        layers = len(self._looks)
        palette, line = colors(), self._line()
        painter = QPainter(self)
        painter.setFont(self._small())
        painter.setPen(palette.muted)
        metrics = QFontMetricsF(self._small())
        for side, values in enumerate((self._looks, self._seen)):
            area = self._area(side)
            title = metrics.elidedText(self._titles[side], Qt.TextElideMode.ElideRight, area.width())
            painter.drawText(
                QRectF(area.left(), 0, area.width(), line),
                Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
                title,
            )
            for layer in range(layers):
                block = self._block(side, layer)
                painter.drawImage(block, colormap.image(values[layer]))
                self._frame_word(painter, block)
        for layer in range(layers):
            block = self._block(0, layer)
            label = QRectF(0, block.top(), block.left() - 4, block.height())
            painter.setPen(palette.muted)
            painter.drawText(label, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, str(layer + 1))
        if self._followed is not None:
            area = self._area(0).united(self._area(1))
            top = self._block(0, layers - 1).bottom() + _LAYER_GAP + 4
            text = metrics.elidedText(self._titles[2], Qt.TextElideMode.ElideRight, area.width())
            painter.drawText(
                QRectF(area.left(), top, area.width(), line),
                Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
                text,
            )
            strip = QRectF(area.left(), top + line + 2, area.width(), _ROW + 2)
            painter.drawImage(strip, colormap.image(self._followed[None, :]))
            self._frame_word(painter, strip)
        if self.hasFocus():
            painter.setPen(QPen(palette.accent, 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self._band(self._current).adjusted(0, -0.5, 0, 0.5))
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        row = self.row_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and row is not None:
            self._current = row
            self._choose()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, count = Qt.Key(event.key()), self._count()
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and count:
            self._current = min(max(self._current + (1 if key == Qt.Key.Key_Down else -1), 0), count - 1)
            self.setAccessibleDescription(self._describe(self._current, None))
            self.update()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and count:
            self._choose()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            point = QPointF(event.pos())
            row = self.row_at(point)
            if row is None:
                QToolTip.hideText()
            else:
                QToolTip.showText(event.globalPos(), tip(self._describe(row, point)), self)
            return True
        return super().event(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self.updateGeometry()
            self.update()

    def _heads(self) -> int:
        return 0 if self._looks is None else self._looks.shape[1]

    def _count(self) -> int:
        """How many heads there are in all layers."""
        return 0 if self._looks is None else len(self._looks) * self._heads()

    def _choose(self) -> None:
        self.chosen.emit(divmod(self._current, self._heads()))

    def _describe(self, row: int, point: QPointF | None) -> str:
        """A head in words: its strongest words to both sides, or those of the cell under the pointer."""
        assert self._looks is not None
        assert self._seen is not None
        pair = divmod(row, self._heads())
        looks, seen = self._looks[pair], self._seen[pair]
        to, by = int(looks.argmax()), int(seen.argmax())
        if point is not None:
            for side in (0, 1):
                area = self._area(side)
                if area.left() <= point.x() < area.right():
                    to = by = min(
                        int((point.x() - area.left()) / area.width() * len(self._words)), len(self._words) - 1
                    )
        name = self.tr("layer {layer}, head {head}").format(layer=pair[0] + 1, head=pair[1] + 1)
        word = self._words[self._word]
        return f"{name}\n{word} → {self._words[to]}  {float(looks[to]):.2f}\n{self._words[by]} → {word}  {float(seen[by]):.2f}"

    def _frame_word(self, painter: QPainter, block: QRectF) -> None:
        """Mark the column of the word itself."""
        wide = block.width() / len(self._words)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(_WORD, 1.0))
        painter.drawRect(QRectF(block.left() + self._word * wide, block.top(), wide, block.height()))
        painter.setPen(colors().muted)

    def _area(self, side: int) -> QRectF:
        left = QFontMetricsF(self._small()).horizontalAdvance("12") + 6
        wide = (self.width() - left - _GAP) / 2
        return QRectF(left + side * (wide + _GAP), self._line() + 4, wide, 1)

    def _block(self, side: int, layer: int) -> QRectF:
        area, heads = self._area(side), self._heads()
        return QRectF(area.left(), area.top() + layer * (heads * _ROW + _LAYER_GAP), area.width(), heads * _ROW)

    def _band(self, row: int) -> QRectF:
        heads = self._heads()
        block = self._block(0, row // heads)
        return QRectF(0, block.top() + row % heads * _ROW, self.width() - 1, _ROW)

    def _line(self) -> float:
        return QFontMetricsF(self._small()).height() * 1.3  # Chinese stands taller than the font that is named first

    def _small(self) -> QFont:
        font = QFont(self.font())
        if font.pointSizeF() > 0:
            font.setPointSizeF(font.pointSizeF() * 0.85)
        return font
