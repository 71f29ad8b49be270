"""An int8 twin of what writes, for searching: four times fewer bytes to read a step. What is shown is read in float32."""

from __future__ import annotations

import copy
import warnings
from typing import TYPE_CHECKING, TypeVar

import torch
from torch import Tensor, nn

from attnviz.models.captioner import CaptionDecoder
from attnviz.models.rnn_translator import RnnTranslator
from attnviz.models.title_writer import TitleWriter
from attnviz.models.transformer import DecoderLayer, Transformer

if TYPE_CHECKING:
    from attnviz.models.recurrent import Recurrent

Writer = TypeVar("Writer", bound=RnnTranslator | Transformer | CaptionDecoder | TitleWriter)


class Int8Linear(nn.Module):
    """A linear layer with int8 weights (one scale a row) and inputs quantized as they come; exact to about 1 %."""

    def __init__(self, weight: Tensor, bias: Tensor | None) -> None:
        """weight [N, K] and bias [N] in float32. RuntimeError where torch has no int8 kernels for this processor."""
        super().__init__()
        scales = weight.abs().amax(1).clamp(min=1e-8) / 127
        # as torch.quantize_per_channel, which takes four times as long
        numbers = (weight * scales.reciprocal().unsqueeze(1)).round_().clamp_(-128, 127).to(torch.int8)
        places = torch.zeros(len(weight), dtype=torch.long)
        with warnings.catch_warnings():
            warnings.simplefilter(
                "ignore", UserWarning
            )  # deprecated from torch 2.13 on, without a successor in torch itself
            quantized = torch._make_per_channel_quantized_tensor(numbers, scales, places, 0)
        self._packed = torch.ops.quantized.linear_prepack(quantized, bias)

    def forward(self, x: Tensor) -> Tensor:
        """x [..., K] -> [..., N], float32."""
        return torch.ops.quantized.linear_dynamic(x, self._packed, True)


def int8_twin(network: Writer) -> Writer:
    """A copy whose decoder computes in int8, sharing all other weights; ``network`` itself where int8 is not supported."""
    shared = {id(parameter): parameter for parameter in network.parameters()}
    twin = copy.deepcopy(network, shared)
    try:
        twin.int8_output = Int8Linear(_output(network), network.output_bias)
        if isinstance(twin, CaptionDecoder):
            _quicken_recurrent(twin.reader)
            _quicken_recurrent(twin.writer)
            twin.fuse = _of(twin.fuse)
        elif isinstance(twin, RnnTranslator):
            _quicken_recurrent(twin.decoder)
            twin.fuse = _of(twin.fuse)
        else:
            for layer in twin.decoder:
                assert isinstance(layer, DecoderLayer)
                _quicken(layer)
    except (RuntimeError, AttributeError):
        return network
    return twin


def _output(network: RnnTranslator | Transformer | CaptionDecoder | TitleWriter) -> Tensor:
    """The embedding by which words are chosen [V, D]."""
    if isinstance(network, TitleWriter):
        return network.encoder.embedding.weight
    return network.embedding.weight if isinstance(network, CaptionDecoder) else network.target_embedding.weight


def _quicken(layer: DecoderLayer) -> None:
    """Int8 for all that a step multiplies with; the source's keys and values are projected but once, in float32."""
    back, cross, feed = layer.self_attention, layer.cross_attention, layer.feed
    projections = (back.W_Q, back.W_K, back.W_V)
    weight, bias = (torch.cat([getattr(W, name) for W in projections]) for name in ("weight", "bias"))
    back.quick_projection = Int8Linear(weight, bias)
    for part, name in ((back, "W_O"), (cross, "W_Q"), (cross, "W_O"), (feed, "0"), (feed, "2")):
        setattr(part, name, _of(getattr(part, name)))


def _quicken_recurrent(layer: Recurrent) -> None:
    layer.input, layer.hidden = _of(layer.input), _of(layer.hidden)


def _of(linear: nn.Module) -> Int8Linear:
    assert isinstance(linear, nn.Linear)
    return Int8Linear(linear.weight, linear.bias)
