"""Size and quality of the compressed model in numbers, how far measuring is, and the curve of all that was measured."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from attnviz.engine.compress.messages import Compression
from attnviz.ui import theme
from attnviz.ui.compress.curve import Point, SizeCurve
from attnviz.ui.compress.texts import (
    compression_name,
    failure_text,
    quality_axis,
    quality_limit,
    quality_note,
    quality_title,
    short_name,
    signed,
)
from attnviz.ui.reworded import Reworded
from attnviz.ui.widgets.named import named

if TYPE_CHECKING:
    from attnviz.engine.compress.messages import CompressedFigure
    from attnviz.ui.compress.measured import Measured


class QualityPanel(Reworded, QFrame):
    """``chosen``: a point of the curve, as its compression; ``all_wanted``: the whole curve of bits."""

    chosen = Signal(object)
    all_wanted = Signal()

    def __init__(self, measured: Measured, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self._measured = measured
        self._kind = ""
        self._current = Compression()
        self._shown: list[Compression] = []
        self.size_title = named(QLabel(), "compress.size.title", role="muted")
        self.megabytes = named(QLabel(), "compress.size", role="title")
        self.quality_title = named(QLabel(), "compress.quality.title", role="muted")
        self.quality = named(QLabel(), "compress.quality", role="title")
        self.progress_text = named(QLabel(), "compress.progress.text", role="muted")
        self.progress = QProgressBar()
        self.progress.setObjectName("compress.progress")
        self.progress.setTextVisible(False)
        self.progress.setRange(0, 1000)
        self.progress.setFixedHeight(6)
        self.stop = named(QPushButton(), "compress.stop")
        self.curve_title = named(QLabel(), "compress.curve.title", role="heading")
        self.curve = SizeCurve()
        self.curve.setObjectName("compress.curve")
        self.all = named(QPushButton(), "compress.all")
        self.note = named(QLabel(), "compress.note", role="muted")
        self._build()
        measured.changed.connect(self.refresh)
        self.stop.clicked.connect(self._stop_or_go_on)
        self.all.clicked.connect(self.all_wanted)
        self.curve.chosen.connect(lambda index: self.chosen.emit(self._shown[index]))
        self.retranslate()

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.EDGE, theme.EDGE, theme.EDGE, theme.EDGE)
        layout.setSpacing(theme.GAP)
        for title, number in ((self.size_title, self.megabytes), (self.quality_title, self.quality)):
            both = QVBoxLayout()
            both.setSpacing(1)
            both.addWidget(title)
            both.addWidget(number)
            layout.addLayout(both)
        row = QHBoxLayout()
        row.addWidget(self.progress_text, 1)
        row.addWidget(self.stop)
        layout.addLayout(row)
        layout.addWidget(self.progress)
        layout.addWidget(self.curve_title)
        layout.addWidget(self.curve, 1)
        layout.addWidget(self.all)
        layout.addWidget(self.note)
        for label in (self.megabytes, self.quality, self.progress_text, self.quality_title, self.note):
            label.setWordWrap(True)

    def set_kind(self, kind: str) -> None:
        """Tell of a kind of model from now on."""
        self._kind = kind
        self.retranslate()

    def show_current(self, compression: Compression) -> None:
        """Tell of this one, and mark it in the curve."""
        self._current = compression
        self.refresh()

    def refresh(self) -> None:
        """Show what is known now."""
        figures = self._measured.figures()
        self._tell_numbers(figures)
        self._tell_progress(figures)
        told = [(each, figure) for each, figure in figures.items() if figure.share >= 1]
        self._shown = [each for each, _ in told]
        points = [
            Point(
                figure.bytes / 1e6,
                figure.quality,
                short_name(each),
                self.tr("{name}: {size} MB, {measure} {quality}").format(
                    name=compression_name(each),
                    size=_megabytes(figure.bytes),
                    measure=quality_axis(self._kind),
                    quality=f"{figure.quality:.1f}",
                ),
                not each.pruned,
            )
            for each, figure in told
        ]
        self.curve.show_points(points, self._shown.index(self._current) if self._current in self._shown else -1)

    def _tell_numbers(self, figures: dict[Compression, CompressedFigure]) -> None:
        whole, small = figures.get(Compression()), figures.get(self._current)
        if small is None:
            self.megabytes.setText("…")
        elif whole is None or self._current == Compression():
            self.megabytes.setText(self.tr("{size} MB").format(size=_megabytes(small.bytes)))
        else:
            self.megabytes.setText(
                self.tr("{size} MB, {share} % of {whole} MB").format(
                    size=_megabytes(small.bytes),
                    share=round(100 * small.bytes / whole.bytes),
                    whole=_megabytes(whole.bytes),
                )
            )
        if small is None or math.isnan(small.quality):
            self.quality.setText("…")
            return
        text = f"{small.quality:.1f}"
        if whole is not None and whole.share >= 1 and small.share >= 1 and self._current != Compression():
            text = self.tr("{bleu}, {change} against {whole}").format(
                bleu=text, change=signed(small.quality - whole.quality), whole=f"{whole.quality:.1f}"
            )
        self.quality.setText(text)

    def _tell_progress(self, figures: dict[Compression, CompressedFigure]) -> None:
        measured, now, ranking = self._measured, self._measured.now(), self._measured.ranking()
        share: float | None = None
        text = ""
        if measured.failure is not None:
            text = failure_text(measured.failure)
        elif ranking is not None:
            share = ranking
            text = self.tr("Finding out which heads are missed least: {share} %").format(share=round(100 * share))
        elif now is not None:
            figure = figures.get(now)
            share = figure.share if figure else 0.0
            text = self.tr("Measuring {name}: {share} %").format(name=compression_name(now), share=round(100 * share))
        elif measured.stopped():
            text = self.tr("Stopped")
        elif figures:
            text = self.tr("Measured")
        self.progress_text.setText(text)
        self.progress.setValue(round(1000 * share) if share is not None else 0)
        keep = self.progress.sizePolicy()
        keep.setRetainSizeWhenHidden(True)
        self.progress.setSizePolicy(keep)
        self.progress.setVisible(share is not None)
        running = share is not None
        self.stop.setEnabled(running or measured.stopped())
        self.stop.setText(self.tr("Go on") if measured.stopped() and not running else self.tr("Stop"))
        self.stop.setAccessibleName(self.stop.text())

    def _stop_or_go_on(self) -> None:
        if self._measured.now() is not None or self._measured.ranking() is not None:
            self._measured.stop()
        else:
            self._measured.go_on()

    def retranslate(self) -> None:
        self.size_title.setText(self.tr("Size"))
        self.quality_title.setText(quality_title(self._kind))
        self.progress.setAccessibleName(self.tr("How far measuring is"))
        self.curve_title.setText(self.tr("Size against quality"))
        self.curve.setAccessibleName(self.tr("Curve of size against quality"))
        self.curve.setToolTip("")
        self.curve.name_axes(self.tr("megabytes"), quality_axis(self._kind), quality_limit(self._kind))
        self.all.setText(self.tr("Measure all bits"))
        self.all.setAccessibleName(self.all.text())
        self.note.setText(quality_note(self._kind))
        self.refresh()


def _megabytes(size: int) -> str:
    """Of small models with two decimals."""
    return f"{size / 1e6:.1f}" if size >= 2_000_000 else f"{size / 1e6:.2f}"
