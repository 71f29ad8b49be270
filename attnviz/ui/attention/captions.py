"""What is said of a map: its title, badges, caption and sinks. What its rows and columns are is told by the pane."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from attnviz.engine.attention.messages import CROSS, ENCODER, Token
from attnviz.ui.attention.map_choice import MapChoice, Pair, ShownMap, is_best

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from attnviz.engine.attention.head_statistics import BestMap, Sink


@dataclass(frozen=True)
class KindTexts:
    """One kind of attention in words: its ``name`` as it begins a title; ``short`` and ``tip`` on its button; what bright means
    by the page that shows it (``heatmap``, ``lines``, ...), and what it means when all layers are followed, or ``shifted`` to the
    input step.
    """

    name: str
    short: str = ""
    tip: str = ""
    captions: Mapping[str, str] = field(default_factory=dict)
    rollout: str = ""
    shifted: Mapping[str, str] = field(default_factory=dict)


class AttentionTexts:
    """The sentences that say what a row and a column are; asked for again when the language changes. An empty one means the
    usual words, of a translation."""

    has_steps = True  # whether rows can be read at the step where a token goes in

    def kind(self, kind: str) -> KindTexts:
        """What is said of a kind of attention."""
        return KindTexts(kind)

    def words_tip(self) -> str:
        """How the pieces of words are joined."""
        return ""

    def strongest_tip(self) -> str:
        """Of what the strongest lines are drawn."""
        return ""

    def hide_special_text(self) -> str:
        """What the switch is called that leaves special tokens out."""
        return ""

    def hide_special_tip(self) -> str:
        """Which tokens those are."""
        return ""

    def switch_tip(self) -> str:
        """What follows when the chosen heads are switched off."""
        return ""

    def sweep_tip(self) -> str:
        """What is measured when every head is switched off in turn."""
        return ""


def head_name(pair: Pair) -> str:
    """A head, counted from 1."""
    return QCoreApplication.translate("AttentionMap", "layer {layer}, head {head}").format(
        layer=pair[0] + 1, head=pair[1] + 1
    )


def title(choice: MapChoice, kind: KindTexts, heads: int) -> str:
    """What the map is called: its kind, and which head or which mean. ``heads`` are in a layer."""
    if choice.rollout and choice.view.kind != CROSS:
        text = QCoreApplication.translate("AttentionMap", "{kind}, followed through all layers (rollout)")
        return text.format(kind=kind.name)
    pairs = sorted(dict.fromkeys(choice.pairs))
    if len(pairs) == 1:
        which = head_name(pairs[0])
    elif len(pairs) == heads and len({layer for layer, _ in pairs}) == 1:
        which = QCoreApplication.translate("AttentionMap", "mean of layer {layer}").format(layer=pairs[0][0] + 1)
    else:
        which = QCoreApplication.translate("AttentionMap", "mean of {n} heads").format(n=len(pairs))
    return QCoreApplication.translate("AttentionMap", "{kind}, {which}").format(kind=kind.name, which=which)


def badges(choice: MapChoice, best: BestMap | None, taught: tuple[str, int, int] | None) -> list[tuple[str, str]]:
    """What is to be known about the map at a glance (best, taught, step, norms, approximation), and more about each."""
    if choice.rollout and choice.view.kind != CROSS:
        return [(QCoreApplication.translate("AttentionMap", "an approximation"), "")]
    found = []
    if best is not None and is_best(choice, best):
        if best.dev_aer is None:
            found.append((QCoreApplication.translate("AttentionMap", "usual choice, not measured"), ""))
        else:
            text = QCoreApplication.translate("AttentionMap", "best alignment (AER {aer} %)")
            more = QCoreApplication.translate(
                "AttentionMap",
                "Of all heads this one agrees best with word alignments made by hand, on sentences held out of training. "
                "Alignment error rate: 0 % is full agreement.",
            )
            found.append((text.format(aer=f"{best.dev_aer:.1f}"), more))
    if taught is not None and choice.view.kind == taught[0] and taught[1:] in choice.pairs:
        found.append((QCoreApplication.translate("AttentionMap", "trained with word alignments"), ""))
    if choice.view.shift and choice.view.kind != ENCODER:
        more = QCoreApplication.translate(
            "AttentionMap", "Each row is read where its word goes in, one step later (View)"
        )
        found.append((QCoreApplication.translate("AttentionMap", "rows shifted"), more))
    if choice.view.norms:
        found.append((QCoreApplication.translate("AttentionMap", "weighted by value norms"), ""))
    return found


def caption(shown: ShownMap, choice: MapChoice, kind: KindTexts, page: str) -> str:
    """What bright means in this map on a page, or how much is hidden in it."""
    removed, view = shown.picture.removed, choice.view
    if len(removed) and (view.hide_special or view.hide_punctuation or (choice.hide_sinks and shown.sinks)):
        text = QCoreApplication.translate(
            "AttentionMap",
            "Hidden tokens held {mean} % of the weight on average, at most {most} %; the rest of each row is scaled to 1.",
        )
        return text.format(mean=f"{removed.mean() * 100:.0f}", most=f"{removed.max() * 100:.0f}")
    if choice.rollout and view.kind != CROSS:
        return kind.rollout
    return (kind.shifted if view.shift else {}).get(page) or kind.captions.get(page, "")


def sink_sentence(tokens: Sequence[Token], sinks: Sequence[Sink]) -> str:
    """What a sink is, said of the strongest among the keys; empty without one."""
    if not sinks:
        return ""
    sink = sinks[0]
    text = QCoreApplication.translate(
        "AttentionMap",
        "“{word}” is a sink: it draws {share} % of the weight, but what is read there is short ({norm} of the usual length). "
        "Light on it mostly means “nothing here”.",
    )
    return text.format(word=tokens[sink.key].text, share=f"{sink.share * 100:.0f}", norm=f"{sink.norm:.2f}")


def sink_badge(tokens: Sequence[Token], sinks: Sequence[Sink]) -> str:
    """The sinks among the keys by name; empty without one."""
    if not sinks:
        return ""
    words = " ".join(tokens[sink.key].text for sink in sinks[:3])
    return QCoreApplication.translate("AttentionMap", "sink: {words}").format(words=words)
