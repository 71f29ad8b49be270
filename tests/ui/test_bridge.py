"""Answers come in the window's thread, the last one is shown, and after closing none comes."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication

from attnviz.engine.messages import Failure, Progress
from attnviz.ui.bridge import Bridge
from attnviz.ui.panes.questions import Question
from tests.conftest import PATIENCE
from tests.handmade.plain_pane import Answer, Ask

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot


def echo(request: Any, checkpoint: Callable[..., None]) -> Answer:
    return Answer(request, request.text)


def asking(bridge: Bridge, receive: Callable[[Any], None]) -> Question:
    """A question that hands every kind of message to ``receive``."""
    return Question(bridge.ask, receive, receive, receive)


def test_of_200_requests_the_last_answer_shown_is_that_of_the_last(qtbot: QtBot) -> None:
    shown: list[Any] = []
    bridge = Bridge(lambda: echo)
    bridge.open()
    question = Question(bridge.ask, shown.append, every=True)
    for number in range(200):
        question.ask(Ask(str(number)))
    qtbot.waitUntil(lambda: bool(shown) and shown[-1].text == "199")
    numbers = [int(answer.text) for answer in shown]
    assert numbers == sorted(numbers)
    assert bridge.close(PATIENCE)


def test_answers_are_received_in_the_thread_of_the_window(qtbot: QtBot) -> None:
    threads: dict[str, int] = {}

    def run(request: Any, checkpoint: Callable[..., None]) -> Any:
        threads["engine"] = threading.get_ident()
        checkpoint(0.5)
        raise ValueError("and so does a failure")

    received: list[tuple[type, int]] = []
    bridge = Bridge(lambda: run)
    bridge.open()
    asking(bridge, lambda message: received.append((type(message), threading.get_ident()))).ask(Ask("x"))
    qtbot.waitUntil(lambda: len(received) == 2)
    assert received == [(Progress, threading.get_ident()), (Failure, threading.get_ident())]
    assert threads["engine"] != threading.get_ident()
    assert bridge.close(PATIENCE)


def test_what_was_asked_before_opening_is_answered_after_it(qtbot: QtBot) -> None:
    shown: list[Any] = []
    bridge = Bridge(lambda: echo)
    asking(bridge, shown.append).ask(Ask("early"))
    assert not any(thread.name == "attnviz-engine" for thread in threading.enumerate())
    bridge.open()
    qtbot.waitUntil(lambda: [answer.text for answer in shown] == ["early"])
    assert bridge.close(PATIENCE)


def test_an_answer_on_its_way_when_closing_is_not_received(qtbot: QtBot) -> None:
    sent = threading.Event()
    shown: list[Any] = []

    def run(request: Any, checkpoint: Callable[..., None]) -> Any:
        checkpoint(0.1)
        sent.set()
        return echo(request, checkpoint)

    bridge = Bridge(lambda: run)
    bridge.open()
    question = asking(bridge, shown.append)
    question.ask(Ask("x"))
    assert sent.wait(PATIENCE)  # the progress is in the event queue, which is not yet worked off
    assert bridge.close(PATIENCE)
    question.ask(Ask("y"))
    QCoreApplication.processEvents()
    qtbot.wait(20)
    assert shown == []
