"""Reads a file whole, and nothing but a regular file: no pipe, socket or device is ever opened for reading or waited for."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path


def read(path: Path, *, most: int) -> bytes:
    """The bytes of a regular file of at most ``most`` bytes. Raises OSError: EINVAL for what is no regular file, EFBIG for more."""
    found = os.stat(path)
    if not stat.S_ISREG(found.st_mode):  # before it is opened: that alone may wait, or move a tape
        raise OSError(errno.EINVAL, "it is no regular file", str(path))
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with open(descriptor, "rb") as file:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):  # it was another a moment ago
            raise OSError(errno.EINVAL, "it is no regular file", str(path))
        data = file.read(most + 1)
    if len(data) > most:
        raise OSError(errno.EFBIG, os.strerror(errno.EFBIG), str(path))
    return data
