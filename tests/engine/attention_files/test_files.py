"""Every kind of attention file gives back what was written, in memory or read by tile; bad ones are refused in one sentence."""

from __future__ import annotations

import json
import os
import struct
import zipfile
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
import torch
from safetensors.numpy import save_file

from attnviz.engine.attention.messages import CROSS, DECODER, ENCODER
from attnviz.engine.attention_files import numpy_files, open_file, other_files
from attnviz.engine.messages import Refused

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

TOKENS = ["[CLS]", "cats", "sleep", "=1+1", "[SEP]"]


def made(layers: int = 2, heads: int = 3, queries: int = 5, keys: int = 5) -> np.ndarray:
    scores = np.random.default_rng(1).normal(size=(layers, heads, queries, keys)) * 3
    weights = np.exp(scores)
    return (weights / weights.sum(-1, keepdims=True)).astype(np.float32)


def write_safetensors(path: Path, weights: np.ndarray) -> None:
    save_file({ENCODER: weights}, path, {"tokens": json.dumps(TOKENS), "title": "a try"})


def write_npz(path: Path, weights: np.ndarray) -> None:
    np.savez(path, **{ENCODER: weights}, tokens=np.array(TOKENS), title="a try")


def write_packed_npz(path: Path, weights: np.ndarray) -> None:
    np.savez_compressed(path, **{ENCODER: weights}, tokens=np.array(TOKENS), title="a try")


def write_json(path: Path, weights: np.ndarray) -> None:
    path.write_text(json.dumps({ENCODER: weights.tolist(), "tokens": TOKENS, "title": "a try"}))


def write_pt(path: Path, weights: np.ndarray) -> None:
    layers = tuple(torch.from_numpy(layer)[None] for layer in weights)  # as transformers returns them
    torch.save({ENCODER: layers, "tokens": TOKENS, "title": "a try"}, path)


WRITERS: list[tuple[str, Callable[[Path, np.ndarray], None]]] = [
    ("a.safetensors", write_safetensors),
    ("a.npz", write_npz),
    ("b.npz", write_packed_npz),
    ("a.json", write_json),
    ("a.pt", write_pt),
]


@pytest.mark.parametrize(("name", "write"), WRITERS)
def test_what_was_written_is_read(tmp_path: Path, name: str, write: Callable[[Path, np.ndarray], None]) -> None:
    weights = made()
    write(tmp_path / name, weights)
    opened = open_file.opened(tmp_path / name)
    (one,) = opened.attentions
    assert (one.kind, opened.title, opened.notes) == (ENCODER, "a try", ())
    assert one.queries == one.keys == tuple(TOKENS)
    np.testing.assert_allclose(one.stack.whole(), weights, atol=1e-7)


def test_a_lone_array_is_read_with_its_places_numbered(tmp_path: Path) -> None:
    np.save(tmp_path / "a.npy", made()[0])
    (one,) = open_file.opened(tmp_path / "a.npy").attentions
    assert one.stack.shape == (1, 3, 5, 5)
    assert one.keys == ("1", "2", "3", "4", "5")


@pytest.mark.parametrize("ending", ["safetensors", "npy", "npz"])
@pytest.mark.parametrize("dtype", [np.float16, np.float32])
def test_a_large_file_is_left_where_it_is_and_read_by_tile(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: str, dtype: type
) -> None:
    monkeypatch.setattr(open_file, "SMALL", 0)
    monkeypatch.setattr(numpy_files, "IN_PLACE", 0)
    weights, path = made(3, 2, 40, 30).astype(dtype), tmp_path / f"a.{ending}"
    if ending == "safetensors":
        save_file({f"{CROSS}.{i}": layer for i, layer in enumerate(weights)}, path)
    elif ending == "npy":
        np.save(path, weights)
    else:
        np.savez(path, weights)
    (one,) = open_file.opened(path).attentions
    assert not one.stack.in_memory
    assert one.kind == CROSS
    part = one.stack.read(2, 1, slice(7, 19), slice(3, 9))
    assert np.array_equal(part, weights[2, 1, 7:19, 3:9])


def test_bfloat16_is_read(tmp_path: Path) -> None:
    from safetensors.torch import save_file as save_tensors

    weights = torch.from_numpy(made()).bfloat16()
    save_tensors({DECODER: weights}, tmp_path / "a.safetensors")
    (one,) = open_file.opened(tmp_path / "a.safetensors").attentions
    assert np.array_equal(one.stack.whole(), weights.float().numpy())


# what is odd is told, and shown all the same


def notes_of(tmp_path: Path, weights: np.ndarray, tokens: list[str] | None = None) -> set[str]:
    path = tmp_path / "odd.npz"
    np.savez(path, weights, **({} if tokens is None else {"tokens": np.array(tokens)}))
    opened = open_file.opened(path)
    assert opened.attentions[0].stack.shape == weights.shape
    return {note.code for note in opened.notes}


def test_what_is_odd_is_told(tmp_path: Path) -> None:
    weights = made()
    assert notes_of(tmp_path, weights) == set()
    assert notes_of(tmp_path, weights, TOKENS[:-1]) == {"tokens_do_not_fit"}
    assert notes_of(tmp_path, weights * 0.5) == {"rows_do_not_sum"}
    weights[0, 0, 0, 0] = np.nan
    assert notes_of(tmp_path, weights) == {"no_numbers"}
    assert "negative" in notes_of(tmp_path, -made())


def test_one_token_is_enough(tmp_path: Path) -> None:
    assert notes_of(tmp_path, np.ones((1, 1, 1, 1), np.float32), ["word"]) == set()


