"""Weight files: what is written loads again, and each kind of bad file is refused with a sentence."""

from __future__ import annotations

import json
import pickle
import shutil
import struct
from typing import TYPE_CHECKING

import pytest
import torch
from safetensors.torch import load_file, save_file

from attnviz.engine import checkpoints, packed_tensors
from attnviz.engine.latent import samples as latent_samples
from attnviz.engine.messages import ListModels, Refused
from attnviz.engine.session import Session
from attnviz.engine.translate.messages import Translate
from attnviz.paths import asset
from attnviz.training.captioner.recipes import CAPTIONER_RECIPES, CaptionerRecipe
from attnviz.training.translator.recipes import RECIPES
from attnviz.training.vae.recipes import VAE_RECIPES

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

Tensors = dict[str, torch.Tensor]
CONFIG = "config"


@pytest.fixture
def good(tiny_folder: Path, tmp_path: Path) -> Path:
    """A copy of a tiny model that a test may break."""
    for name in ("rnn-en-fr.safetensors", "rnn-en-fr.json"):
        (tmp_path / name).write_bytes((tiny_folder / name).read_bytes())
    return tmp_path / "rnn-en-fr.safetensors"


def header(path: Path) -> dict[str, str]:
    """A file's metadata."""
    raw = path.read_bytes()
    (length,) = struct.unpack("<Q", raw[:8])
    return json.loads(raw[8 : 8 + length])["__metadata__"]


def rewrite(path: Path, change: Callable[[Tensors, dict[str, str]], None]) -> None:
    """Change tensors and metadata of a file in place."""
    tensors, metadata = load_file(path), header(path)
    change(tensors, metadata)
    save_file(tensors, path, metadata)


def set_config(**values: object) -> Callable[[Tensors, dict[str, str]], None]:
    def change(tensors: Tensors, metadata: dict[str, str]) -> None:
        metadata[CONFIG] = json.dumps(json.loads(metadata[CONFIG]) | values)

    return change


def code_of(path: Path) -> str:
    with pytest.raises(Refused) as caught:
        checkpoints.load(path)
    sentence = str(caught.value)
    assert path.name in sentence
    assert "\n" not in sentence
    return caught.value.code


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    assert code_of(tmp_path / "nothing.safetensors") == "weights_missing"
    (tmp_path / "folder.safetensors").mkdir()
    assert code_of(tmp_path / "folder.safetensors") == "weights_missing"


@pytest.mark.parametrize("share", [0.0, 0.0001, 0.01, 0.5, 0.999])
def test_a_truncated_file_is_refused(good: Path, share: float) -> None:
    raw = good.read_bytes()
    good.write_bytes(raw[: int(share * len(raw))])
    assert code_of(good) == "weights_broken"


def test_a_longer_file_is_refused(good: Path) -> None:
    good.write_bytes(good.read_bytes() + b"more")
    assert code_of(good) == "weights_broken"


class Bomb:
    """Tells on itself when a reader unpickles it."""

    gone_off = False

    def __reduce__(self) -> tuple[Callable[..., None], tuple[object, ...]]:
        return set_off, ()


def set_off() -> None:
    Bomb.gone_off = True


def test_a_pickle_is_refused_and_never_run(good: Path) -> None:
    good.write_bytes(pickle.dumps(Bomb()))
    assert code_of(good) == "weights_broken"
    with pytest.raises(Exception, match=r"."):
        torch.load(good, weights_only=True)
    torch.save({"a": torch.ones(2), "b": Bomb()}, good)
    assert code_of(good) == "weights_broken"
    assert not Bomb.gone_off


@pytest.mark.parametrize("length", [0, 1, 2**40, 2**63, 2**64 - 1])
def test_a_header_of_absurd_length_is_refused(good: Path, length: int) -> None:
    good.write_bytes(struct.pack("<Q", length) + good.read_bytes()[8:])
    assert code_of(good) == "weights_broken"


