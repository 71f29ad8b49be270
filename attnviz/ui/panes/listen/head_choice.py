"""Of a model that a person opened: the map of all heads that align, or of one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox

from attnviz.ui.panes.listen import texts
from attnviz.ui.reworded import Reworded
from attnviz.ui.widgets.named import named

if TYPE_CHECKING:
    from collections.abc import Sequence


class HeadChoice(Reworded, QComboBox):
    """Seen only where there is something to choose; entry 0 is the map of all together."""

    def __init__(self) -> None:
        super().__init__()
        named(self, "listen.heads")
        self._pairs: list[tuple[int, int]] = []
        self._presents = False
        self.retranslate()
        self.hide()

    def offer(self, pairs: Sequence[tuple[int, int]]) -> None:
        """The (layer, head) that can be chosen; what was chosen stays where they are the same."""
        if list(pairs) != self._pairs:
            self._pairs = list(pairs)
            self.clear()
            for pair in (None, *pairs):
                self.addItem(texts.heads_title(pair))
        self.present(self._presents)

    def present(self, on: bool) -> None:
        self._presents = on
        self.setVisible(bool(self._pairs) and not on)

    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("Which heads"))
        self.setToolTip(
            self.tr("The heads that follow the speech, as the model's config names them; else those of its upper half")
        )
        for i, pair in enumerate((None, *self._pairs) if self.count() else ()):
            self.setItemText(i, texts.heads_title(pair))
