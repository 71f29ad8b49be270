"""What was measured of compressed models, and what is measured next: one after the other in the background, until it is stopped."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from attnviz.engine.compress.messages import Compression, MeasureCompressed, RankedHeads, RankHeads
from attnviz.ui.panes.questions import Ask, SlicedQuestion

if TYPE_CHECKING:
    from attnviz.engine.compress.messages import CompressedFigure, Heads
    from attnviz.engine.messages import Failure
    from attnviz.lazy_numpy import np

SLICE = 0.15  # seconds: as long as a new translation may have to wait


class Measured(QObject):
    """Figures by model and compression, and the order in which each model's heads go. ``changed``: something more is known, or
    nothing is being measured any more.
    """

    changed = Signal()
    ranked = Signal()  # the order of the heads is known

    def __init__(self, ask: Ask) -> None:
        super().__init__()
        self._figures: dict[str, dict[Compression, CompressedFigure]] = {}
        self._orders: dict[str, Heads] = {}
        self._waiting: list[Compression] = []
        self._stopped: list[Compression] = []  # what was left when it was stopped
        self._ranking = 0.0
        self.model = ""
        self.failure: Failure | None = None
        self._pictures: tuple[np.ndarray, ...] = ()
        self._examples: tuple[Any, ...] = ()
        self._figure = SlicedQuestion(ask, self._measured, self._failed, named=False)
        self._order = SlicedQuestion(ask, self._known, self._failed, named=False)

    def begin(self, model: str, pictures: tuple[np.ndarray, ...] = (), examples: tuple[Any, ...] = ()) -> None:
        """Turn to a model, with the ``pictures`` or ``examples`` it is measured on; what was known of it still is."""
        self.stop()
        self._stopped.clear()
        self.model, self.failure, self._pictures, self._examples = model, None, pictures, examples

    def figures(self) -> dict[Compression, CompressedFigure]:
        """What is known of the model."""
        return self._figures.get(self.model, {})

    def order(self, model: str) -> Heads:
        """The heads of a model, the one that is missed least first; none before they were ranked."""
        return self._orders.get(model, ())

    def now(self) -> Compression | None:
        """What is being measured."""
        return self._waiting[0] if self._waiting and self._figure.running else None

    def ranking(self) -> float | None:
        """The share of heads ranked so far, while that is under way."""
        return self._ranking if self._order.running else None

    def stopped(self) -> bool:
        """Whether something was left unmeasured."""
        return bool(self._stopped)

    def want(self, *compressions: Compression) -> None:
        """Measure these after what is being measured, those that are not known yet."""
        known = self.figures()
        first = self._waiting[:1] if self._figure.running else []
        rest = [each for each in compressions if each not in first and (each not in known or known[each].share < 1)]
        self._waiting = first + list(dict.fromkeys(rest))
        self._stopped.clear()
        if not self._figure.running:
            self._next()
        self.changed.emit()

    def rank(self) -> None:
        """Find out in which order the heads go."""
        if self.model and not self._order.running and self.model not in self._orders:
            self._ranking = 0.0
            self._order.ask(RankHeads(self.model, SLICE))
            self.changed.emit()

    def stop(self) -> None:
        """Measure nothing more; ``go_on`` takes it up again."""
        self._stopped = self._waiting
        self._waiting = []
        self._figure.forget()
        self._order.forget()
        self.changed.emit()

    def go_on(self) -> None:
        """Measure what was left."""
        self.want(*self._stopped)

    def _next(self) -> None:
        if self._waiting:
            self._figure.ask(MeasureCompressed(self.model, self._waiting[0], SLICE, self._pictures, self._examples))

    def _measured(self, figure: CompressedFigure) -> None:
        if figure.request.model != self.model:
            return
        self._figures.setdefault(self.model, {})[figure.request.compression] = figure
        if figure.share >= 1:
            self._waiting = [each for each in self._waiting if each != figure.request.compression]
            self._next()
        self.changed.emit()

    def _known(self, ranked: RankedHeads) -> None:
        self._ranking = ranked.share
        if ranked.share >= 1:
            self._orders[ranked.request.model] = ranked.heads
            self.ranked.emit()
        self.changed.emit()

    def _failed(self, failure: Failure) -> None:
        self.failure = failure
        self._waiting.clear()
        self.changed.emit()
