"""Reads small pictures of files beside the window's own work, those wanted now before all others."""

from __future__ import annotations

import contextlib
import threading
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from attnviz.ui.files import read_pictures
from attnviz.ui.files.unreadable import Unreadable

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from PySide6.QtGui import QImage


class Thumbnails(QObject):
    """``came`` carries which list it is of, the number of the file and its QImage, or None where it cannot be read.

    One plain thread reads while something is wanted, and ends then; Qt decodes without holding up the interpreter. It has no
    parent: the thread keeps it alive until it has said its last.
    """

    came = Signal(int, int, object)

    def __init__(self) -> None:
        super().__init__()
        self._lock = threading.Lock()
        self._paths: Sequence[Path] = ()
        self._wanted: list[int] = []
        self._side = 0
        self._list = 0
        self._thread: threading.Thread | None = None

    def open(self, paths: Sequence[Path], side: int) -> int:
        """Another list of files, whose pictures are to have ``side`` pixels at most; returns its number."""
        with self._lock:
            self._paths, self._side, self._wanted = paths, side, []
            self._list += 1
            return self._list

    def want(self, indices: Sequence[int]) -> None:
        """Read these in this order, and nothing that was wanted before."""
        with self._lock:
            self._wanted = list(indices)
            if self._wanted and self._thread is None:
                self._thread = threading.Thread(target=self._run, name="attnviz thumbnails")
                self._thread.start()

    def _run(self) -> None:
        while True:
            with self._lock:
                if not self._wanted:
                    self._thread = None
                    return
                index, list_, side = self._wanted.pop(0), self._list, self._side
                path = self._paths[index]
            image: QImage | None = None
            with contextlib.suppress(Unreadable):
                image = read_pictures.to_image(read_pictures.read(path, longest=side))
            self.came.emit(list_, index, image)
