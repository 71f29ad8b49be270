"""The actions of the Translate pane: their names, keys and words."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

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


def make(owner: QWidget, slots: Mapping[str, Callable[[], object]]) -> dict[str, QAction]:
    """An action of ``owner`` for each of ``KEYS``, doing what ``slots`` says."""
    made = {}
    for name, keys in KEYS.items():
        action = QAction(owner)
        action.setObjectName(f"translate.{'explain_action' if name == 'explain' else name}")
        action.setShortcut(QKeySequence(keys))
        action.triggered.connect(lambda _checked=False, slot=slots[name]: slot())
        made[name] = action
    return made


def word(actions: Mapping[str, QAction]) -> None:
    """Give every action its text in the interface language."""
    say = QCoreApplication.translate
    for name, text in {
        "undo_choice": say("TranslatePane", "Undo choice"),
        "redo_choice": say("TranslatePane", "Redo choice"),
        "own_words": say("TranslatePane", "Back to the model's own translation"),
        "mine": say("TranslatePane", "My translation"),
        "switch_heads": say("TranslatePane", "Switch the chosen heads off or on"),
        "all_heads_on": say("TranslatePane", "Switch all heads on"),
        "show_heatmap": say("TranslatePane", "Heatmap"),
        "show_lines": say("TranslatePane", "Lines"),
        "show_positions": say("TranslatePane", "Positions"),
        "toggle_words": say("TranslatePane", "Words or pieces"),
        "toggle_heads": say("TranslatePane", "Heads beside the picture"),
        "best_map": say("TranslatePane", "The map that aligns best"),
        "next_head": say("TranslatePane", "Next head"),
        "previous_head": say("TranslatePane", "Previous head"),
        "input_step": say("TranslatePane", "Input step or output step"),
        "norms_or_weights": say("TranslatePane", "Weights or norms"),
        "measure_heads": say("TranslatePane", "Measure the effect of every head"),
        "check_truth": say("TranslatePane", "Is this map telling the truth?"),
        "explain": say("TranslatePane", "What am I looking at?"),
        "work_out": say("TranslatePane", "Work this out in the Playground"),
    }.items():
        actions[name].setText(text)
