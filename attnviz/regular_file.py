"""Reads a file whole or in part, and nothing but a regular file: no pipe, socket or device is ever opened or waited for.

What was read is in memory: whatever becomes of the file does not reach it, as it would reach a memory map.
"""

from __future__ import annotations

import errno
import os
import stat
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from pathlib import Path


def read(path: Path, *, most: int) -> bytes:
    """The bytes of a regular file of at most ``most`` bytes. Raises OSError: EINVAL for what is no regular file, EFBIG for more."""
    with opened(path) as file:
        if os.fstat(file.fileno()).st_size > most:
            raise OSError(errno.EFBIG, os.strerror(errno.EFBIG), str(path))
        return file.read()


def read_part(path: Path, size: int, *, start: int = 0) -> bytes:
    """At most ``size`` bytes of a regular file from ``start`` on. Raises OSError: EINVAL for what is no regular file."""
    with opened(path) as file:
        file.seek(start)
        return file.read(size)


def opened(path: Path) -> BinaryIO:
    """A regular file to read from. Raises OSError: EINVAL for what is no regular file."""
    if not stat.S_ISREG(os.stat(path).st_mode):  # before it is opened: that alone may wait, or move a tape
        raise OSError(errno.EINVAL, "it is no regular file", str(path))
    return open(os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)), "rb")
