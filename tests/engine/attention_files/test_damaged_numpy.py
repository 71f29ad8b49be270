"""Damage anywhere in numpy's files is refused in one sentence."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

import numpy as np
import pytest

from attnviz.engine.attention_files.open_file import opened
from attnviz.engine.messages import Refused

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("ending", [".npy", ".npz"])
def test_damage_anywhere_is_refused(tmp_path: Path, ending: str) -> None:
    weights = np.random.default_rng(1).random((2, 3, 5, 5), np.float32)
    path = tmp_path / f"a{ending}"
    if ending == ".npy":
        np.save(path, weights)
    else:
        np.savez_compressed(path, weights)
    whole = path.read_bytes()
    for at in range(0, len(whole), 7):
        for wrong in (b"\xff" * 9, b"((((", b"\\\n'"):
            path.write_bytes(whole[:at] + wrong + whole[at + len(wrong) :])
            with contextlib.suppress(Refused):
                opened(path)
