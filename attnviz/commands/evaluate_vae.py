"""The part of ``attnviz evaluate`` that measures a VAE: ELBO, reconstruction, and how its dimensions stand for factors."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from attnviz.commands import Failed
from attnviz.commands.lines import put, put_json
from attnviz.commands.progress import Line
from attnviz.engine.session import Session
from attnviz.models.vae import Vae
from attnviz.training.translator.pairs import DataError
from attnviz.training.vae.evaluation import evaluate
from attnviz.training.vae.recipes import VAE_RECIPES
from attnviz.training.vae.run import make_source

if TYPE_CHECKING:
    import argparse

WORDS = {
    "living": "living dimensions",
    "elbo": "ELBO, nats",
    "reconstruction_nats": "reconstruction, nats",
    "kl": "KL, nats",
    "squared_error": "squared error",
    "mig": "MIG",
    "mig_second": "MIG, counted another way",
    "mig_of_means": "MIG of the means",
    "factor_score": "FactorVAE score",
    "factor_score_second": "FactorVAE score, counted another way",
    "pca_squared_error": "squared error of PCA",
    "error_to_pca": "squared error beside PCA's",
}


FILES = {"fashion-mnist": "the Fashion-MNIST files", "faces": "the parts of the faces"}  # what pictures are read from


def run(arguments: argparse.Namespace) -> int:
    """Print every figure with the seeds and the number of held-out pictures behind it."""
    recipe = VAE_RECIPES[arguments.id]
    network = Session().model(arguments.id).network
    if not isinstance(network, Vae):
        raise Failed(f"{arguments.id} is no VAE")
    if recipe.pictures in FILES and arguments.data is None:
        raise Failed(f"{arguments.id} needs --data, the folder of {FILES[recipe.pictures]}", status=2)
    line = Line()
    try:
        figures = evaluate(
            network,
            make_source(recipe, arguments.data or Path()),
            report=lambda share: line.show(f"measuring {arguments.id}: {share:.0%}"),
        )
    except DataError as error:
        raise Failed(str(error).rstrip(".")) from error
    finally:
        line.end()
    if arguments.json:
        put_json(id=arguments.id, split="held out", **figures)
    else:
        _put(arguments.id, figures)
    return 0


def _put(id: str, figures: dict[str, Any]) -> None:
    seeds = figures["seeds"]
    told = f"seeds {', '.join(map(str, seeds))}: mean ± spread" if seeds[1:] else f"seed {seeds[0]}"
    put(f"{id}, {figures['samples']} held-out pictures, {told}")
    for name, words in WORDS.items():
        if name in figures:
            spread = f" ± {figures[f'{name}_spread']:g}" if f"{name}_spread" in figures else ""
            put(f"{words + ':':<38} {figures[name]:g}{spread}")
