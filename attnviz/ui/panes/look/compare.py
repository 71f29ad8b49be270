"""The section of two classes: the evidence for each, the signed difference, and what all of it adds up to."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from attnviz.lazy_numpy import np
from attnviz.ui import theme
from attnviz.ui.i18n import in_a_row
from attnviz.ui.panes.look import overlay, texts
from attnviz.ui.panes.look.compare_sums import SumTable, odds
from attnviz.ui.panes.look.section import DrawnSection
from attnviz.ui.shares import percent
from attnviz.ui.widgets import signed
from attnviz.ui.widgets.controls import Field, IconButton, line
from attnviz.ui.widgets.named import named
from attnviz.ui.widgets.photo_drawing import Layer
from attnviz.ui.widgets.photo_view import PhotoView, link
from attnviz.ui.widgets.plain_text import tip
from attnviz.ui.widgets.stable_height import StableHeight

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from attnviz.ui.panes.look.state import LookState

PARTS = ("a", "b", "difference")
GAP = 10  # pixels between two photos
ENOUGH = 0.75  # of their size in one row, at which A and B may stand over each other
LEAST = 110  # pixels of a photo's side: three of them stand in one row
SHOWN = 20  # classes that a list shows before it scrolls


class CompareSection(DrawnSection):
    """A is the state's chosen class, B its other one; all three maps are drawn from the one answer."""

    id: ClassVar[str] = "compare"

    @classmethod
    def title(cls) -> str:
        return QCoreApplication.translate("Look", "Compare")

    def __init__(self, state: LookState, parent: QWidget | None = None) -> None:
        super().__init__(state, parent)
        self.a, self.b = QComboBox(), QComboBox()
        self._fields = (Field(self.a, "look.compare.a"), Field(self.b, "look.compare.b"))
        self.swap = IconButton("look.compare.swap", "swap")
        self.views = {part: named(PhotoView(least=LEAST), f"look.compare.view.{part}") for part in PARTS}
        self.heads = {part: named(QLabel(), f"look.compare.head.{part}", role="heading") for part in PARTS}
        self.legend, self.difference_legend = signed.SignedLegend(power=1), signed.SignedLegend(power=1)
        self.here = named(QLabel(), "look.compare.here", role="muted")
        self.table = named(SumTable(), "look.compare.sums")
        self.words = named(QLabel(), "look.compare.words", role="muted")
        for label in (self.here, self.words):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        for label in self.heads.values():
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._build()
        link(*self.views.values())
        for view in self.views.values():
            view.hovered.connect(self._hover)
        for combo in (self.a, self.b):
            combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            combo.setMaxVisibleItems(SHOWN)
        self.a.activated.connect(lambda row: state.choose(self.a.itemData(row)))
        self.b.activated.connect(lambda row: state.compare_with(self.b.itemData(row)))
        self.swap.clicked.connect(lambda: state.choose(state.other))
        state.classes_changed.connect(self.refresh)
        state.style_changed.connect(self.refresh)
        self.retranslate()

    def _build(self) -> None:
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(GAP)
        self._grid.setVerticalSpacing(4)
        self._stacked: bool | None = None
        self._place(stacked=False)
        self._chosen = line(*self._fields, self.swap)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GAP)
        layout.addWidget(self._chosen)
        layout.addLayout(self._grid, 1)
        layout.addWidget(StableHeight(self.here))
        layout.addWidget(self.table)
        layout.addWidget(self.words)
        layout.addStretch()

    def _place(self, *, stacked: bool) -> None:
        """All three maps in one row; or A over B, and their difference twice as large beside them."""
        if stacked == self._stacked:
            return
        self._stacked = stacked
        grid = self._grid
        heads, views = self.heads, self.views
        places = {
            heads["a"]: (0, 0, 1, 1),
            views["a"]: (1, 0, 1, 1),
            heads["b"]: (2, 0, 1, 1) if stacked else (0, 1, 1, 1),
            views["b"]: (3, 0, 1, 1) if stacked else (1, 1, 1, 1),
            self.legend: (4, 0, 1, 1) if stacked else (4, 0, 1, 2),
            heads["difference"]: (0, 1, 1, 1) if stacked else (0, 2, 1, 1),
            views["difference"]: (1, 1, 3, 1) if stacked else (1, 2, 1, 1),
            self.difference_legend: (4, 1, 1, 1) if stacked else (4, 2, 1, 1),
        }
        for widget, place in places.items():
            grid.removeWidget(widget)
            grid.addWidget(widget, *place)
        for column, stretch in enumerate((1, 2, 0) if stacked else (1, 1, 1)):
            grid.setColumnStretch(column, stretch)
        for row in (1, 3):
            grid.setRowStretch(row, 1 if row == 1 or stacked else 0)

    def _fit(self) -> None:
        """Stack A and B where the difference gains more than they lose, and give all the height that they fill."""
        photo = self.state.photo
        if photo is None:
            return
        rows, columns = photo.pixels.shape[:2]
        third = (self.width() - 2 * GAP) / 3
        head = self.heads["a"].sizeHint().height() + 8
        below = (self._chosen, self.words)
        rest = sum(each.heightForWidth(self.width()) for each in below) + self.table.sizeHint().height() + 6 * theme.GAP
        room = self.height() - rest - self.legend.sizeHint().height() - self.here.sizeHint().height()
        self._place(stacked=2 * (ENOUGH * third * rows / columns + head) <= room)
        self.fit((self.views["a"], self.views["b"]), third)
        self.fit((self.views["difference"],), 2 * third + GAP if self._stacked else third)

    def minimumSizeHint(self) -> QSize:
        """That of one row: a lower window brings it back."""
        size = super().minimumSizeHint()
        return size - QSize(0, LEAST if self._stacked else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.StyleChange:  # text of another size leaves other room
            self._fit()
        return done

    def maps(self) -> dict[str, np.ndarray]:
        """The signed maps [h, w]: evidence for A, for B, and A − B; none without an answer."""
        answer = self.state.answer
        if answer is None:
            return {}
        a, b = answer.class_maps[self.state.chosen], answer.class_maps[self.state.other]
        return {"a": a, "b": b, "difference": a - b}

    def draw(self) -> None:
        photo, maps = self.state.photo, self.maps()
        most = max((float(np.abs(maps[part]).max()) for part in ("a", "b") if maps), default=1.0)
        difference = float(np.abs(maps["difference"]).max()) if maps else 1.0
        style = replace(self.state.style, way="overlay")
        for part, view in self.views.items():
            view.set_image(photo.small if photo is not None else None)
            shown = difference if part == "difference" else most
            view.set_layer(overlay.drawn(maps[part], style, is_signed=True, most=shown) if maps else Layer())
        self.legend.set_most(most)
        self.difference_legend.set_most(difference)
        self._fill()
        self._hover(-1, -1)
        self._word()
        self._fit()

    def _fill(self) -> None:
        """The classes by probability, in both lists."""
        items: list[tuple[str, int]] = []
        if (answer := self.state.answer) is not None:
            for k in np.argsort(-answer.probabilities, kind="stable").tolist():
                chance = percent(float(answer.probabilities[k]))
                items.append((f"{texts.class_name(answer.labels[k])}  {chance}", k))
        for combo, chosen in ((self.a, self.state.chosen), (self.b, self.state.other)):
            if items != [(combo.itemText(row), combo.itemData(row)) for row in range(combo.count())]:
                combo.clear()
                for text, k in items:
                    combo.addItem(text, k)
            combo.setCurrentIndex(combo.findData(chosen))
            combo.setEnabled(bool(items))
        self.swap.setEnabled(bool(items))

    def _hover(self, x: float, y: float) -> None:
        """Both values and their difference at the place under the pointer."""
        answer, maps = self.state.answer, self.maps()
        spot = self.views["a"].cell(x, y) if maps else None
        if answer is None or spot is None:
            self.here.setText(self.tr("Point at a place: what does it add to each score?"))
            return
        first, second = self._names()
        values = [f"{maps[part][spot]:+.4f}".replace("-", "−") for part in PARTS]
        self.here.setText(
            self.tr("Here: {one} for “{a}”, {two} for “{b}”; difference {three}").format(
                one=values[0], a=first, two=values[1], b=second, three=values[2]
            )
        )

    # words

    def _names(self) -> tuple[str, str]:
        answer = self.state.answer
        if answer is None:
            return "A", "B"
        return texts.class_name(answer.labels[self.state.chosen]), texts.class_name(answer.labels[self.state.other])

    def _word(self) -> None:
        """What is said of this answer and these two classes."""
        answer, (first, second) = self.state.answer, self._names()
        for part, text in (
            ("a", self.tr("For “{name}”").format(name=first)),
            ("b", self.tr("For “{name}”").format(name=second)),
            ("difference", self.tr("{a} − {b}").format(a=first, b=second)),
        ):
            self.heads[part].setText(text)
            self.views[part].setAccessibleName(self.tr("Map: {title}").format(title=text))
        self.legend.setToolTip(self.tr("What a cell adds to the score; one scale for both maps"))
        ways = self.tr("Orange speaks for “{a}” and not “{b}”, blue the other way")
        self.difference_legend.setToolTip(tip(ways.format(a=first, b=second)))
        self.table.show_sums(answer, self.state.chosen, self.state.other)
        if answer is None:
            self.words.clear()
            return
        gap = float(answer.logits[self.state.chosen] - answer.logits[self.state.other])
        likely, less = (first, second) if gap >= 0 else (second, first)
        said = [
            self.tr("Orange speaks for “{a}” and not “{b}”, blue the other way; what speaks for both cancels.").format(
                a=first, b=second
            ),
            self.tr("e to the power {gap} is {odds}: so many times as likely is “{likely}” as “{less}”.").format(
                gap=f"{abs(gap):.3f}", odds=odds(abs(gap)), likely=likely, less=less
            ),
            self.tr("All of it is exact: a score is the sum of its map and a constant, known without another pass."),
            texts.taught(str(self.state.card.get("supervision", "")), "class"),
        ]
        self.words.setText(in_a_row(said))

    def retranslate(self) -> None:
        first, second = self._fields
        first.set_text(self.tr("Why"), self.tr("The class whose evidence is on the left"), name=self.tr("Class A"))
        second.set_text(self.tr("and not"), self.tr("The class it is compared with"), name=self.tr("Class B"))
        self.swap.word(self.tr("Swap"), self.tr("Let the two classes change places"))
        self.table.retranslate()
        self.refresh()
