"""Two sessions of one process open models at the same time, as when a window is closed while it opens one and another begins."""

from __future__ import annotations

import gc
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import pytest

from attnviz.engine.open import library
from attnviz.engine.open.messages import OpenedModel, OpenModel
from attnviz.engine.session import Session
from attnviz.paths import asset

if TYPE_CHECKING:
    from collections.abc import Iterator

SESSIONS, TIMES = 4, 3


@pytest.fixture(autouse=True)
def no_garbage() -> Iterator[None]:
    """As while the engine's thread runs (``ui/garbage.py``)."""
    gc.disable()
    yield
    gc.enable()


def test_each_is_told_of_its_own_model_and_gets_all_its_weights() -> None:
    library.transformers()
    told: list[bool] = []
    start = threading.Barrier(SESSIONS)

    def open_it(_: int) -> Any:
        mine = threading.get_ident()
        start.wait()
        return Session().run(
            OpenModel(str(asset("samples/open/rxnmapper"))),
            lambda *share, **code: told.append(threading.get_ident() == mine),
        )

    with ThreadPoolExecutor(SESSIONS) as pool:
        for _ in range(TIMES):
            answers = list(pool.map(open_it, range(SESSIONS)))
            assert all(isinstance(answer, OpenedModel) for answer in answers)
    assert told
    assert all(told)
