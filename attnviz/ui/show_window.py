"""The window of ``attnviz.show``: ``python -m attnviz.ui.show_window`` shows each file that it is told of, a line of JSON each.

With ``--tell`` it says on its standard output when one has been painted.
"""

from __future__ import annotations

import json
import os
import sys
import threading
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer, Signal, Slot

from attnviz.engine.attention_files import open_file
from attnviz.engine.messages import Refused
from attnviz.ui import i18n, settings, text_size, theme
from attnviz.ui.application import make_app
from attnviz.ui.panes.open.pane import OpenPane
from attnviz.ui.window import Window

if TYPE_CHECKING:
    from typing import TextIO

IN_MEMORY = 4_000_000_000  # bytes that are read at once: the file is gone afterwards


class Listener(QObject):
    """Reads lines in a thread of its own; ``told`` carries each in the window's thread."""

    told = Signal(str)

    def __init__(self, lines: TextIO) -> None:
        super().__init__()
        self._lines = lines

    def start(self) -> None:
        """Begin to read, once somebody listens: a line may be there already."""
        threading.Thread(target=self._read, name="lines", daemon=True).start()

    def _read(self) -> None:
        for line in self._lines:
            try:
                self.told.emit(line)
            except RuntimeError:  # the window is gone
                return


class Shower(QObject):
    """Shows in a window what it is told of."""

    def __init__(self, window: Window, tell: bool) -> None:
        super().__init__(window)
        self._window, self._tell = window, tell
        self._due = False
        window.panes["open"].all_heads.page.map.installEventFilter(self)  # type: ignore[attr-defined]

    @Slot(str)
    def show_line(self, line: str) -> None:
        """Show the file that a line names."""
        said = json.loads(line)
        path = Path(said["path"])
        pane = self._window.panes["open"]
        try:
            opened = open_file.opened(path, small=IN_MEMORY)
        except Refused as refused:
            pane.say(str(refused))  # type: ignore[attr-defined]
            return
        finally:
            if said.get("remove"):
                path.unlink(missing_ok=True)
        title = "" if opened.title == path.name else opened.title
        self._due = True
        pane.receive(opened=replace(opened, title=title))
        self._window.setWindowTitle(f"{title} · attnviz" if title else "attnviz")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and self._due:
            self._due = False
            if self._tell:
                QTimer.singleShot(0, self, lambda: print("painted", flush=True))
        return False


def main(arguments: list[str]) -> int:
    """Show a window until it is closed."""
    from attnviz.ui.system import requirements

    problem = requirements.problem()
    if problem:
        print(problem, file=sys.stderr)
        return 1
    app = make_app(["attnviz"])
    chosen = replace(settings.load(settings.store()), pane="open")
    growth = text_size.growth_of(chosen.geometry)
    theme.apply(app, chosen.theme, text_size.scaled(chosen.scale, growth))
    i18n.apply(app, chosen.language)
    window = Window(chosen, lambda settings: True, (OpenPane,))
    window.text_size.growth = growth
    window.panes["open"].asked.connect(
        partial(_open_engine, window)
    )  # not before something is asked: torch takes a second
    shower = Shower(window, "--tell" in arguments)
    listener = Listener(sys.stdin)
    listener.told.connect(shower.show_line)
    listener.start()
    window.show()
    try:
        return app.exec()
    finally:
        window.shut_down()


def _open_engine(window: Window, *_: object) -> None:
    window.bridge.open()


if __name__ == "__main__":
    status = main(sys.argv[1:])
    sys.stdout.flush()
    os._exit(status)
