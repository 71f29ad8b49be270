"""What an encoder-decoder writes of a text or a sound, and one reading of both sides that gives all its attention."""

from __future__ import annotations

import copy
import inspect
from typing import TYPE_CHECKING, Any

import torch

from attnviz.engine.attention.messages import CROSS, DECODER, ENCODER
from attnviz.engine.messages import Note
from attnviz.engine.open import answers, memory, tokens
from attnviz.engine.open.recorder import Recorder, recording
from attnviz.engine.open.said import Said

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from attnviz.engine.open.encode import Given
    from attnviz.engine.open.loaded import Loaded

MOST_WRITTEN = 256  # tokens
TOKENS_A_SECOND = 10  # of speech, more than anybody speaks; a model that repeats itself ends there


def read(
    model: Loaded,
    given: Given,
    recorder: Recorder,
    target: str | None,
    progress: Callable[..., None],
    held: Sequence[int] = (),
) -> Said:
    """Write, after the ids ``held``, or take the forced ``target``; then read source and target at once, the decoder being given
    each token before.
    """
    if target is not None:
        start, ids = forced(model, target)
    elif held:
        start, ids = start_ids(model), continued(model, given, recorder, held, progress)
    else:
        start, ids = written(model, given, recorder, progress)
    notes: tuple[Note, ...] = ()
    most = positions(model)
    if len(start) + len(ids) > most:
        ids = ids[: max(most - len(start), 1)]
        notes = (Note("target_cut", {"tokens": len(ids)}),)
    whole = [*start, *ids]
    steps = len(whole) - 1
    model.ask_for(
        {ENCODER: given.places, CROSS: steps, DECODER: steps},
        {ENCODER: given.places, CROSS: given.places, DECODER: steps},
    )
    fed = torch.tensor([whole[:-1]], device=model.device)
    output = model.run(given.inputs, recorder, decoder_input_ids=fed, use_cache=False)
    found = answers.written(model, getattr(output, model.logits)[0], whole[1:])
    answered = tokens.of_ids(model.tokenizer, whole[1:])
    entered = (*tokens.of_ids(model.tokenizer, whole[:1]), *answered[:-1])
    return Said(*found, target=answered, fed=entered, notes=notes)


def positions(model: Loaded) -> int:
    """The longest target in tokens."""
    config = model.network.config.get_text_config(decoder=True)
    bound = getattr(config, "max_target_positions", None) or getattr(config, "max_position_embeddings", None)
    return min(int(bound), MOST_WRITTEN * 4) if bound else MOST_WRITTEN * 4


def start_ids(model: Loaded) -> list[int]:
    """The tokens that a decoder begins with."""
    for config in (getattr(model.network, "generation_config", None), model.network.config):
        if isinstance(id := getattr(config, "decoder_start_token_id", None), int):
            return [id]
    return [int(getattr(model.network.config, "bos_token_id", 0) or 0)]


def forced(model: Loaded, target: str) -> tuple[list[int], list[int]]:
    """The start and the ids of a person's own target, with its end token."""
    ids = model.tokenizer(text_target=target)["input_ids"] if model.tokenizer is not None else []
    start = start_ids(model)
    return start, (ids[1:] if ids[:1] == start and len(ids) > 1 else ids) or [start[0]]


def written(
    model: Loaded, given: Given, recorder: Recorder, progress: Callable[..., None]
) -> tuple[list[int], list[int]]:
    """The start tokens and what the model writes after them, as its own generation config wants it (beams, forced
    languages).
    """
    most = longest(given)
    alone = Recorder(model.blocks, on=recorder.on, mean=recorder.mean, weights=False, layers=recorder.layers)
    with torch.inference_mode(), memory.bounded("This input"), recording(alone):
        made = model.network.generate(
            **{name: tensor for name, tensor in given.inputs.items() if _taken(model, name)},
            max_new_tokens=min(most, positions(model) - 8),
            do_sample=False,
            stopping_criteria=[watched(progress, most)],
            return_dict_in_generate=True,
        )
    ids = (made["sequences"] if not isinstance(made, torch.Tensor) else made)[0].tolist()
    return _split(model, ids)


def continued(
    model: Loaded, given: Given, recorder: Recorder, held: Sequence[int], progress: Callable[..., None]
) -> list[int]:
    """The ids ``held`` and what the model writes after them, greedily."""
    from transformers.generation.utils import GenerationMixin  # Whisper's own ``generate`` cuts what is given

    start = start_ids(model)
    config = copy.deepcopy(model.network.generation_config)
    config.begin_suppress_tokens = None  # these are not the first that are written
    config.forced_decoder_ids = config.forced_bos_token_id = None
    begun = torch.tensor([[*start, *held]], device=model.device)
    most = max(min(longest(given), positions(model) - begun.shape[1]), 1)
    alone = Recorder(model.blocks, on=recorder.on, mean=recorder.mean, weights=False, layers=recorder.layers)
    with torch.inference_mode(), memory.bounded("This input"), recording(alone):
        made: Any = GenerationMixin.generate(
            model.network,
            **{name: tensor for name, tensor in given.inputs.items() if _taken(model, name)},
            decoder_input_ids=begun,
            generation_config=config,
            max_new_tokens=most,
            do_sample=False,
            num_beams=1,
            stopping_criteria=[watched(progress, most)],
        )
    ids = (made if isinstance(made, torch.Tensor) else made["sequences"])[0].tolist()
    return ids[len(start) :]


def longest(given: Given) -> int:
    """How many tokens are written at most."""
    return min(int(given.seconds * TOKENS_A_SECOND) + 16, MOST_WRITTEN) if given.seconds else MOST_WRITTEN


def watched(progress: Callable[..., None], most: int) -> Callable[..., torch.Tensor]:
    """A stopping criterion that never stops: it tells how far ``generate`` is, and is where that can be interrupted."""

    def told(ids: torch.Tensor, scores: Any, **options: Any) -> torch.Tensor:
        progress(min(ids.shape[1] / most, 1.0), "decoding")
        return torch.zeros(len(ids), dtype=torch.bool, device=ids.device)

    return told


def _taken(model: Loaded, name: str) -> bool:
    return name in inspect.signature(model.network.forward).parameters


def _split(model: Loaded, ids: list[int]) -> tuple[list[int], list[int]]:
    """The start tokens, and the others; some ``generate`` leave the start out."""
    start = start_ids(model)
    return start, (ids[1:] if ids[:1] == start and len(ids) > 1 else ids)
