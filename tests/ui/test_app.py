"""One run of the program: errors that nobody caught are logged and told, icons follow the theme, pictures need no screen."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import threading
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSize, QTimer
from PySide6.QtGui import QColor, QIcon, QImage

from attnviz.paths import asset
from attnviz.ui import icons, theme
from attnviz.ui.panes.table import PANES
from attnviz.ui.system.crash_reports import Reporter
from attnviz.ui.system.ctrl_c import CtrlC
from attnviz.ui.window import Window
from tests.handmade.plain_pane import Answer, PlainPane

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

Open = Callable[..., Window]
ROOT = Path(__file__).parents[2]


@pytest.fixture
def reporter(qapp: QApplication) -> Iterator[Reporter]:
    reporter = Reporter()
    yield reporter
    reporter.restore()


def log_of(own_settings: Path) -> str:
    return (own_settings.parent / "attnviz.log").read_text(encoding="utf-8")


@pytest.mark.qt_no_exception_capture
def test_an_exception_in_a_slot_is_logged_and_told_in_the_status_line(
    open_window: Open, reporter: Reporter, own_settings: Path, qtbot: QtBot
) -> None:
    window = open_window()
    reporter.failed.connect(window.warn)

    def fails() -> None:
        raise LookupError("a cat that is not there")

    QTimer.singleShot(0, fails)
    qtbot.waitUntil(lambda: "LookupError" in window.status.text())
    assert "a cat that is not there" in log_of(own_settings)
    assert "Traceback" in log_of(own_settings)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_an_exception_in_a_thread_is_logged_and_told_in_the_status_line(
    open_window: Open, reporter: Reporter, own_settings: Path, qtbot: QtBot
) -> None:
    window = open_window()
    reporter.failed.connect(window.warn)
    thread = threading.Thread(target=lambda: 1 / 0)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: "ZeroDivisionError" in window.status.text())
    assert "ZeroDivisionError" in log_of(own_settings)


def test_a_fault_of_the_engine_reaches_the_log(
    open_window: Open, reporter: Reporter, own_settings: Path, qtbot: QtBot
) -> None:
    def start() -> Callable[..., Answer]:
        raise ImportError("no engine today")

    window = open_window(start=start)
    pane = window.panes["translate"]
    assert isinstance(pane, PlainPane)
    pane.ask_text("x")
    qtbot.waitUntil(lambda: len(pane.seen) == 1)
    assert pane.seen[0].code == "internal_error"
    assert "no engine today" in log_of(own_settings)


def test_hooks_are_given_back(qapp: QApplication) -> None:
    before = sys.excepthook, threading.excepthook
    reporter = Reporter()
    assert (sys.excepthook, threading.excepthook) != before
    reporter.restore()
    assert (sys.excepthook, threading.excepthook) == before


def test_where_no_log_can_be_written_errors_go_to_standard_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qapp: QApplication, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("not a folder")
    monkeypatch.setenv("ATTNVIZ_SETTINGS", str(tmp_path / "file" / "attnviz.ini"))
    reporter = Reporter()
    try:
        sys.excepthook(ValueError, ValueError("told"), None)
    finally:
        reporter.restore()
    assert "told" in capsys.readouterr().err


@pytest.mark.skipif(sys.platform == "win32", reason="modes are those of Unix")
@pytest.mark.parametrize("size", [None, 10, 2_000_000])
def test_the_log_is_its_owners_alone(own_settings: Path, qapp: QApplication, size: int | None) -> None:
    own_settings.parent.mkdir(parents=True)
    if size is not None:
        (own_settings.parent / "attnviz.log").write_bytes(b"x" * size)
        (own_settings.parent / "attnviz.old.log").write_bytes(b"x")
    Reporter(qapp).restore()
    logs = list(own_settings.parent.glob("*.log"))
    assert len(logs) == (1 if size is None else 2)
    assert {stat.S_IMODE(path.stat().st_mode) for path in logs} == {0o600}


def test_a_long_log_is_put_aside(own_settings: Path, qapp: QApplication) -> None:
    own_settings.parent.mkdir(parents=True)
    (own_settings.parent / "attnviz.log").write_text("old\n" * 300_000)
    Reporter().restore()
    assert log_of(own_settings) == ""
    assert (own_settings.parent / "attnviz.old.log").stat().st_size > 1_000_000


NAMES = sorted(path.stem for path in asset("icons").glob("*.svg"))


@pytest.mark.parametrize("name", NAMES)
def test_every_icon_is_a_drawing(name: str, qapp: QApplication) -> None:
    assert ET.parse(asset("icons", f"{name}.svg")).getroot().get("viewBox")
    image = icons.pixmap(name, QSize(32, 32), 1.0, "#ff0000").toImage()
    assert any(image.pixelColor(x, y).alpha() > 100 for x in range(32) for y in range(32))


def darkest(image: QImage) -> QColor:
    """The colour of the most opaque pixel."""
    pixels = [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]
    return max(pixels, key=lambda pixel: pixel.alpha())


def test_one_icon_follows_the_theme_and_its_state(qapp: QApplication) -> None:
    icon = icons.icon("export")
    for name, colors in (("light", theme.LIGHT), ("dark", theme.DARK)):
        theme.apply(qapp, name, 100)
        drawn = icon.pixmap(QSize(24, 24), 1.0).toImage()
        assert darkest(drawn).name() == colors.text.name()
        checked = icon.pixmap(QSize(24, 24), 1.0, QIcon.Mode.Normal, QIcon.State.On).toImage()
        assert darkest(checked).name() == colors.accent.name()


@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0, 3.0])
def test_icons_are_drawn_in_the_pixels_of_the_screen(qapp: QApplication, ratio: float) -> None:
    drawn = icons.icon("translate").pixmap(QSize(20, 20), ratio)
    assert drawn.width() == round(20 * ratio)
    assert drawn.devicePixelRatio() == ratio


def test_closing_the_window_ends_the_program_and_keeps_the_settings(own_settings: Path) -> None:
    code = (
        "from PySide6.QtCore import QTimer; from attnviz.__main__ import main; from attnviz.ui import window\n"
        "painted = window.Window.paintEvent\n"
        "def close_soon(self, event):\n"
        "    painted(self, event)\n"
        "    QTimer.singleShot(50, self.close)\n"
        "window.Window.paintEvent = close_soon\n"
        "main([])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    assert own_settings.is_file()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends no such signals")
@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM"])
def test_ctrl_c_in_the_terminal_closes_the_window(open_window: Open, qtbot: QtBot, name: str) -> None:
    window, before = open_window(), signal.getsignal(signal.SIGINT)
    interrupts = CtrlC(window.close)
    interrupts.listen()
    try:
        os.kill(os.getpid(), getattr(signal, name))
        qtbot.waitUntil(lambda: not window.isVisible())
    finally:
        interrupts.restore()
    assert signal.getsignal(signal.SIGINT) is before


def test_every_pane_has_an_icon_and_every_icon_a_use() -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "attnviz" / "ui").rglob("*.py"))
    sheet = asset("style.qss").read_text(encoding="utf-8").replace("${shade}", "light") + "check-dark"
    assert {pane.id for pane in PANES} <= set(NAMES)
    assert [name for name in NAMES if f'"{name}"' not in code and name not in sheet] == []
