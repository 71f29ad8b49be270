"""The curves of training: loss, exact answers and gradient norm over time, this run's above those kept from before."""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING, Any

import pyqtgraph as pg
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from attnviz.lazy_numpy import np
from attnviz.ui import theme
from attnviz.ui.panes.playground.named_table import NamedTable
from attnviz.ui.widgets.plain_text import plain

if TYPE_CHECKING:
    from collections.abc import Callable

    from attnviz.engine.playground.training_messages import ToyTrained

KEPT = 5  # earlier runs that stay to compare with
SHOWN_POINTS = 600  # of a curve; more cannot be seen and cost time
# One for each run as long as it is there; told apart in both themes and with any colour vision (Okabe & Ito).
COLORS = ("#009e73", "#d55e00", "#0072b2", "#cc79a7", "#e69f00", "#56b4e9")


@dataclass
class Curve:
    """One run: what names it, seconds, losses and gradient norms of every step, and the accuracies measured (seconds,
    share).
    """

    words: Callable[[], str]
    color: str = COLORS[0]
    seconds: list[float] = field(default_factory=list)
    losses: list[float] = field(default_factory=list)
    norms: list[float] = field(default_factory=list)
    accuracies: list[tuple[float, float]] = field(default_factory=list)

    @property
    def name(self) -> str:
        """What the run is called in the language of now."""
        return self.words()

    def extend(self, trained: ToyTrained) -> None:
        """Take in what one slice did."""
        self.seconds += trained.seconds.tolist()
        self.losses += trained.losses.tolist()
        self.norms += trained.gradient_norms.tolist()
        if trained.measured is not None:
            self.accuracies.append((trained.measured.seconds, trained.measured.accuracy))


