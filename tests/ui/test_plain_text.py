"""Names that people and files give are shown as they are written, wherever they stand in the window."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction, QHelpEvent, Qt, QTextDocumentFragment
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QLabel, QToolTip, QWidget

from attnviz.engine.session import Session
from attnviz.ui.files import read_pictures
from attnviz.ui.panes.latent.pane import LatentPane
from attnviz.ui.panes.look.pane import LookPane
from attnviz.ui.panes.playground.pane import PlaygroundPane
from attnviz.ui.panes.table import PANES
from attnviz.ui.panes.translate.pane import TranslatePane
from attnviz.ui.widgets.plain_text import plain, tip
from attnviz.ui.window import Window
from tests.tiny.classifier import make_classifiers
from tests.tiny.translator import make_models
from tests.tiny.vae import make_vaes

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

Open = Callable[..., Window]
HOSTILE = "<b>B&amp;<i>"  # may stand in the name of a file
SENTENCE = "<b>Bold</b> and <img src=x> &amp; <s>"


@pytest.fixture
def models(tmp_path: Path) -> Path:
    """Small models of every kind, with names that look like HTML."""
    folder = tmp_path / "models"
    folder.mkdir()
    for make in (make_models, make_classifiers, make_vaes):
        make(folder)
    for path in sorted(folder.iterdir()):
        path.rename(folder / f"{HOSTILE}{path.name}")
    return folder


def as_read(text: str) -> str:
    """What Qt shows of a text where nobody said of what kind it is."""
    return QTextDocumentFragment.fromHtml(text).toPlainText() if Qt.mightBeRichText(text) else text


@pytest.mark.parametrize(
    "text", [HOSTILE, SENTENCE, "a < b", "1 > 0 & 2", "two\nlines <b>", "", "猫 <u>", "<>", "&lt;b>"]
)
def test_a_tip_says_what_is_written(text: str) -> None:
    assert as_read(tip(text)) == text
    assert tip("a plain one") == "a plain one"


def test_a_label_shows_what_is_written(qtbot: QtBot) -> None:
    written, read = plain(QLabel(HOSTILE)), QLabel("B&<")
    for label in (written, read):
        qtbot.addWidget(label)
    assert written.sizeHint().width() > 2 * read.sizeHint().width()


def fill(window: Window, qtbot: QtBot, folder: Path) -> Iterator[str]:
    """Bring hostile names into every pane, and show each pane in turn."""
    translate = window.panes["translate"]
    assert isinstance(translate, TranslatePane)
    translate.sentences.source.setPlainText(SENTENCE)
    qtbot.waitUntil(translate.is_settled, timeout=60_000)
    yield "translate"

    window.show_pane("look")
    look = window.panes["look"]
    assert isinstance(look, LookPane)
    pixels = np.random.default_rng(1).integers(0, 255, (60, 80, 3), dtype=np.uint8)
    path, other = (folder / f"{HOSTILE}{name}.png" for name in ("photo", "other"))
    for each in (path, other):
        read_pictures.to_image(pixels).save(str(each))
    look.files.open_paths([path, other])
    qtbot.waitUntil(look.is_settled, timeout=60_000)
    for id in look.sections:
        look.show_section(id)
        qtbot.wait(50)
        yield f"look {id}"

    window.show_pane("latent")
    latent = window.panes["latent"]
    assert isinstance(latent, LatentPane)
    qtbot.waitUntil(latent.is_settled, timeout=60_000)
    latent.state.rename(2, HOSTILE)
    latent.encode.encode_file(path)
    qtbot.waitUntil(latent.is_settled, timeout=60_000)
    for id in latent.sections:
        latent.show_section(id)
        qtbot.wait(50)
        yield f"latent {id}"

    window.show_pane("playground")
    playground = window.panes["playground"]
    assert isinstance(playground, PlaygroundPane)
    for id in playground.section_ids:
        playground.show_section(id)
        qtbot.wait(50)
        yield f"playground {id}"
    steps = playground.steps()
    steps.state.labels = ((HOSTILE,) * len(steps.state.now.q), (HOSTILE,) * len(steps.state.now.k))
    steps._pointing.read_map("dot", 0, 0)
    assert f"{HOSTILE} → {HOSTILE}" in as_read(steps._bar.text.text())
    window.warn(HOSTILE)
    yield "a warning"


def test_no_name_is_taken_for_html(open_window: Open, models: Path, qtbot: QtBot, tmp_path: Path) -> None:
    window = open_window(PANES, lambda: Session([models]).run)
    guessed, lost, seen = set(), set(), 0
    for where in fill(window, qtbot, tmp_path):
        for label in window.findChildren(QLabel):
            if label.textFormat() == Qt.TextFormat.AutoText:
                guessed.add(label.objectName() or f"{type(label.parent()).__name__}: {label.text()[:40]}")
            seen += HOSTILE in label.text()
        for each in [*window.findChildren(QWidget), *window.findChildren(QAction)]:
            for mark in ("<b>", "<img src=x>"):
                if mark in each.toolTip() and mark not in as_read(each.toolTip()):
                    lost.add(f"{where}: {each.objectName()} {each.toolTip()}")
    assert not guessed
    assert not lost
    assert seen > 5


def test_tips_under_the_pointer_are_read_as_they_are_written(
    open_window: Open, models: Path, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever paints its own parts: words, heads, samples, photos."""
    told: set[str] = set()
    monkeypatch.setattr(QToolTip, "showText", lambda place, text, *more: told.add(text))
    window = open_window(PANES, lambda: Session([models]).run)
    for _where in fill(window, qtbot, tmp_path):
        painted = [
            each for each in window.findChildren(QWidget) if type(each).__module__.startswith("attnviz.ui.widgets")
        ]
        for widget in painted:
            for x in range(4, max(widget.width(), 5), 40) if widget.isVisible() else ():
                place = QPoint(x, min(12, widget.height() // 2))
                asked = QHelpEvent(QHelpEvent.Type.ToolTip, place, widget.mapToGlobal(place))
                view = isinstance(widget, QAbstractScrollArea)
                QApplication.sendEvent(widget.viewport() if view else widget, asked)
    assert any(HOSTILE in as_read(text) or "<img" in as_read(text) for text in told)
    assert not [text for text in told if "<b>" in text]
