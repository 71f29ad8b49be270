"""Ten thousand random keys, clicks, drops, pastes, changes of mind and closings for each pane: nothing breaks, sticks or leaks."""

from __future__ import annotations

import contextlib
import ctypes
import gc
import importlib.util
import os
import random
import resource
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QAction, QDesktopServices, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QPlainTextEdit, QWidget

from attnviz.engine.messages import Failure
from attnviz.engine.open import library
from attnviz.engine.translate.messages import Translation
from attnviz.paths import asset
from attnviz.ui import i18n, theme
from attnviz.ui.panes.latent.pane import LatentPane
from attnviz.ui.panes.look.pane import LookPane
from attnviz.ui.panes.look.samples import SAMPLES
from attnviz.ui.panes.playground.pane import PlaygroundPane
from attnviz.ui.panes.playground.sections import SECTIONS
from attnviz.ui.panes.read.pane import ReadPane
from attnviz.ui.panes.table import PANES
from attnviz.ui.panes.translate.pane import TranslatePane
from attnviz.ui.settings import Settings
from attnviz.ui.widgets.photo_brush import MOST_UNDO
from attnviz.ui.window import Window
from tests.handmade import random_input
from tests.hostile.odd_things import OddThings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

EVENTS = int(os.environ.get("ATTNVIZ_EVENTS", "10000"))
SEED = os.environ.get("ATTNVIZ_SEED", "20261128")
CLOSINGS = 5  # windows that are closed in the middle of work, after a twentieth of the events each
GROWTH = 1.05  # at most, of memory over the second half of the last window's events
CHANGES, DROPS, PASTES = 0.01, 0.02, 0.02  # shares of all events


def resident() -> int:
    """Bytes of memory held now, or at most so far where the system does not say; what glibc keeps for later does not count."""
    gc.collect()
    with contextlib.suppress(AttributeError):
        ctypes.CDLL(None).malloc_trim(0)
    statm = Path("/proc/self/statm")
    if statm.exists():
        return int(statm.read_text().split()[1]) * resource.getpagesize()
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


class Person:
    """Opens one window after the other, each with what the one before remembered, and does anything in it."""

    def __init__(self, home: str, qtbot: QtBot, folder: Path) -> None:
        self.home, self.chance = home, random.Random(f"{SEED} {home}")
        self.settings = Settings(language="en", pane=home)
        self.faults: list[Any] = []
        self._qtbot = qtbot
        self._odd = OddThings(folder)

    def open(self) -> Window:
        window = Window(self.settings, self._keep)
        window.painted.connect(window.bridge.open)
        window.bridge.answered.connect(self._answered)
        with self._qtbot.waitExposed(window):
            window.show()
        window.findChild(QAction, "window.quit").triggered.disconnect()  # a key that closes ends the rest of the events
        return window

    def do_things(self, window: Window, count: int) -> None:
        for i in range(count):
            self.do_something(window)
            if i % 10 == 0:
                QApplication.processEvents()

    def do_something(self, window: Window) -> None:
        kind = self.chance.random()
        if kind < CHANGES:
            random_input.change_mind(window, self.home, self.chance)
        elif kind < CHANGES + DROPS:
            random_input.drop(self._odd.one(self.chance), window, self.chance)
        elif kind < CHANGES + DROPS + PASTES:
            random_input.paste(self._odd.one(self.chance), window)
        else:
            random_input.one_input(window, self.chance)

    def close(self, window: Window) -> None:
        """Close in the middle of whatever is asked: none of it is answered afterwards."""
        leave_popup()
        late: list[object] = []
        window.close()
        window.bridge.answered.connect(late.append)
        QApplication.processEvents()
        window.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        QApplication.processEvents()
        assert late == []

    def _keep(self, settings: Settings) -> bool:
        self.settings = settings
        return True

    def _answered(self, message: Any) -> None:
        if isinstance(message, Failure) and message.code == "internal_error":
            self.faults.append(message)


def leave_popup() -> None:
    """Close an open menu, list or dialog."""
    if popup := QApplication.activePopupWidget() or QApplication.activeModalWidget():
        popup.close()


def paint_all_that_undo_holds(look: LookPane) -> None:
    """As many strokes as can be taken back, each of which keeps a photo."""
    canvas = look.findChild(QWidget, "look.whatif.canvas")
    for _ in range(MOST_UNDO + 1):
        QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=canvas.rect().center())


