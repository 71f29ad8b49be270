"""A real window over a plain pane, and the look and language of the application put back after each test."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QEvent, QTimer
from pytestqt.qtbot import QtBot

from attnviz.ui import i18n, settings, theme
from attnviz.ui.application import make_app
from attnviz.ui.window import Window
from tests.conftest import PATIENCE
from tests.handmade.plain_pane import Answer, PlainPane

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication, QWidget


@pytest.fixture(scope="session")
def qapp() -> QApplication:
    return make_app()


@pytest.fixture(autouse=True)
def plain_look(qapp: QApplication) -> Iterator[None]:
    """Light, English, normal text size; no timer of a window runs on after its test, and what it made is deleted."""
    there = set(qapp.topLevelWidgets())
    theme.apply(qapp, "light", 100)
    i18n.apply(qapp, "en")
    yield
    made = [widget for widget in qapp.topLevelWidgets() if widget not in there]
    left = [timer for window in made for timer in window.findChildren(QTimer) if timer.isActive()]
    closed = [timer for timer in left if not timer.parent() or not timer.parent().window().isVisible()]
    for widget in made:  # else every later change of the look would reach it too
        if not widget.parent():
            widget.close()
            widget.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert not closed, f"timers left running: {closed}"


class PatientBot(QtBot):
    """Waits for what must happen as long as the slowest machine needs."""

    def waitUntil(self, callback: Callable[[], Any], *, timeout: int = 0) -> None:
        super().waitUntil(callback, timeout=max(timeout, 1000 * PATIENCE))

    def waitSignal(self, signal: Any, *, timeout: int = 0, raising: bool | None = None, **options: Any) -> Any:
        patient = timeout if raising is False else max(timeout, 1000 * PATIENCE)  # False: it must not happen
        return super().waitSignal(signal, timeout=patient, raising=raising, **options)

    def waitExposed(self, widget: QWidget, *, timeout: int = 0) -> Any:
        return super().waitExposed(widget, timeout=max(timeout, 1000 * PATIENCE))


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> QtBot:
    """As the plugin's, but for its patience."""
    return PatientBot(request)


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with tiny ``rnn-en-fr`` and ``rnn-en-zh``; other folders of tests have models of their own."""
    from tests.tiny.translator import make_models  # torch, which not all of these tests need

    return make_models(tmp_path_factory.mktemp("models"))


def echo() -> Callable[..., Any]:
    return lambda request, checkpoint: Answer(request, request.text)


@pytest.fixture
def open_window(qtbot: QtBot) -> Iterator[Callable[..., Window]]:
    """Opens windows on the settings file of the test; closes them all at the end."""
    windows = []

    def open_one(panes: Any = (PlainPane,), start: Any = echo) -> Window:
        file = settings.store()
        window = Window(settings.load(file), partial(settings.save, file), panes, start)
        windows.append(window)
        window.painted.connect(window.bridge.open)
        window.resize(1100, 700)
        with qtbot.waitSignal(window.painted):
            window.show()
        return window

    yield open_one
    for window in windows:
        window.close()
        window.deleteLater()
