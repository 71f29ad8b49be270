"""The sections of the Look pane, in the order of their tabs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attnviz.ui.panes.look.compare import CompareSection
from attnviz.ui.panes.look.describe import DescribeSection
from attnviz.ui.panes.look.picture import PictureSection
from attnviz.ui.panes.look.stages import StagesSection
from attnviz.ui.panes.look.views import ViewsSection
from attnviz.ui.panes.look.whatif import WhatIfSection

if TYPE_CHECKING:
    from attnviz.ui.panes.look.state import LookState
    from attnviz.ui.panes.questions import Ask

Sections = tuple[PictureSection, DescribeSection, StagesSection, CompareSection, WhatIfSection, ViewsSection]


def make_sections(state: LookState, ask: Ask) -> Sections:
    """All of them over one state; three ask the engine themselves."""
    return (
        PictureSection(state),
        DescribeSection(state, ask),
        StagesSection(state),
        CompareSection(state),
        WhatIfSection(state, ask),
        ViewsSection(state, ask),
    )
