"""Requests and results of reading one language: questions, blanks, sentences, lists of texts. Imports no torch.

Places in texts are characters, ``[start, end)``. The tokens of an answer are the pieces that the encoder read, its marks [CLS] and
[SEP] with them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from attnviz import defaults
from attnviz.engine.translate.messages import Translate, Translation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from attnviz.engine.attention.messages import Attention, Token
    from attnviz.engine.messages import Note
    from attnviz.lazy_numpy import np

BLANK = "___"  # of a sentence to fill in; longer rows of underscores count as well
MOST_BLANKS = 8
MOST_WORDS = 5_000  # of a text that is read, in windows where it is long
MOST_IN_SENTENCE = 120  # words of a sentence that is taken apart or filled in
MOST_TEXTS = 5_000  # of a list
UNLIKELY = 0.05  # a best span less probable than this is said to be no answer

HeadsOff = tuple[tuple[str, int, int], ...]  # (kind, layer, head) of each head that is off, counted from 0


@dataclass(frozen=True)
class Span:
    """A stretch of a text with its probability."""

    text: str
    start: int
    end: int
    probability: float


def is_found(spans: Sequence[Span], none: float) -> bool:
    """Whether the best of some spans is likely enough to be called an answer."""
    return bool(spans) and spans[0].probability >= UNLIKELY and none < 0.5


# questions


@dataclass(frozen=True, eq=False)
class Answer:
    """Find the answer of ``question`` in ``passage``, of which the ``hidden`` sentences (counted from 0) are not read."""

    passage: str
    question: str
    model: str = defaults.ANSWERER
    heads_off: HeadsOff = ()
    hidden: tuple[int, ...] = ()


@dataclass(frozen=True, eq=False)
class Answered:
    """``spans`` are the best answers, the likeliest first, no two of which overlap; their probabilities, and that of ``none`` of
    them, are shares of all spans of all windows and "no answer". ``sentences`` are the places of the passage's sentences,
    ``windows`` those of its parts that were read one by one.

    ``tokens`` are those of the window with the best span: [CLS], the question [1, ``split``), [SEP], the passage; places of the
    question's tokens lie in the question. ``attention`` is the encoder's [layer, head, S, S]; ``begins`` and ``ends`` float32 [S]
    the probability that the answer begins and ends at each token of the window.
    """

    request: Answer
    spans: tuple[Span, ...]
    none: float
    sentences: tuple[tuple[int, int], ...]
    windows: tuple[tuple[int, int], ...]
    window: int
    tokens: tuple[Token, ...]
    split: int
    attention: Attention
    begins: np.ndarray
    ends: np.ndarray
    notes: tuple[Note, ...]
    milliseconds: float

    @property
    def found(self) -> bool:
        """Whether the best span is likely enough to be called an answer."""
        return is_found(self.spans, self.none)


# blanks


@dataclass(frozen=True, eq=False)
class Fill:
    """Fill the blanks (``___``) of ``text``; ``wanted`` words are told as well, however unlikely."""

    text: str
    model: str = defaults.FILLER
    heads_off: HeadsOff = ()
    most: int = 10
    wanted: tuple[str, ...] = ()


@dataclass(frozen=True)
class Filling:
    """A word for a blank."""

    token: str
    probability: float


@dataclass(frozen=True, eq=False)
class Filled:
    """``fillings`` of each blank, the likeliest first, and of each the probabilities of the ``wanted`` words that the model has as
    one piece. ``blanks`` are the places of the blanks in the text, ``masks`` their places among ``tokens``.
    """

    request: Fill
    blanks: tuple[tuple[int, int], ...]
    fillings: tuple[tuple[Filling, ...], ...]
    wanted: tuple[tuple[Filling, ...], ...]
    tokens: tuple[Token, ...]
    masks: tuple[int, ...]
    attention: Attention
    notes: tuple[Note, ...]
    milliseconds: float


@dataclass(frozen=True, eq=False)
class CompareFillings:
    """Fill the first blank of two texts and compare the words."""

    first: Fill
    second: Fill
    most: int = 12


@dataclass(frozen=True, eq=False)
class FillingsCompared:
    """The likeliest words of both, those that differ most first: ``words`` with their probabilities in either text [N]."""

    request: CompareFillings
    words: tuple[str, ...]
    first: np.ndarray
    second: np.ndarray
    milliseconds: float


# sentences


@dataclass(frozen=True, eq=False)
class Parse:
    """Take a sentence apart: a text, which is cut into words first, or ``words``."""

    text: str = ""
    words: tuple[str, ...] = ()
    model: str = defaults.PARSER
    heads_off: HeadsOff = ()


@dataclass(frozen=True)
class Role:
    """Words [start, end) that play a part in what a predicate says: ``label`` as PropBank names it (A0, AM-TMP)."""

    label: str
    start: int
    end: int
    probability: float


@dataclass(frozen=True)
class Predicate:
    """The word at ``place`` (counted from 0) says something of its roles."""

    place: int
    roles: tuple[Role, ...]


@dataclass(frozen=True)
class Reading:
    """A second head that a word might have: ``head`` 1-based as in ``Parsed.heads``."""

    word: int
    head: int
    label: str
    probability: float


@dataclass(frozen=True, eq=False)
class Parsed:
    """The tree of N words: ``heads`` 1-based, 0 for the root, with ``labels`` and parts of speech ``upos``; ``arcs`` float32
    [N, N + 1] the probability of each head of each word, the root first: what the tree is read from. ``second`` are other heads
    that are nearly as likely. ``attended`` float32 [predicates, N] is how much each predicate attends to each word: the
    probability that the word plays any role in what it says, as shares of its row.

    ``tokens`` are the pieces of the encoder, ``attention`` its [layer, head, S, S]; ``words`` as axis tokens with their places in
    the text.
    """

    request: Parse
    text: str
    words: tuple[Token, ...]
    upos: tuple[str, ...]
    upos_probabilities: tuple[float, ...]
    heads: tuple[int, ...]
    labels: tuple[str, ...]
    label_probabilities: tuple[float, ...]
    arcs: np.ndarray
    second: tuple[Reading, ...]
    predicates: tuple[Predicate, ...]
    attended: np.ndarray
    tokens: tuple[Token, ...]
    attention: Attention
    notes: tuple[Note, ...]
    milliseconds: float


# titles


@dataclass(frozen=True, eq=False)
class Title(Translate):
    """Write a title for ``text``: asked for as a translation is, with beams, words held (``prefix``), heads off, or a title of the
    person's own (``target``) that is read and scored.
    """

    model: str = defaults.TITLER
    beams: int = defaults.BEAMS


@dataclass(frozen=True, eq=False)
class Titled(Translation):
    """A title, told as a translation is: the source are [CLS], the text, [SEP]; the title's last token is [SEP].

    ``copied`` float32 [T] is the share of each token's probability that comes from copying it out of the text, 0..1: what is copied
    is looked at by the last layer of the cross-attention, the mean of its heads. See et al. 2017 (1704.04368), eq. 9.
    """

    copied: np.ndarray

    start_text = "[CLS]"


# lists of texts


@dataclass(frozen=True, eq=False)
class Index:
    """Read ``texts`` so that they can be searched: for at most ``seconds`` before others are let go first; ask again until its
    answer's share is 1."""

    texts: tuple[str, ...]
    model: str = defaults.SEARCHER
    seconds: float = 0.1


