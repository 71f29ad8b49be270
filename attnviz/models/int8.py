"""An int8 twin of a translator, for searching: four times fewer bytes to read a step. What is shown is read in float32."""

from __future__ import annotations

import copy
import warnings

import torch
from torch import Tensor, nn

from attnviz.models.rnn_translator import RnnTranslator


class Int8Linear(nn.Module):
    """A linear layer with int8 weights (one scale a row) and inputs quantized as they come; exact to about 1 %."""

    def __init__(self, weight: Tensor, bias: Tensor | None) -> None:
        """weight [N, K] and bias [N] in float32. RuntimeError where torch has no int8 kernels for this processor."""
        super().__init__()
        scales = weight.abs().amax(1).clamp(min=1e-8) / 127
        with warnings.catch_warnings():
            warnings.simplefilter(
                "ignore", UserWarning
            )  # deprecated from torch 2.13 on, without a successor in torch itself
            quantized = torch.quantize_per_channel(
                weight, scales, torch.zeros(len(weight), dtype=torch.long), 0, torch.qint8
            )
            self._packed = torch.ops.quantized.linear_prepack(quantized, bias)

    def forward(self, x: Tensor) -> Tensor:
        """x [..., K] -> [..., N], float32."""
        return torch.ops.quantized.linear_dynamic(x, self._packed, True)


def int8_twin(network: RnnTranslator) -> RnnTranslator:
    """A copy whose decoder computes in int8, sharing all other weights; ``network`` itself where int8 is not supported."""
    shared = {id(parameter): parameter for parameter in network.parameters()}
    twin: RnnTranslator = copy.deepcopy(network, shared)
    try:
        twin.decoder.input = _of(network.decoder.input)
        twin.decoder.hidden = _of(network.decoder.hidden)
        twin.fuse = _of(network.fuse)
        twin.quick_output = Int8Linear(network.target_embedding.weight, network.output_bias)
    except (RuntimeError, AttributeError):
        return network
    return twin


def _of(linear: nn.Module) -> Int8Linear:
    assert isinstance(linear, nn.Linear)
    return Int8Linear(linear.weight, linear.bias)
