"""Makes the photos of assets/samples/look again: ``python tools/look_samples.py DATA [NAME...]``.

DATA is the folder skimage/data of scikit-image, whose photos chelsea.png, coffee.png and camera.png are used (CC0, see NOTICE.md).
The same pictures come out every time.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from typing import TYPE_CHECKING

import look_drawings
import look_paintings
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter, QPainterPath, QPolygonF

from attnviz.paths import asset
from attnviz.ui.files import read_pictures

if TYPE_CHECKING:
    from collections.abc import Callable

QUALITY, LARGE_QUALITY = 88, 78


def read(data: Path, name: str) -> QImage:
    """One of scikit-image's photos."""
    return read_pictures.to_image(read_pictures.read(data / name)).convertToFormat(QImage.Format.Format_RGB32)


def smooth(image: QImage, width: int, height: int) -> QImage:
    """The picture at another size."""
    return image.scaled(
        QSize(width, height), Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    )


def cat(data: Path) -> QImage:
    return read(data, "chelsea.png")


def coffee(data: Path) -> QImage:
    return read(data, "coffee.png")


def two(data: Path) -> QImage:
    """Both photos side by side."""
    canvas = QImage(860, 400, QImage.Format.Format_RGB32)
    canvas.fill(Qt.GlobalColor.white)
    left, right = cat(data), coffee(data)
    with QPainter(canvas) as painter:
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(QRectF(0, 0, 420, 400), left, QRectF(40, 0, 315, 300))
        painter.drawImage(QRectF(428, 0, 432, 400), right, QRectF(60, 0, 432, 400))
    return canvas


def cup(data: Path) -> QImage:
    """The cup and saucer cut out of their photo, with a soft edge."""
    shape = QPainterPath()
    shape.addEllipse(QPointF(279, 222), 202, 163)  # the saucer
    rim = QPainterPath()
    rim.addEllipse(QPointF(291, 114), 119, 97)
    body = QPainterPath()
    body.addPolygon(QPolygonF([QPointF(173, 110), QPointF(409, 110), QPointF(390, 220), QPointF(190, 220)]))
    spoon = QPainterPath()
    spoon.addEllipse(QPointF(411, 85), 14, 19)
    shape = shape.united(rim).united(body).united(spoon).simplified()
    photo = coffee(data).convertToFormat(QImage.Format.Format_ARGB32)
    mask = QImage(photo.size(), QImage.Format.Format_ARGB32_Premultiplied)
    mask.fill(Qt.GlobalColor.transparent)
    with QPainter(mask) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillPath(shape, Qt.GlobalColor.white)
    cut = QImage(photo.size(), QImage.Format.Format_ARGB32_Premultiplied)
    cut.fill(Qt.GlobalColor.transparent)
    with QPainter(cut) as painter:
        painter.drawImage(0, 0, photo)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_DestinationIn)
        painter.drawImage(0, 0, mask)
    return cut.copy(60, 0, 440, 400)


def small(data: Path) -> QImage:
    """The cup, small, on a large table."""
    canvas = look_drawings.table_top(1440, 960)
    thing = smooth(cup(data), 132, 120)
    with QPainter(canvas) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for spread in range(12):  # a soft shadow to the lower right
            painter.setOpacity(0.05)
            painter.setBrush(Qt.GlobalColor.black)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawEllipse(QPointF(1018, 634), 66 - 2 * spread + 8, 54 - 2 * spread + 8)
        painter.setOpacity(1)
        painter.drawImage(940, 560, thing)
    return canvas


SAMPLES: dict[str, Callable[[Path], QImage]] = {
    "cat": cat,
    "coffee": coffee,
    "two": two,
    "small": small,
    "camera": lambda data: read(data, "camera.png"),
    "orange": lambda data: look_drawings.orange(),
    "lighthouse": lambda data: look_paintings.lighthouse(),
    "goldfish": lambda data: look_paintings.goldfish(),
}


def main(data: Path, names: list[str]) -> None:
    """Write the named ones, or all."""
    app = QGuiApplication.instance() or QGuiApplication(sys.argv[:1])
    folder = asset("samples", "look")
    folder.mkdir(parents=True, exist_ok=True)
    for name in names or list(SAMPLES):
        file = folder / f"{name}.jpg"
        assert SAMPLES[name](data).save(str(file), quality=QUALITY if name != "small" else LARGE_QUALITY)
        print(f"{file}: {file.stat().st_size / 1000:.0f} kB")
    del app


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
