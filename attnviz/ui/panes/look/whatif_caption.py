"""What the photo is told as while it is painted over: the caption before and now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from attnviz.engine.describe.messages import Describe, Described
from attnviz.ui.panes.questions import Ask, NewestQuestion, Question
from attnviz.ui.widgets.named import named

if TYPE_CHECKING:
    from attnviz.lazy_numpy import np
    from attnviz.ui.panes.look.state import LookState


class CaptionChange(QWidget):
    """Asks with the captioner that the state names; hidden where it names none."""

    def __init__(self, state: LookState, ask: Ask, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self._plain = Question(ask, self.show_before, state.refused.emit)
        self._painted = NewestQuestion(ask, self.show_now, state.refused.emit)
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
        self._painted.forget()
        self.before = self.now = None
        if self._state.captioner:
            self._plain.ask(Describe(plain, self._state.captioner))
        self._show()

    def follow(self, painted: np.ndarray | None) -> None:
        """Tell what is painted; None where nothing is."""
        if painted is None:
            self._painted.forget()
            self.now = self.before
            self._show()
        elif self._state.captioner:
            self._painted.ask(Describe(painted, self._state.captioner))

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
