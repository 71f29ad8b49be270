"""From what was given (arrays, lists of layers, outputs of transformers) to attention with names for its queries and keys.

Nothing is changed on the way: numbers stay as they were given. What is odd about them is told in notes. Imports no torch: a
tensor is known by what it can do.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from attnviz.engine.attention.messages import CROSS, DECODER, ENCODER, KINDS
from attnviz.engine.attention.weight_stack import ArrayLayer, FileLayer, stack, told
from attnviz.engine.attention_files.messages import GivenAttention
from attnviz.engine.messages import Note, Refused
from attnviz.lazy_numpy import np

if TYPE_CHECKING:
    from attnviz.engine.attention.weight_stack import Layer, WeightStack

NO_ATTENTION = (
    "There is None where attention should be: this model's fused kernel returned no attention. Load it with "
    'attn_implementation="eager", or record it with attnviz.capture(model).'
)
OF_OUTPUTS = {  # what transformers calls each kind in its outputs
    "encoder_attentions": ENCODER,
    "decoder_attentions": DECODER,
    "cross_attentions": CROSS,
}
CHECKED = 1 << 26  # cells, at most, that are looked at for what is odd
TOLERANCE = 0.01  # by which the sum of a row may differ from 1: float16 and bfloat16 are no more exact


def layers_of(given: Any, *, batch: int = 0) -> list[Layer]:
    """Layers out of an array [layer, head, query, key] (fewer dimensions: one layer, one head), or a list of one array a layer,
    each [batch, head, query, key] or [head, query, key]. ``Refused`` for anything else.
    """
    if given is None:
        raise Refused("no_attention", NO_ATTENTION)
    if isinstance(given, FileLayer):
        return [given]
    if isinstance(given, Sequence) and not isinstance(given, str | bytes):
        if not given:
            raise Refused("no_layers", "There is no layer in it.")
        if any(isinstance(layer, FileLayer) for layer in given):
            return list(given)
        if _are_steps(given):
            return _joined_steps(given, batch)
        if not _are_numbers(given):
            return [ArrayLayer(_layer(layer, batch)) for layer in given]
    array = as_array(given)
    if array.ndim == 5:
        array = array[:, _item(array.shape[1], batch)]
    while array.ndim < 4:
        array = array[None]
    if array.ndim != 4:
        raise _no_weights(array.shape)
    return [ArrayLayer(layer) for layer in array]


def _layer(given: Any, batch: int) -> np.ndarray:
    if given is None:
        raise Refused("no_attention", NO_ATTENTION)
    array = as_array(given)
    if array.ndim == 4:
        return array[_item(len(array), batch)]
    if array.ndim == 2:
        return array[None]
    if array.ndim != 3:
        raise _no_weights(array.shape)
    return array


def _item(count: int, batch: int) -> int:
    if not 0 <= batch < count:
        raise Refused("no_such_batch", f"There is no item {batch} in a batch of {count}.", batch=batch, count=count)
    return batch


def _no_weights(shape: tuple[int, ...]) -> Refused:
    sentence = f"An array {told(shape)} is no attention: layers × heads × queries × keys are needed."
    return Refused("not_weights", sentence, layer=1, shape=told(shape))


def as_array(given: Any) -> np.ndarray:
    """Numbers of any kind as float16, float32 or float64, C-contiguous where they were. ``Refused`` for what are none."""
    try:
        if hasattr(given, "detach"):  # a tensor, wherever it lies
            given = given.detach()
            given = given.to("cpu")
            if str(given.dtype) not in ("torch.float16", "torch.float32", "torch.float64"):
                given = given.float()
            given = given.numpy()
        array = np.asarray(given)
    except Refused:
        raise
    except Exception as error:
        why = " ".join(str(error).split())[:200]
        raise Refused("unreadable_tensor", f"The weights cannot be read: {why}.", why=why) from error
    if array.dtype in (np.float16, np.float32, np.float64):
        return array
    if array.dtype.kind not in "biuf":
        sentence = f"The weights are {array.dtype}, no numbers, or their rows are of different lengths."
        raise Refused("not_numbers", sentence, dtype=str(array.dtype))
    return array.astype(np.float32)


def _are_numbers(given: Sequence[Any]) -> bool:
    """Whether nested lists stand for one array."""
    return isinstance(given[0], int | float | list) and not isinstance(given[0], bool)


def _are_steps(given: Sequence[Any]) -> bool:
    """Whether it is what ``generate`` returns: for each step a tuple of layers."""
    first = given[0]
    return isinstance(first, tuple) and bool(first) and hasattr(first[0], "shape")


def _joined_steps(given: Sequence[Any], batch: int) -> list[Layer]:
    """The rows of all steps of a generation below each other, with 0 for the keys that were not yet there: one map a head."""
    steps = [[_layer(layer, batch) for layer in step] for step in given]
    keys = max(layer.shape[2] for step in steps for layer in step)
    joined: list[Layer] = []
    for number in range(len(steps[0])):
        rows = [
            np.pad(step[number], ((0, 0), (0, 0), (0, keys - step[number].shape[2])))
            for step in steps
            if number < len(step)
        ]
        joined.append(ArrayLayer(np.concatenate(rows, axis=1)))
    return joined


def kinds_of(given: Any) -> dict[str, Any]:
    """What was given, by its kinds: a mapping of kinds as it is, an output of transformers by its names, else one kind alone."""
    if isinstance(given, Mapping) and any(kind in given for kind in KINDS):
        return {kind: given[kind] for kind in KINDS if given.get(kind) is not None}
    found = {kind: _field(given, name) for name, kind in OF_OUTPUTS.items()}
    found = {kind: value for kind, value in found.items() if value is not None and not _is_empty(value)}
    alone = _field(given, "attentions")
    if alone is not None and not _is_empty(alone):
        found[""] = alone
    if found:
        return {kind: found[kind] for kind in (*KINDS, "") if kind in found}
    if _is_output(given):
        raise Refused("no_attention", NO_ATTENTION)
    return {"": given}


def _is_empty(value: Any) -> bool:
    """Whether it is the empty tuple that an output has for a kind which its model lacks."""
    return isinstance(value, list | tuple) and not value


def _field(given: Any, name: str) -> Any:
    if isinstance(given, Mapping):
        return given.get(name)
    return None if isinstance(given, list | tuple) or hasattr(given, "shape") else getattr(given, name, None)


def _is_output(given: Any) -> bool:
    """Whether it is a model's output that has names, but no attention among them."""
    return isinstance(given, Mapping) or any(
        hasattr(given, name) for name in ("logits", "last_hidden_state", "attentions", "sequences")
    )


