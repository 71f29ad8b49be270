"""What stands above the map: open, record, play, joined words, and the tools that change the sound."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QMenu, QToolButton, QWidget

from attnviz.ui import theme
from attnviz.ui.panes.listen.state import TOOLS
from attnviz.ui.reworded import Reworded
from attnviz.ui.theme import colors
from attnviz.ui.widgets.controls import DecimalSpin, Field, IconButton, line
from attnviz.ui.widgets.flow import FlowLayout
from attnviz.ui.widgets.named import named

if TYPE_CHECKING:
    from collections.abc import Callable

    from attnviz.ui.panes.listen.sound_sources import Sources
    from attnviz.ui.panes.listen.state import ListenState


class LevelMeter(QWidget):
    """How loud the microphone is, on a scale of 60 dB."""

    def __init__(self) -> None:
        super().__init__()
        named(self, "listen.level")
        self._level = 0.0

    def show_level(self, level: float) -> None:
        self._level = level
        self.update()

    def share(self) -> float:
        """Of the meter that is filled."""
        from math import log10

        return min(max(1 + log10(max(self._level, 1e-6)) / 3, 0.0), 1.0)

    def sizeHint(self) -> QSize:
        line = self.fontMetrics().height()
        return QSize(line * 8, line)

    def paintEvent(self, event: QPaintEvent) -> None:
        shown, painter = colors(self), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        middle = QRectF(0, self.height() * 0.25, self.width(), self.height() * 0.5)
        painter.setBrush(shown.border)
        painter.drawRoundedRect(middle, 4, 4)
        middle.setWidth(self.width() * self.share())
        painter.setBrush(shown.danger if self._level > 0.97 else shown.accent)
        painter.drawRoundedRect(middle, 4, 4)
        painter.end()


class TopBar(Reworded, QWidget):
    """Open, record with its level, play, hear letters that are pointed at, join."""

    def __init__(self, sources: Sources, play: Callable[[], None], join: Callable[[], None]) -> None:
        super().__init__()
        self._recorder = sources.recorder
        self.open = IconButton("listen.open", "open")
        self.open.setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)
        menu = QMenu(self.open)
        menu.addActions(sources.samples_menu.actions())
        self.open.setMenu(menu)
        self.record = IconButton("listen.record", "record", checkable=True)
        self.level = LevelMeter()
        self.level.hide()
        self.play = IconButton("listen.play", "play")
        self.join = IconButton("listen.join", "join")
        self.hear = named(QToolButton(), "listen.hear", role="segment", checkable=True)
        self.hear.setChecked(True)
        layout = FlowLayout(self, gap=theme.GAP, line_gap=theme.GAP)
        for widget in (self.open, self.record, self.level, self.play, self.hear, self.join):
            layout.addWidget(widget)
        self.open.clicked.connect(sources.ask_for_file)
        self.record.clicked.connect(sources.toggle_recording)
        self.play.clicked.connect(play)
        self.join.clicked.connect(join)
        self._seconds, self._playing = 0.0, False
        self._recorder.level.connect(self._level)
        self._recorder.changed.connect(self._recording)
        self._recorder.failed.connect(lambda _: self._recording(self._recorder.recording()))
        self.retranslate()

    def show_playing(self, playing: bool) -> None:
        """Whether the sound is heard now."""
        from attnviz.ui import icons

        self._playing = playing
        self.play.setIcon(icons.icon("pause" if playing else "play"))
        self._word()

    def _recording(self, recording: bool) -> None:
        self._seconds = 0.0
        self.level.setVisible(recording)
        self.record.setChecked(recording)
        self._word()

    def _level(self, level: float, seconds: float) -> None:
        self.level.show_level(level)
        if int(seconds) != int(self._seconds):
            self._seconds = seconds
            self._word()

    def _word(self) -> None:
        if self._recorder.recording():
            self.record.word(
                self.tr("Stop ({seconds} s)").format(seconds=int(self._seconds)),
                self.tr("Stop, and listen to what was recorded"),
            )
        else:
            self.record.word(self.tr("Record"), self.tr("Record from the microphone, at most 30 seconds"))
        if self._playing:
            self.play.word(self.tr("Stop"), self.tr("Stop playing"))
        else:
            self.play.word(
                self.tr("Play"), self.tr("Play the sound, or the stretch that is chosen; letters light as they pass")
            )

    def retranslate(self) -> None:
        self.open.word(self.tr("Open…"), self.tr("Listen to a sound from a file; it can also be dropped anywhere here"))
        self.open.menu().setTitle(self.tr("Samples"))
        self.join.word(self.tr("Join words…"), self.tr("Choose words of a voice and have them strung together"))
        self.hear.setText(self.tr("Hear letters"))
        self.hear.setToolTip(self.tr("Pointing at a letter plays its moment"))
        self.level.setAccessibleName(self.tr("Level of the microphone"))
        self._word()


class Tools(Reworded, QWidget):
    """What marking a stretch of the sound does, taking it all back, and the speed."""

    def __init__(self, state: ListenState) -> None:
        super().__init__()
        self._state = state
        self.tools = {
            tool: named(QToolButton(), f"listen.tool.{tool}", role="segment", checkable=True) for tool in TOOLS
        }
        group = QButtonGroup(self)
        for tool, button in self.tools.items():
            group.addButton(button)
            button.clicked.connect(lambda _=False, tool=tool: state.set_tool(tool))
        self.tools[TOOLS[0]].setChecked(True)
        self.speed = DecimalSpin(0.5, 2.0, 1.0, step=0.05, decimals=2)
        self.speed_field = Field(self.speed, "listen.speed")
        self.restore = IconButton("listen.restore", "reset")
        layout = FlowLayout(self, gap=12, line_gap=theme.GAP)
        for widget in (line(*self.tools.values(), gap=0), self.speed_field, self.restore):
            layout.addWidget(widget)
        self.speed.valueChanged.connect(lambda value: state.vary(speed=round(value, 2)))
        self.restore.clicked.connect(lambda: state.vary(edits=(), speed=1.0))
        for changed in (state.varied, state.sound_changed):
            changed.connect(self.refresh)
        state.tool_changed.connect(self.refresh)
        self.retranslate()
        self.refresh()

    def refresh(self) -> None:
        """Show what holds now."""
        self.tools[self._state.tool].setChecked(True)
        varied = self._state.variation
        self.speed.blockSignals(True)
        self.speed.setValue(varied.speed)
        self.speed.blockSignals(False)
        self.restore.setEnabled(bool(varied.edits) or varied.speed != 1.0)

    def retranslate(self) -> None:
        words = {
            "select": (self.tr("Select"), self.tr("Drag over waveform or spectrogram to choose a stretch and play it")),
            "mute": (
                self.tr("Mute"),
                self.tr("Drag over waveform or spectrogram to silence a stretch, and see what becomes of the letters"),
            ),
            "noise": (self.tr("Noise"), self.tr("Drag over waveform or spectrogram to cover a stretch with noise")),
        }
        for tool, (text, tip) in words.items():
            self.tools[tool].setText(text)
            self.tools[tool].setToolTip(tip)
        self.speed_field.set_text(self.tr("Speed"), self.tr("Faster is shorter and higher, as of a tape"))
        self.restore.word(self.tr("As it was"), self.tr("Take back mutes, noise and speed"))
