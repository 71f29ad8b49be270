"""Listening: rows of attention sum to 1 over the sound, letters can be forced, transcripts are aligned and scored."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from attnviz.engine.listen.listen import LEEWAY, listen, longest, network_of
from attnviz.engine.listen.messages import MUTE, NOISE, CheckListening, Edit, Listen
from attnviz.engine.messages import Refused
from attnviz.engine.session import Session
from attnviz.models.speller import EOS
from tests.handmade.sounds import hum
from tests.tiny.speller import ID, make_speller

if TYPE_CHECKING:
    from attnviz.engine.listen.messages import Heard


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Session:
    return Session([make_speller(tmp_path_factory.mktemp("weights"))])


def _sums_to_1(heard: Heard) -> None:
    weights = heard.attention.weights
    assert weights.shape == (1, 1, len(heard.tokens), len(heard.frames))
    assert np.allclose(weights.sum(-1), 1, atol=1e-5)


@pytest.mark.parametrize("seconds", [0.001, 0.3, 2.0, 21.0])
def test_every_letter_listens_somewhere_in_a_sound_of_any_length(session: Session, seconds: float) -> None:
    heard = session.run(Listen(hum(seconds), ID, beams=4))
    _sums_to_1(heard)
    assert heard.text == "".join(token.text.replace("␣", " ") for token in heard.tokens if token.kind != "special")
    assert len(heard.log_probabilities) == len(heard.alternatives) == len(heard.places) == len(heard.tokens)
    assert heard.frames.log_mel is not None
    assert heard.frames.log_mel.shape[1] == 4 * len(heard.frames)
    assert len(heard.stretches) == (1 if seconds <= 8 else len(heard.stretches))
    assert [s.begin for s in heard.stretches[1:]] == [s.end for s in heard.stretches[:-1]]
    assert (len(heard.beams) > 0) == (len(heard.stretches) == 1)
    for word in heard.words:
        assert 0 <= word.start <= word.end <= len(heard.frames) * heard.frames.seconds


def test_no_more_letters_are_written_than_the_frames_can_mean(session: Session) -> None:
    network = network_of(session, ID, lambda *_: None)
    listened = listen(network, [hum(2.0), hum(0.4)])
    at_most = longest(network.ctc_log_probabilities(listened.state.memory), listened.frames)
    for most, frames in zip(at_most, listened.frames, strict=True):
        assert LEEWAY <= most <= 1.5 * frames + LEEWAY
    heard = session.run(Listen(hum(2.0), ID, beams=4))
    assert len(heard.tokens) <= at_most[0]


def test_a_forced_beginning_is_kept_and_the_rest_decoded(session: Session) -> None:
    free = session.run(Listen(hum(2.0), ID, beams=4))
    second = int(free.alternatives[0, 1])
    held = session.run(Listen(hum(2.0), ID, beams=4, held=((second,),)))
    assert held.stretches[0].ids[0] == second
    whole = session.run(Listen(hum(2.0), ID, held=(free.stretches[0].ids,)))
    assert whole.text == free.text
    assert np.allclose(whole.log_probabilities, free.log_probabilities, atol=1e-4)


def test_one_stretch_of_a_long_sound_is_forced_and_the_others_stay(session: Session) -> None:
    free = session.run(Listen(hum(20.0), ID))
    held = tuple(s.ids for s in free.stretches)
    again = session.run(Listen(hum(20.0), ID, held=(held[0], (held[1][0],))))
    assert again.stretches[0].ids == held[0]
    assert again.stretches[1].ids[0] == held[1][0]


@pytest.mark.parametrize("seconds", [2.0, 20.0])
def test_a_transcript_is_aligned_scored_and_told_of(session: Session, seconds: float) -> None:
    heard = session.run(Listen(hum(seconds), ID, transcript="Open, 中国 close!"))
    assert heard.text == "open 中国 close"
    assert [word.text for word in heard.words] == ["open", "中国", "close"]
    assert [note.code for note in heard.notes] == ["left_out"]
    assert not heard.beams
    _sums_to_1(heard)


def test_the_sum_of_log_probabilities_is_that_of_its_beam(session: Session) -> None:
    heard = session.run(Listen(hum(1.5), ID, beams=4))
    assert heard.beams[0].log_probability == pytest.approx(float(heard.log_probabilities.sum()), abs=1e-3)


@pytest.mark.parametrize(
    ("request_", "code"),
    [
        (Listen(np.zeros(0, np.float32), ID), "sound_empty"),
        (Listen(hum(1.0), ID, transcript="12 ?"), "transcript_unknown"),
        (Listen(hum(1.0), ID, held=((999,),)), "held_unknown"),
        (Listen(hum(1.0), "none"), "weights_missing"),
    ],
)
def test_what_cannot_be_answered_is_refused(session: Session, request_: Listen, code: str) -> None:
    with pytest.raises(Refused) as refused:
        session.run(request_)
    assert refused.value.code == code


def test_silence_is_told(session: Session) -> None:
    heard = session.run(Listen(np.zeros(16_000, np.float32), ID))
    assert [note.code for note in heard.notes] == ["silent"]


def test_edits_and_speed_change_what_is_heard_and_nothing_else(session: Session) -> None:
    sound = hum(2.0)
    before = sound.copy()
    muted = session.run(Listen(sound, ID, edits=(Edit(0.5, 1.0, MUTE),)))
    assert np.array_equal(sound, before)
    wave = muted.frames.waveform
    assert not wave[8200:15800].any()
    assert np.array_equal(wave[:8000], sound[:8000])
    noisy = session.run(Listen(sound, ID, edits=(Edit(0.5, 1.0, NOISE),)))
    assert noisy.frames.waveform[8200:15800].std() > 0.1
    fast = session.run(Listen(sound, ID, speed=1.25))
    assert len(fast.frames) == pytest.approx(len(muted.frames) / 1.25, abs=1)


def test_a_map_is_tested_by_muting_what_it_points_at(session: Session) -> None:
    sound = hum(2.0)
    heard = session.run(Listen(sound, ID, transcript="open"))
    attended = heard.attention.weights[0, 0].sum(0)
    checked = session.run(CheckListening(sound, ID, heard.stretches, attended, draws=5))
    assert len(checked.random_drops) == 5
    assert len(checked.muted) == round(0.15 * len(heard.frames))
    assert set(checked.muted) == set(np.argsort(-attended, kind="stable")[: len(checked.muted)].tolist())
    again = session.run(CheckListening(sound, ID, heard.stretches, attended, draws=5))
    assert np.array_equal(again.random_drops, checked.random_drops)
    with pytest.raises(Refused, match="no letters"):
        session.run(CheckListening(sound, ID, (heard.stretches[0].__class__(0, 50, (EOS,)),), attended))
