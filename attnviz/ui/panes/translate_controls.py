"""The controls of the Translate pane: which model and how it decodes; which picture and what it leaves out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QMenu,
    QSlider,
    QSpinBox,
    QToolButton,
    QWidget,
)

from attnviz.engine.maps import MapView
from attnviz.engine.messages import DEFAULT_BEAMS, Model
from attnviz.ui import icons
from attnviz.ui.widgets.flow import FlowLayout
from attnviz.ui.widgets.named import named

MOST_BEAMS = 10
EXAMPLES = (
    "The cat is on the mat.",
    "The black cat is sleeping under the big table.",
    "I don't know what you are talking about.",
    "She gave me the book that I had lost.",
    "How long does it take to go to the station on foot?",
    "We have been waiting for you for two hours.",
    "My younger brother wants to become a doctor.",
    "If I had known the truth, I would have told you.",
    "Nobody knows why he did not come to the party.",
    "The children are playing in the garden with their dog.",
)


def fit_icon(button: QToolButton) -> None:
    """Give a button's icon the size of its text, and a little air beside it."""
    height = button.fontMetrics().height()
    button.setIconSize(QSize(round(height * 1.4), round(height * 1.05)))


class ModelBar(QWidget):
    """Model, scoring function, decoding, and examples to start from."""

    changed = Signal()
    example_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._models: tuple[Model, ...] = ()
        self._id = "rnn-en-fr"
        self.model = named(QComboBox(), "translate.model")
        self.scoring = named(QComboBox(), "translate.scoring")
        self.beams = named(QComboBox(), "translate.beams")
        self.examples = named(QToolButton(), "translate.examples", role="segment")
        self.examples.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self.examples)
        for sentence in EXAMPLES:
            action = QAction(sentence, menu)
            action.setData(sentence)
            menu.addAction(action)
        menu.triggered.connect(self._example_chosen)
        self.examples.setMenu(menu)
        for combo in (self.model, self.scoring, self.beams):
            combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        for n in range(1, MOST_BEAMS + 1):
            self.beams.addItem("", n)
        self.beams.setCurrentIndex(DEFAULT_BEAMS - 1)
        layout = FlowLayout(self)
        for widget in (self.model, self.scoring, self.beams, self.examples):
            layout.addWidget(widget)
        self.retranslate()
        self.model.activated.connect(self._model_chosen)
        self.scoring.activated.connect(self._scoring_chosen)
        self.beams.activated.connect(lambda _index: self.changed.emit())

    def model_id(self) -> str:
        return self._id

    def languages(self) -> tuple[str, str]:
        """The names of the chosen model's languages; empty before they are known."""
        chosen = self._chosen()
        return (language_name(chosen.languages[0]), language_name(chosen.languages[1])) if chosen else ("", "")

    def beam_width(self) -> int:
        return int(self.beams.currentData())

    def choose(self, id: str, beams: int | None = None) -> None:
        """Take a model, and a beam width, without announcing it."""
        self._id = id
        if beams is not None:
            self.beams.setCurrentIndex(min(max(beams, 1), MOST_BEAMS) - 1)
        self._fill()

    def set_models(self, models: Sequence[Model]) -> bool:
        """Offer these models; False when the chosen one is not among them and another took its place."""
        self._models = models = tuple(model for model in models if all(model.languages))
        kept = not models or any(model.id == self._id for model in models)
        if not kept:
            self._id = models[0].id
        self._fill()
        return kept

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        self.model.setAccessibleName(self.tr("Model"))
        self.model.setToolTip(self.tr("The translator"))
        self.scoring.setAccessibleName(self.tr("Scoring function"))
        self.scoring.setToolTip(self.tr("How the model compares its state with each source word"))
        self.beams.setAccessibleName(self.tr("Decoding"))
        self.beams.setToolTip(
            self.tr("Greedy takes the best word at each step; a beam keeps several translations alive")
        )
        self.beams.setItemText(0, self.tr("greedy"))
        for n in range(2, MOST_BEAMS + 1):
            self.beams.setItemText(n - 1, self.tr("beam {}").format(n))
        self.examples.setText(self.tr("Examples"))
        self.examples.setAccessibleName(self.tr("Example sentences"))
        self.examples.menu().setTitle(self.examples.text())
        self._fill()

    def _chosen(self) -> Model | None:
        return next((model for model in self._models if model.id == self._id), None)

    def _fill(self) -> None:
        """Group the models that differ in scoring alone."""
        chosen = self._chosen()
        self.model.clear()
        self.scoring.clear()
        groups: dict[tuple[str, tuple[str, str]], list[Model]] = {}
        for model in self._models:
            groups.setdefault((model.kind, model.languages), []).append(model)
        for (kind, (source, target)), members in groups.items():
            name = self.tr("{kind} · {source} → {target}").format(
                kind=kind.upper(), source=language_name(source), target=language_name(target)
            )
            self.model.addItem(name, members[0].id)
            if chosen in members:
                self.model.setCurrentIndex(self.model.count() - 1)
                for member in members:
                    self.scoring.addItem(_scoring_name(member.scoring), member.id)
                self.scoring.setCurrentIndex(members.index(chosen))
        if not self._models:
            self.model.addItem(self._id, self._id)
        self.model.setEnabled(self.model.count() > 1)
        self.scoring.setVisible(self.scoring.count() > 0)
        self.scoring.setEnabled(self.scoring.count() > 1)

    def _model_chosen(self, index: int) -> None:
        chosen = self._chosen()
        id = str(self.model.itemData(index))
        first = next((model for model in self._models if model.id == id), None)
        if chosen and first and (chosen.kind, chosen.languages) == (first.kind, first.languages):
            return
        self._take(self._like(first, chosen.scoring) if first and chosen else id)

    def _like(self, first: Model, scoring: str) -> str:
        """The model of the same languages as ``first`` that keeps the scoring function, where there is one."""
        peers = [m for m in self._models if (m.kind, m.languages) == (first.kind, first.languages)]
        return next((m.id for m in peers if m.scoring == scoring), first.id)

    def _example_chosen(self, action: QAction) -> None:
        self.example_chosen.emit(action.data())

    def _scoring_chosen(self, index: int) -> None:
        self._take(str(self.scoring.itemData(index)))

    def _take(self, id: str) -> None:
        if id != self._id:
            self._id = id
            self._fill()
            self.changed.emit()


