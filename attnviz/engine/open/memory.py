"""How much memory there is, asked before a model or its attention takes it."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import torch

from attnviz.engine.messages import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator

RESERVE = 500_000_000  # bytes that are left to everything else
GIGA = 1e9


def free(device: str = "cpu") -> int:
    """Bytes that can be taken now."""
    if device == "cuda":
        return int(torch.cuda.mem_get_info()[0])
    try:
        import psutil
    except ImportError:
        return 2**62  # not known: let the work itself find out
    return int(psutil.virtual_memory().available)


def ask_for(needed: int, what: str, device: str = "cpu") -> None:
    """``Refused`` when ``needed`` bytes are more than there are; ``what`` begins the sentence."""
    there = free(device) - (RESERVE if device == "cpu" else 0)
    if needed > there:
        sentence = f"{what} takes {needed / GIGA:.1f} GB of memory, and {max(there, 0) / GIGA:.1f} GB are free."
        raise Refused("too_large", sentence, what=what, needed=needed, free=max(there, 0))


@contextmanager
def bounded(what: str) -> Iterator[None]:
    """Says in one sentence that memory ran out, on whatever device."""
    try:
        yield
    except (MemoryError, torch.OutOfMemoryError) as error:
        raise _out(what) from error
    except RuntimeError as error:  # the allocators of the CPU and of MPS raise this
        if any(words in str(error) for words in ("not enough memory", "out of memory", "can't allocate memory")):
            raise _out(what) from error
        raise


def _out(what: str) -> Refused:
    return Refused("out_of_memory", f"{what} took more memory than there is.", what=what)
