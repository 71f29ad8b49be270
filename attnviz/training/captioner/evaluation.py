"""How well a captioner tells, and where its words look: BLEU with all references, pointing and energy, trivial maps beside them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from sacrebleu.metrics.bleu import BLEU

from attnviz.engine.describe.describe import LENGTH_PENALTY, LONGEST
from attnviz.engine.translate.tokenizer import BOS, EOS, PAD, UNK, Tokenizer
from attnviz.models.decoding import Begun, beam_search
from attnviz.training.captioner.examples import encoded
from attnviz.training.classifier.photos import coverage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from attnviz.training.captioner.captions import Described
    from attnviz.training.captioner.features import Features

SMALL = 0.5  # places are measured where the boxes cover less of the photo; larger ones are hit by chance
BATCH = 25


@torch.inference_mode()
def captions_by(decoder: Any, features: Features, count: int, *, beams: int) -> list[tuple[int, ...]]:
    """The captions of the first ``count`` photos, as token ids."""
    answers: list[tuple[int, ...]] = []
    for first in range(0, count, BATCH):
        photos = list(range(first, min(count, first + BATCH)))
        state = decoder.begin_with(features.batch(photos, [0] * len(photos)))
        found = beam_search(
            Begun(decoder, state),
            torch.zeros(len(photos), 1),
            torch.ones(len(photos), 1, dtype=torch.bool),
            bos=BOS,
            eos=EOS,
            beams=beams,
            max_length=LONGEST,
            length_penalty=LENGTH_PENALTY,
            forbidden=(PAD, UNK, BOS),
        )
        answers += [best[0].ids for best in found]
    return answers


def told_by(decoder: Any, tokenizer: Tokenizer, features: Features, count: int, *, beams: int) -> list[str]:
    """The captions of the first ``count`` photos."""
    return texts_of(tokenizer, captions_by(decoder, features, count, beams=beams))


def texts_of(tokenizer: Tokenizer, captions: Sequence[Sequence[int]]) -> list[str]:
    """Captions as one reads them."""
    return [tokenizer.decode([i for i in ids if i != EOS]) for ids in captions]


def as_published(text: str, language: str) -> str:
    """A sentence as the references are written: English with spaces around punctuation, Chinese by characters."""
    if language == "zh":
        return " ".join(text.replace(" ", ""))
    return " ".join(re.sub(r"([.,!?;:]|'s\b)", r" \1 ", text).split())


def bleu(answers: Sequence[str], photos: Sequence[Described], language: str) -> dict[str, float]:
    """BLEU-1 to BLEU-4 in percent against all references."""
    most = max(len(photo.sentences) for photo in photos)
    streams: Any = [
        [as_published(photo.sentences[k].text, language) if k < len(photo.sentences) else None for photo in photos]
        for k in range(most)
    ]
    told = [as_published(answer, language) for answer in answers]
    return {
        f"bleu_{n}": round(
            float(BLEU(tokenize="none", max_ngram_order=n, force=True).corpus_score(told, streams).score), 2
        )
        for n in range(1, 5)
    }


@torch.inference_mode()
def places(decoder: Any, tokenizer: Tokenizer, features: Features, photos: Sequence[Described]) -> dict[str, Any]:
    """Where the last words of boxed phrases look when the sentences of people are read: pointing and energy in percent, where the
    boxes cover less than half the photo; the centre and the uniform map beside them. ``touched`` takes every place that a box
    touches for inside it, as one must who sees the map's cells alone.
    """
    grid = decoder.config.grid
    found: dict[str, list[float]] = {}
    for photo, described in enumerate(photos):
        example = encoded(described, tokenizer, grid)
        words = [word for word in example.boxed if word.last and word.share < SMALL]
        if not words:
            continue
        width = max(map(len, example.ids))
        inputs = torch.tensor([[[BOS, *ids, *[PAD] * (width - len(ids))][:width] for ids in example.ids]])
        weights = decoder(features.batch([photo], [0]), inputs).weights[0].float()
        for word in words:
            inside = coverage(word.boxes, grid, grid).amax(0)
            looked = weights[word.sentence, word.token].reshape(grid, grid)
            at = int(looked.argmax())
            touched = (inside > 0).float()
            figures = {
                "pointing": hit(word.boxes, (at % grid + 0.5) / grid, (at // grid + 0.5) / grid),
                "energy": (looked * inside).sum(),
                "pointing_of_the_centre": hit(word.boxes, 0.5, 0.5),
                "energy_of_a_uniform_map": inside.mean(),
                "pointing_touched": touched.flatten()[at],
                "energy_touched": (looked * touched).sum(),
                "pointing_touched_of_the_centre": touched[grid // 2, grid // 2],
                "energy_touched_of_a_uniform_map": touched.mean(),
            }
            for name, value in figures.items():
                found.setdefault(name, []).append(float(value))
    shares = {name: round(100 * float(np.mean(values)), 2) for name, values in found.items()}
    return {"boxed_words": len(found["pointing"])} | shares if found else {}


def hit(boxes: torch.Tensor, x: float, y: float) -> bool:
    """Whether a point in shares of the photo lies in one of the boxes [N, 4]."""
    inside = (boxes[:, 0] <= x) & (x < boxes[:, 2]) & (boxes[:, 1] <= y) & (y < boxes[:, 3])
    return bool(inside.any())
