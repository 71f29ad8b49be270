"""A row that is also a bar: a text, a number, and how large it is; pressed by mouse or keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QEnterEvent, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from attnviz.ui.theme import colors

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QTextLayout

_PAD = 10


class BarButton(QAbstractButton):
    """``label`` at the left, ``number`` at the right, a bar of ``share`` (0..1) behind them; ``chosen`` marks one of several.
    A long label is cut, or with ``wrap`` goes on for up to three lines."""

    def __init__(self, parent: QWidget | None = None, *, wrap: bool = False) -> None:
        super().__init__(parent)
        self._lines = 3 if wrap else 1
        self._number, self._share = "", 0.0
        self._marked: Sequence[tuple[int, int]] | None = (
            None  # (start, length) of what is bold; None: all of a chosen one
        )
        self.peers: Sequence[BarButton] = ()  # rows that are all as high as the highest of them
        self._said: tuple[object, ...] = ()
        self._heights: dict[int, int] = {}  # by width: layouts ask for the same ones again and again
        self._own_heights: dict[int, int] = {}
        self.setCheckable(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(wrap)
        self.setSizePolicy(policy)

    def show_value(
        self,
        label: str,
        number: str,
        share: float,
        *,
        chosen: bool = False,
        name: str = "",
        marked: Sequence[tuple[int, int]] | None = None,
    ) -> None:
        """What the row says; ``name`` is what a screen reader says where the label alone would not do; ``marked`` stretches
        (start, length) of the label are bold. What it says already is not drawn again.
        """
        said = label, number, share, chosen, name, None if marked is None else tuple(marked)
        if said == self._said:
            return
        self._said = said
        self._number, self._share, self._marked = number, share, marked
        self.setCheckable(chosen)
        self.setChecked(chosen)
        self.setText(label)
        self.setAccessibleName(name or f"{label} {number}")
        self._measure_again()
        if self._lines > 1:
            self.updateGeometry()
        self.update()

    def number(self) -> str:
        return self._number

    def hasHeightForWidth(self) -> bool:
        return self._lines > 1

    def heightForWidth(self, width: int) -> int:
        if width not in self._heights:
            rows = [each for each in self.peers if not each.isHidden()] or [self]
            self._heights[width] = max(each.own_height(width) for each in rows)
        return self._heights[width]

    def own_height(self, width: int) -> int:
        """What its own label needs."""
        if width not in self._own_heights:
            label = self._laid(self.text(), self._bold())
            lines = min(self._break(label, self._room(width)), self._lines)
            self._own_heights[width] = round(sum(label.lineAt(i).height() for i in range(lines))) + 10
        return self._own_heights[width]

    def setVisible(self, visible: bool) -> None:
        super().setVisible(visible)
        self._measure_again()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._measure_again()

    def _measure_again(self) -> None:
        """Forget how high rows are: this one's words, or which of them are seen, are others."""
        self._own_heights.clear()
        for each in self.peers or (self,):
            each._heights.clear()

    def sizeHint(self) -> QSize:
        return QSize(120, self.fontMetrics().height() + 10)

    def minimumSizeHint(self) -> QSize:
        return QSize(60, self.sizeHint().height())

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        palette = colors()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        body = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(palette.raised if self.underMouse() or self.isDown() else palette.panel)
        painter.drawRoundedRect(body, 5, 5)
        filled = QRectF(body)
        filled.setWidth(body.width() * min(max(self._share, 0.0), 1.0))
        if filled.width() > 1:
            painter.setClipRect(filled)
            painter.setBrush(palette.accent_soft)
            painter.drawRoundedRect(body, 5, 5)
            painter.setClipping(False)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(palette.accent, 2.0) if self.isChecked() else QPen(palette.border, 1.0))
        painter.drawRoundedRect(body, 5, 5)
        if self.hasFocus():  # told from the chosen one by a second line
            painter.setPen(QPen(palette.text, 2.0))
            painter.drawRoundedRect(body, 5, 5)
            painter.setPen(QPen(palette.accent, 1.0))
            painter.drawRoundedRect(body.adjusted(3, 3, -3, -3), 3, 3)
        font = self._bold() if self.isChecked() and self._marked is None else self.font()
        painter.setFont(font)
        inner = body.adjusted(_PAD - 1, 0, 1 - _PAD, 0)
        label = self._set(font, self._room(self.width()))
        height = sum(label.lineAt(i).height() for i in range(label.lineCount()))
        inner.setTop(inner.top() + max((inner.height() - height) / 2, 0))
        inner.setHeight(label.lineAt(0).height())
        painter.setPen(palette.muted)
        painter.drawText(inner, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self._number)
        painter.setPen(palette.text)
        label.draw(painter, inner.topLeft())
        painter.end()

    def _room(self, width: float) -> float:
        """What the label may take beside the number."""
        return width - 2 * _PAD - QFontMetricsF(self._bold()).horizontalAdvance(self._number) - 8

    def _set(self, font: QFont, width: float) -> QTextLayout:
        """The label in its lines, the last one cut where there is more."""
        layout = self._laid(self.text(), font)
        if self._break(layout, width) > self._lines:
            text, start = layout.text(), layout.lineAt(self._lines - 1).textStart()
            cut = QFontMetricsF(font).elidedText(text[start:], Qt.TextElideMode.ElideRight, max(width, 20.0) - 2)
            layout = self._laid(text[:start] + cut, font)
            self._break(layout, width)
        return layout

    def _laid(self, text: str, font: QFont) -> QTextLayout:
        from PySide6.QtGui import QTextLayout  # nine enumerations: not before the first paint

        layout = QTextLayout(text.replace("\n", " "), font)
        layout.setFormats([_bold_range(start, length) for start, length in self._marked or ()])
        return layout

    def _break(self, layout: QTextLayout, width: float) -> int:
        """Break a text into lines; gives their number, at most one more than there is room for."""
        layout.beginLayout()
        height = 0.0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(width, 20.0))
            if layout.lineCount() > self._lines:
                break
            line.setPosition(QPointF(0, height))
            height += line.height()
        layout.endLayout()
        return layout.lineCount()

    def _bold(self) -> QFont:
        font = self.font()
        font.setBold(True)
        return font


def _bold_range(start: int, length: int) -> QTextLayout.FormatRange:
    from PySide6.QtGui import QTextCharFormat, QTextLayout

    made, bold = QTextLayout.FormatRange(), QTextCharFormat()
    bold.setFontWeight(QFont.Weight.Bold)
    made.start, made.length, made.format = start, length, bold
    return made
