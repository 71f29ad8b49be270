"""Controls that panes share: a named field, numbers, a list of names, a button with a sign, a player of frames, a flowing line."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QComboBox, QDoubleSpinBox, QHBoxLayout, QLabel, QSpinBox, QToolButton, QWidget

from attnviz.ui import icons, theme
from attnviz.ui.widgets.flow import FlowLayout
from attnviz.ui.widgets.named import named

FRAME = 90  # milliseconds of one picture of a film


class Field(QWidget):
    """A control with its name before it."""

    def __init__(self, control: QWidget, name: str) -> None:
        super().__init__()
        self.control = named(control, name)
        self.label = named(QLabel(), "", role="muted")
        self.label.setBuddy(control)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.label)
        layout.addWidget(control)

    def set_text(self, text: str, tip: str = "", *, name: str = "") -> None:
        """Name the control and say what it is for; ``name`` is what is read out where a sign is seen."""
        self.label.setText(text)
        self.control.setAccessibleName(name or text)
        self.control.setToolTip(tip)


class NumberField:
    """What the fields for whole and decimal numbers share; stands before the kind of field among the bases.

    It is as wide as its largest number needs; with ``wide`` as wide as Qt makes its kind.
    """

    wide = False

    def _hold(self: Any, low: float, high: float, value: float, step: float) -> None:
        self.setRange(low, high)
        self.setSingleStep(step)
        self.setValue(value)
        self.setKeyboardTracking(False)

    def sizeHint(self: Any) -> QSize:
        if self.wide:
            return super().sizeHint()  # type: ignore[misc]
        metrics = self.fontMetrics()
        widest = self.textFromValue(self.maximum())
        return QSize(metrics.horizontalAdvance(widest) + round(2.9 * metrics.height()), super().sizeHint().height())  # type: ignore[misc]

    def minimumSizeHint(self: Any) -> QSize:
        return super().minimumSizeHint() if self.wide else self.sizeHint()  # type: ignore[misc]


class Spin(NumberField, QSpinBox):
    """A field for a whole number."""

    def __init__(self, low: int, high: int, value: int, *, step: int = 1) -> None:
        super().__init__()
        self._hold(low, high, value, step)


class DecimalSpin(NumberField, QDoubleSpinBox):
    """A field for a number with so many decimals."""

    def __init__(self, low: float, high: float, value: float, *, step: float, decimals: int = 1) -> None:
        super().__init__()
        self.setDecimals(decimals)
        self._hold(low, high, value, step)


class Choice(QComboBox):
    """A list of names with a key behind each, as wide as its longest name."""

    def __init__(self, name: str, keys: tuple[str, ...]) -> None:
        super().__init__()
        named(self, name)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        for key in keys:
            self.addItem("", key)

    def key(self) -> str:
        """What is chosen."""
        return str(self.currentData())

    def set_key(self, key: str) -> None:
        """Choose; without a signal to those who listen to a person (``activated``)."""
        if key != self.key():
            self.setCurrentIndex(self.findData(key))

    def offer(self, keys: tuple[str, ...]) -> None:
        """Let only some of them be chosen."""
        model = self.model()
        for row in range(self.count()):
            model.item(row).setEnabled(self.itemData(row) in keys)  # type: ignore[attr-defined]


class IconButton(QToolButton):
    """A button with a sign, and with words where ``says`` is set."""

    def __init__(self, name: str, icon: str, *, says: bool = True, checkable: bool = False) -> None:
        super().__init__()
        named(self, name, role="segment" if says else "", checkable=checkable)
        style = Qt.ToolButtonStyle
        self.setToolButtonStyle(style.ToolButtonTextBesideIcon if says else style.ToolButtonIconOnly)
        self.setIcon(icons.icon(icon))
        self._fit()

    def word(self, text: str, tip: str = "") -> None:
        """What the button says, and what it does."""
        self.setText(text)
        self.setAccessibleName(text)
        self.setToolTip(tip or text)

    def _fit(self) -> None:
        height = self.fontMetrics().height()
        self.setIconSize(QSize(round(height * 1.2), round(height * 1.05)))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()


class Player(QObject):
    """Plays so many frames there and back: ``frame`` carries the number of each; it never plays out of sight."""

    frame = Signal(int)
    changed = Signal(bool)  # whether it plays

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._count, self._at, self._step = 0, 0, 1
        self._timer = QTimer(self, interval=FRAME)
        self._timer.timeout.connect(self._tick)
        parent.installEventFilter(self)

    def playing(self) -> bool:
        return self._timer.isActive()

    def play(self, count: int, at: int = 0) -> None:
        """Begin at a frame; nothing is played of fewer than two."""
        if count > 1:
            self._count, self._at, self._step = count, min(max(at, 0), count - 1), 1
            self._timer.start()
            self.changed.emit(True)

    @Slot()
    def stop(self) -> None:
        """Stay where it is."""
        if self._timer.isActive():
            self._timer.stop()
            self.changed.emit(False)

    def _tick(self) -> None:
        if not 0 <= self._at + self._step < self._count:
            self._step = -self._step
        self._at += self._step
        self.frame.emit(self._at)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Hide:
            self.stop()
        return False


def line(*widgets: QWidget, gap: int = 10) -> QWidget:
    """Controls side by side that go on in a new line where there is no room."""
    box = QWidget()
    layout = FlowLayout(box, gap=gap, line_gap=theme.GAP)
    for widget in widgets:
        layout.addWidget(widget)
    return box
