"""The choices of live training: the task, the network, how it learns."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, Signal, Slot
from PySide6.QtWidgets import QComboBox, QFormLayout, QLabel, QWidget

from attnviz.engine.playground.tasks import LONGEST_LETTERS, OF_LETTERS, parse_pairs
from attnviz.engine.playground.training_messages import ToyConfig
from attnviz.ui import theme
from attnviz.ui.panes.playground import texts as words
from attnviz.ui.panes.playground.controls import choose, decimal, fill, set_quietly, whole
from attnviz.ui.panes.text_field import TextField
from attnviz.ui.widgets.plain_text import plain

TASKS = {
    "reverse": QT_TRANSLATE_NOOP("TrainForm", "Reverse letters"),
    "copy": QT_TRANSLATE_NOOP("TrainForm", "Copy letters"),
    "sort": QT_TRANSLATE_NOOP("TrainForm", "Sort letters"),
    "dates": QT_TRANSLATE_NOOP("TrainForm", "Dates: 3 March 2021 → 2021-03-03"),
    "roman": QT_TRANSLATE_NOOP("TrainForm", "Roman numerals: 1994 → MCMXCIV"),
    "pairs": QT_TRANSLATE_NOOP("TrainForm", "My own pairs"),
}
MOST_LETTERS = 64_000  # pasted at once, as many as are read of a file
MODELS = {"rnn": QT_TRANSLATE_NOOP("TrainForm", "RNN"), "transformer": QT_TRANSLATE_NOOP("TrainForm", "Transformer")}
SCORINGS = ("additive", "dot", "general", "concat", "none")
PAIRS = "one\tun\ntwo\tdeux\nthree\ttrois\nfour\tquatre\nfive\tcinq\nsix\tsix\nseven\tsept\neight\thuit\nnine\tneuf\nten\tdix"


class TrainForm(QWidget):
    """Gives a ``ToyConfig``; says when it changed."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.task, self.model, self.scoring, self.cell, self.optimizer = (QComboBox() for _ in range(5))
        self.length = whole(2, LONGEST_LETTERS, 10)
        self.width_ = whole(8, 256, 64, step=8)
        self.layers, self.heads = whole(1, 4, 2), whole(1, 8, 4)
        self.learning_rate = decimal(0.0001, 100, 0.003, step=0.001, decimals=4)
        self.batch, self.seed = whole(1, 256, 64), whole(0, 9999, 1)
        self.pairs = TextField(most=MOST_LETTERS)
        self.pairs.setPlainText(PAIRS)
        self.pairs.setTabChangesFocus(True)
        self.pairs.setMinimumHeight(90)
        self._rows: dict[str, tuple[QLabel, QWidget]] = {}
        self._form = QFormLayout(self)
        self._form.setContentsMargins(0, 0, 0, 0)
        self._form.setHorizontalSpacing(theme.GAP)
        self._form.setVerticalSpacing(6)
        for name, widget in (
            ("task", self.task),
            ("pairs", self.pairs),
            ("length", self.length),
            ("model", self.model),
            ("scoring", self.scoring),
            ("cell", self.cell),
            ("width", self.width_),
            ("layers", self.layers),
            ("heads", self.heads),
            ("optimizer", self.optimizer),
            ("rate", self.learning_rate),
            ("batch", self.batch),
            ("seed", self.seed),
        ):
            label = plain(QLabel())
            label.setProperty("role", "muted")
            label.setBuddy(widget)
            widget.setObjectName(f"playground.train.{name}")
            self._form.addRow(label, widget)
            self._rows[name] = (label, widget)
        for box in (self.task, self.model, self.scoring, self.cell, self.optimizer):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(9)
        self.retranslate()
        for box in (self.task, self.model, self.scoring, self.cell, self.optimizer):
            box.currentIndexChanged.connect(self._changed)
        for field in (self.length, self.width_, self.layers, self.heads, self.learning_rate, self.batch, self.seed):
            field.valueChanged.connect(self._changed)
        self.pairs.textChanged.connect(self._changed)
        self._show_rows()

    @Slot()
    def _changed(self) -> None:
        self._show_rows()
        self.changed.emit()

    def _show_rows(self) -> None:
        """Only the choices that mean something for this task and network."""
        task, rnn = self.task.currentData(), self.model.currentData() == "rnn"
        for name, shown in {
            "pairs": task == "pairs",
            "length": task in OF_LETTERS,
            "scoring": rnn,
            "cell": rnn,
            "layers": not rnn,
            "heads": not rnn,
        }.items():
            self._form.setRowVisible(self._rows[name][1], shown)

    def config(self) -> ToyConfig:
        """What is chosen. ``Refused`` when the pasted pairs cannot be used."""
        task = self.task.currentData()
        heads = self.heads.value()
        width = self.width_.value()
        if self.model.currentData() == "transformer":
            width = max(width // heads, 1) * heads
        return ToyConfig(
            task=task,
            length=self.length.value(),
            pairs=parse_pairs(self.pairs.toPlainText()) if task == "pairs" else (),
            model=self.model.currentData(),
            scoring=self.scoring.currentData(),
            cell=self.cell.currentData(),
            width=width,
            layers=self.layers.value(),
            heads=heads,
            optimizer=self.optimizer.currentData(),
            learning_rate=self.learning_rate.value(),
            batch=self.batch.value(),
            seed=self.seed.value(),
        )

    def show_config(self, config: ToyConfig) -> None:
        """Show a config's choices without saying that they changed."""
        for box, value in (
            (self.task, config.task),
            (self.model, config.model),
            (self.scoring, config.scoring),
            (self.cell, config.cell),
            (self.optimizer, config.optimizer),
        ):
            choose(box, value)
        for field, number in (
            (self.length, config.length),
            (self.width_, config.width),
            (self.layers, config.layers),
            (self.heads, config.heads),
            (self.batch, config.batch),
            (self.seed, config.seed),
        ):
            set_quietly(field, number)
        set_quietly(self.learning_rate, config.learning_rate)
        if config.pairs:
            blocked = self.pairs.blockSignals(True)
            self.pairs.setPlainText("\n".join("\t".join(pair) for pair in config.pairs))
            self.pairs.blockSignals(blocked)
        self._show_rows()

    def name(self, config: ToyConfig) -> str:
        """A run's name for the legend: what tells it from another."""
        network = words.scoring(config.scoring) if config.model == "rnn" else self.tr("{layers} × {heads} heads")
        network = network.format(layers=config.layers, heads=config.heads)
        model = self.tr(str(MODELS[config.model]))
        task = self.tr(str(TASKS[config.task])).split(":")[0]
        if config.task in OF_LETTERS:
            task = self.tr("{task}, {count} letters").format(task=task, count=config.length)
        usual = ToyConfig()
        other = [
            text.format(value)
            for value, used, text in (
                (config.width, usual.width, self.tr("width {}")),
                (config.learning_rate, usual.learning_rate, self.tr("rate {:g}")),
                (config.batch, usual.batch, self.tr("batch {}")),
                (config.seed, usual.seed, self.tr("seed {}")),
                (config.optimizer.upper(), usual.optimizer.upper(), "{}"),
                (config.cell.upper() if config.model == "rnn" else "GRU", "GRU", "{}"),
            )
            if value != used
        ]
        return " · ".join([model, network, task, *other])

    def retranslate(self) -> None:
        """Say everything again in the language that now holds."""
        fill(self.task, [(id_, self.tr(str(text))) for id_, text in TASKS.items()])
        fill(self.model, [(id_, self.tr(str(text))) for id_, text in MODELS.items()])
        fill(self.scoring, [(id_, words.scoring(id_)) for id_ in SCORINGS])
        fill(self.cell, [("gru", "GRU"), ("lstm", "LSTM")])
        fill(self.optimizer, [("adam", "Adam"), ("sgd", "SGD")])
        texts = {
            "task": self.tr("Task"),
            "pairs": self.tr("Pairs"),
            "length": self.tr("Letters"),
            "model": self.tr("Network"),
            "scoring": self.tr("Attention"),
            "cell": self.tr("Cell"),
            "width": self.tr("Width"),
            "layers": self.tr("Layers"),
            "heads": self.tr("Heads"),
            "optimizer": self.tr("Optimizer"),
            "rate": self.tr("Learning rate"),
            "batch": self.tr("Batch"),
            "seed": self.tr("Seed"),
        }
        for name, text in texts.items():
            label, widget = self._rows[name]
            label.setText(text)
            widget.setAccessibleName(text)
        self.pairs.setPlaceholderText(self.tr("One pair a line: source, tab, target"))
