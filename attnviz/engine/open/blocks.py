"""Finds the attention blocks of a network in its module tree: modules with query, key, value and output projections.

No list of models: a block is known by what it has and does. The few names that its projections go by are the tables here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor, nn

from attnviz.engine.attention.messages import CROSS, DECODER, ENCODER
from attnviz.engine.open.recorder import Recorder, are_weights

if TYPE_CHECKING:
    from torch.utils.hooks import RemovableHandle

QUERY = ("q_proj", "query", "query_proj", "q_lin", "q", "to_q", "q_linear")
VALUE = ("v_proj", "value", "value_proj", "v_lin", "v", "to_v", "v_linear")
FUSED = ("qkv", "c_attn", "Wqkv", "query_key_value", "in_proj", "qkv_proj", "W_pack")
THIRDS = ("qkv", "Wqkv")  # of the fused ones, those whose last third are the values, head after head
LINEAR = ("LinearAttention", "GatedDeltaNet", "Mamba", "Rwkv", "RWKV", "Mixer", "RecurrentBlock", "FNetFourier")


class Blocks:
    """The attention blocks of a network: their kinds, their output projections, and the hooks on those that need some."""

    def __init__(self, network: nn.Module, *, causal: bool, encoder: nn.Module | None = None) -> None:
        """``encoder`` is that of an encoder-decoder; ``causal`` says that a network without one reads from left to right."""
        self.network, self.causal = network, causal
        self._names = {module: name for name, module in network.named_modules()}
        self._encoder = self._names.get(encoder) if encoder is not None else None
        self.blocks = [module for module in self._names if is_block(module)]
        self._kinds: dict[nn.Module, str] = {}
        self.projections: dict[nn.Module, nn.Module] = {}
        self._exact: set[nn.Module] = set()  # blocks whose heads go into the projection as they are
        self._grams: dict[nn.Module, Tensor] = {}
        self._searching = False
        self._waiting: tuple[nn.Module, Tensor] | None = None
        self._hooked: set[nn.Module] = set()

    def kind(self, block: nn.Module) -> str:
        """Which kind of attention a block has."""
        if block not in self._kinds:
            self._kinds[block] = self._classified(block)
        return self._kinds[block]

    def _classified(self, block: nn.Module) -> str:
        if self._encoder is None:
            return DECODER if self.causal else ENCODER
        name = self._names.get(block, "")
        if name == self._encoder or name.startswith(self._encoder + "."):
            return ENCODER
        layer = self._path_of_layer(name)
        first = next((other for other in self.blocks if self._path_of_layer(self._names[other]) == layer), block)
        return DECODER if first is block else CROSS  # a decoder's layer reads itself, then the source

    def layer_of(self, block: nn.Module) -> str:
        """The path of the layer that holds a block."""
        return self._path_of_layer(self._names[block])

    @staticmethod
    def _path_of_layer(name: str) -> str:
        """The path down to the first number in it."""
        parts = name.split(".")
        numbers = [i for i, part in enumerate(parts) if part.isdigit()]
        return ".".join(parts[: numbers[0] + 1]) if numbers else name

    def set_causal(self) -> None:
        """It was seen to read from left to right."""
        self.causal = True
        self._kinds.clear()

    def hook_those_not(self, seen: set[nn.Module]) -> None:
        """From now on hook the blocks that were not seen to call the registered attention function."""
        self._hooked = {block for block in self.blocks if block not in seen}

    def search(self, searching: bool) -> None:
        """Look for output projections while the network runs."""
        self._searching = searching

    def hooks(self, recorder: Recorder) -> list[RemovableHandle]:
        """Put hooks for one recording: on blocks with code of their own, on output projections that are looked for."""
        found = [hook for block in self._hooked for hook in self._on_block(block, recorder)]
        if self._searching:
            found += [m.register_forward_pre_hook(self._entered) for m in self._names if is_projection(m)]
        return found

    def _on_block(self, block: nn.Module, recorder: Recorder) -> list[RemovableHandle]:
        """The hooks of a block that computes its weights in code of its own."""
        held: dict[str, Any] = {}

        def value_went(module: nn.Module, inputs: Any, output: Tensor) -> None:
            held["values"] = (
                output[..., -output.shape[-1] // 3 :] if self._names[module].split(".")[-1] in THIRDS else output
            )

        def weights_went(module: nn.Module, inputs: Any, output: Any) -> None:
            if not are_weights(output):
                return
            heads, values = output.shape[1], held.pop("values", None)
            if values is not None and values.ndim == 3 and values.shape[-1] % heads == 0:
                values = values.unflatten(-1, (heads, -1)).transpose(1, 2)
            else:
                values = None
            held["at"] = recorder.take(block, output, values)
            held["heads"] = heads
            if self._searching:
                self._waiting = (block, output)

        def output_goes(module: nn.Module, inputs: tuple[Any, ...]) -> Any:
            if "at" not in held:
                return None
            kind, layer = held.pop("at")
            split = inputs[0].unflatten(-1, (held["heads"], -1))
            return (recorder.changed(kind, layer, split).flatten(-2), *inputs[1:])

        hooks = [m.register_forward_hook(weights_went) for m in block.modules() if is_dropout(m)]
        for name, child in block.named_children():
            if name in VALUE or name in THIRDS:
                hooks.append(child.register_forward_hook(value_went))
        if block in self.projections:
            hooks.append(self.projections[block].register_forward_pre_hook(output_goes))
        return hooks

    def wait_for_projection(self, block: nn.Module, output: Tensor) -> None:
        """The heads of ``block`` put out ``output`` [batch, query, head, size]: its projection is the next one to be
        called.
        """
        if self._searching:
            self._waiting = (block, output)

    def _entered(self, module: nn.Module, inputs: tuple[Any, ...]) -> None:
        if self._waiting is None or not inputs or not isinstance(inputs[0], Tensor):
            return
        (block, output), given = self._waiting, inputs[0]
        self._waiting = None
        if block in self._hooked:
            if given.shape[-1] % output.shape[1] == 0:
                self.projections[block] = module
                self._exact.add(block)
        elif given.numel() == output.numel() and given.shape[-1] == output.shape[2] * output.shape[3]:
            self.projections[block] = module
            if torch.equal(given.reshape(output.shape), output):  # not gated or normalised in between
                self._exact.add(block)

    def can_switch(self, seen: set[nn.Module]) -> bool:
        """Whether the heads of all blocks that were ``seen`` can be switched off."""
        return all(block not in self._hooked or block in self.projections for block in seen)

    def norms_known(self, seen: set[nn.Module]) -> bool:
        """Whether value norms can be told of all blocks that were ``seen``."""
        return bool(seen) and all(block in self._exact for block in seen)

    def value_norms(self, block: nn.Module, values: Tensor, heads: int) -> Tensor | None:
        """‖f(x)‖ [head, key] of values [head or group, key, size], f being the values' way through the head's share of the
        output projection; None where that is not known. Kobayashi et al. 2020 (2004.10102), equation 4.
        """
        if block not in self._exact:
            return None
        gram = self._grams.get(block)
        if gram is None:
            weight = self.projections[block].weight.detach().float()  # type: ignore[operator]
            weight = weight if isinstance(self.projections[block], nn.Linear) else weight.T
            by_head = weight.unflatten(1, (heads, -1)).transpose(0, 1)  # [head, out, size]
            gram = self._grams[block] = by_head.transpose(1, 2) @ by_head
        values = values.float()
        if values.shape[0] != heads:
            values = values.repeat_interleave(heads // values.shape[0], 0)
        if values.shape[-1] != gram.shape[-1]:
            return None
        return ((values @ gram) * values).sum(-1).clamp_min(0).sqrt()


def is_projection(module: nn.Module) -> bool:
    """A linear map: torch's, or the transposed one of GPT-2."""
    return isinstance(module, nn.Linear) or type(module).__name__ == "Conv1D"


def is_dropout(module: nn.Module) -> bool:
    """A dropout, also one of a family's own."""
    return isinstance(module, nn.Dropout) or "Dropout" in type(module).__name__


def is_block(module: nn.Module) -> bool:
    """Whether a module has query, key and value projections of its own, together or apart."""
    children = {name for name, child in module.named_children() if is_projection(child)}
    return bool(children & set(FUSED)) or bool(children & set(QUERY) and children & set(VALUE))


def without_weights(network: nn.Module) -> list[str]:
    """The classes of modules that mix places without attention weights."""
    return sorted({type(m).__name__ for m in network.modules() if any(word in type(m).__name__ for word in LINEAR)})
