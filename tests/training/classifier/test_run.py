"""A classifier's training run: photos read and cropped with their boxes, the same steps when resumed, weights and figures."""

from __future__ import annotations

import csv
import io
import json
import tarfile
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
import torch
from PIL import Image

from attnviz.cli import main
from attnviz.commands import train as train_command
from attnviz.engine import checkpoints
from attnviz.engine.session import Session
from attnviz.models.cnn import CnnConfig
from attnviz.training.classifier.evaluation import centred_gaussian, energy, evaluate, mosaic_choice, pointing
from attnviz.training.classifier.muon import Muon, orthogonalized
from attnviz.training.classifier.photos import (
    PhotoBatch,
    augment,
    coverage,
    epoch_length,
    epoch_order,
    generator,
    mosaic,
    quarters,
    read_photos,
)
from attnviz.training.classifier.recipes import CNN_RECIPES, CnnRecipe
from attnviz.training.classifier.run import CnnRun, centre_evidence, objective
from attnviz.training.translator.pairs import DataError
from tests.tiny.classifier import untrained

if TYPE_CHECKING:
    from pathlib import Path

    from attnviz.training.run import Progress

COUNTS = {"blue": 30, "green": 16, "red": 8, "white": 20}
COLOURS = {"blue": (0, 0, 255), "green": (0, 255, 0), "red": (255, 0, 0), "white": (255, 255, 255)}
SMALL = {"stem": 8, "width": 8, "blocks_1": 1, "blocks_2": 1, "blocks_3": 1, "last": 16}


def never(progress: Progress) -> bool:
    return True


def tiny(id: str = "cnn-objects", **more: object) -> CnnRecipe:
    recipe = CNN_RECIPES[id]
    changed = {"epochs": 2, "batch": 8, "sides": (32, 64), "averaged": 5, **more}
    return replace(recipe, network=replace(recipe.network, **SMALL), **changed)  # type: ignore[arg-type]


@pytest.fixture(autouse=True)
def one_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    torch.set_num_threads(1)
    monkeypatch.setattr("attnviz.training.classifier.run.HELD_OUT_SHOWN", 12)
    monkeypatch.setattr("attnviz.training.classifier.evaluation.MOSAICS", 6)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A tar of photos: a rectangle of its class's colour on grey noise."""
    chance = np.random.default_rng(0)
    rows = []
    with tarfile.open(tmp_path / "objects40.tar.gz", "w:gz") as tar:
        files = []
        for split, share in (("train", 1.0), ("dev", 0.5)):
            for label, count in COUNTS.items():
                for i in range(int(share * count)):
                    x0, y0 = chance.integers(0, 36, 2)
                    x1, y1 = x0 + chance.integers(12, 28), y0 + chance.integers(12, 28)
                    pixels = chance.integers(60, 120, (64, 64, 1), np.uint8).repeat(3, 2)
                    pixels[y0:y1, x0:x1] = COLOURS[label]
                    path, data = f"{split}/{label}/{i}.jpg", io.BytesIO()
                    Image.fromarray(pixels).save(data, "PNG")
                    files.append((path, data.getvalue()))
                    rows.append({"path": path, "label": label, "x0": x0, "y0": y0, "x1": x1, "y1": y1, "split": split})
        text = io.StringIO()
        writer = csv.DictWriter(text, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
        for name, content in [("labels.csv", text.getvalue().encode()), *files]:
            info = tarfile.TarInfo(name)
            info.size = len(content)
            tar.addfile(info, io.BytesIO(content))
    return tmp_path


def test_photos_are_read_with_their_classes_and_boxes(data: Path) -> None:
    names, splits = read_photos(data)
    assert names == tuple(COUNTS)
    assert {split: len(photos) for split, photos in splits.items()} == {"dev": 37, "train": 74}
    photos = splits["train"]
    for i in (0, 40, 70):
        x0, y0, x1, y1 = (photos.boxes[i] * 64).int().tolist()
        inside = photos.pixels[i, :, y0:y1, x0:x1]
        colour = torch.tensor(COLOURS[names[photos.labels[i]]])
        assert torch.equal(inside.flatten(1).T.int(), colour.int().expand(inside[0].numel(), 3))
    _, one = read_photos(data, splits=("dev",))
    assert list(one) == ["dev"]


def test_what_is_missing_or_damaged_is_told(tmp_path: Path, data: Path) -> None:
    with pytest.raises(DataError, match="is not in"):
        read_photos(tmp_path / "nowhere")
    path = data / "objects40.tar.gz"
    path.write_bytes(path.read_bytes()[:2000])
    with pytest.raises(DataError, match="does not hold"):
        read_photos(data)


@pytest.mark.parametrize("side", [32, 48, 64])
def test_boxes_move_with_their_pictures(data: Path, side: int) -> None:
    photos = read_photos(data)[1]["train"]
    chosen = torch.arange(len(photos))
    batch = augment(photos, chosen, side, generator(5))
    assert batch.x.shape == (len(photos), 3, side, side)
    assert 0 <= float(batch.x.min()) <= float(batch.x.max()) <= 1
    colourful = (batch.x.amax(1) - batch.x.amin(1))[photos.labels != 3]  # white has no colour
    inside = coverage(batch.boxes, side, side)[photos.labels != 3]
    seen = inside.sum((1, 2)) > 30
    within = (colourful * (inside > 0.99)).sum((1, 2)) / (inside > 0.99).sum((1, 2)).clamp(min=1)
    outside = (colourful * (inside == 0)).sum((1, 2)) / (inside == 0).sum((1, 2)).clamp(min=1)
    assert float(within[seen].min()) > 5 * float(outside[seen].median())
    again = augment(photos, chosen, side, generator(5))
    assert torch.equal(again.x, batch.x)
    assert not torch.equal(augment(photos, chosen, side, generator(6)).x, batch.x)


def test_coverage_is_the_area_of_the_box() -> None:
    boxes = torch.tensor([[0.0, 0.0, 1.0, 1.0], [0.25, 0.5, 0.5, 1.0], [0.1, 0.2, 0.35, 0.9]])
    inside = coverage(boxes, 8, 4)
    area = (boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1])
    torch.testing.assert_close(inside.mean((1, 2)), area)
    assert torch.equal(inside[1].nonzero(), torch.tensor([[row, 1] for row in range(4, 8)]))


