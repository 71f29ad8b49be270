"""The recipes of the variational autoencoders: which pictures, which network and objective, how long."""

from __future__ import annotations

from dataclasses import dataclass

from attnviz.models.vae import VaeConfig


@dataclass(frozen=True)
class VaeRecipe:
    """A VAE: pictures, sizes, objective, schedule.

    ``pictures`` names a source of ``vae_data.SOURCES``. ``objective`` is ``beta`` (beta-VAE), ``tc`` (beta-TCVAE) or ``pairs``:
    two pictures that differ in one factor share all latent dimensions but that factor's, whose values are never told; or ``told``:
    the prior of dimension k depends on the value of factor k.
    ``epoch_steps`` is how many batches of drawn pictures are called an epoch; files have their own length.
    """

    id: str
    pictures: str
    network: VaeConfig
    objective: str = "beta"
    beta: float = 1.0
    warm: int = 0  # steps over which beta grows from nothing
    firm: float = 1.0  # how many times beta it is at the first step; it falls to beta geometrically, over the whole run
    spare: float = (
        1.0  # of pairs: how many times dearer a dimension without a factor becomes, in the first third of the run
    )
    circular: tuple[int, ...] = ()  # of pairs: factors that go round get a second dimension, after those of all factors
    spread: tuple[float, ...] = ()  # the share of all places that things stand in during the first epochs
    first: tuple[int, ...] = ()  # factors of the sample that is shown first, or of the one that is nearest to them
    batch: int = 256  # pictures
    epochs: int = 10
    epoch_steps: int = 250
    learning_rate: float = 2e-3
    warmup: int = 100  # steps
    ships: bool = True


FASHION = VaeConfig(side=28, channels=1, latents=10, patch=2, stages=1, likelihood="gaussian", attention=True)
FASHION_PLAIN = VaeConfig(side=28, channels=1, latents=10, patch=2, stages=1, likelihood="gaussian")
SPRITES = VaeConfig(side=64, channels=1, latents=10, hidden=512)
SCENES = VaeConfig(side=64, channels=3, latents=6, likelihood="gaussian")
FACES = VaeConfig(side=96, channels=3, latents=9, patch=6, hidden=512, likelihood="gaussian")

VAE_RECIPES = {
    recipe.id: recipe
    for recipe in (
        VaeRecipe("vae-fashion", "fashion-mnist", FASHION, batch=128, epochs=12),
        VaeRecipe("vae-fashion-plain", "fashion-mnist", FASHION_PLAIN, batch=128, epochs=12, ships=False),
        VaeRecipe(  # near the middle first: there angles show, which a shape's place would drown
            "vae-sprites",
            "sprites",
            SPRITES,
            objective="pairs",
            warm=100,
            spare=8.0,
            circular=(2,),
            spread=(0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9),
            epochs=16,
            learning_rate=1.5e-3,
        ),
        VaeRecipe("vae-sprites-tc", "sprites", SPRITES, objective="tc", beta=6.0, epochs=24, ships=False),
        VaeRecipe("vae-scenes", "scenes", SCENES, objective="pairs", beta=2.0, warm=100, epochs=20),
        VaeRecipe(
            "vae-faces",
            "faces",
            FACES,
            objective="told",
            beta=4.0,
            firm=75.0,
            first=(2, 1, 2, 1, 0, 2, 0, 1, 4),
            batch=128,
            epochs=16,
        ),
    )
}
