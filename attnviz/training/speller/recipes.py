"""The recipes of the spellers: which recordings, which network, how long."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class SpellerRecipe:
    """A speller: recordings, sizes, schedule.

    ``recordings`` is a folder of the data. ``digits`` is the share of strings by those who said only digits, ``voices`` that of
    synthetic voices. ``epoch_seconds`` of sound are called an epoch, a step learns from ``batch_seconds``.
    ``ctc`` and ``guided`` weigh these losses beside that of the letters.
    """

    id: str
    recordings: str = "speech"
    d_encoder: int = 192
    d_hidden: int = 256
    dropout: float = 0.2
    epochs: int = 44
    epoch_seconds: int = 7_200
    batch_seconds: int = 64
    digits: float = 0.3
    voices: float = 0.15
    ctc: float = 0.3
    guided: float = 1.0
    label_smoothing: float = 0.05
    learning_rate: float = 1e-3
    weight_decay: float = 0.05
    warmup: int = 150  # steps
    averaged: int = 300  # steps
    bits: int = 8  # of the weights that ship; 0 for float16
    ships: bool = True


SPELLER_RECIPES = {recipe.id: recipe for recipe in (SpellerRecipe("speech-words"),)}
