"""Writes the few lines of PyTorch that compute what the step view shows. Imports no torch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attnviz.engine.playground.scorings import SCORINGS
from attnviz.lazy_numpy import np

if TYPE_CHECKING:
    from attnviz.engine.playground.messages import PlaygroundAttention


def _number(value: float) -> str:
    """The shortest decimal that is the same float32."""
    return np.format_float_positional(np.float32(value), unique=True, trim="0")


def _tensor(values: np.ndarray) -> str:
    if values.dtype == bool:
        rows = ["[" + ", ".join(str(bool(x)) for x in row) + "]" for row in values]
    else:
        rows = ["[" + ", ".join(_number(x) for x in row) + "]" for row in values]
    return "torch.tensor([" + ",\n                  ".join(rows) + "])"


def _vector(values: np.ndarray) -> str:
    return "torch.tensor([" + ", ".join(_number(x) for x in values.ravel()) + "])"


def _scores(numbers: PlaygroundAttention) -> list[str]:
    if numbers.scores is not None:
        return [f"scores = {_tensor(numbers.scores)}  # the model's own, of all its columns"]
    scoring = SCORINGS[numbers.scoring]
    tables = {each.variable: numbers.parameters[each.name] for each in scoring.parameters}
    lines = [f"{name} = {_vector(table) if len(table) == 1 else _tensor(table)}" for name, table in tables.items()]
    return [*lines, "scores = " + scoring.code.format(d=numbers.q.shape[1])]


def pytorch(numbers: PlaygroundAttention) -> str:
    """A script that ends with ``weights`` and ``context`` equal to those shown."""
    lines = ["import torch", ""]
    lines += [f"{name} = {_tensor(getattr(numbers, name))}" for name in ("q", "k", "v")]
    lines += _scores(numbers)
    scaled = numbers.scores is None and SCORINGS[numbers.scoring].scaled
    divisors = [f"{numbers.q.shape[1]} ** 0.5"] if scaled else []
    divisors += [_number(numbers.temperature)] if numbers.temperature != 1 else []
    lines.append("scaled = " + " / ".join(["scores", *divisors]))
    softmax_of = "scaled"
    if not numbers.mask.all():
        lines.append(f"mask = {_tensor(numbers.mask)}  # True = may be attended")
        lines.append('masked = scaled.masked_fill(~mask, float("-inf"))')
        softmax_of = "masked"
    end = "" if numbers.mask.any(1).all() else ".nan_to_num(0.0)  # a query that may see nothing gets no weights"
    lines.append(f"weights = torch.softmax({softmax_of}, dim=-1){end}")
    lines += ["context = weights @ v", "print(weights)", "print(context)", ""]
    return "\n".join(lines)
