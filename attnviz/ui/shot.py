"""Pictures of the real window, or of a view alone, without a screen: what the README shows and ``attnviz shot`` writes."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEventLoop, QSize, QTimer

from attnviz import atomic_write
from attnviz.ui import i18n, theme
from attnviz.ui.application import make_app
from attnviz.ui.files import writers
from attnviz.ui.settings import Settings
from attnviz.ui.window import Window

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget


def shot(
    pane: str,
    out: Path,
    *,
    prepare: Callable[[Any], None] = lambda pane: None,
    ready: Callable[[Any], bool] = lambda pane: True,
    theme_name: str = "light",
    language: str = "en",
    size: tuple[int, int] = (1280, 800),
    timeout: float = 60.0,
) -> None:
    """Open a window of ``size`` pixels on a pane, let ``prepare(pane)`` feed it, wait until ``ready(pane)``, and save the picture.

    Nothing that the person has chosen is read or written. Raises TimeoutError when the pane is not ready after ``timeout``
    seconds, OSError when the file cannot be written, KeyError for a pane that there is not.
    """
    _begin(theme_name, language)
    window = Window(Settings(theme=theme_name, language=language, pane=pane), lambda settings: True)
    try:
        shown = window.panes[pane]
        window.resize(QSize(*size))
        window.painted.connect(window.bridge.open)
        window.show()
        window.text_size.settle()
        prepare(shown)
        _wait(lambda: ready(shown), timeout)
        _settle()
        _save(window, Path(out))
    finally:
        window.close()
        window.bridge.close(None)  # nobody waits for this window, and the process may end with the next line


def shot_of_view(
    make: Callable[[], QWidget],
    out: Path,
    *,
    theme_name: str = "light",
    language: str = "en",
    size: tuple[int, int] = (1280, 800),
) -> None:
    """Make a view that stands in no window, and save its picture of ``size`` pixels; OSError when it cannot be written."""
    _begin(theme_name, language)
    view = make()
    view.resize(QSize(*size))
    view.show()
    view.setFocus()  # not the first field: no cursor in the picture
    _settle()
    _save(view, Path(out))
    view.close()


def _save(view: QWidget, out: Path) -> None:
    """Write a picture of a view; the error names the file that was asked for, not the one written first beside it."""
    try:
        atomic_write.write(out, writers.png_of(view.grab().toImage()))
    except OSError as error:
        raise OSError(f"{out} cannot be written: {error.strerror or error}") from error


def _begin(theme_name: str, language: str) -> None:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = make_app()
    theme.apply(app, theme_name, 100)
    i18n.apply(app, language)


def _wait(condition: Callable[[], bool], timeout: float) -> None:
    loop, end = QEventLoop(), time.monotonic() + timeout
    wake = QTimer(interval=10)
    wake.timeout.connect(loop.quit)
    wake.start()
    while not condition():
        if time.monotonic() > end:
            raise TimeoutError(f"The picture was not ready after {timeout:g} s")
        loop.exec()
    wake.stop()


def _settle() -> None:
    """Let what was asked for by the last answer (layouts, repaints) happen."""
    loop = QEventLoop()
    QTimer.singleShot(50, loop.quit)
    loop.exec()
