"""The classifier of photos: its maps are what it weighed, its class maps are exact, and any size goes in."""

from __future__ import annotations

from dataclasses import replace

import pytest
import torch

from attnviz.models.cnn import STRIDES, Cnn
from attnviz.models.fused_cnn import fused_copy
from attnviz.models.visual_attention import ChannelAttention, SpatialAttention, attention_pool, class_maps
from tests.tiny.classifier import CLASSES, untrained


@pytest.fixture(scope="module")
def network() -> Cnn:
    return untrained()


@pytest.mark.parametrize("size", [(64, 64), (16, 16), (48, 80), (37, 101), (200, 24)])
def test_any_size_gives_maps_of_a_quarter_of_it(network: Cnn, size: tuple[int, int]) -> None:
    seen = network(torch.rand(2, 3, *size))
    cells = tuple(-(-side // 4) for side in size)
    assert seen.evidence.shape == (2, len(CLASSES), *cells)
    assert seen.spatial_map is not None
    assert seen.spatial_map.shape == (2, *cells)
    for stride, stage in zip(STRIDES, seen.stages, strict=True):
        assert stage.spatial_map.shape == (2, *(-(-side // stride) for side in size))


def test_all_weights_lie_between_0_and_1(network: Cnn) -> None:
    seen = network(10 * torch.rand(4, 3, 64, 64) - 5)
    assert seen.spatial_map is not None
    for weights in (w.detach() for w in (seen.spatial_map, *(w for stage in seen.stages for w in stage))):
        assert 0 <= float(weights.min()) <= float(weights.max()) <= 1
        assert float(weights.std()) > 0


def test_class_maps_sum_to_the_logits(network: Cnn) -> None:
    seen = network(torch.rand(3, 3, 64, 48))
    torch.testing.assert_close(seen.class_maps.sum((2, 3)), seen.logits)


@pytest.mark.parametrize("attention", [True, False])
def test_the_class_map_is_the_gradient_of_the_class_score_times_the_features(attention: bool) -> None:
    network = untrained(attention=attention)
    x, k = torch.rand(1, 3, 64, 64), 2
    features, _ = network.features(x)
    gate = network(x).spatial_map
    share = torch.ones(1, *features.shape[2:]) if gate is None else gate
    share = (share / share.sum()).detach()
    pooled = (features.detach() * share[:, None]).requires_grad_()  # what is summed over all places
    score = network.read.weight[k, :, 0, 0] @ pooled.sum((2, 3))[0] + network.read.bias[k]  # type: ignore[index]
    (gradient,) = torch.autograd.grad(score, pooled)
    expected = (gradient * pooled).sum(1)  # Grad-CAM (1610.02391) before its relu
    offset = network.read.bias[k] * share  # type: ignore[index]
    torch.testing.assert_close(score, network(x).logits[0, k])
    torch.testing.assert_close(network(x).class_maps[:, k] - offset, expected, atol=1e-5, rtol=1e-4)


def test_a_place_that_the_gate_closes_adds_nothing() -> None:
    evidence, gate = torch.randn(1, 3, 4, 4), torch.ones(1, 4, 4)
    gate[0, 1, 2] = 0
    changed = evidence.clone()
    changed[0, :, 1, 2] += 100
    torch.testing.assert_close(attention_pool(changed, gate), attention_pool(evidence, gate))
    assert float(class_maps(changed, gate)[0, :, 1, 2].abs().max()) == 0


def test_an_even_gate_is_a_plain_mean() -> None:
    evidence = torch.randn(2, 3, 4, 5)
    torch.testing.assert_close(attention_pool(evidence, torch.full((2, 4, 5), 0.3)), attention_pool(evidence, None))


def test_each_picture_of_a_batch_is_answered_alone(network: Cnn) -> None:
    x = torch.rand(5, 3, 64, 64)
    together = network(x)
    for i in range(5):
        torch.testing.assert_close(network(x[i : i + 1]).evidence[0], together.evidence[i], atol=1e-5, rtol=1e-4)


def test_features_are_multiplied_by_the_weights_that_are_told() -> None:
    network = untrained()
    stage = network.stages[0]
    x = torch.rand(2, 8, 32, 32)
    weighed, told = stage(x)
    stage.channels, stage.places = None, None
    plain, nothing = stage(x)
    assert nothing is None
    torch.testing.assert_close(weighed, plain * told.channels[:, :, None, None] * told.spatial_map[:, None])


def test_without_attention_nothing_is_claimed() -> None:
    seen = untrained(attention=False)(torch.rand(1, 3, 64, 64))
    assert seen.spatial_map is None
    assert seen.stages == ()
    torch.testing.assert_close(seen.logits, seen.evidence.mean((2, 3)))


@pytest.mark.parametrize("packs", [True, False])
@pytest.mark.parametrize("attention", [True, False])
def test_the_quick_twin_answers_the_same(attention: bool, packs: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    if not packs:  # as on processors without oneDNN
        monkeypatch.setattr(torch.backends.mkldnn, "is_available", lambda: False)
    network = untrained(attention=attention)
    x = torch.rand(2, 3, 56, 72)
    slow, quick = network(x), fused_copy(network)(x)
    torch.testing.assert_close(quick.evidence, slow.evidence, atol=1e-4, rtol=1e-4)
    torch.testing.assert_close(quick.spatial_map, slow.spatial_map, atol=1e-5, rtol=1e-4)


def test_new_gates_are_open() -> None:
    features = torch.randn(2, 16, 8, 8)
    assert float(ChannelAttention(16)(features).detach().min()) > 0.85
    assert float(SpatialAttention()(torch.zeros(2, 16, 8, 8)).detach().min()) > 0.85


def test_a_sharper_gate_is_a_power_of_the_same_gate() -> None:
    network, x = untrained(), torch.rand(2, 3, 64, 64)
    open_gate = network(x).spatial_map
    network.config = replace(network.config, sharpness=3.0)
    sharp = network(x)
    assert open_gate is not None
    torch.testing.assert_close(sharp.spatial_map, open_gate**3)
    torch.testing.assert_close(fused_copy(network)(x).spatial_map, sharp.spatial_map, atol=1e-4, rtol=1e-3)
    torch.testing.assert_close(sharp.class_maps.sum((2, 3)), sharp.logits)
