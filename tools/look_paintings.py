"""Pictures that the project paints: a lighthouse by the sea, and a goldfish."""

from __future__ import annotations

import numpy as np
from look_drawings import FINE, HEIGHT, WIDTH, at, noise, picture
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QImage,
    QLinearGradient,
    QPainter,
    QPainterPath,
    QPen,
    QPolygonF,
    QRadialGradient,
)

from attnviz.ui.files import read_pictures


def canvas(light: np.ndarray) -> QImage:
    """Light [H, W, 3] at ``FINE``, to be painted on."""
    return read_pictures.to_image((np.clip(light, 0, 1) * 255).astype(np.uint8)).convertToFormat(
        QImage.Format.Format_RGB32
    )


def finished(image: QImage) -> QImage:
    return picture(read_pictures.from_image(image)[:, :, :3].astype(np.float64) / 255)


def mixed(low: tuple[float, ...], high: tuple[float, ...], share: np.ndarray) -> np.ndarray:
    """Colours between two, [..., 3]."""
    return np.array(low) * (1 - share[..., None]) + np.array(high) * share[..., None]


def lighthouse() -> QImage:
    """A red and white lighthouse on a cliff by the sea."""
    height, width = HEIGHT * FINE, WIDTH * FINE
    horizon = int(height * 0.66)
    down = np.linspace(0, 1, horizon)[:, None] * np.ones(width)
    light = np.zeros((height, width, 3))
    clouds = np.clip((noise(horizon, width, 4, 4, 21, 6) - 0.5) * 4.2, 0, 1) * (0.35 + 0.65 * down)
    light[:horizon] = mixed((0.2, 0.43, 0.74), (0.74, 0.86, 0.93), down**1.3)
    white = mixed((0.8, 0.83, 0.87), (1, 1, 0.99), noise(horizon, width, 6, 5, 22, 5))
    light[:horizon] = light[:horizon] * (1 - clouds[..., None]) + white * clouds[..., None]
    depth = np.linspace(0, 1, height - horizon)[:, None] * np.ones(width)
    far = 1 / (depth + 0.035)
    across = (np.linspace(-1, 1, width)[None] * far) * 5 + 400
    grid = np.random.default_rng(23).random((256, 256))
    waves = 0.6 * at(grid, far * 9, across * 0.8) + 0.4 * at(grid, far * 21, across * 2.2)
    light[horizon:] = mixed((0.06, 0.27, 0.42), (0.33, 0.57, 0.68), np.clip(0.15 + 0.9 * waves - 0.25 * depth, 0, 1))
    light[horizon:] += (np.clip((waves - 0.72) * 7, 0, 1) * 0.5)[..., None]
    image = canvas(light)
    with QPainter(image) as painter:
        painter.scale(FINE, FINE)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        _tower(painter, 430, 352, 92)
        _cliff(painter)
    return finished(image)


def _cliff(painter: QPainter) -> None:
    chance = np.random.default_rng(24)
    edge = []
    for i in range(108):
        rise = 62 * (1 - np.exp(-i / 9)) - 24 * np.exp(-i / 3)
        edge.append(QPointF(215 + 4 * i + chance.normal(0, 2), 400 - rise + chance.normal(0, 1.6)))
    rock = QPolygonF([QPointF(196, 484), *edge, QPointF(660, 484)])
    ground = QLinearGradient(0, 335, 0, 480)
    ground.setColorAt(0, QColor("#8b7d6b"))
    ground.setColorAt(1, QColor("#4b4239"))
    painter.setBrush(ground)
    painter.drawPolygon(rock)
    clip = QPainterPath()
    clip.addPolygon(rock)
    painter.save()
    painter.setClipPath(clip)
    for _ in range(900):
        x, y = chance.uniform(190, 650), chance.uniform(345, 485)
        size, shade = chance.uniform(3, 17), int(chance.uniform(45, 165))
        painter.setBrush(QColor(shade, int(shade * 0.9), int(shade * 0.78), 70))
        corners = [QPointF(x + size * chance.normal(0, 0.7), y + size * 1.2 * chance.normal(0, 0.7)) for _ in range(5)]
        painter.drawPolygon(QPolygonF(corners))
    painter.restore()
    for _ in range(2200):  # grass along the top
        k = int(chance.integers(6, 107))
        at_, tall = edge[k], chance.uniform(3, 9)
        x, y = at_.x() + chance.uniform(-4, 4), at_.y() + chance.exponential(5)
        painter.setPen(
            QPen(QColor(int(chance.uniform(60, 128)), int(chance.uniform(105, 160)), int(chance.uniform(38, 75))), 1.3)
        )
        painter.drawLine(QPointF(x, y + 2), QPointF(x + chance.normal(1.2, 1.6), y - tall))
    painter.setPen(Qt.PenStyle.NoPen)
    for _ in range(420):  # foam where the sea meets the rock
        x = 200 + abs(chance.normal(0, 1)) * 34
        painter.setBrush(QColor(255, 255, 255, int(chance.uniform(40, 150))))
        painter.drawEllipse(
            QPointF(x - 14, 478 - (x - 196) * 0.2 + chance.normal(0, 5)), chance.uniform(1, 5), chance.uniform(0.6, 2.2)
        )


