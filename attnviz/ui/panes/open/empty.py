"""What is seen before anything is opened: a picture of what will be there, and the buttons that bring it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontDatabase, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from attnviz.lazy_numpy import np
from attnviz.ui import theme
from attnviz.ui.reworded import Reworded
from attnviz.ui.widgets import colormap
from attnviz.ui.widgets.named import named

LAYERS, HEADS, CELLS = 3, 6, 14


class Ghost(QWidget):
    """A drawing of maps of heads, faint: it stands for those that will be there, and is none of a model."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        return QSize(520, 260)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, 60)

    def paintEvent(self, event: QPaintEvent) -> None:
        side = min(self.width() / (HEADS * 1.14), self.height() / (LAYERS * 1.14))
        left, top = (self.width() - side * 1.14 * HEADS) / 2, (self.height() - side * 1.14 * LAYERS) / 2
        with QPainter(self) as painter:
            painter.setOpacity(0.28)
            for layer in range(LAYERS):
                for head in range(HEADS):
                    box = QRectF(left + head * side * 1.14, top + layer * side * 1.14, side, side)
                    painter.drawImage(box, colormap.image(_drawn(layer, head)))
            painter.setPen(QColor(theme.colors(self).border))


def _drawn(layer: int, head: int) -> np.ndarray:
    """One of a few usual shapes: diagonals near and far, columns, blocks."""
    at = np.arange(CELLS)
    away = at[:, None] - at
    kind = (layer * 2 + head) % 5
    if kind == 0:
        return np.exp(-np.abs(away - 1) * 1.6)
    if kind == 1:
        return np.exp(-np.abs(away) / 3.0) * (away >= 0)
    if kind == 2:
        return np.where(at == 0, 0.9, 0.06) * np.ones((CELLS, 1))
    if kind == 3:
        return np.exp(-np.abs(away + 1) * 1.2)
    return np.where((at[:, None] // 5) == (at // 5), 0.45, 0.04)


class EmptyState(Reworded, QWidget):
    """``folder_wanted`` and ``file_wanted``: a button was pressed."""

    folder_wanted = Signal()
    file_wanted = Signal()
    example_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ghost = Ghost()
        self.heading = named(QLabel(), "open.empty.heading", role="title")
        self.text = named(QLabel(), "open.empty.text", role="muted")
        self.code = named(QLabel(), "open.empty.code")
        self.code.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.code.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.folder = named(QPushButton(), "open.empty.folder", role="primary")
        self.file = named(QPushButton(), "open.empty.file")
        self.example = named(QPushButton(), "open.empty.example")
        for label in (self.heading, self.text, self.code):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter if label is not self.code else Qt.AlignmentFlag.AlignLeft)
        self.text.setWordWrap(True)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.folder)
        buttons.addWidget(self.file)
        buttons.addWidget(self.example)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setSpacing(12)
        column.addStretch(1)
        column.addWidget(self.heading)
        column.addWidget(self.text)
        column.addLayout(buttons)
        column.addWidget(self.ghost, 6)
        column.addWidget(self.code, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        self.folder.clicked.connect(self.folder_wanted)
        self.file.clicked.connect(self.file_wanted)
        self.example.clicked.connect(self.example_wanted)
        self.retranslate()

    def set_waiting(self, waiting: bool) -> None:
        """Something is being opened: offer nothing else."""
        for widget in (self.heading, self.text, self.folder, self.file, self.example, self.code):
            widget.setVisible(not waiting)

    def retranslate(self) -> None:
        self.heading.setText(self.tr("See the attention of your own model"))
        self.text.setText(
            self.tr(
                "Open the folder of a model as save_pretrained writes it, or a file of attention (.safetensors, .npz, .npy, .json, "
                ".pt). Both can be dropped here. Nothing is loaded from a network unless you download a model."
            )
        )
        self.folder.setText(self.tr("Open a model…"))
        self.file.setText(self.tr("Open a file…"))
        self.code.setText(
            "import attnviz\noutput = model(**inputs, output_attentions=True)\nattnviz.show(output, tokens=tokens)"
        )
        self.code.setAccessibleName(self.tr("From Python"))
        self.example.setText(self.tr("An example: a reaction"))
        self.example.setToolTip(
            self.tr("A small model of chemistry whose attention is the answer: each atom looks at where it came from")
        )
        for button in (self.folder, self.file, self.example):
            button.setAccessibleName(button.text())
