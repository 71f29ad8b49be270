"""Which numbers made a number of the step view or of the heads, with the arithmetic written out. Imports no torch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attnviz.engine.playground.arithmetic import (
    Explanation,
    column_cells,
    factor,
    number,
    row_cells,
    softmax,
    sum_of_products,
)
from attnviz.engine.playground.scorings import SCORINGS

if TYPE_CHECKING:
    from attnviz.engine.playground.messages import AttentionSteps, HeadsSteps


def explain(shown: AttentionSteps, table: str, row: int, column: int, query: int) -> Explanation | None:
    """What made cell (row, column) of ``table``; ``features`` and ``weighted`` are those of ``query``. None for an
    input.
    """
    if table not in shown.steps:
        return None
    if table in ("scaled", "masked", "weights", "weighted", "context"):
        return _after_scores(shown, table, row, column, query)
    if shown.request.scores is not None:
        return None
    return SCORINGS[shown.request.scoring].explain(shown, table, row, column, query)


def _after_scores(shown: AttentionSteps, table: str, row: int, column: int, query: int) -> Explanation:
    request, steps = shown.request, shown.steps
    values = steps[table]
    result = number(values[query, row, column] if values.ndim == 3 else values[row, column])
    keys = request.mask.shape[1]
    if table == "scaled":
        scaled = request.scores is None and SCORINGS[request.scoring].scaled
        divisors = f" ÷ √{request.q.shape[1]}" if scaled else ""
        divisors += f" ÷ {number(request.temperature)}" if request.temperature != 1 or not divisors else ""
        return Explanation(f"{number(steps['scores'][row, column])}{divisors} = {result}", {"scores": [(row, column)]})
    if table == "masked":
        shown_score = number(steps["scaled"][row, column])
        arrow = f"{shown_score} → −∞" if not request.mask[row, column] else f"{shown_score} = {result}"
        return Explanation(arrow, {"scaled": [(row, column)]})
    if table == "weights":
        made = softmax(steps["masked"][row], column, steps["weights"][row, column])
        return Explanation(made, {"masked": row_cells(row, keys)})
    if table == "weighted":
        weight, value = steps["weights"][query, row], request.v[row, column]
        return Explanation(
            f"{factor(weight)} × {factor(value)} = {result}", {"weights": [(query, row)], "v": [(row, column)]}
        )
    weights, v = steps["weights"][row], request.v[:, column]
    lit = {"weights": row_cells(row, keys), "v": column_cells(column, keys)}
    if row == query:
        lit["weighted"] = column_cells(column, keys)
    return Explanation(f"{sum_of_products(weights, v)} = {result}", lit)


def explain_heads(shown: HeadsSteps, name: str, row: int, column: int) -> Explanation:
    """What made a cell of ``joined``, ``output``, or of a head's ``weights0`` … or ``output0`` …"""
    request, d_head = shown.request, shown.outputs.shape[2]
    if name == "joined":
        lit = {f"output{column // d_head}": [(row, column % d_head)]}
        return Explanation(number(shown.joined[row, column]), lit)
    if name == "output":
        terms = sum_of_products(shown.joined[row], request.w_o[:, column])
        lit = {
            "joined": row_cells(row, shown.joined.shape[1]),
            "w_o": column_cells(column, len(request.w_o)),
        }
        return Explanation(f"{terms} = {number(shown.output[row, column])}", lit)
    head = int(name[-1])
    if name.startswith("weights"):
        made = softmax(shown.scores[head, row], column, float(shown.weights[head, row, column]))
        return Explanation(made, {"x": row_cells(row, request.x.shape[1])})
    terms = sum_of_products(shown.weights[head, row], shown.v[:, head * d_head + column])
    lit = {f"weights{head}": row_cells(row, len(request.y))}
    return Explanation(f"{terms} = {number(shown.outputs[head, row, column])}", lit)