def visit_everything(qtbot: QtBot, window: Window) -> None:
    """Make what is made once (sections, networks, curves), so that the memory compared later is what events left behind."""
    window.show_pane("translate")
    translate = window.panes["translate"]
    assert isinstance(translate, TranslatePane)
    weights = asset("weights")
    for path in sorted([*weights.glob("rnn-*.safetensors"), *weights.glob("transformer-*.safetensors")]):
        translate.set_model(path.stem)
        qtbot.waitUntil(translate.is_settled, timeout=60_000)
    window.show_pane("look")
    look = window.panes["look"]
    assert isinstance(look, LookPane)
    for sample in SAMPLES:
        look.files.open_sample(sample)
        qtbot.waitUntil(look.is_settled, timeout=60_000)
    for id in look.sections:
        look.show_section(id)
        qtbot.wait(200)
        if id == "whatif":
            paint_all_that_undo_holds(look)
        if id == "describe":
            look.findChild(QAbstractButton, "look.describe.language.both").click()
            qtbot.wait(2000)
    window.show_pane("latent")
    latent = window.panes["latent"]
    assert isinstance(latent, LatentPane)
    for path in sorted(asset("weights").glob("vae-*.safetensors")):
        latent.set_model(path.stem)
        for id in latent.sections:
            latent.show_section(id)
            qtbot.wait(200)
    window.show_pane("playground")
    playground = window.panes["playground"]
    assert isinstance(playground, PlaygroundPane)
    for section in SECTIONS:
        playground.show_section(section.id)
        qtbot.wait(50)
    for name in ("playground.train.start", "playground.context.start"):
        start = playground.findChild(QAbstractButton, name)
        start.click()
        qtbot.wait(2000)
        start.click()
    window.show_pane("read")
    read = window.panes["read"]
    assert isinstance(read, ReadPane)
    for id in read.sections:
        read.show_section(id)
        qtbot.waitUntil(read.is_settled, timeout=60_000)
    window.help.shortcuts()  # makes the panes that are left
    if importlib.util.find_spec("transformers"):
        library.transformers()  # 100 MB that stay, as soon as something is dropped that may be a model
    for id in ("open", "listen", "read"):
        window.show_pane(id)
        qtbot.wait(1000)
    leave_popup()


def still_translates(qtbot: QtBot, window: Window) -> None:
    """What is asked is answered, whatever went before."""
    leave_popup()
    window.show_pane("translate")
    answers: list[object] = []
    window.bridge.answered.connect(answers.append)
    window.panes["translate"].findChild(QPlainTextEdit, "translate.source").setPlainText("I am hungry.")

    def translated() -> None:
        assert any(isinstance(a, Translation) and a.request.text == "I am hungry." for a in answers)

    qtbot.waitUntil(translated, timeout=20_000)


@pytest.fixture
def nothing_outside(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, qapp: QApplication) -> Iterator[None]:
    """Files are chosen by nobody, saved models stay here, no browser opens; menus and dialogs are left after a moment."""
    monkeypatch.chdir(tmp_path)  # where a dialog that is left open may save to
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setattr(QFileDialog, "exec", lambda self: 0)
    monkeypatch.setattr(QFileDialog, "open", lambda self, *args: None)
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: True)
    for name in ("getSaveFileName", "getOpenFileName"):
        monkeypatch.setattr(QFileDialog, name, lambda *args, **more: ("", ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *args, **more: "")
    leave = QTimer(interval=40)
    leave.timeout.connect(leave_popup)  # a button's menu waits inside the click that opened it
    leave.start()
    yield
    leave.stop()
    QGuiApplication.clipboard().clear()  # what Python made must not be left there when the interpreter ends
    theme.apply(qapp, "light", 100)
    i18n.apply(qapp, "en")


@pytest.mark.skipif(sys.platform == "win32", reason="reads memory through the resource module")
@pytest.mark.slow
@pytest.mark.timeout(3000)
@pytest.mark.usefixtures("nothing_outside")
@pytest.mark.parametrize("home", [pane.id for pane in PANES])
def test_ten_thousand_random_events_break_nothing(home: str, qtbot: QtBot, tmp_path: Path) -> None:
    person = Person(home, qtbot, tmp_path / "odd")
    for _ in range(CLOSINGS):
        window = person.open()
        person.do_things(window, EVENTS // 20)
        person.close(window)
    window = person.open()
    try:
        visit_everything(qtbot, window)
        window.show_pane(home)
        rest = EVENTS - CLOSINGS * (EVENTS // 20)
        person.do_things(window, rest // 2)
        half = resident()
        person.do_things(window, rest - rest // 2)
        grown = resident() / half
        assert window.isVisible()
        still_translates(qtbot, window)
    finally:
        person.close(window)
    assert person.faults == []
    assert grown <= GROWTH, f"memory grew by {grown - 1:.1%} over the second half, from {half >> 20} MB"
