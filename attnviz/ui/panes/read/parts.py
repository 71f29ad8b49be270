"""What the sections' inputs and details are made of: a field of one line or several, a menu of examples, bars under a heading."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QMenu, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from attnviz.ui import theme
from attnviz.ui.commands import Actions, Command
from attnviz.ui.panes.text_field import TextField
from attnviz.ui.reworded import Reworded
from attnviz.ui.shares import percent
from attnviz.ui.widgets.bars import BarButton
from attnviz.ui.widgets.named import named
from attnviz.ui.widgets.selection import Spot

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QFocusEvent

    from attnviz.ui.attention.map_choice import ShownMap
    from attnviz.ui.widgets.selection import Selection

MOST_TYPED = 2_000  # characters of a line
LOOKS = 8


class LineField(QLineEdit):
    """One line of text; ``typed`` when a person changed it."""

    typed = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        named(self, name)
        self.setMaxLength(MOST_TYPED)
        self.setClearButtonEnabled(True)
        self._quiet = False
        self.textEdited.connect(self._edited)
        self._name_clearing()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._name_clearing()

    def _name_clearing(self) -> None:
        if button := self.findChild(QToolButton):
            button.setAccessibleName(self.tr("Clear the text"))

    def show_text(self, text: str) -> None:
        """Replace the text without announcing it as typed; undo brings back what it replaced."""
        if text != self.text():
            self._quiet = True
            self.selectAll()
            self.insert(text)
            self._quiet = False

    def _edited(self, _text: str) -> None:
        if not self._quiet:
            self.typed.emit()


class TextBox(TextField):
    """A text of a few lines; ``typed`` when a person changed it."""

    typed = Signal()

    def __init__(self, name: str, lines: float, *, most: int = 40_000) -> None:
        super().__init__(most=most)
        named(self, name, role="words")
        self.setTabChangesFocus(True)
        self._lines, self._last = lines, ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.textChanged.connect(self._changed)

    def show_text(self, text: str) -> None:
        """Replace the text without announcing it as typed; undo brings back what it replaced."""
        if text != self.toPlainText():
            self._last = text
            cursor = self.textCursor()
            cursor.select(cursor.SelectionType.Document)
            cursor.insertText(text)

    def sizeHint(self) -> QSize:
        line = self.fontMetrics().lineSpacing()
        return QSize(line * 12, round(line * self._lines) + 18)

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().lineSpacing() * 8, self.sizeHint().height())

    def _changed(self) -> None:
        text = self.toPlainText()  # without what is being composed
        if text != self._last:
            self._last = text
            self.typed.emit()


class Examples(Reworded, QToolButton):
    """A button whose menu offers examples; ``chosen`` carries the number of one."""

    chosen = Signal(int)

    def __init__(self, name: str, titles: Callable[[], Sequence[str]]) -> None:
        super().__init__()
        named(self, name, role="segment")
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self)
        commands = [
            Command(f"{name}.{i}", partial(self._title, titles, i), do=partial(self.chosen.emit, i))
            for i in range(len(titles()))
        ]
        Actions(menu, commands).fill(menu)
        self.setMenu(menu)
        self.retranslate()

    @staticmethod
    def _title(titles: Callable[[], Sequence[str]], number: int) -> str:
        return titles()[number].replace("&", "&&")

    def retranslate(self) -> None:
        self.setText(self.tr("Examples"))
        self.setAccessibleName(self.text())
        self.menu().setTitle(self.text())


class Bars(QWidget):
    """A heading and bars below it; ``pressed`` carries the number of one."""

    pressed = Signal(int)
    pointed = Signal(int)  # the bar under the pointer or with the focus, -1 for none

    def __init__(self, name: str, most: int, *, wrap: bool = False) -> None:
        super().__init__()
        self.heading = named(QLabel(), f"{name}.heading", role="muted")
        self.heading.setWordWrap(True)
        self.bars = [_Bar(i, self.pointed, wrap=wrap) for i in range(most)]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, theme.GAP)
        column.setSpacing(4)
        column.addWidget(self.heading)
        for i, bar in enumerate(self.bars):
            named(bar, f"{name}.{i}")
            bar.clicked.connect(partial(self._press, i))
            column.addWidget(bar)
        self.hide()

    def _press(self, number: int, _checked: bool = False) -> None:
        self.pressed.emit(number)

    def show_bars(self, heading: str, bars: Sequence[tuple[str, str, float]], *, chosen: int = -1) -> None:
        """Bars of (label, number, share)."""
        if self.heading.text() != heading:
            self.heading.setText(heading)
        for i, bar in enumerate(self.bars):
            if i < len(bars):
                label, number, share = bars[i]
                bar.show_value(label, number, share, chosen=i == chosen)
            if bar.isHidden() == (i < len(bars)):
                bar.setVisible(i < len(bars))
        self.heading.setVisible(bool(heading))
        self.setVisible(bool(bars) or bool(heading))


class _Bar(BarButton):
    def __init__(self, number: int, pointed: object, *, wrap: bool) -> None:
        super().__init__(wrap=wrap)
        self._number_of, self._pointed = number, pointed

    def enterEvent(self, event: object) -> None:
        super().enterEvent(event)  # type: ignore[arg-type]
        self._pointed.emit(self._number_of)  # type: ignore[attr-defined]

    def leaveEvent(self, event: object) -> None:
        super().leaveEvent(event)  # type: ignore[arg-type]
        self._pointed.emit(-1)  # type: ignore[attr-defined]

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._pointed.emit(self._number_of)  # type: ignore[attr-defined]


class LooksAt(Reworded, Bars):
    """Where the word that is pointed at looks; a bar pins the place."""

    def __init__(self, name: str, selection: Selection) -> None:
        super().__init__(f"{name}.looks", LOOKS)
        self._selection = selection
        self._map: ShownMap | None = None
        self._spots: list[Spot] = []
        self.rest: Spot | None = None  # told while nothing is pointed at
        self.pressed.connect(self._pin)
        selection.changed.connect(self.draw)

    def show_map(self, map: ShownMap | None) -> None:
        """The map of which a row or a column is told."""
        self._map = map
        self.draw()

    def draw(self) -> None:
        map, spot = self._map, self._selection.shown or self.rest
        picture = map.picture if map is not None else None
        row, column = (spot.row, spot.column) if spot is not None else (None, None)
        self._spots = []
        if picture is None or (row is None and column is None):
            return self.show_bars("", [])
        if row is not None and row < len(picture.rows):
            weights, labels, heading = picture.weights[row], picture.columns, self.tr("“{word}” looks at")
            word = picture.rows[row]
            spots = [Spot(row, i) for i in range(len(labels))]
        elif column is not None and column < len(picture.columns):
            weights, labels, heading = picture.weights[:, column], picture.rows, self.tr("“{word}” is looked at by")
            word = picture.columns[column]
            spots = [Spot(i, column) for i in range(len(labels))]
        else:
            return self.show_bars("", [])
        order = [int(i) for i in (-weights).argsort(kind="stable")[:LOOKS] if weights[i] >= 0.005]
        self._spots = [spots[i] for i in order]
        bars = [(labels[i], f"{float(weights[i]):.2f}", float(weights[i])) for i in order]
        self.show_bars(heading.format(word=word), bars)
        return None

    def _pin(self, number: int) -> None:
        if number < len(self._spots):
            self._selection.pin(self._spots[number])

    def retranslate(self) -> None:
        self.draw()


def changed(before: float | None, share: float) -> str:
    """A probability as it is written, after what it was where that is known and another."""
    now, was = percent(share), "" if before is None else percent(before)
    return f"{was.removesuffix(' %')} → {now}" if was and was != now else now


def text_label(name: str, role: str = "") -> QLabel:
    """A text of any length."""
    made = named(QLabel(), name, role=role)
    made.setWordWrap(True)
    return made


def say(label: QLabel, text: str) -> None:
    """Show a text; a label with none takes no room."""
    if label.text() != text:
        label.setText(text)
    if label.isHidden() == bool(text):
        label.setVisible(bool(text))


def details_column(*widgets: QWidget) -> QWidget:
    """The widgets below each other, as the details of a section."""
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(theme.EDGE, theme.EDGE, theme.EDGE, theme.EDGE)
    column.setSpacing(5)
    for widget in widgets:
        column.addWidget(widget)
    column.addStretch(1)
    return box
