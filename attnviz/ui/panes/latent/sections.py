"""The sections of the Latent pane, in the order of their tabs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attnviz.ui.panes.latent.code_map import MapSection
from attnviz.ui.panes.latent.encode import EncodeSection
from attnviz.ui.panes.latent.interpolate import InterpolateSection
from attnviz.ui.panes.latent.sliders import SlidersSection
from attnviz.ui.panes.latent.traverse import TraverseSection

if TYPE_CHECKING:
    from attnviz.ui.panes.latent.state import LatentState
    from attnviz.ui.panes.questions import Ask

Sections = tuple[SlidersSection, TraverseSection, InterpolateSection, MapSection, EncodeSection]


def make_sections(state: LatentState, ask: Ask) -> Sections:
    """All of them over one state; the last one asks nothing itself."""
    return (
        SlidersSection(state, ask),
        TraverseSection(state, ask),
        InterpolateSection(state, ask),
        MapSection(state, ask),
        EncodeSection(state),
    )
