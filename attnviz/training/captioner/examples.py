"""Batches of photos, sentences and boxes, as the seed decides."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import torch
from torch import Tensor

from attnviz.engine.translate.tokenizer import BOS, PAD, Tokenizer
from attnviz.training.captioner.captions import DETERMINERS
from attnviz.training.captioner.features import view_of
from attnviz.training.classifier.photos import coverage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from attnviz.models.efficientnet import PhotoFeatures
    from attnviz.training.captioner.captions import Described, Sentence
    from attnviz.training.captioner.features import Features

LONGEST = 20  # tokens of a sentence that are learned; what is longer is learned up to there
LESS = 0.5  # what a word of a phrase counts beside its last one, which names the thing


class BoxedWord(NamedTuple):
    """Token ``token`` of sentence ``sentence`` names what stands in the boxes [N, 4]; ``last`` of its phrase, or before."""

    sentence: int
    token: int
    last: bool
    boxes: Tensor
    share: float  # of the photo that the boxes cover


class Example(NamedTuple):
    """A photo's sentences as ids, the end token last, and which of their tokens stand in a boxed phrase."""

    ids: tuple[tuple[int, ...], ...]
    boxed: tuple[BoxedWord, ...]


class CaptionBatch(NamedTuple):
    """Features of ``photos`` (their numbers), inputs and outputs [B, C, T].

    Rows of ``inside`` [N, S] are how much of each place lies in the boxes of the token at ``at`` (indices into the flattened
    B C T), and ``counts`` [N] how much it counts.
    """

    features: PhotoFeatures
    inputs: Tensor
    outputs: Tensor
    at: Tensor
    inside: Tensor
    counts: Tensor
    photos: Sequence[int]


def encoded(described: Described, tokenizer: Tokenizer, grid: int) -> Example:
    """A photo's sentences as the network learns them."""
    ids, boxed = [], []
    for i, sentence in enumerate(described.sentences):
        text = sentence.text
        pieces = tokenizer.source_tokens(text)
        ids.append(tuple(token.id for token in pieces)[:LONGEST])
        starts = _word_starts(sentence)
        for phrase in (phrase for phrase in sentence.phrases if phrase.boxes):
            boxes = torch.tensor(phrase.boxes)
            for word in range(phrase.start, phrase.end):
                last = word == phrase.end - 1
                if not last and sentence.words[word] in DETERMINERS:
                    continue
                token = next((t for t, piece in enumerate(pieces) if piece.start <= starts[word] < piece.end), None)
                if token is not None and token < len(ids[-1]):
                    boxed.append(BoxedWord(i, token, last, boxes, phrase.share))
    return Example(tuple(ids), tuple(boxed))


def some(example: Example, sentences: Sequence[int]) -> Example:
    """The example with these of its sentences alone."""
    places = {sentence: i for i, sentence in enumerate(sentences)}
    boxed = (word._replace(sentence=places[word.sentence]) for word in example.boxed if word.sentence in places)
    return Example(tuple(example.ids[sentence] for sentence in sentences), tuple(boxed))


def _word_starts(sentence: Sentence) -> list[int]:
    """Where each word begins in the sentence as one writes it."""
    starts, text = [], ""
    whole = sentence.text
    for word in sentence.words:
        at = whole.index(word, len(text))
        starts.append(at)
        text = whole[: at + len(word)]
    return starts


def batch_of(
    chosen: Sequence[Example], photos: Sequence[int], features: Features, views: Sequence[int], grid: int
) -> CaptionBatch:
    """The batch of these photos, each in the view named beside it, with what is chosen to be learned of each."""
    width = max(len(ids) for example in chosen for ids in example.ids)
    sentences = max(len(example.ids) for example in chosen)
    outputs = torch.full((len(chosen), sentences, width), PAD)
    for b, example in enumerate(chosen):
        for c, ids in enumerate(example.ids):
            outputs[b, c, : len(ids)] = torch.tensor(ids)
    inputs = torch.cat((torch.full((*outputs.shape[:2], 1), BOS), outputs[:, :, :-1]), -1)
    at, inside, counts = [], [], []
    for b, (example, photo, view) in enumerate(zip(chosen, photos, views, strict=True)):
        for word in example.boxed:
            boxes = view_of(photo, view).boxes(word.boxes)
            if not len(boxes):
                continue
            at.append((b * sentences + word.sentence) * width + word.token)
            inside.append(coverage(boxes, grid, grid).amax(0).flatten())
            counts.append(1.0 if word.last else LESS)
    empty = torch.zeros(0, grid * grid)
    return CaptionBatch(
        features.batch(photos, views),
        inputs,
        outputs,
        torch.tensor(at, dtype=torch.long),
        torch.stack(inside) if inside else empty,
        torch.tensor(counts),
        photos,
    )
