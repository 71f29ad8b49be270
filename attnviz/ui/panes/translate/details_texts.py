"""What the details call what is written, its words and those it is written from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from attnviz.ui.panes.translate import texts
from attnviz.ui.panes.translate.faithfulness import FaithfulnessTexts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from attnviz.engine.translate.messages import Translation


class DetailsTexts:
    """Of a translation; a subclass of what else is written from a text."""

    def whole(self, *, own: bool) -> str:
        """All that is written, by the model or the person's ``own``."""
        if own:
            return QCoreApplication.translate("DetailsPanel", "Your translation")
        return QCoreApplication.translate("DetailsPanel", "The whole translation")

    def target_word(self) -> str:
        return QCoreApplication.translate("DetailsPanel", "Target word")

    def source_word(self) -> str:
        return QCoreApplication.translate("DetailsPanel", "Source word")

    def in_encoder(self) -> str:
        return QCoreApplication.translate("DetailsPanel", "Source word, in the encoder")

    def together(self) -> str:
        """How much all that is written looked at a word: {sum}."""
        return QCoreApplication.translate("DetailsPanel", "All target words together: {sum}.")

    def of_word(self, result: Translation, group: Sequence[int]) -> str:
        """What else is known of a word that is written, by its tokens; "" for nothing."""
        return ""

    def explanation(self, kind: str, *, heads: bool, shift: bool, norms: bool) -> str:
        """What a map says and does not prove."""
        return texts.explanation(kind, heads=heads, shift=shift, norms=norms)

    def faithfulness(self) -> FaithfulnessTexts:
        """What the test of a map is called."""
        return FaithfulnessTexts()
