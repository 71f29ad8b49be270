"""A server on this machine that answers as Hugging Face does, with one model, ``own/tiny``."""

from __future__ import annotations

import http.server
import json
import threading
from typing import TYPE_CHECKING

import pytest

from attnviz.engine.open import download

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
