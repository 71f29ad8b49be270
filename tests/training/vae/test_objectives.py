"""The objectives: losses with their own gradients against autograd, the parts of the KL, and what pairs share."""

from __future__ import annotations

import math

import pytest
import torch

from attnviz.models.vae import Vae, VaeConfig, kl, log_density, sample
from attnviz.training.vae.objectives import decompose, homes, reconstruction, share


@pytest.fixture(autouse=True)
def one_thread() -> None:
    torch.set_num_threads(1)
    torch.manual_seed(0)


@pytest.mark.parametrize("likelihood", ["bernoulli", "gaussian"])
def test_reconstruction_is_the_likelihood_with_its_gradient(likelihood: str) -> None:
    network = Vae(VaeConfig(side=16, channels=3, stages=1, likelihood=likelihood))
    x = torch.rand(21, 3, 16, 16)
    results = []
    for quick in (True, False):
        network.zero_grad()
        logits = torch.linspace(-4, 4, x.numel()).view_as(x).requires_grad_()
        if quick:
            loss = reconstruction(logits, x, network.sigma_log() if network.log_sigma is not None else None)
        else:
            loss = -network.log_likelihood(logits, x).mean()
        (3 * loss).backward()
        sigma = None if network.log_sigma is None else network.log_sigma.grad
        results.append((loss.detach(), logits.grad, sigma))
    (quick_loss, quick_gradient, quick_sigma), (loss, gradient, sigma) = results
    torch.testing.assert_close(quick_loss, loss, rtol=1e-4, atol=1e-3)
    torch.testing.assert_close(quick_gradient, gradient, rtol=1e-4, atol=1e-6)
    if sigma is not None:
        torch.testing.assert_close(quick_sigma, sigma, rtol=1e-4, atol=1e-3)


def test_the_parts_of_the_kl_make_up_the_whole() -> None:
    mu, logvar = torch.randn(64, 3), torch.randn(64, 3) - 1
    z = sample(mu, logvar)
    parts = decompose(z, mu, logvar, count=64)
    sampled = (log_density(z, mu, logvar) - log_density(z, torch.zeros(()), torch.zeros(()))).sum(1).mean()
    torch.testing.assert_close(sum(parts, torch.zeros(())), sampled)


def test_total_correlation_is_that_of_a_gaussian() -> None:
    """Codes whose two dimensions correlate by r have the total correlation -ln(1 - r²) / 2; independent ones have none."""
    for r in (0.0, 0.8):
        mixed = torch.randn(3000, 2) @ torch.linalg.cholesky(torch.tensor([[1.0, r], [r, 1.0]])).T
        narrow = torch.full_like(mixed, math.log(0.15**2))
        z = sample(mixed, narrow)
        r_seen = r / (1 + 0.15**2)
        parts = decompose(z, mixed, narrow, count=3000)
        assert float(parts.total_correlation) == pytest.approx(-0.5 * math.log(1 - r_seen**2), abs=0.12)


def test_stratified_weights_are_those_of_a_sampled_data_set() -> None:
    """One batch out of a large set of equals says the same as the set: information that tells pictures apart grows with it."""
    mu = torch.linspace(-1, 1, 32)[:, None]
    logvar = torch.full((32, 1), math.log(1e-6))
    few = decompose(mu, mu, logvar, count=32).mutual_information
    assert float(few) == pytest.approx(math.log(32), abs=1e-3)  # each of 32 pictures is known from its code
    many = decompose(mu, mu, logvar, count=3200).mutual_information
    assert float(many) == pytest.approx(math.log(3200), abs=1e-3)


def test_pairs_share_all_but_the_dimensions_of_what_changed() -> None:
    mu, logvar = torch.randn(8, 6), torch.randn(8, 6)
    home = homes(4, 6, circular=(3,))
    changed = torch.tensor([0, 3, 2, 3])
    shared_mu, shared_logvar = share(mu, logvar, home[changed])
    for row, k in enumerate(changed.tolist()):
        own = [3, 4] if k == 3 else [k]
        others = [j for j in range(6) if j not in own]
        for given, result in ((mu, shared_mu), (logvar, shared_logvar)):
            for i in (row, row + 4):
                assert torch.equal(result[i, own], given[i, own])
            assert torch.equal(result[row, others], result[row + 4, others])
        torch.testing.assert_close(shared_mu[row, others], (mu[row, others] + mu[row + 4, others]) / 2)
        variance = (logvar[row, others].exp() + logvar[row + 4, others].exp()) / 2
        torch.testing.assert_close(shared_logvar[row, others].exp(), variance)
    assert float(kl(shared_mu, shared_logvar).min()) >= 0
