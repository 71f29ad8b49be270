"""How good a network that names photos is, in words: each figure of its card beside what would come of it without looking."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QCoreApplication

Line = tuple[str, str, str]


def quality(card: Mapping[str, Any]) -> tuple[list[Line], list[str]]:
    """Lines of a name, the network's figure in per cent and the trivial one ("" where none is known), and what each means."""
    known, network = (_mapping(card.get(key)) for key in ("metrics", "network"))
    blind = _blind(known, len(str(network.get("names", "")).split()))
    lines, tips = [], []
    for key, (name, tip) in _words().items():
        if number := _percent(known.get(key)):
            lines.append((name, number, _percent(blind.get(key))))
            tips.append(tip)
    return lines, tips


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _blind(metrics: Mapping[str, Any], classes: int) -> dict[str, Any]:
    """What somebody reaches who does not look at the picture, where there are so many ``classes``."""
    return {
        "top_1": 100 / classes if classes else None,
        "top_5": 100 * min(5, classes) / classes if classes else None,
        "below_50_pointing_class_map": metrics.get("below_50_pointing_of_the_centre"),
        "below_50_energy_class_map": metrics.get("below_50_energy_of_a_gaussian"),
        "box_iou_50_of_correct": metrics.get("box_iou_50_of_the_whole_picture"),
        "mosaic_energy_class_map": 25.0,
    }


def _percent(value: Any) -> str:
    return f"{value:.1f}" if isinstance(value, int | float) and not isinstance(value, bool) else ""


def _words() -> dict[str, tuple[str, str]]:
    """The figures that are told, in percent: what they are called, and what they mean."""
    return {
        "top_1": (
            QCoreApplication.translate("LookModels", "best class right"),
            QCoreApplication.translate(
                "LookModels",
                "Of how many photos the class with the highest probability is the true one. Chance: a class drawn by chance.",
            ),
        ),
        "top_5": (
            QCoreApplication.translate("LookModels", "among the best five"),
            QCoreApplication.translate(
                "LookModels",
                "Of how many photos the true class is one of the five best. Chance: five classes drawn by chance.",
            ),
        ),
        "below_50_pointing_class_map": (
            QCoreApplication.translate("LookModels", "peak inside small object"),
            QCoreApplication.translate(
                "LookModels",
                "Where the object's box is less than half of the photo: how often the strongest place of the evidence for the "
                "true class lies in the box. Chance: the middle of the photo.",
            ),
        ),
        "below_50_energy_class_map": (
            QCoreApplication.translate("LookModels", "weight on small object"),
            QCoreApplication.translate(
                "LookModels",
                "Where the object's box is less than half of the photo: how much of the evidence for the true class lies in the "
                "box. Chance: a round blob in the middle of the photo.",
            ),
        ),
        "box_iou_50_of_correct": (
            QCoreApplication.translate("LookModels", "box overlap over 50 %"),
            QCoreApplication.translate(
                "LookModels",
                "Of the photos that it names right: how often what its box and the true one share is at least half of what "
                "both cover. Chance: a box around the whole photo.",
            ),
        ),
        "mosaic_energy_class_map": (
            QCoreApplication.translate("LookModels", "weight on the right photo of 4"),
            QCoreApplication.translate(
                "LookModels",
                "Four photos of four classes as one picture: how much of the evidence for each class lies in its own photo. "
                "Chance: evidence spread evenly.",
            ),
        ),
    }
