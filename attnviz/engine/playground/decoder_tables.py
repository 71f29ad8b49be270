"""The numbers of the recurrent decoder's section, and the arithmetic behind its values. Imports no torch."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from attnviz.engine.messages import frozen
from attnviz.engine.playground.explain import factor, number, softmax, sum_of_products
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


Lit = dict[str, list[tuple[int, int]]]


def _row(row: int, width: int) -> list[tuple[int, int]]:
    return [(row, c) for c in range(width)]


def explain(shown: RecurrentSteps, name: str, t: int, i: int) -> tuple[str, Lit]:
    """The arithmetic of entry ``i`` of the value ``name`` at step ``t`` as rich text, and the cells that made it
    (values of one step are tables of one row). ("", {}) for an input.
    """
    if name not in shown.values:
        return "", {}
    request, values, p = shown.request, shown.values, shown.request.parameters
    at = {key: value[t] for key, value in values.items()}
    result = number(at[name][i])
    width = D_HIDDEN
    if name == "h":
        return _state(shown, t, i, result)
    if name == "sum":
        return _affine(shown, t, i, i, "", result)
    if name in ("r", "z", "i", "f", "o", "g", "n"):
        return _gate(shown, name, t, i, result)
    if name == "c_cell":
        before = values["c_cell"][t - 1][i] if t else 0.0
        formula = f"{factor(at['f'][i])} × {factor(before)} + {factor(at['i'][i])} × {factor(at['g'][i])} = {result}"
        return formula, {"f": [(0, i)], "i": [(0, i)], "g": [(0, i)]}
    if name == "scores":
        lit: Lit = {"h": _row(0, width), "k": _row(i, width)}
        return f"{sum_of_products(at['h'], request.k[i])} = {result}", lit
    if name == "weights":
        return softmax(at["scores"], i, float(at["weights"][i])), {"scores": _row(0, len(at["scores"]))}
    if name == "context":
        column = request.v[:, i]
        lit = {"weights": _row(0, len(column)), "v": [(r, i) for r in range(len(column))]}
        return f"{sum_of_products(at['weights'], column)} = {result}", lit
    if name == "fused":
        if request.fuse == "concat":
            both = np.concatenate((at["h"], at["context"]))
            lit = {"W_c": _row(i, 2 * width), "h": _row(0, width), "context": _row(0, width)}
            return f"tanh({sum_of_products(p['W_c'][i], both)}) = {result}", lit
        terms = sum_of_products((request.mix, 1 - request.mix), (at["h"][i], at["context"][i]))
        return f"{terms} = {result}", {"h": [(0, i)], "context": [(0, i)]}
    if name == "y":
        terms = f"{sum_of_products(p['W_y'][i], at['fused'])} + {factor(p['b_y'][0, i])} = {result}"
        return terms, {"W_y": _row(i, width), "fused": _row(0, width), "b_y": [(0, i)]}
    if name == "p":
        return softmax(at["y"], i, float(at["p"][i])), {"y": _row(0, len(at["y"]))}
    return "", {}


def _affine(shown: RecurrentSteps, t: int, row: int, i: int, function: str, result: str) -> tuple[str, Lit]:
    """W_h h + W_x x + b of one row of the stacked weights, inside ``function``."""
    request, p = shown.request, shown.request.parameters
    terms = f"{sum_of_products(p['W_h'][row], shown.values['h_before'][t])} + "
    terms += f"{sum_of_products(p['W_x'][row], request.x[t])} + {factor(p['b'][0, row])}"
    lit: Lit = {
        "W_h": _row(row, D_HIDDEN),
        "W_x": _row(row, D_INPUT),
        "b": [(0, row)],
        "h_before": _row(0, D_HIDDEN),
        "x": _row(t, D_INPUT),
    }
    return (f"{function}({terms}) = {result}" if function else f"{terms} = {result}"), lit


def _gate(shown: RecurrentSteps, name: str, t: int, i: int, result: str) -> tuple[str, Lit]:
    """A gate or candidate of the GRU (r, z, n) or LSTM (i, f, g, o)."""
    order = "rzn" if shown.request.cell == "gru" else "ifgo"
    row = order.index(name) * D_HIDDEN + i
    if name != "n":
        return _affine(shown, t, row, i, "tanh" if name == "g" else "σ", result)
    p = shown.request.parameters
    from_x = f"{sum_of_products(p['W_x'][row], shown.request.x[t])} + {factor(p['b'][0, row])}"
    from_h = f"{factor(shown.values['r'][t][i])} × ({sum_of_products(p['W_h'][row], shown.values['h_before'][t])})"
    lit: Lit = {
        "r": [(0, i)],
        "W_h": _row(row, D_HIDDEN),
        "W_x": _row(row, D_INPUT),
        "b": [(0, row)],
        "h_before": _row(0, D_HIDDEN),
        "x": _row(t, D_INPUT),
    }
    return f"tanh({from_x} + {from_h}) = {result}", lit


def _state(shown: RecurrentSteps, t: int, i: int, result: str) -> tuple[str, Lit]:
    """The new state h of each cell."""
    at = {key: value[t] for key, value in shown.values.items()}
    if shown.request.cell == "gru":
        z, n, before = at["z"][i], at["n"][i], at["h_before"][i]
        formula = f"(1 − {factor(z)}) × {factor(n)} + {factor(z)} × {factor(before)} = {result}"
        return formula, {"z": [(0, i)], "n": [(0, i)], "h_before": [(0, i)]}
    if shown.request.cell == "lstm":
        formula = f"{factor(at['o'][i])} × tanh({number(at['c_cell'][i])}) = {result}"
        return formula, {"o": [(0, i)], "c_cell": [(0, i)]}
    return f"tanh({number(at['sum'][i])}) = {result}", {"sum": [(0, i)]}
