"""All words at once as small pictures: where each of them looked. Point at one to light it everywhere, click to keep it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, QSizeF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from attnviz.engine.attention.messages import AttentionBetween, Patches, Words
from attnviz.lazy_numpy import np
from attnviz.ui.attention import patch_places
from attnviz.ui.attention.page import Page
from attnviz.ui.attention.strip_drawing import StripCell, StripLayout, cell_at, draw_strip, lay_out, small
from attnviz.ui.files import read_pictures
from attnviz.ui.reworded import Reworded
from attnviz.ui.theme import colors
from attnviz.ui.widgets import map_overlay
from attnviz.ui.widgets.alignment_view import DIMMED
from attnviz.ui.widgets.controls import Choice
from attnviz.ui.widgets.named import named
from attnviz.ui.widgets.scroll_areas import MOST_ZOOM, STEP, PlainScrollArea
from attnviz.ui.widgets.selection import Selection, Spot

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QImage
    from PySide6.QtWidgets import QScrollArea

    from attnviz.engine.attention.maps import MapPicture
    from attnviz.ui.attention.map_choice import ShownMap

WAYS = (map_overlay.LIGHT, "overlay", "spotlight", "contour")


ZOOM_KEYS = {Qt.Key.Key_Plus: STEP, Qt.Key.Key_Equal: STEP, Qt.Key.Key_Minus: 1 / STEP}


class StripView(QWidget):
    """The pictures, the photo itself first; as large as there is room for all."""

    def __init__(self, selection: Selection, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._selection = selection
        self._photo: QImage | None = None
        self._cells: tuple[StripCell, ...] = ()
        self._layout: StripLayout | None = None
        self.area: QScrollArea | None = None  # where it is scrolled
        self.zoom = 1.0  # how many times as wide as fits a picture is
        self._way, self._smooth, self._stale = WAYS[0], True, False
        self.setProperty("area", True)  # F6 goes here
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        # the hint, which is of the width that it has, must not be the least height: a scroll area would change the width for it,
        # and the hint with that, without end
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        selection.changed.connect(self.update)

    def show_cells(self, photo: QImage, cells: Sequence[StripCell], way: str, *, smooth: bool) -> None:
        """The photo and the words' maps."""
        self._photo, self._cells, self._way, self._smooth = photo, tuple(cells), way, smooth
        self._layout = None
        self.updateGeometry()
        self.update()

    def cells(self) -> tuple[StripCell, ...]:
        return self._cells

    def set_stale(self, stale: bool) -> None:
        if stale != self._stale:
            self._stale = stale
            self.update()

    def laid_out(self) -> StripLayout:
        """Where the pictures stand now."""
        if self._layout is None:
            self._layout = self._lay_out(self.width(), self.height())
        return self._layout

    def _lay_out(self, width: float, height: float) -> StripLayout:
        size = QSizeF(self._photo.size()) if self._photo is not None else QSizeF(1, 1)
        fitting = lay_out(len(self._cells), size, width, self.font(), height=height)
        if self.zoom == 1 or not fitting.boxes:
            return fitting
        smallest = min(self.zoom * fitting.boxes[0].width(), width)
        return lay_out(len(self._cells), size, width, self.font(), smallest=smallest, largest=smallest)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        height = self.area.maximumViewportSize().height() if self.area is not None else 0
        return round(self._lay_out(width, height).size.height()) + 1

    def sizeHint(self) -> QSize:
        return QSize(max(self.width(), 200), self.heightForWidth(max(self.width(), 200)))

    def minimumSizeHint(self) -> QSize:
        return QSize(100, 100)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._photo is None:
            return
        with QPainter(self) as painter:
            painter.setOpacity(DIMMED if self._stale else 1.0)
            draw_strip(
                painter,
                self.laid_out(),
                self._photo,
                self._cells,
                way=self._way,
                font=self.font(),
                colors=colors(),  # not of this widget: a scroll area's content has a transparent ground
                smooth=self._smooth,
                chosen=self._cell(),
            )
            if self.hasFocus():
                painter.setPen(QPen(colors().accent, 1.5))
                painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def _cell(self) -> int | None:
        """The cell of the word that is pointed at; the first is the photo."""
        shown = self._selection.shown
        cell = None if shown is None or shown.row is None else shown.row + 1
        return cell if cell is not None and cell < len(self._cells) else None

    def _spot(self, cell: int | None) -> Spot | None:
        return Spot(row=cell - 1) if cell else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._selection.hover(self._spot(cell_at(self.laid_out(), event.position())))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            spot = self._spot(cell_at(self.laid_out(), event.position()))
            self._selection.clear() if spot is None else self._selection.pin(spot)

    def leaveEvent(self, event: QEvent) -> None:
        self._selection.hover(None)

    def zoom_by(self, factor: float) -> None:
        """Make all pictures larger or smaller; never smaller than all of them fit."""
        self.zoom = min(max(self.zoom * factor, 1.0), MOST_ZOOM)
        self._layout = None
        self.updateGeometry()
        self.update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(STEP ** (event.angleDelta().y() / 120))
            event.accept()
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        last, here = len(self._cells) - 1, self._cell() or 0
        steps = {Qt.Key.Key_Left: here - 1, Qt.Key.Key_Right: here + 1, Qt.Key.Key_Home: 1, Qt.Key.Key_End: last}
        key = Qt.Key(event.key())
        if key in steps and last > 0:
            self._selection.walk(Spot(row=min(max(steps[key], 1), last) - 1))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and here:
            self._selection.pin(self._spot(here))
        elif key in ZOOM_KEYS:
            self.zoom_by(ZOOM_KEYS[key])
        elif key == Qt.Key.Key_Escape:
            self._selection.clear()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._layout = None


