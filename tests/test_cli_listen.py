"""``attnviz listen``: what it prints and writes, and how it fails."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np
import pytest

from attnviz.cli import main
from attnviz.engine.listen.messages import Listen
from attnviz.engine.listen.sounds import read_sound
from attnviz.engine.session import Session
from tests.handmade.sounds import hum, write
from tests.tiny.speller import ID, make_speller

if TYPE_CHECKING:
    from pathlib import Path

Run = Callable[..., tuple[int, str, str]]
KEYS = ["sound", "seconds", "text", "tokens", "log_probabilities", "frames_per_second", "attention", "words"]


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_speller(tmp_path_factory.mktemp("models"))


@pytest.fixture
def run(models: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Exit status, standard output and standard error of ``attnviz listen`` in a folder of its own."""
    monkeypatch.setenv("ATTNVIZ_MODELS", str(models))
    monkeypatch.chdir(tmp_path)

    def call(*arguments: object) -> tuple[int, str, str]:
        status = main(["listen", *(str(argument) for argument in arguments)])
        said = capsys.readouterr()
        return status, said.out, said.err

    return call


def test_the_text_is_printed_and_json_holds_what_the_engine_answers(run: Run, models: Path, tmp_path: Path) -> None:
    path = write(tmp_path / "a.wav", hum(1.5))
    heard = Session([models]).run(Listen(read_sound(path).samples, ID, beams=4))
    assert run("a.wav") == (0, f"{heard.text}\n", "")
    status, out, _ = run("--json", "a.wav")
    told = json.loads(out)
    assert status == 0
    assert list(told) == KEYS
    assert told["text"] == heard.text
    assert told["seconds"] == 1.5
    assert told["frames_per_second"] == 25
    attention = np.array(told["attention"])
    assert attention.shape == (len(told["tokens"]), len(heard.frames))
    assert np.allclose(attention, heard.attention.weights[0, 0], atol=1e-6)
    assert list(told["words"][0]) == ["text", "start", "end"]


def test_a_transcript_is_aligned_and_a_textgrid_written(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "a.wav", hum(1.5))
    status, out, _ = run("--transcript", "open close", "--textgrid", "a.TextGrid", "a.wav")
    assert (status, out) == (0, "open close\n")
    text = (tmp_path / "a.TextGrid").read_text("utf-8")
    assert 'text = "open"' in text
    assert "xmax = 1.5\n" in text


def test_one_that_cannot_be_read_is_told_and_the_others_are_heard(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "a.wav", hum(0.5))
    (tmp_path / "b.wav").write_bytes(b"\x89PNG")
    status, out, err = run("b.wav", "a.wav", "none.wav")
    assert status == 1
    assert out.startswith("a.wav: ")
    assert [line.split(": ")[1] for line in err.splitlines()] == ["b.wav", "none.wav"]
    _, out, _ = run("--json", "b.wav")
    assert list(json.loads(out)) == ["sound", "error"]


def test_what_is_wrong_with_a_call_is_said_in_one_sentence(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "a.wav", hum(0.5))
    assert run("--textgrid", "x.TextGrid", "a.wav", "a.wav")[0] == 2
    assert "none.safetensors" in run("--model", "none", "a.wav")[2]
    status, _, err = run("--transcript", "123", "a.wav")
    assert (status, err.count("\n")) == (1, 1)
    assert run()[0] == 2


def test_notes_go_beside_the_answer(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "a.wav", np.zeros(16_000, np.float32))
    assert "a.wav: it is silent" in run("a.wav")[2]
