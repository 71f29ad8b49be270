"""The map that is seen in Translate, or two of models that are compared, as what a file or the clipboard takes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication

from attnviz.engine.attention.messages import DECODER, ENCODER
from attnviz.ui.attention import export
from attnviz.ui.attention.figure import Figure
from attnviz.ui.panes.translate import file_formats
from attnviz.ui.panes.translate.file_formats import hidden_keys
from attnviz.ui.theme import colors
from attnviz.ui.widgets.heatmap_drawing import PaintStyle

if TYPE_CHECKING:
    from PySide6.QtCore import QSizeF
    from PySide6.QtGui import QFont, QPainter

    from attnviz.engine.attention.maps import MapPicture
    from attnviz.engine.translate.messages import Translation
    from attnviz.ui.attention.map_choice import MapChoice, ShownMap
    from attnviz.ui.attention.view import AttentionView
    from attnviz.ui.panes.translate.compare_page import ComparedMaps, ComparePage
    from attnviz.ui.panes.translate.state import TranslateState


@dataclass(frozen=True)
class SeenMap:
    """The picture of a map as heatmap or ``lines``, or beside that of another model, with its words in a ``font``."""

    result: Translation
    picture: MapPicture
    choice: MapChoice
    map: ShownMap
    font: QFont
    lines: bool = False
    compared: ComparedMaps | None = None

    heading: str = ""  # what the map is, where there are several to choose from
    caption: str = ""

    @property
    def stem(self) -> str:
        """The name of a file: how the sentence begins, and the model."""
        words = re.findall(r"\w+", self.result.request.text)
        beginning = "-".join(words)[:40].rstrip("-")
        return " ".join(filter(None, (beginning, self.result.request.model)))

    @property
    def title(self) -> str:
        return self.result.text

    @property
    def description(self) -> str:
        return self.result.request.text

    def size(self) -> QSizeF:
        if self.compared is not None:
            return export.size_beside(self._titled(), self._paint_style())
        return export.size(self.picture, self._paint_style(), lines=self.lines)

    def draw(self, painter: QPainter, size: QSizeF, vector: bool) -> None:
        style = self._paint_style()
        if self.compared is not None:
            export.draw_beside(painter, self._titled(), style, vector=vector)
        else:
            export.draw(painter, size, self.picture, style, lines=self.lines, vector=vector)

    def figure(self) -> Figure | None:
        kind = self.choice.view.kind
        source = QCoreApplication.translate("TranslateMap", "source")
        target = QCoreApplication.translate("TranslateMap", "translation")
        maps = (
            self._titled()
            if self.compared is not None
            else [export.TitledMap(self.heading or self.title, self.picture)]
        )
        return Figure(
            tuple(maps),
            self.caption,
            rows=source if kind == ENCODER else target,
            columns=target if kind == DECODER else source,
            stem=self.stem,
            lines=self.lines,
        )

    def table(self, delimiter: str) -> str:
        """The numbers that are seen; of several maps one table after the other, each with its title in the corner."""
        if self.compared is None:
            return file_formats.table(self.picture, delimiter=delimiter)
        tables = (file_formats.table(map.picture, delimiter=delimiter, corner=map.title) for map in self._titled())
        return "\n".join(tables)

    def json(self) -> str:
        view, weights = self.choice.view, self.map.weights
        return file_formats.as_json(self.result, self.picture, view, weights, compared=self.compared, **self._also())

    def npz(self) -> bytes:
        return file_formats.as_npz(self.result, self.picture, self.compared)

    def python(self) -> str:
        if self.compared is not None:
            return file_formats.compared_python_lines(self.compared)
        choice = self.choice
        return file_formats.python_lines(
            self.result.request, choice.view, hidden=hidden_keys(choice, self.map), rollout=choice.rollout
        )

    def _paint_style(self) -> PaintStyle:
        return PaintStyle(self.font, colors())

    def _titled(self) -> list[export.TitledMap]:
        """The maps that are seen while models are compared."""
        maps = self.compared
        assert maps is not None
        if maps.difference is not None:
            return [export.TitledMap(maps.title(), maps.difference, signed=True, note=maps.note)]
        return [export.TitledMap(title, picture) for title, picture in zip(maps.titles, maps.pictures, strict=True)]

    def _also(self) -> dict[str, Any]:
        """What a file says of the map beside its view."""
        return {
            "hidden_sinks": list(hidden_keys(self.choice, self.map)),
            "rollout": self.choice.rollout,
            "difference": self.compared is not None and self.compared.difference is not None,
        }


def seen_map(state: TranslateState, frame: AttentionView, compare: ComparePage, font: QFont) -> SeenMap | None:
    """What is seen of a translation, for a file; None before there is one."""
    if state.result is None or state.map is None:
        return None
    compared = compare.seen() if frame.page() == compare.id else None
    picture = state.map.picture if compared is None else compared.difference or compared.pictures[0]
    lines, heading = frame.view_bar.picture() == "lines", frame.title.text()
    return SeenMap(state.result, picture, state.choice, state.map, font, lines, compared, heading, frame.caption.text())
