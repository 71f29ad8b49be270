"""The Playground's numbers: hand-worked values, edits, pasted tables, masks, and what is refused."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from attnviz.engine.messages import Refused, frozen
from attnviz.engine.playground import tables
from attnviz.engine.playground.arithmetic import number
from attnviz.engine.playground.explain import explain
from attnviz.engine.playground.messages import PlaygroundAttention, PlaygroundHeads
from attnviz.engine.playground.pytorch_code import pytorch
from attnviz.engine.playground.scorings import SCORINGS
from attnviz.engine.playground.steps import attention, heads

ALL = tuple(SCORINGS)


def by_hand(**changes: object) -> PlaygroundAttention:
    """One query over two keys, small enough to work out on paper."""
    numbers = tables.draw(1, queries=1, keys=2, d=2, d_value=2, scoring="dot")
    numbers = replace(
        numbers,
        q=frozen([[0.3, 0.7]]),
        k=frozen([[1.2, 0.4], [-1.0, 2.0]]),
        v=frozen([[10.0, 0.0], [0.0, 20.0]]),
    )
    return replace(numbers, **changes)


def test_the_dot_product_by_hand():
    shown = attention(by_hand()).steps
    assert shown["scores"] == pytest.approx(np.array([[0.64, 1.1]]), abs=1e-6)
    e = np.exp([0.64, 1.1])
    assert shown["weights"] == pytest.approx((e / e.sum())[None], abs=1e-6)
    assert shown["weighted"][0] == pytest.approx(np.array([[10 * e[0], 0], [0, 20 * e[1]]]) / e.sum(), abs=1e-5)
    assert shown["context"] == pytest.approx(np.array([[10 * e[0], 20 * e[1]]]) / e.sum(), abs=1e-5)


def test_scaling_and_temperature_divide_the_scores():
    shown = attention(by_hand(scoring="scaled_dot", temperature=0.5)).steps
    assert shown["scaled"] == pytest.approx(np.array([[0.64, 1.1]]) / math.sqrt(2) / 0.5, abs=1e-6)


def test_general_additive_concat_and_perceptron_by_hand():
    base = by_hand()
    q, k = base.q[0].astype(float), base.k.astype(float)
    p = {name: table.astype(float) for name, table in base.parameters.items()}
    expected = {
        "general": [q @ p["general.W"] @ key for key in k],
        "additive": [p["additive.v"][0] @ np.tanh(p["additive.W1"] @ q + p["additive.W2"] @ key) for key in k],
        "concat": [p["concat.v"][0] @ np.tanh(p["concat.W"] @ np.concatenate((q, key))) for key in k],
        "perceptron": [
            p["perceptron.w2"][0] @ np.maximum(0, p["perceptron.W"] @ np.concatenate((q, key)) + p["perceptron.b1"][0])
            + p["perceptron.b2"][0, 0]
            for key in k
        ],
    }
    for scoring, scores in expected.items():
        shown = attention(replace(base, scoring=scoring)).steps
        assert shown["scores"][0] == pytest.approx(np.array(scores), abs=1e-5), scoring


@pytest.mark.parametrize("scoring", ALL)
def test_rows_sum_to_one_and_hidden_pairs_get_nothing(scoring: str):
    numbers = tables.draw(3, queries=5, keys=7, d=4, d_value=3, scoring=scoring)
    numbers = tables.with_mask(numbers, tables.causal_mask(5, 7))
    shown = attention(numbers)
    assert shown.steps["weights"].sum(1) == pytest.approx(np.ones(5), abs=1e-6)
    assert (shown.steps["weights"][~numbers.mask] == 0).all()
    assert shown.compared[scoring] == pytest.approx(shown.steps["weights"], abs=1e-7)
    assert set(shown.compared) == set(ALL)


def test_a_mask_that_hides_everything_is_told_and_gives_no_nan():
    numbers = tables.draw(3, queries=3, keys=4, d=4, d_value=3)
    mask = np.ones((3, 4), bool)
    mask[1] = False
    shown = attention(tables.with_mask(numbers, mask))
    assert [(note.code, note.parameters) for note in shown.notes] == [("row_hidden", {"rows": (2,)})]
    assert (shown.steps["weights"][1] == 0).all()
    assert (shown.steps["context"][1] == 0).all()
    assert not any(np.isnan(values).any() for values in shown.steps.values())


def test_results_are_read_only():
    shown = attention(tables.draw(3, queries=2, keys=2, d=2, d_value=2))
    assert not any(values.flags.writeable for values in (*shown.steps.values(), *shown.compared.values()))


@pytest.mark.parametrize("scoring", ALL)
@pytest.mark.parametrize("hide", ["nothing", "future", "a whole row"])
def test_the_pytorch_lines_give_the_same_numbers(scoring: str, hide: str):
    numbers = replace(tables.draw(5, queries=3, keys=4, d=6, d_value=2, scoring=scoring), temperature=0.7)
    mask = tables.causal_mask(3, 4) if hide == "future" else np.ones((3, 4), bool)
    if hide == "a whole row":
        mask[0] = False
    numbers = tables.with_mask(numbers, mask)
    names: dict[str, object] = {}
    exec(pytorch(numbers), names)
    shown = attention(numbers).steps
    assert np.asarray(names["weights"]) == pytest.approx(shown["weights"], abs=1e-6)
    assert np.asarray(names["context"]) == pytest.approx(shown["context"], abs=1e-6)


@pytest.mark.parametrize("scoring", ALL)
def test_every_result_is_explained_by_cells_that_exist(scoring: str):
    numbers = tables.draw(5, queries=3, keys=4, d=5, d_value=2, scoring=scoring)
    shown = attention(tables.with_mask(numbers, tables.causal_mask(3, 4)))
    for name, values in shown.steps.items():
        flat = values[1] if values.ndim == 3 else values
        for row, column in np.ndindex(flat.shape):
            found = explain(shown, name, row, column, 1)
            assert found is not None
            assert found.formula
            assert found.lit
            for table, cells in found.lit.items():
                lit = shown.steps[table] if table in shown.steps else tables.table(numbers, table)
                shape = lit.shape[-2:]
                assert all(r < shape[0] and c < shape[1] for r, c in cells), (name, table)


def test_the_arithmetic_is_written_out():
    shown = attention(by_hand())
    found = explain(shown, "scores", 0, 0, 0)
    assert found is not None
    assert found.formula == "0.3 × 1.2 + 0.7 × 0.4 = 0.64"
    assert found.lit == {"q": [(0, 0), (0, 1)], "k": [(0, 0), (0, 1)]}
    second = explain(shown, "scores", 0, 1, 0)
    assert second is not None
    assert second.formula == "0.3 × (−1) + 0.7 × 2 = 1.1"


def test_numbers_are_written_without_noise():
    assert [number(x) for x in (0.5, -0.25, 1.0, -0.0001, 12345.678, -np.inf)] == [
        "0.5", "−0.25", "1", "0", "12345.678", "−∞"
    ]  # fmt: skip


def test_a_seed_gives_the_same_numbers_and_resizing_keeps_those_that_stay():
    first = tables.draw(9, queries=3, keys=5, d=4, d_value=3)
    again = tables.draw(9, queries=3, keys=5, d=4, d_value=3)
    assert (first.k == again.k).all()
    assert (first.k != tables.draw(8, queries=3, keys=5, d=4, d_value=3).k).any()
    edited = tables.with_cell(first, "k", 1, 2, 0.125)
    smaller = tables.resized(edited, 9, queries=2, keys=3, d=3, d_value=2)
    larger = tables.resized(smaller, 9, queries=12, keys=12, d=16, d_value=16)
    assert smaller.k[1, 2] == larger.k[1, 2] == np.float32(0.125)
    assert larger.parameters["concat.W"].shape == (4, 32)
    assert (larger.parameters["concat.W"][:, 16:19] == smaller.parameters["concat.W"][:, 3:]).all()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("abc", "number_unreadable"),
        ("", "number_unreadable"),
        ("nan", "number_nan"),
        ("inf", "number_infinite"),
        ("-Infinity", "number_infinite"),
        ("1e38", "number_large"),
        ("1e400", "number_infinite"),
    ],
)
def test_a_cell_refuses_what_is_no_usable_number(text: str, code: str):
    with pytest.raises(Refused) as refused:
        tables.parse_number(text)
    assert refused.value.code == code


def test_a_cell_takes_other_ways_to_write_a_number():
    assert [tables.parse_number(t) for t in ("1.5", " 1,5 ", "−2", "1e-3")] == [1.5, 1.5, -2.0, 0.001]


@pytest.mark.parametrize("text", ["1\t2\n3\t4", "1,2\n3,4\n", "1;2\r\n3;4", "1 2\n3  4", "1,0\t2,0\n3,0\t4,0"])
def test_tables_paste_from_spreadsheets(text: str):
    assert tables.parse_table(text).tolist() == [[1, 2], [3, 4]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0,5\n1,2", [[0.5], [1.2]]),
        ("0,5\r\n-1,25\n", [[0.5], [-1.25]]),
        ("1,05\n2,5", [[1.05], [2.5]]),
        ("0,5 1,2\n0,25 3", [[0.5, 1.2], [0.25, 3.0]]),
        ("0,5;1,2\n1;2", [[0.5, 1.2], [1.0, 2.0]]),
        ("0,1\n1,0", [[0.0, 1.0], [1.0, 0.0]]),
        ("1, 2\n3, 4", [[1.0, 2.0], [3.0, 4.0]]),
        ("0.5,1.2\n1,2", [[0.5, 1.2], [1.0, 2.0]]),
    ],
)
def test_decimal_commas_are_told_from_those_between_cells(text: str, expected: list[list[float]]) -> None:
    np.testing.assert_allclose(tables.parse_table(text), expected)


def test_a_table_of_one_column_has_decimal_commas() -> None:
    np.testing.assert_allclose(tables.parse_table("1,2\n3,4", columns=1), [[1.2], [3.4]])
    np.testing.assert_allclose(tables.parse_table("1,2\n3,4", columns=2), [[1, 2], [3, 4]])


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "table_empty"),
        (" \n\t\n", "table_empty"),
        ("1\t2\n3", "table_ragged"),
        ("1\tx", "number_unreadable"),
        ("1\tnan", "number_nan"),
        ("\n".join(["1"] * 13), "table_size"),
        ("\t".join(["1"] * 17), "table_size"),
    ],
)
def test_a_table_that_cannot_be_read_is_refused(text: str, code: str):
    with pytest.raises(Refused) as refused:
        tables.parse_table(text)
    assert refused.value.code == code


def test_an_unreadable_cell_of_a_table_is_named():
    with pytest.raises(Refused) as refused:
        tables.parse_table("1\t2\n3\tfour")
    assert (refused.value.parameters["row"], refused.value.parameters["column"]) == (2, 2)


def test_a_pasted_table_of_the_wrong_shape_is_refused():
    numbers = tables.draw(1, queries=2, keys=3, d=4, d_value=2)
    for name, shape, code in (
        ("k", (3, 3), "shape_columns"),
        ("k", (4, 4), "shape_rows"),
        ("q", (2, 5), "shape_columns"),
    ):
        with pytest.raises(Refused) as refused:
            tables.pasted(numbers, name, np.ones(shape, np.float32))
        assert refused.value.code == code
    assert tables.pasted(numbers, "q", np.ones((5, 4), np.float32)).mask.shape == (5, 3)
    assert tables.pasted(numbers, "v", np.ones((3, 7), np.float32)).v.shape == (3, 7)


def test_two_heads_do_their_own_attention():
    x = np.random.default_rng(1).normal(size=(4, 6)).astype(np.float32)
    w = [np.random.default_rng(i).normal(size=(6, 6)).astype(np.float32) for i in range(4)]
    mask = np.ones((4, 4), bool)
    both = heads(PlaygroundHeads(x, x, *w, heads=2, mask=mask))
    for head in range(2):
        part = slice(3 * head, 3 * head + 3)
        alone = attention(
            replace(
                tables.draw(1, queries=4, keys=4, d=3, d_value=3),
                q=frozen(x @ w[0][:, part]),
                k=frozen(x @ w[1][:, part]),
                v=frozen(x @ w[2][:, part]),
            )
        )
        assert both.weights[head] == pytest.approx(alone.steps["weights"], abs=1e-5)
        assert both.joined[:, part] == pytest.approx(alone.steps["context"], abs=1e-5)
    assert both.output == pytest.approx(both.joined @ w[3], abs=1e-5)
