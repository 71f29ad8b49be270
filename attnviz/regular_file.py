"""Reads a file whole, and nothing but a regular file: no pipe, socket or device is ever opened for reading or waited for."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path


def read(path: Path, *, most: int) -> bytes:
    """The bytes of a regular file of at most ``most`` bytes. Raises OSError: EINVAL for what is no regular file, EFBIG for more."""
    found = os.stat(path)  # before it is opened: that alone may wait, or move a tape
    if not stat.S_ISREG(found.st_mode):
        raise OSError(errno.EINVAL, "it is no regular file", str(path))
    if found.st_size > most:
        raise OSError(errno.EFBIG, os.strerror(errno.EFBIG), str(path))
    return path.read_bytes()
