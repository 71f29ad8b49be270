"""A convolutional variational autoencoder whose encoder may say where it looked.

Kingma & Welling 2014 (1312.6114): q(z|x) = N(mu, diag(exp(logvar))), p(z) = N(0, I), p(x|z) Bernoulli or Gaussian with a
learned variance (Rybkin et al. 2021, 2006.13202). The spatial gate is that of CBAM (Woo et al. 2018, 1807.06521).
B = batch, C = colour channels, S = side in pixels, D = latent dimensions, G = side of the gate's map.
"""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass
from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from attnviz.models.visual_attention import SpatialAttention

LOGVAR = (-14.0, 4.0)  # where a posterior's log-variance is kept
LOG_SIGMA_LEAST = -4.0  # of the Gaussian likelihood: 1/55 of black to white; finer steps are below what a screen shows


@dataclass(frozen=True)
class VaeConfig:
    """Sizes and choices. ``side`` is ``patch * 2**stages`` times a whole number; ``likelihood`` is bernoulli or gaussian."""

    side: int
    channels: int
    latents: int = 10
    patch: int = 4  # the first layer reads patches of this side, the last one writes them
    stages: int = 2  # further halvings
    width: int = 32  # channels of the first layer; twice as many after it
    hidden: int = 256
    likelihood: str = "bernoulli"
    attention: bool = False


class Posterior(NamedTuple):
    """mu and logvar [B, D]; ``spatial_map`` [B, G, G] in 0..1, None without attention."""

    mu: Tensor
    logvar: Tensor
    spatial_map: Tensor | None


class Vae(nn.Module):
    """Encoder and decoder. ``encode``, ``reparameterize``, ``decode``; ``picture`` is the decoder's mean in 0..1."""

    def __init__(self, config: VaeConfig) -> None:
        super().__init__()
        self.config = config
        c, w = config, config.width
        if c.side % (c.patch * 2**c.stages):
            raise ValueError(f"a side of {c.side} cannot be halved {c.stages} times after patches of {c.patch}")
        if c.likelihood not in ("bernoulli", "gaussian"):
            raise ValueError(f"{c.likelihood} is no likelihood")
        least = c.side // (c.patch * 2**c.stages)
        flat = 2 * w * least * least
        self.read_patches = nn.Conv2d(c.channels, w, c.patch, stride=c.patch)
        self.gate = SpatialAttention(bias=None) if c.attention else None
        widths = [w] + [2 * w] * c.stages
        pairs = list(itertools.pairwise(widths))
        self.down = nn.ModuleList(nn.Conv2d(i, o, 4, stride=2, padding=1) for i, o in pairs)
        self.encoder_hidden = nn.Linear(flat, c.hidden)
        self.posterior = nn.Linear(c.hidden, 2 * c.latents)
        self.decoder_latent = nn.Linear(c.latents, c.hidden)
        self.decoder_hidden = nn.Linear(c.hidden, flat)
        self.up = nn.ModuleList(nn.ConvTranspose2d(o, i, 4, stride=2, padding=1) for i, o in reversed(pairs))
        self.write_patches = nn.Conv2d(w, c.channels * c.patch**2, 3, padding=1)
        self.log_sigma = nn.Parameter(torch.full((1,), -1.5)) if c.likelihood == "gaussian" else None
        self._shape = (2 * w, least, least)

    def encode(self, x: Tensor) -> Posterior:
        """x [B, C, S, S] in 0..1 -> the posterior."""
        h = F.relu(self.read_patches(2 * x - 1))  # [B, W, G, G]
        spatial_map = None
        if self.gate is not None:
            spatial_map = self.gate(h)
            h = h * spatial_map[:, None]
        for convolution in self.down:
            h = F.relu(convolution(h))
        h = F.relu(self.encoder_hidden(h.flatten(1)))
        with torch.autocast(x.device.type, enabled=False):  # a code has more digits than bfloat16
            mu, logvar = self.posterior(h.float()).chunk(2, dim=-1)
        return Posterior(mu, logvar.clamp(*LOGVAR), None if spatial_map is None else spatial_map.float())

    def reparameterize(self, mu: Tensor, logvar: Tensor) -> Tensor:
        """z = mu + std * epsilon while training, mu otherwise: [B, D]."""
        return sample(mu, logvar) if self.training else mu

    def decode(self, z: Tensor) -> Tensor:
        """z [B, D] -> logits [B, C, S, S], whose sigmoid is the mean of p(x|z)."""
        with torch.autocast(z.device.type, enabled=False):
            h = F.relu(self.decoder_latent(z.float()))
        h = F.relu(self.decoder_hidden(h)).unflatten(1, self._shape)
        h = h.contiguous(memory_format=torch.channels_last)
        for convolution in self.up:
            h = F.relu(convolution(h))
        return F.pixel_shuffle(self.write_patches(h), self.config.patch)

    def picture(self, z: Tensor) -> Tensor:
        """z [B, D] -> the mean of p(x|z): [B, C, S, S] in 0..1."""
        return torch.sigmoid(self.decode(z).float())

    def sigma_log(self) -> Tensor:
        """The Gaussian likelihood's log standard deviation, kept where pictures still learn. ValueError for a Bernoulli one."""
        if self.log_sigma is None:
            raise ValueError("a Bernoulli likelihood has no variance")
        return self.log_sigma.clamp(min=LOG_SIGMA_LEAST)

    def log_likelihood(self, logits: Tensor, x: Tensor) -> Tensor:
        """log p(x|z) in nats for each picture: [B]. A Gaussian one is a density over grey values in 0..1."""
        logits = logits.float()
        if self.config.likelihood == "bernoulli":
            return -F.binary_cross_entropy_with_logits(logits, x, reduction="none").flatten(1).sum(1)
        log_sigma = self.sigma_log()
        squared = (torch.sigmoid(logits) - x).square() * torch.exp(-2 * log_sigma)
        return -0.5 * squared.flatten(1).sum(1) - x[0].numel() * (log_sigma + 0.5 * math.log(2 * math.pi))

    def forward(self, x: Tensor) -> tuple[Tensor, Posterior]:
        """x [B, C, S, S] -> logits of its reconstruction, and its posterior."""
        posterior = self.encode(x)
        return self.decode(self.reparameterize(posterior.mu, posterior.logvar)), posterior


def sample(mu: Tensor, logvar: Tensor) -> Tensor:
    """One draw of N(mu, exp(logvar)) as a function of both: mu + std * epsilon."""
    return mu + torch.exp(0.5 * logvar) * torch.randn_like(mu)


def kl(mu: Tensor, logvar: Tensor) -> Tensor:
    """KL(N(mu, exp(logvar)) || N(0, 1)) in nats for every dimension: the shape of ``mu``. 1312.6114, appendix B."""
    return 0.5 * (mu.square() + logvar.exp() - 1 - logvar)


def log_density(z: Tensor, mu: Tensor, logvar: Tensor) -> Tensor:
    """log N(z; mu, exp(logvar)) in nats, each dimension alone; shapes broadcast."""
    return -0.5 * ((z - mu).square() * torch.exp(-logvar) + logvar + math.log(2 * math.pi))
