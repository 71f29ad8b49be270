"""Draws what readers of a context still know at each distance, and where those that attend looked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QPushButton, QWidget

from attnviz.ui import theme
from attnviz.ui.reworded import Reworded
from attnviz.ui.screen_readers import tell_description
from attnviz.ui.widgets import colormap
from attnviz.ui.widgets.named import named

if TYPE_CHECKING:
    from PySide6.QtGui import QFont, QKeyEvent, QMouseEvent, QPaintEvent, QResizeEvent

    from attnviz.engine.playground.context_messages import ContextTrained

EMPTY_CELLS = 14  # of the example that is not there yet
COLORS = ("#d55e00", "#0072b2", "#009e73")  # one a reader, as in Train live (Okabe & Ito)


def reader_names() -> tuple[str, str, str]:
    """The readers, in the order of the engine."""
    translate = QCoreApplication.translate
    return (
        translate("ContextSection", "LSTM, last state"),
        translate("ContextSection", "LSTM with attention"),
        translate("ContextSection", "Self-attention"),
    )


class ContextPicture(Reworded, QWidget):
    """The curves of accuracy against distance above an example of which one letter is asked for; ``asked_changed`` tells which."""

    asked_changed = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("playground.context.picture")
        self.setProperty("area", True)  # F6 goes here
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(420, 320)
        self._result: ContextTrained | None = None
        self.asked = 11  # places before the end
        self._cells: list[QRectF] = []
        self.start = named(QPushButton(self), "playground.context.begin", role="primary")
        self.retranslate()

    def sizeHint(self) -> QSize:
        return QSize(640, 460)

    def show_result(self, result: ContextTrained | None) -> None:
        """Show another state of the training; None for none."""
        self._result = result
        self.start.setVisible(result is None)
        if result is not None:
            self.asked = min(self.asked, result.request.length - 1)
        self._describe()
        self.update()

    def ask_for(self, asked: int) -> None:
        """Ask the example for another letter, ``asked`` places before the last."""
        length = self._result.request.length if self._result else 20
        asked = min(max(asked, 0), length - 1)
        if asked != self.asked:
            self.asked = asked
            self._describe()
            self.update()
            self.asked_changed.emit(asked)

    def sentence(self) -> str:
        """What the readers answer to the letter that is asked for."""
        result = self._result
        if result is None:
            return ""
        right = result.example[len(result.example) - 1 - self.asked]
        said = ", ".join(
            self.tr("{reader}: “{letter}”").format(reader=name, letter=answers[self.asked])
            for name, answers in zip(reader_names(), result.answers, strict=True)
        )
        return self.tr("{back} places before the end stands “{letter}”. {answers}").format(
            back=self.asked, letter=right, answers=said
        )

    def _describe(self) -> None:
        self.setAccessibleDescription(self.sentence())
        tell_description(self)

    def retranslate(self) -> None:
        self.start.setText(QCoreApplication.translate("TrainEmpty", "Start training"))
        self.start.setAccessibleName(self.start.text())
        self._place_start()
        self.setAccessibleName(self.tr("What each reader knows at each distance; arrow keys ask for another letter"))
        self.update()

    # drawing

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            self.draw(painter, QRectF(self.rect()), self.font())
            if self.hasFocus():
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(theme.colors(self).accent)
                painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), 5, 5)

    def draw(self, painter: QPainter, room: QRectF, font: QFont) -> None:
        """Draw it in a room: the upper part the curves, the lower the example."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font)
        line = self.fontMetrics().height()
        below = min(room.height() * 0.45, 9.0 * line)
        chart = room.adjusted(3.2 * line, 1.6 * line, -line, -below - 2.4 * line)
        self._draw_axes(painter, chart, line)
        result = self._result
        if result is None:
            self._draw_empty(painter, chart, room, line)
            return
        self._draw_curves(painter, chart, result)
        self._draw_example(painter, QRectF(room.left(), room.bottom() - below, room.width(), below), result, line)

    def _draw_empty(self, painter: QPainter, chart: QRectF, room: QRectF, line: float) -> None:
        """Faint lines where the curves and the example will be, which are no result, and what to do for them."""
        colors = theme.colors(self)
        faint = QColor(colors.accent)
        faint.setAlpha(70)
        painter.setPen(QPen(faint, 2, Qt.PenStyle.DotLine))
        for share in (0.95, 0.75, 0.3):
            start = QPointF(chart.left(), chart.top())
            painter.drawLine(start, QPointF(chart.right(), chart.bottom() - share * chart.height()))
        cell = min(room.width() / (EMPTY_CELLS + 2), 2.0 * line)
        for i in range(EMPTY_CELLS):
            box = QRectF(room.center().x() + (i - EMPTY_CELLS / 2) * cell, room.bottom() - 7 * line, cell, 1.4 * line)
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 4, 4)
        text = self.tr("Press Start: each reader learns to tell the letter that stood some places before the end.")
        flags = int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap)
        place = QRectF(chart.left() + line, self.start.y() - 3.2 * line, chart.width() - 2 * line, 2.6 * line)
        behind = painter.boundingRect(place, flags, text).united(QRectF(self.start.geometry()))
        painter.fillRect(behind.adjusted(-line, -line / 2, line, line / 2), colors.panel)
        painter.setPen(colors.muted)
        painter.drawText(place, flags, text)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_start()

    def _place_start(self) -> None:
        self.start.adjustSize()
        self.start.move((self.width() - self.start.width()) // 2, round(0.38 * self.height()))

    def _draw_axes(self, painter: QPainter, chart: QRectF, line: float) -> None:
        colors = theme.colors(self)
        for share in (0.0, 0.5, 1.0):
            y = chart.bottom() - share * chart.height()
            painter.setPen(QPen(colors.border, 1))
            painter.drawLine(QPointF(chart.left(), y), QPointF(chart.right(), y))
            painter.setPen(colors.muted)
            place = QRectF(chart.left() - 3.2 * line, y - line / 2, 2.9 * line, line)
            painter.drawText(
                place, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), f"{share * 100:.0f} %"
            )
        below = QRectF(chart.left(), chart.bottom() + line * 1.1, chart.width(), line)
        painter.drawText(
            below, Qt.AlignmentFlag.AlignCenter, self.tr("how many places before the end the letter stood")
        )
        head = QRectF(chart.left(), chart.top() - 1.5 * line, chart.width(), line)
        left = head.left()
        for name, color in zip(reader_names(), COLORS, strict=True):
            painter.setPen(QPen(QColor(color), 3))
            painter.drawLine(QPointF(left, head.center().y()), QPointF(left + line, head.center().y()))
            painter.setPen(colors.text)
            width = self.fontMetrics().horizontalAdvance(name)
            painter.drawText(
                QRectF(left + 1.4 * line, head.top(), width + 4, line), int(Qt.AlignmentFlag.AlignLeft), name
            )
            left += width + 3.2 * line

    def _draw_curves(self, painter: QPainter, chart: QRectF, result: ContextTrained) -> None:
        length, colors = result.request.length, theme.colors(self)
        step = chart.width() / max(length - 1, 1)
        x = chart.left() + self.asked * step
        painter.setPen(QPen(colors.outline, 1, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(x, chart.top()), QPointF(x, chart.bottom()))
        line = self.fontMetrics().height()
        painter.setPen(colors.muted)
        for back in range(0, length, 5):
            place = QRectF(chart.left() + back * step - line, chart.bottom() + 2, 2 * line, line)
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, str(back))
        for row, color in zip(result.accuracy, COLORS, strict=True):
            points = [
                QPointF(chart.left() + i * step, chart.bottom() - float(share) * chart.height())
                for i, share in enumerate(row)
            ]
            painter.setPen(QPen(QColor(color), 2.5))
            painter.drawPolyline(points)

    def _draw_example(self, painter: QPainter, room: QRectF, result: ContextTrained, line: float) -> None:
        """The letters, and under them where each reader looked for the one that is asked for, with its answer."""
        colors, length = theme.colors(self), result.request.length
        names = reader_names()
        label = max(self.fontMetrics().horizontalAdvance(name) for name in names) + line
        answer = 3.0 * line
        cell = min((room.width() - label - answer) / length, 2.0 * line)
        place, right = length - 1 - self.asked, result.example[length - 1 - self.asked]
        self._cells = [QRectF(room.left() + label + i * cell, room.top(), cell, 1.4 * line) for i in range(length)]
        for i, (box, letter) in enumerate(zip(self._cells, result.example, strict=True)):
            painter.setPen(QPen(colors.accent, 2) if i == place else QPen(colors.border, 1))
            painter.setBrush(colors.accent_soft if i == place else colors.panel)
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 4, 4)
            painter.setPen(colors.text)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, letter)
        for reader, name in enumerate(names):
            top = room.top() + (reader + 1) * 2.1 * line
            painter.setPen(colors.text)
            row = QRectF(room.left(), top, label - line / 2, 1.5 * line)
            painter.drawText(row, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), name)
            if reader == 0:
                painter.setPen(colors.muted)
                wide = QRectF(room.left() + label, top, cell * length, 1.5 * line)
                painter.drawText(
                    wide, Qt.AlignmentFlag.AlignCenter, self.tr("has one vector for all letters, no place to look at")
                )
            else:
                for i, weight in enumerate(result.weights[reader - 1][self.asked]):
                    box = QRectF(room.left() + label + i * cell, top, cell, 1.5 * line)
                    painter.setPen(QPen(colors.border, 1))
                    painter.setBrush(colormap.color(float(weight)))
                    painter.drawRect(box)
            told = result.answers[reader][self.asked]
            painter.setPen(QColor("#009e73") if told == right else colors.danger)
            box = QRectF(room.left() + label + cell * length + line / 2, top, answer, 1.5 * line)
            mark = "✓" if told == right else "✗"
            painter.drawText(box, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), f"{told} {mark}")

    # keys and pointer

    def keyPressEvent(self, event: QKeyEvent) -> None:
        moves = {Qt.Key.Key_Left: 1, Qt.Key.Key_Right: -1, Qt.Key.Key_Home: 1000, Qt.Key.Key_End: -1000}
        step = moves.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.ask_for(self.asked + step)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        for i, box in enumerate(self._cells):
            if box.left() <= event.position().x() < box.right() and event.position().y() >= box.top():
                self.ask_for(len(self._cells) - 1 - i)
