"""attnviz: see attention, live. From Python: ``attnviz.show``, ``attnviz.save`` and ``attnviz.capture``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from attnviz.script import capture, save, show

__version__ = "0.1.0"
__all__ = ["capture", "save", "show"]


def __getattr__(name: str) -> Any:
    """What scripts use is imported when it is first named: importing attnviz alone stays cheap."""
    if name in __all__:
        from attnviz import script

        return getattr(script, name)
    raise AttributeError(f"module 'attnviz' has no attribute {name!r}")
