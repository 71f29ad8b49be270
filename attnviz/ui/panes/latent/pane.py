"""The Latent pane: a picture packed into a few numbers, each of which is a slider."""

from __future__ import annotations

from types import ModuleType
from typing import Any

from PySide6.QtCore import QCoreApplication

from attnviz.ui.panes.sectioned_pane import SectionedPane


class LatentPane(SectionedPane):
    """Sections: sliders, traverse, interpolate, map and encode."""

    id = "latent"

    def make(self) -> tuple[Any, ModuleType]:
        from attnviz.ui.panes.latent import saved_state
        from attnviz.ui.panes.latent.body import LatentBody

        return LatentBody(self.ask), saved_state

    @classmethod
    def title(cls) -> str:
        return QCoreApplication.translate("Latent", "Latent")
