"""Saving and copying from the Look pane: the photo as it is shown with its map and boxes, and the numbers behind it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSizeF

from attnviz.engine.look import as_numbers
from attnviz.ui.files import writers
from attnviz.ui.panes.look import overlay, texts
from attnviz.ui.panes.look.photo_sources import LONGEST
from attnviz.ui.panes.look.picture import frames
from attnviz.ui.panes.save_actions import PictureActions, Save
from attnviz.ui.theme import colors
from attnviz.ui.widgets.photo_drawing import draw_whole, merged

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtWidgets import QWidget

    from attnviz.engine.look.messages import Looked
    from attnviz.ui.panes.look.state import LookState, Photo

LEAST = 1024  # pixels of a picture's longer side at least; a larger photo keeps its own
DRAWN = 820.0  # points of the longer side: lines and names are as thick on it as in the window


class Exporter(PictureActions):
    """Saves and copies what the state holds; there is something to save as soon as there is an answer."""

    def __init__(self, owner: QWidget, state: LookState) -> None:
        super().__init__(owner, "look")
        self._state = state
        for changed in (state.photo_changed, state.answer_changed, state.model_changed):
            changed.connect(lambda: self.set_enabled(state.answer is not None))

    def shown(self) -> tuple[Photo, Looked] | None:
        photo, answer = self._state.photo, self._state.answer
        return None if photo is None or answer is None else (photo, answer)

    def stem(self, save: Save) -> str:
        """After the photo's own name."""
        photo = self._state.photo
        stem = Path(photo.name).stem if photo is not None and photo.name else ""
        return f"{stem}.look" if stem else "look"

    def png(self, shown: tuple[Photo, Looked]) -> bytes:
        draw, size = self._drawing(shown[0])
        return writers.png(draw, size, colors().panel, ratio=_ratio(shown[0]))

    def svg(self, shown: tuple[Photo, Looked]) -> bytes:
        photo, answer = shown
        draw, size = self._drawing(photo)
        said = ", ".join(f"{texts.class_name(one.label)} {texts.percent(one.probability)}" for one in answer.top)
        return writers.svg(draw, size, colors().panel, title=photo.name, description=said)

    def csv(self, shown: tuple[Photo, Looked]) -> bytes:
        return writers.spreadsheet(self._table(*shown))

    def json(self, shown: tuple[Photo, Looked]) -> bytes:
        photo, answer = shown
        image = str(photo.path) if photo.path is not None else photo.name
        whole = as_numbers.everything(answer, self._state.chosen, image=image, full=photo.full)
        return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")

    def npz(self, shown: tuple[Photo, Looked]) -> bytes:
        return writers.packed(as_numbers.arrays(shown[1], full=shown[0].full))

    def image(self, shown: tuple[Photo, Looked]) -> QImage:
        draw, size = self._drawing(shown[0])
        return writers.image(draw, size, colors().panel, ratio=_ratio(shown[0]))

    def numbers(self, shown: tuple[Photo, Looked]) -> str:
        return self._table(*shown, delimiter="\t")

    def python(self, shown: tuple[Photo, Looked]) -> str:
        photo, answer = shown
        file = str(photo.path) if photo.path is not None else "picture.png"
        return as_numbers.python_lines(answer, self._state.chosen, file=file, longest=LONGEST)

    def python_copied(self, shown: tuple[Photo, Looked]) -> str:
        if shown[0].path is not None:
            return super().python_copied(shown)
        return self.tr("The Python lines are on the clipboard; they read picture.png, so save your picture so.")

    def _table(self, photo: Photo, answer: Looked, *, delimiter: str = ",") -> str:
        rows = as_numbers.rows(answer, self._state.chosen, full=photo.full)
        cells = ([*where, f"{value:.6g}"] for *where, value in rows)
        return writers.separated([as_numbers.COLUMNS, *cells], delimiter=delimiter)

    def _drawing(self, photo: Photo) -> tuple[Callable[[QPainter, QSizeF, bool], None], QSizeF]:
        """What draws the photo with its map and boxes, and the size in points that it fills."""
        state = self._state
        height, width = photo.pixels.shape[:2]
        size = QSizeF(width, height) * (DRAWN / max(width, height))
        layer, boxes, font = overlay.layer(state), frames(state) if state.style.boxes else [], self._owner.font()

        def draw(painter: QPainter, size: QSizeF, vector: bool) -> None:
            shown, over = merged(photo.image, layer) if vector else (photo.image, layer)
            draw_whole(painter, QRectF(QPointF(), size), shown, over, boxes, font)

        return draw, size


def _ratio(photo: Photo) -> float:
    """Pixels a point of a picture that is as fine as its photo."""
    return max(max(photo.pixels.shape[:2]), LEAST) / DRAWN
