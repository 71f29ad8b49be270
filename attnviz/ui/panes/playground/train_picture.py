"""The alignment of fixed examples while a network learns: the newest one, or any recorded one, or all as a film."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEventLoop, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from attnviz.engine.attention import maps
from attnviz.engine.attention.maps import MapPicture
from attnviz.lazy_numpy import np
from attnviz.ui import theme
from attnviz.ui.attention.heatmap_page import Heatmap
from attnviz.ui.files.dialogs import FileDialogs
from attnviz.ui.panes.playground import train_film as film
from attnviz.ui.panes.playground.controls import fill
from attnviz.ui.panes.playground.train_empty import TrainEmpty
from attnviz.ui.widgets.plain_text import plain
from attnviz.ui.widgets.selection import Selection

if TYPE_CHECKING:
    from attnviz.engine.playground.training_messages import ToyMeasured, ToyTrained

MOST_RECORDED = 400  # then every second one is dropped, so that a long run still scrubs from its beginning
FILM_MILLISECONDS = 90


class TrainPicture(QWidget):
    """Keeps what was recorded; the slider goes back through it."""

    said = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._dialogs = FileDialogs(self, "playground.train.filmdialog")
        self._records: list[ToyMeasured] = []
        self._sources: tuple[tuple[str, ...], ...] = ()
        self._targets: tuple[tuple[str, ...], ...] = ()
        self._selection = Selection(self)
        self.heatmap = Heatmap(self._selection)
        self.heatmap.setObjectName("playground.train.heatmap")
        self.heatmap.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.heatmap.setMinimumSize(240, 220)
        self.empty = TrainEmpty()
        self._example, self._head = QComboBox(), QComboBox()
        self._example.setObjectName("playground.train.example")
        self._head.setObjectName("playground.train.head")
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setObjectName("playground.train.scrubber")
        self._film, self._save = QPushButton(), QPushButton()
        self._film.setObjectName("playground.train.film")
        self._film.setCheckable(True)
        self._save.setObjectName("playground.train.savefilm")
        self._caption = plain(QLabel())
        self._caption.setProperty("role", "muted")
        self._timer = QTimer(self)
        self._timer.setInterval(FILM_MILLISECONDS)
        top = QHBoxLayout()
        top.setSpacing(theme.GAP)
        top.addWidget(self._example, 1)
        top.addWidget(self._head)
        bottom = QHBoxLayout()
        bottom.setSpacing(theme.GAP)
        bottom.addWidget(self._film)
        bottom.addWidget(self.slider, 1)
        bottom.addWidget(self._caption)
        bottom.addWidget(self._save)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GAP)
        layout.addLayout(top)
        layout.addWidget(self.empty, 1)
        layout.addWidget(self.heatmap, 1)
        layout.addLayout(bottom)
        self._example.currentIndexChanged.connect(self._show)
        self._head.currentIndexChanged.connect(self._show)
        self.slider.valueChanged.connect(self._show)
        self.slider.sliderPressed.connect(self.stop_film)
        self._film.toggled.connect(self._play)
        self._save.clicked.connect(self._ask_where)
        self._timer.timeout.connect(self._next_frame)
        self.retranslate()
        self._enable()

    def clear(self) -> None:
        """Forget everything recorded."""
        self.stop_film()
        self._records = []
        self._enable()
        self._caption.setText("")

    def take(self, trained: ToyTrained) -> None:
        """Record a measurement; the picture follows unless an older one is being looked at."""
        if trained.sources != self._sources or trained.targets != self._targets:
            self._sources, self._targets = trained.sources, trained.targets
            fill(self._example, [(str(i), f"{s} → {t}") for i, (s, t) in enumerate(trained.examples)])
        if trained.measured is None:
            return
        follows = self.slider.value() == self.slider.maximum()
        self._records.append(trained.measured)
        if len(self._records) > MOST_RECORDED:
            self._records = [*self._records[:-1][::2], self._records[-1]]
        layers, heads = trained.measured.picture.weights[0].shape[:2]
        if self._head.count() != layers * heads:
            choices = [(f"{i} {j}", (i, j)) for i in range(layers) for j in range(heads)]
            fill(self._head, [(id_, self._head_name(*place)) for id_, place in choices])
            self._head.setVisible(len(choices) > 1)
            self._head.setCurrentIndex(self._sharpest(trained.measured))
        elif follows and not self._head.hasFocus() and len(self._records) == 8:
            self._head.setCurrentIndex(self._sharpest(trained.measured))
        blocked = self.slider.blockSignals(True)
        self.slider.setRange(0, len(self._records) - 1)
        if follows:
            self.slider.setValue(len(self._records) - 1)
        self.slider.blockSignals(blocked)
        self._enable()
        self._show()

    @staticmethod
    def _sharpest(measured: ToyMeasured) -> int:
        """The head whose rows look hardest at one place each; a mean of heads would show none of them."""
        weights = measured.picture.weights[0]
        return int(weights.max(-1).mean(-1).ravel().argmax())

    def _head_name(self, layer: int, head: int) -> str:
        return self.tr("layer {layer}, head {head}").format(layer=layer + 1, head=head + 1)

    def _enable(self) -> None:
        several = len(self._records) > 1
        for widget in (self.slider, self._film, self._save):
            widget.setEnabled(several)
        there = bool(self._records)
        self.empty.setVisible(not there)
        for part in (self.heatmap, self._example, self.slider, self._film, self._save):
            part.setVisible(there)
        if not there:
            self.slider.setRange(0, 0)
            self._head.setVisible(False)

    def _map(self, record: ToyMeasured) -> MapPicture:
        example = max(self._example.currentIndex(), 0)
        weights = record.picture.weights[example]
        layer, head = map(int, (self._head.currentData() or "0 0").split())
        chosen = weights[min(layer, weights.shape[0] - 1), min(head, weights.shape[1] - 1)]
        rows, columns = self._targets[example], self._sources[example]
        if chosen.shape[1] != len(columns):  # without attention there is one place to look at
            columns = (self.tr("(whole source)"),) * chosen.shape[1]
        return MapPicture(
            rows=rows,
            columns=columns,
            weights=chosen,
            row_tokens=tuple((i,) for i in range(len(rows))),
            column_tokens=tuple((i,) for i in range(len(columns))),
            removed=np.zeros(len(rows), np.float32),
            links=maps.links(chosen),
        )

    def _caption_of(self, record: ToyMeasured) -> str:
        return self.tr("step {step} · {seconds} s · {share} % exact").format(
            step=record.step, seconds=f"{record.seconds:.1f}", share=round(100 * record.accuracy)
        )

    @Slot()
    def _show(self) -> None:
        if not self._records:
            return
        record = self._records[min(self.slider.value(), len(self._records) - 1)]
        self.heatmap.set_picture(self._map(record))
        self._caption.setText(self._caption_of(record))

    @Slot(bool)
    def _play(self, on: bool) -> None:
        if on and self._records:
            self.slider.setValue(0)
            self._timer.start()
        else:
            self._timer.stop()

    @Slot()
    def stop_film(self) -> None:
        """End the film where it is."""
        self._film.setChecked(False)

    @Slot()
    def _next_frame(self) -> None:
        if self.slider.value() >= self.slider.maximum():
            self.stop_film()
        else:
            self.slider.setValue(self.slider.value() + 1)

    @Slot()
    def _ask_where(self) -> None:
        """Ask for a file beside the window, which goes on meanwhile."""
        kinds = self.tr("Animated GIF (*.gif);;Numbered PNG pictures (*.png)")
        dialog = self._dialogs.make()
        dialog.setWindowTitle(self.tr("Save the film"))
        dialog.setNameFilters(kinds.split(";;"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.selectFile("attention.gif")
        dialog.fileSelected.connect(self._file_chosen)
        dialog.open()

    @Slot(str)
    def _file_chosen(self, path: str) -> None:
        target = Path(path)
        self.save_film(target if target.suffix.lower() in (".gif", ".png") else target.with_name(target.name + ".gif"))

    def save_film(self, path: Path) -> None:
        """Write every recorded picture as a film, and say in the status line what came of it."""
        self._save.setEnabled(False)
        pictures = [(self._map(record), self._caption_of(record)) for record in self._records]
        try:
            count = film.save(path, pictures, self.font(), theme.colors(self), step=self._breathe)
        except OSError as error:
            self.said.emit(self.tr("The film could not be saved: {why}").format(why=error.strerror or error))
        else:
            self.said.emit(self.tr("{count} pictures saved in {name}").format(count=count, name=path.name))
        self._enable()

    @staticmethod
    def _breathe() -> None:
        """Let the window paint between frames."""
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)

    def retranslate(self) -> None:
        """Say everything again in the language that now holds."""
        self.heatmap.setAccessibleName(self.tr("Where the network looks: rows are its answer, columns the source"))
        self._example.setAccessibleName(self.tr("Example"))
        self._head.setAccessibleName(self.tr("Head"))
        self.slider.setAccessibleName(self.tr("Back through training"))
        self._film.setText(self.tr("Film"))
        self._film.setToolTip(self.tr("Play the recorded pictures from the beginning"))
        self._save.setText(self.tr("Save film…"))
        for index in range(self._head.count()):
            self._head.setItemText(index, self._head_name(*map(int, self._head.itemData(index).split())))
        self._show()
