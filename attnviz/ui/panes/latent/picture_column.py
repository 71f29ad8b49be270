"""The left of the Latent pane: the decoded picture, large, and below it what was encoded and what came back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from attnviz.lazy_numpy import np
from attnviz.ui import theme
from attnviz.ui.files.read_pictures import to_image
from attnviz.ui.panes.latent import texts
from attnviz.ui.reworded import Reworded
from attnviz.ui.widgets import signed
from attnviz.ui.widgets.named import named
from attnviz.ui.widgets.picture_view import PictureView

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QImage

    from attnviz.engine.latent.messages import EncodedPicture
    from attnviz.engine.messages import Note
    from attnviz.ui.panes.latent.state import LatentState

SMALL = 320  # pixels of the longer side that is kept of a picture as it was given
MOST_PART = 160  # pixels of one of the four small pictures
PARTS = ("given", "seen", "reconstruction", "difference")


class Square(QWidget):
    """Keeps its one child square and as large as there is room, at the top."""

    def __init__(self, child: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._child = child
        child.setParent(self)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return width

    def sizeHint(self) -> QSize:
        return QSize(320, 320)

    def minimumSizeHint(self) -> QSize:
        return QSize(150, 150)

    def resizeEvent(self, event: QEvent) -> None:
        side = min(self.width(), self.height())
        self._child.setGeometry((self.width() - side) // 2, (self.height() - side) // 2, side, side)


class PictureColumn(Reworded, QWidget):
    """Shows the picture of the code; draws the parts of an ``EncodedPicture`` and, with attention, where the encoder looked."""

    def __init__(self, state: LatentState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self._encoded: EncodedPicture | None = None
        self._influence: tuple[float, int] | None = None
        self.picture = named(PictureView(), "latent.picture")
        self.caption = named(QLabel(), "latent.caption", role="muted")
        self.notes = named(QLabel(), "latent.notes", role="muted")
        for label in (self.caption, self.notes):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.parts = {part: named(PictureView(least=36), f"latent.{part}") for part in PARTS}
        self._titles = {part: named(QLabel(), f"latent.{part}.title", role="muted") for part in PARTS}
        self.attention = named(QCheckBox(), "latent.attention")
        self.attention.setVisible(False)
        self.looked = named(QLabel(), "latent.looked", role="muted")
        self.looked.setWordWrap(True)
        self.looked.setVisible(False)
        self.legend = signed.SignedLegend()
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.GAP)
        grid.setVerticalSpacing(2)
        for column, part in enumerate(PARTS):
            self.parts[part].setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            self._titles[part].setAlignment(Qt.AlignmentFlag.AlignHCenter)
            self._titles[part].setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            grid.addWidget(self.parts[part], 0, column)
            grid.addWidget(self._titles[part], 1, column)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GAP)
        layout.addWidget(Square(self.picture))
        layout.addWidget(self.caption)
        layout.addLayout(grid)
        layout.addWidget(self.legend)
        layout.addWidget(self.notes)
        layout.addWidget(self.attention)
        layout.addWidget(self.looked)
        layout.addStretch(1)
        self.attention.toggled.connect(self._overlay_attention)
        self.retranslate()

    def show_picture(self, picture: np.ndarray) -> None:
        """The picture of the code."""
        self.picture.set_picture(picture)

    def show_encoded(self, encoded: EncodedPicture | None) -> None:
        """What was encoded; None for a code that has no picture."""
        self._encoded = encoded
        if encoded is None:
            for view in self.parts.values():
                view.set_picture(None)
        else:
            given = encoded.request.picture
            self.parts["given"].set_picture(_small(given))
            self.parts["seen"].set_picture(encoded.seen)
            self.parts["reconstruction"].set_picture(encoded.reconstruction)
            self._draw_difference()
        self.attention.setVisible(encoded is not None and encoded.spatial_map is not None)
        self._overlay_attention()
        self.word()

    def _draw_difference(self) -> None:
        if self._encoded is not None:
            values = self._encoded.difference.mean(2)
            dark = theme.is_dark(self.palette())
            self.parts["difference"].set_picture(signed.image(values, most=self._most(), dark=dark))
        self._show_legend()

    def _most(self) -> float:
        """The full colour of the difference: a round number that few pixels pass."""
        if self._encoded is None:
            return 1.0
        strongest = float(np.quantile(np.abs(self._encoded.difference.mean(2)), 0.995))
        return next((step for step in (0.1, 0.2, 0.5) if strongest <= step), 1.0)

    def show_influence(self, overlay: QImage | None, most: float, dimension: int) -> None:
        """Lay the map of a dimension over the picture, or take it away."""
        self.picture.set_overlay(overlay)
        self._influence = None if overlay is None else (most, dimension)
        self._show_legend()
        self.word()

    def _show_legend(self) -> None:
        self.legend.set_most(self._influence[0] if self._influence else self._most())

    def _overlay_attention(self) -> None:
        encoded = self._encoded
        weights = encoded.spatial_map if encoded is not None and self.attention.isChecked() else None
        self.parts["seen"].set_overlay(None if weights is None else signed.heat(weights))
        self._word_attention()

    def resizeEvent(self, event: QEvent) -> None:
        side = min((self.width() - 3 * theme.GAP) // len(PARTS), MOST_PART)
        for view in self.parts.values():
            view.setFixedHeight(max(side, 36))

    # words

    def word(self) -> None:
        """Say where the picture comes from and what was done to it."""
        anchor = self._state.code.anchor
        if self._influence is not None:
            self.caption.setText(
                self.tr("Where {name} acts: orange gets lighter, blue darker when it grows").format(
                    name=self._state.name_of(self._influence[1])
                )
            )
        elif anchor is None:
            self.caption.setText("")
        else:
            label = self._state.label_of(anchor.origin.index) if anchor.origin.kind == "sample" else ""
            text = texts.origin_text(anchor.origin, label, painted=self._state.paints_samples())
            moved = not np.array_equal(anchor.mu, self._state.code.z)
            self.caption.setText(self.tr("{} · moved").format(text) if moved else text)
        self._word_notes()

    def _word_attention(self) -> None:
        weights = self._encoded.spatial_map if self._encoded is not None else None
        self.looked.setVisible(weights is not None and self.attention.isChecked())
        if weights is not None:
            ends = {"low": f"{weights.min():.2f}", "high": f"{weights.max():.2f}"}
            self.looked.setText(self.tr("Where the encoder looked: {low} (navy) to {high} (yellow)").format(**ends))

    def _word_notes(self) -> None:
        encoded = self._encoded
        sentences = [_note(note, encoded) for note in encoded.notes] if encoded is not None else []
        told = "; ".join(filter(None, sentences))
        self.notes.setText(self.tr("What the model sees: {}.").format(told) if told else "")
        self.notes.setVisible(bool(told))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._draw_difference()

    def retranslate(self) -> None:
        for part, text in {
            "given": self.tr("original"),
            "seen": self.tr("input"),
            "reconstruction": self.tr("output"),
            "difference": self.tr("error"),
        }.items():
            self._titles[part].setText(text)
        for part, text in {
            "given": self.tr("The picture as it was given"),
            "seen": self.tr("What the model sees of it"),
            "reconstruction": self.tr("What the model makes of it"),
            "difference": self.tr("Rebuilt minus seen: orange is too light, blue too dark"),
        }.items():
            self.parts[part].setAccessibleName(text)
            self.parts[part].setToolTip(text)
        self.picture.setAccessibleName(self.tr("The picture of the code"))
        self.picture.hint = self.tr("The picture comes when the model is loaded.")
        self.attention.setToolTip(
            self.tr("The encoder multiplies what it reads at each place by this weight: where it looked, not why")
        )
        self.attention.setText(self.tr("Attention"))
        self.attention.setAccessibleName(self.tr("Show where the encoder looked"))
        self._word_attention()
        self.word()


def _small(picture: np.ndarray) -> QImage:
    """A picture as it was given, not larger than is shown."""
    if picture.ndim == 2:
        picture = picture[:, :, None]
    image = to_image(picture)
    if max(image.width(), image.height()) <= SMALL:
        return image
    return image.scaled(SMALL, SMALL, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)


def _note(note: Note, encoded: EncodedPicture | None) -> str:
    code = note.code
    if code == "picture_resized" and encoded is not None:
        smaller = max(note.parameters["width"], note.parameters["height"]) < max(encoded.seen.shape)
        code = "picture_enlarged" if smaller else code
    return texts.note_sentence(code, note.parameters)


def described(notes: Sequence[Note]) -> str:
    """Notes of a decoded code, joined."""
    return "; ".join(filter(None, (texts.note_sentence(note.code, note.parameters) for note in notes)))
