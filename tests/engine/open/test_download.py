"""Downloading asks first, takes no code and no pickles, and leaves nothing half done; against a server of the test's own."""

from __future__ import annotations

import gc
from pathlib import Path

import pytest

from attnviz.engine.messages import Refused
from attnviz.engine.open import download
from attnviz.engine.open.messages import AskDownload, Download
from attnviz.engine.session import Session
from attnviz.engine.worker import Interrupted
from tests.handmade.hub import FILES, hub

__all__ = ["hub"]


def test_it_offers_names_and_sizes_and_brings_only_these(hub: dict[str, bytes], tmp_path: Path) -> None:
    session = Session()
    offer = session.run(AskDownload("own/tiny"))
    assert [name for name, _ in offer.files] == ["config.json", "model.safetensors", "tokenizer.json"]
    assert offer.bytes == sum(len(FILES[name]) for name, _ in offer.files)
    assert not list(tmp_path.iterdir())
    told: list[float] = []
    done = session.run(Download(offer, str(tmp_path)), lambda share, code: told.append(share))
    assert told == sorted(told)
    assert told[-1] == 1
    assert Path(done.path) == tmp_path / "own--tiny"
    assert {file.name: file.read_bytes() for file in Path(done.path).iterdir()} == {n: FILES[n] for n, _ in offer.files}


def test_cancelled_or_cut_short_it_leaves_nothing(hub: dict[str, bytes], tmp_path: Path) -> None:
    session = Session()
    offer = session.run(AskDownload("own/tiny"))

    def stop(share: float, code: str) -> None:
        if share > 0.3:
            raise Interrupted

    with pytest.raises(Interrupted):
        session.run(Download(offer, str(tmp_path)), stop)
    for wrong in (FILES["model.safetensors"][:-5], FILES["model.safetensors"] + b"more"):
        hub["model.safetensors"] = wrong
        with pytest.raises(Refused) as caught:
            session.run(Download(offer, str(tmp_path)))
        assert caught.value.code == "no_network"
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("name", ["own/none", "../etc/passwd", "a b", "", "own/tiny/more", "own/..", "http://x/y"])
def test_a_name_that_is_none(hub: dict[str, bytes], name: str) -> None:
    with pytest.raises(Refused) as caught:
        Session().run(AskDownload(name))
    assert caught.value.code == "no_such_model"


def test_without_a_network(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(download, "HOST", "http://127.0.0.1:9")
    with pytest.raises(Refused) as caught:
        Session().run(AskDownload("own/tiny"))
    assert caught.value.code == "no_network"


def test_a_slice_at_a_time_it_goes_on_where_it_was_and_let_go_leaves_nothing(
    hub: dict[str, bytes], tmp_path: Path
) -> None:
    session = Session()
    offer = session.run(AskDownload("own/tiny"))
    request = Download(offer, str(tmp_path), seconds=0)
    shares = []
    while not shares or shares[-1] < 1:
        done = session.run(request)
        shares.append(done.share)
    assert len(shares) > 3
    assert shares == sorted(shares)
    assert (Path(done.path) / "model.safetensors").read_bytes() == FILES["model.safetensors"]
    given_up = Download(offer, str(tmp_path / "other"), seconds=0)
    session.run(given_up)
    assert list((tmp_path / "other").iterdir())
    del given_up
    gc.collect()
    assert not list((tmp_path / "other").iterdir())
