"""Shows an attention in a window of its own process, or saves it; from whatever transformers, torch or numpy gave."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attnviz import atomic_write
from attnviz.engine.attention_files import saving
from attnviz.engine.attention_files.assemble import assembled
from attnviz.engine.messages import Refused
from attnviz.lazy_numpy import np

if TYPE_CHECKING:
    from attnviz.engine.attention_files.messages import GivenAttention

Names = Sequence[str]

_windows: dict[str, subprocess.Popen[str]] = {}  # by the name that was given to each


def show(
    attention: Any,
    tokens: Names | None = None,
    *,
    query_tokens: Names | None = None,
    key_tokens: Names | None = None,
    source_tokens: Names | None = None,
    target_tokens: Names | None = None,
    title: str = "",
    batch: int = 0,
    window: str = "",
) -> None:
    """Open a window with an attention and return; called again, the window shows the new one.

    ``attention`` is what transformers returns with ``output_attentions=True`` (the output, or the tuple of
    [batch, head, query, key]), what ``capture`` recorded, or any array [layer, head, query, key] of torch or numpy, on any
    device, of any float type. ``tokens`` name both sides; ``query_tokens`` and ``key_tokens`` one each; of an
    encoder-decoder ``source_tokens`` and ``target_tokens``. ``batch`` chooses an item of the batch. ``window`` names another
    window than the usual one. ValueError, in one sentence, for what is no attention.
    """
    named = _named(tokens, query_tokens, key_tokens, source_tokens, target_tokens)
    parts = _assembled(attention, named, batch)
    handle, name = tempfile.mkstemp(prefix="attnviz-", suffix=".safetensors")
    with os.fdopen(handle, "wb") as file:
        file.write(_safetensors(parts, named, title))
    process = _windows.get(window)
    if process is None or process.poll() is not None:
        process = _windows[window] = _opened()
    assert process.stdin is not None
    try:
        _tell(process, name)
    except OSError:  # it was closed at this moment
        process = _windows[window] = _opened()
        _tell(process, name)


def save(
    path: str | os.PathLike[str],
    attention: Any,
    tokens: Names | None = None,
    *,
    query_tokens: Names | None = None,
    key_tokens: Names | None = None,
    source_tokens: Names | None = None,
    target_tokens: Names | None = None,
    title: str = "",
    batch: int = 0,
) -> None:
    """Write an attention as .safetensors, .npz, .npy or .json, whichever the name ends in; attnviz opens it again.

    All else is as for ``show``. ValueError for what is no attention or another ending, OSError where it cannot be written.
    """
    path = Path(path)
    named = _named(tokens, query_tokens, key_tokens, source_tokens, target_tokens)
    parts = _assembled(attention, named, batch)
    ending = path.suffix.lower()
    if ending == ".safetensors":
        data = _safetensors(parts, named, title)
    elif ending == ".npz":
        from attnviz.engine.attention_files.numpy_files import npz

        arrays = _arrays(parts) | {name: np.array(list(map(str, texts))) for name, texts in _lists(named).items()}
        data = npz(arrays | ({"title": np.array(title)} if title else {}))
    elif ending == ".npy" and len(parts) == 1:
        import io

        out = io.BytesIO()
        np.save(out, next(iter(_arrays(parts).values())), allow_pickle=False)
        data = out.getvalue()
    elif ending == ".json":
        whole: dict[str, Any] = {kind: array.tolist() for kind, array in _arrays(parts).items()}
        data = json.dumps({"title": title, **_lists(named), **whole}, ensure_ascii=False).encode("utf-8")
    else:
        raise ValueError(f"{path.name}: an attention is saved as .safetensors, .npz, .json, or of one kind .npy.")
    atomic_write.write(path, data)


SIDES = {
    "tokens": "tokens",
    "queries": "query_tokens",
    "keys": "key_tokens",
    "source": "source_tokens",
    "target": "target_tokens",
}


def _named(*lists: Names | None) -> dict[str, Names | None]:
    return dict(zip(SIDES, lists, strict=True))


def _lists(named: dict[str, Names | None]) -> dict[str, list[str]]:
    """The lists of tokens by the names that they have in files."""
    return {SIDES[side]: list(map(str, texts)) for side, texts in named.items() if texts is not None}


def _assembled(attention: Any, named: dict[str, Names | None], batch: int) -> tuple[GivenAttention, ...]:
    given = attention.attentions_by_kind() if hasattr(attention, "attentions_by_kind") else attention
    try:
        return assembled(given, named, batch=batch)[0]
    except Refused as refused:
        raise ValueError(str(refused)) from refused


def _arrays(parts: tuple[GivenAttention, ...]) -> dict[str, np.ndarray]:
    """All kinds as arrays [layer, head, query, key] in the numbers that they were given in."""
    found = {}
    for part in parts:
        layers, heads, *_ = part.stack.shape
        rows = [np.stack([part.stack.read(layer, head) for head in range(heads)]) for layer in range(layers)]
        found[part.kind] = np.stack(rows)
    return found


def _safetensors(parts: tuple[GivenAttention, ...], named: dict[str, Names | None], title: str) -> bytes:
    return saving.safetensors(_arrays(parts), _lists(named), title=title)


def _opened() -> subprocess.Popen[str]:
    """A window in a process of its own; it stays when this one ends."""
    environment = dict(os.environ)
    package = str(Path(__file__).parents[2])
    environment["PYTHONPATH"] = os.pathsep.join(filter(None, (package, environment.get("PYTHONPATH", ""))))
    return subprocess.Popen(
        [sys.executable, "-m", "attnviz.ui.show_window"],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        text=True,
        env=environment,
        start_new_session=True,  # Ctrl+C in a terminal means the script
    )


def _tell(process: subprocess.Popen[str], name: str) -> None:
    assert process.stdin is not None
    process.stdin.write(json.dumps({"path": name, "remove": True}) + "\n")
    process.stdin.flush()
