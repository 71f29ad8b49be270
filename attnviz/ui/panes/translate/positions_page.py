"""What a Transformer adds to its words so that it knows where they stand: the table, the similarity of places, one wave."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QImage, QPainter
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QSizePolicy, QSpinBox, QVBoxLayout, QWidget

from attnviz.engine.translate.messages import ModelPositions, ModelPositionsShown
from attnviz.lazy_numpy import np
from attnviz.ui import theme
from attnviz.ui.attention.page import Page
from attnviz.ui.panes.questions import Ask, Question
from attnviz.ui.reworded import Reworded
from attnviz.ui.widgets.curves import Lines, SignedMap
from attnviz.ui.widgets.flow import FlowLayout
from attnviz.ui.widgets.named import named
from attnviz.ui.widgets.plain_text import plain
from attnviz.ui.widgets.signed import pixels_under_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from attnviz.engine.messages import Failure
    from attnviz.ui.panes.translate.seen_positions import SeenPositions

PLACES = 64
_LEAST = (210, 130)  # pixels of a picture
_NO_LIMIT = (1 << 24) - 1  # pixels: Qt's QWIDGETSIZE_MAX


class PositionMap(SignedMap):
    """A table that takes the room there is, with its colour bar."""

    def __init__(self, *, square: bool = False) -> None:
        super().__init__()
        self._square = square
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        return QSize(*_LEAST)

    def minimumSizeHint(self) -> QSize:
        return QSize(*_LEAST)

    def draw(self, painter: QPainter) -> None:
        """Draw the table, its axes and its colour bar in the widget's own size."""
        super().draw(painter)
        area, line, ground = self._area(), QFontMetricsF(self.font()).height(), theme.colors(self)
        most = max(float(abs(self._values).max()), 1e-9)
        bar = QRectF(area.right() + 10, area.top(), line * 0.7, min(area.height(), 11 * line))
        shares = np.linspace(1, -1, 101)[:, None]
        pixels = pixels_under_text(shares, dark=theme.is_dark(self.palette()))
        painter.drawImage(bar, QImage(pixels.data, 1, 101, 4, QImage.Format.Format_RGB32))
        painter.setPen(ground.border)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(bar)
        painter.setPen(ground.muted)
        for share, text in ((0.0, f"+{most:.2g}"), (0.5, "0"), (1.0, f"−{most:.2g}")):
            y = min(max(bar.top() + share * bar.height() - line / 2, bar.top() - 0.2 * line), bar.bottom() - 0.8 * line)
            painter.drawText(QPointF(bar.right() + 5, y + 0.8 * line), text)

    def _cells(self) -> tuple[float, float]:
        left, top = self._margins()
        rows, columns = self._values.shape
        line = QFontMetricsF(self.font()).height()
        wide = max((self.width() - left - 4.5 * line) / columns, 0.5)
        high = max((self.height() - top - 4) / rows, 0.5)
        return (min(wide, high), min(wide, high)) if self._square else (wide, high)


