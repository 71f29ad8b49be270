"""The tools that paint over a photo: which one, its colour and width, and the ways back."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QHideEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSlider, QWidget

from attnviz.ui.commands import Actions, Command
from attnviz.ui.remembered import take_number
from attnviz.ui.widgets.controls import Field, IconButton, line
from attnviz.ui.widgets.photo_brush import BLUR, ERASER, GREY, INK, PATCH, TOOLS, PhotoBrush
from attnviz.ui.widgets.swatches import INKS, ink_button, word_inks

ICONS = {INK: "brush", GREY: "grey", BLUR: "blur", ERASER: "eraser", PATCH: "patch"}
NARROWEST, WIDEST, WIDTH = 2, 60, 14  # per cent of the photo's longer side


class BrushTools(QWidget):
    """Rules one ``PhotoBrush``. ``ways``, its width and the ways back, stands elsewhere."""

    def __init__(self, brush: PhotoBrush, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._brush = brush
        self._tools, self._inks = QButtonGroup(self), QButtonGroup(self)
        self.tools = {tool: IconButton(f"look.whatif.{tool}", ICONS[tool], checkable=True) for tool in TOOLS}
        for number, button in enumerate(self.tools.values()):
            self._tools.addButton(button, number)
        self.inks = [ink_button(number, f"look.whatif.ink.{number}") for number in range(len(INKS))]
        for number, ink in enumerate(self.inks):
            self._inks.addButton(ink, number)
        self.width_ = QSlider(Qt.Orientation.Horizontal)
        self.width_.setRange(NARROWEST, WIDEST)
        self.width_.setFixedWidth(96)
        self._field = Field(self.width_, "look.whatif.width")
        self.undo = IconButton("look.whatif.undo", "undo", says=False)
        self.redo = IconButton("look.whatif.redo", "redo", says=False)
        self.reset = IconButton("look.whatif.reset", "reset")
        keys = QKeySequence.StandardKey
        self.commands = Actions(  # in the menu while there is something to paint on
            self,
            [
                Command(
                    "look.action.undo",
                    lambda: self.tr("Undo stroke"),
                    "edit",
                    brush.undo,
                    keys.Undo,
                    brush.can_undo,
                    self.isVisible,
                ),
                Command(
                    "look.action.redo",
                    lambda: self.tr("Redo stroke"),
                    "edit",
                    brush.redo,
                    keys.Redo,
                    brush.can_redo,
                    self.isVisible,
                ),
            ],
        )
        self._ink_box = line(*self.inks, gap=3)
        self.ways = line(self._field, line(self.undo, self.redo, self.reset, gap=2), gap=8)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(line(line(*self.tools.values(), gap=4), self._ink_box, gap=14))
        self._connect()
        self.tools[INK].setChecked(True)
        self.inks[0].setChecked(True)
        self.width_.setValue(WIDTH)
        self._kept()

    def _connect(self) -> None:
        brush = self._brush
        self._tools.idToggled.connect(self._take)
        self._inks.idToggled.connect(self._dip)
        self.width_.valueChanged.connect(lambda value: brush.set_width(value / 100))
        self.undo.clicked.connect(brush.undo)
        self.redo.clicked.connect(brush.redo)
        self.reset.clicked.connect(brush.clear)
        brush.kept.connect(self._kept)

    def _take(self, number: int, on: bool) -> None:
        if on:
            self._brush.set_tool(TOOLS[number])
            self._ink_box.setEnabled(TOOLS[number] == INK)

    def _dip(self, number: int, on: bool) -> None:
        if on:
            self._brush.set_ink(QColor(INKS[number]))

    def _kept(self) -> None:
        brush = self._brush
        self.undo.setEnabled(brush.can_undo())
        self.redo.setEnabled(brush.can_redo())
        self.commands.refresh()
        self.reset.setEnabled(brush.canvas() != brush.plain())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._kept()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._kept()

    def save_state(self) -> dict[str, Any]:
        """The tool, its colour and its width."""
        return {
            "tool": TOOLS[self._tools.checkedId()],
            "ink": self._inks.checkedId(),
            "width": self.width_.value(),
        }

    def restore_state(self, state: dict[str, Any]) -> None:
        """Take back what ``save_state`` gave; wrong values are ignored."""
        tool, ink, width = (state.get(key) for key in ("tool", "ink", "width"))
        if isinstance(tool, str) and tool in self.tools:
            self.tools[tool].setChecked(True)
        if type(ink) is int and 0 <= ink < len(self.inks):
            self.inks[ink].setChecked(True)
        take_number(self.width_, width)

    def retranslate(self) -> None:
        """Word everything in the language of now."""
        for tool, text, tip in (
            (INK, self.tr("Brush"), self.tr("Paint in a colour")),
            (GREY, self.tr("Grey"), self.tr("Paint in grey, which says nothing")),
            (BLUR, self.tr("Blur"), self.tr("Leave only the coarsest of what is painted over")),
            (ERASER, self.tr("Eraser"), self.tr("Give the photo back where something was painted")),
            (
                PATCH,
                self.tr("Patch"),
                self.tr("A grey square that follows the pointer; it is gone when the pointer leaves"),
            ),
        ):
            self.tools[tool].word(text, tip)
        word_inks(self.inks)
        self._field.set_text(
            self.tr("Width"),
            self.tr("How wide the brush is, as a share of the photo"),
            name=self.tr("Width of the brush"),
        )
        self.undo.word(self.tr("Undo"), self.tr("Take the last stroke back (Ctrl+Z)"))
        self.redo.word(self.tr("Redo"), self.tr("Paint the stroke again that was taken back (Ctrl+Shift+Z)"))
        self.reset.word(self.tr("Reset"), self.tr("The photo as it came"))
