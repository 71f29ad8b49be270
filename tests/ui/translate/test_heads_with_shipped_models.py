"""The Translate pane with a real small Transformer behind it: heads off, sweeps, and what can go wrong."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from attnviz.engine.attention.messages import CROSS, DECODER, ENCODER
from attnviz.engine.translate.messages import AblateHeads
from attnviz.ui.panes.translate.pane import TranslatePane
from attnviz.ui.window import Window
from tests.handmade.heads import HEADS, LAYERS, TRANSFORMER, make_transformer

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

ID = TRANSFORMER.id
EVERY = tuple(
    (kind, layer, head) for kind in (CROSS, DECODER, ENCODER) for layer in range(LAYERS) for head in range(HEADS)
)
PATIENCE = 120_000


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_transformer(tmp_path_factory.mktemp("models"))


@pytest.fixture
def pane(models: Path, open_window: Callable[..., Window], qtbot: QtBot) -> TranslatePane:
    def start() -> Callable[..., Any]:
        from attnviz.engine.session import Session

        return Session([models]).run

    pane = open_window((TranslatePane,), start).panes["translate"]
    assert isinstance(pane, TranslatePane)
    pane.set_model(ID, 1)
    qtbot.waitUntil(lambda: pane.is_settled() and bool(pane.models.about(ID)), timeout=PATIENCE)
    return pane


def settled(pane: TranslatePane, qtbot: QtBot) -> Any:
    qtbot.waitUntil(pane.is_settled, timeout=PATIENCE)
    assert pane.state.result is not None
    return pane.state.result


def test_a_head_off_changes_probabilities_and_undo_brings_them_back(pane: TranslatePane, qtbot: QtBot) -> None:
    pane.sentences.set_own("Le chat est sur le tapis.")
    pane._ask()
    before = settled(pane, qtbot)
    pane.drawer.switch_chosen()
    after = settled(pane, qtbot)
    assert after.request.heads_off == ((CROSS, 1, 2),)
    assert not np.allclose(after.log_probabilities, before.log_probabilities)
    pane.forcing.undo()
    np.testing.assert_array_equal(settled(pane, qtbot).log_probabilities, before.log_probabilities)


def test_all_heads_off_still_translates_and_is_told(pane: TranslatePane, qtbot: QtBot) -> None:
    pane.forcing.switch_off(EVERY)
    result = settled(pane, qtbot)
    assert set(result.request.heads_off) == set(EVERY)
    assert "Every head is off" in pane.message.text()
    pane.drawer.all_on.click()
    assert settled(pane, qtbot).request.heads_off == ()
    assert "Every head" not in pane.message.text()


def test_a_sweep_ends_with_every_head_measured(pane: TranslatePane, qtbot: QtBot) -> None:
    pane.drawer.sweep.click()
    qtbot.waitUntil(lambda: not pane.measures.ablation.running, timeout=PATIENCE)
    swept = pane.state.ablation
    assert swept is not None
    assert isinstance(swept.request, AblateHeads)
    assert all(np.isfinite(effects.drops).all() for effects in swept.effects)
    tiles = pane.drawer.grid.tiles()
    assert tiles is not None
    assert tiles.effects is not None


def test_truth_is_told(pane: TranslatePane, qtbot: QtBot) -> None:
    pane.panel.truth.check.click()
    qtbot.waitUntil(lambda: not pane.panel.truth.bars.isHidden(), timeout=PATIENCE)
    assert "trials" in pane.panel.truth.answer.text()


def test_a_sentence_longer_than_the_positions_is_told(pane: TranslatePane, qtbot: QtBot) -> None:
    pane.set_text("The cat is on the mat. " * 40)
    settled(pane, qtbot)
    assert pane.message.isVisible()
    assert "long" in pane.message.text()
    pane.set_text("I am hungry.")
    assert settled(pane, qtbot).request.text == "I am hungry."
    assert "long" not in pane.message.text()


def test_the_status_line_names_the_model_whose_translation_is_shown(pane: TranslatePane, qtbot: QtBot) -> None:
    window = pane.window()
    assert isinstance(window, Window)
    pane.set_compared("rnn-en-fr")
    qtbot.waitUntil(lambda: pane.state.compared is not None, timeout=PATIENCE)
    assert window.status.text().startswith(f"{ID} ")


def test_switching_models_while_one_runs_ends_with_the_last(pane: TranslatePane, qtbot: QtBot) -> None:
    pane.set_compared("rnn-en-fr")
    pane.drawer.sweep.click()
    for id in ("rnn-en-zh", ID, "rnn-en-fr", ID, "rnn-en-zh", "rnn-en-fr"):
        pane.set_model(id)
        qtbot.wait(5)
    assert settled(pane, qtbot).request.model == "rnn-en-fr"
    assert not pane.drawer.isVisible()
    pane.set_model(ID)
    assert settled(pane, qtbot).request.model == ID
    assert pane.frame.title.text() != ""


def test_weights_of_another_shape_are_told_and_the_window_lives(
    models: Path, tmp_path: Path, open_window: Callable[..., Window], qtbot: QtBot
) -> None:
    from safetensors import safe_open
    from safetensors.torch import save_file

    for path in models.iterdir():
        shutil.copy(path, tmp_path)
    path = tmp_path / f"{ID}.safetensors"
    with safe_open(path, framework="pt") as file:
        tensors, metadata = {name: file.get_tensor(name) for name in file.keys()}, file.metadata()  # noqa: SIM118
    name = next(name for name in tensors if name.endswith("feed.0.weight"))
    tensors[name] = tensors[name][:-1].contiguous()
    save_file(tensors, path, metadata)

    def start() -> Callable[..., Any]:
        from attnviz.engine.session import Session

        return Session([tmp_path]).run

    pane = open_window((TranslatePane,), start).panes["translate"]
    assert isinstance(pane, TranslatePane)
    settled(pane, qtbot)
    pane.set_model(ID)
    qtbot.waitUntil(lambda: ID in pane.message.text(), timeout=PATIENCE)
    pane.set_model("rnn-en-fr")
    assert settled(pane, qtbot).request.model == "rnn-en-fr"
    assert ID not in pane.message.text()


def test_every_part_of_a_sentence_of_one_word_is_drawn(pane: TranslatePane, qtbot: QtBot) -> None:
    pane.set_text("x")
    settled(pane, qtbot)
    for kind in (CROSS, ENCODER, DECODER):
        pane.show_map(kind)
        assert not pane.grab().isNull()
    pane.show_map(CROSS)
    pane.panel.truth.check.click()
    qtbot.waitUntil(lambda: "one word" in pane.panel.truth.answer.text(), timeout=PATIENCE)
