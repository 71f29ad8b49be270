"""The sections of the Playground in the order of its tabs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attnviz.ui.panes.playground.context import ContextSection
from attnviz.ui.panes.playground.heads import HeadsSection
from attnviz.ui.panes.playground.positions import PositionsSection
from attnviz.ui.panes.playground.recurrent import RecurrentSection
from attnviz.ui.panes.playground.steps import StepsSection
from attnviz.ui.panes.playground.train import TrainSection

if TYPE_CHECKING:
    from attnviz.ui.panes.playground.section import Section

SECTIONS: tuple[type[Section], ...] = (
    StepsSection,
    HeadsSection,
    PositionsSection,
    RecurrentSection,
    ContextSection,
    TrainSection,
)
