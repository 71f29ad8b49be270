"""Takes a sentence apart: its words, the tree that is read from where each looks, parts of speech, and who did what to whom."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, NamedTuple

import torch

from attnviz.engine.attention.messages import ENCODER, Attention, Token
from attnviz.engine.messages import Note, Refused, frozen
from attnviz.engine.read import reading, sentence_words
from attnviz.engine.read.messages import MOST_IN_SENTENCE, Parse, Parsed, Predicate, Reading, Role
from attnviz.engine.read.sentence_ends import sentences
from attnviz.engine.read.sentences import MOST_PIECES, WordsRead, word_batch
from attnviz.engine.read.trees import best_tree, role_spans
from attnviz.engine.read.word_pieces import CLS, SEP, UNK, Piece
from attnviz.lazy_numpy import np
from attnviz.models import parser
from attnviz.models.parser import Parser

if TYPE_CHECKING:
    from collections.abc import Sequence

    from torch import Tensor

    from attnviz.engine.model_store import ModelStore
    from attnviz.engine.read.word_pieces import WordPieces
    from attnviz.engine.worker import YieldPoint

MANY = 16  # sentences of a file read at once
CLOSE = 0.2  # the probability of another head from which on it is told as a second reading
SAYS = ("VERB", "AUX")  # parts of speech of predicates
HELPS = ("aux", "aux:pass")  # relations in which an auxiliary says nothing by itself


def pieces_of(pieces: WordPieces, words: Sequence[str]) -> tuple[list[int], list[int], list[tuple[int, Piece]]]:
    """The ids of a sentence [CLS] … [SEP], the place of each word's first piece, and each piece with its word."""
    ids, first, found = [CLS], [], []
    for number, word in enumerate(words):
        first.append(len(ids))
        cut = pieces.cut(word)[:MOST_PIECES] or [_unknown(word)]
        ids += [piece.id for piece in cut]
        found += [(number, piece) for piece in cut]
    return [*ids, SEP], first, found


def _unknown(word: str) -> Piece:
    return Piece(UNK, 0, len(word), starts_word=True)


class Ready(NamedTuple):
    """A sentence cut for reading: its words with their places, its ids and each word's first among them, pieces by word."""

    request: Parse
    text: str
    places: list[tuple[int, int]]
    words: list[str]
    ids: list[int]
    first: list[int]
    pieces: list[tuple[int, Piece]]
    notes: list[Note]


def ready(pieces: WordPieces, request: Parse, longest: int) -> Ready:
    """Cut a sentence. ``Refused`` codes: those of ``reading.check`` with text_empty; too_long."""
    text, places, notes = _words(request)
    words = [text[start:end] for start, end in places]
    ids, first, cut = pieces_of(pieces, words)
    if len(ids) > longest:
        raise _too_long(len(words))
    return Ready(request, text, places, words, ids, first, cut, notes)


@torch.inference_mode()
def run(store: ModelStore, request: Parse, progress: YieldPoint) -> Parsed:
    """Answer a ``Parse`` request. ``Refused`` codes: those of ``reading.loaded`` and of ``ready``."""
    network, pieces = reading.loaded(store, request.model, Parser, "not_a_parser", progress)
    begun = time.perf_counter()
    return _parsed(network, [ready(pieces, request, network.config.longest)], begun, show=True)[0]


def run_many(store: ModelStore, requests: Sequence[Parse], progress: YieldPoint) -> list[Parsed | Refused]:
    """The same for sentences that ask the same model, many in a batch and without attention; a ``Refused`` in place of what cannot
    be taken apart.
    """
    found: list[Parsed | Refused | None] = []
    todo: list[tuple[int, Ready]] = []
    begun = time.perf_counter()
    for i, request in enumerate(requests):
        network, pieces = reading.loaded(store, request.model, Parser, "not_a_parser", progress)
        try:
            todo.append((i, ready(pieces, request, network.config.longest)))
            found.append(None)
        except Refused as refused:
            found.append(refused)
    for part in reading.in_batches(todo, lambda each: len(each[1].ids), MANY, progress):
        for (i, _), parsed in zip(part, _parsed(network, [one for _, one in part], begun, show=False), strict=True):
            found[i] = parsed
    return [each for each in found if each is not None]


