"""Weight files of Transformers: one shared embedding is written once and stays one, fixed positions are not written."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file

from attnviz.engine import checkpoints
from attnviz.engine.text import Tokenizer
from attnviz.models.transformer import Transformer, TransformerConfig
from tests.ui.tiny_model import ENGLISH, OTHER

LINES = [*ENGLISH, *OTHER["fr"]]


def written(path: Path, *, shared: bool, positions: str) -> Transformer:
    """Write a small Transformer with drawn weights."""
    both = Tokenizer.train(LINES, vocabulary=400)
    torch.manual_seed(1)
    config = TransformerConfig(
        len(both), len(both), d_model=16, heads=4, layers=2, d_feedforward=24, shared=shared, positions=positions
    )
    network = Transformer(config).eval()
    checkpoints.save(
        path, network, "transformer", {"source": both, "target": both}, {"languages": ["en", "fr"], "name": "tiny"}
    )
    return network


@pytest.mark.parametrize("positions", ["learned", "sinusoidal", "none"])
@pytest.mark.parametrize("shared", [True, False])
def test_what_is_written_loads_again(tmp_path: Path, shared: bool, positions: str) -> None:
    path = tmp_path / "transformer-en-fr.safetensors"
    network = written(path, shared=shared, positions=positions)
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


def test_loading_needs_no_symbolic_algebra(tmp_path: Path) -> None:
    path = tmp_path / "transformer-en-fr.safetensors"
    written(path, shared=True, positions="sinusoidal")
    program = (
        "import sys, pathlib; from attnviz.engine.checkpoints import load; "
        f"load(pathlib.Path({str(path)!r})); sys.exit('sympy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
