"""The part of ``attnviz evaluate`` that measures a classifier of photos: accuracy, and how well its maps find things."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attnviz.commands import Failed
from attnviz.commands.lines import put, put_json
from attnviz.commands.progress import Line
from attnviz.engine.session import Session
from attnviz.models.cnn import Cnn
from attnviz.training.classifier.evaluation import evaluate
from attnviz.training.classifier.photos import read_photos
from attnviz.training.translator.pairs import DataError

if TYPE_CHECKING:
    import argparse


def run(arguments: argparse.Namespace) -> int:
    """Print every figure, in percent where nothing else is said, with the trivial maps beside them."""
    if arguments.data is None:
        raise Failed(f"{arguments.id} needs --data, the folder of the photos", status=2)
    network = Session().model(arguments.id).fast_network
    if not isinstance(network, Cnn):
        raise Failed(f"{arguments.id} does not name what is in a photo")
    line = Line()
    try:
        names, splits = read_photos(arguments.data, splits=(arguments.split,))
        if arguments.split not in splits or names != network.config.classes:
            raise Failed(f"the data hold no {arguments.split} photos of the classes that {arguments.id} knows")
        figures = evaluate(
            network,
            splits[arguments.split],
            report=lambda share: line.show(f"measuring {arguments.id}: {share:.0%}"),
        )
    except DataError as error:
        raise Failed(str(error).rstrip(".")) from error
    finally:
        line.end()
    if arguments.json:
        put_json(id=arguments.id, split=arguments.split, **figures)
        return 0
    put(f"{arguments.id}, {figures['photos']} photos of {arguments.split}, percent")
    for name, value in figures.items():
        put(f"{name.replace('_', ' ')}: {value:g}")
    return 0
