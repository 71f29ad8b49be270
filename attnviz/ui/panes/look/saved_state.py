"""What the Look pane remembers between two starts, and how it takes that back; wrong types are ignored."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attnviz.ui.panes.look.samples import FIRST, sample_of
from attnviz.ui.panes.look.state import LAYERS, SWITCHES
from attnviz.ui.widgets.map_overlay import SCALES, WAYS

if TYPE_CHECKING:
    from attnviz.ui.panes.look.pane import LookPane
    from attnviz.ui.panes.look.photo_sources import Files


@dataclass
class Beginning:
    """What to begin with: the file, the class that is chosen as soon as the first answer is there."""

    path: str = ""
    label: str = ""

    def open(self, files: Files) -> None:
        """Show the photo of the last time where it still is, or else the first sample."""
        path = Path(self.path) if self.path else None
        sample = sample_of(path)
        if sample or path is None or not path.is_file() or not files.open_path(path):
            files.open_sample(sample or FIRST)


def save(pane: LookPane) -> dict[str, Any]:
    """What to remember: strings, numbers, booleans, in lists and dicts."""
    photo, style = pane.state.photo, pane.state.style
    path = pane.beginning.path if photo is None else str(photo.path or "")
    return {
        "model": pane.state.model or pane.wish,
        "section": pane.current().id,
        "path": path,
        "layer": style.layer,
        "way": style.way,
        "scale": style.scale,
        "opacity": style.opacity,
        **{name: getattr(style, name) for name in SWITCHES},
        "files": pane.files.save_state(),
        **{id: section.save_state() for id, section in pane.sections.items()},
    }


def restore(pane: LookPane, state: dict[str, Any]) -> None:
    """Take back what ``save`` gave."""
    if isinstance(state.get("model"), str):
        pane.wish = state["model"]
    if isinstance(state.get("path"), str):
        pane.beginning.path = state["path"]
    changes: dict[str, Any] = {}
    for name, known in (("layer", LAYERS), ("way", WAYS), ("scale", SCALES)):
        if state.get(name) in known:
            changes[name] = state[name]
    opacity = state.get("opacity")
    if isinstance(opacity, int | float) and not isinstance(opacity, bool) and 0 <= opacity <= 1:
        changes["opacity"] = float(opacity)
    changes |= {name: state[name] for name in SWITCHES if isinstance(state.get(name), bool)}
    pane.state.set_style(**changes)
    if isinstance(state.get("files"), dict):
        pane.files.restore_state(state["files"])
    for id, section in pane.sections.items():
        if isinstance(state.get(id), dict):
            section.restore_state(state[id])
    if isinstance(state.get("section"), str) and state["section"] in pane.sections:
        pane.show_section(state["section"])
