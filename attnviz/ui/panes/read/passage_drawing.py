"""A passage as it is seen, with what is found on it, as a picture to save: the whole text, also what is scrolled away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSizeF
from PySide6.QtGui import QAbstractTextDocumentLayout, QPalette, QTextCharFormat, QTextCursor, QTextDocument

from attnviz.ui.theme import colors

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPainter

    from attnviz.ui.files.writers import Draw
    from attnviz.ui.panes.read.passage import PassageField

_EDGE = 12.0  # pixels around the text


def drawn(field: PassageField, rows: Sequence[str], shown: int | None) -> tuple[QSizeF, Draw]:
    """The size and what draws it: above the passage the words that look at it, of which one may be ``shown`` alone."""
    palette, document = colors(), QTextDocument()
    document.setDefaultFont(field.font())
    document.setDocumentMargin(_EDGE)
    cursor = QTextCursor(document)
    for i, word in enumerate(rows):
        form = QTextCharFormat()
        form.setForeground(palette.accent if i == shown else palette.muted)
        cursor.insertText(word, form)
        cursor.insertText(" ", QTextCharFormat())
    if rows:
        cursor.insertBlock()
        cursor.insertBlock()
    begin = cursor.position()
    cursor.insertText(field.toPlainText(), QTextCharFormat())
    for start, end, form in field.formats():
        cursor.setPosition(begin + start)
        cursor.setPosition(begin + end, QTextCursor.MoveMode.KeepAnchor)
        cursor.mergeCharFormat(form)
    document.setTextWidth(max(field.viewport().width(), 1))

    def draw(painter: QPainter, size: QSizeF, vector: bool) -> None:
        context = QAbstractTextDocumentLayout.PaintContext()
        context.palette.setColor(QPalette.ColorRole.Text, palette.text)
        document.documentLayout().setPaintDevice(painter.device())
        document.setTextWidth(size.width())
        document.documentLayout().draw(painter, context)

    return QSizeF(document.size()), draw
