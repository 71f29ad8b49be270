"""Captions in the Look pane, driven in a process of its own: ``python -m attnviz.bench.look.describe_scenes SCENE ...``."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, Any

from attnviz.bench import driving
from attnviz.bench.driving import BREATH, WARM
from attnviz.bench.look.strokes import Strokes
from attnviz.bench.look.window_scenes import SHOWN, sample
from attnviz.bench.translate.scenes import Scene, perform, tell, with_window

if TYPE_CHECKING:
    from collections.abc import Callable

CANVAS = 1024, 768  # pixels of the photo that is painted over


class CaptionDriver(driving.PaneDriver):
    """Shows the section with one captioner."""

    def __init__(self, window: Any, model: str, begin: Callable[[], None]) -> None:
        super().__init__(window, "look", begin)
        self.section, self._model = self.pane.describe, model
        self.pane.show_section("describe")

    def ready(self) -> bool:
        if self._model in self.section.languages and self.section.chosen() != [self._model]:
            self.section.choose(self._model)
        return bool(self.section.chosen() == [self._model] and self.pane.is_settled())

    def view(self) -> Any:
        """The caption's view."""
        return self.section.shown()[0]


def told(model: str, side: str, times: str) -> None:
    """Milliseconds from a square photo in memory to its caption, searched with four beams, and all its maps painted."""
    from attnviz.engine.describe.messages import Described
    from attnviz.ui.panes.look.state import Photo

    pictures = [sample(id, int(side), int(side)) for id in SHOWN]

    def drive(window: Any) -> None:
        def begin() -> None:
            driving.take_turns(
                driver,
                Described,
                driver.view().picture.view.objectName(),
                lambda turn: driver.pane.state.given.emit(Photo(pictures[turn % 2])),
                lambda: driver.view().answer,
                times=int(times),
                done=lambda samples: tell(samples=samples),
                rested=driver.pane.is_settled,  # the classes of the photo come after its caption
            )

        driver = CaptionDriver(window, model, begin)

    with_window(drive)


def word(model: str, times: str) -> None:
    """Milliseconds from another word pointed at to its map painted."""
    from PySide6.QtCore import QCoreApplication, QTimer

    from attnviz.ui.widgets.selection import Spot

    samples: list[float] = []

    def drive(window: Any) -> None:
        def begin() -> None:
            view = driver.view()
            rows = len(view.picture.picture().rows)
            begun = time.perf_counter()
            view.selection.hover(Spot(row=len(samples) % rows))
            view.picture.view.repaint()
            QCoreApplication.sendPostedEvents()
            samples.append(1000 * (time.perf_counter() - begun))
            if len(samples) == WARM + int(times):
                tell(samples=samples[WARM:])
                window.close()
            else:
                QTimer.singleShot(BREATH, begin)

        driver = CaptionDriver(window, model, begin)

    with_window(drive)


def brush(model: str, times: str) -> None:
    """Milliseconds from the brush moved over a photo, painting, to the caption of what is painted told."""
    from PySide6.QtCore import QTimer

    from attnviz.engine.describe.messages import Described
    from attnviz.ui.panes.look.state import Photo

    samples: list[float] = []

    def drive(window: Any) -> None:
        def came(message: Any) -> None:
            if not strokes.turn or not isinstance(message, Described):
                return
            samples.append(strokes.taken())
            if len(samples) == WARM + int(times):
                tell(samples=samples[WARM:])
                QTimer.singleShot(0, window.close)
            else:
                QTimer.singleShot(10 * BREATH, strokes.move)

        def photo() -> Photo:
            return Photo(sample(SHOWN[0], *CANVAS))

        strokes = Strokes(lambda: driver, photo, lambda: window.bridge.answered.connect(came))
        driver = CaptionDriver(window, model, strokes.begin)

    with_window(drive)


SCENES: dict[str, Scene] = {scene.__name__: scene for scene in (told, word, brush)}

if __name__ == "__main__":
    perform(SCENES, sys.argv[1:])