@pytest.mark.parametrize(
    "header_text",
    [
        "{}",
        "[]",
        '{"a":{"dtype":"F16","shape":[1000000,1000000],"data_offsets":[0,8]}}',
        '{"a":{"dtype":"F16","shape":[2],"data_offsets":[0,99999999999]}}',
        '{"a":{"dtype":"F16","shape":[-2],"data_offsets":[0,4]}}',
        "{" * 5000,
    ],
)
def test_a_hostile_header_is_refused(good: Path, header_text: str) -> None:
    good.write_bytes(struct.pack("<Q", len(header_text)) + header_text.encode() + b"\0" * 8)
    assert code_of(good) == "weights_broken"


@pytest.mark.parametrize(
    "values",
    [
        {"d_hidden": 99},
        {"d_hidden": -1},
        {"d_hidden": 0},
        {"d_hidden": 10**12},
        {"source_vocabulary": 999_999, "d_embedding": 999_999, "d_hidden": 999_999},
        {"d_hidden": "many"},
        {"d_hidden": None},
        {"d_hidden": True},
        {"scoring": "cosine"},
        {"cell": "qrnn"},
        {"dropout": "x"},
        {"unknown": 1},
        {"scoring": ["additive"]},
    ],
    ids=str,
)
def test_a_description_that_does_not_fit_is_refused(good: Path, values: dict[str, object]) -> None:
    rewrite(good, set_config(**values))
    assert code_of(good) == "weights_broken"


def no_config(tensors: Tensors, metadata: dict[str, str]) -> None:
    del metadata[CONFIG]


def config_no_json(tensors: Tensors, metadata: dict[str, str]) -> None:
    metadata[CONFIG] = "{"


def config_a_list(tensors: Tensors, metadata: dict[str, str]) -> None:
    metadata[CONFIG] = "[1, 2]"


def of_another_program(tensors: Tensors, metadata: dict[str, str]) -> None:
    metadata.clear()


def of_another_kind(tensors: Tensors, metadata: dict[str, str]) -> None:
    metadata["kind"] = "vae"


def one_tensor_less(tensors: Tensors, metadata: dict[str, str]) -> None:
    del tensors["bridge.weight"]


def one_tensor_more(tensors: Tensors, metadata: dict[str, str]) -> None:
    tensors["extra"] = torch.ones(2).half()


def another_shape(tensors: Tensors, metadata: dict[str, str]) -> None:
    tensors["bridge.weight"] = tensors["bridge.weight"].T.contiguous()[:-1]


def not_a_number(tensors: Tensors, metadata: dict[str, str]) -> None:
    tensors["bridge.weight"][0, 0] = torch.nan


def infinite(tensors: Tensors, metadata: dict[str, str]) -> None:
    tensors["bridge.bias"][0] = torch.inf


def broken_tokenizer(tensors: Tensors, metadata: dict[str, str]) -> None:
    tensors["tokenizer.source"] = tensors["tokenizer.source"][:100].clone()


def smaller_tokenizer(tensors: Tensors, metadata: dict[str, str]) -> None:
    tensors["tokenizer.source"] = tensors["tokenizer.target"].clone()


@pytest.mark.parametrize(
    "change",
    [
        no_config,
        config_no_json,
        config_a_list,
        of_another_program,
        of_another_kind,
        one_tensor_less,
        one_tensor_more,
        another_shape,
        not_a_number,
        infinite,
        broken_tokenizer,
        smaller_tokenizer,
    ],
)
def test_a_file_that_is_not_whole_or_not_ours_is_refused(
    good: Path, change: Callable[[Tensors, dict[str, str]], None]
) -> None:
    rewrite(good, change)
    assert code_of(good) == "weights_broken"


def test_what_is_written_loads_again(tiny_folder: Path) -> None:
    path = tiny_folder / "rnn-en-fr.safetensors"
    stored = load_file(path)
    loaded = checkpoints.load(path)
    for name, tensor in loaded.network.state_dict().items():
        assert tensor.dtype == torch.float32
        assert torch.equal(tensor, stored[name].float())
    assert not loaded.network.training
    assert not any(parameter.requires_grad for parameter in loaded.network.parameters())
    assert loaded.about.bytes == path.stat().st_size


