"""The section in which a small network learns in front of one's eyes."""

from __future__ import annotations

import math
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, Qt, QTimer, Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from attnviz.engine.messages import Failure, ListModels, Models, Refused
from attnviz.engine.playground.training_messages import (
    OpenToy,
    SaveToy,
    ToyConfig,
    ToyOpened,
    ToySaved,
    ToyTrained,
    TrainToy,
)
from attnviz.ui import theme
from attnviz.ui.panes.playground import texts as words
from attnviz.ui.panes.playground.controls import Panel, ProblemLine, fill, named_field
from attnviz.ui.panes.playground.section import Section
from attnviz.ui.panes.playground.train_details import TrainDetails
from attnviz.ui.panes.playground.train_form import TrainForm
from attnviz.ui.panes.playground.train_picture import TrainPicture
from attnviz.ui.panes.questions import Ask, Question
from attnviz.ui.widgets.plain_text import plain

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent, QShowEvent

    from attnviz.ui.panes.playground.named_table import NamedTable

RUN = "playground"
SLICE = 0.1  # seconds of training a request: everything else waits at most so long
HELD = 2  # measurements in a row with every answer exact, after which it has learned
STEPS_A_SECOND = {"full": 0, "20": 20, "5": 5, "1": 1}  # 0 = as fast as it goes


