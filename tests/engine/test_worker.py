"""The worker: the newest request wins, long work can be interrupted, errors are values, nothing comes after closing."""

from __future__ import annotations

import queue
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from attnviz.engine.messages import Failure, Idle, Progress, Refused
from attnviz.engine.worker import IDLE_AFTER, Worker
from tests.conftest import PATIENCE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SOON = PATIENCE


@dataclass(frozen=True, eq=False)
class Number:
    value: int


@dataclass(frozen=True, eq=False)
class ComparedModel:
    value: int


class Bench:
    """A worker that counts what it was asked, and a gate that holds it inside a request."""

    def __init__(self) -> None:
        self.arrived: queue.Queue[Any] = queue.Queue()
        self.started, self.gate = threading.Event(), threading.Event()
        self.ran: list[Any] = []
        self.rests = 0
        self.thread: int | None = None
        self.worker = Worker(self._start, self.arrived.put)

    def _start(self) -> Callable[..., Any]:
        self.thread = threading.get_ident()
        return self._run

    def _run(self, request: Any, progress: Callable[..., None]) -> Any:
        if isinstance(request, Idle):
            self.rests += 1
            return "rested"
        self.ran.append(request)
        if isinstance(request, Number) and request.value < 0:  # long work
            self.started.set()
            while not self.gate.wait(0.001):
                progress(0.5, "decoding")
        if request.value == 404:
            raise Refused("missing", "There is no such number.", number=404)
        if request.value == 13:
            raise ZeroDivisionError("thirteen")
        return request

    def results(self, count: int) -> list[Any]:
        found = []
        while len(found) < count:
            message = self.arrived.get(timeout=SOON)
            if not isinstance(message, Progress):
                found.append(message)
        return found


def until(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + SOON
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.01)


@pytest.fixture
def bench() -> Iterator[Bench]:
    bench = Bench()
    yield bench
    bench.gate.set()
    assert bench.worker.close(SOON)


def test_of_200_requests_that_come_while_one_runs_only_the_last_is_answered(bench: Bench) -> None:
    bench.worker.submit(Number(-1))
    assert bench.started.wait(SOON)
    for value in range(200):
        bench.worker.submit(Number(value))
    bench.gate.set()
    assert [answer.value for answer in bench.results(2)] == [-1, 199]
    assert [request.value for request in bench.ran] == [-1, 199]


def test_slots_do_not_displace_each_other_and_are_served_in_the_order_of_waiting(bench: Bench) -> None:
    bench.worker.submit(Number(-1))
    assert bench.started.wait(SOON)
    bench.worker.submit(ComparedModel(1))
    bench.worker.submit(Number(2))
    bench.worker.submit(Number(3), slot="apart")
    bench.gate.set()
    assert [answer.value for answer in bench.results(4)] == [-1, 1, 2, 3]


def test_an_interrupting_request_ends_the_running_one_of_its_slot(bench: Bench) -> None:
    bench.worker.submit(Number(-1))
    assert bench.started.wait(SOON)
    bench.worker.submit(Number(5), interrupt=True)  # the gate stays shut: only the interrupt can end the first
    assert [answer.value for answer in bench.results(1)] == [5]


def test_an_interrupting_request_leaves_another_slot_alone(bench: Bench) -> None:
    bench.worker.submit(Number(-1))
    assert bench.started.wait(SOON)
    bench.worker.submit(ComparedModel(5), interrupt=True)
    bench.gate.set()
    assert [answer.value for answer in bench.results(2)] == [-1, 5]


def test_a_refusal_arrives_as_a_failure_with_its_code_and_parameters(bench: Bench) -> None:
    request = Number(404)
    bench.worker.submit(request)
    (failure,) = bench.results(1)
    assert isinstance(failure, Failure)
    assert failure.request is request
    assert (failure.code, failure.parameters) == ("missing", {"number": 404})
    assert failure.sentence == "There is no such number."


def test_an_exception_arrives_as_a_failure_and_the_next_request_is_answered(bench: Bench) -> None:
    bench.worker.submit(Number(13))
    bench.worker.submit(ComparedModel(1))
    failure, answer = bench.results(2)
    assert isinstance(failure, Failure)
    assert (failure.code, failure.parameters) == ("internal_error", {"error": "ZeroDivisionError"})
    assert answer.value == 1


def test_a_handler_that_wants_to_exit_is_a_failure_and_the_next_request_is_answered() -> None:
    arrived: queue.Queue[Any] = queue.Queue()

    def run(request: Any, progress: Any) -> Any:
        if request.value < 3:
            raise (SystemExit, KeyboardInterrupt, GeneratorExit)[request.value]("no more")
        return request

    worker = Worker(lambda: run, arrived.put)
    for value, error in enumerate(("SystemExit", "KeyboardInterrupt", "GeneratorExit")):
        worker.submit(Number(value))
        failure = arrived.get(timeout=SOON)
        assert isinstance(failure, Failure)
        assert failure.parameters == {"error": error}
    worker.submit(Number(3))
    assert arrived.get(timeout=SOON).value == 3
    assert worker.close(SOON)


@pytest.mark.parametrize("error", [ValueError, SystemExit])
def test_an_answer_that_cannot_be_delivered_is_told_and_the_next_is(error: type[BaseException]) -> None:
    arrived: queue.Queue[Any] = queue.Queue()

    def deliver(message: Any) -> None:
        if isinstance(message, Number) and message.value == 1:
            raise error("not this one")
        arrived.put(message)

    worker = Worker(lambda: lambda request, progress: request, deliver)
    request = Number(1)
    worker.submit(request)
    failure = arrived.get(timeout=SOON)
    assert isinstance(failure, Failure)
    assert failure.request is request
    assert (failure.code, failure.parameters) == ("internal_error", {"error": error.__name__})
    worker.submit(Number(2))
    assert arrived.get(timeout=SOON).value == 2
    assert worker.close(SOON)


