"""Codes and pictures of the Latent pane as files: CSV (also read back), NPZ, GIF or numbered PNGs, sheets, Python lines."""

from __future__ import annotations

import csv
import io
import math
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QImage, QPainter

from attnviz.lazy_numpy import np
from attnviz.ui.files import film, writers
from attnviz.ui.panes.latent.state import REACH
from attnviz.ui.widgets.picture_view import as_image

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from attnviz.ui.theme import Colors

MOST_TEXT = 16 << 20  # bytes of a CSV file
LONGEST_LINE, MOST_LINES = 100_000, 100_000  # characters, lines of one
FILM_SIDE = 256  # pixels of a frame, about
FRAME_MILLISECONDS = 90
CELL = 64.0  # points of a picture on a sheet
GAP = 3.0


class BadCodes(Exception):
    """A file of codes that cannot be used: ``code`` and ``parameters`` for a sentence."""

    def __init__(self, code: str, **parameters: Any) -> None:
        super().__init__(code)
        self.code, self.parameters = code, parameters


def codes_csv(codes: Mapping[str, np.ndarray], *, delimiter: str = ",") -> str:
    """Named codes [D], one a line; the first line names the dimensions."""
    latents = max((len(code) for code in codes.values()), default=0)
    cells = ([name, *(repr(float(value)) for value in code)] for name, code in codes.items())
    return writers.separated([["code", *(f"z{k}" for k in range(latents))], *cells], delimiter=delimiter)


def read_codes(text: str, latents: int) -> dict[str, np.ndarray]:
    """The codes of a CSV by name (or by line), float32 [D] each. ``BadCodes``: no_codes, wrong_count, not_a_number, out_of_reach.

    Tabs, semicolons or commas part the values, and where it is not commas, one may stand for the point; lines end as on any
    system. A first column of names and a first line of names may be there or not.
    """
    text = text.removeprefix("\ufeff")
    first = next((line for line in io.StringIO(text[:LONGEST_LINE], newline=None) if line.strip()), "")
    delimiter = next((mark for mark in "\t;" if mark in first), ",")
    codes: dict[str, np.ndarray] = {}
    rows = csv.reader(_bounded(io.StringIO(text, newline=None), delimiter, latents), delimiter=delimiter)
    try:
        for number, row in enumerate(rows, start=1):
            cells = [cell.strip() if delimiter == "," else cell.strip().replace(",", ".") for cell in row]
            if not any(cells) or (not codes and not any(_is_number(cell) for cell in cells)):
                continue  # an empty line, or the one that names the columns
            name = str(number)
            if not _is_number(cells[0]):
                name, cells = row[0].strip(), cells[1:]
                if name.startswith("'") and name[1:].startswith(writers.FORMULAS):
                    name = name[1:]  # what ``separated`` put before it
            codes[name] = _code(cells, number, latents)
    except csv.Error:
        raise BadCodes("not_a_number", line=rows.line_num) from None
    if not codes:
        raise BadCodes("no_codes")
    return codes


def _bounded(lines: Iterable[str], delimiter: str, latents: int) -> Iterator[str]:
    """The lines, as long as codes can be: more is not waited for."""
    for number, line in enumerate(lines, start=1):
        if number > MOST_LINES:
            raise BadCodes("no_codes")
        if len(line) > LONGEST_LINE:
            raise BadCodes("wrong_count", line=number, given=line.count(delimiter) + 1, expected=latents)
        yield line


def _code(cells: list[str], number: int, latents: int) -> np.ndarray:
    if len(cells) != latents:
        raise BadCodes("wrong_count", line=number, given=len(cells), expected=latents)
    try:
        values = [float(cell) for cell in cells]
    except ValueError:
        raise BadCodes("not_a_number", line=number) from None
    if any(math.isnan(value) for value in values):
        raise BadCodes("not_a_number", line=number)
    if any(abs(value) > REACH for value in values):
        raise BadCodes("out_of_reach", line=number, reach=REACH)
    return np.array(values, np.float32)


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True


def python_lines(model: str, z: np.ndarray) -> str:
    """Lines that run where attnviz is installed and decode the same picture."""
    values = ", ".join(f"{value:.6g}" for value in z.tolist())
    return (
        "import numpy as np\n\n"
        "from attnviz.engine.latent.messages import Decode\n"
        "from attnviz.engine.session import Session\n\n"
        f"z = np.array([{values}], np.float32)\n"
        f"picture = Session().run(Decode(z, {model!r})).picture  # uint8 [S, S, C]\n"
        "print(picture.shape, picture.mean())\n"
    )


