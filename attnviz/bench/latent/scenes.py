"""The Latent pane, driven in a process of its own: ``python -m attnviz.bench.latent.scenes SCENE [ARGUMENT ...]``."""

from __future__ import annotations

import math
import sys
import time
from typing import TYPE_CHECKING, Any

from attnviz.bench import driving
from attnviz.bench.driving import press
from attnviz.bench.translate.scenes import Scene, perform, tell, with_window

if TYPE_CHECKING:
    from collections.abc import Callable

WARM = 5  # turns before the first that counts
MOVES, SECONDS = 500, 2.0
PATIENCE = 5.0  # seconds that the last answer may take


class PaneDriver(driving.PaneDriver):
    """Shows a model in a section of the pane."""

    def __init__(self, window: Any, model: str, section: str, begin: Callable[[], None]) -> None:
        super().__init__(window, "latent", begin)
        self.pane.set_model(model)
        self.pane.show_section(section)
        self.state, self._model = self.pane.state, model

    def ready(self) -> bool:
        return self.state.model == self._model and self.pane.is_settled() and self.state.samples is not None


def slider(model: str, times: str) -> None:
    """Milliseconds from a slider's move to the new picture painted."""
    from PySide6.QtCore import QTimer

    from attnviz.engine.latent.messages import Decoded

    samples: list[float] = []

    def drive(window: Any) -> None:
        turn, begun, dimension = 0, 0.0, 0

        def begin() -> None:
            nonlocal dimension
            dimension = driver.state.order[0]
            driver.watch(Decoded, "latent.picture", painted)
            handle = driver.part("latent.slider.0")
            press(handle, handle.width() / 2, handle.height() / 2)
            QTimer.singleShot(200, move)

        def move() -> None:
            nonlocal turn, begun
            turn += 1
            handle = driver.part("latent.slider.0")
            begun = time.perf_counter()
            press(handle, handle.width() * (0.1 + 0.8 * (37 * turn % 101) / 101), handle.height() / 2, move=True)

        def painted(answers: list[Any]) -> None:
            if not turn or answers[-1].request.z[dimension] != driver.state.code.z[dimension]:
                return
            samples.append(1000 * (time.perf_counter() - begun))
            if len(samples) == WARM + int(times):
                tell(samples=samples[WARM:])
                window.close()
            else:
                QTimer.singleShot(10, move)

        driver = PaneDriver(window, model, "sliders", begin)

    with_window(drive)


def _dragging(model: str, times: str, section: str, name: str, path: Callable[[float], tuple[float, float]]) -> None:
    """Drag ``times`` times along a path over a widget: pictures shown, gaps between them, and whether the last is right."""
    from PySide6.QtCore import Qt, QTimer

    from attnviz.engine.latent.messages import Decoded

    runs: list[dict[str, Any]] = []

    def drive(window: Any) -> None:
        begun, moved = 0.0, 0
        moments: list[float] = []
        newest: Any = None

        def begin() -> None:
            driver.watch(Decoded, "latent.picture", painted)
            start()

        def start() -> None:
            nonlocal begun, moved
            widget = driver.part(name)
            x, y = path(0.0)
            press(widget, widget.width() * x, widget.height() * y)
            moments.clear()
            begun, moved = time.perf_counter(), 0
            beat.start()

        def move() -> None:
            nonlocal moved
            widget = driver.part(name)
            due = min(int((time.perf_counter() - begun) / SECONDS * MOVES), MOVES)
            while moved < due:
                moved += 1
                x, y = path(moved / MOVES)
                press(widget, widget.width() * x, widget.height() * y, move=True)
            if moved == MOVES:
                beat.stop()
                check()

        def check() -> None:
            right = newest is not None and bool((newest.request.z == driver.state.code.z).all())
            if not right and time.perf_counter() - begun < SECONDS + PATIENCE:
                QTimer.singleShot(5, check)
                return
            shown = [moment for moment in moments if moment <= begun + SECONDS]
            gaps = [1000 * (b - a) for a, b in zip([begun, *shown], shown, strict=False)]
            runs.append({"shown": len(shown), "gaps": gaps, "last": right})
            if len(runs) == int(times):
                tell(runs=runs)
                window.close()
            else:
                QTimer.singleShot(300, start)

        def painted(answers: list[Any]) -> None:
            nonlocal newest
            newest = answers[-1]
            moments.append(time.perf_counter())

        beat = QTimer(window, interval=1, timerType=Qt.TimerType.PreciseTimer)
        beat.timeout.connect(move)
        driver = PaneDriver(window, model, section, begin)

    with_window(drive)


