"""The section of ways between pictures: from A to B on a line or an arc, and A − B + C."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QButtonGroup, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from attnviz.engine.latent.messages import Decode, Decoded, Interpolate, Interpolation
from attnviz.lazy_numpy import np
from attnviz.ui import icons, theme
from attnviz.ui.panes.latent.interpolate_slots import Slot
from attnviz.ui.panes.latent.section import Section
from attnviz.ui.panes.latent.state import REACH, LatentState
from attnviz.ui.panes.questions import Ask, Question
from attnviz.ui.remembered import take_number
from attnviz.ui.widgets.controls import Field, IconButton, Player, Spin, line
from attnviz.ui.widgets.named import named
from attnviz.ui.widgets.picture_grid import PictureGrid

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

MOST_STEPS = 61
LARGEST = 480  # pixels of a picture on the way


class InterpolateSection(Section):
    """Holds A, B and C; the pictures between A and B follow every change."""

    id = "interpolate"

    @classmethod
    def title(cls) -> str:
        return QCoreApplication.translate("Latent", "Interpolate")

    def __init__(self, state: LatentState, ask: Ask, parent: QWidget | None = None) -> None:
        super().__init__(state, parent)
        self._way = Question(ask, self.show_way, state.refused.emit)
        self._third = Question(ask, self.show_third, state.refused.emit)
        self._behind = False  # A, B or how one goes between them changed since it was asked
        self._shown: Interpolation | None = None
        self._columns = 1
        self._model = ""  # whose codes are held
        # A, B and C of the models that are not shown, now or the last time: codes, with their pictures where those are known
        self._kept: dict[str, dict[str, tuple[np.ndarray, np.ndarray | None]]] = {}
        self.slots = {letter: Slot(letter, state) for letter in "ABC"}
        self.linear = named(QToolButton(), "latent.linear", role="segment", checkable=True)
        self.spherical = named(QToolButton(), "latent.spherical", role="segment", checkable=True)
        self._group = QButtonGroup(self)
        for button in (self.linear, self.spherical):
            self._group.addButton(button)
            button.clicked.connect(self._ask)
        self.linear.setChecked(True)
        self.steps = Spin(2, MOST_STEPS, 12)
        self._steps_field = Field(self.steps, "latent.between")
        self.play = IconButton("latent.between.play", "play")
        self.sum = named(QPushButton(), "latent.arithmetic")
        self.strip = named(PictureGrid(largest=LARGEST), "latent.strip")
        self.caption = named(QLabel(), "latent.strip.caption", role="muted")
        self.caption.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GAP)
        layout.addWidget(line(*self.slots.values()))
        layout.addWidget(line(self.linear, self.spherical, self._steps_field, self.play, self.sum))
        layout.addWidget(self.strip, 1)
        layout.addWidget(self.caption)
        self.player = Player(self)
        self.player.frame.connect(self._show_frame)
        self.player.changed.connect(self._playing)
        self.steps.valueChanged.connect(self._ask)
        self.play.clicked.connect(self.toggle_film)
        self.sum.clicked.connect(self.add)
        self.strip.chosen.connect(self._chosen)
        for letter, slot in self.slots.items():
            slot.changed.connect(self._changed)
            slot.visited.connect(lambda letter=letter: self.visit(letter))
        state.model_chosen.connect(self._forget)
        state.samples_changed.connect(self._fill)
        self.retranslate()

    # what a person does

    def visit(self, letter: str) -> None:
        """Show the code of A, B or C on the sliders."""
        code = self.slots[letter].code
        if code is not None:
            self.player.stop()
            self.state.code.go(code, all_of_it=True)

    def add(self) -> None:
        """Show A − B + C on the sliders."""
        a, b, c = (self.slots[letter].code for letter in "ABC")
        if a is not None and b is not None and c is not None and len(self.state.code.z):
            self.player.stop()
            self.state.code.go(a - b + c)
            self.state.said.emit(self.tr("The sliders show A − B + C."))

    def _chosen(self, row: int, column: int) -> None:
        number = row * self._columns + column
        if self._shown is not None and number < len(self._shown.codes):
            self.player.stop()
            self.strip.mark(row, column)
            self.state.code.go(self._shown.codes[number], self._shown.pictures[number], all_of_it=True)

    def toggle_film(self) -> None:
        """Play from A to B and back, or stay where the film is."""
        if self.player.playing():
            self.player.stop()
        elif self._shown is not None:
            self.player.play(len(self._shown.codes))

    # asking and showing

    def _forget(self) -> None:
        self.player.stop()
        self._way.forget()
        self._third.forget()
        self._shown = None
        if held := self._held():
            self._kept[self._model] = held
        self._model = self.state.model
        for slot in self.slots.values():
            slot.clear()
        self.strip.set_shape(0, 0)
        self._update()

    def _fill(self) -> None:
        """Begin with the codes of the last time, or with samples that differ: the first, and the first of another kind."""
        samples = self.state.samples
        for letter, (code, picture) in self._kept.pop(self.state.model, {}).items():
            if len(code) == len(self.state.order):
                self.slots[letter].hold(code, picture)
        if samples is None or any(slot.code is not None for slot in self.slots.values()):
            return
        shown = len(samples.pictures)
        kinds = samples.labels[:shown, 0] if samples.labels.shape[1] else np.arange(shown)
        others = np.flatnonzero(kinds != kinds[0]) if shown else np.zeros(0, int)
        second = int(others[0]) if len(others) else min(1, shown - 1)
        third = int(others[1]) if len(others) > 1 else second
        for letter, number in (("A", 0), ("B", second), ("C", third)):
            self.slots[letter].hold_sample(number)

    def _held(self) -> dict[str, tuple[np.ndarray, np.ndarray | None]]:
        return {letter: (slot.code, slot.picture) for letter, slot in self.slots.items() if slot.code is not None}

    def _changed(self) -> None:
        self._update()
        self._ask()

    def _update(self) -> None:
        codes = {letter: slot.code is not None for letter, slot in self.slots.items()}
        self.sum.setEnabled(all(codes.values()))
        self.play.setEnabled(self._shown is not None)

    def _ask(self) -> None:
        self._behind = True
        if self.isVisible():
            self.begin()

    def begin(self) -> None:
        third = self.slots["C"]
        if third.code is not None and third.picture is None:
            self._third.ask(Decode(third.code, self.state.model))
        a, b = self.slots["A"].code, self.slots["B"].code
        if not self._behind or a is None or b is None:
            return
        self._behind = False
        steps, spherical = self.steps.value(), self.spherical.isChecked()
        self._way.ask(Interpolate(a, b, self.state.model, steps=steps, spherical=spherical))

    def show_way(self, result: Interpolation) -> None:
        """Lay the pictures between A and B out."""
        self.player.stop()
        self._shown = result
        for letter, picture in (("A", result.pictures[0]), ("B", result.pictures[-1])):
            self.slots[letter].show_missing(picture)
        self._lay_out()
        self._update()

    def show_third(self, result: Decoded) -> None:
        """The picture of C where it came without one; those of A and B come with the way."""
        if result.request.z is self.slots["C"].code:
            self.slots["C"].show_missing(result.picture)

    def _lay_out(self) -> None:
        """As many pictures in a line as makes them largest."""
        if self._shown is None:
            return
        count = len(self._shown.pictures)
        width, height = max(self.strip.width(), 1), max(self.strip.height(), 1)
        sizes = [min(width / math.ceil(count / rows), height / rows, LARGEST) for rows in range(1, count + 1)]
        rows = 1 + max(range(count), key=lambda i: (round(sizes[i]), -i))
        self._columns = math.ceil(count / rows)
        rows = math.ceil(count / self._columns)
        self.strip.set_shape(rows, self._columns)
        for row in range(rows):
            self.strip.set_row(row, self._shown.pictures[row * self._columns : (row + 1) * self._columns])

    def film(self) -> tuple[np.ndarray, tuple[np.ndarray, ...]] | None:
        """The codes [steps, D] and pictures from A to B; None while there are none."""
        return None if self._shown is None else (self._shown.codes, tuple(self._shown.pictures))

    def _show_frame(self, number: int) -> None:
        shown = self._shown
        if shown is None or shown.request.model != self.state.model:
            self.player.stop()
            return
        self.strip.mark(*divmod(number, self._columns))
        self.state.code.slide(shown.codes[number], shown.pictures[number], all_of_it=True)

    def _playing(self, on: bool) -> None:
        self.play.word(self.tr("Stop") if on else self.tr("Play"), self.tr("Play from A to B and back"))
        self.play.setIcon(icons.icon("pause" if on else "play"))
        if not on and len(self.state.code.z):
            self.state.code.finish_move()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self.player.playing():
            self._lay_out()

    def figure_part(self) -> None:
        return None

    def figure_caption(self) -> str:
        return self.caption.text()

    # words

    def save_state(self) -> dict[str, Any]:
        held = self._kept | ({self._model: own} if (own := self._held()) else {})
        told: dict[str, dict[str, Any]] = {
            model: {letter: code.tolist() for letter, (code, _) in codes.items()} for model, codes in held.items()
        }
        codes = told.pop(self._model, {}) | {"model": self._model}
        return {"steps": self.steps.value(), "spherical": self.spherical.isChecked(), "codes": codes, "others": told}

    def restore_state(self, state: dict[str, Any]) -> None:
        take_number(self.steps, state.get("steps"))
        if isinstance(state.get("spherical"), bool):
            (self.spherical if state["spherical"] else self.linear).setChecked(True)
        codes, others = state.get("codes"), state.get("others")
        told = dict(others) if isinstance(others, dict) else {}
        if isinstance(codes, dict) and isinstance(codes.get("model"), str):
            told[codes["model"]] = codes
        self._kept = {
            model: {k: (np.array(own[k], np.float32), None) for k in self.slots if _is_code(own.get(k))}
            for model, own in told.items()
            if isinstance(own, dict)
        }

    def retranslate(self) -> None:
        self.linear.setText(self.tr("Linear"))
        self.linear.setToolTip(self.tr("On the straight line from A to B"))
        self.spherical.setText(self.tr("Spherical"))
        self.spherical.setToolTip(self.tr("On the arc from A to B, which keeps the length of codes"))
        for button in (self.linear, self.spherical):
            button.setAccessibleName(button.text())
        self._steps_field.set_text(self.tr("Steps"), self.tr("Pictures from A to B, both among them"))
        self.play.word(
            self.tr("Stop") if self.player.playing() else self.tr("Play"), self.tr("Play from A to B and back")
        )
        self.sum.setText(self.tr("A − B + C"))
        self.sum.setAccessibleName(self.tr("Show A − B + C"))
        self.sum.setToolTip(self.tr("What A has and B has not, added to C, on the sliders"))
        self.strip.setAccessibleName(self.tr("The pictures from A to B"))
        self.caption.setText(
            self.tr("From A at the upper left to B at the lower right; click a picture to put the sliders there.")
        )
        self.caption.setTextFormat(Qt.TextFormat.PlainText)


def _is_code(values: Any) -> bool:
    return isinstance(values, list) and all(type(value) in (int, float) and abs(value) <= REACH for value in values)
