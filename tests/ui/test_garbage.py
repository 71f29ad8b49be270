"""While the engine's thread runs, what is let go of the window's is deleted in the window's thread."""

from __future__ import annotations

import gc
import sys
import threading
import weakref
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QWidget

from attnviz.ui.bridge import Bridge
from attnviz.ui.garbage import EVERY, YOUNG, Garbage
from attnviz.ui.panes.questions import Question
from tests.conftest import PATIENCE
from tests.handmade.plain_pane import Answer, Ask

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot


class Made(QWidget):
    """A widget as the panes are: of a class of our own."""


class Cycle:
    """Holds itself and something of Qt's: only a collection lets it go."""

    def __init__(self, held: QObject) -> None:
        self.held, self.itself = held, self


def let_go(kind: type[QObject], deleted_in: list[int]) -> weakref.ref[Cycle]:
    """Make one that nobody can reach; the thread that deletes it is told."""
    made = kind()
    made.destroyed.connect(lambda: deleted_in.append(threading.get_ident()), Qt.ConnectionType.DirectConnection)
    return weakref.ref(Cycle(made))


kept: list[list[int]] = []


@pytest.fixture(autouse=True)
def nothing_kept() -> Iterator[None]:
    yield
    kept.clear()


def allocate(request: Any, checkpoint: Callable[..., None]) -> Answer:
    """Work as a library's import is: many objects that stay, from which Python collects of its own accord."""
    kept.extend([number] for number in range(300_000))
    return Answer(request, str(len(kept)))


@pytest.mark.parametrize("kind", [Made, QTimer, QAction])
def test_what_the_window_let_go_is_deleted_in_its_thread_while_the_engine_works(kind: type, qtbot: QtBot) -> None:
    shown: list[Any] = []
    deleted_in: list[int] = []
    bridge = Bridge(lambda: allocate)
    bridge.open()
    Question(bridge.ask, shown.append).ask(Ask("x"))
    qtbot.waitUntil(lambda: bool(shown))  # what is let go before the first answer waits until much has grown old
    gone = let_go(kind, deleted_in)
    Question(bridge.ask, shown.append).ask(Ask("y"))
    qtbot.waitUntil(lambda: len(shown) == 2 and gone() is None and bool(deleted_in))
    assert deleted_in == [threading.get_ident()]
    assert bridge.close(PATIENCE)


def test_nothing_is_looked_through_while_the_engine_still_imports(qtbot: QtBot) -> None:
    ready = threading.Event()

    def start() -> Any:
        ready.wait(PATIENCE)
        return allocate

    collected: list[int] = []
    shown: list[Any] = []

    def watch(phase: str, details: dict[str, int]) -> None:
        collected.append(details["generation"])

    bridge = Bridge(start)
    bridge.open()
    Question(bridge.ask, shown.append).ask(Ask("x"))
    young = [[number] for number in range(10 * YOUNG)]
    gc.callbacks.append(watch)
    try:
        qtbot.wait(3 * EVERY)
        assert not collected
        ready.set()
        qtbot.waitUntil(lambda: bool(shown))
        young += [[number] for number in range(10 * YOUNG)]
        qtbot.waitUntil(lambda: bool(collected))
    finally:
        gc.callbacks.remove(watch)
    assert bridge.close(PATIENCE)


def test_python_collects_by_itself_again_when_the_last_thread_has_ended(qtbot: QtBot) -> None:
    assert gc.isenabled()
    first, second = Bridge(lambda: allocate), Bridge(lambda: allocate)
    first.open()
    second.open()
    assert not gc.isenabled()
    assert first.close(PATIENCE)
    assert not gc.isenabled()
    assert second.close(PATIENCE)
    assert gc.isenabled()


def fill_tuples(request: Any, checkpoint: Callable[..., None]) -> Answer:
    """Work as an import of torch does: tuples of as many things as a generator happens to give."""
    made = [tuple(str(j) for j in range(13 + i % 7)) for i in range(60_000)]
    return Answer(request, str(len(made)))


@pytest.fixture
def impatient_threads() -> Iterator[None]:
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    yield
    sys.setswitchinterval(before)


@pytest.mark.usefixtures("impatient_threads")
def test_tuples_that_the_engine_fills_are_held_by_nobody_else(qtbot: QtBot) -> None:
    shown: list[Any] = []
    failed: list[Any] = []
    bridge = Bridge(lambda: fill_tuples)
    garbage = Garbage(bridge)
    bridge.open()
    Question(bridge.ask, shown.append, failed.append).ask(Ask("x"))
    while not (shown or failed):
        young = [[number] for number in range(1000)]
        garbage.collect()
        QApplication.processEvents()
    assert len(young) == 1000
    assert not failed
    assert bridge.close(PATIENCE)
