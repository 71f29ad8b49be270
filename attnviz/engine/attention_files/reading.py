"""What readers of all kinds of files share: refusals in one sentence each, and how much may be kept in memory."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from attnviz.engine.messages import Refused

if TYPE_CHECKING:
    from pathlib import Path

LARGEST_JSON = 400_000_000  # bytes
SHARE = 0.5  # of the memory that is free, which a file may take
UNKNOWN = 4_000_000_000  # bytes that are taken to be free where nobody says


def damaged(path: Path, why: str) -> Refused:
    """The file is not what its name says, or only a part of it."""
    return Refused("attention_damaged", f"{path.name} cannot be read: {why}.", name=path.name, why=why)


def available() -> int:
    """Bytes of memory that can be had."""
    try:
        with open("/proc/meminfo", encoding="ascii") as file:
            for line in file:
                if line.startswith("MemAvailable:"):
                    return int(line.split()[1]) * 1024
    except (OSError, ValueError):
        pass
    return UNKNOWN


def check_memory(path: Path, size: int) -> None:
    """``Refused`` where so many bytes would not fit into memory."""
    free = available()
    if size > SHARE * free:
        needed, has = f"{size / 1e9:.1f}", f"{free / 1e9:.1f}"
        sentence = (
            f"{path.name} needs {needed} GB of memory, and {has} GB are free: .safetensors and .npy are read in parts."
        )
        raise Refused("attention_too_large", sentence, name=path.name, needed=needed, free=has)


def parsed(path: Path, data: bytes | str) -> Any:
    """What a text in JSON says, whatever it is; ``Refused`` where it is none or nested too deep."""
    try:
        return json.loads(data)
    except RecursionError as error:
        raise damaged(path, "its JSON is nested too deep") from error
    except (ValueError, UnicodeDecodeError) as error:
        raise damaged(path, "it is no JSON") from error


def texts(path: Path, given: Any, of: str) -> list[str] | None:
    """A list of texts; None for none. ``Refused`` for anything else."""
    if given is None:
        return None
    if not isinstance(given, list | tuple) or not all(isinstance(each, str) for each in given):
        raise damaged(path, f"its {of} is no list of texts")
    return list(given)


TOKEN_LISTS = {  # names in files -> sides
    "tokens": "tokens",
    "query_tokens": "queries",
    "key_tokens": "keys",
    "source_tokens": "source",
    "target_tokens": "target",
}
