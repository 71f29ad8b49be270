"""The map over a sound with what only this pane has: a cursor that plays, a stretch that is chosen, what a brush has covered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPen

from attnviz.engine.listen.messages import MUTE
from attnviz.ui.attention.sound_page import SoundPage
from attnviz.ui.attention.sound_view import SoundView
from attnviz.ui.theme import colors

if TYPE_CHECKING:
    from collections.abc import Sequence

    from attnviz.engine.attention.maps import MapPicture
    from attnviz.engine.listen.messages import Edit, Word
    from attnviz.ui.attention.sound_drawing import Tracks
    from attnviz.ui.widgets.heatmap_drawing import PaintStyle

SMALLEST_LETTER = 7.0  # pixels of a row's height below which no letter is written into it
BRIGHT = 0.3  # of a row's strongest weight: where a letter was heard
UNSPOKEN = ("␣", "</s>")
DRAG = 4.0  # pixels of moving after which a press is a stretch


class ListenView(SoundView):
    """A press that moves over waveform or spectrogram marks a stretch: ``marked`` tells its seconds. Other presses pin."""

    marked = Signal(float, float)
    space_pressed = Signal()

    cursor_at: float | None = None
    stretch: tuple[float, float] | None = None
    covered: Sequence[Edit] = ()
    words: Sequence[Word] = ()
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

    def show_words(self, words: Sequence[Word]) -> None:
        """The words and when each was said, in seconds; drawn with the next map."""
        self.words = words

    def _draw_tracks(self, painter: QPainter, tracks: Tracks, style: PaintStyle) -> None:
        super()._draw_tracks(painter, tracks, style)
        if self._picture is not None and self.seconds():
            if not tracks.lines:
                draw_letters(painter, tracks, self._picture, style)
            draw_words(painter, tracks, self.words, self.seconds(), style)

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


def draw_letters(painter: QPainter, tracks: Tracks, picture: MapPicture, style: PaintStyle) -> None:
    """Each letter once more where it was heard: beside the bright part of its row, so that the text is read along the sound."""
    height = tracks.row(0).height()
    font = style.sized(1.0, bold=True)
    if height < SMALLEST_LETTER or not picture.weights.shape[1]:
        return
    font.setPixelSize(round(min(height * 1.1, QFontMetricsF(font).height() * 0.9)))
    painter.setFont(font)
    for row, (text, weights) in enumerate(zip(picture.rows, picture.weights, strict=True)):
        bright = (weights >= BRIGHT * weights.max(initial=0.0)).nonzero()[0]
        if text in UNSPOKEN or not len(bright):
            continue
        room, wide = tracks.row(row), QFontMetricsF(font).horizontalAdvance(text)
        left, right = (tracks.column(int(at), room) for at in (bright[0], bright[-1]))
        x = right.right() + 4 if right.right() + 4 + wide < room.right() else left.left() - 4 - wide
        beside = QRectF(x, room.top() - height / 2, wide + 2, 2 * height)
        for color, by in ((QColor(0, 0, 40, 200), 1.0), (QColor("white"), 0.0)):  # to be read over bright cells too
            painter.setPen(color)
            painter.drawText(beside.translated(by, by), Qt.AlignmentFlag.AlignVCenter, text)


def draw_words(painter: QPainter, tracks: Tracks, words: Sequence[Word], seconds: float, style: PaintStyle) -> None:
    """The words at the foot of the waveform, each between lines through waveform and spectrogram where it begins and ends."""
    font = style.sized(0.9, bold=True)
    metrics = QFontMetricsF(font)
    track, bottom = tracks.wave, (tracks.mel if tracks.mel.height() else tracks.wave).bottom()
    if track.height() < 2.5 * metrics.height():
        return
    painter.setFont(font)
    for word in words:
        left, right = (track.left() + min(at / seconds, 1.0) * track.width() for at in (word.start, word.end))
        edge = QColor(style.colors.accent)
        edge.setAlpha(120)
        painter.setPen(QPen(edge, 1.0, Qt.PenStyle.DotLine))
        for x in (left, right):
            painter.drawLine(QPointF(x, track.top()), QPointF(x, bottom))
        room = QRectF(left, track.bottom() - metrics.height() - 1, max(right - left, 1.0), metrics.height())
        text = metrics.elidedText(word.text, Qt.TextElideMode.ElideRight, room.width())
        painter.setPen(style.colors.accent)
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, text)


class ListenPage(SoundPage):
    """The page of sound; what is strongest stands in the details column, so the map has all the room."""

    view: ListenView
    view_class = ListenView

    def _draw(self) -> None:
        super()._draw()
        self.list.hide()
