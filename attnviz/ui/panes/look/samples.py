"""The photos that ship with the program: see assets/samples/look/NOTICE.md for who made them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from attnviz.paths import asset

if TYPE_CHECKING:
    from pathlib import Path

    from attnviz.ui.panes.look.state import Photo

SAMPLES = ("cat", "coffee", "two", "small", "camera", "orange", "lighthouse", "goldfish")
FIRST = "cat"


def path(id: str) -> Path:
    """The file of a sample."""
    return asset("samples", "look", f"{id}.jpg")


def title(id: str) -> str:
    """What a sample is called; of what no camera took it is said that it is drawn."""
    titles = {
        "cat": QCoreApplication.translate("LookSamples", "A cat"),
        "coffee": QCoreApplication.translate("LookSamples", "A cup of coffee"),
        "two": QCoreApplication.translate("LookSamples", "A cat and a cup of coffee"),
        "small": QCoreApplication.translate("LookSamples", "A small cup in a large picture"),
        "camera": QCoreApplication.translate("LookSamples", "A man with a camera"),
        "orange": QCoreApplication.translate("LookSamples", "Oranges (drawn)"),
        "lighthouse": QCoreApplication.translate("LookSamples", "A lighthouse (drawn)"),
        "goldfish": QCoreApplication.translate("LookSamples", "A goldfish (drawn)"),
    }
    return titles.get(id, id)


def sample_of(file: Path | None) -> str:
    """Which of the samples a file is; empty for another file."""
    return file.stem if file is not None and file.stem in SAMPLES and file == path(file.stem) else ""


def called(photo: Photo) -> str:
    """What a photo is called, a sample in the language of now; "" for pixels without a name."""
    sample = sample_of(photo.path)
    return title(sample) if sample and photo.path and photo.name != photo.path.name else photo.name
