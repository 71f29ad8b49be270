"""The details column of the Latent pane: the numbers of the encoded picture, those of the model, and what they mean."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from attnviz.ui import theme
from attnviz.ui.reworded import Reworded
from attnviz.ui.widgets.bars import BarButton
from attnviz.ui.widgets.named import named
from attnviz.ui.widgets.number_lines import NumberLines

if TYPE_CHECKING:
    from attnviz.ui.panes.latent.state import LatentState

MOST_ROWS = 16


class DetailsPanel(Reworded, QWidget):
    """``wanted`` carries the dimension whose slider one wants to see."""

    wanted = Signal(int)

    def __init__(self, state: LatentState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("latent.details")
        self._state = state
        self._others: Mapping[str, Mapping[str, Any]] = {}
        self.terms = NumberLines("latent.terms", 4)
        self.heading = named(QLabel(), "latent.posterior.heading", role="muted")
        self.heading.setWordWrap(True)
        self.rows = [BarButton() for _ in range(MOST_ROWS)]
        self.model = NumberLines("latent.figures", 10)
        self.note = named(QLabel(), "latent.figures.note", role="muted")
        self.explain = named(QPushButton(), "latent.explain", checkable=True)
        self.explanation = named(QLabel(), "latent.explanation")
        for label in (self.note, self.explanation):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.explanation.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.EDGE, theme.EDGE, theme.EDGE, theme.EDGE)
        layout.setSpacing(4)
        layout.addWidget(self.terms)
        layout.addSpacing(theme.GAP)
        layout.addWidget(self.heading)
        for i, row in enumerate(self.rows):
            row.setObjectName(f"latent.posterior.{i}")
            row.clicked.connect(lambda _checked=False, i=i: self._want(i))
            layout.addWidget(row)
        layout.addWidget(self.model)
        layout.addWidget(self.note)
        layout.addSpacing(theme.GAP)
        layout.addWidget(self.explain, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.explanation)
        layout.addStretch(1)
        self.explain.toggled.connect(self.explanation.setVisible)
        state.code.anchor_changed.connect(self._show)
        state.dimensions_ordered.connect(self._show)
        state.renamed.connect(self._show)
        state.model_chosen.connect(self._show)
        self.retranslate()

    def show_models(self, cards: Mapping[str, Mapping[str, Any]]) -> None:
        """The cards of all models by id: a twin without attention stands beside its model."""
        self._others = cards
        self._show()

    def _want(self, place: int) -> None:
        if place < len(self._state.order):
            self.wanted.emit(self._state.order[place])

    def _show(self) -> None:
        state = self._state
        anchor = state.code.anchor
        encoded = anchor.encoded if anchor is not None else None
        lines: list[tuple[str, str, str]] = []
        if encoded is not None:
            lines = [
                (self.tr("log p(x | z), at z = mu"), _number(encoded.log_likelihood), ""),
                (self.tr("KL of posterior and prior"), _number(float(encoded.kl.sum())), ""),
                (self.tr("ELBO, at z = mu"), _number(encoded.elbo), ""),
                (self.tr("mean squared error"), f"{encoded.squared_error:.4f}", ""),
            ]
        self.terms.show_lines(lines)
        order = state.order[:MOST_ROWS] if anchor is not None and len(anchor.mu) == len(state.order) else ()
        self.heading.setVisible(bool(order))
        strongest = max((float(encoded.kl[k]) for k in order), default=1.0) if encoded is not None else 1.0
        for place, row in enumerate(self.rows):
            row.setVisible(place < len(order))
            if place < len(order) and anchor is not None:
                k = order[place]
                number = f"{anchor.mu[k]:.2f} ± {anchor.std[k]:.2f}".replace("-", "−")
                share = float(encoded.kl[k]) / max(strongest, 1e-6) if encoded is not None else 0.0
                row.show_value(state.name_of(k), number, share)
        self._show_model()

    def _show_model(self) -> None:
        state = self._state
        metrics = state.about.get("metrics")
        metrics = metrics if isinstance(metrics, dict) else {}
        twin = state.about.get("without_attention")
        if not isinstance(twin, dict):
            card = self._others.get(f"{state.model}-plain", {})
            twin = card.get("metrics") if isinstance(card, Mapping) else None
        twin = twin if isinstance(twin, dict) else {}
        names = {
            "elbo": self.tr("ELBO (nats)"),
            "kl": self.tr("KL (nats)"),
            "squared_error": self.tr("squared error"),
            "pca_squared_error": self.tr("PCA's, as many dimensions"),
            "error_to_pca": self.tr("share of PCA's error"),
            "mig": self.tr("MIG"),
            "factor_score": self.tr("FactorVAE score"),
            "living": self.tr("active dimensions"),
        }
        lines = [
            (text, _figure(metrics.get(name)), _figure(twin.get(name)))
            for name, text in names.items()
            if _figure(metrics.get(name))
        ]
        heads = (self.tr("with attention"), self.tr("without")) if twin else ("", "")
        self.model.show_lines(lines, heads)
        notes = {
            "pairs": self.tr(
                "It learned from pairs of pictures that differ in one known factor, so its dimensions are well separated."
            ),
            "told": self.tr(
                "It was told how each face was put together: the prior of each dimension depends on one known factor, so its "
                "dimensions are well separated."
            ),
        }
        self.note.setText(notes.get(str(state.about.get("objective")), ""))
        self.note.setVisible(bool(self.note.text()))

    def retranslate(self) -> None:
        self.terms.heading.setText(self.tr("The encoded picture, in nats"))
        self.heading.setText(self.tr("mu ± std of each dimension; the bar is its KL"))
        self.model.heading.setText(self.tr("The model, on pictures it never saw"))
        self.explain.setText(self.tr("What am I looking at?"))
        self.explain.setAccessibleName(self.explain.text())
        self.explanation.setText(
            self.tr(
                "A variational autoencoder (Kingma & Welling 2014) packs a picture into a handful of numbers, its code, and paints "
                "it back. For each number the encoder gives not one value but a bell curve: mu says where, std how sure. The KL "
                "says how much a dimension tells about the picture; one with hardly any is dead and moves nothing.\n\n"
                "Drag a slider: the decoder paints the picture of the new code. What a slider does is nobody's choice and not "
                "always one thing; the names are yours to give. Outside the shaded part there was no data, and the decoder "
                "makes things up.\n\n"
                "Orange and blue beside a slider show where the picture changes when the slider moves a little. “Attention” "
                "shows the encoder's own spatial attention: where it looked, not why."
            )
        )
        self._show()


def _number(value: float) -> str:
    return f"{value:.1f}".replace("-", "−")


def _figure(value: Any) -> str:
    """A figure of a card; "" for what is no number."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return ""
    text = str(value) if isinstance(value, int) else f"{value:.4f}" if abs(value) < 1 else f"{value:.1f}"
    return text.replace("-", "−")
