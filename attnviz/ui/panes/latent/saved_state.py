"""What the Latent pane remembers between two starts, and how it takes that back; wrong types are ignored."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attnviz.lazy_numpy import np
from attnviz.ui.panes.latent.state import REACH, Studio

if TYPE_CHECKING:
    from attnviz.ui.panes.latent.workbench import Workbench

BEGINNING = ("z", "sample", "locked")  # what is shown as soon as the model of the last time is there


def kept(bench: Workbench) -> dict[str, Any]:
    """What to remember: strings, numbers, booleans, in lists and dicts."""
    studio, home = bench.studio, bench.studio.code.home
    state: dict[str, Any] = {
        "model": studio.model or bench.wish,
        "section": bench.current().id,
        "smooth": bench.actions_.smooth.isChecked(),
        "halves": bench.splitter.sizes(),
        "attention": bench.column.attention.isChecked(),
        "names": {model: {str(k): name for k, name in names.items()} for model, names in studio.names.items()},
        **{id: section.save_state() for id, section in bench.sections.items()},
    }
    if home is None:
        return state | bench.beginning
    state |= {"z": studio.code.z.tolist(), "locked": sorted(studio.code.locked)}
    if home.origin.kind == "sample":
        state["sample"] = home.origin.index
    return state


def restore(bench: Workbench, state: dict[str, Any]) -> None:
    """Take back what ``kept`` gave."""
    if isinstance(state.get("model"), str):
        bench.wish = state["model"]
    if isinstance(state.get("section"), str) and state["section"] in bench.sections:
        bench.show_section(state["section"])
    if isinstance(state.get("smooth"), bool):
        bench.actions_.smooth.setChecked(state["smooth"])
        bench.actions_.follow_smooth()
    if isinstance(state.get("attention"), bool):
        bench.column.attention.setChecked(state["attention"])
    halves = state.get("halves")
    if isinstance(halves, list) and len(halves) == 2 and all(type(h) is int and 0 < h < 10_000 for h in halves):
        bench.splitter.setSizes(halves)
    names = state.get("names")
    for model, own in names.items() if isinstance(names, dict) else ():
        if isinstance(own, dict):
            bench.studio.names[model] = {
                int(k): name[:40] for k, name in own.items() if k.isdecimal() and isinstance(name, str) and name.strip()
            }
    for id, section in bench.sections.items():
        if isinstance(state.get(id), dict):
            section.restore_state(state[id])
    bench.beginning = {name: state[name] for name in BEGINNING if name in state}


def first_sample(beginning: dict[str, Any], count: int) -> int:
    """The sample of the last time, or the first of ``count``."""
    sample = beginning.get("sample")
    return sample if type(sample) is int and 0 <= sample < count else 0


def first_code(beginning: dict[str, Any], studio: Studio, latents: int) -> np.ndarray | None:
    """The code [D] of the last time, where it fits; locks are put back as well."""
    locked, z = beginning.get("locked"), beginning.get("z")
    if isinstance(locked, list):
        studio.code.locked.update(k for k in locked if type(k) is int and 0 <= k < latents)
    if not isinstance(z, list) or len(z) != latents:
        return None
    if not all(type(value) in (int, float) and abs(value) <= REACH for value in z):
        return None
    return np.array(z, np.float32)
