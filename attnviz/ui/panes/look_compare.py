"""The section "compare" of the Look pane."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from attnviz.ui.panes.look_section import Section


class CompareSection(Section):
    """To come."""

    id = "compare"

    @classmethod
    def title(cls) -> str:
        return QCoreApplication.translate("Look", "Compare")
