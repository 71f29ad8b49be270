"""Present mode, for a lecture hall: the picture fills the screen in large type, everything else steps aside until it ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from attnviz.ui import theme

if TYPE_CHECKING:
    from attnviz.ui.panes.pane import Pane
    from attnviz.ui.window import Window

NO_LIMIT = (1 << 24) - 1  # pixels: Qt's QWIDGETSIZE_MAX
LARGER = 1.5  # type, than in the window


class Presentation:
    """Turns a window into a stage and back; ``show_pane`` tells it which pane stands there."""

    def __init__(self, window: Window) -> None:
        self._window = window
        self._pane: Pane | None = None
        self.runs = False

    def toggle(self) -> None:
        """Begin, or end."""
        (self.end if self.runs else self.begin)()

    def begin(self) -> None:
        """Fill the screen with the pane."""
        self.runs = True
        self._arrange()
        self._window.setWindowState(self._window.windowState() | Qt.WindowState.WindowFullScreen)
        self.show_pane(self._window.pane)

    def end(self) -> None:
        """Give everything back its place."""
        if not self.runs:
            return
        self.runs = False
        self.show_pane(None)
        self._window.setWindowState(self._window.windowState() & ~Qt.WindowState.WindowFullScreen)
        self._arrange()

    def show_pane(self, pane: Pane | None) -> None:
        """Put this pane on the stage, and the one before as it was."""
        if self._pane is not None and self._pane is not pane:
            self._pane.present(False)
        self._pane = pane if self.runs else None
        if self._pane is not None:
            self._pane.present(True)

    def _arrange(self) -> None:
        window, on = self._window, self.runs
        window.menuBar().setMaximumHeight(0 if on else NO_LIMIT)  # hidden, its keys would not work
        window.statusBar().setVisible(not on)
        window.columns.present(on, details=window.settings.details)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        scale = window.settings.scale
        theme.apply(app, window.settings.theme, min(round(scale * LARGER), theme.LARGEST) if on else scale)
        window.menus.refresh()
