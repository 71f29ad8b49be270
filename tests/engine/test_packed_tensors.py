"""Files that hold tensors in few bits: what is written is computed with, and every way to spoil one is refused in a sentence."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
import torch
from safetensors.torch import load_file, save_file

from attnviz.engine import checkpoints, packed_tensors
from attnviz.engine.messages import ListModels, Refused
from attnviz.engine.session import Session
from attnviz.engine.translate.messages import Translate
from attnviz.engine.unusable_weights import REASONS
from attnviz.models import coded_quantization
from attnviz.models.quantization import rounded

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from torch import Tensor

ID = "rnn-en-fr"
NAME = "source_embedding.weight"


def write(folder: Path, path: Path, bits: int) -> Path:
    loaded = checkpoints.load(folder / f"{ID}.safetensors")
    few = packed_tensors.matrices(loaded.network.state_dict(), bits)
    checkpoints.save(path, loaded.network, "rnn", loaded.tokenizers, {"languages": ["en", "fr"]}, bits=few)
    return path


@pytest.fixture(params=[2, 3, 4, 6, 8])
def bits(request: pytest.FixtureRequest) -> int:
    return int(request.param)


@pytest.fixture
def packed(tiny_folder: Path, tmp_path: Path) -> Path:
    """The tiny translator in 4 bits."""
    return write(tiny_folder, tmp_path / f"{ID}.safetensors", 4)


def test_the_network_computes_with_what_is_stored(tiny_folder: Path, tmp_path: Path, bits: int) -> None:
    path = write(tiny_folder, tmp_path / f"{ID}.safetensors", bits)
    plain = checkpoints.load(tiny_folder / f"{ID}.safetensors").network.state_dict()
    few = packed_tensors.matrices(plain, bits)
    loaded = checkpoints.load(path)
    assert NAME in few
    for name, tensor in loaded.network.state_dict().items():
        assert tensor.dtype == torch.float32
        assert torch.equal(tensor, rounded(plain[name], few.get(name, 16)))
    assert path.stat().st_size < (tiny_folder / f"{ID}.safetensors").stat().st_size


def test_it_is_described_as_before(tiny_folder: Path, packed: Path) -> None:
    plain = checkpoints.describe(tiny_folder / f"{ID}.safetensors")
    about = checkpoints.describe(packed)
    assert (about.parameters, about.scoring, about.kind) == (plain.parameters, plain.scoring, plain.kind)
    assert vars(about) == vars(checkpoints.load(packed).about)
    assert Session([packed.parent]).run(Translate("Hi.", ID)).target_tokens


def test_a_model_that_shares_takes_what_the_other_file_computes_with(packed: Path) -> None:
    loaded = checkpoints.load(packed)
    child = packed.with_name("child.safetensors")
    with torch.no_grad():
        loaded.network.bridge.weight.add_(0.25)
    checkpoints.save(child, loaded.network, "rnn", loaded.tokenizers, {}, base=packed, bits={"bridge.weight": 8})
    assert set(load_file(child)) == {"bridge.weight", "scales.bridge.weight"}
    own = checkpoints.load(child).network.state_dict()
    assert torch.equal(own[NAME], checkpoints.load(packed).network.state_dict()[NAME])
    assert torch.equal(own["bridge.weight"], rounded(loaded.network.bridge.weight, 8))
    assert checkpoints.describe(child).parameters == checkpoints.describe(packed).parameters


@pytest.fixture
def coded(tiny_folder: Path, tmp_path: Path) -> Path:
    """The tiny translator with one tensor entropy-coded."""
    loaded, path = checkpoints.load(tiny_folder / f"{ID}.safetensors"), tmp_path / f"{ID}.safetensors"
    few = {NAME: coded_quantization.code(loaded.network.state_dict()[NAME], 5.5)}
    checkpoints.save(path, loaded.network, "rnn", loaded.tokenizers, {"languages": ["en", "fr"]}, bits=few)
    return path


def test_the_network_computes_with_what_is_coded(tiny_folder: Path, coded: Path) -> None:
    plain = checkpoints.load(tiny_folder / f"{ID}.safetensors").network.state_dict()
    code = coded_quantization.code(plain[NAME], 5.5)
    own = checkpoints.load(coded).network.state_dict()
    assert torch.equal(own[NAME], coded_quantization.decode(code.stream, code.steps, code.shape))
    assert coded.stat().st_size < (tiny_folder / f"{ID}.safetensors").stat().st_size
    assert checkpoints.describe(coded).parameters == checkpoints.describe(tiny_folder / f"{ID}.safetensors").parameters


def spoiled(change: Callable[[dict[str, Tensor], dict[str, dict[str, object]]], None]) -> Callable[[Path], None]:
    """Change what a file stores, and what it says of that."""

    def spoil(path: Path) -> None:
        tensors, raw = load_file(path), path.read_bytes()
        metadata = json.loads(raw[8 : 8 + int.from_bytes(raw[:8], "little")])["__metadata__"]
        told = json.loads(metadata[packed_tensors.QUANTIZED])
        change(tensors, told)
        save_file(tensors, path, metadata | {packed_tensors.QUANTIZED: json.dumps(told)})

    return spoil


def said(text: str) -> Callable[[Path], None]:
    def spoil(path: Path) -> None:
        raw = path.read_bytes()
        metadata = json.loads(raw[8 : 8 + int.from_bytes(raw[:8], "little")])["__metadata__"]
        save_file(load_file(path), path, metadata | {packed_tensors.QUANTIZED: text})

    return spoil


def entry(**values: object) -> Callable[[Path], None]:
    return spoiled(lambda tensors, told: told[NAME].update(values))


def stored(name: str, change: Callable[[Tensor], Tensor]) -> Callable[[Path], None]:
    return spoiled(lambda tensors, told: tensors.update({name: change(tensors[name])}))


def first(value: float) -> Callable[[Tensor], Tensor]:
    return lambda scales: scales.index_fill(0, torch.tensor([0]), value)


def without(name: str) -> Callable[[Path], None]:
    return spoiled(lambda tensors, told: tensors.__delitem__(name))


SCALES = packed_tensors.SCALES + NAME
LISTED: dict[str, Callable[[Path], None]] = {  # seen from the header alone
    "5 bits": entry(bits=5),
    "no bits": entry(bits=None),
    "bits as text": entry(bits="4"),
    "true bits": entry(bits=True),
    "bits without end": entry(bits=10**30),
    "other bits": entry(bits=6),
    "8 bits that are 4": entry(bits=8),
    "no shape": entry(shape=None),
    "empty shape": entry(shape=[]),
    "one dimension": entry(shape=[400 * 32]),
    "another shape": entry(shape=[400, 99]),
    "shape of nothing": entry(shape=[0, 2**39]),
    "negative shape": entry(shape=[-400, -32]),
    "huge shape": entry(shape=[2**39, 2**39, 2**39]),
    "shape of fractions": entry(shape=[400.0, 32.0]),
    "entry a list": spoiled(lambda tensors, told: told.update({NAME: [4, 400, 32]})),  # type: ignore[dict-item]
    "scales missing": without(SCALES),
    "weights missing": without(NAME),
    "scales of other rows": stored(SCALES, lambda scales: scales[:-1].clone()),
    "scales of other groups": stored(SCALES, lambda scales: torch.cat((scales, scales), 1)),
    "scales in one row": stored(SCALES, lambda scales: scales.flatten()),
    "packed cut": stored(NAME, lambda packed: packed[..., :-1].clone()),
    "of a tensor that is not there": spoiled(lambda tensors, told: told.update(nothing={"bits": 4, "shape": [2, 2]})),
    "said in words": said("four bits"),
    "said in a list": said("[]"),
    "said deep": said("[" * 100_000),
}
LOADED: dict[str, Callable[[Path], None]] = {  # seen when the numbers are read
    "scales not a number": stored(SCALES, first(float("nan"))),
    "scales infinite": stored(SCALES, first(float("inf"))),
    "scales in float32": stored(SCALES, lambda scales: scales.float()),
    "packed signed": stored(NAME, lambda packed: packed.to(torch.int8)),
    "packed floats": stored(NAME, lambda packed: packed.half()),
    "said nothing": said("{}"),
    "one not said": spoiled(lambda tensors, told: told.__delitem__(NAME)),
}


CODED: dict[str, Callable[[Path], None]] = {  # of a tensor that is entropy-coded
    "another coding": entry(coding="zip"),
    "no coding": entry(coding=None),
    "more bits than there are": entry(bits=80),
    "true bits": entry(bits=True),
    "another shape": entry(shape=[400, 99]),
    "more rows": entry(shape=[800, 16]),
    "huge shape": entry(shape=[400, 2**39]),
    "code cut": stored(NAME, lambda stream: stream[:-20].clone()),
    "code signed": stored(NAME, lambda stream: stream.to(torch.int8)),
    "code in rows": stored(NAME, lambda stream: stream.unsqueeze(0)),
    "no code": stored(NAME, lambda stream: torch.full_like(stream, 255)),
    "scales missing": without(SCALES),
    "scales not a number": stored(SCALES, first(float("nan"))),
}


@pytest.mark.parametrize("name", CODED)
def test_a_spoiled_code_is_refused_in_a_sentence(coded: Path, name: str) -> None:
    CODED[name](coded)
    with pytest.raises(Refused, match=NAME if "number" not in name else "finite") as caught:
        checkpoints.load(coded)
    assert caught.value.code == "weights_broken"


@pytest.mark.parametrize("name", LISTED | LOADED)
def test_a_spoiled_file_is_refused_in_a_sentence(packed: Path, name: str) -> None:
    (LISTED | LOADED)[name](packed)
    with pytest.raises(Refused) as caught:
        checkpoints.load(packed)
    assert caught.value.code == "weights_broken"
    sentence = str(caught.value)
    assert sentence.startswith(f"{packed.name} cannot be used: ")
    assert sentence.endswith(".")
    assert "\n" not in sentence
    assert len(sentence) < 200


@pytest.mark.parametrize("name", LISTED)
def test_a_spoiled_description_is_listed_as_unusable(packed: Path, tiny_folder: Path, name: str) -> None:
    LISTED[name](packed)
    found = Session([packed.parent, tiny_folder]).run(ListModels())
    (unusable,) = found.unusable
    assert unusable.file == packed.name
    assert unusable.reason in REASONS


def test_what_is_said_names_the_tensor(packed: Path) -> None:
    entry(bits=5)(packed)
    with pytest.raises(Refused, match=NAME):
        checkpoints.load(packed)
