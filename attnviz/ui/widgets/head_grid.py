"""All heads of all layers as thumbnails: click one to see it large, several to see their mean, switch any of them off."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QFont,
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QPolygonF,
    QResizeEvent,
)
from PySide6.QtWidgets import QMenu, QSizePolicy, QToolTip, QWidget

from attnviz.later import np
from attnviz.ui.theme import colors
from attnviz.ui.widgets import head_atlas
from attnviz.ui.widgets.alignment_view import DIMMED
from attnviz.ui.widgets.head_atlas import Pair, Plan

NONE: frozenset[Pair] = frozenset()
USUAL_WIDTH = 220
_BEST, _TAUGHT, _SINK = (
    QColor("#4cc0d2"),
    QColor("#f2b661"),
    QColor("#ff8f80"),
)  # seen on the scale's navy in both themes


@dataclass(frozen=True, eq=False)
class Tiles:
    """What the thumbnails show: maps [layer, head, query, key] in ``order``, and marks on some of the heads."""

    weights: np.ndarray
    order: tuple[Pair, ...]
    by_layer: bool = True
    off: frozenset[Pair] = NONE
    best: frozenset[Pair] = NONE
    taught: frozenset[Pair] = NONE
    sinks: frozenset[Pair] = NONE
    effects: np.ndarray | None = None  # [layer, head], NaN where not measured
    words: dict[Pair, str] = field(default_factory=dict)  # what a tool tip says of each head


class HeadGrid(QWidget):
    """``chosen`` carries the (layer, head) pairs to show, ``switched`` those to switch off or on again."""

    chosen = Signal(object)
    switched = Signal(object)
    reached = Signal(QRectF)  # where the keyboard went, so that a scroll area can follow

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tiles: Tiles | None = None
        self._choice: tuple[Pair, ...] = ()
        self._current = 0
        self._hovered: int | None = None
        self._lit: tuple[tuple[int, ...], tuple[int, ...]] = ((), ())
        self._stale = False
        self._plan: Plan | None = None
        self._still: QPixmap | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    # what it shows

    def tiles(self) -> Tiles | None:
        return self._tiles

    def choice(self) -> tuple[Pair, ...]:
        return self._choice

    def set_tiles(self, tiles: Tiles) -> None:
        """Show these heads; the keyboard stays on the head where it was."""
        at = self._pair(self._current)
        self._tiles = tiles
        self._current = tiles.order.index(at) if at in tiles.order else 0
        self._hovered = None
        self._refresh()

    def set_choice(self, pairs: tuple[Pair, ...]) -> None:
        """Frame the heads that are shown large."""
        if pairs != self._choice:
            self._choice = pairs
            if self._tiles and pairs and pairs[0] in self._tiles.order and self._pair(self._current) not in pairs:
                self._current = self._tiles.order.index(pairs[0])
            self.update()

    def light(self, rows: tuple[int, ...], columns: tuple[int, ...]) -> None:
        """Point out these queries and keys in every thumbnail."""
        if (rows, columns) != self._lit:
            self._lit = (rows, columns)
            self.update()

    def set_stale(self, stale: bool) -> None:
        if stale != self._stale:
            self._stale = stale
            self.update()

    def plan(self) -> Plan:
        """Where things stand now."""
        if self._plan is None:
            self._plan = self._laid_out(self.width())
        return self._plan

    def describe(self, index: int) -> str:
        """A head in words."""
        pair = self._pair(index)
        if pair is None or self._tiles is None:
            return ""
        return self._tiles.words.get(pair, "")

    # sizes

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return round(self._laid_out(width).height)

    def sizeHint(self) -> QSize:
        """The same at every width: a scroll area that is resized by a hint that its own resizing changes never ends."""
        return QSize(USUAL_WIDTH, self.heightForWidth(USUAL_WIDTH))

    def minimumSizeHint(self) -> QSize:
        return QSize(round(head_atlas.SMALLEST) * 2, round(head_atlas.SMALLEST) * 2)

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        tiles = self._tiles
        if tiles is None:
            return
        plan, palette = self.plan(), colors()
        if self._still is None:
            self._still = self._draw_still(tiles, plan)
        painter = QPainter(self)
        painter.setOpacity(DIMMED if self._stale else 1.0)
        painter.drawPixmap(0, 0, self._still)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_lit(painter, tiles, plan)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for i, (pair, box) in enumerate(zip(plan.order, plan.boxes, strict=True)):
            if pair in self._choice:
                painter.setPen(QPen(palette.panel, 4.5))
                painter.drawRect(box)
                painter.setPen(QPen(palette.accent, 3.0))
                painter.drawRect(box)
            elif i == self._hovered:
                painter.setPen(QPen(palette.accent, 1.5))
                painter.drawRect(box)
        if self.hasFocus() and self._current < len(plan.boxes):
            painter.setOpacity(1.0)
            painter.setPen(QPen(palette.text, 1.5, Qt.PenStyle.DotLine))
            painter.drawRect(plan.boxes[self._current].adjusted(-3, -3, 3, 3))
        painter.end()

    def _draw_still(self, tiles: Tiles, plan: Plan) -> QPixmap:
        """Everything but what follows pointer, keyboard and choice."""
        ratio, palette = self.devicePixelRatioF(), colors()
        image = head_atlas.atlas(tiles.weights, plan, self.width(), ratio=ratio)
        small = self._small()
        metrics = QFontMetricsF(small)
        with QPainter(image) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setFont(small)
            painter.setPen(palette.muted)
            for layer, box in plan.layers:
                text = self.tr("Layer {}").format(layer + 1)
                painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)
            most = 0.0 if tiles.effects is None else float(np.nanmax(np.abs(tiles.effects), initial=0.0))
            for pair, box in zip(plan.order, plan.boxes, strict=True):
                name = f"{pair[1] + 1}" if tiles.by_layer else f"{pair[0] + 1}.{pair[1] + 1}"
                foot = QRectF(box.left(), box.bottom() + 1, box.width(), plan.foot)
                painter.setPen(palette.accent if pair in tiles.best else palette.muted)
                painter.drawText(foot, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, name)
                left = box.left() + metrics.horizontalAdvance(name) + 5
                if tiles.effects is not None and most > 0:
                    room = QRectF(left, foot.center().y() - 2.5, box.right() - left, 5)
                    self._draw_effect(painter, room, float(tiles.effects[pair]) / most)
                self._draw_marks(painter, tiles, pair, box)
        return QPixmap.fromImage(image)

    def _draw_effect(self, painter: QPainter, room: QRectF, share: float) -> None:
        """A bar as long as the head matters; hollow where the translation is more probable without it."""
        if np.isnan(share) or room.width() < 4:
            return
        palette = colors()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(palette.border)
        painter.drawRoundedRect(room, 2, 2)
        bar = QRectF(room)
        bar.setWidth(max(room.width() * min(abs(share), 1.0), 1.5))
        painter.setBrush(palette.accent if share >= 0 else palette.warning)
        painter.drawRoundedRect(bar, 2, 2)

    def _draw_marks(self, painter: QPainter, tiles: Tiles, pair: Pair, box: QRectF) -> None:
        """Off: veiled and struck out. Best: a corner. Taught: a square. Sink: a dot."""
        palette = colors()
        painter.setPen(Qt.PenStyle.NoPen)
        if pair in tiles.off:
            veil = QColor(palette.panel)
            veil.setAlpha(190)
            painter.fillRect(box, veil)
            painter.setPen(QPen(palette.danger, 2.5))
            painter.drawLine(box.bottomLeft() + QPointF(3, -3), box.topRight() + QPointF(-3, 3))
            painter.setPen(Qt.PenStyle.NoPen)
        if pair in tiles.best:
            corner = [box.topLeft(), box.topLeft() + QPointF(16, 0), box.topLeft() + QPointF(0, 16)]
            painter.setPen(QPen(palette.panel, 1.0))
            painter.setBrush(_BEST)
            painter.drawPolygon(QPolygonF(corner))
        painter.setPen(QPen(palette.panel, 1.0))
        if pair in tiles.taught:
            painter.setBrush(_TAUGHT)
            painter.drawRect(QRectF(box.left() + 2, box.bottom() - 10, 8, 8))
        if pair in tiles.sinks:
            painter.setBrush(_SINK)
            painter.drawEllipse(QPointF(box.right() - 6, box.bottom() - 6), 4.0, 4.0)
        painter.setPen(QPen(palette.border, 1.0))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(box)

    def _draw_lit(self, painter: QPainter, tiles: Tiles, plan: Plan) -> None:
        """Thin frames around the queries and keys that are pointed at."""
        rows, columns = self._lit
        queries, keys = tiles.weights.shape[-2:]
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(_TAUGHT, 1.5))
        for box in plan.boxes:
            if rows and rows[-1] < queries:
                tall = box.height() / queries
                painter.drawRect(
                    QRectF(box.left(), box.top() + rows[0] * tall, box.width(), tall * (rows[-1] - rows[0] + 1))
                )
            if columns and columns[-1] < keys:
                wide = box.width() / keys
                left = box.left() + columns[0] * wide
                painter.drawRect(QRectF(left, box.top(), wide * (columns[-1] - columns[0] + 1), box.height()))

    # pointer and keyboard

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        hovered = self.plan().at(event.position()) if self._tiles else None
        if hovered != self._hovered:
            self._hovered = hovered
            self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._hovered = None
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._tiles is None or event.button() != Qt.MouseButton.LeftButton:
            return
        index, layer = self.plan().at(event.position()), self.plan().layer_at(event.position())
        if index is not None:
            self._current = index
            self._choose(event.modifiers())
        elif layer is not None:
            self.chosen.emit(tuple(pair for pair in self.plan().order if pair[0] == layer))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self._tiles is None:
            return
        by_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        index = self.plan().at(QPointF(event.pos())) if by_mouse else self._current
        pair = None if index is None else self._pair(index)
        if pair is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        layer = tuple(each for each in self._tiles.order if each[0] == pair[0])
        for text, signal, value in (
            (self.tr("Show this head"), self.chosen, (pair,)),
            (self.tr("Add it to the mean, or take it out"), self.chosen, self._toggled(pair)),
            (self.tr("Show the mean of layer {}").format(pair[0] + 1), self.chosen, layer),
            (None, None, None),
            (
                self.tr("Switch it on") if pair in self._tiles.off else self.tr("Switch it off"),
                self.switched,
                (pair,),
            ),
            (self.tr("Switch layer {} off or on").format(pair[0] + 1), self.switched, layer),
        ):
            if text is None or signal is None:
                menu.addSeparator()
            else:
                menu.addAction(text).triggered.connect(lambda _=False, s=signal, v=value: s.emit(v))
        menu.popup(event.globalPos())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, count = Qt.Key(event.key()), len(self._tiles.order) if self._tiles else 0
        steps = {
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Up: -self.plan().columns,
            Qt.Key.Key_Down: self.plan().columns,
            Qt.Key.Key_Home: -count,
            Qt.Key.Key_End: count,
        }
        if not count:
            return super().keyPressEvent(event)
        if key in steps:
            self._walk(min(max(self._current + steps[key], 0), count - 1))
            if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                self._choose(Qt.KeyboardModifier.ShiftModifier)
        elif key in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(event.modifiers())
        elif key in (Qt.Key.Key_O, Qt.Key.Key_Delete) and (pair := self._pair(self._current)):
            self.switched.emit((pair,))
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and self._tiles is not None:
            index = self.plan().at(QPointF(event.pos()))
            if index is None:
                QToolTip.hideText()
            else:
                QToolTip.showText(event.globalPos(), self.describe(index), self, self.plan().boxes[index].toRect())
            return True
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._refresh()
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._tell()
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._plan = self._still = None

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        kinds = QEvent.Type
        if event.type() in (kinds.PaletteChange, kinds.FontChange, kinds.StyleChange, kinds.LanguageChange):
            self._refresh()

    def _choose(self, modifiers: Qt.KeyboardModifier) -> None:
        """Show the current head alone; with Ctrl or Shift together with those chosen before, or without them."""
        pair = self._pair(self._current)
        if pair is None:
            return
        several = modifiers & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
        self._tell()
        self.chosen.emit(self._toggled(pair) if several else (pair,))

    def _toggled(self, pair: Pair) -> tuple[Pair, ...]:
        """The chosen heads with or without one; the last one stays."""
        if pair in self._choice:
            return tuple(each for each in self._choice if each != pair) or (pair,)
        return (*self._choice, pair)

    def _walk(self, index: int) -> None:
        self._current = index
        self.reached.emit(self.plan().boxes[index])
        self._tell()
        self.update()

    def _tell(self) -> None:
        self.setAccessibleDescription(self.describe(self._current))
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))

    def _pair(self, index: int) -> Pair | None:
        order = self._tiles.order if self._tiles else ()
        return order[index] if index < len(order) else None

    def _small(self) -> QFont:
        font = QFont(self.font())
        if font.pointSizeF() > 0:
            font.setPointSizeF(font.pointSizeF() * 0.82)
        return font

    def _laid_out(self, width: float) -> Plan:
        tiles = self._tiles
        line = QFontMetricsF(self.font()).height()
        if tiles is None:
            return head_atlas.lay_out((), width, aspect=1.0, line=line, by_layer=False)
        queries, keys = tiles.weights.shape[-2:]
        return head_atlas.lay_out(tiles.order, width, aspect=queries / max(keys, 1), line=line, by_layer=tiles.by_layer)

    def _refresh(self) -> None:
        self._plan = self._still = None
        self.updateGeometry()
        self.update()
