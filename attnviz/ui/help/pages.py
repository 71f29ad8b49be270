"""Opens the pages of the help menu beside a window, one at a time; each is imported when it is first wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Slot

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDialog


class HelpPages(QObject):
    """Knows which page is open."""

    def __init__(self, window: Any) -> None:  # the Window, which imports this file
        super().__init__(window)
        self._window = window
        self._page: QDialog | None = None

    def shortcuts(self) -> None:
        """The page of the keys of all commands, those of the other panes too."""
        from attnviz.ui.help.shortcuts_page import ShortcutsPage

        window = self._window
        window.make_all()
        others = [
            (pane.title(), [c for table in pane.commands() for c in table.commands])
            for pane in window.panes.values()
            if pane is not window.pane
        ]
        self._show(ShortcutsPage([*window.menus.commands(), *others], window))

    def palette(self) -> None:
        """Every command that can be run now, to be found by typing."""
        from attnviz.ui.help.command_palette import CommandPalette

        palette = CommandPalette(self._window.menus.commands(), self._window)
        palette.ran.connect(self._window.menus.refresh)
        self._show(palette)

    def glossary(self) -> None:
        """The page of every term in one sentence."""
        from attnviz.ui.help.glossary_page import GlossaryPage

        self._show(GlossaryPage(self._window))

    def cite(self) -> None:
        """How to cite what the pane shows now."""
        from attnviz.ui.help.cite_page import CitePage

        pane = self._window.pane
        self._show(CitePage(pane.title() if pane else "attnviz", pane.papers() if pane else (), self._window))

    def about(self) -> None:
        """The page of what this program is."""
        from attnviz.ui.help.about_page import AboutPage

        self._show(AboutPage(self._window))

    def close(self) -> None:
        """Close the page that is open."""
        if self._page:
            self._page.close()

    def _show(self, page: QDialog) -> None:
        self.close()
        self._page = page
        page.finished.connect(self._closed)
        page.show()

    @Slot()
    def _closed(self) -> None:
        self._page = None
