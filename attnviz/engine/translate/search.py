"""Search for a translation with the fast network, and read what is found with the network that is shown: scores and attention."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import torch

from attnviz.engine.attention.messages import CROSS, DECODER, KINDS, Attention
from attnviz.engine.messages import frozen
from attnviz.engine.translate.contextual_biasing import Biased, Spelled, spelled
from attnviz.engine.translate.tokenizer import BOS, EOS, PAD, UNK
from attnviz.models.decoding import Begun, Hypothesis, beam_search
from attnviz.models.prefix_tree import prefix_tree
from attnviz.models.title_writer import TitleWriter
from attnviz.models.transformer import ByKind, Transformer

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from attnviz.engine.checkpoints import Loaded

ALTERNATIVES = 5
LENGTH_PENALTY = 1.0
FORBIDDEN = (PAD, UNK, BOS)


def max_target(source_tokens: int) -> int:
    """How long a translation may grow."""
    return 2 * source_tokens + 10


def most_tokens(network: Any, most: int) -> int:
    """``most`` tokens, or as many as the network has positions for."""
    if isinstance(network, TitleWriter):
        return min(most, network.config.longest_title)
    return min(most, network.config.longest) if isinstance(network, Transformer) else most


class Source(NamedTuple):
    """A source sentence: its ids [1, S], which of them may be attended (all), and what the network made of them."""

    ids: torch.Tensor
    mask: torch.Tensor
    encoded: Any


def encode(network: Any, source: Sequence[int], on: ByKind | None = None) -> Source:
    """Begin with a source, with the heads that are ``on``."""
    ids = torch.tensor([source])
    mask = torch.ones_like(ids, dtype=torch.bool)
    return Source(ids, mask, network.encode_with_weights(ids, mask, on))


class Reading(NamedTuple):
    """A target read by the model (teacher forcing): its attention by kind, log-probabilities [T], the five best ids and
    their probabilities [T, 5]."""

    attention: tuple[Attention, ...]
    log_probabilities: torch.Tensor
    best: torch.Tensor
    best_probabilities: torch.Tensor


class Found(NamedTuple):
    """The hypotheses for one sentence, best first, and the reading of the first."""

    hypotheses: list[Hypothesis]
    reading: Reading


def read(network: Any, source: Source, target: Sequence[int]) -> Reading:
    """Score ``target`` (without bos) given ``source`` in one pass."""
    return read_best(network, source, [target]).reading


def read_best(network: Any, source: Source, targets: Sequence[Sequence[int]], to_spell: Spelled | None = None) -> Found:
    """Read the targets at once: each with its log-probability under the network, and its bonus for what is to be spelled."""
    tree = prefix_tree([(BOS, *ids[:-1]) for ids in targets])
    logits, weights, value_norms = network.decode_with_weights(source.encoded, tree.tokens, tree)
    log_p = torch.log_softmax(logits[0], -1)  # [N, V]
    read: list[
        tuple[Hypothesis, torch.Tensor, torch.Tensor]
    ] = []  # with log-probabilities [T] and the tree's nodes [T]
    for ids, path in zip(targets, tree.paths, strict=True):
        nodes = path[: len(ids)]
        chosen = log_p[nodes, torch.tensor(ids)]
        bonus = to_spell.bonus(ids) if to_spell else 0.0
        read.append((Hypothesis(tuple(ids), chosen.double().sum().item(), bonus), chosen, nodes))
    read.sort(key=lambda each: -each[0].score(LENGTH_PENALTY))
    _, log_probabilities, nodes = read[0]
    best, best_ids = log_p[nodes].topk(ALTERNATIVES, -1)
    norms = {} if value_norms is None else value_norms._asdict()
    attention = tuple(
        _attention(kind, weights._asdict()[kind][0], norms.get(kind), nodes)
        for kind in KINDS
        if kind in weights._fields
    )
    return Found([each[0] for each in read], Reading(attention, log_probabilities, best_ids, best.exp()))


def _attention(kind: str, weights: torch.Tensor, norms: torch.Tensor | None, nodes: torch.Tensor) -> Attention:
    """The attention [L, H, query, key] of one target, whose tokens are these nodes of the tree that was read."""
    if kind in (CROSS, DECODER):
        weights = weights[:, :, nodes]
    if norms is not None:
        norms = norms[0, ..., nodes] if kind == DECODER else norms[0]
    return Attention(
        kind, frozen(weights[..., nodes] if kind == DECODER else weights), None if norms is None else frozen(norms)
    )


def search(
    loaded: Loaded,
    source: Source,
    *,
    beams: int,
    prefix: Sequence[int] = (),
    progress: Callable[..., None] = lambda share: None,
    longest: int | None = None,
) -> Found:
    """The finished hypotheses for one sentence; a forced prefix that ends the sentence is the only one.

    The fast network finds them; the network that is shown says how probable each is, and so which is best. One sentence at a
    time, for int8 rounds by what else is in the batch: window and command find the same. Names and numbers of the source are
    preferred as it spells them (``contextual_biasing``). ``longest`` in tokens: by default twice the source.
    """
    prefix = tuple(prefix[: most_tokens(loaded.network, len(prefix) + 1) - 1])
    if prefix and prefix[-1] == EOS:
        return read_best(loaded.network, source, [prefix])
    most = max(longest or max_target(source.ids.shape[1]), len(prefix) + 1)
    to_spell = None
    if not isinstance(loaded.network, TitleWriter):  # which copies by itself
        to_spell = spelled(source.ids[0].tolist(), loaded.tokenizers["source"], loaded.tokenizers["target"])
    begun = Begun(loaded.fast_network, source.encoded.state)
    (hypotheses,) = beam_search(
        Biased(begun, (to_spell,)) if to_spell else begun,
        source.ids,
        source.mask,
        bos=BOS,
        eos=EOS,
        beams=beams,
        max_length=most_tokens(loaded.network, most),
        length_penalty=LENGTH_PENALTY,
        forbidden=FORBIDDEN,
        prefix=prefix,
        progress=progress,
    )
    found = read_best(loaded.network, source, [hypothesis.ids for hypothesis in hypotheses], to_spell)
    different: dict[str, Hypothesis] = {}
    for hypothesis in found.hypotheses:  # the same words may be cut into other pieces
        different.setdefault(" ".join(loaded.tokenizers["target"].decode(hypothesis.ids).split()), hypothesis)
    return found._replace(hypotheses=list(different.values()))
