"""Reading idx files: whole ones exactly, damaged ones with a sentence."""

from __future__ import annotations

import gzip
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import pytest

from attnviz.training.translator.pairs import DataError
from attnviz.training.vae.idx import read_idx

if TYPE_CHECKING:
    from pathlib import Path

zipped = partial(gzip.compress, mtime=0)  # the same in every process: these bytes name tests


def idx(array: np.ndarray) -> bytes:
    sizes = b"".join(size.to_bytes(4, "big") for size in array.shape)
    return bytes([0, 0, 8, array.ndim]) + sizes + array.tobytes()


def test_an_array_is_read_as_it_was_written(tmp_path: Path) -> None:
    array = np.random.default_rng(1).integers(0, 256, (5, 3, 4), dtype=np.uint8)
    path = tmp_path / "a.gz"
    path.write_bytes(zipped(idx(array)))
    assert np.array_equal(read_idx(path), array)


WHOLE = zipped(idx(np.arange(12, dtype=np.uint8).reshape(3, 4)))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "begin like"),
        (b"no gzip at all", "whole gzip"),
        (WHOLE[:-12], "whole gzip"),
        (zipped(b"\0\0\x0d\x01\0\0\0\x01\0\0\0\0"), "idx file of bytes"),
        (zipped(idx(np.arange(12, dtype=np.uint8))[:-1]), "another number"),
        (zipped(idx(np.arange(12, dtype=np.uint8)) + b"\0"), "another number"),
        (zipped(b"\0\0\x08\x03\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff"), "usable size"),
        (zipped(b"\0\0\x08\x03\0\0"), "usable size"),
    ],
)
def test_a_damaged_file_is_told_in_a_sentence(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "bad.gz"
    path.write_bytes(content)
    with pytest.raises(DataError, match=said):
        read_idx(path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="nowhere"):
        read_idx(tmp_path / "nowhere.gz")
