"""The VAE against its definitions: shapes, posterior, likelihoods, KL, gate, sampling only while training."""

from __future__ import annotations

import math

import pytest
import torch
from torch.distributions import Bernoulli, Normal, kl_divergence

from attnviz.models.vae import Vae, VaeConfig, kl, log_density, sample

GREY = VaeConfig(side=28, channels=1, latents=4, patch=2, stages=1, width=8, hidden=16, attention=True)
COLOUR = VaeConfig(side=64, channels=3, latents=6, width=8, hidden=16, likelihood="gaussian")


@pytest.fixture(autouse=True)
def one_thread() -> None:
    torch.set_num_threads(1)
    torch.manual_seed(0)


@pytest.mark.parametrize("config", [GREY, COLOUR])
def test_shapes_go_there_and_back(config: VaeConfig) -> None:
    network = Vae(config)
    x = torch.rand(3, config.channels, config.side, config.side)
    logits, posterior = network(x)
    assert logits.shape == x.shape
    assert posterior.mu.shape == posterior.logvar.shape == (3, config.latents)
    picture = network.picture(posterior.mu).detach()
    assert picture.shape == x.shape
    assert 0 <= float(picture.min()) <= float(picture.max()) <= 1


def test_a_code_is_the_mean_unless_training() -> None:
    network = Vae(GREY)
    mu, logvar = torch.randn(5, 4), torch.zeros(5, 4)
    network.eval()
    assert torch.equal(network.reparameterize(mu, logvar), mu)
    network.train()
    assert not torch.equal(network.reparameterize(mu, logvar), mu)


def test_samples_have_the_posteriors_mean_and_spread() -> None:
    mu, logvar = torch.tensor([1.0, -2.0]), torch.tensor([0.0, math.log(0.25)])
    drawn = sample(mu.expand(40_000, 2), logvar.expand(40_000, 2))
    torch.testing.assert_close(drawn.mean(0), mu, atol=0.03, rtol=0)
    torch.testing.assert_close(drawn.std(0), torch.tensor([1.0, 0.5]), atol=0.03, rtol=0)


def test_gradients_reach_mean_and_spread_through_a_sample() -> None:
    mu, logvar = torch.zeros(2, requires_grad=True), torch.zeros(2, requires_grad=True)
    sample(mu, logvar).square().sum().backward()
    assert mu.grad is not None
    assert logvar.grad is not None
    assert mu.grad.abs().min() > 0
    assert logvar.grad.abs().min() > 0


def test_kl_and_density_are_those_of_torch() -> None:
    mu, logvar, z = torch.randn(7, 3), torch.randn(7, 3), torch.randn(7, 3)
    posterior = Normal(mu, (0.5 * logvar).exp())
    torch.testing.assert_close(kl(mu, logvar), kl_divergence(posterior, Normal(0.0, 1.0)))
    torch.testing.assert_close(log_density(z, mu, logvar), posterior.log_prob(z))


def test_likelihoods_are_those_of_torch() -> None:
    x, logits = torch.rand(2, 3, 64, 64), torch.randn(2, 3, 64, 64)
    network = Vae(COLOUR)
    expected = Normal(torch.sigmoid(logits), network.sigma_log().exp()).log_prob(x).flatten(1).sum(1)
    torch.testing.assert_close(network.log_likelihood(logits, x), expected, rtol=1e-4, atol=1e-2)
    black_or_white = (torch.rand(2, 1, 28, 28) < 0.5).float()
    logits = torch.randn(2, 1, 28, 28)
    expected = Bernoulli(logits=logits).log_prob(black_or_white).flatten(1).sum(1)
    torch.testing.assert_close(Vae(GREY).log_likelihood(logits, black_or_white), expected, rtol=1e-4, atol=1e-2)


def test_the_gate_is_returned_and_shuts_what_it_shuts() -> None:
    network = Vae(GREY).eval()
    x = torch.rand(2, 1, 28, 28)
    spatial_map = network.encode(x).spatial_map
    assert spatial_map is not None
    assert spatial_map.shape == (2, 14, 14)
    assert bool((spatial_map > 0).all())
    assert bool((spatial_map < 1).all())
    assert network.gate is not None
    with torch.no_grad():
        network.gate.conv.bias.fill_(-200.0)  # shut everywhere: all pictures look alike
    shut = network.encode(x)
    torch.testing.assert_close(shut.mu[0], shut.mu[1])
    assert float(shut.spatial_map.detach().max()) == 0.0
    assert Vae(COLOUR).encode(torch.rand(1, 3, 64, 64)).spatial_map is None


@pytest.mark.parametrize("wrong", [{"side": 30}, {"patch": 5}, {"likelihood": "laplace"}], ids=str)
def test_impossible_sizes_are_refused(wrong: dict[str, object]) -> None:
    values = {"side": 64, "channels": 1, **wrong}
    with pytest.raises(ValueError, match=r"halved|likelihood"):
        Vae(VaeConfig(**values))  # type: ignore[arg-type]


def test_a_network_learns_one_picture_by_heart() -> None:
    network = Vae(GREY)
    x = (torch.rand(1, 1, 28, 28) < 0.5).float()
    optimizer = torch.optim.Adam(network.parameters(), 1e-2)
    before = float(network.log_likelihood(network.decode(network.encode(x).mu), x).detach())
    for _ in range(60):
        logits, posterior = network(x)
        loss = kl(posterior.mu, posterior.logvar).sum() - network.log_likelihood(logits, x).sum()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    after = float(network.log_likelihood(network.decode(network.encode(x).mu), x).detach())
    assert after > 0.2 * before
