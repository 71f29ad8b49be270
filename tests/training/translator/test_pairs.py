"""Reading pairs, and batches that hold every pair once in an order that the seed decides."""

from __future__ import annotations

import gzip
from collections import Counter
from functools import partial
from typing import TYPE_CHECKING

import pytest

from attnviz.engine.translate.tokenizer import BOS, EOS, Tokenizer
from attnviz.training.translator.pairs import (
    DataError,
    EncodedPair,
    PairBatches,
    find,
    group_references,
    join,
    read_pairs,
    tensors,
    words,
)
from tests.training.conftest import made_pairs, write_pairs

if TYPE_CHECKING:
    from pathlib import Path

zipped = partial(gzip.compress, mtime=0)  # the same in every process: these bytes name tests


@pytest.fixture(scope="module")
def batches() -> PairBatches:
    pairs = made_pairs(300, 3)
    source = Tokenizer.train([s for s, _ in pairs], vocabulary=300)
    target = Tokenizer.train([t for _, t in pairs], vocabulary=300)
    return PairBatches(pairs, source, target, tokens=200)


def flat(epoch: list[list[tuple[list[int], list[int]]]]) -> list[str]:
    return sorted(str(pair) for batch in epoch for pair in batch)


def test_an_epoch_holds_every_pair_once_in_small_enough_batches(batches: PairBatches) -> None:
    epoch = batches.epoch(1, 0)
    assert sum(map(len, epoch)) == 300
    assert flat(epoch) == flat(batches.epoch(1, 1)) == flat(batches.epoch(2, 0))
    assert all(len(batch) == 1 or len(batch) * max(len(pair.target) for pair in batch) <= 200 for batch in epoch)


def test_the_seed_and_the_epoch_decide_the_order(batches: PairBatches) -> None:
    assert batches.epoch(1, 0) == batches.epoch(1, 0)
    assert batches.epoch(1, 0) != batches.epoch(1, 1)
    assert batches.epoch(1, 0) != batches.epoch(2, 0)


def test_words_split_anew_each_epoch_still_say_the_same() -> None:
    pairs = made_pairs(100, 3)
    tokenizer = Tokenizer.train([text for pair in pairs for text in pair], vocabulary=300)
    batches = PairBatches(pairs, tokenizer, tokenizer, tokens=200)
    first, second = (batches.epoch(1, epoch, sampled=0.2) for epoch in (0, 1))
    assert first == batches.epoch(1, 0, sampled=0.2)
    assert flat(first) != flat(second)
    for epoch in (first, second):
        said = [(tokenizer.decode(p.source), tokenizer.decode(p.target)) for batch in epoch for p in batch]
        assert sorted(said) == sorted(pairs)


@pytest.mark.parametrize(
    ("language", "text", "parted"),
    [
        ("fr", "L'homme d’or, aujourd'hui.", "l' homme d' or , aujourd' hui ."),
        ("en", "The man's dog (big).", "the man's dog ( big ) ."),
    ],
)
def test_words_stand_apart_as_published_systems_read_them(language: str, text: str, parted: str) -> None:
    assert words(text, language) == parted


def test_a_batch_is_padded_and_shifted_by_one(batches: PairBatches) -> None:
    pairs = batches.epoch(1, 0)[0]
    batch = tensors(pairs)
    for i, (source, target, _) in enumerate(pairs):
        assert batch.source[i][batch.src_mask[i]].tolist() == source
        assert source[-1] == EOS
        assert (target[0], target[-1]) == (BOS, EOS)
        assert batch.inputs[i, : len(target) - 1].tolist() == target[:-1]
        assert batch.outputs[i, : len(target) - 1].tolist() == target[1:]
        assert not batch.outputs[i, len(target) - 1 :].any()


