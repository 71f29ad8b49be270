"""Figures of the Latent pane for papers and slides: the grid or way of pictures, or what else the section shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attnviz.ui.attention.picture_figure import PictureFigure
from attnviz.ui.attention.widget_figure import widget_figure
from attnviz.ui.panes.latent import file_formats as files
from attnviz.ui.panes.latent import texts

if TYPE_CHECKING:
    from PySide6.QtCore import QSizeF
    from PySide6.QtGui import QFont, QPainter
    from PySide6.QtWidgets import QWidget

    from attnviz.ui.attention.picture_figure import Drawing
    from attnviz.ui.panes.latent.export import Shown
    from attnviz.ui.panes.latent.section import Section
    from attnviz.ui.theme import Colors


def figure_of(shown: Shown, section: Section, part: QWidget | None = None) -> PictureFigure | None:
    """What a section (or that ``part``) shows of what may be saved; None while its pictures are on their way."""
    title = f"{texts.model_title(shown.model)} · {section.title()}"
    stem, caption = f"{shown.model}-{section.id}", section.figure_caption()
    part = part or section.figure_part()
    if part is not None:
        return widget_figure(part, title, caption, stem)
    if not shown.rows:
        return None

    def body(width: float, font: QFont, colors: Colors) -> Drawing:
        words = shown.row_labels, shown.column_labels, font
        cell = files.cell_for(width, shown.rows, *words)

        def draw(painter: QPainter, size: QSizeF, vector: bool) -> None:
            files.draw_sheet(painter, shown.rows, *words, colors, cell)

        return draw, files.sheet_size(shown.rows, *words, cell)

    return PictureFigure(body, title, caption, stem)
