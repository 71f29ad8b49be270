"""Saving and copying from the Look pane: the photo as it is shown with its map and boxes, and the numbers behind it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSizeF

from attnviz.engine.look import as_numbers
from attnviz.ui.attention.picture_figure import PictureFigure
from attnviz.ui.files import writers
from attnviz.ui.panes.look import seen, texts
from attnviz.ui.panes.save_actions import PictureActions, Save
from attnviz.ui.shares import percent
from attnviz.ui.theme import colors
from attnviz.ui.widgets.photo_drawing import draw_whole, merged

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QFont, QImage, QPainter
    from PySide6.QtWidgets import QWidget

    from attnviz.ui.attention.picture_figure import Drawing
    from attnviz.ui.panes.look.seen import Seen
    from attnviz.ui.panes.look.state import LookState, Photo
    from attnviz.ui.theme import Colors

LEAST = 1024  # pixels of a picture's longer side at least; a larger photo keeps its own
DRAWN = 820.0  # points of the longer side: lines and names are as thick on it as in the window


class Exporter(PictureActions):
    """Saves and copies what is seen; there is something to save as soon as there is an answer.

    ``painted`` gives what is seen where the photo is painted over, and None elsewhere: then it is the photo that the state holds.
    """

    def __init__(self, owner: QWidget, state: LookState, painted: Callable[[], Seen | None] = lambda: None) -> None:
        super().__init__(owner, "look", self.figure)
        self._state, self._painted = state, painted
        for changed in (state.photo_changed, state.answer_changed, state.model_changed):
            changed.connect(lambda: self.set_enabled(state.answer is not None))

    def shown(self) -> Seen | None:
        return self._painted() or seen.of_state(self._state)

    def stem(self, save: Save) -> str:
        shown = self.shown()
        return shown.stem if shown is not None else save.what

    def png(self, shown: Seen) -> bytes:
        return writers.png(self._drawing(shown), _size(shown.photo), colors().panel, ratio=_ratio(shown.photo))

    def svg(self, shown: Seen) -> bytes:
        draw, size = self._drawing(shown), _size(shown.photo)
        return writers.svg(draw, size, colors().panel, title=shown.photo.name, description=_said(shown))

    def csv(self, shown: Seen) -> bytes:
        return writers.spreadsheet(self._table(shown))

    def json(self, shown: Seen) -> bytes:
        photo = shown.photo
        image = str(photo.path) if photo.path is not None else photo.name
        whole = as_numbers.everything(shown.answer, self._state.chosen, image=image, full=photo.full)
        return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")

    def npz(self, shown: Seen) -> bytes:
        return writers.packed(as_numbers.arrays(shown.answer, full=shown.photo.full))

    def image(self, shown: Seen) -> QImage:
        return writers.image(self._drawing(shown), _size(shown.photo), colors().panel, ratio=_ratio(shown.photo))

    def numbers(self, shown: Seen) -> str:
        return self._table(shown, delimiter="\t")

    def python(self, shown: Seen) -> str:
        file = str(shown.photo.path) if shown.photo.path is not None else "picture.png"
        return as_numbers.python_lines(shown.answer, self._state.chosen, file=file, longest=shown.longest)

    def python_copied(self, shown: Seen) -> str:
        if shown.photo.path is not None:
            return super().python_copied(shown)
        return self.tr("The Python lines are on the clipboard; they read picture.png, so save your picture so.")

    def _table(self, shown: Seen, *, delimiter: str = ",") -> str:
        rows = as_numbers.rows(shown.answer, self._state.chosen, full=shown.photo.full)
        cells = ([*where, f"{value:.6g}"] for *where, value in rows)
        return writers.separated([as_numbers.COLUMNS, *cells], delimiter=delimiter)

    def figure(self) -> PictureFigure | None:
        """What is seen, for a paper: the class and how probable it is above it."""
        shown = self.shown()
        if shown is None:
            return None
        rows, columns = shown.photo.pixels.shape[:2]

        def body(width: float, font: QFont, colors: Colors) -> Drawing:
            return self._drawing(shown, font), QSizeF(width, width * rows / columns)

        return PictureFigure(body, _said(shown), shown.photo.name, shown.stem)

    def _drawing(self, shown: Seen, font: QFont | None = None) -> Callable[[QPainter, QSizeF, bool], None]:
        """What draws the photo with its map and boxes, their names in a font: the window's where none is given."""
        photo, layer, font = shown.photo, shown.layer, font or self._owner.font()

        def draw(painter: QPainter, size: QSizeF, vector: bool) -> None:
            under, over = merged(photo.image, layer) if vector else (photo.image, layer)
            draw_whole(painter, QRectF(QPointF(), size), under, over, shown.frames, font)

        return draw


def _said(shown: Seen) -> str:
    """The best classes, each with its probability."""
    return ", ".join(f"{texts.class_name(one.label)} {percent(one.probability)}" for one in shown.answer.top)


def _size(photo: Photo) -> QSizeF:
    """The size in points that a photo fills."""
    height, width = photo.pixels.shape[:2]
    return QSizeF(width, height) * (DRAWN / max(width, height))


def _ratio(photo: Photo) -> float:
    """Pixels a point of a picture that is as fine as its photo."""
    return max(max(photo.pixels.shape[:2]), LEAST) / DRAWN
