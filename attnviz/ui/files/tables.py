"""Tables as text for papers and notes: a LaTeX ``tabular``, a Markdown table."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

Rows = "Sequence[Sequence[str]]"  # the first names the columns
_SPECIAL = {
    "\\": r"\textbackslash{}", "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_", "{": r"\{", "}": r"\}",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "<": r"\textless{}", ">": r"\textgreater{}",
}  # fmt: skip
_NUMBER = re.compile(r"[+\-−]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?", re.IGNORECASE)


def rows_of(text: str) -> list[list[str]]:
    """The rows of a tab-separated table; what comes after an empty line is another table and is left out."""
    rows: list[list[str]] = []
    for row in csv.reader(io.StringIO(text), delimiter="\t"):
        if not any(row) and rows:
            break
        rows.append(row)
    return rows


def latex(rows: Sequence[Sequence[str]]) -> str:
    """A ``tabular`` with the lines of booktabs; numbers have two decimals and stand to the right."""
    width = max(map(len, rows))
    columns = "".join("l" if i == 0 else "r" for i in range(width))
    lines = [" & ".join([*map(_escaped, row), *[""] * (width - len(row))]) + r" \\" for row in rows]
    head, body = lines[:1], lines[1:]
    begin, end = rf"\begin{{tabular}}{{{columns}}}  % \usepackage{{booktabs}}", r"\end{tabular}"
    return "\n".join([begin, r"\toprule", *head, r"\midrule", *body, r"\bottomrule", end, ""])


def markdown(rows: Sequence[Sequence[str]]) -> str:
    """A table with bars between the cells; numbers have two decimals and stand to the right."""
    width = max(map(len, rows))
    full = [[*(_short(cell).replace("|", r"\|").replace("\n", " ") for cell in row)] for row in rows]
    lines = ["| " + " | ".join([*row, *[""] * (width - len(row))]) + " |" for row in full]
    rule = "|" + "|".join(" --- " if i == 0 else " ---: " for i in range(width)) + "|"
    return "\n".join([lines[0], rule, *lines[1:], ""])


def _escaped(cell: str) -> str:
    return "".join(_SPECIAL.get(letter, letter) for letter in _short(cell).replace("\n", " "))


def _short(cell: str) -> str:
    """A number with two decimals, as it is drawn in a cell; anything else as it is."""
    if _NUMBER.fullmatch(cell) and not cell.isdigit():
        return f"{float(cell.replace('−', '-')):.2f}"
    return cell
