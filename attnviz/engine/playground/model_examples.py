"""Real numbers for the step view: one head of a trained translator, or the embeddings of words in a search."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor

from attnviz.engine import checkpoints
from attnviz.engine.attention.messages import DECODER, ENCODER, Token
from attnviz.engine.messages import Refused, frozen
from attnviz.engine.playground import tables
from attnviz.engine.playground.messages import ExampleNumbers, PlaygroundAttention, PlaygroundExample
from attnviz.engine.translate.axes import START
from attnviz.engine.translate.head_mask import heads_on
from attnviz.engine.translate.messages import Translate
from attnviz.engine.translate.tokenizer import BOS, EOS
from attnviz.engine.translate.translate import readers, source_of
from attnviz.engine.translate.translate import run as translate
from attnviz.models.attention import attend, dot_scores, masked_softmax, scaled_dot_scores, tanh_scores
from attnviz.models.transformer import Transformer

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from attnviz.engine.model_store import ModelStore

MOST_ROWS = 40  # a longer table cannot be read
FIRST_COLUMNS = 4  # shown of vectors that are too wide to show whole
SEARCH_TEMPERATURE = 0.1  # similarities of unit vectors lie close together


def _numbers(
    q: Tensor, k: Tensor, v: Tensor, scores: Tensor | None, scoring: str, mask: Tensor | None = None
) -> PlaygroundAttention:
    """Tables of the first columns, with the scores of all columns where those were cut; no ``mask`` hides nothing."""
    if mask is None:
        mask = torch.ones(len(q), len(k), dtype=torch.bool)
    wide = tables.COLUMNS if q.shape[1] <= tables.COLUMNS else FIRST_COLUMNS
    q, k, v = q[:, :wide], k[:, :wide], v[:, :wide]
    parameters = tables.draw(1, queries=1, keys=1, d=q.shape[1], d_value=1).parameters
    return PlaygroundAttention(
        q=frozen(q),
        k=frozen(k),
        v=frozen(v),
        mask=frozen(mask, bool),
        scoring=scoring if scores is None else "given",
        parameters=parameters,
        scores=None if scores is None else frozen(scores),
    )


def _rnn(network: Any, source: Tensor, inputs: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """What an RNN's attention computes with: queries [T, A] and keys [S, A] as they meet, values [S, M], scores [T,
    S].
    """
    state = network.encode(source, torch.ones_like(source, dtype=torch.bool))
    h, _, _ = network.decoder(network.target_embedding(inputs), state.hidden, state.cell)
    attention, scoring = network.attention, network.config.scoring
    if attention is None:
        raise Refused("no_attention", "This model has no attention.")
    if scoring == "additive":
        q = attention.W(h)
        scores = tanh_scores(q, state.keys, attention.v)
    elif scoring == "concat":
        q = h @ attention.W.weight[:, : attention.d_query].T
        scores = tanh_scores(q, state.keys, attention.v)
    else:
        q, scores = h, dot_scores(h, state.keys)
    return q[0], state.keys[0], state.memory[0], scores[0]


def _transformer(
    network: Transformer, source: Tensor, inputs: Tensor, request: PlaygroundExample
) -> tuple[Tensor, Tensor, Tensor]:
    """What the head that is asked for computes with: q [queries, D/H], k and v [keys, D/H]."""
    layer, head = min(request.layer, network.config.layers - 1), min(request.head, network.config.heads - 1)
    on, _ = heads_on(network, request.heads_off)
    everything = torch.ones_like(source, dtype=torch.bool)
    found = network.one_head(request.attention, source, everything, inputs, layer=layer, head=head, heads_on=on)
    q, k, v = (x[0] for x in found)
    return q, k, v


def _shifted(rows: Tensor) -> Tensor:
    """Each token's row from the step where it goes in, as ``maps.shifted`` reads a map."""
    return torch.cat((rows[1:], rows[-1:]))


def _texts(tokens: Sequence[Token]) -> tuple[str, ...]:
    return tuple(token.text or "·" for token in tokens)