def test_when_nothing_can_be_delivered_work_goes_on(caplog: pytest.LogCaptureFixture) -> None:
    arrived: queue.Queue[Any] = queue.Queue()
    deaf = threading.Event()
    deaf.set()

    def deliver(message: Any) -> None:
        if deaf.is_set():
            raise SystemExit
        arrived.put(message)

    def run(request: Any, progress: Any) -> Any:
        progress(0.5)
        if request.value == 2:
            deaf.clear()
        if request.value == 1:
            raise ZeroDivisionError
        return request

    worker = Worker(lambda: run, deliver)
    worker.submit(Number(0))
    worker.submit(Number(1), slot="failing")
    worker.submit(Number(2), slot="last")
    assert arrived.get(timeout=SOON).value == 2
    assert worker.close(SOON)
    assert "could not be delivered" in caplog.text


def test_a_start_that_fails_is_tried_again_with_the_next_request() -> None:
    arrived: queue.Queue[Any] = queue.Queue()
    tries = []

    def start() -> Callable[..., Any]:
        tries.append(1)
        if len(tries) == 1:
            raise ImportError("not there yet")
        return lambda request, progress: request

    worker = Worker(start, arrived.put)
    worker.submit(Number(1))
    assert arrived.get(timeout=SOON).code == "internal_error"
    worker.submit(Number(2))
    assert arrived.get(timeout=SOON).value == 2
    assert worker.close(SOON)


def test_progress_carries_the_request_its_share_and_what_is_being_done(bench: Bench) -> None:
    bench.worker.submit(Number(-1))
    progress = bench.arrived.get(timeout=SOON)
    assert isinstance(progress, Progress)
    assert (progress.request.value, progress.share, progress.code) == (-1, 0.5, "decoding")


def test_after_answers_the_engine_rests_once_and_tells_nobody(bench: Bench) -> None:
    time.sleep(2 * IDLE_AFTER)
    assert bench.rests == 0  # nothing was begun, so nothing can be prepared
    for number in (1, 2):
        bench.worker.submit(ComparedModel(number))
        bench.results(1)
        until(lambda number=number: bench.rests == number)
        time.sleep(3 * IDLE_AFTER)
        assert bench.rests == number
    assert bench.arrived.empty()


def test_nothing_is_delivered_after_close_and_the_thread_has_ended(bench: Bench) -> None:
    bench.worker.submit(Number(-1))
    assert bench.started.wait(SOON)
    bench.worker.submit(ComparedModel(1))
    assert bench.worker.close(SOON)
    while not bench.arrived.empty():
        assert isinstance(bench.arrived.get(), Progress)
    bench.worker.submit(ComparedModel(2))
    with pytest.raises(queue.Empty):
        bench.arrived.get(timeout=0.05)
    assert len(bench.ran) == 1


def test_close_gives_up_after_its_timeout_when_work_reaches_no_checkpoint() -> None:
    entered, leave = threading.Event(), threading.Event()
    arrived: queue.Queue[Any] = queue.Queue()

    def run(request: Any, progress: Any) -> Any:
        entered.set()
        leave.wait(SOON)
        return request

    worker = Worker(lambda: run, arrived.put)
    worker.submit(Number(1))
    assert entered.wait(SOON)
    assert not worker.close(timeout=0.01)
    leave.set()
    assert worker.close(SOON)
    assert arrived.empty()


def test_work_that_is_done_when_idle_tells_nobody_how_far_it_is(bench: Bench) -> None:
    told: list[Any] = []
    worker = bench.worker
    run = bench._run

    def resting(request: Any, progress: Callable[..., None]) -> Any:
        if isinstance(request, Idle):
            progress(0.5, "recording")
            told.append("went on")
        return run(request, progress)

    bench._run = resting  # type: ignore[method-assign]
    worker.submit(ComparedModel(1))
    bench.results(1)
    until(lambda: told == ["went on"])
    assert bench.arrived.empty()


def test_closing_ends_what_is_done_when_idle_at_its_next_progress() -> None:
    resting, leave = threading.Event(), threading.Event()
    went_on: list[bool] = []

    def run(request: Any, progress: Callable[..., None]) -> Any:
        if isinstance(request, Idle):
            progress()
            resting.set()
            leave.wait(SOON)
            progress()
            went_on.append(True)
        return request

    worker = Worker(lambda: run, lambda message: None)
    worker.submit(Number(1))
    assert resting.wait(SOON)
    assert not worker.close(0.0)
    leave.set()
    assert worker.close(None)
    assert not went_on


BUSY = """
import threading, time
import torch
from attnviz.engine.worker import Worker

def run(request, progress):
    entered.set()
    x, end = torch.zeros(1), time.monotonic() + 1
    while time.monotonic() < end:
        x = x + 1

entered = threading.Event()
worker = Worker(lambda: run, lambda message: None)
worker.submit("add")
assert entered.wait(60)
"""


def test_a_process_ends_in_peace_while_its_worker_is_inside_torch() -> None:
    command = [sys.executable, "-W", "ignore", "-c", BUSY]
    done = subprocess.run(command, capture_output=True, text=True, timeout=240, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_requests_run_in_the_workers_own_thread(bench: Bench) -> None:
    bench.worker.submit(ComparedModel(1))
    bench.results(1)
    assert bench.thread not in (None, threading.get_ident())
