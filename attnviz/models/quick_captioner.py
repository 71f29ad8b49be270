"""The same captioner, faster: an encoder whose weights are packed as oneDNN reads them, an int8 decoder for searching."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING

import torch
from torch import Tensor, nn

from attnviz.models.efficientnet import Conv
from attnviz.models.fused_cnn import PackedConv, packs
from attnviz.models.int8 import int8_twin

if TYPE_CHECKING:
    from attnviz.models.captioner import Captioner
    from attnviz.models.efficientnet import EfficientNet


class PackedSame(nn.Module):
    """A convolution of ``EfficientNet``, packed with its ReLU6."""

    def __init__(self, conv: Conv) -> None:
        super().__init__()
        uneven = (
            conv.stride[0] > 1
        )  # more zeros after the picture than before it, which the packed one cannot add itself
        self._pad = conv.pad if uneven else None
        padding = (0, 0) if uneven else tuple(k // 2 for k in conv.kernel_size)
        self.conv = PackedConv(conv, padding, relu6=not conv.linear)

    def forward(self, x: Tensor) -> Tensor:
        """x [B, I, H, W] -> [B, O, ceil(H / stride), ceil(W / stride)]."""
        return self.conv(x if self._pad is None else self._pad(x))


def quick_captioner(network: Captioner) -> Captioner:
    """A copy that sees as ``network`` does, up to rounding, and writes in int8; for inference alone."""
    twin = copy.copy(network)
    twin._modules = {"encoder": packed_encoder(network.encoder), "decoder": int8_twin(network.decoder)}
    return twin


def packed_encoder(network: EfficientNet) -> EfficientNet:
    """A copy with packed weights; one with its weights in channels-last order where torch cannot pack here."""
    twin = copy.deepcopy(network).eval().requires_grad_(False).to(memory_format=torch.channels_last)  # type: ignore[call-overload]
    if packs():
        for module in list(twin.modules()):
            for name, child in list(module.named_children()):
                if isinstance(child, Conv):
                    setattr(module, name, PackedSame(child))
    return twin
