"""A small Transformer with drawn weights: a real file for the real engine."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import torch

from attnviz.engine import checkpoints
from attnviz.engine.translate.tokenizer import Tokenizer
from attnviz.models.transformer import Transformer, TransformerConfig
from tests.tiny.translator import ENGLISH, OTHER

if TYPE_CHECKING:
    from pathlib import Path

ID = "transformer-en-fr"


def write_transformer(folder: Path, *, card: dict[str, Any] | None = None, **changes: Any) -> Transformer:
    """Write ``transformer-en-fr`` with one tokenizer for both sides."""
    both = Tokenizer.train([*ENGLISH, *OTHER["fr"]], vocabulary=400)
    torch.manual_seed(1)
    sizes = {"d_model": 16, "heads": 4, "layers": 2, "d_feedforward": 24, "positions": "sinusoidal"} | changes
    network = Transformer(TransformerConfig(len(both), len(both), **sizes)).eval()
    with torch.no_grad():  # far from uniform weights, so that heads differ
        for name, parameter in network.named_parameters():
            if "W_Q" in name or "W_K" in name:
                parameter.mul_(3)
    card = {"languages": ["en", "fr"], "name": "tiny"} | (card or {})
    checkpoints.save(folder / f"{ID}.safetensors", network, "transformer", {"source": both, "target": both}, card)
    return network
