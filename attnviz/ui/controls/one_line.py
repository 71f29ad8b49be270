"""Widgets on one line that never wraps: what does not fit is left out, and the last place says how much that is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from attnviz.ui.widgets.badge import Badge
from attnviz.ui.widgets.plain_text import tip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

GAP = 8  # pixels


class OneLine(QWidget):
    """``labels`` in their order; those that are empty take no room, those that do not fit are in the tool tip of “+2”."""

    def __init__(self, labels: Sequence[QLabel]) -> None:
        super().__init__()
        self._labels = tuple(labels)
        self.more = Badge()
        for label in (*self._labels, self.more):
            label.setParent(self)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    def minimumSizeHint(self) -> QSize:
        return QSize(60, max((label.sizeHint().height() for label in self._labels), default=0))

    def settle(self) -> None:
        """Place the labels as they are worded now."""
        said = [label for label in self._labels if label.text()]
        wide = [label.sizeHint().width() + GAP for label in said]
        room, fits = self.width() + GAP, len(said)
        if sum(wide) > room and len(said) > 1:
            room -= self._reserved(len(said)) + GAP
            fits = next((n for n in range(len(said), 1, -1) if sum(wide[:n]) <= room), 1)
        x = 0
        for label in self._labels:
            label.setVisible(label in said[:fits])
        for label, width in zip(said[:fits], wide, strict=False):
            taken = min(width - GAP, max(room - GAP - x, 0))
            label.setGeometry(x, (self.height() - label.sizeHint().height()) // 2, taken, label.sizeHint().height())
            x += width
        left_out = said[fits:]
        self.more.setVisible(bool(left_out))
        if left_out:
            self.more.setText(f"+{len(left_out)}")
            self.more.setToolTip(tip("\n".join(label.text() for label in left_out)))
            self.more.setAccessibleName("; ".join(label.text() for label in left_out))
            height = self.more.sizeHint().height()
            self.more.setGeometry(x, (self.height() - height) // 2, self.more.sizeHint().width(), height)

    def _reserved(self, count: int) -> int:
        """Width of “+2” with so many; not asked of the label, for which it would take that text and then another: each change of
        its text asks for its place anew, which would come back here without end.
        """
        margins = self.more.contentsMargins()
        return self.more.fontMetrics().horizontalAdvance(f"+{count}") + margins.left() + margins.right() + 2

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self.settle()
        return super().event(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.updateGeometry()
            self.settle()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.settle()
