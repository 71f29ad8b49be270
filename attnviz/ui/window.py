"""The window: navigation on the left, the pane in the middle, its details on the right, one line of status below."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QByteArray, QEvent, QSize, Qt, QTimer, QUrl, Signal, Slot
from PySide6.QtGui import QCloseEvent, QDesktopServices, QPaintEvent
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFrame,
    QListWidget,
    QListWidgetItem,
    QMainWindow,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from attnviz.engine.messages import Failure, Progress
from attnviz.engine.worker import Run
from attnviz.ui import i18n, icons, reporting, theme
from attnviz.ui.actions import Menus
from attnviz.ui.bridge import Bridge, start_engine
from attnviz.ui.panes import PANES
from attnviz.ui.panes.base import Pane
from attnviz.ui.settings import Settings
from attnviz.ui.status import Status

log = logging.getLogger(__name__)


class Window(QMainWindow):
    """Shows one pane at a time, made when first visited; ``save`` keeps the settings at closing and says whether it could."""

    painted = Signal()  # once, after the first paint

    def __init__(
        self,
        settings: Settings,
        save: Callable[[Settings], bool],
        panes: Sequence[type[Pane]] = PANES,
        start: Callable[[], Run] = start_engine,
    ) -> None:
        super().__init__()
        self.setObjectName("window")
        self.setWindowTitle("attnviz")
        self.settings, self._save = settings, save
        self._classes = {pane.id: pane for pane in panes}
        self.panes: dict[str, Pane] = {}
        self._frames: dict[str, tuple[QWidget, QWidget]] = {}
        self.bridge = Bridge(self._receive, start, self)
        self._page: QDialog | None = None
        self._painted = self._closed = self._ended = self._fonts_checked = False
        self._build()
        self.menus = Menus(
            self,
            panes,
            {
                "quit": self.close,
                "details": self._toggle_details,
                "focus": self._focus_next_area,
                "larger": lambda: self.set_scale(self.settings.scale + 10),
                "smaller": lambda: self.set_scale(self.settings.scale - 10),
                "normal": lambda: self.set_scale(100),
                "full_screen": lambda: self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen),
                "tour": self.show_tour,
                "shortcuts": lambda: self._show_page("shortcuts"),
                "log": self._open_log_folder,
                "about": lambda: self._show_page("about"),
            },
            {"pane": self.enter_pane, "theme": self.set_theme, "language": self.set_language},
        )
        self.menus.theme.check(settings.theme)
        self.menus.language.check(settings.language)
        self._restore_places()
        self.retranslate()
        first = settings.pane if settings.pane in self._classes else next(iter(self._classes), None)
        if first:
            self.enter_pane(first)

    def _build(self) -> None:
        self._navigation = QListWidget()
        self._navigation.setObjectName("window.panes")
        self._navigation.setProperty("role", "panes")
        self._navigation.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self._navigation.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for id in self._classes:
            item = QListWidgetItem(icons.icon(id), "")
            item.setData(Qt.ItemDataRole.UserRole, id)
            self._navigation.addItem(item)
        self._size_icons()
        self._navigation.currentItemChanged.connect(self._chosen)
        left = QFrame()
        _fill(left, self._navigation, theme.GAP)
        self._centre, self._details = QStackedWidget(), QStackedWidget()
        self._centre.setObjectName("window.centre")
        self._details.setObjectName("window.details")
        self._columns = QSplitter(Qt.Orientation.Horizontal)
        self._columns.setObjectName("window.columns")
        self._columns.setHandleWidth(1)
        for index, column in enumerate((left, self._centre, self._details)):
            self._columns.addWidget(column)
            self._columns.setStretchFactor(index, 1 if column is self._centre else 0)
            self._columns.setCollapsible(index, False)
        self.setCentralWidget(self._columns)
        self.status = Status(self)
        self.setStatusBar(self.status)

    def _restore_places(self) -> None:
        em = self.fontMetrics().height()
        self.resize(QSize(1280, 800).boundedTo(self.screen().availableSize() * 0.95))
        if self.settings.geometry:
            self.restoreGeometry(QByteArray(self.settings.geometry))
        self._columns.setSizes(list(self.settings.columns or (11 * em, self.width() - 29 * em, 18 * em)))
        self._details.setVisible(self.settings.details)
        self.menus.check_details(self.settings.details)

    # panes

    @property
    def pane(self) -> Pane | None:
        """The pane that is shown."""
        return self.panes.get(self.settings.pane)

    def show_pane(self, id: str) -> None:
        """Show a pane of the table, which is made if this is the first visit."""
        if id not in self.panes:
            self._make(id)
        self.settings = replace(self.settings, pane=id)
        for row in range(self._navigation.count()):
            if self._navigation.item(row).data(Qt.ItemDataRole.UserRole) == id:
                self._navigation.setCurrentRow(row)
        centre, details = self._frames[id]
        self._centre.setCurrentWidget(centre)
        self._details.setCurrentWidget(details)
        self.menus.show_pane(self.panes[id])
        self.status.show_source(id)
        self.setWindowTitle(f"{self.panes[id].title()} · attnviz")

    def enter_pane(self, id: str) -> None:
        """Show a pane and put the focus where a person begins there."""
        self.show_pane(id)
        begin = self.panes[id].begins_at() or _first_control(self._frames[id][0])
        if begin:
            begin.setFocus(Qt.FocusReason.OtherFocusReason)

    def _make(self, id: str) -> None:
        pane = self._classes[id](self)
        self.panes[id] = pane
        self._frames[id] = _scrolled(pane, f"window.centre.{id}"), _scrolled(pane.details(), f"window.details.{id}")
        self._centre.addWidget(self._frames[id][0])
        self._details.addWidget(self._frames[id][1])
        self._name_frames(id)
        pane.requested.connect(self.bridge.submit)
        pane.said.connect(self._said)
        pane.handed.connect(self._hand)
        pane.restore_state(self.settings.states.get(id, {}))

    @Slot(QListWidgetItem)
    def _chosen(self, item: QListWidgetItem | None) -> None:
        if item and item.data(Qt.ItemDataRole.UserRole) != self.settings.pane:
            self.show_pane(item.data(Qt.ItemDataRole.UserRole))

    @Slot(str)
    def _said(self, sentence: str) -> None:
        if self.sender() is self.pane:
            self.status.note(sentence)

    def _receive(self, message: Any) -> None:
        """Bring an answer to the pane that takes answers to such a request."""
        for pane in self.panes.values():
            if type(message.request) in pane.answers:
                if isinstance(message, Progress):
                    self.status.progress(pane.id, message)
                    pane.show_progress(message)
                elif isinstance(message, Failure):
                    self.status.done(pane.id)
                    pane.show_failure(message)
                else:
                    self.status.done(pane.id)
                    model = getattr(message.request, "model", None)
                    if isinstance(model, str) and hasattr(message, "milliseconds"):
                        self.status.answered(pane.id, model, message.milliseconds)
                    pane.show_result(message)
                    if not self._fonts_checked and i18n.has_chinese(getattr(message, "text", "")):
                        self.warn_of_fonts()

    # what a person chooses

    def set_theme(self, choice: str) -> None:
        """Take a theme for this window and the next start."""
        self.settings = replace(self.settings, theme=choice)
        self.menus.theme.check(choice)
        theme.apply(_app(), choice, self.settings.scale)

    def set_scale(self, scale: int) -> None:
        """Take a text size in per cent."""
        scale = min(max(scale, theme.SMALLEST), theme.LARGEST)
        self._widen_sides(scale / self.settings.scale)
        self.settings = replace(self.settings, scale=scale)
        theme.apply(_app(), self.settings.theme, scale)
        self.status.note(self.tr("Text size {} %").format(scale))

    def set_language(self, choice: str) -> None:
        """Take an interface language, at once."""
        self.settings = replace(self.settings, language=choice)
        self.menus.language.check(choice)
        if i18n.apply(_app(), choice) == "zh_CN":
            self.warn_of_fonts()

    def column_widths(self) -> list[int]:
        """The widths of the three columns, from left to right; the details' is 0 while they are hidden."""
        return self._columns.sizes()

    def _widen_sides(self, ratio: float) -> None:
        """Let the side columns grow with their text, but leave the pane more than half of the window."""
        left, centre, right = self.column_widths()
        whole = left + centre + right
        left, right = round(min(left * ratio, 0.2 * whole)), round(min(right * ratio, 0.27 * whole))
        self._columns.setSizes([left, whole - left - right, right])

    @Slot()
    def follow_system(self) -> None:
        """Take the system's theme again when that is the choice."""
        if self.settings.theme == "system":
            theme.apply(_app(), "system", self.settings.scale)

    @Slot(str)
    def warn(self, sentence: str) -> None:
        """Say in the status line what went wrong, until something else is said."""
        self.status.note(sentence, stays=True)

    @Slot()
    def warn_of_settings(self) -> None:
        """Say that what is chosen now is gone at the next start."""
        self.warn(self.tr("The settings file cannot be written, so changes last until the window closes."))

    @Slot()
    def warn_of_fonts(self) -> None:
        """Say it when Chinese would be drawn as boxes."""
        self._fonts_checked = True
        problem = i18n.chinese_font_problem()
        if problem:
            self.warn(problem)

    def _toggle_details(self) -> None:
        shown = not self.settings.details
        self.settings = replace(self.settings, details=shown)
        self._details.setVisible(shown)
        self.menus.check_details(shown)

    def _focus_next_area(self) -> None:
        areas = [area for area in (self._navigation, self._centre, self._details) if area.isVisible()]
        focus = QApplication.focusWidget()
        here = next((i for i, area in enumerate(areas) if focus and (area is focus or area.isAncestorOf(focus))), -1)
        for area in areas[here + 1 :] + areas[: here + 1]:
            target = area if area is self._navigation else _first_control(area)
            if target:
                target.setFocus(Qt.FocusReason.TabFocusReason)
                return

    def _show_page(self, name: str) -> None:
        from attnviz.ui import help  # not before the first paint

        if self._page:
            self._page.close()
        self._page = help.shortcuts(self.menus.shortcuts(), self) if name == "shortcuts" else help.about(self)
        self._page.finished.connect(self._page_closed)
        self._page.show()

    def pane_ids(self) -> tuple[str, ...]:
        """The panes of the table, made or not."""
        return tuple(self._classes)

    @Slot(str, object)
    def _hand(self, id: str, what: dict[str, Any]) -> None:
        """Turn to a pane with what another pane hands it."""
        if id in self._classes:
            self.show_pane(id)
            self.panes[id].load_attention(**what)  # type: ignore[attr-defined]

    def details_width(self) -> int:
        """How wide the details column is; 0 while it is hidden."""
        return self._details.width() if self._details.isVisible() else 0

    def show_tour(self) -> None:
        """Begin the guided tour, or go on where it was left."""
        from attnviz.ui.tour import Tour  # not before the first paint

        card = self.settings.states.get("tour", {}).get("card", 0)
        self._tour = Tour(self, card if isinstance(card, int) else 0)
        self._tour.moved.connect(self._toured)

    @Slot(int)
    def _toured(self, card: int) -> None:
        self.settings = replace(self.settings, states={**self.settings.states, "tour": {"card": card}})

    @Slot()
    def _page_closed(self) -> None:
        self._page = None

    def _open_log_folder(self) -> None:
        folder = reporting.folder()
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))):
            self.warn(self.tr("The log is in {}").format(folder))

    # events

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        elif event.type() == QEvent.Type.FontChange:
            self._size_icons()

    def _size_icons(self) -> None:
        side = round(1.5 * self.fontMetrics().height())
        self._navigation.setIconSize(QSize(side, side))

    def retranslate(self) -> None:
        """Word what is the window's own in the language of now; panes do the same for theirs."""
        self._navigation.setAccessibleName(self.tr("Tasks"))
        self._columns.setAccessibleName(self.tr("Columns"))
        for row in range(self._navigation.count()):
            item = self._navigation.item(row)
            item.setText(self._classes[item.data(Qt.ItemDataRole.UserRole)].title())
        for id in self._frames:
            self._name_frames(id)
        self.menus.retranslate()
        self.status.retranslate()
        if self.pane:
            self.setWindowTitle(f"{self.pane.title()} · attnviz")

    def _name_frames(self, id: str) -> None:
        centre, details = self._frames[id]
        centre.setAccessibleName(self._classes[id].title())
        details.setAccessibleName(self.tr("Details"))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self._first_painted)

    @Slot()
    def _first_painted(self) -> None:
        self.painted.emit()
        self.setWindowIcon(icons.app_icon())

    def closeEvent(self, event: QCloseEvent) -> None:
        self.shut_down()
        if self._page:
            self._page.close()
        super().closeEvent(event)

    def shut_down(self) -> bool:
        """The one path out, taken once: end the engine, keep the settings; True when the engine's thread has ended."""
        if self._closed:
            return self._ended
        self._closed = True
        self.status.stop()
        self._ended = self.bridge.close()
        states = dict(self.settings.states)
        for id, pane in self.panes.items():
            try:
                states[id] = pane.save_state()
            except Exception:  # one pane's fault must not lose what the others and the window remember
                log.exception("%s could not say what to remember", id)
        columns = tuple(self.column_widths()) if self.settings.details else self.settings.columns
        self.settings = replace(
            self.settings, states=states, columns=columns, geometry=bytes(self.saveGeometry().data())
        )
        self._save(self.settings)
        return self._ended


def _app() -> QApplication:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return app


def _fill(frame: QFrame, widget: QWidget, margin: int) -> None:
    layout = QVBoxLayout(frame)
    layout.setContentsMargins(margin, margin, margin, margin)
    layout.addWidget(widget)


def _scrolled(widget: QWidget, name: str) -> QScrollArea:
    """A widget in a scroll area, for small screens and large text."""
    area = QScrollArea()
    area.setObjectName(name)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(widget)
    return area


def _first_control(area: QWidget) -> QWidget | None:
    """The control of an area that Tab reaches first."""
    widget = area.nextInFocusChain()
    while widget and widget is not area:
        if (
            area.isAncestorOf(widget)
            and widget.isVisibleTo(area)
            and widget.isEnabled()
            and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        ):
            return widget
        widget = widget.nextInFocusChain()
    return None
