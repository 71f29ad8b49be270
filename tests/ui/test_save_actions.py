"""What can be saved is one table: another format is one entry in it, and is never written as one of the others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog, QWidget

from attnviz.ui.files import writers
from attnviz.ui.panes.save_actions import Copy, FileActions, NothingYet, PictureActions, Save

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

BEGINS = {"png": b"\x89PNG", "svg": b"<?xml", "csv": b"\xef\xbb\xbf", "json": b"{", "npz": b"PK", "txt": b"A word"}


class Words(PictureActions):
    """A picture with words behind it, which can be saved as text as well."""

    word: str | None = "word"

    def formats(self) -> list[Save]:
        return [*super().formats(), Save("txt", "txt", lambda: "Save words as text…", self.whole(self.text))]

    def shown(self) -> str | None:
        return self.word

    def text(self, shown: str) -> bytes:
        return f"A {shown}".encode()

    def png(self, shown: str) -> bytes:
        return writers.png_of(self.image(shown))

    def svg(self, shown: str) -> bytes:
        return b"<?xml version='1.0'?>"

    def csv(self, shown: str) -> bytes:
        return writers.spreadsheet(shown)

    def json(self, shown: str) -> bytes:
        return b"{}"

    def npz(self, shown: str) -> bytes:
        return writers.packed({"word": [1]})

    def image(self, shown: str) -> QImage:
        image = QImage(3, 2, QImage.Format.Format_RGB32)
        image.fill(QColor("red"))
        return image

    def numbers(self, shown: str) -> str:
        return "1\t2"

    def python(self, shown: str) -> str:
        return f"print({shown!r})"


@pytest.fixture
def words(qtbot: QtBot) -> Words:
    owner = QWidget()
    qtbot.addWidget(owner)
    made = Words(owner, "words")
    made.set_enabled(True)
    made.said: list[str] = []  # type: ignore[attr-defined,misc]
    made.done.connect(made.said.append)  # type: ignore[attr-defined]
    made.failed.connect(made.said.append)  # type: ignore[attr-defined]
    return made


@pytest.mark.parametrize("format", BEGINS)
def test_every_format_is_offered_asked_for_and_written_as_itself(words: Words, tmp_path: Path, format: str) -> None:
    assert list(words.saves) == list(BEGINS)
    assert format.upper() in words.saves[format].text() or format == "txt"
    assert words.saves[format] in words.menu(words._owner).actions()
    words.saves[format].trigger()
    dialog = words._owner.findChild(QFileDialog, "words.export.dialog")
    assert dialog
    assert (dialog.nameFilters(), dialog.defaultSuffix()) == ([f"{format.upper()} (*.{format})"], format)
    dialog.fileSelected.emit(str(tmp_path / "any.name"))
    dialog.close()
    (path,) = tmp_path.iterdir()
    assert path.name == f"any.name.{format}"
    assert path.read_bytes().startswith(BEGINS[format])
    assert words.said == [f"Saved {path}"]  # type: ignore[attr-defined]


def test_what_is_in_no_entry_cannot_be_written(words: Words, tmp_path: Path) -> None:
    with pytest.raises(KeyError):
        words.save_as("tiff", tmp_path / "a.tiff")
    with pytest.raises(KeyError):
        words.copy("sound")
    assert list(tmp_path.iterdir()) == []


def test_what_is_copied_is_on_the_clipboard_and_said(words: Words) -> None:
    for what, text in (("numbers", "1\t2"), ("python", "print('word')")):
        words.copies[what].trigger()
        assert QGuiApplication.clipboard().text() == text
    words.copies["picture"].trigger()
    assert QGuiApplication.clipboard().image().size().width() == 3
    assert len(set(words.said)) == 3  # type: ignore[attr-defined]


def test_nothing_is_written_or_said_while_nothing_is_shown(words: Words, tmp_path: Path) -> None:
    words.word = None
    assert not words.save_as("png", tmp_path / "a.png")
    words.copy("numbers")
    assert list(tmp_path.iterdir()) == []
    assert words.said == []
    words.set_enabled(False)
    assert not any(action.isEnabled() for action in words.actions)


def test_what_is_not_there_yet_is_told(qtbot: QtBot, tmp_path: Path) -> None:
    class Films(FileActions):
        def shown(self) -> Any:
            return "picture"

    def write(path: Path, shown: str) -> str:
        raise NothingYet("There is no film yet.")

    owner = QWidget()
    qtbot.addWidget(owner)
    films = Films(
        owner,
        "films",
        saves=[Save("film", "gif", lambda: "Save film", write)],
        copies=[Copy("name", lambda: "Copy name", lambda shown: f"{shown} copied")],
    )
    with qtbot.waitSignal(films.failed) as told:
        assert not films.save_as("film", tmp_path / "a.gif")
    assert told.args == ["There is no film yet."]
    with qtbot.waitSignal(films.done) as told:
        films.copy("name")
    assert told.args == ["picture copied"]
