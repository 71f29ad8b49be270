"""Text in and out of commands: lines of standard input in chunks, one object a line on standard output."""

from __future__ import annotations

import codecs
import json
import re
import sys
from itertools import chain, islice
from typing import TYPE_CHECKING, Any

from attnviz.commands import Failed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

CHUNK = 256  # lines worked on together
MARKS = {  # the longer ones first: one begins with another
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
CONTROL = re.compile(
    "[\\x00-\\x08\\x0a-\\x1f\\x7f-\\x9f\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069]"
)  # bidi too
UTF_16 = re.compile(rb"(?:[^\0]\0[^\0]\0|\0[^\0]\0[^\0])")  # without its mark


def sound(text: str) -> str:
    """The text with every lone surrogate (a byte of an argument that is no UTF-8, say) as U+FFFD."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def standard_input() -> Iterator[str]:
    """Lines without their ends, cut at line feeds alone. ``Failed`` for what is neither UTF-8 nor says by its first bytes
    that it is UTF-16 or UTF-32.
    """
    if sys.stdin is None:
        return
    lines = iter(getattr(sys.stdin, "buffer", sys.stdin))
    for number, line in enumerate(_decoded(lines), 1):
        if line is None:
            raise Failed(f"line {number} of the input is not UTF-8; save it as UTF-8 or UTF-16 with a byte order mark")
        yield line.removesuffix("\n").removesuffix("\r")


def _decoded(lines: Iterator[Any]) -> Iterator[str | None]:
    """Each line as text, None for one that cannot be read."""
    first = next(lines, b"")
    coding = next((name for mark, name in MARKS.items() if isinstance(first, bytes) and first.startswith(mark)), None)
    if coding:
        whole = b"".join(
            (first, *(line for line in lines if isinstance(line, bytes)))
        )  # a line feed is several bytes there
        try:
            text = whole.decode(coding)
        except UnicodeDecodeError:
            yield None
            return
        yield from (line + "\n" for line in text.removesuffix("\n").split("\n"))
        return
    if isinstance(first, bytes) and UTF_16.match(first):
        yield None
    for line in chain((first,) if first else (), lines):
        try:
            yield sound(line) if isinstance(line, str) else line.decode("utf-8-sig" if line is first else "utf-8")
        except UnicodeDecodeError:
            yield None


def chunks(lines: Iterable[str]) -> Iterator[list[str]]:
    """Lists of at most ``CHUNK`` lines; of one line when a person types them."""
    size = 1 if sys.stdin is not None and sys.stdin.isatty() else CHUNK
    rest = iter(lines)
    while chunk := list(islice(rest, size)):
        yield chunk


def shown(text: str) -> str:
    """A text whose control characters are spelled out: a name may hold what would move the cursor or colour the screen."""
    return CONTROL.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def put(line: str) -> None:
    """Write one line of the answer."""
    sys.stdout.write(shown(line) + "\n")


def put_json(**values: Any) -> None:
    """Write one object as one line."""
    put(json.dumps(values, ensure_ascii=False))


def say(command: str, sentence: str) -> None:
    """Tell the person one sentence beside the answers."""
    print(shown(f"{f'attnviz {command}'.rstrip()}: {' '.join(sentence.splitlines())}"), file=sys.stderr)
