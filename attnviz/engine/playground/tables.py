"""The numbers of the step-by-step view: drawn from a seed, typed, pasted, resized, masked; and what is refused.
Imports no torch.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from attnviz.engine.messages import Refused, frozen
from attnviz.engine.playground import scorings
from attnviz.engine.playground.messages import PlaygroundAttention
from attnviz.lazy_numpy import np

ROWS, COLUMNS = 12, 16  # the largest table a person makes; a model's own may have more rows
LARGEST = 1e6  # beyond it products of float32 lose what the tables show


def drawn(seed: int, name: str, rows: int, columns: int) -> np.ndarray:
    """A table of numbers from -2 to 2 with one decimal; a larger table begins with the smaller one's numbers."""
    key = int.from_bytes(name.encode(), "big") % 2**32
    whole = np.random.default_rng((seed, key)).normal(0, 0.8, (32, 32)).clip(-2, 2)
    return np.round(whole[:rows, :columns], 1) + 0.0


def draw(
    seed: int, *, queries: int, keys: int, d: int, d_value: int, scoring: str = "scaled_dot"
) -> PlaygroundAttention:
    """All tables from one seed. ``Refused`` (table_size) unless there are 1-12 rows and 1-16 columns."""
    for rows, columns in ((queries, d), (keys, d), (keys, d_value)):
        _check_size(rows, columns)
    return PlaygroundAttention(
        q=frozen(drawn(seed, "q", queries, d)),
        k=frozen(drawn(seed, "k", keys, d)),
        v=frozen(drawn(seed, "v", keys, d_value)),
        mask=frozen(np.ones((queries, keys)), bool),
        scoring=scoring,
        parameters={name: frozen(drawn(seed, name, *each.shape(d))) for name, each in scorings.parameters().items()},
    )


def resized(
    numbers: PlaygroundAttention, seed: int, *, queries: int, keys: int, d: int, d_value: int
) -> PlaygroundAttention:
    """The same numbers in tables of other sizes; what is new comes from the seed, hidden pairs stay hidden."""
    fresh = draw(seed, queries=queries, keys=keys, d=d, d_value=d_value, scoring=numbers.scoring)

    def kept(new: np.ndarray, old: np.ndarray) -> np.ndarray:
        rows, columns = min(len(new), len(old)), min(new.shape[1], old.shape[1])
        merged = new.copy()
        merged[:rows, :columns] = old[:rows, :columns]
        return frozen(merged, new.dtype)

    parameters = {name: kept(table, numbers.parameters[name]) for name, table in fresh.parameters.items()}
    for name in (name for name, each in scorings.parameters().items() if each.halves):  # each half keeps its place
        old, old_d = numbers.parameters[name], numbers.parameters[name].shape[1] // 2
        halves = [
            kept(h, o)
            for h, o in zip(np.split(fresh.parameters[name], 2, 1), (old[:, :old_d], old[:, old_d:]), strict=True)
        ]
        parameters[name] = frozen(np.concatenate(halves, 1))
    return replace(
        fresh,
        q=kept(fresh.q, numbers.q),
        k=kept(fresh.k, numbers.k),
        v=kept(fresh.v, numbers.v),
        mask=kept(fresh.mask, numbers.mask),
        parameters=parameters,
        temperature=numbers.temperature,
        compare=numbers.compare,
    )


def table(numbers: PlaygroundAttention, name: str) -> np.ndarray:
    """The editable table ``name``: q, k, v, scores (given ones) or a parameter. KeyError for any other."""
    if name in ("q", "k", "v"):
        return getattr(numbers, name)
    if name == "scores" and numbers.scores is not None:
        return numbers.scores
    return numbers.parameters[name]


def _with(numbers: PlaygroundAttention, name: str, values: np.ndarray) -> PlaygroundAttention:
    if name in ("q", "k", "v", "scores"):
        changes: dict[str, Any] = {name: frozen(values)}
        return replace(numbers, **changes)
    return replace(numbers, parameters={**numbers.parameters, name: frozen(values)})


def with_cell(numbers: PlaygroundAttention, name: str, row: int, column: int, value: float) -> PlaygroundAttention:
    """The same numbers with one cell changed. ``Refused`` for a value that no table takes."""
    changed = table(numbers, name).copy()
    changed[row, column] = checked(value)
    return _with(numbers, name, changed)


def with_mask(numbers: PlaygroundAttention, mask: np.ndarray) -> PlaygroundAttention:
    """The same numbers under another mask [T, S]."""
    return replace(numbers, mask=frozen(mask, bool))


def causal_mask(queries: int, keys: int) -> np.ndarray:
    """Query t may see keys up to t: [T, S]."""
    return np.tril(np.ones((queries, keys), bool))


