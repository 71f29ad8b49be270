"""The real window in its own process: ``python -m attnviz.bench.translate.scenes SCENE [ARGUMENT ...]`` prints what it saw."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from attnviz import __main__

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

Scene = Callable[..., None]
SENTENCES = (  # twelve source pieces or so each
    "We went to the park with the children last Sunday.",
    "I have never seen such a beautiful house before.",
    "My brother wants to buy a new car next year.",
    "She told me that she was tired of waiting.",
    "He does not know what he should do now.",
)
LONG = "I think that the old man who lives near the river knows why the children did not come to school. " * 4


def tell(**values: Any) -> None:
    """The answer of this process."""
    print(json.dumps(values), flush=True)


def bare() -> None:
    """The floor of a first paint: a plain widget."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication, QWidget

    class Plain(QWidget):
        def paintEvent(self, event: QPaintEvent) -> None:
            super().paintEvent(event)
            QTimer.singleShot(0, seen)

    def seen() -> None:
        tell(painted=time.time())
        app.quit()

    app = QApplication(["bare"])
    widget = Plain()
    widget.resize(1280, 800)
    widget.show()
    app.exec()


def with_window(drive: Callable[[Any], None]) -> None:
    """The program as a person starts it; ``drive(window)`` is called right after the first paint."""
    from attnviz.ui.system import requirements, startup

    startup.hasten()  # what ``__main__.window`` begins with, which comes too late for what is imported here
    requirements.problem()
    startup.spare_features()
    from attnviz.ui import app
    from attnviz.ui.window import Window

    class Driven(Window):
        def __init__(self, *arguments: Any, **options: Any) -> None:
            super().__init__(*arguments, **options)
            self.painted.connect(lambda: drive(self))

    app.Window = Driven  # type: ignore[attr-defined]
    sys.exit(__main__.window())


def first_paint() -> None:
    """When the window was painted, and whether anything heavy had been imported by then."""

    def drive(window: Any) -> None:
        tell(painted=time.time(), torch="torch" in sys.modules, pyqtgraph="pyqtgraph" in sys.modules)
        window.close()

    with_window(drive)


class TypingDriver:
    """Types into the Translate pane and sees when the answer to what was typed has been painted."""

    def __init__(self, window: Any, model: str) -> None:
        from PySide6.QtCore import QEvent, QObject, QTimer
        from PySide6.QtWidgets import QWidget

        from attnviz.engine.translate.messages import Translate, Translation

        window.show_pane("translate")
        self.window, self.pane = window, window.pane
        self.pane.restore_state({"model": model})
        self.field = self.pane.findChild(QWidget, "translate.source")
        self.field.setFocus()
        self.asked = 0.0  # when the newest request left the pane
        self.shown: Callable[[Translation], None] = lambda result: None
        self.unpainted: Translation | None = None

        def answered(message: Any) -> None:
            if isinstance(message, Translation):
                self.unpainted = message

        def request_seen(request: Any) -> None:
            if isinstance(request, Translate):
                self.asked = time.perf_counter()

        def painted() -> None:
            result, self.unpainted = self.unpainted, None
            if result is not None:
                self.shown(result)

        class PaintWatcher(QObject):
            def eventFilter(self, watched: QObject, event: QEvent) -> bool:
                if event.type() == QEvent.Type.Paint:
                    QTimer.singleShot(0, painted)  # after this paint
                return False

        self.eye = PaintWatcher(window)
        self.pane.findChild(QWidget, "translate.heatmap").installEventFilter(self.eye)
        window.bridge.answered.connect(answered)
        window.bridge.asked.connect(request_seen)

    def type(self, text: str) -> None:
        """Replace what stands in the field, key by key."""
        from PySide6.QtTest import QTest

        self.field.selectAll()
        QTest.keyClicks(self.field, text)


def first_translation(model: str) -> None:
    """When the first translation of a typed sentence was on the screen, and the memory held then (MB)."""

    def drive(window: Any) -> None:
        driver = TypingDriver(window, model)

        def shown(result: Any) -> None:
            if result.request.text == SENTENCES[0]:
                tell(shown=time.time(), resident=resident())
                window.close()

        driver.shown = shown
        driver.type(SENTENCES[0])

    with_window(drive)


def resident() -> float | None:
    """Resident memory of this process in MB; None where the system does not tell."""
    try:
        with open("/proc/self/status", encoding="ascii") as status:
            return next(int(line.split()[1]) / 1024 for line in status if line.startswith("VmRSS"))
    except (OSError, StopIteration):
        return None


def retranslate(model: str, times: str) -> None:
    """Milliseconds from the request (after the typing pause) to the new translation painted, for one sentence after another."""
    from PySide6.QtCore import QTimer

    samples: list[float] = []
    warm = len(SENTENCES)

    def drive(window: Any) -> None:
        driver = TypingDriver(window, model)
        turn = 0

        def following() -> None:
            nonlocal turn
            turn += 1
            driver.type(SENTENCES[turn % len(SENTENCES)])

        def shown(result: Any) -> None:
            if result.request.text != SENTENCES[turn % len(SENTENCES)]:
                return
            samples.append(1000 * (time.perf_counter() - driver.asked))
            if len(samples) == warm + int(times):
                tell(samples=samples[warm:])
                window.close()
            else:
                QTimer.singleShot(20, following)

        driver.shown = shown
        following()

    with_window(drive)


