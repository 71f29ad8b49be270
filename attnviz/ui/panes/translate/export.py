"""Saving and copying from the Translate pane: the map as it is shown, and the numbers behind it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from attnviz.ui.attention import export
from attnviz.ui.files import writers
from attnviz.ui.panes.save_actions import PictureActions, Save
from attnviz.ui.panes.translate import file_formats
from attnviz.ui.panes.translate.file_formats import hidden_keys
from attnviz.ui.theme import colors
from attnviz.ui.widgets.heatmap_drawing import PaintStyle

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QSizeF
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtWidgets import QWidget

    from attnviz.engine.attention.maps import MapPicture
    from attnviz.engine.translate.messages import Translation
    from attnviz.ui.attention.map_choice import MapChoice, ShownMap
    from attnviz.ui.panes.translate.compare_page import ComparedMaps


@dataclass(frozen=True)
class Shown:
    """What is on the screen and may be saved: the picture of a map as heatmap or ``lines``, or beside that of another model."""

    result: Translation
    picture: MapPicture
    choice: MapChoice
    map: ShownMap
    lines: bool = False
    compared: ComparedMaps | None = None


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
        return writers.spreadsheet(self._table(shown, ","))

    def json(self, shown: Shown) -> bytes:
        view, weights = shown.choice.view, shown.map.weights
        whole = file_formats.as_json(
            shown.result, shown.picture, view, weights, compared=shown.compared, **_also(shown)
        )
        return whole.encode("utf-8", "replace")

    def npz(self, shown: Shown) -> bytes:
        return file_formats.as_npz(shown.result, shown.picture, shown.compared)

    def image(self, shown: Shown) -> QImage:
        return writers.image(self._drawing(shown), self._size(shown), colors().panel)

    def numbers(self, shown: Shown) -> str:
        return self._table(shown, "\t")

    def python(self, shown: Shown) -> str:
        if shown.compared is not None:
            return file_formats.compared_python_lines(shown.compared)
        choice = shown.choice
        return file_formats.python_lines(
            shown.result.request, choice.view, hidden=hidden_keys(choice, shown.map), rollout=choice.rollout
        )

    def _table(self, shown: Shown, delimiter: str) -> str:
        """The numbers that are seen; of several maps one table after the other, each with its title in the corner."""
        if shown.compared is None:
            return file_formats.table(shown.picture, delimiter=delimiter)
        tables = (file_formats.table(map.picture, delimiter=delimiter, corner=map.title) for map in _titled(shown))
        return "\n".join(tables)

    def _drawing(self, shown: Shown) -> writers.Draw:
        def draw(painter: QPainter, size: QSizeF, vector: bool) -> None:
            self._draw(painter, size, shown, vector=vector)

        return draw

    def _paint_style(self) -> PaintStyle:
        return PaintStyle(self._owner.font(), colors())

    def _size(self, shown: Shown) -> QSizeF:
        if shown.compared is not None:
            return export.size_beside(_titled(shown), self._paint_style())
        return export.size(shown.picture, self._paint_style(), lines=shown.lines)

    def _draw(self, painter: QPainter, size: QSizeF, shown: Shown, *, vector: bool) -> None:
        style = self._paint_style()
        if shown.compared is not None:
            export.draw_beside(painter, _titled(shown), style, vector=vector)
        else:
            export.draw(painter, size, shown.picture, style, lines=shown.lines, vector=vector)


def _titled(shown: Shown) -> list[export.TitledMap]:
    """The maps that are seen while models are compared."""
    maps = shown.compared
    assert maps is not None
    if maps.difference is not None:
        return [export.TitledMap(maps.title(), maps.difference, signed=True, note=maps.note)]
    return [export.TitledMap(title, picture) for title, picture in zip(maps.titles, maps.pictures, strict=True)]


def _also(shown: Shown) -> dict[str, Any]:
    """What a file says of the map beside its view."""
    return {
        "hidden_sinks": list(hidden_keys(shown.choice, shown.map)),
        "rollout": shown.choice.rollout,
        "difference": shown.compared is not None and shown.compared.difference is not None,
    }
