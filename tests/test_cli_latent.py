"""``attnviz traverse``, ``encode``, ``decode`` and ``evaluate`` of VAEs: what they write, and how they fail."""

from __future__ import annotations

import functools
import json
import struct
import subprocess
import sys
import zlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from PySide6.QtCore import QByteArray, QRect
from PySide6.QtGui import QImage, QImageIOHandler, QImageWriter

from attnviz.cli import main
from attnviz.commands import codes, evaluate_vae
from attnviz.engine import checkpoints
from attnviz.engine.latent import samples as latent_samples
from attnviz.engine.latent.samples import Samples
from attnviz.engine.session import Session
from attnviz.models.vae import Vae, VaeConfig, kl
from attnviz.training.vae.recipes import VAE_RECIPES
from attnviz.ui.files import read_pictures
from tests.tiny.translator import make_models
from tests.tiny.vae import make_vaes

ROOT = Path(__file__).parents[1]
Run = Callable[..., tuple[int, str, str]]
CONFIG = VaeConfig(side=28, channels=1, latents=4, patch=2, stages=1, width=4, hidden=16)
COLOUR = VaeConfig(side=64, channels=3, latents=3, width=4, hidden=16, likelihood="gaussian")
ENCODED = ["image", "model", "mu", "logvar", "kl", "reconstruction_error", "log_likelihood", "elbo", "notes"]


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two untrained VAEs, ``grey`` with samples (dimensions 2 and 0 say most) and ``colour`` without, beside tiny translators."""
    folder = make_models(tmp_path_factory.mktemp("models"))
    torch.manual_seed(1)
    for id, config in (("grey", CONFIG), ("colour", COLOUR)):
        network = Vae(config)
        with torch.no_grad():
            network.decoder_latent.weight *= 8  # so that a code is seen in its picture
        checkpoints.save(folder / f"{id}.safetensors", network, "vae", {}, {})
    mu = (np.random.default_rng(2).normal(size=(40, 4)) * [2, 0.1, 3, 0.5]).astype(np.float32)
    blank = np.zeros((2, 28, 28, 1), np.uint8)
    samples = Samples(mu, np.full_like(mu, 0.5), np.zeros((40, 1), np.int64), ("class",), blank)
    latent_samples.write(folder / "grey.samples.npz", samples)
    return folder


@pytest.fixture
def run(models: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command among these models and in a folder of its own: exit status, standard output and standard error."""
    monkeypatch.setenv("ATTNVIZ_MODELS", str(models))
    monkeypatch.chdir(tmp_path)

    def call(*arguments: object) -> tuple[int, str, str]:
        status = main([str(argument) for argument in arguments])
        said = capsys.readouterr()
        return status, said.out, said.err

    return call


@pytest.fixture
def shirt(tmp_path: Path) -> Path:
    """A picture of 28 x 28 in grey."""
    array = np.zeros((28, 28, 1), np.uint8)
    array[6:24, 8:20, 0] = np.arange(120, 240, 10)
    assert read_pictures.to_image(array).save(str(tmp_path / "shirt.png"))
    return tmp_path / "shirt.png"


def pixels(path: Path) -> np.ndarray:
    return read_pictures.read(path).copy()


def network(models: Path, id: str) -> Vae:
    return checkpoints.load(models / f"{id}.safetensors").network


# traverse


def test_a_traversal_goes_around_mu_and_passes_through_the_reconstruction(run: Run, models: Path, shirt: Path) -> None:
    assert (
        run(
            "traverse",
            "--model",
            "grey",
            "--image",
            shirt,
            "--steps",
            5,
            "--span",
            2,
            "--std",
            "prior",
            "--out",
            "t.npz",
        )[0]
        == 0
    )
    told = np.load("t.npz")
    x = torch.from_numpy(pixels(shirt)).float()[None, None, ..., 0] / 255
    vae = network(models, "grey")
    mu = vae.encode(x).mu
    np.testing.assert_allclose(told["mu"], mu[0], atol=1e-5)
    assert told["dimensions"].tolist() == [2, 0, 3, 1]  # what they say of the samples
    expected = told["mu"][told["dimensions"], None] + np.linspace(-2, 2, 5)
    np.testing.assert_allclose(told["values"], expected, atol=1e-5)
    assert told["pictures"].shape == (4, 5, 28, 28, 1)
    reconstruction = (vae.picture(mu)[0, 0] * 255).round().numpy()
    for row in told["pictures"]:
        assert np.abs(row[2, ..., 0] - reconstruction).max() <= 1
        assert not np.array_equal(row[0], row[2])


