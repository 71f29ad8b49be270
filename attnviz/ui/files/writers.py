"""Files of any pane as bytes: spreadsheets (CSV), arrays (NPZ), pictures (PNG, SVG); and why one could not be written."""

from __future__ import annotations

import csv
import errno
import io
import re
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QBuffer,
    QByteArray,
    QCoreApplication,
    QIODevice,
    QMarginsF,
    QPointF,
    QRect,
    QRectF,
    QSize,
    QSizeF,
)
from PySide6.QtGui import QColor, QImage, QImageWriter, QPainter

from attnviz.lazy_numpy import np

if TYPE_CHECKING:
    from pathlib import Path

FORMULAS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")  # how a cell begins that is worked out
NO_XML = "[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"  # what XML forbids; 5 ms to compile, so not here
_PDF_DPI = 1200  # the grid on which a PDF's coordinates lie
Draw = Callable[[QPainter, QSizeF, bool], None]  # a painter, the size to fill, whether as a vector


def separated(rows: Iterable[Iterable[object]], *, delimiter: str = ",") -> str:
    """Rows of cells as CSV or TSV. A text that a spreadsheet would work out as a formula gets an apostrophe before it."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\n")
    writer.writerows(["" if cell is None else _harmless(str(cell)) for cell in row] for row in rows)
    return out.getvalue()


def _harmless(cell: str) -> str:
    if not cell.startswith(FORMULAS):
        return cell.replace("\r", "\n")  # which csv leaves unquoted
    try:
        float(cell)
    except ValueError:
        return "'" + cell.replace("\r", "\n")
    return cell


def spreadsheet(text: str) -> bytes:
    """The bytes of a CSV file; the mark at its beginning tells spreadsheets that it is UTF-8."""
    return b"\xef\xbb\xbf" + text.encode("utf-8", "replace")


def packed(arrays: Mapping[str, Any]) -> bytes:
    """Named arrays as a compressed npz file."""
    out = io.BytesIO()
    np.savez_compressed(out, **arrays)
    return out.getvalue()


def image(draw: Draw, size: QSizeF, background: QColor, *, ratio: float = 2.0) -> QImage:
    """The picture at ``ratio`` pixels a point."""
    made = QImage((size * ratio).toSize(), QImage.Format.Format_RGB32)
    made.setDevicePixelRatio(ratio)
    made.fill(background)
    with QPainter(made) as painter:
        draw(painter, size, False)
    return made


def png(draw: Draw, size: QSizeF, background: QColor, *, ratio: float = 2.0) -> bytes:
    """The picture as a PNG file, twice as fine as a screen of one pixel a point unless told otherwise."""
    return png_of(image(draw, size, background, ratio=ratio))


def png_of(image: QImage) -> bytes:
    """An image as a PNG file. OSError when there is no memory for it."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, QByteArray(b"png"))
    if not writer.write(image):
        raise OSError(errno.ENOMEM, writer.errorString())
    return bytes(data.data())


def svg(draw: Draw, size: QSizeF, background: QColor, *, title: str, description: str) -> bytes:
    """The picture as an SVG file whose text stays text."""
    from PySide6.QtSvg import QSvgGenerator  # only when asked for: start-up does without

    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    whole = QSize(round(size.width()), round(size.height()))
    generator.setSize(whole)
    generator.setViewBox(QRect(0, 0, whole.width(), whole.height()))
    generator.setTitle(title)
    generator.setDescription(description)
    with QPainter(generator) as painter:
        painter.fillRect(QRect(0, 0, whole.width(), whole.height()), background)
        draw(painter, QSizeF(whole), True)
    return re.sub(NO_XML, "", bytes(data.data()).decode("utf-8", "replace")).encode("utf-8")


def pdf(draw: Draw, size: QSizeF, background: QColor, *, title: str, scale: float = 1.0) -> bytes:
    """The picture as a PDF file of one page, vectors with text as text; ``size`` times ``scale`` is the page in points."""
    from PySide6.QtGui import QPageSize, QPdfWriter  # only when asked for: start-up does without

    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(_PDF_DPI)
    writer.setTitle(title)
    writer.setCreator("attnviz")
    writer.setPageMargins(QMarginsF())
    writer.setPageSize(QPageSize(size * scale, QPageSize.Unit.Point, "figure", QPageSize.SizeMatchPolicy.ExactMatch))
    with QPainter(writer) as painter:
        dots = scale * _PDF_DPI / 72
        painter.scale(dots, dots)
        painter.fillRect(QRectF(QPointF(), size), background)
        draw(painter, size, True)
    return bytes(data.data())


def sentence_for(error: OSError, path: Path) -> str:
    """Why a file could not be saved, in one sentence."""
    name = path.name
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return QCoreApplication.translate("Export", "The disk is full, so {} was not saved.").format(name)
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return QCoreApplication.translate("Export", "{} cannot be written in that folder; choose another.").format(name)
    if error.errno in (errno.ENOENT, errno.ENOTDIR):
        return QCoreApplication.translate("Export", "That folder is not there, so {} was not saved.").format(name)
    if error.errno == errno.EISDIR:
        return QCoreApplication.translate("Export", "{} is a folder; choose another name.").format(name)
    if error.errno == errno.EEXIST:
        return QCoreApplication.translate("Export", "{} is a pipe or a device, no file; choose another name.").format(
            name
        )
    if error.errno == errno.ENAMETOOLONG:
        return QCoreApplication.translate("Export", "The name {} is too long; choose a shorter one.").format(name)
    return QCoreApplication.translate("Export", "{name} was not saved: {why}.").format(
        name=name, why=error.strerror or str(error)
    )
