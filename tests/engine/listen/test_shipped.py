"""The shipped speller: what it hears in the sounds that ship, and when."""

from __future__ import annotations

import numpy as np
import pytest

from attnviz.engine.listen.messages import RATE, Listen
from attnviz.engine.session import Session
from attnviz.ui.panes.listen import samples


@pytest.fixture(scope="module")
def session() -> Session:
    return Session()


@pytest.mark.parametrize("id", ["mixed", "digits", "alike", "english"])
def test_the_samples_are_heard_and_words_stand_where_they_were_joined(session: Session, id: str) -> None:
    speaker, words = samples.SAMPLES[id]
    heard = session.run(Listen(samples.join(speaker, words), "speech-words", beams=4))
    assert heard.text.split() == list(words)
    places = samples.speakers()[speaker].words
    at, off = samples.EDGE, []
    for word, found in zip(words, heard.words, strict=True):
        length = places[word][1] - places[word][0]
        off += [abs(found.start - at), abs(found.end - at - length)]
        at += length + samples.PAUSE
    assert np.mean(np.array(off) < 0.15) >= 0.75


@pytest.mark.parametrize("loud", [0.0, 0.01, 0.1])
def test_no_word_is_heard_in_silence_and_noise(session: Session, loud: float) -> None:
    noise = np.random.default_rng(1).standard_normal(2 * RATE).astype(np.float32) * np.float32(loud)
    assert session.run(Listen(noise, "speech-words", beams=4)).text == ""


def test_a_long_sound_is_heard_in_stretches(session: Session) -> None:
    once = samples.join("espeak", ("北京", "speech", "中国", "project"))
    heard = session.run(Listen(np.tile(once, 6), "speech-words", beams=4))
    assert len(heard.stretches) > 1
    said = heard.text.split()
    assert said.count("project") >= 5
    assert abs(len(said) - 24) <= 2
