"""What screen readers are told at once, beyond what Qt tells them itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


def tell_description(widget: QWidget) -> None:
    """Its accessible description is another one."""
    _tell(widget, "DescriptionChanged")


def alert(widget: QWidget) -> None:
    """It says something that is to be heard now."""
    _tell(widget, "Alert")


def _tell(widget: QWidget, event: str) -> None:
    from PySide6.QtGui import QAccessible, QAccessibleEvent  # eight enumerations: not before the first paint

    QAccessible.updateAccessibility(QAccessibleEvent(widget, QAccessible.Event[event]))
