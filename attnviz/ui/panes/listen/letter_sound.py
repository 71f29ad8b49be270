"""Letters and their sound: what plays lights its letter, and a letter that is pointed at for a moment is heard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer

from attnviz.engine.listen.messages import RATE

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from attnviz.ui.panes.listen.sound_map import ListenPage
    from attnviz.ui.panes.listen.state import ListenState
    from attnviz.ui.sound.player import SoundPlayer

DWELL = 160  # milliseconds that a letter is pointed at before it is heard


class LetterSound(QObject):
    """Joins a player and the letters of a page; ``hears`` says whether letters that are pointed at shall be heard."""

    def __init__(
        self, state: ListenState, player: SoundPlayer, page: ListenPage, hears: Callable[[], bool], pane: QWidget
    ) -> None:
        super().__init__(pane)
        self._pane = pane
        self._state, self._player, self._page, self._hears = state, player, page, hears
        self._dwelled = False  # whether what plays is a letter that is pointed at
        self._hovered: int | None = None  # the row of the letter that was last pointed at
        self._dwell = QTimer(self, interval=DWELL, singleShot=True)
        self._dwell.timeout.connect(self._hear_letter)
        state.selection.changed.connect(self._pointed)
        player.moved.connect(self._moved)
        player.changed.connect(self._playing)

    def stop(self) -> None:
        """Hear nothing more."""
        self._dwell.stop()
        self._player.stop()

    def _playing(self, playing: bool) -> None:
        if not playing:
            self._page.view.show_cursor(None)
            if not self._pane.underMouse():
                self._state.selection.hover(None)

    def _moved(self, second: float) -> None:
        """The sound has come so far: its letter lights."""
        self._page.view.show_cursor(second)
        if not self._dwelled:
            self._state.selection.hover(self._state.row_at(second))

    def _pointed(self) -> None:
        spot = self._state.selection.hovered
        row = spot.row if spot is not None else None
        if self._player.playing() and not self._dwelled:
            return
        if row != self._hovered:
            self._hovered = row
            if row is None:
                self._dwell.stop()
            elif self._hears():
                self._dwell.start()

    def _hear_letter(self) -> None:
        moment = None if self._hovered is None else self._state.moment_of(self._hovered)
        if moment is None or self._state.heard is None:
            return
        self._dwelled = True
        self._player.play(self._state.heard.frames.waveform, RATE, moment[0], moment[1], quiet=True)
        self._dwelled = self._player.playing()
        self._player.changed.connect(self._letter_ended, Qt.ConnectionType.SingleShotConnection)

    def _letter_ended(self, playing: bool) -> None:
        self._dwelled = playing
