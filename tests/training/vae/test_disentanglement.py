"""Both ways to compute each metric agree on codes whose answers are known."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pytest
import torch
from torch import Tensor

from attnviz.training.vae.disentanglement import (
    factor_score_by_pairs,
    factor_score_by_votes,
    mig_by_bins,
    mig_by_densities,
)

if TYPE_CHECKING:
    import numpy as np

SIZES = (3, 6, 16)
N = 12_000


@pytest.fixture(scope="module")
def factors() -> Tensor:
    generator = torch.Generator().manual_seed(5)
    return torch.stack([torch.randint(size, (N,), generator=generator) for size in SIZES], dim=1)


def codes_of(factors: Tensor, case: str) -> tuple[Tensor, Tensor]:
    """Posteriors with D = 5 for each case; the last dimensions are noise or nothing."""
    generator = torch.Generator().manual_seed(6)
    clean = (factors - factors.float().mean(0)) / factors.float().std(0)
    mu = torch.cat((clean, torch.randn(N, 1, generator=generator), torch.zeros(N, 1)), dim=1)
    logvar = torch.full_like(mu, math.log(0.01**2))
    logvar[:, 3:] = torch.tensor([math.log(0.5**2), 0.0])
    if case == "twice":  # two dimensions know each factor equally well
        mu = torch.cat((clean, clean), dim=1)
        logvar = torch.full_like(mu, math.log(0.01**2))
    if case == "turned":
        turn, _ = torch.linalg.qr(torch.randn(3, 3, generator=generator))
        mu[:, :3] = clean @ turn
    if case == "blurred":
        logvar[:, :3] = math.log(0.3**2)
    if case == "nothing":
        mu, logvar = torch.zeros(N, 5), torch.zeros(N, 5)
    return mu, logvar


def sampled(mu: Tensor, logvar: Tensor, factors: Tensor, times: int = 20) -> tuple[np.ndarray, np.ndarray]:
    generator = torch.Generator().manual_seed(7)
    noise = torch.randn((times, *mu.shape), generator=generator)
    z = mu + (0.5 * logvar).exp() * noise
    return z.flatten(0, 1).numpy(), factors.repeat(times, 1).numpy()


@pytest.mark.parametrize(
    ("case", "answer"), [("clean", 1.0), ("twice", 0.0), ("nothing", 0.0), ("blurred", None), ("turned", None)]
)
def test_mig_is_known_and_computed_alike(factors: Tensor, case: str, answer: float | None) -> None:
    mu, logvar = codes_of(factors, case)
    by_densities = mig_by_densities(mu, logvar, factors)
    by_bins = mig_by_bins(*sampled(mu, logvar, factors), bins=400)
    assert abs(by_densities - by_bins) < 0.02
    if answer is None:
        assert 0.02 < by_densities < 0.98
    else:
        assert by_densities == pytest.approx(answer, abs=0.02)


def test_mig_of_a_noisy_coin_is_that_of_its_channel() -> None:
    """z is the coin, turned over one time in ten: I = ln 2 - H(0.1), and nothing else knows it."""
    generator = torch.Generator().manual_seed(8)
    coin = torch.randint(2, (40_000, 1), generator=generator)
    turned = torch.rand(40_000, 1, generator=generator) < 0.1
    mu = torch.cat(((coin ^ turned).float(), torch.zeros(40_000, 1)), dim=1)
    logvar = torch.tensor([math.log(0.02**2), 0.0]).expand_as(mu)
    known = 1 + (0.1 * math.log2(0.1) + 0.9 * math.log2(0.9))
    assert mig_by_densities(mu, logvar, coin) == pytest.approx(known, abs=0.02)
    assert mig_by_bins(mu.numpy(), coin.numpy(), bins=20) == pytest.approx(known, abs=0.02)


@pytest.mark.parametrize(("case", "least", "most"), [("clean", 1.0, 1.0), ("nothing", 0.0, 0.0), ("turned", 0.4, 1.0)])
def test_factor_score_is_known_and_computed_alike(factors: Tensor, case: str, least: float, most: float) -> None:
    codes, _ = codes_of(factors, case)
    by_votes = factor_score_by_votes(codes.numpy(), factors.numpy(), seed=1, votes=3000)
    by_pairs = factor_score_by_pairs(codes, factors, seed=2, votes=3000)
    assert abs(by_votes - by_pairs) < 0.02
    assert least <= by_votes <= most


def test_a_single_dimension_for_all_factors_scores_by_chance(factors: Tensor) -> None:
    mixed = factors.float().sum(1, keepdim=True)
    by_votes = factor_score_by_votes(mixed.numpy(), factors.numpy(), seed=1, votes=3000)
    by_pairs = factor_score_by_pairs(mixed, factors, seed=2, votes=3000)
    assert by_votes == pytest.approx(1 / 3, abs=0.03)
    assert by_pairs == pytest.approx(1 / 3, abs=0.03)
