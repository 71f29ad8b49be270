"""A recipe of a Transformer that is trained in a second."""

from __future__ import annotations

from dataclasses import replace

from attnviz.training.translator.recipes import RECIPES

TINY_TRANSFORMER = replace(
    RECIPES["transformer-en-fr"],
    vocabularies=(300, 300),
    d_model=16,
    heads=2,
    layers=2,
    d_feedforward=24,
    batch_tokens=400,
    epochs=6,
    warmup=5,
    learning_rate=1e-2,
    dictionary="",
    starts_from=None,
    features_of="",
)
