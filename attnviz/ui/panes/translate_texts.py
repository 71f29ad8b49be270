"""The two texts of the Translate pane, and how its notes and failures are worded."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QCoreApplication, QSize, Qt, Signal
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QSizePolicy, QWidget


class SentenceEdit(QPlainTextEdit):
    """A sentence or a few; ``typed`` tells each change of the text itself, not of what an input method still composes."""

    typed = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._last = ""
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.textChanged.connect(self._changed)

    def show_text(self, text: str) -> None:
        """Put a text there without it counting as typed."""
        if text != self.toPlainText():
            self.blockSignals(True)
            self.setPlainText(text)
            self.blockSignals(False)
            self._last = self.toPlainText()  # not ``text``: Qt has its own line ends and replaces what is no character

    def sizeHint(self) -> QSize:
        line = self.fontMetrics().lineSpacing()
        return QSize(line * 12, round(line * 2.2) + 18)

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().lineSpacing() * 8, self.sizeHint().height())

    def _changed(self) -> None:
        text = self.toPlainText()  # without what is being composed
        if text != self._last:
            self._last = text
            self.typed.emit()


class MessageBar(QLabel):
    """One line about what is shown or why it is not; away when there is nothing to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._code, self._sentence = "", ""
        self._parameters: Mapping[str, Any] = {}
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.hide()

    def tell(
        self, code: str, parameters: Mapping[str, Any] | None = None, sentence: str = "", *, failed: bool = False
    ) -> None:
        """Say what a code means, or for an unknown one the ``sentence``; an empty code says nothing."""
        self._code, self._parameters, self._sentence = code, parameters or {}, sentence
        role = "error" if failed else "muted"
        if self.property("role") != role:
            self.setProperty("role", role)
            self.style().unpolish(self)
            self.style().polish(self)
        self.retranslate()

    def retranslate(self) -> None:
        text = ""
        if self._code:
            text = note_sentence(self._code, self._parameters)
            text = text or failure_sentence(self._code, self._parameters, self._sentence)
        self.setText(text)
        self.setVisible(bool(text))


def note_sentence(code: str, parameters: Mapping[str, Any]) -> str:
    """A result's note in the interface language; empty for one that is not known."""
    sentences = {
        "text_cut": QCoreApplication.translate(
            "TranslateNotes", "The text is long: its first {shown} words of {given} are translated."
        ),
        "target_cut": QCoreApplication.translate(
            "TranslateNotes", "Your translation is long: its first {shown} words of {given} are shown."
        ),
        "translation_cut": QCoreApplication.translate(
            "TranslateNotes", "The model did not come to an end; the translation was stopped after {tokens} tokens."
        ),
    }
    return _filled(sentences.get(code, ""), parameters)


def failure_sentence(code: str, parameters: Mapping[str, Any], sentence: str) -> str:
    """Why there is no new picture, in the interface language; for an unknown code the engine's English sentence."""
    sentences = {
        "text_empty": QCoreApplication.translate("TranslateNotes", "Type a sentence to see its translation."),
        "weights_missing": QCoreApplication.translate(
            "TranslateNotes", "The weights {file} are not there; choose another model or reinstall attnviz."
        ),
        "weights_broken": QCoreApplication.translate(
            "TranslateNotes", "The weights {file} are damaged or of another program; choose another model."
        ),
        "not_a_translator": QCoreApplication.translate("TranslateNotes", "The model {model} does not translate."),
        "internal_error": QCoreApplication.translate(
            "TranslateNotes", "Something went wrong inside ({error}); the log says more. Change the text to go on."
        ),
    }
    return _filled(sentences.get(code, ""), parameters) or sentence


def _filled(sentence: str, parameters: Mapping[str, Any]) -> str:
    try:
        return sentence.format(**parameters)
    except (LookupError, ValueError):
        return sentence