def _round(left: float, right: float, low: str, mid: str, dark: str) -> QLinearGradient:
    """The light on something round that stands upright."""
    gradient = QLinearGradient(left, 0, right, 0)
    for place, color in ((0.0, mid), (0.28, low), (0.6, mid), (1.0, dark)):
        gradient.setColorAt(place, QColor(color))
    return gradient


def _tower(painter: QPainter, middle: float, foot: float, top: float) -> None:
    def half(y: float) -> float:
        return 21 + (y - top) / (foot - top) * 20

    bands = 7
    for band in range(bands):
        y0, y1 = top + (foot - top) * band / bands, top + (foot - top) * (band + 1) / bands
        shape = QPainterPath()
        shape.moveTo(middle - half(y0), y0)
        shape.quadTo(middle, y0 + 9, middle + half(y0), y0)
        shape.lineTo(middle + half(y1), y1)
        shape.quadTo(middle, y1 + 9, middle - half(y1), y1)
        colors = ("#fdfcf8", "#dfe0e0", "#8d9299") if band % 2 else ("#e2483c", "#bf2e28", "#701a1a")
        painter.setBrush(_round(middle - half(y1), middle + half(y1), *colors))
        painter.drawPath(shape)
    painter.setBrush(QColor("#2a2f36"))
    for y, side in ((top + 55, -5), (top + 128, 4), (top + 202, -3)):
        painter.drawRoundedRect(QRectF(middle + side - 5, y, 10, 17), 4, 4)
    painter.setBrush(_round(middle - 32, middle + 32, "#59616b", "#3a4049", "#1f2329"))
    painter.drawRoundedRect(QRectF(middle - 32, top - 6, 64, 11), 3, 3)
    lamp = QRadialGradient(QPointF(middle, top - 32), 120)
    lamp.setColorAt(0, QColor(255, 246, 200, 210))
    lamp.setColorAt(0.25, QColor(255, 240, 180, 60))
    lamp.setColorAt(1, QColor(255, 240, 180, 0))
    painter.setBrush(QColor("#fff3c4"))
    painter.drawRect(QRectF(middle - 16, top - 48, 32, 42))
    painter.setBrush(QBrush(lamp))
    painter.drawEllipse(QPointF(middle, top - 30), 120, 120)
    pen = QPen(QColor("#2b3038"), 2)
    painter.setPen(pen)
    for k in range(5):
        painter.drawLine(QPointF(middle - 16 + 8 * k, top - 48), QPointF(middle - 16 + 8 * k, top - 6))
    for k in range(9):
        painter.drawLine(QPointF(middle - 31 + 7.75 * k, top - 20), QPointF(middle - 31 + 7.75 * k, top - 5))
    painter.drawLine(QPointF(middle - 31, top - 20), QPointF(middle + 31, top - 20))
    painter.drawLine(QPointF(middle, top - 68), QPointF(middle, top - 86))
    painter.setPen(Qt.PenStyle.NoPen)
    dome = QPainterPath()
    dome.moveTo(middle - 20, top - 47)
    dome.cubicTo(middle - 18, top - 64, middle - 6, top - 70, middle, top - 71)
    dome.cubicTo(middle + 6, top - 70, middle + 18, top - 64, middle + 20, top - 47)
    painter.setBrush(_round(middle - 20, middle + 20, "#e2483c", "#bf2e28", "#701a1a"))
    painter.drawPath(dome)


