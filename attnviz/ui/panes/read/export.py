"""Saving and copying from the Read pane: what is seen in the section that is shown, and the numbers behind it."""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSizeF

from attnviz.lazy_numpy import np
from attnviz.ui.attention import export
from attnviz.ui.attention.figure import Figure
from attnviz.ui.attention.picture_figure import HEEDED, PictureFigure
from attnviz.ui.files import writers
from attnviz.ui.panes.save_actions import PictureActions, Save
from attnviz.ui.theme import colors
from attnviz.ui.widgets.heatmap_drawing import PaintStyle

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QFont, QImage, QPainter
    from PySide6.QtWidgets import QWidget

    from attnviz.ui.attention.figure import AnyFigure
    from attnviz.ui.attention.picture_figure import Drawing
    from attnviz.ui.panes.read.section import ReadSection, Seen
    from attnviz.ui.theme import Colors

LONGEST_NAME = 40  # characters of a text that a file is named by


class Exporter(PictureActions):
    """``section`` gives the section that is shown."""

    def __init__(self, owner: QWidget, section: Callable[[], ReadSection]) -> None:
        super().__init__(owner, "read", self._figure)
        self._section = section

    def shown(self) -> Seen | None:
        return self._section().seen()

    def stem(self, save: Save) -> str:
        seen = self.shown()
        return self._name(seen) if seen is not None else save.what

    def _name(self, seen: Seen) -> str:
        """How the text begins, and the model."""
        words = "-".join(re.findall(r"\w+", seen.title))[:LONGEST_NAME].strip("-_")
        return " ".join(filter(None, (words, self._section().model)))

    def png(self, shown: Seen) -> bytes:
        return writers.png(self._drawing(shown), self._size(shown), colors().panel)

    def svg(self, shown: Seen) -> bytes:
        kind = shown.choice.view.kind
        return writers.svg(self._drawing(shown), self._size(shown), colors().panel, title=shown.title, description=kind)

    def csv(self, shown: Seen) -> bytes:
        return writers.spreadsheet(self._table(shown, ","))

    def json(self, shown: Seen) -> bytes:
        picture = shown.map.picture
        whole = {
            **shown.told,
            "shown": {
                "view": asdict(shown.choice.view),
                "rows": list(picture.rows),
                "columns": list(picture.columns),
                "weights": np.round(picture.weights.astype(np.float64), 6).tolist(),
            },
        }
        return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")

    def npz(self, shown: Seen) -> bytes:
        arrays: dict[str, Any] = {each.attention.kind: each.attention.weights for each in shown.answer}
        for each in shown.answer:
            if each.attention.value_norms is not None:
                arrays[f"{each.attention.kind}_value_norms"] = each.attention.value_norms
            arrays[f"{each.attention.kind}_queries"] = np.array([token.text for token in each.queries.tokens])
            arrays[f"{each.attention.kind}_keys"] = np.array([token.text for token in each.keys.tokens])
        picture = shown.map.picture
        arrays |= {"weights": picture.weights, "rows": np.array(picture.rows), "columns": np.array(picture.columns)}
        return writers.packed(arrays)

    def image(self, shown: Seen) -> QImage:
        return writers.image(self._drawing(shown), self._size(shown), colors().panel)

    def numbers(self, shown: Seen) -> str:
        return self._table(shown, "\t")

    def python(self, shown: Seen) -> str:
        return shown.python

    def _figure(self) -> AnyFigure | None:
        seen = self.shown()
        if seen is None:
            return None
        view, stem = self._section().view, self._name(seen)
        caption = view.caption.text()
        if seen.picture is None:
            return Figure((export.TitledMap(seen.title, seen.map.picture),), caption, stem=stem, lines=seen.lines)
        natural, draw_page = seen.picture

        def body(width: float, font: QFont, colors: Colors) -> Drawing:
            def draw(painter: QPainter, size: QSizeF, vector: bool) -> None:
                painter.scale(size.width() / natural.width(), size.width() / natural.width())
                draw_page(painter, natural, vector)

            return draw, QSizeF(width, natural.height() * width / natural.width())

        title = view.title.text() if view.title.isVisible() else seen.title
        return PictureFigure(body, title, caption, stem, HEEDED - {"dark"}, colors())

    def _table(self, shown: Seen, delimiter: str) -> str:
        picture = shown.map.picture
        rows = zip(picture.rows, picture.weights, strict=True)
        cells = ([label, *(f"{weight:.6g}" for weight in row)] for label, row in rows)
        return writers.separated([["", *picture.columns], *cells], delimiter=delimiter)

    def _style(self) -> PaintStyle:
        return PaintStyle(self._owner.font(), colors())

    def _size(self, shown: Seen) -> QSizeF:
        if shown.picture is not None:
            return shown.picture[0]
        return export.size(shown.map.picture, self._style(), lines=shown.lines)

    def _drawing(self, shown: Seen) -> writers.Draw:
        if shown.picture is not None:
            draw_page: writers.Draw = shown.picture[1]
            return draw_page
        picture = shown.map.picture

        def draw(painter: QPainter, size: QSizeF, vector: bool) -> None:
            export.draw(painter, size, picture, self._style(), lines=shown.lines, vector=vector)

        return draw
