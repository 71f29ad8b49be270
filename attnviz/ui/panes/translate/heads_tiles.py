"""The thumbnails of an answer's heads with their order, marks and words: made once for each kind of attention and order."""

from __future__ import annotations

from dataclasses import replace

from attnviz.engine.attention import head_statistics
from attnviz.engine.attention.head_statistics import BestMap
from attnviz.engine.attention.maps import MapView
from attnviz.engine.attention.messages import CROSS, Attention
from attnviz.engine.translate.axes import of_kind
from attnviz.engine.translate.messages import HeadAblation, Translation
from attnviz.lazy_numpy import np
from attnviz.ui.panes.translate import map_choice
from attnviz.ui.panes.translate.heads_texts import describe
from attnviz.ui.panes.translate.map_choice import Off, Pair
from attnviz.ui.widgets.head_grid_drawing import Tiles


class HeadTiles:
    """Knows an answer, which of its heads are off, best or taught, and what a sweep measured."""

    def __init__(self) -> None:
        self.result: Translation | None = None
        self.off: Off = ()
        self.best = BestMap(MapView())
        self._taught: tuple[str, int, int] | None = None
        self._best_weights: np.ndarray | None = None
        self._swept: HeadAblation | None = None
        self._sinks: dict[str, frozenset[Pair]] = {}  # these three of each kind, while the answer stays
        self._measured: dict[str, tuple[np.ndarray, np.ndarray, np.ndarray | None]] = {}
        self._made: dict[tuple[str, str], Tiles] = {}

    def set_model(self, best: BestMap, taught: tuple[str, int, int] | None) -> None:
        """Take the map of a model that aligns best, and its taught head."""
        self.best, self._taught = best, taught
        self._measured = {}
        self.forget()

    def set_result(self, result: Translation, off: Off) -> None:
        """Take an answer; effects stay known where they are of the same."""
        if result is not self.result:
            self._measured, self._sinks = {}, {}
            if self._swept is not None and not self._is_same(self._swept, result):
                self._swept = None
        self.result, self.off = result, off
        self._best_weights = head_statistics.chosen_map(result.attention[0], self.best.view)
        self.forget()

    def set_swept(self, swept: HeadAblation | None) -> None:
        """Take what a sweep knows so far."""
        self._swept = swept
        self.forget()

    def forget(self) -> None:
        """What was made is no longer true, or worded in another language."""
        self._made = {}

    def knows_effects(self) -> bool:
        """Whether every head was measured."""
        return self._swept is not None and self._swept.share >= 1

    def pairs(self, kind: str) -> list[Pair]:
        """All heads of a kind."""
        assert self.result is not None
        layers, heads = of_kind(self.result, kind).weights.shape[:2]
        return [(layer, head) for layer in range(layers) for head in range(heads)]

    def tiles(self, kind: str, by: str) -> Tiles | None:
        """The heads of a kind in an order; None before the first answer."""
        if self.result is None:
            return None
        if (kind, by) not in self._made:
            self._made[kind, by] = self._make(self.result, kind, by)
        return self._made[kind, by]

    def _make(self, result: Translation, kind: str, by: str) -> Tiles:
        attention, effects = of_kind(result, kind), self._effects(kind)
        if kind not in self._sinks:
            self._sinks[kind] = map_choice.heads_with_sinks(result, kind)
        best = self._best_weights if kind == CROSS else None
        tiles = Tiles(
            attention.weights,
            tuple(head_statistics.order(by, attention, best=best, effects=effects)),
            by_layer=by == "place" or (by == "effect" and effects is None),
            off=frozenset((layer, head) for k, layer, head in self.off if k == kind),
            best=frozenset(self.best.view.heads or ((self.best.view.layer, self.best.view.head),))
            if kind == CROSS
            else frozenset(),
            taught=frozenset([self._taught[1:]]) if self._taught and self._taught[0] == kind else frozenset(),
            sinks=self._sinks[kind],
            effects=effects,
        )
        return replace(tiles, words=describe(tiles, *self._measures(attention)))

    def _effects(self, kind: str) -> np.ndarray | None:
        if self._swept is None:
            return None
        return next((each.totals for each in self._swept.effects if each.kind == kind), None)

    def _measures(self, attention: Attention) -> tuple[np.ndarray, np.ndarray, np.ndarray | None]:
        """Entropy, share on the diagonal, and likeness to the best alignment of every head of a kind."""
        if attention.kind not in self._measured:
            weights, best, like = attention.weights, self._best_weights, None
            if attention.kind == CROSS and best is not None:
                like = head_statistics.agreement(weights, best)
            measured = head_statistics.sharpness(weights), head_statistics.diagonality(weights), like
            self._measured[attention.kind] = measured
        return self._measured[attention.kind]

    @staticmethod
    def _is_same(swept: HeadAblation, result: Translation) -> bool:
        """Whether the effects that are known are those of this answer."""
        known, asked = swept.request, result.request
        ids = tuple(token.id for token in result.target_tokens)
        return (known.text, known.model, known.target_ids, known.heads_off) == (
            asked.text,
            asked.model,
            ids,
            asked.heads_off,
        )
