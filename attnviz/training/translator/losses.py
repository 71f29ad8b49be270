"""Losses that a CPU computes in few passes over large outputs."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor

ROWS = 128  # rows worked on at a time, so that they stay in the processor's cache


class _CrossEntropy(torch.autograd.Function):
    @staticmethod
    def forward(ctx: Any, logits: Tensor, target: Tensor, smoothing: float, pad: int) -> Tensor:
        gradient = torch.empty_like(logits)
        real = target != pad
        scale = 1 / real.sum().clamp(min=1)
        loss = torch.zeros((), device=logits.device)
        for rows in torch.arange(logits.shape[0], device=logits.device).split(ROWS):
            begin, end = int(rows[0]), int(rows[-1]) + 1
            x = logits[begin:end].to(torch.float32, copy=True)
            y, counted = target[begin:end, None], real[begin:end]
            x -= x.amax(-1, keepdim=True)
            expected = (1 - smoothing) * x.gather(1, y) + smoothing * x.mean(-1, keepdim=True)
            p = x.exp_()
            z = p.sum(-1, keepdim=True)
            loss += ((z.log() - expected).squeeze(1) * counted).sum() * scale
            p.div_(z).sub_(smoothing / p.shape[1])
            p.scatter_add_(1, y, p.new_full(y.shape, smoothing - 1))
            gradient[begin:end] = p.mul_((counted * scale).unsqueeze(1))
        ctx.save_for_backward(gradient)
        return loss

    @staticmethod
    def backward(ctx: Any, *gradients: Tensor) -> tuple[Tensor, None, None, None]:
        (gradient,) = ctx.saved_tensors
        if gradients[0] != 1:
            gradient = gradient * gradients[0].to(gradient.dtype)
        return gradient, None, None, None


def cross_entropy(logits: Tensor, target: Tensor, *, smoothing: float, pad: int) -> Tensor:
    """Mean label-smoothed cross-entropy in nats: logits [N, V], target [N]; rows whose target is ``pad`` do not count.

    The same as ``torch.nn.functional.cross_entropy``, with the gradient made in the forward pass. Szegedy et al. 2016, eq. 7.
    """
    return _CrossEntropy.apply(logits, target, smoothing, pad)


def guidance(weights: Tensor, links: Tensor) -> Tensor:
    """How far one head [B, T, S] is from looking where links [B, T, S] say: mean cross-entropy in nats of the linked rows.

    Garg et al. 2019 (1909.02074), eq. 3, at the step that reads the linked token instead of the one that predicts it: there the
    network knows the token, so that one pass serves both losses.
    """
    return -(links * (weights.float() + 1e-6).log()).sum() / links.sum().clamp(min=1)
