"""Fresh processes to measure: each gets its own settings and tells what it saw as one line of JSON."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attnviz.commands import Failed

if TYPE_CHECKING:
    from collections.abc import Iterator


def run_scene(
    scene: str,
    *arguments: str,
    module: str = "attnviz.bench.translate.scenes",
    display: str = "offscreen",
    timeout: float = 600.0,
) -> dict[str, Any]:
    """Run one scene of a module in a fresh process; ``display`` is ``offscreen`` or an X display such as ``:7``.

    What it tells comes back with ``started`` and ``ended``, the seconds of the wall clock around it. ``Failed`` when it fails.
    """
    with tempfile.TemporaryDirectory() as folder:
        environment = dict(os.environ, ATTNVIZ_SETTINGS=str(Path(folder) / "attnviz.ini"), OMP_NUM_THREADS="1")
        environment.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program has been compiled
        environment["PYTHONPATH"] = os.pathsep.join([str(Path(__file__).parents[2]), *sys.path[1:]])
        environment["QT_QPA_PLATFORM"] = display if display == "offscreen" else "xcb"
        if display != "offscreen":
            environment["DISPLAY"] = display
        command = [sys.executable, "-m", module, scene, *arguments]
        started = time.time()
        done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=timeout, check=False)
        ended = time.time()
    lines = [line for line in done.stdout.splitlines() if line.startswith("{")]
    if done.returncode or not lines:
        raise Failed(f"the scene {scene} failed: {(done.stderr.strip() or 'it said nothing').splitlines()[-1]}")
    told: dict[str, Any] = json.loads(lines[-1])
    return {"started": started, "ended": ended, **told}


@contextmanager
def xvfb() -> Iterator[str | None]:
    """An X server without a screen while the block runs: its display, or None where there is no Xvfb."""
    program = shutil.which("Xvfb")
    if program is None:
        yield None
        return
    reading, writing = os.pipe()
    server = subprocess.Popen(
        [program, "-displayfd", str(writing), "-screen", "0", "1600x1000x24", "-nolisten", "tcp"],
        pass_fds=(writing,),
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    try:
        with os.fdopen(reading) as numbers:
            number = numbers.readline().strip()
        yield f":{number}" if number else None
    finally:
        server.terminate()
        server.wait(10)
