"""What the answer loses without each head: every head is switched off in turn, in the background (ablation)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from attnviz.engine.open.messages import AblateEveryHead
from attnviz.ui.panes.questions import SlicedQuestion

if TYPE_CHECKING:
    from attnviz.engine.messages import Failure
    from attnviz.engine.open.messages import EveryHeadAblated, ReadInput
    from attnviz.ui.attention.heads_drawer import HeadsDrawer
    from attnviz.ui.panes.questions import Ask

SLICE = 0.05  # seconds of measuring heads before something else may be asked


class HeadEffects(QObject):
    """Asks for them and draws what is known in the drawer of heads. ``failed`` carries a ``Failure``."""

    failed = Signal(object)

    def __init__(self, ask: Ask, drawer: HeadsDrawer, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._drawer = drawer
        self.question = SlicedQuestion(ask, self._show, self._fail)
        self.known: EveryHeadAblated | None = None

    def measure(self, request: ReadInput | None) -> None:
        """Measure with what is asked now; None: stop."""
        if request is None:
            self.question.forget()
        else:
            self.question.ask(AblateEveryHead(request.model, request.input, heads_off=request.heads_off, seconds=SLICE))
        self._draw()

    def forget(self) -> None:
        """Something else is read: nothing is known of it."""
        self.known = None
        self._drawer.forget_effects()

    def stop(self) -> None:
        """Another model: nothing is measured or known any more."""
        self.known = None
        self.question.forget()

    def _show(self, known: EveryHeadAblated) -> None:
        self.known = known
        self._draw()

    def _fail(self, failure: Failure) -> None:
        self._draw()
        self.failed.emit(failure)

    def _draw(self) -> None:
        known = self.known
        effects = {each.kind: each.drops for each in known.effects} if known is not None else None
        share = known.share if known is not None else 0.0
        self._drawer.show_effects(effects, share=share, running=self.question.running)
