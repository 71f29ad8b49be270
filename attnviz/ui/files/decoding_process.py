"""Decodes a large or slow picture in a process of its own, which has a bound of memory and can be ended at any moment."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import threading
from pathlib import Path

from attnviz.lazy_numpy import np
from attnviz.ui.files.unreadable import Unreadable

MOST_MEMORY = 760 << 20  # bytes that may be asked for, a last bound: what is used is reckoned before
MOST_SECONDS = 60
DAMAGED = 3  # exit status
_ROOT = str(Path(__file__).resolve().parents[3])
_CODE = "from attnviz.ui.files.decoding_process import main; main()"

_running: dict[subprocess.Popen[bytes], bool] = {}  # -> whether it was stopped
_lock = threading.Lock()


def decode(data: bytes, kind: str, longest: int) -> np.ndarray:
    """What ``decoded_here`` of read_pictures gives in another process. ``Unreadable``: picture_damaged, stopped."""
    paths = os.pathsep.join(filter(None, (_ROOT, os.environ.get("PYTHONPATH"))))
    process = subprocess.Popen(
        [sys.executable, "-P", "-c", _CODE, kind, str(longest)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": paths, "OPENBLAS_NUM_THREADS": "1"},
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
    with _lock:
        _running[process] = False
    timer = threading.Timer(MOST_SECONDS, process.kill)
    timer.start()
    feeder = threading.Thread(target=_feed, args=(process, data), name="attnviz decoding")
    feeder.start()
    try:
        pixels = _pixels_from(process)
    finally:
        timer.cancel()
        process.kill()
        process.wait()
        feeder.join()
        with _lock:
            stopped = _running.pop(process)
    if stopped or pixels is None:
        raise Unreadable("stopped" if stopped else "picture_damaged")
    return pixels


def _feed(process: subprocess.Popen[bytes], data: bytes) -> None:
    assert process.stdin is not None
    with contextlib.suppress(OSError), process.stdin:  # it may have ended
        process.stdin.write(data)


def _pixels_from(process: subprocess.Popen[bytes]) -> np.ndarray | None:
    """What comes of the other process, into its place; None when that ends before."""
    assert process.stdout is not None
    with process.stdout as out:
        shape = [int(side) for side in out.readline().split()]
        if len(shape) != 3:
            return None
        pixels = np.empty(shape, np.uint8)
        whole = out.readinto(pixels.data.cast("B")) == pixels.size  # type: ignore[attr-defined]
        return pixels if whole else None


def stop() -> None:
    """End all that is being decoded; whoever waits for it is told so."""
    with _lock:
        for process in _running:
            _running[process] = True
            process.kill()


def main() -> None:
    """The other process: a file from standard input; the sides of its picture, in a line, and its pixels to standard output."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (MOST_MEMORY, MOST_MEMORY))
    from attnviz.ui.files import read_pictures

    try:
        pixels = read_pictures.decoded_here(sys.stdin.buffer.read(), sys.argv[1], int(sys.argv[2]))
    except (Unreadable, MemoryError):
        os._exit(DAMAGED)
    sys.stdout.buffer.write(b"%d %d %d\n" % pixels.shape)
    sys.stdout.buffer.write(pixels.data.cast("B"))
    sys.stdout.buffer.flush()
    os._exit(0)  # nothing here needs to be put away
