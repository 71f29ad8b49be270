"""Question answering: SQuAD's questions with the places of their answers, training on them, exact match and F1."""

from __future__ import annotations

import re
import string
from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

import torch
from torch import Tensor
from torch.nn import functional as F

from attnviz.engine.read.certainty import AS_SAID, Certainty, certainty_of
from attnviz.engine.read.windows import LONGEST_QUESTION, windows
from attnviz.engine.read.word_pieces import CLS, SEP
from attnviz.models.reader import AdaptedConfig, Answerer, span_scores
from attnviz.training.classifier.photos import generator
from attnviz.training.reader.batches import batches_of, padded
from attnviz.training.reader.run import ReaderRun
from attnviz.training.reader.texts import SQUAD_ORIGIN, read_passages

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from attnviz.engine.read.word_pieces import Piece, WordPieces
    from attnviz.training.reader.recipes import AnswererRecipe
    from attnviz.training.reader.texts import Passage, Question

ARTICLES = re.compile(r"\b(a|an|the)\b")
MARKS = str.maketrans("", "", string.punctuation)
AROUND = 100  # characters beside an answer in which words of the question are looked for
SHOWN = 400  # questions behind the figures shown while training
BATCH = 16


class Example(NamedTuple):
    """A question about a passage: its ids, the passage's number, the first and the last piece of the answer."""

    question: list[int]
    passage: int
    first: int
    last: int


class AnswerBatch(NamedTuple):
    """tokens, segments, mask, and passage (also True at [CLS]) [B, T]; the answers' first and last places [B], 0 where there is
    none.
    """

    tokens: Tensor
    segments: Tensor
    mask: Tensor
    passage: Tensor
    first: Tensor
    last: Tensor


def place_of(answer: str, passage: str, question: str) -> int | None:
    """Where the answer stands in the passage; of several places the one with most words of the question around it."""
    places = [match.start() for match in re.finditer(re.escape(answer), passage)] if answer else []
    if len(places) < 2:
        return places[0] if places else None
    asked = set(question.lower().translate(MARKS).split())

    def shared(place: int) -> int:
        around = passage[max(0, place - AROUND) : place + len(answer) + AROUND]
        return len(asked & set(around.lower().translate(MARKS).split()))

    return max(places, key=shared)


def example_of(
    question: Question, number: int, passage: Passage, cut: Sequence[Piece], pieces: WordPieces
) -> Example | None:
    """The example of a question; None where its answer cannot be found."""
    begin = place_of(question.answers[0], passage.text, question.text)
    if begin is None:
        return None
    end = begin + len(question.answers[0])
    inside = [i for i, piece in enumerate(cut) if piece.end > begin and piece.start < end]
    return Example(pieces.ids(question.text)[:LONGEST_QUESTION], number, inside[0], inside[-1]) if inside else None


