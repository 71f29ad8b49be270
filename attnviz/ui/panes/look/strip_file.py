"""The strip of a caption as a file, where no window is open: for the command."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from PySide6.QtGui import QFont

from attnviz.ui import theme
from attnviz.ui.application import make_app
from attnviz.ui.files import writers
from attnviz.ui.files.pixels import to_image
from attnviz.ui.panes.look.describe_strip import cells, figure
from attnviz.ui.widgets import map_overlay

if TYPE_CHECKING:
    from attnviz.engine.describe.certainty import Certainty
    from attnviz.engine.describe.messages import Described
    from attnviz.lazy_numpy import np


def strip_png(picture: np.ndarray, answer: Described, certainty: Certainty) -> bytes:
    """The figure as a PNG file, where no window is open."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    make_app()
    font = QFont()
    font.setPixelSize(15)
    draw, size = figure(
        to_image(picture), cells(answer, certainty), way=map_overlay.LIGHT, font=font, colors=theme.LIGHT
    )
    return writers.png(draw, size, theme.LIGHT.panel)