def visit_all(window: Any) -> None:
    """Show every pane and each of its sections once, and come back."""
    from PySide6.QtWidgets import QApplication

    from attnviz import defaults

    began = window.settings.pane
    for id in (*defaults.SECTIONS, began):
        window.show_pane(id)
        for section in defaults.SECTIONS.get(id, ()):
            window.panes[id].show_section(section)
            QApplication.processEvents()
    QApplication.processEvents()


def restyle(model: str, times: str, everything: str = "") -> None:
    """Milliseconds until the window stands in another text size, and in the other theme; how often the map was painted for it.

    With ``everything`` after every pane and section was visited, so that all of them are there to be styled.
    """
    from PySide6.QtCore import QEvent, QObject
    from PySide6.QtWidgets import QApplication, QWidget

    def drive(window: Any) -> None:
        driver = TypingDriver(window, model)
        paints = 0

        class Counter(QObject):
            def eventFilter(self, watched: QObject, event: QEvent) -> bool:
                nonlocal paints
                paints += event.type() == QEvent.Type.Paint
                return False

        counter = Counter(window)
        driver.pane.findChild(QWidget, "translate.heatmap").installEventFilter(counter)

        def timed(change: Callable[[], None]) -> float:
            begun = time.perf_counter()
            change()
            QApplication.processEvents()
            return 1000 * (time.perf_counter() - begun)

        def shown(result: Any) -> None:
            nonlocal paints
            if result.request.text != SENTENCES[0]:
                return
            driver.shown = lambda result: None
            scales, themes = [], []
            paints = 0
            if everything:
                visit_all(window)
            for _ in range(int(times)):
                scales += [timed(lambda: window.set_scale(110)), timed(lambda: window.set_scale(100))]
                themes += [timed(lambda: window.set_theme("dark")), timed(lambda: window.set_theme("light"))]
            tell(scales=scales[2:], themes=themes[2:], paints=paints / (4 * int(times)))
            window.close()

        driver.shown = shown
        driver.type(SENTENCES[0])

    with_window(drive)


def typing(model: str, seconds: str) -> None:
    """The longest gap between two beats of the window's thread while text is typed and translated (ms)."""
    from PySide6.QtCore import Qt, QTimer
    from PySide6.QtTest import QTest

    def drive(window: Any) -> None:
        driver = TypingDriver(window, model)
        text = " ".join(SENTENCES)
        typed, seen = 0, 0
        gaps: list[float] = []
        last = 0.0

        def beat() -> None:
            nonlocal last
            now = time.perf_counter()
            gaps.append(1000 * (now - last))
            last = now

        def key() -> None:
            nonlocal typed
            if typed % 60 == 0:
                driver.field.selectAll()
            QTest.keyClicks(driver.field, text[typed % len(text)])
            typed += 1
            keys.setInterval(300 if typed % 8 == 0 else 90)  # people pause now and then: then the program translates

        def count(result: Any) -> None:
            nonlocal seen
            seen += 1

        def begin(result: Any) -> None:
            nonlocal last
            driver.shown = count
            last = time.perf_counter()
            beats.start()
            keys.start()
            QTimer.singleShot(int(1000 * float(seconds)), end)

        def end() -> None:
            beats.stop()
            keys.stop()
            tell(gaps=sorted(gaps)[-50:], translations=seen, typed=typed)
            window.close()

        beats = QTimer(window, interval=2, timerType=Qt.TimerType.PreciseTimer)
        beats.timeout.connect(beat)
        keys = QTimer(window, interval=90)
        keys.timeout.connect(key)
        driver.shown = begin
        driver.type(SENTENCES[0])

    with_window(drive)


def closing(model: str) -> None:
    """Close while a long translation runs: when closing began and when the window was gone."""
    from PySide6.QtCore import QTimer

    def drive(window: Any) -> None:
        driver = TypingDriver(window, model)

        def close() -> None:
            begun = time.time()
            window.close()
            tell(begun=begun, gone=time.time())

        def start(request: Any) -> None:
            if getattr(request, "text", "") == LONG:
                QTimer.singleShot(60, close)

        def shown(result: Any) -> None:
            driver.shown = lambda result: None
            window.bridge.asked.connect(start)
            driver.field.setPlainText(LONG)

        driver.shown = shown
        driver.type(SENTENCES[0])

    with_window(drive)


def perform(scenes: dict[str, Scene], arguments: Sequence[str]) -> None:
    """Play the scene that a command line names."""
    scenes[arguments[0]](*arguments[1:])


SCENES: dict[str, Scene] = {
    scene.__name__: scene for scene in (bare, first_paint, first_translation, retranslate, restyle, typing, closing)
}

if __name__ == "__main__":
    perform(SCENES, sys.argv[1:])
