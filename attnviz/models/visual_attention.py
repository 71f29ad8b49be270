"""Attention over pictures: which channels count, which places count, and a mean weighted by a map; every weight is returned.

B = batch, C = channels, H and W = cells of the map, K = classes.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as F

OPEN = 2.0  # bias that a gate begins with: sigmoid(2) = 0.88 lets a new network learn as if there were no gate


class ChannelAttention(nn.Module):
    """One weight in 0..1 for every channel: sigmoid(MLP(mean over places)). Squeeze-and-excitation (1709.01507), eq. 3."""

    def __init__(self, channels: int, reduction: int = 8) -> None:
        super().__init__()
        self.squeeze = nn.Linear(channels, max(8, channels // reduction))
        self.excite = nn.Linear(max(8, channels // reduction), channels)
        nn.init.zeros_(self.excite.weight)
        nn.init.constant_(self.excite.bias, OPEN)

    def forward(self, features: Tensor) -> Tensor:
        """features [B, C, H, W] -> weights [B, C]."""
        return torch.sigmoid(self.excite(F.relu(self.squeeze(features.mean((2, 3))))))


class SpatialAttention(nn.Module):
    """One weight in 0..1 for every place: sigmoid(conv7x7([mean over channels; max over channels])). CBAM, eq. 3."""

    def __init__(self, bias: float | None = OPEN) -> None:
        """``bias`` is what the gate begins with; None leaves it to chance."""
        super().__init__()
        self.conv = nn.Conv2d(2, 1, 7, padding=3)
        if bias is not None:
            nn.init.constant_(self.conv.bias, bias)  # type: ignore[arg-type]

    def forward(self, features: Tensor) -> Tensor:
        """features [B, C, H, W] -> the map [B, H, W]."""
        summary = torch.stack((features.mean(1), features.max(1).values), dim=1)  # amax's gradient takes thrice as long
        return torch.sigmoid(self.conv(summary))[:, 0]


def attention_pool(evidence: Tensor, spatial_map: Tensor | None) -> Tensor:
    """The mean of ``evidence`` [B, K, H, W] over all places, each counted by the map [B, H, W]: [B, K]. No map: a plain mean."""
    return class_maps(evidence, spatial_map).sum((2, 3))


def class_maps(evidence: Tensor, spatial_map: Tensor | None) -> Tensor:
    """What each place adds to each class's logit: [B, K, H, W]; the sum over places is ``attention_pool``."""
    if spatial_map is None:
        return evidence / (evidence.shape[2] * evidence.shape[3])
    share = spatial_map / spatial_map.sum((1, 2), keepdim=True).clamp(min=1e-6)
    return evidence * share[:, None]
