"""One picture of pixels, as large as there is room, with what may lie over it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from attnviz.lazy_numpy import np
from attnviz.ui.theme import colors

STALE = 0.45  # opacity of a picture that is no longer the answer


def as_image(picture: np.ndarray) -> QImage:
    """uint8 [H, W, C], C = 1 or 3 -> an image in the format that is painted fastest; it owns its pixels."""
    height, width, channels = picture.shape
    pixels = np.empty((height, width, 4), np.uint8)
    pixels[..., 2::-1] = picture if channels == 3 else picture[..., :1]  # in memory 0xffRRGGBB is B, G, R, 255
    pixels[..., 3] = 255
    return QImage(pixels.data, width, height, 4 * width, QImage.Format.Format_RGB32).copy()


class PictureView(QWidget):
    """Shows one array; painting is one image scaled to the widget. ``clicked`` where ``clickable``."""

    clicked = Signal()

    def __init__(self, *, least: int = 96, clickable: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._least, self._clickable = least, clickable
        self._image = QImage()
        self._overlay = QImage()
        self._stale, self._smooth = False, True
        self.hint = ""  # said in place of a picture
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        if clickable:
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.setCursor(Qt.CursorShape.PointingHandCursor)

    def set_picture(self, picture: np.ndarray | QImage | None) -> None:
        """Show uint8 [H, W, C], an image, or nothing."""
        self._image = picture if isinstance(picture, QImage) else QImage() if picture is None else as_image(picture)
        self._stale = False
        self.update()

    def set_overlay(self, overlay: QImage | None) -> None:
        """Lay a half transparent image over the picture, smoothly enlarged; None takes it away."""
        self._overlay = overlay or QImage()
        self.update()

    def set_stale(self, stale: bool) -> None:
        """Dim the picture while a new one is on its way."""
        if stale != self._stale:
            self._stale = stale
            self.update()

    def set_smooth(self, smooth: bool) -> None:
        """Whether pixels flow into each other where they are enlarged, or are seen as squares."""
        self._smooth = smooth
        self.update()

    def is_smooth(self) -> bool:
        """Whether pixels flow into each other where they are enlarged."""
        return self._smooth

    def image(self) -> QImage:
        """The picture that is shown, pixel by pixel; null when there is none."""
        return self._image

    def target(self) -> QRectF:
        """Where the picture lies in the widget."""
        if self._image.isNull():
            return QRectF(self.rect())
        size = QSize(self._image.size()).scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        return QRectF(
            (self.width() - size.width()) // 2, (self.height() - size.height()) // 2, size.width(), size.height()
        )

    def sizeHint(self) -> QSize:
        return QSize(2 * self._least, 2 * self._least)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._least, self._least)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._image.isNull():
            painter.setPen(QPen(colors(self).border, 1, Qt.PenStyle.DashLine))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
            painter.setPen(colors(self).muted)
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(self.rect().adjusted(6, 6, -6, -6), flags, self.hint)
        else:
            target = self.target()
            painter.setOpacity(STALE if self._stale else 1.0)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, self._smooth or self._shrinks(target))
            painter.drawImage(target, self._image)
            if not self._overlay.isNull():
                painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, True)
                painter.drawImage(target, self._overlay)
        if self.hasFocus():
            painter.setOpacity(1.0)
            painter.setPen(QPen(colors(self).accent, 2))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
        painter.end()

    def _shrinks(self, target: QRectF) -> bool:
        return target.width() < self._image.width()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._clickable and event.button() == Qt.MouseButton.LeftButton:
            self.clicked.emit()
        else:
            super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._clickable and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.clicked.emit()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self.update()
