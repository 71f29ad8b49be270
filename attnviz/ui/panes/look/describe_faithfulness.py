"""Tests a word's map: covers what the word looked at, and as much elsewhere, and tells how probable the word stays."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from attnviz.engine.describe.messages import Described, HideLooked, LookedHidden
from attnviz.ui import theme
from attnviz.ui.panes.look import describe_texts
from attnviz.ui.panes.questions import Ask, Question
from attnviz.ui.shares import percent
from attnviz.ui.widgets.named import named
from attnviz.ui.widgets.picture_view import PictureView

if TYPE_CHECKING:
    from attnviz.ui.panes.look.state import LookState

DRAWS = 5
THUMB = 92  # pixels


class MapTest(QWidget):
    """A button, and below it what came of it."""

    def __init__(self, ask: Ask, state: LookState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._question = Question(ask, self.show_result, state.refused.emit)
        self._asked: HideLooked | None = None
        self._word = ""
        self.result: LookedHidden | None = None
        self.button = named(QPushButton(), "look.describe.test")
        self.says = named(QLabel(), "look.describe.test.says")
        self.says.setWordWrap(True)
        self.says.setTextFormat(Qt.TextFormat.PlainText)
        self.pictures = [named(PictureView(least=60), f"look.describe.test.{kind}") for kind in ("looked", "elsewhere")]
        self.captions = [
            named(QLabel(), f"look.describe.test.caption.{kind}", role="muted") for kind in ("looked", "elsewhere")
        ]
        self.shown = QWidget()
        beside = QHBoxLayout(self.shown)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(theme.GAP)
        for picture, caption in zip(self.pictures, self.captions, strict=True):
            caption.setWordWrap(True)
            picture.setFixedHeight(THUMB)
            column = QVBoxLayout()
            column.setSpacing(2)
            column.addWidget(picture)
            column.addWidget(caption, 1, Qt.AlignmentFlag.AlignTop)
            beside.addLayout(column, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme.GAP, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.says)
        layout.addWidget(self.shown)
        self.button.clicked.connect(self.ask)
        self.forget()
        self.retranslate()

    def offer(self, answer: Described, start: int, end: int, word: str) -> None:
        """Let tokens [start, end) of a caption be tested."""
        ids = tuple(token.id for token in answer.tokens)
        self._asked = HideLooked(answer.request.picture, answer.request.model, ids, start, end, draws=DRAWS)
        self._word = word

    def ask(self) -> None:
        """Test the map of the word that was offered."""
        if self._asked is not None:
            self._question.ask(self._asked)

    def forget(self) -> None:
        """Another word: what was told is not of it."""
        self._question.forget()
        self.result = None
        self.says.hide()
        self.shown.hide()

    def show_result(self, result: LookedHidden) -> None:
        """Say what hiding did."""
        self.result = result
        self._show()

    def _show(self) -> None:
        result = self.result
        if result is None:
            return
        self.says.setText(describe_texts.verdict(result, self._word))
        found = (result.looked, float(result.elsewhere.mean()))
        for view, pixels in zip(self.pictures, (result.looked_picture, result.elsewhere_picture), strict=True):
            view.set_picture(pixels)
        texts = self.tr("what it looked at: {percent}"), self.tr("as much elsewhere: {percent}")
        for label, text, value in zip(self.captions, texts, found, strict=True):
            label.setText(text.format(percent=percent(math.exp(value))))
        self.says.show()
        self.shown.show()

    def retranslate(self) -> None:
        """Word everything in the language of now."""
        self.button.setText(self.tr("Test this map"))
        self.button.setToolTip(
            self.tr("Cover the tenth of the photo that the word looked at most, and as much elsewhere, and compare")
        )
        self._show()
