"""Records the attention of any torch module, also where fused kernels return none: they are computed openly for a while."""

from __future__ import annotations

import math
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from attnviz.engine.attention.messages import CROSS, DECODER, ENCODER, KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    import torch

CROSS_NAMES = ("cross", "encoder_attn", "encdecattention", "multihead_attn")  # of modules that look at another text


class Captured:
    """What was recorded: ``weights`` [batch, head, query, key] of each attention in the order of the last pass, with the ``names``
    of the modules that computed them. ``attnviz.show`` and ``attnviz.save`` take it as it is.
    """

    def __init__(self) -> None:
        self.weights: list[torch.Tensor] = []
        self.names: list[str] = []

    def clear(self) -> None:
        """Forget what was recorded."""
        self.weights, self.names = [], []

    def attentions_by_kind(self) -> dict[str, list[torch.Tensor]]:
        """The layers of each kind: cross-attention by the name of its module or where queries and keys are not as many, the
        others a decoder's where nothing stands above the diagonal, else an encoder's. ValueError where nothing was recorded, or
        one kind has layers of several shapes.
        """
        if not self.weights:
            raise ValueError("No attention was recorded: run the model inside the with block.")
        found: dict[str, list[torch.Tensor]] = {}
        for weights, name in zip(self.weights, self.names, strict=True):
            queries, keys = weights.shape[-2:]
            lowered = name.lower()
            if queries != keys or any(part in lowered for part in CROSS_NAMES):
                kind = CROSS
            else:
                kind = DECODER if queries > 1 and not bool(weights.triu(1).any()) else ENCODER
            found.setdefault(kind, []).append(weights)
        return {kind: found[kind] for kind in KINDS if kind in found}


@contextmanager
def capture(model: torch.nn.Module) -> Iterator[Captured]:
    """Record every attention that ``model`` computes inside the ``with`` block; of several passes, the last.

    ``scaled_dot_product_attention`` and ``nn.MultiheadAttention`` are computed by their equation, with the same result but
    for rounding; of a model that computes attention itself every softmax over a map [batch, head, query, key] is taken.
    Vaswani et al. 2017 (1706.03762), equation 1.
    """
    import torch
    from torch.nn import functional
    from torch.overrides import TorchFunctionMode

    captured = Captured()
    within: list[str] = []
    sdpa = functional.scaled_dot_product_attention

    def record(weights: torch.Tensor) -> None:
        captured.weights.append(weights.detach())
        captured.names.append(within[-1] if within else "")

    class Open(TorchFunctionMode):
        """Sees each call of torch in this thread; inside the model, attention is computed so that its weights are had."""

        def __torch_function__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
            kwargs = kwargs or {}
            if not within:
                return func(*args, **kwargs)
            if func is sdpa:
                context, weights = _attention(*args, **kwargs)
                record(weights)
                return context
            if func is functional.multi_head_attention_forward:
                return self._multi_head(func, args, kwargs)
            made = func(*args, **kwargs)
            if func in softmaxes and isinstance(made, torch.Tensor) and made.dim() == 4 and _over_last(args, kwargs, 4):
                record(made)
            return made

        def _multi_head(self, func: Any, args: Any, kwargs: Any) -> Any:
            wanted, averaged = kwargs.get("need_weights", True), kwargs.get("average_attn_weights", True)
            output, weights = func(*args, **{**kwargs, "need_weights": True, "average_attn_weights": False})
            record(weights if weights.dim() == 4 else weights[None])
            if not wanted:
                return output, None
            return output, weights.mean(-3) if averaged else weights

    softmaxes = {torch.softmax, torch.Tensor.softmax, functional.softmax}
    handles = []
    for name, module in model.named_modules():

        def enter(_module: Any, _inputs: Any, name: str = name) -> None:
            if not within:
                captured.clear()
            within.append(name)

        def leave(_module: Any, _inputs: Any, _output: Any) -> None:
            if within:
                within.pop()

        handles += [
            module.register_forward_pre_hook(enter),
            module.register_forward_hook(leave, always_call=True),
        ]
    try:
        with Open():
            yield captured
    finally:
        for handle in handles:
            handle.remove()


def _over_last(args: Any, kwargs: Any, dimensions: int) -> bool:
    """Whether a softmax is over the last dimension."""
    over = kwargs.get("dim", args[1] if len(args) > 1 else None)
    return over in (-1, dimensions - 1)


def _attention(
    query: torch.Tensor,
    key: torch.Tensor,
    value: torch.Tensor,
    attn_mask: torch.Tensor | None = None,
    dropout_p: float = 0.0,
    is_causal: bool = False,
    scale: float | None = None,
    enable_gqa: bool = False,
) -> tuple[torch.Tensor, torch.Tensor]:
    """softmax(q kᵀ / √d) v with its weights [batch, head, query, key], as torch documents ``scaled_dot_product_attention``."""
    import torch

    if enable_gqa:
        key = key.repeat_interleave(query.size(-3) // key.size(-3), -3)
        value = value.repeat_interleave(query.size(-3) // value.size(-3), -3)
    scores = query @ key.transpose(-2, -1) * (1 / math.sqrt(query.size(-1)) if scale is None else scale)
    if is_causal:
        ahead = torch.ones(scores.shape[-2:], dtype=torch.bool, device=scores.device).triu(1)
        scores = scores.masked_fill(ahead, -math.inf)
    if attn_mask is not None:
        scores = scores.masked_fill(~attn_mask, -math.inf) if attn_mask.dtype == torch.bool else scores + attn_mask
    weights = scores.softmax(-1)
    weights = torch.where(torch.isnan(weights), 0.0, weights)  # a row that may look nowhere
    dropped = torch.dropout(weights, dropout_p, True) if dropout_p else weights
    shown = weights if weights.dim() == 4 else weights.reshape(1, -1, *weights.shape[-2:])
    return dropped.to(value.dtype) @ value, shown
