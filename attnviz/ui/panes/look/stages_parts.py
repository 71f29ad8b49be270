"""Parts of the section of the stages: the column of one map, and the row of one stage's channels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QToolButton, QWidget

from attnviz.ui.panes.look.state import GATE
from attnviz.ui.widgets.channel_strip import ChannelStrip
from attnviz.ui.widgets.named import named
from attnviz.ui.widgets.photo_view import PhotoView
from attnviz.ui.widgets.plain_text import plain

if TYPE_CHECKING:
    from attnviz.lazy_numpy import np

LEAST = 110  # pixels of a photo's side: four of them stand in one row


class StageColumn(QObject):
    """A button with the map's name, the photo with it, and what is told below; ``chosen`` when one of the two is pressed."""

    chosen = Signal()

    def __init__(self, layer: str) -> None:
        super().__init__()
        self.layer = layer
        self.head = named(QToolButton(), f"look.stages.{layer}", role="segment", checkable=True)
        self.head.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.view = named(PhotoView(least=LEAST), f"look.stages.view.{layer}")
        self.view.setCursor(Qt.CursorShape.PointingHandCursor)
        self.told = named(QLabel(), f"look.stages.told.{layer}", role="muted")
        self.told.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.told.setWordWrap(True)
        self.head.clicked.connect(self.chosen)
        self.view.clicked.connect(lambda *_: self.chosen.emit())

    def tell(self, map_: np.ndarray | None, stride: int) -> None:
        """Say how large the map's cells are, in pixels of what the network saw, and what it weighs least and most."""
        if map_ is None:
            self.told.setText("\n")
            return
        rows, columns = map_.shape
        cells = QCoreApplication.translate("LookStages", "{columns} × {rows} cells of {stride} px").format(
            columns=columns, rows=rows, stride=stride
        )
        between = QCoreApplication.translate("LookStages", "{low} to {high}").format(
            low=f"{map_.min():.2f}", high=f"{map_.max():.2f}"
        )
        self.told.setText(f"{cells}\n{between}")

    def retranslate(self, name: str) -> None:
        if self.layer == GATE:
            name = QCoreApplication.translate("LookStages", "Attention gate")
        tip = QCoreApplication.translate("LookStages", "Lay this map over the photo in the first section")
        self.head.setText(name)
        self.head.setAccessibleName(name)
        self.head.setToolTip(tip)
        self.view.setAccessibleName(
            QCoreApplication.translate("LookStages", "The photo with the map “{name}”").format(name=name)
        )


class ChannelRow(QWidget):
    """A stage's name, how many channels it has and what they weigh on average; below, the strip of them."""

    def __init__(self, layer: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._weights: np.ndarray | None = None
        self.strip = named(ChannelStrip(), f"look.stages.channels.{layer}")
        self.title = plain(QLabel())
        self.told = named(QLabel(), f"look.stages.channels.told.{layer}", role="muted")
        self.told.setAlignment(Qt.AlignmentFlag.AlignRight)
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setVerticalSpacing(2)
        layout.addWidget(self.title, 0, 0)
        layout.addWidget(self.told, 0, 1)
        layout.addWidget(self.strip, 1, 0, 1, 2)
        layout.setColumnStretch(1, 1)
        layout.setRowStretch(1, 1)
        for label in (self.title, self.told):
            label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.strip.pointed.connect(self._tell)

    def show_weights(self, weights: np.ndarray | None) -> None:
        """Weights [C] in 0..1, or none."""
        self._weights = weights
        self.strip.set_weights(weights)
        self._tell(-1)

    def _tell(self, channel: int) -> None:
        weights = self._weights
        if weights is None:
            self.told.clear()
        elif channel < 0:
            text = QCoreApplication.translate("LookStages", "{count} channels, on average {mean}")
            self.told.setText(text.format(count=len(weights), mean=f"{weights.mean():.2f}"))
        else:
            text = QCoreApplication.translate("LookStages", "channel {number} of {count}: {weight}")
            self.told.setText(text.format(number=channel + 1, count=len(weights), weight=f"{weights[channel]:.3f}"))
        self.strip.setAccessibleDescription(self.told.text())

    def retranslate(self, name: str) -> None:
        title = QCoreApplication.translate("LookStages", "Channels: {stage}").format(stage=name)
        self.title.setText(title)
        self.strip.setAccessibleName(title)
        self._tell(self.strip.channel())
