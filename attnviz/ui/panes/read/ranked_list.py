"""The list of texts in their order: each with its share of the attention, its score, and its place by plain word overlap."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from attnviz.engine.read.shares import shares
from attnviz.lazy_numpy import np
from attnviz.ui.theme import colors
from attnviz.ui.widgets.named import named

if TYPE_CHECKING:
    from attnviz.engine.read.messages import Found

Index = QModelIndex | QPersistentModelIndex


class Ranking(QAbstractListModel):
    """Texts best first once they are ranked, before that as they were given."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: tuple[str, ...] = ()
        self.order = np.zeros(0, np.int64)
        self.scores = np.zeros(0, np.float32)
        self.shares = np.zeros(0, np.float32)
        self.overlap = np.zeros(0, np.float32)
        self.places = np.zeros(0, np.int64)  # by plain word overlap, from 1; 0 for none

    def show_texts(self, texts: tuple[str, ...]) -> None:
        """Other texts, not ranked yet."""
        self.beginResetModel()
        self.texts, self.order = texts, np.arange(len(texts))
        self.scores = self.shares = self.overlap = np.zeros(0, np.float32)
        self.endResetModel()

    def show_found(self, found: Found, temperature: float) -> None:
        """Another ranking of the same texts."""
        self.layoutAboutToBeChanged.emit()
        self.texts = found.request.texts
        self.order, self.scores, self.overlap = found.order, found.scores, found.overlap
        self.places = np.zeros(len(self.texts), np.int64)
        self.places[found.overlap_order] = np.arange(1, len(self.texts) + 1)
        self.places[found.overlap <= 0] = 0
        self.shares = shares(found.scores, temperature)
        self.layoutChanged.emit()

    def warm(self, temperature: float) -> None:
        """Another temperature."""
        if len(self.scores):
            self.shares = shares(self.scores, temperature)
            self.dataChanged.emit(self.index(0), self.index(self.rowCount() - 1))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - as Qt calls it
        return 0 if parent.isValid() else len(self.order)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self.order):
            return None
        text = int(self.order[index.row()])
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.texts[text]
        if role == Qt.ItemDataRole.UserRole:
            return text
        return None


class _Row(QStyledItemDelegate):
    """A bar as long as the share, the text in two lines, numbers at the right."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(100, round(QFontMetricsF(option.font).height() * 2 + 18))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model, _widget = index.model(), option.widget
        assert isinstance(model, Ranking)
        palette, metrics = colors(), QFontMetricsF(option.font)
        text = int(model.order[index.row()])
        ranked = len(model.scores) == len(model.texts)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        body = QRectF(option.rect).adjusted(1, 2, -1, -2)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.setPen(QPen(palette.accent, 2) if chosen else QPen(palette.border, 1))
        painter.setBrush(palette.panel)
        painter.drawRoundedRect(body, 6, 6)
        right = body.right() - 8
        if ranked:
            share = float(model.shares[text])
            bar = QRectF(body).adjusted(1, 1, -1, -1)
            bar.setWidth(bar.width() * min(max(share, 0.0), 1.0))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(palette.accent_soft)
            if bar.width() > 2:
                painter.drawRoundedRect(bar, 5, 5)
            number = f"{share * 100:.1f} %"
            small = QFont(option.font)
            small.setPointSizeF(max(small.pointSizeF() * 0.85, 1.0))
            place = int(model.places[text])
            beside = f"BM25: {place or '–'}"
            width = max(metrics.horizontalAdvance(number), QFontMetricsF(small).horizontalAdvance(beside)) + 4
            box = QRectF(right - width, body.top(), width, body.height() / 2 + 2)
            painter.setPen(palette.text)
            painter.drawText(
                box.adjusted(0, 4, 0, 0), Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, number
            )
            painter.setFont(small)
            painter.setPen(palette.muted)
            painter.drawText(
                QRectF(box.left(), box.bottom() - 2, width, body.height() / 2 - 4),
                Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
                beside,
            )
            painter.setFont(option.font)
            right -= width + 10
        rank = f"{index.row() + 1}"
        left = body.left() + 10 + metrics.horizontalAdvance("000")
        if ranked:
            painter.setPen(palette.muted)
            painter.drawText(
                QRectF(body.left() + 6, body.top(), left - body.left() - 12, body.height()),
                Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight,
                rank,
            )
        else:
            left = body.left() + 10
        painter.setPen(palette.text)
        _two_lines(painter, metrics, QRectF(left, body.top() + 4, right - left, body.height() - 8), model.texts[text])
        painter.restore()


def _two_lines(painter: QPainter, metrics: QFontMetricsF, box: QRectF, text: str) -> None:
    """As much of a text as two lines take, cut at a word."""
    text = " ".join(text[:600].split())
    first, words = "", text.split(" ")
    while words and metrics.horizontalAdvance(f"{first} {words[0]}".strip()) <= box.width():
        first = f"{first} {words.pop(0)}".strip()
    if not first and words:
        first = metrics.elidedText(words.pop(0), Qt.TextElideMode.ElideRight, box.width())
    rest = metrics.elidedText(" ".join(words), Qt.TextElideMode.ElideRight, box.width())
    line = metrics.height()
    y = box.center().y() - (line if rest else line / 2)
    painter.drawText(QPointF(box.left(), y + metrics.ascent()), first)
    painter.drawText(QPointF(box.left(), y + line + metrics.ascent()), rest)


class RankedList(QListView):
    """``chosen`` carries the place of a text among those given."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "read.find.ranked")
        self._quiet = True
        self.ranking = Ranking()
        self.setModel(self.ranking)
        self.setItemDelegate(_Row(self))
        self.setUniformItemSizes(True)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self._quiet = False

    def show_found(self, found: Found, temperature: float) -> None:
        """The texts in another order; the one that is shown in words is the current one."""
        self.ranking.show_found(found, temperature)
        place = int(np.argmax(found.order == found.shown)) if len(found.order) else -1
        self._quiet = True
        self.setCurrentIndex(self.ranking.index(place))
        self._quiet = False
        self.viewport().update()

    def show_texts(self, texts: tuple[str, ...]) -> None:
        self._quiet = True
        self.ranking.show_texts(texts)
        self._quiet = False

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if not self._quiet and current.isValid():
            text = self.ranking.data(current, Qt.ItemDataRole.UserRole)
            if text is not None:
                self.chosen.emit(int(text))
