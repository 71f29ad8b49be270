"""A language model writes, a token a step: controls, and the maps that grow by a row with each."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import (
    QDoubleSpinBox,
    QGridLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from attnviz.engine.attention.messages import CROSS, ENCODER, Attention, AttentionBetween, Words
from attnviz.engine.open.messages import Prediction, TextInput, Write, Writing
from attnviz.lazy_numpy import np
from attnviz.ui.panes.questions import SlicedQuestion
from attnviz.ui.reworded import Reworded
from attnviz.ui.widgets.named import named

if TYPE_CHECKING:
    from collections.abc import Callable

    from attnviz.engine.attention.messages import Token
    from attnviz.engine.messages import Failure
    from attnviz.engine.open.messages import NewRows, OpenModel
    from attnviz.ui.panes.open.state import OpenState
    from attnviz.ui.panes.questions import Ask

FIRST_ROOM = 64  # tokens for which there is room at first


class GrowingMap:
    """Weights [layer, head, query, key] of one kind to which rows are added; room is doubled, so that adding costs little."""

    def __init__(self) -> None:
        self._room = np.zeros((0, 0, 0, 0), np.float32)
        self.queries = self.keys = 0

    def add(self, rows: NewRows) -> None:
        """Put rows where they belong; what was written from there on before is gone."""
        layers, heads, new, keys = rows.weights.shape
        queries = rows.first + new
        if self._room.shape[:2] != (layers, heads) or self._room.shape[2] < queries or self._room.shape[3] < keys:
            side = [max(FIRST_ROOM, 1 << (count - 1).bit_length()) for count in (queries, keys)]
            larger = np.zeros((layers, heads, *side), np.float32)
            if self._room.shape[:2] == (layers, heads):
                high, wide = (min(a, b) for a, b in zip(self._room.shape[2:], side, strict=True))
                larger[:, :, :high, :wide] = self._room[:, :, :high, :wide]
            self._room = larger
        self._room[:, :, rows.first : queries] = 0
        self._room[:, :, rows.first : queries, :keys] = rows.weights
        self.queries, self.keys = queries, keys

    def weights(self) -> np.ndarray:
        """All rows so far, read-only, a copy that stays as it is."""
        made = self._room[:, :, : self.queries, : self.keys].copy()
        made.flags.writeable = False
        return made


class Writer(QObject):
    """Asks the model to write on and gathers what comes. ``wrote``: more is there; ``ended``: nothing more comes."""

    wrote = Signal()
    ended = Signal()
    failed = Signal(object)

    def __init__(self, ask: Ask, state: OpenState) -> None:
        super().__init__(state)
        self._state = state
        self.question = SlicedQuestion(ask, self._take, self._fail)
        self.request: Write | None = None
        self._maps: dict[str, GrowingMap] = {}
        self.tokens: tuple[Token, ...] = ()
        self._source: tuple[Token, ...] = ()
        self.prompt = 0
        self.predictions: list[Prediction] = []
        self.text = ""
        self.end = ""

    def is_running(self) -> bool:
        return self.question.running

    def begin(self, request: Write) -> None:
        """Write anew; with ``written`` tokens the maps are read again from the beginning."""
        self.question.forget()
        self.request, self._maps, self.predictions = request, {}, []
        self.tokens, self.text, self.end = (), "", ""
        self.question.ask(request)

    def stop(self) -> None:
        """Write no further; what is there stays."""
        self.question.forget()
        self.ended.emit()

    @property
    def shift(self) -> int:
        """How many tokens lie before the first row: the rows of an encoder-decoder are called by what they write."""
        return 1 if self._source else 0

    def written(self, row: int) -> tuple[int, ...]:
        """The ids that were written before what stands in a row, as ``said`` counts them."""
        return tuple(token.id for token in self.tokens[self.prompt : row + self.shift])

    def whole(self) -> TextInput | None:
        """The text with what was written after it, as the model reads it; None for a translation, whose source is another text."""
        if self.request is None or self._source or not self.tokens:
            return None
        return TextInput(self.request.text, ids=tuple(token.id for token in self.tokens))

    def said(self) -> tuple[Prediction, ...]:
        """What was said, each at its row."""
        return tuple(replace(each, place=each.place - self.shift) for each in self.predictions)

    def attention(self) -> tuple[AttentionBetween, ...]:
        """Every kind so far between the tokens that were read; the rows of an encoder-decoder are those that it wrote."""
        found = []
        for kind, map in self._maps.items():
            keys = self._source if kind in (CROSS, ENCODER) and self._source else self.tokens[: map.keys]
            rows = slice(self.shift, self.shift + map.queries)
            queries = self._source if kind == ENCODER and self._source else self.tokens[rows]
            if len(keys) == map.keys and len(queries) == map.queries:
                sides = Words(tuple(queries)), Words(tuple(keys))
                found.append(AttentionBetween(Attention(kind, map.weights()), *sides))
        return tuple(found)

    def _take(self, answer: Writing) -> None:
        self.tokens, self._source, self.prompt = answer.tokens, answer.source, answer.prompt
        self.text, self.end = answer.text, answer.ended
        for rows in answer.rows:
            self._maps.setdefault(rows.kind, GrowingMap()).add(rows)
        self.predictions += answer.new
        self.wrote.emit()
        if not self.question.running:
            self.ended.emit()

    def _fail(self, failure: Failure) -> None:
        self.ended.emit()
        self.failed.emit(failure)


class WriteBox(Reworded, QWidget):
    """The controls of writing. ``started`` and ``stopped``: a button was pressed."""

    started = Signal()
    stopped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.button = named(QPushButton(), "open.write", role="primary")
        self.tokens = named(QSpinBox(), "open.write.tokens")
        self.tokens.setRange(1, 1000)
        self.tokens.setValue(30)
        self.temperature = named(QDoubleSpinBox(), "open.write.temperature")
        self.temperature.setRange(0, 5)
        self.temperature.setSingleStep(0.1)
        self.top_k = named(QSpinBox(), "open.write.top_k")
        self.top_k.setRange(0, 1000)
        self.seed = named(QSpinBox(), "open.write.seed")
        self.seed.setRange(0, 1_000_000)
        self.seed.setValue(1)
        self.stop = named(QLineEdit(), "open.write.stop")
        self.end = named(QLabel(), "open.write.end", role="muted")
        self.end.setWordWrap(True)
        names = ("tokens", "temperature", "top_k", "seed", "stop")
        self._labels = {name: named(QLabel(), "", role="muted") for name in names}
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        for row, (name, label) in enumerate(self._labels.items()):
            grid.addWidget(label, row, 0)
            grid.addWidget(getattr(self, name), row, 1)
            label.setBuddy(getattr(self, name))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(5)
        column.addWidget(self.button)
        column.addLayout(grid)
        column.addWidget(self.end)
        self._running = False
        self.button.clicked.connect(lambda: (self.stopped if self._running else self.started).emit())
        self.retranslate()

    def request(self, model: OpenModel, text: str, **more: object) -> Write:
        """What the controls ask for."""
        stop = self.stop.text().replace("\\n", "\n")
        return Write(
            model,
            text,
            tokens=self.tokens.value(),
            temperature=self.temperature.value(),
            top_k=self.top_k.value(),
            seed=self.seed.value(),
            stop=(stop,) if stop else (),
            **more,  # type: ignore[arg-type]
        )

    def show_running(self, running: bool, end: str = "") -> None:
        """Show whether it writes, and how it ended."""
        self._running = running
        self._end = end
        self.retranslate()

    _end = ""

    def retranslate(self) -> None:
        self.button.setText(self.tr("Stop") if self._running else self.tr("Write on"))
        self.button.setAccessibleName(self.button.text())
        self.button.setToolTip(self.tr("Let the model go on from the text, a token a step"))
        names: dict[str, tuple[str, str]] = {
            "tokens": (self.tr("tokens"), self.tr("How many at most")),
            "temperature": (self.tr("temperature"), self.tr("0: always the most probable token")),
            "top_k": (self.tr("top k"), self.tr("Only this many of the most probable tokens; 0: all")),
            "seed": (self.tr("seed"), self.tr("The same seed draws the same tokens")),
            "stop": (self.tr("stop at"), self.tr("It stops once it has written this text; \\n is a line break")),
        }
        for name, (text, says) in names.items():
            self._labels[name].setText(text)
            control = getattr(self, name)
            control.setToolTip(says)
            control.setAccessibleName(text)
        ends: dict[str, Callable[[], str]] = {
            "length": lambda: self.tr("It stopped after as many tokens as were asked for."),
            "end": lambda: self.tr("It wrote the end token."),
            "stop": lambda: self.tr("It wrote the text at which it was to stop."),
            "full": lambda: self.tr("It has no more positions."),
        }
        self.end.setText(ends[self._end]() if self._end in ends else "")
        self.end.setVisible(bool(self.end.text()))
