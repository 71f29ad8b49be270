"""The thumbnails of an answer's heads with their order, marks and words: made once for each kind of attention and order."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from attnviz.engine.attention import head_statistics, maps
from attnviz.engine.attention.messages import CROSS, Attention, AttentionBetween, Words
from attnviz.lazy_numpy import np
from attnviz.ui.attention.heads_texts import describe
from attnviz.ui.attention.map_choice import Answer, Off, Pair, heads_with_sinks, of_kind
from attnviz.ui.widgets.head_grid_drawing import Tiles

if TYPE_CHECKING:
    from collections.abc import Mapping

    from attnviz.engine.attention.head_statistics import BestMap

FEW_WORDS = 32  # up to which thumbnails are on the scale of the map beside them


@dataclass(frozen=True)
class HeadMeasures:
    """What is measured of a head (counted from 0): entropy in bits, shares 0..1, effect in nats; NaN where it is not known."""

    layer: int
    head: int
    entropy: float
    diagonal: float
    like_best: float
    effect: float
    sink: float


class HeadTiles:
    """Knows an answer, which of its heads are off, best or taught, and what switching each off does."""

    def __init__(self) -> None:
        self.answer: Answer = ()
        self.off: Off = ()
        self.best: BestMap | None = None
        self._taught: tuple[str, int, int] | None = None
        self._best_weights: np.ndarray | None = None
        self._effects: Mapping[str, np.ndarray] | None = None
        self._complete = False
        self._sinks: dict[str, frozenset[Pair]] = {}  # these three of each kind, while the answer stays
        self._measured: dict[str, tuple[np.ndarray, np.ndarray, np.ndarray | None]] = {}
        self._made: dict[tuple[str, str], Tiles] = {}

    def set_model(self, best: BestMap | None, taught: tuple[str, int, int] | None) -> None:
        """Take the map of a model that aligns best, and its taught head."""
        self.best, self._taught = best, taught
        self._measured = {}
        self._weigh_best()

    def set_answer(self, answer: Answer, off: Off) -> None:
        """Take an answer."""
        if answer is not self.answer:
            self._measured, self._sinks = {}, {}
        self.answer, self.off = answer, off
        self._weigh_best()

    def _weigh_best(self) -> None:
        self._best_weights = None
        if self.best is not None and self.answer:
            self._best_weights = maps.chosen_map(self.answer[0].attention, self.best.view)
        self.forget()

    def set_effects(self, effects: Mapping[str, np.ndarray] | None, *, complete: bool) -> None:
        """Take what is known of each kind's heads [layer, head] so far, NaN where nothing is."""
        self._effects, self._complete = effects, complete
        self.forget()

    def forget(self) -> None:
        """What was made is no longer true, or worded in another language."""
        self._made = {}

    def knows_effects(self) -> bool:
        """Whether every head was measured."""
        return self._complete

    def pairs(self, kind: str) -> list[Pair]:
        """All heads of a kind."""
        if not self.answer:
            return []
        layers, heads = of_kind(self.answer, kind).attention.weights.shape[:2]
        return [(layer, head) for layer in range(layers) for head in range(heads)]

    def tiles(self, kind: str, by: str) -> Tiles | None:
        """The heads of a kind in an order; None before the first answer."""
        if not self.answer:
            return None
        if (kind, by) not in self._made:
            self._made[kind, by] = self._make(kind, by)
        return self._made[kind, by]

    def measures(self, kind: str) -> list[HeadMeasures]:
        """What is known of every head of a kind, in the order of their places; nothing before the first answer."""
        if not self.answer:
            return []
        attention = of_kind(self.answer, kind).attention
        entropy, diagonal, like = self._measures(attention)
        unknown = np.full(entropy.shape, np.nan)
        sinks, norms = unknown, attention.value_norms
        if norms is not None:
            sinks = head_statistics.sink_shares(attention.weights, norms)
        known = (self._effects or {}).get(kind)
        each = (entropy, diagonal, unknown if like is None else like, unknown if known is None else known, sinks)
        return [HeadMeasures(*pair, *(float(measure[pair]) for measure in each)) for pair in self.pairs(kind)]

    def _make(self, kind: str, by: str) -> Tiles:
        between = of_kind(self.answer, kind)
        attention, effects = between.attention, (self._effects or {}).get(kind)
        if kind not in self._sinks:
            self._sinks[kind] = heads_with_sinks(between)
        best = self._best_weights if kind == CROSS else None
        tiles = Tiles(
            attention.weights,
            tuple(head_statistics.order(by, attention, best=best, effects=effects)),
            tops=own_scales(between),
            by_layer=by == "place" or (by == "effect" and effects is None),
            off=frozenset((layer, head) for k, layer, head in self.off if k == kind),
            best=frozenset(self.best.view.heads or ((self.best.view.layer, self.best.view.head),))
            if kind == CROSS and self.best is not None
            else frozenset(),
            taught=frozenset([self._taught[1:]]) if self._taught and self._taught[0] == kind else frozenset(),
            sinks=self._sinks[kind],
            effects=effects,
        )
        return replace(tiles, words=cache(lambda: describe(tiles, *self._measures(attention))))

    def _measures(self, attention: Attention) -> tuple[np.ndarray, np.ndarray, np.ndarray | None]:
        """Entropy, share on the diagonal, and likeness to the best alignment of every head of a kind."""
        if attention.kind not in self._measured:
            weights, best, like = attention.weights, self._best_weights, None
            if attention.kind == CROSS and best is not None:
                like = head_statistics.agreement(weights, best)
            measured = head_statistics.sharpness(weights), head_statistics.diagonality(weights), like
            self._measured[attention.kind] = measured
        return self._measured[attention.kind]


def own_scales(between: AttentionBetween) -> np.ndarray | None:
    """The weights [layer, head] with the brightest colour where each thumbnail has a scale of its own: over patches, frames and
    more than ``FEW_WORDS`` words weights are small each. None: 1 is the brightest in all of them.
    """
    if isinstance(between.keys, Words) and len(between.keys) <= FEW_WORDS:
        return None
    return head_statistics.peaks(between.attention.weights, between.keys.tokens)
