"""Writes titles: a beam search that may copy words out of the text, read once more for all that is shown of it."""

from __future__ import annotations

import time
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import torch

from attnviz.engine.attention import maps
from attnviz.engine.messages import Note, Refused, frozen
from attnviz.engine.read import reading
from attnviz.engine.read.messages import Title, Titled
from attnviz.engine.read.title_case import forms, with_capitals
from attnviz.engine.read.word_pieces import CLS, INSIDE, SEP
from attnviz.engine.translate.head_mask import heads_on
from attnviz.engine.translate.messages import Beam
from attnviz.engine.translate.search import FORBIDDEN, LENGTH_PENALTY, Source, most_tokens, read, search
from attnviz.models.decoding import Begun, beam_search, pad_batch
from attnviz.models.int8 import int8_twin
from attnviz.models.title_writer import TitleWriter

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from torch import Tensor

    from attnviz.engine.attention.messages import Token
    from attnviz.engine.model_store import ModelStore
    from attnviz.engine.read.word_pieces import Piece, WordPieces
    from attnviz.engine.worker import YieldPoint
    from attnviz.models.decoding import Hypothesis
    from attnviz.models.title_writer import TitleState

LONGEST = 200  # pieces of a text that are read, as in training
LONGEST_TITLE = 40  # tokens written
NOT_A_WORD = -1e4  # log-probability
MANY = 20  # texts of a file read at once


class Ready(NamedTuple):
    """A text cut for reading: its pieces without marks, and what should be known of it."""

    pieces: list[Piece]
    notes: list[Note]


def ready(pieces: WordPieces, text: str) -> Ready:
    """Cut a text to what is read of it. ``Refused`` codes: those of ``reading.check`` with text_empty."""
    notes = reading.check(text, "text_empty", "There is no text to find a title for.")
    seen, words = reading.first_words(text, LONGEST)  # a word has a piece at least
    cut = pieces.cut(seen)
    held = cut[: LONGEST - 2]
    if len(held) < len(cut) or len(seen) < len(text):
        notes.append(Note("text_cut", {"shown": len(text[: held[-1].end].split()), "given": words}))
    return Ready(held, [*notes, *reading.unknown(held, text)])


@torch.inference_mode()
def run(store: ModelStore, request: Title, progress: YieldPoint) -> Titled:
    """Answer a ``Title`` request. ``Refused`` codes: those of ``reading.loaded`` and of ``ready``."""
    network, pieces = reading.loaded(store, request.model, TitleWriter, "not_a_title_writer", progress)
    begun = time.perf_counter()
    one = ready(pieces, request.text)
    on, told = heads_on(network, request.heads_off)
    notes = (*one.notes, *told)
    ids = torch.tensor([[CLS, *(piece.id for piece in one.pieces), SEP]])
    mask = torch.ones_like(ids, dtype=torch.bool)
    source = Source(ids, mask, network.encode_with_weights(ids, mask, on))
    known = forms(request.text)
    beams: list[Hypothesis] = []
    if request.target is not None:
        own = pieces.cut(request.target)[: most_tokens(network, LONGEST_TITLE) - 1]
        target = (*(piece.id for piece in own), SEP)
        found = read(network, source, target)
        text = request.target[: own[-1].end if own else 0]
        written = [*reading.tokens(own, text), reading.mark(SEP)]
    else:
        loaded = store.model(request.model)
        loaded = loaded._replace(
            network=network, fast_network=_quick(network, pieces), tokenizers={**loaded.tokenizers, "target": pieces}
        )
        beams, found = search(
            loaded, source, beams=request.beams, prefix=request.prefix, progress=progress, longest=LONGEST_TITLE
        )
        target = beams[0].ids
        if target[-1] != SEP:
            notes += (Note("title_cut", {"tokens": len(target)}),)
        text, written = _tokens(pieces, target, known)
    copying = network.copying(torch.tensor([[CLS, *target[:-1]]]), source.encoded.state)
    cross = torch.from_numpy(found.attention[0].weights[None, -1].copy())
    return Titled(
        request=request,
        text=text,
        source_tokens=(reading.mark(CLS), *reading.tokens(one.pieces, request.text), reading.mark(SEP)),
        target_tokens=tuple(written),
        attention=found.attention,
        log_probabilities=frozen(found.log_probabilities),
        alternatives=frozen(found.best, "int32"),
        alternative_texts=tuple(tuple(_shown(pieces, i) for i in row) for row in found.best.tolist()),
        alternative_probabilities=frozen(found.best_probabilities),
        entropy=frozen(maps.entropy(found.attention[0].weights[0, 0])),
        beams=tuple(
            Beam(
                with_capitals(pieces.decode(beam.ids), known),
                beam.ids,
                beam.log_probability,
                beam.score(LENGTH_PENALTY),
            )
            for beam in beams
        ),
        notes=notes,
        milliseconds=1000 * (time.perf_counter() - begun),
        copied=frozen(copied(copying, cross, found.log_probabilities[None], ids, torch.tensor([target]))[0]),
    )