# what is refused


def hostile(tmp_path: Path) -> dict[str, Path]:
    """One file of every bad kind, by what it is."""
    weights = made()
    files: dict[str, Path] = {}

    def put(what: str, name: str, data: bytes) -> None:
        files[what] = tmp_path / f"{what}.{name}"
        files[what].write_bytes(data)

    def header(said: Any, body: bytes = b"") -> bytes:
        text = json.dumps(said).encode()
        return struct.pack("<Q", len(text)) + text + body

    entry = {"dtype": "F32", "shape": [2, 3, 5, 5], "data_offsets": [0, 600]}
    put("empty", "safetensors", b"")
    put("huge_length", "safetensors", struct.pack("<Q", 1 << 62) + b"{}")
    put("cut", "safetensors", header({ENCODER: entry}, b"\0" * 100))
    put(
        "promises", "safetensors", header({ENCODER: entry | {"shape": [10**6, 10**6], "data_offsets": [0, 4 * 10**12]}})
    )
    put("negative", "safetensors", header({ENCODER: entry | {"shape": [-1, 3, 5, 5]}}))
    put("strange", "safetensors", header({ENCODER: {"dtype": "F32"}}))
    put("deep_header", "safetensors", struct.pack("<Q", 200_000) + b"[" * 200_000)
    put("integers", "safetensors", header({ENCODER: entry | {"dtype": "I64", "data_offsets": [0, 1200]}}, b"\0" * 1200))
    put("model", "safetensors", header({f"layer.{i}": entry for i in range(3)}, b"\0" * 600))
    put("no_layers", "safetensors", header({ENCODER: entry | {"shape": [0, 3, 5, 5], "data_offsets": [0, 0]}}))
    put("deep", "json", b"[" * 1_000_000)
    put("no_json", "json", b"\x80abc")
    put("words", "json", b'{"attention": [[["a"]]]}')
    put("uneven", "json", b'{"attention": [[[1, 0], [1]]]}')
    put("nothing", "json", b"{}")
    put("number", "json", b"3")
    put("none", "json", b'{"attention": [null]}')
    put("no_list", "json", b'{"attention": [[[[1]]]], "tokens": 5}')
    put("no_pt", "pt", b"abc")
    put("no_npy", "npy", b"abc")
    put("no_npz", "npz", b"abc")
    files["pickle"] = tmp_path / "pickle.npy"
    np.save(files["pickle"], np.array([{}], object), allow_pickle=True)
    text = b"{'descr': '<f4', 'fortran_order': False, 'shape': (1000, 1000, 1000, 1000)}\n"
    put("promises_npy", "npy", b"\x93NUMPY\x01\0" + struct.pack("<H", len(text)) + text)
    files["code"] = tmp_path / "code.pt"
    torch.save({"attention": Evil()}, files["code"])
    files["ragged"] = tmp_path / "ragged.pt"
    torch.save([torch.from_numpy(weights[0]), torch.from_numpy(weights[1, :2])], files["ragged"])
    files["none_pt"] = tmp_path / "none.pt"
    torch.save({"attentions": (None, None)}, files["none_pt"])
    files["cut_pt"] = tmp_path / "cut.pt"
    torch.save(torch.from_numpy(weights), files["cut_pt"])
    os.truncate(files["cut_pt"], 900)
    files["cut_npz"] = tmp_path / "cut.npz"
    np.savez(files["cut_npz"], weights)
    os.truncate(files["cut_npz"], 700)
    files["missing"] = tmp_path / "missing.npy"
    files["folder"] = tmp_path / "folder.npy"
    files["folder"].mkdir()
    files["unknown"] = tmp_path / "weights.bin"
    files["unknown"].write_bytes(b"abc")
    return files


class Evil:
    """Runs code when it is unpickled."""

    def __reduce__(self) -> tuple[Any, ...]:
        return os.mkdir, ("/tmp/attnviz-was-here",)


def test_bad_files_are_refused_in_one_sentence(tmp_path: Path) -> None:
    for what, path in hostile(tmp_path).items():
        with pytest.raises(Refused) as refused:
            open_file.opened(path)
        said = str(refused.value)
        assert said.endswith("."), what
        assert "\n" not in said, what
    assert not os.path.exists("/tmp/attnviz-was-here")


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("attnviz.engine.attention_files.reading.available", lambda: 10_000_000)
    path = tmp_path / "bomb.npz"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.npy", b"\0" * 20_000_000)
    assert path.stat().st_size < 100_000
    with pytest.raises(Refused) as refused:
        open_file.opened(path)
    assert refused.value.code == "attention_too_large"


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.json")
    with pytest.raises(Refused):
        open_file.opened(tmp_path / "pipe.json")


@pytest.mark.parametrize("change", ["cut", "written", "gone"])
def test_a_file_that_changes_while_it_is_open_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    monkeypatch.setattr(open_file, "SMALL", 0)
    path = tmp_path / "a.safetensors"
    write_safetensors(path, made())
    (one,) = open_file.opened(path).attentions
    if change == "cut":
        os.truncate(path, 300)
    elif change == "gone":
        path.unlink()
    else:
        write_safetensors(path, made(2, 3, 5, 5) * 0.5)
        os.utime(path, (1, 1))
    with pytest.raises(Refused) as refused:
        one.stack.read(1, 2)
    assert refused.value.code == "file_changed"


def test_the_largest_json_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(other_files, "LARGEST_JSON", 10)
    write_json(tmp_path / "a.json", made())
    with pytest.raises(Refused):
        open_file.opened(tmp_path / "a.json")
