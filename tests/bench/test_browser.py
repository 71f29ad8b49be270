"""Pages drawn in a headless browser, where there is one; and what is said where there is none. No speed is judged here."""

from __future__ import annotations

import importlib.util
import time
from typing import TYPE_CHECKING

import pytest

from attnviz.bench.browser import Browser, chromium
from attnviz.bench.translate import heads
from attnviz.commands import Failed

if TYPE_CHECKING:
    from pathlib import Path

SIZE = 400, 300
DELAY = 0.2  # seconds


@pytest.fixture
def program() -> str:
    found = chromium()
    if found is None:
        pytest.skip("there is no Chromium")
    return found


def test_a_page_is_drawn_when_what_is_waited_for_is_there(program: str, tmp_path: Path) -> None:
    (tmp_path / "later").mkdir()
    script = f'setTimeout(() => document.body.append(document.createElement("b")), {1000 * DELAY})'
    (tmp_path / "later" / "bold.js").write_text(script)
    with Browser(program, SIZE, tmp_path) as shown:
        for _ in range(2):
            begun = time.perf_counter()
            drawn = shown.draw('<p>soon</p><script src="/scripts/later/bold.js"></script>', "b")
            assert begun + DELAY <= drawn <= time.perf_counter()


def test_a_page_that_never_shows_it_is_told(program: str) -> None:
    with Browser(program, SIZE) as shown, pytest.raises(TimeoutError, match="no b within 1 s"):
        shown.draw("<p>never</p>", "b", patience=1.0)


def test_without_a_browser_the_row_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    (row,) = (each for each in heads.ROWS if each.id == "heads-peer")
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: object())
    monkeypatch.setattr(heads, "chromium", lambda: None)
    with pytest.raises(Failed, match="install Chromium"):
        row.measure("")
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(Failed, match=r"pip install 'attnviz\[bench\]'"):
        row.measure("")
