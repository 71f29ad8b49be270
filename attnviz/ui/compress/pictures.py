"""A picture as a model reads it, as it is and compressed: where a classifier looks or what a VAE paints, and the difference."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QLabel, QSpinBox, QVBoxLayout, QWidget

from attnviz.engine.compress.messages import ComparePictures
from attnviz.lazy_numpy import np
from attnviz.ui import theme
from attnviz.ui.compress.redrawn_pictures import RedrawnPictures, place
from attnviz.ui.compress.texts import compression_name, signed
from attnviz.ui.files import read_pictures
from attnviz.ui.panes.look import samples
from attnviz.ui.panes.look.texts import class_name
from attnviz.ui.widgets import map_overlay
from attnviz.ui.widgets import signed as signed_colors
from attnviz.ui.widgets.named import named
from attnviz.ui.widgets.picture_view import PictureView

if TYPE_CHECKING:
    from attnviz.engine.compress.messages import ComparedPictures, Compression, PictureAnswer
    from attnviz.engine.messages import Model

FULL = 0.25  # the difference that has the full colour
NAMES = ("seen", "original", "compressed", "difference")
TOLD = 3  # classes named below a photo
KINDS = ("cnn", "vae")  # of models that read pictures


class PicturesPanel(RedrawnPictures):
    """``changed``: another picture is to be read."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._result: ComparedPictures | None = None
        self._kind = "cnn"
        self._photos: dict[str, np.ndarray] = {}
        self.label = named(QLabel(), "compress.picture.label", role="muted")
        self.photo = named(QComboBox(), "compress.photo")
        self.sample = named(QSpinBox(), "compress.sample")
        self.sample.setRange(1, 1)
        self.views = [PictureView() for _ in NAMES]
        self.titles = [named(QLabel(), f"compress.picture.title.{name}", role="muted") for name in NAMES]
        self.words = [named(QLabel(), f"compress.picture.words.{name}") for name in NAMES]
        self._build()
        for id in samples.SAMPLES:
            self.photo.addItem("", id)
        self.photo.activated.connect(lambda _index: self.changed.emit())
        self.sample.valueChanged.connect(lambda _value: self.changed.emit())
        self.retranslate()

    def _build(self) -> None:
        row = QHBoxLayout()
        for widget in (self.label, self.photo, self.sample):
            row.addWidget(widget)
        row.addStretch(1)
        grid = QGridLayout()
        grid.setSpacing(theme.GAP)
        for k, (name, view, title, words) in enumerate(zip(NAMES, self.views, self.titles, self.words, strict=True)):
            view.setObjectName(f"compress.picture.{name}")
            words.setWordWrap(True)
            words.setAlignment(Qt.AlignmentFlag.AlignTop)
            words.setMinimumHeight(3 * words.fontMetrics().lineSpacing())
            place(grid, k, title, view, words)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(row)
        layout.addLayout(grid, 1)

    def begin(self, model: Model) -> None:
        """Turn to a model that reads pictures."""
        self._kind, self._result = model.kind, None
        self.photo.setVisible(model.kind == "cnn")
        self.sample.setVisible(model.kind == "vae")
        self.label.setBuddy(self.photo if model.kind == "cnn" else self.sample)
        with QSignalBlocker(self.sample):
            self.sample.setRange(1, 1)
        for view in self.views:
            view.set_picture(None)
            view.set_overlay(None)
        self.retranslate()

    def request(self, model: str, compression: Compression) -> ComparePictures:
        """What is asked about the picture that is chosen."""
        picture = self._read(self.photo.currentData()) if self._kind == "cnn" else None
        return ComparePictures(model, compression, picture, self.sample.value() - 1)

    def photos(self) -> tuple[np.ndarray, ...]:
        """The pictures that a classifier is measured on."""
        return tuple(self._read(id) for id in samples.SAMPLES) if self._kind == "cnn" else ()

    def _read(self, id: str) -> np.ndarray:
        if id not in self._photos:
            self._photos[id] = read_pictures.read(samples.path(id))
        return self._photos[id]

    def show_result(self, result: ComparedPictures) -> None:
        """Draw both answers."""
        self._result = result
        if result.samples:
            with QSignalBlocker(self.sample):
                self.sample.setRange(1, result.samples)
        self._draw()
        self.retranslate()

    def _difference(self) -> np.ndarray:
        """What the compressed model says less what the model says: of the gate, or of the reconstruction (mean of the colours)."""
        result = self._result
        assert result is not None
        pairs = [
            (answer.reconstruction.mean(2) if answer.reconstruction is not None else answer.spatial_map)
            for answer in (result.compressed, result.original)
        ]
        if pairs[0] is None or pairs[1] is None:
            return np.zeros((1, 1), np.float32)
        return np.asarray(pairs[0] - pairs[1], np.float32)

    def _draw(self) -> None:
        result = self._result
        if result is None:
            return
        self.views[0].set_picture(result.seen)
        for view, answer in zip(self.views[1:3], (result.original, result.compressed), strict=True):
            if answer.reconstruction is not None:
                view.set_picture(np.round(255 * answer.reconstruction).astype(np.uint8))
                view.set_overlay(None)
            else:
                view.set_picture(result.seen)
                view.set_overlay(None if answer.spatial_map is None else map_overlay.spotlight(answer.spatial_map))
        dark = theme.colors(self) is theme.DARK
        self.views[3].set_picture(signed_colors.image(self._difference(), most=FULL, dark=dark))

    # words

    def _answer(self, answer: PictureAnswer) -> str:
        if answer.best:
            told = (f"{class_name(label)} {100 * share:.0f} %" for label, share in answer.best[:TOLD])
            return ", ".join(told)
        return self.tr("Squared error a value: {error}").format(error=f"{answer.squared_error:.5f}")

    def retranslate(self) -> None:
        classifier, result = self._kind == "cnn", self._result
        self.label.setText(self.tr("Picture"))
        self.photo.setAccessibleName(self.tr("Picture to look at"))
        self.sample.setAccessibleName(self.tr("Held-out picture"))
        self.sample.setSuffix(self.tr(" of {count}").format(count=self.sample.maximum()))
        for index in range(self.photo.count()):
            self.photo.setItemText(index, samples.title(self.photo.itemData(index)))
        name = compression_name(result.request.compression) if result else ""
        if classifier:
            told = self.tr("The picture"), self.tr("The gate, as it is"), self.tr("The gate, {name}").format(name=name)
            last = self.tr("Difference of the gates")
        else:
            told = (
                self.tr("The picture"),
                self.tr("Reconstruction, as it is"),
                self.tr("Reconstruction, {name}").format(name=name),
            )
            last = self.tr("Difference of the reconstructions")
        for view, title, text in zip(self.views, self.titles, (*told, last), strict=True):
            title.setText(text)
            view.setAccessibleName(text)
        for words in self.words:
            words.clear()
        if result is None:
            return
        self.words[1].setText(self._answer(result.original))
        self.words[2].setText(self._answer(result.compressed))
        away = self._difference()
        most = float(away.flat[np.abs(away).argmax()])
        self.words[3].setText(
            self.tr(
                "Compressed less original: orange is more, blue is less, full colour from ±{full} on; largest here {most}"
            ).format(full=f"{FULL:g}", most=signed(most, 3))
        )
