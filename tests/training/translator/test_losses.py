"""The loss is torch's own, value and gradient."""

from __future__ import annotations

import pytest
import torch
from torch import nn

from attnviz.training.translator.losses import ROWS, cross_entropy


@pytest.mark.parametrize("smoothing", [0.0, 0.1])
@pytest.mark.parametrize("rows", [1, ROWS, 2 * ROWS + 37])
def test_value_and_gradient_are_those_of_torch(rows: int, smoothing: float) -> None:
    torch.manual_seed(rows)
    target = torch.randint(0, 11, (rows,))
    target[0] = 5
    gradients, losses = [], []
    logits = 10 * torch.randn(rows, 11)
    for ours in (True, False):
        x = logits.clone().requires_grad_()
        if ours:
            loss = cross_entropy(x, target, smoothing=smoothing, pad=0)
        else:
            loss = nn.functional.cross_entropy(x, target, ignore_index=0, label_smoothing=smoothing)
        (3 * loss).backward()
        losses.append(loss)
        gradients.append(x.grad)
    torch.testing.assert_close(losses[0], losses[1])
    torch.testing.assert_close(gradients[0], gradients[1], atol=1e-6, rtol=1e-4)


def test_only_padding_costs_nothing_and_moves_nothing() -> None:
    logits = torch.randn(4, 7, requires_grad=True)
    loss = cross_entropy(logits, torch.zeros(4, dtype=torch.long), smoothing=0.1, pad=0)
    loss.backward()
    assert loss == 0
    assert logits.grad is not None
    assert not logits.grad.any()


def test_large_logits_stay_finite() -> None:
    logits = torch.tensor([[3e4, -3e4, 0.0]], requires_grad=True)
    loss = cross_entropy(logits, torch.tensor([1]), smoothing=0.0, pad=0)
    loss.backward()
    assert float(loss.detach()) == pytest.approx(6e4)
    assert logits.grad is not None
    assert torch.isfinite(logits.grad).all()
