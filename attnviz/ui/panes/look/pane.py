"""The Look pane: what a network calls a photo, and where it looks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from attnviz import defaults
from attnviz.engine.look.messages import Look, Looked
from attnviz.engine.messages import OPENED_CLASSIFIER
from attnviz.ui import theme
from attnviz.ui.panes.look.describe import DescribeSection
from attnviz.ui.panes.look.state import LookState, Photo
from attnviz.ui.panes.questions import Question
from attnviz.ui.panes.sectioned_pane import SectionedPane

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from attnviz.engine.messages import Failure, Model, Models, Progress
    from attnviz.ui.commands import Actions
    from attnviz.ui.panes.look.details import DetailsPanel

LATE = 80  # milliseconds after which an answer is waited for in sight


class LookPane(SectionedPane):
    """Looks at the photo that is given; the state keeps what its sections show."""

    id = "look"
    kind = "cnn"
    favourite = defaults.CLASSIFIER
    no_model = "no_classifier"

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.state = LookState(self)
        self._looking = Question(self.ask, self.show_looked, self._refused, self._wait)
        self._opened: tuple[Model, ...] = ()  # classifiers of a person's own
        self._before: tuple[Photo, Looked] | None = None  # to go back to when a photo is refused
        self._late = QTimer(self, singleShot=True, interval=LATE)
        self._make()
        self._build()
        self._connect()
        for part in (self, self._details):
            part.setAcceptDrops(True)
        self._details.installEventFilter(self)
        self.retranslate()

    def _make(self) -> None:
        from attnviz.ui.panes.look import saved_state, texts
        from attnviz.ui.panes.look.actions import LookActions
        from attnviz.ui.panes.look.describe_export import CaptionExporter
        from attnviz.ui.panes.look.details import DetailsPanel
        from attnviz.ui.panes.look.filmstrip import Filmstrip
        from attnviz.ui.panes.look.open_button import OpenButton
        from attnviz.ui.panes.look.photo_sources import Files
        from attnviz.ui.panes.look.sections import make_sections
        from attnviz.ui.widgets.controls import IconButton

        self.texts, self._saved_state = texts, saved_state
        self.beginning = saved_state.Beginning()  # what was shown the last time
        self.files = Files(self.state, self)
        self.filmstrip = Filmstrip(self.state, self.files)
        self.picture, self.describe, _, _, self.whatif, _ = each = make_sections(self.state, self.ask)
        self.exporter = CaptionExporter(self, self.state, self.whatif.seen, self.describe.captioned, self._drawn)
        self.sections = {section.id: section for section in each}
        self._details = DetailsPanel(self.state, self.describe.words)
        self.open = OpenButton(self.files)
        self.paste = IconButton("look.paste", "paste")
        self.actions_ = LookActions(self)

    def _build(self) -> None:
        from attnviz.ui.panes.save_actions import ExportButton
        from attnviz.ui.widgets.fitting_stack import FittingStack

        self.make_tabs(FittingStack())
        self.bar = QWidget()
        bar = QHBoxLayout(self.bar)
        bar.setContentsMargins(0, 0, 0, 0)
        bar.setSpacing(theme.GAP)
        bar.addWidget(self.open)
        bar.addWidget(self.paste)
        bar.addWidget(self.model)
        self.model.hide()
        bar.addStretch(1)
        bar.addWidget(ExportButton("look.export", self.exporter.menu))
        panel = QFrame()
        panel.setProperty("role", "panel")
        inside = QVBoxLayout(panel)
        inside.setContentsMargins(12, 4, 12, 10)
        inside.setSpacing(theme.GAP)
        inside.addWidget(self.tabs)
        inside.addWidget(self.stack, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.EDGE, theme.EDGE, theme.EDGE, theme.EDGE)
        layout.setSpacing(10)
        layout.addWidget(self.bar)
        layout.addWidget(panel, 1)
        layout.addWidget(self.filmstrip)

    def _connect(self) -> None:
        state = self.state
        state.given.connect(self.take)
        state.said.connect(self.said)
        state.failed.connect(self.say)
        state.refused.connect(self.tell)
        self._late.timeout.connect(self.picture.wait)
        self._late.timeout.connect(self._details.wait)
        self.connect_tabs()
        self.tabs.currentChanged.connect(lambda _: self._details.show_captions(self.current() is self.describe))
        self.paste.clicked.connect(self.files.paste)
        self.exporter.done.connect(self.said)
        self.exporter.failed.connect(self.say)

    def details(self) -> DetailsPanel:
        return self._details

    def papers(self) -> tuple[str, ...]:
        return ("xu",) if self.current().id == "describe" else ("fukui", "woo")

    def commands(self) -> Sequence[Actions]:
        return (self.actions_, self.files.commands, self.whatif.tools.commands, self.exporter.actions)

    def _drawn(self) -> tuple[str, QWidget] | None:
        """The section that is shown, where it is more than the photo with its map."""
        id = self.current().id
        return (id, self.sections[id]) if id in ("stages", "compare", "views") else None

    def present(self, on: bool) -> None:
        for part in (self.bar, self.tabs):
            part.setVisible(not on)
        self.filmstrip.present(on)
        for section in self.sections.values():
            section.present(on)

    # what a person does

    def begin_with(self, label: str, path: Path | None = None) -> None:
        """Show the evidence for this class when the photo in ``path``, or the first sample, is looked at."""
        from attnviz.ui.panes.look import samples  # not before the first paint

        self.beginning.path, self.beginning.label = str(path or samples.path(samples.FIRST)), label

    def open_file(self, path: Path) -> bool:
        """Look at the picture in a file; False, and one sentence in the pane, when it cannot be read."""
        return self.files.open_path(path)

    def shown_model(self) -> str:
        return self.state.model

    def model_seen(self) -> str:
        section = self.current()
        told = section.chosen() if isinstance(section, DescribeSection) else []
        return told[0] if told else self.shown_model()

    def set_model(self, id: str) -> None:
        """Show another model; a classifier that a person opened looks at the photo in My model, where its heads are seen: it has no
        evidence in closed form that could be drawn here.
        """
        photo = self.state.photo
        if all(model.id != id for model in self._opened):
            super().set_model(id)
            return
        self.model.setCurrentIndex(self.model.findData(self.shown_model()))
        if photo is not None:
            self.handed.emit("open", {"path": id, "picture": photo.pixels, "name": photo.name, "file": photo.path})

    def begin_model(self, about: Model) -> None:
        self._before = None
        if self.state.answer is not None and self.state.photo is not None:
            self.beginning.path, self.beginning.label = str(self.state.photo.path or ""), self.state.preferred()
        self.state.set_model(about.id, dict(about.card))
        self._look()

    def show_models(self, result: Models) -> None:
        super().show_models(result)
        self._opened = tuple(model for model in result.models if model.kind == OPENED_CLASSIFIER)
        for place, model in enumerate(self._opened, len(self._models)):
            self.model.insertItem(place, self.texts.opened_title(model), model.id)
        self.describe.show_models([model for model in result.models if model.kind == "captioner"])
        self.model.setVisible(self.model.count() > 1)

    def take(self, photo: Photo) -> None:
        """Look at a photo; the newest one counts."""
        if self.state.photo is not None and self.state.answer is not None:
            self._before = (self.state.photo, self.state.answer)
        if str(photo.path or "") != self.beginning.path:
            self.beginning.label = ""  # that was chosen for another photo
        self.say("")
        self.state.take(photo)
        self._look()

    def is_settled(self) -> bool:
        told = self.current() is not self.describe or self.describe.is_settled()
        looked = self.state.answer is not None and not self._looking.waiting
        return looked and told and self._details.is_settled()

    def _look(self) -> None:
        photo = self.state.photo
        if photo is None:
            return
        if self.isVisible():
            self._late.start()
        if self.state.model:
            self._looking.ask(Look(photo.pixels, self.state.model), interrupt=True)

    # answers

    def show_looked(self, answer: Looked) -> None:
        """Show what the network makes of the photo."""
        self._late.stop()
        self.state.show(answer)
        chosen, self.beginning.label = self.beginning.label, ""
        if chosen in answer.labels:
            self.state.choose(answer.labels.index(chosen))

    def _wait(self, progress: Progress) -> None:
        """Tell how far a look has come, where it is waited for."""
        if not self._late.isActive():
            self.picture.wait(progress.share)

    def _refused(self, failure: Failure) -> None:
        """Say why, in one sentence; the last photo comes back."""
        self._late.stop()
        if self._before is not None:
            photo, answer = self._before
            self.state.take(photo)
            self.show_looked(answer)
        self.tell(failure)

    # events and what is remembered

    def save_own(self) -> dict[str, Any]:
        saved: dict[str, Any] = self._saved_state.save(self.state, self.beginning, self.files)
        return {**saved, "figure": self.exporter.figures.state()}

    def restore_own(self, state: dict[str, Any]) -> None:
        self._saved_state.restore(state, self.state, self.beginning, self.files)
        self.exporter.figures.restore(state.get("figure"))

    def showEvent(self, event: QShowEvent) -> None:
        if not self._asked:
            QTimer.singleShot(0, self, self._begin)
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._late.stop()

    def _begin(self) -> None:
        """The pane is never empty: the photo of the last time, or a sample."""
        if self.state.photo is None:
            self.beginning.open(self.files)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.files.takes(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if self.files.take_mime(event.mimeData(), dropped=True):
            event.acceptProposedAction()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.filmstrip.take_key(event):
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What is dropped beside the pane is meant for it as well."""
        if isinstance(event, QDragEnterEvent):
            self.dragEnterEvent(event)
        elif isinstance(event, QDropEvent) and event.type() == QEvent.Type.Drop:
            self.dropEvent(event)
        return False

    def retranslate(self) -> None:
        for place, model in enumerate(self._opened, len(self._models)):
            self.model.setItemText(place, self.texts.opened_title(model))
        super().retranslate()
        self.model.setAccessibleName(self.tr("Model"))
        self.model.setToolTip(self.tr("The network that looks"))
        self.paste.word(self.tr("Paste"), self.tr("Look at the picture, or the file, on the clipboard"))
        self.tabs.setAccessibleName(self.tr("Sections of the Look pane"))
