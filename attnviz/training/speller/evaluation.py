"""Figures of a speller on speakers it never heard: errors in letters and words, word boundaries, order of attention."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import torch

from attnviz.engine.attention.messages import Token
from attnviz.engine.listen.ctc import best_path, text_of
from attnviz.engine.listen.features import SECONDS
from attnviz.engine.listen.listen import listen, read, search
from attnviz.engine.listen.words import word_times
from attnviz.training.speller import strings
from attnviz.training.speller.batches import MOST_WORDS
from attnviz.training.speller.recordings import by_speaker

if TYPE_CHECKING:
    from collections.abc import Sequence

    from attnviz.models.speller import Speller
    from attnviz.training.speller.recordings import Recording
    from attnviz.training.speller.strings import Joined

BATCH = 50
STRINGS_MEASURED = 600
CLOSE = 0.1  # seconds: a boundary no further than this from the true one counts
SINGLE, STRINGS = ("single", "strings")


def edits(found: Sequence[Any], true: Sequence[Any]) -> int:
    """The least number of insertions, deletions and substitutions between two sequences. Levenshtein 1966."""
    row = list(range(len(true) + 1))
    for i, a in enumerate(found, 1):
        before, row[0] = row[0], i
        for j, b in enumerate(true, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (a != b))
    return row[-1]


def error_rates(found: Sequence[str], true: Sequence[str]) -> tuple[float, float]:
    """Character and word error rates in per cent: edits over the length of what was said."""
    letters = sum(edits(a, b) for a, b in zip(found, true, strict=True)) / max(1, sum(map(len, true)))
    words = sum(edits(a.split(), b.split()) for a, b in zip(found, true, strict=True))
    return 100 * letters, 100 * words / max(1, sum(len(b.split()) for b in true))


def make_strings(recordings: list[Recording], count: int, seed: int) -> list[Joined]:
    """``count`` strings of 1 to 5 words of one speaker each, speakers in turn."""
    draw = np.random.default_rng(seed)
    speakers = by_speaker(recordings)
    names = sorted(speakers)
    made = []
    for i in range(count):
        said = [one for takes in speakers[names[i % len(names)]].values() for one in takes]
        chosen = [said[draw.integers(len(said))] for _ in range(1 + draw.integers(MOST_WORDS))]
        made.append(strings.join(chosen, draw, gaps=(0.05, 0.3), edges=(0.1, 0.3)))
    return made


def single(recordings: list[Recording]) -> list[Joined]:
    """Each recording alone."""
    draw = np.random.default_rng(0)
    return [strings.join([recording], draw, edges=(0.1, 0.1)) for recording in recordings]


@torch.no_grad()
def spell_all(model: Speller, sounds: list[Joined], beams: int = 1) -> tuple[list[str], list[str], list[np.ndarray]]:
    """What is written for each sound, what CTC alone writes, and the weights [T, S] of what is written."""
    alphabet = model.config.alphabet
    order = sorted(range(len(sounds)), key=lambda i: len(sounds[i].samples))
    written, plain, attention = {}, {}, {}
    for first in range(0, len(order), BATCH):
        chosen = order[first : first + BATCH]
        listened = listen(model, [sounds[i].samples for i in chosen])
        log_p = model.ctc_log_probabilities(listened.state.memory)
        found = search(listened, log_p, beams, (), lambda share: None)
        ids = [hypotheses[0][0].ids for hypotheses in found]
        readings = read(listened, ids)
        for row, i in enumerate(chosen):
            written[i] = text_of(ids[row], alphabet)
            plain[i] = best_path(log_p[row, : listened.frames[row]].numpy(), alphabet)
            attention[i] = readings[row].weights.numpy()
    every = range(len(sounds))
    return [written[i] for i in every], [plain[i] for i in every], [attention[i] for i in every]


def boundaries(weights: np.ndarray, text: str, sound: Joined) -> tuple[int, int]:
    """How many starts and ends of words, as attention [T, S] tells them, are ``CLOSE`` to the true ones, and how many there are.

    Only strings whose words were all found are asked: else no word has a true place.
    """
    begins = [" " in text[max(i - 1, 0) : i + 1] or i == 0 for i in range(len(text))]
    kinds = ["punctuation" if c == " " else "word" for c in text]
    tokens = [Token(0, c, i, i + 1, begins[i], kinds[i]) for i, c in enumerate(text)]
    found = word_times(weights, tokens, SECONDS)
    if tuple(word.text for word in found) != sound.words:
        return 0, 0
    told = [(word.start, word.end) for word in found]
    off = np.abs(np.array(told) - np.array(sound.spans)).reshape(-1)
    return int((off <= CLOSE).sum()), len(off)


def is_monotonic(weights: np.ndarray) -> bool:
    """Whether no letter's mean moment lies more than ``CLOSE`` seconds before that of the letter before: weights [T, S]."""
    middles = (weights * np.arange(weights.shape[1])).sum(1) / np.maximum(weights.sum(1), 1e-9) * SECONDS
    return bool(np.all(np.diff(middles) >= -CLOSE))


def evaluate(
    model: Speller, recordings: list[Recording], *, beams: int, strings_count: int = STRINGS_MEASURED
) -> dict[str, float]:
    """Error rates of single words and of strings made with a seed, of the letters and of CTC alone; boundaries, order."""
    found: dict[str, float] = {}
    for name, sounds in ((SINGLE, single(recordings)), (STRINGS, make_strings(recordings, strings_count, seed=7))):
        true = [sound.text for sound in sounds]
        written, plain, attention = spell_all(model, sounds, beams)
        found[f"{name}_cer"], found[f"{name}_wer"] = error_rates(written, true)
        found[f"{name}_ctc_cer"], found[f"{name}_ctc_wer"] = error_rates(plain, true)
        for speaker, at in sorted(_by(recordings, sounds).items() if name == SINGLE else ()):
            found[f"{name}_cer_{speaker}"] = error_rates([written[i] for i in at], [true[i] for i in at])[0]
        if name == STRINGS:
            counted = [
                boundaries(w[: len(text)], text, s) for w, text, s in zip(attention, written, sounds, strict=True)
            ]
            close, every = (sum(one[k] for one in counted) for k in range(2))
            found["boundaries_close"] = 100 * close / max(1, every)
            found["boundaries"] = every
            found["monotonic"] = 100 * float(np.mean([is_monotonic(w[:-1]) for w in attention]))
    return {key: round(value, 2) for key, value in found.items()}


def _by(recordings: list[Recording], sounds: list[Joined]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for i, recording in enumerate(recordings[: len(sounds)]):
        found.setdefault(recording.speaker, []).append(i)
    return found
