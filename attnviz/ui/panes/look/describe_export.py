"""What is saved and copied of a caption: the strip or the picture as it is shown, and the numbers behind it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attnviz.engine.describe import as_numbers
from attnviz.ui.attention.picture_figure import PictureFigure
from attnviz.ui.attention.widget_figure import widget_figure
from attnviz.ui.files import writers
from attnviz.ui.panes.look.describe_strip import figure
from attnviz.ui.panes.look.export import DRAWN, Exporter
from attnviz.ui.panes.look.photo_sources import LONGEST
from attnviz.ui.theme import colors

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QSizeF
    from PySide6.QtGui import QFont, QImage, QPainter
    from PySide6.QtWidgets import QWidget

    from attnviz.engine.describe.messages import Described
    from attnviz.ui.attention.picture_figure import Drawing
    from attnviz.ui.panes.look.describe_view import CaptionView
    from attnviz.ui.panes.look.seen import Seen
    from attnviz.ui.panes.look.state import LookState, Photo
    from attnviz.ui.theme import Colors


@dataclass(frozen=True, eq=False)
class Caption:
    """A caption that is shown, the photo that it tells, and the view that shows it."""

    photo: Photo
    answer: Described
    view: CaptionView

    @property
    def stem(self) -> str:
        """A name for a file, after the photo's own."""
        return f"{Path(self.photo.name).stem}.describe" if self.photo.name else "describe"

    def image_name(self) -> str:
        return str(self.photo.path) if self.photo.path is not None else self.photo.name

    def figure(self) -> PictureFigure:
        """The page that is shown, for a paper."""
        view = self.view
        photo, strip, way = view.strip.photo(), view.strip.cells(), view.strip.way.key()

        def body(width: float, font: QFont, colors: Colors) -> Drawing:
            if view.view.page() == "strip" and photo is not None:
                return figure(photo, strip, way=way, font=font, colors=colors, across=width)
            size = view.picture.drawn_size()
            return view.picture.draw, size * (width / size.width())

        return PictureFigure(body, self.answer.caption, self.photo.name, self.stem)

    def drawing(self) -> tuple[Callable[[QPainter, QSizeF, bool], None], QSizeF]:
        """What draws the page that is shown, and the size in points that it fills."""
        view = self.view
        photo = view.strip.photo()
        if view.view.page() == "strip" and photo is not None:
            return figure(photo, view.strip.cells(), way=view.strip.way.key(), font=view.font(), colors=colors(view))
        size = view.picture.drawn_size()
        return view.picture.draw, size * (DRAWN / max(size.width(), size.height(), 1.0))

    def png(self) -> bytes:
        draw, size = self.drawing()
        return writers.png(draw, size, colors().panel)

    def svg(self) -> bytes:
        draw, size = self.drawing()
        return writers.svg(draw, size, colors().panel, title=self.photo.name, description=self.answer.caption)

    def image(self) -> QImage:
        draw, size = self.drawing()
        return writers.image(draw, size, colors().panel)

    def table(self, *, delimiter: str = ",") -> str:
        rows = ([*where, f"{value:.6g}"] for *where, value in as_numbers.rows(self.answer, full=self.photo.full))
        return writers.separated([as_numbers.COLUMNS, *rows], delimiter=delimiter)

    def json(self) -> bytes:
        whole = as_numbers.everything(self.answer, image=self.image_name(), full=self.photo.full)
        return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")

    def npz(self) -> bytes:
        return writers.packed(as_numbers.arrays(self.answer, full=self.photo.full))

    def python(self) -> str:
        file = str(self.photo.path) if self.photo.path is not None else "picture.png"
        return as_numbers.python_lines(self.answer, file=file, longest=LONGEST)


class CaptionExporter(Exporter):
    """Saves and copies the caption while the photo is described; ``captioned`` gives it, and None elsewhere. ``drawn`` gives the id
    and the parts of a section that shows more than the photo with its map: its figure is what is seen there.
    """

    def __init__(
        self,
        owner: QWidget,
        state: LookState,
        painted: Callable[[], Seen | None],
        captioned: Callable[[], Caption | None],
        drawn: Callable[[], tuple[str, QWidget] | None] = lambda: None,
    ) -> None:
        self._captioned, self._drawn = captioned, drawn
        super().__init__(owner, state, painted)

    def figure(self) -> PictureFigure | None:
        captioned, drawn = self._captioned(), self._drawn()
        figure = super().figure() if captioned is None else captioned.figure()
        if figure is None or drawn is None:
            return figure
        id, part = drawn
        return widget_figure(part, figure.title, figure.caption, f"{figure.stem}-{id}")

    def shown(self) -> Any:
        return self._captioned() or super().shown()

    def png(self, shown: Any) -> bytes:
        return shown.png() if isinstance(shown, Caption) else super().png(shown)

    def svg(self, shown: Any) -> bytes:
        return shown.svg() if isinstance(shown, Caption) else super().svg(shown)

    def csv(self, shown: Any) -> bytes:
        return writers.spreadsheet(shown.table()) if isinstance(shown, Caption) else super().csv(shown)

    def json(self, shown: Any) -> bytes:
        return shown.json() if isinstance(shown, Caption) else super().json(shown)

    def npz(self, shown: Any) -> bytes:
        return shown.npz() if isinstance(shown, Caption) else super().npz(shown)

    def image(self, shown: Any) -> QImage:
        return shown.image() if isinstance(shown, Caption) else super().image(shown)

    def numbers(self, shown: Any) -> str:
        return shown.table(delimiter="\t") if isinstance(shown, Caption) else super().numbers(shown)

    def python(self, shown: Any) -> str:
        return shown.python() if isinstance(shown, Caption) else super().python(shown)
