"""The figure of a caption, as Xu et al. 2015 drew it: the photo, then every word with the photo lit where it looked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QSizeF

from attnviz.engine.attention import maps
from attnviz.ui.attention.strip_drawing import SMALLEST, StripCell, draw_strip, lay_out, small
from attnviz.ui.panes.look.describe_picture import HARDLY, gate_of, strength_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QFont, QImage, QPainter

    from attnviz.engine.describe.certainty import Certainty
    from attnviz.engine.describe.messages import Described
    from attnviz.ui.theme import Colors

ACROSS = 960.0  # points
MARGIN = 12.0
SIDE_BY_SIDE = 7  # pictures that a narrow figure has room for in a row


def cells(answer: Described, certainty: Certainty) -> list[StripCell]:
    """The photo, then every word but the end token, as strongly lit as its gate was open."""
    found = [StripCell("")]
    for group in maps.word_groups(answer.tokens):
        token = answer.tokens[group[0]]
        if token.kind == "special":
            continue
        map_ = answer.attention[group].mean(0)
        gate = gate_of(answer, tuple(group))
        text = "".join(answer.tokens[i].text for i in group)
        quiet = token.kind != "word" or gate < HARDLY
        unsure = certainty.is_unsure(answer, group)
        found.append(StripCell(text, map_ / max(float(map_.max()), 1e-9), strength_of(gate), quiet, unsure))
    return found


def figure(
    photo: QImage, strip: Sequence[StripCell], *, way: str, font: QFont, colors: Colors, across: float = ACROSS
) -> tuple[Callable[[QPainter, QSizeF, bool], None], QSizeF]:
    """What draws the figure, and the size in points that it fills."""
    shown = small(photo)
    smallest = min(SMALLEST, across / SIDE_BY_SIDE)
    for share in range(2, 14):  # the largest pictures that leave the figure wider than high
        height = across * share / 10
        best = lay_out(len(strip), QSizeF(photo.size()), across - 2 * MARGIN, font, height=height, smallest=smallest)
        if best.size.height() <= height:
            break
    size = QSizeF(across, best.size.height() + 2 * MARGIN)

    def draw(painter: QPainter, size: QSizeF, vector: bool) -> None:
        painter.translate(QPointF(MARGIN, MARGIN))
        draw_strip(painter, best, shown, strip, way=way, font=font, colors=colors, vector=vector)

    return draw, size
