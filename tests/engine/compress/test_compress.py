"""Compressed copies: they compute with rounded weights, are as large as their file, and answer a slice at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
import torch

from attnviz.engine import checkpoints, packed_tensors
from attnviz.engine.compress import compress
from attnviz.engine.compress.compress import Sample, sample
from attnviz.engine.compress.messages import (
    BITS,
    CompareCompressed,
    CompressedFigure,
    Compression,
    MeasureCompressed,
    RankedHeads,
    RankHeads,
)
from attnviz.engine.compress.variants import KEPT, size, variant
from attnviz.engine.messages import Refused
from attnviz.engine.model_store import no_progress
from attnviz.engine.session import Session
from attnviz.engine.translate.messages import Translate
from attnviz.engine.translate.tokenizer import EOS
from attnviz.models.pretrained_features import FROZEN
from attnviz.models.quantization import rounded
from tests.tiny.transformer import ID, write_transformer
from tests.tiny.translator import make_models

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "The cat is on the mat."
FEW = Sample(["The cat.", "I am hungry.", "The dog sleeps."], [["Le chat."], ["J'ai faim."], ["Le chien dort."]])


@pytest.fixture
def session(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Session:
    """Tiny translators of both kinds, measured on three sentences."""
    make_models(tmp_path)
    write_transformer(tmp_path, d_model=32)
    monkeypatch.setattr(compress, "sample", lambda languages: FEW)
    return Session([tmp_path])


def finished(session: Session, request: MeasureCompressed | RankHeads) -> CompressedFigure | RankedHeads:
    """Ask until all is known."""
    answer = session.run(request)
    while answer.share < 1:
        earlier, answer = answer.share, session.run(request)
        assert answer.share > earlier
    return answer


@pytest.mark.parametrize("language", ["fr", "de", "zh"])
def test_sentences_ship_for_every_language(language: str) -> None:
    given = sample(("en", language))
    assert len(given.sentences) == len(set(given.sentences)) == 240
    assert all(group and all(group) for group in given.references)


@pytest.mark.parametrize("bits", BITS)
def test_a_copy_computes_with_rounded_weights(session: Session, bits: int) -> None:
    plain = session.model(ID).network.state_dict()
    few = packed_tensors.matrices(plain, bits)
    for name, tensor in variant(session, ID, bits, no_progress).network.state_dict().items():
        assert torch.equal(tensor, rounded(plain[name], few.get(name, 16)))
    assert session.model(ID).network.state_dict()["source_embedding.weight"].equal(plain["source_embedding.weight"])


@pytest.mark.parametrize("bits", BITS)
def test_it_is_as_large_as_its_file_without_the_header(session: Session, tmp_path: Path, bits: int) -> None:
    loaded = session.model(ID)
    few = {name: each for name, each in packed_tensors.matrices(loaded.network.state_dict(), bits).items() if each < 16}
    path = tmp_path / "written.safetensors"
    checkpoints.save(path, loaded.network, "transformer", loaded.tokenizers, {}, bits=few)
    header = 8 + int.from_bytes(path.read_bytes()[:8], "little")
    assert size(loaded, Compression(bits)) == path.stat().st_size - header


def test_a_pretrained_encoder_is_neither_rounded_nor_counted() -> None:
    session, id = Session(), "transformer-en-fr"
    loaded = session.model(id)
    plain, few = (each.network.state_dict() for each in (loaded, variant(session, id, 2, no_progress)))
    left = {name for name, tensor in plain.items() if torch.equal(tensor, few[name])}
    assert {name for name in plain if name.startswith(FROZEN)} <= left
    assert "pretrained.project.weight" not in left
    frozen = sum(tensor.numel() for name, tensor in plain.items() if name.startswith(FROZEN))
    assert size(loaded, Compression()) < 2.1 * (loaded.about.parameters - frozen)


def test_pruned_heads_take_their_weights_along(session: Session) -> None:
    loaded = session.model(ID)
    one, two = ("cross_attention", 0, 1), ("encoder_self_attention", 1, 0)
    whole = size(loaded, Compression())
    width, head = 32, 8
    of_a_head = 2 * (4 * width * head + 3 * head)  # W_Q, W_K, W_V and W_O, three biases
    assert whole - size(loaded, Compression(16, (one,))) == of_a_head
    assert whole - size(loaded, Compression(16, (one, two))) == 2 * of_a_head


def test_only_a_few_copies_are_kept(session: Session) -> None:
    for bits in BITS:
        variant(session, ID, bits, no_progress)
    assert len(session.variants) == KEPT
    session.forget(ID)
    assert not session.variants


def test_both_translations_and_a_map_of_the_same_words_are_given(session: Session) -> None:
    request = CompareCompressed(TEXT, ID, Compression(2), beams=2)
    told = session.run(request)
    alone = session.run(Translate(TEXT, ID, beams=2))
    assert told.original.text == alone.text
    assert np.array_equal(told.original.attention[0].weights, alone.attention[0].weights)
    if told.original.beams[0].ids[-1] == EOS:
        words = [[token.text for token in each.target_tokens] for each in (told.original, told.read)]
        assert words[0] == words[1]
    first, second = (each.attention[1].weights for each in (told.original, told.read))  # the encoder's
    assert not np.allclose(first, second, atol=1e-4)
    same = session.run(CompareCompressed(TEXT, ID, Compression(), beams=2))
    assert np.allclose(same.original.attention[0].weights, same.read.attention[0].weights, atol=1e-5)


def test_figures_are_measured_a_slice_at_a_time(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compress, "TOGETHER", 1)
    request = MeasureCompressed(ID, Compression(4), seconds=0.0)
    first = session.run(request)
    assert (first.done, first.of) == (1, 3)
    last = finished(session, request)
    assert (last.done, last.share) == (3, 1.0)
    again = finished(session, MeasureCompressed(ID, Compression(4)))
    assert again.quality == last.quality
    assert last.bytes == size(session.model(ID), Compression(4))


def test_heads_are_ranked_by_what_their_absence_costs(session: Session) -> None:
    ranked = finished(session, RankHeads(ID, seconds=0.0))
    assert isinstance(ranked, RankedHeads)
    assert len(ranked.heads) == len(set(ranked.heads)) == 3 * 2 * 4
    assert list(ranked.costs) == sorted(ranked.costs)
    assert not ranked.costs.flags.writeable
    every = finished(session, MeasureCompressed(ID, Compression(16, ranked.heads[:-1])))
    assert every.bytes < size(session.model(ID), Compression())


def test_what_cannot_be_compressed_is_refused(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Refused) as caught:
        session.run(RankHeads("rnn-en-fr"))
    assert caught.value.code == "no_heads"
    monkeypatch.setattr(compress, "sample", sample)
    with pytest.raises(Refused) as caught:
        sample(("xx", "yy"))
    assert caught.value.code == "no_sample"
    with pytest.raises(Refused) as caught:
        session.run(CompareCompressed("", ID, Compression(4)))
    assert caught.value.code == "text_empty"
