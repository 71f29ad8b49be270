"""Weights in few bits: what is stored comes back within half a step, and the fewer the bits the larger the step."""

from __future__ import annotations

import pytest
import torch

from attnviz.models.quantization import BITS, dequantize, layout, quantize, rounded

SHAPES = [(6, 64), (5, 7), (3, 33), (4, 2, 3, 3), (1, 1)]


def drawn(*shape: int) -> torch.Tensor:
    return torch.randn(shape, generator=torch.Generator().manual_seed(1))


@pytest.mark.parametrize("bits", BITS)
@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_shapes_are_as_the_layout_says(shape: tuple[int, ...], bits: int) -> None:
    stored = quantize(drawn(*shape), bits)
    assert (list(stored.packed.shape), list(stored.scales.shape)) == layout(shape, bits)
    assert dequantize(*stored, bits, shape).shape == shape
    assert stored.packed.element_size() * stored.packed.shape[-1] <= max(8 * shape[-1], 4 * bits)


@pytest.mark.parametrize("bits", BITS)
def test_every_whole_number_comes_back(bits: int) -> None:
    lowest = 2 ** (bits - 1)
    numbers = torch.arange(1 - lowest, lowest).repeat(400)[: 20 * 31].float().view(20, 31) * 0.5
    rows = torch.nn.functional.pad(
        numbers, (1, 0), value=-0.5 * (lowest if bits < 8 else 127)
    )  # the lowest in each row
    assert torch.equal(rounded(rows, bits), rows)


@pytest.mark.parametrize("bits", [4, 6, 8])
def test_values_are_within_half_a_step(bits: int) -> None:
    tensor = drawn(20, 96)
    scales = quantize(tensor, bits).scales.float().abs()
    steps = scales.unsqueeze(-1).expand(20, 96) if bits == 8 else scales.repeat_interleave(32, 1)
    off = (rounded(tensor, bits) - tensor).abs()
    within = off <= 0.5 * steps + 1e-3
    assert within.float().mean() > 0.98  # a scale may cut off a single large value for the good of the others
    assert bits < 8 or within.all()


def test_fewer_bits_lose_more() -> None:
    tensor = drawn(64, 256)
    losses = [float((rounded(tensor, bits) - tensor).norm() / tensor.norm()) for bits in (2, 3, 4, 6, 16)]
    assert losses == sorted(losses, reverse=True)
    assert losses[2] < 0.1
    assert losses[3] < 0.025


@pytest.mark.parametrize("bits", BITS)
def test_zeros_and_what_is_too_small_become_zeros(bits: int) -> None:
    assert not rounded(torch.zeros(2, 40), bits).any()
    assert not rounded(torch.full((2, 40), 1e-12), bits).any()


@pytest.mark.parametrize("bits", BITS)
def test_one_large_value_spoils_its_own_scale_alone(bits: int) -> None:
    tensor = drawn(4, 64)
    calm = rounded(tensor, bits)
    tensor[1, 3] = 60.0
    loud = rounded(tensor, bits)
    assert torch.equal(loud[[0, 2, 3]], calm[[0, 2, 3]])
    assert bits == 8 or torch.equal(loud[1, 32:], calm[1, 32:])
    assert loud[1, 3] == pytest.approx(60.0, rel=0.01)
