"""Units of a word aligner: words and characters, and what they say of tokens."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from attnviz.engine.checkpoints import load
from attnviz.paths import asset
from attnviz.training.translator.link_units import characters_of, links_by_units, units_of, words_of

if TYPE_CHECKING:
    from pathlib import Path

PAIRS = [("Bob likes books.", "鲍勃喜欢书。"), ("Ann likes cats.", "安喜欢猫。"), ("Bob has cats.", "鲍勃有猫。")] * 20


def test_pieces_of_a_word_are_one_unit_and_signs_stand_alone():
    texts, tokens = words_of(["▁The", "▁teach", "er", "'", "s", "▁", "Car", "."])
    assert texts == ["the", "teacher", "'", "s", "car", "."]
    assert tokens == [[0], [1, 2], [3], [4], [6], [7]]


def test_characters_of_a_piece_are_units_and_bytes_stay():
    texts, tokens = characters_of(["▁", "老师", "的", "<0xE5>"])
    assert texts == ["老", "师", "的", "<0xE5>"]
    assert tokens == [[1], [1], [2], [3]]


@pytest.mark.parametrize(("side", "text"), [("source", "The “old” cars, 2,450 of them."), ("target", "鲍勃有20本书。")])
def test_units_cover_every_piece_that_has_text(side: str, text: str):
    tokenizer = load(asset("weights", "transformer-en-zh.safetensors")).tokenizers[side]
    ids = tokenizer.ids(text)
    (units,) = units_of(tokenizer, [ids])
    assert {token for group in units.tokens for token in group} == {
        i for i, id in enumerate(ids) if tokenizer.piece(id)
    }
    assert [min(group) for group in units.tokens] == sorted(min(group) for group in units.tokens)


def test_links_are_of_tokens(tmp_path: Path):
    pytest.importorskip("eflomal")
    tokenizers = load(asset("weights", "transformer-en-zh.safetensors")).tokenizers
    source, target = tokenizers["source"], tokenizers["target"]
    sides = [[source.ids(s) for s, _ in PAIRS], [target.ids(t) for _, t in PAIRS]]
    found = links_by_units((source, target), *sides, tmp_path / "links.txt")
    for links, s, t in zip(found, *sides, strict=True):
        assert all(i < len(s) and j < len(t) for i, j in links)
    cats = [(source.piece(sides[0][1][i]), target.piece(sides[1][1][j])) for i, j in found[1]]
    assert ("cats", "猫") in cats
