"""Sequence-level distillation (Kim & Rush 2016, 1606.07947): English text with what other models together find its best
translation.

Candidates are the hypotheses of all models that translate. They are ranked as a noisy channel does (Yee et al. 2019,
1908.05731): by what these models give them on average, and by what a model of the other direction gives the text when it
reads them.
"""

from __future__ import annotations

import gzip
import math
from typing import TYPE_CHECKING

import torch

from attnviz import atomic_write, defaults
from attnviz.engine.checkpoints import Loaded, load
from attnviz.engine.translate.batch import all_hypotheses, sides
from attnviz.engine.translate.tokenizer import BOS, EOS
from attnviz.models.decoding import pad_batch
from attnviz.training.finished_models import weights_of
from attnviz.training.translator.back_translation import spread
from attnviz.training.translator.pairs import Pair, find, read_pairs, read_rows
from attnviz.training.translator.rewording import reworded

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence
    from pathlib import Path

    from attnviz.training.translator.recipes import Distilled

BACKWARD = 0.5  # weight of the model of the other direction: tuned on dev
JUDGED = 3  # candidates that the model of the other direction reads; more bring nothing
LONG = 8  # words: half of the lines have so many, since people type longer sentences than the pairs have
PART = 5_000  # lines whose translations are kept together, so that a run that is cut goes on
TOKENS = 1024  # padded target tokens that are read together


def distilled(text: Distilled, data: Path, known: Container[str], folder: Path) -> list[Pair]:
    """Pairs (line, its best translation): the ``kept`` share that the models are surest of.

    No line is ``known``: those have translations by people, or are for measuring. What was translated is kept in ``folder``.
    ``DataError`` where a file is missing or damaged, or a model.
    """
    lines = _lines(text, data, known, folder)
    models: list[Loaded] = []
    found: list[tuple[float, Pair]] = []
    for begin in range(0, len(lines), PART):
        path = folder / f"distilled-{begin // PART}.tsv.gz"
        if not path.is_file():
            models = models or [load(weights_of(name)) for name in (*text.by, text.backward) if name]
            forward = models[: len(text.by)]
            part = best_translations(lines[begin : begin + PART], forward, *models[len(text.by) :])
            whole = "".join(f"{score:.4f}\t{source}\t{target}\n" for score, (source, target) in part)
            atomic_write.write(path, gzip.compress(whole.encode(), mtime=0))
        found += [(float(score), (source, target)) for score, source, target in read_rows(path, 3)]
    surest = sorted(found, key=lambda scored: -scored[0])[: round(len(found) * text.kept)]
    return [pair for _, pair in surest]


def _lines(text: Distilled, data: Path, known: Container[str], folder: Path) -> list[str]:
    """The lines to translate: reworded, so that none stands in the files. They are kept in ``folder``."""
    path = folder / "reworded.txt.gz"
    if not path.is_file():
        found = list(dict.fromkeys(source for name in text.files for source, _ in read_pairs(find(data, name))))
        held = set(found)
        new = [line for line in reworded(chosen_lines(found, text.lines)) if line not in held and line not in known]
        atomic_write.write(path, gzip.compress("\n".join(dict.fromkeys(new)).encode(), mtime=0))
    return gzip.decompress(path.read_bytes()).decode().split("\n")


def chosen_lines(lines: Sequence[str], count: int) -> list[str]:
    """``count`` of the lines: half of them of ``LONG`` words and more where there are so many, each evenly from all."""
    long = spread([line for line in lines if len(line.split()) >= LONG], count // 2)
    return long + spread([line for line in lines if len(line.split()) < LONG], count - len(long))


def best_translations(
    lines: Sequence[str], forward: Sequence[Loaded], backward: Loaded | None = None
) -> list[tuple[float, Pair]]:
    """Lines -> (score in nats a token, (line, its best translation)) of those that have one."""
    scores: dict[Pair, list[float]] = {}  # what each model gives a candidate
    for number, model in enumerate(forward):
        for pair, score in _candidates(model, lines):
            scores.setdefault(pair, [math.nan] * len(forward))[number] = score
    for number, model in enumerate(forward):
        missing = [pair for pair, given in scores.items() if math.isnan(given[number])]
        for pair, score in zip(missing, log_probabilities(model, missing), strict=True):
            scores[pair][number] = score
    groups: dict[str, list[tuple[float, Pair]]] = {}
    for pair, given in scores.items():
        groups.setdefault(pair[0], []).append((sum(given) / len(given), pair))
    if backward is None:
        return [max(group) for group in groups.values()]
    judged = [scored for group in groups.values() for scored in sorted(group)[-JUDGED:]]
    read_back = log_probabilities(backward, [(target, source) for _, (source, target) in judged])
    best: dict[str, tuple[float, Pair]] = {}
    for (score, pair), back in zip(judged, read_back, strict=True):
        both = score + BACKWARD * back, pair
        best[pair[0]] = max(best.get(pair[0], both), both)
    return list(best.values())


def _candidates(model: Loaded, lines: Sequence[str]) -> Iterator[tuple[Pair, float]]:
    """What the beams of a model find for each line, in nats a token."""
    reader, writer = sides(model)
    sources = [[*reader.ids(line), EOS] for line in lines]
    groups = all_hypotheses(model.network, reader, writer, sources, beams=defaults.BEAMS)
    for line, group in zip(lines, groups, strict=True):
        for hypothesis in group:
            text = writer.decode(list(hypothesis.ids))
            if text and "\t" not in text:
                yield (line, text), hypothesis.log_probability / len(hypothesis.ids)


@torch.inference_mode()
def log_probabilities(model: Loaded, pairs: Sequence[Pair]) -> list[float]:
    """What a model gives the target of each pair, in nats a token, by teacher forcing with bfloat16 products."""
    reader, writer = sides(model)
    sources = [[*reader.ids(source), EOS] for source, _ in pairs]
    targets = [[*writer.ids(target), EOS] for _, target in pairs]
    found = [0.0] * len(pairs)
    group: list[int] = []
    order = sorted(range(len(pairs)), key=lambda i: (len(targets[i]), len(sources[i])))
    for number, i in enumerate(order, 1):
        group.append(i)
        if number < len(order) and len(targets[order[number]]) * (len(group) + 1) <= TOKENS:
            continue
        source, mask = pad_batch([sources[i] for i in group])
        target, real = pad_batch([targets[i] for i in group])
        inputs = torch.cat((torch.full((len(group), 1), BOS), target[:, :-1]), 1)
        with torch.autocast("cpu", torch.bfloat16):
            logits = model.network(source, mask, inputs)[0].float()
        of_tokens = logits.gather(2, target.unsqueeze(2)).squeeze(2) - logits.logsumexp(-1)
        means = (of_tokens * real).sum(1) / real.sum(1)
        for place, mean in zip(group, means.tolist(), strict=True):
            found[place] = mean
        group = []
    return found