def test_nothing_half_written_is_left_when_saving_fails(tiny_folder: Path, tmp_path: Path) -> None:
    loaded = checkpoints.load(tiny_folder / "rnn-en-fr.safetensors")
    (tmp_path / "taken.safetensors").mkdir()
    with pytest.raises(OSError, match=r"."):
        checkpoints.save(tmp_path / "taken.safetensors", loaded.network, "rnn", loaded.tokenizers, {})
    assert not (tmp_path / "taken.json").exists()


@pytest.mark.parametrize("card", ["", "{", "[]", "null", '{"languages": "en"}', '{"languages": [1]}', "\xff"])
def test_a_model_without_a_usable_card_still_loads(good: Path, card: str) -> None:
    good.with_suffix(".json").write_text(card, encoding="latin-1")
    about = checkpoints.load(good).about
    assert about.id == "rnn-en-fr"
    assert len(about.languages) == 2
    good.with_suffix(".json").unlink()
    assert checkpoints.load(good).about.parameters == about.parameters


def test_a_broken_file_does_not_hide_the_others(good: Path, tiny_folder: Path) -> None:
    (good.parent / "broken.safetensors").write_bytes(b"no")
    models = Session([good.parent, tiny_folder, good.parent / "no such folder"]).run(ListModels()).models
    assert [model.id for model in models] == ["rnn-en-fr", "rnn-en-zh"]


