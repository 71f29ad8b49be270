"""Where the Look pane's photos come from: dialogs, drops, the clipboard, the recent list, a folder, the samples."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from attnviz.ui.commands import Actions, Command
from attnviz.ui.files import folder_listing, read_pictures
from attnviz.ui.files.dialogs import FileDialogs
from attnviz.ui.files.unreadable import Unreadable
from attnviz.ui.panes.look import samples
from attnviz.ui.panes.look.recent_menu import Recent
from attnviz.ui.panes.look.state import LookState, Photo
from attnviz.ui.system.background import run_while_painting

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from attnviz.lazy_numpy import np

LONGEST = 2048  # pixels of a photo's longer side that are kept: more than a screen shows, and quick to read
LEAST = 8  # pixels of a side below which there is nothing to see
HEAVY = 20_000_000  # pixels above which the window does not wait for the decoder
MOST_GIVEN = 1000  # files of the row of pictures that are remembered; a folder is one
TRIES = 20  # files of a folder, at most, until one can be read
NETWORK = ("http", "https", "ftp", "ftps", "sftp", "smb")


class Files(QObject):
    """Gives photos through ``state.given``, and one sentence through ``state.failed`` where there is none.

    Of a folder or of several files: ``listed`` carries their paths (none when a single picture is opened) and which is shown,
    ``turned`` another that is to be shown, ``refused`` one that cannot be read.
    """

    listed = Signal(object, int)
    turned = Signal(int)
    refused = Signal(int)

    def __init__(self, state: LookState, owner: QWidget) -> None:
        super().__init__(owner)
        self._state = state
        self._paths: list[Path] = []
        self._given_paths: list[Path] = []  # the files and folders that those are of, now or the last time
        self._last = Path.home()  # where the next dialog begins
        self._dialogs = FileDialogs(owner, "look.open.dialog")
        self._recent = Recent(self)
        self._recent.chosen.connect(self.open_recent)
        shipped = [
            Command(f"look.sample.{id}", partial(samples.title, id), do=partial(self.open_sample, id))
            for id in samples.SAMPLES
        ]
        offered = Command("look.samples", lambda: self.tr("Samples"), "file", entries=shipped)
        self.commands = Actions(owner, [offered, self._recent.command()])
        self.samples_menu, self.recent_menu = (self.commands.submenu(id) for id in ("look.samples", "look.recent"))

    # opening

    def open_path(self, path: Path) -> bool:
        """Look at the picture in a file, or at those of a folder; False, and one sentence, when there is none."""
        path = Path(os.path.abspath(path))
        if os.path.isdir(path):
            return self.open_folder(path)
        if not self._show(path):
            return False
        self._remember(path)
        self._list([])
        return True

    def open_paths(self, paths: Iterable[Path]) -> bool:
        """Look at several files, those of folders among them; a single one is opened by itself."""
        given = [Path(os.path.abspath(path)) for path in paths]
        if len(given) == 1:
            return self.open_path(given[0])
        found: list[Path] = []
        for path in given:
            if os.path.isdir(path):
                inside = self._inside(path)
                if inside is None:
                    return False
                found += inside
            else:
                found.append(path)
        if not found:
            self._fail(self.tr("There are no pictures in what was given."))
            return False
        return self._begin(found, given)

    def reopen(self, path: Path | None) -> bool:
        """List what was listed the last time and show the picture that was shown; False where that is no more."""
        given, found = self._given_paths, []
        for each in given:
            try:
                found += folder_listing.pictures_in(each) if os.path.isdir(each) else [each] if each.is_file() else []
            except OSError:
                continue
        if not found:
            return False
        if path not in found:
            return self._begin(found, given)
        self._list(found, given, found.index(path))
        if self.turn_to(found.index(path)):
            return True
        self._list([])
        return False

    def open_folder(self, folder: Path) -> bool:
        """Look at the pictures of a folder, from the first that can be read."""
        folder = Path(os.path.abspath(folder))
        found = self._inside(folder)
        if found is None:
            return False
        if not found:
            self._fail(self.tr("There are no pictures in the folder {name}.").format(name=folder.name or folder))
            return False
        self._last = folder
        self._remember(folder)
        return self._begin(found, [folder])

    def open_sample(self, id: str) -> bool:
        """Look at one of the photos that ship."""
        if not self._show(samples.path(id), name=samples.title(id)):
            return False
        self._list([])
        return True

    def turn_to(self, index: int) -> bool:
        """Show another picture of the folder; False, and one sentence, when it cannot be read."""
        if not 0 <= index < len(self._paths):
            return False
        self.turned.emit(index)
        if self._show(self._paths[index]):
            return True
        self.refused.emit(index)
        return False

    def close_list(self) -> None:
        """Put the folder away; the picture stays."""
        self._list([])

    @staticmethod
    def takes(mime: QMimeData) -> bool:
        """Whether there is something to open, or a sentence to say, when this is dropped."""
        return mime.hasImage() or mime.hasUrls() or mime.hasText()

    def paste(self) -> bool:
        """Look at the picture, or the files, on the clipboard."""
        return self.take_mime(QGuiApplication.clipboard().mimeData(), dropped=False)

    def take_mime(self, mime: QMimeData | None, *, dropped: bool = True) -> bool:
        """Look at what was dropped or pasted: files, folders or pixels; False, and one sentence, when it is neither."""
        files = [] if mime is None else read_pictures.files_of(mime)
        if files:
            return self.open_paths(files)
        if mime is not None and not mime.hasImage() and _is_address(mime):
            self._fail(self.tr("attnviz loads nothing from the network: save the picture, then open the file."))
            return False

        def read() -> tuple[Photo, int]:
            pixels, _ = read_pictures.from_mime(mime, dropped=dropped, longest=LONGEST)
            height, width = pixels.shape[:2]
            if min(height, width) < LEAST:
                raise Unreadable("picture_too_small", name=self.tr("This picture"), width=width, height=height)
            return Photo(pixels), 1

        if not self._give(read):
            return False
        self._list([])
        return True

    def _inside(self, folder: Path) -> list[Path] | None:
        """The pictures of a folder; None, and one sentence, when it cannot be read."""
        try:
            return folder_listing.pictures_in(folder)
        except OSError as error:
            name = folder.name or str(folder)
            if isinstance(error, PermissionError):
                self._fail(self.tr("You are not allowed to read the folder {name}.").format(name=name))
            elif isinstance(error, FileNotFoundError | NotADirectoryError):
                self._fail(self.tr("The folder {name} is not there.").format(name=name))
            else:
                self._fail(
                    read_pictures.sentence("file_unreadable", {"name": name, "why": error.strerror or str(error)})
                )
            return None

    def _begin(self, paths: list[Path], given: list[Path]) -> bool:
        """List files and show the first of them that can be read; of those before it the first is told of."""
        self._list(paths, given)
        told = ""
        for index in range(min(len(paths), TRIES)):
            try:
                photo, frames = _photo(paths[index])
            except Unreadable as error:
                told = told or error.sentence()
                self.refused.emit(index)
                continue
            self.turned.emit(index)
            self._given(photo, frames)
            if told:
                self._fail(told)
            return True
        self._fail(told)
        return False

    def _list(self, paths: list[Path], given: Sequence[Path] = (), at: int = 0) -> None:
        self._given_paths = list(given)
        if paths or self._paths:
            self._paths = paths
            self.listed.emit(paths, at if paths else -1)

    def _show(self, path: Path, *, name: str = "") -> bool:
        return self._give(lambda: _photo(path, name))

    def _give(self, read: Callable[[], tuple[Photo, int]]) -> bool:
        try:
            photo, frames = read()
        except Unreadable as error:
            self._fail(error.sentence())
            return False
        self._given(photo, frames)
        return True

    def _given(self, photo: Photo, frames: int) -> None:
        self._fail("")
        self._state.given.emit(photo)
        if frames > 1:
            said = self.tr("{name} has {count} frames or pages; the first is shown.")
            self._state.said.emit(said.format(name=photo.name, count=frames))

    def _fail(self, sentence: str) -> None:
        self._state.failed.emit(sentence)

    # asking

    def ask_for_file(self) -> None:
        """Ask which pictures, without holding up the window."""
        dialog = self._ask(QFileDialog.FileMode.ExistingFiles)
        endings = " ".join(f"*.{ending}" for ending in sorted(read_pictures.FORMATS))
        dialog.setNameFilters([self.tr("Pictures ({})").format(endings), self.tr("All files (*)")])
        dialog.filesSelected.connect(lambda names: self.open_paths([Path(name) for name in names]))
        dialog.open()

    def ask_for_folder(self) -> None:
        """Ask which folder, without holding up the window."""
        dialog = self._ask(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(lambda name: self.open_folder(Path(name)))
        dialog.open()

    def _ask(self, mode: QFileDialog.FileMode) -> QFileDialog:
        dialog = self._dialogs.make()
        dialog.setFileMode(mode)
        dialog.setDirectory(str(self._last))
        return dialog

    # the recent list

    def recent(self) -> list[Path]:
        """Files and folders opened, the newest first."""
        return list(self._recent.paths)

    def open_recent(self, path: Path) -> bool:
        """Open one of the recent list; one that is not there any more is taken off it."""
        if not os.path.exists(path):
            self._recent.drop(path)
            self._fail(self.tr("{name} is not there any more; it was taken off the list.").format(name=path.name))
            return False
        return self.open_path(path)

    def _remember(self, path: Path) -> None:
        self._last = path if os.path.isdir(path) else path.parent
        self._recent.add(path)

    def save_state(self) -> dict[str, Any]:
        recent, listed = (
            [str(path) for path in paths] for paths in (self._recent.paths, self._given_paths[:MOST_GIVEN])
        )
        return {"recent": recent, "folder": str(self._last), "listed": listed}

    def restore_state(self, state: dict[str, Any]) -> None:
        recent, folder, listed = (state.get(key) for key in ("recent", "folder", "listed"))
        if isinstance(recent, list):
            self._recent.set_paths([Path(each) for each in recent if isinstance(each, str) and each])
        if isinstance(folder, str) and folder:
            self._last = Path(folder)
        if isinstance(listed, list) and not self._paths:
            self._given_paths = [Path(each) for each in listed[:MOST_GIVEN] if isinstance(each, str) and each]


def _photo(path: Path, name: str = "") -> tuple[Photo, int]:
    """The photo in a file and how many frames that has. Raises ``Unreadable``."""
    data = read_pictures.data_of(path)
    head = read_pictures.header(data, path.name)

    def decode() -> np.ndarray:
        return read_pictures.decode(data, name=path.name, longest=LONGEST, least=LEAST)

    wait = head.width * head.height > HEAVY or read_pictures.takes_long(data, path.name)
    pixels = run_while_painting(decode) if wait else decode()
    full = (head.width, head.height) if max(head.width, head.height) > LONGEST else None
    return Photo(pixels, name or path.name, path, full), head.frames


def _is_address(mime: QMimeData) -> bool:
    """Whether it is a place on the network, as a link or as text."""
    if any(url.scheme().lower() in NETWORK for url in mime.urls()):
        return True
    text = mime.text().strip() if mime.hasText() else ""
    return "\n" not in text and text.partition("://")[0].lower() in NETWORK and "://" in text
