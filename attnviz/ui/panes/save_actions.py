"""What every pane's saving and copying has in common: one table of what can be saved and how, the file dialog, what is said."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog, QMenu, QToolButton, QWidget

from attnviz import atomic_write
from attnviz.ui.attention.figure_export import FigureExport, FigureFile
from attnviz.ui.commands import Actions, Command
from attnviz.ui.files import tables, writers
from attnviz.ui.files.dialogs import FileDialogs
from attnviz.ui.reworded import Reworded
from attnviz.ui.widgets.controls import IconButton

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from attnviz.ui.attention.figure import AnyFigure


class ExportButton(Reworded, IconButton):
    """All that can be saved and copied, as a menu under one button."""

    def __init__(self, name: str, menu: Callable[[QWidget], QMenu]) -> None:
        super().__init__(name, "export")
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setMenu(menu(self))
        self.retranslate()

    def retranslate(self) -> None:
        self.word(self.tr("Export"))
        self.setAccessibleName(self.tr("Save or copy what is shown"))
        self.menu().setTitle(self.text())


@dataclass(frozen=True)
class Save:
    """One kind of file: its name among the others, the ``ending``, what the menu says, and what writes one of what is shown."""

    what: str
    ending: str
    text: Callable[[], str]
    write: Callable[[Path, Any], str]  # gives the sentence that is said afterwards
    keys: str = ""


@dataclass(frozen=True)
class Copy:
    """One thing for the clipboard: what the menu says, and what puts it there."""

    what: str
    text: Callable[[], str]
    put: Callable[[Any], str]  # gives the sentence that is said afterwards
    keys: str = ""


class NothingYet(Exception):
    """There is none of what was to be saved: says so in one sentence."""


class FileActions(QObject):
    """The commands to save and to copy what is shown; ``done`` and ``failed`` carry one sentence each.

    ``name`` begins the object names, ``also`` are commands that stand between saving and copying; with ``figure``, what is seen can
    also be exported as a figure for a paper.
    """

    done = Signal(str)
    failed = Signal(str)

    def __init__(
        self,
        owner: QWidget,
        name: str,
        *,
        saves: Iterable[Save],
        copies: Iterable[Copy],
        also: Sequence[Command] = (),
        figure: Callable[[], AnyFigure | None] | None = None,
    ) -> None:
        super().__init__(owner)
        self._owner = owner
        if figure is not None:
            open_figure = f"{name}.export.figure"
            keys = "Ctrl+Shift+F"
            also = [
                self.command(open_figure, lambda: self.tr("Export figure…"), "file", self._open_figure, keys),
                *also,
            ]
        self.figures = FigureExport(owner, figure or (lambda: None), self._save_figure)
        self._enabled, self._also = False, also
        self._dialogs = FileDialogs(owner, f"{name}.export.dialog")
        self._saves = {save.what: save for save in saves}
        self._copies = {copy.what: copy for copy in copies}
        self.actions = Actions(
            owner,
            [
                *(
                    self.command(f"{name}.export.{each.what}", each.text, "file", partial(self._ask, each), each.keys)
                    for each in self._saves.values()
                ),
                *also,
                *(
                    self.command(f"{name}.copy.{what}", each.text, "edit", partial(self.copy, what), each.keys)
                    for what, each in self._copies.items()
                ),
            ],
        )
        self.saves = {what: self.actions[f"{name}.export.{what}"] for what in self._saves}
        self.copies = {what: self.actions[f"{name}.copy.{what}"] for what in self._copies}

    def command(self, id: str, text: Callable[[], str], menu: str, do: Callable[[], object], keys: str = "") -> Command:
        """One that is offered as soon as there is something to save."""
        return Command(id, text, menu, do, keys, enabled=lambda: self._enabled)

    def set_enabled(self, enabled: bool) -> None:
        """There is something to save."""
        self._enabled = enabled
        self.actions.refresh()

    def menu(self, parent: QWidget) -> QMenu:
        """All of it as a menu."""
        menu = QMenu(parent)
        menu.addActions([self.actions[command.id] for command in self._also if command.menu == "file"])
        menu.addActions(list(self.saves.values()))
        menu.addSeparator()
        menu.addActions(list(self.copies.values()))
        return menu

    def shown(self) -> Any:
        """What is on the screen and may be saved; None for nothing."""
        raise NotImplementedError

    def stem(self, save: Save) -> str:
        """What is proposed as the name of a file, without its ending."""
        return save.what

    def save_as(self, what: str, path: Path) -> bool:
        """Save one thing in the file that was chosen for it; says what came of it."""
        shown = self.shown()
        return shown is not None and self.write(self._saves[what], path, shown)

    def write(self, save: Save, path: Path, shown: Any) -> bool:
        """Write what is shown in a file; says what came of it."""
        try:
            sentence = save.write(path, shown)
        except OSError as error:
            self.failed.emit(writers.sentence_for(error, path))
            return False
        except NothingYet as nothing:
            self.failed.emit(str(nothing))
            return False
        self.done.emit(sentence)
        return True

    def copy(self, what: str) -> None:
        """Put one thing on the clipboard; says so."""
        copy, shown = self._copies[what], self.shown()
        if shown is None:
            return
        try:
            self.done.emit(copy.put(shown))
        except NothingYet as nothing:
            self.failed.emit(str(nothing))

    def whole(self, data: Callable[[Any], bytes]) -> Callable[[Path, Any], str]:
        """Writes the bytes that ``data`` makes of what is shown."""

        def write(path: Path, shown: Any) -> str:
            atomic_write.write(path, data(shown))
            return self.tr("Saved {}").format(path)

        return write

    def copied(self, what: str) -> str:
        """What is said of the clipboard with the picture, the numbers or the Python lines on it."""
        return {
            "picture": self.tr("The picture is on the clipboard."),
            "svg": self.tr("The picture is on the clipboard, as SVG."),
            "numbers": self.tr("The numbers are on the clipboard."),
            "latex": self.tr("The numbers are on the clipboard, as a LaTeX table."),
            "markdown": self.tr("The numbers are on the clipboard, as a Markdown table."),
            "python": self.tr("The Python lines are on the clipboard."),
        }[what]

    def put_svg(self, svg: bytes) -> str:
        """Put a picture on the clipboard as SVG and as its text; what is said of it."""
        both = QMimeData()
        both.setData("image/svg+xml", svg)
        both.setText(svg.decode("utf-8", "replace"))
        QGuiApplication.clipboard().setMimeData(both)
        return self.copied("svg")

    def put_latex(self, numbers: str) -> str:
        """Put tab-separated numbers on the clipboard as a LaTeX table; what is said of it."""
        QGuiApplication.clipboard().setText(tables.latex(tables.rows_of(numbers)))
        return self.copied("latex")

    def put_markdown(self, numbers: str) -> str:
        """Put tab-separated numbers on the clipboard as a Markdown table; what is said of it."""
        QGuiApplication.clipboard().setText(tables.markdown(tables.rows_of(numbers)))
        return self.copied("markdown")

    def _open_figure(self) -> None:
        if not self.figures.open():
            self.failed.emit(self.no_figure())

    def no_figure(self) -> str:
        """What is said where there is nothing that can be a figure."""
        return self.tr("Only the heatmap and the lines can be exported as a figure.")

    def _save_figure(self, file: FigureFile) -> None:
        """Ask for the file of a figure whose choices are made, and write it."""
        save = Save("figure", file.options.format, lambda: "", self.whole(self.figures.data))
        self.ask_for(save, file.figure.stem, lambda path: self.write(save, path, file))

    def _ask(self, save: Save) -> None:
        self.ask_for(save, self.stem(save), partial(self.save_as, save.what))

    def ask_for(self, save: Save, stem: str, chosen: Callable[[Path], object]) -> None:
        """Ask for a file of a kind, of which ``stem`` is proposed as the name, without holding up the window."""
        dialog = self._dialogs.make()
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(f"{save.ending.upper()} (*.{save.ending})")
        dialog.setDefaultSuffix(save.ending)
        dialog.selectFile(f"{stem}.{save.ending}")
        dialog.fileSelected.connect(lambda path: chosen(_with_ending(Path(path), save.ending)))
        dialog.open()


def _with_ending(path: Path, ending: str) -> Path:
    return path if path.suffix.lower() == f".{ending}" else path.with_name(f"{path.name}.{ending}")


class PictureActions(FileActions):
    """For a picture with numbers behind it: a subclass gives the bytes of each format, and what is copied."""

    def __init__(self, owner: QWidget, name: str, figure: Callable[[], AnyFigure | None] | None = None) -> None:
        super().__init__(owner, name, saves=self.formats(), copies=self.clips(), figure=figure)

    def formats(self) -> list[Save]:
        """Every kind of file: another is an entry here, or where a subclass adds to them."""
        return [
            Save("png", "png", lambda: self.tr("Save picture as PNG…"), self.whole(self.png), "Ctrl+S"),
            Save("svg", "svg", lambda: self.tr("Save picture as SVG…"), self.whole(self.svg), "Ctrl+Shift+S"),
            Save("csv", "csv", lambda: self.tr("Save numbers as CSV…"), self.whole(self.csv)),
            Save("json", "json", lambda: self.tr("Save everything as JSON…"), self.whole(self.json)),
            Save("npz", "npz", lambda: self.tr("Save arrays as NPZ…"), self.whole(self.npz)),
        ]

    def clips(self) -> list[Copy]:
        """Everything for the clipboard."""
        return [
            Copy("picture", lambda: self.tr("Copy picture"), self._copy_picture, "Ctrl+Shift+C"),
            Copy("numbers", lambda: self.tr("Copy numbers"), self._copy_numbers, "Ctrl+Shift+N"),
            Copy("svg", lambda: self.tr("Copy picture as SVG"), self._copy_svg),
            Copy("latex", lambda: self.tr("Copy numbers as LaTeX table"), self._copy_latex),
            Copy("markdown", lambda: self.tr("Copy numbers as Markdown table"), self._copy_markdown),
            Copy("python", lambda: self.tr("Copy Python lines"), self._copy_python, "Ctrl+Shift+Y"),
        ]

    def png(self, shown: Any) -> bytes:
        raise NotImplementedError

    def svg(self, shown: Any) -> bytes:
        raise NotImplementedError

    def csv(self, shown: Any) -> bytes:
        raise NotImplementedError

    def json(self, shown: Any) -> bytes:
        raise NotImplementedError

    def npz(self, shown: Any) -> bytes:
        raise NotImplementedError

    def image(self, shown: Any) -> QImage:
        """The picture for the clipboard."""
        raise NotImplementedError

    def numbers(self, shown: Any) -> str:
        """The numbers for the clipboard, tab-separated."""
        raise NotImplementedError

    def python(self, shown: Any) -> str:
        """Python lines that give the same numbers."""
        raise NotImplementedError

    def python_copied(self, shown: Any) -> str:
        """What is said when the Python lines are on the clipboard."""
        return self.copied("python")

    def _copy_picture(self, shown: Any) -> str:
        QGuiApplication.clipboard().setImage(self.image(shown))
        return self.copied("picture")

    def _copy_numbers(self, shown: Any) -> str:
        QGuiApplication.clipboard().setText(self.numbers(shown))
        return self.copied("numbers")

    def _copy_svg(self, shown: Any) -> str:
        return self.put_svg(self.svg(shown))

    def _copy_latex(self, shown: Any) -> str:
        return self.put_latex(self.numbers(shown))

    def _copy_markdown(self, shown: Any) -> str:
        return self.put_markdown(self.numbers(shown))

    def _copy_python(self, shown: Any) -> str:
        QGuiApplication.clipboard().setText(self.python(shown))
        return self.python_copied(shown)
