"""Answers and files of small Transformers, for what only models with several heads have."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import torch

from attnviz.engine import checkpoints
from attnviz.engine.attention.messages import CROSS, DECODER, ENCODER, Attention
from attnviz.engine.messages import Model, frozen
from attnviz.engine.translate.messages import Translate, Translation
from attnviz.engine.translate.tokenizer import Tokenizer
from attnviz.models.transformer import Transformer, TransformerConfig
from tests.handmade.translations import translation
from tests.tiny.translator import ENGLISH, OTHER, make_models

if TYPE_CHECKING:
    from pathlib import Path

LAYERS, HEADS = 2, 3
CARD: dict[str, Any] = {
    "languages": ["en", "fr"],
    "alignment": {"layer": 1, "heads": [2], "shift": False, "norms": False, "dev_aer": 21.4},
    "guided": {"kind": CROSS, "layer": 0, "head": 1, "shift": 1, "links": "eflomal", "loss": 0.05},
}
TRANSFORMER = Model("transformer-en-fr", "transformer", ("en", "fr"), "", 1000, 2000, CARD)


def several(rows: int, columns: int, seed: int) -> np.ndarray:
    """Maps [layer, head, rows, columns] whose rows sum to 1."""
    raw = np.random.default_rng(seed).random((LAYERS, HEADS, rows, columns)) ** 4 + 0.01
    return raw / raw.sum(-1, keepdims=True)


def heads_answer(request: Translate, *, seed: int = 0, sink: bool = False) -> Translation:
    """A Transformer's answer; with a ``sink``, most of the best head's weight stands on the end, where little is read."""
    plain = translation(request, seed=seed)
    target, source = len(plain.target_tokens), len(plain.source_tokens)
    cross, norms = several(target, source, seed), np.ones((LAYERS, HEADS, source))
    norms += np.random.default_rng(seed).random(norms.shape) * 0.2
    if sink:
        cross[1, 2] *= 0.3
        cross[1, 2, :, -1] += 0.7
        norms[1, 2, -1] = 0.05
    decoder = np.tril(several(target, target, seed + 2))
    kinds = (
        (CROSS, cross, norms),
        (ENCODER, several(source, source, seed + 1), np.ones((LAYERS, HEADS, source))),
        (DECODER, decoder / decoder.sum(-1, keepdims=True), np.ones((LAYERS, HEADS, target))),
    )
    attention = tuple(Attention(kind, frozen(weights), frozen(lengths)) for kind, weights, lengths in kinds)
    return Translation(**{**vars(plain), "attention": attention})


def make_transformer(folder: Path, *, longest: int = 64) -> Path:
    """Write ``transformer-en-fr`` with drawn weights and two RNNs beside it into ``folder``."""
    make_models(folder)
    torch.manual_seed(3)
    source, target = Tokenizer.train(ENGLISH, vocabulary=400), Tokenizer.train(OTHER["fr"], vocabulary=400)
    config = TransformerConfig(
        len(source),
        len(target),
        d_model=24,
        heads=HEADS,
        layers=LAYERS,
        d_feedforward=32,
        positions="sinusoidal",
        longest=longest,
    )
    checkpoints.save(
        folder / "transformer-en-fr.safetensors",
        Transformer(config),
        "transformer",
        {"source": source, "target": target},
        CARD,
    )
    return folder
