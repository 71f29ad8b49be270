"""The Playground in a real pane, answered by the real engine in the same thread."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from attnviz.engine.messages import Failure, Refused
from attnviz.engine.playground import tables
from attnviz.engine.playground.arithmetic import number
from attnviz.engine.playground.examples import MADE
from attnviz.engine.playground.scorings import GIVEN, SCORINGS
from attnviz.engine.session import Session
from attnviz.ui import i18n, theme
from attnviz.ui.panes.playground.pane import PlaygroundPane
from attnviz.ui.panes.playground.recurrent import VALUES
from attnviz.ui.panes.playground.sections import SECTIONS
from attnviz.ui.panes.playground.texts import PROBLEMS, SCORING_NAMES, problem, steps_shown
from attnviz.ui.widgets.equation import Typesetter
from tests.engine.playground.test_scorings import WEIGHTED

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from attnviz.ui.panes.questions import Question

Answer = Callable[[], None]


class Desk:
    """A shown pane and the engine that answers it when told to."""

    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        self.session = Session([folder])
        self.waiting: list[tuple[Question, Any]] = []
        self.pane = PlaygroundPane()
        qtbot.addWidget(self.pane)
        self.pane.asked.connect(self._asked)
        self.pane.resize(1000, 800)
        self.pane.show()
        self.answer()

    def _asked(self, question: Question, request: Any, interrupt: bool) -> None:
        self.waiting.append((question, request))

    def answer(self, most: int = 20) -> None:
        """Answer what was asked, at most so many requests."""
        for _ in range(most):
            QApplication.processEvents()
            if not self.waiting:
                return
            question, request = self.waiting.pop(0)
            try:
                question.receive(self.session.run(request))
            except Refused as refused:
                question.receive(Failure(request, refused.code, refused.parameters, str(refused)))

    def find(self, name: str) -> Any:
        """The widget with an object name."""
        found = [child for child in self.pane.findChildren(object) if child.objectName() == f"playground.{name}"]
        assert len(found) == 1, f"{len(found)} widgets are called playground.{name}"
        return found[0]

    def values(self, name: str) -> np.ndarray:
        return self.find(name).values()


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    made = Desk(qtbot, tmp_path)
    yield made
    made.pane.hide()


def test_it_opens_with_the_exercise_worked_out(desk: Desk, qtbot: QtBot):
    assert desk.values("weights").sum() == pytest.approx(1)
    assert desk.values("context").shape == (1, 3)
    details = desk.pane.details()
    qtbot.addWidget(details)
    details.show()
    code = desk.pane.section("steps").details().code
    assert "torch.softmax" in code.toPlainText()
    desk.find("q").edited.emit(0, 0, 0.125)
    desk.answer()
    qtbot.waitUntil(lambda: "0.125" in code.toPlainText())
    details.hide()


@pytest.mark.parametrize("example", MADE)
def test_every_made_example_is_shown(desk: Desk, example: str):
    desk.pane.load_example(example)
    desk.answer()
    rows, columns = MADE[example]().numbers.mask.shape
    assert desk.values("weights").shape == (rows, columns)


def test_typing_a_number_changes_everything_after_it(desk: Desk, qtbot: QtBot):
    table, before = desk.find("k"), desk.values("context").copy()
    qtbot.mouseClick(table, Qt.MouseButton.LeftButton, pos=table.cell_center(0, 0))
    qtbot.keyClicks(table, "2")
    editor = table._editor
    qtbot.keyClicks(editor, ".5")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    desk.answer()
    assert desk.values("k")[0, 0] == 2.5
    assert (desk.values("context") != before).any()
    assert table.current() == (1, 0)  # Return goes on to the cell below


@pytest.mark.parametrize(
    ("typed", "said"), [("abc", "not a number"), ("nan", "NaN"), ("inf", "Infinity"), ("1e38", "too large")]
)
def test_what_is_no_number_is_told_and_changes_nothing(desk: Desk, qtbot: QtBot, typed: str, said: str):
    table, before = desk.find("q"), desk.values("q").copy()
    qtbot.mouseClick(table, Qt.MouseButton.LeftButton, pos=table.cell_center(0, 1))
    qtbot.keyClicks(table, typed[0])
    qtbot.keyClicks(table._editor, typed[1:])
    qtbot.keyClick(table._editor, Qt.Key.Key_Return)
    desk.answer()
    assert said in desk.find("problem").text()
    assert desk.find("problem").isVisible()
    assert (desk.values("q") == before).all()


def test_wheel_and_drag_change_the_clicked_cell(desk: Desk, qtbot: QtBot):
    table = desk.find("q")
    start = float(desk.values("q")[0, 1])
    point = table.cell_center(0, 1)
    qtbot.mouseClick(table, Qt.MouseButton.LeftButton, pos=point)
    table.setFocus()
    event = QWheelEvent(
        QPointF(point), QPointF(table.mapToGlobal(point)), QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(table, event)
    assert desk.values("q")[0, 1] == pytest.approx(start + 0.1)
    qtbot.mousePress(table, Qt.MouseButton.LeftButton, pos=point)
    qtbot.mouseMove(table, point - QPoint(0, 12))
    qtbot.mouseRelease(table, Qt.MouseButton.LeftButton, pos=point - QPoint(0, 12))
    assert desk.values("q")[0, 1] == pytest.approx(start + 0.4)


def test_pasting_replaces_a_table_and_a_wrong_shape_is_refused(desk: Desk, qtbot: QtBot):
    table = desk.find("k")
    table.setFocus()
    QGuiApplication.clipboard().setText("1\t2\t3\t4\n5\t6\t7\t8\n0\t0\t0\t0\n1\t1\t1\t1")
    qtbot.keyClick(table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    desk.answer()
    assert desk.values("k")[1].tolist() == [5, 6, 7, 8]
    for text, said in (("1\t2", "needs 4 columns"), ("", "no table"), ("1\t2\n3", "Row 2"), ("1\tx\t1\t1", "column 2")):
        QGuiApplication.clipboard().setText(text)
        qtbot.keyClick(table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
        desk.answer()
        assert said in desk.find("problem").text()
        assert desk.values("k")[1].tolist() == [5, 6, 7, 8]


def test_hiding_everything_is_told_without_a_nan(desk: Desk, qtbot: QtBot):
    table = desk.find("masked")
    for column in range(4):
        qtbot.mouseClick(table, Qt.MouseButton.LeftButton, pos=table.cell_center(0, column))
        desk.answer()
    assert "softmax of nothing" in desk.find("problem").text()
    assert (desk.values("weights") == 0).all()
    assert (desk.values("context") == 0).all()
    assert not any("nan" in text.lower() for row in desk.find("context")._texts for text in row)


def test_hovering_a_result_lights_up_what_made_it(desk: Desk, qtbot: QtBot):
    table = desk.find("scores")
    qtbot.mouseMove(table, table.cell_center(0, 1))
    table.hovered.emit(0, 1)
    assert desk.find("arithmetic").text().endswith("= 4.9")
    assert desk.find("k")._lit == {(1, c) for c in range(4)}
    assert desk.find("q")._lit == {(0, c) for c in range(4)}


def test_undo_and_redo_walk_through_the_numbers(desk: Desk):
    steps = desk.pane.section("steps")
    first = desk.values("q").copy()
    desk.find("q").edited.emit(0, 0, 0.9)
    desk.find("q").edited.emit(0, 0, 0.8)  # the same cell: one step
    desk.find("q").edited.emit(0, 1, 0.7)
    steps.undo()
    assert desk.values("q")[0, :2] == pytest.approx([0.8, first[0, 1]])
    steps.undo()
    assert (desk.values("q") == first).all()
    steps.redo()
    steps.redo()
    desk.answer()
    assert desk.values("q")[0, :2] == pytest.approx([0.8, 0.7])


def test_sizes_masks_scoring_and_temperature(desk: Desk):
    for name, size in (("queries", 12), ("keys", 12), ("d", 16), ("d_value", 16)):
        desk.find(name).setValue(size)
    desk.find("causal").click()
    desk.find("temperature").setValue(0.5)
    for scoring in SCORINGS:
        desk.find("scoring").setCurrentIndex(desk.find("scoring").findData(scoring))
        desk.answer(60)
        assert desk.values("weights").shape == (12, 12)
        assert (np.triu(desk.values("weights"), 1) == 0).all()
    desk.find("padding").click()
    desk.answer()
    assert (desk.values("weights")[:, -1] == 0).all()
    desk.find("unmask").click()
    desk.answer()
    assert (desk.values("weights") > 0).any(0).all()


def test_the_code_goes_to_the_clipboard_and_gives_the_shown_numbers(desk: Desk):
    desk.pane.section("steps").details().copy.click()
    names: dict[str, object] = {}
    exec(QGuiApplication.clipboard().text(), names)
    assert np.asarray(names["context"]) == pytest.approx(desk.values("context"), abs=1e-6)


def test_an_example_without_its_model_says_so_and_keeps_the_numbers(desk: Desk):
    before = desk.values("q").copy()
    desk.pane.load_example("cat-fr")
    desk.answer()
    assert "not installed" in desk.find("problem").text()
    assert (desk.values("q") == before).all()
    desk.pane.load_example("search")
    desk.answer()
    assert "none is installed" in desk.find("problem").text()


def test_two_heads_do_what_one_cannot(desk: Desk):
    desk.pane.show_section("heads")
    desk.answer()
    assert "what is wanted" in desk.find("heads.verdict").text()
    desk.find("heads.1").click()
    desk.answer()
    assert "half and half" in desk.find("heads.verdict").text()
    weights = desk.values("heads.weights0")
    assert weights[1, 0] == pytest.approx(weights[1, 2], abs=1e-5)


@pytest.mark.parametrize(("kind", "blind"), [("none", True), ("sinusoidal", False), ("rotary", False)])
def test_without_positions_a_shuffle_changes_nothing_else(desk: Desk, kind: str, blind: bool):
    desk.pane.show_section("positions")
    desk.answer()
    box = desk.find("positions.kind")
    box.setCurrentIndex(box.findData(kind))
    desk.find("positions.shuffle").click()
    desk.answer()
    assert desk.find("positions.verdict").text().startswith("Order-blind" if blind else "The order matters")


def test_pointing_at_a_position_or_at_a_similarity_reads_its_number(desk: Desk):
    desk.pane.show_section("positions")
    desk.answer()
    section = desk.pane.section("positions")
    hint = section._bar.text.text()
    section._matrix.hovered.emit(2, 1)
    assert "P[2, 2]" in section._bar.text.text()
    assert "cos(2 ×" in section._bar.text.text()
    section._similarity.hovered.emit(2, 3)
    assert "P[2] · P[3]" in section._bar.text.text()
    section._similarity.hovered.emit(-1, -1)
    assert section._bar.text.text() == hint


def test_learned_positions_are_shown_and_an_odd_rotation_is_told(desk: Desk):
    desk.pane.show_section("positions")
    desk.answer()
    box = desk.find("positions.kind")
    box.setCurrentIndex(box.findData("learned"))
    desk.answer()
    assert "reverse twelve letters" in desk.pane.section("positions").details().text()
    assert not desk.find("positions.problem").isVisible()
    box.setCurrentIndex(box.findData("rotary"))
    desk.find("positions.d").setValue(7)
    desk.answer()
    assert "even width" in desk.find("positions.problem").text()


@pytest.mark.parametrize("cell", ["rnn", "gru", "lstm"])
def test_the_decoder_steps_through_time(desk: Desk, cell: str):
    desk.pane.show_section("recurrent")
    desk.answer()
    box = desk.find("recurrent.cell")
    box.setCurrentIndex(box.findData(cell))
    desk.answer()
    first = desk.values("recurrent.h").copy()
    desk.find("recurrent.forward").click()
    assert (desk.values("recurrent.h_before") == first).all()
    assert desk.values("recurrent.weights").sum() == pytest.approx(1, abs=1e-5)
    desk.find("recurrent.h").hovered.emit(0, 0)
    assert "=" in desk.find("recurrent.arithmetic").text()
    desk.find("recurrent.back").click()
    assert (desk.values("recurrent.h") == first).all()


def test_all_equations_can_be_set(desk: Desk):
    sources = [*VALUES.values(), *(each for scoring in (*SCORINGS, GIVEN) for each in steps_shown(scoring).values())]
    for source in sources:
        box = Typesetter(desk.pane.font(), 12).lay_out(source)
        assert min(box.width, box.ascent) > 0, source
    with pytest.raises(ValueError, match="brace"):
        Typesetter(desk.pane.font(), 12).lay_out(r"\frac{a")


def test_a_scoring_function_is_shown_once_it_is_in_the_table(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setitem(SCORINGS, "weighted", WEIGHTED)
    monkeypatch.setitem(SCORING_NAMES, "weighted", "weighted")
    desk = Desk(qtbot, tmp_path)
    box = desk.find("scoring")
    box.setCurrentIndex(box.findData("weighted"))
    desk.answer()
    assert desk.find("weighted.w").isVisible()
    assert not desk.find("additive.v").isVisible()
    assert desk.values("projected_q") == pytest.approx(desk.values("q") * desk.values("weighted.w"), abs=1e-6)
    desk.find("projected_q").hovered.emit(0, 1)
    assert desk.find("arithmetic").text().endswith(f"= {number(desk.values('projected_q')[0, 1])}")
    desk.pane.hide()


def test_every_scoring_function_has_a_name():
    assert set(SCORINGS) < set(SCORING_NAMES)


def test_every_refusal_is_worded():
    parameters = dict.fromkeys(
        ("row", "column", "rows", "columns", "given", "needed", "line", "limit", "tokens", "d", "heads"), 1
    )
    for code in PROBLEMS:
        said = problem(code, {**parameters, "text": "x", "why": "x", "file": "x", "model": "x"})
        assert said
        assert "{" not in said


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("look", ["light", "dark"])
def test_every_section_paints_in_both_themes_and_languages(desk: Desk, look: str, language: str):
    for section in SECTIONS:
        desk.pane.show_section(section.id)
        desk.answer()
    theme.apply(QApplication.instance(), look, 100)  # type: ignore[arg-type]
    i18n.apply(QApplication.instance(), language)  # type: ignore[arg-type]
    QApplication.processEvents()
    for section in SECTIONS:
        desk.pane.show_section(section.id)
        desk.answer()
        image = desk.pane.grab().toImage()
        colors = {image.pixel(x, y) for x in range(0, image.width(), 7) for y in range(0, image.height(), 7)}
        assert len(colors) > 8, section.id


def test_what_was_chosen_is_remembered(desk: Desk, qtbot: QtBot, tmp_path: Path):
    desk.pane.load_example("cross")
    desk.pane.section("steps").choose_scoring("additive")
    desk.pane.show_section("recurrent")
    state = desk.pane.save_state()
    again = PlaygroundPane()
    qtbot.addWidget(again)
    again.restore_state({"section": 5, "steps": {"example": 7, "scoring": None, "seed": "x"}})
    again.restore_state(state)
    assert again.current().id == "recurrent"
    assert again.section("steps").save_state() == desk.pane.section("steps").save_state()


def test_every_control_has_a_name(desk: Desk):
    for section in SECTIONS:
        desk.pane.show_section(section.id)
        desk.answer()
        for child in desk.pane.section(section.id).findChildren(QWidget):
            if child.objectName().startswith("playground.") and child.focusPolicy() != Qt.FocusPolicy.NoFocus:
                text = getattr(child, "text", str)
                assert child.accessibleName() or text(), child.objectName()


HEADS = {"2 to 1": (2, 1), "4 to 1": (4, 1), "1 to 4": (1, 4), "4 to 2": (4, 2)}


@pytest.mark.parametrize("change", HEADS)
def test_a_cell_of_a_head_may_be_pointed_at_while_other_heads_are_awaited(desk: Desk, change: str):
    before, after = HEADS[change]
    desk.pane.show_section("heads")
    desk.answer()
    for heads in (4, before):
        desk.find(f"heads.{heads}").click()
        desk.answer()
    desk.find(f"heads.{after}").click()
    for head in range(4):
        for table in ("weights", "output"):
            for row, column in np.ndindex(desk.values(f"heads.{table}{head}").shape):
                desk.find(f"heads.{table}{head}").hovered.emit(row, column)
    assert not desk.find("heads.arithmetic").text().count("=")
    desk.answer()
    desk.find("heads.weights0").hovered.emit(0, 0)
    assert "=" in desk.find("heads.arithmetic").text()


@pytest.mark.parametrize("before", ["rnn", "gru", "lstm"])
@pytest.mark.parametrize("after", ["rnn", "gru", "lstm"])
def test_a_value_may_be_pointed_at_while_another_cell_is_awaited(desk: Desk, before: str, after: str):
    desk.pane.show_section("recurrent")
    cell, time = desk.find("recurrent.cell"), desk.find("recurrent.time")
    for each in ("lstm", "gru", before):
        cell.setCurrentIndex(cell.findData(each))
        desk.answer()
    cell.setCurrentIndex(cell.findData(after))
    for t in (3, 0):
        time.setValue(t)
        for name in VALUES:
            desk.find(f"recurrent.{name}").hovered.emit(0, 0)


@pytest.mark.parametrize("scoring", SCORINGS)
def test_every_step_may_be_pointed_at_while_other_numbers_are_awaited(desk: Desk, scoring: str):
    """Numbers grow and shrink, or are compared otherwise, and the answer is not there yet."""
    steps = desk.pane.steps()

    def point_everywhere() -> None:
        tables = [each for each in desk.pane.findChildren(QWidget) if hasattr(each, "cell_clicked")]
        for table in tables:
            for row, column in np.ndindex(table.values().shape):
                table.hovered.emit(row, column)
        maps = desk.find("compare")
        for name, values in list(maps._maps.items()):
            for row, column in np.ndindex(values.shape):
                maps.hovered.emit(name, row, column)

    steps.choose_scoring(scoring)
    desk.answer()
    for sizes in ((2, 3), (6, 7), (1, 1), (5, 2)):
        for name, size in zip(("queries", "keys"), sizes, strict=True):
            desk.find(name).setValue(size)
        point_everywhere()
        for query in range(sizes[0]):
            steps.state.choose_query(query)
            point_everywhere()
        for other in SCORINGS:
            steps.choose_scoring(other)
            point_everywhere()
        steps.choose_scoring(scoring)
        desk.answer()


def test_positions_are_read_where_one_points(desk: Desk):
    desk.pane.show_section("positions")
    desk.answer()
    for name, said in (("matrix", "sin("), ("similarity", "")):
        desk.find(f"positions.{name}").hovered.emit(1, 2)
        assert said in desk.find("positions.arithmetic").text()
        assert desk.find("positions.arithmetic").text()
    hint = desk.find("positions.arithmetic").text()
    desk.find("positions.matrix").hovered.emit(-1, -1)
    assert desk.find("positions.arithmetic").text() != hint


@pytest.mark.parametrize("busy", [0.0, 0.25])
@pytest.mark.parametrize("sizes", [(9, 11, 12), (12, 12, 4), (3, 12, 16)])
@pytest.mark.parametrize("scoring", ["scaled_dot", "additive"])
def test_the_weights_are_scrolled_to_as_soon_as_the_tables_stand(
    desk: Desk, busy: float, sizes: tuple[int, int, int], scoring: str
):
    """However long the machine is busy with other things."""
    queries, keys, width = sizes
    steps = desk.pane.steps()
    state, area = steps.state, steps._cards
    state.model_answered.emit()  # what stands next are a model's numbers
    state.change(tables.draw(5, queries=queries, keys=keys, d=width, d_value=width, scoring=scoring))
    question, request = desk.waiting.pop()
    question.receive(desk.session.run(request))
    time.sleep(busy)
    QApplication.processEvents()
    card = area._cards["weights"]
    bottom = card.mapTo(area.viewport(), QPoint(0, card.height())).y()
    at_an_end = area.verticalScrollBar().value() in (0, area.verticalScrollBar().maximum())
    assert bottom == area.viewport().height() - 12 or (at_an_end and 0 < bottom < area.viewport().height())
    assert area.verticalScrollBar().value() > 0
    before = area.verticalScrollBar().value()
    QTest.qWait(150)
    assert area.verticalScrollBar().value() == before
