"""Attention in JSON, and in torch's files (tensors alone: no code is run)."""

from __future__ import annotations

import pickle
import warnings
from typing import TYPE_CHECKING, Any

from attnviz import regular_file
from attnviz.engine.attention.messages import KINDS
from attnviz.engine.attention_files.reading import LARGEST_JSON, TOKEN_LISTS, check_memory, damaged, parsed, texts

if TYPE_CHECKING:
    from pathlib import Path


def read_json(path: Path) -> tuple[Any, dict[str, Any], str]:
    """``{"attention": [[[[...]]]], "tokens": [...]}``, kinds by name, or the nested lists alone."""
    said = parsed(path, regular_file.read(path, most=LARGEST_JSON))
    if isinstance(said, list):
        return said, {}, ""
    return _named(path, said)


def read_pt(path: Path) -> tuple[Any, dict[str, Any], str]:
    """A tensor, a list of one a layer, or a dict of kinds and tokens, as ``torch.save`` writes them."""
    import torch

    regular_file.read_part(path, 1)
    check_memory(path, path.stat().st_size)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # torch's advice on odd pickles, which are refused or read all the same
            said = torch.load(path, map_location="cpu", weights_only=True)
    except pickle.UnpicklingError as error:
        raise damaged(path, "it holds more than tensors, which could run any code") from error
    except Exception as error:  # of a hostile file anything may come
        raise damaged(path, "it is cut short or no file of torch") from error
    if isinstance(said, dict):
        return _named(path, said)
    return said, {}, ""


def _named(path: Path, said: Any) -> tuple[Any, dict[str, Any], str]:
    if not isinstance(said, dict):
        raise damaged(path, "there is no attention in it")
    tokens = {side: texts(path, said.get(name), name) for name, side in TOKEN_LISTS.items()}
    title = said.get("title", "")
    found = {kind: said[kind] for kind in KINDS if said.get(kind) is not None}
    if found:
        return found, tokens, str(title)
    for name in ("attention", "attentions", "weights"):
        if name in said:
            return said[name], tokens, str(title)
    raise damaged(path, f"there is no attention in it: it has none of {', '.join(('attention', *KINDS))}")
