"""The same convolutional network, faster: normalisations folded into convolutions, weights packed as oneDNN reads them."""

from __future__ import annotations

import copy

import torch
from torch import Tensor, nn
from torch.nn.utils.fusion import fuse_conv_bn_eval

from attnviz.models.cnn import Cnn, ConvNorm


class PackedConv(nn.Module):
    """A convolution for inference alone, whose weights are brought into the processor's own order once; ReLU6 may be part of it.

    For one small picture ``nn.Conv2d`` reorders megabytes of weights at each call, or takes a slow path.
    """

    def __init__(self, conv: nn.Conv2d, padding: tuple[int, ...], *, relu6: bool = False) -> None:
        super().__init__()
        self._stride, self._padding, self._groups = list(conv.stride), list(padding), conv.groups
        pack = torch.ops.mkldnn._reorder_convolution_weight
        self._weight = pack(conv.weight.detach(), self._padding, self._stride, [1, 1], conv.groups, None)
        self.bias = conv.bias
        self._after = ("hardtanh", [0.0, 6.0], "") if relu6 else ("none", [], None)

    def forward(self, x: Tensor) -> Tensor:
        run = torch.ops.mkldnn._convolution_pointwise
        out: Tensor = run(x, self._weight, self.bias, self._padding, self._stride, [1, 1], self._groups, *self._after)
        return out


def _padding(conv: nn.Conv2d) -> tuple[int, ...]:
    assert not isinstance(conv.padding, str)
    return conv.padding


def packs() -> bool:
    """Whether torch can pack weights here."""
    return torch.backends.mkldnn.is_available() and hasattr(torch.ops.mkldnn, "_reorder_convolution_weight")


def fused_copy(network: Cnn) -> Cnn:
    """A copy for inference alone, in float32 on the processor, that answers as ``network`` does in evaluation, up to rounding."""
    twin = copy.deepcopy(network).eval().requires_grad_(False).to(memory_format=torch.channels_last)  # type: ignore[call-overload]
    packed = packs()
    for module in list(twin.modules()):
        for name, child in list(module.named_children()):
            if isinstance(module, ConvNorm) or not isinstance(child, ConvNorm | nn.Conv2d):
                continue
            plain = fuse_conv_bn_eval(child.conv, child.norm) if isinstance(child, ConvNorm) else child
            module.add_module(name, PackedConv(plain, _padding(plain)) if packed else plain)
    return twin
