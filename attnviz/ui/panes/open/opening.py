"""Opening a model or a file: what is asked of the engine, and the line that tells how far it is and can stop it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from attnviz.engine.attention_files.messages import ENDINGS, OpenAttention, OpenedAttention
from attnviz.engine.open.messages import OpenedModel, OpenModel, StopOpening
from attnviz.ui.panes.questions import Question
from attnviz.ui.reworded import Reworded
from attnviz.ui.widgets.named import named

if TYPE_CHECKING:
    from attnviz.engine.messages import Failure, Progress
    from attnviz.ui.panes.questions import Ask

IMPORTING = "importing"  # the library; its share says nothing


class Opening(QObject):
    """``model_came`` carries an ``OpenedModel``, ``file_came`` an ``OpenedAttention``, ``refused`` a ``Failure``. ``changed``:
    something is being opened, it is farther, or it is over.
    """

    model_came = Signal(object)
    file_came = Signal(object)
    refused = Signal(object)
    changed = Signal()

    def __init__(self, ask: Ask, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._of_model = Question(ask, self._opened, self._refuse, self._tell)
        self._of_file = Question(ask, self._file_opened, self._file_refused, named=False)
        self._numbers = "cpu", "float32"
        self.share: float | None = None  # of the model's weights; None while that is not known

    @property
    def name(self) -> str:
        """What is being opened; "" for nothing."""
        asked = self._of_model.waiting or self._of_file.waiting
        return Path(asked.path).name if isinstance(asked, (OpenModel, OpenAttention)) else ""

    def is_waiting(self) -> bool:
        return self._of_model.waiting is not None or self._of_file.waiting is not None

    def open(self, path: Path, device: str, dtype: str) -> None:
        """Open the folder of a model, a model in one file, or an attention file."""
        self._numbers = device, dtype
        if path.suffix.lower() in ENDINGS and not path.is_dir():
            self._of_file.ask(OpenAttention(path), interrupt=True)
            self.changed.emit()
        else:
            self.open_model(path)

    def open_model(self, path: Path) -> None:
        """Open what is a model, whatever its ending."""
        self.share = None
        self._of_model.ask(OpenModel(str(path), *self._numbers), interrupt=True)
        self.changed.emit()

    def stop(self) -> None:
        """Load no further; what was open before stays."""
        self._of_file.forget()
        if self._of_model.waiting is not None:
            self._of_model.ask(StopOpening(), interrupt=True)
            self._of_model.forget()
        self.changed.emit()

    def _opened(self, model: OpenedModel) -> None:
        self.changed.emit()
        self.model_came.emit(model)

    def _file_opened(self, opened: OpenedAttention) -> None:
        self.changed.emit()
        self.file_came.emit(opened)

    def _file_refused(self, failure: Failure) -> None:
        """A .safetensors file that holds no attention may be a model."""
        if failure.code == "attention_is_model" and failure.request.path.suffix == ".safetensors":
            self.open_model(failure.request.path)
        else:
            self._refuse(failure)

    def _refuse(self, failure: Failure) -> None:
        self.changed.emit()
        self.refused.emit(failure)

    def _tell(self, progress: Progress) -> None:
        self.share = None if progress.code == IMPORTING else progress.share
        self.changed.emit()


class OpeningLine(Reworded, QWidget):
    """Seen while something is being opened: its name, how far it is, and a button that stops it."""

    def __init__(self, opening: Opening, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._opening = opening
        self.text = named(QLabel(), "open.opening", role="heading")
        self.progress = QProgressBar()
        self.progress.setObjectName("open.opening.progress")
        self.progress.setRange(0, 1000)
        self.progress.setTextVisible(False)
        self.progress.setFixedSize(QSize(180, 6))
        self.cancel = named(QPushButton(), "open.opening.cancel", role="chip")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.text)
        row.addWidget(self.progress, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.cancel)
        row.addStretch(1)
        self.cancel.clicked.connect(opening.stop)
        opening.changed.connect(self._show)
        self.hide()
        self.retranslate()

    def _show(self) -> None:
        name, share = self._opening.name, self._opening.share
        self.setVisible(bool(name))
        self.text.setText(self.tr("Opening {name}…").format(name=name))
        self.progress.setRange(0, 1000 if share is not None else 0)
        self.progress.setValue(round(1000 * (share or 0.0)))

    def retranslate(self) -> None:
        self.cancel.setText(self.tr("Cancel"))
        self.cancel.setAccessibleName(self.cancel.text())
        self.progress.setAccessibleName(self.tr("How much of it is loaded"))
        self._show()
