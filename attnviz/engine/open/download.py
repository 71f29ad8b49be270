"""Downloads a model from Hugging Face, the one thing here that uses a network: first what it is and how large, then,
confirmed, its files.

Only what a model is made of is taken (configs, tokenizers, safetensors); never code, never pickles.
"""

from __future__ import annotations

import atexit
import json
import os
import re
import shutil
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from http.client import HTTPException
from pathlib import Path
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from attnviz.engine.messages import Refused
from attnviz.engine.open.messages import AskDownload, Download, Downloaded, DownloadOffer

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from attnviz.engine.model_store import ModelStore

HOST = "https://huggingface.co"
NAME = re.compile(r"[A-Za-z0-9][\w.-]{0,95}(/[A-Za-z0-9][\w.-]{0,95})?", re.ASCII)
WANTED = re.compile(r"[\w.-]+\.(json|txt|model|safetensors|spm|bpe|codes)", re.ASCII)  # at the top of the repository
PATIENCE = 30.0  # seconds without a byte
CHUNK = 1 << 20
LONGEST_LIST = 50_000_000
SPARE = 500_000_000  # bytes that are left on the disk


def offer(store: ModelStore, request: AskDownload, progress: Callable[..., None]) -> DownloadOffer:
    """Answer an ``AskDownload`` request. ``Refused`` codes: ``no_such_model`` (name), ``no_network`` (reason)."""
    if not NAME.fullmatch(request.name) or ".." in request.name:
        raise _no_such(request.name)
    progress(0.0, "asking")
    try:
        with _opened(f"{HOST}/api/models/{request.name}?blobs=true", request.name) as answer:
            told: Any = json.loads(answer.read(LONGEST_LIST))
        listed = {str(each["rfilename"]): int(each.get("size") or 0) for each in told["siblings"]}
        revision = str(told["sha"])
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise _no_such(request.name) from error
    files = {name: size for name, size in listed.items() if WANTED.fullmatch(name) and size >= 0}
    if "config.json" not in files or not any(name.endswith(".safetensors") for name in files):
        sentence = f"{request.name} on Hugging Face has no config.json with safetensors, which attnviz reads."
        raise Refused("no_such_model", sentence, name=request.name)
    if not re.fullmatch(r"[0-9a-f]{40}", revision):
        raise _no_such(request.name)
    return DownloadOffer(request, revision, tuple(sorted(files.items())), sum(files.values()))


def run(store: ModelStore, request: Download, progress: Callable[..., None]) -> Downloaded:
    """Answer a ``Download`` request, as far as it comes in its ``seconds``. ``Refused`` codes: those of ``offer``, and
    ``disk_full`` (needed), ``not_written`` (reason).
    """
    steps = _begun.get(request)
    if steps is None:
        steps = _begun[request] = _steps(request.offer, Path(request.folder))
    until = time.monotonic() + request.seconds
    try:
        for done in steps:
            share = done / max(request.offer.bytes, 1)
            progress(share, "downloading")
            if time.monotonic() >= until:
                return Downloaded(request, "", min(share, 0.999))
    except BaseException:
        steps.close()
        raise
    return Downloaded(request, str(folder_of(request.offer, Path(request.folder))), 1.0)


# a request that is let go, or the end of the program, takes what it left with it
_begun: WeakKeyDictionary[Download, Generator[int, None, None]] = WeakKeyDictionary()
atexit.register(_begun.clear)


def folder_of(told: DownloadOffer, folder: Path) -> Path:
    """Where a download goes."""
    return folder / told.request.name.replace("/", "--")


def _steps(told: DownloadOffer, folder: Path) -> Generator[int, None, None]:
    """Yield the bytes taken so far; the folder appears when all its files are there, and nothing is left otherwise."""
    name = told.request.name
    out = folder_of(told, folder)
    done = 0
    part = None
    try:
        folder.mkdir(parents=True, exist_ok=True)
        part = Path(tempfile.mkdtemp(prefix=f"{out.name}.", suffix=".part", dir=folder))
        if shutil.disk_usage(part).free < told.bytes + SPARE:
            sentence = f"{name} takes {told.bytes / 1e9:.2f} GB, and the disk has no room for it."
            raise Refused("disk_full", sentence, name=name, needed=told.bytes)
        for file, size in told.files:
            url = f"{HOST}/{name}/resolve/{told.revision}/{urllib.parse.quote(file)}"
            with _opened(url, name) as source, open(part / file, "wb") as target:
                taken = 0
                while chunk := source.read1(CHUNK):
                    taken += len(chunk)
                    if taken > size:
                        raise Refused("no_network", f"{file} is larger than was told.", reason="size")
                    target.write(chunk)
                    yield done + taken
            if taken != size:
                raise Refused("no_network", f"{file} did not come as a whole.", reason="size")
            done += size
        part.chmod(0o755)
        if out.exists():
            shutil.rmtree(out)
        os.replace(part, out)
    except (TimeoutError, ConnectionError, HTTPException, urllib.error.URLError) as error:
        raise _no_network(error) from error
    except OSError as error:
        sentence = f"{name} cannot be written: {error.strerror or error}."
        raise Refused("not_written", sentence, name=name, reason=error.strerror or "") from error
    finally:
        if part is not None:
            shutil.rmtree(part, ignore_errors=True)


def _opened(url: str, name: str) -> Any:
    try:
        return urllib.request.urlopen(urllib.request.Request(url, headers={"User-Agent": "attnviz"}), timeout=PATIENCE)
    except urllib.error.HTTPError as error:
        error.close()
        raise (_no_such(name) if error.code in (401, 403, 404) else _no_network(error)) from error
    except (OSError, ValueError) as error:
        raise _no_network(error) from error


def _no_such(name: str) -> Refused:
    return Refused("no_such_model", f"Hugging Face has no open model that is called {name}.", name=name)


def _no_network(error: Exception) -> Refused:
    reason = str(getattr(error, "reason", None) or error)
    return Refused("no_network", f"Hugging Face cannot be reached: {reason}.", reason=reason)
