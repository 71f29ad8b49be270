"""The translator: padding changes nothing, steps and teacher forcing agree, the int8 twin is close, all parts learn."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import torch

from attnviz.models.decoding import pad_batch
from attnviz.models.int8 import Int8Linear, int8_twin
from tests.models.test_decoding import BOS, SOURCES, tiny

if TYPE_CHECKING:
    from attnviz.models.rnn_translator import RnnTranslator

TARGETS = [[5, 6, 7, 8, 9, 4], [6, 6], [9, 8, 7], [4]]
SCORINGS = ("additive", "dot", "general", "concat", "none")


def read(model: RnnTranslator, sources: list[list[int]], targets: list[list[int]]) -> tuple[torch.Tensor, torch.Tensor]:
    inputs, _ = pad_batch([[BOS, *target[:-1]] for target in targets])
    return model(*pad_batch(sources), inputs)


@pytest.mark.parametrize("cell", ["gru", "lstm"])
@pytest.mark.parametrize("scoring", SCORINGS)
def test_a_sentence_reads_the_same_alone_and_padded(scoring: str, cell: str) -> None:
    model = tiny(scoring, cell)
    logits, weights = read(model, SOURCES, TARGETS)
    for i, (source, target) in enumerate(zip(SOURCES, TARGETS, strict=True)):
        alone, alone_weights = read(model, [source], [target])
        torch.testing.assert_close(logits[i, : len(target)], alone[0], atol=1e-5, rtol=1e-4)
        seen = alone_weights.shape[2]
        torch.testing.assert_close(weights[i, : len(target), :seen], alone_weights[0], atol=1e-5, rtol=1e-4)
        assert (weights[i, :, seen:] == 0).all()
        torch.testing.assert_close(weights[i].sum(-1), torch.ones(weights.shape[1]))


@pytest.mark.parametrize("cell", ["gru", "lstm"])
@pytest.mark.parametrize("scoring", SCORINGS)
def test_steps_give_what_teacher_forcing_gives(scoring: str, cell: str) -> None:
    model = tiny(scoring, cell)
    logits, weights = read(model, SOURCES, [[5, 6, 7, 8]] * 4)
    state = model.encode(*pad_batch(SOURCES))
    for t, token in enumerate((BOS, 5, 6, 7)):
        step_logits, step_weights, state = model.step(torch.full((4,), token), state)
        torch.testing.assert_close(step_logits, logits[:, t], atol=1e-5, rtol=1e-4)
        torch.testing.assert_close(step_weights, weights[:, t], atol=1e-5, rtol=1e-4)


def test_all_weights_come_back_by_kind() -> None:
    model = tiny()
    inputs, _ = pad_batch([[BOS, *target[:-1]] for target in TARGETS])
    logits, attention = model.forward_with_weights(*pad_batch(SOURCES), inputs)
    expected_logits, weights = read(model, SOURCES, TARGETS)
    assert torch.equal(logits, expected_logits)
    assert attention.cross_attention.shape == (4, 1, 1, 6, 6)  # batch, layer, head, target, source
    assert torch.equal(attention.cross_attention[:, 0, 0], weights)


@pytest.mark.parametrize("cell", ["gru", "lstm"])
@pytest.mark.parametrize("scoring", SCORINGS)
def test_every_parameter_learns(scoring: str, cell: str) -> None:
    model = tiny(scoring, cell).requires_grad_(True).train()
    logits, _ = read(model, SOURCES, TARGETS)
    logits.logsumexp(-1).sum().backward()
    without = [
        name for name, parameter in model.named_parameters() if parameter.grad is None or not parameter.grad.any()
    ]
    assert not without


def test_the_int8_twin_is_close_and_leaves_the_network_alone() -> None:
    model = tiny()
    before = {name: tensor.clone() for name, tensor in model.state_dict().items()}
    twin = int8_twin(model)
    with torch.inference_mode():
        logits, weights = read(model, SOURCES, TARGETS)
        twin_logits, twin_weights = read(twin, SOURCES, TARGETS)
    assert (twin_weights - weights).abs().max() < 0.05
    assert (twin_logits.softmax(-1) - logits.softmax(-1)).abs().max() < 0.1
    assert all(torch.equal(tensor, before[name]) for name, tensor in model.state_dict().items())
    assert twin.source_embedding.weight is model.source_embedding.weight


@pytest.mark.filterwarnings("ignore::UserWarning")  # torch's own way is deprecated
def test_int8_weights_are_those_of_torch() -> None:
    weight = torch.randn(33, 70, generator=torch.Generator().manual_seed(1)) * torch.logspace(-9, 1, 33).unsqueeze(1)
    scales = weight.abs().amax(1).clamp(min=1e-8) / 127
    quantized = torch.quantize_per_channel(weight, scales, torch.zeros(33, dtype=torch.long), 0, torch.qint8)
    of_torch = torch.ops.quantized.linear_prepack(quantized, None)
    x = torch.randn(3, 70, generator=torch.Generator().manual_seed(2))
    assert torch.equal(Int8Linear(weight, None)(x), torch.ops.quantized.linear_dynamic(x, of_torch, True))
