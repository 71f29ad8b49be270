"""Batches of strings: who says which words is drawn for a whole epoch, sounds are made when a batch is wanted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import torch
from torch import Tensor

from attnviz.engine.listen.features import FRAME, SECONDS, masked, padded
from attnviz.models import log_mel as mel
from attnviz.models.speller import BOS, COLUMNS, EOS, FIRST, PAD
from attnviz.training.speller import strings
from attnviz.training.speller.losses import Places, places
from attnviz.training.speller.strings import Joined

if TYPE_CHECKING:
    from collections.abc import Sequence

    from attnviz.training.speller.recordings import Recording

MOST_WORDS = 5
COUNTS = (0.3, 0.22, 0.18, 0.15, 0.15)  # of strings of 1, 2 ... words
POOL = 8  # batches whose strings are sorted by length together
SLOWNESS = (0.7, 1.45)  # seconds that a spoken second may take
TRACTS = (0.8, 1.24)  # warps of the vocal tract
MIXED = 0.15  # of strings are said by two speakers
WORDLESS = 0.02  # of strings hold no word


@dataclass(frozen=True, eq=False)
class Batch:
    """Inputs and targets of a step: log_mel [B, M, F], mask [B, S], letters in and out [B, T], where the words are."""

    log_mel: Tensor
    mask: Tensor
    inputs: Tensor
    outputs: Tensor
    places: Places


@dataclass(frozen=True)
class Source:
    """Recordings to draw from: real speakers and voices by name, each with its words; which real ones said only digits."""

    speakers: dict[str, dict[str, list[Recording]]]
    voices: dict[str, dict[str, list[Recording]]]
    digits: tuple[str, ...]


Plan = list[list["list[Recording]"]]


def plan(
    source: Source,
    draw: np.random.Generator,
    seconds: float,
    batch_seconds: float,
    shares: tuple[float, float],
    most: int = MOST_WORDS,
) -> list[list[list[Recording]]]:
    """The strings of an epoch as recordings, in batches of about equal length; ``shares`` of digits and of synthetic voices."""
    digits = sorted(source.digits)
    others = sorted(set(source.speakers) - set(digits))
    counts = np.array(COUNTS[:most]) / sum(COUNTS[:most])
    drawn: list[tuple[float, list[Recording]]] = []
    total = 0.0
    while total < seconds:
        kind = draw.random()
        if kind < shares[1] and source.voices:
            words = source.voices[str(draw.choice(sorted(source.voices)))]
        elif (kind < shares[0] + shares[1] and digits) or not others:
            words = source.speakers[digits[draw.integers(len(digits))]]
        else:
            words = source.speakers[others[draw.integers(len(others))]]
        number = 0 if draw.random() < WORDLESS else 1 + int(draw.choice(len(counts), p=counts))
        if draw.random() < MIXED and digits and others:
            second = source.speakers[str(draw.choice(digits if draw.random() < 0.5 else others))]
            words = {word: takes + second.get(word, []) for word, takes in (second | words).items()}
        names = sorted(words)
        if kind < shares[1] and draw.random() < 0.6:
            names = [name for name in names if name in DIGITS] or names
        said = [words[names[draw.integers(len(names))]] for _ in range(number)]
        string = [takes[draw.integers(len(takes))] for takes in said]
        string = strings.badly_cut(string, words[names[draw.integers(len(names))]], draw)
        length = sum(recording.seconds + 0.2 for recording in string) + (0.4 if string else float(draw.uniform(0.5, 4)))
        drawn.append((length, string))
        total += length
    batches = []
    size = max(1, round(POOL * batch_seconds / (total / len(drawn))))
    for first in range(0, len(drawn), size):
        pool = sorted(drawn[first : first + size], key=lambda one: one[0])
        batch: list[list[Recording]] = []
        for length, string in pool:
            if batch and (len(batch) + 1) * length > batch_seconds:
                batches.append(batch)
                batch = []
            batch.append(string)
        batches.append(batch)
    return [batches[i] for i in draw.permutation(len(batches))]


DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def varied(string: list[Recording], draw: np.random.Generator) -> tuple[Joined, float]:
    """A string made into a sound as it may reach a microphone, and its warp of the vocal tract."""
    joined = strings.join(string, draw, levels=4.0)
    if not string:
        samples = np.zeros(round(draw.uniform(0.3, 5.0) * mel.RATE), np.float32)
        if draw.random() < 0.5:
            samples = samples + strings.tones(len(samples), draw)
        joined = strings.Joined(samples, (), ())
        heard = joined.samples
        if draw.random() < 0.7:
            heard = heard + np.float32(10 ** draw.uniform(-4, -1.5)) * strings.noise(len(heard), draw)
        return strings.Joined(heard, (), ()), 1.0
    if draw.random() < 0.85:
        joined = strings.faster(joined, float(draw.uniform(*strings.SPEEDS)))
    heard = joined.samples
    if draw.random() < 0.15:
        heard = strings.in_a_room(heard, draw)
    if draw.random() < 0.5:
        heard = strings.with_noise(heard, draw)
    heard = heard * np.float32(10 ** draw.uniform(-1.3, 0.3))
    return strings.Joined(np.clip(heard, -1, 1), joined.words, joined.spans), float(draw.uniform(*TRACTS))


def coloured(power: Tensor, draw: np.random.Generator, narrow: Sequence[bool]) -> Tensor:
    """Power [B, K, F] through microphones of another colour: smooth gains of up to 12 dB; ``narrow`` ones end near 4 kHz."""
    b, k, _ = power.shape
    points = torch.from_numpy(draw.uniform(-0.6, 0.6, (b, 1, 6)).astype(np.float32))
    gains = 10 ** torch.nn.functional.interpolate(points, k, mode="linear", align_corners=True).squeeze(1)  # [B, K]
    for i, is_narrow in enumerate(narrow):
        if is_narrow:
            gains[i, round(k * float(draw.uniform(0.42, 0.52))) :] = 1e-7
    return power * gains.unsqueeze(-1)


def stretched(power: Tensor, joined: Sequence[Joined], draw: np.random.Generator) -> tuple[Tensor, list[Joined]]:
    """Power [B, K, F] as if each word and each pause had taken longer or less long, its pitch kept: piecewise linear in time.

    Park et al. 2019 (1904.08779), section 2, warp one point; here every word is one. Returns power [B, K, F'] and the strings with
    the places where their words now stand; their samples are zeros of the new length.
    """
    made: list[Tensor] = []
    told: list[Joined] = []
    for row, one in zip(power, joined, strict=True):
        end = len(one.samples) / mel.RATE
        true = np.array(sorted({0.0, end, *(second for span in one.spans for second in span)}))
        pace = draw.uniform(*SLOWNESS)
        parts = np.diff(true) * pace * draw.uniform(0.85, 1.18, len(true) - 1)
        heard = np.concatenate(([0.0], np.cumsum(parts)))
        columns = mel.whole(round(heard[-1] * mel.RATE), FRAME) // mel.HOP
        at = np.interp((np.arange(columns) + 0.5) * mel.HOP / mel.RATE, heard, true) * mel.RATE / mel.HOP - 0.5
        at = torch.from_numpy(at.clip(0, row.shape[1] - 1).astype(np.float32))
        low = at.floor().long().clamp(max=max(0, row.shape[1] - 2))
        share = at - low
        made.append(row[:, low] * (1 - share) + row[:, (low + 1).clamp(max=row.shape[1] - 1)] * share)
        spans = tuple((float(np.interp(a, true, heard)), float(np.interp(b, true, heard))) for a, b in one.spans)
        told.append(Joined(np.zeros(columns * mel.HOP, np.float32), one.words, spans))
    width = max(each.shape[1] for each in made)
    return torch.stack([torch.nn.functional.pad(each, (0, width - each.shape[1])) for each in made]), told


def spec_augment(x: Tensor, columns: Tensor, draw: np.random.Generator) -> Tensor:
    """Log-mel [B, M, F] with perhaps a band, and a stretch of each 1.5 s, made even. Park et al. 2019 (1904.08779)."""
    b, m, _ = x.shape
    for i in range(b):
        fill = x[i].mean()
        for _ in range(draw.integers(0, 2)):
            width = int(draw.integers(0, 11))
            first = int(draw.integers(0, m - width))
            x[i, first : first + width] = fill
        length = int(columns[i])
        for _ in range(draw.integers(0, 1 + length // 150)):
            width = int(draw.integers(0, 16))
            first = int(draw.integers(0, max(1, length - width)))
            x[i, :, first : first + width] = fill
    return x


def make(batch: list[list[Recording]], draw: np.random.Generator, alphabet: str, bands: int) -> Batch:
    """What a step learns from."""
    made = [varied(string, draw) for string in batch]
    joined = [one for one, _ in made]
    sounds = [one.samples for one in joined]
    power = mel.powers(padded(sounds))
    power, joined = stretched(power, joined, draw)
    sounds = [one.samples for one in joined]
    power = coloured(power, draw, [draw.random() < 0.3 for _ in batch])
    banks = torch.stack([mel.mel_bank(bands, round(warp / 0.02) * 0.02) for _, warp in made])
    x, mask = masked(mel.log_mel(power, banks), sounds)
    x = spec_augment(x, mask.sum(1) * COLUMNS, draw) * mask.repeat_interleave(COLUMNS, 1).unsqueeze(1)
    texts = [[FIRST + alphabet.index(letter) for letter in one.text] for one in joined]
    width = max(map(len, texts)) + 1
    outputs = torch.tensor([[*text, EOS, *([PAD] * (width - 1 - len(text)))] for text in texts])
    inputs = torch.cat((torch.full((len(texts), 1), BOS), outputs[:, :-1]), 1)
    lost = torch.from_numpy(draw.random(tuple(inputs.shape))) < 0.12  # so that it listens rather than guesses on
    other = torch.from_numpy(draw.integers(FIRST, FIRST + len(alphabet), tuple(inputs.shape)))
    inputs = torch.where(lost & (inputs >= FIRST), other, inputs)
    inputs = inputs.masked_fill(inputs == EOS, PAD)
    where = places([one.spans for one in joined], [one.words for one in joined], width, mask.shape[1], SECONDS)
    return Batch(x, mask, inputs, outputs, where)
