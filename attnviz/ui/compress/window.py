"""The window of Model > Compress...: a model in fewer bits, a translator also with fewer heads, beside itself as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from attnviz import defaults
from attnviz.engine.attention.head_statistics import best_map
from attnviz.engine.attention.maps import MapView
from attnviz.engine.compress.messages import (
    CompareCompressed,
    ComparedCompressed,
    ComparedPictures,
    ComparedReadings,
    Compression,
)
from attnviz.engine.messages import ListModels, Models
from attnviz.engine.translate.axes import between
from attnviz.ui import theme
from attnviz.ui.attention.map_choice import MapChoice, has_heads
from attnviz.ui.compress import examples as model_examples
from attnviz.ui.compress.controls import CompressControls
from attnviz.ui.compress.examples import KINDS as OF_EXAMPLES
from attnviz.ui.compress.measured import Measured
from attnviz.ui.compress.pictures import KINDS as OF_PICTURES
from attnviz.ui.compress.pictures import PicturesPanel
from attnviz.ui.compress.quality import QualityPanel
from attnviz.ui.compress.readings import ReadingsPanel
from attnviz.ui.compress.texts import compression_name, failure_text, marked
from attnviz.ui.panes.questions import Ask, Question
from attnviz.ui.panes.translate.compare_page import ComparePage
from attnviz.ui.panes.translate.examples import examples
from attnviz.ui.panes.translate.pane import TranslatePane
from attnviz.ui.reworded import Reworded
from attnviz.ui.widgets.named import named
from attnviz.ui.widgets.selection import Selection

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent

    from attnviz.engine.messages import Failure
    from attnviz.ui.panes.pane import Pane

PAUSE = 300  # ms after the last key before the sentence is translated


def window_beside(window: QWidget, ask: Ask, pane: Pane | None, translate: Pane | None) -> CompressWindow:
    """The window, with the model of the ``pane`` that is shown and the sentence of the Translate pane; with examples where there
    are none.
    """
    model, text = defaults.TRANSLATOR, examples("en")[1]
    if isinstance(translate, TranslatePane):
        model = translate.models.model_id()
        text = " ".join(translate.sentences.source.toPlainText().split()) or text
    return CompressWindow(ask, window, model=(pane.model_seen() if pane else "") or model, text=text)


class CompressWindow(Reworded, QDialog):
    """Stays beside the main window; its questions go the same way, and none is left when it closes."""

    def __init__(self, ask: Ask, parent: QWidget, *, model: str, text: str) -> None:
        super().__init__(parent)
        self.setObjectName("compress.window")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self._first = model
        self._compared: ComparedCompressed | None = None
        self.controls = CompressControls()
        self.measured = Measured(ask)
        self.quality = QualityPanel(self.measured)
        self.sentence = named(QLineEdit(text), "compress.sentence", role="words")
        self.original = named(QLabel(), "compress.original", role="words")
        self.compressed = named(QLabel(), "compress.compressed", role="words")
        self._names = [named(QLabel(), f"compress.name.{side}", role="muted") for side in ("original", "compressed")]
        self.message = named(QLabel(), "compress.message", role="error")
        self.page = ComparePage(Selection(self))
        self.pictures, self.readings = PicturesPanel(), ReadingsPanel()
        self._sides = QStackedWidget()  # sentence and maps, or pictures, or an example
        self.compressed.setTextFormat(Qt.TextFormat.RichText)
        self._models = Question(ask, self._listed, named=False)
        self._compare = Question(ask, self._show, self._failed, named=False)
        self._look = Question(ask, self._show_pictures, self._failed, named=False)
        self._read = Question(ask, self._show_readings, self._failed, named=False)
        self._typed = QTimer(self, singleShot=True, interval=PAUSE)
        self._build()
        self.sentence.textChanged.connect(lambda _text: self._typed.start())
        self._typed.timeout.connect(self._ask)
        for panel in (self.pictures, self.readings):
            panel.changed.connect(self._ask)
        self.controls.model_changed.connect(self._model_chosen)
        self.controls.changed.connect(self._changed)
        self.quality.chosen.connect(self._point_chosen)
        self.quality.all_wanted.connect(self._measure_all)
        self.measured.ranked.connect(self._changed)
        self.retranslate()
        self._models.ask(ListModels())

    def _build(self) -> None:
        for label in (self.original, self.compressed, self.message):
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        translations = QWidget()
        left = QVBoxLayout(translations)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(theme.GAP)
        left.addWidget(self.sentence)
        for name, text in zip(self._names, (self.original, self.compressed), strict=True):
            row = QVBoxLayout()
            row.setSpacing(1)
            row.addWidget(name)
            row.addWidget(text)
            left.addLayout(row)
        left.addWidget(self.page, 1)
        left.addStretch(0)
        self.message.hide()
        for side in (translations, self.pictures, self.readings):
            self._sides.addWidget(side)
        answers = QVBoxLayout()
        answers.addWidget(self.message)
        answers.addWidget(self._sides, 1)
        body = QHBoxLayout()
        body.setSpacing(theme.EDGE)
        body.addLayout(answers, 5)
        body.addWidget(self.quality, 3)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.EDGE, theme.EDGE, theme.EDGE, theme.EDGE)
        layout.setSpacing(theme.EDGE)
        layout.addWidget(self.controls)
        layout.addLayout(body, 1)
        em = self.fontMetrics().height()
        room = self.screen().availableSize() * 0.92
        self.resize(min(70 * em, room.width()), min(46 * em, room.height()))

    # what is asked

    def compression(self) -> Compression | None:
        """What is chosen; None while the order of the heads that shall go is not known yet."""
        heads = self.measured.order(self._id())
        pruned = self.controls.pruned.value()
        if pruned > len(heads):
            return None
        return Compression(self.controls.chosen_bits(), heads[:pruned])

    def _id(self) -> str:
        chosen = self.controls.chosen()
        return chosen.id if chosen else ""

    @Slot()
    def _model_chosen(self) -> None:
        chosen = self.controls.chosen()
        if chosen is None:
            return
        self.controls.choose(self.controls.chosen_bits(), 0)
        self.controls.set_heads(0)  # until the first answer says how many there are
        for question in (self._compare, self._look, self._read):
            question.forget()
        self._tell("")
        self.quality.set_kind(chosen.kind)
        if chosen.kind in OF_PICTURES:
            self._sides.setCurrentWidget(self.pictures)
            self.pictures.begin(chosen)
            self.measured.begin(chosen.id, self.pictures.photos())
        elif chosen.kind in OF_EXAMPLES:
            self._sides.setCurrentWidget(self.readings)
            self.readings.begin(chosen)
            self.measured.begin(chosen.id, examples=model_examples.measured(chosen))
        else:
            self._sides.setCurrentIndex(0)
            self.measured.begin(chosen.id)
        self._changed()

    @Slot()
    def _changed(self) -> None:
        compression = self.compression()
        if not self._id():
            return
        if compression is None:
            self.measured.rank()
            return
        self.measured.want(Compression(), compression)
        self.quality.show_current(compression)
        self._ask()

    @Slot()
    def _ask(self) -> None:
        self._typed.stop()
        compression, id = self.compression(), self._id()
        if compression is None or not id:
            return
        if self._sides.currentWidget() is self.pictures:
            self.pictures.set_stale(True)
            self._look.ask(self.pictures.request(id, compression), interrupt=True)
        elif self._sides.currentWidget() is self.readings:
            self.readings.set_stale(True)
            self._read.ask(self.readings.request(id, compression), interrupt=True)
        else:
            self.page.set_stale(True)
            self._compare.ask(CompareCompressed(self.sentence.text(), id, compression, defaults.BEAMS), interrupt=True)

    @Slot(object)
    def _point_chosen(self, compression: Compression) -> None:
        self.controls.choose(compression.bits, len(compression.pruned))
        self._changed()

    @Slot()
    def _measure_all(self) -> None:
        compression = self.compression()
        pruned = compression.pruned if compression else ()
        self.measured.want(*(Compression(bits, pruned) for bits in self.controls.bits))

    # what is answered

    def _listed(self, result: Models) -> None:
        self.controls.set_models(result.models, self._first)
        if self.controls.chosen() is None:
            self._tell(self.tr("There is no model to compress."))
        self._model_chosen()

    def _show(self, result: ComparedCompressed) -> None:
        self._compared = result
        self._tell("")
        layers, heads = result.original.attention[0].weights.shape[:2]
        kinds = len(result.original.attention)
        self.controls.set_heads(kinds * layers * heads if layers * heads > 1 else 0)
        self._word()

    def _show_pictures(self, result: ComparedPictures) -> None:
        self._tell("")
        self.pictures.show_result(result)

    def _show_readings(self, result: ComparedReadings) -> None:
        self._tell("")
        self.readings.show_result(result)

    def _failed(self, failure: Failure) -> None:
        self._compared = None
        self._tell(failure_text(failure))
        self._word()

    def _choice(self, result: ComparedCompressed) -> MapChoice:
        """The map that the program shows first of this model."""
        chosen = self.controls.chosen()
        if chosen is None or not has_heads(between(result.original)):
            return MapChoice(MapView())
        return MapChoice(best_map(chosen.card, *result.original.attention[0].weights.shape[:2]).view)

    def _titles(self, result: ComparedCompressed) -> tuple[str, str]:
        return self.tr("as it is"), compression_name(result.request.compression)

    def _tell(self, sentence: str) -> None:
        self.message.setText(sentence)
        self.message.setVisible(bool(sentence))

    # words

    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("Compress: what it costs to be small"))
        self.sentence.setAccessibleName(self.tr("Sentence to translate"))
        self.sentence.setPlaceholderText(self.tr("A sentence to translate with both"))
        self.original.setAccessibleName(self.tr("Translation as it is"))
        self.compressed.setAccessibleName(self.tr("Translation of the compressed model"))
        self._word()

    def _word(self) -> None:
        result = self._compared
        self.page.setVisible(result is not None)
        if result is None:
            for label in (*self._names, self.original, self.compressed):
                label.clear()
            return
        choice, titles = self._choice(result), self._titles(result)
        self.page.show_pair(result.original, choice, result.read, choice, titles, titles)
        same = result.original.text == result.compressed.text
        self._names[0].setText(self.tr("Translation, {name}").format(name=titles[0]))
        said = (
            self.tr("Translation, {name}: the same")
            if same
            else self.tr("Translation, {name}: different words in bold")
        )
        self._names[1].setText(said.format(name=titles[1]))
        self.original.setText(result.original.text)
        self.compressed.setText(marked(result.original.text, result.compressed.text))

    def closeEvent(self, event: QCloseEvent) -> None:
        self._end()
        super().closeEvent(event)

    def done(self, result: int) -> None:
        self._end()
        super().done(result)

    def _end(self) -> None:
        """Let nothing go on that nobody sees."""
        self._typed.stop()
        self.measured.stop()
        for question in (self._compare, self._look, self._read, self._models):
            question.forget()
