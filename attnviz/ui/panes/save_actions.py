"""What every pane's saving and copying has in common: its actions, the file dialog, and what is said of a file afterwards."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QFileDialog, QMenu, QToolButton, QWidget

from attnviz import atomic_write
from attnviz.ui.files import writers
from attnviz.ui.files.dialogs import FileDialogs
from attnviz.ui.widgets.controls import IconButton


class ExportButton(IconButton):
    """All that can be saved and copied, as a menu under one button."""

    def __init__(self, name: str, menu: Callable[[QWidget], QMenu]) -> None:
        super().__init__(name, "export")
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setMenu(menu(self))
        self.retranslate()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        self.word(self.tr("Export"))
        self.setAccessibleName(self.tr("Save or copy what is shown"))
        self.menu().setTitle(self.text())


class FileActions(QObject):
    """Actions to save and to copy, by name; ``done`` and ``failed`` carry one sentence each.

    ``name`` begins the object names. ``saves`` gives each thing that can be saved the file name that is proposed for it.
    """

    done = Signal(str)
    failed = Signal(str)

    def __init__(self, owner: QWidget, name: str, *, saves: Mapping[str, str], copies: Iterable[str]) -> None:
        super().__init__(owner)
        self._owner = owner
        self._proposed = dict(saves)
        self._what = ""
        self._dialogs = FileDialogs(owner, f"{name}.export.dialog")
        self.saves = {what: self._action(f"{name}.export.{what}", self._ask) for what in saves}
        self.copies = {what: self._action(f"{name}.copy.{what}", self._copy) for what in copies}

    def set_enabled(self, enabled: bool) -> None:
        """There is something to save."""
        for action in self.findChildren(QAction):
            action.setEnabled(enabled)

    def menu(self, parent: QWidget) -> QMenu:
        """All of it as a menu."""
        menu = QMenu(parent)
        menu.addActions(list(self.saves.values()))
        menu.addSeparator()
        menu.addActions(list(self.copies.values()))
        return menu

    def save_as(self, what: str, path: Path) -> bool:
        """Save one thing in the file that was chosen for it; says what came of it."""
        raise NotImplementedError

    def copy(self, what: str) -> None:
        """Put one thing on the clipboard."""
        raise NotImplementedError

    def _write(self, path: Path, data: Callable[[], bytes]) -> bool:
        def write() -> str:
            atomic_write.write(path, data())
            return self.tr("Saved {}").format(path)

        return self._told(path, write)

    def _told(self, path: Path, save: Callable[[], str]) -> bool:
        """Save, and say what ``save`` returns, or why it could not."""
        try:
            sentence = save()
        except OSError as error:
            self.failed.emit(writers.sentence_for(error, path))
            return False
        self.done.emit(sentence)
        return True

    def _copied(self, what: str) -> None:
        """Say what is on the clipboard: the picture, the numbers or the Python lines."""
        sentences = {
            "picture": self.tr("The picture is on the clipboard."),
            "numbers": self.tr("The numbers are on the clipboard."),
            "python": self.tr("The Python lines are on the clipboard."),
        }
        self.done.emit(sentences[what])

    def _action(self, name: str, slot: Callable[[], None]) -> QAction:
        action = QAction(self)
        action.setObjectName(name)
        action.setEnabled(False)
        action.triggered.connect(slot)
        return action

    def _ask(self) -> None:
        """Ask where to save, without holding up the window."""
        self._what = self.sender().objectName().rpartition(".")[2]
        ending = self._ending()
        dialog = self._dialogs.make()
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(f"{ending.upper()} (*.{ending})")
        dialog.setDefaultSuffix(ending)
        dialog.selectFile(self._proposed[self._what])
        dialog.fileSelected.connect(self._chosen)
        dialog.open()

    def _ending(self) -> str:
        return self._proposed[self._what].rpartition(".")[2]

    def _chosen(self, path: str) -> None:
        chosen, ending = Path(path), self._ending()
        if chosen.suffix.lower().removeprefix(".") != ending:
            chosen = chosen.with_name(f"{chosen.name}.{ending}")
        self.save_as(self._what, chosen)

    def _copy(self) -> None:
        self.copy(self.sender().objectName().rpartition(".")[2])


class PictureActions(FileActions):
    """For a picture with numbers behind it: saved as each of ``FORMATS``, copied as each of ``COPIES``."""

    FORMATS = ("png", "svg", "csv", "json", "npz")
    COPIES = ("picture", "numbers", "python")

    def __init__(self, owner: QWidget, name: str, *, stem: str) -> None:
        """``stem`` is proposed as the name of a file, without its ending."""
        super().__init__(owner, name, saves=self._named(stem), copies=self.COPIES)
        self.saves["png"].setShortcut(QKeySequence("Ctrl+S"))
        self.saves["svg"].setShortcut(QKeySequence("Ctrl+Shift+S"))
        self.copies["picture"].setShortcut(QKeySequence("Ctrl+Shift+C"))
        self.copies["numbers"].setShortcut(QKeySequence("Ctrl+Shift+N"))
        self.copies["python"].setShortcut(QKeySequence("Ctrl+Shift+P"))
        self.retranslate()

    def retranslate(self) -> None:
        for name, text in {
            "png": self.tr("Save picture as PNG…"),
            "svg": self.tr("Save picture as SVG…"),
            "csv": self.tr("Save numbers as CSV…"),
            "json": self.tr("Save everything as JSON…"),
            "npz": self.tr("Save arrays as NPZ…"),
        }.items():
            self.saves[name].setText(text)
        for name, text in {
            "picture": self.tr("Copy picture"),
            "numbers": self.tr("Copy numbers"),
            "python": self.tr("Copy Python lines"),
        }.items():
            self.copies[name].setText(text)

    def propose(self, stem: str) -> None:
        """Another name for the files."""
        self._proposed = self._named(stem)

    def _named(self, stem: str) -> dict[str, str]:
        return {format: f"{stem}.{format}" for format in self.FORMATS}
