"""The Open pane with files as they are, and with an engine that answers by hand: what is seen is what was answered."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPointF, QSize, Qt, QUrl
from PySide6.QtGui import QAccessible, QDropEvent

from attnviz.engine.attention.messages import ENCODER, Attention, AttentionBetween, Token, Words
from attnviz.engine.attention_files import open_file
from attnviz.engine.messages import Idle, Refused, frozen
from attnviz.engine.open.messages import (
    AblateEveryHead,
    AttentionShape,
    Choice,
    EffectOfHeads,
    EveryHeadAblated,
    LensRead,
    LogitLens,
    NewRows,
    OpenedModel,
    OpenModel,
    Prediction,
    Reading,
    ReadInput,
    Write,
    Writing,
)
from attnviz.script import save
from attnviz.ui.panes.open import subject
from attnviz.ui.panes.open.pane import OpenPane
from attnviz.ui.widgets.selection import Spot
from tests.ui.test_access import controls

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from attnviz.engine.attention_files.messages import OpenAttention
    from attnviz.ui.window import Window
    from tests.ui.conftest import PatientBot

LAYERS, HEADS = 2, 3


def tokens(text: str) -> tuple[Token, ...]:
    return tuple(Token(sum(map(ord, word)), word, 0, len(word), True, "word") for word in text.split())


def made(text: str, off: tuple[Any, ...] = ()) -> AttentionBetween:
    axis = Words(tokens(text))
    scores = np.random.default_rng(len(text)).normal(size=(LAYERS, HEADS, len(axis), len(axis)))
    weights = np.exp(scores - 2 * len(off) * 0.01)
    return AttentionBetween(Attention(ENCODER, frozen(weights / weights.sum(-1, keepdims=True))), axis, axis)


class Engine:
    """A model that reads words, says the last one again, and writes "on" after "on"."""

    def __init__(self) -> None:
        self.asked: list[Any] = []

    def __call__(self) -> Callable[..., Any]:
        return self.run

    def run(self, request: Any, progress: Any) -> Any:
        if isinstance(request, Idle):
            return None
        self.asked.append(request)
        return getattr(self, type(request).__name__)(request)

    def OpenAttention(self, request: OpenAttention) -> Any:
        return open_file.opened(request.path, request)

    def OpenModel(self, request: OpenModel) -> OpenedModel:
        if "missing" in request.path:
            raise Refused("config_missing", "There is none.", path=request.path)
        if request.device == "cuda":
            raise Refused("device_missing", "There is none.", device="cuda")
        shapes = (AttentionShape(ENCODER, LAYERS, HEADS),)
        return OpenedModel(
            request, "a try", "decoder", "tiny", "TinyModel", shapes, 1000, 4000, request.device, request.dtype,
            ("text",), "next_token", 64, "", True, False, True, True, (), 1.0,
        )  # fmt: skip

    def ReadInput(self, request: ReadInput) -> Reading:
        text = request.input.text  # type: ignore[union-attr]
        if text == "too long":
            raise Refused("out_of_memory", "There is none left.")
        off = request.heads_off + request.heads_mean
        words = tokens(text)
        said = Choice(words[-1].id, words[-1].text, 0.75 - 0.25 * bool(off))
        predictions = tuple(Prediction("source", i, (said, Choice(7, "else", 0.1)), said) for i in range(len(words)))
        model = self.OpenModel(request.model)
        return Reading(
            request, model, words, (), (made(text, off),), predictions, predictions[-1], said.text, None, (), 1.0
        )

    def Write(self, request: Write) -> Writing:
        done = sum(isinstance(each, Write) and each is request for each in self.asked)
        prompt = len(request.text.split())
        count = prompt + len(request.written) + done
        texts = [*request.text.split(), *(["else"] * len(request.written)), *(["on"] * done)]
        words = tuple(
            Token(9 if text == "on" else 7 if text == "else" else 1, text, 0, 2, True, "word") for text in texts
        )
        first = 0 if done == 1 else count - 2
        read = count - 1
        rows = np.tril(np.ones((read, read)))[first:]
        rows = np.broadcast_to(rows / rows.sum(1, keepdims=True), (LAYERS, HEADS, *rows.shape))
        said = Choice(9, "on", 0.9)
        new = (Prediction("source", count - 2, (said, Choice(7, "else", 0.1)), said),)
        ended = done == request.tokens
        return Writing(
            request, self.OpenModel(request.model), (), words, prompt,
            (NewRows("decoder_self_attention", first, frozen(rows)),), new, " ".join(texts),
            "length" if ended else "", 1.0 if ended else done / request.tokens, (), 1.0,
        )  # fmt: skip

    def LogitLens(self, request: LogitLens) -> LensRead:
        words = tokens(request.input.text)  # type: ignore[union-attr]
        texts = tuple(tuple((f"d{depth}p{place}", "x") for place in range(len(words))) for depth in range(LAYERS + 1))
        shares = np.full((LAYERS + 1, len(words), 2), 0.5)
        return LensRead(request, "source", words, frozen(np.zeros_like(shares), "int32"), texts, frozen(shares), 1.0)

    def AblateEveryHead(self, request: AblateEveryHead) -> EveryHeadAblated:
        drops = frozen(np.arange(LAYERS * HEADS).reshape(LAYERS, HEADS))
        return EveryHeadAblated(request, "x", -1.0, (EffectOfHeads(ENCODER, drops),), 1.0)


@pytest.fixture
def engine() -> Engine:
    return Engine()


@pytest.fixture
def pane(open_window: Callable[..., Window], engine: Engine) -> OpenPane:
    window = open_window((OpenPane,), engine)
    pane = window.pane
    assert isinstance(pane, OpenPane)
    return pane


def opened(qtbot: PatientBot, pane: OpenPane, text: str = "cats sleep on mats") -> OpenPane:
    pane.input.text.show_text(text)
    pane.open_path("/models/tiny")  # type: ignore[arg-type]
    qtbot.waitUntil(lambda: pane.state.reading is not None and pane.is_settled())
    return pane


def test_before_anything_is_open_the_buttons_that_bring_it_are_seen(pane: OpenPane) -> None:
    assert pane.empty.isVisible()
    assert pane.empty.folder.isVisible()
    assert not pane.panel.isVisible()


@pytest.mark.parametrize("ending", ["safetensors", "npz", "npy", "json"])
def test_a_file_is_shown_with_its_numbers(qtbot: PatientBot, pane: OpenPane, tmp_path: Path, ending: str) -> None:
    between, path = made("cats sleep"), tmp_path / f"a.{ending}"
    save(path, between.attention.weights, None if ending == "npy" else ["cats", "sleep"])
    pane.open_path(path)
    qtbot.waitUntil(lambda: pane.state.subject is not None)
    assert pane.panel.isVisible()
    assert not pane.input.isVisible()
    pane.show_section("head")
    pane.one_head.choose(1, 2)
    assert pane.one_head.map is not None
    np.testing.assert_allclose(pane.one_head.map.weights, between.attention.weights[1, 2], atol=1e-6)
    assert pane.sources.recent == [path]


def test_a_lone_map_has_no_heads_of_the_file_before_beside_it(
    qtbot: PatientBot, pane: OpenPane, tmp_path: Path
) -> None:
    save(tmp_path / "many.npz", made("a b c").attention.weights)
    save(tmp_path / "one.npz", made("a b c").attention.weights[:1, :1])
    pane.show_section("head")
    for name, beside in (("many", True), ("one", False), ("many", True)):
        before = pane.state.subject
        pane.open_path(tmp_path / f"{name}.npz")
        qtbot.waitUntil(lambda before=before: pane.state.subject is not before)  # type: ignore[misc]
        assert pane.one_head.view.drawer.isVisible() is beside


def test_a_bad_file_is_told_in_one_sentence_and_what_was_shown_stays(
    qtbot: PatientBot, pane: OpenPane, tmp_path: Path
) -> None:
    save(tmp_path / "good.npz", made("a b").attention.weights)
    (tmp_path / "bad.npz").write_bytes(b"nothing")
    pane.open_path(tmp_path / "good.npz")
    qtbot.waitUntil(lambda: pane.state.subject is not None)
    subject = pane.state.subject
    pane.open_path(tmp_path / "bad.npz")
    qtbot.waitUntil(lambda: bool(pane.message.text()))
    assert pane.message.text().startswith("bad.npz cannot be read")
    assert pane.state.subject is subject


def test_what_is_odd_in_a_file_is_told(qtbot: PatientBot, pane: OpenPane, tmp_path: Path) -> None:
    path = tmp_path / "odd.json"
    path.write_text(json.dumps({"attention": [[[[0.5, 0.1], [0.5, 0.5]]]], "tokens": ["a"]}))
    pane.open_path(path)
    qtbot.waitUntil(lambda: pane.state.subject is not None)
    assert "do not sum to 1" in pane.note.text()
    assert "1 tokens for 2" in pane.note.text()


def test_a_dropped_file_is_opened(qtbot: PatientBot, pane: OpenPane, tmp_path: Path) -> None:
    save(tmp_path / "a.npz", made("a b").attention.weights)
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(tmp_path / "a.npz"))])
    copy, none = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
    pane.dropEvent(QDropEvent(QPointF(5, 5), copy, mime, Qt.MouseButton.LeftButton, none))
    qtbot.waitUntil(lambda: pane.state.subject is not None)


def test_a_model_reads_what_is_typed_and_says_something(qtbot: PatientBot, pane: OpenPane, engine: Engine) -> None:
    opened(qtbot, pane)
    assert pane.answer.text() == "mats"
    assert pane._details.bars[0].text() == "mats"
    assert pane.all_heads.page.map.stack is not None
    assert pane.all_heads.page.map.stack.shape == (LAYERS, HEADS, 4, 4)
    pane.input.text.setPlainText("dogs bark loudly")
    qtbot.waitUntil(lambda: pane.answer.text() == "loudly")
    assert pane.all_heads.page.map.labels.keys == ["dogs", "bark", "loudly"]


def test_of_many_texts_the_newest_is_shown(qtbot: PatientBot, pane: OpenPane, engine: Engine) -> None:
    opened(qtbot, pane)
    for count in range(20):
        pane.input.text.setPlainText(f"text {count}")
        pane.read()
    qtbot.waitUntil(lambda: pane.answer.text() == "19" and pane.is_settled())


def test_without_a_text_nothing_is_asked(qtbot: PatientBot, pane: OpenPane, engine: Engine) -> None:
    opened(qtbot, pane)
    asked = len(engine.asked)
    pane.input.text.setPlainText("  ")
    pane.read()
    assert len(engine.asked) == asked


@pytest.mark.parametrize(("path", "said"), [("/missing", "config.json"), ("/models/tiny", "")])
def test_a_model_that_cannot_be_opened_is_told(qtbot: PatientBot, pane: OpenPane, path: str, said: str) -> None:
    pane.open_path(path)  # type: ignore[arg-type]
    if said:
        qtbot.waitUntil(lambda: said in pane.message.text())
        assert pane.empty.isVisible()
    else:
        qtbot.waitUntil(lambda: pane.state.model is not None)


def test_a_device_that_there_is_not_leaves_the_model_where_it_is(qtbot: PatientBot, pane: OpenPane) -> None:
    opened(qtbot, pane)
    pane.device.setCurrentIndex(pane.device.findData("cuda"))
    pane.device.activated.emit(1)
    qtbot.waitUntil(lambda: bool(pane.message.text()))
    assert pane.message.text() == "This machine has no cuda."
    assert pane.device.currentData() == "cpu"
    assert pane.state.model is not None


def test_out_of_memory_is_one_sentence_and_the_next_text_is_read(qtbot: PatientBot, pane: OpenPane) -> None:
    opened(qtbot, pane)
    pane.input.text.setPlainText("too long")
    qtbot.waitUntil(lambda: "not enough memory" in pane.message.text())
    pane.input.text.setPlainText("fine again")
    qtbot.waitUntil(lambda: pane.answer.text() == "again")
    assert pane.message.text() == ""


def test_heads_are_switched_off_or_to_their_mean_and_the_change_is_told(
    qtbot: PatientBot, pane: OpenPane, engine: Engine
) -> None:
    opened(qtbot, pane)
    pane.show_section("head")
    pane.one_head.view.drawer.switch_heads([(1, 2)])
    off = ((ENCODER, 1, 2),)
    qtbot.waitUntil(lambda: isinstance(engine.asked[-1], ReadInput) and engine.asked[-1].heads_off == off)
    qtbot.waitUntil(lambda: "75.0 %" in pane._details.change.text())
    assert "50.0 %" in pane._details.change.text()
    pane._details.to_mean.click()
    qtbot.waitUntil(lambda: engine.asked[-1].heads_mean == off)
    assert engine.asked[-1].heads_off == ()
    pane.one_head.view.drawer.switch_all_on()
    qtbot.waitUntil(lambda: engine.asked[-1].heads_mean == () and pane.is_settled())
    assert pane._details.change.text() == ""


def test_every_head_is_measured(qtbot: PatientBot, pane: OpenPane) -> None:
    opened(qtbot, pane)
    pane.show_section("head")
    pane.measure_heads(True)
    qtbot.waitUntil(lambda: pane.effects.known is not None and not pane.effects.question.running)
    pane.one_head.view.drawer.order_by("effect")
    tiles = pane.one_head.view.drawer.grid.tiles()
    assert tiles is not None
    assert tiles.order[0] == (1, 2)


def test_pointing_at_a_token_tells_where_it_looks_and_what_is_said_there(qtbot: PatientBot, pane: OpenPane) -> None:
    opened(qtbot, pane)
    pane.state.selection.pin(Spot(row=1))
    assert pane.one_head.map is not None
    strongest = int(pane.one_head.map.weights[1].argmax())
    assert pane._details.keys[0].text() == "cats sleep on mats".split()[strongest]
    assert "“sleep” looks at" in pane._details.looks.text()


def test_a_model_writes_a_token_a_step_and_goes_on_from_another(
    qtbot: PatientBot, pane: OpenPane, engine: Engine
) -> None:
    opened(qtbot, pane, "cats sleep")
    pane.write_box.tokens.setValue(4)
    pane.write()
    qtbot.waitUntil(lambda: not pane.writer.is_running() and bool(pane.writer.end))
    assert pane.answer.text() == "cats sleep on on on on"
    (between,) = pane.writer.attention()
    assert between.attention.weights.shape == (LAYERS, HEADS, 5, 5)
    np.testing.assert_allclose(between.attention.weights.sum(-1), 1, atol=1e-6)
    assert not np.triu(between.attention.weights, 1).any()
    pane._choose_token(4, Choice(7, "else", 0.1))  # the third that was written
    qtbot.waitUntil(lambda: pane.writer.request is not None and pane.writer.request.written == (9, 9, 7))
    qtbot.waitUntil(lambda: not pane.writer.is_running())


def test_writing_can_be_stopped_and_what_stands_stays(qtbot: PatientBot, pane: OpenPane) -> None:
    opened(qtbot, pane, "cats sleep")
    pane.write_box.tokens.setValue(1000)
    pane.write_box.button.click()
    qtbot.waitUntil(lambda: len(pane.writer.tokens) > 5)
    pane.write_box.button.click()
    count = len(pane.writer.tokens)
    qtbot.wait(60)
    assert len(pane.writer.tokens) == count
    assert "on on" in pane.answer.text()


def test_the_lens_grows_with_the_window_and_fills_it(qtbot: PatientBot, pane: OpenPane) -> None:
    opened(qtbot, pane)
    pane.show_section("lens")
    table = pane.lens.table
    qtbot.waitUntil(lambda: table.columnCount() > 0)
    shown = []
    for size in (QSize(1280, 800), QSize(2400, 1400), QSize(1280, 800)):
        pane.window().resize(size)
        qtbot.wait(30)
        shown.append((table.font().pointSizeF(), table.rowHeight(0), table.columnWidth(0)))
        assert table.horizontalHeader().length() + table.columnCount() > table.viewport().width()
    assert shown[1] > shown[0]
    assert all(larger >= usual for larger, usual in zip(shown[1], shown[0], strict=True))
    assert shown[2] == shown[0]


def test_the_lens_shows_what_every_layer_would_say(qtbot: PatientBot, pane: OpenPane) -> None:
    opened(qtbot, pane, "cats sleep")
    pane.show_section("lens")
    table = pane.lens.table
    qtbot.waitUntil(lambda: table.columnCount() == 2)
    bottom = table.item(table.rowCount() - 1, 1)
    assert bottom is not None
    assert bottom.text() == "d0p1"


def test_two_inputs_are_compared_cell_by_cell(qtbot: PatientBot, pane: OpenPane) -> None:
    opened(qtbot, pane, "it was tired")
    before = made("it was tired").attention.weights
    pane.state.keep()
    pane.input.text.setPlainText("it was so wide today")
    qtbot.waitUntil(lambda: pane.answer.text() == "today")
    pane.show_section("compare")
    assert "cannot be laid over each other" in pane.compare.ghost.text.text()
    pane.input.text.setPlainText("it was wide")
    qtbot.waitUntil(lambda: pane.answer.text() == "wide")
    stack = pane.compare.page.map.stack
    assert stack is not None
    np.testing.assert_allclose(stack.whole(), made("it was wide").attention.weights - before, atol=1e-6)
    assert pane.compare.page.map.labels.keys == ["it", "was", "wide / tired"]


def test_models_that_differ_in_heads_are_compared_by_their_means(qtbot: PatientBot, pane: OpenPane) -> None:
    opened(qtbot, pane, "it was tired")
    whole = made("it was tired")
    small = replace(whole, attention=Attention(ENCODER, frozen(whole.attention.weights[:1, :2])))
    pane.state.kept = subject.of_attention("small", (small,))
    pane.show_section("compare")
    stack = pane.compare.page.map.stack
    assert stack is not None
    expected = whole.attention.weights.mean((0, 1)) - whole.attention.weights[:1, :2].mean((0, 1))
    np.testing.assert_allclose(stack.whole()[0, 0], expected, atol=1e-6)
    assert "mean" in pane.compare.title.text()


def test_where_nothing_was_kept_a_button_keeps_it(qtbot: PatientBot, pane: OpenPane) -> None:
    opened(qtbot, pane)
    pane.show_section("compare")
    assert pane.compare.ghost.isVisible()
    assert not pane.compare.page.isVisible()
    pane.compare.ghost.button.click()
    assert pane.state.kept is pane.state.subject
    assert pane.compare.page.isVisible()


def test_two_heads_are_compared(qtbot: PatientBot, pane: OpenPane) -> None:
    opened(qtbot, pane)
    pane.show_section("compare")
    pane.compare.way.setCurrentIndex(1)
    pane.compare.draw()
    assert "Choose two heads" in pane.compare.ghost.text.text()
    assert not pane.compare.ghost.isHidden()
    weights = made("cats sleep on mats").attention.weights
    pane.compare.ghost.button.click()
    stack = pane.compare.page.map.stack
    assert stack is not None
    np.testing.assert_allclose(stack.whole()[0, 0], weights[0, 0] - weights[0, 1], atol=1e-6)
    assert pane.compare.ghost.isHidden()
    pane.one_head.view.drawer.choose(ENCODER, [(0, 1), (1, 2)])
    pane.draw()
    stack = pane.compare.page.map.stack
    assert stack is not None
    np.testing.assert_allclose(stack.whole()[0, 0], weights[0, 1] - weights[1, 2], atol=1e-6)


def test_habits_are_listed_and_sorted(qtbot: PatientBot, pane: OpenPane) -> None:
    opened(qtbot, pane)
    pane.show_section("patterns")
    table = pane.patterns.table
    assert table.rowCount() == LAYERS * HEADS
    table.sortItems(2, Qt.SortOrder.DescendingOrder)
    shares = [float(table.item(row, 2).text()) for row in range(table.rowCount())]  # type: ignore[union-attr]
    assert shares == sorted(shares, reverse=True)
    head = table.item(0, 0).data(Qt.ItemDataRole.UserRole)  # type: ignore[union-attr]
    table.cellClicked.emit(0, 0)
    assert pane.shown_section() == "head"
    assert pane.one_head.choice is not None
    assert pane.one_head.choice.pairs == (tuple(head),)


@pytest.mark.parametrize("ending", ["npz", "safetensors", "json"])
def test_what_is_saved_opens_again(qtbot: PatientBot, pane: OpenPane, tmp_path: Path, ending: str) -> None:
    opened(qtbot, pane)
    assert pane.exporter.save_as(ending, tmp_path / f"a.{ending}")
    (one,) = open_file.opened(tmp_path / f"a.{ending}").attentions
    np.testing.assert_allclose(one.stack.whole(), made("cats sleep on mats").attention.weights, atol=2e-6)
    assert one.keys == ("cats", "sleep", "on", "mats")


def test_every_format_is_written_and_the_page_needs_no_network(
    qtbot: PatientBot, pane: OpenPane, tmp_path: Path
) -> None:
    opened(qtbot, pane, "cats </script> & <b>sleep</b>")
    for section in ("all", "head"):
        pane.show_section(section)
        for what in ("png", "svg", "csv", "html"):
            assert pane.exporter.save_as(what, tmp_path / f"{section}.{what}")
            assert (tmp_path / f"{section}.{what}").stat().st_size > 100
    page = (tmp_path / "head.html").read_text(encoding="utf-8")
    assert "http" not in page.replace("http-equiv", "")
    assert page.count("</script>") == 1
    assert "<b>sleep" not in page
    for what in ("picture", "numbers", "python"):
        pane.exporter.copy(what)


@pytest.mark.parametrize("section", ["all", "head", "patterns", "lens", "compare"])
def test_every_control_has_a_name(qtbot: PatientBot, pane: OpenPane, section: str) -> None:
    opened(qtbot, pane)
    pane.show_section(section)
    qtbot.wait(20)
    nameless, names = [], []
    for widget in controls(pane.window()):  # type: ignore[arg-type]
        interface = QAccessible.queryAccessibleInterface(widget)
        names.append(widget.objectName())
        if not interface or not interface.text(QAccessible.Text.Name).strip():
            nameless.append(widget.objectName() or type(widget).__name__)
    assert nameless == []
    assert all(name.startswith(("open.", "window.")) for name in names), names
    assert sorted(name for name in set(names) if names.count(name) > 1) == []


def test_it_remembers_what_was_open(qtbot: PatientBot, pane: OpenPane) -> None:
    opened(qtbot, pane, "kept text")
    pane.show_section("head")
    state = pane.save_state()
    other = OpenPane()
    qtbot.addWidget(other)
    other.restore_state(state)
    assert other.input.text.toPlainText() == "kept text"
    assert other.shown_section() == "head"
    assert [str(path) for path in other.sources.recent] == ["/models/tiny"]
    other.restore_state({"recent": 5, "text": None, "section": "nowhere", "view": []})


def test_it_is_asked_to_stop_at_a_text(qtbot: PatientBot, pane: OpenPane, engine: Engine) -> None:
    opened(qtbot, pane)
    pane.write_box.stop.setText(r".\n")
    pane.write_box.tokens.setValue(1)
    pane.write()
    qtbot.waitUntil(lambda: not pane.writer.is_running())
    (request,) = [each for each in engine.asked if isinstance(each, Write)]
    assert request.stop == (".\n",)
    pane.write_box.stop.clear()
    assert pane.write_box.request(request.model, "a").stop == ()
