"""What a model is given to read: one text or two, a picture, or a sound; and below a text its tokens."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QPushButton, QWidget

from attnviz.engine.listen.messages import RATE
from attnviz.engine.listen.sounds import ENDINGS, Sound, read_sound
from attnviz.engine.messages import Refused
from attnviz.engine.open.messages import AudioInput, ImageInput, Input, TextInput
from attnviz.lazy_numpy import np
from attnviz.ui.files import read_pictures
from attnviz.ui.files.dialogs import FileDialogs
from attnviz.ui.files.unreadable import Unreadable
from attnviz.ui.panes.listen import samples as sounds
from attnviz.ui.panes.listen.texts import failure_sentence
from attnviz.ui.panes.look import samples as pictures
from attnviz.ui.panes.translate.sentences import SentenceEdit
from attnviz.ui.reworded import Reworded
from attnviz.ui.system.background import run_while_painting
from attnviz.ui.widgets.named import named

if TYPE_CHECKING:
    from attnviz.engine.open.messages import OpenedModel

LONGEST_SIDE = 1024  # pixels of a picture: more than any of these models sees
SPOKEN = "digits"  # of Listen's samples: a person, and words that every speech model knows
LIGHT = 2_000_000  # bytes of a sound below which the window waits for the decoder
FIRST_TEXTS = {  # by what a model says
    "masked_word": "The capital of France is {mask}.",
    "next_token": "The animal didn't cross the street because it",
    "translation": "The cat is on the mat.",
}
FIRST_TEXT = "The animal didn't cross the street because it was too tired."


class Source(NamedTuple):
    """Where a picture or a sound came from: its file, the id of a sample that ships, and what it is called."""

    path: Path | None = None
    sample: str = ""
    name: str = ""


class InputArea(Reworded, QWidget):
    """``typed``: a text changed; ``given``: something whole was given; ``refused`` carries one sentence."""

    typed = Signal()
    given = Signal()
    refused = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text, self.pair = SentenceEdit("open.text"), SentenceEdit("open.pair")
        self.choose = named(QPushButton(), "open.choose")
        self.name = named(QLabel(), "open.input_name", role="muted")
        self._dialogs = FileDialogs(self, "open.input.dialog")
        self._takes: tuple[str, ...] = ("text",)
        self._read: ImageInput | AudioInput | None = None
        self._folder = Path.home()
        self.source = Source()
        texts = QHBoxLayout()
        texts.setContentsMargins(0, 0, 0, 0)
        texts.addWidget(self.text, 3)
        texts.addWidget(self.pair, 2)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(texts, 1)
        layout.addWidget(self.choose)
        layout.addWidget(self.name, 1)
        self.show_model(None)
        for edit in (self.text, self.pair):
            edit.typed.connect(self.typed)
            edit.refused.connect(self.refused)
        self.choose.clicked.connect(self.ask_for_file)
        self.retranslate()

    def show_model(self, model: OpenedModel | None) -> None:
        """Offer what a model reads; the first time there is a text to begin with."""
        self._takes = model.takes if model is not None else ()
        reads = "text" in self._takes
        self.text.setVisible(reads)
        self.pair.setVisible("pair" in self._takes)
        other = bool({"image", "audio"} & set(self._takes))
        self.choose.setVisible(other)
        self.name.setVisible(other)
        if model is not None and reads and not self.text.toPlainText():
            self.text.show_text(FIRST_TEXTS.get(model.says, FIRST_TEXT).format(mask=model.mask))
        wanted = ImageInput if "image" in self._takes else AudioInput
        if not isinstance(self._read, wanted):
            self._read = None
            self.name.setText("")
        self._fit()
        self.retranslate()

    def input(self) -> Input | None:
        """What is given now; None for nothing."""
        if "text" in self._takes and (self._read is None or self.text.toPlainText().strip()):
            return TextInput(self.text.toPlainText(), self.pair.toPlainText() if "pair" in self._takes else "")
        return self._read

    def open_file(self, path: Path) -> bool:
        """Read a picture or a sound; False, and one sentence, where that cannot be."""
        try:
            if "image" in self._takes:
                self._read = ImageInput(picture(path))
            else:
                wait = os.path.isfile(path) and os.path.getsize(path) > LIGHT
                self._hear(run_while_painting(lambda: read_sound(path)) if wait else read_sound(path))
        except Unreadable as error:
            self.refused.emit(error.sentence())
            return False
        except Refused as refused:
            self.refused.emit(failure_sentence(refused.code, refused.parameters, str(refused)))
            return False
        self._folder = path.parent
        self._show_source(Source(path, name=path.name))
        return True

    def take_picture(self, pixels: np.ndarray, name: str, path: Path | None) -> bool:
        """Look at a picture that another pane hands over; False for a model of text or sound."""
        if "image" not in self._takes:
            return False
        self._read = ImageInput(_three_channels(pixels))
        self._show_source(Source(path, name=name))
        return True

    def open_sample(self) -> bool:
        """A picture or a sound that ships, so that there is something to see; False where none is wanted."""
        if self.input() is not None or not self.takes_files():
            return False
        if "image" in self._takes:
            return self.open_file(pictures.path(pictures.FIRST))
        try:
            sound = sounds.open_sample(SPOKEN)
        except Refused as refused:
            self.refused.emit(failure_sentence(refused.code, refused.parameters, str(refused)))
            return False
        self._hear(sound)
        self._show_source(Source(sample=SPOKEN, name=sound.name))
        return True

    def _show_source(self, source: Source) -> None:
        self.source = source
        self.name.setText(source.name)
        self.given.emit()

    def _hear(self, sound: Sound) -> None:
        self._read = AudioInput(sound.samples, RATE)

    def takes_files(self) -> bool:
        """Whether a picture or a sound can be given."""
        return bool({"image", "audio"} & set(self._takes))

    def ask_for_file(self) -> None:
        """Ask which picture or sound, without holding up the window."""
        dialog = self._dialogs.make()
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        if "image" not in self._takes:
            endings = " ".join(f"*.{ending}" for ending in ENDINGS)
            dialog.setNameFilters([self.tr("Sounds ({})").format(endings), self.tr("All files (*)")])
        dialog.setDirectory(str(self._folder))
        dialog.fileSelected.connect(lambda name: self.open_file(Path(name)))
        dialog.open()

    def retranslate(self) -> None:
        self.text.setPlaceholderText(self.tr("Type a text"))
        self.text.setAccessibleName(self.tr("Text"))
        self.pair.setPlaceholderText(self.tr("A second text, if the model is to read both together"))
        self.pair.setAccessibleName(self.tr("Second text"))
        picture = "image" in self._takes
        self.choose.setText(self.tr("Choose a picture…") if picture else self.tr("Choose a sound…"))
        self.choose.setAccessibleName(self.choose.text())

    def _fit(self) -> None:
        line = self.fontMetrics().height()
        for edit in (self.text, self.pair):
            edit.setFixedHeight(round(line * 2.4) + 14)

    def sizeHint(self) -> QSize:
        return QSize(400, super().sizeHint().height())


def picture(path: Path) -> np.ndarray:
    """A picture file as uint8 [H, W, 3]. Raises ``Unreadable``."""
    data = read_pictures.data_of(path)
    return _three_channels(read_pictures.decode(data, name=path.name, longest=LONGEST_SIDE))


def _three_channels(pixels: np.ndarray) -> np.ndarray:
    """Grey pixels as colours, colours without what covers them."""
    if pixels.ndim == 2:
        pixels = pixels[..., None]
    if pixels.shape[2] == 1:
        pixels = np.repeat(pixels, 3, axis=2)
    return np.ascontiguousarray(pixels[..., :3])
