"""Hostile models, a line each: what is wrong with one, how it is made of a whole one, and what must be said of it.

Each is refused by itself, in a sentence, and takes none of the others away. Where only the card is wrong, whoever names the model
is still served, unless the card is nested without end.
"""

from __future__ import annotations

import json
import os
import socket
import struct
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from safetensors.torch import load_file, save_file

if TYPE_CHECKING:
    from collections.abc import Callable

    import torch

DEEP = "[" * 100_000
CARD, INCOMPLETE, NO_FILE = "its card is damaged", "its description is incomplete", "are not in"
BASE, DAMAGED = "which is not beside it or cannot be used", "is damaged or no safetensors file"


class Spoiled(NamedTuple):
    """``spoil`` changes the weights in a path or the card beside them; ``says`` is a part of the sentence. What only the tensors
    tell is not ``listed``: it is known when the model is loaded."""

    what: str
    spoil: Callable[[Path], None]
    says: str
    listed: bool = True

    @property
    def is_read(self) -> bool:
        """Whether the model still answers whoever names it."""
        return self.says == CARD and "without end" not in self.what and "inside" not in self.what


def with_tensors(path: Path, tensors: dict[str, torch.Tensor], **values: str) -> None:
    with_ = json.loads(path.read_bytes()[8 : 8 + int.from_bytes(path.read_bytes()[:8], "little")])["__metadata__"]
    save_file({name: tensor.clone() for name, tensor in tensors.items()}, path, with_ | values)


def with_metadata(path: Path, **values: str) -> None:
    with_tensors(path, load_file(path), **values)


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


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-100])


def header(path: Path, change: Callable[[dict[str, object]], None]) -> None:
    """Write another header over the same tensors."""
    raw = path.read_bytes()
    (length,) = struct.unpack("<Q", raw[:8])
    held = json.loads(raw[8 : 8 + length])
    change(held)
    text = json.dumps(held).encode()
    path.write_bytes(struct.pack("<Q", len(text)) + text + raw[8 + length :])


def first_tensor(**values: object) -> Callable[[Path], None]:
    """Gives the first tensor of a file other offsets, shape or kind."""

    def change(held: dict[str, object]) -> None:
        name = next(name for name in held if name != "__metadata__")
        held[name] = {**held[name], **values}  # type: ignore[dict-item]

    return lambda path: header(path, change)


def with_ends(path: Path, end: bytes) -> None:
    """Write other bytes over the end of the tensors, where the tokenizers lie."""
    path.write_bytes(path.read_bytes()[: -len(end)] + end)


def not_finite(path: Path) -> None:
    tensors = load_file(path)
    next(tensor for tensor in tensors.values() if tensor.is_floating_point()).fill_(float("nan"))
    with_tensors(path, tensors)


