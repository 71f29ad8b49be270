"""Finished models that a training run begins with or asks: where they lie."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attnviz.paths import model_folders
from attnviz.training.translator.pairs import DataError

if TYPE_CHECKING:
    from pathlib import Path


def weights_of(id: str) -> Path:
    """The weights of a model, in the first folder that has them. ``DataError`` where none has."""
    for folder in model_folders():
        if (path := folder / f"{id}.safetensors").is_file():
            return path
    raise DataError(f"The model {id}, which this run needs, is not there.")
