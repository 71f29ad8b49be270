"""The section on context: what an LSTM's last state, an LSTM that is attended to, and self-attention still know of far letters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from attnviz.engine.playground.context_messages import LONGEST, ContextTrained, TrainContext
from attnviz.ui import theme
from attnviz.ui.panes.playground.context_picture import ContextPicture, reader_names
from attnviz.ui.panes.playground.controls import Panel, ProblemLine, named_field, whole
from attnviz.ui.panes.playground.named_table import NamedTable
from attnviz.ui.panes.playground.section import Section
from attnviz.ui.panes.playground.text_details import TextDetails
from attnviz.ui.panes.questions import Question
from attnviz.ui.remembered import take_number
from attnviz.ui.widgets.named import named
from attnviz.ui.widgets.plain_text import plain

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from attnviz.engine.messages import Failure
    from attnviz.ui.panes.questions import Ask

RUN = "context"
ENOUGH = 45.0  # seconds of training each, after which it pauses by itself


class ContextSection(Section):
    """Asks for one slice of training after another while it runs; pausing is asking no more."""

    id = "context"
    papers = ("hochreiter", "bahdanau", "vaswani")

    @classmethod
    def title(cls) -> str:
        return QCoreApplication.translate("ContextSection", "Context")

    def __init__(self, ask: Ask, parent: QWidget | None = None) -> None:
        super().__init__(ask, parent)
        self._slice = Question(self._ask, self.show_trained, self._failed)
        self._running, self._restart = False, False
        self._until = ENOUGH
        self._result: ContextTrained | None = None
        self._details = TextDetails()
        self.start = named(QPushButton(), "playground.context.start", role="primary")
        self.reset = named(QPushButton(), "playground.context.reset")
        self.length = whole(4, LONGEST, 20)
        self._length_field = named_field(self.length, "playground.context.length")
        self.picture = ContextPicture()
        self._status = plain(QLabel())
        self._status.setObjectName("playground.context.status")
        self._status.setWordWrap(True)
        self._problem = ProblemLine("playground.context.problem")
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.GAP)
        for widget in (self.start, self.reset, self._length_field):
            buttons.addWidget(widget)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme.GAP, 0, 0)
        layout.setSpacing(theme.GAP)
        layout.addLayout(buttons)
        layout.addWidget(self._problem)
        self._panel = Panel(self.picture)
        layout.addWidget(self._panel, 1)
        layout.addWidget(self._status)
        self.start.clicked.connect(self._on_start)
        self.reset.clicked.connect(self._on_reset)
        self.length.valueChanged.connect(self._on_length)
        self.picture.start.clicked.connect(self._on_start)
        self.picture.asked_changed.connect(self._show_state)
        self.retranslate()

    def details(self) -> QWidget:
        return self._details

    def figure_part(self) -> QWidget:
        return self._panel

    def figure_caption(self) -> str:
        return self._status.text()

    def number_tables(self) -> list[NamedTable]:
        if self._result is None:
            return []
        accuracy = zip(*(row.tolist() for row in self._result.accuracy), strict=True)
        head = [self.tr("places before the end"), *reader_names()]
        rows = [[str(back), *(f"{share:.6g}" for share in shares)] for back, shares in enumerate(accuracy)]
        return [NamedTable(self.tr("Share of right answers"), [head, *rows])]

    def is_running(self) -> bool:
        """Whether it goes on learning by itself."""
        return self._running

    # running

    @Slot()
    def _on_start(self) -> None:
        self._running = not self._running
        if self._running:
            if self._result is not None and min(self._result.seconds) >= self._until:
                self._until += ENOUGH
            self._ask_slice()
        self._show_state()

    @Slot()
    def _on_reset(self) -> None:
        self._running, self._result, self._until, self._restart = False, None, ENOUGH, True
        self._slice.forget()
        self._problem.say()
        self.picture.show_result(None)
        self._show_state()

    @Slot()
    def _on_length(self) -> None:
        if self._result is not None:
            self._on_reset()

    def _ask_slice(self) -> None:
        if not self._slice.waiting and self.isVisible():
            self._slice.ask(TrainContext(RUN, self.length.value(), restart=self._restart))
            self._restart = False

    def show_trained(self, result: ContextTrained) -> None:
        """Draw what a slice did, and go on while it runs."""
        self._result = result
        self.picture.show_result(result)
        if min(result.seconds) >= self._until:
            self._running = False
        if self._running:
            self._ask_slice()
        self._show_state()

    def _failed(self, failure: Failure) -> None:
        self._running = False
        self._problem.tell(failure.code, failure.parameters, failure.sentence)
        self._show_state()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._running:
            self._ask_slice()

    # words

    def _show_state(self) -> None:
        result = self._result
        begun = self.tr("Go on") if result is not None else self.tr("Start")
        self.start.setText(self.tr("Pause") if self._running else begun)
        self.picture.start.setEnabled(not self._running)
        self.start.setAccessibleName(self.start.text())
        self.reset.setEnabled(result is not None)
        if result is None:
            self._status.setText(
                self.tr("Three small networks learn the same task side by side; it takes under a minute.")
            )
            return
        each = " · ".join(
            self.tr("{reader}: {share} % right after {steps} steps").format(
                reader=name, share=round(100 * float(row.mean())), steps=steps
            )
            for name, row, steps in zip(reader_names(), result.accuracy, result.steps, strict=True)
        )
        self._status.setText(f"{each}\n{self.picture.sentence()}")

    def retranslate(self) -> None:
        self.reset.setText(self.tr("Reset"))
        self.reset.setAccessibleName(self.reset.text())
        self._length_field.set_text(self.tr("Letters"))
        self._details.say(
            self.tr("What context is"),
            self.tr(
                "Each network reads a row of letters and is then asked which letter stood some places before the end.\n\n"
                "The LSTM reads them one after the other; its last state, one vector, is all it has kept: the context. The farther "
                "back a letter stood, the more has been written over it.\n\n"
                "With attention all states are kept. The last one asks, and the context is their weighted mean: the far letter is "
                "as near as the last.\n\n"
                "Self-attention keeps no state at all: the question looks at the letters themselves, in one step.\n\n"
                "The curves are measured on rows that no network was trained on. Click a letter, or use the arrow keys, to ask "
                "for it."
            ),
            (
                r"h_i=\text{LSTM}(x_i,h_{i-1})",
                r"c=\sum_i \alpha_i v_i",
                r"\alpha_i=\text{softmax}(\frac{q\cdot k_i}{\sqrt{d}})",
            ),
        )
        self._show_state()

    # memory

    def save_state(self) -> dict[str, Any]:
        return {"length": self.length.value(), "asked": self.picture.asked}

    def restore_state(self, state: dict[str, Any]) -> None:
        take_number(self.length, state.get("length"))
        if type(state.get("asked")) is int:
            self.picture.ask_for(state["asked"])