def kind_of(weights: WeightStack) -> str:
    """The kind of an attention that says nothing of it: between different axes it is cross-attention, with nothing above the
    diagonal a decoder's, else an encoder's.
    """
    layers, heads, queries, keys = weights.shape
    if queries != keys:
        return CROSS
    if queries == 1:
        return ENCODER
    few = min(queries, 64)
    part = weights.read(layers - 1, heads - 1, slice(0, few), slice(0, few))
    return DECODER if not np.any(np.triu(np.nan_to_num(part), 1)) else ENCODER


Names = Sequence[str] | None


def attention(
    kind: str, layers: Sequence[Layer], queries: Names, keys: Names, *, in_memory: bool = True
) -> tuple[GivenAttention, list[Note]]:
    """One kind of attention, its places numbered where the tokens do not fit, and what is to be told of it."""
    weights = stack(layers, in_memory=in_memory)
    notes: list[Note] = []
    *_, rows, columns = weights.shape
    sides = []
    for side, names, count in (("queries", queries, rows), ("keys", keys, columns)):
        if names is not None and len(names) != count:
            notes.append(Note("tokens_do_not_fit", {"given": len(names), "side": side, "count": count}))
            names = None
        sides.append(tuple(map(str, names)) if names is not None else tuple(str(i + 1) for i in range(count)))
    return GivenAttention(kind or kind_of(weights), weights, *sides), [*notes, *odd(weights)]


def odd(weights: WeightStack) -> list[Note]:
    """What is odd about weights: numbers that are none, negative ones, rows that do not sum to 1. Of large ones the first heads of
    each layer are looked at, up to ``CHECKED`` cells.
    """
    layers, heads, queries, keys = weights.shape
    each = max(CHECKED // (layers * queries * keys), 1)
    rows = min(queries, max(CHECKED // (layers * keys), 1))
    none = negative = 0
    off = 0.0
    for layer in range(layers):
        for head in range(min(each, heads)):
            part = np.asarray(weights.read(layer, head, slice(0, rows)), np.float32)
            finite = np.isfinite(part)
            none += int(part.size - np.count_nonzero(finite))
            part = np.where(finite, part, 0) if none else part
            negative += int(np.count_nonzero(part < 0))
            if rows and finite.all():
                sums = part.sum(1, dtype=np.float64)
                apart = np.abs(sums[sums != 0] - 1)  # a row of zeros is a place that is hidden
                off = max(off, float(apart.max(initial=0.0)))
    notes = []
    if none:
        notes.append(Note("no_numbers", {"count": none}))
    if negative:
        notes.append(Note("negative", {"count": negative}))
    if off > TOLERANCE:
        notes.append(Note("rows_do_not_sum", {"off": off}))
    return notes


SIDES = {CROSS: ("target", "source"), ENCODER: ("source", "source"), DECODER: ("target", "target")}


def names_of(kind: str, tokens: Mapping[str, Names]) -> tuple[Names, Names]:
    """The names of queries and keys of a kind out of lists by side: ``queries`` and ``keys``, or ``source`` and ``target``, or
    ``tokens`` for both.
    """
    both = tokens.get("tokens")
    query_side, key_side = SIDES.get(kind, ("target", "source"))
    queries = tokens.get("queries") or tokens.get(query_side) or both
    keys = tokens.get("keys") or tokens.get(key_side) or both
    return queries, keys


def assembled(
    given: Any, tokens: Mapping[str, Names], *, batch: int = 0, in_memory: bool = True
) -> tuple[tuple[GivenAttention, ...], tuple[Note, ...]]:
    """All kinds of attention in what was given, with their names, and what is to be told of them."""
    made: list[GivenAttention] = []
    notes: list[Note] = []
    for kind, value in kinds_of(given).items():
        layers = layers_of(value, batch=batch)
        named = kind or kind_of(stack(layers, in_memory=in_memory))
        one, odds = attention(named, layers, *names_of(named, tokens), in_memory=in_memory)
        made.append(one)
        notes += [note for note in odds if note.code not in {each.code for each in notes}]
    return tuple(made), tuple(notes)
