"""The tasks of the window, in the order of its navigation."""

from __future__ import annotations

from attnviz.ui.panes.latent.pane import LatentPane
from attnviz.ui.panes.look.pane import LookPane
from attnviz.ui.panes.pane import Pane
from attnviz.ui.panes.playground.pane import PlaygroundPane
from attnviz.ui.panes.translate.pane import TranslatePane

PANES: tuple[type[Pane], ...] = (TranslatePane, LookPane, LatentPane, PlaygroundPane)
