"""The papers behind a map of a translation."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from attnviz.ui.attention.map_choice import MapChoice


def papers(scoring: str, choice: MapChoice, *, heads: bool) -> tuple[str, ...]:
    """Of the model, by its ``scoring`` function or its ``heads``, and of how its weights are shown; ids of ``citations``."""
    if not heads:
        return ("bahdanau",) if scoring == "additive" else ("luong",)
    return (
        "vaswani",
        *(("abnar",) if choice.rollout else ()),
        *(("kobayashi",) if choice.view.norms else ()),
        "michel",
    )
