"""Saving and copying from the Look pane: the photo as it is shown with its map and boxes, and the numbers behind it."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QGuiApplication, QKeySequence, QPainter
from PySide6.QtWidgets import QWidget

from attnviz.engine import look_numbers
from attnviz.engine.look_messages import Looked
from attnviz.ui import export
from attnviz.ui.exporting import FileActions
from attnviz.ui.panes import look_overlay as overlay
from attnviz.ui.panes import look_texts as texts
from attnviz.ui.panes.look_files import LONGEST
from attnviz.ui.panes.look_picture import frames
from attnviz.ui.panes.look_state import LookState, Photo
from attnviz.ui.theme import colors
from attnviz.ui.widgets.photo_drawing import draw_whole, merged

FORMATS = ("png", "svg", "csv", "json", "npz")
COPIES = ("picture", "numbers", "python")
LEAST = 1024  # pixels of a picture's longer side at least; a larger photo keeps its own
DRAWN = 820.0  # points of the longer side: lines and names are as thick on it as in the window


class Exporter(FileActions):
    """Saves and copies what the state holds; there is something to save as soon as there is an answer."""

    def __init__(self, owner: QWidget, state: LookState) -> None:
        super().__init__(owner, "look", saves={format: f"look.{format}" for format in FORMATS}, copies=COPIES)
        self._state = state
        self.saves["png"].setShortcut(QKeySequence("Ctrl+S"))
        self.saves["svg"].setShortcut(QKeySequence("Ctrl+Shift+S"))
        self.copies["picture"].setShortcut(QKeySequence("Ctrl+Shift+C"))
        self.copies["numbers"].setShortcut(QKeySequence("Ctrl+Shift+N"))
        self.copies["python"].setShortcut(QKeySequence("Ctrl+Shift+P"))
        for changed in (state.pictured, state.answered, state.modelled):
            changed.connect(self._follow)
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

    def _follow(self) -> None:
        """Propose names after the photo's own."""
        photo = self._state.photo
        stem = Path(photo.name).stem if photo is not None and photo.name else ""
        self._proposed = {format: f"{stem}.look.{format}" if stem else f"look.{format}" for format in FORMATS}
        self.set_enabled(self._state.answer is not None)

    def save_as(self, what: str, path: Path) -> bool:
        """Save what is shown as ``png``, ``svg``, ``csv``, ``json`` or ``npz``; says what came of it."""
        photo, answer = self._state.photo, self._state.answer
        if photo is None or answer is None:
            return False
        return self._write(path, lambda: self._data(what, photo, answer))

    def copy(self, what: str) -> None:
        """Put the ``picture``, its ``numbers`` (tab-separated) or the ``python`` lines on the clipboard."""
        photo, answer, clipboard = self._state.photo, self._state.answer, QGuiApplication.clipboard()
        if photo is None or answer is None:
            return
        if what == "picture":
            draw, size = self._drawing(photo)
            clipboard.setImage(export.image(draw, size, colors().panel, ratio=_ratio(photo)))
            self.done.emit(self.tr("The picture is on the clipboard."))
        elif what == "numbers":
            clipboard.setText(self._table(photo, answer, delimiter="\t"))
            self.done.emit(self.tr("The numbers are on the clipboard."))
        else:
            file = str(photo.path) if photo.path is not None else "picture.png"
            lines = look_numbers.python_lines(answer, self._state.chosen, file=file, longest=LONGEST)
            clipboard.setText(lines)
            said = self.tr("The Python lines are on the clipboard.")
            if photo.path is None:
                said = self.tr("The Python lines are on the clipboard; they read picture.png, so save your picture so.")
            self.done.emit(said)

    def _data(self, what: str, photo: Photo, answer: Looked) -> bytes:
        match what:
            case "csv":  # the mark at the beginning tells spreadsheets that this is UTF-8
                return b"\xef\xbb\xbf" + self._table(photo, answer).encode()
            case "json":
                image = str(photo.path) if photo.path is not None else photo.name
                whole = look_numbers.everything(answer, self._state.chosen, image=image, full=photo.full)
                return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")
            case "npz":
                return export.packed(look_numbers.arrays(answer, full=photo.full))
        draw, size = self._drawing(photo)
        if what == "png":
            return export.png(draw, size, colors().panel, ratio=_ratio(photo))
        said = ", ".join(f"{texts.class_name(one.label)} {texts.percent(one.probability)}" for one in answer.top)
        return export.svg(draw, size, colors().panel, title=photo.name, description=said)

    def _table(self, photo: Photo, answer: Looked, *, delimiter: str = ",") -> str:
        out = io.StringIO()
        writer = csv.writer(out, delimiter=delimiter, lineterminator="\n")
        writer.writerow(look_numbers.COLUMNS)
        for *where, value in look_numbers.rows(answer, self._state.chosen, full=photo.full):
            writer.writerow([*where, f"{value:.6g}"])
        return out.getvalue()

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
