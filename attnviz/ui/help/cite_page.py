"""How to cite what is shown: the BibTeX of its method and of the program, to be copied."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from attnviz.ui import theme
from attnviz.ui.help.citations import entries
from attnviz.ui.widgets.named import named


class CitePage(QDialog):
    """The ``papers`` of what a pane shows now, by their ids in ``citations.PAPERS``."""

    def __init__(self, pane: str, papers: tuple[str, ...], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("help.cite")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Cite"))
        sentence = QLabel(self.tr("The papers behind what {pane} shows now, and this program:").format(pane=pane))
        sentence.setWordWrap(True)
        self.text = named(QPlainTextEdit(entries(papers)), "help.cite.text")
        self.text.setReadOnly(True)
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.text.setAccessibleName(self.tr("BibTeX"))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        self.copy = buttons.addButton(self.tr("Copy BibTeX"), QDialogButtonBox.ButtonRole.ActionRole)
        close = buttons.button(QDialogButtonBox.StandardButton.Close)
        for button, name in ((self.copy, "copy"), (close, "close")):
            button.setObjectName(f"help.cite.{name}")
            button.setAccessibleName(button.text().replace("&", ""))
        self.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.text.toPlainText()))
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.EDGE, theme.EDGE, theme.EDGE, theme.EDGE)
        for widget in (sentence, self.text, buttons):
            column.addWidget(widget)
        em = self.fontMetrics().height()
        self.resize(46 * em, 30 * em)
