"""From scores of heads to a tree, from labels of words to roles: the best that is well-formed.

The tree is the maximum spanning arborescence with one root (Chu & Liu 1965, Edmonds 1967; McDonald et al. 2005), the roles the best
path on which an inside label follows only its own beginning (Viterbi).
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

NEVER = -1e9


def best_tree(scores: NDArray[np.float64]) -> list[int]:
    """Scores [W, 1 + W] of each word's head (column 0: the root) -> the head of each word, 0 or 1 … W, as a tree under one root."""
    count = len(scores)
    full = np.full((count + 1, count + 1), NEVER)
    full[1:] = np.maximum(scores, NEVER)
    np.fill_diagonal(full, NEVER)
    greedy = full[1:].argmax(1)
    if (greedy == 0).sum() == 1 and _cycle(np.concatenate(([0], greedy))) is None:
        return greedy.tolist()
    best, found = -np.inf, greedy
    for root in range(1, count + 1):  # one word alone hangs on the root
        if full[root, 0] + np.delete(full[1:], root - 1, 0).max(1).sum() <= best:
            continue  # not even the best heads of all others would make it better
        single = full.copy()
        single[1:, 0] = NEVER
        single[root] = NEVER
        single[root, 0] = full[root, 0]
        heads = _arborescence(single)
        total = single[np.arange(1, count + 1), heads[1:]].sum()
        if total > best:
            best, found = total, heads[1:]
    return found.tolist()


def _cycle(heads: NDArray[np.int64]) -> list[int] | None:
    """The nodes of a cycle among these heads; node 0 is the root."""
    state = np.zeros(len(heads), int)  # the walk that first saw each node
    state[0] = -1
    for start in range(1, len(heads)):
        node = start
        while state[node] == 0:
            state[node] = start
            node = int(heads[node])
        if state[node] == start:
            cycle, at = [node], int(heads[node])
            while at != node:
                cycle.append(at)
                at = int(heads[at])
            return cycle
    return None


def _arborescence(scores: NDArray[np.float64]) -> NDArray[np.int64]:
    """Scores [N, N] (dependent, head) -> the head of each node but 0 (whose entry is 0), a tree."""
    heads = scores.argmax(1)
    heads[0] = 0
    cycle = _cycle(heads)
    if cycle is None:
        return heads
    rest = [node for node in range(len(scores)) if node not in cycle]  # begins with the root
    inner = scores[cycle, heads[cycle]]
    entering = scores[np.ix_(cycle, rest)] - inner[:, None]  # what it costs to enter the cycle at a node
    small = np.full((len(rest) + 1, len(rest) + 1), NEVER)
    small[:-1, :-1] = scores[np.ix_(rest, rest)]
    small[-1, :-1] = entering.max(0)
    small[:-1, -1] = scores[np.ix_(rest, cycle)].max(1)
    small[0] = NEVER
    of_small = _arborescence(small)
    for i, node in enumerate(rest[1:], 1):
        into = int(of_small[i])
        heads[node] = rest[into] if into < len(rest) else cycle[int(scores[node, cycle].argmax())]
    outside = int(of_small[-1])
    broken = cycle[int(entering[:, outside].argmax())]
    heads[broken] = rest[outside]
    return heads


def role_spans(scores: NDArray[np.float64], labels: Sequence[str]) -> list[tuple[str, int, int]]:
    """Scores [W, S] of labels (O, B-…, I-…) -> the roles (label, first word, word after the last) of the best well-formed path."""
    begins, follows = _may_follow(tuple(labels))
    total = scores[0] + begins
    back = []
    for row in scores[1:]:
        ways = total[:, None] + follows
        back.append(ways.argmax(0))
        total = ways.max(0) + row
    path = [int(total.argmax())]
    for before in reversed(back):
        path.append(int(before[path[-1]]))
    spans: list[tuple[str, int, int]] = []
    for word, label in enumerate(labels[i] for i in reversed(path)):
        if label.startswith("B-"):
            spans.append((label[2:], word, word + 1))
        elif label.startswith("I-"):
            spans[-1] = (*spans[-1][:2], word + 1)
    return spans


@lru_cache(4)
def _may_follow(labels: tuple[str, ...]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """0 where a label may begin [S], and follow another [S, S] (from row to column), ``NEVER`` elsewhere."""
    begins, follows = np.zeros(len(labels)), np.zeros((len(labels), len(labels)))
    for j, label in enumerate(labels):
        if label.startswith("I-"):
            begins[j] = follows[:, j] = NEVER
            follows[[i for i, before in enumerate(labels) if before[2:] == label[2:] and before != "O"], j] = 0
    return begins, follows
