"""The Translate pane with a Transformer: which map it shows, what it asks, what it says of heads."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QLabel

from attnviz.engine.attention import head_statistics
from attnviz.engine.attention.maps import rows_as_shares
from attnviz.engine.attention.messages import CROSS, DECODER, ENCODER
from attnviz.engine.attention.rollout import rollout
from attnviz.engine.messages import Failure, ListModels, Models, Note, frozen
from attnviz.engine.translate.axes import of_kind, sides
from attnviz.engine.translate.messages import (
    AblateHeads,
    CheckFaithfulness,
    Faithfulness,
    HeadAblation,
    HeadEffects,
    ModelPositions,
    ModelPositionsShown,
    Translate,
    Translation,
)
from attnviz.ui.panes.translate.pane import TranslatePane
from attnviz.ui.widgets.selection import Spot
from tests.handmade.heads import HEADS, LAYERS, TRANSFORMER, heads_answer
from tests.handmade.translations import MODELS, translation

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

Asked = list[Any]
ID = TRANSFORMER.id


@pytest.fixture
def pane(qtbot: QtBot) -> Iterator[TranslatePane]:
    made = TranslatePane()
    qtbot.addWidget(made)
    qtbot.addWidget(made.details())
    made.resize(1000, 800)
    yield made
    made._timer.stop()


@pytest.fixture
def asked(pane: TranslatePane, qtbot: QtBot) -> Asked:
    """All that the shown pane asks; it has a Transformer's first answer and knows its card."""
    requests: Asked = []
    pane.asked.connect(lambda question, request, interrupt: requests.append(request))
    with qtbot.waitExposed(pane):
        pane.show()
    pane.show_models(Models(ListModels(), (*MODELS, TRANSFORMER)))
    pane.set_model(ID)
    answer(pane, requests)
    requests.clear()
    return requests


def last(asked: Asked, kind: type) -> Any:
    return [request for request in asked if isinstance(request, kind)][-1]


def answer(pane: TranslatePane, asked: Asked, **more: Any) -> Translation:
    result = heads_answer(last(asked, Translate), **more)
    pane.translation.receive(result)
    return result


def weights(pane: TranslatePane) -> np.ndarray:
    picture = pane.heatmap.picture()
    assert picture is not None
    return picture.weights


def said(pane: TranslatePane) -> str:
    """Title, badges and caption."""
    badges = [label.text() for label in pane.frame.badges if not label.isHidden()]
    return " | ".join([pane.frame.title.text(), *badges, pane.caption.text()])


def shown(pane: TranslatePane, kind: str = CROSS) -> np.ndarray:
    assert pane.state.result is not None
    return of_kind(pane.state.result, kind).weights


# which map


def test_the_first_map_is_the_one_that_aligns_best_and_says_so(pane: TranslatePane, asked: Asked) -> None:
    pane.view.pieces.click()
    np.testing.assert_allclose(weights(pane), shown(pane)[1, 2], atol=1e-6)
    assert "Cross-attention, layer 2, head 3" in said(pane)
    assert "best alignment" in said(pane)
    assert "21.4 %" in said(pane)


def test_several_chosen_heads_are_averaged_exactly(pane: TranslatePane, asked: Asked, qtbot: QtBot) -> None:
    pane.view.pieces.click()
    grid = pane.drawer.grid
    for pair, keys in (((0, 0), Qt.KeyboardModifier.NoModifier), ((1, 1), Qt.KeyboardModifier.ControlModifier)):
        box = grid.plan().boxes[grid.plan().order.index(pair)]
        qtbot.mouseClick(grid, Qt.MouseButton.LeftButton, keys, box.center().toPoint())
    np.testing.assert_allclose(weights(pane), (shown(pane)[0, 0] + shown(pane)[1, 1]) / 2, atol=1e-6)
    assert "mean of 2 heads" in said(pane)
    assert "best alignment" not in said(pane)
    pane.drawer.best.click()
    assert "best alignment" in said(pane)


