"""BLEU, measured with sacreBLEU against all references."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sacrebleu.metrics.bleu import BLEU

from attnviz.engine.translate.batch import search_all
from attnviz.engine.translate.tokenizer import EOS, Tokenizer

if TYPE_CHECKING:
    from collections.abc import Sequence


def translate_all(
    model: Any, source: Tokenizer, target: Tokenizer, sentences: Sequence[str], *, beams: int = 1
) -> list[str]:
    """Translate sentences with a model that may be in training, and leave it as it was."""
    training = model.training
    model.eval()
    found = search_all(model, source, target, [[*source.ids(sentence), EOS] for sentence in sentences], beams=beams)
    model.train(training)
    return [target.decode(ids) for ids in found]


def bleu(answers: Sequence[str], references: Sequence[Sequence[str]], *, language: str, lower: bool = False) -> float:
    """Corpus BLEU in percent; sentences may have different numbers of references."""
    most = max(map(len, references))
    streams: Any = [[group[k] if k < len(group) else None for group in references] for k in range(most)]
    metric = BLEU(tokenize="zh" if language == "zh" else "13a", lowercase=lower)
    return float(metric.corpus_score(list(answers), streams).score)