class Wave(Lines):
    """One dimension over the positions, as large as there is room."""

    def __init__(self) -> None:
        super().__init__()
        self.setMinimumSize(*_LEAST)
        self.setMaximumSize(_NO_LIMIT, _NO_LIMIT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        return QSize(*_LEAST)


class PositionsPage(Reworded, QWidget, Page):
    """Asks for the table of a model and a side."""

    id = "positions"
    is_map = False
    for_heads = True

    def __init__(self, ask: Ask, failed: Callable[[Failure], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.question = Question(ask, self.show_result, failed)
        self._model = ""
        self._shown: ModelPositionsShown | None = None
        self._built = False

    def _build(self) -> None:
        """Make the page when it is first wanted: its maps need numpy, which is not there before the window's first paint."""
        self._built = True
        self.side = named(QComboBox(), "translate.positions.side")
        self.side.addItem("", "source")
        self.side.addItem("", "target")
        self.dimension = named(QSpinBox(), "translate.positions.dimension")
        self.dimension.setRange(1, 1)
        self.matrix = named(PositionMap(), "translate.positions.matrix")
        self.similarity = named(PositionMap(square=True), "translate.positions.similarity")
        self.wave = named(Wave(), "translate.positions.wave")
        self.value = named(QLabel(), "translate.positions.value", role="muted")
        self.about = named(QLabel(), "translate.positions.about")
        self.about.setWordWrap(True)
        self._names = [plain(QLabel()) for _ in range(3)]
        left, right, sides = QVBoxLayout(), QVBoxLayout(), QHBoxLayout()
        for label, widget, column in zip(
            self._names, (self.matrix, self.wave, self.similarity), (left, right, right), strict=True
        ):
            label.setProperty("role", "muted")
            column.addWidget(label)
            column.addWidget(widget, 1)
        sides.setSpacing(theme.EDGE)
        sides.addLayout(left, 3)
        sides.addLayout(right, 2)
        head = QWidget()
        controls = FlowLayout(head)
        for widget in (self.side, self.dimension, self.value):
            controls.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GAP)
        layout.addWidget(head)
        layout.addWidget(self.about)
        layout.addLayout(sides, 1)
        self.side.activated.connect(self._ask)
        self.dimension.valueChanged.connect(self._show_wave)
        self.matrix.hovered.connect(self._on_matrix)
        self.similarity.hovered.connect(self._on_similarity)
        self.retranslate()

    def title(self) -> str:
        return QCoreApplication.translate("ViewBar", "Positions")

    def tip(self) -> str:
        return QCoreApplication.translate("ViewBar", "What the model adds to each word to know where it stands")

    def show_model(self, model: str) -> None:
        """Show the positions of a model; asks for them when they are of another one."""
        if not self._built:
            self._build()
        if model != self._model:
            self._model = model
            self._ask()

    def show_result(self, shown: ModelPositionsShown) -> None:
        """Draw a table."""
        self._shown = shown
        self.matrix.set_values(shown.table)
        self.similarity.set_values(shown.similarity)
        self.dimension.setRange(1, shown.table.shape[1])
        self._show_wave()
        self._say()

    def forget(self) -> None:
        """Ask again when next shown."""
        self._model = ""

    def seen(self) -> SeenPositions | None:
        """What is drawn, for a file; None before anything is."""
        shown = self._shown
        if shown is None:
            return None
        from attnviz.ui.panes.translate.seen_positions import SeenPositions  # not before the first paint

        title = f"{shown.request.model} · {self.side.itemText(self.side.findData(shown.request.side))}"
        table, wave, similarity = (label.text() for label in self._names)
        cards = ((table, self.matrix), (wave, self.wave), (similarity, self.similarity))
        return SeenPositions(shown, title, self.about.text(), cards, self.dimension.value(), self.font())

    def retranslate(self) -> None:
        if not self._built:
            return
        self.side.setItemText(0, self.tr("Source side"))
        self.side.setItemText(1, self.tr("Target side"))
        self.side.setAccessibleName(self.tr("Side of the model"))
        self.dimension.setPrefix(self.tr("dimension "))
        self.dimension.setAccessibleName(self.tr("Dimension whose wave is drawn"))
        texts = (
            self.tr("Table: a row for each place"),
            self.tr("One dimension"),
            self.tr("Similarity of any two places"),
        )
        for label, widget, text in zip(self._names, (self.matrix, self.wave, self.similarity), texts, strict=True):
            label.setText(text)
            widget.setAccessibleName(text)
        self.matrix.set_names(self.tr("position"), self.tr("dimensions"))
        self.similarity.set_names(self.tr("position"), self.tr("positions"))
        self.value.setText(self.tr("Point at a cell to read its number."))
        self._say()
        self._show_wave()

    def _ask(self) -> None:
        if self._model:
            self.question.ask(ModelPositions(self._model, PLACES, str(self.side.currentData())))

    def _show_wave(self) -> None:
        if self._shown is not None:
            column = self.dimension.value() - 1
            name = self.tr("dimension {}").format(column + 1)
            waves = self._shown.kind == "sinusoidal"
            self.wave.set_curves([(name, self._shown.table[:, column])], self.tr("position"), smooth=waves)

    def _on_matrix(self, row: int, column: int) -> None:
        if self._shown is not None and row >= 0:
            number = f"{float(self._shown.table[row, column]):.3f}"
            self.value.setText(
                self.tr("position {p}, dimension {d}: {number}").format(p=row, d=column + 1, number=number)
            )

    def _on_similarity(self, row: int, column: int) -> None:
        if self._shown is not None and row >= 0:
            number = f"{float(self._shown.similarity[row, column]):.3f}"
            self.value.setText(self.tr("positions {p} and {q}: cosine {number}").format(p=row, q=column, number=number))

    def _say(self) -> None:
        shown = self._shown
        if shown is None:
            return self.about.setText("")
        if shown.kind == "sinusoidal":
            text = self.tr(
                "Sine and cosine waves of increasing length, added to each word's vector: no two places look alike, and near "
                "places look similar. The word vectors themselves have a mean length of {length}."
            )
        elif shown.kind == "learned":
            text = self.tr(
                "A table that was trained with everything else, added to each word's vector. The word vectors themselves "
                "have a mean length of {length}."
            )
        else:
            text = self.tr("This model adds no positions.")
        self.about.setText(text.format(length=f"{shown.word_length:.1f}"))
        return None
