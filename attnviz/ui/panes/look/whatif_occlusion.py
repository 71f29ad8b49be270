"""Occlusion: covers what the model looks at, and as much elsewhere, and tells what either costs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPushButton, QSlider, QVBoxLayout, QWidget

from attnviz.engine.look.messages import Occlude, Occlusion
from attnviz.ui import theme
from attnviz.ui.controls.popover import Popover
from attnviz.ui.controls.segments import segment
from attnviz.ui.files.read_pictures import colours
from attnviz.ui.panes.look.whatif_texts import meaning, report
from attnviz.ui.panes.questions import Ask, NewestQuestion
from attnviz.ui.remembered import take_number
from attnviz.ui.shares import percent
from attnviz.ui.widgets.controls import Field, Spin, line
from attnviz.ui.widgets.named import named
from attnviz.ui.widgets.picture_view import PictureView, as_image

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from attnviz.ui.panes.look.state import LookState
    from attnviz.ui.widgets.photo_brush import PhotoBrush

ATTENDED, ELSEWHERE = "attended", "elsewhere"
WAYS = ("grey", "mean", "blur")
MOST_SHARE, SHARE = 50, 20  # per cent of the cells
MOST_DRAWS, DRAWS, MOST_SEED = 50, 5, 9999
THUMB = 132, 92  # pixels
OPTIONS = ("how", "draws", "seed")


class OcclusionPanel(QWidget):
    """Asks ``Occlude`` for the photo as it came, reports, and puts the covered photo that was wished for under the brush."""

    def __init__(self, state: LookState, ask: Ask, brush: PhotoBrush, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state, self._brush = state, brush
        self._occluding = NewestQuestion(ask, self._answered, state.refused.emit)
        self._wish = ""  # which of the covered photos is to be put under the brush
        self.answer: Occlusion | None = None
        self.title = named(QLabel(), "look.whatif.cover.title", role="heading")
        self.buttons = {kind: named(QPushButton(), f"look.whatif.cover.{kind}") for kind in (ATTENDED, ELSEWHERE)}
        self.pictures = {
            kind: named(PictureView(least=80, clickable=True), f"look.whatif.covered.{kind}")
            for kind in (ATTENDED, ELSEWHERE)
        }
        self.captions = {kind: named(QLabel(), f"look.whatif.caption.{kind}") for kind in (ATTENDED, ELSEWHERE)}
        self.share = QSlider(Qt.Orientation.Horizontal)
        self.share.setRange(1, MOST_SHARE)
        self.share.setValue(SHARE)
        self.share.setFixedWidth(96)
        self.percent = named(QLabel(), "look.whatif.percent", role="muted")
        self.how = QComboBox()
        for way in WAYS:
            self.how.addItem("", way)
        self.draws, self.seed = Spin(1, MOST_DRAWS, DRAWS), Spin(0, MOST_SEED, 0)
        self._fields = {
            "share": Field(self.share, "look.whatif.share"),
            "how": Field(self.how, "look.whatif.how"),
            "draws": Field(self.draws, "look.whatif.draws"),
            "seed": Field(self.seed, "look.whatif.seed"),
        }
        self.options = segment("look.whatif.options")
        self.popover = Popover(self.options)
        self.report = named(QLabel(), "look.whatif.report")
        self.note = named(QLabel(), "look.whatif.note", role="muted")
        self._build()
        self._connect()

    def _build(self) -> None:
        for label in (self.report, self.note):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.report.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.report.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.percent.setMinimumWidth(self.percent.fontMetrics().horizontalAdvance("50 %"))
        self.shown = QWidget()  # what came of it
        shown = QHBoxLayout(self.shown)
        shown.setContentsMargins(0, 0, 0, 0)
        shown.setSpacing(10)
        for kind in (ATTENDED, ELSEWHERE):
            self.pictures[kind].setFixedSize(*THUMB)
            self.pictures[kind].setEnabled(False)
            self.captions[kind].setAlignment(Qt.AlignmentFlag.AlignHCenter)
            below = QVBoxLayout()
            below.setSpacing(2)
            below.addWidget(self.pictures[kind])
            below.addWidget(self.captions[kind])
            below.addStretch(1)
            shown.addLayout(below)
        told = QVBoxLayout()
        told.setSpacing(theme.GAP)
        told.addWidget(self.report)
        told.addStretch(1)
        shown.addLayout(told, 1)
        for part in (line(self._fields["share"], self.percent, gap=4), *(self._fields[name] for name in OPTIONS)):
            self.popover.column.addWidget(part)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GAP)
        layout.addWidget(line(self.title, *self.buttons.values(), self.options, gap=12))
        layout.addWidget(self.shown)
        layout.addWidget(self.note)

    def _connect(self) -> None:
        for kind in (ATTENDED, ELSEWHERE):
            self.buttons[kind].clicked.connect(lambda _checked=False, kind=kind: self.ask(kind))
            self.pictures[kind].clicked.connect(lambda kind=kind: self._put(kind))
        self.share.valueChanged.connect(self._changed)
        self.how.currentIndexChanged.connect(self._changed)
        self.draws.valueChanged.connect(self._changed)
        self.seed.valueChanged.connect(self._changed)
        self._state.classes_changed.connect(self._changed)

    # asking

    def ask(self, wish: str = "") -> None:
        """Cover with the settings of now; ``wish`` says which covered photo comes under the brush."""
        state, plain = self._state, self._brush.plain()
        if state.answer is None or plain.isNull():
            return
        self._wish = wish
        self._occluding.ask(
            Occlude(
                colours(plain),
                state.model,
                label=state.answer.labels[state.chosen],
                share=self.share.value() / 100,
                how=str(self.how.currentData()),
                draws=self.draws.value(),
                seed=self.seed.value(),
            )
        )

    def _changed(self) -> None:
        """Another setting: what is reported follows, and what is under the brush if it is a covered photo."""
        self._word_share()
        waits = self._occluding.waiting is not None
        if self.isVisible() and (self.answer is not None or waits):
            self.ask(self._wish if self._brush.is_put() or waits else "")

    def forget(self) -> None:
        """Another photo, or another model: nothing was covered yet."""
        self._occluding.forget()
        self.answer, self._wish = None, ""
        self._show()

    def _answered(self, result: Occlusion) -> None:
        if self._occluding.waiting is None:  # settings that changed since are asked about already
            self.show_occlusion(result)

    def show_occlusion(self, result: Occlusion) -> None:
        """Report what it cost."""
        self.answer = result
        self._show()
        if self._wish:
            self._put(self._wish)

    def _put(self, kind: str) -> None:
        if self.answer is not None:
            self._wish = kind
            shown = self.answer.attended_picture if kind == ATTENDED else self.answer.elsewhere_picture
            self._brush.put(as_image(shown))

    # what is shown

    def _show(self) -> None:
        answer = self.answer
        self.shown.setVisible(answer is not None)
        self.pictures[ATTENDED].set_picture(None if answer is None else answer.attended_picture)
        self.pictures[ELSEWHERE].set_picture(None if answer is None else answer.elsewhere_picture)
        for picture in self.pictures.values():
            picture.setEnabled(answer is not None)
        self._word()

    def _word(self) -> None:
        answer = self.answer
        captions = {ATTENDED: "", ELSEWHERE: ""}
        if answer is None:
            self.note.setText(
                self.tr(
                    "Covers the places that count most, then as many others, and looks again each time. Only if the first costs "
                    "more than the second does the map tell what the answer needs."
                )
            )
        else:
            captions[ATTENDED] = self.tr("looked at: {share}").format(share=percent(answer.attended))
            captions[ELSEWHERE] = self.tr("elsewhere: {share}").format(share=percent(float(answer.elsewhere[0])))
            self.report.setText(report(answer))
            gated = self._state.answer is None or self._state.answer.spatial_map is not None
            self.note.setText(meaning(answer, gated=gated))
        for kind, caption in captions.items():
            self.captions[kind].setText(caption)

    def _word_share(self) -> None:
        self.percent.setText(f"{self.share.value()} %")

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        answer, seen = self.answer, self._state.answer
        if answer is not None and seen is not None and answer.label != seen.labels[self._state.chosen]:
            self.ask()

    # words

    def save_state(self) -> dict[str, Any]:
        """How one covers."""
        return {
            "share": self.share.value(),
            "how": str(self.how.currentData()),
            "draws": self.draws.value(),
            "seed": self.seed.value(),
        }

    def restore_state(self, state: dict[str, Any]) -> None:
        """Take back what ``save_state`` gave; wrong values are ignored."""
        for name, control in (("share", self.share), ("draws", self.draws), ("seed", self.seed)):
            take_number(control, state.get(name))
        if state.get("how") in WAYS:
            self.how.setCurrentIndex(WAYS.index(state["how"]))

    def retranslate(self) -> None:
        """Word everything in the language of now."""
        self.title.setText(self.tr("Cover it"))
        for kind, text, tip in (
            (
                ATTENDED,
                self.tr("Cover what it looks at"),
                self.tr("Cover the places that count most, under the brush, too; undo takes it back"),
            ),
            (
                ELSEWHERE,
                self.tr("Cover random places"),
                self.tr("Cover as many other places, drawn by chance, under the brush, too; undo takes it back"),
            ),
        ):
            self.buttons[kind].setText(text)
            self.buttons[kind].setToolTip(tip)
            self.buttons[kind].setAccessibleName(text)
        self.pictures[ATTENDED].setAccessibleName(self.tr("Photo with what it looks at covered"))
        self.pictures[ELSEWHERE].setAccessibleName(self.tr("Photo with as much covered elsewhere"))
        self.pictures[ATTENDED].hint = self.tr("the photo with what it looks at covered")
        self.pictures[ELSEWHERE].hint = self.tr("the photo with as much covered elsewhere")
        for picture in self.pictures.values():
            picture.setToolTip(self.tr("Put it under the brush"))
        self._fields["share"].set_text(
            self.tr("Share"), self.tr("How much is covered"), name=self.tr("Share of the photo that is covered")
        )
        self._fields["how"].set_text(self.tr("With"), self.tr("What covers"), name=self.tr("What covers"))
        for index, text in enumerate((self.tr("grey"), self.tr("its mean colour"), self.tr("a blur"))):
            self.how.setItemText(index, text)
        self._fields["draws"].set_text(
            self.tr("Draws"), self.tr("How many places elsewhere are tried"), name=self.tr("Draws elsewhere")
        )
        self._fields["seed"].set_text(self.tr("Seed"), self.tr("The same seed draws the same places"))
        self.options.setText(self.tr("Options"))
        self.options.setToolTip(self.tr("How much is covered, with what, and how many random places are tried"))
        self.options.setAccessibleName(self.options.text())
        self.popover.setAccessibleName(self.options.text())
        self._word_share()
        self._word()