@pytest.mark.parametrize("kind", [ENCODER, DECODER])
def test_self_attention_has_the_tokens_of_its_side(pane: TranslatePane, asked: Asked, kind: str) -> None:
    pane.view.pieces.click()
    pane.drawer.kinds[kind].click()
    picture = pane.heatmap.picture()
    assert picture is not None
    assert pane.state.result is not None
    rows, columns = sides(pane.state.result, kind)
    assert len(picture.rows) == len(rows)
    assert len(picture.columns) == len(columns)
    pair = pane.drawer.heads()[0]
    np.testing.assert_allclose(picture.weights, shown(pane, kind)[pair], atol=1e-6)


@pytest.mark.parametrize("kind", [CROSS, ENCODER, DECODER])
def test_the_caption_speaks_of_what_is_drawn(pane: TranslatePane, asked: Asked, kind: str) -> None:
    pane.drawer.kinds[kind].click()
    assert pane.caption.text().startswith("Each row")
    pane.view.lines.click()
    assert "line" in pane.caption.text()
    assert "row" not in pane.caption.text()


def test_another_head_moves_nothing(pane: TranslatePane, asked: Asked, qtbot: QtBot) -> None:
    """Once its longest words have had their room, the window is laid out no more."""
    moved: list[QEvent.Type] = []

    class Eye(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize):
                moved.append(event.type())
            return False

    def each_head() -> None:
        for _ in range(LAYERS * HEADS):
            pane.drawer.step(1)
            pane.view.norms.click()
            pane.view.weights.click()
            qtbot.wait(1)

    each_head()
    eye = Eye()
    for widget in (pane, pane.frame, pane.heatmap, pane.panel):
        widget.installEventFilter(eye)
    each_head()
    assert moved == []


def test_another_head_kind_step_or_norm_asks_the_engine_nothing(pane: TranslatePane, asked: Asked) -> None:
    for control in (*pane.drawer.kinds.values(), pane.view.shift, pane.view.norms, pane.drawer.best, pane.view.lines):
        control.click()
    pane.drawer.step(1)
    for by in ("place", "entropy", "diagonal", "agreement"):
        pane.drawer.order_by(by)
    assert asked == []


def test_the_input_step_is_one_row_later_and_norms_are_shares(pane: TranslatePane, asked: Asked) -> None:
    pane.view.pieces.click()
    before = weights(pane)
    pane.view.shift.click()
    np.testing.assert_allclose(weights(pane)[:-1], before[1:], atol=1e-6)
    assert "rows shifted" in said(pane)
    pane.view.shift.click()
    pane.view.norms.click()
    attention = of_kind(pane.state.result, CROSS)  # type: ignore[arg-type]
    np.testing.assert_allclose(weights(pane), rows_as_shares(attention.norms[1, 2]), atol=1e-5)
    assert "norms" in said(pane)


@pytest.mark.parametrize("by", ["entropy", "diagonal", "agreement"])
def test_the_grid_is_sorted(pane: TranslatePane, asked: Asked, by: str) -> None:
    pane.drawer.order_by(by)
    attention = of_kind(pane.state.result, CROSS)  # type: ignore[arg-type]
    best = attention.weights[1, 2]
    assert list(pane.drawer.grid.plan().order) == head_statistics.order(by, attention, best=best)
    if by == "agreement":
        assert pane.drawer.grid.plan().order[0] == (1, 2)


def test_a_taught_head_is_called_so_in_picture_and_grid(pane: TranslatePane, asked: Asked) -> None:
    assert "word alignments" not in said(pane)
    pane.show_map(CROSS, ((0, 1),))
    assert "trained with word alignments" in said(pane)
    assert "trained with word alignments" in pane.drawer.legend.text()
    index = pane.drawer.grid.plan().order.index((0, 1))
    assert "trained with word alignments" in pane.drawer.grid.describe(index)


def test_rollout_is_called_an_approximation(pane: TranslatePane, asked: Asked) -> None:
    pane.view.pieces.click()
    pane.drawer.kinds[ENCODER].click()
    pane.drawer.rollout.click()
    np.testing.assert_allclose(weights(pane), rollout(shown(pane, ENCODER)), atol=1e-5)
    assert "rollout" in said(pane)
    assert "approximation" in said(pane)


def test_a_sink_has_a_badge_and_a_sentence_and_its_share_is_told_when_hidden(pane: TranslatePane, asked: Asked) -> None:
    pane.set_text("A sink.")
    result = answer(pane, asked, sink=True)
    pane.view.pieces.click()
    assert "sink: </s>" in said(pane)
    assert "nothing here" in said(pane)
    on_sink = result.attention[0].weights[1, 2, :, -1]
    pane.view.hide_sinks.click()
    assert (weights(pane)[:, -1] == 0).all()
    np.testing.assert_allclose(weights(pane).sum(1), 1, atol=1e-5)
    assert f"{on_sink.mean() * 100:.0f} %" in said(pane)