def drag(model: str, times: str) -> None:
    """A slider dragged to and fro, 500 moves in 2 seconds."""
    _dragging(model, times, "sliders", "latent.slider.0", lambda t: (0.5 + 0.4 * math.sin(4 * math.pi * t), 0.5))


def walk(model: str, times: str) -> None:
    """The pointer dragged in a circle on the map, 500 moves in 2 seconds."""

    def circle(t: float) -> tuple[float, float]:
        return 0.5 + 0.3 * math.cos(4 * math.pi * t), 0.5 + 0.3 * math.sin(4 * math.pi * t)

    _dragging(model, times, "map", "latent.map", circle)


def grid(model: str, steps: str, times: str) -> None:
    """Milliseconds from asking for the traversal grid anew to its first row and to all of it painted; rows and steps."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QAbstractButton, QSpinBox

    from attnviz.engine.latent.messages import Traversal

    first: list[float] = []
    whole: list[float] = []

    def drive(window: Any) -> None:
        begun, came = 0.0, 0

        def begin() -> None:
            driver.pane.findChild(QSpinBox, "latent.steps").setValue(int(steps))
            driver.watch(Traversal, "latent.grid", painted)
            QTimer.singleShot(1000, ask)

        def ask() -> None:
            nonlocal begun, came
            came = 0
            begun = time.perf_counter()
            driver.pane.findChild(QAbstractButton, "latent.recentre").click()

        def painted(answers: list[Any]) -> None:
            nonlocal came
            if not begun:
                return
            taken, rows = 1000 * (time.perf_counter() - begun), len(driver.state.living_dimensions())
            if not came:
                first.append(taken)
            came += sum(len(answer.pictures) for answer in answers)
            if came < rows:
                return
            whole.append(taken)
            if len(whole) == WARM + int(times):
                tell(first=first[WARM:], whole=whole[WARM:], rows=rows, steps=int(steps))
                window.close()
            else:
                QTimer.singleShot(50, ask)

        driver = PaneDriver(window, model, "traverse", begin)

    with_window(drive)


def decoding(model: str, times: str) -> None:
    """The floor: milliseconds of the engine alone for one picture, and for a grid of ten rows of ten."""
    import numpy as np

    from attnviz.engine.latent.messages import Decode, Traverse
    from attnviz.engine.session import Session

    session = Session()  # one torch thread
    latents = session.model(model).network.config.latents
    random, ones = np.random.default_rng(1), np.ones(latents, np.float32)
    one: list[float] = []
    ten: list[float] = []
    for _ in range(WARM + int(times)):
        z = random.standard_normal(latents).astype(np.float32)
        begun = time.perf_counter()
        session.run(Decode(z, model))
        one.append(1000 * (time.perf_counter() - begun))
        begun = time.perf_counter()
        for row in range(10):
            session.run(Traverse(z, ones, (row % latents,), model, steps=10))
        ten.append(1000 * (time.perf_counter() - begun))
    tell(samples=one[WARM:], grid=ten[WARM:])


SCENES: dict[str, Scene] = {scene.__name__: scene for scene in (slider, drag, walk, grid, decoding)}

if __name__ == "__main__":
    perform(SCENES, sys.argv[1:])
