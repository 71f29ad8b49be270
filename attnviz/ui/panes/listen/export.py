"""Saving and copying from the Listen pane: the map over the sound, the numbers behind it, words with their times."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSizeF
from PySide6.QtGui import QFontMetricsF

from attnviz.engine.listen import as_numbers, labels
from attnviz.ui.attention.picture_figure import PictureFigure
from attnviz.ui.files import writers
from attnviz.ui.panes.save_actions import PictureActions, Save
from attnviz.ui.theme import colors
from attnviz.ui.widgets.heatmap_drawing import PaintStyle

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import QFont, QImage, QPainter
    from PySide6.QtWidgets import QWidget

    from attnviz.engine.listen.messages import Heard
    from attnviz.ui.attention.picture_figure import Drawing
    from attnviz.ui.panes.listen.sound_map import ListenPage
    from attnviz.ui.panes.listen.state import ListenState
    from attnviz.ui.theme import Colors

MOST_ROWS = 40  # of a figure that are as high as text


class Exporter(PictureActions):
    """There is something to save as soon as there is an answer."""

    def __init__(self, owner: QWidget, state: ListenState, page: ListenPage) -> None:
        super().__init__(owner, "listen", self._figure)
        self._state, self._page = state, page
        state.map_changed.connect(lambda: self.set_enabled(True))

    def formats(self) -> list[Save]:
        return [
            *super().formats(),
            Save("textgrid", "TextGrid", lambda: self.tr("Save words as TextGrid (Praat)…"), self.whole(self.textgrid)),
            Save("srt", "srt", lambda: self.tr("Save words as subtitles (SRT)…"), self.whole(self.srt)),
            Save("audacity", "txt", lambda: self.tr("Save words as Audacity labels…"), self.whole(self.audacity)),
        ]

    def shown(self) -> Heard | None:
        return self._state.heard

    def stem(self, save: Save) -> str:
        return self._stem()

    def _stem(self) -> str:
        """The name of the sound's file, where it has one."""
        path = self._path()
        return f"{path.stem}.listen" if path is not None else "listen"

    def textgrid(self, shown: Heard) -> bytes:
        length = len(shown.frames) * shown.frames.seconds
        return labels.textgrid(shown.words, as_numbers.letters_of(shown), length).encode()

    def srt(self, shown: Heard) -> bytes:
        return labels.srt(shown.words).encode()

    def audacity(self, shown: Heard) -> bytes:
        return labels.audacity(shown.words).encode()

    def png(self, shown: Heard) -> bytes:
        return writers.png(self._draw, self._page.drawn_size(), colors().panel)

    def svg(self, shown: Heard) -> bytes:
        name = "" if self._state.sound is None else self._state.sound.name
        return writers.svg(
            self._draw, self._page.drawn_size(), colors().panel, title=shown.text or name, description=name
        )

    def csv(self, shown: Heard) -> bytes:
        return writers.spreadsheet(self._table(","))

    def json(self, shown: Heard) -> bytes:
        whole = as_numbers.everything(shown, sound=self._name(), seconds=self._seconds(shown))
        return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")

    def npz(self, shown: Heard) -> bytes:
        return writers.packed(as_numbers.arrays(shown))

    def image(self, shown: Heard) -> QImage:
        return writers.image(self._draw, self._page.drawn_size(), colors().panel)

    def numbers(self, shown: Heard) -> str:
        return self._table("\t")

    def python(self, shown: Heard) -> str:
        path = self._path()
        return as_numbers.python_lines(shown, file=str(path) if path is not None else "sound.wav")

    def python_copied(self, shown: Heard) -> str:
        if self._path() is not None:
            return super().python_copied(shown)
        return self.tr("The Python lines are on the clipboard; they read sound.wav, so save your sound so.")

    def _figure(self) -> PictureFigure | None:
        """What is seen, map and sound, for a paper."""
        heard, view = self._state.heard, self._page.view
        if heard is None or self._state.map is None:
            return None
        rows = len(self._state.map.picture.rows)

        def body(width: float, font: QFont, colors: Colors) -> Drawing:
            style, line = PaintStyle(font, colors), QFontMetricsF(font).height()
            size = QSizeF(width, line * (12 + 1.4 * min(rows, MOST_ROWS)))
            return lambda painter, size, vector: view.draw(painter, size, style), size

        return PictureFigure(body, heard.text, self._name(), self._stem())

    def _draw(self, painter: QPainter, size: QSizeF, vector: bool) -> None:
        self._page.draw(painter, size, vector)

    def _table(self, delimiter: str) -> str:
        assert self._state.map is not None
        picture = self._state.map.picture
        rows = zip(picture.rows, picture.weights, strict=True)
        cells: list[list[Any]] = [[label, *(f"{weight:.6g}" for weight in row)] for label, row in rows]
        return writers.separated([["", *picture.columns], *cells], delimiter=delimiter)

    def _path(self) -> Path | None:
        return None if self._state.sound is None else self._state.sound.path

    def _name(self) -> str:
        sound = self._state.sound
        return "" if sound is None else str(sound.path or sound.name)

    def _seconds(self, shown: Heard) -> float:
        return self._state.sound.seconds if self._state.sound is not None else len(shown.frames) * shown.frames.seconds
