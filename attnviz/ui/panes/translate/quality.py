"""How well a model translates, in a word and its measured BLEU, beside its name in an open list of models."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QStyledItemDelegate

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex, QPersistentModelIndex
    from PySide6.QtWidgets import QComboBox, QStyleOptionViewItem

    from attnviz.engine.messages import Model

QUALITY = Qt.ItemDataRole.UserRole + 1


def bleu(model: Model) -> float | None:
    """BLEU of beam search, in per cent, on sentences held out of training, as its card says; None where it does not."""
    measured: Any = model.card.get("metrics")
    value = measured.get("dev_bleu_beam_4") if isinstance(measured, dict) else None
    return float(value) if isinstance(value, int | float) else None


def quality(model: Model) -> str:
    """A word for a measured BLEU (the usual reading, as Lavie 2010 gives it) and the figure; empty where it was not measured."""
    value = bleu(model)
    if value is None:
        return ""
    words = (
        (50, QCoreApplication.translate("Quality", "very good")),
        (40, QCoreApplication.translate("Quality", "good")),
        (30, QCoreApplication.translate("Quality", "understandable")),
        (20, QCoreApplication.translate("Quality", "the gist")),
        (0, QCoreApplication.translate("Quality", "rough")),
    )
    word = next(word for least, word in words if value >= least)
    return QCoreApplication.translate("Quality", "{word}, BLEU {value}").format(word=word, value=f"{value:.0f}")


class QualityDelegate(QStyledItemDelegate):
    """Says a model's quality after its name, in the open list alone: the closed box stays short."""

    def __init__(self, box: QComboBox) -> None:
        super().__init__(box)
        self._box = box
        box.setItemDelegate(self)

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        super().initStyleOption(option, index)
        if said := index.data(QUALITY):
            option.text = f"{index.data()}  ({said})"

    def fit(self) -> None:
        """Make the open list wide enough for what it says."""
        metrics = self._box.fontMetrics()
        rows = (self._box.model().index(row, 0) for row in range(self._box.count()))
        wide = [metrics.horizontalAdvance(f"{row.data()}  ({row.data(QUALITY) or ''})") for row in rows]
        self._box.view().setMinimumWidth(max(wide, default=0) + 4 * metrics.height())
