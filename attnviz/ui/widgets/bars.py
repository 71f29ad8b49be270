"""A row that is also a bar: a text, a number, and how large it is; pressed by mouse or keyboard."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QEnterEvent, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from attnviz.ui.theme import colors

_PAD = 10
_WRAPPED = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap


class BarButton(QAbstractButton):
    """``label`` at the left, ``number`` at the right, a bar of ``share`` (0..1) behind them; ``chosen`` marks one of several.
    A long label is cut, or with ``wrap`` goes on for up to three lines."""

    def __init__(self, parent: QWidget | None = None, *, wrap: bool = False) -> None:
        super().__init__(parent)
        self._lines = 3 if wrap else 1
        self._number, self._share = "", 0.0
        self.setCheckable(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(wrap)
        self.setSizePolicy(policy)

    def show_value(self, label: str, number: str, share: float, *, chosen: bool = False, name: str = "") -> None:
        """What the row says; ``name`` is what a screen reader says where the label alone would not do."""
        self._number, self._share = number, share
        self.setCheckable(chosen)
        self.setChecked(chosen)
        self.setText(label)
        self.setAccessibleName(name or f"{label} {number}")
        self.updateGeometry()
        self.update()

    def number(self) -> str:
        return self._number

    def hasHeightForWidth(self) -> bool:
        return self._lines > 1

    def heightForWidth(self, width: int) -> int:
        metrics = QFontMetricsF(self._bold())
        room = width - 2 * _PAD - metrics.horizontalAdvance(self._number) - 10
        height = metrics.boundingRect(QRectF(0, 0, max(room, 40), 1000), _WRAPPED, self.text()).height()
        return round(min(height, metrics.height() * self._lines)) + 10

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
        focused = self.hasFocus()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(palette.accent, 2.0) if focused or self.isChecked() else QPen(palette.border, 1.0))
        painter.drawRoundedRect(body, 5, 5)
        font = self._bold() if self.isChecked() else self.font()
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        room = metrics.horizontalAdvance(self._number)
        inner = body.adjusted(_PAD - 1, 4, 1 - _PAD, -4)
        painter.setPen(palette.muted)
        painter.drawText(inner, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop, self._number)
        painter.setPen(palette.text)
        inner.setWidth(inner.width() - room - 8)
        if self._lines > 1:
            painter.drawText(inner, _WRAPPED, self.text())
        else:
            text = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, inner.width())
            painter.drawText(inner, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, text)
        painter.end()

    def _bold(self) -> QFont:
        font = self.font()
        font.setBold(True)
        return font
