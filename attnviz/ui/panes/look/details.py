"""The details column of the Look pane: the best classes, any other class, what was looked at, and the model."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, QTimer
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QLabel,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from attnviz.engine.look.messages import BEST, Looked
from attnviz.ui import theme
from attnviz.ui.panes.look import texts
from attnviz.ui.panes.look.quality_texts import quality
from attnviz.ui.panes.look.state import CLASS, LookState
from attnviz.ui.reworded import Reworded
from attnviz.ui.shares import percent
from attnviz.ui.widgets.bars import BarButton
from attnviz.ui.widgets.named import named
from attnviz.ui.widgets.number_lines import NumberLines
from attnviz.ui.widgets.stable_height import StableHeight

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent, QPainter, QShowEvent

REST = 60  # milliseconds after an answer until numbers are told that nobody waits for


class _Probabilities(QStyledItemDelegate):
    """Draws the probability of each class at the right of its name."""

    def __init__(self, state: LookState, parent: QWidget) -> None:
        super().__init__(parent)
        self._state = state

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().paint(painter, option, index)
        answer = self._state.told()
        if answer is not None and index.row() < len(answer.labels):
            share = float(answer.probabilities[index.data(Qt.ItemDataRole.UserRole)])
            chosen = bool(option.state & QStyle.StateFlag.State_Selected)
            palette = theme.colors(option.widget)
            painter.setPen(palette.on_accent if chosen else palette.muted)
            painter.drawText(
                option.rect.adjusted(0, 0, -8, 0),
                Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
                percent(share),
            )


class AnyClass(QComboBox):
    """All classes by name; typing the first letters finds one."""

    def __init__(self, state: LookState) -> None:
        super().__init__()
        named(self, "look.class")
        self._state = state
        self._labels: tuple[str, ...] = ()
        self.setItemDelegate(_Probabilities(state, self))
        self.setEditable(True)  # to be searched by any part of a name
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        if found := self.completer():
            found.setFilterMode(Qt.MatchFlag.MatchContains)
            found.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.setMaxVisibleItems(16)

    def follow(self) -> None:
        """Show which class is chosen."""
        answer = self._state.answer
        if answer is None:
            return
        if answer.labels != self._labels:
            self._labels = answer.labels
            self.word()
        self.setCurrentIndex(self.findData(self._state.chosen))

    def word(self) -> None:
        """Name the classes in the language of now, in the order of their names."""
        self.clear()
        for name, index in sorted((texts.class_name(label), i) for i, label in enumerate(self._labels)):
            self.addItem(name, index)


class DetailsPanel(Reworded, QWidget):
    """Choosing a class here shows the evidence for it."""

    def __init__(self, state: LookState, captions: QWidget, parent: QWidget | None = None) -> None:
        """``captions`` is what is told instead while the photo is described."""
        super().__init__(parent)
        self.setObjectName("look.details")
        self._state, self._captions = state, captions
        self._classes_part = QWidget()
        self._rest = QTimer(self, singleShot=True, interval=REST)
        self._rest.timeout.connect(self._tell)
        self._behind = False  # it was hidden when there was something to draw
        self.heading = named(QLabel(), "look.classes.heading", role="muted")
        self.heading.setWordWrap(True)
        self.classes = named(QWidget(), "look.classes")
        self.rows = [named(BarButton(), f"look.classes.{i}") for i in range(BEST)]
        self.any_label = named(QLabel(), "", role="muted")
        self.any = AnyClass(state)
        self.any_label.setBuddy(self.any)
        self.rank = named(QLabel(), "look.class.rank", role="muted")
        self.notes = named(QLabel(), "look.notes")
        self.answer = NumberLines("look.answer", 4)
        self.model = NumberLines("look.figures", 6)
        self.about = named(QLabel(), "look.about", role="muted")
        self.explain = named(QPushButton(), "look.explain", checkable=True)
        self.explanation = named(QLabel(), "look.explanation")
        for label in (self.rank, self.notes, self.about, self.explanation):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        for label in (self.notes, self.explanation):
            label.hide()
        self._build()
        for i, row in enumerate(self.rows):
            row.clicked.connect(lambda _checked=False, i=i: self._choose_row(i))
        self.any.activated.connect(lambda at: self.choose(self.any.itemData(at)))
        self.explain.toggled.connect(self.explanation.setVisible)
        state.answer_changed.connect(self._draw)
        state.painted_changed.connect(self._draw)
        state.classes_changed.connect(self._draw)
        state.model_changed.connect(self._show_model)
        self.retranslate()

    def _build(self) -> None:
        bars = QVBoxLayout(self.classes)
        bars.setContentsMargins(0, 0, 0, 0)
        bars.setSpacing(4)
        for row in self.rows:
            row.hide()
            bars.addWidget(row)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(theme.EDGE, theme.EDGE, theme.EDGE, theme.EDGE)
        whole.addWidget(self._classes_part, 1)
        whole.addWidget(self._captions, 1)
        self._captions.hide()
        layout = QVBoxLayout(self._classes_part)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.heading)
        layout.addWidget(self.classes)
        layout.addSpacing(theme.GAP)
        layout.addWidget(self.any_label)
        layout.addWidget(self.any)
        layout.addWidget(StableHeight(self.rank))
        layout.addWidget(self.notes)
        layout.addSpacing(4)
        layout.addWidget(self.explain, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.explanation)
        layout.addWidget(self.answer)
        layout.addWidget(self.model)
        layout.addSpacing(theme.GAP // 2)
        layout.addWidget(self.about)
        layout.addStretch(1)

    def show_captions(self, shown: bool) -> None:
        """Tell of the caption instead of the classes."""
        self._classes_part.setVisible(not shown)
        self._captions.setVisible(shown)

    # what a person does

    def choose(self, index: int) -> None:
        """Look at the evidence for a class."""
        self._state.choose(index)
        self._state.set_style(layer=CLASS)

    def _choose_row(self, place: int) -> None:
        answer = self._state.told()
        if answer is not None and place < len(answer.top):
            self.choose(answer.top[place].index)

    # what is shown

    def wait(self) -> None:
        """The numbers are those of the last photo."""
        self.classes.setEnabled(False)

    def is_settled(self) -> bool:
        """Whether all that is to be told of the answer is told."""
        return not self._rest.isActive()

    def _draw(self) -> None:
        """The bars at once; whatever else there is when nothing new has come for a moment."""
        answer = self._state.told()
        self._behind = not self.isVisible()
        if answer is None or self._behind:
            return
        self.classes.setEnabled(True)
        self._word_heading()
        for i, row in enumerate(self.rows):
            if i < len(answer.top):
                score = answer.top[i]
                row.show_value(
                    texts.class_name(score.label),
                    percent(score.probability),
                    score.probability,
                    chosen=score.index == self._state.chosen,
                )
            row.setVisible(i < len(answer.top))
        self._rest.start()

    def _tell(self) -> None:
        answer = self._state.told()
        if answer is None:
            return
        self.any.follow()
        chosen = self._state.chosen
        share = float(answer.probabilities[chosen])
        place = int((answer.probabilities > answer.probabilities[chosen]).sum()) + 1
        self.rank.setText(
            self.tr("{share}; place {place} of {count}").format(
                share=percent(share), place=place, count=len(answer.labels)
            )
        )
        said = [texts.note_sentence(note.code, note.parameters) for note in answer.notes]
        if self._state.is_unsure():
            said = [f"{_capital(texts.not_sure(answer.top))}. {texts.why_not_sure(self._state.unsure_below())}", *said]
        notes = "\n".join(filter(None, said))
        self.notes.setText(notes)
        self.notes.setVisible(bool(notes))
        self.answer.show_lines(self._lines(answer))

    def _word_heading(self) -> None:
        """Whose probabilities these are."""
        if self._state.painted is None:
            text = self.tr("Predictions; choose one to see the evidence for it")
        else:
            text = self.tr("Predictions for the painted photo, from one view; choose one to see the evidence for it")
        if text != self.heading.text():
            self.heading.setText(text)

    def _lines(self, answer: Looked) -> list[tuple[str, str, str]]:
        whole = sum(view.kind != "crop" for view in answer.views)
        crops = len(answer.views) - whole
        lines = [
            (self.tr("Picture, pixels"), f"{answer.width} × {answer.height}", ""),
            (self.tr("Full views"), str(whole), ""),
            (self.tr("Close-ups"), str(crops), ""),
            (self.tr("Time"), self.tr("{number} ms").format(number=round(answer.milliseconds)), ""),
        ]
        return [line for line in lines if line[1] != "0"]

    def _show_model(self) -> None:
        card = self._state.card
        lines, tips = quality(card)
        self.model.show_lines(lines, (self.tr("model"), self.tr("chance")) if lines else ("", ""), tips)
        about = texts.model_about(card)
        self.about.setText(about)
        self.about.setVisible(bool(about))

    # events and words

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._behind:
            self._draw()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._behind = self._rest.isActive()
        self._rest.stop()

    def retranslate(self) -> None:
        self._word_heading()
        self.classes.setAccessibleName(self.tr("The five best classes"))
        self.any_label.setText(self.tr("Any class it knows"))
        self.any.setAccessibleName(self.tr("Class whose evidence is shown"))
        self.any.setToolTip(self.tr("The evidence for any class the model knows; type a part of its name"))
        self.any.word()
        self.answer.heading.setText(self.tr("This picture"))
        self.model.heading.setText(self.tr("The model on photos it never saw, in %"))
        self.explain.setText(self.tr("What am I looking at?"))
        self.explain.setAccessibleName(self.explain.text())
        self.explanation.setText(
            self.tr(
                "A convolutional network (with channel and spatial attention as in Woo et al. 2018) looks at the picture as a grid "
                "of cells. In each cell it collects evidence for every class it knows; a gate between 0 and 1 says how much the "
                "cell counts. The score of a class is the mean of its evidence, weighed by the gate, so the map of each class is "
                "exact: what all places add up to is the score.\n\n"
                "“Attention” is the gate: one map for all classes. “Evidence for the class” is the map of the class that is "
                "chosen: orange speaks for it, blue against it. Boxes stand around the places where gate and class agree.\n\n"
                "It always picks one of its classes, also for what is none of them. A map shows what the answer was made "
                "of; whether it needed that place, “What if” tells."
            )
        )
        self._draw()
        self._show_model()


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
