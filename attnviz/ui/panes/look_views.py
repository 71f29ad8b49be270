"""The section "views" of the Look pane."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from attnviz.ui.panes.look_section import Section


class ViewsSection(Section):
    """To come."""

    id = "views"

    @classmethod
    def title(cls) -> str:
        return QCoreApplication.translate("Look", "Views")
