"""Writes the few lines of PyTorch that compute what the step view shows. Imports no torch."""

from __future__ import annotations

from attnviz.engine.playground.messages import PlaygroundAttention
from attnviz.lazy_numpy import np


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
    p = numbers.parameters
    d = numbers.q.shape[1]
    if numbers.scores is not None:
        return [f"scores = {_tensor(numbers.scores)}  # the model's own, of all its columns"]
    if numbers.scoring in ("dot", "scaled_dot"):
        return ["scores = q @ k.T"]
    if numbers.scoring == "general":
        return [f"W = {_tensor(p['general.W'])}", "scores = q @ (k @ W.T).T"]
    if numbers.scoring == "additive":
        return [
            f"W1 = {_tensor(p['additive.W1'])}",
            f"W2 = {_tensor(p['additive.W2'])}",
            f"v_a = {_vector(p['additive.v'])}",
            "scores = torch.tanh((q @ W1.T)[:, None] + (k @ W2.T)[None]) @ v_a",
        ]
    if numbers.scoring == "concat":
        return [
            f"W = {_tensor(p['concat.W'])}",
            f"v_a = {_vector(p['concat.v'])}",
            f"scores = torch.tanh((q @ W[:, :{d}].T)[:, None] + (k @ W[:, {d}:].T)[None]) @ v_a",
        ]
    return [
        f"W = {_tensor(p['perceptron.W'])}",
        f"b1 = {_vector(p['perceptron.b1'])}",
        f"w2 = {_vector(p['perceptron.w2'])}",
        f"b2 = {_vector(p['perceptron.b2'])}",
        f"scores = torch.relu((q @ W[:, :{d}].T + b1)[:, None] + (k @ W[:, {d}:].T)[None]) @ w2 + b2",
    ]


def pytorch(numbers: PlaygroundAttention) -> str:
    """A script that ends with ``weights`` and ``context`` equal to those shown."""
    lines = ["import torch", ""]
    lines += [f"{name} = {_tensor(getattr(numbers, name))}" for name in ("q", "k", "v")]
    lines += _scores(numbers)
    divisors = [f"{numbers.q.shape[1]} ** 0.5"] if numbers.scoring == "scaled_dot" else []
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
