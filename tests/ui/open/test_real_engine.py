"""The Open pane with the real engine: tiny models of random weights read, write, look through and answer in the window."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

pytest.importorskip("transformers")

from attnviz.engine.attention.messages import Patches
from attnviz.engine.session import Session
from attnviz.ui.panes.look import samples
from attnviz.ui.panes.open.pane import OpenPane
from attnviz.ui.widgets.selection import Spot
from tests.engine.open import families

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from attnviz.ui.window import Window

IMPORTING = 600_000  # milliseconds that transformers may take to be imported


@pytest.fixture
def opened(qtbot: QtBot, open_window: Callable[..., Window], tmp_path: Path) -> Callable[[str], OpenPane]:
    def open_one(family: str) -> OpenPane:
        pane: Any = open_window((OpenPane,), lambda: Session([tmp_path]).run).pane
        pane.input.text.show_text("the cat sat on the mat")
        pane.open_path(families.folder(family, tmp_path / family))
        qtbot.waitUntil(lambda: pane.state.reading is not None or bool(pane.message.text()), timeout=IMPORTING)
        assert pane.message.text() == ""
        return pane

    return open_one


@pytest.mark.filterwarnings("ignore")
def test_what_is_seen_is_what_the_model_returns(qtbot: QtBot, opened: Callable[[str], OpenPane]) -> None:
    pane = opened("bert")
    assert pane.state.reading is not None
    between = pane.state.reading.attention[0]
    stack = pane.all_heads.page.map.stack
    assert stack is not None
    assert np.array_equal(stack.whole(), between.attention.weights)
    np.testing.assert_allclose(stack.whole().sum(-1), 1, atol=1e-5)
    assert list(pane.all_heads.page.map.labels.keys) == [token.text for token in between.keys.tokens]


@pytest.mark.filterwarnings("ignore")
def test_a_vision_model_looks_at_a_photo_patch_by_patch(qtbot: QtBot, opened: Callable[[str], OpenPane]) -> None:
    pane = opened("vit")  # which begins with a sample
    assert pane.state.reading is not None
    keys = pane.state.reading.attention[0].keys
    assert isinstance(keys, Patches)
    pane.show_section("head")
    assert pane.one_head.view.page() == "patches"
    pane.state.selection.pin(Spot(row=0))
    assert pane.one_head.map is not None
    np.testing.assert_allclose(
        pane.one_head.map.weights, pane.state.reading.attention[0].attention.weights[0, 0], atol=1e-6
    )
    before = pane.state.reading
    pane.input.open_file(samples.path(list(samples.SAMPLES)[-1]))
    qtbot.waitUntil(lambda: pane.state.reading is not before and pane.is_settled())


@pytest.mark.filterwarnings("ignore")
def test_a_language_model_writes_and_each_token_brings_its_row(qtbot: QtBot, opened: Callable[[str], OpenPane]) -> None:
    pane = opened("gpt2")
    pane.write_box.tokens.setValue(5)
    pane.write()
    qtbot.waitUntil(lambda: not pane.writer.is_running())
    assert pane.message.text() == ""
    (between,) = pane.writer.attention()
    assert len(between.queries) == pane.writer.prompt + 4  # the last token was written, and not read
    np.testing.assert_allclose(between.attention.weights.sum(-1), 1, atol=1e-5)
    assert not np.triu(between.attention.weights, 1).any()
    pane.one_head.view.view_bar.restore({"words": False})
    pane.show_section("head")
    assert [chip.text for chip in pane.chips.chips()] == [token.text for token in pane.writer.tokens]
    assert [chip.probability is None for chip in pane.chips.chips()] == [
        place < pane.writer.prompt for place in range(len(pane.writer.tokens))
    ]
    row = len(between.queries) - 1
    pane.state.selection.pin(Spot(row=row))
    weights = between.attention.weights[0, 0, row]
    for place in range(row):
        assert pane.chips._glow(place) == pytest.approx(weights[place] / weights.max(), abs=1e-5)
    assert pane.chips.index_at(pane.chips.box(row).center()) == row
    assert pane.chips.index_at(pane.chips.box(row + 1).center()) is None  # it was written, and not read
    pane.state.selection.clear()
    pane.read()
    qtbot.waitUntil(lambda: pane.state.reading is not None)
    pane.show_section("lens")
    qtbot.waitUntil(lambda: pane.lens.table.columnCount() > 0)


@pytest.mark.filterwarnings("ignore")
def test_switching_every_head_off_changes_what_is_said(qtbot: QtBot, opened: Callable[[str], OpenPane]) -> None:
    pane = opened("gpt2")
    assert pane.state.reading is not None
    before = pane.state.reading
    kind = before.attention[0].attention.kind
    layers, heads = before.attention[0].attention.weights.shape[:2]
    pane.state.switch_off(tuple((kind, layer, head) for layer in range(layers) for head in range(heads)))
    qtbot.waitUntil(lambda: pane.state.reading is not before and pane.is_settled())
    assert pane.state.reading is not None
    assert before.answer is not None
    assert pane.state.reading.answer is not None
    assert pane.state.reading.answer.said.probability != before.answer.said.probability
    assert "With all heads" in pane._details.change.text()


@pytest.mark.filterwarnings("ignore")
def test_the_example_shows_where_the_atoms_of_a_product_came_from(
    qtbot: QtBot, open_window: Callable[..., Window], tmp_path: Path
) -> None:
    pane: Any = open_window((OpenPane,), lambda: Session([tmp_path]).run).pane
    pane.empty.example.click()
    qtbot.waitUntil(lambda: pane.state.reading is not None or bool(pane.message.text()), timeout=IMPORTING)
    assert pane.message.text() == ""
    assert pane.shown_section() == "head"
    assert pane.one_head.choice.pairs == ((10, 5),)
    texts = [token.text for token in pane.state.reading.source]
    arrow, weights = texts.index(">>"), pane.one_head.map.weights
    atoms = [row for row in range(arrow + 1, len(texts) - 1) if texts[row].isalpha()]
    assert len(atoms) == 11
    looked = [1 + int(weights[row, 1:arrow].argmax()) for row in atoms]
    assert [texts[place] for place in looked] == [texts[row] for row in atoms]
    assert len(set(looked)) == len(atoms)  # each has an atom of its own
    figure = pane.exporter.figures._figure()
    assert figure is not None
    assert np.array_equal(figure.maps[0].picture.weights, pane.one_head.map.picture.weights)
    pane.show_section("all")
    assert pane.exporter.figures._figure() is None
    pane.present(True)
    assert not pane.input.isVisible()
    assert pane.panel.isVisible()
    pane.present(False)
    assert pane.input.isVisible()
