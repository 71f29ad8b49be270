"""How a map is seen: as heatmap or lines, in words or pieces, at which step, weights or norms, and what is left out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QSlider, QSpinBox, QToolButton, QWidget

from attnviz.engine.attention.maps import MapView
from attnviz.engine.attention.messages import AttentionBetween, Frames
from attnviz.ui import icons
from attnviz.ui.controls.popover import Popover
from attnviz.ui.controls.segments import Segment, joined, segment
from attnviz.ui.remembered import take_number
from attnviz.ui.reworded import Reworded
from attnviz.ui.widgets.flow import FlowLayout
from attnviz.ui.widgets.named import named
from attnviz.ui.widgets.plain_text import plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from attnviz.ui.attention.captions import AttentionTexts
    from attnviz.ui.attention.page import Page


class ViewBar(Reworded, QWidget):
    """Pages, playing and heads are in sight; how a map is read is chosen under "View", what only heads have (step, norms, sinks)
    with them alone. ``pages`` are those that can be chosen; the first is shown first.
    """

    changed = Signal()
    heads_toggled = Signal(bool)

    def __init__(self, name: str, pages: Sequence[Page], texts: AttentionTexts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pages = {page.id: page for page in pages}
        self._suit = {page.id: not page.leads for page in pages}  # whether each can draw the axes of now
        self._heard, self._normed = False, True  # whether keys are moments of a sound; whether value norms are known
        self._texts = texts
        self.pictures = {page.id: segment(f"{name}.picture.{page.id}", page.icon) for page in pages}
        self.words = segment(f"{name}.words")
        self.pieces = segment(f"{name}.pieces")
        self.weights = segment(f"{name}.weights")
        self.norms = segment(f"{name}.norms")
        self.heads = segment(f"{name}.heads")
        self.play = named(Segment(), f"{name}.play", role="segment")
        self.play.setIcon(icons.icon("play"))
        self.play.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.heads.setChecked(True)
        self.shift = named(QCheckBox(), f"{name}.shift")
        self.hide_sinks = named(QCheckBox(), f"{name}.hide_sinks")
        self.hide_end = named(QCheckBox(), f"{name}.hide_end")
        self.hide_punctuation = named(QCheckBox(), f"{name}.hide_punctuation")
        self.threshold = named(QSlider(Qt.Orientation.Horizontal), f"{name}.threshold")
        self.threshold.setRange(0, 100)
        self.threshold.setValue(5)
        self.threshold.setMinimumWidth(110)
        self.threshold_value = plain(QLabel())
        self.strongest = named(QSpinBox(), f"{name}.strongest")
        self.strongest.setRange(0, 20)
        self._has_heads = self._plays = self._played = False
        wording, values = joined(self.words, self.pieces), joined(self.weights, self.norms)
        self._for_lines = (self._labelled(self.threshold, self.threshold_value), self.strongest)
        self._for_maps = (wording, self.hide_end, self.hide_punctuation)
        self._for_heads = (values, self.shift, self.hide_sinks)
        self._boxes = (self.shift, self.hide_sinks, self.hide_end, self.hide_punctuation)
        self.options = segment(f"{name}.options")
        self.popover = Popover(self.options)
        for widget in (wording, values, *self._boxes, *self._for_lines):
            self.popover.column.addWidget(widget)
        layout = FlowLayout(self, gap=12)
        for widget in (joined(*self.pictures.values()), self.play, self.heads, self.options):
            layout.addWidget(widget)
        for button in (next(iter(self.pictures.values())), self.words, self.weights):
            button.setChecked(True)
        self.retranslate()
        for button in (*self.pictures.values(), self.words, self.pieces, self.weights, self.norms):
            button.clicked.connect(self._change)
        for box in self._boxes:
            box.toggled.connect(self._change)
        self.heads.toggled.connect(self.heads_toggled)
        self.threshold.valueChanged.connect(self._change)
        self.strongest.valueChanged.connect(self._change)
        self._change()

    def offer_heads(self, offered: bool) -> None:
        """Show what only a model of several heads has; without one the map is of weights at the output step."""
        if offered != self._has_heads:
            self._has_heads = offered
            self._leave_unoffered()
            self._arrange()

    def offer_pages(self, between: AttentionBetween) -> None:
        """Show the pages that can draw what lies between these axes, and the controls that mean something there."""
        suit = {id: page.suits(between) for id, page in self._pages.items()}
        heard, normed = isinstance(between.keys, Frames), between.attention.value_norms is not None
        if (suit, heard, normed) != (self._suit, self._heard, self._normed):
            before, self._suit, self._heard, self._normed = self._suit, suit, heard, normed
            leading = (id for id, page in self._pages.items() if page.leads and suit[id] and not before[id])
            if (first := next(leading, "")) and self._is_offered(first):
                self.pictures[first].setChecked(True)
            self._leave_unoffered()
            self._arrange()

    def offer_play(self) -> None:
        """Show the button that plays an answer row by row."""
        self._played = True
        self._arrange()

    def show_playing(self, plays: bool) -> None:
        """Word the button that plays: what a click does now."""
        self._plays = plays
        self.play.setText(self.tr("Pause") if plays else self.tr("Play"))
        self.play.setIcon(icons.icon("pause" if plays else "play"))

    def set_reading(self, *, shift: bool, norms: bool) -> None:
        """Take a step and a choice of weights or norms without announcing it."""
        self.blockSignals(True)
        self.shift.setChecked(shift)
        (self.norms if norms else self.weights).setChecked(True)
        self.blockSignals(False)

    def map_view(self, between: AttentionBetween | None = None) -> MapView:
        """How a map is to be seen; what is heard is told piece by piece, in whose moments words begin and end."""
        heard = between is not None and isinstance(between.keys, Frames)
        return MapView(
            words=self.words.isChecked() and not heard,
            hide_special=self.hide_end.isChecked(),
            hide_punctuation=self.hide_punctuation.isChecked(),
            threshold=self.threshold.value() / 100,
            strongest=self.strongest.value(),
            shift=self._has_heads and self._texts.has_steps and self.shift.isChecked(),
            norms=self._has_heads and self.norms.isChecked(),
        )

    def hides_sinks(self) -> bool:
        return self._has_heads and self.hide_sinks.isChecked()

    @property
    def heatmap(self) -> QToolButton:
        return self.pictures["heatmap"]

    @property
    def lines(self) -> QToolButton:
        return self.pictures["lines"]

    def picture(self) -> str:
        """The page that is wanted, by its id."""
        return next(id for id, button in self.pictures.items() if button.isChecked())

    def state(self) -> dict[str, Any]:
        """What to remember."""
        return {
            "lines": self.lines.isChecked(),
            "words": self.words.isChecked(),
            "heads": self.heads.isChecked(),
            "hide_sinks": self.hide_sinks.isChecked(),
            "hide_end": self.hide_end.isChecked(),
            "hide_punctuation": self.hide_punctuation.isChecked(),
            "threshold": self.threshold.value(),
            "strongest": self.strongest.value(),
        }

    def restore(self, state: Mapping[str, Any]) -> None:
        """Take back a state; what is missing or of the wrong type stays as it is."""

        def taken(name: str, kind: type) -> Any:
            value = state.get(name)
            return value if type(value) is kind else None

        if (lines := taken("lines", bool)) is not None:
            (self.lines if lines else self.heatmap).setChecked(True)
        if (words := taken("words", bool)) is not None:
            (self.words if words else self.pieces).setChecked(True)
        for name, box in (
            ("heads", self.heads),
            ("hide_sinks", self.hide_sinks),
            ("hide_end", self.hide_end),
            ("hide_punctuation", self.hide_punctuation),
        ):
            if (hidden := taken(name, bool)) is not None:
                box.setChecked(hidden)
        for name, number in (("threshold", self.threshold), ("strongest", self.strongest)):
            take_number(number, state.get(name))
        self._change()

    def retranslate(self) -> None:
        for id, page in self._pages.items():
            self.pictures[id].setText(page.title())
            self.pictures[id].setToolTip(page.tip())
        self.words.setText(self.tr("Words"))
        self.words.setToolTip(self._texts.words_tip())
        self.pieces.setText(self.tr("Pieces"))
        self.pieces.setToolTip(self.tr("The pieces of words as the model reads and writes them"))
        self.weights.setText(self.tr("Weights"))
        self.weights.setToolTip(self.tr("How much each head looks at a word: α"))
        self.norms.setText(self.tr("Norms"))
        self.norms.setToolTip(
            self.tr("How much it takes from there: the length of weight times value, ‖α·f(x)‖, each row as shares")
        )
        self.show_playing(self._plays)
        self.play.setToolTip(
            self.tr("Write it word by word and see where each is read from (Space; step with the arrow keys)")
        )
        self.heads.setText(self.tr("Heads"))
        self.heads.setToolTip(self.tr("All heads of all layers beside the picture"))
        self.shift.setText(self.tr("Shift rows"))
        self.shift.setToolTip(
            self.tr(
                "Read a word's row at the step where it goes in, one later than where it comes out: often the better alignment"
            )
        )
        self.hide_sinks.setText(self.tr("Hide catch-all words"))
        self.hide_sinks.setToolTip(
            self.tr("Leave out words that draw much weight but give little, and scale the rest of each row to 1")
        )
        self.hide_end.setText(self._texts.hide_special_text() or self.tr("Hide end mark"))
        self.hide_end.setToolTip(
            self._texts.hide_special_tip() or self.tr("Leave out the token </s> that ends a sentence")
        )
        self.hide_punctuation.setText(self.tr("Hide punctuation"))
        self.hide_punctuation.setToolTip(self.tr("Leave out punctuation marks"))
        self.threshold.setToolTip(self.tr("Draw only lines of at least this weight"))
        self.threshold.setAccessibleName(self.tr("Smallest weight drawn"))
        self.strongest.setPrefix(self.tr("strongest "))
        self.strongest.setSpecialValueText(self.tr("all lines"))
        self.strongest.setToolTip(self._texts.strongest_tip())
        self.strongest.setAccessibleName(self.tr("Strongest lines of each word"))
        for button in (
            *self.pictures.values(),
            *(self.words, self.pieces, self.weights, self.norms, self.heads),
        ):
            button.setAccessibleName(button.text())
        for box in self._boxes:
            box.setAccessibleName(box.text())
        self.options.setToolTip(self.tr("Words or pieces, weights or norms, the step of a row, and what is left out"))
        self._word_options()

    def _word_options(self) -> None:
        """Say how many are on, so that nothing is left out unseen."""
        on = sum(box.isChecked() and not box.isHidden() for box in self._boxes)
        self.options.setText(self.tr("View ({})").format(on) if on else self.tr("View"))
        self.options.setAccessibleName(self.options.text())
        self.popover.setAccessibleName(self.options.text())

    def _is_offered(self, id: str) -> bool:
        return self._suit[id] and (self._has_heads or not self._pages[id].for_heads)

    def _leave_unoffered(self) -> None:
        """Turn to the first page from one that is not offered any more."""
        if not self._is_offered(self.picture()):
            next(button for id, button in self.pictures.items() if self._is_offered(id)).setChecked(True)

    def _arrange(self) -> None:
        """Show the controls of what is shown."""
        maps = self._pages[self.picture()].is_map
        for id, button in self.pictures.items():
            button.setVisible(self._is_offered(id))
        self.heads.setVisible(self._has_heads and maps)
        self.play.setVisible(self._played and maps)
        for widget in self._for_maps:
            widget.setVisible(maps and not self._heard)
        for widget in self._for_heads:
            means = self._texts.has_steps if widget is self.shift else self._normed
            widget.setVisible(maps and self._has_heads and means)
        for widget in self._for_lines:
            widget.setVisible(self.picture() == "lines")
        self.options.setVisible(any(widget.isVisibleTo(self.popover) for widget in self.popover.findChildren(QWidget)))
        self._word_options()
        if self.popover.isVisible():
            self.popover.adjustSize()

    def _change(self) -> None:
        self.threshold_value.setText(f"≥ {self.threshold.value() / 100:.2f}")
        self._arrange()
        self.changed.emit()

    def _labelled(self, control: QWidget, label: QLabel) -> QWidget:
        box = QWidget()
        layout = QHBoxLayout(box)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(control)
        layout.addWidget(label)
        return box
