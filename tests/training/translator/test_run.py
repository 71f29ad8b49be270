"""A training run: the same seed gives the same weights, also when it was stopped in the middle and resumed."""

from __future__ import annotations

import gzip
import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import torch
from safetensors import safe_open

from attnviz.cli import main
from attnviz.engine import checkpoints
from attnviz.training.translator.pairs import DataError
from attnviz.training.translator.recipes import EN_FR, RECIPES, Distilled, TranslatorRecipe
from attnviz.training.translator.run import TranslatorRun, learning_rate, scaled

if TYPE_CHECKING:
    from collections.abc import Callable

    from attnviz.training.run import Progress

TINY = replace(
    RECIPES["rnn-en-fr"],
    vocabularies=(300, 300),
    d_embedding=16,
    d_encoder=12,
    d_hidden=24,
    d_attention=8,
    batch_tokens=200,
    epochs=3,
    warmup=5,
    learning_rate=1e-2,
    averaged=0,
    joined=0.0,
    varied=0.0,
    copied=False,
    starts_from=None,
    fixed=(),
)


@pytest.fixture(autouse=True)
def one_thread() -> None:
    torch.set_num_threads(1)


def never(progress: Progress) -> bool:
    return True


def stop_at(step: int) -> Callable[[Progress], bool]:
    return lambda progress: progress.step < step


def weights(run: TranslatorRun) -> dict[str, torch.Tensor]:
    return {name: tensor.clone() for name, tensor in run.model.state_dict().items()}


def same(a: dict[str, torch.Tensor], b: dict[str, torch.Tensor]) -> bool:
    return a.keys() == b.keys() and all(torch.equal(a[name], b[name]) for name in a)


