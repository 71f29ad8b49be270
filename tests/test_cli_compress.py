"""``attnviz compress`` with tiny models: what is written loads, is smaller, and its card says what was measured."""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING

import pytest

from attnviz.cli import main
from attnviz.engine import checkpoints
from tests.test_cli_evaluate import GOLD, PAIRS
from tests.tiny.translator import make_models

if TYPE_CHECKING:
    from pathlib import Path

ID = "rnn-en-fr"


@pytest.fixture
def models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "models"
    folder.mkdir()
    monkeypatch.setenv("ATTNVIZ_MODELS", str(folder))
    return make_models(folder)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    folder.mkdir()
    for split in ("dev", "train"):
        with gzip.open(folder / f"tatoeba.en-fr.{split}.tsv.gz", "wt", encoding="utf-8") as file:
            file.write("\n".join(PAIRS) + "\n")
    with gzip.open(folder / "gold.en-fr.dev.jsonl.gz", "wt", encoding="utf-8") as file:
        file.write(json.dumps(GOLD) + "\n")
    return folder


def test_bits_are_chosen_so_that_figures_stay(models: Path, data: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert main(["compress", ID, "--data", str(data), "--out", str(out)]) == 0
    written = checkpoints.load(out / f"{ID}.safetensors")
    told = written.about.card["compressed"]
    assert told["command"] == f"attnviz compress {ID} --bits auto --data DIR"
    assert told["bytes"]["after"] == written.about.bytes < told["bytes"]["before"]
    assert sum(told["weights"].values()) == written.about.parameters
    assert told["after"]["dev_bleu_greedy"] >= told["before"]["dev_bleu_greedy"] - 0.2
    assert "aer_gold.en-fr.dev" in told["after"]
    assert told["sample_moved"]["likely"] <= 0.01
    assert written.about.languages == ("en", "fr")


@pytest.mark.parametrize("bits", ["4", "6", "8"])
def test_bits_that_are_asked_for_are_taken(
    models: Path, tmp_path: Path, bits: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["compress", ID, "--bits", bits, "--out", str(tmp_path)]) == 0
    told = checkpoints.load(tmp_path / f"{ID}.safetensors").about.card["compressed"]
    assert set(told["weights"]) == {"16 bits", f"{bits} bits"}
    assert "after" not in told
    assert f"weights in {bits} bits" in capsys.readouterr().out


def test_a_model_that_shares_is_written_beside_the_one_it_shares_with(
    models: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    both = tmp_path / "both"
    both.mkdir()
    loaded = checkpoints.load(models / f"{ID}.safetensors")
    child = both / "rnn-en-fr-dot.safetensors"
    for name in (f"{ID}.safetensors", f"{ID}.json"):
        (both / name).write_bytes((models / name).read_bytes())
    loaded.network.bridge.bias.add_(0.25)
    checkpoints.save(
        child, loaded.network, "rnn", loaded.tokenizers, {"languages": ["en", "fr"]}, base=both / f"{ID}.safetensors"
    )
    monkeypatch.setenv("ATTNVIZ_MODELS", str(both))
    out = tmp_path / "out"
    assert main(["compress", ID, "--bits", "4", "--out", str(out)]) == 0
    assert main(["compress", "rnn-en-fr-dot", "--bits", "8", "--out", str(out)]) == 0
    base, of = (checkpoints.load(out / f"{id}.safetensors").network.state_dict() for id in (ID, "rnn-en-fr-dot"))
    assert base["source_embedding.weight"].equal(of["source_embedding.weight"])
    assert (of["bridge.bias"] - base["bridge.bias"]).mean() == pytest.approx(0.25, abs=1e-3)
    alone = tmp_path / "alone"
    assert main(["compress", "rnn-en-fr-dot", "--bits", "8", "--out", str(alone)]) == 0
    assert (alone / f"{ID}.safetensors").read_bytes() == (both / f"{ID}.safetensors").read_bytes()


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("compress", ID), "--bits auto needs --data"),
        (("compress", "nothing", "--bits", "4"), "nothing.safetensors are not in"),
        (("compress", "rnn-en-zh", "--data", "."), "tatoeba.en-zh.dev.tsv.gz is not in"),
    ],
)
def test_what_cannot_be_done_is_said(
    models: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: tuple[str, ...],
    says: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(arguments) in (1, 2)
    told = capsys.readouterr().err
    assert says in told
    assert "Traceback" not in told
    assert not list(tmp_path.glob("*.safetensors"))


def test_nothing_is_written_over(models: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / f"{ID}.json").write_text("{}")
    assert main(["compress", ID, "--bits", "8", "--out", str(tmp_path)]) == 1
    assert "exists already" in capsys.readouterr().err
    assert (tmp_path / f"{ID}.json").read_text() == "{}"
