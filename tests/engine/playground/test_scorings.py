"""Every scoring function is one record: its numbers, arithmetic, PyTorch and tables agree; so do those of one put there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from attnviz.engine.playground import tables
from attnviz.engine.playground.arithmetic import Explanation, number, row_cells, sum_of_products
from attnviz.engine.playground.explain import explain
from attnviz.engine.playground.pytorch_code import pytorch
from attnviz.engine.playground.scorings import SCORINGS, Parameter, Scoring
from attnviz.engine.playground.steps import attention

if TYPE_CHECKING:
    from collections.abc import Iterator

    from torch import Tensor

    from attnviz.engine.playground.messages import AttentionSteps


def _weighted(q: Tensor, k: Tensor, p: dict[str, Tensor]) -> dict[str, Tensor]:
    projected_q = q * p["weighted.w"][0]
    return {"projected_q": projected_q, "scores": projected_q @ k.T}


def _explain_weighted(shown: AttentionSteps, table: str, row: int, column: int, query: int) -> Explanation:
    result = number(shown.steps[table][row, column])
    if table == "projected_q":
        w, x = shown.request.parameters["weighted.w"][0, column], shown.request.q[row, column]
        lit = {"weighted.w": [(0, column)], "q": [(row, column)]}
        return Explanation(f"{number(w)} × {number(x)} = {result}", lit)
    q, k = shown.steps["projected_q"][row], shown.request.k[column]
    lit = {"projected_q": row_cells(row, len(q)), "k": row_cells(column, len(k))}
    return Explanation(f"{sum_of_products(q, k)} = {result}", lit)


WEIGHTED = Scoring(
    "weighted",
    equation=r"s(q_t,k_i)=(w\odot q_t)\cdot k_i",
    code="(q * w) @ k.T",
    compute=_weighted,
    explain=_explain_weighted,
    steps={"projected_q": r"w\odot q_t"},
    parameters=(Parameter("weighted.w", "w", "w", lambda d: (1, d)),),
    scaled=True,
)


@pytest.fixture(params=[*SCORINGS, "weighted"])
def scoring(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Scoring]:
    """Each record of the table, and one that this file alone knows, put there."""
    monkeypatch.setitem(SCORINGS, "weighted", WEIGHTED)
    return SCORINGS[request.param]


def steps_of(scoring: Scoring) -> AttentionSteps:
    numbers = tables.draw(5, queries=3, keys=4, d=5, d_value=2, scoring=scoring.id)
    return attention(tables.with_mask(numbers, tables.causal_mask(3, 4)))


def test_its_tables_are_drawn_and_resized(scoring: Scoring):
    numbers = tables.draw(1, queries=2, keys=3, d=4, d_value=2, scoring=scoring.id)
    wider = tables.resized(numbers, 1, queries=2, keys=3, d=6, d_value=2)
    for parameter in scoring.parameters:
        old, new = numbers.parameters[parameter.name], wider.parameters[parameter.name]
        assert old.shape == parameter.shape(4)
        assert new.shape == parameter.shape(6)
        assert (new[: len(old), :4] == old[:, :4]).all() or old.shape[1] < 4
        assert parameter.name.startswith(f"{scoring.id}.")


def test_its_steps_come_in_the_order_of_its_equations(scoring: Scoring):
    shown = steps_of(scoring)
    assert list(shown.steps)[: len(scoring.steps) + 1] == [*scoring.steps, "scores"]
    assert set(shown.compared) == set(SCORINGS)
    assert shown.compared[scoring.id] == pytest.approx(shown.steps["weights"], abs=1e-7)


def test_its_arithmetic_ends_with_the_number_in_the_cell(scoring: Scoring):
    shown = steps_of(scoring)
    for name in (*scoring.steps, "scores"):
        values = shown.steps[name]
        flat = values[1] if values.ndim == 3 else values
        for row, column in np.ndindex(flat.shape):
            found = explain(shown, name, row, column, 1)
            assert found is not None
            assert found.formula.endswith(f" = {number(flat[row, column])}")
            assert found.lit
            assert set(found.lit) <= {"q", "k", *scoring.steps, *(p.name for p in scoring.parameters)}


def test_its_pytorch_lines_give_its_scores(scoring: Scoring):
    shown = steps_of(scoring)
    names: dict[str, object] = {}
    exec(pytorch(shown.request), names)
    assert np.asarray(names["scores"]) == pytest.approx(shown.steps["scores"], abs=1e-5)
    assert np.asarray(names["weights"]) == pytest.approx(shown.steps["weights"], abs=1e-6)
