"""One line of progress on standard error, which overwrites itself where a person watches."""

from __future__ import annotations

import math
import sys
import time

from attnviz.commands.lines import shown

EVERY = 10.0  # seconds between lines where they cannot overwrite each other
WATCHED = 0.2  # seconds between two states of a line that a person watches


class Line:
    """Says where long work stands, seldom enough that nobody waits for it."""

    def __init__(self) -> None:
        self._overwrites = sys.stderr.isatty()
        self._told = -math.inf

    def show(self, text: str, *, at_once: bool = False) -> None:
        """Tell ``text`` when it is time to, or ``at_once``."""
        now = time.monotonic()
        if not at_once and now - self._told < (WATCHED if self._overwrites else EVERY):
            return
        self._told = now
        text = shown(text)
        line = f"\r\x1b[K{text}" if self._overwrites else f"{text}\n"
        print(line, end="", file=sys.stderr, flush=True)

    def end(self) -> None:
        """Leave the line as it is and begin a new one."""
        if self._overwrites and self._told > -math.inf:
            print(file=sys.stderr)
