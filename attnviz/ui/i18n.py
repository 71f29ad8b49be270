"""The interface language: English in the code, the others from their catalogues, and whether a font can draw Chinese."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtGui import QFontDatabase

from attnviz.defaults import LANGUAGES
from attnviz.paths import asset

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from PySide6.QtWidgets import QApplication

CHOICES = ("system", *LANGUAGES)

_installed: list[QTranslator] = []


def resolve(choice: str, preferred: list[str] | None = None) -> str:
    """The language to show for a choice: ``system`` takes the first of the person's languages that there is, else English."""
    if choice in LANGUAGES:
        return choice
    for tag in QLocale.system().uiLanguages() if preferred is None else preferred:
        wanted = QLocale(tag)
        for code in LANGUAGES:
            there = QLocale(code)
            if (wanted.language(), wanted.script()) == (there.language(), there.script()):
                return code
    return "en"


def apply(app: QApplication, choice: str) -> str:
    """Show the interface in the language of a choice and return which one that is; open windows get ``LanguageChange``."""
    language = resolve(choice)
    while _installed:
        app.removeTranslator(_installed.pop())
    QLocale.setDefault(QLocale(language) if language != "en" else QLocale(QLocale.Language.English))
    if language != "en":
        qt = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        for name, folder in ((f"qtbase_{language}", qt), (f"attnviz_{language}", str(asset("i18n")))):
            translator = QTranslator(app)
            if translator.load(name, folder) and app.installTranslator(translator):
                _installed.append(translator)
    return language


def in_a_row(sentences: Iterable[str]) -> str:
    """Sentences one after the other, those that are empty left out; the Chinese full stop brings its own space."""
    return " ".join(filter(None, sentences)).replace("。 ", "。")


def filled(sentence: str, parameters: Mapping[str, Any]) -> str:
    """A sentence with its parameters, or as it is where they are not what it asks for."""
    try:
        return sentence.format(**parameters)
    except (LookupError, ValueError):
        return sentence


def is_written_in_chinese(language: str) -> bool:
    """Whether an interface language needs a font that has Chinese."""
    return has_chinese(LANGUAGES[language])


def has_chinese(text: str) -> bool:
    """Whether a text has a Chinese character."""
    return any("\u4e00" <= character <= "\u9fff" for character in text)


def chinese_font_problem() -> str | None:
    """One sentence, in English as the other would be boxes, when no installed font can draw Chinese."""
    if QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese):
        return None
    return (
        "Chinese text shows as boxes because no font has it: install the package fonts-noto-cjk (on Windows and macOS, "
        "Noto Sans CJK SC), then start again."
    )