def pasted(numbers: PlaygroundAttention, name: str, values: np.ndarray) -> PlaygroundAttention:
    """The same numbers with a whole table pasted. Rows of q may change freely; any other change of shape must fit
    the other tables.

    ``Refused`` codes: table_size; shape_columns (table, given, needed); shape_rows (table, given, needed).
    """
    _check_size(*values.shape)
    old = table(numbers, name)
    rows, columns = values.shape
    free_rows, free_columns = name == "q", name == "v"
    if columns != old.shape[1] and not free_columns:
        raise Refused(
            "shape_columns",
            f"{name} needs {old.shape[1]} columns; the pasted table has {columns}.",
            table=name,
            given=columns,
            needed=old.shape[1],
        )
    if rows != old.shape[0] and not free_rows:
        raise Refused(
            "shape_rows",
            f"{name} needs {old.shape[0]} rows; the pasted table has {rows}.",
            table=name,
            given=rows,
            needed=old.shape[0],
        )
    changed = _with(numbers, name, values)
    if name == "q" and rows != len(numbers.mask):
        mask = np.ones((rows, numbers.mask.shape[1]), bool)
        mask[: len(numbers.mask)] = numbers.mask[:rows]
        changed = with_mask(changed, mask)
    return changed


def checked(value: float) -> float:
    """A number as a cell takes it. ``Refused`` codes: number_nan, number_infinite, number_large (largest)."""
    if np.isnan(value):
        raise Refused("number_nan", "NaN is not a number to compute with.")
    if np.isinf(value):
        raise Refused("number_infinite", "Infinity is not a number to compute with.")
    if abs(value) > LARGEST:
        raise Refused(
            "number_large", f"{value:g} is too large: numbers up to {LARGEST:,.0f} are taken.", largest=LARGEST
        )
    return float(value)


def parse_number(text: str) -> float:
    """What a person types in a cell; a comma may stand for the point. ``Refused`` codes: number_unreadable (text),
    and those of ``checked``.
    """
    cleaned = text.strip().replace("\u2212", "-").replace(",", ".")
    try:
        value = float(cleaned)
    except ValueError:
        raise Refused("number_unreadable", f"“{text.strip()[:20]}” is not a number.", text=text.strip()[:20]) from None
    return checked(value)


def columns_of(numbers: PlaygroundAttention, name: str) -> int:
    """How many columns a pasted table must have; 0 where it is free to have any."""
    return 0 if name == "v" else table(numbers, name).shape[1]


def parse_table(text: str, columns: int = 0) -> np.ndarray:
    """Pasted lines (tabs, semicolons, commas or spaces between cells) -> float32 [rows, columns].

    A comma stands for the point where something else parts the cells, and where it can be nothing else: in a column of numbers
    such as 0,5, or where the table wanted has one of the ``columns`` (0 when that is not known). ``Refused`` codes: table_empty;
    table_ragged (row, given, needed); those of ``parse_number`` with row and column; table_size.
    """
    lines = [line.strip(" \r") for line in text.strip("\n\r").splitlines() if line.strip()]
    if not lines:
        raise Refused("table_empty", "There is no table to paste.")
    separator = next((s for s in ("\t", ";", ",") if any(s in line for line in lines)), None)
    if separator == "," and _decimal_commas(lines, columns):
        separator = None
    cells = [[c for c in re.split(separator or r"\s+", line) if separator or c] for line in lines]
    for row, line in enumerate(cells, 1):
        if len(line) != len(cells[0]):
            raise Refused(
                "table_ragged",
                f"Row {row} has {len(line)} cells, the first row {len(cells[0])}.",
                row=row,
                given=len(line),
                needed=len(cells[0]),
            )
    _check_size(len(cells), len(cells[0]))
    values = np.zeros((len(cells), len(cells[0])), np.float32)
    for row, line in enumerate(cells):
        for column, cell in enumerate(line):
            try:
                values[row, column] = parse_number(cell)
            except Refused as refused:
                refused.parameters.update(row=row + 1, column=column + 1)
                raise
    return values


def _decimal_commas(lines: list[str], columns: int) -> bool:
    """Whether the commas of a table without tabs and semicolons are decimal ones."""
    cells = [cell for line in lines for cell in line.split()]
    if not all(re.fullmatch(r"[-+\u2212]?\d+(,\d+)?", cell) for cell in cells):
        return False
    if len(cells) > len(lines) or columns == 1:  # spaces part the cells, or there is but one in a line
        return True
    parts = [cell.lstrip("-+\u2212").partition(",") for cell in cells]
    return any((whole == "0" and rest.strip("01")) or re.match(r"0\d", rest) for whole, _, rest in parts)


def _check_size(rows: int, columns: int) -> None:
    if not (1 <= rows <= ROWS and 1 <= columns <= COLUMNS):
        raise Refused(
            "table_size",
            f"A table of {rows} × {columns} does not fit: 1 to {ROWS} rows and 1 to {COLUMNS} columns.",
            rows=rows,
            columns=columns,
        )
