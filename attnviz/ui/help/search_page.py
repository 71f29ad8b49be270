"""A page of the help menu that is searched as one types."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QDialogButtonBox, QLineEdit, QTextBrowser, QVBoxLayout, QWidget

from attnviz.ui import theme
from attnviz.ui.widgets.named import named


class SearchPage(QDialog):
    """A line to type in above a text; a subclass words itself, then calls ``fill``, and gives the text for a query."""

    def __init__(self, name: str, title: str, asks: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.query = named(QLineEdit(), f"{name}.query")
        self.query.setPlaceholderText(asks)
        self.query.setAccessibleName(asks)
        self.query.setClearButtonEnabled(True)
        self.text = named(QTextBrowser(), f"{name}.text")
        self.text.setAccessibleName(title)
        self.text.setOpenLinks(False)
        self.text.document().setDefaultFont(QApplication.font())  # with its families for Chinese
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        close = buttons.button(QDialogButtonBox.StandardButton.Close)
        close.setObjectName(f"{name}.close")
        close.setAccessibleName(close.text().replace("&", ""))
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.EDGE, theme.EDGE, theme.EDGE, theme.EDGE)
        for widget in (self.query, self.text, buttons):
            column.addWidget(widget)
        em = self.fontMetrics().height()
        self.resize(34 * em, 38 * em)
        self.query.textChanged.connect(self.fill)

    def fill(self, query: str = "") -> None:
        """Show what fits a query."""
        self.text.setHtml(self.html(query.casefold().split()))

    def html(self, words: list[str]) -> str:
        """What has all these words, which are in small letters; everything without any."""
        raise NotImplementedError
