"""Names that people and files give are shown as they are written: Qt reads what looks like HTML as HTML unless it is told."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtGui import Qt
from PySide6.QtWidgets import QLabel

L = TypeVar("L", bound=QLabel)


def plain(label: L) -> L:
    """The label, which from now on shows its text as it is written."""
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label


def tip(text: str) -> str:
    """What to give as a tool tip so that it says ``text`` as it is written."""
    if not Qt.mightBeRichText(text):
        return text
    return Qt.convertFromPlainText(text, Qt.WhiteSpaceMode.WhiteSpaceNormal)
