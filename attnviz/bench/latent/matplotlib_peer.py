"""The decoder behind matplotlib, in its own process: ``python -m attnviz.bench.latent.matplotlib_peer SCENE [ARGUMENT ...]``."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, Any

from attnviz.bench.translate.scenes import Scene, perform, tell

if TYPE_CHECKING:
    from collections.abc import Callable

ROWS = COLUMNS = 10
WARM = 3  # turns before the first that counts
REACH = 2.5


class Decoder:
    """The pictures of a model's codes as matplotlib takes them: float [S, S] or [S, S, 3] in 0..1."""

    def __init__(self, model: str) -> None:
        import torch

        from attnviz.engine.session import Session

        self._torch = torch
        self._network = Session().model(model).network  # one torch thread
        self.latents = self._network.config.latents

    def __call__(self, dimension: int, value: float) -> Any:
        with self._torch.inference_mode():
            z = self._torch.zeros(1, self.latents)
            z[0, dimension] = value
            return self._network.picture(z)[0].movedim(0, -1).squeeze(-1).numpy()


def _pyplot() -> Any:
    from PySide6.QtWidgets import QApplication

    QApplication(["peer"])  # before matplotlib looks for a screen
    import matplotlib

    matplotlib.use("QtAgg")
    from matplotlib import pyplot

    pyplot.ion()  # figures are shown without waiting for them to be closed
    return pyplot


def _until_painted(figure: Any, change: Callable[[], None]) -> float:
    """Milliseconds from a change to the next time that the figure's canvas has been painted."""
    from PySide6.QtCore import QEvent, QEventLoop, QObject, QTimer

    loop = QEventLoop()

    class PaintWatcher(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Paint:
                QTimer.singleShot(0, loop.quit)  # after this paint
            return False

    eye = PaintWatcher()
    begun = time.perf_counter()
    change()
    figure.canvas.installEventFilter(eye)
    loop.exec()
    taken = 1000 * (time.perf_counter() - begun)
    figure.canvas.removeEventFilter(eye)
    return taken


def slider(model: str, times: str) -> None:
    """Milliseconds from a value given to a matplotlib slider to its picture painted."""
    from matplotlib.widgets import Slider

    pyplot, decode = _pyplot(), Decoder(model)
    figure, axes = pyplot.subplots()
    figure.subplots_adjust(bottom=0.2)
    image = axes.imshow(decode(0, 0.0), vmin=0, vmax=1, cmap="gray")
    slide = Slider(figure.add_axes((0.2, 0.08, 0.6, 0.04)), "z0", -REACH, REACH)

    def moved(value: float) -> None:
        image.set_data(decode(0, value))
        figure.canvas.draw_idle()

    slide.on_changed(moved)
    samples = []
    for turn in range(WARM + int(times)):
        value = REACH * ((37 * turn) % 100 - 50) / 50
        samples.append(_until_painted(figure, lambda value=value: slide.set_val(value)))  # type: ignore[misc]
    tell(samples=samples[WARM:])


def grid(model: str, times: str) -> None:
    """Milliseconds for a grid of subplots made anew, and (``replaced``) for new pictures in those that are there."""
    import numpy as np

    pyplot, decode = _pyplot(), Decoder(model)
    made, replaced = [], []
    for turn in range(1 + int(times)):
        values = np.linspace(-REACH, REACH, COLUMNS) + 0.01 * turn
        images: list[Any] = []
        figure = pyplot.figure(figsize=(10, 10))

        def fill() -> None:
            for row, line in enumerate(figure.subplots(ROWS, COLUMNS)):  # noqa: B023  # called at once
                for axes, value in zip(line, values, strict=True):  # noqa: B023
                    images.append(axes.imshow(decode(row % decode.latents, value), vmin=0, vmax=1, cmap="gray"))  # noqa: B023
                    axes.axis("off")
            figure.canvas.draw_idle()  # noqa: B023

        def replace() -> None:
            for place, image in enumerate(images):  # noqa: B023
                image.set_data(decode(place // COLUMNS % decode.latents, 0.1 + values[place % COLUMNS]))  # noqa: B023
            figure.canvas.draw_idle()  # noqa: B023

        made.append(_until_painted(figure, fill))
        replaced.append(_until_painted(figure, replace))
        pyplot.close(figure)
    tell(samples=made[1:], replaced=replaced[1:])


SCENES: dict[str, Scene] = {scene.__name__: scene for scene in (slider, grid)}

if __name__ == "__main__":
    perform(SCENES, sys.argv[1:])