def test_the_posterior_s_unit_is_the_encoder_s_doubt(run: Run, models: Path, shirt: Path) -> None:
    done = run("traverse", "--model", "grey", "--image", shirt, "--std", "posterior", "--out", "t.npz")
    told = np.load("t.npz")
    x = torch.from_numpy(pixels(shirt)).float()[None, None, ..., 0] / 255
    std = (0.5 * network(models, "grey").encode(x).logvar[0]).exp()
    assert done[0] == 0
    np.testing.assert_allclose(told["std"], std, rtol=1e-4)
    reach = told["values"][:, -1] - told["mu"][told["dimensions"]]
    np.testing.assert_allclose(reach, 2.5 * told["std"][told["dimensions"]], rtol=1e-3)


def test_the_unit_is_how_far_the_data_spread(run: Run, models: Path) -> None:
    assert run("traverse", "--model", "grey", "--span", 1, "--steps", 3, "--out", "t.npz")[0] == 0
    told = np.load("t.npz")
    mu = np.load(models / "grey.samples.npz")["mu"].astype(np.float32)
    np.testing.assert_allclose(told["std"], np.maximum(mu.std(0), 0.05), rtol=1e-3)
    np.testing.assert_allclose(told["values"][:, 2], told["std"][told["dimensions"]], rtol=1e-4)


@pytest.mark.parametrize(("model", "larger"), [("grey", 3), ("colour", 1)])
def test_the_grid_shows_the_pictures_in_rows(run: Run, model: str, larger: int) -> None:
    arguments = ("traverse", "--model", model, "--seed", 4, "--steps", 3, "--dimension", 2, "--dimension", 0, "--out")
    status, out, err = run(*arguments, "t.png")
    assert (status, err) == (0, "")
    assert [line.split(",")[0] for line in out.splitlines()] == ["row 1: dimension 2", "row 2: dimension 0"]
    assert run(*arguments, "t.npz")[0] == 0
    told, grid = np.load("t.npz"), pixels(Path("t.png"))
    side = told["pictures"].shape[2] * larger
    assert grid.shape[:2] == (2 * (side + 2) + 2, 3 * (side + 2) + 2)
    for row in range(2):
        for step in range(3):
            top, left = 2 + row * (side + 2), 2 + step * (side + 2)
            cell = grid[top : top + side : larger, left : left + side : larger]
            assert np.array_equal(cell, told["pictures"][row, step])
    assert (grid[:2] == 255).all()
    assert (grid[:, -2:] == 255).all()


def test_the_seed_draws_the_code_and_nothing_means_the_mean(run: Run) -> None:
    for name, given in (("a", ("--seed", 4)), ("b", ("--seed", 4)), ("c", ("--seed", 5)), ("mean", ())):
        assert run("traverse", "--model", "colour", *given, "--out", f"{name}.npz")[0] == 0
    a, b, c, mean = (np.load(f"{name}.npz") for name in ("a", "b", "c", "mean"))
    assert np.array_equal(a["mu"], b["mu"])
    assert np.array_equal(a["pictures"], b["pictures"])
    assert not np.array_equal(a["mu"], c["mu"])
    assert not mean["mu"].any()
    assert (mean["std"] == 1).all()
    assert mean["dimensions"].tolist() == [0, 1, 2]


# encode


def test_encoding_gives_what_the_model_says(run: Run, models: Path, shirt: Path) -> None:
    status, out, err = run("encode", "--model", "grey", "--json", shirt)
    told = json.loads(out)
    assert (status, err, list(told)) == (0, "", ENCODED)
    assert (told["image"], told["model"], told["notes"]) == (str(shirt), "grey", [])
    vae = network(models, "grey")
    x = torch.from_numpy(pixels(shirt)).float()[None, None, ..., 0] / 255
    posterior = vae.encode(x)
    np.testing.assert_allclose(told["mu"], posterior.mu[0], atol=1e-5)
    np.testing.assert_allclose(told["logvar"], posterior.logvar[0], atol=1e-4)
    np.testing.assert_allclose(told["kl"], kl(posterior.mu, posterior.logvar)[0], atol=1e-4)
    error = (vae.picture(posterior.mu) - x).square().mean()
    assert told["reconstruction_error"] == pytest.approx(float(error), rel=1e-4)
    assert told["elbo"] == pytest.approx(told["log_likelihood"] - sum(told["kl"]), abs=1e-2)


