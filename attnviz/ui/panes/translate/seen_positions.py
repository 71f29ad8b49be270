"""The positions of a model as they are seen, as what a file or the clipboard takes: the table, one wave, the similarities."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter

from attnviz.ui.files import writers
from attnviz.ui.theme import colors

if TYPE_CHECKING:
    from attnviz.engine.translate.messages import ModelPositionsShown
    from attnviz.ui.widgets.curves import Lines, SignedMap

_MARGIN, _GAP = 14.0, 24.0
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop


@dataclass(frozen=True, eq=False)
class SeenPositions:
    """``cards`` are the pictures with their titles, ``dimension`` is the one (from 1) whose wave is drawn."""

    shown: ModelPositionsShown
    title: str
    description: str
    cards: tuple[tuple[str, SignedMap | Lines], ...]
    dimension: int
    font: QFont

    stem = "positions"

    def figure(self) -> None:
        """There is none: the page is no map."""

    def size(self) -> QSizeF:
        sizes = [card.size() for _, card in self.cards]
        widths = [max(size.width(), self._across(name)) for size, (name, _) in zip(sizes, self.cards, strict=True)]
        height = max(size.height() for size in sizes)
        return QSizeF(sum(widths) + _GAP * (len(widths) - 1) + 2 * _MARGIN, self._top() + height + _MARGIN)

    def draw(self, painter: QPainter, size: QSizeF, vector: bool) -> None:
        metrics, x = QFontMetricsF(self.font), _MARGIN
        bold = QFont(self.font)
        bold.setBold(True)
        painter.setFont(bold)
        painter.setPen(colors().text)
        room = QRectF(_MARGIN, _MARGIN, size.width() - 2 * _MARGIN, metrics.height() + 2)
        painter.drawText(room, int(_LEFT), self.title)
        for name, card in self.cards:
            painter.setFont(self.font)
            painter.setPen(colors().muted)
            painter.drawText(
                QRectF(x, self._top() - metrics.height() - 4, size.width(), metrics.height()), int(_LEFT), name
            )
            painter.save()
            painter.translate(x, self._top())
            card.draw(painter)
            painter.restore()
            x += max(card.size().width(), self._across(name)) + _GAP

    def table(self, delimiter: str) -> str:
        """A row for each position, a column for each dimension."""
        table = self.shown.table
        cells = ([row, *(f"{value:.6g}" for value in values)] for row, values in enumerate(table.tolist()))
        return writers.separated([["position", *range(1, table.shape[1] + 1)], *cells], delimiter=delimiter)

    def json(self) -> str:
        shown = self.shown
        whole: dict[str, Any] = {
            "model": shown.request.model,
            "side": shown.request.side,
            "kind": shown.kind,
            "word_length": shown.word_length,
            "dimension": self.dimension,
            "table": shown.table.tolist(),
            "similarity": shown.similarity.tolist(),
        }
        return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"

    def npz(self) -> bytes:
        return writers.packed({"table": self.shown.table, "similarity": self.shown.similarity})

    def python(self) -> str:
        request = self.shown.request
        return (
            "from attnviz.engine.session import Session\n"
            "from attnviz.engine.translate.messages import ModelPositions\n\n"
            f"shown = Session().run(ModelPositions({request.model!r}, {request.positions}, {request.side!r}))\n"
            "print(shown.kind, shown.table.round(3))  # rows = positions, columns = dimensions\n"
            f"print(shown.table[:, {self.dimension - 1}].round(3))  # the wave of one dimension\n"
            "print(shown.similarity.round(3))  # the cosine of any two positions\n"
        )

    def _top(self) -> float:
        """Where the pictures begin, below the title and their names."""
        return _MARGIN + 2 * QFontMetricsF(self.font).height() + 14

    def _across(self, name: str) -> float:
        return QFontMetricsF(self.font).horizontalAdvance(name) + 2
