"""Saving and copying from the Translate pane: the map as it is shown, and the numbers behind it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QSizeF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QWidget

from attnviz.engine.attention.maps import MapPicture
from attnviz.engine.translate.messages import Translation
from attnviz.ui.attention import export
from attnviz.ui.attention.map_choice import MapChoice, ShownMap
from attnviz.ui.files import writers
from attnviz.ui.panes.save_actions import PictureActions, Save
from attnviz.ui.panes.translate import file_formats
from attnviz.ui.theme import colors
from attnviz.ui.widgets.heatmap_drawing import PaintStyle


@dataclass(frozen=True)
class Shown:
    """What is on the screen and may be saved: the picture of a map as heatmap or ``lines``, or ``signed`` differences."""

    result: Translation
    picture: MapPicture
    choice: MapChoice
    map: ShownMap
    lines: bool = False
    signed: bool = False


class Exporter(PictureActions):
    """``shown`` gives what is there to save."""

    def __init__(self, owner: QWidget, shown: Callable[[], Shown | None]) -> None:
        super().__init__(owner, "translate")
        self._shown = shown

    def shown(self) -> Shown | None:
        return self._shown()

    def stem(self, save: Save) -> str:
        return "attention"

    def png(self, shown: Shown) -> bytes:
        return writers.png(self._drawing(shown), self._size(shown), colors().panel)

    def svg(self, shown: Shown) -> bytes:
        said, source = shown.result.text, shown.result.request.text
        return writers.svg(self._drawing(shown), self._size(shown), colors().panel, title=said, description=source)

    def csv(self, shown: Shown) -> bytes:
        return writers.spreadsheet(file_formats.table(shown.picture))

    def json(self, shown: Shown) -> bytes:
        view, weights = shown.choice.view, shown.map.weights
        whole = file_formats.as_json(shown.result, shown.picture, view, weights, **_also(shown))
        return whole.encode("utf-8", "replace")

    def npz(self, shown: Shown) -> bytes:
        return file_formats.as_npz(shown.result, shown.picture)

    def image(self, shown: Shown) -> QImage:
        return writers.image(self._drawing(shown), self._size(shown), colors().panel)

    def numbers(self, shown: Shown) -> str:
        return file_formats.table(shown.picture, delimiter="\t")

    def python(self, shown: Shown) -> str:
        choice = shown.choice
        return file_formats.python_lines(
            shown.result.request, choice.view, hidden=_hidden(shown), rollout=choice.rollout
        )

    def _drawing(self, shown: Shown) -> writers.Draw:
        def draw(painter: QPainter, size: QSizeF, vector: bool) -> None:
            self._draw(painter, size, shown, vector=vector)

        return draw

    def _paint_style(self) -> PaintStyle:
        return PaintStyle(self._owner.font(), colors())

    def _size(self, shown: Shown) -> QSizeF:
        return export.size(shown.picture, self._paint_style(), lines=shown.lines)

    def _draw(self, painter: QPainter, size: QSizeF, shown: Shown, *, vector: bool) -> None:
        export.draw(
            painter,
            size,
            shown.picture,
            self._paint_style(),
            lines=shown.lines,
            vector=vector,
            signed=shown.signed,
        )


def _hidden(shown: Shown) -> tuple[int, ...]:
    """The keys whose weight is left out because they are sinks."""
    return tuple(sink.key for sink in shown.map.sinks) if shown.choice.hide_sinks else ()


def _also(shown: Shown) -> dict[str, Any]:
    """What a file says of the map beside its view."""
    return {"hidden_sinks": list(_hidden(shown)), "rollout": shown.choice.rollout, "difference": shown.signed}
