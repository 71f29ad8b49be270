"""Which model translates, how it decodes, and which other model stands beside it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QComboBox, QMenu, QToolButton, QWidget

from attnviz import defaults
from attnviz.engine.messages import OPENED_TRANSLATOR
from attnviz.ui.commands import Actions, Command
from attnviz.ui.panes.translate.examples import examples
from attnviz.ui.panes.translate.quality import QUALITY, QualityDelegate, quality
from attnviz.ui.panes.unusable import list_unusable
from attnviz.ui.reworded import Reworded
from attnviz.ui.widgets.flow import FlowLayout
from attnviz.ui.widgets.named import named
from attnviz.ui.widgets.plain_text import tip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from attnviz.engine.messages import Model, Unusable

KINDS = ("rnn", "transformer")  # of models that translate


class ModelBar(Reworded, QWidget):
    """Model, scoring function, decoding, a model to compare with, and examples to start from."""

    changed = Signal()
    compare_changed = Signal()
    example_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._models: tuple[Model, ...] = ()
        self._unusable: tuple[Unusable, ...] = ()
        self._id = defaults.TRANSLATOR
        self._compared = ""
        self.model = named(QComboBox(), "translate.model")
        self._delegate = QualityDelegate(self.model)
        self.scoring = named(QComboBox(), "translate.scoring")
        self.beams = named(QComboBox(), "translate.beams")
        self.compare = named(QComboBox(), "translate.compare")
        self.examples = named(QToolButton(), "translate.examples", role="segment")
        self.examples.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self.examples)
        commands = [
            Command(f"translate.example.{n + 1}", partial(self._example, n), do=partial(self._choose_example, n))
            for n in range(len(examples("en")))
        ]
        self._examples = Actions(menu, commands)
        self._examples.fill(menu)
        self.examples.setMenu(menu)
        for combo in (self.model, self.scoring, self.beams, self.compare):
            combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        for n in range(1, defaults.MOST_BEAMS + 1):
            self.beams.addItem("", n)
        self.beams.setCurrentIndex(defaults.BEAMS - 1)
        layout = FlowLayout(self)
        for widget in (self.model, self.scoring, self.beams, self.compare, self.examples):
            layout.addWidget(widget)
        self.retranslate()
        self.model.activated.connect(self._model_chosen)
        self.scoring.activated.connect(self._scoring_chosen)
        self.beams.activated.connect(lambda _index: self.changed.emit())
        self.compare.activated.connect(self._compare_chosen)

    def model_id(self) -> str:
        return self._id

    def about(self, id: str) -> Model | None:
        """What is known of a model."""
        return next((model for model in self._models if model.id == id), None)

    def languages(self) -> tuple[str, str]:
        """The names of the chosen model's languages; empty before they are known."""
        chosen = self.about(self._id)
        return (language_name(chosen.languages[0]), language_name(chosen.languages[1])) if chosen else ("", "")

    def reads(self) -> str:
        """The code of the language that the chosen model reads; English before that is known."""
        chosen = self.about(self._id)
        return chosen.languages[0] if chosen else "en"

    def beam_width(self) -> int:
        return int(self.beams.currentData())

    def compared_id(self) -> str:
        """The model that stands beside the chosen one; empty for none."""
        return self._compared

    def choose(self, id: str, beams: int | None = None) -> None:
        """Take a model, and a beam width, without announcing it."""
        self._id = id
        if beams is not None:
            self.beams.setCurrentIndex(min(max(beams, 1), defaults.MOST_BEAMS) - 1)
        self._fill()

    def choose_compared(self, id: str) -> None:
        """Take a model to compare with (empty for none) without announcing it."""
        self._compared = id
        self._fill_compare()

    def set_models(self, models: Sequence[Model], unusable: Sequence[Unusable] = ()) -> bool:
        """Offer those of these models that translate; False when the chosen one is not among them and another took its place.

        What is ``unusable`` is listed with the reason.
        """
        self._unusable = tuple(unusable)
        self._models = models = tuple(
            model
            for model in models
            if (model.kind in KINDS and all(model.languages)) or model.kind == OPENED_TRANSLATOR
        )
        kept = not models or self.about(self._id) is not None
        if not kept:
            self._id = models[0].id
        self._fill()
        return kept

    def retranslate(self) -> None:
        self.model.setAccessibleName(self.tr("Model"))
        self.scoring.setAccessibleName(self.tr("Scoring function"))
        self.scoring.setToolTip(self.tr("How the model compares its state with each source word"))
        self.beams.setAccessibleName(self.tr("Decoding"))
        self.beams.setToolTip(
            self.tr(
                "Greedy takes the best word at each step; a beam keeps several translations alive. Rare names and numbers of the "
                "source are preferred as they stand there (contextual biasing)"
            )
        )
        self.beams.setItemText(0, self.tr("Search: greedy"))
        for n in range(2, defaults.MOST_BEAMS + 1):
            self.beams.setItemText(n - 1, self.tr("Search: beam of {}").format(n))
        self.compare.setAccessibleName(self.tr("Compare with another model"))
        self.compare.setToolTip(self.tr("Let another model read the same translation, and see both alignments"))
        self.examples.setText(self.tr("Examples"))
        self.examples.setAccessibleName(self.tr("Example sentences"))
        self.examples.menu().setTitle(self.examples.text())
        self._fill()

    def _fill(self) -> None:
        """Group the models that differ in scoring alone."""
        chosen = self.about(self._id)
        self.model.clear()
        self.scoring.clear()
        groups: dict[tuple[str, ...], list[Model]] = {}
        for model in self._models:
            groups.setdefault(_group(model), []).append(model)
        for members in groups.values():
            self.model.addItem(self._title(members[0]), members[0].id)
            said = quality(chosen if chosen in members else members[0])
            self.model.setItemData(self.model.count() - 1, said, QUALITY)
            self.model.setItemData(
                self.model.count() - 1, f"{self._title(members[0])}, {said}", Qt.ItemDataRole.AccessibleTextRole
            )
            if chosen in members:
                self.model.setCurrentIndex(self.model.count() - 1)
                for member in members:
                    self.scoring.addItem(scoring_name(member.scoring) or member.id, member.id)
                self.scoring.setCurrentIndex(members.index(chosen))
        if not self._models:
            self.model.addItem(self._id, self._id)
        list_unusable(self.model, self._unusable)
        self._delegate.fit()
        self.model.setToolTip(self._explain(chosen))
        self.model.setEnabled(self.model.count() > 1)
        self.scoring.setVisible(self.scoring.count() > 1 or bool(chosen and chosen.scoring))
        self.scoring.setEnabled(self.scoring.count() > 1)
        self._fill_compare()
        self._examples.retranslate()

    def _explain(self, chosen: Model | None) -> str:
        """What its quality means."""
        said = quality(chosen) if chosen else ""
        if not said:
            return self.tr("The translator")
        text = self.tr(
            "The translator: {quality}, measured on short everyday sentences that it did not learn from. BLEU counts the runs of "
            "words shared with people's translations: from 30 understandable, from 40 good, from 50 very good."
        )
        return tip(text.format(quality=said))

    def _example(self, number: int) -> str:
        return examples(self.reads())[number]

    def _choose_example(self, number: int) -> None:
        self.example_chosen.emit(self._example(number))

    def _title(self, model: Model) -> str:
        if model.kind == OPENED_TRANSLATOR:
            return self.tr("{name} (opened by you)").format(name=model.card["name"])
        source, target = map(language_name, model.languages)
        return self.tr("{kind} · {source} → {target}").format(kind=kind_name(model.kind), source=source, target=target)

    def _fill_compare(self) -> None:
        """Offer the other models of the same two languages; one that a person opened reads words in pieces of its own."""
        chosen = self.about(self._id)
        peers = [m for m in self._models if chosen and m.languages == chosen.languages and m is not chosen]
        peers = [m for m in peers if chosen and OPENED_TRANSLATOR not in (m.kind, chosen.kind)]
        self.compare.clear()
        self.compare.addItem(self.tr("Compare with…"), "")
        for peer in peers:
            scoring = scoring_name(peer.scoring)
            name = f"{kind_name(peer.kind)} ({scoring})" if scoring else kind_name(peer.kind)
            self.compare.addItem(name, peer.id)
        if self._models and self.compare.findData(self._compared) < 0:
            self._compared = ""
        self.compare.setCurrentIndex(max(self.compare.findData(self._compared), 0))
        self.compare.setVisible(bool(peers))

    def _model_chosen(self, index: int) -> None:
        chosen = self.about(self._id)
        id = str(self.model.itemData(index))
        first = self.about(id)
        if chosen and first and _group(chosen) == _group(first):
            return
        self._take(self._like(first, chosen.scoring) if first and chosen else id)

    def _like(self, first: Model, scoring: str) -> str:
        """The model of the same kind and languages as ``first`` that keeps the scoring function, where there is one."""
        peers = [m for m in self._models if _group(m) == _group(first)]
        return next((m.id for m in peers if m.scoring == scoring), first.id)

    def _scoring_chosen(self, index: int) -> None:
        self._take(str(self.scoring.itemData(index)))

    def _compare_chosen(self, index: int) -> None:
        id = str(self.compare.itemData(index))
        if id != self._compared:
            self._compared = id
            self.compare_changed.emit()

    def _take(self, id: str) -> None:
        if id != self._id:
            self._id = id
            self._fill()
            self.changed.emit()


def _group(model: Model) -> tuple[str, ...]:
    """What models that are offered as one have in common: they differ in scoring alone."""
    return (model.id,) if model.kind == OPENED_TRANSLATOR else (model.kind, *model.languages)


def language_name(code: str) -> str:
    """A language's name in the interface language; the code itself where there is none."""
    names = {
        "en": QCoreApplication.translate("Languages", "English"),
        "fr": QCoreApplication.translate("Languages", "French"),
        "zh": QCoreApplication.translate("Languages", "Chinese"),
        "de": QCoreApplication.translate("Languages", "German"),
    }
    return names.get(code, code)


def kind_name(kind: str) -> str:
    """A kind of translator as people write it."""
    return {"rnn": "RNN", "transformer": "Transformer"}.get(kind, kind)


def scoring_name(scoring: str) -> str:
    """A scoring function's name in the interface language; the code itself where there is none."""
    names = {
        "additive": QCoreApplication.translate("Scoring", "additive"),
        "dot": QCoreApplication.translate("Scoring", "dot"),
        "general": QCoreApplication.translate("Scoring", "general"),
        "concat": QCoreApplication.translate("Scoring", "concat"),
    }
    return names.get(scoring, scoring)