def thinned(x: list[float], y: list[float]) -> tuple[np.ndarray, np.ndarray]:
    """At most ``SHOWN_POINTS`` points: the means of equal groups."""
    xs, ys = np.asarray(x, float), np.asarray(y, float)
    group = -(-len(xs) // SHOWN_POINTS)
    if group > 1:
        starts = np.arange(0, len(xs), group)
        counts = np.diff([*starts, len(xs)])
        xs, ys = np.add.reduceat(xs, starts) / counts, np.add.reduceat(ys, starts) / counts
    return xs, ys


def _points(run: Curve) -> tuple[tuple[np.ndarray, np.ndarray], ...]:
    """What the three plots draw of a run."""
    shares = np.array([(seconds, 100 * share) for seconds, share in run.accuracies], float).reshape(-1, 2)
    return thinned(run.seconds, run.losses), (shares[:, 0], shares[:, 1]), thinned(run.seconds, run.norms)


class Curves(QWidget):
    """Three plots that share the time axis, and a legend of the runs."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._run: Curve | None = None
        self._kept: list[Curve] = []
        self._mine: list[Any] = []  # what draws the present run
        self._titles = [plain(QLabel()) for _ in range(3)]
        self._plots = [pg.PlotWidget() for _ in range(3)]
        self._legend = QLabel()
        self._legend.setObjectName("playground.legend")
        self._legend.setTextFormat(Qt.TextFormat.RichText)
        self._legend.setWordWrap(True)
        self._legend.setTextInteractionFlags(
            Qt.TextInteractionFlag.LinksAccessibleByMouse | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
        )
        self._legend.linkActivated.connect(lambda place: self.remove(int(place)))
        row = QHBoxLayout()
        row.setSpacing(12)
        for index, (title, plot) in enumerate(zip(self._titles, self._plots, strict=True)):
            plot.setObjectName(f"playground.curve.{('loss', 'accuracy', 'gradient')[index]}")
            plot.setMenuEnabled(False)
            plot.hideButtons()
            plot.setMouseEnabled(False, False)
            plot.setMinimumWidth(120)
            plot.setFixedHeight(9 * self.fontMetrics().height())  # the alignment below is what a person watches
            plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            plot.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            plot.getPlotItem().getAxis("left").setWidth(38)
            plot.getPlotItem().setContentsMargins(
                0, 0.5 * self.fontMetrics().height(), 8, 0
            )  # half a number above the axis
            column = QVBoxLayout()
            column.setSpacing(2)
            column.addWidget(title)
            column.addWidget(plot, 1)
            row.addLayout(column, 1)
        self._plots[1].setYRange(0, 100, padding=0.04)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(row, 1)
        layout.addWidget(self._legend)
        self._number_axes()
        self.restyle()

    def set_titles(self, loss: str, accuracy: str, gradient: str) -> None:
        """Name the plots, and the runs in the language of now."""
        for label, plot, text in zip(self._titles, self._plots, (loss, accuracy, gradient), strict=True):
            label.setText(text)
            plot.setAccessibleName(text)
        self._legend.setAccessibleName(self.tr("Runs; × takes a curve away"))
        self._legend.setToolTip(self._legend.accessibleName())
        self._name_runs()

    def begin(self, words: Callable[[], str], *, keep: bool) -> None:
        """Start the curve of a new run that ``words`` names; ``keep`` leaves the old one to compare with."""
        if self._run and keep and self._run.seconds:
            self._kept = [*self._kept, self._run][-KEPT:]
        taken = [run.color for run in self._kept]
        self._run = Curve(words, next(color for color in COLORS if color not in taken))
        self.redraw()

    def remove(self, kept: int) -> None:
        """Take the curve of an ended run away, by its place among them."""
        if 0 <= kept < len(self._kept):
            del self._kept[kept]
            self.redraw()

    def clear(self) -> None:
        """Take all curves away."""
        self._run, self._kept = None, []
        self.redraw()

    def extend(self, trained: ToyTrained) -> None:
        """Lengthen this run's curves."""
        if self._run is None:
            return
        self._run.extend(trained)
        for item, (x, y) in zip(self._mine, _points(self._run), strict=True):
            item.setData(x, y)
        self._number_axes()
        if trained.measured is not None:
            self._name_runs()

    def runs(self) -> list[Curve]:
        """All runs shown, the present one last."""
        return [*self._kept, *([self._run] if self._run else [])]

    def number_tables(self) -> list[NamedTable]:
        """The losses and gradient norms of every step of each run, and the shares of exact answers, the present run first."""
        tables = []
        for run in reversed(self.runs()):
            steps = zip(run.seconds, run.losses, run.norms, strict=True)
            head = [self.tr("seconds"), self.tr("loss"), self.tr("gradient norm")]
            tables.append(NamedTable(run.name, [head, *([f"{value:.6g}" for value in step] for step in steps)]))
            measured = [[f"{seconds:.6g}", f"{share:.6g}"] for seconds, share in run.accuracies]
            tables.append(NamedTable(run.name, [[self.tr("seconds"), self.tr("share of exact answers")], *measured]))
        return tables

    def redraw(self) -> None:
        """Draw all curves anew."""
        for plot in self._plots:
            plot.clear()
        for run in self.runs():
            pen = pg.mkPen(self._color(run), width=2 if run is self._run else 1.5)
            drawn = [plot.plot(x, y, pen=pen) for plot, (x, y) in zip(self._plots, _points(run), strict=True)]
            if run is self._run:
                self._mine = drawn
        self._number_axes()
        self._name_runs()

    def _number_axes(self) -> None:
        """Numbers stand along axes that have a curve; the share of right answers has its scale always."""
        drawn = any(run.seconds for run in self.runs())
        for i, plot in enumerate(self._plots):
            plot.getPlotItem().getAxis("bottom").setStyle(showValues=drawn)
            plot.getPlotItem().getAxis("left").setStyle(showValues=drawn or i == 1)

    def _color(self, run: Curve) -> QColor:
        return QColor(run.color)

    def _name_runs(self) -> None:
        names = []
        away = theme.colors(self).muted.name()
        for place, run in enumerate(self.runs()):
            last = f" {100 * run.accuracies[-1][1]:.0f} %" if run.accuracies else ""
            names.append(f'<span style="color:{self._color(run).name()}">━</span>&nbsp;{escape(run.name)}{last}')
            if run is not self._run:
                names[-1] += f'&nbsp;<a href="{place}" style="color:{away};text-decoration:none">×</a>'
        self._legend.setText("&nbsp;&nbsp;&nbsp; ".join(names))

    def restyle(self) -> None:
        """Take the theme's colours."""
        colors = theme.colors(self)
        for plot in self._plots:
            plot.setBackground(colors.panel)
            for side in ("left", "bottom"):
                axis = plot.getPlotItem().getAxis(side)
                axis.setPen(pg.mkPen(colors.border))
                axis.setTextPen(pg.mkPen(colors.muted))
                axis.setStyle(tickFont=self.font(), tickLength=-4)
        self.redraw()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange) and hasattr(self, "_legend"):
            self.restyle()
