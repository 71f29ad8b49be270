"""Saving and copying from the Read pane: what is seen in the section that is shown, and the numbers behind it."""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from attnviz.lazy_numpy import np
from attnviz.ui.attention import export
from attnviz.ui.attention.figure import Figure
from attnviz.ui.files import writers
from attnviz.ui.panes.save_actions import PictureActions, Save
from attnviz.ui.theme import colors
from attnviz.ui.widgets.heatmap_drawing import PaintStyle

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QSizeF
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtWidgets import QWidget

    from attnviz.ui.panes.read.section import Seen

LONGEST_NAME = 40  # characters of a text that a file is named by


class Exporter(PictureActions):
    """``seen`` gives what there is to save."""

    def __init__(self, owner: QWidget, seen: Callable[[], Seen | None]) -> None:
        super().__init__(owner, "read", self._figure)
        self._seen = seen

    def shown(self) -> Seen | None:
        return self._seen()

    def stem(self, save: Save) -> str:
        seen = self._seen()
        if seen is None:
            return save.what
        words = "-".join(re.findall(r"\w+", seen.title))[:LONGEST_NAME].rstrip("-")
        return " ".join(filter(None, (words, seen.stem)))

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

    def _figure(self) -> Figure | None:
        seen = self._seen()
        if seen is None or seen.picture is not None:
            return None
        return Figure((export.TitledMap(seen.title, seen.map.picture),), stem=seen.stem, lines=seen.lines)

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