@dataclass(frozen=True, eq=False)
class Indexed:
    """``share`` 0..1 of the texts is read."""

    request: Index
    share: float


@dataclass(frozen=True, eq=False)
class Find:
    """Rank ``texts`` for ``query``; ``shown`` is the place of the text of which the matching words are wanted, -1 for the best.

    ``temperature`` is that of the softmax over texts.
    """

    texts: tuple[str, ...]
    query: str
    model: str = defaults.SEARCHER
    temperature: float = 0.05
    shown: int = -1


@dataclass(frozen=True, eq=False)
class Found:
    """``scores`` float32 [N]: the mean over the query's words of their best match in each text, -1..1; ``shares`` [N] their
    softmax; ``overlap`` [N] the BM25 of plain words, 0 for none. ``order`` are the texts, best first; ``overlap_order`` by BM25.

    Of the text ``shown``: its ``tokens``, the query's, and ``similarity`` float32 [Q, T], the cosine of any two.
    """

    request: Find
    scores: np.ndarray
    shares: np.ndarray
    order: np.ndarray
    overlap: np.ndarray
    overlap_order: np.ndarray
    shown: int
    query_tokens: tuple[Token, ...]
    tokens: tuple[Token, ...]
    similarity: np.ndarray
    notes: tuple[Note, ...]
    milliseconds: float
