"""The best tree against all trees, and roles that are well-formed."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from attnviz.engine.read.trees import best_tree, role_spans

LABELS = ["O", "B-ARG0", "I-ARG0", "B-ARG1", "I-ARG1"]


def is_tree(heads: tuple[int, ...]) -> bool:
    if sum(head == 0 for head in heads) != 1:
        return False
    for word in range(1, len(heads) + 1):
        seen = set()
        while word:
            if word in seen:
                return False
            seen.add(word)
            word = heads[word - 1]
    return True


@pytest.mark.parametrize("seed", range(40))
def test_no_tree_is_better(seed: int) -> None:
    chance = np.random.default_rng(seed)
    count = int(chance.integers(1, 6))
    scores = chance.normal(size=(count, count + 1))
    trees = [heads for heads in itertools.product(range(count + 1), repeat=count) if is_tree(heads)]
    expected = max(sum(scores[i, head] for i, head in enumerate(heads)) for heads in trees)
    found = tuple(best_tree(scores))
    assert is_tree(found)
    assert sum(scores[i, head] for i, head in enumerate(found)) == pytest.approx(expected)


def test_long_sentences_become_trees() -> None:
    scores = np.random.default_rng(1).normal(size=(120, 121))
    assert is_tree(tuple(best_tree(scores)))


@pytest.mark.parametrize("seed", range(10))
def test_roles_follow_the_best_well_formed_path(seed: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(4, len(LABELS)))

    def well_formed(path: tuple[int, ...]) -> bool:
        before = "O"
        for label in (LABELS[i] for i in path):
            if label.startswith("I-") and before[1:] != label[1:]:
                return False
            before = label
        return True

    paths = filter(well_formed, itertools.product(range(len(LABELS)), repeat=4))
    best = max(paths, key=lambda path: sum(scores[i, label] for i, label in enumerate(path)))
    spans = role_spans(scores, LABELS)
    told = ["O"] * 4
    for label, start, end in spans:
        told[start:end] = [f"B-{label}", *[f"I-{label}"] * (end - start - 1)]
    assert told == [LABELS[i] for i in best]