def test_what_cannot_be_read_is_told_and_the_others_are_answered(run: Run, shirt: Path, tmp_path: Path) -> None:
    (tmp_path / "words.png").write_text("no picture")
    (tmp_path / "cut.png").write_bytes(shirt.read_bytes()[:60])
    header = b"IHDR" + struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    chunk = struct.pack(">I", 13) + header + struct.pack(">I", zlib.crc32(header))
    (tmp_path / "huge.png").write_bytes(b"\x89PNG\r\n\x1a\n" + chunk)
    (tmp_path / "folder.png").mkdir()
    bad = ["nowhere.png", "words.png", "cut.png", "huge.png", "folder.png"]
    status, out, err = run("encode", "--json", "--model", "grey", *bad, shirt, "", shirt)
    told = [json.loads(line) for line in out.splitlines()]
    assert (status, err) == (1, "")
    assert [each["image"] for each in told] == [*bad, str(shirt), "", str(shirt)]
    failed = [each for each in told if "error" in each]
    assert [list(each) for each in failed] == [["image", "error"]] * 6
    assert all(each["image"] in each["error"] for each in failed)
    assert told[5]["mu"] == told[7]["mu"]
    status, out, err = run("encode", "--model", "grey", *bad, shirt)
    assert status == 1
    assert out.splitlines()[0] == str(shirt)
    assert [line.split()[2] for line in err.splitlines()] == bad


def test_a_picture_is_turned_as_its_camera_says(run: Run, tmp_path: Path) -> None:
    upright = np.zeros((40, 20, 1), np.uint8)
    upright[:10] = 220
    lying = np.rot90(upright).copy()
    for name, array, turn in (("upright", upright, 0), ("lying", lying, 1), ("plain", lying, 0)):
        writer = QImageWriter(str(tmp_path / f"{name}.jpg"), QByteArray(b"jpeg"))
        writer.setQuality(100)
        if turn:
            writer.setTransformation(QImageIOHandler.Transformation.TransformationRotate90)
        assert writer.write(read_pictures.to_image(array))
    status, out, _ = run("encode", "--json", "--model", "grey", "upright.jpg", "lying.jpg", "plain.jpg")
    one, turned, other = (np.array(json.loads(line)["mu"]) for line in out.splitlines())
    assert status == 0
    assert np.abs(one - turned).max() < 0.2 * np.abs(one - other).max()


def test_the_dimensions_that_say_most_are_told_first_and_notes_in_words(run: Run, tmp_path: Path) -> None:
    colours = np.zeros((30, 50, 3), np.uint8)
    colours[5:20, 10:40] = (200, 40, 90)
    read_pictures.to_image(colours).save(str(tmp_path / "colours.png"))
    status, out, _ = run("encode", "--model", "grey", "colours.png")
    lines = out.splitlines()
    assert status == 0
    assert lines[0] == "colours.png (made grey, resized from 50 x 30)"
    assert [line.split()[1] for line in lines[2:]] == ["2", "0", "3", "1"]


# decode


@pytest.mark.parametrize("z", ["0.5,-1,0.25,2", "-1,0,0,0", "-.5, 1e-1, 3,-2"])
def test_a_code_becomes_the_model_s_picture(run: Run, models: Path, z: str) -> None:
    assert run("decode", "--model", "grey", "--z", z, "--out", "d.png") == (0, "", "")
    code = torch.tensor([[float(value) for value in z.split(",")]])
    expected = (network(models, "grey").picture(code)[0, 0] * 255).numpy()
    assert np.abs(pixels(Path("d.png"))[..., 0] - expected).max() <= 0.51


