"""Files that somebody else put among the models: each is refused by itself, in a sentence, and takes none of the others away."""

from __future__ import annotations

import json
import os
import shutil
import socket
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import torch
from safetensors.torch import load as tensors_of
from safetensors.torch import load_file, save_file

from attnviz.engine import checkpoints
from attnviz.engine.attention.head_statistics import best_map
from attnviz.engine.latent import samples as latent_samples
from attnviz.engine.messages import ListModels, Refused
from attnviz.engine.session import Session
from attnviz.engine.translate.messages import Translate
from attnviz.models.vae import VaeConfig

if TYPE_CHECKING:
    from collections.abc import Callable

DEEP = "[" * 100_000
ID = "rnn-en-fr"


@pytest.fixture
def folder(tiny_folder: Path, tmp_path: Path) -> Path:
    """Two tiny models, the first of which a test spoils."""
    for path in tiny_folder.glob("rnn-en-*"):
        shutil.copy(path, tmp_path)
    return tmp_path


def with_metadata(path: Path, **values: str) -> None:
    tensors = load_file(path)
    with_ = json.loads(path.read_bytes()[8 : 8 + int.from_bytes(path.read_bytes()[:8], "little")])["__metadata__"]
    save_file({name: tensor.clone() for name, tensor in tensors.items()}, path, with_ | values)


def with_config(path: Path, **values: object) -> None:
    raw = path.read_bytes()
    config = json.loads(json.loads(raw[8 : 8 + int.from_bytes(raw[:8], "little")])["__metadata__"]["config"])
    with_metadata(path, config=json.dumps(config | values))


def card(text: str) -> Callable[[Path], None]:
    return lambda path: path.with_suffix(".json").write_text(text, encoding="utf-8") and None


