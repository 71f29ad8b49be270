"""Test this map: mutes the moments it points at, and as many others, and says what the letters lose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from attnviz.ui import theme
from attnviz.ui.factors import factor
from attnviz.ui.i18n import in_a_row
from attnviz.ui.reworded import Reworded
from attnviz.ui.widgets.drop_bars import CHANCE, CLEAR, DropBars
from attnviz.ui.widgets.named import named
from attnviz.ui.widgets.plain_text import plain

if TYPE_CHECKING:
    from attnviz.engine.listen.messages import ListeningChecked
    from attnviz.ui.panes.listen.state import ListenState

MUTED = 0.15  # of the sound


class MapTest(Reworded, QWidget):
    """``asked``: a person wants to know of what is shown now, a letter or all of them."""

    asked = Signal()

    def __init__(self, state: ListenState) -> None:
        super().__init__()
        self._told: ListeningChecked | None = None
        self._running = False
        self._share = 0.0
        self.heading = named(QLabel(), "listen.test.heading", role="muted")
        self.check = named(QPushButton(), "listen.test.check")
        self.bars = DropBars()
        self.bars.setObjectName("listen.test.bars")
        self.answer = named(QLabel(), "listen.test.answer")
        plain(self.answer)
        self.answer.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.GAP, 0, 0)
        column.setSpacing(6)
        for part in (self.heading, self.check, self.bars, self.answer):
            column.addWidget(part)
        self.check.clicked.connect(self.asked)
        state.heard_changed.connect(self.clear)
        self.retranslate()

    def clear(self) -> None:
        """What was told is of another answer."""
        self._told, self._running = None, False
        self._word()

    def set_running(self, share: float = 0.0) -> None:
        """An answer is on its way."""
        self._running, self._share, self._told = True, share, None
        self._word()

    def show_told(self, told: ListeningChecked) -> None:
        self._told, self._running = told, False
        self._word()

    def retranslate(self) -> None:
        self.heading.setText(self.tr("Test this map"))
        self.check.setText(self.tr("Mute what it points at"))
        self.bars.setAccessibleName(self.tr("Drops of the log-probability"))
        self._word()

    def _word(self) -> None:
        told = self._told
        self.check.setEnabled(not self._running)
        self.bars.setVisible(told is not None)
        if told is None:
            idle = self.tr(
                "Mutes the {percent} % of the sound that it listens to most, then as much elsewhere, and compares."
            )
            running = self.tr("Measuring… {percent} %").format(percent=round(100 * self._share))
            self.answer.setText(running if self._running else idle.format(percent=round(100 * MUTED)))
            return
        random = told.random_drops
        self.bars.show_drops(
            told.drop,
            float(random.min()),
            float(random.mean()),
            float(random.max()),
            (self.tr("without what it points at"), self.tr("without as much elsewhere")),
        )
        less = int((random < told.drop).sum())
        about = self.tr("The letter becomes") if told.request.letters else self.tr("The letters become")
        sentences = [
            self.tr("{about} {change}; elsewhere muted, {other}.").format(
                about=about, change=self._change(told.drop), other=self._change(float(random.mean()))
            ),
            self.tr("In {less} of {draws} draws it mattered less elsewhere.").format(less=less, draws=len(random)),
        ]
        share = less / max(len(random), 1) if told.drop > 0 else 0.0
        if share >= CLEAR:
            sentences.append(self.tr("Here the map points at what matters."))
        elif share >= CHANCE:
            sentences.append(self.tr("The map does somewhat better than chance here."))
        else:
            sentences.append(self.tr("That is no better than chance: do not read this map as the reason."))
        self.answer.setText(in_a_row(sentences))

    def _change(self, drop: float) -> str:
        text = self.tr("{times} times less probable") if drop >= 0 else self.tr("{times} times more probable")
        return text.format(times=factor(abs(drop)))
