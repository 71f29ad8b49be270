"""The actions of the Translate pane: their names, keys and words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction, QKeySequence

from attnviz.ui.panes.translate.choices import Choices

if TYPE_CHECKING:
    from attnviz.ui.panes.translate.pane import TranslatePane

KEYS = {
    "undo_choice": "Ctrl+Z",
    "redo_choice": "Ctrl+Shift+Z",
    "own_words": "Ctrl+Backspace",
    "mine": "Ctrl+T",
    "switch_heads": "Ctrl+Shift+O",
    "all_heads_on": "Ctrl+Shift+K",
    "show_heatmap": "Ctrl+Shift+H",
    "show_lines": "Ctrl+Shift+L",
    "show_positions": "Ctrl+Shift+B",
    "toggle_words": "Ctrl+Shift+W",
    "toggle_heads": "Ctrl+Shift+D",
    "best_map": "Ctrl+Shift+A",
    "next_head": "Ctrl+PgDown",
    "previous_head": "Ctrl+PgUp",
    "input_step": "Ctrl+Shift+I",
    "norms_or_weights": "Ctrl+Shift+V",
    "measure_heads": "Ctrl+Shift+E",
    "check_truth": "Ctrl+Shift+T",
    "explain": "Ctrl+I",
    "work_out": "Ctrl+Shift+G",
}
MENUS = {
    "edit": ("undo_choice", "redo_choice", "own_words", "mine", "switch_heads", "all_heads_on"),
    "view": (
        *("show_heatmap", "show_lines", "show_positions", "toggle_words", "toggle_heads", "best_map", "next_head"),
        *("previous_head", "input_step", "norms_or_weights", "measure_heads", "check_truth", "explain", "work_out"),
    ),
}
FOR_HEADS = (
    *("switch_heads", "all_heads_on", "show_positions", "toggle_heads", "best_map", "next_head", "previous_head"),
    *("input_step", "norms_or_weights", "measure_heads"),
)  # only where a model has several


def _slots(pane: TranslatePane) -> dict[str, Callable[[], object]]:
    """What each action does."""
    view, drawer, panel = pane.view, pane.drawer, pane.panel
    return {
        "undo_choice": pane.forcing.undo,
        "redo_choice": pane.forcing.redo,
        "own_words": pane.forcing.free,
        "mine": pane.sentences.own.toggle,
        "switch_heads": drawer.switch_chosen,
        "all_heads_on": drawer.switch_all_on,
        "show_heatmap": view.heatmap.click,
        "show_lines": view.lines.click,
        "show_positions": view.positions.click,
        "toggle_words": lambda: (view.pieces if view.words.isChecked() else view.words).click(),
        "toggle_heads": view.heads.click,
        "best_map": pane.show_best,
        "next_head": lambda: drawer.step(1),
        "previous_head": lambda: drawer.step(-1),
        "input_step": view.shift.click,
        "norms_or_weights": lambda: (view.weights if view.norms.isChecked() else view.norms).click(),
        "measure_heads": drawer.sweep.click,
        "check_truth": panel.truth.check.click,
        "explain": panel.explain.toggle,
        "work_out": pane.work_out,
    }


def make(pane: TranslatePane) -> dict[str, QAction]:
    """An action of the pane for each of ``KEYS``."""
    made, slots = {}, _slots(pane)
    for name, keys in KEYS.items():
        action = QAction(pane)
        action.setObjectName(f"translate.{'explain_action' if name == 'explain' else name}")
        action.setShortcut(QKeySequence(keys))
        action.triggered.connect(lambda _checked=False, slot=slots[name]: slot())
        made[name] = action
    return made


def enable(actions: Mapping[str, QAction], choices: Choices, *, heads: bool) -> None:
    """Offer what can be done now; some only for a model with several ``heads``."""
    actions["undo_choice"].setEnabled(choices.can_undo)
    actions["redo_choice"].setEnabled(choices.can_redo)
    actions["own_words"].setEnabled(bool(choices.current.prefix))
    for name in FOR_HEADS:
        actions[name].setEnabled(heads)


def word(actions: Mapping[str, QAction]) -> None:
    """Give every action its text in the interface language."""
    for name, text in {
        "undo_choice": QCoreApplication.translate("TranslatePane", "Undo choice"),
        "redo_choice": QCoreApplication.translate("TranslatePane", "Redo choice"),
        "own_words": QCoreApplication.translate("TranslatePane", "Back to the model's own translation"),
        "mine": QCoreApplication.translate("TranslatePane", "My translation"),
        "switch_heads": QCoreApplication.translate("TranslatePane", "Switch the chosen heads off or on"),
        "all_heads_on": QCoreApplication.translate("TranslatePane", "Switch all heads on"),
        "show_heatmap": QCoreApplication.translate("TranslatePane", "Heatmap"),
        "show_lines": QCoreApplication.translate("TranslatePane", "Lines"),
        "show_positions": QCoreApplication.translate("TranslatePane", "Positions"),
        "toggle_words": QCoreApplication.translate("TranslatePane", "Words or pieces"),
        "toggle_heads": QCoreApplication.translate("TranslatePane", "Heads beside the picture"),
        "best_map": QCoreApplication.translate("TranslatePane", "The map that aligns best"),
        "next_head": QCoreApplication.translate("TranslatePane", "Next head"),
        "previous_head": QCoreApplication.translate("TranslatePane", "Previous head"),
        "input_step": QCoreApplication.translate("TranslatePane", "Input step or output step"),
        "norms_or_weights": QCoreApplication.translate("TranslatePane", "Weights or norms"),
        "measure_heads": QCoreApplication.translate("TranslatePane", "Measure the effect of every head"),
        "check_truth": QCoreApplication.translate("TranslatePane", "Is this map telling the truth?"),
        "explain": QCoreApplication.translate("TranslatePane", "What am I looking at?"),
        "work_out": QCoreApplication.translate("TranslatePane", "Work this out in the Playground"),
    }.items():
        actions[name].setText(text)