def goldfish() -> QImage:
    """A goldfish among water plants."""
    height, width = HEIGHT * FINE, WIDTH * FINE
    down = np.linspace(0, 1, height)[:, None] * np.ones(width)
    light = mixed((0.36, 0.68, 0.7), (0.03, 0.2, 0.26), down**0.8)
    slant = np.linspace(0, 1, width)[None] + 0.35 * down
    rays = at(np.random.default_rng(31).random((4, 64)), down * 0.4, slant * 14)
    light += (np.clip(rays - 0.45, 0, 1) * 0.34 * (1 - down))[..., None]
    light += (noise(height, width, 5, 6, 32, 4)[..., None] - 0.5) * 0.07
    image = canvas(light)
    chance = np.random.default_rng(33)
    with QPainter(image) as painter:
        painter.scale(FINE, FINE)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _plants(painter, chance, 34, 105)
        painter.setPen(Qt.PenStyle.NoPen)
        for _ in range(2600):  # the gravel
            y = 428 + abs(chance.normal(0, 1)) * 20
            shade, size = chance.uniform(55, 175), chance.uniform(1.5, 5) * (0.6 + (y - 428) / 60)
            painter.setBrush(QColor(int(shade), int(shade * 0.87), int(shade * 0.66)))
            painter.drawEllipse(QPointF(chance.uniform(0, 640), y), size, size * 0.7)
        _fish(painter, chance)
        _plants(painter, chance, 7, 150, front=True)
        for _ in range(26):
            x, y, size = 118 + chance.normal(0, 12), chance.uniform(20, 215), chance.uniform(1.5, 6)
            painter.setBrush(QColor(255, 255, 255, 40))
            painter.setPen(QPen(QColor(235, 255, 255, 150), 0.9))
            painter.drawEllipse(QPointF(x, y), size, size)
    return finished(image)


