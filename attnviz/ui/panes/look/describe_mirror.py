"""Two captions side by side are seen in one way: the controls of the first rule both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QAbstractButton, QSlider, QWidget

from attnviz.ui.widgets.controls import Choice

if TYPE_CHECKING:
    from attnviz.ui.panes.look.describe_view import CaptionView


def controls(view: CaptionView) -> list[QWidget]:
    """What says how a caption is seen, in the same order for each view."""
    bar, picture, strip = view.view.view_bar, view.picture, view.strip
    pages: list[QWidget] = [*bar.pictures.values(), bar.words, bar.pieces, bar.hide_end, bar.hide_punctuation]
    drawn: list[QWidget] = [picture.way, picture.scale, picture.opacity, picture.smooth, picture.boxes]
    return [*pages, *drawn, strip.way, strip.smooth]


def copy_controls(source: CaptionView, target: CaptionView) -> None:
    """Set the controls of ``target`` as those of ``source`` are and draw it so."""
    for theirs, mine in zip(controls(source), controls(target), strict=True):
        mine.blockSignals(True)
        if isinstance(mine, QAbstractButton) and isinstance(theirs, QAbstractButton):
            if theirs.isChecked() or not mine.autoExclusive():
                mine.setChecked(theirs.isChecked())
        elif isinstance(mine, Choice) and isinstance(theirs, Choice):
            mine.set_key(theirs.key())
        elif isinstance(mine, QSlider) and isinstance(theirs, QSlider):
            mine.setValue(theirs.value())
        mine.blockSignals(False)
    target.redraw()