MODELS = (
    Spoiled("a card nested without end", card(DEEP), CARD),
    Spoiled("the same inside an object", card('{"languages": ["en", "fr"], "a": ' + DEEP), CARD),
    Spoiled("a card that is a list", card("[]"), CARD),
    Spoiled("a card that is a number", card("5"), CARD),
    Spoiled("a card that is null", card("null"), CARD),
    Spoiled("a card cut off", card('{"languages": ["en"'), CARD),
    Spoiled("a card with a number of 5,000 digits", card('{"languages": ["en", "fr"], "a": ' + "9" * 5000 + "}"), CARD),
    Spoiled("a config nested without end", lambda path: with_metadata(path, config=DEEP), INCOMPLETE),
    Spoiled("the same inside objects", lambda path: with_metadata(path, config='{"cell":' * 50_000), INCOMPLETE),
    Spoiled("a config that is a list", lambda path: with_metadata(path, config="[]"), INCOMPLETE),
    Spoiled(
        "shared names nested without end", lambda path: with_metadata(path, base="rnn-en-zh", shared=DEEP), INCOMPLETE
    ),
    Spoiled(
        "a base with a name of 300 characters", lambda path: with_metadata(path, base="x" * 300, shared="[]"), BASE
    ),
    Spoiled("a base with a null character", lambda path: with_metadata(path, base="x\0y", shared="[]"), BASE),
    Spoiled("a base that is a folder above", lambda path: with_metadata(path, base="..", shared="[]"), BASE),
    Spoiled(
        "dropout that is no number", lambda path: with_config(path, dropout=float("nan")), "gives no usable dropout"
    ),
    Spoiled("dropout without end", lambda path: with_config(path, dropout=float("inf")), "gives no usable dropout"),
    Spoiled("dropout of everything", lambda path: with_config(path, dropout=1.0), "gives no usable dropout"),
    Spoiled("negative dropout", lambda path: with_config(path, dropout=-0.5), "gives no usable dropout"),
    Spoiled("10^30 hidden units", lambda path: with_config(path, d_hidden=10**30), "gives no usable d_hidden"),
    Spoiled(
        "100,000 layers",
        lambda path: with_metadata(
            path,
            kind="transformer",
            config=json.dumps({"source_vocabulary": 400, "target_vocabulary": 400, "layers": 100_000}),
        ),
        "gives no usable layers",
    ),
    Spoiled(
        "100,000 stages",
        lambda path: with_metadata(path, kind="vae", config=json.dumps({"side": 64, "channels": 1, "stages": 100_000})),
        "gives no usable stages",
    ),
    Spoiled(
        "100,000 blocks",
        lambda path: with_metadata(path, kind="cnn", config=json.dumps({"names": "a b", "blocks_2": 100_000})),
        "gives no usable blocks_2",
    ),
    Spoiled("weights that are a pipe", fifo, NO_FILE),
    Spoiled("a card that is a pipe", fifo_card, CARD),
    Spoiled("weights that are a socket", a_socket, NO_FILE),
    Spoiled("weights that lead to a device", device, NO_FILE),
    Spoiled("a card that leads to a device", device_card, CARD),
    Spoiled("weights that are a folder", a_folder, NO_FILE),
    Spoiled("weights that lead nowhere", dangling, NO_FILE),
    Spoiled("weights that lead to themselves", circle, "cannot be read"),
    Spoiled("weights without a byte", lambda path: path.write_bytes(b"") and None, DAMAGED),
    Spoiled(
        "a header nested without end",
        lambda path: path.write_bytes((100_000).to_bytes(8, "little") + DEEP.encode()) and None,
        DAMAGED,
    ),
    Spoiled(
        "a card that is no UTF-8", lambda path: path.with_suffix(".json").write_bytes(b"\xff\xfe\x00") and None, CARD
    ),
    Spoiled("a card of 5 MB", card("{" + " " * 5_000_000 + "}"), CARD),
    Spoiled("weights cut off", cut, DAMAGED, listed=False),
    Spoiled("a pickle", lambda path: path.write_bytes(b"\x80\x04\x95" + bytes(99)) and None, DAMAGED),
    Spoiled("a header longer than the file", lambda path: path.write_bytes(b"\xff" * 8 + bytes(99)) and None, DAMAGED),
    Spoiled("tensors that overlap", first_tensor(data_offsets=[4, 8]), DAMAGED, listed=False),
    Spoiled("a tensor of 2^62 numbers", first_tensor(shape=[2**31, 2**31]), "is damaged", listed=False),
    Spoiled("a tensor of a negative size", first_tensor(shape=[-1]), "is damaged"),
    Spoiled("a tensor of no kind", first_tensor(dtype="F13"), DAMAGED, listed=False),
    Spoiled("weights that are no numbers", not_finite, "not finite numbers", listed=False),
    Spoiled("a tokenizer of nonsense", lambda path: with_ends(path, bytes(range(256))), "do not fit", listed=False),
    Spoiled("of another format", lambda path: with_metadata(path, format="attnviz-99"), "was not written by attnviz"),
    Spoiled(
        "of an unknown kind", lambda path: with_metadata(path, kind="__import__('os')"), "was not written by attnviz"
    ),
)

CARDS: tuple[object, ...] = (
    None,
    5,
    1e999,
    "x",
    [],
    [[]],
    {},
    {"layer": 1e999, "heads": [0]},
    -1,
)  # odd values of each entry
ENTRIES = ("alignment", "guided", "metrics", "longest_trained", "data", "name", "license", "supervision")


def odd_card(value: object) -> str:
    """A card with an odd value wherever the program looks for one."""
    return json.dumps({"languages": ["en", "fr"]} | dict.fromkeys(ENTRIES, value))


def write(folder: Path) -> None:
    """Put each hostile model into a folder of its own, beside a whole one."""
    from tests.tiny.translator import make_models

    for number, odd in enumerate(MODELS):
        beside = folder / f"{number:02} {odd.what}"
        beside.mkdir(parents=True, exist_ok=True)
        odd.spoil(make_models(beside) / "rnn-en-fr.safetensors")
