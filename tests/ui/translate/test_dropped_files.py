"""A file that is dropped or pasted where a sentence is typed gives its text, or one sentence says why it has none."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, QTimer, QUrl

from attnviz.ui.panes.translate.pane import TranslatePane
from tests.handmade.odd_pictures import colours, saved

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot


@pytest.fixture
def pane(qtbot: QtBot) -> Iterator[TranslatePane]:
    made = TranslatePane()
    qtbot.addWidget(made)
    qtbot.addWidget(made.details())
    made.sentences.source.clear()
    yield made
    for timer in made.findChildren(QTimer):  # what was typed is not asked for
        timer.stop()


def dropped(*urls: Path | str) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(url)) if isinstance(url, Path) else QUrl(url) for url in urls])
    return mime


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
@pytest.mark.parametrize("text", ["The cat sleeps.", "Où est-il ?\nIci.", "猫 🐈"])
def test_the_text_of_a_file_is_taken(pane: TranslatePane, tmp_path: Path, coding: str, text: str) -> None:
    path = tmp_path / "é 猫 #1?.txt"
    path.write_bytes((text + "\r\n").encode(coding))
    edit = pane.sentences.source
    assert edit.canInsertFromMimeData(dropped(path))
    edit.insertFromMimeData(dropped(path))
    assert edit.toPlainText() == text
    edit.undo()
    assert edit.toPlainText() == ""


def test_several_files_give_their_texts_and_a_link_itself(pane: TranslatePane, tmp_path: Path) -> None:
    for name in "ab":
        (tmp_path / name).write_text(name * 3)
    pane.sentences.source.insertFromMimeData(dropped(tmp_path / "a", tmp_path / "b"))
    assert pane.sentences.source.toPlainText() == "aaa\nbbb"
    link = dropped("https://example.org/a")
    link.setText("https://example.org/a")
    pane.sentences.source.clear()
    pane.sentences.source.insertFromMimeData(link)
    assert pane.sentences.source.toPlainText() == "https://example.org/a"


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda path: path.write_bytes(saved(colours(), "JPEG")), "x is a picture, no text: open it in Look."),
        (lambda path: path.write_bytes(b"\x80\x81 caf\xe9"), "x is no text that can be read: save it as UTF-8 first."),
        (lambda path: path.write_bytes(b"PK\x03\x04\0\0\0"), "x is no text that can be read: save it as UTF-8 first."),
        (lambda path: path.write_bytes(b"a" * 70_000), "x has more than 64 kB of text."),
        (lambda path: path.write_bytes(b" \n"), "x is empty."),
        (lambda path: path.write_bytes(b""), "x is empty."),
        (os.mkdir, "x is not there or is no file."),
        (os.mkfifo, "x is not there or is no file."),
        (lambda path: None, "x is not there or is no file."),
    ],
    ids=["picture", "latin-1", "zip", "long", "blank", "empty", "folder", "pipe", "gone"],
)
def test_what_has_no_text_is_told(
    pane: TranslatePane, tmp_path: Path, make: Callable[[Path], object], said: str
) -> None:
    path = tmp_path / "x"
    make(path)
    pane.sentences.source.insertFromMimeData(dropped(path))
    assert pane.sentences.source.toPlainText() == ""
    assert pane.message.text() == said
