"""What a model says, by the form of its output: a masked word, the next token, a class, a transcript."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import torch

from attnviz.engine.open import tokens
from attnviz.engine.open.messages import BEST, Choice, Prediction

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from torch import Tensor

    from attnviz.engine.open.loaded import Loaded

LOGITS = ("logits", "prediction_logits")  # fields of an output that hold what is said at each place
MOST_PLACES = 4096  # at which alternatives are looked for


def is_ctc(network: Any) -> bool:
    """Whether a network of speech writes one letter a frame."""
    return type(network).__name__.endswith("ForCTC")


def says(network: Any, output: Any, *, causal: bool) -> tuple[str, str]:
    """What a network's ``output`` says (as in ``OpenedModel.says``), and the field that says it; ("nothing", "") without
    one.
    """
    if isinstance(output, torch.Tensor):  # timm's
        return ("classes", "") if output.ndim == 2 else ("nothing", "")
    field = next((name for name in LOGITS if isinstance(getattr(output, name, None), torch.Tensor)), "")
    if not field:
        return "nothing", ""
    logits, config = getattr(output, field), network.config
    if getattr(config, "is_encoder_decoder", False):
        if logits.ndim == 2:
            return "classes", field
        return ("translation" if network.main_input_name == "input_ids" else "transcript"), field
    vocabulary = config.get_text_config().vocab_size if hasattr(config, "vocab_size") else -1
    if is_ctc(network):
        return "transcript", field
    if logits.ndim == 3 and logits.shape[-1] == vocabulary:
        return ("next_token" if causal else "masked_word"), field
    if logits.ndim == 2 and logits.shape[0] == 1 and "ForPreTraining" in type(network).__name__:
        return "replaced", field
    if logits.ndim == 2:
        return "classes", field
    return ("token_classes", field) if logits.ndim == 3 else ("nothing", "")


def name_of_class(model: Loaded, id: int) -> str:
    """What the config calls a class; its number where it has no name."""
    names = getattr(getattr(model.network, "config", None), "id2label", None) or {}
    return str(names.get(id, names.get(str(id), id)))


def at_places(
    logits: Tensor, side: str, places: Sequence[int], said: Sequence[int | None], name: Callable[[int], str]
) -> tuple[Prediction, ...]:
    """Predictions at ``places`` from logits [place, choice]; ``said`` are the ids that stand there, None for the best one."""
    found = []
    probabilities = logits.float().softmax(-1)
    best = probabilities.topk(min(BEST, probabilities.shape[-1]), -1)
    for row, (place, id) in enumerate(zip(places, said, strict=True)):
        pairs = zip(best.indices[row].tolist(), best.values[row].tolist(), strict=True)
        top = tuple(Choice(each, name(each), probability) for each, probability in pairs)
        taken = top[0] if id is None else Choice(id, name(id), float(probabilities[row, id]))
        found.append(Prediction(side, place, top, taken))
    return tuple(found)


def token_name(model: Loaded) -> Callable[[int], str]:
    """How a token is called among alternatives."""
    return lambda id: tokens.shown(model.tokenizer, id)


def masked_words(
    model: Loaded, logits: Tensor, ids: list[int]
) -> tuple[tuple[Prediction, ...], Prediction | None, str]:
    """At every place what a masked language model would put there. The answer is that of the first mask, and the text has all
    masks filled with the best; without a mask it is that of the word that the model finds least probable.
    """
    mask = getattr(model.tokenizer, "mask_token_id", None)
    places = range(min(len(ids), MOST_PLACES))
    said = [None if ids[place] == mask else ids[place] for place in places]
    found = at_places(logits[: len(places)], "source", places, said, token_name(model))
    masks = [prediction for prediction in found if ids[prediction.place] == mask]
    if not masks:
        special = tokens.special_ids(model.tokenizer) if model.tokenizer is not None else set()
        words = [prediction for prediction in found if ids[prediction.place] not in special]
        return found, min(words, key=lambda word: word.said.probability, default=None), ""
    filled = list(ids)
    for prediction in masks:
        filled[prediction.place] = prediction.said.id
    return found, masks[0], tokens.decoded(model.tokenizer, filled, whole=True)


def next_tokens(model: Loaded, logits: Tensor, ids: list[int]) -> tuple[tuple[Prediction, ...], Prediction | None, str]:
    """After every token what comes next: place t is what is said having read token t. The answer is the last."""
    places = range(max(len(ids) - MOST_PLACES, 0), len(ids))
    said = [*(ids[place + 1] for place in places[:-1]), None]
    found = at_places(logits[places.start :], "source", places, said, token_name(model))
    return found, found[-1], found[-1].said.text


def classes(model: Loaded, logits: Tensor) -> tuple[tuple[Prediction, ...], Prediction | None, str]:
    """The class of the whole, from logits [class]."""
    found = at_places(logits[None], "source", [-1], [None], lambda id: name_of_class(model, id))
    return found, found[0], found[0].said.text


def classes_of_tokens(model: Loaded, logits: Tensor) -> tuple[tuple[Prediction, ...], Prediction | None, str]:
    """The class of every token, from logits [token, class]."""
    places = range(len(logits))
    found = at_places(logits, "source", places, [None] * len(places), lambda id: name_of_class(model, id))
    return found, None, ""


def replaced(logits: Tensor) -> tuple[tuple[Prediction, ...], Prediction | None, str]:
    """How probable it is that each token was replaced (ELECTRA), from logits [token]; the answer is the most probable
    place.
    """
    names = ("original", "replaced")
    both = torch.stack((torch.zeros_like(logits), logits), -1)
    found = at_places(both, "source", range(len(logits)), [None] * len(logits), lambda id: names[id])
    at = int(logits.argmax())
    return found, found[at], ""


def letters(model: Loaded, logits: Tensor) -> tuple[tuple[Prediction, ...], Prediction | None, str]:
    """A transcript out of one letter a frame, repeated ones and blanks left out (CTC), from logits [frame, letter]."""
    ids = logits.argmax(-1).tolist()
    found = at_places(logits, "source", range(len(ids)), [None] * len(ids), token_name(model))
    text = str(model.tokenizer.decode(ids)) if model.tokenizer is not None else ""
    return found, None, text


def written(model: Loaded, logits: Tensor, ids: list[int]) -> tuple[tuple[Prediction, ...], Prediction | None, str]:
    """What an encoder-decoder wrote: ``ids`` [step] and the logits [step, token] they came from. The answer is that of the
    first token that writes something.
    """
    found = at_places(logits, "target", range(len(ids)), ids, token_name(model))
    if model.tokenizer is None:
        return found, next(iter(found), None), ""
    special = tokens.special_ids(model.tokenizer)
    plain = (prediction for prediction in found if prediction.said.id not in special)
    return found, next(plain, next(iter(found), None)), tokens.decoded(model.tokenizer, ids, whole=True).strip()
