"""The scene of writing measures both in turns, with a tiny model."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

pytest.importorskip("transformers")

from attnviz.bench.open.rows import WRITING
from attnviz.bench.processes import run_scene
from tests.engine.open import families

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.filterwarnings("ignore")
def test_writing_is_measured_beside_generate(tmp_path: Path) -> None:
    told = run_scene("written", str(families.folder("gpt2", tmp_path / "gpt2")), "3", module=WRITING)
    assert len(told["samples"]) == len(told["generate"]) == 5
    assert min(told["samples"] + told["generate"]) > 0
