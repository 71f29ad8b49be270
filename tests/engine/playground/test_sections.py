"""The numbers of the other sections: the recurrent decoder by hand, positions, the example of two heads, models' own numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from attnviz.engine.attention.maps import MapView, chosen_map
from attnviz.engine.attention.messages import CROSS, DECODER, ENCODER, KINDS
from attnviz.engine.messages import Refused
from attnviz.engine.playground import decoder_tables as decoder
from attnviz.engine.playground.decoder import recurrent
from attnviz.engine.playground.examples import REAL, two_heads, two_heads_target
from attnviz.engine.playground.messages import ExampleNumbers, PlaygroundExample, PlaygroundHeads, PlaygroundPositions
from attnviz.engine.playground.steps import attention, heads
from attnviz.engine.playground.training_messages import SaveToy, ToyConfig, TrainToy
from attnviz.engine.session import Session
from attnviz.engine.translate.axes import of_kind, sides
from attnviz.engine.translate.messages import Translate
from tests.handmade.heads import make_transformer

if TYPE_CHECKING:
    from pathlib import Path


def sigmoid(x: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-x))


@pytest.mark.parametrize("cell", decoder.CELLS)
@pytest.mark.parametrize("fuse", decoder.FUSES)
def test_the_decoder_by_hand(cell: str, fuse: str):
    numbers = decoder.draw(4, cell=cell, fuse=fuse)
    values = recurrent(numbers).values
    p = {name: table.astype(float) for name, table in numbers.parameters.items()}
    h, memory = np.zeros(4), np.zeros(4)
    for t, x in enumerate(numbers.x.astype(float)):
        from_x, from_h = p["W_x"] @ x + p["b"][0], p["W_h"] @ h
        if cell == "rnn":
            h = np.tanh(from_x + from_h)
        elif cell == "gru":
            (xr, xz, xn), (hr, hz, hn) = np.split(from_x, 3), np.split(from_h, 3)
            r, z = sigmoid(xr + hr), sigmoid(xz + hz)
            h = (1 - z) * np.tanh(xn + r * hn) + z * h
        else:
            i, f, g, o = np.split(from_x + from_h, 4)
            memory = sigmoid(f) * memory + sigmoid(i) * np.tanh(g)
            h = sigmoid(o) * np.tanh(memory)
        scores = numbers.k @ h
        weights = np.exp(scores) / np.exp(scores).sum()
        context = weights @ numbers.v
        fused = np.tanh(p["W_c"] @ np.concatenate((h, context))) if fuse == "concat" else 0.5 * h + 0.5 * context
        y = p["W_y"] @ fused + p["b_y"][0]
        for name, expected in (("h", h), ("weights", weights), ("context", context), ("fused", fused), ("y", y)):
            assert values[name][t] == pytest.approx(expected, abs=1e-5), (name, t)


@pytest.mark.parametrize("cell", decoder.CELLS)
@pytest.mark.parametrize("fuse", decoder.FUSES)
def test_every_value_of_the_decoder_is_explained(cell: str, fuse: str):
    shown = recurrent(decoder.draw(4, cell=cell, fuse=fuse))
    for name, values in shown.values.items():
        for t, i in ((0, 0), (3, 2)):
            found = decoder.explain(shown, name, t, i)
            assert (name == "h_before") == (found is None), name
            for table, cells in found.lit.items() if found else ():
                shape = (
                    (1, shown.values[table].shape[1])
                    if table in shown.values
                    else decoder.table(shown.request, table).shape
                )
                assert all(r < shape[0] and c < shape[1] for r, c in cells), (name, table)
        assert np.isfinite(values).all()


def test_two_heads_do_what_one_cannot():
    numbers = two_heads()
    mask = np.ones((4, 4), bool)
    tables = [numbers[name] for name in ("w_q", "w_k", "w_v", "w_o")]
    errors = {}
    for count in (1, 2):
        shown = heads(PlaygroundHeads(numbers["x"], numbers["x"], *tables, heads=count, mask=mask))
        errors[count] = np.abs(shown.output - two_heads_target()).max()
    assert errors[2] < 0.02
    assert errors[1] > 0.4


@pytest.mark.parametrize(("kind", "blind"), [("none", True), ("sinusoidal", False), ("rotary", False)])
def test_attention_without_positions_is_blind_to_order(kind: str, blind: bool, tmp_path: Path):
    x = np.random.default_rng(1).normal(size=(5, 8)).astype(np.float32)
    order = (3, 0, 4, 1, 2)
    shown = Session([tmp_path]).run(PlaygroundPositions(kind, 20, 8, 10_000.0, x, order))
    assert (shown.difference < 1e-6) == blind
    assert shown.table.shape == (20, 8)
    assert shown.similarity.shape == (20, 20)
    if blind:
        assert shown.shuffled_outputs == pytest.approx(shown.outputs[list(order)], abs=1e-6)
        assert shown.shuffled_weights == pytest.approx(shown.weights[np.ix_(order, order)], abs=1e-6)


def test_learned_positions_come_from_a_trained_transformer(tmp_path: Path):
    session = Session([tmp_path])
    request = PlaygroundPositions("learned", 10, 16, 10_000.0, np.ones((3, 16), np.float32), (0, 1, 2))
    shipped = session.run(request)
    assert shipped.origin == "shipped"
    assert shipped.table.shape == (10, 16)
    session.run(TrainToy("t", ToyConfig(task="copy", length=3, model="transformer", width=16, batch=4), steps=1))
    shown = session.run(request)
    assert shown.origin == "t"
    assert shown.table.std() > 0.01


@pytest.mark.parametrize(
    ("model", "scoring"),
    [("rnn", "additive"), ("rnn", "dot"), ("rnn", "general"), ("rnn", "concat"), ("transformer", "")],
)
def test_a_models_own_numbers_give_its_own_weights(model: str, scoring: str, tmp_path: Path):
    session = Session([tmp_path])
    config = ToyConfig(task="copy", length=4, model=model, scoring=scoring or "additive", width=16, batch=8, heads=2)
    session.run(TrainToy("t", config, steps=3))
    session.run(SaveToy("t", "small"))
    found = session.run(PlaygroundExample("translation", "a b c d", model="small", layer=1, head=1))
    shown = attention(found.numbers)
    assert shown.steps["weights"] == pytest.approx(found.weights, abs=1e-5)
    assert found.key_labels == ("a", "b", "c", "d", "</s>")
    assert found.weights.shape == (len(found.query_labels), 5)
    assert (found.numbers.scores is None) == (found.columns_shown == found.columns and found.numbers.scoring != "given")
    search = session.run(PlaygroundExample("search", "a", model="small", titles=("a", "b")))
    assert search.weights[0, 0] > search.weights[0, 1]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("shift", [False, True])
@pytest.mark.parametrize("off", [(), ((ENCODER, 0, 1), (DECODER, 0, 0), (CROSS, 0, 2))])
def test_the_numbers_of_a_transformers_map_are_those_of_the_map(
    kind: str, shift: bool, off: tuple[tuple[str, int, int], ...], tmp_path: Path
):
    session = Session([make_transformer(tmp_path)])
    result = session.run(Translate("the cat is small", "transformer-en-fr", target="le chat est petit", heads_off=off))
    ids = tuple(token.id for token in result.target_tokens)
    place = {"layer": 1, "head": 2, "attention": kind, "shift": shift, "heads_off": off}
    found = session.run(PlaygroundExample("translation", result.request.text, "transformer-en-fr", (), ids, **place))
    shown = chosen_map(of_kind(result, kind), MapView(kind=kind, layer=1, head=2, shift=shift))
    np.testing.assert_allclose(found.weights, shown, atol=1e-5)
    np.testing.assert_allclose(attention(found.numbers).steps["weights"], shown, atol=1e-5)
    for labels, side in zip((found.query_labels, found.key_labels), sides(result, kind), strict=True):
        assert labels == tuple(token.text or "·" for token in side)


def test_what_has_no_attention_or_is_too_long_is_refused(tmp_path: Path):
    session = Session([tmp_path])
    session.run(TrainToy("t", ToyConfig(task="copy", length=4, scoring="none", width=16, batch=8), steps=1))
    session.run(SaveToy("t", "blind"))
    with pytest.raises(Refused) as refused:
        session.run(PlaygroundExample("translation", "a b", model="blind"))
    assert refused.value.code == "no_attention"
    with pytest.raises(Refused) as refused:
        session.run(PlaygroundExample("translation", "a " * 60, model="blind", target_ids=(4, 3)))
    assert refused.value.code == "too_long"
    with pytest.raises(Refused) as refused:
        session.run(REAL["search"])
    assert refused.value.code == "no_model"


def test_titles_are_searched_with_the_embeddings_of_a_shipped_translator(shipped: Session):
    answer = shipped.run(REAL["search"])
    assert isinstance(answer, ExampleNumbers)
    assert answer.weights.shape == (1, len(answer.key_labels))
