"""Asks which model of Hugging Face to download, tells its size, and brings it once the person has confirmed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QLineEdit, QProgressBar, QPushButton, QVBoxLayout, QWidget

from attnviz import paths
from attnviz.engine.open.messages import AskDownload, Download, Downloaded, DownloadOffer
from attnviz.ui import theme
from attnviz.ui.panes.open import texts
from attnviz.ui.panes.questions import Question, SlicedQuestion
from attnviz.ui.reworded import Reworded
from attnviz.ui.widgets.named import named

if TYPE_CHECKING:
    from attnviz.engine.messages import Failure
    from attnviz.ui.panes.questions import Ask

SLICE = 0.05  # seconds of downloading before something else may be asked


class DownloadDialog(Reworded, QDialog):
    """A name, what it is and how large, its progress. ``done_at`` carries the folder (``Path``) when all of it is there."""

    done_at = Signal(object)

    def __init__(self, ask: Ask, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("open.download.dialog")
        self.folder = paths.user_models().with_name("downloaded")
        self.asking = Question(ask, self._show_offer, self._fail, named=False)
        self.downloading = SlicedQuestion(ask, self._show_share, self._fail, named=False)
        self.offer: DownloadOffer | None = None
        self._share = 0.0
        self._failure: Failure | None = None
        self.says = named(QLabel(), "open.download.says", role="muted")
        self.name = named(QLineEdit(), "open.download.name")
        self.name.setPlaceholderText("google-bert/bert-base-uncased")
        self.told = named(QLabel(), "open.download.told")
        self.error = named(QLabel(), "open.download.error", role="error")
        self.progress = QProgressBar()
        self.progress.setObjectName("open.download.progress")
        self.progress.setRange(0, 1000)
        self.progress.setTextVisible(False)
        self.progress.setFixedHeight(6)
        self.go = named(QPushButton(), "open.download.go", role="primary")
        self.cancel = named(QPushButton(), "open.download.cancel")
        self.go.setDefault(True)
        self.cancel.setAutoDefault(False)
        self._build()
        self.retranslate()

    def _build(self) -> None:
        for label in (self.says, self.told, self.error):
            label.setWordWrap(True)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.go)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.EDGE, theme.EDGE, theme.EDGE, theme.EDGE)
        column.setSpacing(theme.GAP)
        for widget in (self.says, self.name, self.told, self.error, self.progress):
            column.addWidget(widget)
        column.addStretch(1)
        column.addLayout(buttons)
        self.setMinimumWidth(460)
        self.name.textEdited.connect(self._renamed)
        self.go.clicked.connect(self._go_on)
        self.cancel.clicked.connect(self.reject)

    def begin(self) -> None:
        """Show it, as it stands while something is downloaded."""
        self.show()
        self.raise_()
        self.activateWindow()
        self.name.setFocus()
        self.name.selectAll()

    def reject(self) -> None:
        """Cancel: a download stops and leaves nothing; without one the dialog closes."""
        if self.downloading.running:
            self.downloading.forget()
            self.offer = None
            self.retranslate()
            return
        self.asking.forget()
        super().reject()

    def _renamed(self) -> None:
        self.asking.forget()
        self.offer = self._failure = None
        self.retranslate()

    def _go_on(self) -> None:
        """Ask what it is; or, confirmed, download it."""
        self._failure = None
        if self.offer is None:
            self.asking.ask(AskDownload(self.name.text().strip()), interrupt=True)
        else:
            self._share = 0.0
            self.downloading.ask(Download(self.offer, str(self.folder), SLICE))
        self.retranslate()

    def _show_offer(self, offer: DownloadOffer) -> None:
        self.offer = offer
        self.retranslate()

    def _show_share(self, known: Downloaded) -> None:
        self._share = known.share
        if known.share >= 1:
            self.offer = None
            self.hide()
            self.done_at.emit(Path(known.path))
        self.retranslate()

    def _fail(self, failure: Failure) -> None:
        self._failure, self.offer = failure, None
        self.retranslate()

    def _tell(self) -> str:
        if self.offer is None:
            return self.tr("Asking…") if self.asking.waiting is not None else ""
        return self.tr("{name}: {size} in {count} files, into {folder}").format(
            name=self.offer.request.name, size=_size(self.offer.bytes), count=len(self.offer.files), folder=self.folder
        )

    def retranslate(self) -> None:
        running = self.downloading.running
        self.setWindowTitle(self.tr("Download from Hugging Face"))
        self.says.setText(
            self.tr("The name of a model, as owner/model. Its size is told first; only then is it downloaded.")
        )
        self.name.setAccessibleName(self.tr("Name of the model"))
        self.name.setEnabled(not running)
        self.told.setText(self._tell())
        failure = self._failure
        self.error.setText(
            texts.failure_sentence(failure.code, failure.parameters, failure.sentence) if failure is not None else ""
        )
        self.progress.setValue(round(1000 * self._share))
        self.progress.setAccessibleName(self.tr("Downloaded"))
        for widget, seen in (
            (self.told, bool(self.told.text())),
            (self.error, bool(self.error.text())),
            (self.progress, running),
            (self.go, not running),
        ):
            widget.setVisible(seen)
        self.go.setText(self.tr("Download") if self.offer is not None else self.tr("Ask for its size"))
        self.go.setEnabled(not running and self.asking.waiting is None and bool(self.name.text().strip()))
        self.cancel.setText(self.tr("Cancel"))
        for button in (self.go, self.cancel):
            button.setAccessibleName(button.text())


def _size(count: int) -> str:
    """A number of bytes in GB or MB."""
    return f"{count / 1e9:.2f} GB" if count >= 1e9 else f"{count / 1e6:.1f} MB"
