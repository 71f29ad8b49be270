"""Files that somebody else put among the models: each is refused by itself, in a sentence, and takes none of the others away."""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import time
from pathlib import Path

import pytest
import torch
from safetensors.torch import load as tensors_of
from safetensors.torch import save_file

from attnviz.engine.attention.head_statistics import best_map
from attnviz.engine.latent import samples as latent_samples
from attnviz.engine.messages import ListModels, Refused
from attnviz.engine.session import Session
from attnviz.engine.translate.messages import Translate
from attnviz.engine.unusable_weights import REASONS
from attnviz.models.vae import VaeConfig
from tests.hostile.models import CARDS, MODELS, Spoiled, odd_card
from tests.tiny.vae import GREY, make_vaes

ID = "rnn-en-fr"


@pytest.fixture
def folder(tiny_folder: Path, tmp_path: Path) -> Path:
    """Two tiny models, the first of which a test spoils."""
    for path in tiny_folder.glob("rnn-en-*"):
        shutil.copy(path, tmp_path)
    return tmp_path


@pytest.mark.parametrize("odd", MODELS, ids=[odd.what for odd in MODELS])
def test_a_spoiled_model_is_refused_alone_and_at_once(folder: Path, odd: Spoiled) -> None:
    odd.spoil(folder / f"{ID}.safetensors")
    begun = time.monotonic()
    found = Session([folder]).run(ListModels())
    assert "rnn-en-zh" in [model.id for model in found.models]
    assert len(found.unusable) == odd.listed
    for unusable in found.unusable:
        assert unusable.file == f"{ID}.safetensors"
        assert odd.says in unusable.sentence
        assert unusable.sentence.endswith(".")
        assert "\n" not in unusable.sentence
        assert unusable.reason in (*REASONS, "missing")
    if odd.is_read:
        assert Session([folder]).run(Translate("Hi.", ID)).target_tokens
    else:
        with pytest.raises(Refused, match=re.escape(odd.says)):
            Session([folder]).run(Translate("Hi.", ID))
    assert time.monotonic() - begun < 2


@pytest.mark.parametrize("odd", CARDS, ids=repr)
def test_odd_values_in_a_card_harm_nobody(folder: Path, odd: object) -> None:
    (folder / f"{ID}.json").write_text(odd_card(odd), encoding="utf-8")
    session = Session([folder])
    assert session.run(Translate("Hi.", ID)).target_tokens
    (about, _) = session.run(ListModels()).models
    assert best_map(about.card, 3, 8).view.heads


def test_a_folder_that_cannot_be_read_hides_no_other(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    closed = folder / "closed"
    real = os.listdir

    def listdir(path: Path) -> list[str]:
        if path == closed:
            raise PermissionError(13, "Permission denied", str(path))
        return real(path)

    monkeypatch.setattr(os, "listdir", listdir)
    file = folder / "rnn-en-zh.safetensors"
    found = Session([closed, file, folder / "no", folder]).run(ListModels())
    assert [model.id for model in found.models] == [ID, "rnn-en-zh"]


@pytest.mark.parametrize("way", ["cut", "overwritten", "removed"])
def test_what_becomes_of_a_file_does_not_reach_the_loaded_model(folder: Path, way: str) -> None:
    path = folder / f"{ID}.safetensors"
    raw = path.read_bytes()
    tensors = tensors_of(raw)  # not mapped
    metadata = json.loads(raw[8 : 8 + int.from_bytes(raw[:8], "little")])["__metadata__"]
    wide = {name: t.float() if t.dtype == torch.float16 else t.clone() for name, t in tensors.items()}
    save_file(wide, path, metadata)
    session = Session([folder])
    before = session.run(Translate("The cat.", ID))
    size = path.stat().st_size
    if way == "removed":
        path.unlink()
    else:
        with path.open("r+b") as file:
            file.write(b"\0" * size) if way == "overwritten" else file.truncate(10)
    after = session.run(Translate("The cat.", ID))
    assert after.text == before.text
    assert (after.log_probabilities == before.log_probabilities).all()
    maps = Path("/proc/self/maps")
    assert not maps.exists() or str(path) not in maps.read_text(encoding="utf-8", errors="replace")


@pytest.mark.parametrize("id", ["../rnn-en-fr", "../../x", "/etc/passwd", "a/b", "..\\x", "", "x" * 300, "x\0y", "."])
def test_a_model_is_named_and_no_path(folder: Path, id: str) -> None:
    (folder / "in").mkdir()
    with pytest.raises(Refused) as caught:
        Session([folder / "in"]).model(id)
    assert caught.value.code in ("weights_missing", "weights_broken")
    assert "\n" not in str(caught.value)


def test_samples_are_read_from_a_regular_file_alone(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "m.samples.npz")
    with pytest.raises(Refused) as caught:
        latent_samples.read([tmp_path], "m", VaeConfig(side=64, channels=1))
    assert caught.value.code == "samples_missing"
    (tmp_path / "m.samples.npz").unlink()
    (tmp_path / "m.samples.npz").write_bytes(b"PK\3\4 and nothing else")
    with pytest.raises(Refused) as caught:
        latent_samples.read([tmp_path], "m", VaeConfig(side=64, channels=1))
    assert caught.value.code == "samples_broken"


def test_samples_whose_packing_is_damaged_are_refused(tmp_path: Path) -> None:
    path = make_vaes(tmp_path) / "vae-grey.samples.npz"
    whole = path.read_bytes()
    for at in range(60, len(whole), 97):
        path.write_bytes(whole[:at] + b"\xff" * 20 + whole[at + 20 :])
        with contextlib.suppress(Refused):
            latent_samples.read([tmp_path], "vae-grey", GREY)
