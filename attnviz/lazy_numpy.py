"""numpy, imported when it is first used: a window with nothing to draw yet is painted 75 ms sooner without it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__all__ = ["np"]

if TYPE_CHECKING:
    import numpy as np
else:

    class _Numpy:
        def __getattr__(self, name: str) -> Any:
            import numpy

            value = getattr(numpy, name)
            setattr(self, name, value)  # the next look-up finds it here
            return value

    np = _Numpy()