def _translation(store: ModelStore, request: PlaygroundExample, progress: Callable[..., None]) -> ExampleNumbers:
    loaded = store.model(request.model, progress)
    if "target" not in loaded.tokenizers:
        raise Refused("no_attention", f"{request.model} does not translate.")
    tokens, _ = source_of(loaded.tokenizers["source"], request.text, loaded.about.languages[0])
    ids = list(request.target_ids)
    if not ids:
        answer = translate(store, Translate(request.text, request.model), progress)
        ids = [token.id for token in answer.target_tokens]
    _, target = loaded.tokenizers["target"].tokens(ids)
    longest = max(len(tokens), len(ids))
    if longest > MOST_ROWS:
        raise Refused("too_long", f"{longest} tokens; {MOST_ROWS} fit.", tokens=longest, limit=MOST_ROWS)
    source = torch.tensor([[token.id for token in tokens]])
    inputs = torch.tensor([[BOS, *ids[:-1]]])
    network, mask = loaded.network, None
    queries, keys = tuple(target), tuple(tokens)
    if isinstance(network, Transformer):
        q, k, v = _transformer(network, source, inputs, request)
        if request.attention == ENCODER:
            queries = keys
        elif request.attention == DECODER:
            keys = (START, *queries[:-1])
            mask = torch.ones(len(q), len(k), dtype=torch.bool).tril()
        if request.shift and request.attention != ENCODER:
            q, mask = _shifted(q), None if mask is None else _shifted(mask)
        scores, scoring = scaled_dot_scores(q, k), "scaled_dot"
    else:
        q, k, v, scores = _rnn(network, source, inputs)
        scoring = network.config.scoring
    columns = q.shape[1]
    exact = columns <= tables.COLUMNS and scoring in ("dot", "scaled_dot")
    return ExampleNumbers(
        request=request,
        numbers=_numbers(q, k, v, None if exact else scores, scoring, mask),
        query_labels=_texts(queries),
        key_labels=_texts(keys),
        columns=columns,
        columns_shown=columns if columns <= tables.COLUMNS else FIRST_COLUMNS,
        weights=frozen(attend(scores, v, mask)[1]),
        model=request.model,
        scoring=scoring,
    )


def _embedding(loaded: checkpoints.Loaded, text: str) -> Tensor:
    """The direction of a text: the mean of its pieces' embeddings, of length 1: [E]."""
    ids = [i for i in loaded.tokenizers["source"].ids(text) if i != EOS]
    vectors = loaded.network.source_embedding(torch.tensor(ids))
    return torch.nn.functional.normalize(vectors.mean(0), dim=0)


def _search(store: ModelStore, request: PlaygroundExample, progress: Callable[..., None]) -> ExampleNumbers:
    shipped = [model for model in checkpoints.available(store.folders) if "toy" not in model.card]
    model = request.model or next(iter(readers(shipped, ("en",))), "")
    if not model:
        raise Refused("no_model", "There is no translator whose embeddings could be used.")
    loaded = store.model(model, progress)
    q = _embedding(loaded, request.text)[None]
    k = torch.stack([_embedding(loaded, title) for title in request.titles])
    scores = dot_scores(q, k)
    numbers = replace(_numbers(q, k, k, scores, "dot"), temperature=SEARCH_TEMPERATURE)
    return ExampleNumbers(
        request=request,
        numbers=numbers,
        query_labels=(request.text,),
        key_labels=request.titles,
        columns=q.shape[1],
        columns_shown=FIRST_COLUMNS,
        weights=frozen(masked_softmax(scores / SEARCH_TEMPERATURE, None)),
        model=model,
        scoring="dot",
    )


KINDS = {"translation": _translation, "search": _search}


@torch.inference_mode()
def run(store: ModelStore, request: PlaygroundExample, progress: Callable[..., None]) -> ExampleNumbers:
    """Answer a ``PlaygroundExample`` request. ``Refused`` codes: no_attention, no_model, too_long (tokens, limit),
    and those of loading.
    """
    return KINDS[request.kind](store, request, progress)