class AnswererRun(ReaderRun):
    """Learning to mark answers: the loss is the mean surprise at the first and at the last token."""

    kind = "answerer"
    origin, licence = SQUAD_ORIGIN, "CC BY-SA 4.0"
    recipe: AnswererRecipe

    def __init__(self, recipe: AnswererRecipe, data: Path, out: Path, *, device: str = "cpu", seed: int = 1) -> None:
        super().__init__(recipe, data, out, device=device, seed=seed)
        passages = read_passages(data, "train")
        cut = [self.pieces.cut(passage.text) for passage in passages]
        self.texts = [[piece.id for piece in each] for each in cut]
        self.examples = [
            example
            for i, passage in enumerate(passages)
            for question in passage.questions
            if (example := example_of(question, i, passage, cut[i], self.pieces))
        ]
        of_title: dict[str, list[int]] = {}
        for i, passage in enumerate(passages):
            of_title.setdefault(passage.title, []).append(i)
        self.neighbours = [of_title[passage.title] for passage in passages]
        self.dev = read_passages(data, "dev")
        self._order: tuple[int, list[list[int]]] = (-1, [])

    def network(self) -> Answerer:
        return Answerer(AdaptedConfig(**self.shared_config, rank=self.recipe.rank, adapted=self.recipe.adapted))

    def _batches(self, epoch: int) -> list[list[int]]:
        if self._order[0] != epoch:
            recipe, chance = self.recipe, generator(self.seed, epoch)
            lengths = [len(each.question) + len(self.texts[each.passage]) + 3 for each in self.examples]
            order = torch.randperm(len(lengths), generator=chance)[: recipe.questions]
            of_order = torch.tensor(lengths)[order].clamp(max=recipe.longest)
            found = batches_of(of_order, recipe.tokens, recipe.most, chance)
            self._order = epoch, [order[batch].tolist() for batch in found]
        return self._order[1]

    def steps(self, epoch: int) -> int:
        return len(self._batches(epoch))

    def epoch_batches(self, epoch: int, first: int) -> Iterator[AnswerBatch]:
        recipe, steps = self.recipe, self.steps(epoch)
        for number, batch in enumerate(self._batches(epoch)[first:], first):
            last = epoch + number / steps >= recipe.settled * recipe.epochs
            longest = recipe.longest_at_last if last else recipe.longest
            yield self.batch([self.examples[i] for i in batch], generator(self.seed, epoch, number), longest)

    def batch(self, examples: Sequence[Example], chance: torch.Generator, longest: int) -> AnswerBatch:
        """Passages that are too long are cut at random around the answer; some questions get another passage of the article."""
        rows, segments, places = [], [], []
        for example in examples:
            absent, other, at = torch.rand(3, generator=chance).tolist()
            text, first, last = self.texts[example.passage], example.first, example.last
            room = longest - len(example.question) - 3
            others = self.neighbours[example.passage]
            if absent < self.recipe.absent and len(others) > 1:
                text, first, last = self.texts[others[int(other * len(others))]], -1, -1
                if text is self.texts[example.passage]:
                    first, last = example.first, example.last
            low, high = (max(0, last - room + 1), min(first, len(text) - room)) if first >= 0 else (0, len(text) - room)
            begin = max(0, low + int(at * (high - low + 1)) if low <= high else min(low, first))
            shown = text[begin : begin + room]
            before = len(example.question) + 2
            rows.append([CLS, *example.question, SEP, *shown, SEP])
            segments.append([0] * before + [1] * (len(shown) + 1))
            last = min(last, begin + len(shown) - 1)
            places.append((before + first - begin, before + last - begin) if first >= 0 else (0, 0))
        first_places, last_places = torch.tensor(places).T
        return AnswerBatch(*rectangles(rows, segments), first_places, last_places)

    def loss(self, batch: AnswerBatch) -> Tensor:
        answer = self.model(batch.tokens, batch.mask, batch.segments)
        losses = [
            F.cross_entropy(scores.float().masked_fill(~batch.passage, -1e4), places)
            for scores, places in ((answer.start, batch.first), (answer.end, batch.last))
        ]
        return (losses[0] + losses[1]) / 2

    def measure(self) -> dict[str, float]:
        every = max(1, sum(len(p.questions) for p in self.dev) // SHOWN)
        return exact_match_and_f1(self.kept.eval(), self.pieces, self.dev, every=every, quick=self.bfloat16)

    def figures(self, network: Any, split: str = "dev") -> dict[str, Any]:
        certainty = certainty_of({"no_answer": self.certainty(network)})
        return exact_match_and_f1(network, self.pieces, read_passages(self.data, split), certainty=certainty)

    def certainty(self, network: Any) -> dict[str, float]:
        """How sure it is that there is no answer, fitted to a part of dev."""
        from attnviz.training.reader.no_answer import fitted

        return fitted(network, self.pieces, self.dev)

    def card(self, figures: dict[str, Any]) -> dict[str, Any]:
        return {**super().card(figures), "no_answer": self.certainty(self.kept.eval())}


def rectangles(
    rows: Sequence[Sequence[int]], segments: Sequence[Sequence[int]]
) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """tokens, segments, mask and passage [B, T] of rows [CLS] question [SEP] passage [SEP]."""
    tokens, second = padded(rows), padded(segments)
    mask = padded([[1] * len(row) for row in rows]).bool()
    passage = second.bool() & (tokens != SEP)
    passage[:, 0] = True
    return tokens, second, mask, passage


def plain(text: str) -> str:
    """As SQuAD's own script compares: small letters, no punctuation, no articles, single spaces."""
    return " ".join(ARTICLES.sub(" ", text.lower().translate(MARKS)).split())


def f1(found: str, answer: str) -> float:
    """Words shared by two answers: harmonic mean of precision and recall, 0..1."""
    ours, theirs = plain(found).split(), plain(answer).split()
    same = sum((Counter(ours) & Counter(theirs)).values())
    if not ours or not theirs or not same:
        return float(ours == theirs)
    return 2 * same / (len(ours) + len(theirs))


@torch.inference_mode()
def answered(
    network: Any, pieces: WordPieces, asked: Sequence[tuple[str, str]], *, quick: bool = False
) -> list[tuple[str, float]]:
    """The best answer to each (question, passage), and the log-odds that there is one (of the window that says it surest)."""
    cut: dict[str, list[Piece]] = {}
    todo = []
    for number, (question, passage) in enumerate(asked):
        text = cut.setdefault(passage, pieces.cut(passage))
        todo += [(number, window) for window in windows(pieces.cut(question), text)]
    todo.sort(key=lambda each: len(each[1].ids))
    best = [(-float("inf"), 0, 0)] * len(asked)
    sure = [-float("inf")] * len(asked)
    for begin in range(0, len(todo), BATCH):
        part = todo[begin : begin + BATCH]
        tokens, segments, mask, may = rectangles([w.ids for _, w in part], [w.segments for _, w in part])
        with torch.autocast("cpu", torch.bfloat16, enabled=quick):
            answer = network(tokens, mask, segments)
        answer = answer._replace(start=answer.start.float(), end=answer.end.float())
        may[:, 0] = False
        scores, none = span_scores(answer, may)
        flat = scores.flatten(1)
        tops, places = flat.max(1)
        there = flat.logsumexp(1) - none
        for (number, window), top, place, chance in zip(
            part, tops.tolist(), places.tolist(), there.tolist(), strict=True
        ):
            sure[number] = max(sure[number], chance)
            if top > best[number][0]:
                shift = window.first - window.begin
                best[number] = top, place // scores.shape[-1] + shift, place % scores.shape[-1] + shift
    return [
        (passage[cut[passage][first].start : cut[passage][last].end] if cut[passage] else "", sure[number])
        for number, ((_, passage), (_, first, last)) in enumerate(zip(asked, best, strict=True))
    ]


def exact_match_and_f1(
    network: Any,
    pieces: WordPieces,
    passages: Sequence[Passage],
    *,
    every: int = 1,
    quick: bool = False,
    certainty: Certainty = AS_SAID,
) -> dict[str, Any]:
    """Exact match and F1 in percent, the best over each question's answers, of each ``every``-th question; and how often the
    network says rightly that there is an answer, or none in another passage of the article, with the ``certainty`` of its card.
    """
    pairs = [(passage, question) for passage in passages for question in passage.questions][::every]
    found = answered(network, pieces, [(question.text, passage.text) for passage, question in pairs], quick=quick)
    exact = [any(plain(text) == plain(a) for a in q.answers) for (_, q), (text, _) in zip(pairs, found, strict=True)]
    shared = [max(f1(text, a) for a in q.answers) for (_, q), (text, _) in zip(pairs, found, strict=True)]
    others = [
        (question.text, other.text)
        for passage, question in pairs[::4]
        if (other := other_passage(passage, passages)) is not None
    ]
    none = [not certainty.finds(odds) for _, odds in answered(network, pieces, others, quick=quick)]
    told = {
        "questions": len(pairs),
        "exact_match": 100 * sum(exact) / len(pairs),
        "f1": 100 * sum(shared) / len(pairs),
        "answer_said_to_be_there": 100 * sum(certainty.finds(odds) for _, odds in found) / len(pairs),
    }
    if none:
        told["none_said_of_other_passages"] = 100 * sum(none) / len(none)
    return {name: round(value, 2) for name, value in told.items()}


def other_passage(passage: Passage, passages: Sequence[Passage]) -> Passage | None:
    """Another passage of the same article: the next one, or the first."""
    of_article = [each for each in passages if each.title == passage.title]
    place = of_article.index(passage)
    return of_article[(place + 1) % len(of_article)] if len(of_article) > 1 else None