class StripPage(Reworded, QWidget, Page):
    """Shows a map whose queries are words and whose keys are patches, every word in a picture of its own."""

    id = "strip"
    icon = "heatmap"

    def __init__(self, name: str, selection: Selection, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._map: MapPicture | None = None
        self._between: AttentionBetween | None = None
        self._picture: np.ndarray | None = None
        self._photo: QImage | None = None
        self.way = Choice(f"{name}.strip.way", WAYS)
        self.smooth = named(QCheckBox(), f"{name}.strip.smooth")
        self.smooth.setChecked(True)
        self.view = named(StripView(selection), f"{name}.strip")
        bar = QHBoxLayout()
        bar.addWidget(self.way)
        bar.addWidget(self.smooth)
        bar.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(bar)
        self.view.area = PlainScrollArea(self.view)
        column.addWidget(self.view.area, 1)
        self.way.activated.connect(lambda _: self._show())
        self.smooth.toggled.connect(lambda _: self._show())
        self.retranslate()

    def suits(self, between: AttentionBetween) -> bool:
        return isinstance(between.keys, Patches) and isinstance(between.queries, Words)

    def title(self) -> str:
        return self.tr("Strip")

    def tip(self) -> str:
        return self.tr("A small picture for every word, lit where it looked")

    def show_map(self, shown: ShownMap, between: AttentionBetween) -> None:
        self._map, self._between = shown.picture, between
        if self.isVisible():
            self._show()

    def set_stale(self, stale: bool) -> None:
        self.view.set_stale(stale)

    def strengths(self, picture: MapPicture) -> list[float]:
        """How much of each word's map is drawn, 0..1."""
        return [1.0] * len(picture.rows)

    def cells(self) -> list[StripCell]:
        """The photo, then every word that is shown."""
        between, picture = self._between, self._map
        if between is None or picture is None:
            return []
        keys, queries = between.keys, between.queries
        assert isinstance(keys, Patches)
        places = np.array([group[0] for group in picture.column_tokens], int)
        found = [StripCell("")]
        for row, text, group, strength in zip(
            picture.weights, picture.rows, picture.row_tokens, self.strengths(picture), strict=True
        ):
            every = np.zeros(len(keys), np.float32)
            every[places] = row
            map_ = patch_places.grid(keys, every)
            quiet = queries.tokens[group[0]].kind != "word" or strength < 0.5
            found.append(StripCell(text, map_ / max(float(map_.max()), 1e-9), strength, quiet))
        return found

    def photo(self) -> QImage | None:
        """The photo as the small pictures show it."""
        if self._between is None:
            return None
        keys = self._between.keys
        assert isinstance(keys, Patches)
        if self._photo is None or self._picture is not keys.picture:
            self._picture, self._photo = keys.picture, small(read_pictures.to_image(keys.picture))
        return self._photo

    def _show(self) -> None:
        photo = self.photo()
        if photo is not None:
            self.view.show_cells(photo, self.cells(), self.way.key(), smooth=self.smooth.isChecked())

    def showEvent(self, event: QEvent) -> None:
        super().showEvent(event)  # type: ignore[arg-type]
        self._show()

    def retranslate(self) -> None:
        """Word everything in the language of now."""
        for number in range(self.way.count()):
            self.way.setItemText(number, map_overlay.way_name(str(self.way.itemData(number))))
        self.way.setAccessibleName(self.tr("How the weights are drawn"))
        self.way.setToolTip(
            self.tr("White light, colours, the rest of each picture darkened, or lines of equal weight")
        )
        self.smooth.setText(self.tr("Smooth"))
        self.smooth.setToolTip(self.tr("Off: the patches as they are"))
        self.view.setAccessibleName(self.tr("Small pictures, one a word"))
