"""Many sentences at once, for scripts and for measuring, in the order of the input."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import torch

from attnviz.engine.attention.head_statistics import best_map
from attnviz.engine.attention.maps import MapView, chosen_map
from attnviz.engine.attention.messages import CROSS, Attention, Token
from attnviz.engine.messages import Note, Refused, frozen
from attnviz.engine.translate.contextual_biasing import Biased, spelled
from attnviz.engine.translate.search import FORBIDDEN, LENGTH_PENALTY, encode, max_target, most_tokens, search
from attnviz.engine.translate.tokenizer import BOS, EOS, Tokenizer
from attnviz.engine.translate.translate import LONGEST_SOURCE, has_elision, source_of
from attnviz.models.decoding import Hypothesis, beam_search, pad_batch
from attnviz.models.traced import Traced
from attnviz.models.transformer import Transformer

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from attnviz.engine.checkpoints import Loaded

SEARCH_ROWS = 96  # beams that decode together
RECORDED = 4  # sentences before the quick search is recorded as a graph, which pays from a dozen on
READ_TOKENS = 2048  # padded target tokens that are read together; each takes a row of logits
READ_PAIRS = 1 << 17  # (target, source) pairs scored together; each takes a row of the scoring layer


@dataclass(frozen=True, eq=False)
class Answer:
    """One translation with T target and S source tokens: ``log_probabilities`` [T] in nats, ``alignment`` [T, S]."""

    source: str
    translation: str
    source_tokens: tuple[Token, ...]
    target_tokens: tuple[Token, ...]
    log_probabilities: np.ndarray
    alignment: np.ndarray
    notes: tuple[Note, ...] = ()


def sides(loaded: Loaded) -> tuple[Tokenizer, Tokenizer]:
    """The source and target tokenizers. ``Refused`` (not_a_translator) when the model has none."""
    try:
        return loaded.tokenizers["source"], loaded.tokenizers["target"]
    except KeyError:
        raise Refused("not_a_translator", f"{loaded.about.id} does not translate.", model=loaded.about.id) from None


def best_view(loaded: Loaded) -> MapView:
    """The map to align with: what the model's card says, else ``best_map``'s choice; of a recurrent network its only one."""
    if not isinstance(loaded.network, Transformer):
        return MapView()
    config = loaded.network.config
    return best_map(loaded.about.card, config.layers, config.heads).view


def _nothing(text: str) -> Answer:
    return Answer(text, "", (), (), frozen(np.zeros(0)), frozen(np.zeros((0, 0))))


@torch.inference_mode()
def translate_all(loaded: Loaded, texts: Sequence[str], *, beams: int) -> list[Answer]:
    """Translate each text as the window does; one without anything to translate gets an empty answer. ``Refused``:
    not_a_translator."""
    reader, writer = sides(loaded)
    from_language, to_language = loaded.about.languages
    most, view = most_tokens(loaded.network, LONGEST_SOURCE), best_view(loaded)
    answers = []
    for number, text in enumerate(texts):
        if number == RECORDED and isinstance(loaded.fast_network, Traced):
            loaded.fast_network.prepare()
        try:
            tokens, notes = source_of(reader, text, from_language, most)
        except Refused as refused:
            if refused.code != "text_empty":
                raise
            answers.append(_nothing(text))
            continue
        hypotheses, reading = search(loaded, encode(loaded.network, [token.id for token in tokens]), beams=beams)
        translation, target_tokens = writer.tokens(hypotheses[0].ids, elision=has_elision(to_language))
        weights = frozen(chosen_map(reading.attention[0], view))
        log_probabilities = frozen(reading.log_probabilities)
        answers.append(
            Answer(text, translation, tuple(tokens), tuple(target_tokens), log_probabilities, weights, notes)
        )
    return answers


def evaluated(loaded: Loaded, texts: Sequence[str], *, beams: int) -> list[str]:
    """The translations that the plain network finds by itself, in batches: what figures are measured on."""
    reader, writer = sides(loaded)
    sources = [[*reader.ids(text), EOS] for text in texts]
    return [writer.decode(ids) for ids in search_all(loaded.network, reader, writer, sources, beams=beams)]


def search_all(
    network: Any, reader: Tokenizer, writer: Tokenizer, sources: Sequence[Sequence[int]], *, beams: int
) -> list[list[int]]:
    """The best target ids of each source, in order; both with their end tokens."""
    return [list(group[0].ids) for group in all_hypotheses(network, reader, writer, sources, beams=beams)]


@torch.inference_mode()
def all_hypotheses(
    network: Any, reader: Tokenizer, writer: Tokenizer, sources: Sequence[Sequence[int]], *, beams: int
) -> list[list[Hypothesis]]:
    """The hypotheses of each source with its end token, in order; best first, at most ``beams``."""
    device = next(network.parameters()).device
    found: list[list[Hypothesis]] = [[] for _ in sources]
    order = sorted(range(len(sources)), key=lambda i: len(sources[i]))
    size = max(1, SEARCH_ROWS // beams)
    for begin in range(0, len(order), size):
        chosen = order[begin : begin + size]
        ids, mask = pad_batch([sources[i] for i in chosen])
        to_spell = tuple(spelled(sources[i], reader, writer) for i in chosen)
        hypotheses = beam_search(
            Biased(network, to_spell) if any(to_spell) else network,
            ids.to(device),
            mask.to(device),
            bos=BOS,
            eos=EOS,
            beams=beams,
            max_length=[most_tokens(network, max_target(len(sources[i]))) for i in chosen],
            length_penalty=LENGTH_PENALTY,
            forbidden=FORBIDDEN,
        )
        for i, group in zip(chosen, hypotheses, strict=True):
            found[i] = group
    return found


@torch.inference_mode()
def read_all(
    network: Any, sources: Sequence[Sequence[int]], targets: Sequence[Sequence[int]], views: Sequence[MapView]
) -> list[tuple[list[np.ndarray], np.ndarray]]:
    """Teacher forcing: ids with their end tokens -> for each pair the maps [T, S] that the ``views`` name and
    log-probabilities [T], in order.
    """
    answers: list[Any] = [None] * len(sources)
    order = sorted(range(len(sources)), key=lambda i: (len(targets[i]), len(sources[i])))
    for chosen in _groups(order, sources, targets):
        source, src_mask = pad_batch([sources[i] for i in chosen])
        target, _ = pad_batch([targets[i] for i in chosen])
        inputs = torch.cat((torch.full((len(chosen), 1), BOS), target[:, :-1]), 1)
        norms = None
        if any(view.norms for view in views) and isinstance(network, Transformer):
            logits, attention, value_norms = network.decode_with_weights(
                network.encode_with_weights(source, src_mask), inputs
            )
            norms = value_norms.cross_attention.numpy()
        else:
            logits, attention = network.forward_with_weights(source, src_mask, inputs)
        weights = attention.cross_attention.numpy()
        chosen_logits = logits.gather(2, target.unsqueeze(2)).squeeze(2)
        log_p = chosen_logits - logits.logsumexp(-1)
        for row, i in enumerate(chosen):
            t, s = len(targets[i]), len(sources[i])
            cross = Attention(CROSS, weights[row, ..., :t, :s], None if norms is None else norms[row, ..., :s])
            answers[i] = [frozen(chosen_map(cross, view)) for view in views], frozen(log_p[row, :t])
    return answers


def _groups(
    order: list[int], sources: Sequence[Sequence[int]], targets: Sequence[Sequence[int]]
) -> Iterator[list[int]]:
    """Indices, shortest target first, in groups whose padded size stays within ``READ_TOKENS`` and ``READ_PAIRS``."""
    group: list[int] = []
    longest = 0
    for i in order:
        longest = max(longest, len(sources[i]))
        tokens = len(targets[i]) * (len(group) + 1)
        if group and (tokens > READ_TOKENS or tokens * longest > READ_PAIRS):
            yield group
            group, longest = [], len(sources[i])
        group.append(i)
    if group:
        yield group
