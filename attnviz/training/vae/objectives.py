"""What a VAE is trained to make small, in nats a picture: reconstruction, and what its codes may say.

B = batch, D = latent dimensions.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, NamedTuple

import torch
from torch import Tensor

from attnviz.models.vae import kl, log_density

if TYPE_CHECKING:
    from collections.abc import Sequence

ROWS = 16  # pictures worked on at a time, so that they stay in the processor's cache


class _Bernoulli(torch.autograd.Function):
    @staticmethod
    def forward(ctx: Any, logits: Tensor, x: Tensor) -> Tensor:
        gradient = torch.empty_like(logits)
        loss = torch.zeros((), dtype=torch.float32, device=logits.device)
        for i in range(0, len(x), ROWS):
            a, b = logits[i : i + ROWS].float(), x[i : i + ROWS]
            gradient[i : i + ROWS] = (torch.sigmoid(a) - b) / len(x)
            loss += torch.nn.functional.softplus(a).sum() - (a * b).sum()
        ctx.save_for_backward(gradient)
        return loss / len(x)

    @staticmethod
    def backward(ctx: Any, *gradients: Tensor) -> tuple[Tensor, None]:
        (gradient,) = ctx.saved_tensors
        return gradient * gradients[0].to(gradient.dtype), None


class _Gaussian(torch.autograd.Function):
    @staticmethod
    def forward(ctx: Any, logits: Tensor, x: Tensor, log_sigma: Tensor) -> Tensor:
        gradient = torch.empty_like(logits)
        precision = torch.exp(-2 * log_sigma)
        squared = torch.zeros_like(log_sigma)
        for i in range(0, len(x), ROWS):
            p = torch.sigmoid(logits[i : i + ROWS].float())
            away = p - x[i : i + ROWS]
            squared += away.square().sum()
            gradient[i : i + ROWS] = away.mul_(p - p * p) * (precision / len(x))
        squared = squared * precision / len(x)
        pixels = x[0].numel()
        ctx.save_for_backward(gradient, pixels - squared)
        return (0.5 * squared + pixels * (log_sigma + 0.5 * math.log(2 * math.pi))).squeeze()

    @staticmethod
    def backward(ctx: Any, *gradients: Tensor) -> tuple[Tensor, None, Tensor]:
        gradient, of_sigma = ctx.saved_tensors
        return gradient * gradients[0].to(gradient.dtype), None, of_sigma * gradients[0]


def reconstruction(logits: Tensor, x: Tensor, log_sigma: Tensor | None) -> Tensor:
    """-log p(x|z), mean over pictures [B, C, S, S]: Bernoulli, or Gaussian where there is a ``log_sigma`` [1].

    The same as ``Vae.log_likelihood``, with the gradient made in the forward pass.
    """
    if log_sigma is None:
        return _Bernoulli.apply(logits, x)
    return _Gaussian.apply(logits, x, log_sigma)


class Decomposition(NamedTuple):
    """The parts of the mean KL in nats: what codes say about the picture's number, about each other, and of each alone."""

    mutual_information: Tensor
    total_correlation: Tensor
    dimension_wise: Tensor


def decompose(z: Tensor, mu: Tensor, logvar: Tensor, *, count: int) -> Decomposition:
    """The KL of codes z ~ q(z|x) [B, D] in three parts, for a batch out of ``count`` pictures.

    1802.04942, eq. 2, with q(z) and q(z_j) estimated by minibatch stratified sampling (appendix C.2).
    """
    batch = len(z)
    others = batch - 1
    weights = torch.full((batch, batch), 1 / others, device=z.device)
    rows = torch.arange(batch, device=z.device)
    weights[rows, rows] = 1 / count
    weights[rows, (rows + 1) % batch] = (count - others) / (count * others)
    each = log_density(z[:, None], mu[None], logvar[None])  # [B of z, B of posteriors, D]
    log_weights = weights.log()
    log_q_z = torch.logsumexp(each.sum(2) + log_weights, dim=1)
    log_q_each = torch.logsumexp(each + log_weights[:, :, None], dim=1)  # [B, D]
    log_q_given = log_density(z, mu, logvar).sum(1)
    log_prior = log_density(z, torch.zeros_like(z), torch.zeros_like(z))
    return Decomposition(
        (log_q_given - log_q_z).mean(),
        (log_q_z - log_q_each.sum(1)).mean(),
        (log_q_each - log_prior).sum(1).mean(),
    )


def homes(factors: int, latents: int, circular: Sequence[int] = ()) -> Tensor:
    """Which dimensions belong to each factor: bool [factors, latents], one each, and a second one, after those of all, for the
    ``circular``: a circle does not fit into a line.
    """
    own = torch.eye(factors, latents, dtype=torch.bool)
    for i, factor in enumerate(circular):
        own[factor, factors + i] = True
    return own


def share(mu: Tensor, logvar: Tensor, own: Tensor) -> tuple[Tensor, Tensor]:
    """Posteriors of pairs [2 B, D] whose means and variances are averaged, except in each pair's ``own`` dimensions, bool [B, D].

    Group VAE (Hosoya 2019, 1809.02383) on pairs that differ in one known factor ("change pairing", Shu et al. 2020, 1910.09772):
    what changes between two pictures can only be said by that factor's dimensions.
    """
    own = own.repeat(2, 1)
    mean = mu.unflatten(0, (2, -1)).mean(0).repeat(2, 1)
    variance = logvar.exp().unflatten(0, (2, -1)).mean(0).repeat(2, 1)
    return torch.where(own, mu, mean), torch.where(own, logvar, variance.log())


def told_priors(sizes: Sequence[int], latents: int) -> tuple[Tensor, Tensor]:
    """Where the code of each value of each factor is expected: means float32 [K, values], padded with zeros, and spreads [D].

    Dimension k has factor k: its values in their order at the quantiles of N(0, 1), so that all together are nearly that; a
    spread is a quarter of the way to the nearest neighbour. Dimensions beyond the factors have none and keep N(0, 1).
    """
    means, spreads = torch.zeros(len(sizes), max(sizes)), torch.ones(latents)
    for k, size in enumerate(sizes):
        at = math.sqrt(2) * torch.erfinv((2 * torch.arange(size) + 1) / size - 1)
        means[k, :size], spreads[k] = at, at.diff().min() / 4
    return means, spreads


def told_kl(mu: Tensor, logvar: Tensor, factors: Tensor, means: Tensor, spreads: Tensor) -> Tensor:
    """KL in nats of posteriors [B, D] from the prior that each picture's factors, int64 [B, K], give: N(means, spreads): [B, D].

    A VAE whose prior depends on what is known of a picture (iVAE, Khemakhem et al. 2020, 1907.04809, eq. 7-9).
    """
    at = torch.zeros_like(mu)
    at[:, : len(means)] = means.gather(1, factors.T).T
    return kl((mu - at) / spreads, logvar - 2 * spreads.log())
