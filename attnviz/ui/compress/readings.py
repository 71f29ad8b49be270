"""An example that a speller, captioner or reader answers, as it is and compressed: both answers, a map of each, the difference."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from attnviz.engine.compress.messages import CompareReadings
from attnviz.ui import theme
from attnviz.ui.compress import examples
from attnviz.ui.compress.reading_maps import map_of, said, sure
from attnviz.ui.compress.texts import compression_name, marked, reading_note
from attnviz.ui.compress.word_maps import WordMaps
from attnviz.ui.panes.translate.compare_page import ComparePage, Pair
from attnviz.ui.reworded import Reworded
from attnviz.ui.widgets.named import named
from attnviz.ui.widgets.selection import Selection

if TYPE_CHECKING:
    from attnviz.engine.compress.messages import ComparedReadings, Compression
    from attnviz.engine.messages import Model


class ReadingsPanel(Reworded, QWidget):
    """``changed``: another example is to be answered."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model: Model | None = None
        self._result: ComparedReadings | None = None
        self._examples: list[examples.Example] = []
        self.label = named(QLabel(), "compress.example.label", role="muted")
        self.example = named(QComboBox(), "compress.example")
        self.example.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.label.setBuddy(self.example)
        self.names = [named(QLabel(), f"compress.answer.name.{side}", role="muted") for side in ("original", "small")]
        self.texts = [named(QLabel(), f"compress.answer.{side}", role="words") for side in ("original", "small")]
        self.page = ComparePage(Selection(self))
        self.words = WordMaps()
        self._maps = QStackedWidget()
        for widget in (self.page, self.words):
            self._maps.addWidget(widget)
        self._build()
        self.example.activated.connect(lambda _index: self.changed.emit())
        self.retranslate()

    def _build(self) -> None:
        row = QHBoxLayout()
        row.addWidget(self.label)
        row.addWidget(self.example, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GAP)
        layout.addLayout(row)
        for name, text in zip(self.names, self.texts, strict=True):
            text.setWordWrap(True)
            text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            both = QVBoxLayout()
            both.setSpacing(1)
            both.addWidget(name)
            both.addWidget(text)
            layout.addLayout(both)
        self.texts[1].setTextFormat(Qt.TextFormat.RichText)
        layout.addWidget(self._maps, 1)

    def begin(self, model: Model) -> None:
        """Turn to a model that is compared by examples."""
        self._model, self._result = model, None
        self._maps.setVisible(False)
        self._maps.setCurrentIndex(1 if model.kind == "captioner" else 0)
        self._list(0)
        self.retranslate()

    def _list(self, chosen: int) -> None:
        self._examples = examples.shown(self._model) if self._model else []
        self.example.clear()
        self.example.addItems([example.title for example in self._examples])
        self.example.setCurrentIndex(chosen)

    def request(self, model: str, compression: Compression) -> CompareReadings:
        """What is asked about the example that is chosen."""
        return CompareReadings(model, compression, self._examples[max(self.example.currentIndex(), 0)].request)

    def show_result(self, result: ComparedReadings) -> None:
        """Draw both answers."""
        self._result = result
        self._maps.setVisible(True)
        if self._maps.currentIndex():
            self.words.show_result(result)
        self.set_stale(False)
        self.retranslate()

    def set_stale(self, stale: bool) -> None:
        self.page.set_stale(stale)
        self.words.set_stale(stale)

    # words

    def retranslate(self) -> None:
        self.label.setText(self.tr("Example"))
        self.example.setAccessibleName(self.tr("Example to answer"))
        if self._model and self.example.count():  # titles of samples are words of the program
            self._list(self.example.currentIndex())
        result = self._result
        if result is None:
            for label in (*self.names, *self.texts):
                label.clear()
            return
        names = self.tr("as it is"), compression_name(result.request.compression)
        original, compressed = said(result.original), said(result.compressed)
        same = original == compressed
        self.names[0].setText(self.tr("Answer, {name}").format(name=names[0]))
        told = self.tr("Answer, {name}: the same") if same else self.tr("Answer, {name}: different words in bold")
        self.names[1].setText(told.format(name=names[1]))
        self.texts[0].setText(f"{original or '—'}{sure(result.original)}")
        self.texts[1].setText(f"{marked(original, compressed) or '—'}{escape(sure(result.compressed))}")
        if not self._maps.currentIndex():
            first, second = map_of(result.original), map_of(result.read)
            alike = (first.rows, first.columns) == (second.rows, second.columns)
            note = reading_note(self._model.kind if self._model else "")
            self.page.show_maps(Pair(first, second, by_words=False), names, note, comparable=alike)
