"""How sure a captioner must be of a word before it is right more often than wrong, measured against the sentences of people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import torch

from attnviz.engine.attention.maps import word_groups
from attnviz.engine.describe.certainty import ARTICLES
from attnviz.engine.translate.tokenizer import BOS, Tokenizer
from attnviz.training.captioner.evaluation import as_published

if TYPE_CHECKING:
    from collections.abc import Sequence

    from attnviz.training.captioner.captions import Described
    from attnviz.training.captioner.features import Features

STEP = 0.05  # between the levels that are tried
FEWEST = 20  # words on which a share is told
KINDS = ("thing", "word")  # what names a thing, and all other words but articles and punctuation


@torch.inference_mode()
def certainty(
    decoder: Any,
    tokenizer: Tokenizer,
    features: Features,
    photos: Sequence[Described],
    captions: Sequence[Sequence[int]],
    nouns: frozenset[str],
    language: str,
) -> dict[str, float]:
    """Of the captions (token ids) of photos, for ``thing`` (a word of ``nouns``) and other ``word``: the probability in percent
    below which a word stands in no sentence of the photo at least as often as in one (``unsure_thing_below``), and how many of
    the words below it and from it on stand in one, in percent.
    """
    found: dict[str, list[tuple[float, bool]]] = {kind: [] for kind in KINDS}
    for photo, (described, ids) in enumerate(zip(photos, captions, strict=True)):
        inputs = torch.tensor([[[BOS, *ids[:-1]]]])
        told = decoder(features.batch([photo], [0]), inputs).logits[0, 0].float()
        own = torch.log_softmax(told, -1).gather(1, torch.tensor(ids)[:, None])[:, 0]
        _, tokens = tokenizer.tokens(ids)
        said = [f" {as_published(sentence.text, language)} " for sentence in described.sentences]
        for group in word_groups(tokens):
            text = "".join(tokens[i].text for i in group).lower()
            if tokens[group[0]].kind != "word" or text in ARTICLES:
                continue
            wanted = f" {as_published(text, language)} "
            right = any(wanted in sentence for sentence in said)
            kind = KINDS[0] if text in nouns else KINDS[1]
            found[kind].append((float(own[group].sum().exp()), right))
    figures: dict[str, float] = {}
    for kind, words in found.items():
        if words:
            probability, is_right = (np.array(column) for column in zip(*words, strict=True))
            figures |= {f"unsure_{kind}_{name}": value for name, value in level(probability, is_right).items()}
    return figures


def level(probability: np.ndarray, right: np.ndarray) -> dict[str, float]:
    """Up to which probability [N], a multiple of ``STEP``, words are wrong at least as often as right [N] in every step that holds
    ``FEWEST``; with the share that is right ``under`` it and ``over`` it; all in percent. Level 0 where there is none.
    """
    below = 0
    for step in range(round(1 / STEP)):
        here = (probability >= step * STEP) & (probability < (step + 1) * STEP)
        if here.sum() >= FEWEST and right[here].mean() > 0.5:
            break
        if here.sum() >= FEWEST:
            below = step + 1
    under = probability < below * STEP
    figures = {"below": round(100 * below * STEP, 1)}
    for name, part in (("under", under), ("over", ~under)):
        if part.any():
            figures[name] = round(100 * float(right[part].mean()), 1)
    return figures
