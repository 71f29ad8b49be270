"""A residual network for pictures of any size that returns where it looked: maps of every stage, a gate, and class maps.

Residual blocks (He et al. 2015, 1512.03385) with CBAM after each stage (Woo et al. 2018, 1807.06521); an attention branch
weighs the places of the last feature map (Fukui et al. 2019, 1812.10025). Evidence for a class is linear in that map, so
what each place adds to a logit is known without a backward pass (class activation maps, 1512.04150, after a weighted mean).
B = batch, K = classes, S = side in pixels, D = channels of the last map.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from attnviz.models.visual_attention import ChannelAttention, SpatialAttention, attention_pool, class_maps

STRIDES = (4, 8, 16)  # pixels of the picture to one cell of each stage; the last map has the finest
LEAST_SIDE = 16  # pixels: one cell of the coarsest stage


@dataclass(frozen=True)
class CnnConfig:
    """Sizes and choices; ``names`` are the classes, separated by spaces."""

    names: str = ""
    stem: int = 32  # channels at half the picture's side
    width: int = 64  # channels of the first stage; each later stage has twice as many
    blocks_1: int = 1
    blocks_2: int = 2
    blocks_3: int = 2
    last: int = 256  # channels of the map that the classes are read from
    attention: bool = True
    sharpness: float = 1.0  # exponent of the gate: above 1, half-open places count less

    @property
    def classes(self) -> tuple[str, ...]:
        """The names one by one."""
        return tuple(self.names.split())


class Stage(NamedTuple):
    """What one stage weighed: channels [B, C] and places [B, H, W], both 0..1."""

    channels: Tensor
    spatial_map: Tensor


class Seen(NamedTuple):
    """Evidence for every class at every place [B, K, S/4, S/4], the gate [B, S/4, S/4] in 0..1, and the stages fine to coarse.

    Without attention the gate is None and there are no stages.
    """

    evidence: Tensor
    spatial_map: Tensor | None
    stages: tuple[Stage, ...]

    @property
    def logits(self) -> Tensor:
        """The evidence averaged over all places, each counted by the gate: [B, K]."""
        return attention_pool(self.evidence, self.spatial_map)

    @property
    def class_maps(self) -> Tensor:
        """What each place adds to each logit: [B, K, S/4, S/4], signed; sums to ``logits``."""
        return class_maps(self.evidence, self.spatial_map)


class ConvNorm(nn.Sequential):
    """Convolution without bias, then batch normalisation."""

    def __init__(self, inputs: int, outputs: int, side: int = 3, stride: int = 1) -> None:
        super().__init__()
        self.conv = nn.Conv2d(inputs, outputs, side, stride, padding=side // 2, bias=False)
        self.norm = nn.BatchNorm2d(outputs)


class Block(nn.Module):
    """x + f(x), f two 3x3 convolutions."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.one, self.two = ConvNorm(channels, channels), ConvNorm(channels, channels)
        nn.init.zeros_(self.two.norm.weight)  # a new block passes its input on

    def forward(self, x: Tensor) -> Tensor:
        return F.relu(x + self.two(F.relu(self.one(x), inplace=True)), inplace=True)


class AttentionStage(nn.Module):
    """A halving convolution, residual blocks, then CBAM."""

    def __init__(self, inputs: int, channels: int, blocks: int, *, attention: bool) -> None:
        super().__init__()
        self.halve = ConvNorm(inputs, channels, stride=2)
        self.blocks = nn.Sequential(*(Block(channels) for _ in range(blocks)))
        self.channels = ChannelAttention(channels) if attention else None
        self.places = SpatialAttention() if attention else None

    def forward(self, x: Tensor) -> tuple[Tensor, Stage | None]:
        """x [B, I, H, W] -> features [B, C, H/2, W/2] and the weights they were multiplied by."""
        x = self.blocks(F.relu(self.halve(x), inplace=True))
        if self.channels is None or self.places is None:
            return x, None
        stage = Stage(self.channels(x), self.places(x))
        weights = stage.channels[:, :, None, None] * stage.spatial_map[:, None]
        return x * weights.contiguous(memory_format=torch.channels_last), stage


class Cnn(nn.Module):
    """Pictures [B, 3, S, S] in 0..1 (any sides from ``LEAST_SIDE``) -> ``Seen``."""

    def __init__(self, config: CnnConfig) -> None:
        super().__init__()
        self.config = config
        c = config
        widths = (c.width, 2 * c.width, 4 * c.width)
        self.stem = ConvNorm(3, c.stem, side=5, stride=2)
        self.stages = nn.ModuleList(
            AttentionStage(i, o, n, attention=c.attention)
            for i, o, n in zip((c.stem, *widths), widths, (c.blocks_1, c.blocks_2, c.blocks_3), strict=False)
        )
        self.lateral = nn.ModuleList(ConvNorm(width, c.last, side=1) for width in widths)
        self.read = nn.Conv2d(c.last, len(c.classes) + c.attention, 1)  # a row for each class, then the gate's

    def features(self, x: Tensor) -> tuple[Tensor, tuple[Stage, ...]]:
        """The map that the classes are read from [B, D, S/4, S/4], and what the stages weighed."""
        x = F.relu(self.stem(4 * x - 2), inplace=True)
        maps, weighed = [], []
        for stage in self.stages:
            x, stage_weights = stage(x)
            maps.append(x)
            if stage_weights is not None:
                weighed.append(stage_weights)
        fused = self.lateral[0](maps[0])
        for lateral, coarse in zip(list(self.lateral)[1:], maps[1:], strict=True):
            up = F.interpolate(lateral(coarse), size=fused.shape[2:], mode="bilinear", align_corners=False)
            fused = fused + up
        return F.relu(fused, inplace=True), tuple(weighed)

    def forward(self, x: Tensor) -> Seen:
        """Evidence, gate and stage maps."""
        features, stages = self.features(x)
        read = self.read(features).float()
        if not self.config.attention:
            return Seen(read, None, stages)
        return Seen(read[:, :-1], torch.exp(self.config.sharpness * F.logsigmoid(read[:, -1])), stages)
