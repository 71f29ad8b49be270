"""Where the Listen pane's sounds come from: dialogs, drops, the microphone, samples, joined words."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QMimeData, QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from attnviz.engine.listen.sounds import ENDINGS, Sound, read_sound
from attnviz.engine.messages import Note, Refused
from attnviz.ui.commands import Actions, Command
from attnviz.ui.files.dialogs import FileDialogs
from attnviz.ui.panes.listen import samples
from attnviz.ui.sound.recorder import Recorder
from attnviz.ui.system.background import run_while_painting

if TYPE_CHECKING:
    from collections.abc import Sequence

    from attnviz.lazy_numpy import np
    from attnviz.ui.panes.listen.state import ListenState

LIGHT = 2_000_000  # bytes of a file below which the window waits for the decoder


class Sources(QObject):
    """Gives sounds through ``state.given``; says through ``state.failed`` or ``state.refused`` where there is none."""

    def __init__(self, state: ListenState, owner: QWidget) -> None:
        super().__init__(owner)
        self._state = state
        self._last = Path.home()
        self._dialogs = FileDialogs(owner, "listen.open.dialog")
        self.recorder = Recorder(self)
        self.recorder.recorded.connect(self._recorded)
        self.recorder.failed.connect(state.failed)
        shipped = [
            Command(f"listen.sample.{id}", partial(samples.title, id), do=partial(self.open_sample, id))
            for id in samples.SAMPLES
        ]
        offered = Command("listen.samples", lambda: self.tr("Samples"), "file", entries=shipped)
        self.commands = Actions(owner, [offered])
        self.samples_menu = self.commands.submenu("listen.samples")

    def open_path(self, path: Path) -> bool:
        """Listen to a file; False, and one sentence, when it cannot be."""
        path = Path(os.path.abspath(path))
        try:
            wait = os.path.isfile(path) and os.path.getsize(path) > LIGHT
            sound = run_while_painting(lambda: read_sound(path)) if wait else read_sound(path)
        except Refused as refused:
            self._state.refused.emit(refused)
            return False
        self._last = path.parent
        self._state.given.emit(sound)
        return True

    def open_sample(self, id: str) -> bool:
        """Listen to a sound that ships."""
        try:
            sound = samples.open_sample(id)
        except Refused as refused:
            self._state.refused.emit(refused)
            return False
        self._state.given.emit(sound)
        return True

    def open_joined(self, speaker: str, words: Sequence[str]) -> bool:
        """Listen to words of a voice, joined."""
        try:
            joined = samples.join(speaker, words)
        except Refused as refused:
            self._state.refused.emit(refused)
            return False
        self._state.given.emit(Sound(joined, " ".join(words)))
        return True

    def ask_for_file(self) -> None:
        """Ask which file, without holding up the window."""
        dialog = self._dialogs.make()
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        endings = " ".join(f"*.{ending}" for ending in ENDINGS)
        dialog.setNameFilters([self.tr("Sounds ({})").format(endings), self.tr("All files (*)")])
        dialog.setDirectory(str(self._last))
        dialog.fileSelected.connect(lambda name: self.open_path(Path(name)))
        dialog.open()

    def takes(self, mime: QMimeData) -> bool:
        """Whether there is something to open, or a sentence to say, when this is dropped."""
        return mime.hasUrls()

    def take_mime(self, mime: QMimeData) -> bool:
        """Listen to a file that was dropped."""
        paths = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
        if not paths:
            self._state.failed.emit(
                self.tr("attnviz loads nothing from the network: save the sound, then open the file.")
            )
            return False
        if len(paths) > 1:
            self._state.said.emit(self.tr("Of {count} files the first is listened to.").format(count=len(paths)))
        return self.open_path(paths[0])

    def toggle_recording(self) -> None:
        """Begin to record, or end and listen to it."""
        if self.recorder.recording():
            self.recorder.stop()
        elif self.recorder.start():
            self._state.failed.emit("")

    def _recorded(self, recorded: np.ndarray, gone: bool) -> None:
        notes = (Note("microphone_gone"),) if gone else ()
        self._state.given.emit(Sound(recorded, self.tr("Recording"), notes=notes))

    def save_state(self) -> dict[str, Any]:
        return {"folder": str(self._last)}

    def restore_state(self, state: dict[str, Any]) -> None:
        if isinstance(state.get("folder"), str) and state["folder"]:
            self._last = Path(state["folder"])
