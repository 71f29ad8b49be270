"""What this process need not do while it starts. Only for the program itself: a script that shows a window keeps what it has."""

from __future__ import annotations

import gc
import sys
from typing import Any


def hasten() -> None:
    """Collect no garbage until the window collects it itself (``ui/garbage.py``): nothing of what is imported goes away."""
    gc.disable()


def spare_features() -> None:
    """Spare PySide's look for the names of its optional features (``from __feature__ import ...``, which nobody here uses): it
    reads the source of every module that is imported, over a thousand with torch's. Call it when Qt has been imported.
    """
    features: Any = sys.modules.get("shibokensupport.feature")
    if hasattr(features, "_mod_uses_pyside"):
        features._mod_uses_pyside = lambda module: False
