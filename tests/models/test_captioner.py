"""The captioner's network: weights are distributions, steps agree with whole sentences, published weights mean the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import torch
from torch.nn import functional as F

from attnviz.models.efficientnet import EPSILON, EfficientNet, EfficientNetConfig, published_weights
from attnviz.models.quick_captioner import quick_captioner
from tests.tiny.captioner import GRID, untrained

if TYPE_CHECKING:
    from attnviz.models.captioner import Captioner

WORDS = torch.tensor([[[2, 9, 20, 31], [2, 11, 12, 13]], [[2, 40, 41, 42], [2, 9, 9, 9]]])


@pytest.fixture(scope="module")
def network() -> Captioner:
    return untrained("en")[0].requires_grad_(False)


@pytest.fixture(scope="module")
def pictures() -> torch.Tensor:
    return torch.rand(2, 3, 50, 70, generator=torch.Generator().manual_seed(1))


def test_every_word_looks_with_weights_that_sum_to_one_and_a_gate_between_nothing_and_all(
    network: Captioner, pictures: torch.Tensor
) -> None:
    told = network(pictures, WORDS)
    assert told.weights.shape == (2, 2, 4, GRID * GRID)
    assert torch.allclose(told.weights.sum(-1), torch.ones(2, 2, 4), atol=1e-5)
    assert told.gate.shape == (2, 2, 4)
    assert bool(((told.gate > 0) & (told.gate < 1)).all())
    assert told.weights.std() > 0


def test_one_step_after_another_answers_as_the_whole_sentence(network: Captioner, pictures: torch.Tensor) -> None:
    features = network.encoder(pictures)
    told = network.decoder(features, WORDS)
    state = network.decoder.begin_with(features)
    for t in range(WORDS.shape[2]):
        logits, weights, state = network.decoder.step(WORDS[:, 0, t], state)
        assert torch.allclose(logits, told.logits[:, 0, t], atol=1e-4)
        assert torch.allclose(weights, told.weights[:, 0, t], atol=1e-5)


def test_logits_of_some_steps_are_those_of_all(network: Captioner, pictures: torch.Tensor) -> None:
    features = network.encoder(pictures)
    every = network.decoder(features, WORDS).logits.flatten(0, 2)
    steps = torch.tensor([0, 5, 15])
    assert torch.allclose(network.decoder(features, WORDS, steps).logits, every[steps], atol=1e-5)


def test_sentences_of_one_photo_do_not_know_of_each_other(network: Captioner, pictures: torch.Tensor) -> None:
    together = network(pictures, WORDS).logits[:, 1]
    alone = network(pictures, WORDS[:, 1:]).logits[:, 0]
    assert torch.allclose(together, alone, atol=1e-4)


def test_another_photo_is_told_otherwise(network: Captioner, pictures: torch.Tensor) -> None:
    told = network(pictures, WORDS[:1].expand(2, -1, -1))
    assert not torch.allclose(told.logits[0], told.logits[1], atol=1e-3)


def test_the_encoder_halves_as_tensorflow_does() -> None:
    network = EfficientNet(EfficientNetConfig(side=64)).eval().requires_grad_(False)
    seen = network(torch.rand(1, 3, 64, 64))
    assert seen.fine.shape == (1, 112, 4, 4)
    assert seen.coarse.shape == (1, 1280, 2, 2)


def test_published_weights_fold_their_normalisation_into_the_convolutions() -> None:
    made = torch.Generator().manual_seed(2)
    state = {"_conv_stem.weight": torch.randn(32, 3, 3, 3, generator=made)}
    for name in ("weight", "bias", "running_mean", "running_var"):
        state[f"_bn0.{name}"] = torch.rand(32, generator=made) + 0.5
    own = published_weights(state)
    assert set(own) == {"stem.weight", "stem.bias"}
    x = torch.randn(1, 3, 8, 8, generator=made)
    plain = F.conv2d(x, state["_conv_stem.weight"])
    normal = F.batch_norm(
        plain,
        state["_bn0.running_mean"],
        state["_bn0.running_var"],
        state["_bn0.weight"],
        state["_bn0.bias"],
        eps=EPSILON,
    )
    assert torch.allclose(F.conv2d(x, own["stem.weight"], own["stem.bias"]), normal, atol=1e-4)


def test_the_quick_copy_sees_the_same_and_writes_nearly_the_same(network: Captioner, pictures: torch.Tensor) -> None:
    quick = quick_captioner(network)
    with torch.inference_mode():
        mine, theirs = network.encoder(pictures), quick.encoder(pictures)
        assert torch.allclose(mine.fine, theirs.fine, atol=1e-4)
        assert torch.allclose(mine.coarse, theirs.coarse, atol=1e-4)
        exact, rounded = network.decoder(mine, WORDS), quick.decoder(mine, WORDS)
    assert torch.allclose(exact.weights, rounded.weights, atol=0.02)
    apart = (exact.logits - rounded.logits).abs().max() / exact.logits.std()
    assert 0 < float(apart) < 0.3
    assert quick.decoder.attention.U.weight is network.decoder.attention.U.weight  # what is not searched with is shared
    assert network.decoder.int8_output is None
