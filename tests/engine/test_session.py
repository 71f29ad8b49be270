"""The tables of the engine: every request has a handler, models load once and only when asked for."""

from __future__ import annotations

import dataclasses
import pickle
from typing import TYPE_CHECKING

import pytest

from attnviz.engine import messages
from attnviz.engine.handlers import HANDLERS
from attnviz.engine.messages import Failure, ListModels, Models, Progress, Refused
from attnviz.engine.session import Session
from attnviz.engine.translate import messages as translate_messages
from attnviz.engine.translate.messages import Translate, Translation
from attnviz.paths import asset, model_folders, user_models

if TYPE_CHECKING:
    from pathlib import Path

RESULTS = (Translation, Models, Progress, Failure)


def test_every_request_has_a_handler() -> None:
    known = {**vars(messages), **vars(translate_messages)}
    carried = [cls for cls in known.values() if isinstance(cls, type) and dataclasses.is_dataclass(cls)]
    parts = {cls for cls in carried if "request" in {field.name for field in dataclasses.fields(cls)}}
    assert set(RESULTS) <= parts
    assert {Translate, ListModels} <= set(HANDLERS)
    for request in HANDLERS:
        assert dataclasses.is_dataclass(request)
        assert request.__dataclass_params__.frozen
        assert request.__module__.startswith("attnviz.engine")


def test_an_unknown_request_is_refused(tiny: Session) -> None:
    with pytest.raises(Refused) as caught:
        tiny.run("translate, please")
    assert caught.value.code == "unknown_request"


def test_models_are_listed_with_what_is_told_of_them(tiny: Session, tiny_folder: Path) -> None:
    request = ListModels()
    answer = tiny.run(request)
    assert answer.request is request
    assert [model.id for model in answer.models] == ["rnn-en-fr", "rnn-en-zh"]
    for model in answer.models:
        assert model.kind == "rnn"
        assert model.scoring == "additive"
        assert model.bytes == (tiny_folder / f"{model.id}.safetensors").stat().st_size
        assert model.card["name"] == "tiny"
    assert pickle.loads(pickle.dumps(answer)).models[0].card == answer.models[0].card


def test_a_model_is_loaded_once_and_told_as_progress(tiny: Session) -> None:
    told: list[str] = []

    def progress(share: float = 0.0, code: str = "decoding") -> None:
        told.append(code)

    assert tiny.model("rnn-en-fr", progress) is tiny.model("rnn-en-fr", progress)
    assert told == ["loading"]


def test_the_first_folder_wins(tiny_folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "rnn-en-fr.safetensors"
    other.write_bytes((tiny_folder / "rnn-en-zh.safetensors").read_bytes())
    first, second = Session([tmp_path, tiny_folder]), Session([tiny_folder, tmp_path])
    assert first.model("rnn-en-fr").about.languages == ("?", "?")
    assert second.model("rnn-en-fr").about.languages == ("en", "fr")


def test_a_missing_model_is_refused_and_stays_so(tiny: Session) -> None:
    for _ in range(2):
        with pytest.raises(Refused) as caught:
            tiny.run(Translate("Hi.", "no-such-model"))
        assert caught.value.code == "weights_missing"
        assert "no-such-model" in str(caught.value)


def test_models_come_from_a_named_folder_first_then_the_shipped_ones(
    tiny_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("ATTNVIZ_MODELS", raising=False)
    assert model_folders() == [asset("weights"), user_models()]
    monkeypatch.setenv("ATTNVIZ_MODELS", str(tiny_folder))
    assert model_folders() == [tiny_folder, asset("weights"), user_models()]
    assert Session().run(ListModels()).models[0].card["name"] == "tiny"
