"""EfficientNet-Lite0 without its classifier: a photo to what is seen at 14 x 14 and at 7 x 7 places.

Tan & Le 2019 (1905.11946); Lite drops squeeze-and-excitation and takes ReLU6 for swish. Blocks are inverted residuals with
depthwise convolutions (Sandler et al. 2018, 1801.04381); the weights that are shipped were trained on ImageNet by others.
B = batch, S = side of the photo in pixels, H = W = S / 16 (14 for 224).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional as F

FINE, COARSE, GIST = 112, 320, 1280  # channels at S / 16, at S / 32, and of the last convolution
STAGES = (  # how many blocks, kernel, stride, times wider inside, channels
    (1, 3, 1, 1, 16),
    (2, 3, 2, 6, 24),
    (2, 5, 2, 6, 40),
    (3, 3, 2, 6, 80),
    (3, 5, 1, 6, FINE),
    (4, 5, 2, 6, 192),
    (1, 3, 1, 6, COARSE),
)
FINE_STAGES = 5  # of them come before S / 32
EPSILON = 1e-3  # of batch normalisation, as those who trained it have it


@dataclass(frozen=True)
class EfficientNetConfig:
    """``side`` in pixels to which every photo is brought."""

    side: int = 224


class PhotoFeatures(NamedTuple):
    """What is seen at fine places [B, 112, H, W] and, with more of the photo around each, at coarse ones [B, 1280, H/2, W/2]."""

    fine: Tensor
    coarse: Tensor


class Conv(nn.Conv2d):
    """A convolution padded as TensorFlow pads ("same"): with stride 2 more zeros stand after the picture than before it.

    ReLU6 follows unless ``linear``. The normalisation that was trained with it is part of its weights and bias.
    """

    def __init__(
        self, inputs: int, outputs: int, kernel: int = 1, stride: int = 1, *, groups: int = 1, linear: bool = False
    ) -> None:
        super().__init__(inputs, outputs, kernel, stride, groups=groups)
        self.linear = linear

    def pad(self, x: Tensor) -> Tensor:
        """x [B, I, H, W] with the zeros around it that the kernel needs."""
        k, s = self.kernel_size[0], self.stride[0]
        height, width = (max(0, (-(-n // s) - 1) * s + k - n) for n in x.shape[2:])
        return F.pad(x, (width // 2, width - width // 2, height // 2, height - height // 2)) if k > 1 else x

    def forward(self, x: Tensor) -> Tensor:
        """x [B, I, H, W] -> [B, O, ceil(H / stride), ceil(W / stride)]."""
        x = F.conv2d(self.pad(x), self.weight, self.bias, self.stride, 0, self.dilation, self.groups)
        return x if self.linear else F.relu6(x)


class Block(nn.Module):
    """An inverted residual: widen, look around in each channel, narrow; plus its input where the shapes agree."""

    def __init__(self, inputs: int, outputs: int, kernel: int, stride: int, wider: int) -> None:
        super().__init__()
        inside = inputs * wider
        self.expand = Conv(inputs, inside) if wider > 1 else nn.Identity()
        self.depthwise = Conv(inside, inside, kernel, stride, groups=inside)
        self.project = Conv(inside, outputs, linear=True)
        self.residual = stride == 1 and inputs == outputs

    def forward(self, x: Tensor) -> Tensor:
        y = self.project(self.depthwise(self.expand(x)))
        return x + y if self.residual else y


class EfficientNet(nn.Module):
    """Pictures [B, 3, h, w] in 0..1, squeezed to a square -> ``PhotoFeatures``."""

    def __init__(self, config: EfficientNetConfig) -> None:
        super().__init__()
        self.config = config
        self.stem = Conv(3, 32, 3, 2)
        inputs, stages = 32, []
        for count, kernel, stride, wider, outputs in STAGES:
            blocks = [
                Block(inputs if i == 0 else outputs, outputs, kernel, stride if i == 0 else 1, wider)
                for i in range(count)
            ]
            stages.append(nn.Sequential(*blocks))
            inputs = outputs
        self.stages = nn.ModuleList(stages)
        self.head = Conv(COARSE, GIST)

    def forward(self, x: Tensor) -> PhotoFeatures:
        """x [B, 3, h, w] in 0..1 -> what is seen, at both grains."""
        side = self.config.side
        if x.shape[2:] != (side, side):
            x = F.interpolate(x, size=(side, side), mode="bilinear", align_corners=False, antialias=True)
        x = self.stem((x * 255 - 127) / 128)
        for stage in self.stages[:FINE_STAGES]:
            x = stage(x)
        fine = x
        for stage in self.stages[FINE_STAGES:]:
            x = stage(x)
        return PhotoFeatures(fine, self.head(x))


def published_weights(state: dict[str, Tensor]) -> dict[str, Tensor]:
    """The tensors of the published file under the names that they have here, batch normalisation folded into the convolutions;
    its classifier is left out.
    """
    places = [(stage, block) for stage, (count, *_) in enumerate(STAGES) for block in range(count)]
    pairs = [("_conv_stem", "_bn0", "stem"), ("_conv_head", "_bn1", "head")]
    inside = (
        ("_expand_conv", "_bn0", "expand"),
        ("_depthwise_conv", "_bn1", "depthwise"),
        ("_project_conv", "_bn2", "project"),
    )
    for i, (stage, block) in enumerate(places):
        pairs += [
            (f"_blocks.{i}.{conv}", f"_blocks.{i}.{norm}", f"stages.{stage}.{block}.{own}")
            for conv, norm, own in inside
        ]
    folded = {}
    for conv, norm, own in pairs:
        if f"{conv}.weight" in state:  # the first block does not widen
            scale = state[f"{norm}.weight"] / torch.sqrt(state[f"{norm}.running_var"] + EPSILON)
            folded[f"{own}.weight"] = state[f"{conv}.weight"] * scale[:, None, None, None]
            folded[f"{own}.bias"] = state[f"{norm}.bias"] - state[f"{norm}.running_mean"] * scale
    return folded
