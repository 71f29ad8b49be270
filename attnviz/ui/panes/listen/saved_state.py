"""What the Listen pane remembers between starts: the file, sample or words that were listened to, and how."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from attnviz.ui.panes.listen import samples
from attnviz.ui.panes.listen.state import TOOLS

if TYPE_CHECKING:
    from attnviz.ui.panes.listen.sound_sources import Sources
    from attnviz.ui.panes.listen.state import ListenState


class Beginning:
    """What is listened to first: the file of the last time, else a sample. A recording is not kept."""

    def __init__(self) -> None:
        self.path = ""

    def open(self, sources: Sources) -> None:
        """Open it; where it is no more, the first sample."""
        path, self.path = self.path, ""
        if not (path and Path(path).is_file() and sources.open_path(Path(path))):
            sources.open_sample(samples.FIRST)


def save(state: ListenState, beginning: Beginning, sources: Sources) -> dict[str, Any]:
    """Plain strings, numbers and booleans."""
    path = beginning.path if state.sound is None else str(state.sound.path or "")
    return {"path": path, "tool": state.tool, "sources": sources.save_state()}


def restore(saved: dict[str, Any], state: ListenState, beginning: Beginning, sources: Sources) -> None:
    """Take it back; wrong types change nothing."""
    if isinstance(saved.get("path"), str):
        beginning.path = saved["path"]
    if saved.get("tool") in TOOLS:
        state.set_tool(saved["tool"])
    if isinstance(saved.get("sources"), dict):
        sources.restore_state(saved["sources"])