def test_colours_and_a_capital_ending(run: Run) -> None:
    assert run("decode", "--model", "colour", "--z=0,0,0", "--out", "D.PNG")[0] == 0
    assert (QImage("D.PNG").width(), QImage("D.PNG").height()) == (64, 64)


def test_a_value_out_of_reach_is_brought_back_and_told(run: Run) -> None:
    status, _, err = run("decode", "--model", "grey", "--z", "1e30,0,0,0", "--out", "far.png")
    assert status == 0
    assert "30" in err
    assert err.count("\n") == 1
    run("decode", "--model", "grey", "--z", "30,0,0,0", "--out", "edge.png")
    assert np.array_equal(pixels(Path("far.png")), pixels(Path("edge.png")))


def test_a_decoded_code_is_the_middle_of_its_traversal(run: Run) -> None:
    assert run("traverse", "--model", "grey", "--seed", 3, "--dimension", 1, "--out", "t.npz")[0] == 0
    told = np.load("t.npz")
    z = ",".join(f"{value:.9g}" for value in told["mu"])
    assert run("decode", "--model", "grey", "--z", z, "--out", "d.png")[0] == 0
    assert np.abs(pixels(Path("d.png")).astype(int) - told["pictures"][0, 5]).max() <= 1


# evaluate


def test_every_metric_of_a_vae_comes_with_seeds_samples_and_progress(
    run: Run, models: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    recipe = VAE_RECIPES["vae-sprites"]
    torch.manual_seed(1)
    network = Vae(replace(recipe.network, width=4, hidden=16))
    checkpoints.save(tmp_path / "vae-sprites.safetensors", network, "vae", {}, {})
    monkeypatch.setenv("ATTNVIZ_MODELS", str(tmp_path))
    monkeypatch.setattr(evaluate_vae, "evaluate", functools.partial(evaluate_vae.evaluate, samples=400))
    status, out, err = run("evaluate", "vae-sprites", "--json")
    told = json.loads(out)
    assert status == 0
    assert (told["id"], told["seeds"], told["samples"]) == ("vae-sprites", [1, 2, 3], 400)
    for way, other in (("mig", "mig_second"), ("factor_score", "factor_score_second")):
        assert abs(told[way] - told[other]) < 0.02
        assert told[f"{way}_spread"] >= 0
        assert told[f"{other}_spread"] >= 0
    assert "%" in err
    status, out, _ = run("evaluate", "vae-sprites")
    assert status == 0
    assert out.splitlines()[0] == "vae-sprites, 400 held-out pictures, seeds 1, 2, 3: mean ± spread"
    assert f"MIG:{told['mig']:g}±{told['mig_spread']:g}" in out.replace(" ", "")


def test_a_translator_under_a_vae_s_name_is_no_vae(run: Run, models: Path, tmp_path: Path) -> None:
    (tmp_path / "vae-sprites.safetensors").write_bytes((models / "rnn-en-fr.safetensors").read_bytes())
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ATTNVIZ_MODELS", str(tmp_path))
        status, out, err = run("evaluate", "vae-sprites")
    assert (status, out) == (1, "")
    assert "no VAE" in err


# shot


def test_the_real_pane_is_rendered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATTNVIZ_MODELS", str(make_vaes(tmp_path)))
    images = []
    for section in ("sliders", "traverse"):
        out = tmp_path / f"{section}.png"
        command = ["shot", "latent", "--model", "vae-grey", "--section", section, "--out", str(out), "--theme", "dark"]
        done = subprocess.run(
            [sys.executable, "-m", "attnviz", *command],
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=200,
            check=False,
        )
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
        images.append(QImage(str(out)))
    sliders, traverse = images
    assert (sliders.width(), sliders.height()) == (1280, 800)
    left, right = QRect(0, 0, 600, 800), QRect(640, 100, 400, 600)
    assert sliders.copy(right) != traverse.copy(right)
    assert len({sliders.copy(left).pixel(x, y) for x in range(200, 560, 7) for y in range(150, 500, 7)}) > 20


# wrong calls

TRAVERSE = ["traverse", "--model", "grey"]
DECODE = ["decode", "--model", "grey", "--out", "x.png"]


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["traverse", "--out", "x.png"], 2),
        (TRAVERSE, 2),
        ([*TRAVERSE, "--out", "x.jpg"], 2),
        ([*TRAVERSE, "--out", "x"], 2),
        ([*TRAVERSE, "--out", "x.png", "--image", "a.png", "--seed", "1"], 2),
        ([*TRAVERSE, "--out", "x.png", "--seed", "-1"], 2),
        ([*TRAVERSE, "--out", "x.png", "--steps", "0"], 2),
        ([*TRAVERSE, "--out", "x.png", "--steps", "-3"], 2),
        ([*TRAVERSE, "--out", "x.png", "--steps", "100000"], 2),
        ([*TRAVERSE, "--out", "x.png", "--steps", "many"], 2),
        ([*TRAVERSE, "--out", "x.png", "--span", "nan"], 2),
        ([*TRAVERSE, "--out", "x.png", "--span", "-1"], 2),
        ([*TRAVERSE, "--out", "x.png", "--span", "1e30"], 2),
        ([*TRAVERSE, "--out", "x.png", "--dimension", "4"], 2),
        ([*TRAVERSE, "--out", "x.png", "--dimension", "-1"], 2),
        ([*TRAVERSE, "--out", "x.png", "--std", "posterior"], 2),
        ([*TRAVERSE, "--out", "x.png", "--image", "nowhere.png"], 1),
        ([*TRAVERSE, "--out", "no/such/folder/x.png"], 1),
        ([*TRAVERSE, "--out", "no/such/folder/x.npz"], 1),
        (["traverse", "--model", "no-such-model", "--out", "x.png"], 1),
        (["traverse", "--model", "rnn-en-fr", "--out", "x.png"], 1),
        (["encode", "--model", "grey"], 2),
        (["encode", "x.png"], 2),
        (["encode", "--model", "no-such-model", "x.png"], 1),
        (["encode", "--model", "rnn-en-fr", "x.png"], 1),
        ([*DECODE], 2),
        ([*DECODE, "--z"], 2),
        ([*DECODE, "--z", ""], 2),
        ([*DECODE, "--z", "1,2,3"], 2),
        ([*DECODE, "--z", "1,2,3,4,5"], 2),
        ([*DECODE, "--z", "1,2,,4"], 2),
        ([*DECODE, "--z", "1,2,3,x"], 2),
        ([*DECODE, "--z", "nan,0,0,0"], 2),
        (["decode", "--model", "grey", "--z", "--out", "x.png"], 2),
        (["decode", "--model", "grey", "--z", "0,0,0,0", "--out", "x.npz"], 2),
        (["decode", "--model", "grey", "--z", "0,0,0,0", "--out", "no/folder.png"], 1),
        (["decode", "--model", "rnn-en-fr", "--z", "0,0,0,0", "--out", "x.png"], 1),
        (["evaluate", "vae-fashion"], 2),
        (["shot", "latent", "--model", "no-such-model", "--out", "x.png"], 1),
        (["shot", "latent", "--model", "rnn-en-fr", "--out", "x.png"], 1),
        (["shot", "latent", "--section", "no-such-section", "--out", "x.png"], 2),
    ],
    ids=str,
)
def test_a_wrong_call_is_told_in_one_sentence(run: Run, arguments: list[str], status: int, tmp_path: Path) -> None:
    given, out, err = run(*arguments)
    assert (given, out) == (status, "")
    assert err.startswith("attnviz")
    assert err.count("\n") == 1
    assert "Traceback" not in err
    assert "Error" not in err
    assert not list(tmp_path.glob("*x.*"))


def test_a_folder_in_the_way_is_told(run: Run, tmp_path: Path) -> None:
    (tmp_path / "taken.png").mkdir()
    status, _, err = run("decode", "--model", "grey", "--z", "0,0,0,0", "--out", "taken.png")
    assert status == 1
    assert "taken.png" in err
    assert err.count("\n") == 1
    assert [path.name for path in tmp_path.iterdir()] == ["taken.png"]


def test_without_samples_dimensions_keep_their_order(models: Path) -> None:
    session = Session([models])
    assert codes.by_kl(codes.samples_of(session, "grey"), 4) == [2, 0, 3, 1]
    assert codes.samples_of(session, "colour") is None
    assert codes.by_kl(None, 3) == [0, 1, 2]
    assert codes.spread(None, 3).tolist() == [1, 1, 1]
