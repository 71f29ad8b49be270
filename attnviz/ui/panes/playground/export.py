"""Saving and copying from the Playground: what a section shows as a figure, and its tables of numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication

from attnviz.ui.files import writers
from attnviz.ui.panes.save_actions import Copy, FileActions, NothingYet, Save

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QSizeF
    from PySide6.QtGui import QFont
    from PySide6.QtWidgets import QWidget

    from attnviz.ui.attention.figure import AnyFigure
    from attnviz.ui.attention.picture_figure import PictureFigure
    from attnviz.ui.panes.playground.named_table import NamedTable
    from attnviz.ui.panes.playground.section import Section

WIDTH = 720.0  # points of a saved or copied picture


class Exporter(FileActions):
    """``current`` gives the section that is shown."""

    def __init__(self, owner: QWidget, current: Callable[[], Section]) -> None:
        self._current = current
        super().__init__(owner, "playground", saves=self._formats(), copies=self._clips(), figure=self._figure)
        self.set_enabled(True)

    def _formats(self) -> list[Save]:
        return [
            Save("png", "png", lambda: self.tr("Save picture as PNG…"), self.whole(self._png), "Ctrl+S"),
            Save("svg", "svg", lambda: self.tr("Save picture as SVG…"), self.whole(self._svg), "Ctrl+Shift+S"),
            Save("csv", "csv", lambda: self.tr("Save numbers as CSV…"), self.whole(self._csv)),
        ]

    def _clips(self) -> list[Copy]:
        return [
            Copy("picture", lambda: self.tr("Copy picture"), self._copy_picture, "Ctrl+Shift+C"),
            Copy("numbers", lambda: self.tr("Copy all numbers"), self._copy_numbers, "Ctrl+Shift+N"),
            Copy("svg", lambda: self.tr("Copy picture as SVG"), lambda section: self.put_svg(self._svg(section))),
            Copy(
                "latex", lambda: self.tr("Copy a table as LaTeX"), lambda section: self.put_latex(self._main(section))
            ),
            Copy(
                "markdown",
                lambda: self.tr("Copy a table as Markdown"),
                lambda section: self.put_markdown(self._main(section)),
            ),
        ]

    def shown(self) -> Section:
        return self._current()

    def stem(self, save: Save) -> str:
        return f"playground-{self._current().id}"

    def _figure(self) -> AnyFigure:
        return self._drawn(self._current())

    def _drawn(self, section: Section) -> PictureFigure:
        from attnviz.ui.attention.widget_figure import widget_figure

        return widget_figure(
            section.figure_part(), section.title(), section.figure_caption(), f"playground-{section.id}"
        )

    def _sheet(self, section: Section) -> tuple[writers.Draw, QSizeF, PictureFigure]:
        figure, font = self._drawn(section), self._font()
        assert figure.colors is not None
        draw, size = figure.body(WIDTH, font, figure.colors)
        return draw, size, figure

    def _font(self) -> QFont:
        return self._owner.font()

    def _png(self, section: Section) -> bytes:
        draw, size, figure = self._sheet(section)
        assert figure.colors is not None
        return writers.png(draw, size, figure.colors.panel)

    def _svg(self, section: Section) -> bytes:
        draw, size, figure = self._sheet(section)
        assert figure.colors is not None
        return writers.svg(draw, size, figure.colors.panel, title=figure.title, description=figure.caption)

    def _csv(self, section: Section) -> bytes:
        return writers.spreadsheet(self._all(section, ","))

    def _all(self, section: Section, delimiter: str) -> str:
        """Every table below its name, with an empty line after it."""
        tables = self._tables(section)
        rows = [row for table in tables for row in ([table.name], *table.rows, [])]
        return writers.separated(rows, delimiter=delimiter)

    def _main(self, section: Section) -> str:
        """The one table that matters most, tab-separated."""
        return writers.separated(self._tables(section)[0].rows, delimiter="\t")

    def _tables(self, section: Section) -> list[NamedTable]:
        tables = section.number_tables()
        if not tables:
            raise NothingYet(self.tr("There are no numbers yet: press Start first."))
        return tables

    def _copy_picture(self, section: Section) -> str:
        draw, size, figure = self._sheet(section)
        assert figure.colors is not None
        QGuiApplication.clipboard().setImage(writers.image(draw, size, figure.colors.panel))
        return self.copied("picture")

    def _copy_numbers(self, section: Section) -> str:
        QGuiApplication.clipboard().setText(self._all(section, "\t"))
        return self.copied("numbers")
