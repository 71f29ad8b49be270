"""Colours to paint with, each on a button of its own."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QSize
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QToolButton

from attnviz.ui.widgets.named import named

INKS = ("#ffffff", "#000000", "#d1495b", "#edae49", "#5fad56", "#2e86de", "#8e5cc7")
SIDE = 16  # pixels of a swatch
EDGE = "#7f8b97"  # is seen in both themes, around white and black as well


def ink_button(number: int, name: str) -> QToolButton:
    """A button that stays pressed, with one of ``INKS`` on it."""
    button = named(QToolButton(), name, role="segment", checkable=True)
    drop = QPixmap(SIDE, SIDE)
    drop.fill(QColor(EDGE))
    with QPainter(drop) as painter:
        painter.fillRect(1, 1, SIDE - 2, SIDE - 2, QColor(INKS[number]))
    button.setIcon(QIcon(drop))
    button.setIconSize(QSize(SIDE, SIDE))
    return button


def word_inks(buttons: list[QToolButton]) -> None:
    """Say what the colours of all these buttons are called."""
    names = (
        QCoreApplication.translate("EncodeSection", "white"),
        QCoreApplication.translate("EncodeSection", "black"),
        QCoreApplication.translate("EncodeSection", "red"),
        QCoreApplication.translate("EncodeSection", "yellow"),
        QCoreApplication.translate("EncodeSection", "green"),
        QCoreApplication.translate("EncodeSection", "blue"),
        QCoreApplication.translate("EncodeSection", "violet"),
    )
    for button, name in zip(buttons, names, strict=True):
        button.setAccessibleName(QCoreApplication.translate("EncodeSection", "Draw in {}").format(name))
        button.setToolTip(name)
