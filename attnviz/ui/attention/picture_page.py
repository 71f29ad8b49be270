"""Attention over a picture: what a word or a patch looks at, laid over the picture; what looks at a patch, lit among the words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, QSizeF, Qt
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QHBoxLayout, QLabel, QSlider, QToolButton, QVBoxLayout, QWidget

from attnviz.engine.attention.messages import AttentionBetween, Axis, Patches, Words
from attnviz.lazy_numpy import np
from attnviz.ui import theme
from attnviz.ui.attention import patch_places, scales
from attnviz.ui.attention.page import Page
from attnviz.ui.attention.patch_view import PatchView
from attnviz.ui.attention.pointing import Pointed, joined, looks_at, looks_from, pointed, strongest
from attnviz.ui.attention.strongest_list import MOST, StrongestList
from attnviz.ui.files import read_pictures
from attnviz.ui.reworded import Reworded
from attnviz.ui.widgets import map_overlay
from attnviz.ui.widgets.controls import Choice, Field, line
from attnviz.ui.widgets.flow import FlowLayout
from attnviz.ui.widgets.named import named
from attnviz.ui.widgets.photo_drawing import Frame, draw_whole, merged
from attnviz.ui.widgets.scale_legend import ScaleLegend
from attnviz.ui.widgets.scroll_areas import TokenArea
from attnviz.ui.widgets.selection import Selection, Spot
from attnviz.ui.widgets.tokens import Chip, TokenRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPainter, QShowEvent

    from attnviz.engine.attention.maps import MapPicture
    from attnviz.ui.attention.map_choice import ShownMap

DIRECTIONS = ("from", "to")  # of a patch among patches: where it looks, or what looks at it


class PicturePage(Reworded, QWidget, Page):
    """Shows a map whose keys are patches and whose queries are words or the patches themselves.

    A word pointed at: where it looks. A patch pointed at: the words that look at it; among patches, where it looks or what looks
    at it. Nothing pointed at: the mean of all queries. What is pinned stays while the weight of a second place is read off.
    """

    id = "patches"
    ways: tuple[str, ...] = map_overlay.WAYS  # in which a map can be drawn over the picture
    icon = "look"
    leads = True

    def __init__(self, name: str, selection: Selection, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        name = f"{name}.patches"
        self._selection = selection
        self._map: MapPicture | None = None
        self._queries: Axis | None = None
        self._keys: Patches | None = None
        self.way = Choice(f"{name}.way", self.ways)
        self.scale = Choice(f"{name}.scale", scales.SCALES)
        self.opacity = QSlider(Qt.Orientation.Horizontal)
        self.opacity.setRange(5, 100)
        self.opacity.setValue(55)
        self.opacity.setFixedWidth(84)
        self._opacity_field = Field(self.opacity, f"{name}.opacity")
        self.smooth = named(QCheckBox(), f"{name}.smooth")
        self.smooth.setChecked(True)
        self.directions = {
            key: named(QToolButton(), f"{name}.{key}", role="segment", checkable=True) for key in DIRECTIONS
        }
        self.legend = ScaleLegend()
        self.words = named(TokenRow(selection, target=True, relative=True), f"{name}.words", role="words")
        self.view = named(PatchView(), f"{name}.view")
        self.extras = [  # as queries and as keys: one of them is shown
            named(TokenRow(selection, target=target, relative=True), f"{name}.extra.{'query' if target else 'key'}")
            for target in (True, False)
        ]
        self.beside = named(QLabel(), f"{name}.beside", role="muted")
        self.list = StrongestList(f"{name}.list")
        self.caption = named(QLabel(), f"{name}.caption", role="muted")
        for label in (self.beside, self.caption):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        self._build()
        self._connect()
        self.retranslate()

    def _build(self) -> None:
        group = QButtonGroup(self)
        for button in self.directions.values():
            button.setCheckable(True)
            group.addButton(button)
        self.directions["from"].setChecked(True)
        self._direction_bar = line(*self.directions.values(), gap=0)
        self.controls = FlowLayout(gap=12, line_gap=theme.GAP)
        for widget in (
            self._direction_bar,
            self.way,
            self._opacity_field,
            self.smooth,
            line(self.scale, self.legend),
        ):
            self.controls.addWidget(widget)
        self._side = QWidget()
        side = QVBoxLayout(self._side)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(6)
        side.addWidget(self.beside)
        for row in self.extras:
            side.addWidget(row)
        side.addSpacing(4)
        side.addWidget(self.list, 1)
        middle = QHBoxLayout()
        middle.setSpacing(theme.EDGE)
        middle.addWidget(self.view, 1)
        middle.addWidget(self._side)
        self._word_area = TokenArea(self.words)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(self.controls)
        column.addWidget(self._word_area)
        column.addLayout(middle, 1)
        column.addWidget(self.caption)
        self._fit()

    def _connect(self) -> None:
        self._selection.changed.connect(self._draw)
        self.way.activated.connect(lambda _: self._draw())
        self.scale.activated.connect(lambda _: self._draw())
        self.opacity.valueChanged.connect(lambda _: self._draw())
        self.smooth.toggled.connect(lambda _: self._draw())
        self.directions["from"].toggled.connect(lambda _: self._draw())
        self.view.hovered.connect(lambda x, y: self._selection.hover(self.spot_at(x, y)))
        self.view.clicked.connect(lambda x, y: self._pin(self.spot_at(x, y)))
        self.view.walked.connect(self._walk)
        self.view.entered.connect(lambda: self._pin(self._selection.hovered))
        self.view.cleared.connect(self._selection.clear)
        self.list.pressed.connect(self._press)

    # what it shows

    def suits(self, between: AttentionBetween) -> bool:
        """Whether it can draw what lies between these axes."""
        return isinstance(between.keys, Patches)

    def title(self) -> str:
        return self.tr("Picture")

    def show_map(self, shown: ShownMap, between: AttentionBetween) -> None:
        if self.suits(between):
            self.show_picture(shown.picture, between)

    def show_picture(self, picture: MapPicture, between: AttentionBetween) -> None:
        """Show a map [query, key] as it is to be seen, of an attention that ``suits``."""
        queries, keys = between.queries, between.keys
        assert isinstance(keys, Patches)
        if self._keys is None or keys.picture is not self._keys.picture:
            self.view.set_image(read_pictures.to_image(keys.picture))
        self._map, self._queries, self._keys = picture, queries, keys
        self._columns = {group[0]: column for column, group in enumerate(picture.column_tokens)}
        self._rows = {group[0]: row for row, group in enumerate(picture.row_tokens)}
        words = isinstance(queries, Words)
        self._word_area.setVisible(words)
        self._direction_bar.setVisible(not words)
        if isinstance(queries, Words):
            self.words.set_chips(self.chips(picture, queries), picture)
        for row, axis in zip(self.extras, (queries, keys), strict=True):
            extra = axis.extra if isinstance(axis, Patches) else ()
            row.set_chips([Chip(token.text, quiet=True) for token in extra], picture)
        self.beside.setVisible(any(row.chips() for row in self.extras))
        self._draw()

    def chips(self, picture: MapPicture, queries: Words) -> list[Chip]:
        """What the chips of the words say."""
        kinds = [queries.tokens[group[0]].kind for group in picture.row_tokens]
        return [Chip(text, quiet=kind != "word") for text, kind in zip(picture.rows, kinds, strict=True)]

    def strength(self, at: Pointed) -> float:
        """How strongly the weights of what is pointed at are drawn, 0..1."""
        return 1.0

    def picture(self) -> MapPicture | None:
        """The map that is shown."""
        return self._map

    def drawn_size(self) -> QSizeF:
        """A good size for the picture alone, as in a file."""
        return QSizeF(self.view.image().size().scaled(900, 900, Qt.AspectRatioMode.KeepAspectRatio))

    def draw(self, painter: QPainter, size: QSizeF, vector: bool = False) -> None:
        """The picture alone, with what lies over it now, for a file."""
        photo, layer = self.view.image(), self.view.layer()
        if vector:
            photo, layer = merged(photo, layer)
        inside = QSizeF(photo.size()).scaled(size, Qt.AspectRatioMode.KeepAspectRatio)
        draw_whole(painter, QRectF(QPointF(), inside), photo, layer, self.view.frames(), self.font())

    def set_stale(self, stale: bool) -> None:
        """Dim all of it while an answer is on its way."""
        self.view.set_stale(stale)
        for row in (self.words, *self.extras):
            row.set_stale(stale)

    def _as_queries(self) -> bool:
        """Whether a patch that is pointed at is meant as a query: among patches, as the person chose, or beside a pinned key."""
        if not isinstance(self._queries, Patches):
            return False
        pinned = self._selection.pinned
        if pinned is not None and (pinned.row is None) != (pinned.column is None):
            return pinned.row is None
        return self.directions["from"].isChecked()

    def _draw(self) -> None:
        if self._map is None or self._keys is None or self._queries is None or not self.isVisible():
            return
        weights = self._map.weights
        at = pointed(self._selection, weights)
        only_key = at.key is not None and at.query is None
        from_patches = isinstance(self._queries, Patches)
        over, groups = self._keys, self._map.column_tokens
        shown = looks_from(at, weights)
        if only_key and isinstance(self._queries, Patches):
            over, groups, shown = self._queries, self._map.row_tokens, looks_at(at, weights)
        places = np.array([group[0] for group in groups], int)
        every = np.zeros(len(over), np.float32)
        every[places] = shown
        in_picture = places >= len(over.extra)  # what a class token draws is no reason to darken the patches
        of_map = weights.T if over is self._queries and groups is self._map.row_tokens else weights
        highest = scales.top(self.scale.key(), shown[in_picture], of_map[:, in_picture])
        layer = map_overlay.drawn(
            np.clip(patch_places.grid(over, every) / highest, 0, 1),
            way=self.way.key(),
            opacity=self.opacity.value() / 100 * self.strength(at),
            smooth=self.smooth.isChecked(),
        )
        self.view.set_layer(layer)
        self.view.set_frames(self.frames(at))
        self.legend.set_scale(map_overlay.row(map_overlay.SCALES[0]), "0", scales.number(highest))
        coloured = self.way.key() == "overlay"
        self.legend.setVisible(coloured)
        self._opacity_field.setEnabled(self.way.key() in ("overlay", map_overlay.LIGHT))
        self.smooth.setEnabled(self.way.key() != "contour")
        for row, visible in zip(self.extras, (self._as_queries(), not self._as_queries()), strict=True):
            row.setVisible(visible and bool(row.chips()))
        extra = float(every[: len(over.extra)].sum())
        self.beside.setText(self.tr("Beside the picture: {share}").format(share=scales.number(extra)))
        self._list(at, looks_at(at, weights) if only_key else shown, of_queries=only_key)
        self.caption.setText(self._says(from_patches))
        self.view.describe(f"{self.list.heading.text()}. {self.list.reading.text()}")

    def frames(self, at: Pointed) -> list[Frame]:
        """Outlines of the patches that are pointed at; the query of two among patches is the strong one."""
        assert self._map is not None
        assert self._keys is not None
        frames, queries = [], self._queries
        if at.query is not None and isinstance(queries, Patches):
            place = patch_places.box(queries, self._map.row_tokens[at.query][0])
            frames += [Frame(place, "")] if place is not None else []
        if at.key is not None:
            place = patch_places.box(self._keys, self._map.column_tokens[at.key][0])
            weight = "" if at.query is None else scales.number(float(self._map.weights[at]))
            frames += [Frame(place, weight, strong=not frames)] if place is not None else []
        return frames

    def _list(self, at: Pointed, weights: np.ndarray, *, of_queries: bool) -> None:
        """The strongest of the line that is shown, and the one weight that is pointed at."""
        most = float(weights.max(initial=0.0)) or 1.0
        name = self._query if of_queries else self._key
        bars = [
            (place, name(place), scales.number(float(weights[place])), float(weights[place]) / most)
            for place in strongest(weights, MOST)
        ]
        reading = ""
        if at.query is not None and at.key is not None and self._map is not None:
            weight = float(self._map.weights[at.query, at.key])
            reading = f"{self._query(at.query)} → {self._key(at.key)}: {scales.number(weight)}"
        if of_queries:
            assert at.key is not None
            heading = self.tr("What looks at {key}").format(key=self._key(at.key))
        elif at.query is not None:
            heading = self.tr("{query} looks at").format(query=self._query(at.query))
        else:
            heading = self.tr("All together look at")
        self.list.show_bars(heading, bars, chosen=at.key, reading=reading)

    def _says(self, from_patches: bool) -> str:
        assert self._map is not None
        many = len(self._map.columns)
        even = self.tr("Spread evenly over {many} places, each would get {share}.").format(
            many=many, share=scales.number(1 / max(many, 1))
        )
        if from_patches:
            how = self.tr("Point at a patch; click to pin it and read off a second one.")
        else:
            how = self.tr("Point at a word to see where it looks, or at a patch to see which words look at it.")
        return f"{how} {scales.sentence(self.scale.key())} {even}"

    def _query(self, row: int) -> str:
        assert self._map is not None
        assert self._queries is not None
        return self._named(self._queries, self._map.rows[row], self._map.row_tokens[row])

    def _key(self, column: int) -> str:
        assert self._map is not None
        assert self._keys is not None
        return self._named(self._keys, self._map.columns[column], self._map.column_tokens[column])

    def _named(self, axis: Axis, label: str, group: Sequence[int]) -> str:
        if isinstance(axis, Patches) and group[0] >= len(axis.extra):
            row, column = divmod(group[0] - len(axis.extra), axis.columns)
            return self.tr("row {row}, column {column}").format(row=row + 1, column=column + 1)
        return self.tr("“{word}”").format(word=label) if isinstance(axis, Words) else label

    # what a person does

    def spot_at(self, x: float, y: float) -> Spot | None:
        """What is meant by a point in shares of the picture's width and height."""
        return self._spot(self._place(x, y))

    def _place(self, x: float, y: float) -> int | None:
        return None if self._keys is None else patch_places.place_at(self._keys, x, y)

    def _spot(self, place: int | None) -> Spot | None:
        """The row or column of a patch; nothing where it is hidden."""
        if place is None:
            return None
        if self._as_queries():
            return Spot(row=self._rows[place]) if place in self._rows else None
        return Spot(column=self._columns[place]) if place in self._columns else None

    def _pin(self, spot: Spot | None) -> None:
        """Keep a patch, beside what is kept already on the other side."""
        pinned = self._selection.pinned
        if spot is not None and pinned is not None:
            row = pinned.row if spot.row is None else spot.row
            column = pinned.column if spot.column is None else spot.column
            spot = Spot(row, column)
        self._selection.pin(spot)

    def _walk(self, key: Qt.Key) -> None:
        """Go from patch to patch by keyboard."""
        if self._keys is None or self._map is None:
            return
        here, as_queries = self._selection.hovered or self._selection.shown, self._as_queries()
        number = None if here is None else here.row if as_queries else here.column
        groups = self._map.row_tokens if as_queries else self._map.column_tokens
        place = None if number is None or number >= len(groups) else groups[number][0]
        spot = self._spot(patch_places.step(self._keys, place, key))
        if spot is not None:
            self._selection.hover(spot)

    def _press(self, place: int) -> None:
        """A bar of the list: the weight between it and what is pointed at."""
        assert self._map is not None
        self._selection.pin(joined(pointed(self._selection, self._map.weights), place))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._draw()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        self._side.setFixedWidth(self.fontMetrics().height() * 15)

    def retranslate(self) -> None:
        """Word everything in the language of now."""
        for choice, word in ((self.way, map_overlay.way_name), (self.scale, scales.name)):
            for number in range(choice.count()):
                choice.setItemText(number, word(str(choice.itemData(number))))
        self.way.setAccessibleName(self.tr("How the weights are drawn"))
        self.way.setToolTip(self.tr("Colours over the picture, lines of equal weight, or the rest of it darkened"))
        self.scale.setAccessibleName(self.tr("What the brightest colour stands for"))
        self.scale.setToolTip(self.scale.accessibleName())
        self.legend.setToolTip(self.tr("What the colours stand for"))
        self._opacity_field.set_text(self.tr("Opacity"), self.tr("How much the colours hide of the picture"))
        self.smooth.setText(self.tr("Smooth"))
        self.smooth.setToolTip(self.tr("Off: the patches as they are"))
        for key, text, tip in (
            ("from", self.tr("Looks at"), self.tr("Point at a patch to see where it looks")),
            ("to", self.tr("Is looked at"), self.tr("Point at a patch to see what looks at it")),
        ):
            self.directions[key].setText(text)
            self.directions[key].setToolTip(tip)
        self.words.setAccessibleName(self.tr("Words that look"))
        for row in self.extras:
            row.setAccessibleName(self.tr("Tokens beside the picture"))
        self.view.setAccessibleName(self.tr("Picture with weights"))
        self._draw()
