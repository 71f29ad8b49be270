"""The section of pictures to encode: the samples, files, the clipboard, or what is drawn with a brush."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QMimeData, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QGuiApplication, QHideEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSlider,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from attnviz.lazy_numpy import np
from attnviz.ui import theme
from attnviz.ui.files import kept_pictures, read_pictures
from attnviz.ui.files.dialogs import FileDialogs
from attnviz.ui.files.pixels import from_image
from attnviz.ui.files.unreadable import Unreadable
from attnviz.ui.panes.latent.interpolate_slots import SampleGrid
from attnviz.ui.panes.latent.section import Section
from attnviz.ui.panes.latent.state import LatentState, Origin
from attnviz.ui.remembered import take_number
from attnviz.ui.system.background import run_while_painting
from attnviz.ui.widgets.brush import BrushCanvas
from attnviz.ui.widgets.controls import line
from attnviz.ui.widgets.named import named
from attnviz.ui.widgets.picture_view import as_image
from attnviz.ui.widgets.swatches import INKS, ink_button, word_inks

if TYPE_CHECKING:
    from collections.abc import Callable

REST = 40  # milliseconds between two readings of a drawing that goes on
GREY_INKS = 2  # the first of them serve a model without colours
SAMPLE_COLUMNS = 8


class EncodeSection(Section):
    """``given`` carries a picture uint8 [H, W, C] that is to be encoded and where it comes from."""

    id = "encode"
    given = Signal(object, object)

    @classmethod
    def title(cls) -> str:
        return QCoreApplication.translate("Latent", "Encode")

    def __init__(self, state: LatentState, parent: QWidget | None = None) -> None:
        super().__init__(state, parent)
        self._dialogs = FileDialogs(self, "latent.open.dialog")
        self._ground: QColor | None = None
        self._rest = QTimer(self, interval=REST, singleShot=True)
        self._rest.timeout.connect(self.encode_drawing)
        self.open = named(QPushButton(), "latent.open")
        self.paste = named(QPushButton(), "latent.paste")
        self.another = named(QPushButton(), "latent.another")
        self.samples_title = named(QLabel(), "latent.samples.title", role="muted")
        self.samples = named(SampleGrid(columns=SAMPLE_COLUMNS, cell=46), "latent.samples")
        self.canvas_title = named(QLabel(), "latent.canvas.title", role="muted")
        self.canvas_title.setWordWrap(True)
        self.canvas = named(BrushCanvas(), "latent.canvas")
        self.brush = named(QSlider(Qt.Orientation.Horizontal), "latent.brush")
        self.brush.setRange(4, 80)
        self.brush.setValue(22)
        self._group = QButtonGroup(self)
        self.inks = [self._ink_button(i) for i in range(len(INKS))]
        self.inks[0].setChecked(True)
        self.back = named(QPushButton(), "latent.canvas.undo", role="chip")
        self.clear = named(QPushButton(), "latent.canvas.clear", role="chip")
        self.trace = named(QPushButton(), "latent.canvas.trace", role="chip")
        self._build()
        self._connect()
        self.retranslate()

    def _build(self) -> None:
        area = QScrollArea()
        area.setObjectName("latent.samples.area")
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(self.samples)
        area.setMinimumHeight(104)
        tools = QVBoxLayout()
        tools.setSpacing(theme.GAP)
        tools.addWidget(self.canvas_title)
        tools.addWidget(line(*self.inks, gap=4))
        tools.addWidget(self.brush)
        for button in (self.back, self.clear, self.trace):
            tools.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        tools.addStretch(1)
        drawing = QHBoxLayout()
        drawing.setSpacing(12)
        drawing.addWidget(self.canvas, 3)
        drawing.addLayout(tools, 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GAP)
        layout.addWidget(line(self.open, self.paste, self.another))
        layout.addWidget(self.samples_title)
        layout.addWidget(area, 5)
        layout.addLayout(drawing, 4)

    def _connect(self) -> None:
        state = self.state
        self.open.clicked.connect(self.ask_for_file)
        self.paste.clicked.connect(self.paste_picture)
        self.another.clicked.connect(self.encode_another)
        self.samples.sample_chosen.connect(self.encode_sample)
        self.canvas.drawn.connect(self._drawn)
        self.brush.valueChanged.connect(self.canvas.set_width)
        self.back.clicked.connect(self.canvas.undo_stroke)
        self.clear.clicked.connect(self._clear)
        self.trace.clicked.connect(self._trace)
        self._group.idClicked.connect(lambda i: self.canvas.set_ink(QColor(INKS[i])))
        state.model_chosen.connect(lambda: self.samples.show_samples(state))
        state.model_chosen.connect(self._word_samples)
        state.samples_changed.connect(self._samples_changed)
        state.code.anchor_changed.connect(self._anchor_changed)

    def _ink_button(self, number: int) -> QToolButton:
        button = ink_button(number, f"latent.ink.{number}")
        self._group.addButton(button, number)
        return button

    # what is shown

    def _samples_changed(self) -> None:
        self.samples.show_samples(self.state)
        self._mark()

    def _anchor_changed(self) -> None:
        """Fit the brushes and the ground of the drawing to what the model sees."""
        anchor = self.state.code.anchor
        if anchor is not None and anchor.encoded is not None:
            seen = anchor.encoded.seen
            colourful = seen.shape[2] == 3
            for number, button in enumerate(self.inks):
                button.setVisible(colourful or number < GREY_INKS)
            edge = np.concatenate((seen[0], seen[-1])).reshape(-1, seen.shape[2])
            middle = np.median(edge, axis=0).astype(int).tolist()
            ground = QColor(*(middle if colourful else middle * 3)) if colourful else QColor("black")
            self.canvas.set_ghost(as_image(seen))
            if self.canvas.is_empty() and ground != self._ground:
                self._ground = ground
                self.canvas.set_ground(ground)
        self._mark()

    def _mark(self) -> None:
        anchor = self.state.code.anchor
        sample = anchor.origin.index if anchor is not None and anchor.origin.kind == "sample" else -1
        self.samples.mark_sample(sample)

    # what a person does

    def encode_sample(self, number: int) -> None:
        """Encode one of the samples."""
        samples = self.state.samples
        if samples is not None and 0 <= number < len(samples.pictures):
            self.given.emit(samples.pictures[number], Origin("sample", index=number))

    def encode_another(self) -> None:
        """Encode a sample drawn at random."""
        if self.state.samples is not None and len(self.state.samples.pictures):
            self.encode_sample(int(np.random.default_rng().integers(len(self.state.samples.pictures))))

    def encode_file(self, path: Path) -> bool:
        """Encode the picture in a file; False, and one sentence, when it cannot be read."""

        def read() -> tuple[np.ndarray, Origin]:
            data = read_pictures.data_of(path)
            decode = partial(read_pictures.decode, data, name=path.name)
            pixels = run_while_painting(decode) if read_pictures.takes_long(data, path.name) else decode()
            return pixels, Origin("file", path.name)

        return self._give(read)

    def encode_mime(self, mime: QMimeData | None, *, dropped: bool) -> bool:
        """Encode what was dropped or pasted; False, and one sentence, when it is no picture."""
        if mime is not None and (path := read_pictures.file_of(mime)) is not None:
            return self.encode_file(path)

        def read() -> tuple[np.ndarray, Origin]:
            picture, name = read_pictures.from_mime(mime, dropped=dropped)
            return picture, Origin("file", name) if name else Origin("clipboard")

        return self._give(read)

    def _give(self, read: Callable[[], tuple[np.ndarray, Origin]]) -> bool:
        try:
            picture, origin = read()
        except Unreadable as error:
            self.state.failed.emit(error.sentence())
            return False
        self.given.emit(picture, origin)
        return True

    def paste_picture(self) -> None:
        """Encode what is on the clipboard."""
        self.encode_mime(QGuiApplication.clipboard().mimeData(), dropped=False)

    def ask_for_file(self) -> None:
        """Ask which file, without holding up the window."""
        dialog = self._dialogs.make()
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        endings = " ".join(f"*.{ending}" for ending in sorted(read_pictures.FORMATS))
        dialog.setNameFilters([self.tr("Pictures ({})").format(endings), self.tr("All files (*)")])
        dialog.fileSelected.connect(lambda path: self.encode_file(Path(path)))
        dialog.open()

    def _drawn(self) -> None:
        if not self._rest.isActive():
            self._rest.start()

    def encode_drawing(self) -> None:
        """Encode what is drawn; one sentence when nothing is."""
        if self.canvas.is_empty():
            self.state.failed.emit(self.tr("The drawing is empty: draw something first."))
            return
        self.given.emit(from_image(self.canvas.image()), Origin("drawing"))

    def _clear(self) -> None:
        self.canvas.clear()
        self._anchor_changed()  # the ground of what the model sees now

    def _trace(self) -> None:
        if self.state.shown is not None:
            self.canvas.set_image(as_image(self.state.shown))
            self.canvas.setFocus()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._rest.stop()

    # words

    def save_state(self) -> dict[str, Any]:
        drawing = "" if self.canvas.is_empty() else kept_pictures.text_of(from_image(self.canvas.image()))
        return {"brush": self.brush.value(), "drawing": drawing}

    def restore_state(self, state: dict[str, Any]) -> None:
        take_number(self.brush, state.get("brush"))
        drawing = kept_pictures.picture_of(state.get("drawing"))
        if drawing is not None:
            self.canvas.set_image(as_image(drawing))

    def _word_samples(self) -> None:
        self.samples_title.setText(
            self.tr("Painted by the model from the codes of pictures that it never saw while it learned")
            if self.state.paints_samples()
            else self.tr("Samples the model never saw while it learned")
        )

    def retranslate(self) -> None:
        self.open.setText(self.tr("Open…"))
        self.open.setToolTip(self.tr("Encode a picture from a file; it can also be dropped anywhere here"))
        self.paste.setText(self.tr("Paste"))
        self.paste.setToolTip(self.tr("Encode the picture on the clipboard"))
        self.another.setText(self.tr("Random sample"))
        self.another.setToolTip(self.tr("Encode a sample drawn at random"))
        for button, name in (
            (self.open, self.tr("Open a picture")),
            (self.paste, self.tr("Paste a picture")),
            (self.another, self.tr("Random sample")),
        ):
            button.setAccessibleName(name)
        self._word_samples()
        self.samples.setAccessibleName(self.tr("Samples"))
        self.canvas_title.setText(self.tr("Draw with the brush; the model follows."))
        self.canvas.setAccessibleName(self.tr("Drawing: arrow keys move the brush, with Shift they draw"))
        self.canvas.hint = self.tr("Draw here: the code and the picture follow each stroke.")
        self.brush.setAccessibleName(self.tr("Width of the brush"))
        self.brush.setToolTip(self.tr("Width of the brush"))
        word_inks(self.inks)
        self.back.setText(self.tr("Undo stroke"))
        self.clear.setText(self.tr("Clear"))
        self.clear.setToolTip(self.tr("An empty square again"))
        self.trace.setText(self.tr("Draw on the picture"))
        self.trace.setToolTip(self.tr("Put the decoded picture under the brush"))
        for chip in (self.back, self.clear, self.trace):
            chip.setAccessibleName(chip.text())
