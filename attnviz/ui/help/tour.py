"""The guided tour: short cards beside what they speak of, which is ringed while the rest is dimmed; left and resumed at will."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QGraphicsDropShadowEffect,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMainWindow,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from attnviz.ui import theme
from attnviz.ui.help.awaited import Awaited
from attnviz.ui.help.placing import MARGIN, place
from attnviz.ui.help.spotlight import Spotlight
from attnviz.ui.help.tour_cards import CARDS, Card
from attnviz.ui.widgets.plain_text import plain

if TYPE_CHECKING:
    from collections.abc import Callable

WIDTH_EM = 25  # of the card, in text heights
FOLLOWS = 150  # milliseconds: how often the ring looks where its place has gone


class Tour(QFrame):
    """One card beside the control that it speaks of. The window stays usable; Tab stays in the card, Escape ends the tour."""

    moved = Signal(int)  # to another card, so that the window remembers it

    def __init__(
        self, window: QMainWindow, show_pane: Callable[[str], Any], back: Callable[[], Any], card: int = 0
    ) -> None:
        """``show_pane`` turns to a pane and returns it, or None where there is no such; ``back`` returns to where the tour
        began.
        """
        super().__init__(window)
        self._window, self._show_pane, self._back_to = window, show_pane, back
        self._at = card if 0 <= card < len(CARDS) else 0
        self._target: QWidget | None = None
        self._keeps: list[QWidget] = []
        self._answer_size = QSize()  # of what answers an action, when it was last brought into sight
        self._awaited: Awaited | None = None
        self._acted = self._ended = False
        self._open = False  # until all of it is made, and again once it is closed: the spotlight may be gone before it
        self.setObjectName("tour")
        self.setProperty("role", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._spotlight = Spotlight(window)
        self._build()
        self._follow = QTimer(self, interval=FOLLOWS)
        self._follow.timeout.connect(self._stand)
        window.installEventFilter(self)
        app = QApplication.instance()
        assert app is not None
        app.installEventFilter(self)  # Escape ends the tour wherever the focus is
        self.show_card(self._at)
        self._follow.start()
        self._open = True

    def _build(self) -> None:
        self._place, self._title, self._text = (plain(QLabel()) for _ in range(3))
        self._place.setProperty("role", "muted")
        self._title.setProperty("role", "heading")
        self._title.setObjectName("tour.title")
        self._title.setWordWrap(True)
        self._text.setWordWrap(True)
        self._text.setObjectName("tour.text")
        self._back, self._next, self._leave = QPushButton(), QPushButton(), QPushButton()
        for button, name in ((self._back, "back"), (self._next, "next"), (self._leave, "leave")):
            button.setObjectName(f"tour.{name}")
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._place, 0, Qt.AlignmentFlag.AlignTop)
        self._links, self._link_buttons = QVBoxLayout(), list[QPushButton]()
        self._links.setSpacing(6)
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
        layout.addLayout(self._links)
        layout.addLayout(buttons)
        shadow = QGraphicsDropShadowEffect(self)
        shadow.setBlurRadius(28)
        shadow.setOffset(0, 6)
        self.setGraphicsEffect(shadow)
        self._back.clicked.connect(self._on_back)
        self._next.clicked.connect(self._on_next)
        self._leave.clicked.connect(self.close)

    def at(self) -> int:
        """The number of the card that is shown, from 0."""
        return self._at

    def card(self) -> Card:
        """The card that is shown."""
        return CARDS[self._at]

    def ring(self) -> QRect:
        """What is ringed, in the window's pixels; empty where a card speaks of no one place."""
        return self._spotlight.ring

    def waits(self) -> bool:
        """Whether the person has still to do what the card asks."""
        return bool(self.card().waits) and not self._acted

    def show_card(self, index: int) -> None:
        """Show a card, and in the window what it speaks of."""
        self._at, self._acted = index, False
        self._lead(self.card())
        self._aim(self.card())
        self._offer_links()
        self._say()
        self.moved.emit(index)
        self._spotlight.show()
        self._spotlight.raise_()
        self._stand()
        self.show()
        self.raise_()
        self._take_focus()

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

    def _aim(self, card: Card) -> None:
        """Find what the card rings, bring it into sight, and wait for what is to be done there."""
        if self._awaited:
            self._awaited.deleteLater()
        self._awaited = None
        self._target, self._keeps = (
            self._named(card.target),
            [each for name in card.keeps if (each := self._named(name))],
        )
        if self._target is None:
            self._acted = True
            return
        _bring_into_sight(self._target)
        if card.waits:
            self._awaited = Awaited(self._target, card.waits, self, card.entry)
            self._awaited.done.connect(self._done)

    def _named(self, name: str) -> QWidget | None:
        return self._window.findChild(QWidget, name) if name else None

    def _offer_links(self) -> None:
        for button in self._link_buttons:
            button.hide()
            button.deleteLater()
        self._link_buttons.clear()
        for link in self.card().links:
            button = QPushButton(link.label())
            button.setObjectName(f"tour.link.{link.pane}.{link.section}")
            button.clicked.connect(lambda _=False, link=link: self._take_link(link.pane, link.section))
            self._links.addWidget(button)
            self._link_buttons.append(button)

    def _take_link(self, pane: str, section: str) -> None:
        self._ended = True  # where the link leads is where to be
        shown = self._show_pane(pane)
        if shown is not None and section:
            shown.show_section(section)
        self.moved.emit(0)
        self.close()

    def _take_focus(self) -> None:
        """In the control where something is to be typed or moved; else on the button that goes on."""
        if self._target is not None and self.card().waits in ("type", "choose"):
            self._target.setFocus()
            if isinstance(self._target, (QLineEdit, QPlainTextEdit)):
                self._target.selectAll()  # what is typed takes the place of what stands there
        else:
            self._next.setFocus()

    @Slot()
    def _done(self) -> None:
        if not self._open:  # closed, and the spotlight may be gone
            return
        self._acted, self._answer_size = True, QSize()
        self._say()
        self._stand()

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
        card, waits = self.card(), self.waits()
        self._title.setText(card.title())
        self._text.setText(card.text())
        self._place.setText(f"{self._at + 1} / {len(CARDS)}")
        self._back.setText(self.tr("Back"))
        self._back.setEnabled(self._at > 0)
        last = self._at + 1 == len(CARDS)
        self._next.setText(self.tr("Finish") if last else self.tr("Skip") if waits else self.tr("Next"))
        role = "" if waits else "primary"
        if self._next.property("role") != role:
            self._next.setProperty("role", role)
            self._next.style().polish(self._next)
        self._leave.setText(self.tr("End tour"))
        self._leave.setToolTip(self.tr("It goes on at this card when you come back through the Help menu."))
        for button, link in zip(self._link_buttons, card.links, strict=True):
            button.setText(link.label())
        self.setAccessibleName(self.tr("Guided tour"))
        self.setAccessibleDescription(f"{card.title()}. {card.text()}")

    # where it stands

    def _in_sight(self, widget: QWidget | None, *, brightest: bool = False) -> QRect:
        """What of a widget is in sight, or of its brightest cell, in the window's pixels."""
        if widget is None or not widget.isVisible():
            return QRect()
        inside = widget.visibleRegion().boundingRect()
        if brightest:
            inside &= widget.brightest_cell()  # type: ignore[attr-defined]
        return QRect(widget.mapTo(self._window, inside.topLeft()), inside.size()) if not inside.isEmpty() else QRect()

    def _follow_answer(self) -> None:
        """Bring what answers the person's action into sight, when it comes and when it grows."""
        answer = self._named(self.card().answer)
        if answer is not None and self._awaited is not None and self._acted and answer.size() != self._answer_size:
            self._answer_size = answer.size()
            _bring_into_sight(answer)

    @Slot()
    def _stand(self) -> None:
        """Beside what is ringed, never over it; without any, in the window's lower right corner. What the person has done lifts the
        shade, so that all that follows from it is seen.
        """
        self._follow_answer()
        whole = self._window.rect().adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN)
        whole.setBottom(whole.bottom() - self._window.statusBar().height())
        self._spotlight.setGeometry(self._window.rect())
        self._spotlight.show_ring(self._in_sight(self._target, brightest=self.card().brightest), dims=not self._acted)
        width = min(WIDTH_EM * self.fontMetrics().height(), whole.width())
        self.setFixedWidth(width)
        self._column.activate()
        height = self._column.totalHeightForWidth(width) if self._column.hasHeightForWidth() else 0
        self.setFixedHeight(max(height, self._column.minimumSize().height()))
        self.move(place(self._spotlight.ring, self.size(), whole, [self._in_sight(each) for each in self._keeps]))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._window and event.type() == QEvent.Type.Resize:
            self._stand()
        elif (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and isinstance(watched, QWidget)
            and watched.window() is self._window
            and QApplication.activePopupWidget() is None
        ):
            if Qt.Key(event.key()) == Qt.Key.Key_Escape:
                self.close()
                return True
            if Qt.Key(event.key()) in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
                return self.focusNextPrevChild(Qt.Key(event.key()) == Qt.Key.Key_Tab)
        return False

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002  # Qt's name
        """Tab goes around in what is ringed and the card, wherever the focus was."""
        buttons = (*self._link_buttons, self._leave, self._back, self._next)
        round_ = [*self._ringed_stops(), *(button for button in buttons if button.isEnabled())]
        focus = QApplication.focusWidget()
        step = 1 if next else -1
        at = (round_.index(focus) + step) % len(round_) if focus in round_ else round_.index(self._next)
        round_[at].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def _ringed_stops(self) -> list[QWidget]:
        """What of the ringed control takes the focus by Tab, where the person is to act there."""
        if self._target is None or not self.card().waits:
            return []
        parts = [self._target, *self._target.findChildren(QWidget)]
        return [
            each
            for each in parts
            if each.focusPolicy() & Qt.FocusPolicy.TabFocus and each.isVisible() and each.isEnabled()
        ]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Left:
            self._on_back()
        elif key == Qt.Key.Key_Right:
            self._on_next()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: Any) -> None:
        self._open = False
        self._follow.stop()
        app = QApplication.instance()
        if app is not None:
            app.removeEventFilter(self)
        self._window.removeEventFilter(self)
        self._spotlight.hide()
        self._spotlight.deleteLater()
        if not self._ended:
            self._ended = True
            self._back_to()
        super().closeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.FontChange) and self._open:
            self._say()
            self._stand()


def _bring_into_sight(widget: QWidget) -> None:
    """Scroll what a widget lies in, so that it is seen."""
    area = widget.parentWidget()
    while area is not None:
        if isinstance(area, QScrollArea):
            area.ensureWidgetVisible(widget)
        area = area.parentWidget()
