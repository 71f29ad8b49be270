"""What is done to a map between the model and the eye: words, hiding, strongest links. Numpy only, so the ui may call it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from attnviz.engine.attention.messages import ENCODER, Attention, Token
from attnviz.lazy_numpy import np

if TYPE_CHECKING:
    from collections.abc import Sequence

WORD_MARK, LATER_PART = "▁", "·"  # stand for tokens that write nothing


def entropy(weights: np.ndarray) -> np.ndarray:
    """Shannon entropy in bits of each row: [..., S] -> [...]; 0 log 0 = 0."""
    weights = np.asarray(weights, np.float64)
    return -(weights * np.log2(np.where(weights > 0, weights, 1.0))).sum(-1).astype(np.float32)


def word_groups(tokens: Sequence[Token]) -> list[list[int]]:
    """Indices of the tokens of each word; a special token stands alone."""
    groups: list[list[int]] = []
    for i, token in enumerate(tokens):
        if not groups or token.starts_word or token.kind != tokens[i - 1].kind:
            groups.append([])
        groups[-1].append(i)
    return groups


def merge(weights: np.ndarray, rows: Sequence[Sequence[int]], columns: Sequence[Sequence[int]]) -> np.ndarray:
    """[T, S] -> [rows, columns]: sum over the source pieces of a word, mean over its target pieces, so rows still sum to 1."""
    merged: np.ndarray = _members(rows, len(weights), mean=True) @ weights @ _members(columns, weights.shape[1]).T
    return merged


def _members(groups: Sequence[Sequence[int]], count: int, *, mean: bool = False) -> np.ndarray:
    """float32 [groups, count]: 1 where a token is in a group, or with ``mean`` its share of the group."""
    found = np.zeros((len(groups), count), np.float32)
    for row, group in zip(found, groups, strict=True):
        row[list(group)] = 1 / len(group) if mean else 1
    return found


@dataclass(frozen=True)
class MapView:
    """How to see an alignment; ``strongest`` links a row and ``threshold`` (0..1) leave weaker ones out of the lines.

    ``layer`` and ``head`` count from 0; of a model that has fewer, the last is meant. ``heads`` are (layer, head) pairs
    whose mean is shown instead. ``kind`` names the attention; ``shift`` reads a target token at the step where it goes in,
    not where it comes out; ``norms`` shows ‖α f(x)‖, each row as shares, instead of weights α.
    """

    words: bool = True
    hide_special: bool = False
    hide_punctuation: bool = False
    threshold: float = 0.0
    strongest: int = 0  # 0 = all
    layer: int = 0
    head: int = 0
    kind: str = "cross_attention"
    heads: tuple[tuple[int, int], ...] = ()
    shift: bool = False
    norms: bool = False


@dataclass(frozen=True, eq=False)
class MapPicture:
    """An alignment ready to draw: labels and weights [rows, columns], the token indices behind each row and column,
    ``removed`` [rows]: the share of each row's weight that stood on hidden columns before renormalising, and ``links``
    [rows, columns] bool: which weights pass the threshold and the strongest-k choice."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    weights: np.ndarray
    row_tokens: tuple[tuple[int, ...], ...]
    column_tokens: tuple[tuple[int, ...], ...]
    removed: np.ndarray
    links: np.ndarray


def rows_as_shares(values: np.ndarray) -> np.ndarray:
    """Each row divided by its sum; a row of zeros stays one."""
    total = values.sum(-1, keepdims=True)
    return np.divide(values, total, out=np.zeros_like(values), where=total > 1e-12)


def shifted(weights: np.ndarray) -> np.ndarray:
    """[..., T, S]: each target token's row taken from the step where the token goes in, which is the next one; the last
    token never goes in and keeps its row. Chen et al. 2020 (2004.14675).
    """
    return np.concatenate((weights[..., 1:, :], weights[..., -1:, :]), -2)


def mean_of(values: np.ndarray, heads: Sequence[tuple[int, int]]) -> np.ndarray:
    """The mean of exactly these (layer, head) maps out of [layer, head, query, key]; of a model with fewer, the last is meant."""
    layers, count = values.shape[:2]
    chosen = dict.fromkeys((min(layer, layers - 1), min(head, count - 1)) for layer, head in heads)
    return np.stack([values[pair] for pair in chosen]).mean(0)


def chosen_map(attention: Attention, view: MapView) -> np.ndarray:
    """The map [query, key] that ``view`` names out of the attention of its kind; rows sum to 1.

    Norms of several heads are averaged before each row becomes shares, so that a head which brings more counts for more.
    """
    values = attention.norms if view.norms else attention.weights
    chosen = mean_of(values, view.heads or ((view.layer, view.head),))
    if view.norms:
        chosen = rows_as_shares(chosen)
    return shifted(chosen) if view.shift and attention.kind != ENCODER else chosen


def links(weights: np.ndarray, *, threshold: float = 0.0, strongest: int = 0) -> np.ndarray:
    """Which weights to draw as lines: at least ``threshold`` and above 0, and among the ``strongest`` of their row (0 = all)."""
    chosen = (weights >= threshold) & (weights > 0)
    if 0 < strongest < weights.shape[1]:
        order = np.argsort(-weights, axis=1, kind="stable")[:, :strongest]
        kept = np.zeros_like(chosen)
        np.put_along_axis(kept, order, True, axis=1)
        chosen &= kept
    return chosen


def _with_text(tokens: Sequence[Token], group: Sequence[int]) -> list[int]:
    """The tokens of a word that write something: a lone word mark has no say in the mean of its word."""
    return [i for i in group if tokens[i].start < tokens[i].end] or list(group)


def _label(tokens: Sequence[Token], group: Sequence[int]) -> str:
    """What they write; a token that writes nothing is a lone word mark, or a later part of the character before it."""
    text = "".join(tokens[i].text for i in group).strip()
    first = group[0]
    later = first > 0 and tokens[first - 1].kind != "special" and tokens[first].end <= tokens[first - 1].end
    return text or (LATER_PART if later else WORD_MARK)


def picture(
    weights: np.ndarray, target: Sequence[Token], source: Sequence[Token], view: MapView = MapView()
) -> MapPicture:
    """Weights [T, S] with their tokens -> what ``view`` asks to see. Hidden columns are taken out and rows renormalised;
    hidden rows are left out; a row all of whose weight was hidden is shown as zeros with ``removed`` = 1."""

    hidden = {kind for kind, hide in (("special", view.hide_special), ("punctuation", view.hide_punctuation)) if hide}

    def shown(tokens: Sequence[Token]) -> list[list[int]]:
        groups = word_groups(tokens) if view.words else [[i] for i in range(len(tokens))]
        return [group for group in groups if any(tokens[i].kind not in hidden for i in group)]

    rows, columns = shown(target), shown(source)
    merged = np.zeros((len(rows), len(columns)), np.float32)
    if rows and columns:
        merged[:] = merge(np.asarray(weights, np.float32), [_with_text(target, group) for group in rows], columns)
    kept = merged.sum(1, keepdims=True)
    merged = np.divide(merged, kept, out=np.zeros_like(merged), where=kept > 1e-6)
    return MapPicture(
        rows=tuple(_label(target, group) for group in rows),
        columns=tuple(_label(source, group) for group in columns),
        weights=merged,
        row_tokens=tuple(map(tuple, rows)),
        column_tokens=tuple(map(tuple, columns)),
        removed=np.clip(1 - kept[:, 0], 0, 1),
        links=links(merged, threshold=view.threshold, strongest=view.strongest),
    )
