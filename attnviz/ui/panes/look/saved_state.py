"""What the Look pane remembers between two starts, and how it takes that back; wrong types are ignored."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attnviz.ui.panes.look.samples import FIRST, sample_of
from attnviz.ui.panes.look.state import LAYERS, SWITCHES, LookState
from attnviz.ui.widgets.map_overlay import SCALES, WAYS

if TYPE_CHECKING:
    from attnviz.ui.panes.look.photo_sources import Files


@dataclass
class Beginning:
    """What to begin with: the file, the class that is chosen as soon as there is an answer to it."""

    path: str = ""
    label: str = ""

    def open(self, files: Files) -> None:
        """Show the photo of the last time, among those it was with, where it still is, or else the first sample."""
        path = Path(self.path) if self.path else None
        if files.reopen(path):
            return
        sample = sample_of(path)
        if sample or path is None or not path.is_file() or not files.open_path(path):
            files.open_sample(sample or FIRST)


def save(state: LookState, beginning: Beginning, files: Files) -> dict[str, Any]:
    """What to remember: strings, numbers, booleans, in lists and dicts."""
    photo, style = state.photo, state.style
    path = beginning.path if photo is None else str(photo.path or "")
    return {
        "path": path,
        "class": beginning.label if state.answer is None else state.preferred(),
        "layer": style.layer,
        "way": style.way,
        "scale": style.scale,
        "opacity": style.opacity,
        **{name: getattr(style, name) for name in SWITCHES},
        "files": files.save_state(),
    }


def restore(saved: dict[str, Any], state: LookState, beginning: Beginning, files: Files) -> None:
    """Take back what ``save`` gave."""
    if isinstance(saved.get("path"), str):
        beginning.path = saved["path"]
    if isinstance(saved.get("class"), str):
        beginning.label = saved["class"]
    changes: dict[str, Any] = {}
    for name, known in (("layer", LAYERS), ("way", WAYS), ("scale", SCALES)):
        if saved.get(name) in known:
            changes[name] = saved[name]
    opacity = saved.get("opacity")
    if isinstance(opacity, int | float) and not isinstance(opacity, bool) and 0 <= opacity <= 1:
        changes["opacity"] = float(opacity)
    changes |= {name: saved[name] for name in SWITCHES if isinstance(saved.get(name), bool)}
    state.set_style(**changes)
    if isinstance(saved.get("files"), dict):
        files.restore_state(saved["files"])
