"""Long work that the window asks for and waits for, without standing still meanwhile."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QEventLoop, QObject, Qt, Signal

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")


class _End(QObject):
    came = Signal()


def run_while_painting(work: Callable[[], T]) -> T:
    """What ``work`` returns or raises; it is done in a thread of its own. The window goes on painting and answering; what a person
    does with mouse and keys waits until then."""
    results: list[T] = []
    errors: list[BaseException] = []
    loop, end = QEventLoop(), _End()
    end.came.connect(loop.quit, Qt.ConnectionType.QueuedConnection)

    def run() -> None:
        try:
            results.append(work())
        except BaseException as error:
            errors.append(error)
        end.came.emit()

    thread = threading.Thread(target=run, name="attnviz beside")
    thread.start()
    loop.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
    thread.join()
    if errors:
        raise errors[0]
    return results[0]