def test_quarters_take_a_mosaic_apart() -> None:
    x = torch.rand(8, 3, 6, 6)
    canvas = mosaic(x)
    assert canvas.shape == (2, 3, 12, 12)
    assert torch.equal(canvas[0, :, :6, 6:], x[1])
    assert torch.equal(canvas[1, :, 6:, :6], x[6])
    assert torch.equal(quarters(canvas), x)


@pytest.mark.parametrize("balance", [0.0, 0.5, 1.0])
def test_an_epoch_shows_no_picture_twice_and_rare_classes_whole(balance: float) -> None:
    labels = torch.tensor([0] * 400 + [1] * 100)
    shown = [epoch_order(labels, balance=balance, seed=1, epoch=epoch) for epoch in range(20)]
    assert {len(order) for order in shown} == {epoch_length(labels, balance=balance)}
    assert all(len(set(order.tolist())) == len(order) for order in shown)
    frequent = np.mean([(labels[order] == 0).sum() for order in shown])
    assert frequent == pytest.approx(400 * 4 ** (-balance), rel=0.05)
    assert len(set(torch.cat(shown).tolist())) == 500  # nothing is left out for ever
    assert torch.equal(shown[3], epoch_order(labels, balance=balance, seed=1, epoch=3))


def test_the_objective_prefers_a_gate_on_the_box_and_evidence_inside_it() -> None:
    recipe = tiny()
    batch = PhotoBatch(torch.zeros(1, 3, 32, 32), torch.tensor([1]), torch.tensor([[0.0, 0.0, 0.5, 1.0]]))
    inside = coverage(batch.boxes, 8, 8)
    evidence = torch.zeros(1, 3, 8, 8)
    evidence[0, 1] = 4 * inside[0]
    good = objective(evidence, 0.98 * inside + 0.01, batch, recipe)
    assert good < objective(evidence, 0.98 * (1 - inside) + 0.01, batch, recipe)
    assert good < objective(evidence.flip(3), 0.98 * inside + 0.01, batch, recipe)
    assert good < objective(evidence.roll(1, 1), 0.98 * inside + 0.01, batch, recipe)


def test_orthogonalized_is_near_the_nearest_orthogonal_matrix() -> None:
    torch.manual_seed(0)
    for shape in ((8, 40), (40, 8)):
        matrix = torch.randn(shape)
        u, _, v = torch.linalg.svd(matrix, full_matrices=False)
        found = orthogonalized(matrix, steps=6).float()
        assert torch.linalg.svdvals(found).min() > 0.6
        assert torch.linalg.svdvals(found).max() < 1.3
        assert float((found * (u @ v)).sum() / found.norm() / (u @ v).norm()) > 0.97


def test_muon_goes_downhill_and_keeps_the_length_of_filters() -> None:
    torch.manual_seed(0)
    target = torch.nn.functional.normalize(torch.randn(4, 2, 3, 3).flatten(1), dim=1)
    weight = torch.nn.Parameter(torch.randn(4, 2, 3, 3))
    still = torch.nn.Parameter(torch.randn(4, 2, 3, 3))
    optimizer = Muon([weight, still], lr=0.1, momentum=0.8)
    losses = []
    for _ in range(60):
        optimizer.zero_grad()
        loss = (torch.nn.functional.normalize(weight.flatten(1), dim=1) - target).square().sum() + 0 * still.sum()
        loss.backward()
        optimizer.step()
        losses.append(float(loss.detach()))
    assert losses[-1] < 0.2 * losses[0]
    assert float(weight.detach().norm()) == pytest.approx(2, rel=0.2)
    assert torch.isfinite(still).all()  # a gradient of zero moves nothing


def test_centred_evidence_gives_the_same_probabilities() -> None:
    network, x = untrained(), torch.rand(2, 3, 64, 64)
    before = network(x)
    centre_evidence(network)
    after = network(x)
    torch.testing.assert_close(torch.softmax(after.logits, 1), torch.softmax(before.logits, 1))
    torch.testing.assert_close(after.spatial_map, before.spatial_map)
    assert float(after.evidence.detach().mean(1).abs().max()) < 1e-4


