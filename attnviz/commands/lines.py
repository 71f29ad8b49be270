"""Text in and out of commands: lines of standard input in chunks, one object a line on standard output."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

CHUNK = 256  # lines worked on together


def sound(text: str) -> str:
    """The text with every lone surrogate (a byte of an argument that is no UTF-8, say) as U+FFFD."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def standard_input() -> Iterator[str]:
    """Lines without their ends, cut at line feeds alone; bytes that are no UTF-8 become U+FFFD."""
    if sys.stdin is None:
        return
    for line in getattr(sys.stdin, "buffer", sys.stdin):
        text = sound(line) if isinstance(line, str) else line.decode("utf-8", "replace")
        yield text.removesuffix("\n").removesuffix("\r")


def chunks(lines: Iterable[str]) -> Iterator[list[str]]:
    """Lists of at most ``CHUNK`` lines; of one line when a person types them."""
    size = 1 if sys.stdin is not None and sys.stdin.isatty() else CHUNK
    rest = iter(lines)
    while chunk := list(islice(rest, size)):
        yield chunk


def put(line: str) -> None:
    """Write one line of the answer."""
    sys.stdout.write(line + "\n")


def put_json(**values: Any) -> None:
    """Write one object as one line."""
    put(json.dumps(values, ensure_ascii=False))


def say(command: str, sentence: str) -> None:
    """Tell the person one sentence beside the answers."""
    print(f"attnviz {command}: {sentence}", file=sys.stderr)
