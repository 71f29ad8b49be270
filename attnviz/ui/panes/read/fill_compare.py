"""Two sentences with a blank compared: the words for it, how probable each is in either, and the signed difference."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from attnviz.ui.reworded import Reworded
from attnviz.ui.shares import percent
from attnviz.ui.theme import DARK, colors
from attnviz.ui.widgets import signed
from attnviz.ui.widgets.named import named

if TYPE_CHECKING:
    from PySide6.QtCore import QSizeF

    from attnviz.engine.read.messages import FillingsCompared
    from attnviz.ui.theme import Colors

ROOMY = 2.6  # lines of text a row takes at most


class ComparedFillings(Reworded, QWidget):
    """A row a word: its name, both probabilities, and a bar to the side where it is more probable."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "read.fill.compared")
        self._result: FillingsCompared | None = None
        self._stale = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.retranslate()

    def show_result(self, result: FillingsCompared | None) -> None:
        """Draw another comparison."""
        self._result = result
        if result is not None:
            rows = zip(result.words, result.first.tolist(), result.second.tolist(), strict=True)
            self.setAccessibleDescription("; ".join(f"{w}: {percent(a)}, {percent(b)}" for w, a, b in rows))
        self.update()

    def set_stale(self, stale: bool) -> None:
        if stale != self._stale:
            self._stale = stale
            self.update()

    def minimumSizeHint(self) -> QSize:
        line = self.fontMetrics().height()
        return QSize(line * 20, line * 14)

    def sizeHint(self) -> QSize:
        line = self.fontMetrics().height()
        return QSize(line * 30, line * 20)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._result is None:
            return
        painter = QPainter(self)
        painter.setOpacity(0.4 if self._stale else 1.0)
        self.draw(painter, QRectF(self.rect()), colors())
        painter.end()

    def draw(self, painter: QPainter, room: QRectF, palette: Colors) -> None:
        """Draw it in a box, for the screen or a file."""
        result = self._result
        if result is None:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font, bold = QFont(self.font()), QFont(self.font())
        metrics = QFontMetricsF(font)
        rows = len(result.words) + 2
        row = min(room.height() / max(rows, 1), metrics.height() * ROOMY)
        growth = min(max(row / (metrics.height() * 1.7), 1.0), 1.6)
        for each in (font, bold):
            each.setPointSizeF(each.pointSizeF() * growth if each.pointSizeF() > 0 else 11 * growth)
        bold.setBold(True)
        metrics = QFontMetricsF(font)
        number = metrics.horizontalAdvance("100.0 %") + 10
        word = max([metrics.horizontalAdvance(w) for w in result.words] + [60.0]) + 24
        left, right = room.left() + word, room.right() - 8
        middle = (left + number + right - number) / 2
        half = max((right - left - 2 * number) / 2 - 6, 20.0)
        most = max(float(abs(result.first - result.second).max(initial=0.0)), 0.05)
        top = room.top() + 4
        painter.setFont(bold)
        painter.setPen(palette.muted)
        align = Qt.AlignmentFlag
        head = row * 1.6
        texts = (result.request.first.text, result.request.second.text)
        for text, x, flag in ((texts[0], left, align.AlignLeft), (texts[1], middle, align.AlignRight)):
            box = QRectF(x, top, (right - left) / 2 - 6, head)
            painter.drawText(box, int(flag | align.AlignVCenter | Qt.TextFlag.TextWordWrap), text)
        below, above = (QColor(*rgb) for rgb in signed.UNDER_TEXT[palette is DARK])
        for i, (name, a, b) in enumerate(zip(result.words, result.first.tolist(), result.second.tolist(), strict=True)):
            y = top + head + i * row
            painter.setFont(bold)
            painter.setPen(palette.text)
            painter.drawText(QRectF(room.left() + 4, y, word - 12, row), align.AlignVCenter | align.AlignLeft, name)
            painter.setFont(font)
            painter.setPen(palette.muted)
            painter.drawText(QRectF(left, y, number, row), align.AlignVCenter | align.AlignLeft, percent(a))
            painter.drawText(QRectF(right - number, y, number, row), align.AlignVCenter | align.AlignRight, percent(b))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(palette.raised)
            bar = QRectF(middle - half, y + row * 0.2, 2 * half, row * 0.6)
            painter.drawRoundedRect(bar, 3, 3)
            length = half * min(abs(b - a) / most, 1.0)
            shown = QRectF(middle - length if a > b else middle, y + row * 0.2, length, row * 0.6)
            painter.setBrush(below if a > b else above)
            painter.drawRoundedRect(shown, 3, 3)
            painter.setPen(palette.text)
            difference = f"{(b - a) * 100:+.1f}"
            side = QRectF(middle + 6, y, half - 6, row) if a > b else QRectF(middle - half, y, half - 6, row)
            flag = align.AlignLeft if a > b else align.AlignRight
            painter.drawText(side, flag | align.AlignVCenter, difference)
        painter.setPen(QPen(palette.outline, 1))
        bottom = top + head + len(result.words) * row
        painter.drawLine(QPointF(middle, top + head), QPointF(middle, bottom))

    def natural_size(self) -> QSizeF:
        """A good size for a file."""
        from PySide6.QtCore import QSizeF

        line = QFontMetricsF(self.font()).height()
        rows = len(self._result.words) + 2 if self._result is not None else 2
        return QSizeF(line * 44, line * 2.2 * rows)

    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("Words for the blank in both sentences"))
