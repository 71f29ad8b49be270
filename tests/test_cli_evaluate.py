"""``attnviz evaluate`` on made data, ``attnviz train-toy``, and ``attnviz shot`` with the real window."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from attnviz.cli import main

ROOT = Path(__file__).parents[1]
PAIRS = ["I'm hungry.\tJ'ai faim.", "I'm hungry.\tJ'ai la dalle.", "Where is Tom?\tOù est Tom ?", "Yes.\tOui."]
GOLD = {"src": ["The", "cat"], "tgt": ["Le", "chat"], "sure": [[1, 1]], "possible": [[0, 0], [1, 1]]}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    (tmp_path / "text").mkdir()
    for split in ("dev", "test"):
        with gzip.open(tmp_path / "text" / f"tatoeba.en-fr.{split}.tsv.gz", "wt", encoding="utf-8") as file:
            file.write("\n".join(PAIRS) + "\n")
    with gzip.open(tmp_path / "text" / "gold.en-fr.dev.jsonl.gz", "wt", encoding="utf-8") as file:
        file.write(json.dumps(GOLD) + "\n")
    return tmp_path


def test_bleu_and_aer_are_measured(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evaluate", "rnn-en-fr", "--data", str(data), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["id"], told["split"], told["sentences"]) == ("rnn-en-fr", "dev", 3)
    assert 0 <= told["bleu"] <= 100
    assert told["aer"] == {"gold.en-fr.dev": pytest.approx(0)}
    assert main(["evaluate", "rnn-en-fr", "--data", str(data), "--split", "test"]) == 0
    said = capsys.readouterr().out
    assert f"BLEU {told['bleu']:.2f}" in said
    assert "AER" not in said


def test_a_tiny_model_is_trained_and_told_by_second(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["train-toy", "--task", "copy", "--seconds", "1", "--json"]) == 0
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert told
    assert told[-1]["step"] > 0
    assert all(0 <= each["accuracy"] <= 1 for each in told)
    assert [each["seconds"] for each in told] == sorted(each["seconds"] for each in told)


def shot(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "attnviz", "shot", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_the_real_window_is_rendered(tmp_path: Path) -> None:
    images = {}
    for theme, text in (("light", "The cat is on the mat."), ("dark", "The cat is on the mat."), ("light", "Yes.")):
        out = tmp_path / f"{theme}-{len(text)}.png"
        done = shot("translate", "--text", text, "--out", str(out), "--theme", theme, "--size", "1000x700")
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
        images[out.stem] = QImage(str(out))
        assert (images[out.stem].width(), images[out.stem].height()) == (1000, 700)
    light, dark, other = images["light-22"], images["dark-22"], images["light-4"]
    assert light.pixelColor(3, 400).lightness() > 150 > 100 > dark.pixelColor(3, 400).lightness()
    assert light != other
    assert len({light.pixel(x, y) for x in range(300, 800, 7) for y in range(250, 600, 7)}) > 20


def test_a_picture_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    done = shot("translate", "--text", "Yes.", "--out", str(tmp_path / "no" / "folder.png"))
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "folder.png" in done.stderr


def test_a_captioner_is_measured_by_what_it_tells_and_where_it_looks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import io
    import tarfile

    import numpy as np
    from PIL import Image

    from tests.tiny.captioner import make_captioners

    monkeypatch.setenv("ATTNVIZ_MODELS", str(make_captioners(tmp_path)))
    monkeypatch.setattr("attnviz.training.captioner.features.GRID", 4)  # the small network sees less
    monkeypatch.setattr("attnviz.training.captioner.features.SIZE", 112 * 16 + 1280 * 4)
    file = io.BytesIO()
    Image.fromarray(np.full((160, 160, 3), 90, np.uint8)).save(file, "JPEG")
    info = tarfile.TarInfo("a.jpg")
    info.size = file.tell()
    file.seek(0)
    with tarfile.open(tmp_path / "flickr8k-160.tar", "w") as tar:
        tar.addfile(info, file)
    phrase = {"words": [0, 2], "type": "animals", "boxes": [[0.1, 0.1, 0.5, 0.5]]}
    english = [{"text": "a dog runs on the grass .", "phrases": [phrase]}]
    with gzip.open(tmp_path / "flickr8k.dev.jsonl.gz", "wt", encoding="utf-8") as out:
        out.write(json.dumps({"image": "a.jpg", "split": "dev", "en": english, "zh": []}) + "\n")
    assert main(["evaluate", "caption-en", "--data", str(tmp_path), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["photos"] == told["boxed_words"] == 1
    assert told["pointing_of_the_centre"] == 0
    assert {"bleu_1", "bleu_2", "bleu_3", "bleu_4", "pointing", "energy"} <= set(told)
    assert told["unsure_word_below"] == 0  # one photo tells nothing
    assert main(["evaluate", "caption-en"]) == 2
