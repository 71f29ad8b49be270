"""Asking for an attention that lies in a file, and what comes back. Imports no torch."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from attnviz.engine.attention.weight_stack import WeightStack
    from attnviz.engine.messages import Note

ENDINGS = (".safetensors", ".npz", ".npy", ".json", ".pt")


@dataclass(frozen=True, eq=False)
class OpenAttention:
    """Open the attention in a file; ``Refused`` where it has none or cannot be read."""

    path: Path


@dataclass(frozen=True, eq=False)
class GivenAttention:
    """Weights of one kind, and what their queries and keys are called."""

    kind: str
    stack: WeightStack
    queries: tuple[str, ...]
    keys: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class OpenedAttention:
    """What is in a file of ``size`` bytes, and what a person should know of it: rows that do not sum to 1, say."""

    request: OpenAttention | None
    title: str
    attentions: tuple[GivenAttention, ...]
    notes: tuple[Note, ...]
    size: int = 0
