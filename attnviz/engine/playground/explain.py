"""Which numbers made a number, with the arithmetic written out. Imports no torch; texts are formulas, the same in
every language.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from attnviz.engine.playground.messages import AttentionSteps
from attnviz.lazy_numpy import np

Cell = tuple[int, int]
LONGEST = 16  # terms written out; a model's own sums may be longer


@dataclass(frozen=True, eq=False)
class Explanation:
    """``formula`` is rich text (only ``<sup>``); ``lit`` names the cells of each table that made the number."""

    formula: str
    lit: dict[str, list[Cell]] = field(default_factory=dict)


def number(value: float, decimals: int = 3) -> str:
    """A number as the tables and formulas write it: at most ``decimals`` decimals, a true minus sign."""
    value = float(value)
    if not np.isfinite(value):
        return "−∞" if value == -np.inf else "∞" if value == np.inf else "?"
    text = f"{value:.4g}" if abs(value) >= 1e5 else f"{value:.{decimals}f}"
    if "." in text and "e" not in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text.replace("-", "−")


def factor(value: float) -> str:
    """A number inside a product or power: negative ones in brackets."""
    text = number(value)
    return f"({text})" if text.startswith("−") else text


def sum_of_products(a: Iterable[float], b: Iterable[float]) -> str:
    """a_1 × b_1 + a_2 × b_2 + …"""
    terms = [f"{factor(x)} × {factor(y)}" for x, y in zip(a, b, strict=True)]
    return " + ".join(terms) if len(terms) <= LONGEST else " + ".join([*terms[:LONGEST], "…"])


def _row(r: int, array: np.ndarray) -> list[Cell]:
    return [(r, c) for c in range(array.shape[1])]


def _column(c: int, array: np.ndarray) -> list[Cell]:
    return [(r, c) for r in range(array.shape[0])]


def softmax(scores: np.ndarray, index: int, result: float) -> str:
    """e^s_i ÷ (e^s_1 + …); hidden scores add nothing; a row of hidden ones has no weights."""
    seen = [s for s in scores if np.isfinite(s)]
    if not seen:
        return "0"
    powers = " + ".join(f"e<sup>{number(s)}</sup>" for s in seen[:LONGEST]) + (" + …" if len(seen) > LONGEST else "")
    above = f"e<sup>{number(scores[index])}</sup>" if np.isfinite(scores[index]) else "0"
    return f"{above} ÷ ({powers}) = {number(result)}"


def explain(shown: AttentionSteps, table: str, row: int, column: int, query: int) -> Explanation | None:
    """What made cell (row, column) of ``table``; ``features`` and ``weighted`` are those of ``query``. None for an
    input.
    """
    if table not in shown.steps:
        return None
    values = shown.steps[table]
    result = number(values[query, row, column] if values.ndim == 3 else values[row, column])
    if table in ("scaled", "masked", "weights", "weighted", "context"):
        return _after_scores(shown, table, row, column, query, result)
    if shown.request.scores is not None:
        return None
    return _before_scores(shown, table, row, column, query, result)


def _after_scores(shown: AttentionSteps, table: str, row: int, column: int, query: int, result: str) -> Explanation:
    request, steps = shown.request, shown.steps
    if table == "scaled":
        divisors = f" ÷ √{request.q.shape[1]}" if request.scoring == "scaled_dot" else ""
        divisors += f" ÷ {number(request.temperature)}" if request.temperature != 1 or not divisors else ""
        return Explanation(f"{number(steps['scores'][row, column])}{divisors} = {result}", {"scores": [(row, column)]})
    if table == "masked":
        shown_score = number(steps["scaled"][row, column])
        arrow = f"{shown_score} → −∞" if not request.mask[row, column] else f"{shown_score} = {result}"
        return Explanation(arrow, {"scaled": [(row, column)]})
    if table == "weights":
        scores = steps["masked"][row]
        return Explanation(
            softmax(scores, column, steps["weights"][row, column]), {"masked": _row(row, steps["masked"])}
        )
    if table == "weighted":
        weight, value = steps["weights"][query, row], request.v[row, column]
        return Explanation(
            f"{factor(weight)} × {factor(value)} = {result}", {"weights": [(query, row)], "v": [(row, column)]}
        )
    weights, v = steps["weights"][row], request.v[:, column]
    lit = {"weights": _row(row, steps["weights"]), "v": _column(column, request.v)}
    if row == query:
        lit["weighted"] = _column(column, request.v)
    return Explanation(f"{sum_of_products(weights, v)} = {result}", lit)


def _before_scores(
    shown: AttentionSteps, table: str, row: int, column: int, query: int, result: str
) -> Explanation | None:
    request, steps, p = shown.request, shown.steps, shown.request.parameters
    scoring, d = request.scoring, request.q.shape[1]
    if table in ("projected_q", "projected_k"):
        side = "q" if table == "projected_q" else "k"
        x = getattr(request, side)[row]
        if scoring == "general":
            name, w, begin = "general.W", p["general.W"][column], 0
        elif scoring == "additive":
            name, begin = ("additive.W1", 0) if side == "q" else ("additive.W2", 0)
            w = p[name][column]
        else:
            name, begin = f"{scoring}.W", 0 if side == "q" else d
            w = p[name][column, begin : begin + d]
        lit = {name: [(column, begin + c) for c in range(d)], side: [(row, c) for c in range(d)]}
        bias = ""
        if scoring == "perceptron" and side == "q":
            bias = f" + {factor(p['perceptron.b1'][0, column])}"
            lit["perceptron.b1"] = [(0, column)]
        return Explanation(f"{sum_of_products(w, x)}{bias} = {result}", lit)
    if table == "features":
        a, b = steps["projected_q"][query, column], steps["projected_k"][row, column]
        function = (
            f"max(0, {number(a)} + {factor(b)})" if scoring == "perceptron" else f"tanh({number(a)} + {factor(b)})"
        )
        return Explanation(f"{function} = {result}", {"projected_q": [(query, column)], "projected_k": [(row, column)]})
    if scoring in ("dot", "scaled_dot"):
        q, k = request.q[row], request.k[column]
        return Explanation(
            f"{sum_of_products(q, k)} = {result}", {"q": _row(row, request.q), "k": _row(column, request.k)}
        )
    if scoring == "general":
        q, k = request.q[row], steps["projected_k"][column]
        lit = {"q": _row(row, request.q), "projected_k": _row(column, steps["projected_k"])}
        return Explanation(f"{sum_of_products(q, k)} = {result}", lit)
    name = "perceptron.w2" if scoring == "perceptron" else f"{scoring}.v"
    features = steps["features"][row, column]
    lit = {name: _row(0, p[name])}
    if row == query:
        lit["features"] = _row(column, steps["features"][query])
    bias = ""
    if scoring == "perceptron":
        bias = f" + {factor(p['perceptron.b2'][0, 0])}"
        lit["perceptron.b2"] = [(0, 0)]
    return Explanation(f"{sum_of_products(p[name][0], features)}{bias} = {result}", lit)
