"""One caption of the photo: its words, where each looked, what is forced on it, played word by word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from attnviz.engine.attention.messages import CROSS, Attention, AttentionBetween, Patches, Words
from attnviz.engine.describe.certainty import Certainty
from attnviz.engine.describe.messages import Describe, Described
from attnviz.ui.attention.view import AttentionView
from attnviz.ui.files.read_pictures import colours
from attnviz.ui.panes.look.describe_picture import CaptionPicture, CaptionStrip
from attnviz.ui.panes.look.describe_texts import CaptionTexts
from attnviz.ui.panes.questions import Ask, Question
from attnviz.ui.widgets.selection import Selection, Spot

if TYPE_CHECKING:
    from attnviz.engine.messages import Failure, Model
    from attnviz.engine.translate.messages import Beam
    from attnviz.lazy_numpy import np
    from attnviz.ui.panes.look.state import Photo

WORD = 650  # milliseconds of each word while it is played


class CaptionView(QWidget):
    """``changed``: another answer, word or beam; ``controls_changed``: it is seen in another way; ``refused`` carries a
    ``Failure``; ``playing_changed`` whether it plays.
    """

    changed = Signal()
    controls_changed = Signal()
    refused = Signal(object)
    playing_changed = Signal(bool)

    def __init__(self, model: Model, ask: Ask, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.about = model
        self._photo: Photo | None = None
        self._pixels: np.ndarray | None = None  # of the photo, as it is shown
        self._question = Question(ask, self.show_answer, self._refused)
        self.answer: Described | None = None
        self.search: tuple[Beam, ...] = ()  # the beams of the model's own caption
        self.beams = 4
        name = f"look.describe.{model.languages[1]}"
        self.selection = Selection(self)
        self.certainty = Certainty(dict(model.card))
        self.picture = CaptionPicture(name, self.selection, self.certainty)
        self.strip = CaptionStrip(name, self.selection)
        self.strip.certainty = self.certainty
        self.view = AttentionView(name, [self.picture, self.strip], CaptionTexts(), switches=False)
        self.view.drawer.set_model(None)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.view)
        self._timer = QTimer(self, interval=WORD)
        self._timer.timeout.connect(self._next_word)
        self.view.changed.connect(self._draw)
        self.view.changed.connect(self.controls_changed)
        for choice in (self.picture.way, self.picture.scale, self.strip.way):
            choice.activated.connect(lambda _: self.controls_changed.emit())
        for box in (self.picture.smooth, self.picture.boxes, self.strip.smooth):
            box.toggled.connect(lambda _: self.controls_changed.emit())
        self.picture.opacity.valueChanged.connect(lambda _: self.controls_changed.emit())
        self.selection.changed.connect(self.changed)
        self.picture.played.connect(self.play)
        self.strip.view.installEventFilter(self)

    def present(self, on: bool) -> None:
        """Show the words and the photo, or the strip, alone, or everything again."""
        self.view.present(on)

    # what is asked

    def begin(self, photo: Photo) -> None:
        """Tell a photo; what was forced on another one is gone."""
        self._photo, self._pixels = photo, colours(photo.small)
        self.search = ()
        self.stop()
        self.view.set_stale(True)
        self.ask()

    def ask(self, *, prefix: tuple[int, ...] = (), caption: str | None = None) -> None:
        """Ask for the caption with a beginning that is held, or for the reading of a person's own."""
        if self._photo is not None:
            pixels = self._photo.pixels  # the same array for the same photo: the engine knows that it has seen it
            self._question.ask(Describe(pixels, self.about.id, self.beams, prefix, caption), interrupt=True)

    def photo(self) -> Photo | None:
        """The photo that was asked about."""
        return self._photo

    def choose_alternative(self, token: int, rank: int) -> None:
        """Write another piece in place of one, hold all before it, and let the rest be written anew."""
        answer = self.answer
        if answer is not None:
            held = tuple(each.id for each in answer.tokens[:token])
            self.ask(prefix=(*held, int(answer.alternatives[token, rank])))

    def choose_beam(self, index: int) -> None:
        """Show another caption that the search found."""
        if index < len(self.search):
            self.ask(prefix=() if index == 0 else self.search[index].ids)

    def waiting(self) -> bool:
        return self._question.waiting is not None

    def forced(self) -> bool:
        """Whether what is shown is not the model's own caption."""
        answer = self.answer
        return answer is not None and bool(answer.request.prefix or answer.request.caption is not None)

    # what is shown

    def show_answer(self, answer: Described) -> None:
        """Show a caption; the word that was pinned stays where it is still there."""
        self.answer = self.picture.answer = self.strip.answer = answer
        if not answer.request.prefix and answer.request.caption is None:
            self.search = answer.beams
        self._draw()
        picture = self.picture.picture()
        rows = len(picture.rows) if picture is not None else 0
        pinned = self.selection.pinned
        if pinned is not None and (pinned.row is None or pinned.row >= rows):
            self.selection.replace(None, None)
        self.changed.emit()

    def retranslate(self) -> None:
        """Word what is said below the picture in the language of now."""
        self._draw()

    def redraw(self) -> None:
        """Draw it again as its controls say now."""
        self._draw()

    def stand_beside(self, on: bool) -> None:
        """Leave the room to words and photo while another caption stands beside it."""
        if on == self._beside:
            return
        self._beside = on
        self.picture.show_controls(not on)
        self.strip.present(on)
        self.picture.caption.setVisible(not on)
        self.view.show_caption(not on)
        if not on:  # it was lent to what stands above both
            self.view.bar.insertWidget(0, self.view.view_bar, 1)
            self.view.view_bar.show()

    _beside = False

    def between(self) -> AttentionBetween | None:
        """The attention of the caption that is shown, between its words and the patches of the photo."""
        answer = self.answer
        if answer is None or self._pixels is None:
            return None
        tokens, rows, columns = answer.attention.shape
        weights = answer.attention.reshape(1, 1, tokens, rows * columns)
        patches = Patches(rows, columns, self._pixels)
        return AttentionBetween(Attention(CROSS, weights), Words(answer.tokens), patches)

    def _draw(self) -> None:
        if self._drawn is not self.answer:
            self._drawn, self._axes = self.answer, self.between()
        if self._axes is not None:
            self.view.set_stale(False)
            self.view.show_answer((self._axes,))
            self.view.draw((self._axes,))

    _drawn: Described | None = None
    _axes: AttentionBetween | None = None

    def _refused(self, failure: Failure) -> None:
        self.view.set_stale(False)
        self.refused.emit(failure)

    # playing

    def play(self) -> None:
        """Write the caption word by word, the light moving; again: stop."""
        if self._timer.isActive():
            self.stop()
        elif self.answer is not None and self.picture.picture() is not None:
            self._at = -1
            self._timer.start()
            self.playing_changed.emit(True)
            self._next_word()

    def stop(self) -> None:
        """All words are seen again."""
        if self._timer.isActive():
            self._timer.stop()
            self.picture.show_written(None)
            self.playing_changed.emit(False)

    def playing(self) -> bool:
        return self._timer.isActive()

    _at = -1

    def _next_word(self) -> None:
        picture = self.picture.picture()
        words = self._words() if picture is not None else 0
        self._at += 1
        if self._at >= words:
            self.stop()
            self.selection.replace(None, None)
            return
        self.picture.show_written(self._at + 1)
        self.selection.replace(None, Spot(row=self._at))

    def _words(self) -> int:
        """How many words are played: the end of the sentence is none."""
        picture, answer = self.picture.picture(), self.answer
        assert picture is not None
        assert answer is not None
        kinds = [answer.tokens[group[0]].kind for group in picture.row_tokens]
        return sum(kind != "special" for kind in kinds)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() == 0x20:
            self.play()
            return True
        return super().eventFilter(watched, event)

    def hideEvent(self, event: QEvent) -> None:
        super().hideEvent(event)  # type: ignore[arg-type]
        self.stop()