def test_a_model_that_failed_can_be_used_once_it_is_there(tiny_folder: Path, tmp_path: Path) -> None:
    session = Session([tmp_path])
    with pytest.raises(Refused):
        session.run(Translate("Hi.", "rnn-en-fr"))
    for path in tiny_folder.glob("rnn-en-fr.*"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    assert session.run(Translate("Hi.", "rnn-en-fr")).target_tokens


# what the program comes with


def test_every_recipe_that_ships_is_there_small_and_described() -> None:
    for recipe in RECIPES.values():
        path = asset("weights", f"{recipe.id}.safetensors")
        assert path.is_file() == recipe.ships, recipe.id
        if recipe.ships:
            assert path.stat().st_size <= 16_000_000
            about = checkpoints.describe(path)
            assert about.languages == (recipe.source_language, recipe.target_language)
            assert about.scoring == getattr(recipe, "scoring", "")
            assert about.card["data"]["origin"]
            assert about.card["data"]["licence"]
            assert about.card["metrics"]


@pytest.mark.parametrize(
    "recipe", [recipe for recipe in CAPTIONER_RECIPES.values() if recipe.ships], ids=lambda recipe: recipe.id
)
def test_every_captioner_that_ships_says_who_trained_what(recipe: CaptionerRecipe) -> None:
    about = checkpoints.describe(asset("weights", f"{recipe.id}.safetensors"))
    assert about.kind == "captioner"
    assert about.bytes <= 16_000_000
    assert about.languages == ("image", recipe.language)
    assert "ImageNet by others" in about.card["begun_by_others"]
    assert about.card["data"]["licence"]
    assert about.card["metrics"]["bleu_4_beam_4"]
    assert about.card["words"]["nouns"]


@pytest.mark.parametrize("id", [recipe.id for recipe in VAE_RECIPES.values() if recipe.ships])
def test_every_vae_that_ships_is_there_with_its_samples(id: str) -> None:
    about = checkpoints.describe(asset("weights", f"{id}.safetensors"))
    assert about.kind == "vae"
    assert about.bytes <= 8_000_000
    assert about.card["data"]["licence"]
    assert about.card["metrics"]["elbo"]
    network = checkpoints.load(asset("weights", f"{id}.safetensors")).network
    samples = latent_samples.read([asset("weights")], id, network.config)
    assert len(samples.pictures) >= 90
    assert len(samples.mu) >= len(samples.pictures)


def test_shipped_weights_are_safetensors_in_float16_or_fewer_bits() -> None:
    files = sorted(asset("weights").iterdir())
    assert {path.suffix for path in files} <= {".safetensors", ".json", ".npz"}
    for path in asset("weights").glob("*.safetensors"):
        stored = load_file(path)
        pieces = stored.pop("pretrained.pieces", None)  # ids
        assert pieces is None or pieces.dtype == torch.int16
        assert {tensor.dtype for tensor in stored.values()} <= {torch.float16, torch.uint8, torch.int8}
        card = checkpoints.describe(path).card
        if "stored" in card:  # in few bits from the beginning: its figures are those of the file
            assert any(name.startswith(packed_tensors.SCALES) for name in stored)
            continue
        told = card.get("compressed", {"weights": {"16 bits": 0}})
        few = any(name.startswith(packed_tensors.SCALES) for name in stored)
        assert few == (set(told["weights"]) != {"16 bits"})
        if few:
            assert sum(tensor.numel() for name, tensor in checkpoints.load(path).network.state_dict().items()) >= sum(
                told["weights"].values()
            )
            assert told["bytes"]["after"] == path.stat().st_size
            assert told["before"].keys() <= told["after"].keys()


@pytest.fixture
def sharing(good: Path) -> Path:
    """A model beside the tiny one that shares its embeddings and tokenizers."""
    loaded = checkpoints.load(good)
    with torch.no_grad():
        for name, tensor in loaded.network.state_dict().items():
            if "embedding" not in name:
                tensor.add_(0.25)
    path = good.with_name("child.safetensors")
    checkpoints.save(path, loaded.network, "rnn", loaded.tokenizers, {"languages": ["en", "fr"]}, base=good)
    return path


def test_what_another_file_holds_is_not_written_twice(good: Path, sharing: Path) -> None:
    own = load_file(sharing)
    assert not [name for name in own if "embedding" in name or name.startswith("tokenizer")]
    assert sharing.stat().st_size < good.stat().st_size
    child, parent = checkpoints.load(sharing), checkpoints.load(good)
    for name, tensor in child.network.state_dict().items():
        held = parent.network.state_dict()[name]
        assert torch.equal(tensor, held if "embedding" in name else (held + 0.25).half().float())
    assert child.about.parameters == parent.about.parameters
    assert child.tokenizers["source"].proto == parent.tokenizers["source"].proto


def test_a_file_without_the_one_it_shares_with_is_refused(good: Path, sharing: Path) -> None:
    good.unlink()
    with pytest.raises(Refused) as caught:
        checkpoints.load(sharing)
    assert caught.value.code == "weights_broken"
    assert str(caught.value).startswith(f"{sharing.name} cannot be used: it shares weights with {good.stem}, ")
    assert not checkpoints.available([sharing.parent])


@pytest.mark.parametrize("base", ["../rnn-en-fr", "/rnn-en-fr", "child", "rnn-en-zh"])
def test_a_file_that_shares_what_is_not_there_is_refused(
    good: Path, sharing: Path, tiny_folder: Path, base: str
) -> None:
    (good.parent / "rnn-en-zh.safetensors").write_bytes((tiny_folder / "rnn-en-zh.safetensors").read_bytes())
    rewrite(sharing, lambda tensors, metadata: metadata.update(base=base))
    with pytest.raises(Refused) as caught:
        checkpoints.load(sharing)
    assert caught.value.code == "weights_broken"


@pytest.mark.parametrize("shared", ["", "[1]", "{}", '["nothing"]'])
def test_a_file_that_lists_no_such_tensors_is_refused(sharing: Path, shared: str) -> None:
    rewrite(sharing, lambda tensors, metadata: metadata.update(shared=shared))
    with pytest.raises(Refused) as caught:
        checkpoints.load(sharing)
    assert caught.value.code == "weights_broken"


@pytest.mark.parametrize("piece", [-1, 12_000])
def test_a_translator_that_names_word_pieces_which_nobody_has_is_refused(tmp_path: Path, piece: int) -> None:
    for name in ("transformer-en-fr", "reader-en"):
        shutil.copy(asset("weights") / f"{name}.safetensors", tmp_path)
    path = tmp_path / "transformer-en-fr.safetensors"
    assert checkpoints.load(path).network.config.features
    name = "pretrained.pieces"
    rewrite(path, lambda tensors, metadata: tensors.update({name: torch.full_like(tensors[name], piece)}))
    with pytest.raises(Refused) as caught:
        checkpoints.load(path)
    assert caught.value.code == "weights_broken"
