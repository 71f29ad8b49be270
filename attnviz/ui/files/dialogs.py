"""File dialogs that do not hold up the window: one at a time for each owner."""

from __future__ import annotations

from PySide6.QtWidgets import QFileDialog, QWidget


class FileDialogs:
    """Makes the dialogs of one owner.

    A finished dialog is kept until the next one is made. It must not be deleted when it ends: while it asks about a file that is
    not there or would be written over, whatever closes it would delete it inside its own ``accept``, and the program would die.
    """

    def __init__(self, owner: QWidget, name: str) -> None:
        self._owner, self._name = owner, name
        self._dialog: QFileDialog | None = None

    def make(self) -> QFileDialog:
        """A new dialog in the place of the one before; the caller sets it up and opens it."""
        if self._dialog is not None:
            self._dialog.close()
            self._dialog.setObjectName("")
            self._dialog.deleteLater()
        self._dialog = QFileDialog(self._owner)
        self._dialog.setObjectName(self._name)
        return self._dialog
