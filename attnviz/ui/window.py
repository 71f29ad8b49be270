"""The window: navigation on the left, the pane in the middle, its details on the right, one line of status below."""

from __future__ import annotations

import logging
import os
import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from PySide6.QtCore import QByteArray, QEvent, QSize, Qt, QTimer, QUrl, Signal, Slot
from PySide6.QtGui import QCloseEvent, QDesktopServices, QHelpEvent, QKeyEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QMainWindow,
    QPlainTextEdit,
)

from attnviz.engine.messages import Failure, Progress
from attnviz.ui import i18n, icons, theme
from attnviz.ui.bridge import Bridge, start_engine
from attnviz.ui.columns import Columns
from attnviz.ui.controls.splits import Shares
from attnviz.ui.help.pages import HelpPages
from attnviz.ui.later_styles import LaterStyles
from attnviz.ui.menus import Menus
from attnviz.ui.panes.pane import Pane
from attnviz.ui.panes.table import PANES
from attnviz.ui.presentation import LARGER, Presentation
from attnviz.ui.reworded import Reworded
from attnviz.ui.status import Status
from attnviz.ui.system import crash_reports
from attnviz.ui.text_size import TextSize

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from attnviz.engine.worker import Run
    from attnviz.ui.panes.questions import Question
    from attnviz.ui.panes.table import PaneEntry
    from attnviz.ui.settings import Settings

log = logging.getLogger(__name__)
NO_LIMIT = (1 << 24) - 1  # pixels: Qt's QWIDGETSIZE_MAX