def test_an_rnn_has_no_heads_to_choose(pane: TranslatePane, asked: Asked) -> None:
    assert pane.drawer.isVisible()
    assert pane.view.norms.isVisibleTo(pane.view.popover)
    pane.set_model("rnn-en-fr")
    pane.translation.receive(translation(last(asked, Translate)))
    assert not pane.drawer.isVisible()
    assert not pane.view.norms.isVisibleTo(pane.view.popover)
    assert not pane.frame.title.isVisible()
    assert not pane._actions["translate.switch_heads"].isEnabled()


def test_models_of_pictures_are_not_offered(pane: TranslatePane, asked: Asked) -> None:
    others = (replace(TRANSFORMER, id="vae-x", kind="vae"), replace(TRANSFORMER, id="cnn-x", kind="cnn"))
    pane.show_models(Models(ListModels(), (*MODELS, TRANSFORMER, *others)))
    offered = {pane.models.model.itemData(i) for i in range(pane.models.model.count())}
    assert offered == {"rnn-en-fr", "rnn-en-zh", ID}
    assert [pane.models.model.itemText(i) for i in range(3)][-1].startswith("Transformer")


# heads off


def test_a_head_is_switched_off_and_on_by_key_and_undo(pane: TranslatePane, asked: Asked, qtbot: QtBot) -> None:
    grid = pane.drawer.grid
    pair = grid.plan().order[grid._current]
    qtbot.keyClick(grid, Qt.Key.Key_O)
    assert last(asked, Translate).heads_off == ((CROSS, *pair),)
    answer(pane, asked)
    tiles = grid.tiles()
    assert tiles is not None
    assert tiles.off == {pair}
    pane.forcing.undo()
    assert last(asked, Translate).heads_off == ()
    answer(pane, asked)
    pane.forcing.redo()
    assert last(asked, Translate).heads_off == ((CROSS, *pair),)


def test_a_layer_and_all_heads_are_switched(pane: TranslatePane, asked: Asked) -> None:
    pane.drawer.layer_off.click()
    off = last(asked, Translate).heads_off
    assert off == tuple((CROSS, 1, head) for head in range(HEADS))
    answer(pane, asked)
    assert "Heads switched off: 3" in pane.sentences.forced.text()
    assert pane.sentences.forced.isVisible()
    pane.drawer.all_on.click()
    assert last(asked, Translate).heads_off == ()


def test_all_heads_off_is_told(pane: TranslatePane, asked: Asked) -> None:
    every = [
        (kind, layer, head) for kind in (CROSS, ENCODER, DECODER) for layer in range(LAYERS) for head in range(HEADS)
    ]
    pane.forcing.switch_off(tuple(every))
    result = heads_answer(last(asked, Translate))
    pane.translation.receive(replace(result, notes=(Note("source_unseen"), Note("all_heads_off"))))
    assert "Every head is off" in pane.message.text()
    assert "without seeing" in pane.message.text()
    assert pane.heatmap.picture() is not None


def test_heads_off_belong_to_the_sentence(pane: TranslatePane, asked: Asked, qtbot: QtBot) -> None:
    pane.forcing.switch_off(((CROSS, 0, 1),))
    answer(pane, asked)
    state = pane.save_state()
    other = TranslatePane()
    qtbot.addWidget(other)
    qtbot.addWidget(other.details())
    other.restore_state(state)
    assert other.request().heads_off == ((CROSS, 0, 1),)
    other.set_text("Another sentence.")
    assert other.request().heads_off == ()


@pytest.mark.parametrize(
    "off", ["x", "cross_attention:1", "cross_attention:a:b", "nothing:1:2", "cross_attention:-1:0"]
)
@pytest.mark.parametrize("map", ["", ";;;;", "cross_attention;9.9;0;0;0", "x;0.0;0;0;0", "cross_attention;a;0;0;0"])
def test_strange_states_change_nothing(pane: TranslatePane, asked: Asked, off: str, map: str) -> None:
    pane.restore_state({"text": "Hello.", "model": ID, "off": off, "map": map})
    assert pane.request().heads_off == ()
    pane.set_text("Hello.")
    answer(pane, asked)
    assert "best alignment" in said(pane)


