"""What full colour stands for: weights over many places are small each, so a scale may end at the strongest of a line or a map."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from attnviz.lazy_numpy import np

SCALES = ("line", "map", "one")


def top(scale: str, line: np.ndarray, weights: np.ndarray) -> float:
    """The weight with the full colour: the strongest of the ``line`` that is shown, of all ``weights`` of the map, or 1."""
    if scale == "one":
        return 1.0
    strongest = float((line if scale == "line" else weights).max(initial=0.0))
    return strongest or 1.0


def tops(scale: str, weights: np.ndarray) -> np.ndarray:
    """The same for each line of a map [query, key] that is shown whole: [query, 1]."""
    return np.array([[top(scale, line, weights)] for line in weights], np.float32).reshape(-1, 1)


def number(weight: float) -> str:
    """A weight with three decimals, with four where it is small, or that it is smaller than they can tell."""
    if 0 < weight < 0.00005:
        return "< 0.0001"
    return f"{weight:.3f}" if weight >= 0.01 or weight == 0 else f"{weight:.4f}"


def name(scale: str) -> str:
    """What a scale is called."""
    names = {
        "line": QCoreApplication.translate("AttentionScale", "Own scale for each line"),
        "map": QCoreApplication.translate("AttentionScale", "One scale for the map"),
        "one": QCoreApplication.translate("AttentionScale", "Scale from 0 to 1"),
    }
    return names[scale]


def sentence(scale: str) -> str:
    """What a person has to know to compare colours."""
    sentences = {
        "line": QCoreApplication.translate(
            "AttentionScale", "Each line has its own scale: compare colours within it, and numbers between lines."
        ),
        "map": QCoreApplication.translate("AttentionScale", "One scale for all lines: their colours can be compared."),
        "one": QCoreApplication.translate(
            "AttentionScale", "A fixed scale from 0 to 1: colours of any two maps can be compared."
        ),
    }
    return sentences[scale]