class Window(Reworded, QMainWindow):
    """Shows one pane at a time, made when first visited; ``save`` keeps the settings at closing and says whether it could."""

    painted = Signal()  # once, after the first paint

    def __init__(
        self,
        settings: Settings,
        save: Callable[[Settings], bool],
        panes: Sequence[type[Pane] | PaneEntry] = PANES,
        start: Callable[[], Run] = start_engine,
    ) -> None:
        super().__init__()
        self.setObjectName("window")
        self.setWindowTitle("attnviz")
        self.settings, self._save = settings, save
        self._classes = {pane.id: pane for pane in panes}
        self.panes: dict[str, Pane] = {}
        self.bridge = Bridge(start, self)
        self.bridge.answered.connect(self._answered)
        self._askers: WeakKeyDictionary[Question, str] = WeakKeyDictionary()  # the pane of each question
        self.help = HelpPages(self)
        self._compress: QDialog | None = None
        self._painted = self._closed = self._ended = self._fonts_checked = False
        self.shares = Shares(settings.states.get("shares", {}))
        self.columns = Columns(self._classes)
        self.columns.chosen.connect(self._chosen)
        self.setCentralWidget(self.columns)
        self.status = Status(self)
        self.setStatusBar(self.status)
        self.presentation = Presentation(self, self._clear_stage)
        self.text_size = TextSize(self, lambda: self.settings, LaterStyles(self).leave_behind)
        self.menus = Menus(self, panes)
        self._restore_places()
        self.retranslate()
        first = settings.pane if settings.pane in self._classes else next(iter(self._classes), None)
        if first:
            self.enter_pane(first)

    def _restore_places(self) -> None:
        self.resize(QSize(1280, 800).boundedTo(self.screen().availableSize() * 0.95))
        if self.settings.geometry:
            self.restoreGeometry(QByteArray(self.settings.geometry))
        self.columns.details.setVisible(self.settings.details)

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
        self.columns.show_pane(id)
        if self.presentation.runs:
            self.presentation.show_pane(self.panes[id])
        self.menus.show_pane(self.panes[id])
        self.status.show_source(id)
        self.setWindowTitle(f"{self.panes[id].title()} · attnviz")

    def enter_pane(self, id: str) -> None:
        """Show a pane and put the focus where a person begins there."""
        self.show_pane(id)
        begin = self.panes[id].begins_at() or self.columns.first_control(id)
        if begin:
            begin.setFocus(Qt.FocusReason.OtherFocusReason)

    def make_all(self) -> None:
        """Make the panes that were not visited yet."""
        for id in self._classes:
            if id not in self.panes:
                self._make(id)

    def _make(self, id: str) -> None:
        pane = self._classes[id](self)
        self.panes[id] = pane
        self.columns.add(id, pane, pane.details())
        self._name_columns()
        pane.asked.connect(self._note_asker)
        pane.asked.connect(self.bridge.ask)
        pane.said.connect(self._said)
        pane.handed.connect(self._hand)
        pane.models_changed.connect(self._models_changed)
        pane.tour_wanted.connect(self.show_tour)
        try:
            pane.restore_state(self.settings.states.get(id, {}))
        except Exception:  # what a settings file says must not keep a pane from being shown
            log.exception("%s could not take back what it remembered", id)

    @Slot(str)
    def _chosen(self, id: str) -> None:
        if id != self.settings.pane:
            self.show_pane(id)

    @Slot(str)
    def _said(self, sentence: str) -> None:
        if self.sender() is self.pane:
            self.status.note(sentence)

    @Slot(object)
    def _note_asker(self, question: Question) -> None:
        pane = self.sender()
        assert isinstance(pane, Pane)
        self._askers[question] = pane.id

    @Slot(object)
    def _answered(self, message: Any) -> None:
        """Tell in the status line what works, and who answered in what time."""
        self.status.show_start(False)
        question = self.bridge.asker(message.request)
        if question is None or (id := self._askers.get(question)) is None:
            return
        if isinstance(message, Progress):
            self.status.progress(id, message)
            return
        self.status.done(id)
        if isinstance(message, Failure):
            return
        model = getattr(message.request, "model", None)
        if isinstance(model, str) and hasattr(message, "milliseconds") and question.named:
            name = os.path.basename(model)  # a model that a person opened is named by its path
            self.status.answered(id, name, message.milliseconds)
        elif question.named and hasattr(message, "milliseconds") and hasattr(message, "model"):  # a person's own model
            self.status.answered(id, message.model.name, message.milliseconds, message.model.device.upper())
        if not self._fonts_checked and i18n.has_chinese(getattr(message, "text", "")):
            self.warn_of_fonts()

    # what a person chooses

    def set_theme(self, choice: str) -> None:
        """Take a theme for this window and the next start."""
        self.settings = replace(self.settings, theme=choice)
        self.menus.refresh()
        self.text_size.apply()

    def set_scale(self, scale: int) -> None:
        """Take a text size in per cent."""
        scale = min(max(scale, theme.SMALLEST), theme.LARGEST)
        self.settings = replace(self.settings, scale=scale)
        self.text_size.apply()
        self.status.note(self.tr("Text size {} %").format(scale))

    def set_language(self, choice: str) -> None:
        """Take an interface language, at once."""
        self.settings = replace(self.settings, language=choice)
        self.menus.refresh()
        if i18n.is_written_in_chinese(i18n.apply(_app(), choice)):
            self.warn_of_fonts()

    @Slot()
    def follow_system(self) -> None:
        """Take the system's theme again when that is the choice."""
        if self.settings.theme == "system":
            self.text_size.apply()

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

    def toggle_details(self) -> None:
        """Hide the details column, or show it again."""
        shown = not self.settings.details
        self.settings = replace(self.settings, details=shown)
        self.columns.details.setVisible(shown)
        self.menus.refresh()

    def toggle_presentation(self) -> None:
        """Let the pane fill the screen, for a lecture hall, or go back to the window."""
        if self.presentation.runs:
            self.presentation.end()
        else:
            self.presentation.begin(self.pane)

    def _clear_stage(self, clear: bool) -> None:
        """Take all that is around the pane away, or put it back."""
        self.menuBar().setMaximumHeight(0 if clear else NO_LIMIT)  # hidden, its keys would not work
        self.statusBar().setVisible(not clear)
        self.columns.present(clear, details=self.settings.details)
        self.text_size.larger = LARGER if clear else 1.0
        self.text_size.apply()
        self.menus.refresh()

    def show_compress(self) -> None:
        """The window of compressed models; it begins with the sentence and the model that are being looked at."""
        from attnviz.ui.compress.window import window_beside  # not before the first paint

        if self._compress:
            self._compress.raise_()
            self._compress.activateWindow()
            return
        self._compress = window_beside(self, self.bridge.ask, self.pane, self.panes.get("translate"))
        self._compress.finished.connect(self._compress_closed)
        self._compress.show()

    @Slot()
    def _compress_closed(self) -> None:
        self._compress = None

    @Slot(str, object)
    def _hand(self, id: str, what: dict[str, Any]) -> None:
        """Turn to a pane with what another pane hands it."""
        if id in self._classes:
            self.show_pane(id)
            self.panes[id].receive(**what)

    @Slot()
    def _models_changed(self) -> None:
        for pane in self.panes.values():
            pane.list_models()

    def _toured_pane(self, id: str) -> Pane | None:
        """Turn to a pane for the tour."""
        if id not in self._classes:
            return None
        self.show_pane(id)
        return self.panes[id]

    def show_tour(self) -> None:
        """Begin the guided tour, or go on where it was left."""
        from attnviz.ui.help.tour import Tour  # not before the first paint

        if open_ := self.findChild(Tour):
            open_.show_card(open_.at())
            return
        card = self.settings.states.get("tour", {}).get("card", 0)
        began = self.settings.pane
        self._tour = Tour(self, self._toured_pane, lambda: self.show_pane(began), card if isinstance(card, int) else 0)
        self._tour.moved.connect(self._toured)

    @Slot(int)
    def _toured(self, card: int) -> None:
        self.settings = replace(self.settings, states={**self.settings.states, "tour": {"card": card}})

    def open_log_folder(self) -> None:
        """Show the folder of the log, or say where it is."""
        folder = crash_reports.folder()
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))):
            self.warn(self.tr("The log is in {}").format(folder))

    # events

    def event(self, event: QEvent) -> bool:
        """Of a label without a tool tip, explain the terms that it names."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            from attnviz.ui.help.hover import explain  # not before the first paint

            if explain(self, event, self.settings.pane):
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape that nothing else took: back to the list of panes."""
        super().keyPressEvent(event)
        if event.key() == Qt.Key.Key_Escape:
            self.columns.focus_list()

    def go_to_text(self) -> None:
        """Put the focus into the text that the pane reads, where it reads one."""
        fields = self.pane.findChildren(QPlainTextEdit) if self.pane else []
        field = next((each for each in fields if each.isVisible() and not each.isReadOnly()), None)
        if field:
            field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def retranslate(self) -> None:
        """Word what is the window's own in the language of now; panes do the same for theirs."""
        self._name_columns()
        self.menus.retranslate()
        self.status.retranslate()
        if self.pane:
            self.setWindowTitle(f"{self.pane.title()} · attnviz")

    def _name_columns(self) -> None:
        self.columns.name({id: pane.title() for id, pane in self._classes.items()})

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self._first_painted)

    @Slot()
    def _first_painted(self) -> None:
        self.painted.emit()
        self.status.show_start(self.bridge.is_asked())
        self.setWindowIcon(icons.app_icon())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.text_size.follow()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.shut_down()
        self.help.close()
        if self._compress:
            self._compress.close()
        super().closeEvent(event)

    def shut_down(self) -> bool:
        """The one path out, taken once: end the engine, keep the settings; True when the engine's thread has ended."""
        if self._closed:
            return self._ended
        self._closed = True
        self.presentation.end()  # its sizes are not those to remember
        self.status.stop()
        if decoding := sys.modules.get(
            "attnviz.ui.files.decoding_process"
        ):  # imported with the first picture that is read
            decoding.stop()
        self._ended = self.bridge.close()
        states = dict(self.settings.states)
        for id, pane in self.panes.items():
            try:
                states[id] = pane.save_state()
            except Exception:  # one pane's fault must not lose what the others and the window remember
                log.exception("%s could not say what to remember", id)
        if shares := self.shares.state():
            states["shares"] = shares
        self.settings = replace(self.settings, states=states, geometry=bytes(self.saveGeometry().data()))
        self._save(self.settings)
        for timer in self.findChildren(QTimer):  # what was typed last was about to be asked
            timer.stop()
        return self._ended


def _app() -> QApplication:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return app
