"""Forced alignment, times of words, and the files that tell them."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from attnviz.engine.attention.messages import Token
from attnviz.engine.listen import ctc, labels, stretches, words
from attnviz.engine.listen.messages import RATE, Word


def test_the_alignment_is_the_best_of_all_paths() -> None:
    random = np.random.default_rng(1)
    log_p = np.log(random.dirichlet(np.ones(3), 6))
    ids = [1, 1, 2]
    best, found = -np.inf, None
    for path in itertools.product(range(3), repeat=6):
        merged = [a for a, _ in itertools.groupby(path)]
        if [a for a in merged if a] == ids and (score := sum(log_p[t, a] for t, a in enumerate(path))) > best:
            best, found = score, path
    assert found is not None
    runs = [(a, list(group)) for a, group in itertools.groupby(enumerate(found), lambda one: one[1]) if a]
    assert ctc.align(log_p, ids) == [(group[0][0], group[-1][0]) for _, group in runs]


def test_more_letters_than_frames_share_them() -> None:
    assert ctc.align(np.zeros((2, 4)), [1, 2, 3]) == [(0, 0), (0, 0), (1, 1)]


def _tokens(text: str) -> tuple[Token, ...]:
    kinds = ["punctuation" if c == " " else "word" for c in text]
    begins = [c == " " or i == 0 or text[i - 1] == " " for i, c in enumerate(text)]
    parts = enumerate(zip(text, begins, kinds, strict=True))
    return tuple(Token(3, c, i, i + 1, starts, kind) for i, (c, starts, kind) in parts)


def test_a_word_stands_where_its_letters_listen() -> None:
    weights = np.zeros((5, 20))
    for letter, place in enumerate([2, 4, 8, 12, 15]):
        weights[letter, place : place + 2] = 0.5
    found = words.word_times(weights, _tokens("ab cd"), 0.1)
    assert [word.text for word in found] == ["ab", "cd"]
    assert found[0].start == pytest.approx(0.2, abs=0.03)
    assert found[0].end == pytest.approx(0.6, abs=0.03)
    assert found[1].start == pytest.approx(1.2, abs=0.03)


WORDS = (Word("open", 0.25, 1.0), Word('say "中"', 0.9, 1.5))


def test_a_textgrid_fills_the_sound_without_gaps() -> None:
    text = labels.textgrid(WORDS, WORDS[:1], 2.0)
    assert text.startswith('File type = "ooTextFile"\nObject class = "TextGrid"\n')
    tier = text.split("item [2]:")[0]
    ends = [float(line.split("=")[1]) for line in tier.splitlines() if line.startswith("            xm")]
    starts, stops = ends[::2], ends[1::2]
    assert starts == [0, *stops[:-1]]
    assert stops[-1] == 2.0
    assert 'text = "say ""中"""' in text


def test_subtitles_and_labels_tell_the_times() -> None:
    assert labels.srt(WORDS).splitlines()[:3] == ["1", "00:00:00,250 --> 00:00:01,000", "open"]
    assert labels.audacity(WORDS).splitlines()[0] == "0.250000\t1.000000\topen"


def test_a_long_sound_is_cut_where_it_is_quiet() -> None:
    sound = np.ones(30 * RATE, np.float32)
    for at in (5.0, 11.0, 17.0, 24.0):
        sound[round(at * RATE) : round((at + 0.3) * RATE)] = 0
    found = stretches.cuts(sound, 640)
    assert found[0][0] == 0
    assert found[-1][1] == 750
    assert all(end - begin <= 200 for begin, end in found)
    for _, end in found[:-1]:
        assert any(at <= end * 0.04 <= at + 0.3 for at in (5.0, 11.0, 17.0, 24.0))
