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
    """A line a row, none wider than the column of details where rows are short."""
    write = (lambda x: str(bool(x))) if values.dtype == bool else _number
    return "torch.tensor([\n" + "".join(f"  [{', '.join(map(write, row))}],\n" for row in values) + "])"


def _vector(values: np.ndarray) -> str:
    return "torch.tensor([" + ", ".join(_number(x) for x in values.ravel()) + "])"


def _scores(numbers: PlaygroundAttention) -> list[str]:
    if numbers.scores is not None:
        return ["# the model's own, of all its columns", f"scores = {_tensor(numbers.scores)}"]
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
        lines += ["# True: may be attended", f"mask = {_tensor(numbers.mask)}"]
        lines += ["masked = scaled.masked_fill(", "  ~mask, -torch.inf)"]
        softmax_of = "masked"
    lines += ["weights = torch.softmax(", f"  {softmax_of}, dim=-1)"]
    if not numbers.mask.any(1).all():
        lines += ["# who may see nothing gets no weights", "weights = weights.nan_to_num(0.0)"]
    lines += ["context = weights @ v", "print(weights)", "print(context)", ""]
    return "\n".join(lines)
