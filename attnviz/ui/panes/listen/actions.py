"""What the Listen pane offers in the menus, with its keys."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from attnviz.ui.commands import Actions, Command
from attnviz.ui.panes.listen.state import TOOLS

if TYPE_CHECKING:
    from collections.abc import Callable

    from attnviz.ui.panes.listen.pane import ListenPane


class ListenActions(Actions):
    """The commands of the pane; saving and samples have their own."""

    def __init__(self, pane: ListenPane) -> None:
        self._pane = pane
        super().__init__(pane, self._table(pane))
        for changed in (pane.state.varied, pane.state.sound_changed, pane.state.tool_changed, pane.state.heard_changed):
            changed.connect(self.refresh)

    def _table(self, pane: ListenPane) -> list[Command]:
        state, sources = pane.state, pane.sources
        return [
            Command("listen.action.open", lambda: self.tr("Open sound…"), "file", sources.ask_for_file, "Ctrl+O"),
            Command(
                "listen.action.record",
                lambda: self.tr("Record, or stop recording"),
                "file",
                sources.toggle_recording,
                "Ctrl+R",
            ),
            Command("listen.action.join", lambda: self.tr("Join words…"), "file", pane.show_joined, "Ctrl+J"),
            Command(
                "listen.action.undo",
                lambda: self.tr("Undo"),
                "edit",
                state.undo,
                "Ctrl+Z",
                lambda: state.variations.can_undo,
            ),
            Command(
                "listen.action.redo",
                lambda: self.tr("Redo"),
                "edit",
                state.redo,
                "Ctrl+Shift+Z",
                lambda: state.variations.can_redo,
            ),
            Command("listen.action.own", lambda: self.tr("My transcript"), "edit", pane.transcript.own.click, "Ctrl+T"),
            Command(
                "listen.action.restore",
                lambda: self.tr("Sound as it was"),
                "edit",
                pane.tools.restore.click,
                "Ctrl+Backspace",
                lambda: bool(state.variation.edits) or state.variation.speed != 1.0,
            ),
            Command("listen.action.play", lambda: self.tr("Play or stop"), "view", pane.toggle_play, "Ctrl+P"),
            *(self._tool(tool) for tool in TOOLS),
            Command(
                "listen.action.test",
                lambda: self.tr("Test this map"),
                "view",
                pane.panel.test.check.click,
                "Ctrl+Shift+T",
            ),
            Command(
                "listen.action.explain",
                lambda: self.tr("What am I looking at?"),
                "view",
                pane.panel.explain.toggle,
                "Ctrl+I",
            ),
        ]

    def _tool(self, tool: str) -> Command:
        texts: dict[str, Callable[[], str]] = {
            "select": lambda: self.tr("Brush selects"),
            "mute": lambda: self.tr("Brush mutes"),
            "noise": lambda: self.tr("Brush covers with noise"),
        }
        keys = {"select": "Alt+1", "mute": "Alt+2", "noise": "Alt+3"}[tool]
        state = self._pane.state
        return Command(
            f"listen.action.{tool}",
            texts[tool],
            "view",
            partial(state.set_tool, tool),
            keys,
            checked=lambda: state.tool == tool,
            group="listen.tool",
        )
