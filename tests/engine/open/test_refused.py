"""Folders and inputs that cannot be opened or read: one clear sentence each, and the session goes on."""

from __future__ import annotations

import json
import pickle
import shutil
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
import torch
from torch import nn

from attnviz.engine.attention.messages import ENCODER
from attnviz.engine.messages import Refused
from attnviz.engine.model_store import no_progress
from attnviz.engine.open import library, load, memory
from attnviz.engine.open.messages import AudioInput, ImageInput, LogitLens, OpenModel, ReadInput, TextInput
from attnviz.engine.session import Session
from attnviz.engine.worker import Interrupted
from tests.engine.open import families

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def refused(path: Path | str, given: Any = None, session: Session | None = None, **options: Any) -> Refused:
    """Why opening, or reading ``given``, is refused: one sentence."""
    session, model = session or Session(), OpenModel(str(path), **options)
    with pytest.raises(Refused) as caught:
        session.run(model if given is None else ReadInput(model, given))
    sentence = str(caught.value)
    assert sentence
    assert "\n" not in sentence
    assert sentence[-1] in ".'"
    return caught.value


@pytest.fixture
def copied(folder_of: Callable[[str], Path], tmp_path: Path) -> Callable[[str], Path]:
    """A family's folder that a test may spoil."""
    return lambda name: shutil.copytree(folder_of(name), tmp_path / name)


def edit(folder: Path, name: str = "config.json", **values: Any) -> None:
    """Change keys of a JSON file; None takes one out."""
    given = json.loads((folder / name).read_text()) | values
    (folder / name).write_text(json.dumps({key: value for key, value in given.items() if value is not None}))


def test_what_is_no_model(tmp_path: Path) -> None:
    assert refused(tmp_path / "nowhere").code == "model_unreadable"
    assert refused(tmp_path).code == "config_missing"
    assert refused("a\0b").code == "model_unreadable"
    (tmp_path / "notes.txt").write_text("no model")
    assert refused(tmp_path / "notes.txt").code == "model_unreadable"
    (tmp_path / "false.gguf").write_bytes(b"no model")
    assert refused(tmp_path / "false.gguf").code == "weights_damaged"


@pytest.mark.parametrize("text", ["", "[]", "{", "nul", "[" * 100_000, '"a"', "\ud800"])
def test_a_config_that_is_none(copied: Callable[[str], Path], text: str) -> None:
    folder = copied("bert")
    (folder / "config.json").write_bytes(text.encode("utf-8", "surrogatepass"))
    assert refused(folder).code == "weights_damaged"


def test_without_weights_or_with_those_of_another_library(copied: Callable[[str], Path]) -> None:
    folder = copied("bert")
    (folder / "model.safetensors").unlink()
    assert refused(folder).code == "weights_missing"
    (folder / "tf_model.h5").write_bytes(b"x")
    assert "tf_model.h5 is of another library" in str(refused(folder))
    (folder / "model.safetensors.index.json").write_text(json.dumps({"weight_map": {"a": "model-1.safetensors"}}))
    assert "model-1.safetensors" in str(refused(folder))
    (folder / "model.safetensors.index.json").write_text(json.dumps({"weight_map": {"a": "../outside.safetensors"}}))
    assert refused(folder).code == "weights_missing"


def test_without_a_tokenizer_it_opens_but_reads_no_text(copied: Callable[[str], Path]) -> None:
    folder, session = copied("bert"), Session()
    for name in ("tokenizer.json", "tokenizer_config.json"):
        (folder / name).unlink(missing_ok=True)
    opened = session.run(OpenModel(str(folder)))
    assert [note.code for note in opened.notes] == ["no_tokenizer"]
    assert refused(folder, TextInput("a cat"), session).code == "no_tokenizer"
    reading = session.run(ReadInput(OpenModel(str(folder)), TextInput("", ids=(2, 9, 10, 3))))
    assert reading.attention[0].attention.weights.shape == (2, 4, 4, 4)


