"""The part of ``attnviz evaluate`` that measures a VAE: ELBO, reconstruction, and how its dimensions stand for factors."""

from __future__ import annotations

import argparse
from pathlib import Path

from attnviz.commands import Failed
from attnviz.commands.lines import put, put_json
from attnviz.engine.session import Session
from attnviz.models.vae import Vae
from attnviz.training.data import DataError
from attnviz.training.vae import make_source
from attnviz.training.vae_evaluation import evaluate
from attnviz.training.vae_recipes import VAE_RECIPES


def run(arguments: argparse.Namespace) -> int:
    """Print every figure with the seeds and the number of held-out pictures behind it."""
    recipe = VAE_RECIPES[arguments.id]
    network = Session().model(arguments.id).network
    if not isinstance(network, Vae):
        raise Failed(f"{arguments.id} is no VAE")
    if recipe.pictures == "fashion-mnist" and arguments.data is None:
        raise Failed(f"{arguments.id} needs --data, the folder of the Fashion-MNIST files", status=2)
    try:
        figures = evaluate(network, make_source(recipe, arguments.data or Path()))
    except DataError as error:
        raise Failed(str(error).rstrip(".")) from error
    if arguments.json:
        put_json(id=arguments.id, split="held out", **figures)
        return 0
    for name, value in figures.items():
        put(f"{name.replace('_', ' ')}: {value}")
    return 0
