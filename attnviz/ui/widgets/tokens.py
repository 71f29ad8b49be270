"""A sentence as a row of chips, one a token or word, that are hovered, clicked and walked like the pictures of its alignment."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from attnviz.ui.screen_readers import tell_description
from attnviz.ui.theme import colors
from attnviz.ui.widgets.alignment_view import DIMMED
from attnviz.ui.widgets.plain_text import tip
from attnviz.ui.widgets.selection import Selection, Spot
from attnviz.ui.widgets.special_tokens import meaning

if TYPE_CHECKING:
    from collections.abc import Sequence

    from attnviz.engine.attention.maps import MapPicture

_PAD, _GAP, _BAR = 5.0, 3.0, 3.0


@dataclass(frozen=True)
class Chip:
    """What a chip says beside its text: how probable it was (None: not said), whether it was forced, whether it is no word, whether
    the model is ``unsure`` of it (its edge is dashed).
    """

    text: str
    probability: float | None = None
    forced: bool = False
    quiet: bool = False
    unsure: bool = False


def reads_right_to_left(texts: Sequence[str]) -> bool:
    """Whether the first letter with a direction is Hebrew, Arabic or the like."""
    for character in "".join(texts):
        direction = unicodedata.bidirectional(character)
        if direction in ("L", "R", "AL"):
            return direction != "L"
    return False


def flow(widths: Sequence[float], *, room: float, height: float, right_to_left: bool = False) -> list[QRectF]:
    """Boxes of these widths set in lines of at most ``room``; from the right for right-to-left text."""
    boxes, x, y = [], 0.0, 0.0
    for width in widths:
        width = min(width, room)
        if x > 0 and x + width > room:
            x, y = 0.0, y + height + _GAP
        boxes.append(QRectF(room - x - width if right_to_left else x, y, width, height))
        x += width + _GAP
    return boxes


def _mixed(ground: QColor, over: QColor, share: float) -> QColor:
    """A colour with a share of another over it."""
    if not share:
        return ground
    parts = zip(ground.getRgb(), over.getRgb(), strict=True)  # type: ignore[call-overload]
    return QColor(*(round(a + (b - a) * share) for a, b in parts))


class TokenRow(QWidget):
    """The chips of one side (target rows or source columns). Where the other side's token is shown, chips glow by weight;
    where they are ``relative``, by its share of the strongest weight, since weights over many places are small."""

    reflowed = Signal()  # other chips, so perhaps another height
    reached = Signal(QRectF)  # the chip the keyboard went to, so that a scroll area can follow

    def __init__(
        self, selection: Selection, *, target: bool, relative: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._selection, self._target, self._relative = selection, target, relative
        self._chips: tuple[Chip, ...] = ()
        self._picture: MapPicture | None = None
        self._boxes: list[QRectF] = []
        self._flows: dict[float, list[QRectF]] = {}  # layouts ask for the same widths again and again
        self._chip_widths: list[float] | None = None
        self._high: float | None = None  # a chip's height
        self._stale = False
        self._marked: tuple[int, int] | None = None  # as of the last change
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        selection.changed.connect(self._selection_changed)

    def chips(self) -> tuple[Chip, ...]:
        return self._chips

    def set_chips(self, chips: Sequence[Chip], picture: MapPicture) -> None:
        """Show other tokens; ``picture`` is the alignment they belong to."""
        same = tuple(chips) == self._chips
        self._chips, self._picture = tuple(chips), picture
        if same:  # only where they look is another, as when another head is shown
            return self.update() if self._selection.shown else None
        self._measure_again()
        self.updateGeometry()
        self.update()
        self.reflowed.emit()
        return None

    def set_stale(self, stale: bool) -> None:
        if stale != self._stale:
            self._stale = stale
            self.update()

    def box(self, index: int) -> QRectF:
        """Where a chip stands, in this widget's pixels."""
        return self._laid_out()[index]

    def index_at(self, point: QPointF) -> int | None:
        return next((i for i, box in enumerate(self._laid_out()) if box.contains(point)), None)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        boxes = self._flow(width)
        return round(boxes[-1].bottom() + 1) if boxes else round(self._chip_height()) + 1

    def sizeHint(self) -> QSize:
        width = max(self.width(), 200)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(80, round(self._chip_height()) + 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        palette = colors()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setOpacity(DIMMED if self._stale else 1.0)
        painter.setFont(self.font())
        metrics = QFontMetricsF(self.font())
        current, pinned = self._own(self._selection.shown), self._own(self._selection.pinned)
        written = self._selection.written if self._target else None
        seen = event.region()
        for i, (chip, box) in enumerate(zip(self._chips[:written], self._laid_out()[:written], strict=True)):
            if not seen.intersects(box.toAlignedRect()):
                continue
            here = i == current
            glow = 0.0 if here else self._glow(i)
            share = min(0.06 + glow * 0.5, 0.5) if glow > 0.004 else 0.0
            painter.setPen(self._edge(chip, here))
            painter.setBrush(palette.accent_soft if here else _mixed(palette.panel, palette.accent, share))
            body = box.adjusted(1, 1, -1, -1)
            painter.drawRoundedRect(body, 6, 6)
            painter.setPen(palette.muted if chip.quiet else palette.text)
            text = chip.text
            if box.width() >= self.width():  # perhaps more than one line holds
                text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, box.width() - _PAD)
            painter.drawText(box.adjusted(0, 0, 0, -_BAR), Qt.AlignmentFlag.AlignCenter, text)
            if chip.probability is not None:
                self._draw_probability(painter, body, chip)
            if chip.forced or i == pinned:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(palette.warning if chip.forced else palette.accent)
                painter.drawEllipse(QPointF(body.right() - 3.5, body.top() + 3.5), 3.2, 3.2)
        if self.hasFocus() and current is None:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(palette.accent, 1.0))
            painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), 6, 6)
        painter.end()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        index = self.index_at(event.position())
        self._selection.hover(None if index is None else self._spot(index))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            index = self.index_at(event.position())
            self._selection.clear() if index is None else self._selection.pin(self._spot(index))

    def leaveEvent(self, event: QEvent) -> None:
        self._selection.hover(None)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        by_key = event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        if by_key and self._chips and not self._selection.shown:
            self._selection.hover(self._spot(0))
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._selection.hover(None)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, selection = event.key(), self._selection
        current = self._own(selection.hovered or selection.shown)
        ahead = Qt.Key.Key_Left if reads_right_to_left([c.text for c in self._chips]) else Qt.Key.Key_Right
        last = len(self._chips) - 1
        if last < 0:
            return super().keyPressEvent(event)
        if key == Qt.Key.Key_Space:
            selection.play_wanted.emit()
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            step = 1 if key == ahead else -1
            self._walk(0 if current is None else min(max(current + step, 0), last))
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._walk(0 if key == Qt.Key.Key_Home else last)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and current is not None:
            selection.pin(self._spot(current))
        elif key == Qt.Key.Key_Escape and (selection.shown or selection.written):
            selection.clear()
        elif selection.type_digit(key):
            pass
        else:
            super().keyPressEvent(event)
        return None

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            index = self.index_at(QPointF(event.pos()))
            if index is None:
                QToolTip.hideText()
            else:
                QToolTip.showText(event.globalPos(), tip(self._words(index)), self, self.box(index).toRect())
            return True
        return super().event(event)

    def resizeEvent(self, event: QEvent) -> None:
        self._boxes = []

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange, QEvent.Type.PaletteChange):
            self._measure_again()
            self.updateGeometry()
            self.update()

    def _measure_again(self) -> None:
        """Forget all sizes: the words or their font are others."""
        self._boxes, self._flows = [], {}
        self._chip_widths = self._high = None

    def _edge(self, chip: Chip, here: bool) -> QPen:
        palette = colors()
        if not chip.unsure:
            return QPen(palette.accent if here else palette.border, 2.0 if here else 1.0)
        return QPen(palette.accent if here else palette.muted, 2.0 if here else 1.2, Qt.PenStyle.DashLine)

    def _draw_probability(self, painter: QPainter, body: QRectF, chip: Chip) -> None:
        """A bar below the word, as long as the word was probable."""
        palette = colors()
        track = QRectF(body.left() + 5, body.bottom() - _BAR - 2, body.width() - 10, _BAR)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(palette.border)
        painter.drawRoundedRect(track, 1.5, 1.5)
        painter.setBrush(palette.accent)
        track.setWidth(track.width() * min(max(chip.probability or 0.0, 0.0), 1.0))
        painter.drawRoundedRect(track, 1.5, 1.5)

    def _walk(self, index: int) -> None:
        self._selection.walk(self._spot(index))
        self.reached.emit(self.box(index))

    def _spot(self, index: int) -> Spot:
        return Spot(row=index) if self._target else Spot(column=index)

    def _own(self, spot: Spot | None) -> int | None:
        """This side's place in a spot."""
        if spot is None:
            return None
        return spot.row if self._target else spot.column

    def _glow(self, index: int) -> float:
        """The weight between a chip and the other side's shown token."""
        spot, picture = self._selection.shown, self._picture
        if spot is None or picture is None or self._own(spot) is not None:
            return 0.0
        row, column = (index, spot.column) if self._target else (spot.row, index)
        rows, columns = picture.weights.shape
        if row is None or column is None or row >= rows or column >= columns:
            return 0.0
        line = picture.weights[:, column] if self._target else picture.weights[row]
        return float(line[index]) / (max(float(line.max()), 1e-12) if self._relative else 1.0)

    def _words(self, index: int) -> str:
        return "\n".join(filter(None, (self._said(self._chips[index]), meaning(self._chips[index].text))))

    def _said(self, chip: Chip) -> str:
        if chip.probability is None:
            return chip.text
        return self.tr("{text}: probability {percent} %").format(
            text=chip.text, percent=f"{chip.probability * 100:.1f}"
        )

    def _chip_height(self) -> float:
        if self._high is None:
            self._high = QFontMetricsF(self.font()).height() + 2 * 4 + _BAR
        return self._high

    def _flow(self, room: float) -> list[QRectF]:
        if room not in self._flows:
            texts = [chip.text for chip in self._chips]
            if self._chip_widths is None:
                metrics = QFontMetricsF(self.font())
                self._chip_widths = [max(metrics.horizontalAdvance(text), 8.0) + 2 * _PAD + 2 for text in texts]
            right_to_left = reads_right_to_left(texts)
            self._flows[room] = flow(
                self._chip_widths, room=room, height=self._chip_height(), right_to_left=right_to_left
            )
        return self._flows[room]

    def _laid_out(self) -> list[QRectF]:
        if len(self._boxes) != len(self._chips):
            self._boxes = self._flow(self.width())
        return self._boxes

    def _selection_changed(self) -> None:
        before, self._marked = self._marked, self._marks()
        if before is None or self._marked is None:
            self.update()
        else:  # only what is marked otherwise: a word's map should not wait for all words
            boxes = self._laid_out()
            for old, new in zip(before, self._marked, strict=True):
                for i in (old, new) if old != new else ():
                    if 0 <= i < len(boxes):
                        self.update(boxes[i].toAlignedRect())
        current = self._own(self._selection.shown)
        if self.hasFocus() and current is not None and current < len(self._chips):
            self.setAccessibleDescription(self._words(current))
            tell_description(self)

    def _marks(self) -> tuple[int, int] | None:
        """The chip that is pointed at and the one that is pinned (-1: none); None where others look otherwise for them as well."""
        current, pinned = self._own(self._selection.shown), self._own(self._selection.pinned)
        if current is None or self._selection.written is not None:
            return None  # chips glow, or are not all written
        return current, -1 if pinned is None else pinned