@pytest.mark.parametrize("name", ["config.json", "tokenizer_config.json"])
def test_code_in_the_folder_is_refused_and_never_run(copied: Callable[[str], Path], name: str) -> None:
    folder = copied("bert")
    (folder / "modeling_own.py").write_text("import pathlib; pathlib.Path(__file__).with_name('ran').touch()")
    edit(folder, name, auto_map={"AutoModel": "modeling_own.OwnModel"})
    error = refused(folder)
    assert error.code == "model_has_code"
    assert name in str(error)
    assert "runs no code" in str(error)
    assert not (folder / "ran").exists()


class Hostile:
    def __reduce__(self) -> Any:
        return open, ("pickled-code-ran", "w")


def test_a_pickle_with_code_is_not_run(
    copied: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    folder = copied("bert")
    (folder / "model.safetensors").unlink()
    torch.save({"bert.embeddings": Hostile()}, folder / "pytorch_model.bin")
    assert refused(folder).code == "weights_damaged"
    (folder / "pytorch_model.bin").write_bytes(pickle.dumps(Hostile()))
    assert refused(folder).code == "weights_damaged"
    assert not (tmp_path / "pickled-code-ran").exists()


def test_bin_weights_are_read(copied: Callable[[str], Path], folder_of: Callable[[str], Path]) -> None:
    from safetensors.torch import load_file

    folder, session = copied("bert"), Session()
    torch.save(load_file(folder / "model.safetensors"), folder / "pytorch_model.bin")
    (folder / "model.safetensors").unlink()
    for path in (folder, folder_of("bert")):
        session.run(ReadInput(OpenModel(str(path)), TextInput("a cat")))
    one, other = (
        session.run(ReadInput(OpenModel(str(path)), TextInput("a cat"))).attention[0].attention.weights
        for path in (folder, folder_of("bert"))
    )
    assert np.array_equal(one, other)


def test_weights_that_are_cut_short_or_lie(copied: Callable[[str], Path]) -> None:
    folder = copied("bert")
    file = folder / "model.safetensors"
    whole = file.read_bytes()
    for data in (whole[: len(whole) // 2], whole[:5], b"", (2**62).to_bytes(8, "little") + b"{}"):
        file.write_bytes(data)
        assert refused(folder).code == "weights_damaged"
    header = json.dumps({"a": {"dtype": "F32", "shape": [10**6, 10**6], "data_offsets": [0, 4 * 10**12]}}).encode()
    file.write_bytes(len(header).to_bytes(8, "little") + header)
    assert refused(folder).code == "weights_damaged"


def test_weights_of_other_shapes(copied: Callable[[str], Path]) -> None:
    folder = copied("bert")
    edit(folder, hidden_size=64)
    assert refused(folder).code == "weights_unfit"


@pytest.mark.parametrize(
    ("key", "value"), [("num_hidden_layers", 10**9), ("hidden_size", 10**12), ("vocab_size", 10**13)]
)
def test_a_config_of_sizes_that_nothing_has(copied: Callable[[str], Path], key: str, value: int) -> None:
    folder = copied("bert")
    edit(folder, **{key: value})
    assert key in str(refused(folder))


def test_weights_that_are_not_there_are_told(copied: Callable[[str], Path]) -> None:
    folder = copied("bert")
    edit(folder, num_hidden_layers=3)
    opened = Session().run(OpenModel(str(folder)))
    (note,) = opened.notes
    assert note.code == "weights_new"
    assert note.parameters["count"] == 16


def test_a_family_that_nobody_knows(copied: Callable[[str], Path]) -> None:
    folder = copied("bert")
    edit(folder, model_type="frobnicator", architectures=["FrobnicatorModel"])
    assert refused(folder).code == "family_unknown"
    edit(folder, model_type=["bert"], architectures={"a": 1})
    assert refused(folder).code == "family_unknown"


def test_a_model_that_memory_does_not_hold(folder_of: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "free", lambda device="cpu": memory.RESERVE + 1000)
    error = refused(folder_of("bert"))
    assert error.code == "too_large"
    assert error.parameters["free"] == 1000
    assert error.parameters["needed"] > 1000


def test_memory_that_runs_out_is_one_sentence_and_the_model_stays(
    folder_of: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    session, model = Session(), OpenModel(str(folder_of("bert")))
    session.run(model)
    held = load.loaded(session, model, no_progress)
    forward = held.network.forward

    def full(*inputs: Any, **named: Any) -> Any:
        raise RuntimeError("[enforce fail] DefaultCPUAllocator: not enough memory: you tried to allocate 9 bytes.")

    monkeypatch.setattr(held.network, "forward", full)
    assert refused(model.path, TextInput("a cat"), session).code == "out_of_memory"
    monkeypatch.setattr(held.network, "forward", forward)
    monkeypatch.setattr(memory, "free", lambda device="cpu": memory.RESERVE + 100)
    assert refused(model.path, TextInput("a cat"), session).code == "too_large"
    monkeypatch.undo()
    assert session.run(ReadInput(model, TextInput("a cat"))).attention


def test_the_model_that_was_used_last_stays_longest(
    folder_of: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    session = Session()
    models = {name: OpenModel(str(folder_of(name))) for name in ("bert", "gpt2", "vit")}
    session.run(models["bert"])
    session.run(models["gpt2"])
    session.run(models["bert"])
    needed = load.folder.count(load.folder.look(models["vit"].path)) * 4
    monkeypatch.setattr(
        memory, "free", lambda device="cpu": memory.RESERVE + (0 if len(session.opened) > 1 else needed + 1)
    )
    session.run(models["vit"])
    assert [key[0] for key in session.opened] == [models["bert"].path, models["vit"].path]


def test_a_device_that_is_not_there(folder_of: Callable[[str], Path]) -> None:
    missing = "cuda" if not torch.cuda.is_available() else "mps"
    assert refused(folder_of("bert"), device=missing).code == "device_missing"
    assert refused(folder_of("bert"), dtype="float8").code == "device_missing"


def test_bfloat16_is_close(folder_of: Callable[[str], Path], session: Session) -> None:
    exact, close = (
        session.run(ReadInput(OpenModel(str(folder_of("llama")), dtype=dtype), TextInput("a cat sat")))
        for dtype in ("float32", "bfloat16")
    )
    assert close.model.dtype == "bfloat16"
    assert np.abs(exact.attention[0].attention.weights - close.attention[0].attention.weights).max() < 0.1


@pytest.mark.parametrize("name", ["bert", "gpt2"])
def test_an_input_longer_than_the_positions_is_cut_and_told(copied: Callable[[str], Path], name: str) -> None:
    folder = copied(name)
    with library.quiet():
        network = families.network(name)
        config = network.config
    config.max_position_embeddings = 8
    config.n_positions = 8
    made = type(network)(config)
    made.save_pretrained(folder)
    reading = Session().run(ReadInput(OpenModel(str(folder)), TextInput("a cat sat on the mat . " * 5)))
    assert reading.attention[0].attention.weights.shape[-1] == 8
    assert [(n.code, n.parameters) for n in reading.notes] == [("input_cut", {"shown": 8, "given": 37})]


def test_inputs_that_are_none(folder_of: Callable[[str], Path], session: Session) -> None:
    assert refused(folder_of("bert"), TextInput("  \n"), session).code == "text_empty"
    assert refused(folder_of("bert"), ImageInput(np.zeros((9, 9, 3), np.uint8)), session).code == "input_wrong"
    assert refused(folder_of("gpt2"), TextInput("a", pair="b"), session).code == "input_wrong"
    assert refused(folder_of("gpt2"), TextInput("", ids=(10**9,)), session).code == "input_wrong"
    for picture in (np.zeros((9, 9), np.uint8), np.zeros((9, 9, 3), np.float32), np.zeros((0, 9, 3), np.uint8)):
        assert refused(folder_of("vit"), ImageInput(picture), session).code == "picture_unusable"
    for wave, rate in (([], 16_000), ([np.nan] * 9000, 16_000), ([0.0] * 9000, 0), ([[0.0]] * 9000, 16_000)):
        assert refused(folder_of("wav2vec2"), AudioInput(np.float32(wave), rate), session).code == "sound_unusable"


def test_a_fused_kernel_that_returns_no_weights_is_named(
    folder_of: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    from transformers.models.bert import modeling_bert

    def fused(block: nn.Module, query: Any, key: Any, value: Any, mask: Any, **options: Any) -> Any:
        return nn.functional.scaled_dot_product_attention(query, key, value).transpose(1, 2).contiguous(), None

    monkeypatch.setattr(modeling_bert, "eager_attention_forward", fused)
    error = refused(folder_of("bert"))
    assert (error.code, error.parameters["reason"]) == ("no_attention", "fused")
    assert "returned no weights" in str(error)


def test_linear_attention_is_named(tmp_path: Path) -> None:
    packages = library.transformers()
    with library.quiet():
        config = packages.FNetConfig(hidden_size=32, num_hidden_layers=2, intermediate_size=37, vocab_size=40)
        packages.FNetModel(config).save_pretrained(tmp_path / "fnet")
    error = refused(tmp_path / "fnet")
    assert (error.code, error.parameters["reason"]) == ("no_attention", "linear")
    assert "it has no weights" in str(error)


def test_a_network_without_attention_is_named(tmp_path: Path) -> None:
    packages = library.transformers()
    with library.quiet():
        config = packages.ResNetConfig(embedding_size=8, hidden_sizes=[8, 16], depths=[1, 1], layer_type="basic")
        packages.ResNetModel(config).save_pretrained(tmp_path / "resnet")
    assert refused(tmp_path / "resnet").parameters["reason"] == "none"


def test_windows_are_named(tmp_path: Path) -> None:
    packages = library.transformers()
    with library.quiet():
        config = packages.SwinConfig(
            image_size=32, patch_size=4, embed_dim=16, depths=[1, 1], num_heads=[2, 2], window_size=4
        )
        packages.SwinModel(config).save_pretrained(tmp_path / "swin")
    assert refused(tmp_path / "swin").parameters["reason"] == "windows"


def test_loading_can_be_interrupted_and_begun_again(folder_of: Callable[[str], Path]) -> None:
    def stop(share: float = 0.0, code: str = "") -> None:
        if code == "loading" and share > 0:
            raise Interrupted

    session, model = Session(), OpenModel(str(folder_of("bert")))
    with pytest.raises(Interrupted):
        session.run(model, stop)
    assert not session.opened
    told: list[str] = []
    session.run(model, lambda share=0.0, code="": told.append(code))
    assert told[0] == "importing"
    assert told.count("loading") > 3


def test_heads_that_are_not_there_are_told(folder_of: Callable[[str], Path], session: Session) -> None:
    model = OpenModel(str(folder_of("bert")))
    reading = session.run(ReadInput(model, TextInput("a cat"), heads_off=((ENCODER, 9, 0), ("cross_attention", 0, 0))))
    assert [(n.code, n.parameters) for n in reading.notes] == [("heads_ignored", {"heads": 2})]


def test_a_head_at_its_mean_brings_the_mean(folder_of: Callable[[str], Path], session: Session) -> None:
    model = OpenModel(str(folder_of("bert")))
    given = TextInput("a cat sat on the [MASK] .")
    plain, off, mean = (
        session.run(ReadInput(model, given, **options))
        for options in ({}, {"heads_off": ((ENCODER, 0, 1),)}, {"heads_mean": ((ENCODER, 0, 1),)})
    )
    second = [reading.attention[0].attention.weights[1] for reading in (plain, off, mean)]
    assert not np.allclose(second[0], second[1], atol=1e-4)
    assert not np.allclose(second[0], second[2], atol=1e-4)
    assert not np.allclose(second[1], second[2], atol=1e-4)


def test_a_lens_of_a_picture_is_refused(folder_of: Callable[[str], Path], session: Session) -> None:
    with pytest.raises(Refused) as caught:
        session.run(LogitLens(OpenModel(str(folder_of("vit"))), families.example("vit")))
    assert caught.value.code == "no_lens"
