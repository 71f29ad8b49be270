"""What the photo is told as while it is painted over: the caption before and now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from attnviz.engine.describe.messages import Describe, Described
from attnviz.ui.panes.questions import Ask, Question
from attnviz.ui.widgets.named import named

if TYPE_CHECKING:
    from attnviz.lazy_numpy import np
    from attnviz.ui.panes.look.state import LookState


REST = 250  # milliseconds without a stroke after which the photo is told anew: probabilities and map do not wait for its words


class CaptionChange(QWidget):
    """Asks with the captioner that the state names, when the brush rests; hidden where it names none."""

    def __init__(self, state: LookState, ask: Ask, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self._plain = Question(ask, self.show_before, state.refused.emit)
        self._painted = Question(ask, self.show_now, state.refused.emit)
        self._canvas: np.ndarray  # what is painted, to be told when the brush rests
        self._rest = QTimer(self, singleShot=True, interval=REST)
        self._rest.timeout.connect(self._tell)
        self.before: Described | None = None
        self.now: Described | None = None
        self.title = named(QLabel(), "look.whatif.caption.title", role="heading")
        self.was = named(QLabel(), "look.whatif.caption.before", role="muted")
        self.is_ = named(QLabel(), "look.whatif.caption.now")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(3)
        layout.addWidget(self.title)
        for label in (self.was, self.is_):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            layout.addWidget(label)
        self.retranslate()
        self._show()

    def begin(self, plain: np.ndarray) -> None:
        """Tell a photo before anything is painted on it."""
        self.pause()
        self.before = self.now = None
        if self._state.captioner:
            self._plain.ask(Describe(plain, self._state.captioner))
        self._show()

    def follow(self, painted: np.ndarray | None) -> None:
        """Tell what is painted, if nothing more is for a moment; None where nothing is."""
        self.pause()
        if painted is None:
            self.now = self.before
            self._show()
        elif self._state.captioner and (self.now is None or self.now.request.picture is not painted):
            self._canvas = painted
            self._rest.start()

    def pause(self) -> None:
        """Tell nothing of what was painted: more is being painted."""
        self._painted.forget()
        self._rest.stop()

    def _tell(self) -> None:
        self._painted.ask(Describe(self._canvas, self._state.captioner), interrupt=True)

    def show_before(self, answer: Described) -> None:
        """The caption of the photo as it is."""
        self.before = answer
        self._show()

    def show_now(self, answer: Described) -> None:
        """The caption of the photo as it is painted."""
        self.now = answer
        self._show()

    def _show(self) -> None:
        before, now = self.before, self.now
        self.setVisible(before is not None or now is not None)
        if before is not None:
            self.was.setText(self.tr("before: {caption}").format(caption=before.caption))
        changed = before is not None and now is not None and now.caption != before.caption
        if changed and now is not None:
            self.is_.setText(self.tr("now: {caption}").format(caption=now.caption))
        else:
            self.is_.setText(self.tr("now: the same") if now is not None and now is not before else "")
        self.is_.setVisible(bool(self.is_.text()))

    def retranslate(self) -> None:
        """Word everything in the language of now."""
        self.title.setText(self.tr("Caption"))
        self._show()