def fifo(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def fifo_card(path: Path) -> None:
    fifo(path.with_suffix(".json"))


def a_socket(path: Path) -> None:
    path.unlink()
    before = Path.cwd()
    os.chdir(path.parent)  # a socket's name is short
    try:
        with socket.socket(socket.AF_UNIX) as end:
            end.bind(path.name)
    finally:
        os.chdir(before)


def device(path: Path) -> None:
    path.unlink()
    path.symlink_to("/dev/zero")


def device_card(path: Path) -> None:
    device(path.with_suffix(".json"))


def a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def dangling(path: Path) -> None:
    path.unlink()
    path.symlink_to("nowhere")


def circle(path: Path) -> None:
    path.unlink()
    path.symlink_to(path.name)


SPOILED: dict[str, Callable[[Path], None]] = {
    "deep card": card(DEEP),
    "deep card in an object": card('{"languages": ["en", "fr"], "a": ' + DEEP),
    "card a list": card("[]"),
    "card a number": card("5"),
    "card null": card("null"),
    "card cut": card('{"languages": ["en"'),
    "card of a long number": card('{"languages": ["en", "fr"], "a": ' + "9" * 5000 + "}"),
    "deep config": lambda path: with_metadata(path, config=DEEP),
    "deep config in an object": lambda path: with_metadata(path, config='{"cell":' * 50_000),
    "config a list": lambda path: with_metadata(path, config="[]"),
    "deep shared": lambda path: with_metadata(path, base="rnn-en-zh", shared=DEEP),
    "long base": lambda path: with_metadata(path, base="x" * 300, shared="[]"),
    "base with null": lambda path: with_metadata(path, base="x\0y", shared="[]"),
    "base elsewhere": lambda path: with_metadata(path, base="..", shared="[]"),
    "dropout nan": lambda path: with_config(path, dropout=float("nan")),
    "dropout infinite": lambda path: with_config(path, dropout=float("inf")),
    "dropout all": lambda path: with_config(path, dropout=1.0),
    "dropout negative": lambda path: with_config(path, dropout=-0.5),
    "huge": lambda path: with_config(path, d_hidden=10**30),
    "layers": lambda path: with_metadata(
        path,
        kind="transformer",
        config=json.dumps({"source_vocabulary": 400, "target_vocabulary": 400, "layers": 100_000}),
    ),
    "stages": lambda path: with_metadata(
        path, kind="vae", config=json.dumps({"side": 64, "channels": 1, "stages": 100_000})
    ),
    "blocks": lambda path: with_metadata(path, kind="cnn", config=json.dumps({"names": "a b", "blocks_2": 100_000})),
    "fifo": fifo,
    "fifo card": fifo_card,
    "socket": a_socket,
    "device": device,
    "device card": device_card,
    "folder": a_folder,
    "dangling": dangling,
    "circle": circle,
    "empty": lambda path: path.write_bytes(b"") and None,
    "deep header": lambda path: path.write_bytes((100_000).to_bytes(8, "little") + DEEP.encode()) and None,
}


@pytest.mark.parametrize("name", SPOILED)
def test_a_spoiled_model_is_refused_alone_and_at_once(folder: Path, name: str) -> None:
    SPOILED[name](folder / f"{ID}.safetensors")
    begun = time.monotonic()
    found = Session([folder]).run(ListModels())
    assert [model.id for model in found.models] == ["rnn-en-zh"]
    (unusable,) = found.unusable
    assert unusable.file.startswith(ID) or name.startswith(("long base", "base"))
    assert unusable.sentence.endswith(".")
    assert "\n" not in unusable.sentence
    assert unusable.reason in (*checkpoints.REASONS, "missing")
    if not name.startswith(("card", "fifo card", "device card")):  # whole weights are used by whoever names them
        with pytest.raises(Refused):
            Session([folder]).run(Translate("Hi.", ID))
    assert time.monotonic() - begun < 2


@pytest.mark.parametrize("odd", [None, 5, 1e999, "x", [], [[]], {}, {"layer": 1e999, "heads": [0]}, -1], ids=repr)
def test_odd_values_in_a_card_harm_nobody(folder: Path, odd: object) -> None:
    text = {"languages": ["en", "fr"]} | dict.fromkeys(
        ("alignment", "guided", "metrics", "longest_trained", "data"), odd
    )
    (folder / f"{ID}.json").write_text(json.dumps(text), encoding="utf-8")
    session = Session([folder])
    assert session.run(Translate("Hi.", ID)).target_tokens
    (about, _) = session.run(ListModels()).models
    assert best_map(about.card, 3, 8).view.heads


def test_a_folder_that_cannot_be_read_hides_no_other(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    closed = folder / "closed"
    real = os.listdir

    def listdir(path: Path) -> list[str]:
        if path == closed:
            raise PermissionError(13, "Permission denied", str(path))
        return real(path)

    monkeypatch.setattr(os, "listdir", listdir)
    file = folder / "rnn-en-zh.safetensors"
    found = Session([closed, file, folder / "no", folder]).run(ListModels())
    assert [model.id for model in found.models] == [ID, "rnn-en-zh"]


@pytest.mark.parametrize("way", ["cut", "overwritten", "removed"])
def test_what_becomes_of_a_file_does_not_reach_the_loaded_model(folder: Path, way: str) -> None:
    path = folder / f"{ID}.safetensors"
    raw = path.read_bytes()
    tensors = tensors_of(raw)  # not mapped
    metadata = json.loads(raw[8 : 8 + int.from_bytes(raw[:8], "little")])["__metadata__"]
    wide = {name: t.float() if t.dtype == torch.float16 else t.clone() for name, t in tensors.items()}
    save_file(wide, path, metadata)
    session = Session([folder])
    before = session.run(Translate("The cat.", ID))
    size = path.stat().st_size
    if way == "removed":
        path.unlink()
    else:
        with path.open("r+b") as file:
            file.write(b"\0" * size) if way == "overwritten" else file.truncate(10)
    after = session.run(Translate("The cat.", ID))
    assert after.text == before.text
    assert (after.log_probabilities == before.log_probabilities).all()
    maps = Path("/proc/self/maps")
    assert not maps.exists() or str(path) not in maps.read_text(encoding="utf-8", errors="replace")


@pytest.mark.parametrize("id", ["../rnn-en-fr", "../../x", "/etc/passwd", "a/b", "..\\x", "", "x" * 300, "x\0y", "."])
def test_a_model_is_named_and_no_path(folder: Path, id: str) -> None:
    (folder / "in").mkdir()
    with pytest.raises(Refused) as caught:
        Session([folder / "in"]).model(id)
    assert caught.value.code in ("weights_missing", "weights_broken")
    assert "\n" not in str(caught.value)


def test_samples_are_read_from_a_regular_file_alone(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "m.samples.npz")
    with pytest.raises(Refused) as caught:
        latent_samples.read([tmp_path], "m", VaeConfig(side=64, channels=1))
    assert caught.value.code == "samples_missing"
    (tmp_path / "m.samples.npz").unlink()
    (tmp_path / "m.samples.npz").write_bytes(b"PK\3\4 and nothing else")
    with pytest.raises(Refused) as caught:
        latent_samples.read([tmp_path], "m", VaeConfig(side=64, channels=1))
    assert caught.value.code == "samples_broken"
