"""What the Read pane offers in the menus, with its keys."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from attnviz.ui.commands import Actions, Command

if TYPE_CHECKING:
    from attnviz.ui.panes.read.pane import ReadPane


class ReadActions(Actions):
    """The commands of the pane; saving has its own."""

    def __init__(self, pane: ReadPane) -> None:
        self._pane = pane
        super().__init__(pane, self._table(pane))
        pane.tabs.currentChanged.connect(self.refresh)

    def _table(self, pane: ReadPane) -> list[Command]:
        sections = [
            Command(
                f"read.section.{id}",
                section.title,
                "view",
                partial(pane.show_section, id),
                f"Alt+{number}",
                checked=partial(pane.shows, id),
                group="read.section",
            )
            for number, (id, section) in enumerate(pane.sections.items(), start=1)
        ]
        return [
            *sections,
            Command(
                "read.next_head",
                lambda: self.tr("Next head"),
                "view",
                lambda: pane.current().view.drawer.step(1),
                "Ctrl+PgDown",
                apart=True,
            ),
            Command(
                "read.previous_head",
                lambda: self.tr("Previous head"),
                "view",
                lambda: pane.current().view.drawer.step(-1),
                "Ctrl+PgUp",
            ),
            Command(
                "read.measure_heads",
                lambda: self.tr("Measure the effect of every head"),
                "view",
                lambda: pane.current().view.drawer.sweep.click(),
                "Ctrl+Shift+E",
                enabled=lambda: pane.current().measures is not None,
            ),
            Command(
                "read.heads_table",
                lambda: self.tr("Table of all heads"),
                "view",
                lambda: pane.current().view.drawer.show_table(),
                "Ctrl+Shift+U",
                enabled=lambda: pane.current().measures is not None,
            ),
            Command(
                "read.check_truth",
                lambda: self.tr("Test this map"),
                "view",
                lambda: pane.current().test_map(),
                "Ctrl+Shift+T",
                apart=True,
                enabled=lambda: pane.current().measures is not None,
            ),
            Command(
                "read.all_on",
                lambda: self.tr("Switch every head on"),
                "model",
                lambda: pane.current().view.drawer.switch_all_on(),
                enabled=lambda: bool(pane.current().off),
            ),
        ]
