"""Learning from what one's own sentences are worth: self-critical training of a captioner.

Rennie et al. 2017 (1612.00563), eq. 7, with the mean of the photo's other samples as the baseline (Luo 2020, 2003.09971), so that
no greedy sentence is needed. B = photos, K = samples of a photo, T = steps.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import torch
from torch import Tensor
from torch.nn import functional as F

from attnviz.engine.translate.tokenizer import BOS, EOS, PAD, UNK, Tokenizer
from attnviz.training.captioner.evaluation import as_published

if TYPE_CHECKING:
    from collections.abc import Sequence

    from attnviz.models.captioner import CaptionDecoder
    from attnviz.models.efficientnet import PhotoFeatures
    from attnviz.training.captioner.rewards import Rewards

NEVER = (PAD, UNK, BOS)  # tokens that no sentence has


class Samples(NamedTuple):
    """inputs and outputs [B, K, T], PAD after a sentence's end, and how much better than its fellows each is, [B, K]."""

    inputs: Tensor
    outputs: Tensor
    advantages: Tensor


@torch.no_grad()
def sample(
    decoder: CaptionDecoder, features: PhotoFeatures, count: int, longest: int, generator: torch.Generator | None = None
) -> Tensor:
    """``count`` sentences of each photo, drawn word by word: outputs [B, K, T]."""
    training = decoder.training
    decoder.eval()
    state = decoder.begin_with(features)
    b = len(features.fine)
    words = torch.full((b, count, 1), BOS)
    going = torch.ones(b, count, dtype=torch.bool)
    outputs = []
    for _ in range(longest):
        told, state = decoder.tell(words, state)
        logits = told.logits[:, :, 0].float()
        logits[..., list(NEVER)] = -torch.inf
        drawn = torch.multinomial(torch.softmax(logits, -1).flatten(0, 1), 1, generator=generator).view(b, count)
        outputs.append(torch.where(going, drawn, PAD))
        going &= drawn != EOS
        if not going.any():
            break
        words = drawn[..., None]
    decoder.train(training)
    return torch.stack(outputs, -1)


def judged(outputs: Tensor, photos: Sequence[int], rewards: Rewards, tokenizer: Tokenizer, language: str) -> Samples:
    """Sampled sentences [B, K, T] with what they are worth; ``photos`` [B] are their numbers among those of ``rewards``."""
    worth = torch.zeros(outputs.shape[:2])
    for b, photo in enumerate(photos):
        for k, ids in enumerate(outputs[b].tolist()):
            text = tokenizer.decode([i for i in ids if i not in (PAD, EOS)])
            worth[b, k] = rewards.of(photo, as_published(text, language).split())
    count = outputs.shape[1]
    others = (worth.sum(1, keepdim=True) - worth) / (count - 1)
    inputs = torch.cat((torch.full((*outputs.shape[:2], 1), BOS), outputs[..., :-1]), -1)
    return Samples(inputs, outputs, worth - others)


def reinforced(logits: Tensor, answers: Tensor, advantages: Tensor) -> Tensor:
    """Mean of -advantage · log p over sampled tokens: logits [N, V], answers [N], advantages [N]."""
    return (advantages * F.cross_entropy(logits.float(), answers, reduction="none")).mean()
