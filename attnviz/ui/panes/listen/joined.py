"""A page on which words of a voice are strung together and listened to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from attnviz.ui import theme
from attnviz.ui.panes.listen import samples
from attnviz.ui.reworded import Reworded
from attnviz.ui.widgets.flow import FlowLayout
from attnviz.ui.widgets.named import named

if TYPE_CHECKING:
    from attnviz.ui.panes.listen.sound_sources import Sources


class JoinWords(Reworded, QDialog):
    """Choose a voice and words; the sound is listened to while the page stays open."""

    def __init__(self, sources: Sources, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("listen.joined")
        self._sources = sources
        self._chosen: list[str] = []
        self.voice = named(QComboBox(), "listen.joined.voice")
        for id in samples.speakers():
            self.voice.addItem("", id)
        self.hint = named(QLabel(), "listen.joined.hint", role="muted")
        self.words = QWidget()
        self._grid = FlowLayout(self.words, gap=6, line_gap=6)
        self.string = named(QLabel(), "listen.joined.string", role="title")
        self.string.setWordWrap(True)
        self.back = named(QPushButton(), "listen.joined.back", role="chip")
        self.clear = named(QPushButton(), "listen.joined.clear", role="chip")
        self.listen = named(QPushButton(), "listen.joined.listen", role="primary")
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        row = QHBoxLayout()
        for widget in (self.back, self.clear):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self.listen)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.EDGE, theme.EDGE, theme.EDGE, theme.EDGE)
        column.setSpacing(10)
        for part in (self.voice, self.hint, self.words, self.string):
            column.addWidget(part)
        column.addStretch(1)
        column.addLayout(row)
        column.addWidget(self.buttons)
        self.voice.activated.connect(lambda _: self._begin())
        self.back.clicked.connect(self._take_back)
        self.clear.clicked.connect(self._begin)
        self.listen.clicked.connect(self._listen)
        self.buttons.rejected.connect(self.reject)
        self.resize(self.fontMetrics().height() * 34, self.fontMetrics().height() * 24)
        self._begin()
        self.retranslate()

    def speaker(self) -> str:
        return str(self.voice.currentData())

    def add(self, word: str) -> None:
        """One more word."""
        if len(self._chosen) < samples.MOST_WORDS:
            self._chosen.append(word)
        self._show()

    def _begin(self) -> None:
        self._chosen.clear()
        while item := self._grid.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        for word in samples.speakers()[self.speaker()].words:
            button = named(QPushButton(word), f"listen.joined.word.{word}", role="chip")
            button.clicked.connect(lambda _=False, word=word: self.add(word))
            self._grid.addWidget(button)
        self._show()

    def _take_back(self) -> None:
        del self._chosen[-1:]
        self._show()

    def _show(self) -> None:
        self.string.setText(" ".join(self._chosen) or "…")
        for button in (self.back, self.clear, self.listen):
            button.setEnabled(bool(self._chosen))

    def _listen(self) -> None:
        self._sources.open_joined(self.speaker(), tuple(self._chosen))

    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("Join words"))
        for index in range(self.voice.count()):
            self.voice.setItemText(index, samples.speaker_title(str(self.voice.itemData(index))))
        self.voice.setAccessibleName(self.tr("Voice"))
        self.hint.setText(
            self.tr("Press words in the order in which they are to be said, at most {count}.").format(
                count=samples.MOST_WORDS
            )
        )
        self.back.setText(self.tr("Take the last back"))
        self.clear.setText(self.tr("Begin anew"))
        self.listen.setText(self.tr("Listen"))
        self.buttons.button(QDialogButtonBox.StandardButton.Close).setText(self.tr("Close"))
