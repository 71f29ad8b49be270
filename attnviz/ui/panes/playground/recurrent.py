"""The section on the recurrent decoder: one step of time after another, with every value shown; it plays by itself."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QSignalBlocker, Qt, QTimer, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPushButton, QSlider, QVBoxLayout, QWidget

from attnviz.engine.playground import decoder_tables as decoder
from attnviz.ui import theme
from attnviz.ui.panes.playground.cards_section import CardsSection
from attnviz.ui.panes.playground.controls import decimal, fill, named_field, whole
from attnviz.ui.panes.playground.written_line import WrittenLine
from attnviz.ui.widgets.flow import FlowLayout
from attnviz.ui.widgets.named import named

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent, QKeyEvent

    from attnviz.engine.playground.arithmetic import Explanation
    from attnviz.engine.playground.messages import PlaygroundRecurrent, RecurrentSteps
    from attnviz.ui.panes.questions import Ask

VALUES = {
    "h_before": "h_{t-1}",
    "sum": r"W_h h_{t-1}+W_x x_t+b",
    "r": r"r_t=\sigma(\dots)",
    "z": r"z_t=\sigma(\dots)",
    "n": r"n_t=\text{tanh}(\dots)",
    "i": r"i_t=\sigma(\dots)",
    "f": r"f_t=\sigma(\dots)",
    "g": r"g_t=\text{tanh}(\dots)",
    "o": r"o_t=\sigma(\dots)",
    "c_cell": r"m_t=f_t\odot m_{t-1}+i_t\odot g_t",
    "h": "h_t",
    "scores": r"q_t\cdot k_i",
    "weights": r"\alpha_t=\text{softmax}(q_t\cdot k_i)",
    "context": r"c_t=\sum_i \alpha_t[i]\;v_i",
    "fused": "h^*_t",
    "y": r"y_t=W_y h^*_t+b_y",
    "p": r"p_t=\text{softmax}(y_t)",
}
OF_CELL = {"rnn": ("sum",), "gru": ("r", "z", "n"), "lstm": ("i", "f", "g", "o", "c_cell")}
STATE = {
    "rnn": r"h_t=\text{tanh}(W_h h_{t-1}+W_x x_t+b)",
    "gru": r"h_t=(1-z_t)\odot n_t+z_t\odot h_{t-1}",
    "lstm": r"h_t=o_t\odot \text{tanh}(m_t)",
}
STEP_TIME = 1300  # milliseconds that a step stands while it plays
INPUTS = ("x", "k", "v", "h0", "W_h", "W_x", "b", "W_c", "W_y", "b_y")


class RecurrentSection(CardsSection):
    """Computes the whole sequence at once and walks through it."""

    id = "recurrent"
    papers = ("bahdanau",)

    @classmethod
    def title(cls) -> str:
        return QCoreApplication.translate("Playground", "Recurrent decoder")

    def __init__(self, ask: Ask, parent: QWidget | None = None) -> None:
        super().__init__(ask, parent)
        self._numbers: PlaygroundRecurrent = decoder.draw(1)
        self._shown: RecurrentSteps | None = None
        self._t = 0
        self._build()
        self.retranslate()
        self._show_inputs()

    def _build(self) -> None:
        self._cell, self._fuse = QComboBox(), QComboBox()
        self._mix = decimal(0, 1, 0.5, step=0.1)
        self._seed = whole(0, 9999, 1)
        self._fields = {
            "cell": named_field(self._cell, "playground.recurrent.cell"),
            "fuse": named_field(self._fuse, "playground.recurrent.fuse"),
            "mix": named_field(self._mix, "playground.recurrent.mix"),
            "seed": named_field(self._seed, "playground.recurrent.seed"),
        }
        self._back, self._forward = QPushButton("◀"), QPushButton("▶")
        self._back.setObjectName("playground.recurrent.back")
        self._forward.setObjectName("playground.recurrent.forward")
        self.play = named(QPushButton(), "playground.recurrent.play", role="primary")
        self.written = named(WrittenLine(), "playground.recurrent.written")
        self._timer = QTimer(self, interval=STEP_TIME)
        self._timer.timeout.connect(self._tick)
        self._time = QSlider(Qt.Orientation.Horizontal)
        self._time.setObjectName("playground.recurrent.time")
        self._time.setRange(0, decoder.STEPS - 1)
        self._time.setFixedWidth(130)
        self._time.setPageStep(1)
        self._when = QLabel()
        self._when.setProperty("role", "heading")
        self._when.setTextFormat(Qt.TextFormat.PlainText)
        self._when.setMinimumWidth(150)
        controls = QWidget()
        flow = FlowLayout(controls, gap=theme.GAP)
        for field in self._fields.values():
            flow.addWidget(field)
        times = QWidget()
        row = QHBoxLayout(times)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.GAP)
        for widget in (self.play, self._back, self._time, self._forward, self._when):
            row.addWidget(widget)
        flow.addWidget(times)
        self._add_table("x", editable=True)
        for name in VALUES:
            self._add_table(name, levels="weights" if name in ("weights", "p") else "signed")
            if name == "h":
                self._add_table("k", editable=True)
                self._add_table("v", editable=True)
        for name in ("W_h", "W_x", "b", "h0", "W_c", "W_y", "b_y"):
            self._add_table(name, editable=True)
        head = QVBoxLayout()
        head.setSpacing(theme.GAP)
        head.addWidget(controls)
        head.addWidget(self.written)
        self._lay_out(head)
        self.play.clicked.connect(self.toggle_play)
        self._cell.currentIndexChanged.connect(self._on_drawn)
        self._seed.valueChanged.connect(self._on_drawn)
        self._fuse.currentIndexChanged.connect(self._on_fuse)
        self._mix.valueChanged.connect(self._on_fuse)
        self._time.valueChanged.connect(self._on_time)
        self._back.clicked.connect(self._on_back)
        self._forward.clicked.connect(self._on_forward)
        for button in (self.play, self._back, self._forward):
            button.clicked.connect(self._time.setFocus)  # else the arrow keys would walk over the buttons
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        QShortcut(QKeySequence("Alt+Left"), self, self._on_back)
        QShortcut(QKeySequence("Alt+Right"), self, self._on_forward)

    # Playing

    def toggle_play(self) -> None:
        """Read word after word from the first one on, or from where it stands; once more stops."""
        if self._timer.isActive():
            self._timer.stop()
        else:
            if self._t >= decoder.STEPS - 1:
                self._time.setValue(0)
            self._timer.start()
        self._word_play()

    @Slot()
    def _tick(self) -> None:
        self._on_forward()
        if self._t >= decoder.STEPS - 1:
            self._timer.stop()
            self._word_play()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._timer.stop()
        self._word_play()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if event.modifiers() or key not in (Qt.Key.Key_Space, Qt.Key.Key_Left, Qt.Key.Key_Right):
            super().keyPressEvent(event)
        elif key == Qt.Key.Key_Space:
            self.toggle_play()
        else:
            self._time.setValue(self._t + (1 if key == Qt.Key.Key_Right else -1))

    def _word_play(self) -> None:
        plays = self._timer.isActive()
        self.play.setText(self.tr("Pause") if plays else self.tr("Play"))
        self.play.setAccessibleName(self.play.text())
        self.play.setToolTip(self.tr("Let the decoder read word after word (Space)"))

    def _show_written(self) -> None:
        """The source in the light of this step, and the words so far."""
        weights, following, spoken = None, "", ""
        if self._shown is not None and self._fits(self._shown):
            weights = self._shown.values["weights"][self._t]
            probable = self._shown.values["p"][self._t]
            following = decoder.OUTPUT_WORDS[int(probable.argmax())]
            looked = decoder.SOURCE_WORDS[int(weights.argmax())]
            spoken = self.tr("It reads “{word}”, looks most at “{source}”, and finds “{next}” most probable.").format(
                word=decoder.INPUT_WORDS[self._t], source=looked, next=following
            )
        read = decoder.INPUT_WORDS[: self._t + 1]
        self.written.show_step(decoder.SOURCE_WORDS, weights, read, following, spoken)
        self.written.setToolTip(spoken)

    def _show_inputs(self) -> None:
        numbers = self._numbers
        for name in INPUTS:
            self._tables[name].set_values(decoder.table(numbers, name))
        self._tables["x"].set_labels(decoder.INPUT_WORDS)
        for name in ("k", "v"):
            self._tables[name].set_labels(decoder.SOURCE_WORDS)
        for name in VALUES:
            self._cards[name].setVisible(
                name in OF_CELL[numbers.cell] or not any(name in of_cell for of_cell in OF_CELL.values())
            )
        self._cards["W_c"].setVisible(numbers.fuse == "concat")
        self._fields["mix"].setVisible(numbers.fuse == "sum")
        self._tables["x"].set_marked_row(self._t)
        fused = r"h^*_t=\text{tanh}(W_c[h_t;c_t])" if numbers.fuse == "concat" else r"h^*_t=\lambda h_t+(1-\lambda)c_t"
        self._cards["fused"].set_equation(fused)
        self._cards["h"].set_equation(STATE[numbers.cell])
        self._back.setEnabled(self._t > 0)
        self._forward.setEnabled(self._t < decoder.STEPS - 1)
        self._show_written()
        self._when.setText(self.tr("t = {t}: reads “{word}”").format(t=self._t + 1, word=decoder.INPUT_WORDS[self._t]))

    def _fits(self, result: RecurrentSteps) -> bool:
        return result.request.cell == self._numbers.cell

    def show_result(self, result: RecurrentSteps) -> None:
        if not self._fits(result):
            return
        self._shown = result
        self._show_written()
        for name, values in result.values.items():
            self._tables[name].set_values(values[self._t : self._t + 1])
            columns = {"scores": decoder.SOURCE_WORDS, "weights": decoder.SOURCE_WORDS, "p": decoder.OUTPUT_WORDS}
            columns["y"] = decoder.OUTPUT_WORDS
            self._tables[name].set_labels((), columns.get(name, ()))

    @Slot()
    def _on_drawn(self) -> None:
        drawn = decoder.draw(self._seed.value(), cell=self._cell.currentData(), fuse=self._fuse.currentData())
        self._take(replace(drawn, mix=self._mix.value()))

    @Slot()
    def _on_fuse(self) -> None:
        self._take(replace(self._numbers, fuse=self._fuse.currentData(), mix=self._mix.value()))

    @Slot(int)
    def _on_time(self, t: int) -> None:
        self._t = t
        self._show_inputs()
        if self._shown is not None:
            self.show_result(self._shown)

    @Slot()
    def _on_back(self) -> None:
        self._time.setValue(self._t - 1)

    @Slot()
    def _on_forward(self) -> None:
        self._time.setValue(self._t + 1)

    def _with_cell(self, name: str, row: int, column: int, value: float) -> PlaygroundRecurrent:
        return decoder.with_cell(self._numbers, name, row, column, value)

    def _explain(self, name: str, row: int, column: int) -> Explanation | None:
        return decoder.explain(self._shown, name, self._t, column) if self._shown is not None else None

    def retranslate(self) -> None:
        with QSignalBlocker(self._cell), QSignalBlocker(self._fuse):
            fill(self._cell, [("rnn", "RNN"), ("gru", "GRU"), ("lstm", "LSTM")])
            fill(self._fuse, [("concat", self.tr("concatenation")), ("sum", self.tr("weighted sum"))])
        for name, text in {
            "cell": self.tr("Cell"),
            "fuse": self.tr("h* from h and c by"),
            "mix": self.tr("λ, share of h"),
            "seed": self.tr("Seed"),
        }.items():
            self._fields[name].set_text(text)
        self._back.setAccessibleName(self.tr("Back in time"))
        self._forward.setAccessibleName(self.tr("Forward in time"))
        self._back.setToolTip(self.tr("Back in time (Alt+Left)"))
        self._forward.setToolTip(self.tr("Forward in time (Alt+Right)"))
        self._time.setAccessibleName(self.tr("Step of time"))
        self.written.setAccessibleName(self.tr("The sentence, and where this step looks"))
        self._word_play()
        names = {
            "x": self.tr("Inputs x: the words so far"),
            "k": self.tr("Keys: the source"),
            "v": self.tr("Values: the source"),
            "h0": self.tr("First state h₀"),
            "h_before": self.tr("State before"),
            "sum": self.tr("Sum"),
            "r": self.tr("Reset gate"),
            "z": self.tr("Update gate"),
            "n": self.tr("Candidate"),
            "i": self.tr("Input gate"),
            "f": self.tr("Forget gate"),
            "g": self.tr("Candidate"),
            "o": self.tr("Output gate"),
            "c_cell": self.tr("Cell memory"),
            "h": self.tr("State = query"),
            "scores": self.tr("Scores"),
            "weights": self.tr("Weights"),
            "context": self.tr("Context"),
            "fused": self.tr("Fused state"),
            "y": self.tr("Logits"),
            "p": self.tr("Next word"),
            "W_h": self.tr("Weights of the state"),
            "W_x": self.tr("Weights of the input"),
            "b": self.tr("Bias of the cell"),
            "W_c": self.tr("Weights that join h and c"),
            "W_y": self.tr("Output weights"),
            "b_y": self.tr("Output bias"),
        }
        letters = {"W_h": "W_h", "W_x": "W_x", "b": "b", "W_c": "W_c", "W_y": "W_y", "b_y": "b_y"}
        for name, card in self._cards.items():
            card.name.setText(names[name])
            card.set_equation(VALUES.get(name, letters.get(name, "")))
            self._tables[name].setAccessibleName(names[name])
        self._bar.set_hint(
            self.tr("Space plays, the arrow keys step through time; point at a value to see the numbers that made it.")
        )
        self._show_inputs()
        self._say()

    def _say(self) -> None:
        cells = {
            "rnn": self.tr("The plain cell mixes the last state and the new word and bends the sum with tanh."),
            "gru": self.tr(
                "The GRU's update gate z decides how much of the old state stays; the reset gate r, how much of it "
                "the candidate sees."
            ),
            "lstm": self.tr(
                "The LSTM keeps a memory m beside its state: the gates f, i and o decide what is forgotten, taken in and given out."
            ),
        }
        general = self.tr(
            "At each step the decoder reads the word it wrote last, and its new state asks the source: which of "
            "your words matters now? The "
            "context c is the answer; h* is state and context together, and from it comes the next word. The "
            "numbers are drawn at random: "
            "what to look at is how they flow."
        )
        self._details.say(self.tr("Decoder with attention"), general + "\n\n" + cells[self._numbers.cell])
