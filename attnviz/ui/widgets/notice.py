"""A sentence that lies over the foot of a pane: it shifts nothing, can be closed, and goes when it is taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QToolButton

from attnviz.ui import theme
from attnviz.ui.screen_readers import alert
from attnviz.ui.widgets.named import named

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QWidget

_PAD = 10  # pixels between the edge and the words


class Notice(QLabel):
    """A label that keeps its place over ``host`` while that is resized; × or Escape closes it."""

    def __init__(self, name: str, host: QWidget) -> None:
        super().__init__(host)
        named(self, name, role="error")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.close_button = named(QToolButton(self), f"{name}.close")
        self.close_button.setText("×")
        self.close_button.setAutoRaise(True)
        self.close_button.clicked.connect(self.hide)
        self.clear_of: QWidget | None = None  # what stands at the foot of the host and stays seen
        host.installEventFilter(self)
        self._word()
        self.hide()

    def setText(self, text: str) -> None:
        super().setText(text)
        self._place()

    def setVisible(self, visible: bool) -> None:
        super().setVisible(visible)
        if visible:
            self._place()
            self.raise_()
            alert(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest) and not self.isHidden():
            self._place()
        return False

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._word()
        elif event.type() == QEvent.Type.FontChange:
            self._place()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        colors = theme.colors(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(colors.danger if self.property("role") == "error" else colors.outline)
        painter.setBrush(colors.panel)
        painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), theme.RADIUS, theme.RADIUS)
        painter.end()
        super().paintEvent(event)

    def _place(self) -> None:
        """At the foot of the host, as high as the words need."""
        host = self.parentWidget()
        if host is None:
            return
        side = self.fontMetrics().height() + 6
        self.setContentsMargins(_PAD, _PAD // 2, side + _PAD, _PAD // 2)
        width = max(host.width() - 2 * theme.EDGE, 80)
        height = max(self.heightForWidth(width), side + 4)
        foot = self.clear_of
        bottom = host.height() if foot is None or foot.isHidden() else foot.mapTo(host, QPoint(0, 0)).y()
        self.setGeometry(theme.EDGE, max(bottom - height - theme.GAP, 0), width, height)
        self.close_button.setGeometry(width - side - 4, (height - side) // 2, side, side)

    def _word(self) -> None:
        self.close_button.setToolTip(QCoreApplication.translate("Notice", "Close"))
        self.close_button.setAccessibleName(QCoreApplication.translate("Notice", "Close this message"))
