"""What transformers itself returns, for comparison, and heads switched off in a way of the tests' own."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

import torch

from attnviz.engine.attention.messages import CROSS, DECODER, ENCODER
from attnviz.engine.model_store import no_progress
from attnviz.engine.open import library, translation
from attnviz.engine.open.encode import encoded
from attnviz.engine.open.load import loaded

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np

    from attnviz.engine.open.messages import AttentionShape, Input, OpenModel, Reading
    from attnviz.engine.session import Session

EXACT = 1e-5
PROJECTIONS = (  # by what the output projections of all families are called
    *("attention.output.dense", "attention.out_lin", "attention.dense", "attn.Wo", "attn.c_proj", "self_attn.o_proj"),
    *("self_attn.out_proj", "encoder_attn.out_proj", "SelfAttention.o", "EncDecAttention.o", "attention.o_proj"),
    *("self_attention.dense", "attention.attention.out_proj", "attention.out_proj"),
)
OF_CROSS = ("encoder_attn.out_proj", "EncDecAttention.o")


def reference(session: Session, model: OpenModel, given: Input, reading: Reading, hook: Any = None) -> Any:
    """What the same network returns by itself, eager and with ``output_attentions``, for the same input."""
    held = loaded(session, model, no_progress)
    inputs = dict(encoded(held, given).inputs)
    if reading.target:
        ids = [*translation.start_ids(held), *(token.id for token in reading.target)]
        inputs["decoder_input_ids"] = torch.tensor([ids[:-1]])
    with library.quiet():
        network = copy.deepcopy(held.network)
        network.set_attn_implementation("eager")
        if hook is not None:
            hook(network)
        with torch.no_grad():
            return network(**inputs, output_attentions=True)


def weights_of(output: Any, kind: str) -> np.ndarray:
    """Attention as transformers returns it, [layer, head, query, key]."""
    fields = {
        CROSS: ("cross_attentions",),
        ENCODER: ("encoder_attentions", "attentions"),
        DECODER: ("decoder_attentions", "attentions"),
    }
    layers = next(value for field in fields[kind] if (value := getattr(output, field, None)) is not None)
    return torch.stack([layer[0] for layer in layers]).numpy()


def zeroing(shape: AttentionShape, *, two_sided: bool) -> Callable[[Any], None]:
    """Zeroes the slice of the second head of the second layer, before the output projection."""

    def hook(network: Any) -> None:
        side = network
        if two_sided:
            side = network.get_encoder() if shape.kind == ENCODER else network.get_decoder()
        named = [(path, module) for path, module in side.named_modules() if path.endswith(PROJECTIONS)]
        named = [(path, module) for path, module in named if path.endswith(OF_CROSS) == (shape.kind == CROSS)]
        calls: list[Any] = []

        def zeroed(module: Any, inputs: tuple[torch.Tensor]) -> torch.Tensor | None:
            calls.append(module)
            if len(calls) != 2:
                return None
            given = inputs[0].clone()
            size = given.shape[-1] // shape.heads
            given[..., size : 2 * size] = 0
            return given

        assert named
        for module in dict.fromkeys(module for _, module in named):
            module.register_forward_pre_hook(zeroed)

    return hook
