"""Packages that are missing or broken: one sentence says what to install; and timm, where it can be had."""

from __future__ import annotations

import importlib.util
import json
import sys
from typing import TYPE_CHECKING

import numpy as np
import pytest

from attnviz.engine.messages import Refused
from attnviz.engine.open import library
from attnviz.engine.open.messages import ImageInput, OpenModel, ReadInput
from attnviz.engine.session import Session

if TYPE_CHECKING:
    from pathlib import Path


def test_one_sentence_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "config.json").write_text(json.dumps({"model_type": "bert", "architectures": ["BertModel"]}))
    (tmp_path / "model.safetensors").write_bytes((2).to_bytes(8, "little") + b"{}")
    monkeypatch.setitem(sys.modules, "transformers", None)
    with pytest.raises(Refused) as caught:
        Session().run(OpenModel(str(tmp_path)))
    assert caught.value.code == "models_missing"
    assert "pip install 'attnviz[models]'" in str(caught.value)


def test_a_package_that_is_there_but_broken_counts_as_absent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """torchvision built for another torch fails while it is imported, and transformers with it unless it is left out."""
    (tmp_path / "built_for_another.py").write_text("raise RuntimeError('operator torchvision::nms does not exist')")
    monkeypatch.syspath_prepend(str(tmp_path))
    assert importlib.util.find_spec("built_for_another") is not None
    library._leave_out_unusable("built_for_another")
    try:
        assert importlib.util.find_spec("built_for_another") is None
    finally:
        del sys.modules["built_for_another"]


def test_a_file_of_timm_opens_by_its_name(tmp_path: Path) -> None:
    try:
        timm = library.timm()
    except Refused as refused:
        pytest.skip(str(refused))
    from safetensors.torch import save_file

    network = timm.create_model("vit_tiny_patch16_224", pretrained=False, num_classes=7)
    save_file(network.state_dict(), tmp_path / "vit_tiny_patch16_224.safetensors")
    model = OpenModel(str(tmp_path / "vit_tiny_patch16_224.safetensors"))
    picture = np.random.default_rng(1).integers(0, 255, (300, 400, 3), dtype=np.uint8)
    session = Session()
    reading = session.run(ReadInput(model, ImageInput(picture)))
    weights = reading.attention[0].attention.weights
    assert weights.shape == (12, 3, 197, 197)
    assert np.allclose(weights.sum(-1), 1, atol=1e-5)
    assert len(reading.predictions[0].top) == 5
    off = session.run(ReadInput(model, ImageInput(picture), heads_off=(("encoder_self_attention", 0, 0),)))
    assert np.array_equal(off.attention[0].attention.weights[0], weights[0])
    assert not np.array_equal(off.attention[0].attention.weights[1], weights[1])
