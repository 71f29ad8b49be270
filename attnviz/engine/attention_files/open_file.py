"""Opens an attention file of any kind that is known, by the ending of its name."""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING

from attnviz.engine.attention.weight_stack import FileLayer
from attnviz.engine.attention_files import numpy_files, other_files, safetensors_file
from attnviz.engine.attention_files.assemble import assembled
from attnviz.engine.attention_files.messages import ENDINGS, OpenAttention, OpenedAttention
from attnviz.engine.attention_files.reading import damaged
from attnviz.engine.messages import Refused

if TYPE_CHECKING:
    from pathlib import Path

    from attnviz.engine.worker import YieldPoint

READERS = {
    ".safetensors": safetensors_file.read,
    ".npz": numpy_files.read_npz,
    ".npy": numpy_files.read_npy,
    ".json": other_files.read_json,
    ".pt": other_files.read_pt,
}
SMALL = 64_000_000  # bytes of a file that is read whole


def opened(path: Path, request: OpenAttention | None = None, *, small: int | None = None) -> OpenedAttention:
    """What is in a file; one of at most ``small`` bytes is read whole. ``Refused`` in one sentence where it is no attention, or
    none that can be read.
    """
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        sentence = f"{path.name} is no attention file: {', '.join(ENDINGS)} can be read."
        raise Refused("attention_unknown", sentence, name=path.name, endings=", ".join(ENDINGS))
    try:
        size = path.stat().st_size
        given, tokens, title = reader(path)
        in_memory = not _lies_in_file(given)
        attentions, notes = assembled(given, tokens, in_memory=in_memory)
        if not in_memory and size <= (SMALL if small is None else small):
            attentions, _ = assembled({each.kind: each.stack.whole() for each in attentions}, tokens)
    except OSError as error:
        if error.errno in (errno.ENOENT, errno.ENOTDIR):
            raise Refused("attention_missing", f"{path.name} is not there.", name=path.name) from error
        why = "it is no regular file" if error.errno == errno.EINVAL else error.strerror or str(error)
        raise damaged(path, why) from error
    except MemoryError as error:
        raise damaged(path, "there is not enough memory for it") from error
    return OpenedAttention(request, title or path.name, attentions, notes, size)


def _lies_in_file(given: object) -> bool:
    parts = given.values() if isinstance(given, dict) else [given]
    return any(isinstance(part, list) and part and isinstance(part[0], FileLayer) for part in parts)


def run(store: object, request: OpenAttention, progress: YieldPoint) -> OpenedAttention:
    """Answer a request."""
    progress(0.0, "reading")
    return opened(request.path, request)
