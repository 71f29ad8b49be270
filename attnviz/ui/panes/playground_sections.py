"""The sections of the Playground in the order of its tabs."""

from __future__ import annotations

from attnviz.ui.panes.playground_heads import HeadsSection
from attnviz.ui.panes.playground_positions import PositionsSection
from attnviz.ui.panes.playground_recurrent import RecurrentSection
from attnviz.ui.panes.playground_section import Section
from attnviz.ui.panes.playground_steps import StepsSection
from attnviz.ui.panes.playground_train import TrainSection

SECTIONS: tuple[type[Section], ...] = (
    StepsSection,
    HeadsSection,
    PositionsSection,
    RecurrentSection,
    TrainSection,
)
