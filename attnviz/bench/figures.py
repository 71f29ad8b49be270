"""A figure, its goal, and what it is held against: samples in, median and p95 out."""

from __future__ import annotations

import math
import statistics
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


@dataclass(frozen=True)
class Measured:
    """Samples of one figure, in its unit; ``beside`` holds those of the floor or peer measured in the same run, by name."""

    samples: Sequence[float]
    beside: dict[str, Sequence[float]] = field(default_factory=dict)


@dataclass(frozen=True)
class Row:
    """One figure: ``judged`` (median, p95 or most) of the samples should be at most ``goal``; None: told without a goal.

    ``measure(model)`` does the work with the model of that id; it returns None where this machine cannot measure it.
    """

    id: str
    what: str
    unit: str
    measure: Callable[[str], Measured | None]
    goal: float | None = None
    judged: str = "median"


def median(samples: Sequence[float]) -> float:
    """The middle sample."""
    return statistics.median(samples)


def p95(samples: Sequence[float]) -> float:
    """The smallest sample that at least 95 % of the samples do not exceed."""
    return sorted(samples)[math.ceil(0.95 * len(samples)) - 1]


def rounded(value: float) -> float:
    """Three decimals, or of what is smaller three figures."""
    return round(value, 3) if abs(value) >= 0.1 or not value else float(f"{value:.3g}")


def over(ours: Sequence[float], theirs: dict[str, Sequence[float]]) -> Measured:
    """Ours and theirs by name, both as multiples of the median of the first of theirs."""
    unit = median(next(iter(theirs.values())))
    shares: dict[str, Sequence[float]] = {name: [each / unit for each in samples] for name, samples in theirs.items()}
    return Measured([each / unit for each in ours], shares)


def summary(row: Row, measured: Measured) -> dict[str, Any]:
    """What is told of a row, as one object."""
    figures = {"median": median(measured.samples), "p95": p95(measured.samples), "most": max(measured.samples)}
    told: dict[str, Any] = {"id": row.id, "what": row.what, "unit": row.unit}
    told |= {name: rounded(value) for name, value in figures.items()} | {"runs": len(measured.samples)}
    if row.goal is not None:
        told |= {"goal": row.goal, "judged": row.judged, "reached": figures[row.judged] <= row.goal}
    told["beside"] = {
        name: {"median": rounded(median(samples)), "p95": rounded(p95(samples)), "runs": len(samples)}
        for name, samples in measured.beside.items()
    }
    return told
