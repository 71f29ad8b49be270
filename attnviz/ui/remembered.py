"""Takes back what was remembered, which anybody may have written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PySide6.QtWidgets import QAbstractSlider, QSpinBox


def take_number(control: QSpinBox | QAbstractSlider, value: Any) -> None:
    """Set a control to a whole number, brought into its range; anything else is ignored."""
    if type(value) is int:
        control.setValue(min(max(value, control.minimum()), control.maximum()))
