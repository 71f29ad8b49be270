"""The numbers of the recurrent decoder's section, and the arithmetic behind its values. Imports no torch."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from attnviz.engine.messages import frozen
from attnviz.engine.playground.arithmetic import (
    Explanation,
    Lit,
    column_cells,
    factor,
    number,
    row_cells,
    softmax,
    sum_of_products,
)
from attnviz.engine.playground.messages import PlaygroundRecurrent, RecurrentSteps
from attnviz.engine.playground.tables import drawn
from attnviz.lazy_numpy import np

CELLS = ("rnn", "gru", "lstm")
FUSES = ("concat", "sum")
D_INPUT, D_HIDDEN, STEPS, SOURCE, OUTPUTS = 3, 4, 4, 4, 4
SOURCE_WORDS = ("the", "cat", "is", "here")
INPUT_WORDS = ("<s>", "le", "chat", "est")
OUTPUT_WORDS = ("le", "chat", "est", "là")


def gates(cell: str) -> int:
    """How many parts the cell's weights have."""
    return {"rnn": 1, "gru": 3, "lstm": 4}[cell]


def shapes(cell: str) -> dict[str, tuple[int, int]]:
    """The shape of every parameter table; biases are tables of one row."""
    rows = gates(cell) * D_HIDDEN
    return {
        "W_h": (rows, D_HIDDEN),
        "W_x": (rows, D_INPUT),
        "b": (1, rows),
        "W_c": (D_HIDDEN, 2 * D_HIDDEN),
        "W_y": (OUTPUTS, D_HIDDEN),
        "b_y": (1, OUTPUTS),
    }


def draw(seed: int, *, cell: str = "rnn", fuse: str = "concat") -> PlaygroundRecurrent:
    """All numbers from a seed."""
    return PlaygroundRecurrent(
        cell=cell,
        fuse=fuse,
        x=frozen(drawn(seed, "x", STEPS, D_INPUT)),
        k=frozen(drawn(seed, "memory", SOURCE, D_HIDDEN)),
        v=frozen(drawn(seed, "memory", SOURCE, D_HIDDEN)),
        h0=frozen(np.zeros((1, D_HIDDEN))),
        parameters={name: frozen(drawn(seed, name, *shape)) for name, shape in shapes(cell).items()},
    )


def table(numbers: PlaygroundRecurrent, name: str) -> np.ndarray:
    """The editable table ``name``."""
    return getattr(numbers, name) if name in ("x", "k", "v", "h0") else numbers.parameters[name]


def with_cell(numbers: PlaygroundRecurrent, name: str, row: int, column: int, value: float) -> PlaygroundRecurrent:
    """The same numbers with one cell changed."""
    changed = table(numbers, name).copy()
    changed[row, column] = value
    if name in ("x", "k", "v", "h0"):
        changes: dict[str, Any] = {name: frozen(changed)}
        return replace(numbers, **changes)
    return replace(numbers, parameters={**numbers.parameters, name: frozen(changed)})


