"""Two models on the same sentence and the same translation: two alignments with one cursor, and their signed difference."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from attnviz.engine.attention.messages import CROSS
from attnviz.engine.translate.axes import between
from attnviz.lazy_numpy import np
from attnviz.ui.attention.heatmap_page import Heatmap
from attnviz.ui.attention.map_choice import MapChoice, shown_map
from attnviz.ui.attention.page import Page
from attnviz.ui.controls.segments import joined, segment
from attnviz.ui.reworded import Reworded
from attnviz.ui.widgets.ghost import Ghost
from attnviz.ui.widgets.named import named
from attnviz.ui.widgets.scroll_areas import PictureArea
from attnviz.ui.widgets.selection import Selection

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from attnviz.engine.attention.maps import MapPicture
    from attnviz.engine.translate.messages import Translation

LEAST = 90  # pixels
GAP = 6  # pixels between what stands one below the other


class Pair(NamedTuple):
    """Both pictures with the same rows and columns, and whether pieces had to be joined to words for that."""

    first: MapPicture
    second: MapPicture
    by_words: bool


@dataclass(frozen=True)
class ComparedMaps:
    """What is seen of two models: both maps, or where that is chosen their signed ``difference`` alone, with ``note`` saying which
    colour is whose. ``choices`` say how each map was made of its answer.
    """

    answers: tuple[Translation, Translation]
    choices: tuple[MapChoice, MapChoice]
    titles: tuple[str, str]
    pictures: tuple[MapPicture, MapPicture]
    difference: MapPicture | None = None
    note: str = ""

    def title(self) -> str:
        """What the difference is called."""
        return " − ".join(self.titles)


def comparable(first: Translation, one: MapChoice, second: Translation, other: MapChoice) -> Pair | None:
    """Two cross-attention maps of one sentence pair on the same labels: by pieces where both models read the same ones, else
    by words; None where they do not even share their words.
    """
    if one.view.kind != CROSS:
        return None
    for words in (False, True) if not one.view.words else (True,):
        pictures = [
            shown_map(between(result), replace(choice, view=replace(choice.view, words=words))).picture
            for result, choice in ((first, one), (second, other))
        ]
        if pictures[0].rows == pictures[1].rows and pictures[0].columns == pictures[1].columns:
            return Pair(pictures[0], pictures[1], words and not one.view.words)
    return None


def difference(pair: Pair) -> MapPicture:
    """First minus second, -1 to 1."""
    return replace(pair.first, weights=pair.first.weights - pair.second.weights, removed=np.zeros(len(pair.first.rows)))


class ComparePage(Reworded, QWidget, Page):
    """Shows the chosen model's map at the left, the other's at the right; or the difference alone. ``changed``: between these."""

    id = "compare"
    offered = False  # it takes the heatmap's place
    is_map = False

    changed = Signal()
    cross_wanted = Signal()  # the only kind of attention that two models can be compared by

    def __init__(self, selection: Selection, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pair: Pair | None = None
        self._maps_shown: ComparedMaps | None = None  # while both are of the newest answers
        self._names, self._short, self._failure = ("", ""), ("", ""), ""
        self._cross, self._note = True, ""
        self._apart = Selection(self)  # for maps that do not share their words
        self._shared = selection
        self.first, self.second, self.signed = Heatmap(selection), Heatmap(selection), Heatmap(selection)
        self.signed.signed = True
        self.lone_first, self.lone_second = Heatmap(self._apart), Heatmap(self._apart)
        for view, name in (
            (self.first, "first"),
            (self.second, "second"),
            (self.signed, "difference_map"),
            (self.lone_first, "lone_first"),
            (self.lone_second, "lone_second"),
        ):
            view.setObjectName(f"translate.compare.{name}")
        self.both = segment("translate.compare.both")
        self.minus = segment("translate.compare.difference")
        self.both.setChecked(True)
        self.names = [named(QLabel(), f"translate.compare.name.{side}", role="heading") for side in ("first", "second")]
        self.note = named(QLabel(), "translate.compare.note", role="muted")
        for label in (*self.names, self.note):
            label.setWordWrap(True)
            label.setMinimumWidth(40)
        self.to_cross = named(QPushButton(), "translate.compare.cross", role="primary")
        self.ghosts = [Ghost(f"translate.compare.ghost.{side}") for side in ("first", "second")]
        self._build()
        self.to_cross.clicked.connect(self.cross_wanted)
        self.both.clicked.connect(self._turned)
        self.minus.clicked.connect(self._turned)
        self.retranslate()

    def _build(self) -> None:
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._sides.setSpacing(14)
        self._stacks: list[QStackedWidget] = []
        areas: list[list[PictureArea]] = []
        for name, ghost, views in zip(
            self.names, self.ghosts, ((self.first, self.lone_first), (self.second, self.lone_second)), strict=True
        ):
            side, stack = QVBoxLayout(), QStackedWidget()
            areas.append([PictureArea(view) for view in views])
            for area in areas[-1]:
                area.setMinimumWidth(LEAST)  # two of them must fit beside each other in a small window
                stack.addWidget(area)
            stack.addWidget(ghost)
            stack.setCurrentWidget(ghost)
            self._stacks.append(stack)
            side.addWidget(name)
            side.addWidget(stack, 1)
            self._sides.addLayout(side, 1)
        for one, other in zip(*areas, strict=True):
            one.zoomed.connect(partial(other.go_with, one))
            other.zoomed.connect(partial(one.go_with, other))
        self._maps = QWidget()
        self._maps.setLayout(self._sides)
        self._sides.setContentsMargins(0, 0, 0, 0)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._maps)
        self._pages.addWidget(PictureArea(self.signed))
        self._buttons = QHBoxLayout()
        self._buttons.addWidget(joined(self.both, self.minus))
        self._buttons.addWidget(self.to_cross)
        self._buttons.addStretch()
        self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._head.addLayout(self._buttons)
        self._head.addWidget(self.note, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        layout.addLayout(self._head)
        layout.addWidget(self._pages, 1)

    def shows_difference(self) -> bool:
        return self.minus.isChecked() and self._pair is not None

    def shown(self) -> MapPicture | None:
        """The difference where it is shown alone."""
        return self.signed.picture() if self.shows_difference() else None

    def seen(self) -> ComparedMaps | None:
        """What is seen, as long as both models have answered."""
        maps, difference = self._maps_shown, self.shown()
        if maps is None or difference is None:
            return maps
        return replace(maps, difference=difference, note=self._whose_colours())

    def show_waiting(self, name: str) -> None:
        """The other model has still to read the translation."""
        self._names, self._failure = (self._names[0], name), ""
        if self._maps_shown is None:
            self._show_ghost()
        self._maps_shown = None
        self.set_stale(True)
        self._word()

    def show_failure(self, sentence: str) -> None:
        """The other model cannot read it."""
        self._failure, self._maps_shown = sentence, None
        self._show_ghost()
        self._word()

    def show_pair(
        self,
        first: Translation,
        one: MapChoice,
        second: Translation,
        other: MapChoice,
        names: tuple[str, str],
        short: tuple[str, str],
    ) -> None:
        """Show both maps of one sentence pair; ``short`` names are those of the models alone."""
        self._names, self._short, self._failure = names, short, ""
        self._cross, self._note = one.view.kind == CROSS, ""
        pair = self._pair = comparable(first, one, second, other)
        if pair and pair.by_words:
            one, other = (replace(each, view=replace(each.view, words=True)) for each in (one, other))
        pictures = (
            (pair.first, pair.second)
            if pair
            else (shown_map(between(first), one).picture, shown_map(between(second), other).picture)
        )
        self._maps_shown = ComparedMaps((first, second), (one, other), names, pictures)
        self._draw(pictures)

    def show_maps(self, maps: Pair, names: tuple[str, str], note: str, *, comparable: bool) -> None:
        """Show two maps of whatever they are, with a ``note`` on them; ``comparable``: their rows and columns are the same."""
        self._names, self._short, self._failure = names, names, ""
        self._cross, self._note, self._maps_shown = True, note, None
        self._pair = maps if comparable else None
        self._draw((maps.first, maps.second))

    def _draw(self, pictures: tuple[MapPicture, MapPicture]) -> None:
        pair = self._pair
        for view, picture in zip(
            (self.first, self.second) if pair else (self.lone_first, self.lone_second), pictures, strict=True
        ):
            view.set_picture(picture)
        if pair:
            self.signed.set_picture(difference(pair))
        for stack in self._stacks:
            stack.setCurrentIndex(0 if pair else 1)
        self.minus.setEnabled(pair is not None)
        self._pages.setCurrentIndex(1 if self.shows_difference() else 0)
        self.set_stale(False)
        self._word()

    def _show_ghost(self) -> None:
        """What will be at the other model's side; at the chosen one's, until it was compared once."""
        self._stacks[1].setCurrentWidget(self.ghosts[1])
        self._pages.setCurrentIndex(0)

    def set_stale(self, stale: bool) -> None:
        for view in (self.first, self.second, self.signed, self.lone_first, self.lone_second):
            view.set_stale(stale)

    def retranslate(self) -> None:
        self.both.setText(self.tr("Side by side"))
        self.minus.setText(self.tr("Difference"))
        self.to_cross.setText(self.tr("Show cross-attention"))
        self.to_cross.setAccessibleName(self.to_cross.text())
        for button in (self.both, self.minus):
            button.setAccessibleName(button.text())
        for view, name in (
            (self.first, self.tr("Alignment of the chosen model")),
            (self.second, self.tr("Alignment of the other model")),
            (self.lone_first, self.tr("Alignment of the chosen model")),
            (self.lone_second, self.tr("Alignment of the other model")),
            (self.signed, self.tr("Difference of the two alignments")),
        ):
            view.setAccessibleName(name)
        self._word()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_note()

    def _place_note(self) -> None:
        """The note beside the buttons, or below them where that leaves the maps more height."""
        buttons = self._buttons.sizeHint()
        room = max(1, self.width() - buttons.width() - self._head.spacing())
        beside = max(buttons.height(), self.note.heightForWidth(room))
        below = buttons.height() + GAP + self.note.heightForWidth(self.width())
        direction = QBoxLayout.Direction
        self._head.setDirection(direction.LeftToRight if beside <= below else direction.TopToBottom)

    def _turned(self) -> None:
        self._pages.setCurrentIndex(1 if self.shows_difference() else 0)
        self._word()
        self.changed.emit()

    def _whose_colours(self) -> str:
        return self.tr("Orange: {first} looks there more. Blue: {second} does.").format(
            first=self._short[0], second=self._short[1]
        )

    def _word(self) -> None:
        for label, text in zip(self.names, self._names, strict=True):
            label.setText(text)
        pair = self._pair
        if self._failure:
            text = self._failure
        elif not self._cross:
            text = self.tr("Only cross-attention can be compared: choose it among the heads.")
        elif self._maps_shown is None and pair is None and not self._note:
            text = ""  # the other model reads
        elif pair is None:
            text = self.tr("These two maps have no words in common, so they stand each for itself.")
        elif self.shows_difference():
            text = self._whose_colours()
        elif self._note:
            text = self._note
        elif pair.by_words:
            text = self.tr("Both read the same translation; their pieces differ, so words are compared.")
        else:
            text = self.tr("Both read the same translation; point at one map to see the place in the other.")
        self.note.setText(text)
        self.to_cross.setVisible(not self._cross and not self._failure)
        self._place_note()
        waits = self.tr("Here will be where {name} looks while it reads the same translation.").format(
            name=self._names[1]
        )
        self.ghosts[1].say(self._failure or (waits if self._names[1] else ""))
        self.ghosts[0].say("")
