"""Strokes of the brush over a photo in What if, one after another, each of another ink."""

from __future__ import annotations

import math
import time
from typing import TYPE_CHECKING, Any

from attnviz.bench import driving
from attnviz.bench.driving import press

if TYPE_CHECKING:
    from collections.abc import Callable


class Strokes:
    """``begin`` shows a photo and, at its second call, ``watch``es for answers and paints; ``move`` is the next stroke."""

    def __init__(self, driver: Callable[[], Any], photo: Callable[[], Any], watch: Callable[[], None]) -> None:
        self._driver, self._photo, self._watch = driver, photo, watch
        self.turn, self._begun, self._shown = 0, 0.0, False

    def begin(self) -> None:
        """Show the photo; when that is quiet, press the brush and move it."""
        from PySide6.QtCore import QTimer

        driver = self._driver()
        if not self._shown:
            self._shown = True
            driver.pane.state.given.emit(self._photo())
            driver.pane.show_section("whatif")
            QTimer.singleShot(driving.QUIET, self.begin)
            return
        self._watch()
        canvas = driver.part("look.whatif.canvas")
        press(canvas, canvas.width() / 2, canvas.height() / 2)
        QTimer.singleShot(200, self.move)

    def move(self) -> None:
        """Paint to the next place of the photo."""
        from attnviz.ui.widgets.swatches import INKS

        self.turn += 1
        driver = self._driver()
        canvas = driver.part("look.whatif.canvas")
        driver.part(f"look.whatif.ink.{self.turn % len(INKS)}").click()  # so that each stroke changes the picture
        x, y = 0.5 + 0.3 * math.cos(0.3 * self.turn), 0.5 + 0.15 * math.sin(0.21 * self.turn)
        self._begun = time.perf_counter()
        press(canvas, canvas.width() * x, canvas.height() * y, move=True)

    def taken(self) -> float:
        """Milliseconds since the stroke began."""
        return 1000 * (time.perf_counter() - self._begun)
