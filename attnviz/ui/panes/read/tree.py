"""Take apart: the tree of a sentence over its words, the matrix it is read from, and who did what to whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout, QWidget

from attnviz import defaults
from attnviz.engine.attention.messages import CROSS, DECODER, ENCODER, Attention, AttentionBetween, Token, Words
from attnviz.engine.messages import frozen
from attnviz.engine.read import as_numbers
from attnviz.engine.read.messages import Parse, Parsed
from attnviz.ui import theme
from attnviz.ui.attention.heatmap_page import HeatmapPage
from attnviz.ui.attention.lines_page import LinesPage
from attnviz.ui.panes.read import arc_layout, grammar_texts
from attnviz.ui.panes.read.arc_layout import Arc, RoleMark, Tree
from attnviz.ui.panes.read.arcs_page import ArcsPage
from attnviz.ui.panes.read.examples import SENTENCES
from attnviz.ui.panes.read.measurements import Tested
from attnviz.ui.panes.read.parts import Bars, Examples, LooksAt, TextBox, details_column, say, text_label
from attnviz.ui.panes.read.section import ReadSection, Seen
from attnviz.ui.panes.read.tested_texts import TreeTested
from attnviz.ui.panes.read.texts import TreeTexts
from attnviz.ui.shares import percent
from attnviz.ui.theme import colors

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QSizeF
    from PySide6.QtGui import QPainter

    from attnviz.engine.read.messages import Predicate
    from attnviz.ui.attention.map_choice import Answer, Off
    from attnviz.ui.panes.questions import Ask

ROOT = "ROOT"
MOST_ROLES, MOST_HEADS = 8, 4


class TreeSection(ReadSection):
    """A sentence in, its tree and its roles out. The matrix of heads is shown as cross-attention between words and their heads."""

    id = "tree"
    model = defaults.PARSER

    @classmethod
    def title(cls) -> str:
        return QCoreApplication.translate("ReadTexts", "Take apart")

    def __init__(self, ask: Ask, parent: QWidget | None = None) -> None:
        super().__init__(ask, parent)
        self._chosen = self._at = -1  # the predicate whose roles are shown; the word that is pointed at
        self.sentence = TextBox("read.tree.sentence", 1.6, most=4_000)
        self.examples = Examples("read.tree.examples", lambda: SENTENCES)
        self.arcs = ArcsPage()
        self.make_view(
            [self.arcs, HeatmapPage("read.tree", self.selection), LinesPage("read.tree", self.selection)], TreeTexts()
        )
        self.word = text_label("read.tree.word", "heading")
        self.about = text_label("read.tree.about")
        self.heads = Bars("read.tree.head", MOST_HEADS)
        self.predicate = text_label("read.tree.predicate", "heading")
        self.roles = Bars("read.tree.role", MOST_ROLES, wrap=True)
        self.hint = text_label("read.tree.hint", "muted")
        self.looks = LooksAt("read.tree", self.selection)
        truth = self.measure_with(TreeTested())
        self.details = details_column(
            self.predicate, self.roles, self.word, self.about, self.heads, self.looks, self.hint, truth
        )
        top = QWidget()
        row = QHBoxLayout(top)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.GAP)
        row.addWidget(self.sentence, 1)
        row.addWidget(self.examples)
        self.lay_out(top)
        self.sentence.typed.connect(self.typed)
        self.sentence.refused.connect(self.failed)
        self.examples.chosen.connect(lambda number: self.set_text(SENTENCES[number]))
        self.arcs.drawing.pointed.connect(self._point)
        self.arcs.drawing.pressed.connect(self.choose)
        self.roles.pressed.connect(self._follow_role)
        self.sentence.show_text(SENTENCES[0])
        self.retranslate()

    def set_text(self, text: str) -> None:
        """Take another sentence apart, at once."""
        self.sentence.show_text(text)
        self.ask_now()

    def request(self) -> Parse:
        return Parse(self.sentence.toPlainText(), heads_off=self.off)

    def joined_off(self, off: Off) -> Off:
        """Only the encoder's heads can be off: the tree is read from the one map above them."""
        return tuple(each for each in off if each[0] == ENCODER)

    # answers

    def between(self, result: Parsed) -> Answer:
        words = Words(result.words)
        root = Token(-1, ROOT, -1, -1, starts_word=True, kind="special")
        arcs = Attention(CROSS, frozen(result.arcs[None, None]))
        pieces = Words(result.tokens)
        found = (
            AttentionBetween(arcs, words, Words((root, *result.words))),
            AttentionBetween(result.attention, pieces, pieces),
        )
        if not result.predicates:
            return found
        verbs = Words(tuple(result.words[each.place] for each in result.predicates))
        return *found, AttentionBetween(Attention(DECODER, frozen(result.attended[None, None])), verbs, words)

    def show_result(self, result: Parsed) -> None:
        places = [each.place for each in result.predicates]
        if self._chosen not in places:
            verbs = [each.place for each in sorted(result.predicates, key=lambda each: -len(each.roles))]
            self._chosen = next((place for place in verbs if result.heads[place] == 0), verbs[0] if verbs else -1)
        if self._at >= len(result.words):
            self._at = -1
        self.arcs.drawing.show_tree(self._tree(result))
        self._tell()

    def _tree(self, result: Parsed) -> Tree:
        arcs = [
            Arc(head - 1, word, label)
            for word, (head, label) in enumerate(zip(result.heads, result.labels, strict=True))
        ]
        arcs += [
            Arc(each.head - 1, each.word, f"{each.label} {each.probability * 100:.0f} %", second=True)
            for each in result.second
        ]
        predicate = self._predicate()
        roles = () if predicate is None else predicate.roles
        marks = [
            RoleMark(r.start, r.end, grammar_texts.role_name(r.label), grammar_texts.role_words(r.label)) for r in roles
        ]
        return Tree(
            tuple(token.text for token in result.words),
            result.upos,
            tuple(arcs),
            frozenset(each.place for each in result.predicates),
            self._chosen,
            tuple(marks),
        )

    def _predicate(self) -> Predicate | None:
        if self.result is None:
            return None
        return next((each for each in self.result.predicates if each.place == self._chosen), None)

    def choose(self, word: int) -> None:
        """Show the roles of the predicate at a place; of what is none, none."""
        if self.result is None:
            return
        places = [each.place for each in self.result.predicates]
        self._chosen = word if word in places and word != self._chosen else -1
        self.arcs.drawing.show_tree(self._tree(self.result))
        self._tell()

    def _point(self, word: int) -> None:
        self._at = word
        self._tell_word()

    # words

    def _tell(self) -> None:
        result, predicate = self.result, self._predicate()
        if result is None:
            return
        if predicate is None:
            say(self.predicate, "")
            self.roles.show_bars("", [])
        else:
            say(
                self.predicate,
                self.tr("“{word}”: who did what to whom").format(word=result.words[predicate.place].text),
            )
            bars = []
            for role in predicate.roles[:MOST_ROLES]:
                words = self._text(role.start, role.end)
                plain = grammar_texts.role_words(role.label)
                name = grammar_texts.role_name(role.label)
                said = self.tr("{name}, {plain}: {words}") if plain else self.tr("{name}: {words}")
                bars.append(
                    (said.format(name=name, plain=plain, words=words), percent(role.probability), role.probability)
                )
            self.roles.show_bars("" if bars else self.tr("It has no roles here."), bars)
        hint = self.tr("Click a word with a dotted line to see its roles; point at a word to see its head.")
        say(self.hint, hint if result.predicates else "")
        self._tell_word()

    def _text(self, start: int, end: int) -> str:
        result = self.result
        if 0 <= start < end <= len(result.words):
            return str(result.text[result.words[start].start : result.words[end - 1].end])
        return ""

    def _tell_word(self) -> None:
        result, at = self.result, self._at
        if result is None or not 0 <= at < len(result.words):
            say(self.word, "")
            say(self.about, "")
            self.heads.show_bars("", [])
            return
        tag, label = result.upos[at], result.labels[at]
        say(self.word, result.words[at].text)
        relation = grammar_texts.relation_words(label)
        say(
            self.about,
            self.tr("{tag}, {words} ({share})").format(
                tag=tag, words=grammar_texts.upos_words(tag), share=percent(result.upos_probabilities[at])
            )
            + "\n"
            + (f"{label}: {relation}" if relation else label)
            + f" ({percent(result.label_probabilities[at])})",
        )
        row = result.arcs[at]
        order = [int(i) for i in (-row).argsort(kind="stable")[:MOST_HEADS] if row[i] >= 0.005]
        names = [ROOT, *(token.text for token in result.words)]
        bars = [(names[i], percent(float(row[i])), float(row[i])) for i in order]
        chosen = order.index(result.heads[at]) if result.heads[at] in order else -1
        self.heads.show_bars(self.tr("Its head"), bars, chosen=chosen)

    def _follow_role(self, number: int) -> None:
        predicate = self._predicate()
        if predicate is not None and number < len(predicate.roles):
            self._point(predicate.roles[number].start)

    def show_map(self) -> None:
        is_map = self.view.page() != self.arcs.id
        self.looks.show_map(self.map if is_map else None)

    def to_test(self, row: tuple[int, ...]) -> Tested | None:
        result, choice = self.result, self.choice
        if result is None or choice is None or choice.view.kind == DECODER:
            return None
        first = [next((i for i, t in enumerate(result.tokens) if t.start == w.start), -1) for w in result.words]
        keys: Sequence[int] = [-1, *first]
        rows: Sequence[int] = range(len(result.words))
        group = row
        if choice.view.kind == ENCODER:
            keys = rows = range(len(result.tokens))
            group = tuple(first.index(row[0]) for _ in row[:1] if row[0] in first)
            if row and not group:
                return None  # a mark has no head
        name = result.words[group[0]].text if group else ""
        return Tested(row or rows, keys, group, name)

    def shares_heads(self, kind: str) -> bool:
        return kind == ENCODER

    # saving

    def seen(self) -> Seen | None:
        result = self.result
        if result is None or self.map is None or self.choice is None:
            return None
        placed = self.arcs.drawing.placed()
        picture = (placed.size, self.draw_page) if placed is not None and self.view.page() == self.arcs.id else None
        return Seen(
            result.text,
            self.answer,
            self.choice,
            self.map,
            self.view.page() == "lines",
            as_numbers.parsed(result),
            as_numbers.parse_lines(result.request),
            picture,
        )

    def draw_page(self, painter: QPainter, size: QSizeF, vector: bool) -> None:
        placed = self.arcs.drawing.placed()
        if placed is not None:
            arc_layout.draw(painter, placed, self.arcs.drawing.font(), colors())

    def save_state(self) -> dict[str, Any]:
        return {"sentence": self.sentence.toPlainText()}

    def restore_state(self, state: dict[str, Any]) -> None:
        if isinstance(state.get("sentence"), str) and state["sentence"].strip():
            self.sentence.show_text(state["sentence"])

    def present(self, on: bool) -> None:
        super().present(on)
        self.examples.setVisible(not on)

    def retranslate(self) -> None:
        self._name_pages()
        self.sentence.setPlaceholderText(self.tr("Type a sentence in English"))
        self.sentence.setAccessibleName(self.tr("Sentence"))
        self.arcs.drawing.setAccessibleName(self.tr("The tree: arcs from heads to words"))
        if self.result is not None:
            self.arcs.drawing.show_tree(self._tree(self.result))
            self._tell()
            self.draw()
