"""A speller's training run on made recordings: same seed, same weights, also when stopped and resumed; its file and card."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

import numpy as np
import pytest
import torch

from attnviz.commands import train as train_command
from attnviz.engine import checkpoints
from attnviz.engine.listen.features import padded
from attnviz.models import log_mel
from attnviz.models.log_mel import RATE
from attnviz.training.speller import batches, evaluation, losses, strings
from attnviz.training.speller.recipes import SPELLER_RECIPES
from attnviz.training.speller.recordings import read_recordings
from attnviz.training.speller.run import SpellerRun
from attnviz.training.translator.pairs import DataError
from tests.handmade.sounds import hum, write

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from attnviz.training.run import Progress

SIZES = {
    "d_encoder": 8,
    "d_hidden": 12,
    "epochs": 2,
    "epoch_seconds": 24,
    "batch_seconds": 8,
    "warmup": 2,
    "averaged": 2,
}
TINY = replace(SPELLER_RECIPES["speech-words"], **SIZES, voices=0.0, bits=0)
PITCHES = {"one": 120.0, "two": 180.0, "中国": 260.0}


@pytest.fixture(autouse=True)
def one_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    torch.set_num_threads(1)
    monkeypatch.setattr("attnviz.training.speller.evaluation.STRINGS_MEASURED", 6)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Three voices that say three words, each a hum of its own pitch, one file a voice."""
    folder = tmp_path / "data" / "speech"
    folder.mkdir(parents=True)
    for split, voices in (("train", ("a", "b")), ("dev", ("c",))):
        rows = []
        for number, voice in enumerate(voices):
            pieces, at = [], 0.0
            for text, pitch in PITCHES.items():
                for take in range(2):
                    seconds = 0.4 + 0.1 * take
                    pieces += [hum(seconds, pitch * (1 + 0.1 * number)), np.zeros(RATE // 5, np.float32)]
                    rows.append(
                        {"file": f"{voice}.flac", "start": at, "end": at + seconds, "text": text, "speaker": voice}
                    )
                    at += seconds + 0.2
            write(folder / f"{voice}.flac", np.concatenate(pieces))
        (folder / f"words.{split}.jsonl").write_text("\n".join(map(json.dumps, rows)) + "\n", "utf-8")
    return tmp_path / "data"


def weights(run: SpellerRun) -> torch.Tensor:
    return torch.cat([p.detach().flatten() for p in run.model.parameters()])


def trained(data: Path, out: Path, until: Callable[[Progress], bool] = lambda progress: True) -> SpellerRun:
    run = SpellerRun(TINY, data, out)
    run.train(until)
    return run


def test_a_run_that_is_stopped_and_resumed_ends_as_one_that_was_not(data: Path, tmp_path: Path) -> None:
    whole = trained(data, tmp_path / "whole")
    stopped = trained(data, tmp_path / "stopped", lambda progress: progress.step < 4)
    assert stopped.step == 4
    resumed = SpellerRun(TINY, data, tmp_path / "stopped")
    resumed.resume()
    resumed.train(lambda progress: True)
    assert resumed.step == whole.step
    torch.testing.assert_close(weights(resumed), weights(whole))


def test_the_file_and_its_card_say_what_was_learned(data: Path, tmp_path: Path) -> None:
    run = trained(data, tmp_path / "out")
    card = run.finish(data)
    loaded = checkpoints.load(tmp_path / "out" / "speech-words.safetensors")
    assert set(loaded.network.config.alphabet) == set(" enotw中国")
    assert card["speakers"]["learned_from"] == 2
    assert card["measured_on"] == ["c"]
    assert {"single_cer", "strings_wer", "strings_ctc_cer", "boundaries_close", "monotonic", "single_cer_c"} <= set(
        card["metrics"]
    )
    assert json.loads((tmp_path / "out" / "speech-words.json").read_text("utf-8")) == json.loads(json.dumps(card))


def test_the_recipe_is_offered_and_missing_data_are_told(tmp_path: Path) -> None:
    assert train_command.KINDS["speech-words"] == (SpellerRun, SPELLER_RECIPES["speech-words"])
    with pytest.raises(DataError, match=r"words\.train\.jsonl"):
        SpellerRun(TINY, tmp_path, tmp_path / "out")


def test_what_was_decoded_is_kept(data: Path, tmp_path: Path) -> None:
    kept = tmp_path / "kept.npz"
    first = read_recordings(data / "speech", "train", kept)
    for path in (data / "speech").glob("*.flac"):
        path.unlink()
    again = read_recordings(data / "speech", "train", kept)
    assert all(np.array_equal(a.samples, b.samples) for a, b in zip(first, again, strict=True))


def test_words_stand_where_the_string_says(data: Path) -> None:
    recordings = read_recordings(data / "speech", "train")
    draw = np.random.default_rng(1)
    joined = strings.join(recordings[:3], draw, gaps=(0.1, 0.2))
    for recording, (start, end) in zip(recordings, joined.spans, strict=False):
        cut = joined.samples[round(start * RATE) : round(end * RATE)]
        assert np.allclose(cut, recording.samples / 32768, atol=1e-4)
    fast = strings.faster(joined, 1.25)
    assert len(fast.samples) == pytest.approx(len(joined.samples) / 1.25, abs=2)
    assert fast.spans[1][0] == pytest.approx(joined.spans[1][0] / 1.25)


def test_what_is_left_of_a_word_is_heard_but_is_no_word(data: Path) -> None:
    recordings = read_recordings(data / "speech", "train")[:3]
    draw = np.random.default_rng(1)
    cut = [strings.badly_cut(recordings, recordings, draw) for _ in range(100)]
    for said in cut:
        assert [one.text for one in said if one.text] == [one.text for one in recordings]
        joined = strings.join(said, draw)
        assert len(joined.words) == len(joined.spans) == len(recordings)
        assert len(joined.samples) / RATE > sum(one.seconds for one in said)
    seconds = [sum(one.seconds for one in said if one.text) for said in cut]
    assert min(seconds) < max(seconds), "some words lack their end"
    assert any(len(said) > len(recordings) for said in cut)


def test_words_stretched_in_time_keep_their_places_and_their_pitch(data: Path) -> None:
    recordings = read_recordings(data / "speech", "train")
    draw = np.random.default_rng(4)
    joined = strings.join(recordings[:4:2], draw, gaps=(0.2, 0.3))
    power = log_mel.powers(padded([joined.samples]))
    warped, (told,) = batches.stretched(power, [joined], draw)
    assert warped.shape[-1] * log_mel.HOP == len(told.samples)
    for (begin, end), (first, last) in zip(joined.spans, told.spans, strict=True):
        assert 0.55 < (last - first) / (end - begin) < 1.75
        before, after = (
            x[0, :, round((a + b) / 2 * RATE / log_mel.HOP)].argmax()
            for x, a, b in ((power, begin, end), (warped, first, last))
        )
        assert before == after, "the loudest frequency in the middle of a word"


def test_an_epoch_has_every_kind_of_string_and_no_batch_is_long(data: Path) -> None:
    run = SpellerRun(replace(TINY, epoch_seconds=600, batch_seconds=20), data, data.parent / "out")
    planned = run._plan(5)
    counts = {sum(bool(recording.text) for recording in string) for batch in planned for string in batch}
    assert counts == {0, 1, 2, 3, 4, 5}
    for batch in planned:
        longest = max(sum(recording.seconds for recording in string) for string in batch)
        assert len(batch) == 1 or len(batch) * longest < 20
        assert all(len({recording.speaker for recording in string}) <= 1 for string in batch)


def test_guidance_is_least_where_letters_listen_in_their_word() -> None:
    words, spans = [("ab", "c")], [((0.2, 0.6), (0.8, 1.0))]
    known = losses.places(spans, words, t=5, s=30, frame=0.04)
    right = np.zeros((1, 5, 30), np.float32)
    for row, (first, last) in enumerate(((5, 10), (10, 15), (15, 20), (20, 25), (25, 30))):
        right[0, row, first:last] = 1 / (last - first)
    even = np.full_like(right, 1 / 30)
    swapped = right[:, [3, 1, 2, 0, 4]]
    values = [float(losses.guidance(torch.from_numpy(w), known)) for w in (right, even, swapped)]
    assert values[0] < values[1] < values[2]


def test_error_rates_are_those_of_levenshtein() -> None:
    assert evaluation.edits("kitten", "sitting") == 3
    assert evaluation.error_rates(["open clse"], ["open close"]) == (10.0, 50.0)


def test_boundaries_and_order_are_read_from_attention() -> None:
    sound = strings.Joined(np.zeros(RATE, np.float32), ("ab", "c"), ((0.2, 0.6), (0.8, 1.0)))
    weights = np.zeros((4, 25))
    for row, (first, last) in enumerate(((5, 10), (10, 15), (15, 20), (20, 25))):
        weights[row, first:last] = 1 / (last - first)
    assert evaluation.boundaries(weights, "ab c", sound) == (4, 4)
    assert evaluation.boundaries(weights, "ab d", sound) == (0, 0)
    assert evaluation.is_monotonic(weights)
    assert not evaluation.is_monotonic(weights[::-1])


def test_a_room_noise_and_tones_keep_the_length_and_are_finite(data: Path) -> None:
    draw = np.random.default_rng(3)
    sound = hum(0.7)
    for changed in (strings.in_a_room(sound, draw), strings.with_noise(sound, draw), strings.tones(len(sound), draw)):
        assert changed.shape == sound.shape
        assert np.isfinite(changed).all()
        assert not np.array_equal(changed, sound)


def test_ids_of_a_batch_are_the_letters_of_its_words(data: Path) -> None:
    run = SpellerRun(TINY, data, data.parent / "out")
    made = next(iter(run.epoch_batches(1, 0)))
    for outputs, string in zip(made.outputs.tolist(), run._plan(1)[0], strict=True):
        text = "".join(run.alphabet[id - 3] for id in outputs if id >= 3)
        assert text == " ".join(recording.text for recording in string if recording.text)
        assert next(key for key, _ in groupby(outputs) if key in (0, 2)) == 2
    assert made.log_mel.shape[-1] == 4 * made.mask.shape[1]
