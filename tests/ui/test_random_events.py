"""Ten thousand random keys, clicks, drags and wheel turns in the real window: nothing breaks, sticks or leaks."""

from __future__ import annotations

import gc
import random
import resource
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QAction, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QPlainTextEdit, QWidget

from attnviz.engine.translate.messages import Translation
from attnviz.paths import asset
from attnviz.ui.panes.latent.pane import LatentPane
from attnviz.ui.panes.look.pane import LookPane
from attnviz.ui.panes.look.samples import SAMPLES
from attnviz.ui.panes.playground.pane import PlaygroundPane
from attnviz.ui.panes.playground.sections import SECTIONS
from attnviz.ui.panes.translate.pane import TranslatePane
from attnviz.ui.settings import Settings
from attnviz.ui.widgets.photo_brush import MOST_UNDO
from attnviz.ui.window import Window

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

EVENTS = 10_000
KEYS = [
    *(Qt.Key(k) for k in range(Qt.Key.Key_A.value, Qt.Key.Key_Z.value + 1)),
    *(Qt.Key.Key_Space, Qt.Key.Key_Period, Qt.Key.Key_Backspace, Qt.Key.Key_Delete, Qt.Key.Key_Return),
    *(Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End),
    *(Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Escape, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_F9),
]
MODIFIERS = [Qt.KeyboardModifier.NoModifier] * 8 + [
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
]


def resident() -> int:
    """Bytes of memory held now, or at most so far where the system does not say."""
    gc.collect()
    statm = Path("/proc/self/statm")
    if statm.exists():
        return int(statm.read_text().split()[1]) * resource.getpagesize()
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def visible(widget: QWidget) -> Iterator[QWidget]:
    """All that is seen of a widget's descendants; what is in a hidden pane is not even looked at, which is most of a window."""
    for child in widget.children():
        if isinstance(child, QWidget) and child.isVisible():
            yield child
            yield from visible(child)


def one_event(window: Window, chance: random.Random) -> None:
    """A key for whoever has the focus, or something with the mouse on any visible widget."""
    popup = QApplication.activePopupWidget()
    widgets = [w for w in visible(popup or window) if w.width() > 0 and w.height() > 0]
    widget = chance.choice(widgets) if widgets else (popup or window)
    place = QPoint(chance.randrange(max(1, widget.width())), chance.randrange(max(1, widget.height())))
    kind = chance.random()
    if kind < 0.55:
        QTest.keyClick(popup or QApplication.focusWidget() or window, chance.choice(KEYS), chance.choice(MODIFIERS))
    elif kind < 0.75:
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=place)
    elif kind < 0.90:
        QTest.mouseMove(widget, place)
    elif kind < 0.95:
        end = QPoint(chance.randrange(max(1, widget.width())), chance.randrange(max(1, widget.height())))
        QTest.mousePress(widget, Qt.MouseButton.LeftButton, pos=place)
        QTest.mouseMove(widget, end)
        QTest.mouseRelease(widget, Qt.MouseButton.LeftButton, pos=end)
    else:
        turn = QPoint(0, chance.choice((-120, 120)))
        none = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase
        wheel = QWheelEvent(QPointF(place), widget.mapToGlobal(QPointF(place)), QPoint(), turn, *none, False)
        QApplication.sendEvent(widget, wheel)


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
    start = playground.findChild(QAbstractButton, "playground.train.start")
    start.click()
    qtbot.wait(2000)
    start.click()


@pytest.mark.skipif(sys.platform == "win32", reason="reads memory through the resource module")
@pytest.mark.slow
@pytest.mark.timeout(3000)
def test_ten_thousand_random_events_break_nothing(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)  # where a dialog that is left open may save to
    monkeypatch.setattr(QFileDialog, "exec", lambda self: 0)
    for name in ("getSaveFileName", "getOpenFileName"):
        monkeypatch.setattr(QFileDialog, name, lambda *args, **more: ("", ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *args, **more: "")
    window = Window(Settings(language="en"), lambda settings: True)
    qtbot.addWidget(window)
    window.painted.connect(window.bridge.open)
    with qtbot.waitExposed(window):
        window.show()
    window.findChild(QAction, "window.quit").triggered.disconnect()  # closing is another test's subject
    chance = random.Random(20261120)
    half = 0
    leave = QTimer(interval=40)
    leave.timeout.connect(leave_popup)  # a button's menu waits inside the click that opened it
    try:
        visit_everything(qtbot, window)
        leave.start()
        for i in range(EVENTS):
            one_event(window, chance)
            if i % 10 == 0:
                QApplication.processEvents()
            if i == EVENTS // 2:
                half = resident()
        grown = resident() / half
        assert window.isVisible()
        assert grown <= 1.05, f"memory grew by {grown - 1:.1%} over the second half"

        leave_popup()
        window.show_pane("translate")
        answers: list[object] = []
        pane = window.panes["translate"]
        window.bridge.answered.connect(answers.append)
        pane.findChild(QPlainTextEdit, "translate.source").setPlainText("I am hungry.")

        def translated() -> None:
            assert any(isinstance(a, Translation) and a.request.text == "I am hungry." for a in answers)

        qtbot.waitUntil(translated, timeout=20_000)
    finally:
        leave.stop()
        window.close()
