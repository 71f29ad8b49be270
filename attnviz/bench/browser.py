"""Pages drawn in a headless Chromium: the time until a picture of a page is on the (missing) screen.

The browser loads each page from this process, over HTTP at 127.0.0.1, and calls back once it has painted what was waited for.
"""

from __future__ import annotations

import contextlib
import os
import queue
import shutil
import signal
import subprocess
import tempfile
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

PROGRAMS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
PATIENCE = 30.0  # seconds until a page has to be drawn
PAINTED = """<script>
(function look() {
    if (!document.querySelector("%s")) return requestAnimationFrame(look);
    const after = new MessageChannel();  // its message comes after the paint of this frame
    after.port1.onmessage = () => fetch("/painted").then(() => location.replace("/next"));
    after.port2.postMessage(0);
})();
</script>"""


def chromium() -> str | None:
    """The program, or None where there is none."""
    return next(filter(None, map(shutil.which, PROGRAMS)), None)


class Browser:
    """A headless Chromium that waits for pages; ``scripts`` is a folder whose files a page finds under ``/scripts``."""

    def __init__(self, program: str, size: tuple[int, int], scripts: Path | None = None) -> None:
        self._pages: queue.Queue[bytes] = queue.Queue()
        self._painted: queue.Queue[float] = queue.Queue()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler(scripts))
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        self._folder = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        command = [program, "--headless", f"--user-data-dir={self._folder.name}", f"--window-size={size[0]},{size[1]}"]
        if hasattr(os, "geteuid") and os.geteuid() == 0:
            command.append("--no-sandbox")  # there is no sandbox for root
        command.append(f"http://127.0.0.1:{self._server.server_port}/next")
        quiet = subprocess.DEVNULL
        self._process = subprocess.Popen(command, stdout=quiet, stderr=quiet, start_new_session=True)

    def _handler(self, scripts: Path | None) -> type[BaseHTTPRequestHandler]:
        pages, painted = self._pages, self._painted
        served: dict[str, Path] = {}
        if scripts is not None:
            served = {f"/scripts/{path.relative_to(scripts).as_posix()}": path for path in scripts.rglob("*.js")}

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            wbufsize = -1  # head and body leave together: no waiting for an acknowledgement between them
            disable_nagle_algorithm = True

            def handle(self) -> None:
                with contextlib.suppress(ConnectionError):  # the browser is gone
                    super().handle()

            def do_GET(self) -> None:
                if self.path == "/next":
                    self._answer(pages.get(), "text/html; charset=utf-8", "no-store")
                elif self.path == "/painted":
                    painted.put(time.perf_counter())
                    self._answer(b"", "text/plain", "no-store")
                elif self.path in served:
                    self._answer(served[self.path].read_bytes(), "text/javascript", "max-age=3600")
                else:
                    self.send_error(404)

            def _answer(self, body: bytes, kind: str, cache: str) -> None:
                self.send_response(200)
                for name, value in (("Type", kind), ("Length", str(len(body)))):
                    self.send_header(f"Content-{name}", value)
                self.send_header("Cache-Control", cache)
                self.end_headers()
                self.wfile.write(body)
                self.wfile.flush()

            def log_message(self, *_: object) -> None:
                """Nobody reads it."""

        return Handler

    def draw(self, page: str, waited_for: str, *, patience: float = PATIENCE) -> float:
        """Show a page; the clock (s, of ``perf_counter``) when what a CSS selector names was painted. Else ``TimeoutError``."""
        self._pages.put((page + PAINTED % waited_for).encode())
        try:
            return self._painted.get(timeout=patience)
        except queue.Empty:
            raise TimeoutError(f"the browser drew no {waited_for} within {patience:g} s") from None

    def __enter__(self) -> Browser:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if hasattr(os, "killpg"):
            os.killpg(self._process.pid, signal.SIGTERM)  # the program may be a script that starts another
        else:
            self._process.terminate()
        self._process.wait(10)
        self._server.shutdown()
        self._server.server_close()
        self._folder.cleanup()
