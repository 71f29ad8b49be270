"""Models that a person opened answer the requests of other panes: Whisper those of Listen, Marian and T5 those of Translate."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

pytest.importorskip("transformers")

from attnviz.engine.attention.messages import CROSS, DECODER, ENCODER
from attnviz.engine.listen.messages import MUTE, CheckListening, Edit, Listen
from attnviz.engine.messages import OPENED_TRANSCRIBER, OPENED_TRANSLATOR, ListModels, Refused
from attnviz.engine.open.messages import CloseModel, OpenModel, ReadInput, TextInput
from attnviz.engine.session import Session
from attnviz.engine.translate.messages import AblateHeads, Translate
from tests.handmade.sounds import hum

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = pytest.mark.filterwarnings("ignore")
SOUND = hum(0.7)


@pytest.fixture(scope="module")
def whisper(folder_of: Callable[[str], Path], tmp_path_factory: pytest.TempPathFactory) -> tuple[Session, str]:
    """A session in which a tiny Whisper is open, and its path."""
    session, path = Session([tmp_path_factory.mktemp("none")]), str(folder_of("whisper"))
    session.run(OpenModel(path))
    return session, path


def test_what_was_opened_is_among_the_models_until_it_is_closed(
    folder_of: Callable[[str], Path], tmp_path: Path
) -> None:
    session, path = Session([tmp_path]), str(folder_of("whisper"))
    assert session.run(ListModels()).models == ()
    session.run(OpenModel(path))
    session.run(OpenModel(str(folder_of("bert"))))
    assert [(model.id, model.kind) for model in session.run(ListModels()).models] == [(path, OPENED_TRANSCRIBER)]
    session.opened.clear()  # as when memory is short
    assert len(session.run(ListModels()).models) == 1
    assert session.run(Listen(SOUND, path)).frames
    session.run(CloseModel(path))
    assert session.run(ListModels()).models == ()


def test_whisper_writes_down_a_sound_with_the_weights_of_its_heads(whisper: tuple[Session, str]) -> None:
    session, path = whisper
    heard = session.run(Listen(SOUND, path))
    maps, tokens, frames = heard.attention.weights.shape[1:]
    assert (maps, tokens, frames) == (1 + len(heard.heads), len(heard.tokens), len(heard.frames))
    assert heard.heads
    assert np.allclose(heard.attention.weights.sum(-1), 1, atol=1e-5)
    assert np.allclose(heard.attention.weights[0, 0], heard.attention.weights[0, 1:].mean(0), atol=1e-6)
    assert frames * heard.frames.seconds == pytest.approx(0.7, abs=heard.frames.seconds)
    assert len(heard.frames.waveform) == round(frames * heard.frames.seconds * 16_000)
    assert len(heard.log_probabilities) == len(heard.alternatives) == len(heard.places) == tokens
    assert len(heard.letters) == sum(token.kind == "word" for token in heard.tokens)
    times = [time for word in heard.words for time in (word.start, word.end)]
    assert times == sorted(times)


def test_a_transcript_is_aligned_and_a_beginning_is_held(whisper: tuple[Session, str]) -> None:
    session, path = whisper
    own = session.run(Listen(SOUND, path, transcript="a dog sat"))
    assert own.text == "a dog sat"
    assert [word.text for word in own.words] == ["a", "dog", "sat"]
    stretch, place = own.places[1]
    held = own.stretches[stretch].ids[: place + 1]
    free = session.run(Listen(SOUND, path, held=(held,)))
    assert free.stretches[0].ids[: len(held)] == held


def test_what_is_muted_is_not_heard_and_the_map_is_tested(whisper: tuple[Session, str]) -> None:
    session, path = whisper
    own = session.run(Listen(SOUND, path, transcript="a dog sat"))
    muted = session.run(Listen(SOUND, path, transcript="a dog sat", edits=(Edit(0.2, 0.5, MUTE),)))
    assert not np.array_equal(muted.log_probabilities, own.log_probabilities)
    silence = session.run(Listen(np.zeros_like(SOUND), path, transcript="a dog sat"))
    assert [note.code for note in silence.notes] == ["silent"]
    attended = own.attention.weights[0, 0].sum(0)
    told = session.run(CheckListening(own.frames.waveform, path, own.stretches, attended, draws=3))
    assert len(told.random_drops) == 3
    assert np.isfinite([told.drop, *told.random_drops]).all()


@pytest.mark.parametrize("seconds", [0.0001, 0.02, 2.5])
def test_a_sound_of_any_length_is_heard(whisper: tuple[Session, str], seconds: float) -> None:
    session, path = whisper
    heard = session.run(Listen(hum(seconds), path))
    assert len(heard.frames) > 0
    assert ("sound_cut" in [note.code for note in heard.notes]) == (seconds > 1)


@pytest.mark.parametrize("family", ["marian", "t5", "nllb", "bart"])
def test_a_translator_answers_as_it_does_where_it_was_opened(
    folder_of: Callable[[str], Path], tmp_path: Path, family: str
) -> None:
    session, path, text = Session([tmp_path]), str(folder_of(family)), "the cat sat on the mat"
    session.run(OpenModel(path))
    assert [model.kind for model in session.run(ListModels()).models] == [OPENED_TRANSLATOR]
    free = session.run(Translate(text, path, beams=4))
    own = session.run(ReadInput(OpenModel(path), TextInput(text)))
    assert free.text == own.text
    assert [token.id for token in free.target_tokens] == [token.id for token in own.target]
    assert [each.kind for each in free.attention] == [CROSS, ENCODER, DECODER]
    for each, other in zip(free.attention, own.attention, strict=True):
        assert np.array_equal(each.weights, other.attention.weights)
    rows = len(free.target_tokens)
    assert free.alternatives.shape == (rows, 5)
    assert len(free.log_probabilities) == len(free.entropy) == rows
    forced = session.run(Translate(text, path, target="a dog ran"))
    assert forced.text == "a dog ran"
    held = session.run(Translate(text, path, prefix=(int(free.alternatives[0, 1]),)))
    assert held.target_tokens[0].id == free.alternatives[0, 1]
    off = session.run(Translate(text, path, target="a dog ran", heads_off=((CROSS, 0, 0),)))
    assert not np.array_equal(off.log_probabilities, forced.log_probabilities)
    with pytest.raises(Refused):
        session.run(AblateHeads(text, path, (1, 2)))
