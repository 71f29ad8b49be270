"""What the Latent pane offers in the menus, with its keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attnviz.ui.commands import Actions, Command

if TYPE_CHECKING:
    from attnviz.ui.panes.latent.pane import LatentPane


class LatentActions(Actions):
    """The commands of the pane; saving and copying are the exporter's."""

    def __init__(self, pane: LatentPane) -> None:
        super().__init__(pane, self._table(pane))
        pane.state.code.settled.connect(self.refresh)

    def _table(self, pane: LatentPane) -> list[Command]:
        code, sliders, encode, picture = pane.state.code, pane.sliders, pane.encode, pane.column.picture

        def turn_smooth() -> None:
            picture.set_smooth(not picture.is_smooth())

        return [
            Command("latent.action.open", lambda: self.tr("Open picture…"), "file", encode.ask_for_file, "Ctrl+O"),
            Command("latent.action.paste", lambda: self.tr("Paste picture"), "file", encode.paste_picture, "Ctrl+V"),
            Command(
                "latent.action.another",
                lambda: self.tr("Random sample"),
                "file",
                encode.encode_another,
                "Ctrl+Shift+A",
            ),
            Command(
                "latent.action.undo",
                lambda: self.tr("Undo move"),
                "edit",
                code.undo,
                "Ctrl+Z",
                enabled=lambda: code.can_undo,
            ),
            Command(
                "latent.action.redo",
                lambda: self.tr("Redo move"),
                "edit",
                code.redo,
                "Ctrl+Shift+Z",
                enabled=lambda: code.can_redo,
            ),
            Command(
                "latent.action.reset",
                lambda: self.tr("Back to the picture"),
                "edit",
                sliders.reset_all,
                "Ctrl+Backspace",
            ),
            Command("latent.action.random", lambda: self.tr("Random code"), "edit", sliders.randomise, "Ctrl+R"),
            Command(
                "latent.action.smooth",
                lambda: self.tr("Smooth picture"),
                "view",
                turn_smooth,
                checked=picture.is_smooth,
            ),
            Command("latent.action.film", lambda: self.tr("Play or stop"), "view", pane.toggle_film, "Ctrl+Space"),
        ]
