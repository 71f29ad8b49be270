"""Opens the dialog of a figure and saves what it wants; the last choices are kept for the next figure."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from attnviz.ui.attention.figure import AnyFigure, FigureOptions


@dataclass(frozen=True)
class FigureFile:
    """A figure with the choices it is to be saved with."""

    figure: AnyFigure
    options: FigureOptions


class FigureExport(QObject):
    """``figure`` gives what is seen now, or None; ``save`` asks for a file of an ending and writes it there."""

    def __init__(
        self, owner: QWidget, figure: Callable[[], AnyFigure | None], save: Callable[[FigureFile], None]
    ) -> None:
        super().__init__(owner)
        self._owner, self._figure, self._save = owner, figure, save
        self._state = ""

    @property
    def options(self) -> FigureOptions:
        """The last choices; what makes no sense of remembered ones is as at first."""
        from attnviz.ui.attention.figure import options_from  # not before the first paint

        try:
            said = json.loads(self._state)
        except ValueError:
            said = {}
        return options_from(said if isinstance(said, dict) else {})

    def open(self) -> bool:
        """Show the dialog for what is seen; False where that is no map."""
        from attnviz.ui.attention.figure_dialog import FigureDialog  # not before the first paint

        figure = self._figure()
        if figure is None:
            return False
        dialog = FigureDialog(figure, self.options, self._owner)
        dialog.save_wanted.connect(partial(self._chosen, figure))
        dialog.show()
        return True

    def _chosen(self, figure: AnyFigure, options: FigureOptions) -> None:
        from attnviz.ui.attention.figure import remembered

        self._state = json.dumps(remembered(options))
        self._save(FigureFile(figure, options))

    def data(self, file: FigureFile) -> bytes:
        """The bytes of a figure."""
        from attnviz.ui.attention.figure_dialog import file_bytes

        return file_bytes(file.figure, file.options, self._owner.font())

    def state(self) -> str:
        """The last choices as one line; empty where there were none."""
        return self._state

    def restore(self, state: Any) -> None:
        """Take the last choices back."""
        self._state = state if isinstance(state, str) else ""
