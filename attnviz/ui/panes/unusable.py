"""Files among the models that cannot be used: entries of a list of models that say why, and cannot be chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QStandardItemModel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QComboBox

    from attnviz.engine.messages import Unusable


def list_unusable(box: QComboBox, unusable: Sequence[Unusable]) -> None:
    """Let a list of models end with what cannot be used, in place of what was said there before; its entries carry no id."""
    while box.count() and box.itemData(box.count() - 1) is None:
        box.removeItem(box.count() - 1)
    model = box.model()
    for file in unusable:
        box.addItem(sentence(file))
        item = model.item(box.count() - 1) if isinstance(model, QStandardItemModel) else None
        if item is not None:
            item.setFlags(item.flags() & ~(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable))


def sentence(file: Unusable) -> str:
    """Which file cannot be used and why, in the interface language."""
    reasons = {
        "missing": QCoreApplication.translate("UnusableModels", "it or what it needs is no file"),
        "damaged": QCoreApplication.translate("UnusableModels", "damaged, or no weights"),
        "unreadable": QCoreApplication.translate("UnusableModels", "cannot be read"),
        "foreign": QCoreApplication.translate("UnusableModels", "of another program"),
        "incomplete": QCoreApplication.translate("UnusableModels", "its description is incomplete"),
        "unusable": QCoreApplication.translate("UnusableModels", "its description is not usable: {}").format(file.of),
        "base": QCoreApplication.translate(
            "UnusableModels", "it shares weights with {}, which is missing or cannot be used"
        ).format(file.of),
        "card": QCoreApplication.translate("UnusableModels", "its card is damaged"),
    }
    why = reasons.get(file.reason) or QCoreApplication.translate("UnusableModels", "its parts do not fit together")
    return QCoreApplication.translate("UnusableModels", "{file}: {why}").format(file=file.file, why=why)
