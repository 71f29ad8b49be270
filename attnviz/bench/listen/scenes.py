"""The Listen pane, driven in a process of its own: ``python -m attnviz.bench.listen.scenes SCENE [ARGUMENT ...]``."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, Any

from attnviz.bench import driving
from attnviz.bench.driving import WARM
from attnviz.bench.translate.scenes import Scene, perform, tell, with_window

if TYPE_CHECKING:
    from collections.abc import Callable

SAID = ("北京", "speech", "中国", "project", "open", "signal", "语音", "close")


def sound(seconds: float, turn: int = 0) -> Any:
    """Words of the voices that ship, strung together and cut: float32 [samples]."""
    from attnviz.engine.listen.messages import RATE
    from attnviz.lazy_numpy import np
    from attnviz.ui.panes.listen.samples import join

    words = SAID[turn % len(SAID) :] + SAID[: turn % len(SAID)]
    once = join("espeak", words)
    samples = round(seconds * RATE)
    return np.ascontiguousarray(np.tile(once, -(-samples // len(once)))[:samples])


def engine(model: str, seconds: str, times: str) -> None:
    """Milliseconds from a sound to its answer, without a window."""
    from attnviz import defaults
    from attnviz.engine.listen.messages import Listen
    from attnviz.engine.session import Session

    session, samples = Session(), []
    for turn in range(WARM + int(times)):
        request = Listen(sound(float(seconds), turn), model, beams=defaults.BEAMS)
        begun = time.perf_counter()
        session.run(request)
        samples.append(1000 * (time.perf_counter() - begun))
    tell(samples=samples[WARM:])


class PaneDriver(driving.PaneDriver):
    """Shows the pane with its sound."""

    def __init__(self, window: Any, begin: Callable[[], None]) -> None:
        super().__init__(window, "listen", begin)
        self.state = self.pane.state

    def ready(self) -> bool:
        return bool(self.pane.is_settled())


def painted(model: str, seconds: str, times: str) -> None:
    """Milliseconds from a sound in memory to its text and map painted."""
    from attnviz.engine.listen.messages import Heard
    from attnviz.engine.listen.sounds import Sound

    def drive(window: Any) -> None:
        def begin() -> None:
            driving.take_turns(
                driver,
                Heard,
                "listen.sound.view",
                lambda turn: driver.state.given.emit(Sound(sound(float(seconds), turn), "sound")),
                lambda: driver.state.heard,
                times=int(times),
                done=lambda samples: tell(samples=samples),
            )

        driver = PaneDriver(window, begin)

    with_window(drive)


def letter(model: str, times: str) -> None:
    """Milliseconds from the pointer on another letter to its moment painted; the details column follows."""
    from PySide6.QtCore import QCoreApplication

    samples: list[float] = []

    def drive(window: Any) -> None:
        def begin() -> None:
            driver.pane.top.hear.setChecked(False)  # the loudspeaker is not what is measured
            view = driver.part("listen.sound.view")
            rows = view.tracks().labels
            for turn in range(WARM + int(times)):
                place = rows[turn % len(rows)].center()
                begun = time.perf_counter()
                driving.point(view, place.x(), place.y())
                view.repaint()
                samples.append(1000 * (time.perf_counter() - begun))
                QCoreApplication.processEvents()
            tell(samples=samples[WARM:])
            window.close()

        driver = PaneDriver(window, begin)

    with_window(drive)


SCENES: dict[str, Scene] = {scene.__name__: scene for scene in (engine, painted, letter)}

if __name__ == "__main__":
    perform(SCENES, sys.argv[1:])
