"""The map over a sound with what only this pane has: a cursor that plays, a stretch that is chosen, what a brush has covered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QKeyEvent, QMouseEvent, QPainter, QPen

from attnviz.engine.listen.messages import MUTE
from attnviz.ui.attention.sound_page import SoundPage
from attnviz.ui.attention.sound_view import SoundView
from attnviz.ui.theme import colors

if TYPE_CHECKING:
    from collections.abc import Sequence

    from attnviz.engine.listen.messages import Edit

DRAG = 4.0  # pixels of moving after which a press is a stretch


class ListenView(SoundView):
    """A press that moves over waveform or spectrogram marks a stretch: ``marked`` tells its seconds. Other presses pin."""

    marked = Signal(float, float)
    space_pressed = Signal()

    cursor_at: float | None = None
    stretch: tuple[float, float] | None = None
    covered: Sequence[Edit] = ()
    _from: float | None = None  # where a stretch begins that is being drawn
    _to: float | None = None

    def seconds(self) -> float:
        """How long the sound is that is shown."""
        return 0.0 if self._sound is None else len(self._sound) * self._sound.seconds

    def show_cursor(self, at: float | None) -> None:
        """The second that is heard now."""
        self.cursor_at = at
        self.update()

    def show_stretch(self, stretch: tuple[float, float] | None) -> None:
        """The stretch that is chosen."""
        self.stretch = stretch
        self.update()

    def show_covered(self, covered: Sequence[Edit]) -> None:
        """The stretches that are muted or covered by noise, in seconds of what is shown."""
        self.covered = covered
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = self._second(event.position())
        if event.button() == Qt.MouseButton.LeftButton and at is not None:
            self._from, self._to = at, None
            return
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._from is None:
            super().mouseMoveEvent(event)
            return
        at = self._at(event.position())
        if self._to is not None or abs(at - self._from) * self._pixels() > DRAG:
            self._to = at
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        begin, self._from = self._from, None
        end, self._to = self._to, None
        if begin is None:
            super().mouseReleaseEvent(event)
        elif end is None:
            spot = self._spot(event.position())
            self._selection.pin(spot) if spot else self._selection.clear()
        else:
            self.marked.emit(min(begin, end), max(begin, end))
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not self._selection.hovered:
            self.space_pressed.emit()
            return
        super().keyPressEvent(event)

    def draw_moving(self, painter: QPainter) -> None:
        super().draw_moving(painter)
        if self._picture is None or self._tracks is None or not self.seconds():
            return
        shown, tracks = colors(self), self.tracks()
        for edit in self.covered:
            color = QColor(shown.danger if edit.kind == MUTE else shown.warning)
            pattern = Qt.BrushStyle.BDiagPattern if edit.kind == MUTE else Qt.BrushStyle.Dense6Pattern
            for track in (tracks.wave, tracks.mel):
                painter.fillRect(self._room(edit.start, edit.end, track), QBrush(color, pattern))
        drawn = (
            None if self._from is None or self._to is None else (min(self._from, self._to), max(self._from, self._to))
        )
        if stretch := drawn or self.stretch:
            soft = QColor(shown.accent)
            soft.setAlpha(60)
            for track in (tracks.wave, tracks.mel):
                room = self._room(*stretch, track)
                painter.fillRect(room, soft)
                painter.setPen(QPen(shown.accent, 1.5))
                for x in (room.left(), room.right()):
                    painter.drawLine(QPointF(x, room.top()), QPointF(x, room.bottom()))
        if self.cursor_at is not None:
            x = self._room(self.cursor_at, self.cursor_at, tracks.wave).left()
            painter.setPen(QPen(shown.danger, 2.0))
            bottom = (tracks.mel if tracks.mel.height() else tracks.wave).bottom()
            painter.drawLine(QPointF(x, tracks.map.top()), QPointF(x, bottom))

    def _room(self, start: float, end: float, track: QRectF) -> QRectF:
        whole = self.seconds()
        left, right = (track.left() + min(max(at / whole, 0.0), 1.0) * track.width() for at in (start, end))
        return QRectF(left, track.top(), right - left, track.height())

    def _pixels(self) -> float:
        """Of a second."""
        return self.tracks().wave.width() / max(self.seconds(), 1e-6)

    def _at(self, point: QPointF) -> float:
        return min(max((point.x() - self.tracks().wave.left()) / self._pixels(), 0.0), self.seconds())

    def _second(self, point: QPointF) -> float | None:
        """The second of a point in waveform or spectrogram; None elsewhere."""
        if self._picture is None or not self.seconds():
            return None
        tracks = self.tracks()
        inside = tracks.wave.contains(point) or tracks.mel.contains(point)
        return self._at(point) if inside else None


class ListenPage(SoundPage):
    """The page of sound; what is strongest stands in the details column, so the map has all the room."""

    view: ListenView
    view_class = ListenView

    def _draw(self) -> None:
        super()._draw()
        self.list.hide()