def test_the_map_is_remembered(pane: TranslatePane, asked: Asked, qtbot: QtBot) -> None:
    pane.show_map(ENCODER, ((0, 1), (1, 0)))
    pane.view.norms.click()
    state = pane.save_state()
    other = TranslatePane()
    qtbot.addWidget(other)
    qtbot.addWidget(other.details())
    other.restore_state(state)
    assert other.save_state() == state
    other.show_models(Models(ListModels(), (*MODELS, TRANSFORMER)))
    other.show_result(heads_answer(other.request()))
    assert other.frame.choice(other.state.answer).pairs == ((0, 1), (1, 0))
    assert other.save_state() == state


# measured in the background


def swept(request: AblateHeads, share: float, target: int) -> HeadAblation:
    rng = np.random.default_rng(1)
    effects = tuple(
        HeadEffects(kind, frozen(rng.random((LAYERS, HEADS, target)))) for kind in (CROSS, ENCODER, DECODER)
    )
    return HeadAblation(request, frozen(np.zeros(target)), effects, frozen(np.zeros((LAYERS, target))), share)


def test_a_sweep_goes_on_until_all_is_known_and_orders_the_grid(pane: TranslatePane, asked: Asked) -> None:
    pane.drawer.sweep.click()
    request = last(asked, AblateHeads)
    assert request.target_ids == tuple(token.id for token in pane.state.result.target_tokens)  # type: ignore[union-attr]
    pane.measures.ablation.receive(swept(request, 0.5, len(request.target_ids)))
    assert asked[-1] is request
    assert len(asked) == 2
    done = swept(request, 1.0, len(request.target_ids))
    pane.measures.ablation.receive(done)
    assert len(asked) == 2
    assert not pane.drawer.sweep.isChecked()
    totals = done.effects[0].totals
    order = pane.drawer.grid.plan().order
    assert [float(totals[pair]) for pair in order] == sorted(totals.ravel().tolist(), reverse=True)
    assert "effect" in pane.drawer.grid.describe(0)


def test_a_new_translation_goes_before_the_sweep_and_begins_it_anew(pane: TranslatePane, asked: Asked) -> None:
    pane.drawer.sweep.click()
    old = last(asked, AblateHeads)
    pane.set_text("Something else.")
    pane.measures.ablation.receive(swept(old, 0.5, len(old.target_ids)))
    assert isinstance(asked[-1], Translate), "the next slice waits"
    answer(pane, asked)
    new = asked[-1]
    assert isinstance(new, AblateHeads)
    assert new.text == "Something else."
    assert new is not old
    pane.measures.ablation.receive(swept(old, 1.0, len(old.target_ids)))
    assert pane.drawer.sweep.isChecked(), "an answer about another sentence is not taken"


def told(request: CheckFaithfulness, target: int, share: float = 1.0) -> Faithfulness:
    return Faithfulness(
        request=request,
        words=tuple((i,) for i in range(4)),
        hidden=(1, 2),
        share_hidden=0.8,
        random=((0, 3), (0, 1)),
        log_probabilities=frozen(np.zeros(target)),
        drops=frozen(np.full(target, 0.5)),
        random_drops=frozen(np.full((2, target), 0.1)),
        share=share,
    )


def test_truth_asks_with_the_shown_map_and_answers_in_words(pane: TranslatePane, asked: Asked) -> None:
    section = pane.panel.truth
    section.k.setValue(3)
    section.check.click()
    request = last(asked, CheckFaithfulness)
    np.testing.assert_allclose(request.attended, shown(pane)[1, 2].sum(0), rtol=1e-5)
    assert request.k == 3
    assert request.draws == section.draws.value()
    pane.measures.faithfulness.receive(told(request, len(request.target_ids)))
    assert "In 2 of 2 trials" in section.answer.text()
    assert "points at what matters" in section.answer.text()
    assert not section.bars.isHidden()
    pane.drawer.step(1)
    assert section.bars.isHidden(), "what was told is of another map"


