"""A splitter whose shares, once drawn by hand, are remembered for each size of screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QSplitter

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QShowEvent
    from PySide6.QtWidgets import QWidget


class Shares:
    """What a window remembers of its splitters: sizes in pixels, by splitter and screen."""

    def __init__(self, known: Mapping[str, Any]) -> None:
        self._known = {name: list(sizes) for name, sizes in known.items() if _good(sizes)}

    def get(self, name: str) -> list[int]:
        return self._known.get(name, [])

    def keep(self, name: str, sizes: list[int]) -> None:
        self._known[name] = sizes

    def state(self) -> dict[str, Any]:
        """What to remember."""
        return dict(self._known)


class RememberedSplitter(QSplitter):
    """Asks its window for ``shares``; a window without them remembers nothing."""

    def __init__(self, name: str, orientation: Qt.Orientation = Qt.Orientation.Horizontal) -> None:
        super().__init__(orientation)
        self.setObjectName(name)
        self.setHandleWidth(1)  # Qt makes five pixels of it for the pointer
        self.setChildrenCollapsible(False)
        self._screen = ""
        self.by_hand = False  # whether a person drew the sizes, now or the last time
        self.splitterMoved.connect(self._keep)

    def take_back(self) -> bool:
        """Take the sizes that were drawn on a screen like this one; False without any."""
        shares, self._screen = self._shares(), self._key()
        sizes = shares.get(self._screen) if shares else []
        if len(sizes) == self.count():
            self.by_hand = True
            self.setSizes(sizes)
            return True
        return False

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.take_back()

    def event(self, event: QEvent) -> bool:
        done: bool = super().event(event)
        if event.type() == QEvent.Type.ScreenChangeInternal and self._key() != self._screen:
            self.by_hand = False
            self.take_back()
        return done

    def _key(self) -> str:
        size = self.screen().size()
        direction = "across" if self.orientation() == Qt.Orientation.Horizontal else "down"
        return f"{self.objectName()} {direction} {size.width()}x{size.height()}"

    def _shares(self) -> Shares | None:
        window: QWidget | None = self.window()
        shares = getattr(window, "shares", None)
        return shares if isinstance(shares, Shares) else None

    def _keep(self) -> None:
        self.by_hand = True
        sizes = self.sizes()
        if (shares := self._shares()) and all(size > 0 for size in sizes):
            shares.keep(self._key(), sizes)


def _good(sizes: object) -> bool:
    return isinstance(sizes, list) and all(type(each) is int and 0 <= each < 20_000 for each in sizes)
