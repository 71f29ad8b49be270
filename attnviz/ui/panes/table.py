"""The tasks of the window, in the order of its navigation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attnviz.ui.panes.latent.pane import LatentPane
from attnviz.ui.panes.listen.pane import ListenPane
from attnviz.ui.panes.look.pane import LookPane
from attnviz.ui.panes.open.pane import OpenPane
from attnviz.ui.panes.playground.pane import PlaygroundPane
from attnviz.ui.panes.translate.pane import TranslatePane

if TYPE_CHECKING:
    from attnviz.ui.panes.pane import Pane

PANES: tuple[type[Pane], ...] = (TranslatePane, LookPane, LatentPane, PlaygroundPane, OpenPane, ListenPane)