def test_truth_of_a_pinned_word_uses_its_row(pane: TranslatePane, asked: Asked) -> None:
    pane.view.pieces.click()
    pane.selection.pin(Spot(row=2))
    pane.panel.truth.check.click()
    request = last(asked, CheckFaithfulness)
    np.testing.assert_allclose(request.attended, shown(pane)[1, 2, 2], rtol=1e-5)
    pane.measures.faithfulness.receive(told(request, len(request.target_ids)))
    assert f"the word “{pane.heatmap.picture().rows[2]}”" in pane.panel.truth.answer.text()  # type: ignore[union-attr]


def test_a_measure_that_fails_is_told_where_it_was_asked(pane: TranslatePane, asked: Asked) -> None:
    pane.panel.truth.check.click()
    pane.measures.faithfulness.receive(Failure(last(asked, CheckFaithfulness), "too_few_words", {}, "Too few."))
    assert "one word" in pane.panel.truth.answer.text()
    assert not pane.message.isVisible()
    pane.drawer.sweep.click()
    pane.measures.ablation.receive(Failure(last(asked, AblateHeads), "target_unknown", {}, "None."))
    assert not pane.drawer.sweep.isChecked()


# pointing


def test_a_source_word_in_the_encoder_shows_both_sides_in_every_head(pane: TranslatePane, asked: Asked) -> None:
    pane.drawer.kinds[ENCODER].click()
    pane.word_selection.pin(Spot(column=1))
    assert pane.selection.pinned == Spot(row=1)
    word = pane.panel.findChild(QLabel, "translate.details.word")
    assert word is not None
    assert word.text() == "cat"
    strips = pane.panel.strips
    assert not strips.isHidden()
    assert strips._looks.shape[:2] == (LAYERS, HEADS)
    np.testing.assert_allclose(strips._looks.sum(-1), 1, atol=1e-5)
    np.testing.assert_allclose(strips._looks[1, 0, 0], shown(pane, ENCODER)[1, 0, 1, 0], atol=1e-6)
    np.testing.assert_allclose(strips._seen[1, 0, 0], shown(pane, ENCODER)[1, 0, 0, 1], atol=1e-6)
    assert pane.drawer.grid._lit == ((1,), (1,))
    pane.drawer.kinds[CROSS].click()
    assert pane.selection.pinned == Spot(column=1), "the same word, in another kind of map"


def test_a_head_of_the_strips_becomes_the_picture(pane: TranslatePane, asked: Asked) -> None:
    pane.panel.head_chosen.emit((0, 2))
    assert pane.drawer.kind() == ENCODER
    assert "layer 1, head 3" in said(pane)


# beside another model


def test_another_model_reads_the_same_translation(pane: TranslatePane, asked: Asked) -> None:
    first = pane.state.result
    assert first is not None
    pane.set_compared("rnn-en-fr")
    request = last(asked, Translate)
    assert (request.model, request.target, request.text) == ("rnn-en-fr", first.text, first.request.text)
    second = translation(request, seed=5)
    pane.compared_model.question.receive(second)
    page = pane.compare
    assert pane.state.result is first
    assert page.isVisible()
    one, two = page.first.picture(), page.second.picture()
    assert one is not None
    assert two is not None
    page.minus.click()
    difference = page.signed.picture()
    assert difference is not None
    assert page.shown() is difference
    np.testing.assert_allclose(difference.weights, one.weights - two.weights, atol=1e-6)
    pane.selection.hover(Spot(1, 1))
    assert not pane.grab().isNull()
    pane.set_compared("")
    assert not page.isVisible()
    assert pane.heatmap.isVisible()


def test_maps_without_common_words_stand_for_themselves(pane: TranslatePane, asked: Asked) -> None:
    pane.set_compared("rnn-en-fr")
    pane.compared_model.question.receive(translation(last(asked, Translate), target="Tout autre chose .", seed=5))
    page = pane.compare
    assert not page.minus.isEnabled()
    assert page.lone_second.picture() is not None
    assert "no words in common" in page.note.text()


def test_a_new_sentence_is_read_by_both_and_a_late_answer_is_not_taken(pane: TranslatePane, asked: Asked) -> None:
    pane.set_compared("rnn-en-fr")
    late = last(asked, Translate)
    pane.set_text("Another one.")
    mine = last(asked, Translate)
    assert mine.model == ID
    pane.translation.receive(heads_answer(mine))
    new = last(asked, Translate)
    assert new.model == "rnn-en-fr"
    assert new.text == "Another one."
    pane.compared_model.question.receive(translation(late))
    assert pane.state.compared is None
    assert pane.state.result.request is mine


