"""A field for text of any length: of files that are dropped or pasted it takes the text, and a huge paste it cuts short."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtWidgets import QPlainTextEdit, QWidget

MOST_PASTED = 10_000  # characters: ten times what a model reads, and as many as are laid out at once


class TextField(QPlainTextEdit):
    """``refused`` says in a sentence why what was dropped or pasted gave no text, or no more than ``most`` characters of it."""

    refused = Signal(str)

    def __init__(self, parent: QWidget | None = None, *, most: int = MOST_PASTED) -> None:
        super().__init__(parent)
        self._most = most

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return source.hasUrls() or super().canInsertFromMimeData(source)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Of files the text is taken, not the place where they are."""
        from attnviz.ui.files import text_files  # not before the first paint
        from attnviz.ui.files.unreadable import Unreadable

        paths = [Path(url.toLocalFile()) for url in source.urls() if url.isLocalFile()]
        try:
            text = "\n".join(text_files.read(path) for path in paths) if paths else source.text()
        except Unreadable as error:
            self.refused.emit(error.sentence())
            return
        self.insertPlainText(text[: self._most])
        self.ensureCursorVisible()
        if len(text) > self._most:
            self.refused.emit(self.tr("The text is long: only its first {} characters are kept.").format(self._most))
