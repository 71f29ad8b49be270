"""Rounds a matrix so that what it makes of its inputs changes little: GPTQ, Frantar et al. 2022 (2210.17323).

R = rows of a matrix, K = its columns (features of its inputs).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor
from torch.nn import functional as F
from torch.overrides import TorchFunctionMode

from attnviz.models import coded_quantization

if TYPE_CHECKING:
    from collections.abc import Mapping

    from attnviz.models.coded_quantization import Coded

DAMPING = 0.01  # of the mean of the Hessian's diagonal, added to the diagonal
LOOKED_UP = 1.0  # the same for a table that is also looked up: there all errors of a row count alike
BLOCK = 64  # columns after which the others are made up for their errors


class Inputs(TorchFunctionMode):
    """While it is entered: 2 x xᵀ of every input x that a matrix of ``tensors`` is multiplied with, summed. ``hessians`` [K, K]."""

    def __init__(self, tensors: Mapping[str, Tensor]) -> None:
        super().__init__()
        self._names = {tensor.data_ptr(): name for name, tensor in tensors.items() if tensor.dim() == 2}
        self._looked_up: set[str] = set()
        self._sums: dict[str, Tensor] = {}

    def __torch_function__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        if func is F.linear or func is F.embedding:
            x, matrix = args[:2]
            name = self._names.get(matrix.data_ptr())
            if name is not None and func is F.embedding:
                self._looked_up.add(name)
            elif name is not None:
                rows = x.reshape(-1, x.shape[-1]).float()
                self._sums[name] = self._sums.get(name, 0) + 2 * rows.T @ rows
        return func(*args, **(kwargs or {}))

    def hessians(self) -> dict[str, Tensor]:
        """Of the squared error of each matrix's outputs, damped so that they have an inverse (the end of section 3)."""
        return {name: _damped(h, LOOKED_UP if name in self._looked_up else DAMPING) for name, h in self._sums.items()}


def _damped(hessian: Tensor, share: float) -> Tensor:
    return hessian + share * hessian.diag().mean() * torch.eye(len(hessian))


def gptq(matrix: Tensor, hessian: Tensor, bits: float) -> Coded:
    """Algorithm 1: columns are rounded one after the other, and those that are left make up for each one's error.

    ``matrix`` [R, K], ``hessian`` [K, K]. With U the upper Cholesky factor of H⁻¹, column j's error (w_j - q_j) / U_jj is taken
    from each later column k in proportion to U_jk; within a block at once, from the columns behind it when it is done.
    """
    rows = matrix.detach().float()
    steps = coded_quantization.steps_of(rows, bits)
    step, left = steps.float(), rows.T.contiguous()  # [K, R]: a column of the matrix lies together
    numbers = torch.empty_like(left)
    inverse = torch.cholesky_inverse(torch.linalg.cholesky(hessian.double()))
    upper = torch.linalg.cholesky(inverse, upper=True).float()
    for begin in range(0, len(left), BLOCK):
        end = min(begin + BLOCK, len(left))
        errors = torch.empty_like(left[begin:end])
        for j in range(begin, end):
            numbers[j] = coded_quantization.numbers_of(left[j], step)
            errors[j - begin] = (left[j] - numbers[j] * step) / upper[j, j]
            left[j + 1 : end] -= torch.outer(upper[j, j + 1 : end], errors[j - begin])
        left[end:] -= upper[begin:end, end:].T @ errors
    return coded_quantization.encoded(numbers.T.contiguous(), steps, bits, matrix.shape)
