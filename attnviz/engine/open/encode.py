"""Makes what a network reads of a text, a picture or a sound, and the axis that stands for it."""

from __future__ import annotations

import inspect
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import torch

from attnviz.engine.attention.messages import Axis, Words
from attnviz.engine.messages import Note, Refused
from attnviz.engine.open import pictures, sounds, tokens
from attnviz.engine.open.messages import AudioInput, ImageInput, TextInput

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np

    from attnviz.engine.open.loaded import Loaded
    from attnviz.engine.open.messages import Input

NAMES = {TextInput: "text", ImageInput: "image", AudioInput: "audio"}


@dataclass(frozen=True, eq=False)
class Given:
    """``inputs`` of the network; the axis that lies along as many ``places`` as it makes of them (0 where that is seen only
    when it runs); ``ids`` of a text; ``seen`` uint8 [H, W, 3] of a picture; ``seconds`` of a sound.
    """

    inputs: dict[str, Any]
    axis: Callable[[int], Axis]
    places: int
    ids: tuple[int, ...] = ()
    seen: np.ndarray | None = None
    notes: tuple[Note, ...] = ()
    seconds: float = 0.0


def encoded(model: Loaded, given: Input) -> Given:
    """The ``given`` input for ``model``. ``Refused`` when it is not of the kind that the model reads, or empty."""
    kind = NAMES[type(given)]
    if kind not in model.about.takes:
        sentence = f"{model.about.name} reads {' or '.join(model.about.takes)}, not {kind}."
        raise Refused("input_wrong", sentence, model=model.about.name, takes=model.about.takes, given=kind)
    if isinstance(given, TextInput):
        return of_text(model, given)
    made = pictures.given(model, given.picture) if isinstance(given, ImageInput) else sounds.given(model, given)
    return Given(*made)


def of_text(model: Loaded, given: TextInput) -> Given:
    """A text or a pair; cut to the positions that the model has, with a note ``input_cut`` (shown, given)."""
    if given.ids:
        return _of_ids(model, given.ids)
    if not given.text.strip():
        raise Refused("text_empty", "There is no text to read.")
    tokenizer = model.tokenizer
    if tokenizer is None:
        sentence = f"{model.about.name} has no tokenizer in its folder, so it can read no text."
        raise Refused("no_tokenizer", sentence, model=model.about.name)
    if given.pair and "pair" not in model.about.takes:
        sentence = f"{model.about.name} reads one text, not pairs."
        raise Refused("input_wrong", sentence, model=model.about.name, takes=model.about.takes, given="pair")
    texts = (given.text, given.pair) if given.pair else (given.text,)
    options = {"return_tensors": "pt", "return_offsets_mapping": bool(tokenizer.is_fast)}
    whole = tokenizer(*texts, **options)
    count, notes = whole["input_ids"].shape[1], []
    most = model.about.positions
    if most and count > most:
        whole = tokenizer(*texts, truncation=True, max_length=most, **options)
        notes.append(Note("input_cut", {"shown": whole["input_ids"].shape[1], "given": count}))
    ids = whole["input_ids"][0].tolist()
    if not ids:
        raise Refused("text_empty", "There is no text to read.")
    if unknown := sum(id == tokenizer.unk_token_id for id in ids):
        notes.append(Note("unknown_tokens", {"count": unknown}))
    words = Words(tokens.of_text(tokenizer, whole, texts))
    accepted = inspect.signature(model.network.forward).parameters
    inputs = {
        name: tensor.to(model.device)
        for name, tensor in whole.items()
        if name in accepted and name != "offset_mapping" and isinstance(tensor, torch.Tensor)
    }
    return Given(inputs, lambda places: words, len(ids), tuple(ids), notes=tuple(notes))


def _of_ids(model: Loaded, ids: tuple[int, ...]) -> Given:
    """Tokens as a model wrote them."""
    size = int(model.network.config.get_text_config().vocab_size)
    if not all(0 <= id < size for id in ids):
        raise Refused(
            "input_wrong", "These are no tokens of this model.", model=model.about.name, takes=(), given="ids"
        )
    cut = ids[: model.about.positions or None]
    notes = (Note("input_cut", {"shown": len(cut), "given": len(ids)}),) if len(cut) < len(ids) else ()
    words = Words(tokens.of_ids(model.tokenizer, cut))
    given = torch.tensor([cut], device=model.device)
    return Given({"input_ids": given}, lambda places: words, len(cut), tuple(cut), notes=notes)
