"""Every odd text is tried through the command and the window: it is translated, and what was not read as typed is told."""

from __future__ import annotations

import io
import re
import sys
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, QUrl

from attnviz.cli import main
from attnviz.ui.panes.translate.pane import TranslatePane
from attnviz.ui.settings import Settings
from attnviz.ui.window import Window
from tests.hostile.texts import CAPITALS, FILES, LEFT_OUT, PLAIN, SAID, SENTENCE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tests.hostile.corpus import Odd

MODEL = "rnn-en-fr"
WORD = re.compile(r"[^\W\d_][\w']*")
TYPED = [*PLAIN, *LEFT_OUT, *CAPITALS]


def told(text: str) -> list[str]:
    """What must be named in what is said of a text: what is left out, or the words in capitals as they are read."""
    if text in LEFT_OUT:
        return list(LEFT_OUT[text][1])
    if CAPITALS.get(text, text) != text:
        typed = WORD.findall(text)
        return [word for word in WORD.findall(CAPITALS[text]) if word not in typed]
    return []


def given(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))


def test_texts_in_the_command(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    given(monkeypatch, "\n".join(text.replace("\ud800", "\ufffd") for text in TYPED).encode())
    assert main(["translate", "--model", MODEL, "--beam", "1"]) == 0
    out, err = capfd.readouterr()
    assert len(out.splitlines()) == len(TYPED)
    notes: dict[int, str] = {}
    for line in err.splitlines():
        number, _, said = line.removeprefix("attnviz translate: text ").partition(": ")
        notes[int(number)] = notes.get(int(number), "") + said
    for number, text in enumerate(TYPED, 1):
        assert bool(told(text)) == (number in notes), text
        assert all(word in notes[number] for word in told(text)), text


def test_texts_in_the_window(pane: TranslatePane, qtbot: QtBot) -> None:
    for text in TYPED:
        if "\ud800" in text:  # Qt takes no lone surrogate
            continue
        pane.set_text(text)
        qtbot.waitUntil(pane.is_settled)
        assert pane.state.result is not None
        request, said = pane.state.result.request, pane.message.text()
        assert request.text == text.lstrip("\ufeff")  # which Qt leaves out by itself
        assert bool(told(text)) == ("does not know" in said or "capitals" in said), text
        assert all(word in said for word in told(text)), text


@pytest.fixture
def pane(qtbot: QtBot) -> Iterator[TranslatePane]:
    """The pane in a real window with the real engine."""
    window = Window(Settings(language="en"), lambda settings: True, (TranslatePane,))
    qtbot.addWidget(window)
    window.painted.connect(window.bridge.open)
    with qtbot.waitSignal(window.painted):
        window.show()
    pane = window.panes["translate"]
    assert isinstance(pane, TranslatePane)
    pane.set_model(MODEL, 1)
    qtbot.waitUntil(pane.is_settled)
    yield pane
    window.close()


@pytest.mark.parametrize("odd", FILES, ids=[odd.what for odd in FILES])
def test_a_text_in_standard_input(odd: Odd, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    given(monkeypatch, SENTENCE.encode())
    assert main(["translate", "--model", MODEL, "--beam", "1"]) == 0
    plain = capfd.readouterr().out
    given(monkeypatch, odd.made())
    status = main(["translate", "--model", MODEL, "--beam", "1"])
    out, err = capfd.readouterr()
    if odd.says:
        assert (status, out) == (1, "")
        (line,) = err.splitlines()
        assert line.startswith("attnviz translate: ")
        assert odd.says in line
    else:
        assert (status, out, err) == (0, plain, "")


@pytest.mark.parametrize("odd", FILES, ids=[odd.what for odd in FILES])
def test_a_text_dropped_on_the_source(odd: Odd, tmp_path: Path, qtbot: QtBot) -> None:
    pane = TranslatePane()
    qtbot.addWidget(pane)
    pane.sentences.source.clear()
    pane._timer.stop()
    (tmp_path / odd.name).write_bytes(odd.made())
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(tmp_path / odd.name))])
    pane.sentences.source.insertFromMimeData(mime)
    pane._timer.stop()
    typed = pane.sentences.source.toPlainText()
    if odd.says:
        assert typed == ""
        assert odd.name in pane.message.text()
        assert SAID.get(odd.name, "is no text that can be read") in pane.message.text()
    else:
        assert "".join(c for c in typed if c.isascii()) == SENTENCE
        assert pane.message.text() == ""
