"""The section "stages" of the Look pane."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from attnviz.ui.panes.look_section import Section


class StagesSection(Section):
    """To come."""

    id = "stages"

    @classmethod
    def title(cls) -> str:
        return QCoreApplication.translate("Look", "Stages")
