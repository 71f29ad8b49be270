"""A window that is closed while it decodes a huge photo does not wait for that."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QTimer

from attnviz.engine.messages import Refused
from attnviz.ui.files import decoding_process
from attnviz.ui.panes.latent.pane import LatentPane
from attnviz.ui.panes.look.pane import LookPane
from tests.handmade.odd_pictures import plain_png

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.mark.parametrize("pane", [LookPane, LatentPane])
def test_closing_takes_no_time_while_a_photo_is_decoded(
    open_window: Callable[..., Any], tmp_path: Path, pane: type[LookPane] | type[LatentPane]
) -> None:
    def refuse(request: Any, checkpoint: Any) -> Any:
        raise Refused("no_engine", "There is no engine in this test.")

    path = tmp_path / "a.png"
    path.write_bytes(plain_png(10_000, 10_000, 8, 2))
    window = open_window((pane,), lambda: refuse)
    (shown,) = window.panes.values()
    closed: list[float] = []

    def close() -> None:
        if not decoding_process._running:
            return QTimer.singleShot(50, window, close)
        window.close()
        closed.append(time.monotonic())
        return None

    QTimer.singleShot(300, window, close)
    opened = shown.files.open_path(path) if isinstance(shown, LookPane) else shown.encode.encode_file(path)
    assert closed
    assert time.monotonic() - closed[0] < 0.2
    assert not opened
    assert not decoding_process._running