@torch.inference_mode()
def _parsed(network: Parser, batch: Sequence[Ready], begun: float, *, show: bool) -> list[Parsed]:
    """Read some sentences in one batch."""
    read = word_batch([WordsRead(one.ids, one.first, [parser.word_shape(word) for word in one.words]) for one in batch])
    on = reading.heads_on(network, batch[0].request.heads_off)
    answer = network(*read, None, on, show=show)
    places = _said_by(answer.tags, network.config.tags.split(), [len(one.words) for one in batch])
    asked = torch.zeros(len(batch), max(1, *map(len, places)), dtype=torch.long)
    for row, found in zip(asked, places, strict=True):
        row[: len(found)] = torch.tensor(found)
    answer = answer._replace(roles=network.roles(answer, read.words, asked))
    return [_one(network, one, _row(answer, i, len(one.words)), places[i], begun) for i, one in enumerate(batch)]


def _said_by(tags: Tensor, names: Sequence[str], counts: Sequence[int]) -> list[list[int]]:
    """The words of each sentence that may say something of others, by their parts of speech [B, W, U]: roles are asked for of
    these alone, which saves a fifth of the time."""
    may = torch.tensor([name in SAYS for name in names])[tags.argmax(-1)]
    return [row[:count].nonzero().flatten().tolist() for row, count in zip(may, counts, strict=True)]


def _row(answer: parser.Parsed, i: int, count: int) -> parser.Parsed:
    """What is said of one sentence of a batch, without what pads it."""
    assert answer.roles is not None
    return answer._replace(
        arcs=answer.arcs[i, :count, : count + 1],
        relations=answer.relations[i, :count, : count + 1],
        tags=answer.tags[i, :count],
        roles=answer.roles[i, :, :count],
    )


def _one(network: Parser, one: Ready, answer: parser.Parsed, places: Sequence[int], begun: float) -> Parsed:
    """A sentence's tree, parts of speech and roles, which were asked for at ``places``."""
    config = network.config
    arcs = answer.arcs.softmax(-1).numpy()
    heads = best_tree(answer.arcs.log_softmax(-1).double().numpy())
    names, tags = config.relations.split(), config.tags.split()
    labels, sure = _labels(answer.relations, heads, names)
    tag_shares, tag_places = answer.tags.softmax(-1).max(-1)
    upos = [tags[i] for i in tag_places.tolist()]
    assert answer.roles is not None
    shown = answer.encoding.weights is not None
    predicates = _predicates(answer.roles, places, upos, labels, config.roles)
    return Parsed(
        request=one.request,
        text=one.text,
        words=tuple(_word(word, place) for word, place in zip(one.words, one.places, strict=True)),
        upos=tuple(upos),
        upos_probabilities=tuple(tag_shares.tolist()),
        heads=tuple(heads),
        labels=tuple(labels),
        label_probabilities=tuple(sure),
        arcs=frozen(arcs),
        second=_second(arcs, heads, answer.relations, names),
        predicates=predicates,
        attended=frozen(_attended(answer.roles, [places.index(each.place) for each in predicates])),
        tokens=_tokens(one),
        attention=reading.attention(answer.encoding)
        if shown
        else Attention(ENCODER, np.zeros((0, 0, 0, 0), np.float32)),
        notes=tuple(one.notes),
        milliseconds=1000 * (time.perf_counter() - begun),
    )


def _tokens(one: Ready) -> tuple[Token, ...]:
    """The pieces with their places in the sentence."""
    found = []
    for number, piece in one.pieces:
        token, at = reading.tokens([piece], one.words[number])[0], one.places[number][0]
        found.append(Token(token.id, token.text, token.start + at, token.end + at, piece.starts_word, token.kind))
    return (reading.mark(CLS), *found, reading.mark(SEP))


