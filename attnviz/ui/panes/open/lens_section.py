"""Logit lens: the token that each layer would say, at each place, brighter where it is more sure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor, QFont
from PySide6.QtWidgets import QAbstractItemView, QLabel, QTableWidget, QTableWidgetItem, QVBoxLayout, QWidget

from attnviz.engine.open.messages import LensRead, LogitLens
from attnviz.ui.panes.open import texts
from attnviz.ui.panes.questions import Question
from attnviz.ui.reworded import Reworded
from attnviz.ui.widgets import colormap
from attnviz.ui.widgets.named import named
from attnviz.ui.widgets.plain_text import tip

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from attnviz.engine.messages import Failure
    from attnviz.ui.panes.open.state import OpenState
    from attnviz.ui.panes.questions import Ask

MOST_ZOOM = 2.2  # of the text


class LensSection(Reworded, QWidget):
    """Asks for the lens of what was read when it is looked at."""

    def __init__(self, ask: Ask, state: OpenState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self.question = Question(ask, self._show, self._fail)
        self.table = named(QTableWidget(), "open.lens")
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.note = named(QLabel(), "open.lens.note", role="muted")
        self.note.setWordWrap(True)
        self.note.setAlignment(Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.table, 1)
        column.addWidget(self.note)
        self._of: object = None
        self._read: LensRead | None = None
        self._failed = ""
        self.retranslate()

    def draw(self) -> None:
        """Ask for the lens of what is shown, unless it is there."""
        model, of = self._state.model, self._seen()
        can = of is not None and model is not None and model.logit_lens
        self.table.setVisible(can)
        if can and self._of is not of:
            self._of, self._failed = of, ""
            self.question.ask(self._request())
        self.note.setText(self._says())

    def _seen(self) -> object:
        """What the lens is of: what was read, or what was written; None for neither."""
        return self._state.reading or self._state.written

    def _request(self) -> LogitLens:
        state = self._state
        if state.reading is not None:
            request = state.reading.request
            return LogitLens(request.model, request.input, request.heads_off, request.heads_mean)
        assert state.model is not None
        assert state.written is not None
        off, mean = ((), state.off) if state.to_mean else (state.off, ())
        return LogitLens(state.model.request, state.written, off, mean)

    def _show(self, read: LensRead) -> None:
        self._read = read
        depths, places = read.probabilities.shape[:2]
        self.table.setRowCount(depths)
        self.table.setColumnCount(places)
        self.table.setHorizontalHeaderLabels([token.text for token in read.tokens])
        for row in range(depths):
            depth = depths - 1 - row  # what the model says on top, the embedding below
            for place in range(places):
                share = float(read.probabilities[depth, place, 0])
                item = QTableWidgetItem(read.texts[depth][place][0].strip() or "␣")
                item.setBackground(colormap.color(share))
                dark = bool(colormap.wants_dark_text(read.probabilities[depth, place, :1])[0])
                item.setForeground(QColor("#101820" if dark else "#ffffff"))
                top = zip(read.texts[depth][place], read.probabilities[depth, place], strict=True)
                item.setToolTip(tip("\n".join(f"{text.strip() or '␣'} {share * 100:.1f} %" for text, share in top)))
                self.table.setItem(row, place, item)
        self.table.setVerticalHeaderLabels(
            [*(self.tr("layer {}").format(layer) for layer in range(depths - 1, 0, -1)), self.tr("embedding")]
        )
        self._fit()
        self.note.setText(self._says())

    def _fit(self) -> None:
        """As large as all of it is seen, and no smaller than the program's text; what is left over goes to rows and columns."""
        table, rows, columns = self.table, self.table.rowCount(), self.table.columnCount()
        if not rows or not columns:
            return
        across, down = table.horizontalHeader(), table.verticalHeader()
        self._set_text(1.0)
        wide = down.sizeHint().width() + across.length() + 2 * columns
        tall = across.sizeHint().height() + rows * table.sizeHintForRow(0)
        self._set_text(min(max(min(table.width() / wide, table.height() / tall), 1.0), MOST_ZOOM))
        width = table.width() - down.sizeHint().width() - 2 * table.frameWidth()
        height = table.height() - across.sizeHint().height() - 2 * table.frameWidth()
        if (spare := (width - across.length()) // columns) > 0:
            for column in range(columns):
                table.setColumnWidth(column, table.columnWidth(column) + spare)
        line = table.sizeHintForRow(0)
        down.setDefaultSectionSize(max(line, min(height // rows, 3 * line)))

    def _set_text(self, zoom: float) -> None:
        """Text so many times as large as the program's, and columns that hold it."""
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * zoom)
        for each in (self.table, self.table.horizontalHeader(), self.table.verticalHeader()):
            each.setFont(font)
        self.table.resizeColumnsToContents()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "table"):
            self._fit()

    def _fail(self, failure: Failure) -> None:
        self._failed = texts.failure_sentence(failure.code, failure.parameters, failure.sentence)
        self.note.setText(self._failed)

    def _says(self) -> str:
        model = self._state.model
        if self._failed:
            return self._failed
        if model is None:
            return self.tr("Open a language model to see what each of its layers would say.")
        if not model.logit_lens:
            return self.tr("This model has no output layer over a vocabulary, so its layers say no token.")
        if self._seen() is None:
            return self.tr("Read a text first: type in it, and the layers follow.")
        if model.says in ("translation", "transcript"):
            return self.tr(
                "Each column is a token that was written, each row a layer of the decoder: the token that it would say there if "
                "its state went into the last norm and the output layer at once. Point at a cell for its five best (logit lens, "
                "nostalgebraist 2020)."
            )
        return self.tr(
            "Each column is a token that was read, each row a layer: the token that it would say if its state went into the last "
            "norm and the output layer at once. Point at a cell for its five best (logit lens, nostalgebraist 2020)."
        )

    def retranslate(self) -> None:
        self.table.setAccessibleName(self.tr("Logit lens"))
        if self._read is not None and self._seen() is self._of:
            self._show(self._read)
        self.note.setText(self._says())
