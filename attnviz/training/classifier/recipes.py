"""The recipes of the picture classifiers: which network, at which sizes it learns, how long."""

from __future__ import annotations

from dataclasses import dataclass

from attnviz.models.cnn import CnnConfig


@dataclass(frozen=True)
class CnnRecipe:
    """A classifier of photos: network, sizes, schedule.

    ``sides`` are the sides in pixels at which equal shares of the run's epochs are trained: small ones first, which is quick.
    ``mosaics`` is the share of batches whose pictures stand four to a canvas, in the second half of the run.
    ``box_weight`` weighs the losses that teach the gate and the evidence with the one box of each photo.
    ``balance`` 0 shows every photo in every epoch, 1 as many of each class.
    """

    id: str
    network: CnnConfig  # its classes are those of the data
    epochs: int = 32
    sides: tuple[int, ...] = (40, 40, 40, 40, 48, 48, 48, 64, 64, 64, 64, 64)
    batch: int = 256
    mosaics: float = 0.3
    box_weight: float = 1.0
    balance: float = 0.25
    label_smoothing: float = 0.1
    momentum: float = 0.9
    learning_rate: float = 0.05  # of Muon: how far a filter turns in one step
    other_learning_rate: float = 0.005  # of AdamW: everything that is no filter
    weight_decay: float = 0.05
    warmup: float = 0.1  # share of the run
    sharpness: float = 4.0  # of the gate once it is trained; until then it is as open as the boxes make it
    averaged: int = 100  # steps over which the weights that are kept are averaged
    ships: bool = True


CNN_RECIPES = {
    recipe.id: recipe
    for recipe in (
        CnnRecipe("cnn-objects", CnnConfig()),
        CnnRecipe("cnn-objects-plain", CnnConfig(attention=False), ships=False),
    )
}
