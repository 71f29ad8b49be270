"""The photos that ship with the program: see assets/samples/look/NOTICE.md for who made them."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication

from attnviz.paths import asset

SAMPLES = ("cat", "coffee", "two", "small", "orange", "lighthouse", "goldfish")
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
        "orange": QCoreApplication.translate("LookSamples", "Oranges (drawn)"),
        "lighthouse": QCoreApplication.translate("LookSamples", "A lighthouse (drawn)"),
        "goldfish": QCoreApplication.translate("LookSamples", "A goldfish (drawn)"),
    }
    return titles.get(id, id)
