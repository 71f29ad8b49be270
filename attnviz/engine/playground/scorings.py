"""The scoring functions of the step view: how each compares queries with keys, in numbers, in words of arithmetic, as an
equation and as PyTorch. Importing it brings no torch; only ``compute`` does.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from attnviz.engine.playground.arithmetic import Explanation, factor, number, row_cells, sum_of_products
from attnviz.engine.playground.messages import AttentionSteps

if TYPE_CHECKING:
    from torch import Tensor

WIDTH = 4  # of the scoring layer of additive, concat and perceptron scoring

Explain = Callable[[AttentionSteps, str, int, int, int], Explanation]


@dataclass(frozen=True, eq=False)
class Parameter:
    """A learned table: its key in ``PlaygroundAttention.parameters``, its letter in equations, its variable in PyTorch.

    ``shape`` gives rows and columns for queries and keys of a width; a vector is a table of one row. With ``halves`` the
    left columns meet the query and the right ones the key.
    """

    name: str
    letter: str
    variable: str
    shape: Callable[[int], tuple[int, int]]
    halves: bool = False


@dataclass(frozen=True, eq=False)
class Scoring:
    """One way to compare queries with keys.

    ``compute`` takes q [T, D], k [S, D] and the parameters and gives every step by its name, ``scores`` [T, S] the last;
    ``steps`` has the equations of those before it, in order. ``explain`` says what made a cell: of the steps, the table's
    name, its row and column, and the query that ``features`` are shown of. ``code`` is the line of PyTorch that makes
    ``scores`` from ``q``, ``k`` and the parameters' variables, where ``{d}`` stands for their width. With ``scaled`` the
    scores are divided by √D.
    """

    id: str
    equation: str
    code: str
    compute: Callable[[Tensor, Tensor, dict[str, Tensor]], dict[str, Tensor]]
    explain: Explain
    steps: Mapping[str, str] = field(default_factory=dict)
    parameters: tuple[Parameter, ...] = ()
    scaled: bool = False


# Dot, scaled dot


def _dot(q: Tensor, k: Tensor, p: dict[str, Tensor]) -> dict[str, Tensor]:
    from attnviz.models.attention import dot_scores

    return {"scores": dot_scores(q, k)}


def _explain_dot(shown: AttentionSteps, table: str, row: int, column: int, query: int) -> Explanation:
    q, k = shown.request.q[row], shown.request.k[column]
    result = number(shown.steps["scores"][row, column])
    lit = {"q": row_cells(row, len(q)), "k": row_cells(column, len(k))}
    return Explanation(f"{sum_of_products(q, k)} = {result}", lit)


# General


def _general(q: Tensor, k: Tensor, p: dict[str, Tensor]) -> dict[str, Tensor]:
    from attnviz.models.attention import dot_scores

    projected_k = k @ p["general.W"].T
    return {"projected_k": projected_k, "scores": dot_scores(q, projected_k)}


def _explain_general(shown: AttentionSteps, table: str, row: int, column: int, query: int) -> Explanation:
    if table == "projected_k":
        return _projected(shown, table, row, column, "general.W")
    q, k = shown.request.q[row], shown.steps["projected_k"][column]
    result = number(shown.steps["scores"][row, column])
    lit = {"q": row_cells(row, len(q)), "projected_k": row_cells(column, len(k))}
    return Explanation(f"{sum_of_products(q, k)} = {result}", lit)


def _projected(
    shown: AttentionSteps, table: str, row: int, column: int, matrix: str, *, begin: int = 0, bias: str = ""
) -> Explanation:
    """A query or key times a row of a matrix, from its column ``begin`` on, plus an entry of a bias."""
    side, p = table.removeprefix("projected_"), shown.request.parameters
    x = getattr(shown.request, side)[row]
    w = p[matrix][column, begin : begin + len(x)]
    formula, lit = sum_of_products(w, x), {matrix: [(column, begin + c) for c in range(len(x))]}
    lit[side] = row_cells(row, len(x))
    if bias:
        formula += f" + {factor(p[bias][0, column])}"
        lit[bias] = [(0, column)]
    return Explanation(f"{formula} = {number(shown.steps[table][row, column])}", lit)


# Additive, concat


def _additive(q: Tensor, k: Tensor, p: dict[str, Tensor]) -> dict[str, Tensor]:
    return _tanh(q @ p["additive.W1"].T, k @ p["additive.W2"].T, p["additive.v"][0])


def _concat(q: Tensor, k: Tensor, p: dict[str, Tensor]) -> dict[str, Tensor]:
    """W [q; k] is the half of W under q times q plus the half under k times k."""
    w_q, w_k = p["concat.W"].split(q.shape[-1], dim=1)
    return _tanh(q @ w_q.T, k @ w_k.T, p["concat.v"][0])


def _tanh(projected_q: Tensor, projected_k: Tensor, v: Tensor) -> dict[str, Tensor]:
    from attnviz.models.attention import tanh_features, tanh_scores

    return {
        "projected_q": projected_q,
        "projected_k": projected_k,
        "features": tanh_features(projected_q, projected_k),
        "scores": tanh_scores(projected_q, projected_k, v),
    }


def _explain_additive(shown: AttentionSteps, table: str, row: int, column: int, query: int) -> Explanation:
    if table.startswith("projected"):
        matrix = "additive.W1" if table == "projected_q" else "additive.W2"
        return _projected(shown, table, row, column, matrix)
    return _explain_features(shown, table, row, column, query, bend="tanh({} + {})", weights="additive.v")


def _explain_concat(shown: AttentionSteps, table: str, row: int, column: int, query: int) -> Explanation:
    if table.startswith("projected"):
        return _projected(shown, table, row, column, "concat.W", begin=_half(shown, table))
    return _explain_features(shown, table, row, column, query, bend="tanh({} + {})", weights="concat.v")


def _half(shown: AttentionSteps, table: str) -> int:
    """The column where the half of W [q; k] begins that meets the query or the key."""
    return 0 if table == "projected_q" else shown.request.q.shape[1]


def _explain_features(
    shown: AttentionSteps, table: str, row: int, column: int, query: int, *, bend: str, weights: str, bias: str = ""
) -> Explanation:
    """A feature, which is a bent sum of two projections, or the score, a weighted sum of features plus a bias."""
    steps, p = shown.steps, shown.request.parameters
    if table == "features":
        a, b = steps["projected_q"][query, column], steps["projected_k"][row, column]
        result = number(steps["features"][query, row, column])
        lit = {"projected_q": [(query, column)], "projected_k": [(row, column)]}
        return Explanation(f"{bend.format(number(a), factor(b))} = {result}", lit)
    features = steps["features"][row, column]
    formula, lit = sum_of_products(p[weights][0], features), {weights: row_cells(0, len(features))}
    if row == query:
        lit["features"] = row_cells(column, len(features))
    if bias:
        formula += f" + {factor(p[bias][0, 0])}"
        lit[bias] = [(0, 0)]
    return Explanation(f"{formula} = {number(steps['scores'][row, column])}", lit)


# Perceptron


def _perceptron(q: Tensor, k: Tensor, p: dict[str, Tensor]) -> dict[str, Tensor]:
    from attnviz.models.attention import perceptron_scores, relu_features

    w_q, w_k = p["perceptron.W"].split(q.shape[-1], dim=1)
    projected_q, projected_k = q @ w_q.T + p["perceptron.b1"][0], k @ w_k.T
    return {
        "projected_q": projected_q,
        "projected_k": projected_k,
        "features": relu_features(projected_q, projected_k),
        "scores": perceptron_scores(projected_q, projected_k, p["perceptron.w2"][0], p["perceptron.b2"][0]),
    }


def _explain_perceptron(shown: AttentionSteps, table: str, row: int, column: int, query: int) -> Explanation:
    if table.startswith("projected"):
        bias = "perceptron.b1" if table == "projected_q" else ""
        return _projected(shown, table, row, column, "perceptron.W", begin=_half(shown, table), bias=bias)
    return _explain_features(
        shown, table, row, column, query, bend="max(0, {} + {})", weights="perceptron.w2", bias="perceptron.b2"
    )


# The records


def _square(d: int) -> tuple[int, int]:
    return d, d


def _layer(d: int) -> tuple[int, int]:
    return WIDTH, d


def _layer_of_both(d: int) -> tuple[int, int]:
    return WIDTH, 2 * d


def _vector(d: int) -> tuple[int, int]:
    return 1, WIDTH


def _single(d: int) -> tuple[int, int]:
    return 1, 1


DOT = Scoring("dot", r"s(q_t,k_i)=q_t\cdot k_i", "q @ k.T", _dot, _explain_dot)
SCALED_DOT = Scoring("scaled_dot", DOT.equation, DOT.code, _dot, _explain_dot, scaled=True)
GENERAL = Scoring(
    "general",
    equation=r"s(q_t,k_i)=q_t\cdot (W k_i)",
    code="q @ (k @ W.T).T",
    compute=_general,
    explain=_explain_general,
    steps={"projected_k": "W k_i"},
    parameters=(Parameter("general.W", "W", "W", _square),),
)
ADDITIVE = Scoring(
    "additive",
    equation=r"s(q_t,k_i)=v_a\cdot \text{tanh}(W_1 q_t+W_2 k_i)",
    code="torch.tanh((q @ W1.T)[:, None] + (k @ W2.T)[None]) @ v_a",
    compute=_additive,
    explain=_explain_additive,
    steps={"projected_q": "W_1 q_t", "projected_k": "W_2 k_i", "features": r"\text{tanh}(W_1 q_t+W_2 k_i)"},
    parameters=(
        Parameter("additive.W1", "W_1", "W1", _layer),
        Parameter("additive.W2", "W_2", "W2", _layer),
        Parameter("additive.v", "v_a", "v_a", _vector),
    ),
)
CONCAT = Scoring(
    "concat",
    equation=r"s(q_t,k_i)=v_a\cdot \text{tanh}(W[q_t;k_i])",
    code="torch.tanh((q @ W[:, :{d}].T)[:, None] + (k @ W[:, {d}:].T)[None]) @ v_a",
    compute=_concat,
    explain=_explain_concat,
    steps={"projected_q": "W_q q_t", "projected_k": "W_k k_i", "features": r"\text{tanh}(W_q q_t+W_k k_i)"},
    parameters=(
        Parameter("concat.W", "W", "W", _layer_of_both, halves=True),
        Parameter("concat.v", "v_a", "v_a", _vector),
    ),
)
PERCEPTRON = Scoring(
    "perceptron",
    equation=r"s(q_t,k_i)=w_2\cdot \text{max}(0, W[q_t;k_i]+b_1)+b_2",
    code="torch.relu((q @ W[:, :{d}].T + b1)[:, None] + (k @ W[:, {d}:].T)[None]) @ w2 + b2",
    compute=_perceptron,
    explain=_explain_perceptron,
    steps={
        "projected_q": "W_q q_t+b_1",
        "projected_k": "W_k k_i",
        "features": r"\text{max}(0,W_q q_t+W_k k_i+b_1)",
    },
    parameters=(
        Parameter("perceptron.W", "W", "W", _layer_of_both, halves=True),
        Parameter("perceptron.b1", "b_1", "b1", _vector),
        Parameter("perceptron.w2", "w_2", "w2", _vector),
        Parameter("perceptron.b2", "b_2", "b2", _single),
    ),
)

SCORINGS = {each.id: each for each in (DOT, SCALED_DOT, GENERAL, ADDITIVE, CONCAT, PERCEPTRON)}
GIVEN = "given"  # stands for a scoring function where the scores are a model's own, of vectors too wide to show
GIVEN_EQUATION = "s(q_t,k_i)"


def parameters() -> dict[str, Parameter]:
    """The learned tables of all scoring functions, by name."""
    return {each.name: each for scoring in SCORINGS.values() for each in scoring.parameters}