def _words(request: Parse) -> tuple[str, list[tuple[int, int]], list[Note]]:
    """The sentence, the places of its words in it, and what should be known of it."""
    if request.words:
        text, places = "", []
        for word in request.words:
            places.append((len(text), len(text) + len(word)))
            text += f"{word} "
        notes = reading.check(text, "text_empty", "There is no sentence to take apart.")
    else:
        notes = reading.check(request.text, "text_empty", "There is no sentence to take apart.")
        whole = sentences(request.text)
        start, end = whole[0]
        text = request.text[start:end]
        if len(whole) > 1:
            notes.append(Note("sentences_cut"))
        found = sentence_words.words(text)
        places = [(start, end) for start, end in found if not all(map(reading.is_control, text[start:end]))]
    if len(places) > MOST_IN_SENTENCE:
        raise _too_long(len(places))
    return text.rstrip(), places, notes


def _too_long(words: int) -> Refused:
    sentence = f"The text has {words} words; at most {MOST_IN_SENTENCE} can be read at once."
    return Refused("too_long", sentence, given=words, most=MOST_IN_SENTENCE)


def _word(text: str, place: tuple[int, int]) -> Token:
    kind = "word" if any(c.isalnum() for c in text) else "punctuation"
    return Token(-1, text, *place, starts_word=True, kind=kind)


def _labels(relations: Tensor, heads: Sequence[int], names: Sequence[str]) -> tuple[list[str], list[float]]:
    """Scores [W, 1 + W, R] -> the relation of each word to its head, and how sure: root at the root alone."""
    rows = relations[torch.arange(len(heads)), torch.tensor(heads)].clone()
    root = names.index("root") if "root" in names else -1
    if root >= 0:
        for word, head in enumerate(heads):
            if head:
                rows[word, root] = -torch.inf
    shares, best = rows.softmax(-1).max(-1)
    labels = ["root" if not head and root >= 0 else names[i] for head, i in zip(heads, best.tolist(), strict=True)]
    return labels, shares.tolist()


def _second(arcs: np.ndarray, heads: Sequence[int], relations: Tensor, names: Sequence[str]) -> tuple[Reading, ...]:
    """Other heads of words that are nearly as likely, the likeliest of each word."""
    found = []
    for word, head in enumerate(heads):
        row = arcs[word].copy()
        row[head] = 0
        other = int(row.argmax())
        if row[other] >= CLOSE:
            label = names[int(relations[word, other].argmax())]
            found.append(Reading(word, other, "root" if not other else label, float(row[other])))
    return tuple(found)


def _predicates(
    scores: Tensor, places: Sequence[int], upos: Sequence[str], labels: Sequence[str], roles: str
) -> tuple[Predicate, ...]:
    """Roles [P, W, S] of the words at ``places`` as predicates -> those of verbs, and of "be" that joins two words."""
    names = parser.role_labels(roles)
    found = []
    for row, place in enumerate(places):
        if upos[place] == "VERB" or labels[place] not in HELPS:
            log = scores[row].log_softmax(-1)
            spans = role_spans(log.double().numpy(), names)
            shares = log.exp()
            found.append(Predicate(place, tuple(_role(span, shares, names) for span in spans)))
    return tuple(found)


def _attended(scores: Tensor, rows: Sequence[int]) -> np.ndarray:
    """Roles [P, W, S], the first label outside of all -> float32 [rows, W]: of the predicate of each row the probability that a
    word plays any role, as shares.
    """
    inside = 1 - scores[list(rows)].softmax(-1)[..., 0]
    shares: np.ndarray = (inside / inside.sum(-1, keepdim=True).clamp(min=1e-9)).float().numpy()
    return shares


def _role(span: tuple[str, int, int], shares: Tensor, names: Sequence[str]) -> Role:
    """A role with the mean probability of its words' labels."""
    label, start, end = span
    own = [names.index(f"{'B' if word == start else 'I'}-{label}") for word in range(start, end)]
    mean = float(shares[torch.arange(start, end), torch.tensor(own)].mean())
    return Role(label, start, end, mean)
