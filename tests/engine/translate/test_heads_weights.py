"""Weight files of Transformers: one shared embedding is written once and stays one, fixed positions are not written."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
import torch
from safetensors.torch import load_file

from attnviz.engine import checkpoints
from tests.tiny.transformer import ID, write_transformer

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("positions", ["learned", "sinusoidal", "none"])
@pytest.mark.parametrize("shared", [True, False])
def test_what_is_written_loads_again(tmp_path: Path, shared: bool, positions: str) -> None:
    path = tmp_path / f"{ID}.safetensors"
    network = write_transformer(tmp_path, shared=shared, positions=positions)
    loaded = checkpoints.load(path)
    again = loaded.network
    assert (again.source_embedding.weight is again.target_embedding.weight) == shared
    assert loaded.about.parameters == sum(p.numel() for p in network.parameters())
    source, target = torch.tensor([[9, 8, 7, 3]]), torch.tensor([[2, 6, 7]])
    expected, _ = network.half().float()(source, source != 0, target)
    given, _ = again(source, source != 0, target)
    torch.testing.assert_close(given, expected, atol=2e-3, rtol=1e-3)
    names = set(load_file(path))
    assert ("target_embedding.weight" in names) != shared
    assert ("source_positions" in names) == (positions == "learned")


def test_the_searching_twin_is_nearly_the_network(tmp_path: Path) -> None:
    write_transformer(tmp_path)
    loaded = checkpoints.load(tmp_path / f"{ID}.safetensors")
    source, target = torch.tensor([[9, 8, 7, 3]]), torch.tensor([[2, 6, 7]])
    exact, _ = loaded.network(source, source != 0, target)
    quick, _ = loaded.fast_network.network(source, source != 0, target)
    assert 0 < float((exact - quick).abs().max()) < 0.1 * float(exact.std())


def test_loading_needs_no_symbolic_algebra(tmp_path: Path) -> None:
    write_transformer(tmp_path, shared=True)
    program = (
        "import sys, pathlib; from attnviz.engine.checkpoints import load; "
        f"load(pathlib.Path({str(tmp_path)!r}) / '{ID}.safetensors'); sys.exit('sympy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
