"""Saving, copying and reading back from the Latent pane: the actions, the file dialog, and what is said afterwards."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QSizeF, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QPainter
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from attnviz.lazy_numpy import np
from attnviz.ui.files import writers
from attnviz.ui.panes.latent import file_formats as files
from attnviz.ui.panes.latent.file_formats import BadCodes
from attnviz.ui.panes.latent.interpolate import InterpolateSection
from attnviz.ui.panes.latent.state import LatentState
from attnviz.ui.panes.latent.traverse import TraverseSection
from attnviz.ui.panes.save_actions import FileActions
from attnviz.ui.theme import colors
from attnviz.ui.widgets.picture_view import as_image

# what is saved -> the ending of its file
SAVES = {
    "picture": "png",
    "grid": "png",
    "grid_svg": "svg",
    "strip": "gif",
    "strip_png": "png",
    "codes": "csv",
    "arrays": "npz",
}
COPIES = ("picture", "code", "python")
NEEDS = {"grid": "rows", "grid_svg": "rows", "strip": "film", "strip_png": "film"}


@dataclass(frozen=True, eq=False)
class Shown:
    """What is on the screen and may be saved; ``rows`` is the grid or strip, ``film`` what plays."""

    model: str
    picture: np.ndarray
    codes: Mapping[str, np.ndarray]
    arrays: Mapping[str, np.ndarray]
    rows: tuple[np.ndarray, ...] = ()
    row_labels: tuple[str, ...] = ()
    column_labels: tuple[str, ...] = ()
    film: tuple[np.ndarray, ...] = field(default=())


class Exporter(FileActions):
    """``shown`` says what is there to save; ``done`` and ``failed`` carry a sentence, ``read`` codes by name and their file."""

    read = Signal(object, str)

    def __init__(self, owner: QWidget, shown: Callable[[], Shown | None], latents: Callable[[], int]) -> None:
        proposed = {what: f"{what}.{ending}" for what, ending in SAVES.items()}
        super().__init__(owner, "latent", saves=proposed, copies=COPIES)
        self._shown, self._latents = shown, latents
        self.open = self._action("latent.read_codes", self._ask_codes)
        self.saves["picture"].setShortcut(QKeySequence("Ctrl+S"))
        self.saves["grid"].setShortcut(QKeySequence("Ctrl+Shift+S"))
        self.copies["picture"].setShortcut(QKeySequence("Ctrl+Shift+C"))
        self.copies["code"].setShortcut(QKeySequence("Ctrl+Shift+N"))
        self.copies["python"].setShortcut(QKeySequence("Ctrl+Shift+P"))
        self.retranslate()

    def retranslate(self) -> None:
        for name, text in {
            "picture": self.tr("Save picture as PNG…"),
            "grid": self.tr("Save grid as PNG…"),
            "grid_svg": self.tr("Save grid as SVG…"),
            "strip": self.tr("Save film as GIF…"),
            "strip_png": self.tr("Save film as numbered PNGs…"),
            "codes": self.tr("Save codes as CSV…"),
            "arrays": self.tr("Save codes and pictures as NPZ…"),
        }.items():
            self.saves[name].setText(text)
        for name, text in {
            "picture": self.tr("Copy picture"),
            "code": self.tr("Copy code"),
            "python": self.tr("Copy Python lines"),
        }.items():
            self.copies[name].setText(text)
        self.open.setText(self.tr("Read codes from CSV…"))

    # saving

    def save_as(self, what: str, path: Path) -> bool:
        """Save one thing that is shown; says what came of it."""
        shown = self._shown()
        if shown is None:
            return False
        if what in NEEDS and not getattr(shown, NEEDS[what]):
            self.failed.emit(self.tr("There is no grid or film yet: open Traverse or Interpolate first."))
            return False
        if what in ("strip", "strip_png"):
            return self._told(path, lambda: self._save_film(path, shown))
        return self._write(path, lambda: self._data(what, shown))

    def _save_film(self, path: Path, shown: Shown) -> str:
        count = files.save_film(path, shown.film)
        return self.tr("Saved {count} pictures as {path}").format(count=count, path=path)

    def _data(self, what: str, shown: Shown) -> bytes:
        match what:
            case "codes":
                return writers.spreadsheet(files.codes_csv(shown.codes))
            case "arrays":
                return writers.packed({**shown.arrays, "model": np.array(shown.model)})
            case "grid" | "grid_svg":
                font, palette = self._owner.font(), colors()

                def draw(painter: QPainter, size: QSizeF, vector: bool) -> None:
                    files.draw_sheet(painter, shown.rows, shown.row_labels, shown.column_labels, font, palette)

                size = files.sheet_size(shown.rows, shown.row_labels, shown.column_labels, font)
                if what == "grid":
                    return writers.png(draw, size, palette.panel)
                described = ", ".join(shown.row_labels)
                return writers.svg(draw, size, palette.panel, title=shown.model, description=described)
        return writers.png_of(as_image(shown.picture))

    def copy(self, what: str) -> None:
        """Put the ``picture``, its ``code`` (tab-separated) or the ``python`` lines on the clipboard."""
        shown, clipboard = self._shown(), QGuiApplication.clipboard()
        if shown is None:
            return
        z = shown.codes["sliders"]
        if what == "picture":
            clipboard.setImage(as_image(shown.picture))
        elif what == "code":
            clipboard.setText("\t".join(f"{value:.6g}" for value in z.tolist()))
            return self.done.emit(self.tr("The code is on the clipboard."))
        else:
            clipboard.setText(files.python_lines(shown.model, z))
        self._copied(what)

    # reading

    def menu(self, parent: QWidget) -> QMenu:
        menu = super().menu(parent)
        menu.addSeparator()
        menu.addAction(self.open)
        return menu

    def read_codes(self, path: Path) -> bool:
        """Read a CSV of codes; False, and one sentence, when it does not fit."""
        try:
            if path.stat().st_size > files.MOST_TEXT:
                raise BadCodes("no_codes")
            codes = files.read_codes(path.read_text(encoding="utf-8-sig"), self._latents())
        except (OSError, UnicodeDecodeError) as error:
            why = getattr(error, "strerror", None) or self.tr("it is no text")
            self.failed.emit(self.tr("{name} cannot be read: {why}.").format(name=path.name, why=why))
            return False
        except BadCodes as bad:
            self.failed.emit(self._sentence(bad, path.name))
            return False
        self.read.emit(codes, path.name)
        return True

    def _sentence(self, bad: BadCodes, name: str) -> str:
        sentences = {
            "no_codes": self.tr("{name} holds no codes."),
            "wrong_count": self.tr("Line {line} of {name} has {given} values; a code of this model has {expected}."),
            "not_a_number": self.tr("Line {line} of {name} holds something that is not a number."),
            "out_of_reach": self.tr("Line {line} of {name} holds a value beyond ±{reach:g}."),
        }
        return sentences[bad.code].format(name=name, **bad.parameters)

    # asking

    def _ask_codes(self) -> None:
        dialog = self._dialogs.make()
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter("CSV (*.csv *.tsv *.txt)")
        dialog.fileSelected.connect(lambda path: self.read_codes(Path(path)))
        dialog.open()


def collect(
    state: LatentState, traverse: TraverseSection, interpolate: InterpolateSection, *, way: bool
) -> Shown | None:
    """What may be saved now: of grids and films those of the way from A to B, or else of the traversal."""
    anchor = state.code.anchor
    if state.shown is None or anchor is None:
        return None
    codes = {"sliders": state.code.z.copy(), "mu": anchor.mu, "std": anchor.std}
    codes |= {letter: slot.code for letter, slot in interpolate.slots.items() if slot.code is not None}
    arrays = {"z": codes["sliders"], "mu": anchor.mu, "std": anchor.std, "picture": state.shown}
    if (encoded := anchor.encoded) is not None:
        arrays |= {"seen": encoded.seen, "reconstruction": encoded.reconstruction, "kl": encoded.kl}
        if encoded.spatial_map is not None:
            arrays["spatial_map"] = encoded.spatial_map
    film = interpolate.film() if way else traverse.film()
    frames = film[1] if film is not None else ()
    if way and film is not None:
        arrays |= {"strip_codes": film[0], "strip_pictures": np.stack(frames)}
        return Shown(state.model, state.shown, codes, arrays, (np.stack(frames),), ("A → B",), (), frames)
    rows, row_labels, column_labels = traverse.sheet()
    if rows:
        arrays |= {"grid_pictures": np.stack(rows), "grid_values": traverse.grid_values()}
    return Shown(state.model, state.shown, codes, arrays, rows, row_labels, column_labels, frames)
