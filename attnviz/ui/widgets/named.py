"""Names by which tests, scripts and style sheets find widgets."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtWidgets import QLabel, QWidget

from attnviz.ui.widgets.plain_text import plain

W = TypeVar("W", bound=QWidget)


def named(widget: W, name: str, *, role: str = "", checkable: bool = False) -> W:
    """The widget, with its object name, the look that its ``role`` has in the style sheet, and whether it stays pressed.

    A label shows its text as it is written.
    """
    widget.setObjectName(name)
    if isinstance(widget, QLabel):
        plain(widget)
    if role:
        widget.setProperty("role", role)
    if checkable:
        widget.setProperty("checkable", True)
    return widget
