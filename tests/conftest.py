"""Every test runs without a screen and with settings of its own, and leaves no thread and no timer behind."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(autouse=True)
def own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The settings file of this test; its log lies beside it."""
    path = tmp_path / "settings" / "attnviz.ini"
    monkeypatch.setenv("ATTNVIZ_SETTINGS", str(path))
    return path


@pytest.fixture(autouse=True)
def nothing_left_behind(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test that leaves the engine's thread, or a running Qt timer, behind."""
    before = set(threading.enumerate())
    yield
    end = time.monotonic() + 5
    while (left := _threads_since(before)) and time.monotonic() < end:
        time.sleep(0.01)
    assert not left, f"threads left behind: {left}"


def _threads_since(before: set[threading.Thread]) -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread not in before and thread.name.startswith("attnviz")]
