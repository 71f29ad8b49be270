"""A small speller with drawn weights: a real file for the real engine."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch

from attnviz.engine import checkpoints
from attnviz.models.speller import BOS, EOS, PAD, Speller, SpellerConfig

if TYPE_CHECKING:
    from pathlib import Path

ID = "speech-words"
ALPHABET = " abcdefghijklmnopqrstuvwxyz中国"
SIZES = {"mel_bands": 32, "channels": 4, "d_front": 16, "d_encoder": 12, "blocks": 1, "d_embedding": 8}
CONFIG = SpellerConfig(ALPHABET, **SIZES, d_hidden=16, d_attention=12, location_filters=4)


def drawn(seed: int = 7) -> Speller:
    """Drawn weights, large enough that letters differ from sound to sound."""
    torch.manual_seed(seed)
    network = Speller(CONFIG)
    with torch.no_grad():
        for layer in (network.output, network.fuse, network.front, network.attention.W):
            layer.weight.mul_(4)
        for layer in (network.from_hidden, network.from_letter, network.from_context):
            layer.weight.mul_(3)
        network.output.bias[[PAD, BOS]] = -20  # as a trained one, which never saw them written
        network.output.bias[EOS] = 1.0
    return network.eval()


def make_speller(folder: Path) -> Path:
    """Write ``speech-words`` into ``folder``."""
    card = {"id": ID, "metrics": {"single_cer": 50.0, "strings_cer": 60.0}}
    checkpoints.save(folder / f"{ID}.safetensors", drawn(), "speller", {}, card)
    return folder