def test_a_stopped_and_resumed_run_ends_with_the_same_weights(data: Path, tmp_path: Path) -> None:
    whole = TranslatorRun(TINY, data, tmp_path / "whole", seed=7)
    assert whole.train(never)
    steps = whole.step
    assert steps > 12
    for stop in (5, steps // 3, steps // 3 + 1):  # within an epoch, at its end, and at the next one's beginning
        out = tmp_path / f"stopped-{stop}"
        stopped = TranslatorRun(TINY, data, out, seed=7)
        assert not stopped.train(stop_at(stop))
        assert stopped.step == stop
        resumed = TranslatorRun(TINY, data, out, seed=7)
        torch.manual_seed(99)  # what happened in between must not matter
        resumed.resume()
        assert resumed.train(never)
        assert same(weights(resumed), weights(whole))
        assert [entry["bleu"] for entry in resumed.history] == [entry["bleu"] for entry in whole.history]


def test_a_shared_vocabulary_is_one_embedding_in_the_run_and_in_its_file(data: Path, tmp_path: Path) -> None:
    sizes = {"d_model": 16, "heads": 2, "layers": 1, "d_feedforward": 16, "vocabularies": (300, 0), "batch_tokens": 200}
    plain = {"guided": False, "starts_from": None, "dictionary": "", "features_of": "", "epochs": 1}
    recipe = replace(RECIPES["transformer-en-fr"], shared=True, sampled=0.3, **plain, **sizes)
    run = TranslatorRun(recipe, data, tmp_path / "out", seed=7)
    assert run.train(never)
    run.finish(data)
    loaded = checkpoints.load(tmp_path / "out" / "transformer-en-fr.safetensors")
    assert loaded.network.source_embedding is loaded.network.target_embedding
    ids = [loaded.tokenizers[side].ids("the cat chat") for side in ("source", "target")]
    assert ids[0] == ids[1]


def test_the_seed_decides_the_run(data: Path, tmp_path: Path) -> None:
    short = scaled(TINY, epochs=1)
    ends = []
    for i, seed in enumerate((1, 1, 2)):
        run = TranslatorRun(short, data, tmp_path / str(i), seed=seed)
        run.train(never)
        ends.append(weights(run))
    assert same(ends[0], ends[1])
    assert not same(ends[0], ends[2])


def test_it_learns_and_says_so(data: Path, tmp_path: Path) -> None:
    run = TranslatorRun(scaled(TINY, epochs=12), data, tmp_path / "out", seed=1)
    told: list[Progress] = []
    run.train(lambda progress: not told.append(progress))
    assert told[-1].loss < 0.6 * told[0].loss
    assert [entry["epoch"] for entry in run.history] == list(range(1, 13))
    assert "bleu" not in told[0].figures
    assert told[-1].figures["bleu"] == run.history[-2]["bleu"]
    assert all(a.seconds_left >= 0 and a.step < b.step for a, b in pairwise(told))


def test_the_finished_model_is_written_with_its_card_and_loads(data: Path, tmp_path: Path) -> None:
    run = TranslatorRun(scaled(TINY, epochs=1), data, tmp_path / "out", seed=3)
    run.train(never)
    card = run.finish(data)
    loaded = checkpoints.load(tmp_path / "out" / "rnn-en-fr.safetensors")
    assert loaded.about.languages == ("en", "fr")
    assert loaded.about.parameters == sum(p.numel() for p in run.model.parameters())
    assert loaded.about.card == json.loads(json.dumps(card))
    assert card["data"]["licence"]
    assert any("dev" in name for name in card["metrics"])
    for name, tensor in run.model.state_dict().items():
        torch.testing.assert_close(loaded.network.state_dict()[name], tensor.half().float())


def test_another_seed_cannot_take_over_a_checkpoint(data: Path, tmp_path: Path) -> None:
    run = TranslatorRun(TINY, data, tmp_path / "out", seed=1)
    run.train(stop_at(2))
    with pytest.raises(ValueError, match="seed 1"):
        TranslatorRun(TINY, data, tmp_path / "out", seed=2).resume()


def test_the_learning_rate_rises_then_falls() -> None:
    recipe: TranslatorRecipe = TINY
    rates = [learning_rate(recipe, step, 100) for step in range(101)]
    peak = rates.index(max(rates))
    assert max(rates) == pytest.approx(recipe.learning_rate)
    assert abs(peak - recipe.warmup) <= 1
    assert rates[: peak + 1] == sorted(rates[: peak + 1])
    assert rates[peak:] == sorted(rates[peak:], reverse=True)
    assert 0 < rates[-1] < 0.05 * recipe.learning_rate


def test_a_recipe_that_begins_with_another_model_says_when_that_is_missing(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ATTNVIZ_MODELS", str(tmp_path))
    recipe = replace(TINY, starts_from="no-such-model")
    with pytest.raises(DataError, match="no-such-model"):
        TranslatorRun(recipe, data, tmp_path / "out")


def test_distilled_text_and_a_dictionary_are_learned_and_told(data: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    rows = "-0.5\tWe are here.\tNous sommes ici.\n-0.9\tWho is it?\tQui est-ce ?\n"
    (tmp_path / "out" / "distilled-0.tsv.gz").write_bytes(gzip.compress(rows.encode()))
    (tmp_path / "out" / "reworded.txt.gz").write_bytes(gzip.compress(b"We are here.\nWho is it?"))
    text = Distilled(("tatoeba.en-de.train.tsv.gz",), lines=2, by=("transformer-en-fr",), kept=1.0)
    corpus = replace(EN_FR, distilled=text)
    recipe = replace(TINY, corpus=corpus, dictionary="wiktionary.en-fr.tsv.gz", varied=0.5)
    run, plain = TranslatorRun(recipe, data, tmp_path / "out"), TranslatorRun(TINY, data, tmp_path / "plain")
    assert len(run.batches.pairs) == len(plain.batches.pairs) + 2
    learned = {run.source.decode(pair.source) for batch in run.epoch_batches(0, 0) for pair in batch}
    assert any(text.endswith("said red.") for text in learned)  # its vocabulary has no quotation mark
    told = run.finish(data)["data"]
    assert list(told["distilled"]["by"]) == ["transformer-en-fr"]
    assert told["dictionary"] == "wiktionary.en-fr.tsv.gz"


# the command


def train(*arguments: str) -> int:
    return main(["train", *arguments])


def call(data: Path, out: Path, *more: str) -> list[str]:
    return ["rnn-en-fr", "--data", str(data), "--out", str(out), "--device", "cpu", "--epochs", "1", *more]


def test_the_command_trains_and_then_refuses_to_write_over_it(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    assert train(*call(data, out)) == 0
    said = capsys.readouterr()
    assert "left" in said.err
    assert "bleu" in said.out
    assert (out / "rnn-en-fr.safetensors").is_file()
    before = (out / "checkpoint.pt").read_bytes()
    assert train(*call(data, out)) == 1
    assert "--resume" in capsys.readouterr().err
    assert (out / "checkpoint.pt").read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["no-such-recipe", "--data", ".", "--out", "x"], 2, "rnn-en-fr"),
        (["rnn-en-fr", "--data", "nowhere", "--out", "x"], 1, "tatoeba.en-fr.train.tsv.gz"),
        (["rnn-en-fr", "--data", "nowhere", "--out", "x", "--resume"], 1, "no checkpoint"),
        (["rnn-en-fr", "--out", "x"], 2, "--data"),
        (["rnn-en-fr", "--data", ".", "--out", "x", "--epochs", "0"], 2, "epochs"),
    ],
)
def test_a_wrong_call_is_told_in_one_sentence(
    arguments: list[str],
    status: int,
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    assert train(*arguments) == status
    error = capsys.readouterr().err
    assert said in error
    assert error.count("\n") == 1


@pytest.mark.skipif(sys.platform == "win32", reason="no signal to send to one process")
def test_ctrl_c_saves_and_says_how_to_go_on(data: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    command = [sys.executable, "-m", "attnviz", "train", *call(data, out, "--seed", "5")]
    command[command.index("--epochs") + 1] = "500"
    root = Path(__file__).parents[3]
    environment = os.environ | {"PYTHONPATH": str(root), "OMP_NUM_THREADS": "1"}
    with subprocess.Popen(
        command, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
    ) as process:
        assert process.stderr is not None
        begun = process.stderr.readline()
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=120)
    assert "step" in begun
    assert process.returncode == 1
    assert "--resume" in said
    assert "Traceback" not in said
    state = torch.load(out / "checkpoint.pt", weights_only=True)
    assert state["step"] >= 1
    assert time.time() - (out / "checkpoint.pt").stat().st_mtime < 120


@pytest.mark.parametrize("field", ["keeps", "fixed"])
def test_what_a_run_keeps_stays_and_lies_in_the_file_it_began_with(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, field: str
) -> None:
    first = TranslatorRun(scaled(TINY, epochs=1), data, tmp_path / "first")
    first.train(never)
    first.finish(data)
    monkeypatch.setattr("attnviz.training.finished_models.model_folders", lambda: [tmp_path / "first"])
    recipe = replace(TINY, id="child", scoring="dot", epochs=1, starts_from=TINY.id)
    recipe = replace(recipe, **{field: ("source_embedding", "target_embedding")})  # type: ignore[arg-type]
    run = TranslatorRun(recipe, data, tmp_path / "second")
    run.train(never)
    card = run.finish(data)
    assert card[field] == list(getattr(recipe, field))
    with safe_open(tmp_path / "second" / "child.safetensors", "pt") as file:
        assert ("source_embedding.weight" in file.keys()) is (field == "fixed")  # noqa: SIM118
    child = checkpoints.load(tmp_path / "second" / "child.safetensors").network.state_dict()
    parent = checkpoints.load(tmp_path / "first" / f"{TINY.id}.safetensors").network.state_dict()
    for name in ("source_embedding.weight", "target_embedding.weight"):
        assert torch.equal(child[name], parent[name])
    assert not torch.equal(child["fuse.bias"], parent["fuse.bias"])
