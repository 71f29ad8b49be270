"""Which map of a translation is shown: how it is made from the answer, what it is called, and what is said of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from PySide6.QtCore import QCoreApplication

from attnviz.engine.attention import head_statistics, maps
from attnviz.engine.attention.head_statistics import Sink
from attnviz.engine.attention.maps import MapPicture, MapView
from attnviz.engine.attention.messages import CROSS, DECODER, ENCODER
from attnviz.engine.attention.rollout import rollout
from attnviz.engine.translate.axes import of_kind, sides
from attnviz.engine.translate.messages import Translation
from attnviz.lazy_numpy import np

Pair = tuple[int, int]
Off = tuple[tuple[str, int, int], ...]


@dataclass(frozen=True)
class MapChoice:
    """A view of one kind of attention; ``rollout`` follows all encoder layers instead; ``hide_sinks`` leaves sinks out."""

    view: MapView = field(default_factory=MapView)
    rollout: bool = False
    hide_sinks: bool = False

    @property
    def pairs(self) -> tuple[Pair, ...]:
        """The (layer, head) pairs whose mean is shown."""
        return self.view.heads or ((self.view.layer, self.view.head),)


@dataclass(frozen=True)
class ShownMap:
    """A map ready to draw: token weights [query, key] before anything is hidden, the sinks in it, and the picture."""

    weights: np.ndarray
    sinks: tuple[Sink, ...]
    picture: MapPicture


def has_heads(result: Translation | None) -> bool:
    """Whether an answer has more than one map to choose from."""
    return result is not None and result.attention[0].weights.shape[0] * result.attention[0].weights.shape[1] > 1


def shown_map(result: Translation, choice: MapChoice) -> ShownMap:
    """Make the map that is chosen out of an answer; nothing is asked of the engine."""
    view, attention = choice.view, of_kind(result, choice.view.kind)
    rows, columns = sides(result, attention.kind)
    sinks: tuple[Sink, ...] = ()
    if choice.rollout and attention.kind == ENCODER:
        weights = rollout(attention.weights)
    else:
        weights, sinks = head_statistics.chosen_map(attention, view), sinks_of(result, choice)
    seen = weights
    if choice.hide_sinks and sinks:
        seen = weights.copy()
        seen[:, [sink.key for sink in sinks]] = 0
    return ShownMap(weights, sinks, maps.picture(seen, rows, columns, view))


def words_picture(result: Translation, choice: MapChoice, shown: ShownMap, best: MapView) -> MapPicture:
    """The cross-attention's picture, for the words of both sentences; while another kind is shown, that of the ``best`` map."""
    if choice.view.kind == CROSS:
        return shown.picture
    hiding = {name: getattr(choice.view, name) for name in ("words", "hide_special", "hide_punctuation")}
    return shown_map(result, MapChoice(replace(best, **hiding))).picture


def sinks_of(result: Translation, choice: MapChoice) -> tuple[Sink, ...]:
    """The sinks of the chosen heads, each key once, the strongest first."""
    attention = of_kind(result, choice.view.kind)
    if attention.value_norms is None:
        return ()
    tokens = sides(result, attention.kind)[1]
    layers, heads = attention.weights.shape[:2]
    found: dict[int, Sink] = {}
    for layer, head in choice.pairs:
        pair = min(layer, layers - 1), min(head, heads - 1)
        for sink in head_statistics.sinks(attention.weights[pair], attention.value_norms[pair], tokens):
            if sink.key not in found or sink.share > found[sink.key].share:
                found[sink.key] = sink
    return tuple(sorted(found.values(), key=lambda sink: -sink.share))


def heads_with_sinks(result: Translation, kind: str) -> frozenset[Pair]:
    """The heads of a kind that have a sink."""
    attention = of_kind(result, kind)
    if attention.value_norms is None:
        return frozenset()
    found = np.argwhere(head_statistics.have_sinks(attention.weights, attention.value_norms))
    return frozenset((int(layer), int(head)) for layer, head in found)


def best_choice(card: dict[str, Any], result: Translation) -> head_statistics.BestMap:
    """The map that aligns best by a model's card, for an answer of that model."""
    layers, heads = result.attention[0].weights.shape[:2]
    return head_statistics.best_map(card, layers, heads)


def taught_head(card: dict[str, Any]) -> tuple[str, int, int] | None:
    """The head that was taught by a statistical aligner, from a model's card."""
    guided = card.get("guided")
    try:
        return str(guided["kind"]), int(guided["layer"]), int(guided["head"])  # type: ignore[index]
    except (KeyError, TypeError, ValueError):
        return None


# words


def kind_name(kind: str) -> str:
    """A kind of attention, as it begins a title."""
    return {
        CROSS: QCoreApplication.translate("TranslateMap", "cross-attention"),
        ENCODER: QCoreApplication.translate("TranslateMap", "encoder self-attention"),
        DECODER: QCoreApplication.translate("TranslateMap", "decoder self-attention"),
    }.get(kind, kind)


def head_name(pair: Pair) -> str:
    """A head, counted from 1."""
    return QCoreApplication.translate("TranslateMap", "layer {layer}, head {head}").format(
        layer=pair[0] + 1, head=pair[1] + 1
    )