def test_pairs_are_read_both_ways_and_found_in_the_text_folder(tmp_path: Path) -> None:
    (tmp_path / "text").mkdir()
    pairs = [("a b", "ä ß"), ("", "猫"), ("x", "y\u2028z")]
    write_pairs(tmp_path / "text" / "p.tsv.gz", pairs)
    assert read_pairs(find(tmp_path, "p.tsv.gz")) == pairs
    assert read_pairs(find(tmp_path, "p.tsv.gz"), reverse=True) == [(t, s) for s, t in pairs]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (zipped(b"a\tb\nonly one\n"), "line 2: 2 columns expected, 1 found"),
        (zipped(b"a\tb\tc\n"), "line 1: 2 columns expected, 3 found"),
        (zipped(b"a\tb\n" * 999)[:-20], "not a whole gzipped UTF-8 file"),
        (zipped(b"\xff\xfe\t\x80\n"), "not a whole gzipped UTF-8 file"),
        (b"a\tb\n", "not a whole gzipped UTF-8 file"),
    ],
)
def test_a_broken_file_is_told_in_one_sentence(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "bad.tsv.gz"
    path.write_bytes(content)
    with pytest.raises(DataError, match=said):
        read_pairs(path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"nothing\.tsv\.gz"):
        find(tmp_path, "nothing.tsv.gz")


def test_references_are_grouped_by_source_in_order() -> None:
    assert group_references([("a", "1"), ("b", "2"), ("a", "3")]) == (["a", "b"], [["1", "3"], ["2"]])


def test_joined_pairs_are_read_as_one_text_and_their_links_follow() -> None:
    first = EncodedPair([5, 6, EOS], [BOS, 7, EOS], frozenset({(1, 0)}))
    second = EncodedPair([8, EOS], [BOS, 9, 4, EOS], frozenset({(0, 1)}))
    assert join(first, second) == EncodedPair([5, 6, 8, EOS], [BOS, 7, 9, 4, EOS], frozenset({(1, 0), (2, 2)}))


def test_an_epoch_with_joined_pairs_loses_no_token(batches: PairBatches) -> None:
    def content(epoch: list[list[EncodedPair]]) -> list[int]:
        return sorted(id for batch in epoch for pair in batch for id in pair.source if id != EOS)

    joined = batches.epoch(1, 0, joined=0.5)
    assert content(joined) == content(batches.epoch(1, 0))
    assert 150 <= sum(map(len, joined)) < 250
    assert joined == batches.epoch(1, 0, joined=0.5)


def test_varied_pairs_have_the_links_of_unchanged_texts_alone() -> None:
    pairs = made_pairs(100, 3)
    tokenizer = Tokenizer.train([text for pair in pairs for text in pair], vocabulary=300)
    batches = PairBatches(pairs, tokenizer, tokenizer, tokens=200)
    batches.link(lambda sources, targets: [{(0, 0)}] * len(sources))
    epoch = batches.epoch(1, 0, varied=(0.5, lambda source, target, draw: (source + " x", target)))
    links = {bool(pair.links) for batch in epoch for pair in batch if tokenizer.decode(pair.source).endswith("x")}
    assert links == {False}
    assert all(pair.links for batch in batches.epoch(1, 0) for pair in batch)


def test_long_pairs_are_learned_twice_with_their_links() -> None:
    short = made_pairs(100, 3)
    pairs = short + [(" ".join([source] * 3), target) for source, target in short]
    tokenizer = Tokenizer.train([text for pair in pairs for text in pair], vocabulary=300)
    batches = PairBatches(pairs, tokenizer, tokenizer, tokens=200)
    batches.link(lambda sources, targets: [{(0, 0)}] * len(sources))
    longest = max(len(source.split()) for source, _ in short)
    batches.repeat(longest + 1)
    times = Counter(tokenizer.decode(pair.source) for batch in batches.epoch(1, 0) for pair in batch if pair.links)
    once = Counter(source for source, _ in pairs)
    assert times == {source: n * (2 if len(source.split()) > longest else 1) for source, n in once.items()}
