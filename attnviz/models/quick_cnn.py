"""The same picture classifier, faster: each normalisation folded into the convolution before it, channels last in memory."""

from __future__ import annotations

import copy

import torch
from torch.nn.utils.fusion import fuse_conv_bn_eval

from attnviz.models.cnn import Cnn, ConvNorm


def quick_twin(network: Cnn) -> Cnn:
    """A copy for inference alone that answers as ``network`` does in evaluation mode, up to rounding."""
    twin = copy.deepcopy(network).eval()
    for module in twin.modules():
        for name, child in list(module.named_children()):
            if isinstance(child, ConvNorm):
                setattr(module, name, fuse_conv_bn_eval(child.conv, child.norm))
    for i, lateral in enumerate(twin.lateral):
        if isinstance(lateral, ConvNorm):
            twin.lateral[i] = fuse_conv_bn_eval(lateral.conv, lateral.norm)
    return twin.to(memory_format=torch.channels_last).requires_grad_(False)  # type: ignore[call-overload]