def copied(copying: Tensor, cross: Tensor, log_p: Tensor, source: Tensor, title: Tensor) -> Tensor:
    """copying [B, T], last cross weights [B, H, T, S], log P [B, T] of title [B, T] out of source [B, S] -> the share of each
    token's probability that comes from copying [B, T], 0..1.
    """
    looked_at = cross.mean(1) * (source[:, None] == title[..., None])
    return (copying * looked_at.sum(-1) / log_p.exp()).clamp(0, 1)


class WholeWords:
    """A writer that goes on within a word only as its text does, and ends none where the text never does: what is copied piece by
    piece would else be joined to words that there are not (rosten + ##wind). All else is the network's. On 60 dev abstracts,
    greedy, weights of 28 November: ROUGE-L 28.1, of the network alone 26.2.
    """

    def __init__(self, network: TitleWriter, pieces: WordPieces) -> None:
        self._network = network
        self.encode = network.encode
        self._inside = torch.tensor([piece.startswith(INSIDE) for piece in pieces.pieces])

    def step(self, tokens: Tensor, state: TitleState) -> tuple[Tensor, Tensor, TitleState]:
        """As ``TitleWriter.step``; what may not follow is very improbable, not impossible: a person may want it."""
        log_p, cross, after = self._network.step(tokens, state)
        stands = (state.source[:, :-1] == tokens.unsqueeze(1)).float()
        follows = torch.zeros_like(log_p).scatter_reduce(1, state.source[:, 1:], stands, "amax")
        goes_on = stands * self._inside[state.source[:, 1:]]
        unfinished = (stands.sum(1) > 0) & (goes_on.sum(1) == stands.sum(1))  # in the text no word ends here
        other = torch.where(unfinished.unsqueeze(1), follows == 0, self._inside & (follows == 0))
        return log_p.masked_fill(other, NOT_A_WORD), cross, after


@lru_cache(2)
def _quick(network: TitleWriter, pieces: WordPieces) -> WholeWords:
    """Its int8 twin, for searching."""
    return WholeWords(int8_twin(network), pieces)


def _shown(pieces: WordPieces, id: int) -> str:
    return pieces.piece(id).removeprefix("##") if id != SEP else reading.mark(SEP).text


def _tokens(pieces: WordPieces, ids: Sequence[int], known: Mapping[str, str]) -> tuple[str, list[Token]]:
    """A title's text with capitals, and its tokens with their places there."""
    plain, places = pieces.joined(ids)
    text = with_capitals(plain, known)
    tokens = reading.tokens([place for place in places if place.id != SEP], text)
    return text, [*tokens, reading.mark(SEP)] if SEP in ids else tokens


class Written(NamedTuple):
    """A title's ids without its end, its text, the share of its tokens that are copied for the greater part, and its score,
    and what should be known of how the text was read.
    """

    ids: list[int]
    text: str
    copied: float
    score: float
    notes: tuple[Note, ...] = ()


@torch.inference_mode()
def write_many(
    network: TitleWriter, pieces: WordPieces, texts: Sequence[str], *, beams: int, progress: YieldPoint
) -> list[Written | Refused]:
    """Titles of texts, many in a batch; a ``Refused`` in place of what cannot be read."""
    found: list[Written | Refused] = []
    todo: list[tuple[int, list[int]]] = []
    for i, text in enumerate(texts):
        try:
            cut = ready(pieces, text)
            todo.append((i, [CLS, *(piece.id for piece in cut.pieces), SEP]))
            found.append(Written([], "", 0.0, 0.0, tuple(cut.notes)))
        except Refused as refused:
            found.append(refused)
    for part in reading.in_batches(todo, lambda each: len(each[1]), MANY, progress):
        source, mask = pad_batch([ids for _, ids in part])
        state = network.encode(source, mask)
        hypotheses = beam_search(
            Begun(WholeWords(network, pieces), state),
            source,
            mask,
            bos=CLS,
            eos=SEP,
            beams=beams,
            max_length=LONGEST_TITLE,
            length_penalty=LENGTH_PENALTY,
            forbidden=FORBIDDEN,
        )
        best = [max(each, key=lambda h: h.score(LENGTH_PENALTY)) for each in hypotheses]
        titles, _ = pad_batch([each.ids for each in best])
        inputs = torch.cat((torch.full((len(best), 1), CLS), titles[:, :-1]), 1)
        written, _ = network.write(inputs, state)
        chosen = written.log_probabilities.gather(2, titles.unsqueeze(2)).squeeze(2)
        shares = copied(written.copying, written.cross_weights[:, -1], chosen, source, titles)
        for (i, _), one, share in zip(part, best, shares, strict=True):
            begun = found[i]
            assert isinstance(begun, Written)
            ids = [id for id in one.ids if id != SEP]
            text = with_capitals(pieces.decode(ids), forms(texts[i]))
            most = float((share[: len(ids)] > 0.5).float().mean()) if ids else 0.0
            found[i] = begun._replace(ids=ids, text=text, copied=most, score=one.score(LENGTH_PENALTY))
    return found


def run_many(
    store: ModelStore, texts: Sequence[str], model: str, beams: int, progress: YieldPoint
) -> list[Written | Refused]:
    """The same with a model by its id. ``Refused`` codes: those of ``reading.loaded``."""
    network, pieces = reading.loaded(store, model, TitleWriter, "not_a_title_writer", progress)
    return write_many(network, pieces, texts, beams=beams, progress=progress)
