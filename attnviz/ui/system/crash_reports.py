"""What happens to an error that nobody caught: the traceback goes to the log file and one sentence to the person."""

from __future__ import annotations

import logging
import os
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStandardPaths, Signal

from attnviz.ui.system.private_files import make_private

if TYPE_CHECKING:
    from types import TracebackType

LARGEST_LOG = 1_000_000  # bytes, after which the old log is put aside

log = logging.getLogger("attnviz")


def folder() -> Path:
    """Where the log is: beside a redirected settings file, else in the program's own data folder."""
    redirected = os.environ.get("ATTNVIZ_SETTINGS")
    if redirected:
        return Path(redirected).parent
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppLocalDataLocation))


class Reporter(QObject):
    """Takes over the hooks of the interpreter and of its threads until ``restore``; ``failed`` carries a sentence to show."""

    failed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._handler = _handler(folder())
        log.addHandler(self._handler)
        log.setLevel(logging.INFO)
        self._before = sys.excepthook, threading.excepthook
        sys.excepthook, threading.excepthook = self._raised, self._raised_in_thread

    def restore(self) -> None:
        """Give the hooks back and close the log."""
        sys.excepthook, threading.excepthook = self._before
        log.removeHandler(self._handler)
        self._handler.close()

    def _raised(self, kind: type[BaseException], error: BaseException, where: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            self._before[0](kind, error, where)
            return
        log.error("Uncaught %s", kind.__name__, exc_info=(kind, error, where))
        self.failed.emit(
            self.tr("Something went wrong ({}). The log has the details: Help > Log folder.").format(kind.__name__)
        )

    def _raised_in_thread(self, thrown: threading.ExceptHookArgs) -> None:
        if thrown.exc_value is not None:
            self._raised(thrown.exc_type, thrown.exc_value, thrown.exc_traceback)


def _handler(folder: Path) -> logging.Handler:
    """A log file in a folder, or standard error where none can be written."""
    handler: logging.Handler
    path = folder / "attnviz.log"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        old = path.with_suffix(".old.log")
        if path.exists() and path.stat().st_size > LARGEST_LOG:
            path.replace(old)
        for each in (path, old) if old.exists() else (path,):
            make_private(each)
        if path.exists() and not path.is_file():
            raise OSError  # a pipe would be waited for
        handler = logging.FileHandler(path, encoding="utf-8", errors="backslashreplace")
    except OSError:
        handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(threadName)s %(name)s: %(message)s"))
    return handler
