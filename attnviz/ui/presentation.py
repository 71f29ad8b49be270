"""Present mode, for a lecture hall: the picture fills the screen in large type, everything else steps aside until it ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QMainWindow

    from attnviz.ui.panes.pane import Pane

LARGER = 1.5  # type, than in the window


class Presentation:
    """Turns a window into a stage and back: ``arrange`` puts what is around the pane aside, or in its place again."""

    def __init__(self, window: QMainWindow, arrange: Callable[[bool], None]) -> None:
        self._window, self._arrange = window, arrange
        self._pane: Pane | None = None
        self.runs = False

    def begin(self, pane: Pane | None) -> None:
        """Fill the screen with a pane."""
        self.runs = True
        self._arrange(True)
        self._window.setWindowState(self._window.windowState() | Qt.WindowState.WindowFullScreen)
        self.show_pane(pane)

    def end(self) -> None:
        """Give everything back its place."""
        if self.runs:
            self.runs = False
            self.show_pane(None)
            self._window.setWindowState(self._window.windowState() & ~Qt.WindowState.WindowFullScreen)
            self._arrange(False)

    def show_pane(self, pane: Pane | None) -> None:
        """Put this pane on the stage, and the one before as it was."""
        if self._pane is not None and self._pane is not pane:
            self._pane.present(False)
        self._pane = pane if self.runs else None
        if self._pane is not None:
            self._pane.present(True)
