"""Fill in: words for the blanks of a sentence, where each blank looks, and two sentences compared."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QRectF
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from attnviz import defaults
from attnviz.engine.attention.messages import AttentionBetween, Words
from attnviz.engine.read import as_numbers
from attnviz.engine.read.messages import CompareFillings, Fill, Filled, FillingsCompared
from attnviz.ui import theme
from attnviz.ui.attention.heatmap_page import HeatmapPage
from attnviz.ui.attention.lines_page import LinesPage
from attnviz.ui.panes.questions import Question
from attnviz.ui.panes.read.blank_chips import BLANKS, BlankChips, blanked, filled, words_of
from attnviz.ui.panes.read.examples import BLANKS as EXAMPLES
from attnviz.ui.panes.read.examples import PAIRS
from attnviz.ui.panes.read.fill_compare import ComparedFillings
from attnviz.ui.panes.read.measurements import Tested
from attnviz.ui.panes.read.parts import Bars, Examples, LooksAt, TextBox, changed, details_column, say, text_label
from attnviz.ui.panes.read.section import ReadSection, Seen
from attnviz.ui.panes.read.tested_texts import FillTested
from attnviz.ui.panes.read.texts import ReadTexts
from attnviz.ui.theme import colors
from attnviz.ui.widgets.named import named
from attnviz.ui.widgets.scroll_areas import TokenArea
from attnviz.ui.widgets.selection import Spot

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QSizeF
    from PySide6.QtGui import QPainter

    from attnviz.ui.attention.map_choice import Answer, Off
    from attnviz.ui.panes.questions import Ask

SHOWN_BLANKS, MOST = 4, 10  # blanks whose words are listed, and words of each


class FillSection(ReadSection):
    """A sentence with blanks in, words with probabilities out; beside it a second sentence to compare with."""

    id = "fill"
    model = defaults.FILLER

    @classmethod
    def title(cls) -> str:
        return QCoreApplication.translate("ReadTexts", "Fill in")

    def __init__(self, ask: Ask, parent: QWidget | None = None) -> None:
        super().__init__(ask, parent)
        self._taken: dict[int, str] = {}  # the words that blanks took the place of, by their beginning
        self._before: dict[
            int, dict[str, float]
        ] = {}  # what words had before the last change, by the beginning of their blank
        self._places: list[tuple[int, int]] = []  # of the chips in the text
        self.comparing = Question(ask, self._show_compared, self._refused)
        self.compared_result: FillingsCompared | None = None
        self.sentence = TextBox("read.fill.sentence", 1.6, most=4_000)
        self.other = TextBox("read.fill.other", 1.6, most=4_000)
        self.compare = named(QPushButton(), "read.fill.compare", role="chip", checkable=True)
        self.compare.setCheckable(True)
        self.examples = Examples("read.fill.examples", self._example_titles)
        self.chips = BlankChips(self.selection, target=False, relative=True)
        named(self.chips, "read.fill.chips", role="words")
        self._chips_area = TokenArea(self.chips, most=2)
        self.make_view([HeatmapPage("read.fill", self.selection), LinesPage("read.fill", self.selection)], ReadTexts())
        self.compared = ComparedFillings()
        self.lists = [Bars(f"read.fill.blank.{i}", MOST) for i in range(SHOWN_BLANKS)]
        self.hint = text_label("read.fill.hint", "muted")
        self.looks = LooksAt("read.fill", self.selection)
        self.details = details_column(*self.lists, self.hint, self.looks, self.measure_with(FillTested()))
        self._build()
        self.sentence.typed.connect(self._typed)
        self.other.typed.connect(self.typed)
        for field in (self.sentence, self.other):
            field.refused.connect(self.failed)
        self.chips.pressed.connect(self.toggle_word)
        self.compare.toggled.connect(self._compare)
        self.examples.chosen.connect(self.show_example)
        for number, bars in enumerate(self.lists):
            bars.pressed.connect(partial(self.take, number))
        self.sentence.show_text(EXAMPLES[0])
        self.other.hide()
        self.retranslate()
        self._show_chips()

    def _build(self) -> None:
        top = QWidget()
        row = QHBoxLayout(top)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.GAP)
        row.addWidget(self.sentence, 1)
        row.addWidget(self.other, 1)
        row.addWidget(self.compare)
        row.addWidget(self.examples)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.view)
        self.stack.addWidget(self.compared)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.GAP, 0, 0)
        column.setSpacing(theme.GAP)
        for widget in (top, self._chips_area):
            column.addWidget(widget)
        column.addWidget(self.stack, 1)

    @staticmethod
    def _example_titles() -> list[str]:
        return [*EXAMPLES, *(f"{first} | {second}" for first, second in PAIRS)]

    def show_example(self, number: int) -> None:
        """Fill one of the sentences that come with the program, or compare a pair of them."""
        if number < len(EXAMPLES):
            self.compare.setChecked(False)
            self.set_text(EXAMPLES[number])
        else:
            self.compare_texts(*PAIRS[number - len(EXAMPLES)])

    def set_text(self, text: str) -> None:
        """Fill another sentence, at once."""
        self._taken, self._before = {}, {}
        self.sentence.show_text(text)
        self._show_chips()
        self.ask_now()

    def compare_texts(self, first: str, second: str) -> None:
        """Compare two sentences, at once."""
        self.other.show_text(second)
        self.set_text(first)
        self.compare.setChecked(True)

    # asking

    def text(self) -> str:
        return self.sentence.toPlainText()

    def request(self) -> Fill | None:
        if not BLANKS.search(self.text()) and self.text().strip():
            self._show_lists()
            return None
        return Fill(self.text(), heads_off=self.off, most=MOST)

    def _typed(self) -> None:
        self._taken, self._before = {}, {}
        self._show_chips()
        self.typed()

    def ask_now(self) -> None:
        super().ask_now()
        if self.compare.isChecked():
            first, second = (Fill(field.toPlainText(), heads_off=self.off) for field in (self.sentence, self.other))
            self.compared.set_stale(True)
            self.comparing.ask(CompareFillings(first, second), interrupt=True)

    def _compare(self, on: bool) -> None:
        self.other.setVisible(on)
        self._chips_area.setVisible(not on)
        self.stack.setCurrentIndex(int(on))
        if on:
            if not self.other.toPlainText().strip():
                self.other.show_text(self.text())
            self.ask_now()
        else:
            self.comparing.forget()
            self.answered.emit()

    def is_settled(self) -> bool:
        return super().is_settled() and self.comparing.waiting is None

    # blanks

    def _show_chips(self) -> None:
        text = self.text()
        self._places = words_of(text)[:200]
        self.chips.show_words([text[start:end] for start, end in self._places])
        self._match_chips()

    def toggle_word(self, index: int) -> None:
        """Put a blank in place of a word, or the word back."""
        if index >= len(self._places):
            return
        place, text = self._places[index], self.text()
        word = text[slice(*place)]
        if BLANKS.fullmatch(word):
            if place[0] in self._taken:
                self._replace(f"{text[: place[0]]}{self._taken.pop(place[0])}{text[place[1] :]}", place)
        elif any(c.isalnum() for c in word):
            self._replace(blanked(text, place), place)
            self._taken[place[0]] = word

    def take(self, blank: int, number: int) -> None:
        """Write one of the words into a blank."""
        result = self.result
        if result is None or result.request.text != self.text() or blank >= len(result.blanks):
            return
        place = result.blanks[blank]
        self._replace(filled(self.text(), place, result.fillings[blank][number].token), place)

    def _replace(self, text: str, place: tuple[int, int]) -> None:
        """Another text that differs at a place; what blanks behind it took moves along."""
        moved = len(text) - len(self.text())
        self._keep_before(lambda start: start + (moved if start > place[0] else 0))
        self._taken = {start + (moved if start > place[0] else 0): word for start, word in self._taken.items()}
        self.sentence.show_text(text)
        self._show_chips()
        self.ask_now()

    def switch_off(self, off: Off) -> None:
        self._keep_before(lambda start: start)
        super().switch_off(off)

    def _keep_before(self, moved: Callable[[int], int]) -> None:
        """The sentence or the heads change: keep what the words for each blank had, ``moved`` to where it begins afterwards."""
        result = self.result
        self._before = {}
        if result is not None and result.request.text == self.text():
            for (start, _), words in zip(result.blanks, result.fillings, strict=True):
                self._before[moved(start)] = {each.token: each.probability for each in words}

    # answers

    def between(self, result: Filled) -> Answer:
        words = Words(result.tokens)
        return (AttentionBetween(result.attention, words, words),)

    def show_result(self, result: Filled) -> None:
        self._show_lists()

    def show_map(self) -> None:
        self._match_chips()
        rest = self._blank_row()
        self.looks.rest = Spot(row=rest) if rest >= 0 else None
        self.looks.show_map(self.map)

    def _blank_row(self) -> int:
        """The row of the first blank; -1 for none."""
        result, map = self.result, self.map
        if result is None or map is None:
            return -1
        return next((i for i, group in enumerate(map.picture.row_tokens) if set(group) & set(result.masks)), -1)

    def to_test(self, row: tuple[int, ...]) -> Tested | None:
        if self.result is None:
            return None
        masks = self.result.masks
        group = tuple(i for i, mask in enumerate(masks) if mask in row)
        one = group or (tuple(range(len(masks))) if len(masks) == 1 else ())
        name = self.result.fillings[one[0]][0].token if one else ""
        return Tested([masks[i] for i in group] or masks, range(len(self.result.tokens)), group, name)

    def _match_chips(self) -> None:
        """Which rows of the map the typed words are."""
        result, map = self.result, self.map
        if result is None or map is None or result.request.text != self.text():
            return
        rows = []
        begins: dict[int, int] = {}
        for row, group in enumerate(map.picture.row_tokens):
            for token in group:
                begins.setdefault(result.tokens[token].start, row)
        for start, end in self._places:
            rows.append(next((begins[place] for place in range(start, end) if place in begins), -1))
        self.chips.show_map(map.picture, rows, self._blank_row())

    def _show_lists(self) -> None:
        result = self.result
        current = result is not None and result.request.text == self.text()
        for i, bars in enumerate(self.lists):
            if result is not None and i < len(result.fillings) and (current or BLANKS.search(self.text())):
                heading = (
                    self.tr("Blank {}").format(i + 1) if len(result.fillings) > 1 else self.tr("The likeliest words")
                )
                before = self._before.get(result.blanks[i][0], {}) if current else {}
                rows = [
                    (each.token, changed(before.get(each.token), each.probability), each.probability)
                    for each in result.fillings[i]
                ]
                bars.show_bars(heading, rows)
            else:
                bars.show_bars("", [])
        if BLANKS.search(self.text()):
            say(
                self.hint, self.tr("Click a word to write it into the blank; click a word of the sentence to blank it.")
            )
        else:
            say(self.hint, self.tr("There is no blank: type ___ or click a word."))

    def _show_compared(self, result: FillingsCompared) -> None:
        self.compared_result = result
        self.failed.emit("")
        self.compared.show_result(result)
        self.compared.set_stale(False)
        self.answered.emit()

    def set_stale(self, stale: bool) -> None:
        super().set_stale(stale)
        self.chips.set_stale(False)

    # saving

    def seen(self) -> Seen | None:
        result = self.result
        if result is None or self.map is None or self.choice is None:
            return None
        told, python, picture = as_numbers.filled(result), as_numbers.fill_lines(result.request), None
        compared = self.compared_result
        if self.compare.isChecked() and compared is not None:
            told = as_numbers.compared(compared)
            python = as_numbers.compare_lines(compared.request)
            picture = (self.compared.natural_size(), self.draw_page)
        lines = self.view.page() == "lines"
        return Seen(result.request.text, self.answer, self.choice, self.map, lines, told, python, picture)

    def draw_page(self, painter: QPainter, size: QSizeF, vector: bool) -> None:
        self.compared.draw(painter, QRectF(0, 0, size.width(), size.height()), colors())

    def save_state(self) -> dict[str, Any]:
        return {
            "sentence": self.text(),
            "other": self.other.toPlainText(),
            "compare": self.compare.isChecked(),
            "view": self.view.view_bar.state(),
        }

    def restore_state(self, state: dict[str, Any]) -> None:
        for name, field in (("sentence", self.sentence), ("other", self.other)):
            if isinstance(state.get(name), str) and state[name].strip():
                field.show_text(state[name])
        if isinstance(state.get("view"), dict):
            self.view.view_bar.restore(state["view"])
        self._show_chips()
        self.compare.setChecked(state.get("compare") is True)

    def present(self, on: bool) -> None:
        super().present(on)
        self.examples.setVisible(not on)
        self.compare.setVisible(not on)

    def retranslate(self) -> None:
        self._name_pages()
        self.sentence.setPlaceholderText(self.tr("Type a sentence in English with a blank: ___"))
        self.sentence.setAccessibleName(self.tr("Sentence with blanks"))
        self.other.setPlaceholderText(self.tr("A second sentence with a blank"))
        self.other.setAccessibleName(self.tr("Sentence to compare with"))
        self.compare.setText(self.tr("Compare"))
        self.compare.setToolTip(self.tr("Compare the words for the first blank with those in a second sentence"))
        self.compare.setAccessibleName(self.compare.toolTip())
        self.chips.setAccessibleName(self.tr("Words of the sentence: press one to blank it"))
        self._show_lists()
        if self.answer:
            self.draw()
