"""Answers questions about passages: every span of every window competes, with "no answer here" among them."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, NamedTuple

import torch

from attnviz.engine.messages import Note, Refused, frozen
from attnviz.engine.read import reading
from attnviz.engine.read.certainty import certainty_of
from attnviz.engine.read.messages import MOST_WORDS, Answer, Answered, Span
from attnviz.engine.read.sentence_ends import sentences
from attnviz.engine.read.windows import LONGEST_QUESTION, WINDOW, Window, windows
from attnviz.engine.read.word_pieces import CLS, PAD, SEP, Piece, WordPieces
from attnviz.models.reader import Answerer, span_scores

if TYPE_CHECKING:
    from collections.abc import Sequence

    from torch import Tensor

    from attnviz.engine.model_store import ModelStore
    from attnviz.engine.read.certainty import Certainty
    from attnviz.engine.read.messages import HeadsOff
    from attnviz.engine.worker import YieldPoint
    from attnviz.lazy_numpy import np
    from attnviz.models import reader

BATCH = 4  # windows read at once in the window; between them another request is let in
MANY = 16  # of a file
SPANS = 6  # that are told
TRIED = 60  # best spans of a window, of which some overlap


class Asked(NamedTuple):
    """A question cut for reading: its pieces and the passage's, which of these are not hidden, and the windows over them."""

    request: Answer
    text: str
    question: list[Piece]
    passage: list[Piece]
    sentences: list[tuple[int, int]]
    open: list[bool]
    windows: list[Window]
    notes: list[Note]


class Candidate(NamedTuple):
    """A span by its first and last piece of the passage, with its score, and the window that gave it."""

    score: float
    first: int
    last: int
    window: int


class Scored(NamedTuple):
    """What a window says: its best spans, the logsumexp of all its spans, and the score of none."""

    candidates: list[Candidate]
    all: float
    none: float


def asked(pieces: WordPieces, request: Answer) -> Asked:
    """Cut a question and its passage. ``Refused`` codes: those of ``reading.check`` with passage_empty and question_empty;
    all_hidden.
    """
    notes = reading.check(request.passage, "passage_empty", "There is no passage to look for the answer in.")
    notes += reading.check(request.question, "question_empty", "There is no question.")
    text, words = reading.first_words(request.passage, MOST_WORDS)
    if len(text) < len(request.passage):
        notes.append(Note("text_cut", {"shown": MOST_WORDS, "given": words}))
    question, passage = pieces.cut(request.question)[:LONGEST_QUESTION], pieces.cut(text)
    parts = sentences(text)
    hidden = [parts[i] for i in request.hidden if i < len(parts)]
    open_ = [not any(start <= piece.start < end for start, end in hidden) for piece in passage]
    if not any(open_):
        raise Refused("all_hidden", "Every sentence of the passage is hidden.")
    if hidden:
        notes.append(Note("hidden", {"count": len(hidden)}))
    notes += [*reading.unknown(passage, text), *reading.unknown(question, request.question)]
    return Asked(request, text, question, passage, parts, open_, windows(question, passage), notes)


@torch.inference_mode()
def run(store: ModelStore, request: Answer, progress: YieldPoint) -> Answered:
    """Answer an ``Answer`` request. ``Refused`` codes: those of ``reading.loaded`` and of ``asked``."""
    network, pieces = reading.loaded(store, request.model, Answerer, "not_an_answerer", progress)
    begun = time.perf_counter()
    one = asked(pieces, request)
    single = len(one.windows) == 1
    scored: list[Scored] = []
    for begin in range(0, len(one.windows), BATCH):
        progress(begin / len(one.windows), "reading")
        todo = [(one, i) for i in range(begin, min(begin + BATCH, len(one.windows)))]
        answer, inside = _read(network, todo, request.heads_off, show=single)
        scored += _score(answer, inside, todo)
    spans, none, window = _told(one, scored, certainty_of(store.model(request.model).about.card))
    if not single:
        answer, inside = _read(network, [(one, window)], request.heads_off, show=True)
        one.notes.append(Note("windows", {"windows": len(one.windows), "tokens": WINDOW, "shown": window + 1}))
    shown = one.windows[window]
    question = one.question[: shown.begin - 2]
    held = one.passage[shown.first : shown.first + shown.shown]
    end = reading.mark(SEP)
    tokens = (
        reading.mark(CLS),
        *reading.tokens(question, request.question),
        end,
        *reading.tokens(held, one.text),
        end,
    )
    inside[:, 0] = True
    return Answered(
        request=request,
        spans=spans,
        none=none,
        sentences=tuple(one.sentences),
        windows=tuple(_place(each, one.passage) for each in one.windows),
        window=window,
        tokens=tokens,
        split=1 + len(question),
        attention=reading.attention(answer.encoding),
        begins=_probabilities(answer.start, inside),
        ends=_probabilities(answer.end, inside),
        notes=tuple(one.notes),
        milliseconds=1000 * (time.perf_counter() - begun),
    )


