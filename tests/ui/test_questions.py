"""An answer comes to the question that asked, once, and only while it is wanted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from attnviz.engine.messages import Failure, Progress
from attnviz.ui.bridge import Bridge
from attnviz.ui.panes.questions import NewestQuestion, Question, SlicedQuestion

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@dataclass(frozen=True, eq=False)
class Ask:
    number: int


@dataclass(frozen=True, eq=False)
class Told:
    request: Any
    share: float = 1.0


class Log:
    """What a question sent, and what it was told."""

    def __init__(self) -> None:
        self.sent: list[Any] = []
        self.shown: list[Any] = []
        self.failures: list[Failure] = []
        self.progress: list[Progress] = []

    def ask(self, question: Question, request: Any, interrupt: bool) -> None:
        self.sent.append(request)

    def make(self, kind: type[Question] = Question, **more: Any) -> Any:
        return kind(self.ask, self.shown.append, self.failures.append, self.progress.append, **more)


@pytest.fixture
def log() -> Log:
    return Log()


def test_only_the_latest_request_is_shown(log: Log) -> None:
    question, first, second = log.make(), Ask(1), Ask(2)
    question.ask(first)
    question.ask(second)
    question.receive(Told(first))
    assert log.shown == []
    question.receive(Told(second))
    assert [told.request for told in log.shown] == [second]
    assert question.waiting is None


def test_every_answer_is_shown_while_a_later_one_is_awaited(log: Log) -> None:
    question, first, second = log.make(every=True), Ask(1), Ask(2)
    question.ask(first)
    question.ask(second)
    question.receive(Told(first))
    assert [told.request for told in log.shown] == [first]
    assert question.waiting is second
    question.receive(Failure(first, "x", {}, ""))
    assert log.failures == []
    question.forget()
    question.receive(Told(second))
    assert len(log.shown) == 1
    third = Ask(3)
    question.ask(third)
    question.receive(Told(second))  # it was asked before all was forgotten
    assert len(log.shown) == 1
    question.receive(Told(third))
    assert [told.request for told in log.shown] == [first, third]


def test_what_is_forgotten_is_not_shown_and_does_not_fail(log: Log) -> None:
    question, request = log.make(), Ask(1)
    question.ask(request)
    question.forget()
    for message in (Progress(request, 0.5, "x"), Told(request), Failure(request, "x", {}, "")):
        question.receive(message)
    assert not (log.shown)
    assert not (log.failures)
    assert not (log.progress)


def test_progress_and_failure_come_to_who_asked(log: Log) -> None:
    question, request = log.make(), Ask(1)
    question.ask(request)
    question.receive(Progress(request, 0.5, "x"))
    question.receive(Failure(request, "x", {}, ""))
    assert len(log.progress) == len(log.failures) == 1
    assert question.waiting is None


def test_of_requests_that_come_meanwhile_only_the_newest_is_sent(log: Log) -> None:
    question, requests = log.make(NewestQuestion), [Ask(n) for n in range(4)]
    for request in requests:
        question.ask(request)
    assert log.sent == requests[:1]
    question.receive(Told(requests[0]))
    assert log.sent == [requests[0], requests[3]]
    assert [told.request for told in log.shown] == [requests[0]]
    question.receive(Failure(requests[3], "x", {}, ""))
    assert len(log.failures) == 1
    assert question.waiting is None


def test_slices_are_asked_for_until_all_is_known_and_wait_while_paused(log: Log) -> None:
    question, request = log.make(SlicedQuestion), Ask(1)
    question.ask(request)
    question.receive(Told(request, 0.3))
    assert log.sent == [request, request]
    question.pause()
    question.receive(Told(request, 0.6))
    assert len(log.sent) == 2
    question.go_on()
    assert len(log.sent) == 3
    question.receive(Told(request, 1.0))
    assert [told.share for told in log.shown] == [0.3, 0.6, 1.0]
    assert not question.running


def test_a_failed_slice_ends_the_question(log: Log) -> None:
    question, request = log.make(SlicedQuestion), Ask(1)
    question.ask(request)
    question.receive(Failure(request, "x", {}, ""))
    question.go_on()
    assert log.sent == [request]
    assert not question.running


def test_two_questions_of_one_kind_do_not_take_each_others_answers(qtbot: QtBot) -> None:
    bridge = Bridge(lambda: lambda request, checkpoint: Told(request))
    shown: dict[str, list[Any]] = {"first": [], "second": []}
    questions = {name: Question(bridge.ask, told.append) for name, told in shown.items()}
    for number, question in enumerate(questions.values()):
        question.ask(Ask(number))
    bridge.open()
    qtbot.waitUntil(lambda: all(shown.values()))
    assert [told.request.number for told in shown["first"] + shown["second"]] == [0, 1]
    assert bridge.close(None)