class ViewBar(QWidget):
    """Heatmap or lines, words or pieces, what is hidden, and which lines are drawn."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heatmap = self._segment("translate.picture.heatmap", "heatmap")
        self.lines = self._segment("translate.picture.lines", "lines")
        self.words = self._segment("translate.words")
        self.pieces = self._segment("translate.pieces")
        self.head = named(QComboBox(), "translate.head")
        self.head.setVisible(False)
        self.hide_end = named(QCheckBox(), "translate.hide_end")
        self.hide_punctuation = named(QCheckBox(), "translate.hide_punctuation")
        self.threshold = named(QSlider(Qt.Orientation.Horizontal), "translate.threshold")
        self.threshold.setRange(0, 100)
        self.threshold.setValue(5)
        self.threshold.setFixedWidth(110)
        self.threshold_value = QLabel()
        self.strongest = named(QSpinBox(), "translate.strongest")
        self.strongest.setRange(0, 20)
        self._for_lines = (self._labelled(self.threshold, self.threshold_value), self.strongest)
        layout = FlowLayout(self, gap=14)
        layout.addWidget(self._joined(self.heatmap, self.lines))
        layout.addWidget(self._joined(self.words, self.pieces))
        for widget in (self.head, self.hide_end, self.hide_punctuation, *self._for_lines):
            layout.addWidget(widget)
        self.heatmap.setChecked(True)
        self.words.setChecked(True)
        self.retranslate()
        for button in (self.heatmap, self.lines, self.words, self.pieces):
            button.clicked.connect(self._change)
        for box in (self.hide_end, self.hide_punctuation):
            box.toggled.connect(self._change)
        self.head.activated.connect(self._change)
        self.threshold.valueChanged.connect(self._change)
        self.strongest.valueChanged.connect(self._change)
        self._change()

    def show_heads(self, layers: int, heads: int) -> None:
        """Offer the heads of a model that has several; at first, the first head of the last layer."""
        places = [(layer, head) for layer in range(layers) for head in range(heads)]
        if places != [self.head.itemData(i) for i in range(self.head.count())]:
            self.head.clear()
            for place in places:
                self.head.addItem("", place)
            self.head.setCurrentIndex(len(places) - heads)
            self._word_heads()
        self.head.setVisible(len(places) > 1)

    def map_view(self) -> MapView:
        layer, head = self.head.currentData() or (0, 0)
        return MapView(
            layer=layer,
            head=head,
            words=self.words.isChecked(),
            hide_special=self.hide_end.isChecked(),
            hide_punctuation=self.hide_punctuation.isChecked(),
            threshold=self.threshold.value() / 100,
            strongest=self.strongest.value(),
        )

    def shows_lines(self) -> bool:
        return self.lines.isChecked()

    def state(self) -> dict[str, Any]:
        """What to remember."""
        return {
            "lines": self.shows_lines(),
            "words": self.words.isChecked(),
            "hide_end": self.hide_end.isChecked(),
            "hide_punctuation": self.hide_punctuation.isChecked(),
            "threshold": self.threshold.value(),
            "strongest": self.strongest.value(),
        }

    def restore(self, state: Mapping[str, Any]) -> None:
        """Take back a state; what is missing or of the wrong type stays as it is."""

        def taken(name: str, kind: type) -> Any:
            value = state.get(name)
            return value if type(value) is kind else None

        if (lines := taken("lines", bool)) is not None:
            (self.lines if lines else self.heatmap).setChecked(True)
        if (words := taken("words", bool)) is not None:
            (self.words if words else self.pieces).setChecked(True)
        for name, box in (("hide_end", self.hide_end), ("hide_punctuation", self.hide_punctuation)):
            if (hidden := taken(name, bool)) is not None:
                box.setChecked(hidden)
        for name, number in (("threshold", self.threshold), ("strongest", self.strongest)):
            if (value := taken(name, int)) is not None:
                number.setValue(value)
        self._change()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        elif event.type() == QEvent.Type.FontChange:
            for button in (self.heatmap, self.lines):
                fit_icon(button)

    def _word_heads(self) -> None:
        for i in range(self.head.count()):
            layer, head = self.head.itemData(i)
            self.head.setItemText(i, self.tr("Layer {layer}, head {head}").format(layer=layer + 1, head=head + 1))

    def retranslate(self) -> None:
        self.head.setAccessibleName(self.tr("Layer and head"))
        self._word_heads()
        self.heatmap.setText(self.tr("Heatmap"))
        self.lines.setText(self.tr("Lines"))
        self.words.setText(self.tr("Words"))
        self.words.setToolTip(self.tr("Pieces joined to words: summed over the source, averaged over the translation"))
        self.pieces.setText(self.tr("Pieces"))
        self.pieces.setToolTip(self.tr("The pieces of words as the model reads and writes them"))
        self.hide_end.setText(self.tr("Hide end"))
        self.hide_end.setToolTip(self.tr("Leave out the token </s> that ends a sentence"))
        self.hide_punctuation.setText(self.tr("Hide punctuation"))
        self.hide_punctuation.setToolTip(self.tr("Leave out punctuation marks"))
        self.threshold.setToolTip(self.tr("Draw only lines of at least this weight"))
        self.threshold.setAccessibleName(self.tr("Smallest weight drawn"))
        self.strongest.setPrefix(self.tr("strongest "))
        self.strongest.setSpecialValueText(self.tr("all lines"))
        self.strongest.setToolTip(self.tr("Draw only this many of the strongest lines of each target word"))
        self.strongest.setAccessibleName(self.tr("Strongest lines of each word"))
        for button in (self.heatmap, self.lines, self.words, self.pieces):
            button.setAccessibleName(button.text())
        for box in (self.hide_end, self.hide_punctuation):
            box.setAccessibleName(box.text())

    def _change(self) -> None:
        self.threshold_value.setText(f"≥ {self.threshold.value() / 100:.2f}")
        for widget in self._for_lines:
            widget.setVisible(self.shows_lines())
        self.changed.emit()

    def _segment(self, name: str, icon: str = "") -> QToolButton:
        button = named(QToolButton(), name, role="segment", checkable=True)
        if icon:
            button.setIcon(icons.icon(icon))
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            fit_icon(button)
        return button

    def _joined(self, *buttons: QToolButton) -> QWidget:
        """Buttons side by side of which one is down."""
        box = QWidget()
        layout = QHBoxLayout(box)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(3)
        group = QButtonGroup(box)
        for button in buttons:
            group.addButton(button)
            layout.addWidget(button)
        return box

    def _labelled(self, control: QWidget, label: QLabel) -> QWidget:
        box = QWidget()
        layout = QHBoxLayout(box)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(control)
        layout.addWidget(label)
        return box


def language_name(code: str) -> str:
    """A language's name in the interface language; the code itself where there is none."""
    names = {
        "en": QCoreApplication.translate("Languages", "English"),
        "fr": QCoreApplication.translate("Languages", "French"),
        "zh": QCoreApplication.translate("Languages", "Chinese"),
        "de": QCoreApplication.translate("Languages", "German"),
    }
    return names.get(code, code)


def _scoring_name(scoring: str) -> str:
    names = {
        "additive": QCoreApplication.translate("Scoring", "additive"),
        "dot": QCoreApplication.translate("Scoring", "dot"),
        "general": QCoreApplication.translate("Scoring", "general"),
        "concat": QCoreApplication.translate("Scoring", "concat"),
    }
    return names.get(scoring, scoring)
