"""Keeps what image libraries write about damaged files off standard error: one sentence of ours is enough."""

from __future__ import annotations

import os
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_lock = threading.Lock()
_inside = 0  # threads
_before: int | None = None  # where standard error went


@contextmanager
def no_chatter() -> Iterator[None]:
    """Turn standard error away meanwhile.

    libpng writes past Qt, so the descriptor itself is turned away, for as long as any thread is in here.
    """
    global _inside, _before
    with _lock:
        _inside += 1
        if _inside == 1:
            _before = _turned_away()
    try:
        yield
    finally:
        with _lock:
            _inside -= 1
            if _inside == 0 and _before is not None:
                os.dup2(_before, 2)
                os.close(_before)


def _turned_away() -> int | None:
    """Turn standard error away; where it went before, or None where there is none."""
    try:
        before = os.dup(2)
        nowhere = os.open(os.devnull, os.O_WRONLY)
    except OSError:
        return None
    os.dup2(nowhere, 2)
    os.close(nowhere)
    return before
