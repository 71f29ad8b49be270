"""The figures of a VAE on held-out pictures: ELBO, reconstruction beside PCA's, and how its dimensions stand for factors."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor

from attnviz.models.vae import Vae, kl, sample
from attnviz.training.vae.disentanglement import (
    factor_score_by_pairs,
    factor_score_by_votes,
    mig_by_bins,
    mig_by_densities,
)
from attnviz.training.vae.pictures import Fashion, Source

SEEDS = (1, 2, 3)  # of the evaluations whose mean and spread are told
SAMPLES = 20_000  # pictures of each
LIVING = 0.05  # nats; a dimension whose mean KL is less says nothing
MEANS_BINS = 20  # of means, as in disentanglement_lib
CODES_BINS, CODES = 1000, 50  # of codes, and how many are drawn a picture: sharp posteriors need fine bins
ENCODING = 0.8  # of an evaluation's time; the rest is metrics

Report = Callable[[float], None]  # told the share done, 0..1


def unheard(share: float) -> None:
    """For callers who do not watch."""


class EncodedPictures(NamedTuple):
    """What a VAE makes of N held-out pictures: mu, logvar [N, D], labels [N, K], and the means of -log p(x|z) in nats and of
    the squared error of the reconstruction from mu, per value in 0..1."""

    mu: Tensor
    logvar: Tensor
    labels: Tensor
    nll: float
    squared_error: float

    @property
    def kl(self) -> Tensor:
        """Mean KL of each dimension in nats: [D]."""
        return kl(self.mu, self.logvar).mean(0)

    @property
    def elbo(self) -> float:
        return -self.nll - float(self.kl.sum())


@torch.inference_mode()
def encode_held_out(
    network: Vae, source: Source, *, count: int, seed: int, report: Report = unheard
) -> EncodedPictures:
    """Encode and reconstruct ``count`` held-out pictures; the seed draws pictures and codes."""
    training, device = network.training, next(network.parameters()).device
    network.eval()
    mu, logvar, labels = [], [], []
    nll, squared, seen = 0.0, 0.0, 0
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        for x, known in source.held_out(count, seed):
            x = x.to(device).contiguous(memory_format=torch.channels_last)
            posterior = network.encode(x)
            nll -= float(network.log_likelihood(network.decode(sample(posterior.mu, posterior.logvar)), x).sum())
            squared += float((network.picture(posterior.mu) - x).square().mean((1, 2, 3)).sum())
            mu.append(posterior.mu.cpu())
            logvar.append(posterior.logvar.cpu())
            labels.append(known)
            seen += len(x)
            report(seen / count)
    network.train(training)
    return EncodedPictures(torch.cat(mu), torch.cat(logvar), torch.cat(labels), nll / seen, squared / seen)


def pca_squared_error(train: Tensor, test: Tensor, dimensions: int) -> float:
    """Mean squared error per value of pictures [N, ...] rebuilt from the train set's first principal components, cut to 0..1."""
    flat = train.flatten(1).float() / 255
    mean = flat.mean(0)
    scatter = flat.T @ flat / len(flat) - torch.outer(mean, mean)
    _, vectors = torch.linalg.eigh(scatter.double())
    basis = vectors[:, -dimensions:].float()
    away = test.flatten(1).float() / 255 - mean
    rebuilt = (away @ basis @ basis.T + mean).clamp(0, 1)
    return float((rebuilt - mean - away).square().mean())


def disentanglement(encoded: EncodedPictures, seed: int) -> dict[str, float]:
    """MIG and FactorVAE score where labels are factors, each in two ways, and the MIG of the means, which some papers report."""
    mu, logvar, factors = encoded.mu, encoded.logvar, encoded.labels
    generator = torch.Generator().manual_seed(seed)
    noise = torch.randn((CODES, *mu.shape), generator=generator)
    codes = (mu + (0.5 * logvar).exp() * noise).flatten(0, 1).numpy()
    return {
        "mig": mig_by_densities(mu, logvar, factors),
        "mig_second": mig_by_bins(codes, factors.repeat(CODES, 1).numpy(), bins=CODES_BINS),
        "mig_of_means": mig_by_bins(mu.numpy(), factors.numpy(), bins=MEANS_BINS),
        "factor_score": factor_score_by_votes(mu.numpy(), factors.numpy(), seed=seed),
        "factor_score_second": factor_score_by_pairs(mu, factors, seed=seed),
    }


def _within(report: Report, done: int, seeds: int) -> Report:
    """Tells how far the encoding of one seed's pictures is as a share of the whole evaluation."""
    return lambda share: report((done + ENCODING * share) / seeds)


def evaluate(
    network: Vae, source: Source, *, samples: int = SAMPLES, report: Report = unheard
) -> dict[str, float | int | list[int]]:
    """Every figure of the card, with the seeds and the number of pictures behind it; ``_spread`` is over the seeds."""
    seeds = SEEDS if not isinstance(source, Fashion) else SEEDS[:1]
    figures: list[dict[str, float]] = []
    living = 0
    for done, seed in enumerate(seeds):
        encoded = encode_held_out(
            network,
            source,
            count=samples,
            seed=seed,
            report=_within(report, done, len(seeds)),
        )
        samples = len(encoded.mu)
        living = int((encoded.kl >= LIVING).sum())
        told = {
            "elbo": encoded.elbo,
            "reconstruction_nats": encoded.nll,
            "kl": float(encoded.kl.sum()),
            "squared_error": encoded.squared_error,
        }
        if source.factors:
            told |= disentanglement(encoded, seed)
        figures.append(told)
    means: dict[str, float | int | list[int]] = {"seeds": list(seeds), "samples": samples, "living": living}
    for name in figures[0]:
        values = [figure[name] for figure in figures]
        means[name] = round(float(np.mean(values)), 5)
        if len(seeds) > 1:
            means[f"{name}_spread"] = round(float(np.std(values)), 5)
    if isinstance(source, Fashion):
        pca = pca_squared_error(source.train, source.test[:samples], max(living, 1))
        means["pca_squared_error"] = round(pca, 5)
        means["error_to_pca"] = round(figures[0]["squared_error"] / pca, 4)
    return means
