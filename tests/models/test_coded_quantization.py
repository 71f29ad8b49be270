"""Entropy-coded weights: what is stored comes back within half a step, a normal distribution takes the bits that were asked for,
and what is no such code is refused.
"""

from __future__ import annotations

import pytest
import torch

from attnviz.models.coded_quantization import code, decode

SHAPES = [(6, 64), (5, 7), (4, 2, 3, 3), (1, 1)]


def drawn(*shape: int) -> torch.Tensor:
    return torch.randn(shape, generator=torch.Generator().manual_seed(1))


@pytest.mark.parametrize("bits", [4, 5.5, 8])
@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_values_come_back_within_half_a_step(shape: tuple[int, ...], bits: float) -> None:
    tensor = drawn(*shape)
    coded = code(tensor, bits)
    again = decode(coded.stream, coded.steps, shape)
    assert again.shape == shape
    off = (again - tensor).flatten(1).abs()
    assert bool((off <= 0.5 * coded.steps.float().unsqueeze(1) + 1e-3 * tensor.abs().max()).all())


@pytest.mark.parametrize("bits", [4, 5, 6, 7])
def test_normal_numbers_take_the_bits_that_were_asked_for(bits: int) -> None:
    tensor = drawn(400, 256)
    coded = code(tensor, bits)
    assert 8 * coded.stream.numel() / tensor.numel() == pytest.approx(bits, abs=0.15)
    step = float(coded.steps[0])
    error = (decode(coded.stream, coded.steps, tensor.shape) - tensor).square().mean()
    assert float(error) == pytest.approx(step**2 / 12, rel=0.05)  # as of numbers spread evenly over a step


def test_a_row_that_the_steps_cannot_span_has_wider_ones() -> None:
    tensor = drawn(20, 64)
    tensor[3] *= 100
    coded = code(tensor, 7)
    assert float((decode(coded.stream, coded.steps, tensor.shape) - tensor).abs().max()) < 3
    assert float(coded.steps[3]) > float(coded.steps[4])


def test_zeros_stay_zeros() -> None:
    coded = code(torch.zeros(3, 40), 6)
    assert not decode(coded.stream, coded.steps, (3, 40)).any()


def test_what_is_no_such_code_is_refused() -> None:
    coded = code(drawn(20, 64), 6)
    for stream, shape in (
        (coded.stream[:-5], (20, 64)),
        (coded.stream, (20, 63)),
        (coded.stream, (20, 65)),
        (coded.stream, (2**39, 2**39)),
        (torch.full((1000,), 255, dtype=torch.uint8), (20, 64)),
    ):
        with pytest.raises(ValueError, match=r"numbers|stream"):
            decode(stream, coded.steps, shape)
