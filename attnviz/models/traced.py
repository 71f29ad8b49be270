"""A translator whose decoding steps are recorded once as a graph and then run without Python: 0.5 to 0.8 of the time."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor, nn

if TYPE_CHECKING:
    from collections.abc import Callable

    from attnviz.models.decoding import Translator


class Traced:
    """A translator, with each kind of step recorded when ``prepare`` is called after it was first met.

    The kinds differ in what of the state there is: heads switched off, a mask, one source for all rows. Sizes are free.
    """

    def __init__(self, network: Translator) -> None:
        self.network = network
        self._met: dict[Any, tuple[Tensor, Any]] = {}
        self._steps: dict[Any, Any] = {}

    def encode(self, source: Tensor, src_mask: Tensor) -> Any:
        """As the network's."""
        return self.network.encode(source, src_mask)

    def step(self, tokens: Tensor, state: Any) -> tuple[Tensor, Tensor, Any]:
        """As the network's."""
        kind = _kind(state)
        recorded = self._steps.get(kind)
        if recorded is None:
            self._met[kind] = tokens, state
            return self.network.step(tokens, state)
        logits, weights, *rest = recorded(tokens, *tensors_of(state))
        return logits, weights, _rebuilt(state, iter(rest))

    def prepare(self, progress: Callable[[], None] = lambda: None) -> None:
        """Record the kinds of step that were met, each in about 0.2 s; ``progress`` may raise before each, and the rest waits."""
        while self._met:
            progress()
            kind, (tokens, state) = self._met.popitem()
            self._steps[kind] = record(self.network, tokens, state)


class Step(nn.Module):
    """A step from tensors to tensors."""

    def __init__(self, network: Any, state: Any) -> None:
        super().__init__()
        self.network, self._state = network, state

    def forward(self, tokens: Tensor, *tensors: Tensor) -> tuple[Tensor, ...]:
        logits, weights, after = self.network.step(tokens, _rebuilt(self._state, iter(tensors)))
        return logits, weights, *tensors_of(after)


def record(network: Translator, tokens: Tensor, state: Any) -> Any:
    """The step as a graph of torch's operations."""
    with warnings.catch_warnings(), torch.inference_mode(False), torch.no_grad():
        # torch.jit is deprecated without a successor that needs no compiler: plain code and the graphs of torch.fx take 1.7 to
        # 2.5 times as long (`attnviz bench --only step`). And it warns of every size that it meets.
        warnings.simplefilter("ignore")
        given = tuple(tensor.clone() for tensor in (tokens, *tensors_of(state)))
        recorded = torch.jit.trace(Step(network, state), given, check_trace=False)
        for _ in range(2):  # torch improves the graph in its first two runs
            recorded(*given)
    return recorded


def _kind(state: Any) -> Any:
    """What of a state there is, and whether rows share a source: the same for states that one recording serves."""
    if not isinstance(state, tuple):
        return state is None
    return getattr(state, "shared", False), *map(_kind, state)


def tensors_of(state: Any) -> list[Tensor]:
    """All tensors of a state, a tuple of tensors, of None and of such tuples."""
    if isinstance(state, tuple):
        return [tensor for part in state for tensor in tensors_of(part)]
    return [] if state is None else [state]


def _rebuilt(like: Any, tensors: Any) -> Any:
    """The state that has the shape of ``like`` and these tensors."""
    if isinstance(like, tuple):
        parts = [_rebuilt(part, tensors) for part in like]
        return like._make(parts) if hasattr(like, "_make") else tuple(parts)
    return None if like is None else next(tensors)
