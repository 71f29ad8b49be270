"""Which map of an answer is shown, and how it is made from what the engine gave; nothing is asked of the engine."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from attnviz.engine.attention import head_statistics, maps
from attnviz.engine.attention.maps import MapPicture, MapView
from attnviz.engine.attention.messages import CROSS, AttentionBetween
from attnviz.engine.attention.rollout import rollout
from attnviz.lazy_numpy import np

if TYPE_CHECKING:
    from attnviz.engine.attention.head_statistics import BestMap, Sink

Answer = Sequence[AttentionBetween]  # every kind of attention that a model gave at once
Pair = tuple[int, int]
Off = tuple[tuple[str, int, int], ...]


@dataclass(frozen=True)
class MapChoice:
    """A view of one kind of attention; ``rollout`` follows all layers of it instead; ``hide_sinks`` leaves sinks out."""

    view: MapView = field(default_factory=MapView)
    rollout: bool = False
    hide_sinks: bool = False

    @property
    def pairs(self) -> tuple[Pair, ...]:
        """The (layer, head) pairs whose mean is shown."""
        return self.view.heads or ((self.view.layer, self.view.head),)


@dataclass(frozen=True)
class ShownMap:
    """A map ready to draw: weights [query, key] before anything is hidden, the sinks in it, and the picture."""

    weights: np.ndarray
    sinks: tuple[Sink, ...]
    picture: MapPicture


def of_kind(answer: Answer, kind: str) -> AttentionBetween:
    """The attention of a kind; the first of a model that has no such."""
    return next((each for each in answer if each.attention.kind == kind), answer[0])


def has_heads(answer: Answer) -> bool:
    """Whether an answer has more than one map to choose from in any kind."""
    return any(each.attention.weights.shape[0] * each.attention.weights.shape[1] > 1 for each in answer)


def shown_map(answer: Answer, choice: MapChoice) -> ShownMap:
    """Make the map that is chosen out of an answer."""
    view, between = choice.view, of_kind(answer, choice.view.kind)
    attention = between.attention
    sinks: tuple[Sink, ...] = ()
    if choice.rollout and attention.kind != CROSS:
        weights = rollout(attention.weights)
    else:
        weights, sinks = maps.chosen_map(attention, view), sinks_of(between, choice.pairs)
    seen = weights
    if choice.hide_sinks and sinks:
        seen = weights.copy()
        seen[:, [sink.key for sink in sinks]] = 0
    return ShownMap(weights, sinks, maps.picture(seen, between.queries.tokens, between.keys.tokens, view))


def sinks_of(between: AttentionBetween, pairs: Sequence[Pair]) -> tuple[Sink, ...]:
    """The sinks of some heads, each key once, the strongest first."""
    attention, tokens = between.attention, between.keys.tokens
    if attention.value_norms is None:
        return ()
    layers, heads = attention.weights.shape[:2]
    found: dict[int, Sink] = {}
    for layer, head in pairs:
        pair = min(layer, layers - 1), min(head, heads - 1)
        for sink in head_statistics.sinks(attention.weights[pair], attention.value_norms[pair], tokens):
            if sink.key not in found or sink.share > found[sink.key].share:
                found[sink.key] = sink
    return tuple(sorted(found.values(), key=lambda sink: -sink.share))


def heads_with_sinks(between: AttentionBetween) -> frozenset[Pair]:
    """The heads that have a sink."""
    attention = between.attention
    if attention.value_norms is None:
        return frozenset()
    found = np.argwhere(head_statistics.have_sinks(attention.weights, attention.value_norms))
    return frozenset((int(layer), int(head)) for layer, head in found)


def is_best(choice: MapChoice, best: BestMap) -> bool:
    """Whether the chosen heads, step and norms are those that align best."""
    view, wanted = choice.view, best.view
    return (
        view.kind == CROSS
        and not choice.rollout
        and set(choice.pairs) == set(wanted.heads or ((wanted.layer, wanted.head),))
        and (view.shift, view.norms) == (wanted.shift, wanted.norms)
    )
