"""The Look pane, driven in a process of its own: ``python -m attnviz.bench.look.window_scenes SCENE [ARGUMENT ...]``."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attnviz.bench import driving
from attnviz.bench.driving import BREATH, WARM
from attnviz.bench.look.strokes import Strokes
from attnviz.bench.translate.engine import milliseconds
from attnviz.bench.translate.scenes import Scene, perform, tell, with_window

if TYPE_CHECKING:
    from collections.abc import Callable

TWELVE_MEGAPIXELS = (4000, 3000)
SHOWN = ("cat", "coffee")  # of the photos that ship


def sample(id: str, width: int, height: int) -> Any:
    """A photo that ships, brought to a size: uint8 [height, width, 3]."""
    from PySide6.QtCore import Qt

    from attnviz.ui.files import read_pictures as pictures
    from attnviz.ui.panes.look.samples import path

    whole = pictures.to_image(pictures.read(path(id)))
    ratio, smooth = Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    return pictures.colours(whole.scaled(width, height, ratio, smooth))


class PaneDriver(driving.PaneDriver):
    """Shows a model in the pane."""

    def __init__(self, window: Any, model: str, begin: Callable[[], None]) -> None:
        super().__init__(window, "look", begin)
        self.state, self._model = self.pane.state, model

    def ready(self) -> bool:
        if self.state.model and self.state.model != self._model:
            self.pane.set_model(self._model)
        return bool(self.state.model == self._model and self.pane.is_settled())


def _photos(
    model: str,
    times: int,
    give: Callable[[PaneDriver, int], None],
    done: Callable[[list[float]], None],
    before: Callable[[int], None] = lambda turn: None,
) -> None:
    """Milliseconds from ``give(driver, turn)``, which gives another photo, until its map, box and classes are painted;
    ``before(turn)`` is called before the clock starts."""
    from attnviz.engine.look.messages import Looked

    def drive(window: Any) -> None:
        def begin() -> None:
            driving.take_turns(
                driver,
                Looked,
                "look.picture",
                lambda turn: give(driver, turn),
                lambda: driver.state.answer,
                times=times,
                done=done,
                before=before,
            )

        driver = PaneDriver(window, model, begin)

    with_window(drive)


def painted(model: str, side: str, times: str) -> None:
    """Milliseconds from a square picture in memory to classes, map and boxes painted."""
    from attnviz.ui.panes.look.state import Photo

    pictures = [sample(id, int(side), int(side)) for id in SHOWN]

    def give(driver: PaneDriver, turn: int) -> None:
        driver.state.given.emit(Photo(pictures[turn % 2]))

    _photos(model, int(times), give, lambda samples: tell(samples=samples))


def dropped(model: str, times: str) -> None:
    """Milliseconds from a 12-megapixel JPEG dropped to classes, map and boxes painted; beside it Qt's scaled decoding alone."""
    from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
    from PySide6.QtGui import QDropEvent

    from attnviz.ui.files.read_pictures import to_image
    from attnviz.ui.panes.look.photo_sources import LONGEST

    floors: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / f"{id}.jpg" for id in SHOWN]
        for path in paths:
            to_image(sample(path.stem, *TWELVE_MEGAPIXELS)).save(str(path), "JPEG")  # type: ignore[call-overload]

        def give(driver: PaneDriver, turn: int) -> None:
            mime, left = QMimeData(), Qt.MouseButton.LeftButton
            mime.setUrls([QUrl.fromLocalFile(str(paths[turn % 2]))])
            copy, none = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
            driver.pane.dropEvent(QDropEvent(QPointF(40, 40), copy, mime, left, none))

        def before(turn: int) -> None:
            floors.append(milliseconds(lambda: _decode(paths[turn % 2], LONGEST)))

        _photos(model, int(times), give, lambda samples: tell(samples=samples, floor=floors[WARM:]), before)


def _decode(path: Path, longest: int) -> None:
    from PySide6.QtCore import QSize, Qt
    from PySide6.QtGui import QImageReader

    reader = QImageReader(str(path))
    reader.setScaledSize(QSize(*TWELVE_MEGAPIXELS).scaled(longest, longest, Qt.AspectRatioMode.KeepAspectRatio))
    reader.read()


def brush(model: str, width: str, height: str, times: str) -> None:
    """Milliseconds from the brush moved over a photo, painting, to new probabilities and the new map painted."""
    from PySide6.QtCore import QTimer

    from attnviz.engine.look.messages import Looked
    from attnviz.ui.panes.look.state import Photo

    samples: list[float] = []

    def drive(window: Any) -> None:
        def painted(answers: list[Any]) -> None:
            if not strokes.turn or answers[-1].request is not driver.pane.sections["whatif"].now.request:
                return
            samples.append(strokes.taken())
            if len(samples) == WARM + int(times):
                tell(samples=samples[WARM:])
                window.close()
            else:
                QTimer.singleShot(BREATH, strokes.move)

        def photo() -> Photo:
            return Photo(sample(SHOWN[0], int(width), int(height)))

        strokes = Strokes(lambda: driver, photo, lambda: driver.watch(Looked, "look.whatif.canvas", painted))
        driver = PaneDriver(window, model, strokes.begin)

    with_window(drive)


SCENES: dict[str, Scene] = {scene.__name__: scene for scene in (painted, dropped, brush)}

if __name__ == "__main__":
    perform(SCENES, sys.argv[1:])
