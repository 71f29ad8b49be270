"""Saving and copying from the Open pane: the picture that is seen, the numbers behind it, and a page with chosen heads."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSizeF

from attnviz.engine.attention_files import saving
from attnviz.lazy_numpy import np
from attnviz.ui.attention import captions, export
from attnviz.ui.attention.figure import Figure
from attnviz.ui.attention.picture_figure import PictureFigure
from attnviz.ui.attention.picture_page import PicturePage
from attnviz.ui.attention.sound_page import SoundPage
from attnviz.ui.files import html_page, writers
from attnviz.ui.panes.open import python_lines
from attnviz.ui.panes.save_actions import NothingYet, PictureActions, Save
from attnviz.ui.theme import colors
from attnviz.ui.widgets.heatmap_drawing import PaintStyle

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QFont, QImage, QPainter
    from PySide6.QtWidgets import QWidget

    from attnviz.engine.open.messages import Write
    from attnviz.ui.attention.figure import AnyFigure
    from attnviz.ui.attention.map_choice import MapChoice, ShownMap
    from attnviz.ui.attention.page import Page
    from attnviz.ui.attention.picture_figure import Drawing
    from attnviz.ui.panes.open.input_area import Source
    from attnviz.ui.panes.open.state import OpenState
    from attnviz.ui.panes.open.subject import Part, Subject
    from attnviz.ui.theme import Colors

MOST_IN_FILE = 40_000_000  # weights that are written as text or held twice
MOST_IN_PAGE = 3_000_000
DRAWN_AS_SEEN = (PicturePage, SoundPage)  # pages that lay a map over what it was read from


@dataclass(frozen=True)
class Shown:
    """What is on the screen and may be saved: all heads at once, or the ``map`` of one."""

    subject: Subject
    part: Part
    choice: MapChoice | None
    map: ShownMap | None
    mosaic: bool
    page: Page  # that the map of one head is seen on
    source: Source
    written: Write | None

    @property
    def lines(self) -> bool:
        """Whether it is drawn as lines."""
        return not self.mosaic and self.page.id == "lines"


class Exporter(PictureActions):
    """Of all heads the picture as it is ``seen``; of one head the map drawn for a page. ``shown`` gives what is there to save."""

    def __init__(
        self, owner: QWidget, state: OpenState, shown: Callable[[], Shown | None], seen: Callable[[], QWidget]
    ) -> None:
        self._state, self._shown, self._seen = state, shown, seen
        super().__init__(owner, "open", self._figure)

    def formats(self) -> list[Save]:
        return [
            *super().formats(),
            Save(
                "safetensors", "safetensors", lambda: self.tr("Save weights as safetensors…"), self.whole(self.weights)
            ),
            Save("html", "html", lambda: self.tr("Save a page with the chosen heads (HTML)…"), self.whole(self.page)),
        ]

    def shown(self) -> Shown | None:
        return self._shown()

    def _figure(self) -> AnyFigure | None:
        """The head that is seen; all heads at once are no map for a paper."""
        shown = self._shown()
        if shown is None or shown.mosaic or shown.map is None or shown.choice is None:
            return None
        name, page = " + ".join(map(captions.head_name, shown.choice.pairs)), shown.page
        if isinstance(page, DRAWN_AS_SEEN):

            def body(width: float, font: QFont, colors: Colors) -> Drawing:
                seen = page.drawn_size()
                size = QSizeF(width, width * seen.height() / max(seen.width(), 1.0))
                if isinstance(page, PicturePage):
                    return page.draw, size
                style, view = PaintStyle(font, colors), page.view
                return lambda painter, size, vector: view.draw(painter, size, style), size

            return PictureFigure(body, name, shown.source.name, "attention")
        return Figure(
            (export.TitledMap(name, shown.map.picture),),
            caption=shown.subject.title,
            rows=self.tr("queries"),
            columns=self.tr("keys"),
            lines=shown.lines,
        )

    def stem(self, save: Save) -> str:
        return "attention"

    def png(self, shown: Shown) -> bytes:
        if shown.mosaic:
            return writers.png_of(self._grabbed())
        return writers.png(self._drawing(shown), self._size(shown), colors().panel)

    def svg(self, shown: Shown) -> bytes:
        if shown.map is None:
            raise NothingYet(self.tr("These maps are too large for an SVG; save them as PNG."))
        return writers.svg(
            self._drawing(shown),
            self._size(shown),
            colors().panel,
            title=shown.subject.title,
            description=shown.part.kind,
        )

    def csv(self, shown: Shown) -> bytes:
        return writers.spreadsheet(self._table(shown, ","))

    def json(self, shown: Shown) -> bytes:
        self._check(shown, MOST_IN_FILE // 8)
        whole: dict[str, Any] = {"title": shown.subject.title}
        for part in shown.subject.parts:
            whole[part.kind] = np.round(part.stack.whole().astype(np.float64), 6).tolist()
        whole |= saving.token_lists(
            [(part.kind, part.labels.queries, part.labels.keys) for part in shown.subject.parts]
        )
        if shown.choice is not None:
            whole["shown"] = {"view": asdict(shown.choice.view), "heads": [list(pair) for pair in shown.choice.pairs]}
        return (json.dumps(whole, ensure_ascii=False) + "\n").encode("utf-8", "replace")

    def npz(self, shown: Shown) -> bytes:
        self._check(shown, MOST_IN_FILE)
        tokens = saving.token_lists(
            [(part.kind, part.labels.queries, part.labels.keys) for part in shown.subject.parts]
        )
        arrays: dict[str, Any] = {part.kind: part.stack.whole() for part in shown.subject.parts}
        arrays |= {name: np.array(texts) for name, texts in tokens.items()}
        return writers.packed(arrays | {"title": np.array(shown.subject.title)})

    def weights(self, shown: Shown) -> bytes:
        """All kinds as a safetensors file, which opens again here."""
        self._check(shown, MOST_IN_FILE)
        return saving.safetensors(
            {part.kind: part.stack.whole() for part in shown.subject.parts},
            saving.token_lists([(part.kind, part.labels.queries, part.labels.keys) for part in shown.subject.parts]),
            title=shown.subject.title,
        )

    def page(self, shown: Shown) -> bytes:
        """The chosen heads as a page that needs no network."""
        pairs = shown.choice.pairs if shown.choice is not None else ((0, 0),)
        _, _, queries, keys = shown.part.stack.shape
        if len(pairs) * queries * keys > MOST_IN_PAGE:
            raise NothingYet(self.tr("These maps are too large for a page."))
        maps = [
            (f"L{layer + 1} H{head + 1}", np.asarray(shown.part.stack.read(layer, head), np.float32))
            for layer, head in pairs
        ]
        return html_page.page(shown.subject.title, maps, shown.part.labels.queries, shown.part.labels.keys).encode(
            "utf-8"
        )

    def image(self, shown: Shown) -> QImage:
        if shown.mosaic:
            return self._grabbed()
        return writers.image(self._drawing(shown), self._size(shown), colors().panel)

    def numbers(self, shown: Shown) -> str:
        return self._table(shown, "\t")

    def python(self, shown: Shown) -> str:
        state = self._state
        if state.reading is not None:
            return python_lines.of_reading(state.reading.request, shown.source)
        if shown.written is not None and state.model is not None:
            return python_lines.of_writing(shown.written)
        if state.file is None or state.file.request is None:
            raise NothingYet(self.tr("A script handed these weights over: save them first, then open the file."))
        return python_lines.of_file(state.file.request.path)

    def _check(self, shown: Shown, most: int) -> None:
        if sum(int(np.prod(part.stack.shape)) for part in shown.subject.parts) > most:
            raise NothingYet(self.tr("These weights are too many for such a file."))

    def _table(self, shown: Shown, delimiter: str) -> str:
        """The map that is shown, a query a line."""
        if shown.map is None:
            raise NothingYet(self.tr("These weights are too many for such a file."))
        picture = shown.map.picture
        rows = zip(picture.rows, picture.weights, strict=True)
        cells = ([label, *(f"{weight:.6g}" for weight in row)] for label, row in rows)
        return writers.separated([["", *picture.columns], *cells], delimiter=delimiter)

    def _grabbed(self) -> QImage:
        return self._seen().grab().toImage()

    def _style(self) -> PaintStyle:
        return PaintStyle(self._owner.font(), colors())

    def _size(self, shown: Shown) -> QSizeF:
        assert shown.map is not None
        if isinstance(shown.page, DRAWN_AS_SEEN):
            return shown.page.drawn_size()
        return export.size(shown.map.picture, self._style(), lines=shown.lines)

    def _drawing(self, shown: Shown) -> writers.Draw:
        assert shown.map is not None
        if isinstance(shown.page, DRAWN_AS_SEEN):
            return shown.page.draw
        picture = shown.map.picture

        def draw(painter: QPainter, size: QSizeF, vector: bool) -> None:
            export.draw(painter, size, picture, self._style(), lines=shown.lines, vector=vector)

        return draw
