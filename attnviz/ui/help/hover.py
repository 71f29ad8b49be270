"""Explains the terms that a label names while the pointer rests on it, where the label has no tool tip of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import Qt
from PySide6.QtWidgets import QAbstractButton, QComboBox, QGroupBox, QLabel, QTabBar, QToolTip

from attnviz.ui.help import glossary

if TYPE_CHECKING:
    from PySide6.QtCore import QPoint
    from PySide6.QtGui import QHelpEvent
    from PySide6.QtWidgets import QWidget


def explain(within: QWidget, event: QHelpEvent, pane: str) -> bool:
    """Show what a label under the pointer names; False where it names no term. Widgets with a tool tip never come here."""
    under = within.childAt(event.pos())
    text = _text(under, event.globalPos()) if under is not None else ""
    words = glossary.explanation(text, pane)
    if not words:
        return False
    rich = Qt.convertFromPlainText(words, Qt.WhiteSpaceMode.WhiteSpaceNormal)  # is wrapped where it is long
    QToolTip.showText(event.globalPos(), rich, under)
    return True


def _text(widget: QWidget, place: QPoint) -> str:
    """What a widget says at a place of the screen."""
    if isinstance(widget, QLabel | QAbstractButton):
        return widget.text()
    if isinstance(widget, QComboBox):
        return widget.currentText()
    if isinstance(widget, QGroupBox):
        return widget.title()
    if isinstance(widget, QTabBar):
        return widget.tabText(widget.tabAt(widget.mapFromGlobal(place)))
    return ""
