"""What the Latent pane remembers between two starts, and how it takes that back; wrong types are ignored."""

from __future__ import annotations

from typing import Any

from attnviz.lazy_numpy import np
from attnviz.ui.panes.latent.state import REACH, LatentState

BEGINNING = ("z", "sample", "locked")  # what is shown as soon as the model of the last time is there


def save(state: LatentState, beginning: dict[str, Any]) -> dict[str, Any]:
    """What to remember of names and code: strings, numbers, booleans, in lists and dicts."""
    anchor = state.code.anchor
    saved: dict[str, Any] = {
        "names": {model: {str(k): name for k, name in names.items()} for model, names in state.names.items()},
    }
    if anchor is None:
        return saved | beginning
    saved |= {"z": state.code.z.tolist(), "locked": sorted(state.code.locked)}
    if anchor.origin.kind == "sample":
        saved["sample"] = anchor.origin.index
    return saved


def restore(saved: dict[str, Any], state: LatentState) -> dict[str, Any]:
    """Take back the names that ``save`` gave; the rest waits for its model."""
    names = saved.get("names")
    for model, own in names.items() if isinstance(names, dict) else ():
        if isinstance(own, dict):
            state.names[model] = {
                int(k): name[:40] for k, name in own.items() if k.isdecimal() and isinstance(name, str) and name.strip()
            }
    return {name: saved[name] for name in BEGINNING if name in saved}


def first_sample(beginning: dict[str, Any], count: int) -> int:
    """The sample of the last time, or the first of ``count``."""
    sample = beginning.get("sample")
    return sample if type(sample) is int and 0 <= sample < count else 0


def first_code(beginning: dict[str, Any], state: LatentState, latents: int) -> np.ndarray | None:
    """The code [D] of the last time, where it fits; locks are put back as well."""
    locked, z = beginning.get("locked"), beginning.get("z")
    if isinstance(locked, list):
        state.code.locked.update(k for k in locked if type(k) is int and 0 <= k < latents)
    if not isinstance(z, list) or len(z) != latents:
        return None
    if not all(type(value) in (int, float) and abs(value) <= REACH for value in z):
        return None
    return np.array(z, np.float32)
