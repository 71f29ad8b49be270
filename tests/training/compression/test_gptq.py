"""GPTQ: outputs change less than with each weight at its nearest step, and only inputs of the matrices asked for are looked at."""

from __future__ import annotations

import pytest
import torch
from torch import nn
from torch.nn import functional as F

from attnviz.models.coded_quantization import code, decode
from attnviz.training.compression.gptq import Inputs, gptq


@pytest.fixture
def layer() -> nn.Linear:
    torch.manual_seed(1)
    return nn.Linear(96, 40)


@pytest.fixture
def inputs() -> torch.Tensor:
    """Inputs that lie near a plane of few dimensions, as those of layers do."""
    chance = torch.Generator().manual_seed(2)
    return torch.randn(500, 12, generator=chance) @ torch.randn(12, 96, generator=chance) + 0.3 * torch.randn(
        500, 96, generator=chance
    )


def hessian(layer: nn.Linear, x: torch.Tensor) -> torch.Tensor:
    with Inputs({"weight": layer.weight}) as seen, torch.inference_mode():
        layer(x[:200].view(10, 20, 96))
        layer(x[200:])
    return seen.hessians()["weight"]


def test_the_hessian_is_that_of_the_squared_error(layer: nn.Linear, inputs: torch.Tensor) -> None:
    plain = 2 * inputs.T @ inputs
    away = hessian(layer, inputs) - plain
    damping = 0.01 * plain.diag().mean()
    assert torch.allclose(away, damping * torch.eye(96), atol=1e-3 * float(plain.diag().mean()))


@pytest.mark.parametrize("bits", [3, 4, 6])
def test_outputs_change_less_than_with_the_nearest_steps(layer: nn.Linear, inputs: torch.Tensor, bits: float) -> None:
    matrix = layer.weight.detach()
    errors = []
    for coded in (code(matrix, bits), gptq(matrix, hessian(layer, inputs), bits)):
        again = decode(coded.stream, coded.steps, coded.shape)
        errors.append(float((inputs @ (again - matrix).T).square().sum()))
        assert coded.shape == matrix.shape
    assert errors[1] < 0.6 * errors[0]


def test_with_inputs_that_are_alike_in_all_directions_it_is_the_nearest_step(layer: nn.Linear) -> None:
    matrix = layer.weight.detach()
    one, other = code(matrix, 5), gptq(matrix, torch.eye(96), 5)
    assert torch.equal(one.stream, other.stream)
    assert torch.equal(one.steps, other.steps)


def test_a_table_that_is_looked_up_as_well_is_damped_more() -> None:
    table = torch.randn(30, 16, generator=torch.Generator().manual_seed(3))
    x = torch.ones(4, 16)
    with Inputs({"table": table, "unused": torch.zeros(3, 3)}) as seen:
        F.embedding(torch.tensor([1, 2]), table)
        F.linear(x, table)
        F.linear(x, torch.zeros(5, 16))
    found = seen.hessians()
    assert set(found) == {"table"}
    assert torch.equal(found["table"], 2 * x.T @ x + 8 * torch.eye(16))
