"""Names by which tests, scripts and style sheets find widgets."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtWidgets import QWidget

W = TypeVar("W", bound=QWidget)


def named(widget: W, name: str, *, role: str = "", checkable: bool = False) -> W:
    """The widget, with its object name, the look that its ``role`` has in the style sheet, and whether it stays pressed."""
    widget.setObjectName(name)
    if role:
        widget.setProperty("role", role)
    if checkable:
        widget.setProperty("checkable", True)
    return widget
