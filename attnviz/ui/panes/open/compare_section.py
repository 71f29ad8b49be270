"""Two attentions and their difference: of two inputs or two models, or of two heads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from attnviz.engine.attention import weight_stack
from attnviz.lazy_numpy import np
from attnviz.ui.attention import captions
from attnviz.ui.attention.mosaic_drawing import Labels
from attnviz.ui.attention.mosaic_page import MosaicPage
from attnviz.ui.panes.open.subject import MOST_CELLS, Part
from attnviz.ui.reworded import Reworded
from attnviz.ui.widgets.ghost import Ghost
from attnviz.ui.widgets.named import named

if TYPE_CHECKING:
    from attnviz.ui.panes.open.heads_section import OneHead
    from attnviz.ui.panes.open.state import OpenState

WAYS = ("kept", "heads")


class CompareSection(Reworded, QWidget):
    """Keeps what is shown on demand, and draws by how much what is shown now differs."""

    def __init__(self, state: OpenState, one_head: OneHead, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state, self._one = state, one_head
        self.keep = named(QPushButton(), "open.keep", role="primary")
        self.way = named(QComboBox(), "open.compare.way")
        for way in WAYS:
            self.way.addItem("", way)
        self.title = named(QLabel(), "open.compare.title", role="heading")
        self.note = named(QLabel(), "open.compare.note", role="muted")
        self.title.setWordWrap(True)
        self.note.setWordWrap(True)
        self.note.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.page = MosaicPage("open.difference")
        self.ghost = Ghost("open.compare.ghost", difference=True)
        top = QHBoxLayout()
        top.addWidget(self.way)
        top.addWidget(self.keep)
        top.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(top)
        column.addWidget(self.title)
        column.addWidget(self.page, 400)
        column.addWidget(self.ghost, 400)
        column.addWidget(self.note)
        column.addStretch(1)  # what is said instead of a difference stands on top
        self.keep.clicked.connect(state.keep)
        self.ghost.wanted.connect(self._bring)
        self.way.activated.connect(lambda _index: self.draw())
        state.kept_changed.connect(self.draw)
        self.retranslate()

    def draw(self) -> None:
        """Draw the difference that is chosen, or say why there is none."""
        heads = self.way.currentData() == "heads"
        self.keep.setVisible(not heads)
        found = self._of_heads() if heads else self._of_kept()
        self.note.setVisible(not isinstance(found, str))
        self.ghost.setVisible(isinstance(found, str))
        if isinstance(found, str):
            self.page.hide()
            self.title.setText("")
            self.ghost.say(found, self._brings(heads=heads))
            return
        title, weights, labels = found
        self.title.setText(title)
        self.page.show()
        self.page.show_stack(weight_stack.stack_of(weights), labels, signed=True)
        self.note.setText(self.tr("Orange: more in the first. Blue: more in the second."))

    def _brings(self, *, heads: bool) -> str:
        """What the button of the empty section does; "" where nothing helps but what the sentence says."""
        if self._state.subject is None:
            return ""
        if heads:
            return self.tr("Compare it with the next head")
        return self.keep.text() if self._state.kept is None else self.tr("Keep what is shown now instead")

    def _bring(self) -> None:
        if self.way.currentData() == "heads":
            self._one.choose_two()
            self.draw()
        else:
            self._state.keep()

    def _of_kept(self) -> str | tuple[str, np.ndarray, Labels]:
        state = self._state
        if state.subject is None:
            return self.tr("Open a model or a file first.")
        if state.kept is None:
            return self.tr("Keep what is shown now; then read another text, open another model or switch heads off.")
        now, kept = state.subject.part(state.kind), state.kept.part(state.kind)
        if now.kind != kept.kind:
            return self.tr("What was kept has no attention of this kind.")
        if now.stack.shape[2:] != kept.stack.shape[2:]:
            text = self.tr(
                "They cannot be laid over each other: now {now}, kept {kept} (layers × heads × queries × keys). Choose texts of as "
                "many tokens."
            )
            return text.format(now=weight_stack.told(now.stack.shape), kept=weight_stack.told(kept.stack.shape))
        if max(np.prod(now.stack.shape), np.prod(kept.stack.shape)) > MOST_CELLS:
            return self.tr("These maps are too large to be compared here.")
        alike = now.stack.shape == kept.stack.shape
        title = (
            self.tr("“{now}” minus “{kept}”")
            if alike
            else self.tr("“{now}” minus “{kept}”, each the mean of its heads")
        )
        title = title.format(now=_name(state.subject.title, now), kept=_name(state.kept.title, kept))
        ours, theirs = now.stack.whole(), kept.stack.whole()
        if not alike:  # models that differ in layers or heads
            ours, theirs = (each.mean((0, 1), keepdims=True) for each in (ours, theirs))
        return title, ours - theirs, _joined(now.labels, kept.labels)

    def _of_heads(self) -> str | tuple[str, np.ndarray, Labels]:
        state, choice = self._state, self._one.choice
        if state.subject is None or choice is None:
            return self.tr("Open a model or a file first.")
        part = state.subject.part(state.kind)
        if len(choice.pairs) != 2:
            return self.tr("Choose two heads in “One head” (the second with Ctrl).")
        first, second = choice.pairs
        away = np.asarray(part.stack.read(*first), np.float32) - np.asarray(part.stack.read(*second), np.float32)
        title = self.tr("{first} minus {second}").format(
            first=captions.head_name(first), second=captions.head_name(second)
        )
        return title, away[None, None], part.labels

    def retranslate(self) -> None:
        self.keep.setText(self.tr("Keep what is shown"))
        self.keep.setAccessibleName(self.keep.text())
        names = {"kept": self.tr("with what was kept"), "heads": self.tr("two heads")}
        for way, text in names.items():
            self.way.setItemText(self.way.findData(way), text)
        self.way.setAccessibleName(self.tr("What is compared"))
        self.draw()


def _name(title: str, part: Part) -> str:
    """A text as it was read, or the name of a file."""
    return title or " ".join(part.labels.queries[:12])


def _joined(now: Labels, kept: Labels) -> Labels:
    """Names of places; where the tokens differ both are named."""

    def each(a: object, b: object) -> list[str]:
        return [x if x == y else f"{x} / {y}" for x, y in zip(a, b, strict=True)]  # type: ignore[call-overload]

    return Labels(each(now.queries, kept.queries), each(now.keys, kept.keys))
