"""The Translate pane with a Transformer: ``python -m attnviz.bench.translate.heads_scenes SCENE [ARGUMENT ...]``."""

from __future__ import annotations

import itertools
import sys
import time
from typing import TYPE_CHECKING, Any

from attnviz.bench.translate.scenes import SENTENCES, Scene, TypingDriver, perform, tell, with_window

if TYPE_CHECKING:
    from collections.abc import Callable

WARM = 6  # turns before the first that counts
SIZE = 1440, 900  # of the window: picture, heads and details side by side
SEEN = ("translate.heatmap", "translate.grid")


class Watcher:
    """Calls ``painted`` when the picture and the grid of heads have both been painted after ``expect``."""

    def __init__(self, pane: Any, painted: Callable[[], None], names: tuple[str, ...] = SEEN) -> None:
        from PySide6.QtCore import QEvent, QObject, QTimer
        from PySide6.QtWidgets import QWidget

        self._names = names
        self._missing: set[str] = set()
        watcher = self

        def done() -> None:
            painted()

        class PaintWatcher(QObject):
            def eventFilter(self, watched: QObject, event: QEvent) -> bool:
                name = watched.objectName()
                if event.type() == QEvent.Type.Paint and name in watcher._missing:
                    watcher._missing.discard(name)
                    if not watcher._missing:
                        QTimer.singleShot(0, done)  # after this paint
                return False

        self._eye = PaintWatcher(pane)
        for name in names:
            pane.findChild(QWidget, name).installEventFilter(self._eye)

    def expect(self) -> None:
        """From now on both are to be painted."""
        self._missing = set(self._names)


def begin(model: str, work: Callable[[Any, Any], None]) -> None:
    """``work(window, driver)`` is called once the pane shows an answer of the model with its heads."""

    def drive(window: Any) -> None:
        from PySide6.QtCore import QTimer

        window.resize(*SIZE)
        driver = TypingDriver(window, model)
        window.driver = driver  # a timer does not keep who it calls

        def shown(result: Any) -> None:
            if result.request.model == model and result.request.text == SENTENCES[0]:
                driver.shown = lambda result: None
                if not driver.pane.view.heads.isChecked():
                    driver.pane.view.heads.click()
                QTimer.singleShot(500, lambda: work(window, driver))

        driver.shown = shown
        driver.type(SENTENCES[0])

    with_window(drive)


def painted(model: str, times: str) -> None:
    """Milliseconds from the request (after the typing pause) until translation, picture and grid of heads are painted."""

    def work(window: Any, driver: Any) -> None:
        from PySide6.QtCore import QTimer

        from attnviz.engine.translate.messages import Translation

        samples: list[float] = []
        lengths: list[int] = []
        turn = 0

        def following() -> None:
            nonlocal turn
            turn += 1
            driver.type(SENTENCES[turn % len(SENTENCES)])

        def complete() -> None:
            samples.append(1000 * (time.perf_counter() - driver.asked))
            if len(samples) == WARM + int(times):
                tell(samples=samples[WARM:], tokens=lengths[WARM:])
                window.close()
            else:
                QTimer.singleShot(20, following)

        watcher = Watcher(driver.pane, complete)

        def answered(message: Any) -> None:
            if isinstance(message, Translation) and message.request.text == SENTENCES[turn % len(SENTENCES)]:
                lengths.append(len(message.target_tokens))
                watcher.expect()

        window.bridge.answered.connect(answered)
        following()

    begin(model, work)


def switched(model: str, times: str) -> None:
    """Milliseconds from choosing another head, layer, kind, step or norms until the picture is painted; nothing is asked for."""

    def work(window: Any, driver: Any) -> None:
        from PySide6.QtCore import QTimer

        from attnviz.engine.translate.messages import Translate

        pane = driver.pane
        samples: dict[str, list[float]] = {"head": [], "kind": [], "step": [], "norms": []}
        asked: list[Any] = []
        window.bridge.asked.connect(asked.append)
        cross, encoder, decoder = "cross_attention", "encoder_self_attention", "decoder_self_attention"
        changes: tuple[tuple[str, Callable[[], None]], ...] = (
            ("head", lambda: pane.show_map(cross, ((0, 1),))),
            ("head", lambda: pane.show_map(cross, ((1, 2),))),
            ("head", lambda: pane.show_map(cross, ((0, 0), (1, 1), (1, 3)))),
            ("norms", pane.view.norms.click),
            ("step", pane.view.shift.click),
            ("kind", lambda: pane.show_map(decoder)),
            ("head", lambda: pane.show_map(decoder, ((1, 0),))),
            ("norms", pane.view.weights.click),
            ("kind", lambda: pane.show_map(encoder)),
            ("kind", lambda: pane.show_map(cross)),
            ("step", pane.view.shift.click),
        )
        turns = itertools.cycle(changes)
        state: dict[str, Any] = {"left": WARM + int(times)}

        def following() -> None:
            state["name"], change = next(turns)
            state["begun"] = time.perf_counter()
            watcher.expect()
            change()

        def complete() -> None:
            if state["left"] <= int(times):
                samples[state["name"]].append(1000 * (time.perf_counter() - state["begun"]))
            state["left"] -= 1
            if state["left"]:
                QTimer.singleShot(20, following)
            else:
                assert not any(isinstance(request, Translate) for request in asked)
                tell(**samples)
                window.close()

        watcher = Watcher(pane, complete, SEEN[:1])
        following()

    begin(model, work)


def swept(model: str, times: str) -> None:
    """Seconds from asking for a sweep until all heads are measured, and the gaps (ms) between two beats of the window's thread."""

    def work(window: Any, driver: Any) -> None:
        from PySide6.QtCore import Qt, QTimer

        from attnviz.engine.translate.messages import HeadAblation

        pane = driver.pane
        samples: list[float] = []
        gaps: list[float] = []
        state = {"begun": 0.0, "last": 0.0}

        def beat() -> None:
            now = time.perf_counter()
            gaps.append(1000 * (now - state["last"]))
            state["last"] = now

        def following() -> None:
            state["begun"] = state["last"] = time.perf_counter()
            beats.start()
            pane.measures.sweep(True)

        def answered(message: Any) -> None:
            if isinstance(message, HeadAblation) and message.share == 1:
                samples.append(time.perf_counter() - state["begun"])
                beats.stop()
                if len(samples) == 1 + int(times):
                    tell(samples=samples[1:], gaps=sorted(gaps)[-50:])
                    window.close()
                else:
                    QTimer.singleShot(100, following)

        beats = QTimer(window, interval=2, timerType=Qt.TimerType.PreciseTimer)
        beats.timeout.connect(beat)
        window.bridge.answered.connect(answered)
        following()

    begin(model, work)


SCENES: dict[str, Scene] = {scene.__name__: scene for scene in (painted, switched, swept)}

if __name__ == "__main__":
    perform(SCENES, sys.argv[1:])
