"""Downloading asks first, takes no code and no pickles, and leaves nothing half done; against a server of the test's own."""

from __future__ import annotations

import http.server
import json
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from attnviz.engine.messages import Refused
from attnviz.engine.open import download
from attnviz.engine.open.messages import AskDownload, Download
from attnviz.engine.session import Session
from attnviz.engine.worker import Interrupted

if TYPE_CHECKING:
    from collections.abc import Iterator

FILES = {
    "config.json": b'{"model_type": "bert"}',
    "model.safetensors": b"weights" * 500_000,
    "tokenizer.json": b"{}",
    "modeling_own.py": b"print('code')",
    "pytorch_model.bin": b"pickle",
    "../outside.json": b"{}",
    "onnx/model.json": b"{}",
}
REVISION = "0123456789" * 4


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, bytes]]:
    """A server that answers as Hugging Face does; what it serves may be changed."""
    served = dict(FILES)

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = self.path.split("?")[0]
            body = None
            if path == "/api/models/own/tiny":
                siblings = [{"rfilename": name, "size": len(data)} for name, data in FILES.items()]
                body = json.dumps({"sha": REVISION, "siblings": siblings}).encode()
            elif path.startswith(f"/own/tiny/resolve/{REVISION}/"):
                body = served.get(path.rsplit("/", 1)[1])
            self.send_response(200 if body is not None else 404)
            self.send_header("Content-Length", str(len(body or b"")))
            self.end_headers()
            self.wfile.write(body or b"")

        def log_message(self, *arguments: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    monkeypatch.setattr(download, "HOST", f"http://127.0.0.1:{server.server_port}")
    yield served
    server.shutdown()
    server.server_close()
    thread.join()


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
