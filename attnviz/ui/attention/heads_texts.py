"""What is said of each head in the grid, and what the marks on the thumbnails mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from attnviz.lazy_numpy import np
from attnviz.ui.attention import scales
from attnviz.ui.attention.captions import head_name

if TYPE_CHECKING:
    from attnviz.ui.attention.map_choice import Pair
    from attnviz.ui.widgets.head_grid_drawing import Tiles


def describe(
    tiles: Tiles, sharpness: np.ndarray, diagonality: np.ndarray, likeness: np.ndarray | None
) -> dict[Pair, str]:
    """Each head in words, one fact a line; the measures are [layer, head]."""
    words = {}
    for pair in tiles.order:
        lines = [
            head_name(pair),
            QCoreApplication.translate("HeadsDrawer", "entropy {bits} bits").format(bits=f"{sharpness[pair]:.2f}"),
            QCoreApplication.translate("HeadsDrawer", "diagonal {percent} %").format(
                percent=f"{diagonality[pair] * 100:.0f}"
            ),
        ]
        if tiles.tops is not None:
            text = QCoreApplication.translate("HeadsDrawer", "brightest from {weight} on")
            lines.append(text.format(weight=scales.number(float(tiles.tops[pair]))))
        if likeness is not None:
            text = QCoreApplication.translate("HeadsDrawer", "like the best alignment {percent} %")
            lines.append(text.format(percent=f"{likeness[pair] * 100:.0f}"))
        if tiles.effects is not None and not np.isnan(tiles.effects[pair]):
            text = QCoreApplication.translate("HeadsDrawer", "effect {nats} nats")
            lines.append(text.format(nats=f"{tiles.effects[pair]:+.2f}"))
        for marked, text in (
            (tiles.off, QCoreApplication.translate("HeadsDrawer", "switched off")),
            (tiles.best, QCoreApplication.translate("HeadsDrawer", "best alignment")),
            (tiles.taught, QCoreApplication.translate("HeadsDrawer", "trained with word alignments")),
            (tiles.sinks, QCoreApplication.translate("HeadsDrawer", "has a sink")),
        ):
            if pair in marked:
                lines.append(text)
        words[pair] = "\n".join(lines)
    return words


def legend(tiles: Tiles) -> str:
    """What those marks mean that are to be seen."""
    marks = (
        (bool(tiles.best), QCoreApplication.translate("HeadsDrawer", "◤ best alignment")),
        (bool(tiles.taught), QCoreApplication.translate("HeadsDrawer", "■ trained with word alignments")),
        (bool(tiles.sinks), QCoreApplication.translate("HeadsDrawer", "● sink")),
        (tiles.effects is not None, _effect_legend(tiles)),
    )
    own = QCoreApplication.translate("HeadsDrawer", "each thumbnail has its own scale")
    return " · ".join(text for shown, text in (*marks, (tiles.tops is not None, own)) if shown)


def _effect_legend(tiles: Tiles) -> str:
    """What a bar stands for, in which unit, and which way."""
    if tiles.effects is None:
        return ""
    most = float(np.nanmax(np.abs(tiles.effects), initial=0.0))
    text = QCoreApplication.translate("HeadsDrawer", "▬ less probable without it, a full bar {nats} nats")
    if (np.nan_to_num(tiles.effects) < 0).any():
        text += QCoreApplication.translate("HeadsDrawer", "; orange: more probable without it")
    return text.format(nats=f"{most:.1f}")
