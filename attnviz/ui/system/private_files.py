"""Files that say what somebody does here, such as settings and logs: nobody but their owner reads them."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_FLAGS = os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_NONBLOCK", 0)  # a pipe must not hold up the start


def make_private(path: Path) -> None:
    """Let a file be there, with what it holds, and be its owner's alone. Raises OSError.

    What is no file, such as the null device that a link leads to, stays as it is.
    """
    descriptor = os.open(path, _FLAGS, 0o600)
    try:
        if hasattr(os, "fchmod") and stat.S_ISREG(os.fstat(descriptor).st_mode):
            os.fchmod(descriptor, 0o600)
    finally:
        os.close(descriptor)
