"""What the Open pane offers in the menus, with its keys."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from attnviz.ui.commands import Actions, Command
from attnviz.ui.panes.open import example

if TYPE_CHECKING:
    from attnviz.ui.panes.open.pane import OpenPane


class OpenActions(Actions):
    """The commands of the pane; opening, saving and copying stand elsewhere."""

    def __init__(self, pane: OpenPane) -> None:
        super().__init__(pane, self._table(pane))

    def _table(self, pane: OpenPane) -> list[Command]:
        drawer, page = pane.one_head.view.drawer, pane.all_heads.page

        def has_model() -> bool:
            return pane.state.model is not None

        def has_subject() -> bool:
            return pane.state.subject is not None

        def find() -> None:
            pane.show_section("all")
            page.begin_to_find()

        names = {
            "all": lambda: self.tr("All heads"),
            "head": lambda: self.tr("One head"),
            "patterns": lambda: self.tr("Habits"),
            "lens": lambda: self.tr("Logit lens"),
            "compare": lambda: self.tr("Compare"),
        }
        sections = [
            Command(f"open.show.{id}", text, "view", partial(pane.show_section, id), f"Ctrl+Alt+{number}")
            for number, (id, text) in enumerate(names.items(), start=1)
        ]
        return [
            Command("open.example", lambda: self.tr("Example: a reaction"), "file", partial(example.show, pane)),
            Command("open.find", lambda: self.tr("Find a token"), "edit", find, "Ctrl+F", enabled=has_subject),
            Command(
                "open.switch_heads",
                lambda: self.tr("Switch the chosen heads off or on"),
                "edit",
                drawer.switch_chosen,
                "Ctrl+Shift+X",
                enabled=has_model,
            ),
            Command(
                "open.all_heads_on",
                lambda: self.tr("Switch all heads on"),
                "edit",
                drawer.switch_all_on,
                "Ctrl+Shift+K",
                enabled=has_model,
            ),
            *sections,
            Command("open.next_head", lambda: self.tr("Next head"), "view", partial(drawer.step, 1), "Ctrl+PgDown"),
            Command(
                "open.previous_head", lambda: self.tr("Previous head"), "view", partial(drawer.step, -1), "Ctrl+PgUp"
            ),
            Command(
                "open.write_on",
                lambda: self.tr("Write on, or stop"),
                "model",
                pane.write_box.button.click,
                "Ctrl+Return",
                enabled=lambda: pane.state.model is not None and pane.state.model.writes,
            ),
            Command(
                "open.measure_heads",
                lambda: self.tr("Measure the effect of every head"),
                "model",
                drawer.sweep.click,
                "Ctrl+Shift+E",
                enabled=has_model,
            ),
            Command(
                "open.keep",
                lambda: self.tr("Keep what is shown, to compare"),
                "model",
                pane.state.keep,
                enabled=has_subject,
            ),
        ]