def test_a_run_that_was_stopped_goes_on_exactly(data: Path, tmp_path: Path) -> None:
    whole = CnnRun(tiny(mosaics=0.5), data, tmp_path / "whole")
    assert whole.train(never)
    first = CnnRun(tiny(mosaics=0.5), data, tmp_path / "parts")
    stop_at = first.steps(0) + 3
    assert not first.train(lambda progress: progress.step < stop_at)
    second = CnnRun(tiny(mosaics=0.5), data, tmp_path / "parts")
    second.resume()
    assert second.step == stop_at
    assert second.train(never)
    for one, two in ((whole.model, second.model), (whole.average, second.average)):
        for name, tensor in one.state_dict().items():
            assert torch.equal(tensor, two.state_dict()[name]), name
    for one, two in zip(whole.history, second.history, strict=True):  # the running loss begins anew
        assert one | {"loss": 0} == two | {"loss": 0}
    with pytest.raises(ValueError, match="belongs to"):
        CnnRun(tiny(), data, tmp_path / "parts", seed=2).resume()


def test_it_learns_to_name_and_to_find(data: Path, tmp_path: Path) -> None:
    run = CnnRun(tiny(epochs=14, sides=(32,), balance=0.0, averaged=10), data, tmp_path / "out")
    before = run.measure()["top_1"]
    assert run.train(never)
    figures = evaluate(run.model.eval(), run.dev)
    assert figures["top_1"] > max(60, 100 * before)
    assert figures["below_30_pointing_gate"] > figures["below_30_pointing_of_the_centre"]
    assert figures["below_30_energy_gate"] > figures["below_30_energy_of_a_gaussian"]


def test_pointing_and_energy_of_maps_that_are_known() -> None:
    inside = np.zeros((2, 4, 4))
    inside[:, :2, :2] = 1
    maps = np.zeros((2, 4, 4))
    maps[0, 1, 1], maps[1, 3, 3] = 1, 1
    maps[1, 0, 0] = 0.5
    maps[1, 2, 0] = -9  # evidence against is no energy
    assert pointing(maps, inside).tolist() == [1, 0]
    assert energy(maps, inside) == pytest.approx([1, 1 / 3])
    gaussian = centred_gaussian()
    assert np.allclose(gaussian, gaussian[::-1].T)
    assert gaussian.max() == gaussian[31, 32]


def test_mosaics_stand_for_four_classes_each() -> None:
    labels = torch.arange(50) % 7
    chosen = mosaic_choice(labels, 20)
    assert all(len(set(row)) == 4 for row in labels[chosen].tolist())
    assert torch.equal(chosen, mosaic_choice(labels, 20))


def test_the_file_answers_as_the_run_and_has_its_card(data: Path, tmp_path: Path) -> None:
    run = CnnRun(tiny(), data, tmp_path / "out")
    assert run.train(never)
    card = run.finish(data)
    loaded = checkpoints.load(tmp_path / "out" / "cnn-objects.safetensors")
    assert loaded.about.card == json.loads(json.dumps(card))
    assert loaded.about.kind == "cnn"
    assert loaded.network.config.classes == tuple(COUNTS)
    assert "box" in card["supervision"]
    assert card["metrics"]["photos"] == len(run.dev)
    x = torch.rand(2, 3, 64, 64)
    trained = run.average.module.eval()
    trained.config = replace(trained.config, sharpness=run.recipe.sharpness)
    expected = torch.softmax(trained(x).logits, 1)
    torch.testing.assert_close(torch.softmax(loaded.fast_network(x).logits, 1), expected, atol=5e-3, rtol=1e-2)


def test_a_recipe_runs_from_the_command_line(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(train_command.KINDS, "cnn-objects-plain", (CnnRun, tiny("cnn-objects-plain")))
    out = tmp_path / "plain"
    assert main(["train", "cnn-objects-plain", "--data", str(data), "--out", str(out), "--epochs", "1"]) == 0
    assert "top 1: " in capsys.readouterr().out
    monkeypatch.setenv("ATTNVIZ_MODELS", str(out))
    assert main(["evaluate", "cnn-objects-plain", "--data", str(data), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["id"] == "cnn-objects-plain"
    assert "below_50_pointing_gate" not in told
    assert {
        "top_1",
        "top_5",
        "below_50_pointing_class_map",
        "below_30_energy_of_a_gaussian",
        "mosaic_energy_class_map",
    } <= set(told)
    assert Session([out]).model("cnn-objects-plain").network.config.attention is False
    assert main(["evaluate", "cnn-objects-plain", "--data", str(data), "--split", "test"]) == 1
    assert "no test photos" in capsys.readouterr().err


def test_recipes_differ_in_attention_alone() -> None:
    with_it, without = CNN_RECIPES["cnn-objects"], CNN_RECIPES["cnn-objects-plain"]
    assert replace(without, id=with_it.id, network=CnnConfig(), ships=True) == with_it
    assert not without.network.attention
