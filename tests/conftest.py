"""Every test runs without a screen and with settings of its own, and leaves no thread behind; all of them run in parallel."""

from __future__ import annotations

import os
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("OMP_NUM_THREADS", "1")  # the tests themselves share the cores
MOST_PROCESSES = 8  # each holds torch, Qt and a few models
PATIENCE = 60  # seconds that what must happen may take on a slow machine


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """Share the whole suite among the cores; what is named on the command line stays in this process unless told otherwise."""
    if config.args_source is not pytest.Config.ArgsSource.TESTPATHS:
        return 0
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(cores, MOST_PROCESSES)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Put what takes minutes first, so that nobody waits for it alone at the end; or leave it out, unless it is asked for."""
    named = {Path(argument.split("::")[0]).resolve() for argument in config.args}
    slow = [item for item in items if item.get_closest_marker("slow")]
    wanted = slow if os.environ.get("CI") or config.option.markexpr else [item for item in slow if item.path in named]
    others = [item for item in items if item not in set(slow)]
    if len(wanted) < len(slow):
        config.hook.pytest_deselected(items=[item for item in slow if item not in wanted])
    items[:] = wanted + others


@pytest.fixture(autouse=True)
def own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The settings file of this test; its log lies beside it."""
    path = tmp_path / "settings" / "attnviz.ini"
    monkeypatch.setenv("ATTNVIZ_SETTINGS", str(path))
    return path


@pytest.fixture(autouse=True)
def nothing_left_behind(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test that leaves the engine's thread behind."""
    before = set(threading.enumerate())
    yield
    for thread in _threads_since(before):
        thread.join(PATIENCE)
    assert not (left := _threads_since(before)), f"threads left behind: {left}"


def _threads_since(before: set[threading.Thread]) -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread not in before and thread.name.startswith("attnviz")]