class TrainSection(Section):
    """Asks for one slice after another while it runs; pausing is asking no more."""

    id = "train"

    @classmethod
    def title(cls) -> str:
        return QCoreApplication.translate("Playground", "Train live")

    def __init__(self, ask: Ask, parent: QWidget | None = None) -> None:
        super().__init__(ask, parent)
        self._slice = Question(self._ask, self.show_trained, self._slice_failed)
        self._saving = Question(self._ask, self.show_saved, self._keeping_failed)
        self._opening = Question(self._ask, self.show_opened, self._keeping_failed)
        self._listing = Question(self._ask, self.show_models, self._fail)
        self._config: ToyConfig | None = None  # of the run that is there
        self._running = self._ended = False
        self._steps = 0
        self._exact: list[float] = []  # the seconds of the last measurements in a row with every answer exact
        self._learned: float | None = None  # the seconds it took
        self._trained: ToyTrained | None = None
        self._details = TrainDetails()
        self.form = TrainForm()
        self.picture = TrainPicture()
        self.curves: Any = None  # made in ``begin``: pyqtgraph takes long to import
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.timeout.connect(self._ask_slice)
        self._build()
        self.retranslate()
        self._show_state()

    def _build(self) -> None:
        self.start, self.step, self.stop, self.reset = (QPushButton() for _ in range(4))
        self.start.setProperty("role", "primary")
        parts = {"start": self.start, "step": self.step, "stop": self.stop, "reset": self.reset}
        for name, button in parts.items():
            button.setObjectName(f"playground.train.{name}")
        self.speed = QComboBox()
        self._speed_field = named_field(self.speed, "playground.train.speed")
        self.keep = QCheckBox()
        self.keep.setObjectName("playground.train.keep")
        self.keep.setChecked(True)
        self._status = plain(QLabel())
        self._status.setObjectName("playground.train.status")
        self._problem = ProblemLine("playground.train.problem")
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.GAP)
        for widget in (self.start, self.step, self.stop, self.reset, self._speed_field, self.keep):
            buttons.addWidget(widget)
        buttons.addStretch(1)

        form_panel = Panel(self.form)
        form_panel.column.addStretch(1)
        form_scroll = QScrollArea()
        form_scroll.setWidgetResizable(True)
        form_scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        form_scroll.setWidget(form_panel)
        form_scroll.setFixedWidth(268)
        form_scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)

        self._curves_panel = Panel(margins=(12, 8))
        self._shown_panel = QWidget()
        right = QVBoxLayout(self._shown_panel)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(12)
        right.addWidget(self._curves_panel)
        right.addWidget(Panel(self.picture, margins=(12, 10)), 1)
        body = QHBoxLayout()
        body.setSpacing(12)
        body.addWidget(form_scroll)
        body.addWidget(self._shown_panel, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme.GAP, 0, 0)
        layout.setSpacing(theme.GAP)
        layout.addLayout(buttons)
        layout.addWidget(self._problem)
        layout.addLayout(body, 1)
        layout.addWidget(self._status)

        self.start.clicked.connect(self._on_start)
        self.step.clicked.connect(self._on_step)
        self.stop.clicked.connect(self._on_stop)
        self.reset.clicked.connect(self._on_reset)
        self.form.changed.connect(self._on_form)
        self.form.pairs.refused.connect(lambda sentence: self._problem.tell("", sentence=sentence))
        self.picture.said.connect(self.said)
        self.picture.empty.start_wanted.connect(self._on_start)
        self._details.save_asked.connect(self._on_save)
        self._details.open_asked.connect(self._on_open)

    def details(self) -> QWidget:
        return self._details

    def figure_part(self) -> QWidget:
        return self._shown_panel

    def figure_caption(self) -> str:
        return self._status.text()

    def number_tables(self) -> list[NamedTable]:
        return [] if self.curves is None else self.curves.number_tables()

    def begin(self) -> None:
        if self.curves is None:
            from attnviz.ui.panes.playground.train_curves import Curves

            self.curves = Curves()
            self._curves_panel.column.addWidget(self.curves)
            self._name_curves()
            self._listing.ask(ListModels())

    def hideEvent(self, event: QHideEvent) -> None:
        """Out of sight nothing runs: no film, no timer."""
        super().hideEvent(event)
        self._pause.stop()
        self.picture.stop_film()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._running:
            self._ask_slice()

    # Words

    def retranslate(self) -> None:
        self.step.setText(self.tr("Step"))
        self.step.setToolTip(self.tr("One step of the optimizer"))
        self.stop.setText(self.tr("Stop"))
        self.stop.setToolTip(self.tr("End this run; the next start begins a new one beside it"))
        self.reset.setText(self.tr("Reset"))
        self.reset.setToolTip(self.tr("Forget the run and all curves"))
        self._speed_field.set_text(self.tr("Speed"))
        fill(self.speed, words.speeds())
        self.keep.setText(self.tr("Keep old curves"))
        self.keep.setToolTip(self.tr("Leave the curves of ended runs to compare with"))
        self.form.retranslate()
        self.picture.retranslate()
        self._details.retranslate()
        self._name_curves()
        self._show_state()

    def _name_curves(self) -> None:
        if self.curves is not None:
            self.curves.set_titles(
                self.tr("Loss (nats a token)"), self.tr("Exact answers (%)"), self.tr("Gradient norm")
            )

    def _show_state(self) -> None:
        self.start.setText(
            self.tr("Pause")
            if self._running
            else self.tr("Start")
            if self._config is None or self._ended
            else self.tr("Go on")
        )
        self.stop.setEnabled(self._config is not None and not self._ended)
        self.reset.setEnabled(self._config is not None)
        self.step.setEnabled(not self._running)
        trained = self._trained
        if trained is None:
            self._status.setText(self.tr("Press Start. Nothing is downloaded; the examples are made as it learns."))
            return
        learned = (
            [] if self._learned is None else [self.tr("Learned in {seconds} s").format(seconds=round(self._learned))]
        )
        parts = [
            *learned,
            self.tr("step {step}").format(step=self._steps),
            self.tr("{count} parameters").format(count=f"{trained.parameters:,}"),
        ]
        if len(trained.losses):
            parts.insert(-1, self.tr("loss {loss}").format(loss=f"{float(trained.losses[-1]):.3f}"))
        self._status.setText(" · ".join(parts))

    # Running

    def _begin_run(self) -> bool:
        """Take the form's config for a new run; False when it cannot be used, and the pane says why."""
        try:
            config = self.form.config()
        except Refused as refused:
            self._problem.tell(refused.code, refused.parameters, str(refused))
            return False
        self._problem.say()
        self._slice.forget()
        self._config, self._ended, self._trained, self._steps = config, False, None, 0
        self._exact, self._learned = [], None
        self._details.forget()
        self._details.name.setText(f"toy-{config.task}")
        self.picture.clear()
        self.curves.begin(partial(self.form.name, config), keep=self.keep.isChecked())
        return True

    def _ready(self) -> bool:
        """A run is there, or could be begun."""
        self.begin()
        return (self._config is not None and not self._ended) or self._begin_run()

    @Slot()
    def _on_start(self) -> None:
        if self._running:
            self._running = False
            self._pause.stop()
        elif self._ready():
            self._running = True
            self._ask_slice()
        self._show_state()

    @Slot()
    def _on_step(self) -> None:
        if self._ready():
            self._ask_slice(steps=1)
        self._show_state()

    @Slot()
    def _on_stop(self) -> None:
        self._running, self._ended = False, True
        self._pause.stop()
        self._show_state()

    @Slot()
    def _on_reset(self) -> None:
        self._running, self._config, self._trained, self._ended = False, None, None, False
        self._exact, self._learned = [], None
        self._slice.forget()
        self._pause.stop()
        self._problem.say()
        self._details.forget()
        self.picture.clear()
        self.curves.clear()
        self._show_state()

    @Slot()
    def _on_form(self) -> None:
        """Other choices mean another run: the present one ends where it is."""
        if self._config is None or self._ended:
            return
        try:
            changed = self.form.config() != self._config
        except Refused:
            changed = True
        if changed:
            self._on_stop()

    @Slot()
    def _ask_slice(self, steps: int = 0) -> None:
        if self._slice.waiting or self._config is None:
            return
        pace = STEPS_A_SECOND[self.speed.currentData() or "full"]
        restart = self._trained is None and self._steps == 0
        self._slice.ask(TrainToy(RUN, self._config, SLICE, steps or (1 if pace else 0), restart))

    def show_trained(self, result: ToyTrained) -> None:
        """Draw what a slice did, and go on while the run does."""
        self._trained = result
        if len(result.steps):
            self._steps = int(result.steps[-1])
        self.curves.extend(result)
        self.picture.take(result)
        self._details.show_trained(result)
        self._notice_learned(result)
        if any(note.code == "diverged" for note in result.notes):
            self._on_stop()
            self._problem.tell("diverged")
        elif self._running:
            self._ask_in_time()
        self._show_state()

    def _notice_learned(self, result: ToyTrained) -> None:
        """Stop by itself, once, when every answer was exact for a while; Go on trains further."""
        if result.measured is None or self._learned is not None:
            return
        self._exact = [*self._exact, result.measured.seconds] if result.measured.accuracy == 1 else []
        if len(self._exact) >= HELD:
            self._learned, self._running = self._exact[0], False
            self._pause.stop()

    def _ask_in_time(self) -> None:
        """Ask for the next slice now, or when the chosen speed says so."""
        pace = STEPS_A_SECOND[self.speed.currentData() or "full"]
        if not pace:
            self._ask_slice()
        elif self.isVisible():
            self._pause.start(math.ceil(1000 / pace))

    def _slice_failed(self, failure: Failure) -> None:
        self._on_stop()
        self._fail(failure)

    def _fail(self, failure: Failure) -> None:
        self._problem.tell(failure.code, failure.parameters, failure.sentence)

    def choose_network(self, model: str) -> None:
        """Offer another network for the next run."""
        self.form.model.setCurrentIndex(self.form.model.findData(model))

    # Keeping

    @Slot(str)
    def _on_save(self, name: str) -> None:
        self._saving.ask(SaveToy(RUN, name))

    def show_saved(self, saved: ToySaved) -> None:
        """Tell under which name, and list the models again."""
        self._details.said.say(
            lambda: self.tr("Saved as {model}. Choose it in the Translate pane to use it.").format(model=saved.model)
        )
        self.models_changed.emit()
        self._listing.ask(ListModels())

    def show_models(self, models: Models) -> None:
        """Offer what was saved from here."""
        self._details.show_models(list(models.models))

    def _keeping_failed(self, failure: Failure) -> None:
        self._details.said.say(partial(words.problem, failure.code, failure.parameters, failure.sentence))

    @Slot(str)
    def _on_open(self, model: str) -> None:
        self._running = False
        self._opening.ask(OpenToy(RUN, model))

    def show_opened(self, opened: ToyOpened) -> None:
        """The saved run stands where it was saved; Go on continues it."""
        self.form.show_config(opened.config)
        if self._begin_run():
            self._config, self._steps = opened.config, opened.step
            self._details.name.setText(opened.request.model)
            self._details.save.setEnabled(True)
            self._details.said.say(
                lambda: self.tr("{model} is open: step {step}, {share} % exact. Go on trains it further.").format(
                    model=opened.request.model, step=opened.step, share=round(100 * opened.accuracy)
                )
            )
        self._show_state()

    # Memory

    def _remembered(self) -> dict[str, QComboBox]:
        return {"task": self.form.task, "model": self.form.model, "scoring": self.form.scoring}

    def save_state(self) -> dict[str, Any]:
        return {name: box.currentData() for name, box in self._remembered().items()}

    def restore_state(self, state: dict[str, Any]) -> None:
        for name, box in self._remembered().items():
            chosen = state.get(name)
            index = box.findData(chosen) if isinstance(chosen, str) else -1
            if index >= 0:
                box.setCurrentIndex(index)
