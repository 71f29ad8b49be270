"""The table of all heads of a kind: a row a head with its measures, sorted by any of them, chosen from, saved and copied."""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHeaderView,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
)

from attnviz import atomic_write
from attnviz.ui import theme
from attnviz.ui.files import tables, writers
from attnviz.ui.files.dialogs import FileDialogs
from attnviz.ui.reworded import Reworded
from attnviz.ui.widgets.named import named

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from attnviz.ui.attention.heads_tiles import HeadMeasures
    from attnviz.ui.attention.map_choice import Pair

COLUMNS = 7
_VALUE = Qt.ItemDataRole.UserRole


class _Number(QTableWidgetItem):
    """A cell that sorts by its number; an unknown one comes last."""

    def __init__(self, value: float, text: str) -> None:
        super().__init__(text)
        self.value = value
        self.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setFlags(Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled)

    def __lt__(self, other: QTableWidgetItem) -> bool:
        assert isinstance(other, _Number)
        if math.isnan(self.value) or math.isnan(other.value):
            return not math.isnan(self.value)
        return self.value < other.value


class HeadsTable(Reworded, QDialog):
    """``chosen`` carries the heads of the selected rows. It stays beside the window and follows what the drawer shows."""

    chosen = Signal(object)

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(f"{name}.heads_table")
        self._name, self._kind = name, ""
        self._pairs: list[Pair] = []
        self._shown: Sequence[HeadMeasures] = ()
        self._dialogs = FileDialogs(self, f"{name}.heads_table.dialog")
        self.table = named(QTableWidget(0, COLUMNS), f"{name}.heads_table.rows")
        self.table.verticalHeader().hide()
        self.table.horizontalHeader().setHighlightSections(False)
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSortingEnabled(True)
        self.table.sortByColumn(0, Qt.SortOrder.AscendingOrder)
        self.said = named(QLabel(), f"{name}.heads_table.said", role="muted")
        self.said.setWordWrap(True)
        buttons = QDialogButtonBox()
        role = QDialogButtonBox.ButtonRole
        self.csv, self.markdown, self.latex = (buttons.addButton("", role.ActionRole) for _ in range(3))
        self.close_button = buttons.addButton("", role.RejectRole)
        for button, id in (
            (self.csv, "csv"),
            (self.markdown, "markdown"),
            (self.latex, "latex"),
            (self.close_button, "close"),
        ):
            button.setObjectName(f"{name}.heads_table.{id}")
            button.setAutoDefault(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.EDGE, theme.EDGE, theme.EDGE, theme.EDGE)
        for widget in (self.table, self.said, buttons):
            column.addWidget(widget)
        self.csv.clicked.connect(self._ask)
        self.markdown.clicked.connect(lambda: self._copy(tables.markdown(self.rows())))
        self.latex.clicked.connect(lambda: self._copy(tables.latex(self.rows())))
        buttons.rejected.connect(self.reject)
        self.table.itemSelectionChanged.connect(self._selected)
        em = self.fontMetrics().height()
        self.resize(50 * em, 32 * em)
        self.retranslate()

    def show_heads(self, kind: str, heads: Sequence[HeadMeasures]) -> None:
        """Show the measures of all heads of a kind, which is named as on its button."""
        if tuple(heads) == tuple(self._shown) and kind == self._kind:
            return
        self._shown, self._kind = tuple(heads), kind
        self.table.blockSignals(True)
        self.table.setSortingEnabled(False)
        self.table.setRowCount(len(heads))
        for row, head in enumerate(heads):
            cells = (head.layer + 1, head.head + 1, head.entropy, head.diagonal, head.like_best, head.effect, head.sink)
            for column, value in enumerate(cells):
                self.table.setItem(row, column, _Number(float(value), _text(column, float(value))))
        self.table.setSortingEnabled(True)
        self.table.setColumnHidden(4, all(math.isnan(head.like_best) for head in heads))
        self.table.blockSignals(False)
        self.retranslate()

    def rows(self) -> list[list[str]]:
        """The table as it is sorted, its header first."""
        seen = [column for column in range(COLUMNS) if not self.table.isColumnHidden(column)]
        header = [_said(self.table.horizontalHeaderItem(column)) for column in seen]
        body = [[_said(self.table.item(row, column)) for column in seen] for row in range(self.table.rowCount())]
        return [header, *body]

    def save(self, path: Path) -> None:
        """Write the table as CSV with all digits; says what came of it."""
        seen = [column for column in range(COLUMNS) if not self.table.isColumnHidden(column)]
        rows: list[list[object]] = [list(self.rows()[0])]
        for row in range(self.table.rowCount()):
            values = [self.table.item(row, column) for column in seen]
            rows.append([_exact(item.value) for item in values if isinstance(item, _Number)])
        try:
            atomic_write.write(path, writers.spreadsheet(writers.separated(rows)))
        except OSError as error:
            self.said.setText(writers.sentence_for(error, path))
        else:
            self.said.setText(self.tr("Saved {}").format(path))

    def retranslate(self) -> None:
        self.setWindowTitle(
            self.tr("All heads: {kind}").format(kind=self._kind) if self._kind else self.tr("All heads")
        )
        self.table.setHorizontalHeaderLabels(
            [
                self.tr("layer"),
                self.tr("head"),
                self.tr("entropy (bits)"),
                self.tr("diagonal (%)"),
                self.tr("like the best (%)"),
                self.tr("effect (nats)"),
                self.tr("sink (%)"),
            ]
        )
        self.table.setAccessibleName(self.tr("All heads with their measures"))
        self.csv.setText(self.tr("Save as CSV…"))
        self.markdown.setText(self.tr("Copy as Markdown"))
        self.latex.setText(self.tr("Copy as LaTeX"))
        self.close_button.setText(self.tr("Close"))
        for button in (self.csv, self.markdown, self.latex, self.close_button):
            button.setAccessibleName(button.text())
        self.said.setText(self.tr("Click a column's name to sort by it, a row to see that head."))

    def _selected(self) -> None:
        rows = sorted({index.row() for index in self.table.selectedIndexes()})
        pairs = tuple((int(self._value(row, 0)) - 1, int(self._value(row, 1)) - 1) for row in rows)
        if pairs:
            self.chosen.emit(pairs)

    def _value(self, row: int, column: int) -> float:
        item = self.table.item(row, column)
        assert isinstance(item, _Number)
        return item.value

    def _copy(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self.said.setText(self.tr("The table is on the clipboard."))

    def _ask(self) -> None:
        dialog = self._dialogs.make()
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter("CSV (*.csv)")
        dialog.setDefaultSuffix("csv")
        dialog.selectFile("heads.csv")
        dialog.fileSelected.connect(lambda path: self.save(Path(path)))
        dialog.open()


def _text(column: int, value: float) -> str:
    """A number as it is read: whole, in bits, in per cent or in nats."""
    if math.isnan(value):
        return "–"
    if column < 2:
        return f"{value:.0f}"
    if column == 2:
        return f"{value:.2f}"
    return f"{value:+.2f}" if column == 5 else f"{value * 100:.0f}"


def _said(item: QTableWidgetItem | None) -> str:
    return item.text() if item else ""


def _exact(value: float) -> str:
    return "" if math.isnan(value) else f"{value:.6g}"
