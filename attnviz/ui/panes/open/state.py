"""What the parts of the Open pane share: the model, what it read or wrote, which heads are off, what was kept to compare."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from attnviz.ui.widgets.selection import Selection

if TYPE_CHECKING:
    from attnviz.engine.attention_files.messages import OpenedAttention
    from attnviz.engine.open.messages import Head, OpenedModel, Reading, TextInput
    from attnviz.ui.panes.open.subject import Subject


class OpenState(QObject):
    """Parts change it through its methods and draw on its signals."""

    model_changed = Signal()  # another model, or none
    subject_changed = Signal()  # another attention is shown
    kind_changed = Signal()  # another kind of it
    off_changed = Signal()  # other heads are off
    kept_changed = Signal()  # another attention is kept to compare with
    failed = Signal(str)  # one sentence why something cannot be done; "" takes it back

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.selection = Selection(self)
        self.model: OpenedModel | None = None
        self.reading: Reading | None = None  # by the model; None while it writes, or a file is shown
        self.written: TextInput | None = None  # a text with what the model wrote after it, once it has ended
        self.whole: Reading | None = None  # of the same input with every head on
        self.file: OpenedAttention | None = None
        self.subject: Subject | None = None
        self.kept: Subject | None = None
        self.kind = ""
        self.off: tuple[Head, ...] = ()
        self.to_mean = False  # whether heads that are off bring their mean rather than nothing

    def take_model(self, model: OpenedModel) -> None:
        """A model was opened: what was shown before is over."""
        self.model, self.file, self.reading, self.whole, self.off = model, None, None, None, ()
        self.written = None
        self.model_changed.emit()

    def take_file(self, opened: OpenedAttention, subject: Subject) -> None:
        """An attention file was opened."""
        self.file, self.model, self.reading, self.whole, self.off = opened, None, None, None, ()
        self.written = None
        self.model_changed.emit()
        self.show(subject)

    def show(self, subject: Subject, reading: Reading | None = None) -> None:
        """Show an attention; what is pointed at stays where the same tokens are there."""
        before = self.subject
        self.subject, self.reading, self.written = subject, reading, None
        if reading is not None and not (reading.request.heads_off or reading.request.heads_mean):
            self.whole = reading
        kinds = [part.kind for part in subject.parts]
        if self.kind not in kinds:
            self.kind = kinds[0]
        if before is None or before.part(self.kind).labels != subject.part(self.kind).labels:
            self.selection.replace(None, None)
        self.subject_changed.emit()

    def choose_kind(self, kind: str) -> None:
        """Look at another kind of attention."""
        if kind != self.kind and self.subject is not None:
            self.kind = kind
            self.selection.replace(None, None)
            self.kind_changed.emit()

    def switch_off(self, off: tuple[Head, ...]) -> None:
        """Exactly these heads are off."""
        if off != self.off:
            self.off = off
            self.off_changed.emit()

    def set_to_mean(self, to_mean: bool) -> None:
        """What a head that is off brings: its mean, or nothing."""
        if to_mean != self.to_mean:
            self.to_mean = to_mean
            if self.off:
                self.off_changed.emit()

    def keep(self) -> None:
        """Keep what is shown, to compare with what comes."""
        self.kept = self.subject
        self.kept_changed.emit()
