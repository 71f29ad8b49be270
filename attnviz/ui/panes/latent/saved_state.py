"""What the Latent pane remembers between two starts, and how it takes that back; wrong types are ignored."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attnviz.lazy_numpy import np
from attnviz.ui.panes.latent.state import REACH, LatentState

if TYPE_CHECKING:
    from attnviz.ui.panes.latent.pane import LatentPane

BEGINNING = ("z", "sample", "locked")  # what is shown as soon as the model of the last time is there


def save(pane: LatentPane) -> dict[str, Any]:
    """What to remember: strings, numbers, booleans, in lists and dicts."""
    state, anchor = pane.state, pane.state.code.anchor
    saved: dict[str, Any] = {
        "model": state.model or pane.wish,
        "section": pane.current().id,
        "smooth": pane.column.picture.is_smooth(),
        "halves": pane.splitter.sizes(),
        "attention": pane.column.attention.isChecked(),
        "names": {model: {str(k): name for k, name in names.items()} for model, names in state.names.items()},
        **{id: section.save_state() for id, section in pane.sections.items()},
    }
    if anchor is None:
        return saved | pane.beginning
    saved |= {"z": state.code.z.tolist(), "locked": sorted(state.code.locked)}
    if anchor.origin.kind == "sample":
        saved["sample"] = anchor.origin.index
    return saved


def restore(pane: LatentPane, state: dict[str, Any]) -> None:
    """Take back what ``save`` gave."""
    if isinstance(state.get("model"), str):
        pane.wish = state["model"]
    if isinstance(state.get("section"), str) and state["section"] in pane.sections:
        pane.show_section(state["section"])
    if isinstance(state.get("smooth"), bool):
        pane.column.picture.set_smooth(state["smooth"])
        pane.actions_.refresh()
    if isinstance(state.get("attention"), bool):
        pane.column.attention.setChecked(state["attention"])
    halves = state.get("halves")
    if isinstance(halves, list) and len(halves) == 2 and all(type(h) is int and 0 < h < 10_000 for h in halves):
        pane.splitter.setSizes(halves)
    names = state.get("names")
    for model, own in names.items() if isinstance(names, dict) else ():
        if isinstance(own, dict):
            pane.state.names[model] = {
                int(k): name[:40] for k, name in own.items() if k.isdecimal() and isinstance(name, str) and name.strip()
            }
    for id, section in pane.sections.items():
        if isinstance(state.get(id), dict):
            section.restore_state(state[id])
    pane.beginning = {name: state[name] for name in BEGINNING if name in state}


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
