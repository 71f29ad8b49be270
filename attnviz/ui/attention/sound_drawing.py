"""A map over a sound, drawn on one axis of time: cells or lines between letters and frames, waveform, spectrogram, seconds.

Where things stand, what is under a point, and how it is painted: functions of plain data.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter, QPen, QPolygonF

from attnviz.lazy_numpy import np
from attnviz.ui.attention import scales
from attnviz.ui.widgets import colormap
from attnviz.ui.widgets.heatmap_drawing import draw_plate, plate_size
from attnviz.ui.widgets.selection import Spot

if TYPE_CHECKING:
    from collections.abc import Sequence

    from attnviz.engine.attention.maps import MapPicture
    from attnviz.engine.attention.messages import Frames
    from attnviz.ui.attention.pointing import Pointed
    from attnviz.ui.theme import Colors
    from attnviz.ui.widgets.heatmap_drawing import PaintStyle

WAYS = ("cells", "lines")
GAP = 8.0
SMALLEST = 0.5  # of a line of text: the height of a row below which not every letter stands beside it
LEAST_ROW = 6.0  # pixels; below this the picture scrolls
FAINTEST = 0.06  # share of full colour below which no line is drawn
FINEST = 160  # parts of the axis that lines can tell apart: a long sound has thousands of frames
MOST_LINES = 300  # of all letters together; each has at least ``LEAST_LINES``
LEAST_LINES = 4


@dataclass(frozen=True)
class Tracks:
    """The places of everything, in pixels, on one axis of time: the map (or the fan of lines), waveform, spectrogram (of no height
    where there is none) and the seconds; ``labels`` hold the letters, beside the cells or above the lines.
    """

    labels: tuple[QRectF, ...]
    map: QRectF
    wave: QRectF
    mel: QRectF
    seconds: QRectF
    columns: tuple[
        tuple[float, float], ...
    ]  # of each column of the map: where it begins and ends, in shares of the axis
    lines: bool = False

    @property
    def whole(self) -> QRectF:
        """All that shares the axis."""
        return self.map.united(self.wave).united(self.mel)

    def column(self, number: int, inside: QRectF) -> QRectF:
        """A column of the map within one of the tracks."""
        begin, end = self.columns[number]
        return QRectF(
            inside.left() + begin * inside.width(), inside.top(), (end - begin) * inside.width(), inside.height()
        )

    def row(self, number: int) -> QRectF:
        """A row of cells."""
        height = self.map.height() / max(len(self.labels), 1)
        return QRectF(self.map.left(), self.map.top() + number * height, self.map.width(), height)


def lay_out(size: QSizeF, picture: MapPicture, sound: Frames, paint_style: PaintStyle, *, lines: bool) -> Tracks:
    """Fit all tracks into ``size``: the map gets what waveform, spectrogram and seconds leave."""
    metrics = QFontMetricsF(paint_style.font)
    line = metrics.height()
    widest = max((metrics.horizontalAdvance(text) for text in picture.rows), default=0.0)
    left = (0 if lines else min(widest, size.width() * 0.25)) + GAP
    width = max(size.width() - left - GAP, 1.0)
    bottom = size.height() - line * 1.5
    heard = max(bottom - line, line)
    mel_height = 0.0 if sound.log_mel is None else heard * 0.24
    wave_height = heard * (0.16 if mel_height else 0.28)
    mel_top = bottom - mel_height
    wave_top = mel_top - (GAP if mel_height else 0) - wave_height
    top = line * 1.9 if lines else 2.0
    map_ = QRectF(left, top, width, max(wave_top - top - (2 if lines else GAP), 1.0))
    count, frames = len(picture.rows), max(len(sound), 1)
    if lines:
        step = width / max(count, 1)
        box = [min(max(metrics.horizontalAdvance(text), line * 0.6) + 10, step - 2) for text in picture.rows]
        labels = [QRectF(left + (i + 0.5) * step - wide / 2, 1, wide, line * 1.5) for i, wide in enumerate(box)]
    else:
        height = map_.height() / max(count, 1)
        labels = [QRectF(0, map_.top() + i * height, left - GAP / 2, height) for i in range(count)]
    columns = [(group[0] / frames, (group[-1] + 1) / frames) for group in picture.column_tokens]
    return Tracks(
        tuple(labels),
        map_,
        QRectF(left, wave_top, width, wave_height),
        QRectF(left, mel_top, width, mel_height),
        QRectF(left, bottom, width, size.height() - bottom),
        tuple(columns),
        lines,
    )


def spot_at(tracks: Tracks, point: QPointF) -> Spot | None:
    """A cell, the row of a letter, or the column of a moment: in the sound, the fan of lines, and the seconds."""
    for row, label in enumerate(tracks.labels):
        if label.contains(point):
            return Spot(row=row)
    share = (point.x() - tracks.map.left()) / tracks.map.width()
    column = next((i for i, (begin, end) in enumerate(tracks.columns) if begin <= share < end), None)
    if column is None or not tracks.map.top() <= point.y() <= tracks.seconds.bottom():
        return None
    if tracks.lines or not tracks.map.contains(point) or not tracks.labels:
        return Spot(column=column)
    row = int((point.y() - tracks.map.top()) / tracks.map.height() * len(tracks.labels))
    return Spot(min(row, len(tracks.labels) - 1), column)


def pooled(values: np.ndarray, most: int) -> np.ndarray:
    """Values [rows, columns] with at most ``most`` columns, each the largest of those it stands for: a sharp one is not lost."""
    columns = values.shape[1]
    if columns <= most:
        return values
    begins = np.floor(np.arange(most) * columns / most).astype(int)
    return np.maximum.reduceat(values, begins, axis=1)


def envelope(waveform: np.ndarray, most: int) -> tuple[np.ndarray, np.ndarray]:
    """The lowest and highest sample of each of ``most`` equal parts."""
    if not len(waveform):
        return np.zeros(1), np.zeros(1)
    begins = np.floor(np.arange(most) * len(waveform) / most).astype(int)
    return np.minimum.reduceat(waveform, begins), np.maximum.reduceat(waveform, begins)


def ticks(seconds: float, width: float, room: float) -> list[float]:
    """Round seconds from 0 to the end, at least ``room`` pixels apart."""
    least = room * seconds / max(width, 1.0)
    magnitude = 10.0 ** math.floor(math.log10(max(least, 1e-6)))
    step = next(magnitude * each for each in (1, 2, 5, 10) if magnitude * each >= least)
    return [round(i * step, 6) for i in range(int(seconds / step + 1e-9) + 1)]


# what does not follow the pointer


def draw_still(
    painter: QPainter,
    tracks: Tracks,
    picture: MapPicture,
    sound: Frames,
    paint_style: PaintStyle,
    *,
    scale: str,
    names: tuple[str, str],
) -> None:
    """Map, letters, waveform, spectrogram and seconds; ``names`` are written in the corners of waveform and spectrogram."""
    colors = paint_style.colors
    shares = np.clip(picture.weights / scales.tops(scale, picture.weights), 0, 1)
    if tracks.lines:
        for row in range(len(tracks.labels)):
            draw_fan(painter, tracks, row, shares[row], colors.accent, 0.5)
    elif shares.size:
        image = colormap.image(pooled(shares, max(round(tracks.map.width()), 1)))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
        painter.drawImage(_spanned(tracks, tracks.map), image)
    for row in range(len(tracks.labels)):
        draw_label(painter, tracks, picture, paint_style, row, shown=False)
    draw_wave(painter, tracks.wave, sound.waveform, colors)
    if sound.log_mel is not None:
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, True)
        painter.drawImage(tracks.mel, mel_image(sound.log_mel, colors))
    for name, room in zip(names, (tracks.wave, tracks.mel), strict=True):
        _draw_name(painter, name, room, paint_style)
    draw_seconds(painter, tracks, len(sound) * sound.seconds, paint_style)


def draw_label(
    painter: QPainter, tracks: Tracks, picture: MapPicture, paint_style: PaintStyle, row: int, *, shown: bool
) -> None:
    """A letter or word beside its row or above its lines; smaller where rows are thin, every so many only where very thin."""
    box, colors = tracks.labels[row], paint_style.colors
    line = QFontMetricsF(paint_style.font).height()
    if tracks.lines:
        painter.setPen(QPen(colors.accent if shown else colors.border, 2.0 if shown else 1.0))
        painter.setBrush(colors.accent_soft if shown else colors.panel)
        painter.drawRoundedRect(box, 6, 6)
    elif row % max(math.ceil(line * SMALLEST / box.height()), 1) and not shown:
        return
    fits = 1.0 if tracks.lines or shown else min(max(box.height() / (line * 0.8), SMALLEST / 0.8), 1.0)
    painter.setFont(paint_style.sized(fits, bold=shown))
    painter.setPen(colors.text)
    side = Qt.AlignmentFlag.AlignHCenter if tracks.lines else Qt.AlignmentFlag.AlignRight
    room = box if tracks.lines else box.adjusted(0, -line, -2, line)
    text = QFontMetricsF(painter.font()).elidedText(picture.rows[row], Qt.TextElideMode.ElideMiddle, room.width())
    painter.drawText(room, side | Qt.AlignmentFlag.AlignVCenter, text)


def draw_fan(painter: QPainter, tracks: Tracks, row: int, shares: np.ndarray, color: QColor, opacity: float) -> None:
    """Lines from a letter to the moments it listens to most, as wide as a moment, the stronger the more they weigh."""
    box, inside = tracks.labels[row], tracks.map
    painter.setPen(Qt.PenStyle.NoPen)
    most = max(MOST_LINES // max(len(tracks.labels), 1), LEAST_LINES)
    for begin, end, share in strongest_parts(tracks.columns, shares, most):
        filled = QColor(color)
        filled.setAlphaF(share * opacity)
        painter.setBrush(filled)
        above = [box.left() + 4 + at * (box.width() - 8) for at in (begin, end)]
        below = [inside.left() + at * inside.width() for at in (end, begin)]
        corners = [QPointF(x, box.bottom()) for x in above] + [QPointF(x, inside.bottom()) for x in below]
        painter.drawPolygon(QPolygonF(corners))


def strongest_parts(
    columns: Sequence[tuple[float, float]], shares: np.ndarray, most: int
) -> list[tuple[float, float, float]]:
    """Begin and end of the ``most`` strongest parts of the axis, to which lines go, each with the largest share in it."""
    count = len(shares)
    begins = np.unique(np.floor(np.arange(FINEST) * max(count / FINEST, 1.0)).astype(int))
    begins = begins[begins < count]
    highest = np.maximum.reduceat(shares, begins) if count else shares
    ends = [*begins[1:], count]
    chosen = [part for part in np.argsort(-highest, kind="stable")[:most] if highest[part] >= FAINTEST]
    return [(columns[begins[part]][0], columns[ends[part] - 1][1], float(highest[part])) for part in sorted(chosen)]


def draw_wave(painter: QPainter, room: QRectF, waveform: np.ndarray, colors: Colors) -> None:
    """The loudness as it swings, around a thin middle line."""
    painter.fillRect(room, colors.raised)
    low, high = envelope(waveform, max(round(room.width()), 1))
    middle, half = room.center().y(), room.height() / 2 - 2
    across = room.left() + (np.arange(len(low)) + 0.5) * room.width() / len(low)
    swings = np.concatenate((high, low[::-1]))
    painter.setPen(QPen(colors.muted, 0.8))
    painter.setBrush(colors.muted)
    painter.drawPolygon(polygon(np.concatenate((across, across[::-1])), middle - swings * half))


def polygon(x: np.ndarray, y: np.ndarray) -> QPolygonF:
    """A polygon of points x [n], y [n]: written into its memory, twenty times faster than point by point."""
    from pyqtgraph import functions as pg  # takes long to import

    made: QPolygonF = pg.create_qpolygonf(len(x))
    points = pg.ndarray_from_qpolygonf(made)
    points[:, 0], points[:, 1] = x, y
    return made


def mel_image(log_mel: np.ndarray, colors: Colors) -> QImage:
    """A spectrogram, low pitch at the bottom, in shades of grey: colours stand for weights alone."""
    low, high = float(log_mel.min()), float(log_mel.max())
    levels = ((log_mel[::-1] - low) * (255 / max(high - low, 1e-12))).astype(np.uint8)
    ground, ink = (np.array(color.toTuple(), np.float32) for color in (colors.raised, colors.text))
    shades = np.round(ground + np.linspace(0, 1, 256)[:, None] * (ink - ground)).astype(np.uint8)  # [256, 4]
    pixels = np.ascontiguousarray(shades[levels])
    bands, columns = levels.shape
    return QImage(pixels.data, columns, bands, columns * 4, QImage.Format.Format_RGBA8888).copy()


def draw_seconds(painter: QPainter, tracks: Tracks, seconds: float, paint_style: PaintStyle) -> None:
    """The axis of time."""
    room, small = tracks.seconds, paint_style.sized(0.9)
    metrics = QFontMetricsF(small)
    painter.setFont(small)
    painter.setPen(paint_style.colors.muted)
    for second in ticks(seconds, room.width(), metrics.horizontalAdvance("00.00 s") * 1.6):
        x = room.left() + room.width() * second / max(seconds, 1e-9)
        painter.drawLine(QPointF(x, room.top() + 2), QPointF(x, room.top() + 5))
        text = f"{second:g} s"
        wide = metrics.horizontalAdvance(text)
        at = min(max(x - wide / 2, room.left()), room.right() - wide)
        painter.drawText(QRectF(at, room.top() + 5, wide + 2, metrics.height()), Qt.AlignmentFlag.AlignLeft, text)


def _draw_name(painter: QPainter, name: str, room: QRectF, paint_style: PaintStyle) -> None:
    """What a track is, on a small plate in its corner; where the track is high enough."""
    small = paint_style.sized(0.85)
    metrics = QFontMetricsF(small)
    plate = QRectF(room.left() + 4, room.top() + 4, metrics.horizontalAdvance(name) + 10, metrics.height() + 2)
    if plate.height() * 2 > room.height():
        return
    ground = QColor(paint_style.colors.panel)
    ground.setAlpha(215)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawRoundedRect(plate, 4, 4)
    painter.setFont(small)
    painter.setPen(paint_style.colors.muted)
    painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, name)


def _spanned(tracks: Tracks, inside: QRectF) -> QRectF:
    """From the first column to the last: some may be hidden."""
    first, last = tracks.column(0, inside), tracks.column(len(tracks.columns) - 1, inside)
    return QRectF(first.left(), inside.top(), last.right() - first.left(), inside.height())


# what follows the pointer


def draw_pointed(
    painter: QPainter, tracks: Tracks, picture: MapPicture, paint_style: PaintStyle, at: Pointed, scale: str
) -> None:
    """The row that is pointed at and where it listens in the sound, the moment, and the number of both."""
    colors, weights = paint_style.colors, picture.weights
    if at.query is not None and at.query < len(tracks.labels):
        shares = np.clip(weights[at.query] / scales.top(scale, weights[at.query], weights), 0, 1)
        _draw_query(painter, tracks, picture, paint_style, at.query, shares)
    elif at.key is not None and tracks.lines:
        _veil(painter, tracks.map, colors)
        line = weights[:, at.key]
        for row, share in enumerate(line / max(float(line.max()), 1e-12)):
            alone = np.zeros(weights.shape[1], np.float32)
            alone[at.key] = share
            draw_fan(painter, tracks, row, alone, colors.accent, 1.0)
            draw_label(painter, tracks, picture, paint_style, row, shown=bool(share > 0.5))
    if at.key is not None and at.key < len(tracks.columns):
        _draw_moment(painter, tracks, at.key, colors)
    if at.query is not None and at.key is not None:
        _draw_number(painter, tracks, picture, paint_style, at)


def _draw_query(
    painter: QPainter, tracks: Tracks, picture: MapPicture, paint_style: PaintStyle, row: int, shares: np.ndarray
) -> None:
    colors = paint_style.colors
    if tracks.lines:
        _veil(painter, tracks.map, colors)
        draw_fan(painter, tracks, row, shares, colors.accent, 0.9)
    else:
        place = tracks.row(row)
        _veil(
            painter,
            QRectF(tracks.map.left(), tracks.map.top(), tracks.map.width(), place.top() - tracks.map.top()),
            colors,
        )
        _veil(
            painter, QRectF(place.left(), place.bottom(), place.width(), tracks.map.bottom() - place.bottom()), colors
        )
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colors.accent, 2.0))
        painter.drawRect(place)
    draw_label(painter, tracks, picture, paint_style, row, shown=True)
    if len(tracks.columns):
        image = wash(pooled(shares[None], max(round(tracks.wave.width()), 1))[0], colors.accent)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
        for track in (tracks.wave, tracks.mel):
            painter.drawImage(_spanned(tracks, track), image)


def wash(shares: np.ndarray, color: QColor) -> QImage:
    """One colour in a row of pixels, the denser the larger the share."""
    rgba = np.empty((1, len(shares), 4), np.uint8)
    rgba[..., :3] = (color.red(), color.green(), color.blue())
    rgba[..., 3] = np.round(153 * np.clip(shares, 0, 1))
    return QImage(rgba.data, len(shares), 1, 4 * len(shares), QImage.Format.Format_RGBA8888).copy()


def _veil(painter: QPainter, room: QRectF, colors: Colors) -> None:
    veil = QColor(colors.panel)
    veil.setAlpha(165)
    painter.fillRect(room, veil)


def _draw_moment(painter: QPainter, tracks: Tracks, column: int, colors: Colors) -> None:
    place = tracks.column(column, tracks.whole)
    top = tracks.wave.top() if tracks.lines else tracks.map.top()
    bottom = (tracks.mel if tracks.mel.height() else tracks.wave).bottom()
    box = QRectF(place.left(), top, max(place.width(), 1.5), bottom - top)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for color, width in ((colors.panel, 3.5), (colors.warning, 1.5)):
        painter.setPen(QPen(color, width))
        painter.drawRect(box)


def _draw_number(painter: QPainter, tracks: Tracks, picture: MapPicture, paint_style: PaintStyle, at: Pointed) -> None:
    """The weight of a letter at a moment, on a plate beside the moment."""
    assert at.query is not None
    assert at.key is not None
    weight = scales.number(float(picture.weights[at.query, at.key]))
    text = f"{picture.rows[at.query]} → {picture.columns[at.key]}   {weight}"
    width, height = plate_size(text, paint_style).toTuple()
    place = tracks.column(at.key, tracks.wave)
    x = place.right() + 8 if place.right() + 8 + width < tracks.wave.right() else place.left() - 8 - width
    y = tracks.wave.top() - height - 6 if tracks.lines else tracks.row(at.query).bottom() + 6
    draw_plate(painter, QRectF(x, min(y, tracks.seconds.top() - height), width, height), text, paint_style)
