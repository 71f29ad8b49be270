"""What the Look pane offers in the menus, with its keys."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence

from attnviz.ui.widgets.map_overlay import WAYS

if TYPE_CHECKING:
    from attnviz.ui.panes.look.body import LookBody

SWITCH_KEYS = {"smooth": "Ctrl+Shift+M", "boxes": "Ctrl+B", "beside": "Ctrl+Shift+B"}


class Actions(QObject):
    """The actions of the pane by menu; saving and copying are the exporter's."""

    def __init__(self, body: LookBody) -> None:
        super().__init__(body)
        self._body, self._state, self._exporter = body, body.state, body.exporter
        self.open = self._action("open", body.files.ask_for_file, "Ctrl+O")
        self.folder = self._action("folder", body.files.ask_for_folder, "Ctrl+Shift+O")
        self.paste = self._action("paste", body.files.paste, "Ctrl+V")
        self.turns = [
            self._action("previous", lambda: body.filmstrip.step(-1), "Alt+Left"),
            self._action("next", lambda: body.filmstrip.step(1), "Alt+Right"),
        ]
        for turn in self.turns:
            turn.setEnabled(False)
            body.filmstrip.opened.connect(turn.setEnabled)
        self.layer = self._action("layer", self.next_layer, "Ctrl+M")
        self.way = self._action("way", self.next_way, "Ctrl+Shift+W")
        self.fit = self._action("fit", body.picture.fit, "Ctrl+Shift+0")
        self.switches = {name: self._switch(name, keys) for name, keys in SWITCH_KEYS.items()}
        self._state.style_changed.connect(self._styled)

    def _action(self, name: str, slot: Callable[[], object], keys: str = "") -> QAction:
        made = QAction(self)
        made.setObjectName(f"look.action.{name}")
        made.setShortcut(QKeySequence(keys))
        made.triggered.connect(lambda _checked=False: slot())
        return made

    def _switch(self, name: str, keys: str) -> QAction:
        made = self._action(name, lambda: self._state.set_style(**{name: made.isChecked()}), keys)
        made.setCheckable(True)
        made.setChecked(getattr(self._state.style, name))
        return made

    def by_menu(self) -> dict[str, list[QAction]]:
        """The actions in the order of the menus."""
        exporter, files = self._exporter, self._body.files
        menus = [files.samples_menu.menuAction(), files.recent_menu.menuAction()]
        tools = self._body.whatif.tools
        return {
            "file": [self.open, self.folder, self.paste, *menus, *exporter.saves.values()],
            "edit": [tools.undo_action, tools.redo_action, *exporter.copies.values()],
            "view": [self.layer, self.way, *self.switches.values(), self.fit, *self.turns],
        }

    def next_layer(self) -> None:
        """Turn to the next map."""
        layers = self._state.layers()
        at = layers.index(self._state.style.layer) if self._state.style.layer in layers else -1
        self._state.set_style(layer=layers[(at + 1) % len(layers)])

    def next_way(self) -> None:
        """Draw the map in the next way."""
        self._state.set_style(way=WAYS[(WAYS.index(self._state.style.way) + 1) % len(WAYS)])

    def _styled(self) -> None:
        for name, action in self.switches.items():
            action.setChecked(getattr(self._state.style, name))

    def retranslate(self) -> None:
        """Word everything in the language of now."""
        self.open.setText(self.tr("Open picture…"))
        self.folder.setText(self.tr("Open folder…"))
        self.paste.setText(self.tr("Paste picture"))
        self.turns[0].setText(self.tr("Previous picture of the folder"))
        self.turns[1].setText(self.tr("Next picture of the folder"))
        self.layer.setText(self.tr("Next map"))
        self.way.setText(self.tr("Next way of drawing the map"))
        self.fit.setText(self.tr("Whole picture"))
        names = {
            "smooth": self.tr("Smooth map"),
            "boxes": self.tr("Boxes"),
            "beside": self.tr("Plain photo beside"),
        }
        for name, action in self.switches.items():
            action.setText(names[name])