@torch.inference_mode()
def spans_of_many(
    store: ModelStore, requests: Sequence[Answer], progress: YieldPoint
) -> list[tuple[tuple[Span, ...], float, tuple[Note, ...]] | Refused]:
    """The spans, the probability of none and the notes for questions that ask the same model with no head off, many windows in a
    batch; a ``Refused`` in place of what cannot be answered.
    """
    found: list[tuple[tuple[Span, ...], float, tuple[Note, ...]] | Refused] = []
    ready: dict[int, Asked] = {}
    for i, request in enumerate(requests):
        network, pieces = reading.loaded(store, request.model, Answerer, "not_an_answerer", progress)
        try:
            ready[i] = asked(pieces, request)
            found.append(((), 1.0, ()))
        except Refused as refused:
            found.append(refused)
    todo = [(i, k) for i, one in ready.items() for k in range(len(one.windows))]
    scored: dict[tuple[int, int], Scored] = {}
    for part in reading.in_batches(todo, lambda each: len(ready[each[0]].windows[each[1]].ids), MANY, progress):
        pairs = [(ready[i], k) for i, k in part]
        answer, inside = _read(network, pairs, (), show=False)
        scored |= zip(part, _score(answer, inside, pairs), strict=True)
    for i, one in ready.items():
        certainty = certainty_of(store.model(one.request.model).about.card)
        spans, none, _ = _told(one, [scored[i, k] for k in range(len(one.windows))], certainty)
        found[i] = spans, none, tuple(one.notes)
    return found


def _read(
    network: Answerer, todo: Sequence[tuple[Asked, int]], off: HeadsOff, *, show: bool
) -> tuple[reader.Answer, Tensor]:
    """The network's answer to some windows, and which of their tokens [B, T] may be in an answer."""
    width = max(len(one.windows[k].ids) for one, k in todo)
    tokens = torch.full((len(todo), width), PAD)
    segments, mask = torch.zeros_like(tokens), torch.zeros(len(todo), width, dtype=torch.bool)
    inside = torch.zeros_like(mask)
    for i, (one, k) in enumerate(todo):
        window = one.windows[k]
        length, places = len(window.ids), slice(window.begin, window.begin + window.shown)
        tokens[i, :length] = torch.tensor(window.ids)
        segments[i, :length] = torch.tensor(window.segments)
        mask[i, :length] = True
        mask[i, places] = inside[i, places] = torch.tensor(one.open[window.first : window.first + window.shown])
    whole = None if bool(mask.all()) else mask
    return network(tokens, whole, segments, reading.heads_on(network, off), show=show), inside


def _score(answer: reader.Answer, inside: Tensor, todo: Sequence[tuple[Asked, int]]) -> list[Scored]:
    """The best spans of each window, none of which has a hidden sentence inside."""
    scores, none = span_scores(answer, inside)
    found = []
    for row, (one, k), nothing in zip(scores, todo, none.tolist(), strict=True):
        window, width = one.windows[k], len(row)
        if not all(one.open):
            row = row.masked_fill(_crosses_hidden(one, window, width), -torch.inf)
        flat = row.flatten()
        top, places = flat.topk(min(TRIED, len(flat)))
        shift = window.first - window.begin
        candidates = [
            Candidate(score, place // width + shift, place % width + shift, k)
            for score, place in zip(top.tolist(), places.tolist(), strict=True)
            if score > -torch.inf
        ]
        found.append(Scored(candidates, float(flat.logsumexp(0)), nothing))
    return found


def _crosses_hidden(one: Asked, window: Window, width: int) -> Tensor:
    """[T, T] True for spans with a hidden piece inside."""
    closed = torch.zeros(width + 1, dtype=torch.long)
    own = [not each for each in one.open[window.first : window.first + window.shown]]
    closed[window.begin + 1 : window.begin + 1 + window.shown] = torch.tensor(own, dtype=torch.long)
    before = closed.cumsum(0)
    return before[None, 1:] > before[:-1, None]


def _told(one: Asked, scored: Sequence[Scored], certainty: Certainty) -> tuple[tuple[Span, ...], float, int]:
    """The best spans that do not overlap, the probability of none, and the window of the best."""
    total = float(torch.tensor([each.all for each in scored]).logsumexp(0))
    none = certainty.none(total - min(each.none for each in scored))
    taken: list[Candidate] = []
    for each in sorted((each for some in scored for each in some.candidates), reverse=True):
        if all(each.last < other.first or each.first > other.last for other in taken):
            taken.append(each)
            if len(taken) == SPANS:
                break
    spans = []
    for each in taken:
        start, end = one.passage[each.first].start, one.passage[each.last].end
        spans.append(Span(one.text[start:end], start, end, (1 - none) * _share(each.score, total)))
    return tuple(spans), none, taken[0].window if taken else 0


def _share(score: float, total: float) -> float:
    return float(torch.tensor(score - total).exp())


def _place(window: Window, passage: Sequence[Piece]) -> tuple[int, int]:
    return passage[window.first].start, passage[window.first + window.shown - 1].end


def _probabilities(scores: Tensor, inside: Tensor) -> np.ndarray:
    return frozen(scores[0].masked_fill(~inside[0], -torch.inf).softmax(-1))
