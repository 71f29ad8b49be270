"""A VAE's training run: same seed, same weights, also when stopped and resumed; its file, card, samples and figures."""

from __future__ import annotations

import gzip
import json
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pytest
import torch

from attnviz.cli import main
from attnviz.commands import train as train_command
from attnviz.engine import checkpoints
from attnviz.engine.latent import samples as latent_samples
from attnviz.models.vae import kl
from attnviz.training.translator.pairs import DataError
from attnviz.training.vae.evaluation import encode_held_out, evaluate, pca_squared_error
from attnviz.training.vae.objectives import share
from attnviz.training.vae.recipes import VAE_RECIPES, VaeRecipe
from attnviz.training.vae.run import VaeRun, learning_rate
from tests.tiny.faces import write_face_parts

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from attnviz.training.run import Progress

SMALL = {"width": 4, "hidden": 16}


def tiny(id: str, **more: object) -> VaeRecipe:
    recipe = VAE_RECIPES[id]
    return replace(
        recipe, network=replace(recipe.network, **SMALL), batch=16, epochs=2, epoch_steps=4, warmup=2, warm=3, **more
    )


@pytest.fixture(autouse=True)
def one_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    torch.set_num_threads(1)
    monkeypatch.setattr("attnviz.training.vae.run.HELD_OUT_SHOWN", 50)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The four files of Fashion-MNIST, with few pictures: bright squares of ten sizes; and parts of faces."""
    folder = tmp_path / "fashion-mnist"
    folder.mkdir()
    for name, count in (("train", 64), ("t10k", 40)):
        labels = np.arange(count, dtype=np.uint8) % 10
        pictures = np.zeros((count, 28, 28), np.uint8)
        for picture, label in zip(pictures, labels, strict=True):
            picture[8 - label // 2 : 20 + label // 2, 8 - label // 3 : 20 + label // 3] = 150 + 10 * label
        for kind, array in (("images-idx3", pictures), ("labels-idx1", labels)):
            sizes = b"".join(size.to_bytes(4, "big") for size in array.shape)
            content = bytes([0, 0, 8, array.ndim]) + sizes + array.tobytes()
            (folder / f"{name}-{kind}-ubyte.gz").write_bytes(gzip.compress(content))
    write_face_parts(tmp_path)
    return tmp_path


def never(progress: Progress) -> bool:
    return True


def stop_at(step: int) -> Callable[[Progress], bool]:
    return lambda progress: progress.step < step


def same(a: VaeRun, b: VaeRun) -> bool:
    mine, yours = a.model.state_dict(), b.model.state_dict()
    return all(torch.equal(mine[name], yours[name]) for name in mine)


@pytest.mark.parametrize("id", ["vae-fashion", "vae-sprites", "vae-sprites-tc", "vae-faces"])
def test_a_stopped_and_resumed_run_ends_with_the_same_weights(id: str, data: Path, tmp_path: Path) -> None:
    recipe = tiny(id)
    whole = VaeRun(recipe, data, tmp_path / "whole", seed=7)
    assert whole.train(never)
    assert whole.step == 8
    for stop in (2, 4, 5):  # within an epoch, at its end, and at the next one's beginning
        out = tmp_path / f"stopped-{stop}"
        stopped = VaeRun(recipe, data, out, seed=7)
        assert not stopped.train(stop_at(stop))
        resumed = VaeRun(recipe, data, out, seed=7)
        torch.manual_seed(99)  # what happened in between must not matter
        resumed.resume()
        assert resumed.train(never)
        assert same(resumed, whole)
        assert resumed.history[-1]["elbo"] == whole.history[-1]["elbo"]


def test_the_seed_decides_the_run_and_keeps_its_checkpoint(data: Path, tmp_path: Path) -> None:
    recipe = tiny("vae-fashion")
    runs = []
    for i, seed in enumerate((1, 1, 2)):
        run = VaeRun(recipe, data, tmp_path / str(i), seed=seed)
        run.train(stop_at(3))
        runs.append(run)
    one, again, other = runs
    assert same(one, again)
    assert not same(one, other)
    with pytest.raises(ValueError, match="seed 1"):
        VaeRun(recipe, data, tmp_path / "0", seed=2).resume()


def test_it_learns_and_says_so(data: Path, tmp_path: Path) -> None:
    recipe = replace(tiny("vae-fashion"), epochs=30, learning_rate=1e-2)
    run = VaeRun(recipe, data, tmp_path / "out", seed=1)
    told: list[Progress] = []
    run.train(lambda progress: not told.append(progress))
    assert told[0].figure == ""
    assert "elbo" in told[-1].figure
    assert run.history[-1]["squared_error"] < 0.5 * run.history[0]["squared_error"]
    assert all(a.seconds_left >= 0 and a.step < b.step for a, b in pairwise(told))


def test_the_finished_model_is_written_with_card_and_samples(data: Path, tmp_path: Path) -> None:
    run = VaeRun(tiny("vae-fashion"), data, tmp_path / "out", seed=3)
    run.train(never)
    card = run.finish(data)
    path = tmp_path / "out" / "vae-fashion.safetensors"
    loaded = checkpoints.load(path)
    assert loaded.about.kind == "vae"
    assert loaded.about.card == json.loads(json.dumps(card))
    assert loaded.about.parameters == sum(p.numel() for p in run.model.parameters())
    for name, tensor in run.model.state_dict().items():
        torch.testing.assert_close(loaded.network.state_dict()[name], tensor.half().float())
    samples = latent_samples.read([tmp_path / "out"], "vae-fashion", loaded.network.config)
    assert samples.label_names == ("class",)
    assert samples.labels[:12, 0].tolist() == [*range(10), 0, 1]
    assert samples.mu.shape == (40, 10)
    encoded = encode_held_out(loaded.network, run.source, count=40, seed=5)
    np.testing.assert_allclose(samples.mu, encoded.mu.numpy(), atol=1e-2)
    metrics = card["metrics"]
    assert metrics["elbo"] == pytest.approx(-metrics["reconstruction_nats"] - metrics["kl"], abs=1e-3)
    assert metrics["error_to_pca"] > 0


def test_the_codes_of_drawn_samples_are_those_of_their_pictures(data: Path, tmp_path: Path) -> None:
    run = VaeRun(tiny("vae-sprites"), data, tmp_path / "out", seed=3)
    samples = run.samples(run.model, codes=60, pictures=20)
    assert (len(samples.mu), len(samples.pictures)) == (60, 20)
    x = torch.from_numpy(samples.pictures.copy()).permute(0, 3, 1, 2).float() / 255
    np.testing.assert_allclose(samples.mu[:20], run.model.encode(x).mu.detach().numpy(), atol=1e-3)


def test_every_figure_comes_with_its_spread_seeds_and_samples(data: Path, tmp_path: Path) -> None:
    run = VaeRun(tiny("vae-sprites"), data, tmp_path / "out")
    figures = evaluate(run.model, run.source, samples=600)
    assert figures["seeds"] == [1, 2, 3]
    assert figures["samples"] == 600
    for name in ("mig", "mig_second", "mig_of_means", "factor_score", "factor_score_second", "elbo", "squared_error"):
        assert f"{name}_spread" in figures
    assert abs(figures["mig"] - figures["mig_second"]) < 0.02


def test_measuring_does_not_change_what_comes_next(data: Path, tmp_path: Path) -> None:
    run = VaeRun(tiny("vae-sprites"), data, tmp_path / "out")
    torch.manual_seed(4)
    run.measure(20)
    after = torch.rand(3)
    torch.manual_seed(4)
    assert torch.equal(torch.rand(3), after)
    assert run.model.training


def test_pca_is_that_of_numpy() -> None:
    pictures = torch.randint(0, 256, (60, 1, 6, 6), generator=torch.Generator().manual_seed(1)).byte()
    train, test = pictures[:40], pictures[40:]
    flat = train.flatten(1).numpy() / 255
    mean = flat.mean(0)
    _, _, directions = np.linalg.svd(flat - mean, full_matrices=False)
    basis = directions[:5]
    away = test.flatten(1).numpy() / 255 - mean
    rebuilt = np.clip(away @ basis.T @ basis + mean, 0, 1)
    expected = ((rebuilt - mean - away) ** 2).mean()
    assert pca_squared_error(train, test, 5) == pytest.approx(expected, rel=1e-4)


def test_missing_files_are_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="train-images-idx3"):
        VaeRun(VAE_RECIPES["vae-fashion"], tmp_path, tmp_path / "out")


def test_the_learning_rate_rises_then_falls() -> None:
    recipe = VAE_RECIPES["vae-sprites"]
    rates = [learning_rate(recipe, step, 2000) for step in range(2001)]
    assert max(rates) == pytest.approx(recipe.learning_rate)
    assert rates[0] < 0.05 * recipe.learning_rate
    assert rates[-1] < 0.02 * recipe.learning_rate


@pytest.mark.parametrize("recipe", VAE_RECIPES.values(), ids=list(VAE_RECIPES))
def test_every_recipe_fits_its_pictures_and_its_place(recipe: VaeRecipe, data: Path, tmp_path: Path) -> None:
    run = VaeRun(replace(recipe, batch=16), data, tmp_path / "out")
    assert sum(p.numel() for p in run.model.parameters()) * 2 < 8e6  # bytes in float16
    batch = next(iter(run.source.epoch(1, 0, 0)))
    assert batch.x.shape == (16, recipe.network.channels, recipe.network.side, recipe.network.side)
    assert (batch.changed is not None) == (recipe.objective == "pairs")
    assert batch.factors is not None or recipe.objective != "told"
    if batch.changed is not None:
        assert recipe.network.latents >= len(run.source.label_names)


def test_the_commands_train_and_evaluate(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    recipe = tiny("vae-fashion")
    monkeypatch.setitem(train_command.KINDS, "vae-fashion", (VaeRun, recipe))
    monkeypatch.setenv("ATTNVIZ_MODELS", str(out))
    assert main(["train", "vae-fashion", "--data", str(data), "--out", str(out), "--device", "cpu"]) == 0
    assert "error to pca" in capsys.readouterr().out
    assert main(["train", "vae-fashion", "--data", str(data), "--out", str(out)]) == 1
    assert "--resume" in capsys.readouterr().err
    assert main(["evaluate", "vae-fashion", "--data", str(data), "--json"]) == 0
    figures = json.loads(capsys.readouterr().out)
    assert figures["id"] == "vae-fashion"
    assert figures["samples"] == 40
    assert main(["evaluate", "vae-fashion"]) == 2
    assert "--data" in capsys.readouterr().err


def test_dimensions_without_a_factor_become_dearer(data: Path, tmp_path: Path) -> None:
    run = VaeRun(tiny("vae-sprites"), data, tmp_path / "out")
    assert run.recipe.network.latents > len(run.source.label_names)
    run.bfloat16 = False
    batch = next(iter(run.source.epoch(1, 0, 0)))
    losses = []
    for spare in (1.0, 8.0):
        torch.manual_seed(1)
        losses.append(float(run._loss(batch, 2.0, spare).detach()))
    assert batch.changed is not None
    mu, logvar, _ = run.model.encode(batch.x)
    spared = kl(*share(mu, logvar, run.homes[batch.changed])).mean(0)[~run.homes.any(0)].sum()
    assert losses[1] - losses[0] == pytest.approx(2.0 * 7.0 * float(spared.detach()), rel=1e-2)


def test_pictures_that_may_not_ship_are_painted_by_the_model(data: Path, tmp_path: Path) -> None:
    run = VaeRun(tiny("vae-faces"), data, tmp_path / "out")
    made = run.samples(run.model, codes=300, pictures=40)
    painted = run.model.picture(torch.from_numpy(made.mu[:40])).permute(0, 2, 3, 1)
    assert made.pictures.shape == (40, 96, 96, 3)
    assert np.abs(made.pictures / 255 - painted.detach().numpy()).max() < 0.01
    original = next(iter(run.source.held_out(300, 0)))[0][:40].permute(0, 2, 3, 1).numpy()
    assert np.abs(made.pictures / 255 - original).max() > 0.1
    unlike = (made.labels != np.array(run.recipe.first)).sum(1)
    assert unlike[0] == unlike[:250].min()  # the first handful; that one is shown first
