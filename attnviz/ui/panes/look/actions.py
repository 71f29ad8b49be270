"""What the Look pane offers in the menus, with its keys."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from attnviz.ui.commands import Actions, Command
from attnviz.ui.widgets.map_overlay import WAYS

if TYPE_CHECKING:
    from collections.abc import Callable

    from attnviz.ui.panes.look.pane import LookPane


class LookActions(Actions):
    """The commands of the pane; the menus of photos, painting, saving and copying have their own beside what they do."""

    def __init__(self, pane: LookPane) -> None:
        self._state = pane.state
        super().__init__(pane, self._table(pane))
        pane.state.style_changed.connect(self.refresh)
        pane.filmstrip.opened.connect(self.refresh)

    def _table(self, pane: LookPane) -> list[Command]:
        files, row = pane.files, pane.filmstrip.row
        return [
            Command("look.action.open", lambda: self.tr("Open picture…"), "file", files.ask_for_file, "Ctrl+O"),
            Command(
                "look.action.folder", lambda: self.tr("Open folder…"), "file", files.ask_for_folder, "Ctrl+Shift+O"
            ),
            Command("look.action.paste", lambda: self.tr("Paste picture"), "file", files.paste, "Ctrl+V"),
            Command("look.action.layer", lambda: self.tr("Next map"), "view", self.next_layer, "Ctrl+M"),
            Command(
                "look.action.way",
                lambda: self.tr("Next way of drawing the map"),
                "view",
                self.next_way,
                "Ctrl+Shift+W",
            ),
            self._switch("smooth", lambda: self.tr("Smooth map"), "Ctrl+Shift+M", apart=True),
            self._switch("boxes", lambda: self.tr("Boxes"), "Ctrl+B"),
            self._switch("beside", lambda: self.tr("Plain photo beside"), "Ctrl+Shift+B"),
            Command(
                "look.action.fit",
                lambda: self.tr("Whole picture"),
                "view",
                pane.picture.fit,
                "Ctrl+Shift+0",
                apart=True,
            ),
            Command(
                "look.action.previous",
                lambda: self.tr("Previous picture of the folder"),
                "view",
                partial(pane.filmstrip.step, -1),
                "Alt+Left",
                enabled=lambda: row.count() > 0,
                apart=True,
            ),
            Command(
                "look.action.next",
                lambda: self.tr("Next picture of the folder"),
                "view",
                partial(pane.filmstrip.step, 1),
                "Alt+Right",
                enabled=lambda: row.count() > 0,
            ),
        ]

    def _switch(self, name: str, text: Callable[[], str], keys: str, *, apart: bool = False) -> Command:
        def on() -> bool:
            return bool(getattr(self._state.style, name))

        def turn() -> None:
            self._state.set_style(**{name: not on()})

        return Command(f"look.action.{name}", text, "view", turn, keys, checked=on, apart=apart)

    def next_layer(self) -> None:
        """Turn to the next map."""
        layers = self._state.layers()
        at = layers.index(self._state.style.layer) if self._state.style.layer in layers else -1
        self._state.set_style(layer=layers[(at + 1) % len(layers)])

    def next_way(self) -> None:
        """Draw the map in the next way."""
        self._state.set_style(way=WAYS[(WAYS.index(self._state.style.way) + 1) % len(WAYS)])
