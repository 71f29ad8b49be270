"""Ranks texts for a query by late interaction, beside plain word overlap; reads them before in slices."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import torch

from attnviz.engine.messages import Note, Refused, frozen
from attnviz.engine.read import reading
from attnviz.engine.read.messages import MOST_TEXTS, Find, Found, Index, Indexed
from attnviz.engine.read.shares import shares
from attnviz.engine.read.text_index import BATCH, LONGEST, TextIndex
from attnviz.engine.read.word_pieces import CLS, SEP
from attnviz.lazy_numpy import np
from attnviz.models.reader import Reader, token_vectors

if TYPE_CHECKING:
    from attnviz.engine.model_store import ModelStore
    from attnviz.engine.worker import YieldPoint

LONGEST_QUERY = 64  # pieces


def _index(store: ModelStore, model: str) -> TextIndex:
    found: TextIndex = store.text_indices.setdefault(model, TextIndex())
    return found


def _check(texts: tuple[str, ...]) -> None:
    if not any(text.strip() for text in texts):
        raise Refused("texts_empty", "There are no texts to search.")
    if len(texts) > MOST_TEXTS:
        sentence = f"These are {len(texts)} texts; at most {MOST_TEXTS} can be searched."
        raise Refused("too_many_texts", sentence, given=len(texts), most=MOST_TEXTS)


def index(store: ModelStore, request: Index, progress: YieldPoint) -> Indexed:
    """Answer an ``Index`` request: a slice of the reading. ``Refused`` codes: those of ``reading.loaded``; texts_empty,
    too_many_texts.
    """
    network, pieces = reading.loaded(store, request.model, Reader, "not_a_reader", progress)
    _check(request.texts)
    known = _index(store, request.model)
    missing = known.missing(request.texts)
    end = time.perf_counter() + request.seconds
    while missing and time.perf_counter() < end:
        known.read(network, pieces, missing[:BATCH])
        missing = missing[BATCH:]
    return Indexed(request, 1 - len(missing) / max(len(set(request.texts)), 1))


@torch.inference_mode()
def run(store: ModelStore, request: Find, progress: YieldPoint) -> Found:
    """Answer a ``Find`` request; what is not read yet is read first. ``Refused`` codes: those of ``index`` and of
    ``reading.check`` with query_empty.
    """
    network, pieces = reading.loaded(store, request.model, Reader, "not_a_reader", progress)
    _check(request.texts)
    notes = reading.check(request.query, "query_empty", "There is nothing to look for.")
    known = _index(store, request.model)
    missing = known.missing(request.texts)
    for begin in range(0, len(missing), BATCH):
        progress(begin / len(missing), "reading")
        known.read(network, pieces, missing[begin : begin + BATCH])
    begun = time.perf_counter()
    asked = pieces.cut(request.query)[:LONGEST_QUERY]
    ids = torch.tensor([[CLS, *(piece.id for piece in asked), SEP]])
    query = token_vectors(network(ids).states)[0, 1:-1]  # [Q, D]
    packed = known.packed(request.texts)
    matches = (query @ packed.vectors).numpy()  # [Q, tokens of all]
    best = np.maximum.reduceat(matches, packed.begins, axis=1)  # [Q, N]
    scores = best.mean(0)
    overlap = known.overlap(request.texts).scores(request.query)
    order = np.argsort(-scores, kind="stable")
    by_words = np.argsort(-overlap, kind="stable")
    shown = request.shown if 0 <= request.shown < len(request.texts) else int(order[0])
    text = request.texts[shown]
    cut = pieces.cut(text)[: LONGEST - 2]
    begin = int(packed.begins[shown])
    long = sum(each in known.cut for each in request.texts) if known.cut else 0
    if long:
        notes.append(Note("texts_cut", {"tokens": LONGEST, "count": long}))
    return Found(
        request=request,
        scores=frozen(scores),
        shares=frozen(shares(scores, request.temperature)),
        order=frozen(order, "int64"),
        overlap=frozen(overlap),
        overlap_order=frozen(by_words, "int64"),
        shown=shown,
        query_tokens=tuple(reading.tokens(asked, request.query)),
        tokens=tuple(reading.tokens(cut, text)),
        similarity=frozen(matches[:, begin : begin + len(cut)]),
        notes=tuple(notes),
        milliseconds=1000 * (time.perf_counter() - begun),
    )
