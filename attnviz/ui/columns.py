"""The three columns of the window: the list of panes, the pane that is shown, its details."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from attnviz.ui import icons, theme
from attnviz.ui.controls.splits import RememberedSplitter

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from PySide6.QtGui import QResizeEvent

ID = Qt.ItemDataRole.UserRole
LEFT, RIGHT = 0.07, 0.14  # of a wide window: the list of panes and the details


class Columns(RememberedSplitter):
    """Shows one pane with its details; ``chosen`` carries the id of a pane picked in the list."""

    chosen = Signal(str)

    def __init__(self, ids: Iterable[str]) -> None:
        super().__init__("window.columns")
        self._frames: dict[str, tuple[QScrollArea, QScrollArea]] = {}
        self._list = QListWidget()
        self._list.setObjectName("window.panes")
        self._list.setProperty("role", "panes")
        self._list.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for id in ids:
            item = QListWidgetItem(icons.icon(id), "", self._list)
            item.setData(ID, id)
        self._list.currentItemChanged.connect(self._picked)
        left = self._left = QFrame()
        layout = QVBoxLayout(left)
        layout.setContentsMargins(theme.GAP, theme.GAP, theme.GAP, theme.GAP)
        layout.addWidget(self._list)
        self._centre, self.details = QStackedWidget(), QStackedWidget()
        self._centre.setObjectName("window.centre")
        self.details.setObjectName("window.details")
        for index, column in enumerate((left, self._centre, self.details)):
            self.addWidget(column)
            self.setStretchFactor(index, 1 if column is self._centre else 0)
        self._size_icons()

    def present(self, on: bool, *, details: bool) -> None:
        """Leave the pane alone, or stand beside it again."""
        self._left.setVisible(not on)
        self.details.setVisible(details and not on)

    def add(self, id: str, pane: QWidget, details: QWidget) -> None:
        """Take in a pane and its details."""
        self._frames[id] = _scrolled(pane, f"window.centre.{id}"), _scrolled(details, f"window.details.{id}")
        self._centre.addWidget(self._frames[id][0])
        self.details.addWidget(self._frames[id][1])

    def show_pane(self, id: str) -> None:
        """Bring a pane that was taken in to the front."""
        for row in range(self._list.count()):
            if self._list.item(row).data(ID) == id:
                self._list.setCurrentRow(row)
        centre, details = self._frames[id]
        self._centre.setCurrentWidget(centre)
        self.details.setCurrentWidget(details)

    @Slot(QListWidgetItem)
    def _picked(self, item: QListWidgetItem | None) -> None:
        if item:
            self.chosen.emit(item.data(ID))

    def name(self, titles: Mapping[str, str]) -> None:
        """Word the list and the accessible names; ``titles`` by pane."""
        self.setAccessibleName(self.tr("Columns"))
        self._list.setAccessibleName(self.tr("Tasks"))
        for row in range(self._list.count()):
            item = self._list.item(row)
            item.setText(titles[item.data(ID)])
        for id, (centre, details) in self._frames.items():
            centre.setAccessibleName(titles[id])
            details.setAccessibleName(self.tr("Details"))

    def focus_list(self) -> None:
        """Put the focus on the list of panes, where it is seen."""
        if self._list.isVisible():
            self._list.setFocus(Qt.FocusReason.OtherFocusReason)

    def first_control(self, id: str) -> QWidget | None:
        """The control of a pane that Tab reaches first."""
        return _first_control(self._frames[id][0])

    def focus_next_area(self) -> None:
        """Move the focus to the next of the list, the pane, its pictures (widgets with the property ``area``) and the details."""
        pictures = [each for each in self._centre.findChildren(QWidget) if each.property("area") and each.isVisible()]
        areas = [area for area in (self._list, self._centre, *pictures, self.details) if area.isVisible()]
        focus = QApplication.focusWidget()
        inside = [i for i, area in enumerate(areas) if focus and (area is focus or area.isAncestorOf(focus))]
        here = max(inside, default=-1)  # a picture lies in the pane
        for area in areas[here + 1 :] + areas[: here + 1]:
            target = area if area.focusPolicy() & Qt.FocusPolicy.TabFocus else _first_control(area)
            if target:
                target.setFocus(Qt.FocusReason.TabFocusReason)
                return

    def arrange(self) -> None:
        """Widths that suit the text and grow with the window, where a person drew none; the pane has more than half of it."""
        if self.by_hand:
            return
        em, whole = QFontMetricsF(self.font()).height(), self.width()
        left, right = max(11 * em, LEFT * whole), max(18 * em, RIGHT * whole)
        left, right = round(min(left, 0.2 * whole)), round(min(right, 0.27 * whole))
        self.setSizes([left, whole - left - right, right])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._size_icons()
            self.arrange()

    def _size_icons(self) -> None:
        side = round(1.5 * self.fontMetrics().height())
        self._list.setIconSize(QSize(side, side))


def _scrolled(widget: QWidget, name: str) -> QScrollArea:
    """A widget in a scroll area, for small screens and large text."""
    area = QScrollArea()
    area.setObjectName(name)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(widget)
    return area


def _first_control(area: QWidget) -> QWidget | None:
    widget = area.nextInFocusChain()
    while widget and widget is not area:
        if (
            area.isAncestorOf(widget)
            and widget.isVisibleTo(area)
            and widget.isEnabled()
            and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        ):
            return widget
        widget = widget.nextInFocusChain()
    return None
