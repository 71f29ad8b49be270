"""Atomic writes: a file appears whole or not at all, whoever kills the program or plants a link; its mode and its symlink stay."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import stat
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

LONGEST_NAME = 255  # bytes, in the usual file systems
_PARTIAL = re.compile(r"\.attnviz-[0-9a-f]{16}\.partial")
_OPEN_FILES = "/proc/self/fd"
_FLAGS = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
_cleaned: set[Path] = set()  # folders


def write(path: Path, data: bytes | memoryview) -> None:
    """Write a file whole or not at all: what was there before stays when it cannot be written. Raises OSError.

    Of a symlink the file it names is written, with the mode that it had. A folder, a pipe or a device is refused.
    """
    target = Path(os.path.realpath(path))
    before = _file_at(target)
    if target.parent not in _cleaned:
        _cleaned.add(target.parent)
        remove_leftovers(target.parent)
    try:
        _replace(target, data, before)
    except OSError as error:  # it may name the partial file, of which nobody knows
        raise OSError(error.errno, error.strerror, str(path)) from error


def _replace(target: Path, data: bytes | memoryview, before: os.stat_result | None) -> None:
    descriptor, partial = _create(target.parent, 0o666 if before is None else 0o600)
    try:
        with open(descriptor, "wb") as file:
            if before is not None:
                _take_mode(descriptor, before)
            file.write(data)
            file.flush()
            os.fsync(descriptor)
            if fcntl:  # as long as the lock says that somebody is at it
                _name(descriptor, partial)
                os.replace(partial, target)
        if not fcntl:
            os.replace(partial, target)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise
    _sync(target.parent)


def remove_leftovers(folder: Path) -> None:
    """Remove what killed runs left half written in a folder; what another run is writing at the moment is locked, and stays."""
    with contextlib.suppress(OSError):
        for name in os.listdir(folder):
            if fcntl and _PARTIAL.fullmatch(name):
                _remove_unlocked(folder / name)


def fitted(stem: str, ending: str) -> str:
    """A file's name of ``stem`` and ``ending``, the stem cut where the whole is longer than a file system takes."""
    while stem and len(os.fsencode(stem + ending)) > LONGEST_NAME:
        stem = stem[:-1]
    return stem + ending


def _file_at(target: Path) -> os.stat_result | None:
    """What is known of the file that is to be replaced; None where there is none yet. OSError for what is no file."""
    try:
        before = os.stat(target)
    except FileNotFoundError:
        return None
    if stat.S_ISDIR(before.st_mode):
        raise OSError(errno.EISDIR, "it is a folder", str(target))
    if not stat.S_ISREG(before.st_mode):
        raise OSError(errno.EEXIST, "it is a pipe or a device, no file", str(target))
    if not os.access(target, os.W_OK):
        raise OSError(errno.EACCES, os.strerror(errno.EACCES), str(target))
    return before


def _create(folder: Path, mode: int) -> tuple[int, Path]:
    """A new file, open, locked and empty, and its path, which nobody can foresee.

    Where that can be had the file has no name as yet: a kill leaves nothing then.
    """
    while True:
        partial = folder / f".attnviz-{os.urandom(8).hex()}.partial"
        if hasattr(os, "O_TMPFILE") and os.path.isdir(_OPEN_FILES):
            with contextlib.suppress(OSError):
                descriptor = os.open(folder, os.O_WRONLY | os.O_TMPFILE, mode)
                _lock(descriptor)
                return descriptor, partial
        with contextlib.suppress(FileExistsError):
            descriptor = os.open(partial, _FLAGS, mode)
            _lock(descriptor)
            if os.fstat(descriptor).st_nlink or not fcntl:
                return descriptor, partial
            os.close(descriptor)  # taken for a leftover before it was locked


def _name(descriptor: int, partial: Path) -> None:
    """Give a file its name, if it has none."""
    if not os.fstat(descriptor).st_nlink:
        os.link(f"{_OPEN_FILES}/{descriptor}", partial, src_dir_fd=descriptor, follow_symlinks=True)


def _lock(descriptor: int) -> bool:
    """Whether nobody else has the file. Where a file system knows no locks, nobody is known to be without it."""
    if not fcntl:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _remove_unlocked(partial: Path) -> None:
    with contextlib.suppress(OSError):
        descriptor = os.open(partial, os.O_RDWR | os.O_NOFOLLOW | os.O_NONBLOCK)
        try:
            if stat.S_ISREG(os.fstat(descriptor).st_mode) and _lock(descriptor):
                os.unlink(partial)
        finally:
            os.close(descriptor)


def _take_mode(descriptor: int, before: os.stat_result) -> None:
    """Give a new file the owner, where that is allowed, and the mode of the one before."""
    if hasattr(os, "fchown"):
        with contextlib.suppress(OSError):
            os.fchown(descriptor, before.st_uid, before.st_gid)
        os.fchmod(descriptor, stat.S_IMODE(before.st_mode))


def _sync(folder: Path) -> None:
    """See to it that the new name outlives a power cut; some file systems do not know how."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
