"""Finished models that a training run begins with or asks: where they lie, and what of theirs is kept beside its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attnviz import atomic_write
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


def lay_beside(base: Path, path: Path) -> None:
    """Copy the weights ``base`` and their card into the folder of ``path``: what it shares with them is read from there."""
    if base.parent == path.parent:
        return
    for file in (base, base.with_suffix(".json")):
        if file.is_file():
            atomic_write.write(path.with_name(file.name), file.read_bytes())
