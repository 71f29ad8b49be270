"""Compressed copies of models in memory: what they compute is what a file of so many bits would hold."""

from __future__ import annotations

import copy
import math
from typing import TYPE_CHECKING, Any

import torch

from attnviz.engine import checkpoints, packed_tensors
from attnviz.models import quantization
from attnviz.models.pretrained_features import FROZEN
from attnviz.models.transformer import Transformer

if TYPE_CHECKING:
    from attnviz.engine.checkpoints import Loaded
    from attnviz.engine.compress.messages import Compression, Heads
    from attnviz.engine.model_store import ModelStore
    from attnviz.engine.worker import YieldPoint

KEPT = 3  # copies, some 30 MB each
PARTS = {  # the module of a layer that holds the heads of a kind
    "encoder_self_attention": "encoder.{}.attention",
    "decoder_self_attention": "decoder.{}.self_attention",
    "cross_attention": "decoder.{}.cross_attention",
}


def variant(store: ModelStore, id: str, bits: int, progress: YieldPoint) -> Loaded:
    """Model ``id`` with each matrix rounded to ``bits`` (16: as it is); searched with the network itself, not with an int8 twin."""
    loaded = store.model(id, progress)
    if bits == 16:
        return loaded._replace(fast_network=loaded.network)
    key = (id, bits)
    if key not in store.variants:
        network = copy.deepcopy(loaded.network)
        state = own_state(network)
        with torch.no_grad():
            for done, (name, few) in enumerate(packed_tensors.matrices(state, bits).items()):
                progress(done / len(state), "compressing")
                state[name].copy_(quantization.rounded(state[name], few))
        for old in list(store.variants)[: max(0, len(store.variants) - KEPT + 1)]:
            del store.variants[old]
        store.variants[key] = loaded._replace(network=network, fast_network=network)
    return store.variants[key]


def own_state(network: Any) -> dict[str, torch.Tensor]:
    """The weights of a network without those of a pretrained encoder, which lie in a file of their own."""
    return {name: tensor for name, tensor in network.state_dict().items() if not name.startswith(FROZEN)}


def store_with(store: ModelStore, id: str, bits: int, progress: YieldPoint) -> ModelStore:
    """A store in which model ``id`` is such a copy, for functions that answer with whatever model a store has under that name."""
    small = copy.copy(store)
    small.loaded = {**store.loaded, id: variant(store, id, bits, progress)}
    small.photo_seen, small.grey_seen, small.text_indices, small.measurements = {}, {}, {}, []
    return small


def size(loaded: Loaded, compression: Compression) -> int:
    """Bytes of the weights so compressed, and of the tokenizers: a file without its header."""
    state = own_state(loaded.network)
    twice = checkpoints.tied(loaded.network)
    few = packed_tensors.matrices(state, compression.bits)
    left = shares(loaded, compression.pruned)
    total = sum(len(tokenizer.proto) for tokenizer in loaded.tokenizers.values())
    for name, tensor in state.items():
        if name in twice:
            continue
        bits = few.get(name, 16)
        whole = 2 * tensor.numel()
        if bits < 16:
            packed, scales = quantization.layout(tensor.shape, bits)
            whole = math.prod(packed) + 2 * math.prod(scales)
        total += round(whole * left.get(name, 1.0))
    return total


def shares(loaded: Loaded, pruned: Heads) -> dict[str, float]:
    """What is left of each tensor that loses the parts of pruned heads: their queries, keys, values and outputs."""
    if not pruned or not isinstance(loaded.network, Transformer):
        return {}
    heads = loaded.network.config.heads
    gone: dict[str, int] = {}
    for kind, layer, _ in set(pruned):
        part = PARTS[kind].format(layer)
        gone[part] = gone.get(part, 0) + 1
    names = ("W_Q.weight", "W_Q.bias", "W_K.weight", "W_K.bias", "W_V.weight", "W_V.bias", "W_O.weight")
    return {f"{part}.{name}": 1 - count / heads for part, count in gone.items() for name in names}
