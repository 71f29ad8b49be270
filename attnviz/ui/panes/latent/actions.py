"""What the Latent pane offers in the menus, with its keys."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence

if TYPE_CHECKING:
    from attnviz.ui.panes.latent.body import LatentBody


class Actions(QObject):
    """The actions of the pane by menu; saving and copying are the exporter's."""

    def __init__(self, body: LatentBody) -> None:
        super().__init__(body)
        self._exporter = body.exporter
        self._body = body
        self.open = self._action("open", body.encode.ask_for_file, "Ctrl+O")
        self.paste = self._action("paste", body.encode.paste_picture, "Ctrl+V")
        self.another = self._action("another", body.encode.encode_another, "Ctrl+Shift+A")
        self.undo = self._action("undo", body.state.code.undo, "Ctrl+Z")
        self.redo = self._action("redo", body.state.code.redo, "Ctrl+Shift+Z")
        self.reset = self._action("reset", body.sliders.reset_all, "Ctrl+Backspace")
        self.random = self._action("random", body.sliders.randomise, "Ctrl+R")
        self.film = self._action("film", body.toggle_film, "Ctrl+Space")
        self.smooth = self._action("smooth", self.follow_smooth)
        self.smooth.setCheckable(True)
        self.smooth.setChecked(True)
        body.state.code.settled.connect(self._settled)
        self._settled()

    def _action(self, name: str, slot: Callable[[], object], keys: str = "") -> QAction:
        made = QAction(self)
        made.setObjectName(f"latent.action.{name}")
        made.setShortcut(QKeySequence(keys))
        made.triggered.connect(lambda _checked=False: slot())
        return made

    def by_menu(self) -> dict[str, list[QAction]]:
        """The actions in the order of the menus."""
        exporter = self._exporter
        return {
            "file": [self.open, self.paste, self.another, *exporter.saves.values(), exporter.open],
            "edit": [self.undo, self.redo, self.reset, self.random, *exporter.copies.values()],
            "view": [self.smooth, self.film],
        }

    def follow_smooth(self) -> None:
        """Draw the picture as the action says."""
        self._body.column.picture.set_smooth(self.smooth.isChecked())

    def _settled(self) -> None:
        code = self._body.state.code
        self.undo.setEnabled(code.can_undo)
        self.redo.setEnabled(code.can_redo)

    def retranslate(self) -> None:
        """Word everything in the language of now."""
        self.open.setText(self.tr("Open picture…"))
        self.paste.setText(self.tr("Paste picture"))
        self.another.setText(self.tr("Another sample"))
        self.undo.setText(self.tr("Undo move"))
        self.redo.setText(self.tr("Redo move"))
        self.reset.setText(self.tr("Back to the picture"))
        self.random.setText(self.tr("Random code"))
        self.smooth.setText(self.tr("Smooth picture"))
        self.film.setText(self.tr("Play or stop"))
