"""The details column of the step view: what the step under the pointer does, and the same computation as PyTorch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QFontDatabase, QHideEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from attnviz.engine.playground.pytorch_code import pytorch
from attnviz.ui import theme
from attnviz.ui.panes.playground import texts as words
from attnviz.ui.widgets.plain_text import plain

if TYPE_CHECKING:
    from attnviz.engine.playground.messages import PlaygroundAttention

CODE_MILLISECONDS = 150


class StepsDetails(QWidget):
    """Texts only; the section decides what they say."""

    def __init__(self) -> None:
        super().__init__()
        self._step = ""
        self._numbers: PlaygroundAttention | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(CODE_MILLISECONDS)
        self._soon.timeout.connect(self._write_code)
        self._name, self._text, self._truth, self._code_name = (plain(QLabel()) for _ in range(4))
        self._name.setProperty("role", "heading")
        self._code_name.setProperty("role", "heading")
        self._truth.setProperty("role", "muted")
        for label in (self._text, self._truth):
            label.setWordWrap(True)
        self._truth.setVisible(False)
        self.code = QPlainTextEdit()
        self.code.setReadOnly(True)
        self.code.setObjectName("playground.code")
        self.code.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.code.setProperty("role", "code")
        self.copy = QPushButton()
        self.copy.setObjectName("playground.copy")
        self.large = QPushButton()
        self.large.setObjectName("playground.code.large")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.EDGE, theme.EDGE, theme.EDGE, theme.EDGE)
        layout.setSpacing(theme.GAP)
        for widget in (self._name, self._text, self._truth, self._code_name):
            layout.addWidget(widget)
        layout.addWidget(self.code, 1)
        layout.addWidget(self.large)
        layout.addWidget(self.copy)
        self.large.clicked.connect(self._show_large)
        self.retranslate()

    def show_step(self, name: str) -> None:
        """Say what a step does; an input table keeps what was said."""
        if name in words.STEPS and name != self._step:
            self._step = name
            self._say()

    def say_truth(self, text: str) -> None:
        """Say what the tables leave out; "" when nothing."""
        self._truth.setText(text)
        self._truth.setVisible(bool(text))

    def show_code(self, numbers: PlaygroundAttention) -> None:
        """Show the PyTorch lines, when the numbers have stood still for a moment: nobody reads them during a drag."""
        self._numbers = numbers
        if self.isVisible():
            self._soon.start()

    @Slot()
    def _show_large(self) -> None:
        """The code beside the window, as wide as its lines; Escape closes it."""
        page = QDialog(self)
        page.setObjectName("playground.code.page")
        page.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        page.setWindowTitle(self._code_name.text())
        code = QPlainTextEdit(self.code.toPlainText())
        code.setObjectName("playground.code.text")
        code.setAccessibleName(self.code.accessibleName())
        code.setReadOnly(True)
        code.setFont(self.code.font())
        code.setProperty("role", "code")
        code.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        QVBoxLayout(page).addWidget(code)
        metrics = code.fontMetrics()
        widest = max((metrics.horizontalAdvance(line) for line in code.toPlainText().splitlines()), default=0)
        room = self.window().size()
        page.resize(min(widest + 80, room.width()), min((code.blockCount() + 4) * metrics.height(), room.height()))
        page.show()

    @Slot()
    def _write_code(self) -> None:
        if self._numbers is not None:
            self.code.setPlainText(pytorch(self._numbers))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._write_code()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._soon.stop()

    def _say(self) -> None:
        if self._step:
            self._name.setText(words.step(self._step))
            self._text.setText(words.step_text(self._step))
        else:
            self._name.setText(self.tr("What am I looking at?"))
            self._text.setText(
                self.tr(
                    "A query asks, keys answer, values are what is passed on. Each card is one step from the "
                    "numbers at the top to "
                    "the context. Orange is above 0, blue below; weights use the colours of all attention maps "
                    "here, dark 0 to bright 1."
                )
            )

    def retranslate(self) -> None:
        """Say everything again in the language that now holds."""
        self._code_name.setText(self.tr("As PyTorch"))
        self.code.setAccessibleName(self.tr("The same computation as PyTorch"))
        self.copy.setText(self.tr("Copy"))
        self.large.setText(self.tr("Read in a wide window"))
        self.large.setAccessibleName(self.large.text())
        self._say()
