"""The drawer of heads beside the picture: which kind of attention, all its heads in an order, and switches."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from attnviz.engine.attention.head_statistics import ORDERS, BestMap
from attnviz.engine.attention.messages import CROSS, KINDS
from attnviz.ui.attention.heads_texts import legend
from attnviz.ui.attention.heads_tiles import HeadTiles
from attnviz.ui.controls.segments import joined, segment
from attnviz.ui.reworded import Reworded
from attnviz.ui.widgets.flow import FlowLayout
from attnviz.ui.widgets.head_grid import HeadGrid
from attnviz.ui.widgets.named import named
from attnviz.ui.widgets.stable_height import StableHeight

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from attnviz.engine.attention.maps import MapView
    from attnviz.lazy_numpy import np
    from attnviz.ui.attention.captions import AttentionTexts
    from attnviz.ui.attention.heads_table import HeadsTable
    from attnviz.ui.attention.map_choice import Answer, Off, Pair


class HeadsDrawer(Reworded, QWidget):
    """Knows which heads are chosen in each kind. ``changed``: another map is wanted; ``off_wanted`` carries all heads to be
    off; ``sweep_wanted`` whether effects are to be measured. Without ``switches`` heads are only looked at.
    """

    changed = Signal()
    best_wanted = Signal()
    off_wanted = Signal(object)
    sweep_wanted = Signal(bool)

    def __init__(
        self, name: str, texts: AttentionTexts, *, switches: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(f"{name}.drawer")
        self._texts, self._switches = texts, switches
        self._tiles = HeadTiles()
        self._chosen: dict[str, tuple[Pair, ...]] = {}
        self.kinds = {kind: segment(f"{name}.kind.{kind.partition('_')[0]}") for kind in KINDS}
        self.kinds[CROSS].setChecked(True)
        self.rollout = named(QPushButton(), f"{name}.rollout", role="chip", checkable=True)
        self.rollout.setCheckable(True)
        self.order = named(QComboBox(), f"{name}.order")
        for by in ORDERS:
            self.order.addItem("", by)
        self.sweep = named(QPushButton(), f"{name}.sweep", checkable=True)
        self.sweep.setCheckable(True)
        self.grid = HeadGrid()
        self.grid.setObjectName(f"{name}.grid")
        self.best = named(QPushButton(), f"{name}.best", role="chip")
        self.switch = named(QPushButton(), f"{name}.switch", role="chip")
        self.layer_off = named(QPushButton(), f"{name}.layer_off", role="chip")
        self.all_on = named(QPushButton(), f"{name}.all_on", role="chip")
        self.as_table = named(QPushButton(), f"{name}.as_table", role="chip")
        self._name = name
        self._table: HeadsTable | None = None
        self.progress = QProgressBar()
        self.progress.setObjectName(f"{name}.sweep.progress")
        self.progress.setTextVisible(False)
        self.progress.setFixedHeight(4)
        self.progress.setRange(0, 1000)
        self.legend = named(QLabel(), f"{name}.legend", role="muted")
        self.legend.setWordWrap(True)
        self._build()
        self.retranslate()
        for button in self.kinds.values():
            button.clicked.connect(self._kind_chosen)
        self.rollout.clicked.connect(self._rollout_chosen)
        self.order.activated.connect(self._order_chosen)
        self.sweep.clicked.connect(self._sweep_clicked)
        self.grid.chosen.connect(self._heads_chosen)
        self.grid.switched.connect(self.switch_heads)
        self.grid.reached.connect(self._follow)
        self.best.clicked.connect(self.best_wanted)
        self.switch.clicked.connect(self.switch_chosen)
        self.layer_off.clicked.connect(self.switch_layer)
        self.all_on.clicked.connect(self.switch_all_on)
        self.as_table.clicked.connect(self.show_table)

    def _build(self) -> None:
        order_row = QHBoxLayout()
        order_row.addWidget(self.order, 1)
        order_row.addWidget(self.sweep)
        self.order.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(self.grid)
        self._area.installEventFilter(self)
        buttons = QWidget()
        flow = FlowLayout(buttons, gap=5, line_gap=4)
        for button in (self.best, self.rollout, self.switch, self.layer_off, self.all_on, self.as_table):
            flow.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(joined(*self.kinds.values()), 0, Qt.AlignmentFlag.AlignLeft)
        layout.addLayout(order_row)
        layout.addWidget(self.progress)
        layout.addWidget(self._area, 1)
        layout.addWidget(StableHeight(buttons))
        layout.addWidget(StableHeight(self.legend))
        kept = self.progress.sizePolicy()
        kept.setRetainSizeWhenHidden(True)
        self.progress.setSizePolicy(kept)
        self.progress.hide()
        if not self._switches:
            for button in (self.sweep, self.switch, self.layer_off, self.all_on):
                button.hide()

    def sizeHint(self) -> QSize:
        line = self.fontMetrics().height()
        return QSize(line * 16, line * 22)

    def minimumSizeHint(self) -> QSize:
        line = self.fontMetrics().height()
        return QSize(round(line * 13.5), line * 10)

    # what it shows

    def set_model(self, best: BestMap | None, taught: tuple[str, int, int] | None = None) -> None:
        """Begin with the map of a model that aligns best, if one is known; other kinds begin with a head of that layer."""
        self._tiles.set_model(best, taught)
        self._chosen = {CROSS: best.view.heads or ((best.view.layer, best.view.head),)} if best else {}
        self.best.setVisible(best is not None)
        self.rollout.setChecked(False)
        self.kinds[CROSS].setChecked(True)
        self._show_tiles()

    def show_answer(self, answer: Answer, off: Off = ()) -> None:
        """Show the heads of an answer."""
        self._tiles.set_answer(answer, off)
        known = {each.attention.kind for each in answer}
        if not {self.kind()} & known:
            self.kinds[answer[0].attention.kind].setChecked(True)
        for kind, button in self.kinds.items():
            button.setVisible(kind in known and len(known) > 1)
        self._show_tiles()

    def forget_effects(self) -> None:
        """The next answer is another: what was measured is no longer true."""
        self._tiles.set_effects(None, complete=False)

    def show_effects(
        self, effects: Mapping[str, np.ndarray] | None, *, share: float = 0.0, running: bool = False
    ) -> None:
        """Show what a sweep knows so far of each kind's heads [layer, head]: ``share`` of all."""
        self._tiles.set_effects(effects, complete=share >= 1)
        self.sweep.setChecked(running)
        self.progress.setVisible(running)
        self.progress.setValue(round(1000 * share))
        self._word_sweep()
        self._show_tiles()

    def wants_effects(self) -> bool:
        """Whether the order asks for a sweep whose figures are not there."""
        return self.order.currentData() == "effect" and not self._tiles.knows_effects()

    def kind(self) -> str:
        return next(kind for kind, button in self.kinds.items() if button.isChecked())

    def heads(self) -> tuple[Pair, ...]:
        """The heads of the shown kind that are chosen."""
        best = self._tiles.best
        return self._chosen.get(self.kind()) or ((best.view.layer if best else 0, 0),)

    def chosen(self, kind: str) -> tuple[Pair, ...]:
        """The heads that are chosen of any kind."""
        return self._chosen.get(kind) or ((0, 0),)

    def follows(self) -> bool:
        """Whether all layers are followed."""
        return self._can_be_followed() and self.rollout.isChecked()

    def _can_be_followed(self) -> bool:
        """A rollout that no text explains is not offered."""
        return bool(self._texts.kind(self.kind()).rollout)

    def map_view(self, view: MapView) -> MapView:
        """A view of the chosen heads."""
        pairs = self.heads()
        layer, head = pairs[0]
        return replace(view, kind=self.kind(), layer=layer, head=head, heads=pairs if len(pairs) > 1 else ())

    def choose(self, kind: str, pairs: Sequence[Pair] = (), *, rollout: bool = False) -> None:
        """Take a kind and heads without announcing it; ones that there are not are left out."""
        if kind in self.kinds:
            self.kinds[kind].setChecked(True)
            known = self._tiles.pairs(kind) or pairs
            kept = tuple(pair for pair in pairs if pair in known)
            if kept:
                self._chosen[kind] = kept
        self.rollout.setChecked(rollout)
        self._show_tiles()

    def order_by(self, by: str) -> None:
        """Sort the heads; by effect, they are measured."""
        self.order.setCurrentIndex(max(self.order.findData(by), 0))
        self._order_chosen()

    def step(self, by: int) -> None:
        """Show the head after (or before) the chosen one, in the order of the grid."""
        tiles = self.grid.tiles()
        if tiles is not None:
            at = tiles.order.index(self.heads()[0]) if self.heads()[0] in tiles.order else 0
            self._heads_chosen((tiles.order[(at + by) % len(tiles.order)],))

    def light(self, rows: tuple[int, ...], columns: tuple[int, ...]) -> None:
        """Point out queries and keys in every thumbnail."""
        self.grid.light(rows, columns)

    def set_stale(self, stale: bool) -> None:
        self.grid.set_stale(stale)

    def show_table(self) -> HeadsTable:
        """All heads of the shown kind with their measures, beside the window."""
        from attnviz.ui.attention.heads_table import HeadsTable  # not before the first paint

        if self._table is None:
            self._table = HeadsTable(self._name, self)
            self._table.chosen.connect(self._heads_chosen)
        self._fill_table()
        self._table.show()
        self._table.raise_()
        return self._table

    def _fill_table(self) -> None:
        if self._table is not None:
            self._table.show_heads(self.kinds[self.kind()].text(), self._tiles.measures(self.kind()))

    # switches

    def switch_heads(self, pairs: Sequence[Pair]) -> None:
        """Switch these heads of the shown kind off, or all on where all of them are off."""
        kind, off = self.kind(), set(self._tiles.off)
        meant = {(kind, layer, head) for layer, head in pairs}
        self.off_wanted.emit(tuple(sorted(off - meant if meant <= off else off | meant)))

    def switch_chosen(self) -> None:
        """Switch the chosen heads off or on."""
        self.switch_heads(self.heads())

    def switch_layer(self) -> None:
        """Switch the whole layer of the chosen head off or on."""
        layer = self.heads()[0][0]
        self.switch_heads([pair for pair in self._tiles.pairs(self.kind()) if pair[0] == layer])

    def switch_all_on(self) -> None:
        """Switch every head on."""
        if self._tiles.off:
            self.off_wanted.emit(())

    # events

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._area and event.type() == QEvent.Type.Resize:
            self.grid.set_room(self._area.height())
        return False

    def retranslate(self) -> None:
        for kind, button in self.kinds.items():
            texts = self._texts.kind(kind)
            button.setText(texts.short)
            button.setToolTip(texts.tip)
            button.setAccessibleName(texts.tip)
        self.rollout.setText(self.tr("Rollout"))
        self.rollout.setToolTip(self.tr("Follow all layers down to what was read: an approximation"))
        self.rollout.setAccessibleName(self.rollout.text())
        self.order.setAccessibleName(self.tr("Order of the heads"))
        for by, text in {
            "place": self.tr("by layer"),
            "entropy": self.tr("sharpest first"),
            "diagonal": self.tr("most diagonal first"),
            "agreement": self.tr("closest to the best alignment"),
            "effect": self.tr("largest effect first"),
        }.items():
            self.order.setItemText(self.order.findData(by), text)
        self.best.setText(self.tr("Best-aligned head"))
        self.best.setToolTip(self.tr("Back to the head with the best word alignment"))
        self.best.setAccessibleName(self.best.toolTip())
        self.grid.setAccessibleName(self.tr("Heads"))
        self.progress.setAccessibleName(self.tr("How far the test of all heads is"))
        self.as_table.setText(self.tr("Table"))
        self.as_table.setToolTip(self.tr("All heads with their measures: sort them, save them as CSV"))
        self.as_table.setAccessibleName(self.as_table.toolTip())
        self._word_sweep()
        self._word_switches()
        self._tiles.forget()
        self._show_tiles()

    def _word_sweep(self) -> None:
        self.sweep.setText(self.tr("Stop") if self.sweep.isChecked() else self.tr("Test every head"))
        self.sweep.setAccessibleName(self.tr("Measure the effect of every head"))
        self.sweep.setToolTip(
            self._texts.sweep_tip()
            or self.tr("Switch off one head after another and measure how much less probable the translation becomes")
        )

    def _word_switches(self) -> None:
        kind, all_off = self.kind(), set(self._tiles.off)
        off = {(kind, *pair) for pair in self.heads()} <= all_off
        self.switch.setText(self.tr("Switch on") if off else self.tr("Switch off"))
        self.switch.setToolTip(
            self._texts.switch_tip() or self.tr("The chosen heads; the translation follows at once (key O in the grid)")
        )
        self.switch.setAccessibleName(
            self.tr("Switch the chosen heads on") if off else self.tr("Switch the chosen heads off")
        )
        layer = self.heads()[0][0]
        pairs = self._tiles.pairs(kind)
        layer_off = bool(pairs) and {(kind, *pair) for pair in pairs if pair[0] == layer} <= all_off
        text = self.tr("Layer {} on") if layer_off else self.tr("Layer {} off")
        self.layer_off.setText(text.format(layer + 1))
        self.layer_off.setToolTip(self.tr("Switch all heads of this layer off or on"))
        self.layer_off.setAccessibleName(self.layer_off.toolTip())
        self.all_on.setText(self.tr("All on ({} off)").format(len(all_off)))
        self.all_on.setAccessibleName(self.all_on.text())
        self.all_on.setVisible(self._switches and bool(all_off))
        for button in (self.switch, self.layer_off):
            button.setEnabled(not self.follows())

    # inside

    def _kind_chosen(self) -> None:
        self.rollout.setChecked(False)
        self._show_tiles()
        self.changed.emit()

    def _rollout_chosen(self) -> None:
        self._show_tiles()
        self.changed.emit()

    def _heads_chosen(self, pairs: tuple[Pair, ...]) -> None:
        self._chosen[self.kind()] = tuple(pairs)
        self.rollout.setChecked(False)
        self.grid.set_choice(self.heads())
        self._word_switches()
        self.changed.emit()

    def _order_chosen(self) -> None:
        self._show_tiles()
        if self.wants_effects() and not self.sweep.isChecked():
            self.sweep_wanted.emit(True)

    def _sweep_clicked(self, on: bool) -> None:
        if on:
            self.order.setCurrentIndex(self.order.findData("effect"))
        self.sweep_wanted.emit(on)

    def _follow(self, box: QRectF) -> None:
        center = box.center().toPoint()
        self._area.ensureVisible(center.x(), center.y(), 0, round(box.height()))

    def _show_tiles(self) -> None:
        """Show the heads in their order, with their marks; the chosen ones framed."""
        kind = self.kind()
        tiles = self._tiles.tiles(kind, str(self.order.currentData()))
        if tiles is None:
            return
        self.grid.set_tiles(tiles)
        self.grid.set_choice(() if self.follows() else self.heads())
        self.rollout.setVisible(self._can_be_followed())
        self._word_switches()
        marks = legend(tiles)
        self.legend.setText(marks)
        self.legend.setVisible(bool(marks))
        self._fill_table()
