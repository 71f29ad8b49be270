"""The line below the window: which model answered and how quickly, a passing note, and a slim bar while the engine works."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtWidgets import QLabel, QProgressBar, QSizePolicy, QStatusBar, QWidget

from attnviz.ui.widgets.plain_text import plain, tip

if TYPE_CHECKING:
    from attnviz.engine.messages import Progress


class Status(QStatusBar):
    """Each source (a pane's id) has its last answer and its work; those of the shown one are seen, unless a note lies over them."""

    NOTE, PATIENCE = 6000, 200  # milliseconds: how long a note stays, how long work may last before the bar appears

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("window.status")
        self.setSizeGripEnabled(False)
        self._source = ""
        self._answers: dict[str, tuple[str, float, str]] = {}
        self._working: dict[str, Progress] = {}
        self._note = ""
        self._starting = False
        self._text = plain(QLabel(self))
        self._text.setObjectName("window.status.text")
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._text.setContentsMargins(10, 4, 10, 4)
        self._doing = plain(QLabel(self))
        self._doing.setObjectName("window.status.doing")
        self._bar = QProgressBar(self)
        self._bar.setObjectName("window.status.progress")
        self._bar.setRange(0, 1000)
        self._bar.setTextVisible(False)
        self._bar.setFixedSize(QSize(140, 6))
        self.addWidget(self._text, 1)
        self.addPermanentWidget(self._doing)
        self.addPermanentWidget(self._bar)
        self.setContentsMargins(0, 0, 12, 0)
        self._bar.hide()
        self._doing.hide()
        self._fade = QTimer(self, singleShot=True, interval=self.NOTE)
        self._fade.timeout.connect(self.clear_note)
        self._patience = QTimer(self, singleShot=True, interval=self.PATIENCE)
        self._patience.timeout.connect(self._show_work)
        self.retranslate()

    def answered(self, source: str, model: str, milliseconds: float, device: str = "CPU") -> None:
        """Keep which model answered a pane, in what time, and where it ran."""
        self._answers[source] = model, milliseconds, device
        self._show_text()

    def note(self, sentence: str, *, stays: bool = False) -> None:
        """Lay a sentence over everything else, for a while or until the next."""
        self._note = sentence
        self._fade.stop()
        if not stays:
            self._fade.start()
        self._show_text()

    def clear_note(self) -> None:
        """Take the note away."""
        self._note = ""
        self._show_text()

    def show_source(self, source: str) -> None:
        """Show this pane's last answer and how far its work is."""
        self._source = source
        self._show_text()
        self._show_work()

    def show_start(self, starting: bool) -> None:
        """Show that the engine is being started, or no longer."""
        if starting != self._starting:
            self._starting = starting
            self._show_work()

    def progress(self, source: str, progress: Progress) -> None:
        """Take note of how far a pane's work is."""
        self._working[source] = progress
        if self._bar.isVisible():
            self._show_work()
        elif not self._patience.isActive():
            self._patience.start()

    def done(self, source: str) -> None:
        """A pane's work has ended, well or not."""
        self._working.pop(source, None)
        self._show_work()

    def text(self) -> str:
        """The sentence that is seen."""
        return self._text.text()

    def stop(self) -> None:
        """End every timer."""
        self._fade.stop()
        self._patience.stop()

    def retranslate(self) -> None:
        """Word it in the language of now."""
        self._text.setAccessibleName(self.tr("Status"))
        self._doing.setAccessibleName(self.tr("What is being done"))
        self._bar.setAccessibleName(self.tr("Progress"))
        self._show_work()
        self._show_text()

    def _show_text(self) -> None:
        shown = self._note
        if not shown and self._source in self._answers:
            model, milliseconds, device = self._answers[self._source]
            text = self.tr("{model} · {milliseconds} ms · {device}")
            shown = text.format(model=model, milliseconds=round(milliseconds), device=device)
        self._text.setText(shown)
        self._text.setToolTip(tip(shown))

    def _show_work(self) -> None:
        work = self._working.get(self._source)
        if work:
            self._bar.setValue(round(1000 * min(max(work.share, 0.0), 1.0)))
        else:
            self._patience.stop()
        started = self.tr("Starting the engine") if self._starting else ""
        self._doing.setText(self._word(work.code) if work else started)
        self._bar.setVisible(bool(work))
        self._doing.setVisible(bool(self._doing.text()))

    def _word(self, code: str) -> str:
        return {
            "loading": self.tr("Loading the model"),
            "decoding": self.tr("Decoding"),
            "painting": self.tr("Decoding pictures"),
            "training": self.tr("Training"),
            "looking": self.tr("Looking"),
            "reading": self.tr("Reading"),
            "writing": self.tr("Writing"),
            "measuring": self.tr("Measuring"),
            "importing": self.tr("Importing transformers"),
        }.get(code, self.tr("Working"))
