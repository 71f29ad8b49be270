"""Several targets read as one prefix tree: a beginning that they share is read once, and each reads as it does alone."""

from __future__ import annotations

from typing import Any

import pytest
import torch

from attnviz.models.prefix_tree import prefix_tree
from attnviz.models.transformer import ByKind
from tests.models.test_decoding import tiny
from tests.models.test_reader import titles
from tests.models.test_transformer import made

SOURCE = [6, 9, 8, 7, 4]
TARGETS = [[1, 5, 6, 7, 8], [1, 5, 6, 9], [1, 5, 6, 7, 8, 8], [1, 6], [1, 5, 6, 7, 8]]


def test_the_tree_has_every_beginning_once() -> None:
    tree = prefix_tree(TARGETS)
    beginnings = {tuple(target[:length]) for target in TARGETS for length in range(1, len(target) + 1)}
    assert tree.tokens.shape == (1, len(beginnings))
    padded = [target + target[-1:] * (6 - len(target)) for target in TARGETS]
    assert tree.tokens[0][tree.paths].tolist() == padded
    assert [padded[i // 6][i % 6] for i in tree.first.tolist()] == tree.tokens[0].tolist()
    for target, path in zip(TARGETS, tree.paths.tolist(), strict=True):
        for place, node in enumerate(path[: len(target)]):
            assert tree.places[node] == place
            assert tree.before[node].nonzero().flatten().tolist() == path[: place + 1]


@pytest.mark.parametrize("name", ["transformer", "sinusoidal", "heads off", "additive", "none", "lstm", "titles"])
def test_targets_of_a_tree_read_as_they_do_alone(name: str) -> None:
    network: Any
    if name == "titles":
        network = titles()
    elif name in ("additive", "none", "lstm"):
        network = tiny("none" if name == "none" else "additive", "lstm" if name == "lstm" else "gru")
    else:
        network = made(positions="sinusoidal" if name == "sinusoidal" else "learned", longest=7)
    source = torch.tensor([SOURCE])
    on = None
    if name == "heads off":
        on = ByKind(*(torch.ones(1, 2, 4) for _ in range(3)))
        for kind in on:
            kind[0, 1, 2] = 0
    with torch.no_grad():
        encoded = network.encode_with_weights(source, torch.ones_like(source, dtype=torch.bool), on)
        tree = prefix_tree(TARGETS)
        logits, weights, norms = network.decode_with_weights(encoded, tree.tokens, tree)
        for target, path in zip(TARGETS, tree.paths, strict=True):
            nodes = path[: len(target)]
            alone, its_weights, its_norms = network.decode_with_weights(encoded, torch.tensor([target]))
            torch.testing.assert_close(logits[:, nodes], alone, atol=1e-5, rtol=1e-4)
            seen = weights.cross_attention[:, :, :, nodes]
            torch.testing.assert_close(seen, its_weights.cross_attention, atol=1e-6, rtol=1e-5)
            if norms is None:
                continue
            before = weights.decoder_self_attention[:, :, :, nodes]
            torch.testing.assert_close(before[..., nodes], its_weights.decoder_self_attention, atol=1e-6, rtol=1e-5)
            torch.testing.assert_close(before.sum(-1), before[..., nodes].sum(-1))  # nothing outside its path
            its = norms.decoder_self_attention[..., nodes]
            torch.testing.assert_close(its, its_norms.decoder_self_attention, atol=1e-6, rtol=1e-5)