def _plants(painter: QPainter, chance: np.random.Generator, count: int, green: int, *, front: bool = False) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for _ in range(count):
        left = chance.uniform(-10, 130) if not front else chance.uniform(-6, 40)
        right = chance.uniform(515, 650) if not front else chance.uniform(590, 645)
        x, tall = (left, right)[chance.choice((0, 1))], chance.uniform(130, 330)
        color = QColor(int(chance.uniform(18, 60)), int(chance.uniform(green - 35, green)), int(chance.uniform(40, 75)))
        path = QPainterPath(QPointF(x, 452))
        path.cubicTo(*(QPointF(x + chance.normal(0, 18 + 8 * k), 452 - tall * k / 3) for k in (1, 2, 3)))
        painter.setPen(QPen(color, chance.uniform(4, 11), Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawPath(path)
        painter.setPen(QPen(color.lighter(135), 1.2))
        painter.drawPath(path)


def _fin(painter: QPainter, chance: np.random.Generator, outline: QPainterPath, root: QPointF, alpha: int) -> None:
    """A fin: a veil that is thinner outwards, with rays from its root."""
    box = outline.boundingRect()
    veil = QRadialGradient(root, max(box.width(), box.height()))
    veil.setColorAt(0, QColor(246, 120, 26, alpha + 50))
    veil.setColorAt(1, QColor(255, 196, 112, alpha))
    painter.setPen(QPen(QColor(214, 92, 16, 130), 1))
    painter.setBrush(veil)
    painter.drawPath(outline)
    painter.save()
    painter.setClipPath(outline)
    painter.setPen(QPen(QColor(208, 84, 12, 90), 1))
    for k in range(30):
        end = outline.pointAtPercent(k / 30)
        painter.drawLine(root, end + QPointF(chance.normal(0, 1), chance.normal(0, 1)))
    painter.restore()


def _curve(*points: float) -> QPainterPath:
    """A closed outline: a start, then cubic pieces of three points each."""
    pairs = [QPointF(x, y) for x, y in zip(points[::2], points[1::2], strict=True)]
    path = QPainterPath(pairs[0])
    for k in range(1, len(pairs), 3):
        path.cubicTo(*pairs[k : k + 3])
    path.closeSubpath()
    return path


def _fish(painter: QPainter, chance: np.random.Generator) -> None:
    tail_up = _curve(430, 236, 470, 190, 520, 130, 574, 128, 572, 170, 520, 214, 540, 240, 500, 246, 450, 250, 430, 246)
    tail_down = _curve(
        430, 240, 480, 240, 530, 244, 556, 262, 560, 300, 560, 340, 536, 356, 500, 330, 460, 280, 430, 250
    )
    back = _curve(232, 168, 240, 120, 290, 88, 352, 104, 380, 130, 384, 170, 396, 204, 340, 180, 280, 168, 232, 172)
    below = _curve(352, 300, 372, 330, 400, 352, 420, 352, 420, 330, 404, 300, 394, 284, 380, 290, 366, 298, 352, 300)
    for outline, root in ((tail_up, (428, 242)), (tail_down, (428, 244)), (back, (310, 196)), (below, (366, 286))):
        _fin(painter, chance, outline, QPointF(*root), 150)
    body = _curve(
        136, 250, 146, 206, 196, 166, 262, 164, 330, 162, 392, 214, 438, 236,
        444, 242, 444, 248, 438, 252, 396, 284, 340, 322, 272, 324, 206, 326, 146, 300, 136, 250,
    )  # fmt: skip
    skin = QLinearGradient(0, 160, 0, 326)
    for place, color in ((0, "#d9520e"), (0.3, "#f47b16"), (0.62, "#fba436"), (1, "#ffe1a0")):
        skin.setColorAt(place, QColor(color))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(skin)
    painter.drawPath(body)
    painter.save()
    painter.setClipPath(body)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for row in range(22):
        for column in range(26):
            x, y = 214 + 10.4 * column + (5.2 if row % 2 else 0), 160 + 8 * row
            painter.setPen(QPen(QColor(176, 62, 6, 85), 1.1))
            painter.drawArc(QRectF(x - 11, y - 7, 13, 14), -80 * 16, 160 * 16)
            painter.setPen(QPen(QColor(255, 236, 190, 80), 1.0))
            painter.drawArc(QRectF(x - 13, y - 6, 12, 12), -60 * 16, 120 * 16)
    glow = QRadialGradient(QPointF(258, 200), 120)
    glow.setColorAt(0, QColor(255, 246, 220, 130))
    glow.setColorAt(1, QColor(255, 246, 220, 0))
    painter.fillRect(QRectF(120, 150, 340, 190), glow)
    painter.setBrush(QColor(240, 128, 34, 235))  # the cover of the gills
    painter.setPen(QPen(QColor(170, 62, 8, 150), 2))
    painter.drawEllipse(QRectF(118, 186, 104, 116))
    painter.restore()
    eye = QPointF(172, 228)
    for radius, color in ((17, "#fbe7b4"), (15.5, "#e3a43a"), (10.5, "#15110d")):
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(color))
        painter.drawEllipse(eye, radius, radius)
    painter.setBrush(QColor(255, 255, 255, 235))
    painter.drawEllipse(eye + QPointF(-4, -4.5), 3.4, 3.4)
    painter.setPen(QPen(QColor(150, 52, 10), 2.4, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    mouth = QPainterPath(QPointF(137, 258))
    mouth.quadTo(QPointF(150, 264), QPointF(158, 260))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(mouth)
    chest = _curve(232, 286, 250, 310, 282, 352, 318, 356, 318, 330, 292, 290, 262, 272, 250, 268, 236, 272, 232, 286)
    _fin(painter, chance, chest, QPointF(238, 276), 165)
