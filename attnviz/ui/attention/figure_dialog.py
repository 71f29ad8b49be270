"""“Export figure…”: a map at a width in centimetres as PDF, SVG or PNG, with a live preview of what is chosen."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSizeF, Qt, Signal
from PySide6.QtGui import QFont, QImage, QPainter, QPixmap
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from attnviz.ui import theme
from attnviz.ui.attention.figure import (
    FORMATS,
    LARGEST_DPI,
    LARGEST_FONT,
    LARGEST_WIDTH,
    MOST_PIXELS,
    SMALLEST_DPI,
    SMALLEST_FONT,
    SMALLEST_WIDTH,
    AnyFigure,
    FigureOptions,
)
from attnviz.ui.files import writers
from attnviz.ui.widgets import colormap
from attnviz.ui.widgets.controls import Choice, DecimalSpin, Spin
from attnviz.ui.widgets.named import named

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QResizeEvent

PREVIEW_EM = 34


class FigureDialog(QDialog):
    """``save_wanted`` carries the options when a person presses Save; every change is seen at once."""

    save_wanted = Signal(object)

    def __init__(self, figure: AnyFigure, options: FigureOptions, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("figure")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Export figure"))
        self._figure, self._font = figure, QFont(parent.font())
        self.format = Choice("figure.format", FORMATS)
        self.scale = Choice("figure.scale", colormap.SCALES)
        self.width_cm = named(DecimalSpin(SMALLEST_WIDTH, LARGEST_WIDTH, options.width, step=0.5), "figure.width")
        self.dpi = named(Spin(SMALLEST_DPI, LARGEST_DPI, options.dpi, step=50), "figure.dpi")
        self.font_size = named(Spin(SMALLEST_FONT, LARGEST_FONT, options.font), "figure.font")
        self.format.set_key(options.format)
        self.scale.set_key(options.scale)
        self.boxes = {name: named(QCheckBox(), f"figure.{name}") for name in self._box_texts()}
        for name, box in self.boxes.items():
            box.setChecked(getattr(options, name))
        self.preview = named(QLabel(), "figure.preview")
        self.preview.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.told = named(QLabel(), "figure.told", role="muted")
        self._build()
        self._offer(figure.choices)
        self._word()
        self.format.currentIndexChanged.connect(self._show)
        self.scale.currentIndexChanged.connect(self._show)
        for field in (self.width_cm, self.dpi, self.font_size):
            field.valueChanged.connect(self._show)
        for box in self.boxes.values():
            box.toggled.connect(self._show)
        self._show()

    def _build(self) -> None:
        self._form = form = QFormLayout()
        self._labels = {name: QLabel() for name in ("format", "width", "dpi", "font", "scale")}
        fields = (self.format, self.width_cm, self.dpi, self.font_size, self.scale)
        for label, field in zip(self._labels.values(), fields, strict=True):
            label.setBuddy(field)
            form.addRow(label, field)
        for box in self.boxes.values():
            form.addRow(box)
        em = self.fontMetrics().height()
        paper = QVBoxLayout()
        self.preview.setMinimumSize(PREVIEW_EM * em, 24 * em)
        paper.addWidget(self.preview, 1)
        paper.addWidget(self.told)
        across = QHBoxLayout()
        across.setSpacing(theme.EDGE)
        across.addLayout(form)
        across.addLayout(paper, 1)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel)
        for which, name in (
            (QDialogButtonBox.StandardButton.Save, "save"),
            (QDialogButtonBox.StandardButton.Cancel, "cancel"),
        ):
            self.buttons.button(which).setObjectName(f"figure.{name}")
        self.buttons.accepted.connect(self._save)
        self.buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.EDGE, theme.EDGE, theme.EDGE, theme.EDGE)
        column.addLayout(across, 1)
        column.addWidget(self.buttons)

    def _offer(self, choices: frozenset[str]) -> None:
        """Show what changes this figure."""
        self._form.setRowVisible(self.scale, "scale" in choices)
        for name, box in self.boxes.items():
            self._form.setRowVisible(box, name in choices)

    def _box_texts(self) -> dict[str, str]:
        return {
            "numbers": self.tr("Numbers in the cells"),
            "title": self.tr("Title"),
            "axes": self.tr("Names of the axes"),
            "bar": self.tr("Colour bar"),
            "caption": self.tr("Caption"),
            "dark": self.tr("Dark background"),
        }

    def _word(self) -> None:
        texts = {
            "format": self.tr("Format"),
            "width": self.tr("Width, cm"),
            "dpi": self.tr("Dots per inch"),
            "font": self.tr("Text size, points"),
            "scale": self.tr("Colours"),
        }
        for name, text in texts.items():
            self._labels[name].setText(text)
            buddy = self._labels[name].buddy()
            assert buddy is not None
            buddy.setAccessibleName(text)
        for i, text in enumerate((self.tr("PDF (vector)"), self.tr("SVG (vector)"), self.tr("PNG (pixels)"))):
            self.format.setItemText(i, text)
        for i, text in enumerate((self.tr("Blue to yellow"), self.tr("White to red"), self.tr("Grey, for print"))):
            self.scale.setItemText(i, text)
        for name, text in self._box_texts().items():
            self.boxes[name].setText(text)

    def options(self) -> FigureOptions:
        """What is chosen now."""
        chosen = FigureOptions(
            self.format.key(), self.width_cm.value(), self.dpi.value(), self.font_size.value(), self.scale.key()
        )
        chosen_boxes: dict[str, Any] = {name: box.isChecked() for name, box in self.boxes.items()}
        return replace(chosen, **chosen_boxes)

    def _show(self) -> None:
        """Draw the figure as it will be, as large as there is room, and say how large the file's is."""
        options = self.options()
        size = self._figure.size(options, self._font)
        self.dpi.setEnabled(options.format == "png")
        fits = options.format != "png" or pixels(size, options) <= MOST_PIXELS
        self.buttons.button(QDialogButtonBox.StandardButton.Save).setEnabled(fits)
        self.told.setText(
            self._size_text(size, options) if fits else self.tr("Too many pixels; choose fewer dots per inch.")
        )
        ratio = self.preview.devicePixelRatioF()
        room = QSizeF(self.preview.size()) * ratio
        zoom = min(room.width() / size.width(), room.height() / size.height())
        made = QImage((size * zoom).toSize(), QImage.Format.Format_RGB32)
        if made.isNull():
            return
        made.fill(self._figure.background(options))
        with QPainter(made) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.scale(zoom, zoom)
            self._figure.draw(painter, size, options, self._font, vector=True)
        made.setDevicePixelRatio(ratio)
        self.preview.setPixmap(QPixmap.fromImage(made))

    def _size_text(self, size: QSizeF, options: FigureOptions) -> str:
        height = options.width * size.height() / size.width()
        text = self.tr("{width:.1f} × {height:.1f} cm").format(width=options.width, height=height)
        if options.format == "png":
            zoom = options.dpi / 72
            text += self.tr(", {width} × {height} pixels").format(
                width=round(size.width() * zoom), height=round(size.height() * zoom)
            )
        return text

    def _save(self) -> None:
        options = self.options()
        self.close()
        self.save_wanted.emit(options)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show()


def pixels(size: QSizeF, options: FigureOptions) -> float:
    """How many a PNG of that size has."""
    return size.width() * size.height() * (options.dpi / 72) ** 2


def file_bytes(figure: AnyFigure, options: FigureOptions, font: QFont) -> bytes:
    """The figure as a file of the format that is chosen."""
    size, background = figure.size(options, font), figure.background(options)

    def draw(painter: QPainter, size: QSizeF, vector: bool) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        figure.draw(painter, size, options, font, vector=vector)

    makers: dict[str, Callable[[], bytes]] = {
        "pdf": lambda: writers.pdf(draw, size, background, title=figure.title),
        "svg": lambda: writers.svg(draw, size, background, title=figure.title, description=figure.caption),
        "png": lambda: writers.png(lambda p, s, _: draw(p, s, True), size, background, ratio=options.dpi / 72),
    }
    return makers[options.format]()