def explain(shown: RecurrentSteps, name: str, t: int, i: int) -> Explanation | None:
    """What made entry ``i`` of the value ``name`` at step ``t`` (values of one step are tables of one row). None for an
    input.
    """
    if name not in shown.values:
        return None
    if name == "h":
        return _state(shown, t, i)
    if name == "sum":
        return _affine(shown, "sum", t, i, i)
    if name in ("r", "z", "i", "f", "o", "g", "n"):
        return _gate(shown, name, t, i)
    request, values, p = shown.request, shown.values, shown.request.parameters
    at = {key: value[t] for key, value in values.items()}
    result = number(at[name][i])
    if name == "c_cell":
        before = values["c_cell"][t - 1][i] if t else 0.0
        formula = f"{factor(at['f'][i])} × {factor(before)} + {factor(at['i'][i])} × {factor(at['g'][i])} = {result}"
        return Explanation(formula, {"f": [(0, i)], "i": [(0, i)], "g": [(0, i)]})
    if name == "scores":
        lit = {"h": row_cells(0, D_HIDDEN), "k": row_cells(i, D_HIDDEN)}
        return Explanation(f"{sum_of_products(at['h'], request.k[i])} = {result}", lit)
    if name == "context":
        lit = {"weights": row_cells(0, SOURCE), "v": column_cells(i, SOURCE)}
        return Explanation(f"{sum_of_products(at['weights'], request.v[:, i])} = {result}", lit)
    if name == "fused" and request.fuse == "concat":
        both = np.concatenate((at["h"], at["context"]))
        lit = {"W_c": row_cells(i, 2 * D_HIDDEN), "h": row_cells(0, D_HIDDEN), "context": row_cells(0, D_HIDDEN)}
        return Explanation(f"tanh({sum_of_products(p['W_c'][i], both)}) = {result}", lit)
    if name == "fused":
        terms = sum_of_products((request.mix, 1 - request.mix), (at["h"][i], at["context"][i]))
        return Explanation(f"{terms} = {result}", {"h": [(0, i)], "context": [(0, i)]})
    if name == "y":
        terms = f"{sum_of_products(p['W_y'][i], at['fused'])} + {factor(p['b_y'][0, i])} = {result}"
        return Explanation(terms, {"W_y": row_cells(i, D_HIDDEN), "fused": row_cells(0, D_HIDDEN), "b_y": [(0, i)]})
    if name in ("weights", "p"):
        scores = "scores" if name == "weights" else "y"
        made = softmax(at[scores], i, float(at[name][i]))
        return Explanation(made, {scores: row_cells(0, len(at[scores]))})
    return None


def _affine(shown: RecurrentSteps, name: str, t: int, row: int, i: int, function: str = "") -> Explanation:
    """W_h h + W_x x + b of one row of the stacked weights, inside ``function``."""
    request, p = shown.request, shown.request.parameters
    terms = f"{sum_of_products(p['W_h'][row], shown.values['h_before'][t])} + "
    terms += f"{sum_of_products(p['W_x'][row], request.x[t])} + {factor(p['b'][0, row])}"
    formula = f"{function}({terms})" if function else terms
    return Explanation(f"{formula} = {number(shown.values[name][t][i])}", _cells_of_row(row, t))


def _cells_of_row(row: int, t: int) -> Lit:
    """What a row of the stacked weights meets."""
    return {
        "W_h": row_cells(row, D_HIDDEN),
        "W_x": row_cells(row, D_INPUT),
        "b": [(0, row)],
        "h_before": row_cells(0, D_HIDDEN),
        "x": row_cells(t, D_INPUT),
    }


def _gate(shown: RecurrentSteps, name: str, t: int, i: int) -> Explanation:
    """A gate or candidate of the GRU (r, z, n) or LSTM (i, f, g, o)."""
    order = "rzn" if shown.request.cell == "gru" else "ifgo"
    row = order.index(name) * D_HIDDEN + i
    if name != "n":
        return _affine(shown, name, t, row, i, "tanh" if name == "g" else "σ")
    p, values = shown.request.parameters, shown.values
    from_x = f"{sum_of_products(p['W_x'][row], shown.request.x[t])} + {factor(p['b'][0, row])}"
    from_h = f"{factor(values['r'][t][i])} × ({sum_of_products(p['W_h'][row], values['h_before'][t])})"
    return Explanation(
        f"tanh({from_x} + {from_h}) = {number(values['n'][t][i])}", {"r": [(0, i)], **_cells_of_row(row, t)}
    )


def _state(shown: RecurrentSteps, t: int, i: int) -> Explanation:
    """The new state h of each cell."""
    at = {key: value[t] for key, value in shown.values.items()}
    result = number(at["h"][i])
    if shown.request.cell == "gru":
        z, n, before = at["z"][i], at["n"][i], at["h_before"][i]
        formula = f"(1 − {factor(z)}) × {factor(n)} + {factor(z)} × {factor(before)} = {result}"
        return Explanation(formula, {"z": [(0, i)], "n": [(0, i)], "h_before": [(0, i)]})
    if shown.request.cell == "lstm":
        formula = f"{factor(at['o'][i])} × tanh({number(at['c_cell'][i])}) = {result}"
        return Explanation(formula, {"o": [(0, i)], "c_cell": [(0, i)]})
    return Explanation(f"tanh({number(at['sum'][i])}) = {result}", {"sum": [(0, i)]})
