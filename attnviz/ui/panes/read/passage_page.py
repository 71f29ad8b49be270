"""The page of a passage: words that look at it above (a question, a title), the passage below, coloured by where they look."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from attnviz.engine.attention.messages import CROSS, ENCODER
from attnviz.lazy_numpy import np
from attnviz.ui import theme
from attnviz.ui.attention.page import Page
from attnviz.ui.panes.read.passage import Mark, PassageField
from attnviz.ui.panes.read.passage_drawing import drawn
from attnviz.ui.widgets.named import named
from attnviz.ui.widgets.scroll_areas import TokenArea
from attnviz.ui.widgets.selection import Spot
from attnviz.ui.widgets.tokens import Chip, TokenRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QSizeF

    from attnviz.engine.attention.maps import MapPicture
    from attnviz.engine.attention.messages import AttentionBetween, Token
    from attnviz.ui.attention.map_choice import ShownMap
    from attnviz.ui.files.writers import Draw
    from attnviz.ui.widgets.selection import Selection


class PassagePage(QWidget, Page):
    """``field`` is the passage, which can be typed into; what is found there is told with ``show_found``. ``name`` begins the
    object names; what stands ``below`` the passage belongs to the section.
    """

    id = "passage"
    icon = "read"

    def __init__(self, name: str, selection: Selection, below: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._selection = selection
        self._picture: MapPicture | None = None
        self._tokens: tuple[Token, ...] = ()
        self._of_question = True  # whether rows are the question
        self._answer: Mark | None = None
        self._others: tuple[Mark, ...] = ()
        self._hidden: tuple[Mark, ...] = ()
        self.field = PassageField(name)
        self.rows = named(TokenRow(selection, target=True, relative=True), f"{name}.rows")
        self.columns = named(TokenRow(selection, target=False, relative=True), f"{name}.columns")
        self._areas = TokenArea(self.rows, most=2), TokenArea(self.columns, most=2)
        self._areas[1].hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP)
        for area in self._areas:
            column.addWidget(area)
        column.addWidget(self.field, 1)
        column.addWidget(below)
        self.field.pointed.connect(self._point)
        selection.changed.connect(self._draw)

    def title(self) -> str:
        return QCoreApplication.translate("ReadTexts", "Passage")

    def suits(self, between: AttentionBetween) -> bool:
        return between.attention.kind != ENCODER

    def show_map(self, shown: ShownMap, between: AttentionBetween) -> None:
        self._picture = shown.picture
        self._of_question = between.attention.kind == CROSS
        self._tokens = (between.keys if self._of_question else between.queries).tokens
        labels = shown.picture.rows if self._of_question else shown.picture.columns
        row = self.rows if self._of_question else self.columns
        row.set_chips(self.chips(labels, shown.picture), shown.picture)
        self._areas[0].setVisible(self._of_question)
        self._areas[1].setVisible(not self._of_question)
        self._draw()

    def chips(self, labels: Sequence[str], picture: MapPicture) -> list[Chip]:
        """What stands above the passage for the words of these labels."""
        return [Chip(label) for label in labels]

    def show_found(self, answer: Mark | None, others: Sequence[Mark], hidden: Sequence[Mark]) -> None:
        """Mark the answer, other spans, and what is hidden."""
        self._answer, self._others, self._hidden = answer, tuple(others), tuple(hidden)
        self._draw()

    def forget_map(self) -> None:
        """The passage is another: nothing is known of where anything looks."""
        self._picture = None
        self._draw()

    def strengths(self) -> tuple[list[Mark], np.ndarray]:
        """Words of the passage with how much the shown word of the question looks at them (or is looked at from there), the mean of
        all where none is shown."""
        picture, shown = self._picture, self._selection.shown
        if picture is None:
            return [], np.zeros(0, np.float32)
        weights = picture.weights if self._of_question else picture.weights.T  # [question, passage]
        groups = picture.column_tokens if self._of_question else picture.row_tokens
        line = None
        if shown is not None:
            line = shown.row if self._of_question else shown.column
        if line is not None and line < len(weights):
            values = weights[line]
        elif len(weights):
            values = weights.mean(0)
        else:
            values = np.zeros(len(groups), np.float32)
        marks = [Mark(self._tokens[group[0]].start, self._tokens[group[-1]].end) for group in groups]
        return marks, values

    def _draw(self) -> None:
        marks, values = self.strengths()
        most = float(values.max(initial=0.0))
        looks = [
            Mark(mark.start, mark.end, float(value) / most)
            for mark, value in zip(marks, values, strict=True)
            if most > 0
        ]
        self.field.show_marks(self._answer, self._others, looks, self._hidden)

    def _point(self, place: int) -> None:
        """The word of the passage under the pointer is pointed at in every picture."""
        marks, _ = self.strengths()
        at = next((i for i, mark in enumerate(marks) if mark.start <= place < mark.end), None)
        if at is None:
            self._selection.hover(None)
        else:
            self._selection.hover(Spot(column=at) if self._of_question else Spot(row=at))

    def picture(self) -> tuple[QSizeF, Draw] | None:
        """The passage as it is seen, and its size."""
        picture, shown = self._picture, self._selection.shown
        if picture is None:
            return None
        line = None if shown is None else shown.row if self._of_question else shown.column
        return drawn(self.field, picture.rows if self._of_question else picture.columns, line)

    def set_stale(self, stale: bool) -> None:
        self.field.set_stale(stale)
        self.rows.set_stale(stale)
        self.columns.set_stale(stale)
