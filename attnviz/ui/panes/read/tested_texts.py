"""What the tests of the Read pane's maps are called: of an answer, of fillings, of a tree, of a title."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from attnviz.ui.panes.translate.faithfulness import FaithfulnessTexts


class AnswerTested(FaithfulnessTexts):
    """Of an answer."""

    def whole(self) -> str:
        return QCoreApplication.translate("ReadTexts", "the answer")

    def hint(self) -> str:
        return QCoreApplication.translate(
            "ReadTexts",
            "Hides the words it points at, and as many others, and compares what the answer loses. Words of the answer itself are "
            "never hidden.",
        )

    def check(self) -> str:
        return QCoreApplication.translate(
            "ReadTexts", "Check whether the answer depends on the words this map points at"
        )


class FillTested(FaithfulnessTexts):
    """Of the words for blanks."""

    def whole(self) -> str:
        return QCoreApplication.translate("ReadTexts", "the filling")

    def hint(self) -> str:
        return QCoreApplication.translate(
            "ReadTexts",
            "Hides the words that the blank points at, and as many others, and compares what the likeliest word loses.",
        )

    def check(self) -> str:
        return QCoreApplication.translate(
            "ReadTexts", "Check whether the filling depends on the words this map points at"
        )


class TreeTested(FaithfulnessTexts):
    """Of a tree."""

    def whole(self) -> str:
        return QCoreApplication.translate("ReadTexts", "the tree")

    def part(self, name: str) -> str:
        return QCoreApplication.translate("ReadTexts", "the head of “{word}”").format(word=name)

    def hint(self) -> str:
        return QCoreApplication.translate(
            "ReadTexts", "Hides the words it points at, and as many others, and compares what the tree loses."
        )

    def check(self) -> str:
        return QCoreApplication.translate("ReadTexts", "Check whether the tree depends on the words this map points at")


class TitleTested(FaithfulnessTexts):
    """Of a title."""

    def whole(self) -> str:
        return QCoreApplication.translate("ReadTexts", "the title")

    def hint(self) -> str:
        return QCoreApplication.translate(
            "ReadTexts", "Hides the words it points at, and as many others, and compares what the title loses."
        )

    def check(self) -> str:
        return QCoreApplication.translate(
            "ReadTexts", "Check whether the title depends on the words this map points at"
        )
