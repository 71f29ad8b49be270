"""Every kind of sound file is read, or refused in one sentence."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

import numpy as np
import pytest

from attnviz.engine.listen.messages import LONGEST, RATE
from attnviz.engine.listen.resample import resample
from attnviz.engine.listen.sounds import read_sound
from attnviz.engine.messages import Refused
from tests.handmade.sounds import hum, write

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("name", "rate", "how"),
    [
        ("plain.wav", RATE, {}),
        ("fine.wav", 96_000, {"subtype": "PCM_24"}),
        ("phone.wav", 8_000, {"subtype": "ULAW"}),
        ("odd.wav", 44_101, {}),
        ("free.flac", 44_100, {}),
        ("free.ogg", 22_050, {}),
        ("free.opus", 48_000, {"format": "OGG", "subtype": "OPUS"}),
        ("free.mp3", 44_100, {}),
    ],
)
def test_a_file_of_any_kind_gives_the_same_sound(name: str, rate: int, how: dict[str, str], tmp_path: Path) -> None:
    made = hum(1.0, rate=rate)
    read = read_sound(write(tmp_path / name, made, rate, **how))
    assert abs(len(read.samples) - RATE) < 0.1 * RATE
    wanted, heard = (np.abs(np.fft.rfft(x[: RATE // 2]))[:2000] for x in (hum(1.0), read.samples))
    assert np.corrcoef(wanted, heard)[0, 1] > 0.95
    assert read.samples.dtype == np.float32


def test_seven_channels_are_averaged(tmp_path: Path) -> None:
    channels = np.stack([hum(0.5) * share for share in (0, 0, 0, 1, 1, 1, 4)], 1).astype(np.float32)
    read = read_sound(write(tmp_path / "seven.wav", channels, subtype="FLOAT"))
    assert np.allclose(read.samples, hum(0.5), atol=1e-4)


def test_samples_that_are_no_numbers_are_silence_and_told(tmp_path: Path) -> None:
    samples = hum(0.5)
    samples[100:110], samples[200] = np.nan, np.inf
    read = read_sound(write(tmp_path / "odd.wav", samples, subtype="FLOAT"))
    assert np.isfinite(read.samples).all()
    assert [(note.code, note.parameters["samples"]) for note in read.notes] == [("not_finite", 11)]


def test_an_hour_is_cut_to_what_is_listened_to(tmp_path: Path) -> None:
    path = write(tmp_path / "hour.flac", np.zeros(3600 * 8000, np.int16), 8000)
    read = read_sound(path)
    assert read.seconds == LONGEST
    assert [(note.code, note.parameters) for note in read.notes] == [("sound_cut", {"shown": LONGEST, "given": 3600.0})]


def _nothing(path: Path) -> None:
    write(path, np.zeros(0, np.float32))


def _picture(path: Path) -> None:
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))


def _header_alone(path: Path) -> None:
    write(path, hum(0.5))
    path.write_bytes(path.read_bytes()[:30])


def _slow(path: Path) -> None:
    write(path, hum(0.5), 100)


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (_nothing, "sound_empty"),
        (_picture, "not_a_sound"),
        (_header_alone, "not_a_sound"),
        (_slow, "sound_rate"),
        (lambda path: path.write_bytes(b""), "not_a_sound"),
        (lambda path: path.mkdir(), "sound_unreadable"),
        (lambda path: None, "sound_missing"),
    ],
)
def test_what_cannot_be_heard_is_refused_in_one_sentence(make: object, code: str, tmp_path: Path) -> None:
    path = tmp_path / "it.wav"
    make(path)  # type: ignore[operator]
    with pytest.raises(Refused) as refused:
        read_sound(path)
    assert refused.value.code == code
    assert str(refused.value).count(".") <= 2
    assert "it.wav" in str(refused.value)


@pytest.mark.parametrize("name", ["cut.wav", "cut.flac", "cut.ogg", "cut.mp3"])
def test_of_a_truncated_file_what_is_there_is_heard_or_it_is_refused(name: str, tmp_path: Path) -> None:
    path = write(tmp_path / name, hum(3.0))
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    read = None
    with contextlib.suppress(Refused):
        read = read_sound(path)
    if read is not None:
        assert 0.5 < read.seconds <= 3.1
        assert np.isfinite(read.samples).all()


def test_resampling_keeps_tones_and_leaves_out_what_is_too_high() -> None:
    rate = 48_000
    time = np.arange(rate) / rate
    low, high = np.sin(2 * np.pi * 1000 * time), np.sin(2 * np.pi * 15_000 * time)
    heard = resample((low + high).astype(np.float32), rate, RATE)
    assert np.allclose(heard[100:-100], np.sin(2 * np.pi * 1000 * np.arange(RATE) / RATE)[100:-100], atol=1e-3)
