"""What is compressed and how far: the model, bits for each weight, and how many heads are pruned."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QSizePolicy, QSpinBox, QWidget

from attnviz.engine.compress.messages import BITS
from attnviz.ui.compress.examples import KINDS as OF_EXAMPLES
from attnviz.ui.compress.pictures import KINDS as OF_PICTURES
from attnviz.ui.compress.texts import reader_title
from attnviz.ui.controls.segments import joined, segment
from attnviz.ui.panes.latent.texts import model_title as latent_title
from attnviz.ui.panes.listen.texts import model_title as listen_title
from attnviz.ui.panes.look import describe_texts
from attnviz.ui.panes.look.texts import model_title as look_title
from attnviz.ui.panes.translate.model_bar import KINDS, kind_name, language_name, scoring_name
from attnviz.ui.reworded import Reworded
from attnviz.ui.widgets.flow import FlowLayout
from attnviz.ui.widgets.named import named

if TYPE_CHECKING:
    from collections.abc import Sequence

    from attnviz.engine.messages import Model

LEAST_LEFT = 1  # heads that stay: with none the model cannot see


def model_name(model: Model) -> str:
    """A model as lists of all of them name it."""
    if model.kind == "cnn":
        return QCoreApplication.translate("Compression", "Look · {name}").format(name=look_title(model.id))
    if model.kind == "vae":
        return QCoreApplication.translate("Compression", "Latent · {name}").format(name=latent_title(model.id))
    if model.kind == "captioner":
        name = describe_texts.language_name(model.languages[1])
        return QCoreApplication.translate("Compression", "Describe · {name}").format(name=name)
    if model.kind == "speller":
        return QCoreApplication.translate("Compression", "Listen · {name}").format(name=listen_title(model))
    if model.kind in OF_EXAMPLES:
        return QCoreApplication.translate("Compression", "Read · {name}").format(name=reader_title(model.kind))
    name = QCoreApplication.translate("ModelBar", "{kind} · {source} → {target}").format(
        kind=kind_name(model.kind), source=language_name(model.languages[0]), target=language_name(model.languages[1])
    )
    return f"{name} · {scoring_name(model.scoring)}" if model.scoring else name


class CompressControls(Reworded, QWidget):
    """``model_changed``: another model; ``changed``: other bits or heads."""

    model_changed = Signal()
    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._models: tuple[Model, ...] = ()
        self.model = named(QComboBox(), "compress.model")
        self.model.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.bits = {bits: segment(f"compress.bits.{bits}") for bits in BITS}
        self.bits[4].setChecked(True)
        self.pruned = named(QSpinBox(), "compress.pruned")
        self._labels = [named(QLabel(), f"compress.label.{name}", role="muted") for name in ("bits", "pruned")]
        layout = FlowLayout(self, gap=18)
        layout.addWidget(self.model)
        layout.addWidget(_beside(self._labels[0], joined(*self.bits.values())))
        layout.addWidget(_beside(self._labels[1], self.pruned))
        self.model.activated.connect(lambda _index: self.model_changed.emit())
        self.pruned.valueChanged.connect(lambda _value: self.changed.emit())
        for button in self.bits.values():
            button.clicked.connect(lambda _on: self.changed.emit())
        self.set_heads(0)
        self.retranslate()

    def set_models(self, models: Sequence[Model], chosen: str) -> None:
        """Offer those of these models that can be compressed; ``chosen`` is shown first where it is there."""
        translators = [model for model in models if model.kind in KINDS and all(model.languages)]
        others = (model for kind in (*OF_EXAMPLES, *OF_PICTURES) for model in models if model.kind == kind)
        self._models = (*translators, *others)
        self.model.clear()
        for model in self._models:
            self.model.addItem(model_name(model), model.id)
        self.model.setCurrentIndex(max(0, self.model.findData(chosen)))

    def chosen(self) -> Model | None:
        """The model that is compressed."""
        index = self.model.currentIndex()
        return self._models[index] if 0 <= index < len(self._models) else None

    def chosen_bits(self) -> int:
        return next(bits for bits, button in self.bits.items() if button.isChecked())

    def choose(self, bits: int, pruned: int) -> None:
        """Take these without announcing it."""
        self.bits[bits].setChecked(True)
        self.pruned.blockSignals(True)
        self.pruned.setValue(pruned)
        self.pruned.blockSignals(False)

    def set_heads(self, heads: int) -> None:
        """How many heads the model has; of those of a recurrent network none can go."""
        self.pruned.blockSignals(True)
        self.pruned.setRange(0, max(0, heads - LEAST_LEFT))
        self.pruned.blockSignals(False)
        self.pruned.setEnabled(heads > 1)
        self._word_heads()

    def retranslate(self) -> None:
        self.model.setAccessibleName(self.tr("Model to compress"))
        for index, model in enumerate(self._models):
            self.model.setItemText(index, model_name(model))
        self._labels[0].setText(self.tr("Bits a weight"))
        self._labels[1].setText(self.tr("Heads pruned"))
        for bits, button in self.bits.items():
            button.setText(str(bits))
            button.setAccessibleName(self.tr("{bits} bits a weight").format(bits=bits))
        self.bits[16].setToolTip(self.tr("As it is: nothing is rounded"))
        self.pruned.setAccessibleName(self.tr("Heads pruned"))
        self._word_heads()

    def _word_heads(self) -> None:
        if self.pruned.maximum():
            self.pruned.setToolTip(
                self.tr("One by one, those first whose absence makes the sample's translations least improbable")
            )
            self.pruned.setSuffix(self.tr(" of {heads}").format(heads=self.pruned.maximum() + LEAST_LEFT))
        else:
            self.pruned.setToolTip(self.tr("Only heads of a Transformer that translates are pruned here"))
            self.pruned.setSuffix("")


def _beside(label: QLabel, control: QWidget) -> QWidget:
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    row.addWidget(label)
    row.addWidget(control)
    box.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    return box