def title(choice: MapChoice, heads: int) -> str:
    """What the map is called: its kind, and which head or which mean. ``heads`` are in a layer."""
    kind = kind_name(choice.view.kind)
    if choice.rollout and choice.view.kind == ENCODER:
        text = QCoreApplication.translate("TranslateMap", "{kind}, followed through all layers (rollout)")
        return text.format(kind=kind)
    pairs = sorted(dict.fromkeys(choice.pairs))
    if len(pairs) == 1:
        which = head_name(pairs[0])
    elif len(pairs) == heads and len({layer for layer, _ in pairs}) == 1:
        which = QCoreApplication.translate("TranslateMap", "mean of layer {layer}").format(layer=pairs[0][0] + 1)
    else:
        which = QCoreApplication.translate("TranslateMap", "mean of {n} heads").format(n=len(pairs))
    return QCoreApplication.translate("TranslateMap", "{kind}, {which}").format(kind=kind, which=which)


def badges(choice: MapChoice, best: head_statistics.BestMap, taught: tuple[str, int, int] | None) -> list[str]:
    """What is to be known about the map at a glance: best, taught, step, norms, approximation."""
    found = []
    if choice.rollout and choice.view.kind == ENCODER:
        return [QCoreApplication.translate("TranslateMap", "an approximation")]
    if is_best(choice, best):
        if best.dev_aer is None:
            found.append(QCoreApplication.translate("TranslateMap", "usual choice, not measured"))
        else:
            text = QCoreApplication.translate("TranslateMap", "aligns best on gold dev sets (AER {aer} %)")
            found.append(text.format(aer=f"{best.dev_aer:.1f}"))
    if taught is not None and choice.view.kind == taught[0] and taught[1:] in choice.pairs:
        found.append(QCoreApplication.translate("TranslateMap", "taught by a statistical aligner"))
    if choice.view.shift and choice.view.kind != ENCODER:
        found.append(QCoreApplication.translate("TranslateMap", "at the input step"))
    if choice.view.norms:
        found.append(QCoreApplication.translate("TranslateMap", "weighted by value norms"))
    return found


def is_best(choice: MapChoice, best: head_statistics.BestMap) -> bool:
    """Whether the chosen heads, step and norms are those that align best."""
    view, wanted = choice.view, best.view
    return (
        view.kind == CROSS
        and not choice.rollout
        and set(choice.pairs) == set(wanted.heads or ((wanted.layer, wanted.head),))
        and (view.shift, view.norms) == (wanted.shift, wanted.norms)
    )


def caption(shown: ShownMap, choice: MapChoice, *, lines: bool) -> str:
    """What bright means in this map, and how much is hidden."""
    if choice.rollout and choice.view.kind == ENCODER:
        text = QCoreApplication.translate(
            "TranslateMap",
            "How much each source word may hold of each other after all layers, if heads are averaged and values "
            "and feed-forward parts left out: an approximation (Abnar & Zuidema 2020).",
        )
    elif choice.view.kind == ENCODER and lines:
        text = QCoreApplication.translate(
            "TranslateMap",
            "Each line joins a source word to one that it looked at in the encoder; the wider, the more it looked there.",
        )
    elif choice.view.kind == ENCODER:
        text = QCoreApplication.translate(
            "TranslateMap", "Each row is a source word; the brighter a cell, the more it looked at that word."
        )
    elif choice.view.kind == DECODER and lines:
        text = QCoreApplication.translate(
            "TranslateMap",
            "Each line joins a word about to be written to one written before it, or to the start <s>; the wider, the more "
            "the model looked there.",
        )
    elif choice.view.kind == DECODER:
        text = QCoreApplication.translate(
            "TranslateMap",
            "Each row is a word about to be written; columns are the words written before it, after the start <s>.",
        )
    elif lines:
        text = QCoreApplication.translate(
            "TranslateMap",
            "The wider a line, the more the model looked at that source word while writing the target word.",
        )
    else:
        text = QCoreApplication.translate(
            "TranslateMap",
            "Each row is a word of the translation; the brighter a cell, the more the model looked at that source word.",
        )
    removed, view = shown.picture.removed, choice.view
    if len(removed) and (view.hide_special or view.hide_punctuation or (choice.hide_sinks and shown.sinks)):
        text = QCoreApplication.translate(
            "TranslateMap",
            "Hidden tokens held {mean} % of the weight on average, at most {most} %; the rest of each row is scaled to 1.",
        ).format(mean=f"{removed.mean() * 100:.0f}", most=f"{removed.max() * 100:.0f}")
    return text


def sink_sentence(result: Translation, kind: str, sinks: Sequence[Sink]) -> str:
    """What a sink is, said of the strongest; empty without one."""
    if not sinks:
        return ""
    sink, tokens = sinks[0], sides(result, kind)[1]
    text = QCoreApplication.translate(
        "TranslateMap",
        "“{word}” is a sink: it draws {share} % of the weight, but what is read there is short ({norm} of the usual length). "
        "Light on it mostly means “nothing here”.",
    )
    return text.format(word=tokens[sink.key].text, share=f"{sink.share * 100:.0f}", norm=f"{sink.norm:.2f}")


def sink_badge(result: Translation, kind: str, sinks: Sequence[Sink]) -> str:
    """The sinks by name; empty without one."""
    if not sinks:
        return ""
    tokens = sides(result, kind)[1]
    words = " ".join(tokens[sink.key].text for sink in sinks[:3])
    return QCoreApplication.translate("TranslateMap", "sink: {words}").format(words=words)
