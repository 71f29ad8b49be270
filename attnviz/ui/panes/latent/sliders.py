"""The section of sliders: one for each dimension, the most telling first, those that say nothing folded away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from attnviz.engine.latent.messages import Influence, Influences
from attnviz.lazy_numpy import np
from attnviz.ui import theme
from attnviz.ui.panes.latent.section import Section
from attnviz.ui.panes.latent.slider_row import SMALLEST_MAP, SliderRow
from attnviz.ui.panes.latent.state import REACH, LatentState
from attnviz.ui.panes.questions import Ask, Question
from attnviz.ui.widgets import signed
from attnviz.ui.widgets.controls import IconButton, line
from attnviz.ui.widgets.named import named

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent, QImage, QResizeEvent

PAUSE = 150  # milliseconds of not moving before the maps are asked for
LARGEST_MAP = 280  # pixels
MOST_ROWS = 64  # of a model with more dimensions the rest is reached by the map and by files


class SlidersSection(Section):
    """``overlaid`` carries the map that is to lie over the large picture (or None) and what its full colour stands for."""

    id = "sliders"
    overlaid = Signal(object, float, int)

    @classmethod
    def title(cls) -> str:
        return QCoreApplication.translate("Latent", "Sliders")

    def __init__(self, state: LatentState, ask: Ask, parent: QWidget | None = None) -> None:
        super().__init__(state, parent)
        self._acting = Question(ask, self.show_influence, state.refused.emit)
        self.rows: list[SliderRow] = []
        self._maps: dict[int, np.ndarray] = {}
        self._most = 1.0
        self._pointed, self._pinned = -1, -1
        self._pause = QTimer(self, interval=PAUSE, singleShot=True)
        self._pause.timeout.connect(self._ask)
        self.undo = IconButton("latent.undo", "undo")
        self.redo = IconButton("latent.redo", "redo")
        self.reset = IconButton("latent.reset", "reset")
        self.random = IconButton("latent.random", "dice")
        self.fold = named(QPushButton(), "latent.fold", role="chip", checkable=True)
        self.hint = named(QLabel(), "latent.sliders.hint", role="muted")
        self.hint.setWordWrap(True)
        self._list = QWidget()
        self._column = QVBoxLayout(self._list)
        self._column.setContentsMargins(0, 0, 4, 0)
        self._column.setSpacing(4)
        self._column.addWidget(self.fold, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addStretch(1)
        area = self._area = QScrollArea()
        area.setObjectName("latent.sliders.area")
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(self._list)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GAP)
        layout.addWidget(line(self.random, self.reset, self.undo, self.redo))
        layout.addWidget(area, 1)
        layout.addWidget(self.hint)
        for place in range(4):  # so that the controls are there before a model is
            self._add_row(place)
        self.undo.clicked.connect(state.code.undo)
        self.redo.clicked.connect(state.code.redo)
        self.reset.clicked.connect(self.reset_all)
        self.random.clicked.connect(self.randomise)
        self.fold.toggled.connect(self._show_rows)
        state.model_chosen.connect(self._forget)
        state.dimensions_ordered.connect(self._order)
        state.renamed.connect(self._word_rows)
        state.code.anchor_changed.connect(self._show_anchor)
        state.code.moved.connect(self._show_code)
        state.code.settled.connect(self._settled)
        self.retranslate()
        self._show_rows()

    # what a person does

    def randomise(self) -> None:
        """Draw every value that is not locked from the prior."""
        code = self.state.code
        if len(code.z):
            code.go(np.random.default_rng().standard_normal(len(code.z)).astype(np.float32))

    def reset_all(self) -> None:
        """Back to the picture that was encoded."""
        code = self.state.code
        if code.anchor is not None:
            code.go(code.anchor.mu)

    def _reset_one(self, dimension: int) -> None:
        code = self.state.code
        if code.anchor is not None:
            code.set(dimension, float(code.anchor.mu[dimension]))
            code.finish_move()

    def _moved(self, dimension: int, value: float) -> None:
        self.state.code.set(dimension, value)

    def _typed(self, dimension: int, value: float) -> None:
        self._moved(dimension, value)
        self.state.code.finish_move()

    def _refused(self, why: str) -> None:
        if why == "out_of_reach":
            self.state.failed.emit(self.tr("A value reaches from −{reach:g} to {reach:g}.").format(reach=REACH))
        else:
            self.state.failed.emit(self.tr("That is not a number."))

    def _rename(self, dimension: int, name: str) -> None:
        if dimension in self.state.order:  # what was typed for another model's dimension is not this one's name
            self.state.rename(dimension, name)

    def show_dimension(self, dimension: int) -> None:
        """Put the focus on the slider of a dimension, unfolding it where it is folded away."""
        for row in self.rows:
            if row.dimension == dimension:
                if not row.isVisibleTo(self):
                    self.fold.setChecked(True)
                row.slider.setFocus()

    # what is shown

    def _add_row(self, place: int) -> None:
        row = SliderRow(place)
        self.rows.append(row)
        at = place if place < self.state.living or not self.state.order else place + 1
        self._column.insertWidget(at, row)
        row.named_it.connect(self._rename)
        row.moved.connect(self._moved)
        row.move_finished.connect(self.state.code.finish_move)
        row.typed.connect(self._typed)
        row.refused.connect(self._refused)
        row.reset_asked.connect(self._reset_one)
        row.locked.connect(self.state.code.lock)
        row.pointed.connect(self._point)
        row.pinned.connect(self._pin)

    def _forget(self) -> None:
        self._maps.clear()
        self._acting.forget()
        self._pinned, self._pointed = -1, -1
        for row in self.rows:
            row.setEnabled(False)  # it stands for a dimension of the model that was shown
            row.influence.set_map(None)
            row.show_pinned(False)
            row.show_lock(False)
        self._pause.stop()
        self._overlay()
        self._update_buttons()

    def _order(self) -> None:
        state = self.state
        count = min(len(state.order), MOST_ROWS)
        while len(self.rows) < count:
            self._add_row(len(self.rows))
        for place, row in enumerate(self.rows):  # the fold stands between the living and the others
            self._column.removeWidget(row)
            self._column.insertWidget(place, row)
        self._column.removeWidget(self.fold)
        self._column.insertWidget(min(state.living, count), self.fold, 0, Qt.AlignmentFlag.AlignLeft)
        for row, dimension in zip(self.rows, state.order, strict=False):
            own = state.names.get(state.model, {}).get(dimension, "")
            row.show_dimension(dimension, own, state.name_of(dimension), state.carried_by(dimension))
            row.slider.show_data(None if state.samples is None else state.samples.mu[:, dimension])
            row.show_lock(dimension in state.code.locked)
        self._show_rows()
        self._fit_maps()
        self._fit_names()

    def _shown_rows(self) -> list[SliderRow]:
        state = self.state
        if not state.order:
            return []
        last = len(state.order) if self.fold.isChecked() else state.living
        return self.rows[: min(last, MOST_ROWS)]

    def _show_rows(self) -> None:
        shown = self._shown_rows()
        known = bool(self.state.order)
        for row in self.rows:
            row.setVisible(row in shown if known else row.dimension < 4)
            row.setEnabled(known)
        dead = min(len(self.state.order), MOST_ROWS) - self.state.living
        self.fold.setVisible(dead > 0)
        self._word_fold()
        self._update_buttons()
        if known and self.isVisible():
            self._pause.start()

    def _show_anchor(self) -> None:
        anchor = self.state.code.anchor
        for row in self.rows:
            if anchor is not None and row.dimension < len(anchor.mu):
                row.slider.show_anchor(float(anchor.mu[row.dimension]))

    def _show_code(self) -> None:
        z = self.state.code.z
        for row in self.rows:
            if row.dimension < len(z) and row.slider.z() != float(z[row.dimension]):
                row.show_value(float(z[row.dimension]))
        self._pause.stop()

    def _settled(self) -> None:
        z = self.state.code.z
        for row in self.rows:
            if row.dimension < len(z):
                row.show_value(float(z[row.dimension]))
                row.show_lock(row.dimension in self.state.code.locked)
        self._update_buttons()
        if self.isVisible():
            self._pause.start()

    def _update_buttons(self) -> None:
        code = self.state.code
        self.undo.setEnabled(code.can_undo)
        self.redo.setEnabled(code.can_redo)
        self.reset.setEnabled(code.anchor is not None)
        self.random.setEnabled(len(code.z) > 0)

    def begin(self) -> None:
        if len(self.state.code.z):
            self._pause.start()

    # where a dimension acts

    def _ask(self) -> None:
        """Ask for the maps of the dimensions shown, one after another, so that a slider never waits for all."""
        if len(self.state.code.z) and (rows := self._shown_rows()):
            self._maps = {}
            self._acting.ask(Influence(self.state.code.z.copy(), (rows[0].dimension,), self.state.model))

    def show_influence(self, result: Influences) -> None:
        """Keep the map of one dimension; all are drawn when the last is there."""
        request = result.request
        if not np.array_equal(request.z, self.state.code.z):
            return  # a slider moved on: asked again when it rests
        self._maps[request.dimensions[0]] = result.maps[0]
        left = [row.dimension for row in self._shown_rows() if row.dimension not in self._maps]
        if left:
            self._acting.ask(Influence(request.z, (left[0],), self.state.model))
        else:
            self._draw_maps()

    def _draw_maps(self) -> None:
        """All on one scale, so that they compare; it reaches to the strongest pixel but for a few."""
        if not self._maps:
            return
        everything = np.abs(np.stack(list(self._maps.values())))
        self._most = max(float(np.quantile(everything, 0.99)), 1e-3)
        for row in self.rows:
            if row.dimension in self._maps:
                row.influence.set_map(self._image(row.dimension))
        self._overlay()

    def _image(self, dimension: int) -> QImage:
        return signed.image(self._maps[dimension], most=self._most, dark=theme.is_dark(self.palette()))

    def maps(self) -> dict[int, np.ndarray]:
        """The maps that are shown, by dimension."""
        return dict(self._maps)

    def _point(self, dimension: int, on: bool) -> None:
        self._pointed = dimension if on else -1
        self._overlay()

    def _pin(self, dimension: int, on: bool) -> None:
        self._pinned = dimension if on and self.state.order else -1
        for row in self.rows:
            row.show_pinned(row.dimension == self._pinned)
        self._overlay()

    def _overlay(self) -> None:
        shown = self._pointed if self._pointed in self._maps else self._pinned
        influence = self._maps.get(shown)
        self.overlaid.emit(None if influence is None else signed.overlay(influence, most=self._most), self._most, shown)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_maps()

    def _fit_maps(self) -> None:
        """The rows fill the height: their maps grow with it."""
        shown = max(min(self.state.living, len(self.rows)), 1)
        side = self._area.height() // shown - self._column.spacing() - 2
        for row in self.rows:
            row.influence.set_side(min(max(side, SMALLEST_MAP), LARGEST_MAP))

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._pause.stop()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._draw_maps()

    def figure_part(self) -> QWidget:
        return self._list

    def figure_caption(self) -> str:
        return self.hint.text()

    # words

    def save_state(self) -> dict[str, Any]:
        return {"all": self.fold.isChecked()}

    def restore_state(self, state: dict[str, Any]) -> None:
        if isinstance(state.get("all"), bool):
            self.fold.setChecked(state["all"])

    def _word_rows(self) -> None:
        for row in self.rows:
            row.word(self.state.name_of(row.dimension), self.state.carried_by(row.dimension))
        self._fit_names()

    def _fit_names(self) -> None:
        """All names are as wide as the longest of those that are seen, so that the sliders stand below each other."""
        width = max((row.name_width() for row in self._shown_rows() or self.rows), default=0)
        for row in self.rows:
            row.set_name_width(width)

    def _word_fold(self) -> None:
        dead = min(len(self.state.order), MOST_ROWS) - self.state.living
        if self.fold.isChecked():
            self.fold.setText(self.tr("Fold away those that change nothing"))
        else:
            self.fold.setText(self.tr("Show {} more that change nothing").format(dead))
        self.fold.setAccessibleName(self.fold.text())

    def retranslate(self) -> None:
        self.undo.word(self.tr("Undo"), self.tr("Take the last change back (Ctrl+Z)"))
        self.redo.word(self.tr("Redo"), self.tr("Make it again (Ctrl+Shift+Z)"))
        self.reset.word(self.tr("Reset"), self.tr("Back to the picture that was encoded"))
        self.random.word(self.tr("Random"), self.tr("Draw every value that is not locked from the prior"))
        self.hint.setText(
            self.tr(
                "Shaded: where the data lie · dotted: the prior · line: this picture · arrow keys step, Shift finely"
            )
        )
        self._word_rows()
        self._word_fold()
