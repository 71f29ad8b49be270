"""Without transformers one sentence says what to install, and nothing else changes."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import pytest

from attnviz.engine.messages import Refused
from attnviz.engine.open.messages import OpenModel
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
