"""What is on the screen in Look and may be saved: a photo, the answer about it, and what lies over it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from attnviz.ui.panes.look import overlay
from attnviz.ui.panes.look.photo_sources import LONGEST
from attnviz.ui.panes.look.picture import frames

if TYPE_CHECKING:
    from collections.abc import Sequence

    from attnviz.engine.look.messages import Looked
    from attnviz.ui.panes.look.state import LookState, Photo
    from attnviz.ui.widgets.photo_drawing import Frame, Layer


@dataclass(frozen=True, eq=False)
class Seen:
    """``photo`` is what the answer is about, read with at most ``longest`` pixels a side; ``ending`` is put behind its name in
    that of a file."""

    photo: Photo
    answer: Looked
    layer: Layer
    frames: Sequence[Frame]
    longest: int = LONGEST
    ending: str = "look"

    @property
    def stem(self) -> str:
        """A name for a file, after the photo's own."""
        return f"{Path(self.photo.name).stem}.{self.ending}" if self.photo.name else self.ending


def of_state(state: LookState) -> Seen | None:
    """The photo with its map and boxes; None without an answer."""
    if state.photo is None or state.answer is None:
        return None
    boxes = frames(state) if state.style.boxes else []
    return Seen(state.photo, state.answer, overlay.layer(state), boxes)
