"""The size of all text: what a person chose in per cent, larger in a window that is larger than most and on the stage."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QObject, QSize, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from attnviz.ui import theme

if TYPE_CHECKING:
    from collections.abc import Callable

    from attnviz.ui.settings import Settings

USUAL = QSize(1500, 850)  # pixels that are independent of the screen's density; from there on text grows
STEP, MOST = 0.15, 1.6  # by half as much as the window, in few steps: each one styles everything anew
PAUSE = 120  # milliseconds after the last of many sizes, as when an edge is dragged


def growth(size: QSize) -> float:
    """How many times as large text is in a window of this size."""
    over = min(size.width() / USUAL.width(), size.height() / USUAL.height()) - 1
    steps = int(max(over, 0) / 2 / STEP + 1e-9)
    return min(1 + steps * STEP, MOST)


def growth_of(geometry: bytes) -> float:
    """How many times as large text will be in a window that takes back this geometry, which is not made yet."""
    if not geometry:
        return 1.0
    place = QWidget()
    place.restoreGeometry(QByteArray(geometry))
    filled = place.windowState() & (Qt.WindowState.WindowMaximized | Qt.WindowState.WindowFullScreen)
    return growth(place.screen().availableSize() if filled else place.size())


class TextSize(QObject):
    """Applies theme and text size for a window, and once more when the window has come to a size that allows another.

    Text is of the usual size at first; whoever begins with another says so in ``growth``. ``leave_behind`` takes what is not seen
    out of the way.
    """

    def __init__(self, window: QWidget, settings: Callable[[], Settings], leave_behind: Callable[[], None]) -> None:
        super().__init__(window)
        self._window, self._settings, self._leave_behind = window, settings, leave_behind
        self.growth, self.larger = 1.0, 1.0  # of the window; and of the stage
        self._timer = QTimer(self, interval=PAUSE, singleShot=True)
        self._timer.timeout.connect(self.settle)

    def apply(self) -> None:
        """Style what is seen; the rest follows when it is shown."""
        self._leave_behind()
        self.growth = growth(self._window.size())
        theme.apply(_app(), self._settings().theme, scaled(self._settings().scale, self.growth * self.larger))

    def settle(self) -> None:
        """Take the text size that the window's size allows now; the window is shown, as Qt leaves fonts of others behind."""
        if growth(self._window.size()) != self.growth:
            self.apply()

    def follow(self) -> None:
        """The window has another size: take what it allows when it rests."""
        if growth(self._window.size()) != self.growth:
            self._timer.start()


def scaled(scale: int, growth: float) -> int:
    """In per cent of the system's text."""
    return min(round(scale * growth), theme.LARGEST)


def _app() -> QApplication:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return app
