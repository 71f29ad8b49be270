"""Answer: a question about a passage, its answer marked there as it is typed, and where the words of the question look."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy, QWidget

from attnviz import defaults
from attnviz.engine.attention.messages import CROSS, DECODER, Attention, AttentionBetween, Words
from attnviz.engine.read import as_numbers
from attnviz.engine.read.messages import Answer, Answered
from attnviz.ui import theme
from attnviz.ui.attention.heatmap_page import HeatmapPage
from attnviz.ui.attention.lines_page import LinesPage
from attnviz.ui.panes.read.examples import PASSAGES
from attnviz.ui.panes.read.measurements import Tested
from attnviz.ui.panes.read.parts import Bars, Examples, LineField, LooksAt, details_column, say, text_label
from attnviz.ui.panes.read.passage import Mark
from attnviz.ui.panes.read.passage_page import PassagePage
from attnviz.ui.panes.read.section import ReadSection, Seen
from attnviz.ui.panes.read.tested_texts import AnswerTested
from attnviz.ui.panes.read.texts import AnswerTexts
from attnviz.ui.reworded import Reworded
from attnviz.ui.shares import percent
from attnviz.ui.widgets.flow import FlowLayout
from attnviz.ui.widgets.named import named

if TYPE_CHECKING:
    from collections.abc import Sequence

    from attnviz.engine.read.messages import Span
    from attnviz.ui.attention.map_choice import Answer as Betweens
    from attnviz.ui.panes.questions import Ask

OTHERS = 4  # spans beside the best
MOST_SENTENCES = 30  # that have a button


class Sentences(Reworded, QWidget):
    """A button for each sentence of the passage that hides it; ``toggled`` carries its number."""

    toggled = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._label = named(QLabel(), "read.answer.sentences", role="muted")
        self._buttons: list[QPushButton] = []
        self._texts: tuple[str, ...] = ()
        self._flow = FlowLayout(self, gap=4, line_gap=3)
        self._flow.addWidget(self._label)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.retranslate()
        self.hide()

    def show_sentences(self, texts: Sequence[str], hidden: Sequence[int]) -> None:
        """One for each of these, pressed where it is hidden; a passage of one sentence has none."""
        shown = tuple(texts[:MOST_SENTENCES]) if len(texts) > 1 else ()
        while len(self._buttons) < len(shown):
            number = len(self._buttons)
            button = named(QPushButton(str(number + 1)), f"read.answer.sentence.{number}", role="chip", checkable=True)
            button.setCheckable(True)
            button.clicked.connect(lambda _checked=False, number=number: self.toggled.emit(number))
            self._buttons.append(button)
            self._flow.addWidget(button)
        if shown != self._texts:
            self._texts = shown
            self.retranslate()
        for i, button in enumerate(self._buttons):
            button.setVisible(i < len(shown))
            button.setChecked(i in hidden)
        self.setVisible(bool(shown))

    def retranslate(self) -> None:
        self._label.setText(self.tr("Hide sentence"))
        for button, text in zip(self._buttons, self._texts, strict=False):
            short = text if len(text) < 80 else f"{text[:77]}…"
            button.setToolTip(self.tr("Leave out “{}”, or read it again").format(short))
            button.setAccessibleName(button.toolTip())


class AnswerSection(ReadSection):
    """Passage and question in, spans with probabilities out."""

    id = "answer"
    model = defaults.ANSWERER

    @classmethod
    def title(cls) -> str:
        return QCoreApplication.translate("ReadTexts", "Answer")

    def __init__(self, ask: Ask, parent: QWidget | None = None) -> None:
        super().__init__(ask, parent)
        self.hidden: tuple[int, ...] = ()
        self._chosen = 0  # the span that is marked
        self._whole: tuple[str, str, Span | None] | None = None  # the answer with every head on and nothing hidden
        self.asked = LineField("read.answer.question")
        self.asked.setProperty("role", "words")
        self.examples = Examples("read.answer.examples", self._example_titles)
        self.told = named(QLabel(), "read.answer.told", role="title")
        self.told.setWordWrap(True)
        self.sentences = Sentences()
        self.page = PassagePage("read.answer", self.selection, self.sentences)
        self.make_view(
            [self.page, HeatmapPage("read.answer", self.selection), LinesPage("read.answer", self.selection)],
            AnswerTexts(),
        )
        self.spans = Bars("read.answer.span", OTHERS + 2, wrap=True)
        self.probability = text_label("read.answer.probability", "heading")
        self.change = text_label("read.answer.change", "muted")
        self.looks = LooksAt("read.answer", self.selection)
        truth = self.measure_with(AnswerTested())
        self.details = details_column(self.probability, self.spans, self.change, self.looks, truth)
        top = QWidget()
        row = theme_row(top)
        row.addWidget(self.asked, 1)
        row.addWidget(self.examples)
        self.lay_out(top, self.told)
        self.asked.typed.connect(self.typed)
        self.page.field.typed.connect(self._passage_typed)
        self.page.field.refused.connect(self.failed)
        self.page.field.hide_wanted.connect(self._hide_at)
        self.page.field.offer_hiding()
        self.sentences.toggled.connect(self.toggle_sentence)
        self.examples.chosen.connect(self.show_example)
        self.spans.pressed.connect(self._mark)
        self.passage.show_text(PASSAGES[0][1])
        self.asked.show_text(PASSAGES[0][2][0])
        self.retranslate()

    @property
    def passage(self) -> Any:
        """The field of the passage."""
        return self.page.field

    @staticmethod
    def _example_titles() -> list[str]:
        return [f"{title} · {question}" for title, _, questions in PASSAGES for question in questions]

    def show_example(self, number: int) -> None:
        """Ask one of the questions that come with the program."""
        pairs = [(passage, question) for _, passage, questions in PASSAGES for question in questions]
        self.ask_for(*pairs[number])

    def ask_for(self, passage: str, question: str) -> None:
        """Ask another question, at once."""
        if passage != self.passage.toPlainText():
            self.hidden = ()
            self.passage.replace_text(passage)
            self.page.forget_map()
        self.asked.show_text(question)
        self.ask_now()

    def set_text(self, question: str) -> None:
        """Ask another question about the passage, at once."""
        self.asked.show_text(question)
        self.ask_now()

    def request(self) -> Answer:
        passage, question = self.passage.toPlainText(), self.asked.text()
        return Answer(passage, question, heads_off=self.off, hidden=self.hidden)

    def _passage_typed(self) -> None:
        self.hidden = ()
        self.page.forget_map()
        self.page.show_found(None, (), ())
        self.typed()

    # what is left out

    def toggle_sentence(self, number: int) -> None:
        """Leave a sentence out, or read it again."""
        self.hidden = tuple(sorted(set(self.hidden) ^ {number}))
        self.ask_now()

    def _hide_at(self, place: int) -> None:
        if self.result is not None:
            for number, (start, end) in enumerate(self.result.sentences):
                if start <= place < end:
                    self.toggle_sentence(number)
                    return

    # answers

    def between(self, result: Answered) -> Betweens:
        """Question over passage, passage over question, and all words: parts of the same maps."""
        weights, norms, tokens, split = (
            result.attention.weights,
            result.attention.value_norms,
            result.tokens,
            result.split,
        )
        asked, passage = slice(1, split), slice(split + 1, len(tokens) - 1)

        def part(kind: str, rows: slice, columns: slice) -> AttentionBetween:
            of_keys = None if norms is None else norms[:, :, columns]
            return AttentionBetween(
                Attention(kind, weights[:, :, rows, columns], of_keys), Words(tokens[rows]), Words(tokens[columns])
            )

        whole = Words(tokens)
        return (
            part(CROSS, asked, passage),
            part(DECODER, passage, asked),
            AttentionBetween(result.attention, whole, whole),
        )

    def show_result(self, result: Answered) -> None:
        self._chosen = 0
        request = result.request
        if not request.heads_off and not request.hidden:
            self._whole = (request.passage, request.question, result.spans[0] if result.spans else None)
        texts = [request.passage[start:end] for start, end in result.sentences]
        self.sentences.show_sentences(texts, request.hidden)
        if result.spans and self.passage.toPlainText() == request.passage:
            self.passage.show_place(_mark(result.spans[0]))
        self._show_found()

    def _show_found(self) -> None:
        result = self.result
        if result is None:
            return
        spans = result.spans
        chosen = spans[self._chosen] if self._chosen < len(spans) else None
        marked = result.found or self._chosen > 0
        hidden = [Mark(*result.sentences[i]) for i in result.request.hidden if i < len(result.sentences)]
        if self.passage.toPlainText() == result.request.passage:
            others = [_mark(span) for i, span in enumerate(spans) if i != self._chosen and span.probability >= 0.02]
            if not marked and chosen is not None:
                others.insert(0, _mark(chosen))
            self.page.show_found(_mark(chosen) if chosen is not None and marked else None, others, hidden)
        self._word()

    def _word(self) -> None:
        result = self.result
        if result is None:
            return
        if result.found:
            self.told.setText(f"{result.spans[0].text}  ·  {percent(result.spans[0].probability)}")
            heading = self.tr("The answer")
        elif result.none < 0.5:
            self.told.setText(self.tr("No likely answer"))
            heading = self.tr("No likely answer; at best:")
        else:
            self.told.setText(self.tr("No answer here"))
            heading = self.tr("No answer here ({none}); at best:").format(none=percent(result.none))
        say(self.probability, "")
        bars = [(span.text, percent(span.probability), span.probability) for span in result.spans[: OTHERS + 1]]
        if result.none < 0.5:
            bars.append((self.tr("No answer here"), percent(result.none), result.none))
        self.spans.show_bars(heading, bars, chosen=self._chosen if result.found or self._chosen else -1)
        say(self.change, self._change(result))

    def _change(self, result: Answered) -> str:
        """What the answer was before heads were switched off or sentences hidden."""
        request, whole = result.request, self._whole
        if (
            not (request.heads_off or request.hidden)
            or whole is None
            or whole[:2] != (request.passage, request.question)
        ):
            return ""
        before = whole[2]
        if before is None:
            return ""
        now = next((s.probability for s in result.spans if (s.start, s.end) == (before.start, before.end)), 0.0)
        text = self.tr("With every head and sentence: “{text}” {before}; now {now}.")
        return text.format(text=before.text, before=percent(before.probability), now=percent(now))

    def _mark(self, number: int) -> None:
        """Mark another span, and scroll to it."""
        if self.result is not None and number < len(self.result.spans[: OTHERS + 1]):
            self._chosen = number
            self.view.view_bar.pictures["passage"].click()
            self.passage.show_place(_mark(self.result.spans[number]))
            self._show_found()

    def show_map(self) -> None:
        self.looks.show_map(self.map)

    def to_test(self, row: tuple[int, ...]) -> Tested | None:
        result, choice = self.result, self.choice
        if result is None or choice is None or not result.spans:
            return None
        asked, passage = range(1, result.split), range(result.split + 1, len(result.tokens) - 1)
        every = range(len(result.tokens))
        rows, keys = {CROSS: (asked, passage), DECODER: (passage, asked)}.get(choice.view.kind, (every, every))
        return Tested(row or range(len(rows)), keys)

    # saving

    def seen(self) -> Seen | None:
        result = self.result
        if result is None or self.map is None or self.choice is None:
            return None
        told = as_numbers.answered(result)
        return Seen(
            result.request.question, self.answer, self.choice, self.map, self.view.page() == "lines", told,
            as_numbers.answer_lines(result.request), self.page.picture() if self.view.page() == self.page.id else None,
        )  # fmt: skip

    def set_stale(self, stale: bool) -> None:
        super().set_stale(stale)
        self.told.setEnabled(not stale)  # pale: it is the answer to another question

    def save_state(self) -> dict[str, Any]:
        return {
            "passage": self.passage.toPlainText(),
            "question": self.asked.text(),
            "view": self.view.view_bar.state(),
        }

    def restore_state(self, state: dict[str, Any]) -> None:
        passage, question = state.get("passage"), state.get("question")
        if isinstance(passage, str) and isinstance(question, str) and passage.strip():
            self.passage.show_text(passage)
            self.asked.setText(question)

    def present(self, on: bool) -> None:
        super().present(on)
        self.examples.setVisible(not on)
        self.sentences.setVisible(not on and bool(self.sentences._texts))

    def retranslate(self) -> None:
        self._name_pages()
        self.asked.setPlaceholderText(self.tr("Ask something about the passage"))
        self.asked.setAccessibleName(self.tr("Question"))
        self.passage.setPlaceholderText(self.tr("Paste a passage in English, or drop a text file here"))
        self.passage.setAccessibleName(self.tr("Passage"))
        for row in (self.page.rows, self.page.columns):
            row.setAccessibleName(self.tr("Words of the question"))
        self._word()
        if self.answer:
            self.draw()


def _mark(span: Span) -> Mark:
    return Mark(span.start, span.end)


def theme_row(box: QWidget) -> Any:
    """Widgets of a line beside each other."""
    from PySide6.QtWidgets import QHBoxLayout

    row = QHBoxLayout(box)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.GAP)
    return row
