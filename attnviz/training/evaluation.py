"""BLEU, measured with sacreBLEU against all references."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sacrebleu
import torch

from attnviz.engine.text import BOS, EOS, PAD, UNK, Tokenizer
from attnviz.models.decoding import beam_search, pad_batch
from attnviz.training.data import by_length


def translate_all(
    model: Any, source: Tokenizer, target: Tokenizer, sentences: Sequence[str], *, beams: int = 1, batch: int = 64
) -> list[str]:
    """Translate many sentences, batched by length; the order of the answers is that of the sentences."""
    device = next(model.parameters()).device
    training = model.training
    model.eval()
    encoded = [[*source.ids(sentence), EOS] for sentence in sentences]
    answers = [""] * len(sentences)
    with torch.inference_mode():
        for indices in by_length(encoded, max(1, batch // beams)):
            ids, mask = pad_batch([encoded[i] for i in indices])
            found = beam_search(
                model,
                ids.to(device),
                mask.to(device),
                bos=BOS,
                eos=EOS,
                beams=beams,
                max_length=[2 * len(encoded[i]) + 10 for i in indices],
                forbidden=(PAD, UNK, BOS),
            )
            for i, hypotheses in zip(indices, found, strict=True):
                answers[i] = target.decode(list(hypotheses[0].ids))
    model.train(training)
    return answers


def bleu(answers: Sequence[str], references: Sequence[Sequence[str]], *, language: str, lower: bool = False) -> float:
    """Corpus BLEU in percent; sentences may have different numbers of references."""
    most = max(map(len, references))
    streams: Any = [[group[k] if k < len(group) else None for group in references] for k in range(most)]
    metric = sacrebleu.metrics.BLEU(tokenize="zh" if language == "zh" else "13a", lowercase=lower)
    return float(metric.corpus_score(list(answers), streams).score)