def test_what_the_other_model_cannot_do_is_told_above_its_map(pane: TranslatePane, asked: Asked) -> None:
    pane.set_compared("rnn-en-fr")
    pane.compared_model.question.receive(
        Failure(last(asked, Translate), "weights_missing", {"file": "rnn-en-fr.safetensors"}, "")
    )
    assert "rnn-en-fr.safetensors" in pane.compare.note.text()
    assert not pane.message.isVisible()
    assert pane.is_settled()


# positions


def test_positions_of_the_model_are_asked_for_and_drawn(pane: TranslatePane, asked: Asked) -> None:
    pane.view.pictures["positions"].click()
    request = last(asked, ModelPositions)
    assert request.model == ID
    assert request.side == "source"
    table = frozen(np.sin(np.arange(64 * 8).reshape(64, 8)))
    pane.positions.question.receive(ModelPositionsShown(request, "sinusoidal", table, frozen(np.eye(64)), 3.0))
    page = pane.positions
    page.dimension.setValue(5)
    name, curve = page.wave._curves[0]
    assert "5" in name
    np.testing.assert_array_equal(curve, table[:, 4])
    assert not pane.drawer.isVisible()
    assert "3.0" in page.about.text()
    pane.view.heatmap.click()
    assert pane.drawer.isVisible()


# export


def test_export_follows_the_shown_map(pane: TranslatePane, asked: Asked, tmp_path: Path) -> None:
    pane.show_map(ENCODER, ((0, 1), (1, 0)))
    for format in ("png", "svg", "csv", "json", "npz"):
        assert pane.exporter.save_as(format, tmp_path / f"out.{format}")
    whole = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    mean = shown(pane, ENCODER)[[0, 1], [1, 0]].mean(0)
    np.testing.assert_allclose(whole["alignment"], mean, rtol=1e-4)
    assert whole["shown"]["view"]["kind"] == ENCODER
    assert whole["request"]["heads_off"] == []
    with np.load(io.BytesIO((tmp_path / "out.npz").read_bytes()), allow_pickle=False) as arrays:
        for name, kind in (("attention", CROSS), (ENCODER, ENCODER), (DECODER, DECODER)):
            np.testing.assert_array_equal(arrays[name], shown(pane, kind))
        assert arrays[f"{CROSS}_value_norms"].shape == (LAYERS, HEADS, len(pane.state.result.source_tokens))  # type: ignore[union-attr]


def test_the_difference_is_exported_when_it_is_shown(pane: TranslatePane, asked: Asked, tmp_path: Path) -> None:
    pane.set_compared("rnn-en-fr")
    pane.compared_model.question.receive(translation(last(asked, Translate), seed=5))
    pane.compare.minus.click()
    for format in ("json", "svg"):
        assert pane.exporter.save_as(format, tmp_path / f"out.{format}")
    whole = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    assert whole["shown"]["difference"] is True
    assert np.min(whole["shown"]["weights"]) < 0


def test_only_cross_attention_is_compared(pane: TranslatePane, asked: Asked) -> None:
    pane.set_compared("rnn-en-fr")
    pane.compared_model.question.receive(translation(last(asked, Translate), seed=5))
    assert pane.compare.minus.isEnabled()
    pane.show_map(ENCODER)
    assert not pane.compare.minus.isEnabled()
    assert "cross-attention" in pane.compare.note.text()


def test_before_the_first_answer_nothing_of_a_map_is_said(pane: TranslatePane, qtbot: QtBot) -> None:
    with qtbot.waitExposed(pane):
        pane.show()
        pane.details().show()
    parts = (*pane.frame.badges, pane.frame.title, pane.panel.truth, pane.drawer)
    assert [part.objectName() for part in parts if part.isVisible()] == []


def test_picture_and_heads_fit_a_small_window(pane: TranslatePane, asked: Asked, qtbot: QtBot) -> None:
    assert pane.drawer.isVisible()
    assert pane.frame.minimumSizeHint().width() <= 545, "what a window of 1000 pixels leaves between its columns"
