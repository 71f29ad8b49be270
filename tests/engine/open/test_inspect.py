"""``attnviz inspect``: JSON with these keys, weights under the names of their kinds, heads that can be switched off."""

from __future__ import annotations

import json
import wave
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PIL import Image

from attnviz.cli import main

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def test_json_tells_tokens_attention_and_the_answer(
    folder_of: Callable[[str], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["inspect", str(folder_of("bert")), "--text", "the cat sat on the [MASK].", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["kind"] == "encoder"
    assert told["tokens"] == {"source": ["[CLS]", "the", "cat", "sat", "on", "the", "[MASK]", ".", "[SEP]"]}
    assert told["attention"] == [{"kind": "encoder_self_attention", "layers": 2, "heads": 4, "queries": 9, "keys": 9}]
    assert told["place"] == 6
    assert len(told["answer"]) == 5
    assert 0 < sum(choice["probability"] for choice in told["answer"]) <= 1


def test_an_encoder_decoder_has_two_sides(folder_of: Callable[[str], Path], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["inspect", str(folder_of("bart")), "--text", "a cat sat", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert set(told["tokens"]) == {"source", "target"}
    lengths = {each["kind"]: (each["queries"], each["keys"]) for each in told["attention"]}
    source, target = len(told["tokens"]["source"]), len(told["tokens"]["target"])
    assert lengths == {
        "cross_attention": (target, source),
        "encoder_self_attention": (source, source),
        "decoder_self_attention": (target, target),
    }


@pytest.mark.parametrize("ending", ["npz", "safetensors"])
def test_the_file_has_the_weights_under_the_names_of_their_kinds(
    folder_of: Callable[[str], Path], tmp_path: Path, ending: str
) -> None:
    from safetensors.numpy import load_file

    out = tmp_path / f"weights.{ending}"
    assert main(["inspect", str(folder_of("llama")), "--text", "a cat sat", "--out", str(out)]) == 0
    held = dict(np.load(out)) if ending == "npz" else load_file(out)
    (weights,) = held.values()
    assert list(held) == ["decoder_self_attention"]
    assert weights.dtype == np.float32
    assert weights.shape == (2, 4, 5, 5)
    assert np.allclose(weights.sum(-1), 1, atol=1e-5)


def test_heads_count_from_one_and_change_the_answer(
    folder_of: Callable[[str], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    told = []
    for off in ([], ["--heads-off", "encoder_self_attention:1.1,encoder:2.4"]):
        assert main(["inspect", str(folder_of("bert")), "--text", "a [MASK] sat", "--json", *off]) == 0
        told.append(json.loads(capsys.readouterr().out)["answer"])
    assert told[0] != told[1]
    for wrong in ("encoder:0.1", "encoder:3.1", "encoder:1.5", "cross:1.1", "1", "encoder:1.x"):
        assert main(["inspect", str(folder_of("bert")), "--text", "a", "--heads-off", wrong]) == 2
        assert len(capsys.readouterr().err.splitlines()) == 1


def test_pictures_and_sounds_are_read(
    folder_of: Callable[[str], Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Image.fromarray(np.full((20, 30, 3), 90, np.uint8)).save(tmp_path / "grey.png")
    assert main(["inspect", str(folder_of("vit")), "--image", str(tmp_path / "grey.png"), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["tokens"]["source"][:2] == ["[CLS]", "1, 1"]
    assert {choice["text"] for choice in told["answer"]} == {"cat", "dog"}
    with wave.open(str(tmp_path / "noise.wav"), "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(np.random.default_rng(1).integers(-9000, 9000, 8000, dtype=np.int16).tobytes())
    assert main(["inspect", str(folder_of("wav2vec2")), "--audio", str(tmp_path / "noise.wav"), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["attention"][0]["queries"] == len(told["tokens"]["source"]) == 24
    assert main(["inspect", str(folder_of("vit")), "--text", "a cat"]) == 1
    assert "reads image, not text" in capsys.readouterr().err
