"""The Read pane: what a person types is what is answered and drawn, section by section."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication

from attnviz.engine.attention.messages import CROSS, DECODER, ENCODER
from attnviz.ui.panes.read import arc_layout
from attnviz.ui.panes.read.arc_layout import Arc, RoleMark, Tree
from attnviz.ui.panes.read.blank_chips import blanked, filled, words_of
from attnviz.ui.panes.read.examples import PASSAGES, SENTENCES, TEXTS
from attnviz.ui.panes.read.grammar_texts import relation_words, role_words, upos_words
from attnviz.ui.panes.read.passage import Mark, Units
from attnviz.ui.panes.read.sections import SECTIONS
from attnviz.ui.widgets.selection import Spot

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from attnviz.ui.panes.read.pane import ReadPane

LEFT = Qt.MouseButton.LeftButton
IDS = [section.id for section in SECTIONS]


def visit(pane: ReadPane, id: str, qtbot: QtBot) -> Any:
    """A section with its first answer."""
    if id not in pane.sections:
        pytest.skip(f"{id} is not in the window")
    pane.show_section(id)
    settle(pane, qtbot)
    return pane.section(id)


def settle(pane: ReadPane, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: pane.is_settled() and pane.current().result is not None)


@pytest.mark.parametrize("id", IDS)
def test_every_section_begins_with_an_example_that_is_answered(pane: ReadPane, id: str, qtbot: QtBot) -> None:
    section = visit(pane, id, qtbot)
    assert section.answer
    assert section.map is not None
    assert pane.details().currentWidget() is section.details
    assert not pane.message.isVisible()


def test_the_answer_is_marked_in_the_passage_as_it_is_typed(pane: ReadPane, qtbot: QtBot) -> None:
    section = visit(pane, "answer", qtbot)
    asked = section.asked
    asked.selectAll()
    qtbot.keyClicks(asked, "Who sold the boat?")
    settle(pane, qtbot)
    result = section.result
    assert result.request.question == "Who sold the boat?"
    bars = [bar.text() for bar in section.spans.bars if bar.isVisibleTo(section.spans)]
    assert bars == [*(span.text for span in result.spans[:5]), *(["No answer here"] if result.none < 0.5 else [])]
    section.spans.bars[1].click()
    marked = section.passage._answer
    assert (marked.start, marked.end) == (result.spans[1].start, result.spans[1].end)
    assert section.passage.boxes(marked)


def test_a_word_of_the_question_lights_where_it_looks(pane: ReadPane, qtbot: QtBot) -> None:
    section = visit(pane, "answer", qtbot)
    section.view.drawer.choose(CROSS, [(1, 2)])
    section.draw()
    section.selection.hover(Spot(row=2))
    _, values = section.page.strengths()
    split, weights = section.result.split, section.result.attention.weights[1, 2]
    picture = section.map.picture
    pieces = [1 + i for i in picture.row_tokens[2]]  # of the word, after [CLS]
    passage = weights[pieces, split + 1 : -1].mean(0)
    expected = np.array([passage[list(group)].sum() for group in picture.column_tokens]) / passage.sum()
    assert np.allclose(values, expected, atol=1e-5)
    assert section.looks.bars[0].isVisibleTo(section.looks)
    section.view.drawer.choose(DECODER)
    section.draw()
    section.selection.hover(Spot(column=2))
    _, back = section.page.strengths()
    assert len(back) == len(section.map.picture.rows)
    section.view.drawer.choose(ENCODER)
    section.draw()
    assert section.view.page() == "heatmap"  # all words at once are no passage


def test_a_sentence_is_hidden_and_shown_again(pane: ReadPane, qtbot: QtBot) -> None:
    section = visit(pane, "answer", qtbot)
    whole = section.result.spans[0]
    number = next(i for i, (start, end) in enumerate(section.result.sentences) if start <= whole.start < end)
    button = pane.findChild(object, f"read.answer.sentence.{number}")
    button.click()
    settle(pane, qtbot)
    assert section.result.request.hidden == (number,)
    start, end = section.result.sentences[number]
    assert not any(span.start < end and start < span.end for span in section.result.spans)
    assert whole.text in section.change.text()
    assert "1" in pane.note.text()
    button.click()
    settle(pane, qtbot)
    assert section.result.spans[0] == whole
    assert section.change.text() == ""


def test_a_head_that_is_off_is_off_in_every_kind(pane: ReadPane, qtbot: QtBot) -> None:
    section = visit(pane, "answer", qtbot)
    before = section.result.begins
    section.view.drawer.choose(CROSS, [(1, 0)])
    section.view.drawer.switch_chosen()
    settle(pane, qtbot)
    assert set(section.off) == {(kind, 1, 0) for kind in (CROSS, DECODER, ENCODER)}
    assert not np.allclose(before, section.result.begins)
    section.view.drawer.choose(ENCODER, [(1, 0)])
    section.view.drawer.switch_chosen()
    settle(pane, qtbot)
    assert section.off == ()
    assert np.allclose(before, section.result.begins)


@pytest.mark.parametrize(
    ("passage", "question", "said"),
    [
        ("", "Who?", "Paste or type a passage"),
        ("The man sold his boat.", "  ", "Type a question"),
        ("船在海上。", "Who?", "reads English"),
        ("1 2 3", "Who?", "no letters"),
        ("\x00\x01", "Who?", "Paste or type a passage"),
    ],
)
def test_what_cannot_be_answered_gets_one_sentence_and_loses_nothing(
    pane: ReadPane, qtbot: QtBot, passage: str, question: str, said: str
) -> None:
    section = visit(pane, "answer", qtbot)
    result = section.result
    section.ask_for(passage, question)
    settle(pane, qtbot)
    assert said in pane.message.text()
    assert pane.message.isVisible()
    assert section.result is result
    section.ask_for(*PASSAGES[1][1:2], PASSAGES[1][2][0])
    settle(pane, qtbot)
    assert not pane.message.isVisible()
    assert section.result.request.question == PASSAGES[1][2][0]


def test_a_word_is_blanked_filled_and_comes_back(pane: ReadPane, qtbot: QtBot) -> None:
    section = visit(pane, "fill", qtbot)
    section.set_text("The old man sold his boat.")
    assert not section.lists[0].isVisibleTo(section)
    section.toggle_word(2)
    settle(pane, qtbot)
    assert section.text() == "The old ___ sold his boat."
    assert section.result.request.text == section.text()
    assert len([bar for bar in section.lists[0].bars if bar.isVisibleTo(section.lists[0])]) == 10
    section.toggle_word(5)
    settle(pane, qtbot)
    assert section.text() == "The old ___ sold his ___."
    assert len(section.result.fillings) == 2
    word = section.result.fillings[0][1].token
    section.lists[0].bars[1].click()
    settle(pane, qtbot)
    assert section.text() == f"The old {word} sold his ___."
    section.toggle_word(5)
    assert section.text() == f"The old {word} sold his boat."
    section.sentence.undo()
    assert section.text() == f"The old {word} sold his ___."


def test_chips_are_the_typed_words_and_know_their_rows(pane: ReadPane, qtbot: QtBot) -> None:
    section = visit(pane, "fill", qtbot)
    section.set_text("The keeper, she met a ___ .")
    settle(pane, qtbot)
    assert [chip.text for chip in section.chips.chips()] == ["The", "keeper", ",", "she", "met", "a", "___", "."]
    rows = section.map.picture.rows
    assert [rows[row] for row in section.chips._rows] == ["The", "keeper", ",", "she", "met", "a", "___", "."]
    qtbot.mouseClick(section.chips, LEFT, pos=section.chips.box(1).center().toPoint())
    settle(pane, qtbot)
    assert section.text() == "The ___, she met a ___ ."


def test_two_sentences_are_compared(pane: ReadPane, qtbot: QtBot) -> None:
    section = visit(pane, "fill", qtbot)
    section.compare_texts("The man met a ___ .", "The doctor met the ___ .")
    qtbot.waitUntil(lambda: pane.is_settled() and section.compared_result is not None)
    assert section.compared.isVisible()
    assert section.compared_result.request.second.text == "The doctor met the ___ ."
    told = json.loads(pane.exporter.json(section.seen()))
    assert told["words"][0]["difference"] == pytest.approx(
        told["words"][0]["second"] - told["words"][0]["first"], abs=2e-6
    )
    section.compare.setChecked(False)
    assert section.view.isVisible()


def test_a_tree_is_drawn_and_a_predicate_shows_its_roles(pane: ReadPane, qtbot: QtBot) -> None:
    section = visit(pane, "tree", qtbot)
    section.set_text("She met a stranger and sold the boat.")
    settle(pane, qtbot)
    result, view = section.result, section.arcs.drawing
    tree = view.tree()
    assert tree.words == tuple(token.text for token in result.words)
    firm = [arc for arc in tree.arcs if not arc.second]
    assert [(arc.word, arc.head + 1, arc.label) for arc in firm] == [
        (i, head, label) for i, (head, label) in enumerate(zip(result.heads, result.labels, strict=True))
    ]
    picture = section.map.picture
    section.view.view_bar.pictures["heatmap"].click()
    assert section.view.drawer.isVisible()  # the encoder's heads below the one map of the parser
    assert [each.attention.kind for each in section.answer] == [CROSS, ENCODER, DECODER][: len(section.answer)]
    assert np.allclose(result.attended.sum(-1), 1, atol=1e-4)
    assert result.attended.shape == (len(result.predicates), len(result.words))
    assert picture.columns[0] == "ROOT"
    assert np.allclose(section.map.weights, result.arcs, atol=1e-6)
    section.view.drawer.choose(ENCODER, [(1, 2)])
    section.draw()
    assert np.allclose(section.map.weights, result.attention.weights[1, 2], atol=1e-6)
    section.view.view_bar.pictures["arcs"].click()
    for each in result.predicates:
        section.choose(-1)
        qtbot.mouseClick(view, LEFT, pos=view.word_box(each.place).toPoint())
        assert view.tree().chosen == each.place
        assert len(view.tree().roles) == len(each.roles)
        break
    qtbot.mouseMove(view, QPoint(0, 0))
    qtbot.mouseMove(view, view.word_box(0).toPoint())
    assert section.word.text() == "She"
    assert section.heads.isVisibleTo(section.details)


def test_texts_are_ranked_edited_and_opened(pane: ReadPane, qtbot: QtBot, tmp_path: Path) -> None:
    section = visit(pane, "find", qtbot)
    ranking = section.list.ranking
    assert ranking.rowCount() == len(TEXTS)
    assert ranking.shares.sum() == pytest.approx(1, abs=1e-4)
    assert ranking.data(ranking.index(0)) == TEXTS[int(section.result.order[0])]
    before = ranking.shares.max()
    section.temperature.setValue(1)
    assert ranking.shares.max() >= before
    section.list.setCurrentIndex(ranking.index(3))
    settle(pane, qtbot)
    assert section.result.shown == int(ranking.order[3])
    section.edit.setChecked(True)
    section.editor.setPlainText("a red cat\n\nthe old lighthouse\n")
    section.edit.setChecked(False)
    settle(pane, qtbot)
    assert section.result.request.texts == ("a red cat", "the old lighthouse")
    (tmp_path / "mine.txt").write_text("tea\ncoffee\nrain\n", "utf-8")
    assert section.open_file(tmp_path / "mine.txt")
    settle(pane, qtbot)
    assert section.result.request.texts == ("tea", "coffee", "rain")
    assert not section.open_file(tmp_path / "none.txt")
    assert "none.txt" in pane.message.text()
    section.set_texts(())
    qtbot.waitUntil(lambda: "no texts" in pane.message.text())


@pytest.mark.parametrize("id", IDS)
def test_everything_that_is_seen_can_be_saved(pane: ReadPane, id: str, qtbot: QtBot, tmp_path: Path) -> None:
    section = visit(pane, id, qtbot)
    for page in section.pages.values():
        section.view.view_bar.pictures[page.id].click()
        for what in ("png", "svg", "csv", "json", "npz"):
            path = tmp_path / f"{page.id}.{what}"
            assert pane.exporter.save_as(what, path)
            assert path.stat().st_size > 40
    told = json.loads((tmp_path / f"{page.id}.json").read_text("utf-8"))
    assert told["shown"]["rows"] == list(section.map.picture.rows)
    pane.exporter.copy("python")
    lines = QGuiApplication.clipboard().text()
    compile(lines, "copied", "exec")
    assert "Session().run(" in lines
    pane.exporter.copy("numbers")
    pane.exporter.copy("picture")


def test_what_was_typed_is_there_again(pane: ReadPane, qtbot: QtBot) -> None:
    visit(pane, IDS[-1], qtbot)
    for id in IDS:
        pane.section(id).restore_state(dict.fromkeys(pane.section(id).save_state(), 3))  # of another type: ignored
    pane.section("answer").ask_for("A man met a dog.", "Who?")
    kept = pane.save_state()
    assert json.loads(json.dumps(kept)) == kept
    other = type(pane)()
    qtbot.addWidget(other)
    other.restore_state(kept)
    assert other.current().id == IDS[-1]
    assert other.section("answer").request().passage == "A man met a dog."


def test_examples_are_offered_and_answered(pane: ReadPane, qtbot: QtBot) -> None:
    for id in IDS:
        section = visit(pane, id, qtbot)
        actions = section.examples.menu().actions()
        assert len(actions) >= 5
        actions[-1].trigger()
        qtbot.waitUntil(pane.is_settled)
        assert not pane.message.isVisible()


# functions of plain data


def test_arcs_of_a_tree_never_share_a_height_where_they_meet() -> None:
    spans = [(0, 1), (1, 2), (0, 3), (2, 3), (1, 4), (0, 4), (3, 5)]
    heights = arc_layout.levels(spans)
    for i, (a, b) in enumerate(spans):
        for j, (c, d) in enumerate(spans):
            if i != j and a < d and c < b:
                assert heights[i] != heights[j]
                if c >= a and d <= b:
                    assert heights[j] < heights[i]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_labels_and_words_of_a_tree_do_not_cover_each_other(sentence: str, pane: ReadPane) -> None:
    words = tuple(sentence.removesuffix(".").split())
    count = len(words)
    arcs = [
        Arc(-1, 0, "root"),
        *(Arc(i - 1, i, "compound:prt") for i in range(1, count)),
        Arc(count - 1, 1, "nsubj 31 %", second=True),
    ]
    roles = (RoleMark(0, 2, "A0", "the one who acts"), RoleMark(2, 3, "TMP", "when"))
    placed = arc_layout.lay_out(Tree(words, ("NOUN",) * count, tuple(arcs), frozenset({1}), 1, roles), pane.font())
    boxes = [*placed.words, *placed.tags]
    labels = [each.label for each in placed.arcs]
    for some in (boxes, labels):
        for i, box in enumerate(some):
            assert not any(i != j and box.intersects(other.adjusted(1, 1, -1, -1)) for j, other in enumerate(some))
    assert placed.size.width() > max(box.right() for box in boxes)
    assert placed.word_at(placed.words[2].center()) == 2


def test_words_of_a_sentence_are_blanked_and_filled_in_place() -> None:
    text = "I don't know Anna-Lena’s dog, but ___ do."
    assert [text[a:b] for a, b in words_of(text)] == [
        "I",
        "don't",
        "know",
        "Anna-Lena’s",
        "dog",
        ",",
        "but",
        "___",
        "do",
        ".",
    ]
    assert blanked("The cat sat.", (4, 7)) == "The ___ sat."
    assert filled("___ sat. ___ ran.", (0, 3), "cats") == "Cats sat. ___ ran."
    assert filled("He saw ___.", (7, 10), "cats") == "He saw cats."


def test_places_are_counted_as_qt_does() -> None:
    units = Units("a🙂b🙂c")
    assert [units.to_qt(i) for i in range(6)] == [0, 1, 3, 4, 6, 7]
    assert [units.from_qt(i) for i in (0, 1, 3, 4, 6)] == [0, 1, 2, 3, 4]
    assert units.mark(Mark(2, 5)) == Mark(3, 7)


def test_labels_of_the_treebank_are_told_in_plain_words() -> None:
    assert role_words("ARG0") == "the one who acts"
    assert role_words("ARGM-TMP") == "when"
    assert role_words("R-ARG1") == "word that stands for: what is acted on"
    assert role_words("C-ARGM-LOC") == "where, continued"
    assert role_words("ODD") == ""
    assert relation_words("nsubj:pass") == "subject"
    assert relation_words("odd") == ""
    assert upos_words("PROPN") == "proper noun"
    assert upos_words("ODD") == "ODD"
