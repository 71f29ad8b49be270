"""The tasks of the window, in the order of its navigation."""

from __future__ import annotations

from attnviz.ui.panes.base import Pane

PANES: tuple[type[Pane], ...] = ()