def sheet_size(
    rows: Sequence[np.ndarray],
    row_labels: Sequence[str],
    column_labels: Sequence[str],
    font: QFont,
    cell: float = CELL,
) -> QSizeF:
    """The size of a sheet of pictures with its labels; a picture is ``cell`` points wide."""
    left, top = _margins(row_labels, column_labels, font)
    columns = max((len(row) for row in rows), default=0)
    return QSizeF(left + columns * (cell + GAP) + 2 * GAP, top + len(rows) * (cell + GAP) + 2 * GAP)


def cell_for(
    width: float, rows: Sequence[np.ndarray], row_labels: Sequence[str], column_labels: Sequence[str], font: QFont
) -> float:
    """How wide a picture is on a sheet of that width, in points."""
    left, _ = _margins(row_labels, column_labels, font)
    columns = max((len(row) for row in rows), default=1)
    return max((width - left - 2 * GAP) / columns - GAP, GAP)


def draw_sheet(
    painter: QPainter,
    rows: Sequence[np.ndarray],
    row_labels: Sequence[str],
    column_labels: Sequence[str],
    font: QFont,
    colors: Colors,
    cell: float = CELL,
) -> None:
    """Rows of pictures uint8 [n, S, S, C] with words at the left and above; text stays text in a vector file."""
    left, top = _margins(row_labels, column_labels, font)
    painter.setFont(font)
    painter.setPen(colors.text)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    for row, label in enumerate(row_labels):
        box = QRectF(GAP, top + row * (cell + GAP), left - 8, cell)
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, label)
    wide = max((QFontMetricsF(font).horizontalAdvance(label) for label in column_labels), default=0.0) + GAP
    every, middle = max(1, math.ceil(wide / (cell + GAP))), len(column_labels) // 2
    for column, label in enumerate(column_labels):
        if (column - middle) % every == 0:
            center = left + column * (cell + GAP) + cell / 2
            painter.drawText(QRectF(center - wide, GAP, 2 * wide, top - GAP), Qt.AlignmentFlag.AlignCenter, label)
    for row, pictures in enumerate(rows):
        for column, picture in enumerate(pictures):
            place = QRectF(left + column * (cell + GAP), top + row * (cell + GAP), cell, cell)
            painter.drawImage(place, as_image(picture))


def _margins(row_labels: Sequence[str], column_labels: Sequence[str], font: QFont) -> tuple[float, float]:
    metrics = QFontMetricsF(font)
    left = max((metrics.horizontalAdvance(label) for label in row_labels), default=-12.0) + 12 + GAP
    return left, (metrics.height() + 6 if any(column_labels) else 0) + GAP


def save_pngs(path: Path, pictures: Sequence[np.ndarray]) -> int:
    """Write a film as path-001.png, path-002.png, …; returns how many frames. OSError as usual."""
    return film.save_pngs(path, map(as_image, pictures))


def save_gif(path: Path, pictures: Sequence[np.ndarray]) -> int:
    """Write a film there and back as one GIF; returns how many frames. OSError as usual."""
    images = [_enlarged(picture) for picture in pictures]
    there_and_back = [*images, *images[-2:0:-1]]
    frames = ((image, FRAME_MILLISECONDS) for image in there_and_back)
    return film.save_gif(path, frames, palette(np.stack(list(pictures))), dither=True)


def palette(pictures: np.ndarray) -> np.ndarray:
    """The 256 colours that serve pictures uint8 [N, S, S, C] best: greys, or the commonest of 32,768: uint8 [256, 3]."""
    if pictures.shape[-1] == 1:
        return np.repeat(np.arange(256, dtype=np.uint8)[:, None], 3, 1)
    flat = pictures.reshape(-1, 3)
    key = (flat[:, 0] >> 3).astype(np.int32) << 10 | (flat[:, 1] >> 3).astype(np.int32) << 5 | flat[:, 2] >> 3
    found, place, counts = np.unique(key, return_inverse=True, return_counts=True)
    means = np.stack([np.bincount(place, flat[:, c], len(found)) for c in range(3)], 1) / counts[:, None]
    best = np.argsort(-counts, kind="stable")[:256]
    table = np.zeros((256, 3), np.uint8)
    table[: len(best)] = means[best].round()
    return table


def _enlarged(picture: np.ndarray) -> QImage:
    image = as_image(picture)
    side = image.width() * max(1, round(FILM_SIDE / image.width()))
    return image.scaled(
        QSize(side, side), Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    )
