"""What the Translate pane offers in the menus, with its keys."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from attnviz.ui.commands import Actions, Command

if TYPE_CHECKING:
    from collections.abc import Callable

    from attnviz.ui.panes.translate.pane import TranslatePane


class TranslateActions(Actions):
    """The commands of the pane; saving and copying are the exporter's."""

    def __init__(self, pane: TranslatePane) -> None:
        self._heads = False
        super().__init__(pane, self._table(pane))
        view = pane.view
        for button, id in (
            (view.heatmap, "show_heatmap"),
            (view.lines, "show_lines"),
            (view.pictures["positions"], "show_positions"),
            (view.words, "toggle_words"),
            (view.pieces, "toggle_words"),
            (view.weights, "norms_or_weights"),
            (view.norms, "norms_or_weights"),
            (view.heads, "toggle_heads"),
        ):
            button.setProperty("keys", self[f"translate.{id}"].shortcut().toString())

    def offer(self, *, heads: bool) -> None:
        """Offer what can be done now; some only for a model with several ``heads``."""
        self._heads = heads
        self.refresh()

    def _for_heads(self) -> bool:
        return self._heads

    def _table(self, pane: TranslatePane) -> list[Command]:
        forcing, choices, drawer = pane.forcing, pane.forcing.choices, pane.drawer
        view, panel, heads = pane.view, pane.panel, self._for_heads

        edit, show = partial(_command, "edit"), partial(_command, "view")
        return [
            edit(
                "undo_choice",
                "Ctrl+Z",
                pane.undoing.undo,
                lambda: self.tr("Undo choice or text"),
                pane.undoing.can_undo,
            ),
            edit(
                "redo_choice",
                "Ctrl+Shift+Z",
                pane.undoing.redo,
                lambda: self.tr("Redo choice or text"),
                pane.undoing.can_redo,
            ),
            edit(
                "own_words",
                "Ctrl+Backspace",
                forcing.free,
                lambda: self.tr("Back to the model's own translation"),
                lambda: bool(choices.current.prefix),
            ),
            edit("mine", "Ctrl+T", pane.sentences.own.toggle, lambda: self.tr("My translation")),
            edit(
                "switch_heads",
                "Ctrl+Shift+O",
                drawer.switch_chosen,
                lambda: self.tr("Switch the chosen heads off or on"),
                heads,
            ),
            edit("all_heads_on", "Ctrl+Shift+K", drawer.switch_all_on, lambda: self.tr("Switch all heads on"), heads),
            show(
                "show_heatmap",
                "Ctrl+Shift+H",
                view.heatmap.click,
                lambda: self.tr("Heatmap"),
                checked=view.heatmap.isChecked,
                group="picture",
            ),
            show(
                "show_lines",
                "Ctrl+Shift+L",
                view.lines.click,
                lambda: self.tr("Lines"),
                checked=view.lines.isChecked,
                group="picture",
            ),
            show(
                "show_positions",
                "Ctrl+Shift+B",
                view.pictures["positions"].click,
                lambda: self.tr("Positions"),
                heads,
                checked=view.pictures["positions"].isChecked,
                group="picture",
            ),
            show(
                "toggle_words",
                "Ctrl+Shift+W",
                lambda: (view.pieces if view.words.isChecked() else view.words).click(),
                lambda: self.tr("Whole words"),
                checked=view.words.isChecked,
                apart=True,
            ),
            show(
                "norms_or_weights",
                "Ctrl+Shift+V",
                lambda: (view.weights if view.norms.isChecked() else view.norms).click(),
                lambda: self.tr("Weighted by value norms"),
                heads,
                checked=view.norms.isChecked,
            ),
            show(
                "input_step",
                "Ctrl+Shift+I",
                view.shift.click,
                lambda: self.tr("Shift rows to the word just read"),
                heads,
                checked=view.shift.isChecked,
            ),
            show(
                "toggle_heads",
                "Ctrl+Shift+D",
                view.heads.click,
                lambda: self.tr("Heads beside the picture"),
                heads,
                checked=view.heads.isChecked,
                apart=True,
            ),
            show("best_map", "Ctrl+Shift+A", pane.show_best, lambda: self.tr("Best-aligned head"), heads),
            show("next_head", "Ctrl+PgDown", partial(drawer.step, 1), lambda: self.tr("Next head"), heads),
            show("previous_head", "Ctrl+PgUp", partial(drawer.step, -1), lambda: self.tr("Previous head"), heads),
            show(
                "measure_heads",
                "Ctrl+Shift+E",
                drawer.sweep.click,
                lambda: self.tr("Measure the effect of every head"),
                heads,
            ),
            show("heads_table", "Ctrl+Shift+U", drawer.show_table, lambda: self.tr("Table of all heads"), heads),
            show(
                "check_truth",
                "Ctrl+Shift+T",
                panel.truth.check.click,
                lambda: self.tr("Test this map"),
                apart=True,
            ),
            show(
                "explain_action",
                "Ctrl+I",
                panel.explain.toggle,
                lambda: self.tr("What am I looking at?"),
                checked=panel.explain.isChecked,
            ),
            show("work_out", "Ctrl+Shift+G", pane.work_out, lambda: self.tr("Work this out in the Playground")),
        ]


def _command(
    menu: str,
    name: str,
    keys: str,
    do: Callable[[], object],
    text: Callable[[], str],
    enabled: Callable[[], bool] = lambda: True,
    *,
    checked: Callable[[], bool] | None = None,
    group: str = "",
    apart: bool = False,
) -> Command:
    return Command(
        f"translate.{name}",
        text,
        menu,
        do,
        keys,
        enabled,
        checked=checked,
        group=group and f"translate.{group}",
        apart=apart,
    )
