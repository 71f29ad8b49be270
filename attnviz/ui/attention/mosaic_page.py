"""A mosaic of all heads with its controls: the way back, a search for a token, the scale, lines of a part, progress."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from attnviz.engine.attention import weight_stack
from attnviz.engine.attention.maps import MapPicture, links
from attnviz.engine.messages import Refused
from attnviz.lazy_numpy import np
from attnviz.ui.attention import captions, mosaic_layout
from attnviz.ui.attention.lines_page import AlignmentLines
from attnviz.ui.attention.mosaic import Mosaic
from attnviz.ui.attention.mosaic_drawing import Labels
from attnviz.ui.attention.mosaic_tiles import no_files
from attnviz.ui.attention.page import Page
from attnviz.ui.controls.segments import segment
from attnviz.ui.reworded import Reworded
from attnviz.ui.widgets.flow import FlowLayout
from attnviz.ui.widgets.named import named
from attnviz.ui.widgets.scroll_areas import PictureArea
from attnviz.ui.widgets.selection import Selection

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QKeyEvent

    from attnviz.engine.attention.messages import AttentionBetween
    from attnviz.engine.attention.weight_stack import WeightStack
    from attnviz.ui.attention.map_choice import ShownMap
    from attnviz.ui.attention.mosaic_tiles import Asker

MOST_LINES = 64  # tokens of a side of a part that is drawn as lines
LEAST_LINE = 0.02  # weight
TOPS = {"one": 1.0, "half": 0.5, "tenth": 0.1, "hundredth": 0.01}  # what the brightest colour stands for


class MosaicPage(Reworded, QWidget, Page):
    """A page of an ``AttentionView``, or a view of its own with ``show_stack``; ``chosen`` carries a clicked (layer, head)."""

    id = "mosaic"
    icon = "mosaic"

    chosen = Signal(int, int)

    def __init__(
        self,
        name: str,
        question: Callable[[Callable[[Any], None], Callable[[Any], None]], Asker] = no_files,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.map = named(Mosaic(question), f"{name}.mosaic")
        self.all_heads = segment(f"{name}.mosaic.all")
        self.one_head = segment(f"{name}.mosaic.head")
        self.cell = named(QLabel(), f"{name}.mosaic.cell", role="muted")
        for button in (self.all_heads, self.one_head):
            button.setCheckable(False)
        self.search = named(QLineEdit(), f"{name}.mosaic.find")
        self.found = named(QLabel(), f"{name}.mosaic.found", role="muted")
        self.scale = named(QComboBox(), f"{name}.mosaic.scale")
        for top in TOPS:
            self.scale.addItem("", top)
        self.lines = segment(f"{name}.mosaic.lines", "lines")
        self.note = named(QLabel(), f"{name}.mosaic.note", role="muted")
        self.note.setWordWrap(True)
        self.progress = QProgressBar()
        self.progress.setObjectName(f"{name}.mosaic.progress")
        self.progress.setRange(0, 1000)
        self.progress.setTextVisible(False)
        self.progress.setFixedSize(QSize(140, 6))
        self.cancel = named(QPushButton(), f"{name}.mosaic.cancel", role="chip")
        self._span = AlignmentLines(Selection(self))
        self._span.setObjectName(f"{name}.mosaic.span")
        self._scale_chosen = False  # by a person
        self._size = 0  # bytes of the file that is read
        self._build()
        self._connect()
        self.retranslate()
        self._moved()

    def _build(self) -> None:
        bar = QWidget()
        row = FlowLayout(bar, gap=8, line_gap=4)
        for widget in (self.all_heads, self.one_head, self.cell, self.lines, self.search, self.found, self.scale):
            row.addWidget(widget)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.map)
        self._area = PictureArea(self._span)
        self._stack.addWidget(self._area)
        self._below = QWidget()
        below = QHBoxLayout(self._below)
        below.setContentsMargins(0, 0, 0, 0)
        below.addWidget(self.note, 1)
        below.addWidget(self.progress, 0, Qt.AlignmentFlag.AlignVCenter)
        below.addWidget(self.cancel)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(bar)
        column.addWidget(self._stack, 1)
        column.addWidget(self._below)
        self._below.hide()

    def _connect(self) -> None:
        self.map.chosen.connect(self.chosen)
        self.map.moved.connect(self._moved)
        self.map.pointed.connect(lambda _cell: self._word_cell())
        self.map.tiles.progressed.connect(self._show_progress)
        self.map.tiles.failed.connect(lambda failure: self._say(failure.sentence))
        self.all_heads.clicked.connect(self._show_all)
        self.one_head.clicked.connect(self._show_head)
        self.search.textChanged.connect(self._mark)
        self.search.returnPressed.connect(self.find_next)
        self.scale.activated.connect(self._choose_scale)
        self.lines.toggled.connect(self._turn_lines)
        self.cancel.clicked.connect(self._cancel)

    # what it shows

    def show_stack(self, stack: WeightStack, labels: Labels, *, signed: bool = False, size: int = 0) -> None:
        """Show weights of any size; of a file of ``size`` bytes the cost is told before it is read."""
        self._size = size
        self.scale.setVisible(not signed)
        self._say("")
        if not stack.in_memory:
            self._say(self._cost(0.0))
        self.map.show_stack(stack, labels, top=self.top() if not signed else _most(stack), signed=signed)
        self._mark()

    def _choose_scale(self) -> None:
        self._scale_chosen = True
        self.map.set_top(self.top())

    def fit_scale(self, brightest: float) -> None:
        """Let the brightest colour stand for no more than it must, unless a person chose; which one is said in the choice."""
        if not self._scale_chosen:
            fitting = min((top for top in TOPS.values() if top >= brightest), default=1.0)
            self.scale.setCurrentIndex(list(TOPS.values()).index(fitting))
            self.map.set_top(self.top())

    def top(self) -> float:
        """The weight with the brightest colour."""
        return TOPS[str(self.scale.currentData())]

    def choose_top(self, top: str) -> None:
        """One of ``TOPS``."""
        self.scale.setCurrentIndex(max(self.scale.findData(top), 0))
        self.map.set_top(self.top())

    def is_settled(self) -> bool:
        """Whether all of an overview is there."""
        return self.map.tiles.share() >= 1 or self.map.tiles.stopped

    # as a page of an attention view

    def title(self) -> str:
        return QCoreApplication.translate("MosaicPage", "All heads")

    def tip(self) -> str:
        return QCoreApplication.translate(
            "MosaicPage", "All heads of all layers at once; the wheel goes nearer, down to single cells"
        )

    def show_map(self, shown: ShownMap, between: AttentionBetween) -> None:
        weights = between.attention.weights
        labels = Labels([t.text for t in between.queries.tokens], [t.text for t in between.keys.tokens])
        if self.map.stack is None or self._weights is not weights:
            self._weights = weights
            self.show_stack(weight_stack.stack_of(weights), labels)

    _weights: np.ndarray | None = None

    def set_stale(self, stale: bool) -> None:
        self.map.set_stale(stale)

    # searching

    def begin_to_find(self) -> None:
        """Put the keyboard into the search."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def matches(self) -> tuple[list[int], list[int]]:
        """The queries and keys whose text has what is searched for in it, capital or not."""
        wanted, labels = self.search.text().strip().casefold(), self.map.labels
        if not wanted:
            return [], []
        queries, keys = (
            [i for i, text in enumerate(side) if wanted in text.casefold()] for side in (labels.queries, labels.keys)
        )
        return queries, keys

    def find_next(self) -> None:
        """Go to the next token that is searched for: its query's row where it is one, else its key's column."""
        queries, keys = self.matches()
        if not queries and not keys:
            return
        world, map = self.map.world, self.map
        at = map.pinned()
        head = (at.layer, at.head) if at else mosaic_layout.main_head(world, map.view()) or (0, 0)
        if queries:
            after = [query for query in queries if at is not None and query > at.query]
            query = (after or queries)[0]
            row = np.asarray(map.stack.read(*head, slice(query, query + 1))[0]) if map.stack else np.zeros(1)
            cell = mosaic_layout.Cell(*head, query, int(row.argmax()))
        else:
            after = [key for key in keys if at is not None and key > at.key]
            cell = mosaic_layout.Cell(*head, at.query if at else 0, (after or keys)[0])
        map.show_cell(cell)
        map.pin(cell)
        self._word_cell()

    def _mark(self) -> None:
        queries, keys = self.matches()
        self.map.set_marked(frozenset(queries), frozenset(keys))
        wanted = self.search.text().strip()
        self.found.setText(
            ""
            if not wanted
            else self.tr("{queries} rows, {keys} columns").format(queries=len(queries), keys=len(keys))
            if queries or keys
            else self.tr("not among the tokens")
        )

    # the way back

    def _show_all(self) -> None:
        self.lines.setChecked(False)
        self.map.show_all()

    def _show_head(self) -> None:
        self.lines.setChecked(False)
        if near := mosaic_layout.main_head(self.map.world, self.map.view()):
            self.map.show_head(*near)

    def _moved(self) -> None:
        """Say where one is, and offer what can be done there."""
        near = None
        if self.map.stack is not None:
            near = mosaic_layout.main_head(self.map.world, self.map.view())
        self.one_head.setVisible(near is not None)
        self.all_heads.setVisible(self.map.stack is not None and not self.map.sees_all())
        if near is not None:
            self.one_head.setText("› " + captions.head_name(near))
        rows, columns = self._part()
        fits = 0 < len(rows) <= MOST_LINES and 0 < len(columns) <= MOST_LINES
        self.lines.setVisible(near is not None and (fits or self.lines.isChecked()))
        self._word_cell()

    def _word_cell(self) -> None:
        said = self.map.said().split("\n")
        self.cell.setText("› " + said[1] if len(said) > 1 and self.one_head.isVisible() else "")
        self.cell.setVisible(bool(self.cell.text()))

    def _part(self) -> tuple[range, range]:
        """The queries and keys in sight of the head that is seen."""
        world, map = self.map.world, self.map
        near = mosaic_layout.main_head(world, map.view()) if map.stack is not None else None
        if near is None:
            return range(0), range(0)
        box, seen = world.map_box(*near), map.view().seen()
        rows = range(
            max(int((seen.top() - box.top()) / world.tall), 0),
            min(int((seen.bottom() - box.top()) / world.tall + 0.999), world.queries),
        )
        columns = range(max(int(seen.left() - box.left()), 0), min(int(seen.right() - box.left() + 0.999), world.keys))
        return rows, columns

    def _turn_lines(self, on: bool) -> None:
        """Draw the part in sight as lines, or as cells again."""
        if on and self.map.stack is not None:
            rows, columns = self._part()
            near = mosaic_layout.main_head(self.map.world, self.map.view())
            if near is None or not rows or not columns:
                return
            try:
                part = self.map.stack.read(*near, slice(rows.start, rows.stop), slice(columns.start, columns.stop))
            except Refused as refused:
                self._say(str(refused))
                return
            self._span.set_picture(
                _picture(np.nan_to_num(np.asarray(part, np.float32)), self.map.labels, rows, columns)
            )
        self._stack.setCurrentIndex(1 if on else 0)

    # reading

    def _cost(self, share: float) -> str:
        size, rate = self._size, self.map.tiles.rate
        gigabytes = f"{size / 1e9:.1f}"
        if not rate:
            text = self.tr(
                "{size} GB: the overview reads the file once, in the background. At most 400 MB of memory are used."
            )
            return text.format(size=gigabytes)
        seconds = (1 - share) * size / rate
        text = self.tr("{size} GB: {percent} % of the overview is there; about {seconds} s more.")
        return text.format(size=gigabytes, percent=int(share * 100), seconds=max(round(seconds), 1))

    def _show_progress(self, share: float) -> None:
        self.progress.setValue(round(1000 * share))
        if share >= 1:
            self._say("")
        elif not self.map.tiles.stopped:
            self._say(self._cost(share))

    def _cancel(self) -> None:
        self.map.tiles.stop()
        percent = int(self.map.tiles.share() * 100)
        self._say(
            self.tr("Stopped at {percent} %: what is seen from now on is read when it is looked at.").format(
                percent=percent
            )
        )

    def _say(self, sentence: str) -> None:
        self.note.setText(sentence)
        self._below.setVisible(bool(sentence))
        running = bool(sentence) and not self.map.tiles.stopped and self.map.stack is not None
        running = running and not self.is_settled()
        self.progress.setVisible(running)
        self.cancel.setVisible(running)

    # events

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.lines.isChecked():
            self.lines.setChecked(False)
        else:
            super().keyPressEvent(event)

    def retranslate(self) -> None:
        self.all_heads.setText(self.tr("All heads"))
        self.search.setPlaceholderText(self.tr("Find a token"))
        self.search.setAccessibleName(self.tr("Find a token"))
        self.lines.setText(self.tr("Lines of this part"))
        self.lines.setToolTip(self.tr("Draw the tokens in sight as two rows joined by lines"))
        self.scale.setToolTip(self.tr("The weight that has the brightest colour"))
        for top, value in TOPS.items():
            self.scale.setItemText(self.scale.findData(top), self.tr("scale 0 to {}").format(f"{value:g}"))
        self.cancel.setText(self.tr("Stop reading"))
        self.map.setAccessibleName(self.tr("All heads of all layers"))
        self._span.setAccessibleName(self.tr("A part of a head as lines"))
        self.scale.setAccessibleName(self.tr("Scale"))
        self.progress.setAccessibleName(self.tr("How much of the file was read"))
        for button in (self.all_heads, self.lines, self.cancel):
            button.setAccessibleName(button.text())
        self.one_head.setAccessibleName(self.tr("The head that is seen"))
        self._mark()


def _most(stack: WeightStack) -> float:
    """The largest difference: what both ends of the scale stand for."""
    layers, heads, *_ = stack.shape
    most = max(float(np.abs(stack.read(layer, head)).max()) for layer in range(layers) for head in range(heads))
    return most if most > 0 and np.isfinite(most) else 1.0


def _picture(weights: np.ndarray, labels: Labels, rows: range, columns: range) -> MapPicture:
    """A part of a map ready to be drawn as lines."""
    return MapPicture(
        rows=tuple(labels.queries[row] for row in rows),
        columns=tuple(labels.keys[column] for column in columns),
        weights=weights,
        row_tokens=tuple((row,) for row in rows),
        column_tokens=tuple((column,) for column in columns),
        removed=np.zeros(len(rows), np.float32),
        links=links(weights, threshold=LEAST_LINE),
    )
