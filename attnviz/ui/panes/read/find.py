"""Find: a list of texts ranked for a query by late interaction, beside plain word overlap; attention over whole texts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QSlider,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from attnviz import defaults
from attnviz.engine.attention.messages import CROSS, Attention, AttentionBetween, Words
from attnviz.engine.messages import frozen
from attnviz.engine.read import as_numbers
from attnviz.engine.read.messages import MOST_TEXTS, Find, Found, Index, Indexed
from attnviz.engine.read.shares import shares
from attnviz.lazy_numpy import np
from attnviz.ui import theme
from attnviz.ui.attention.heatmap_page import HeatmapPage
from attnviz.ui.attention.lines_page import LinesPage
from attnviz.ui.controls.splits import RememberedSplitter
from attnviz.ui.files.dialogs import FileDialogs
from attnviz.ui.panes.questions import SlicedQuestion
from attnviz.ui.panes.read.examples import QUERIES, TEXTS
from attnviz.ui.panes.read.parts import Bars, Examples, LineField, details_column, say, text_label
from attnviz.ui.panes.read.ranked_list import RankedList
from attnviz.ui.panes.read.section import ReadSection, Seen
from attnviz.ui.panes.read.texts import FindTexts
from attnviz.ui.panes.text_field import TextField
from attnviz.ui.shares import percent
from attnviz.ui.widgets.named import named

if TYPE_CHECKING:
    from attnviz.ui.attention.map_choice import Answer
    from attnviz.ui.panes.questions import Ask

MOST_CHARACTERS = 1_500_000  # of all texts together
SHARPNESS = 0.1  # the temperature of the softmax over a text's words
MATCHES = 10
STEPS = 100  # of the temperature: a step is a five-hundredth


class FindSection(ReadSection):
    """Texts and a query in, a ranking out; of the text that is chosen, which words of the query met which of its words."""

    id = "find"
    model = defaults.SEARCHER

    @classmethod
    def title(cls) -> str:
        return QCoreApplication.translate("ReadTexts", "Find")

    def __init__(self, ask: Ask, parent: QWidget | None = None) -> None:
        super().__init__(ask, parent)
        self.indexing = SlicedQuestion(ask, self._show_indexed, self._refused, named=False)
        self._texts: tuple[str, ...] = TEXTS
        self._indexed: tuple[str, ...] | None = None  # the texts that are read
        self._shown = -1
        self.query = LineField("read.find.query")
        self.query.setProperty("role", "words")
        self.examples = Examples("read.find.examples", lambda: QUERIES)
        self.edit = named(QPushButton(), "read.find.edit", role="chip", checkable=True)
        self.edit.setCheckable(True)
        self.open = named(QPushButton(), "read.find.open", role="chip")
        self.shipped = named(QPushButton(), "read.find.shipped", role="chip")
        self.temperature = named(QSlider(Qt.Orientation.Horizontal), "read.find.temperature")
        self.temperature.setRange(1, STEPS)
        self.temperature.setValue(15)
        self.temperature.setFixedWidth(120)
        self.temperature_label = named(QLabel(), "read.find.temperature.value", role="muted")
        self.progress = named(QProgressBar(), "read.find.progress")
        self.progress.setRange(0, 1000)
        self.progress.setTextVisible(False)
        self.progress.setFixedHeight(4)
        self.list = RankedList()
        self.editor = named(TextField(most=MOST_CHARACTERS), "read.find.texts")
        self.editor.setTabChangesFocus(True)
        self.editor.setLineWrapMode(TextField.LineWrapMode.NoWrap)
        self.make_view(
            [LinesPage("read.find", self.selection), HeatmapPage("read.find", self.selection)],
            FindTexts(),
            switches=False,
        )
        self.best = text_label("read.find.best", "heading")
        self.about = text_label("read.find.about", "muted")
        self.matches = Bars("read.find.match", MATCHES)
        self.details = details_column(self.best, self.about, self.matches)
        self._dialogs = FileDialogs(self, "read.find.dialog")
        self._build()
        self.query.typed.connect(self.typed)
        self.examples.chosen.connect(lambda number: self.set_text(QUERIES[number]))
        self.edit.toggled.connect(self._edit)
        self.open.clicked.connect(self._ask_for_file)
        self.shipped.clicked.connect(lambda _=False: self.set_texts(TEXTS))
        self.editor.refused.connect(self.failed)
        self.temperature.valueChanged.connect(self._warm)
        self.list.chosen.connect(self._choose)
        self.list.show_texts(self._texts)
        self.query.show_text(QUERIES[0])
        self.progress.hide()
        self.retranslate()

    def _build(self) -> None:
        top, below = QWidget(), QWidget()
        row = QHBoxLayout(top)
        line = QHBoxLayout(below)
        for each in (row, line):
            each.setContentsMargins(0, 0, 0, 0)
            each.setSpacing(theme.GAP)
        row.addWidget(self.query, 1)
        row.addWidget(self.examples)
        self.temperature_name = named(QLabel(), "read.find.temperature.name", role="muted")
        for button in (self.edit, self.open, self.shipped):
            line.addWidget(button)
        line.addStretch(1)
        for widget in (self.temperature_name, self.temperature, self.temperature_label):
            line.addWidget(widget)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.list)
        self.stack.addWidget(self.editor)
        self.sides = RememberedSplitter("read.find.sides")
        self.sides.addWidget(self.stack)
        self.sides.addWidget(self.view)
        self.sides.setStretchFactor(0, 3)
        self.sides.setStretchFactor(1, 3)
        if inside := self.view.layout():
            inside.setContentsMargins(theme.EDGE, 0, 0, 0)
        self.list.setMinimumWidth(220)
        self.sides.setSizes([500, 500])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.GAP, 0, 0)
        column.setSpacing(theme.GAP)
        column.addWidget(top)
        column.addWidget(below)
        column.addWidget(self.progress)
        column.addWidget(self.sides, 1)

    # texts

    def texts(self) -> tuple[str, ...]:
        return self._texts

    def set_texts(self, texts: tuple[str, ...] | list[str]) -> None:
        """Search other texts."""
        self._texts = tuple(texts)
        self._shown, self.result = -1, None
        self.edit.setChecked(False)
        self.list.show_texts(self._texts)
        self.ask_now()

    def _edit(self, on: bool) -> None:
        self.stack.setCurrentIndex(int(on))
        if on:
            self.editor.setPlainText("\n".join(self._texts))
            self.editor.setFocus()
        else:
            lines = tuple(line.strip() for line in self.editor.toPlainText().split("\n") if line.strip())
            if lines != self._texts:
                self.set_texts(lines)

    def _ask_for_file(self) -> None:
        dialog = self._dialogs.make()
        dialog.setNameFilter(self.tr("Text files (*.txt *.md *.csv *.tsv);;All files (*)"))
        dialog.fileSelected.connect(lambda path: self.open_file(Path(path)))
        dialog.open()

    def open_file(self, path: Path) -> bool:
        """Search the lines of a text file; False, and one sentence, where it cannot be read."""
        from attnviz.ui.files import text_files
        from attnviz.ui.files.unreadable import Unreadable

        try:
            text = text_files.read(path, MOST_CHARACTERS)
        except Unreadable as error:
            self.failed.emit(error.sentence())
            return False
        lines = [line.strip() for line in text.split("\n") if line.strip()]
        if len(lines) > MOST_TEXTS:
            self.said.emit(
                self.tr("Of {given} lines the first {most} are searched.").format(given=len(lines), most=MOST_TEXTS)
            )
        self.set_texts(lines[:MOST_TEXTS])
        return True

    # asking

    def set_text(self, query: str) -> None:
        """Rank the texts for another query, at once."""
        self.query.show_text(query)
        self._shown = -1
        self.ask_now()

    def typed(self) -> None:
        self._shown = -1
        super().typed()

    def request(self) -> Find | None:
        if self._indexed != self._texts:
            if self.indexing.waiting is None or self.indexing.waiting.texts != self._texts:
                self.progress.setValue(0)
                self.indexing.ask(Index(self._texts))
            return None
        return Find(self._texts, self.query.text(), temperature=self.heat(), shown=self._shown)

    def heat(self) -> float:
        """The temperature of the softmax over texts."""
        return self.temperature.value() / 500

    def is_settled(self) -> bool:
        return super().is_settled() and not self.indexing.running

    def _show_indexed(self, answer: Indexed) -> None:
        if answer.request.texts != self._texts:
            return
        self.progress.setVisible(answer.share < 1)
        self.progress.setValue(round(1000 * answer.share))
        if answer.share >= 1:
            self._indexed = self._texts
            self.ask_now()

    def _choose(self, text: int) -> None:
        """Show the words of another text."""
        if text != self._shown:
            self._shown = text
            self.ask_now()

    def _warm(self) -> None:
        self._word_temperature()
        self.list.ranking.warm(self.heat())
        self._tell()

    # answers

    def between(self, result: Found) -> Answer:
        if not len(result.query_tokens) or not len(result.tokens):
            return ()
        lifted = np.exp((result.similarity - result.similarity.max(-1, keepdims=True)) / SHARPNESS)
        weights = frozen((lifted / lifted.sum(-1, keepdims=True))[None, None])
        return (AttentionBetween(Attention(CROSS, weights), Words(result.query_tokens), Words(result.tokens)),)

    def show_result(self, result: Found) -> None:
        self.list.show_found(result, self.heat())
        self._tell()

    def _tell(self) -> None:
        result = self.result
        if result is None or not len(result.order):
            say(self.best, "")
            say(self.about, "")
            self.matches.show_bars("", [])
            return
        shown = result.shown
        share = float(shares(result.scores, self.heat())[shown])
        text = result.request.texts[shown]
        say(self.best, text if len(text) < 160 else f"{text[:157]}…")
        say(
            self.about,
            self.tr("{share} of the attention · mean best match {score} · word overlap (BM25) {overlap}").format(
                share=percent(share), score=f"{result.scores[shown]:.2f}", overlap=f"{result.overlap[shown]:.1f}"
            ),
        )
        bars = [
            (f"{word} → {met}", f"{score:.2f}", max(score, 0.0)) for word, met, score in as_numbers.best_matches(result)
        ]
        self.matches.show_bars(self.tr("Best match of each word of the query (cosine)"), bars[:MATCHES])

    def draw(self) -> None:
        super().draw()
        self.view.setVisible(bool(self.answer))

    # saving

    def seen(self) -> Seen | None:
        result = self.result
        if result is None or self.map is None or self.choice is None:
            return None
        told = as_numbers.found(result)
        lines = self.view.page() == "lines"
        python = as_numbers.find_lines(result.request)
        return Seen(result.request.query, self.answer, self.choice, self.map, lines, told, python)

    def save_state(self) -> dict[str, Any]:
        kept = "\n".join(self._texts) if self._texts != TEXTS else ""
        return {
            "query": self.query.text(),
            "texts": kept if len(kept) < 100_000 else "",
            "temperature": self.temperature.value(),
        }

    def restore_state(self, state: dict[str, Any]) -> None:
        if isinstance(state.get("query"), str) and state["query"].strip():
            self.query.setText(state["query"])
        if isinstance(state.get("texts"), str) and state["texts"].strip():
            self._texts = tuple(line for line in state["texts"].split("\n") if line.strip())[:MOST_TEXTS]
            self.list.show_texts(self._texts)
        if type(state.get("temperature")) is int:
            self.temperature.setValue(min(max(state["temperature"], 1), STEPS))

    def present(self, on: bool) -> None:
        super().present(on)
        for widget in (self.examples, self.edit, self.open, self.shipped):
            widget.setVisible(not on)

    def _word_temperature(self) -> None:
        self.temperature_label.setText(f"{self.heat():.3f}")

    def retranslate(self) -> None:
        self._name_pages()
        self.query.setPlaceholderText(self.tr("What are you looking for?"))
        self.query.setAccessibleName(self.tr("Query"))
        self.edit.setText(self.tr("Edit texts"))
        self.edit.setToolTip(self.tr("Paste or type texts, a line each; press again to search them"))
        self.open.setText(self.tr("Open text file…"))
        self.open.setToolTip(self.tr("Search the lines of a text file"))
        self.shipped.setText(self.tr("Shop example"))
        self.shipped.setToolTip(self.tr("Back to the texts that come with the program"))
        for button in (self.edit, self.open, self.shipped):
            button.setAccessibleName(button.text())
        self.temperature_name.setText(self.tr("Temperature"))
        self.temperature.setAccessibleName(self.tr("Temperature of the softmax over texts"))
        self.temperature.setToolTip(
            self.tr("Attention over texts: softmax of score / temperature; the lower, the more the best text has")
        )
        self.editor.setPlaceholderText(self.tr("Texts in English, a line each"))
        self.editor.setAccessibleName(self.tr("Texts to search"))
        self.list.setAccessibleName(self.tr("Texts, best first"))
        self.progress.setAccessibleName(self.tr("How many of the texts are read"))
        self._word_temperature()
        self._tell()
        if self.answer:
            self.draw()
