"""The recipes of the captioners: which language, which network, how long."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class CaptionerRecipe:
    """A teller of photos: data, sizes, schedule.

    ``box_weight`` weighs the loss that teaches the words of boxed phrases to look into their boxes; ``gate_cost`` is what looking
    costs, in nats a word with the gate wide open, so that words that do not need the photo close it.
    """

    id: str
    language: str
    vocabulary: int = 4000
    box_weight: float = 0.5
    gate_cost: float = 0.05
    d_embedding: int = 256
    d_hidden: int = 512
    d_place: int = 512
    d_attention: int = 64
    dropout: float = 0.3
    last_dropout: float = 0.1  # once ``settled`` of the run is done: so few epochs do not overfit
    settled: float = 0.525
    photos: int = 16  # of a batch, each with all its sentences
    epochs: int = 8
    learning_rate: float = 1.5e-3
    warmup: int = 150  # steps
    weight_decay: float = 0.02
    label_smoothing: float = 0.1
    averaged: int = 300  # steps over which the weights that are kept are averaged
    rewarded: int = 0  # epochs after these in which sampled sentences are rewarded too, and parts of photos are seen
    rewarded_rate: float = 2e-4  # learning rate that these begin with
    rewarded_box_weight: float = 1.0
    rewarded_share: float = 0.2  # how far the kept weights lie from those before the rewards to those after
    samples: int = 5  # sentences drawn of each photo
    people: int = 2  # sentences of people beside them
    people_weight: float = 0.1  # what their cross-entropy and the cost of looking count beside the reward
    cider: float = 1.0  # what CIDEr-D and BLEU-4 of a sample count in its reward
    bleu: float = 2.0
    starts_from: str | None = None  # a captioner: its encoder, and all that its decoder learned but words
    goes_on: bool = False  # from this captioner's own shipped decoder, words and all
    ships: bool = True


@dataclass(frozen=True)
class TunedCaptionerRecipe(CaptionerRecipe):
    """A captioner whose encoder learns too: its stages from ``first_stage`` on (of seven), at the rate ``encoder_rate``."""

    first_stage: int = 4
    encoder_rate: float = 1.5e-4


CAPTIONER_RECIPES = {
    recipe.id: recipe
    for recipe in (
        CaptionerRecipe("caption-en-frozen", "en", rewarded=2, ships=False),
        TunedCaptionerRecipe(
            "caption-en",
            "en",
            box_weight=1.0,
            settled=1.0,
            epochs=3,
            rewarded=1,
            learning_rate=4e-4,
            warmup=60,
            averaged=200,
            rewarded_share=0.5,
            starts_from="caption-en",
        ),
        CaptionerRecipe("caption-zh-frozen", "zh", box_weight=0.0, epochs=3, starts_from="caption-en", ships=False),
        CaptionerRecipe(
            "caption-zh",
            "zh",
            box_weight=0.0,
            epochs=1,
            learning_rate=5e-4,
            warmup=40,
            averaged=100,
            starts_from="caption-en",
            goes_on=True,
        ),
        CaptionerRecipe("caption-en-untaught", "en", box_weight=0.0, ships=False),
    )
}
