"""The guided tour: short cards that lead through the window, from one softmax to the Transformer's heads; left and
resumed at will.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QFrame,
    QGraphicsDropShadowEffect,
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QPushButton,
    QVBoxLayout,
)

from attnviz.ui import theme
from attnviz.ui.help.tour_cards import CARDS, Card
from attnviz.ui.widgets.plain_text import plain

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QKeyEvent

WIDTH_EM, LEAST_EM = 27, 16  # of the card, in text heights
MARGIN = 8  # pixels, from the edges


class Tour(QFrame):
    """One card above the window's corner. The window stays usable; each card shows what it speaks of."""

    moved = Signal(int)  # to another card, so that the window remembers it

    def __init__(
        self, window: QMainWindow, show_pane: Callable[[str], Any], details_width: Callable[[], int], card: int = 0
    ) -> None:
        """``show_pane`` turns to a pane and returns it, or None where there is no such; ``details_width`` is that of the column
        beside it.
        """
        super().__init__(window)
        self._window, self._show_pane, self._details_width = window, show_pane, details_width
        self._at = card if 0 <= card < len(CARDS) else 0
        self.setObjectName("tour")
        self.setProperty("role", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._place, self._title, self._text = (plain(QLabel()) for _ in range(3))
        self._place.setProperty("role", "muted")
        self._title.setProperty("role", "heading")
        self._title.setObjectName("tour.title")
        self._text.setWordWrap(True)
        self._text.setObjectName("tour.text")
        self._back, self._next, self._leave = QPushButton(), QPushButton(), QPushButton()
        for button, name in ((self._back, "back"), (self._next, "next"), (self._leave, "leave")):
            button.setObjectName(f"tour.{name}")
        self._next.setProperty("role", "primary")
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._place)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.GAP)
        buttons.addWidget(self._leave)
        buttons.addStretch(1)
        buttons.addWidget(self._back)
        buttons.addWidget(self._next)
        layout = self._column = QVBoxLayout(self)
        layout.setContentsMargins(theme.EDGE, 14, theme.EDGE, 14)
        layout.setSpacing(theme.GAP)
        layout.addLayout(head)
        layout.addWidget(self._text)
        layout.addLayout(buttons)
        shadow = QGraphicsDropShadowEffect(self)
        shadow.setBlurRadius(28)
        shadow.setOffset(0, 6)
        self.setGraphicsEffect(shadow)
        self._back.clicked.connect(self._on_back)
        self._next.clicked.connect(self._on_next)
        self._leave.clicked.connect(self.close)
        window.installEventFilter(self)
        self.show_card(self._at)

    def card(self) -> Card:
        """The card that is shown."""
        return CARDS[self._at]

    def show_card(self, index: int) -> None:
        """Show a card, and in the window what it speaks of."""
        self._at = index
        self._say()
        self._lead(self.card())
        self.moved.emit(index)
        self._stand()
        self.show()
        self.raise_()
        self._next.setFocus()

    def _lead(self, card: Card) -> None:
        pane = self._show_pane(card.pane)
        if pane is None:
            return
        if card.example:
            pane.load_example(card.example)
        elif card.section:
            pane.show_section(card.section)
        if card.scoring:
            pane.section("steps").choose_scoring(card.scoring)
        if card.network:
            pane.section("train").choose_network(card.network)

    @Slot()
    def _on_back(self) -> None:
        self.show_card(max(self._at - 1, 0))

    @Slot()
    def _on_next(self) -> None:
        if self._at + 1 < len(CARDS):
            self.show_card(self._at + 1)
        else:
            self.moved.emit(0)
            self.close()

    def _say(self) -> None:
        card = self.card()
        self._title.setText(card.title())
        self._text.setText(card.text())
        self._place.setText(f"{self._at + 1} / {len(CARDS)}")
        self._back.setText(self.tr("Back"))
        self._back.setEnabled(self._at > 0)
        last = self._at + 1 == len(CARDS)
        self._next.setText(self.tr("Finish") if last else self.tr("Next"))
        self._leave.setText(self.tr("End tour"))
        self._leave.setToolTip(self.tr("It goes on at this card when you come back through the Help menu."))
        self.setAccessibleName(self.tr("Guided tour"))
        self.setAccessibleDescription(f"{card.title()}. {card.text()}")

    def _stand(self) -> None:
        """At the foot of the details column, where it covers the least; without the column in the window's corner."""
        column, em = self._details_width(), self.fontMetrics().height()
        width = max(column - 2 * MARGIN, LEAST_EM * em) if column else WIDTH_EM * em
        width = min(width, self._window.width() - 2 * MARGIN)
        self.setFixedWidth(width)
        self._column.activate()
        height = self._column.totalHeightForWidth(width) if self._column.hasHeightForWidth() else 0
        self.setFixedHeight(max(height, self._column.minimumSize().height()))
        bottom = self._window.height() - self._window.statusBar().height()
        self.move(self._window.width() - width - MARGIN, bottom - self.height() - MARGIN)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._window and event.type() == QEvent.Type.Resize:
            self._stand()
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape:
            self.close()
        elif key == Qt.Key.Key_Left:
            self._on_back()
        elif key == Qt.Key.Key_Right:
            self._on_next()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.FontChange) and hasattr(self, "_leave"):
            self._say()
            self._stand()
