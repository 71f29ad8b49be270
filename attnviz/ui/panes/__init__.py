"""The tasks of the window, in the order of its navigation."""

from __future__ import annotations

from attnviz.ui.panes.base import Pane
from attnviz.ui.panes.latent import LatentPane
from attnviz.ui.panes.look import LookPane
from attnviz.ui.panes.playground import PlaygroundPane
from attnviz.ui.panes.translate import TranslatePane

PANES: tuple[type[Pane], ...] = (TranslatePane, LookPane, LatentPane, PlaygroundPane)
