"""Saving, copying and reading back from the Latent pane: the actions, the file dialog, and what is said afterwards."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSizeF, Signal
from PySide6.QtGui import QGuiApplication, QPainter
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from attnviz import regular_file
from attnviz.lazy_numpy import np
from attnviz.ui.files import writers
from attnviz.ui.panes.latent import file_formats as files
from attnviz.ui.panes.latent.file_formats import BadCodes
from attnviz.ui.panes.save_actions import Copy, FileActions, NothingYet, Save
from attnviz.ui.theme import colors
from attnviz.ui.widgets.picture_view import as_image

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from attnviz.ui.attention.figure import AnyFigure
    from attnviz.ui.panes.latent.interpolate import InterpolateSection
    from attnviz.ui.panes.latent.state import LatentState
    from attnviz.ui.panes.latent.traverse import TraverseSection


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
    """``shown`` gives what is there to save; ``read`` carries codes by name and their file."""

    read = Signal(object, str)

    def __init__(
        self,
        owner: QWidget,
        shown: Callable[[], Shown | None],
        latents: Callable[[], int],
        figure: Callable[[], AnyFigure | None],
    ) -> None:
        self._shown, self._latents = shown, latents
        super().__init__(
            owner,
            "latent",
            saves=self._formats(),
            copies=self._clips(),
            also=[self.command("latent.read_codes", lambda: self.tr("Read codes from CSV…"), "file", self._ask_codes)],
            figure=figure,
        )

    def _formats(self) -> list[Save]:
        gif, pngs = partial(self._save_film, files.save_gif), partial(self._save_film, files.save_pngs)
        return [
            Save("picture", "png", lambda: self.tr("Save picture as PNG…"), self.whole(_picture), "Ctrl+S"),
            Save("grid", "png", lambda: self.tr("Save grid as PNG…"), self.whole(self._grid), "Ctrl+Shift+S"),
            Save("grid_svg", "svg", lambda: self.tr("Save grid as SVG…"), self.whole(self._grid_svg)),
            Save("strip", "gif", lambda: self.tr("Save film as GIF…"), gif),
            Save("strip_png", "png", lambda: self.tr("Save film as numbered PNGs…"), pngs),
            Save("codes", "csv", lambda: self.tr("Save codes as CSV…"), self.whole(_codes)),
            Save("arrays", "npz", lambda: self.tr("Save codes and pictures as NPZ…"), self.whole(_arrays)),
        ]

    def _clips(self) -> list[Copy]:
        return [
            Copy("picture", lambda: self.tr("Copy picture"), self._copy_picture, "Ctrl+Shift+C"),
            Copy("code", lambda: self.tr("Copy code"), self._copy_code, "Ctrl+Shift+N"),
            Copy("grid", lambda: self.tr("Copy grid as picture"), self._copy_grid),
            Copy("svg", lambda: self.tr("Copy grid as SVG"), lambda shown: self.put_svg(self._grid_svg(shown))),
            Copy("latex", lambda: self.tr("Copy codes as LaTeX table"), lambda shown: self.put_latex(_table(shown))),
            Copy(
                "markdown",
                lambda: self.tr("Copy codes as Markdown table"),
                lambda shown: self.put_markdown(_table(shown)),
            ),
            Copy("python", lambda: self.tr("Copy Python lines"), self._copy_python, "Ctrl+Shift+Y"),
        ]

    def shown(self) -> Shown | None:
        return self._shown()

    # saving

    def _save_film(self, save: Callable[[Path, Sequence[np.ndarray]], int], path: Path, shown: Shown) -> str:
        if not shown.film:
            raise self._nothing()
        count = save(path, shown.film)
        return self.tr("Saved {count} pictures as {path}").format(count=count, path=path)

    def _grid(self, shown: Shown) -> bytes:
        draw, size = self._sheet(shown)
        return writers.png(draw, size, colors().panel)

    def _grid_svg(self, shown: Shown) -> bytes:
        draw, size = self._sheet(shown)
        described = ", ".join(shown.row_labels)
        return writers.svg(draw, size, colors().panel, title=shown.model, description=described)

    def _sheet(self, shown: Shown) -> tuple[writers.Draw, QSizeF]:
        """What draws the grid or strip, and its size."""
        if not shown.rows:
            raise self._nothing()
        font, palette = self._owner.font(), colors()

        def draw(painter: QPainter, size: QSizeF, vector: bool) -> None:
            files.draw_sheet(painter, shown.rows, shown.row_labels, shown.column_labels, font, palette)

        return draw, files.sheet_size(shown.rows, shown.row_labels, shown.column_labels, font)

    def _nothing(self) -> NothingYet:
        return NothingYet(self.tr("There is no grid or film yet: open Traverse or Interpolate first."))

    # copying

    def _copy_picture(self, shown: Shown) -> str:
        QGuiApplication.clipboard().setImage(as_image(shown.picture))
        return self.copied("picture")

    def _copy_grid(self, shown: Shown) -> str:
        draw, size = self._sheet(shown)
        QGuiApplication.clipboard().setImage(writers.image(draw, size, colors().panel))
        return self.copied("picture")

    def _copy_code(self, shown: Shown) -> str:
        QGuiApplication.clipboard().setText("\t".join(f"{value:.6g}" for value in shown.codes["sliders"].tolist()))
        return self.tr("The code is on the clipboard.")

    def _copy_python(self, shown: Shown) -> str:
        QGuiApplication.clipboard().setText(files.python_lines(shown.model, shown.codes["sliders"]))
        return self.copied("python")

    def no_figure(self) -> str:
        return self.tr("The pictures are still on their way; try again when all are there.")

    # reading

    def menu(self, parent: QWidget) -> QMenu:
        menu = super().menu(parent)
        menu.addSeparator()
        menu.addAction(self.actions["latent.read_codes"])
        return menu

    def read_codes(self, path: Path) -> bool:
        """Read a CSV of codes; False, and one sentence, when it does not fit."""
        try:
            data = regular_file.read(path, most=files.MOST_TEXT)
            codes = files.read_codes(data.decode("utf-8-sig"), self._latents())
        except (OSError, ValueError) as error:
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


def _picture(shown: Shown) -> bytes:
    return writers.png_of(as_image(shown.picture))


def _codes(shown: Shown) -> bytes:
    return writers.spreadsheet(files.codes_csv(shown.codes))


def _table(shown: Shown) -> str:
    return files.codes_csv(shown.codes, delimiter="\t")


def _arrays(shown: Shown) -> bytes:
    return writers.packed({**shown.arrays, "model": np.array(shown.model)})


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
