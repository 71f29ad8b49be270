"""Pages of which one is seen, in a column that may scroll."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize
from PySide6.QtWidgets import QStackedWidget, QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent


class FittingStack(QStackedWidget):
    """Asks for no more height than the page that is seen needs at this width; what there is, it takes.

    A scroll area gives content whose height depends on its width the height that it would like best, and then scrolls; so it
    does not see that this one's does.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.currentChanged.connect(lambda _: self._fit())

    def hasHeightForWidth(self) -> bool:
        return False

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return done

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._fit()

    def _fit(self) -> None:
        page = self.currentWidget()
        layout = page.layout() if page is not None else None
        if layout is not None:
            deep = layout.hasHeightForWidth()
            self.setMinimumHeight(layout.minimumHeightForWidth(self.width()) if deep else layout.minimumSize().height())
