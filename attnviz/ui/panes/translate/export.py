"""Saving and copying from the Translate pane: the actions, the file dialog, and what is said afterwards."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSizeF
from PySide6.QtGui import QGuiApplication, QPainter
from PySide6.QtWidgets import QWidget

from attnviz.engine.attention.maps import MapPicture
from attnviz.engine.translate.messages import Translation
from attnviz.ui.files import writers
from attnviz.ui.panes.save_actions import PictureActions
from attnviz.ui.panes.translate.map_choice import MapChoice, ShownMap
from attnviz.ui.theme import colors
from attnviz.ui.widgets import heatmap_drawing, line_drawing
from attnviz.ui.widgets.heatmap import natural_size
from attnviz.ui.widgets.heatmap_drawing import PaintStyle

_MARGIN = 14.0


@dataclass(frozen=True)
class Shown:
    """What is on the screen and may be saved: the picture of a map, or with ``signed`` its difference to another model's."""

    result: Translation
    picture: MapPicture
    choice: MapChoice
    map: ShownMap
    lines: bool = False
    signed: bool = False


class Exporter(PictureActions):
    """``shown`` says what is there to save; ``done`` and ``failed`` carry one sentence each."""

    def __init__(self, owner: QWidget, shown: Callable[[], Shown | None]) -> None:
        super().__init__(owner, "translate", stem="attention")
        self._shown = shown

    def save(self, path: Path) -> bool:
        """Save what is shown; the name's ending chooses the format. Says what came of it."""
        shown = self._shown()
        if shown is None:
            return False
        return self._write(path, lambda: self.data(shown, path.suffix.lower().removeprefix(".")))

    def save_as(self, what: str, path: Path) -> bool:
        """Save what is shown in the format that was asked for, which is the name's ending."""
        return self.save(path)

    def data(self, shown: Shown, format: str) -> bytes:
        """The bytes of a file of what is shown."""
        panel = colors().panel
        size = self._size(shown)

        def draw(painter: QPainter, size: QSizeF, vector: bool) -> None:
            self._draw(painter, size, shown, vector=vector)

        match format:
            case "svg":
                return writers.svg(draw, size, panel, title=shown.result.text, description=shown.result.request.text)
            case "csv":
                return writers.spreadsheet(writers.table(shown.picture))
            case "json":
                return writers.as_json(
                    shown.result, shown.picture, shown.choice.view, shown.map.weights, **_also(shown)
                ).encode("utf-8", "replace")
            case "npz":
                return writers.as_npz(shown.result, shown.picture)
        return writers.png(draw, size, panel)

    def copy(self, what: str) -> None:
        """Put what is shown on the clipboard: ``picture``, ``numbers`` (tab-separated) or ``python``."""
        shown, clipboard = self._shown(), QGuiApplication.clipboard()
        if shown is None:
            return
        if what == "picture":
            clipboard.setImage(
                writers.image(
                    lambda painter, size, vector: self._draw(painter, size, shown, vector=vector),
                    self._size(shown),
                    colors().panel,
                )
            )
        elif what == "numbers":
            clipboard.setText(writers.table(shown.picture, delimiter="\t"))
        else:
            clipboard.setText(
                writers.python_lines(
                    shown.result.request, shown.choice.view, hidden=_hidden(shown), rollout=shown.choice.rollout
                )
            )
        self._copied(what)

    def _paint_style(self) -> PaintStyle:
        return PaintStyle(self._owner.font(), colors())

    def _size(self, shown: Shown) -> QSizeF:
        size = natural_size(shown.picture, self._paint_style())
        if shown.lines and not shown.signed:  # wide enough for two rows, as long as that is not absurd
            width = line_drawing.width_across(shown.picture, self._paint_style()) * 1.2 + 2 * _MARGIN
            size = QSizeF(max(width, 420), 400) if width < 1600 else QSizeF(900, size.height())
        return size

    def _draw(self, painter: QPainter, size: QSizeF, shown: Shown, *, vector: bool) -> None:
        inner = QSizeF(size.width() - 2 * _MARGIN, size.height() - 2 * _MARGIN)
        painter.translate(_MARGIN, _MARGIN)
        paint_style = self._paint_style()
        if shown.lines and not shown.signed:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            line_drawing.draw_lines(
                painter, line_drawing.lay_out(inner, shown.picture, paint_style), shown.picture, paint_style
            )
        else:
            grid = heatmap_drawing.lay_out(inner, shown.picture, paint_style)
            heatmap_drawing.draw_map(painter, grid, shown.picture, paint_style, vector=vector, signed=shown.signed)


def _hidden(shown: Shown) -> tuple[int, ...]:
    """The keys whose weight is left out because they are sinks."""
    return tuple(sink.key for sink in shown.map.sinks) if shown.choice.hide_sinks else ()


def _also(shown: Shown) -> dict[str, Any]:
    """What a file says of the map beside its view."""
    return {"hidden_sinks": list(_hidden(shown)), "rollout": shown.choice.rollout, "difference": shown.signed}
