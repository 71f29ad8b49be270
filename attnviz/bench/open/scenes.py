"""Maps of many heads in a process of their own: ``python -m attnviz.bench.open.scenes SCENE [ARGUMENT ...]``."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attnviz.bench.translate.scenes import Scene, perform, tell

if TYPE_CHECKING:
    from collections.abc import Callable

LAYERS = HEADS = 12
SIZE = 1440, 900
WARM = 3
FILE_SHAPE = (48, 32, 2048, 2048)
SPARE = 10 << 30  # bytes of the disk that are left alone


def weights(tokens: int, layers: int = LAYERS, heads: int = HEADS) -> Any:
    """Maps with a diagonal, a column and noise, float32 [layer, head, query, key], made head by head."""
    import numpy as np

    rng, at = np.random.default_rng(1), np.arange(tokens, dtype=np.float32)
    made = np.empty((layers, heads, tokens, tokens), np.float32)
    noise = rng.random((tokens, tokens), np.float32)
    for layer in range(layers):
        for head in range(heads):
            map = made[layer, head]
            np.exp(-np.abs(at[:, None] - at - head) / (1 + layer), out=map)
            map += noise * 0.05
            map[:, 0] += head / heads
            map /= map.sum(1, keepdims=True)
    return made


def _memory(field: str) -> float:
    """Megabytes that this process takes (``VmRSS``), or took at most (``VmHWM``); 0 where nobody says."""
    try:
        lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith(field)), 0.0)


def _page(question: Any = None) -> tuple[Any, Any]:
    """The application and a mosaic of the usual size in sight."""
    from attnviz.ui import theme
    from attnviz.ui.application import make_app
    from attnviz.ui.attention.mosaic_page import MosaicPage

    app = make_app()
    theme.apply(app, "light", 100)
    page = MosaicPage("bench", question) if question else MosaicPage("bench")
    page.resize(*SIZE)
    page.show()
    app.processEvents()
    return app, page


def _labels(tokens: int) -> Any:
    from attnviz.ui.attention.mosaic_drawing import Labels

    names = [f"token{i}" for i in range(tokens)]
    return Labels(names, names)


def _timed(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - begun)


class Clock:
    """Milliseconds of the wall clock in ``wall`` and of a processor in ``processor``: what is shared with others shows in the
    first alone.
    """

    def __init__(self, processor: Callable[[], float] = time.process_time) -> None:
        self._processor = processor  # seconds so far
        self.wall: list[float] = []
        self.processor: list[float] = []

    def start(self) -> None:
        self._begun = time.perf_counter(), self._processor()

    def stop(self) -> None:
        wall, processor = self._begun
        self.wall.append(1000 * (time.perf_counter() - wall))
        self.processor.append(1000 * (self._processor() - processor))

    def timed(self, work: Callable[[], object]) -> None:
        self.start()
        work()
        self.stop()


def _processor_of(process: int) -> float:
    """Seconds that another process has computed so far; 0 where nobody says."""
    try:
        told = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()
    except OSError:
        return 0.0
    return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")


def _forget_most() -> None:
    """Let ``VmHWM`` count from now on."""
    with contextlib.suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")


def painted(tokens: str, times: str) -> None:
    """Milliseconds from weights in memory until all heads are painted, and megabytes that it took at most beyond the weights."""
    from attnviz.engine.attention import weight_stack

    count = int(tokens)
    app, page = _page()
    made, labels = weights(count), _labels(count)
    _forget_most()
    before, clock = _memory("VmRSS"), Clock(time.thread_time)

    def once() -> None:
        page.show_stack(weight_stack.stack_of(made), labels)
        page.map.repaint()

    for _ in range(WARM + int(times)):
        clock.timed(once)
        app.processEvents()
    memory = max(_memory("VmHWM") - before, 0.0)
    tell(samples=clock.wall[WARM:], processor=clock.processor[WARM:], memory=memory)


def frames(tokens: str, times: str) -> None:
    """Milliseconds of a frame while one zooms in, pans and zooms out; and from a pointer's move to its painted number."""
    from PySide6.QtCore import QPointF

    from attnviz.engine.attention import weight_stack
    from attnviz.ui.attention.mosaic_layout import View

    count = int(tokens)
    app, page = _page()
    page.show_stack(weight_stack.stack_of(weights(count)), _labels(count))
    app.processEvents()
    map, at = page.map, QPointF(500, 400)
    moves, hovers = Clock(time.thread_time), Clock(time.thread_time)

    def pan(view: View) -> None:
        map.show_view(View(view.room, view.scale, view.left + 4 / view.scale, view.top + 3 / view.scale))

    for turn in range(int(times)):
        third = turn % 90
        moves.start()
        if 30 <= third < 60:
            pan(map.view())
        else:
            map.zoom(1.08 if third < 30 else 1 / 1.08, at)
        map.repaint()
        moves.stop()
        app.processEvents()
    page.map.show_all()
    _settle(app, 0.3)
    for turn in range(int(times) // 3):
        point = QPointF(420 + 3 * turn % 600, 200 + 5 * turn % 500)
        hovers.timed(lambda point=point: (map._hover(map._cell_at(point)), map.repaint()))  # type: ignore[misc]
    tell(samples=moves.wall, processor=moves.processor, hovers=hovers.wall, hovers_processor=hovers.processor)


def _settle(app: Any, seconds: float) -> None:
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        app.processEvents()
        time.sleep(0.005)


def file(folder: str) -> None:
    """A file of many heads (smaller where the disk is short): seconds until the first picture and until the whole overview,
    milliseconds of frames meanwhile, megabytes at most.
    """
    from PySide6.QtCore import QPointF

    from attnviz.engine.attention_files import open_file
    from attnviz.ui.bridge import Bridge
    from attnviz.ui.panes.questions import Question

    path, shape = _written(Path(folder))
    bridge = Bridge(_reader)
    app, page = _page(lambda show, failed: Question(bridge.ask, show, failed))
    bridge.open()
    begun = time.perf_counter()
    opened = open_file.opened(path).attentions[0]
    page.show_stack(opened.stack, _labels(shape[2]), size=path.stat().st_size)
    first, clock, turn = 0.0, Clock(time.thread_time), 0
    while not page.is_settled() and time.perf_counter() - begun < 400:
        app.processEvents()
        if not first and page.map.tiles.share() > 0:
            page.map.repaint()
            first = time.perf_counter() - begun
        if first:
            factor = 1.06 if turn % 60 < 30 else 1 / 1.06
            clock.timed(lambda factor=factor: (page.map.zoom(factor, QPointF(600, 400)), page.map.repaint()))  # type: ignore[misc]
            turn += 1
        time.sleep(0.016)
    whole, most = time.perf_counter() - begun, _memory("VmHWM")
    bridge.close(None)
    path.unlink()
    tell(first=first, whole=whole, samples=clock.wall, processor=clock.processor, memory=most, shape=list(shape))


def _reader() -> Any:
    from attnviz.engine.attention.tile_messages import ReadTiles, read_tiles

    return lambda request, progress: read_tiles(None, request, progress) if isinstance(request, ReadTiles) else None


def _written(folder: Path) -> tuple[Path, tuple[int, ...]]:
    """The file, written a head at a time: as many layers as the disk has room for."""
    import json
    import shutil

    import numpy as np

    _, heads, queries, keys = FILE_SHAPE
    each = heads * queries * keys * 2
    layers = min(FILE_SHAPE[0], max((shutil.disk_usage(folder).free - SPARE) // each, 1))
    shape = (int(layers), heads, queries, keys)
    head = weights(queries, 1, 1)[0, 0].astype(np.float16).tobytes()
    path = folder / "attnviz-bench.safetensors"
    entry = {"dtype": "F16", "shape": list(shape), "data_offsets": [0, shape[0] * each]}
    text = json.dumps({"encoder_self_attention": entry}).encode()
    with path.open("wb") as file:
        file.write(len(text).to_bytes(8, "little") + text)
        for _ in range(shape[0] * heads):
            file.write(head)
    return path, shape


def shown(times: str) -> None:
    """Milliseconds from ``attnviz.show`` until it is painted by a new window, and by that window again."""
    import attnviz
    from attnviz.script import showing

    made = weights(64)
    told: dict[str, list[float]] = {name: [] for name in ("first", "again", "first_processor", "again_processor")}
    names = [f"token{i}" for i in range(64)]
    for _ in range(int(times)):
        process = subprocess.Popen(
            [sys.executable, "-m", "attnviz.ui.show_window", "--tell"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert process.stdout is not None
        showing._windows[""] = process
        clock = Clock(lambda process=process: time.process_time() + _processor_of(process.pid))  # type: ignore[misc]
        for turn in range(3):
            clock.start()
            attnviz.show(made, names)
            process.stdout.readline()
            clock.stop()
            name = "again" if turn else "first"
            told[name].append(clock.wall[-1])
            told[f"{name}_processor"].append(clock.processor[-1])
            time.sleep(0.4)
        process.kill()
        process.communicate()
    tell(**told)


def typed(folder: str, times: str) -> None:
    """Milliseconds from asking until a text that was typed is read and all heads are painted, and of the bare forward pass."""
    import torch
    from transformers import AutoModel, AutoTokenizer

    from attnviz.bench.translate.scenes import with_window

    text = (
        "the animal did not cross the street because it was too tired and wanted to sleep there a while beside its two young "
        "before the long night came down"
    )
    torch.set_num_threads(1)
    model = AutoModel.from_pretrained(folder, attn_implementation="eager").eval()
    tokenizer = AutoTokenizer.from_pretrained(folder)
    forward, clock = Clock(), Clock()
    with torch.inference_mode():
        for turn in range(WARM + int(times)):
            inputs = tokenizer(f"{text} {turn}", return_tensors="pt")
            forward.timed(lambda inputs=inputs: model(**inputs, output_attentions=True))  # type: ignore[misc]

    def drive(window: Any) -> None:
        from PySide6.QtCore import QTimer

        from attnviz.engine.open.messages import Reading

        window.resize(*SIZE)
        window.show_pane("open")
        pane = window.pane
        pane.show_section("all")  # whatever was seen the last time
        turns: list[int] = []

        def following() -> None:
            turns.append(len(turns))
            pane.input.text.show_text(f"{text} {len(turns)}")
            clock.start()
            pane.read()

        def answered(message: Any) -> None:
            if not isinstance(message, Reading) or not turns:
                return
            pane.all_heads.page.map.repaint()
            clock.stop()
            if len(turns) == WARM + int(times):
                wall, processor = (
                    {"samples": clock.wall[WARM:], "forward": forward.wall[WARM:]},
                    {"processor": clock.processor[WARM:], "forward_processor": forward.processor[WARM:]},
                )
                tell(**wall, **processor)
                window.close()
            else:
                QTimer.singleShot(30, following)

        window.bridge.answered.connect(answered)
        pane.input.text.show_text(text)
        pane.open_path(Path(folder))
        QTimer.singleShot(8000, following)

    with_window(drive)


def drawn(tokens: str, program: str, times: str) -> None:
    """Milliseconds from weights until BertViz's model view of them is drawn by a browser that runs already."""
    import torch
    from bertviz import model_view

    from attnviz.bench.browser import Browser
    from attnviz.bench.translate.bertviz import SERVER

    count = int(tokens)
    given = tuple(torch.from_numpy(layer)[None] for layer in weights(count))
    names = [f"token{i}" for i in range(count)]
    scripts = Path(os.environ["ATTNVIZ_CDN"]) if os.environ.get("ATTNVIZ_CDN") else None
    samples = []
    with Browser(program, SIZE, scripts) as browser:
        for _ in range(int(times)):
            begun = time.perf_counter()
            page: str = model_view(given, names, html_action="return").data
            page = page if scripts is None else page.replace(SERVER, "/scripts")
            ended = browser.draw(page, f"#attn_background_{LAYERS - 1}_{HEADS - 1}", patience=240)
            samples.append(1000 * (ended - begun))
    tell(samples=samples)


def temporary() -> str:
    """A folder for the large file: ``ATTNVIZ_BENCH_FOLDER``, or the usual one for temporary files."""
    return os.environ.get("ATTNVIZ_BENCH_FOLDER") or tempfile.gettempdir()


SCENES: dict[str, Scene] = {scene.__name__: scene for scene in (painted, frames, file, shown, typed, drawn)}

if __name__ == "__main__":
    perform(SCENES, sys.argv[1:])
