"""Numbers and sums written out as one would on paper, and the cells they are made of. Imports no torch; texts are
formulas, the same in every language.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from attnviz.lazy_numpy import np

if TYPE_CHECKING:
    from collections.abc import Iterable

Cell = tuple[int, int]
Lit = dict[str, list[Cell]]  # cells of tables, by the table's name
LONGEST = 16  # terms written out; a model's own sums may be longer


@dataclass(frozen=True, eq=False)
class Explanation:
    """``formula`` is rich text (only ``<sup>``); ``lit`` names the cells of each table that made the number."""

    formula: str
    lit: Lit = field(default_factory=dict)


def row_cells(row: int, width: int) -> list[Cell]:
    """The cells of a row of a table of so many columns."""
    return [(row, column) for column in range(width)]


def column_cells(column: int, height: int) -> list[Cell]:
    """The cells of a column of a table of so many rows."""
    return [(row, column) for row in range(height)]


def number(value: float, decimals: int = 3) -> str:
    """A number as the tables and formulas write it: at most ``decimals`` decimals, a true minus sign."""
    value = float(value)
    if not np.isfinite(value):
        return "−∞" if value == -np.inf else "∞" if value == np.inf else "?"
    text = f"{value:.4g}" if abs(value) >= 1e5 else f"{value:.{decimals}f}"
    if "." in text and "e" not in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text.replace("-", "−")


def factor(value: float) -> str:
    """A number inside a product or power: negative ones in brackets."""
    text = number(value)
    return f"({text})" if text.startswith("−") else text


def sum_of_products(a: Iterable[float], b: Iterable[float]) -> str:
    """a_1 × b_1 + a_2 × b_2 + …"""
    terms = [f"{factor(x)} × {factor(y)}" for x, y in zip(a, b, strict=True)]
    return " + ".join(terms) if len(terms) <= LONGEST else " + ".join([*terms[:LONGEST], "…"])


def softmax(scores: np.ndarray, index: int, result: float) -> str:
    """e^s_i ÷ (e^s_1 + …); hidden scores add nothing; a row of hidden ones has no weights."""
    seen = [s for s in scores if np.isfinite(s)]
    if not seen:
        return "0"
    powers = " + ".join(f"e<sup>{number(s)}</sup>" for s in seen[:LONGEST]) + (" + …" if len(seen) > LONGEST else "")
    above = f"e<sup>{number(scores[index])}</sup>" if np.isfinite(scores[index]) else "0"
    return f"{above} ÷ ({powers}) = {number(result)}"
