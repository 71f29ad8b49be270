"""Titles: found by the search of the translators, read once more, partly copied, with the capitals of their text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
import torch

from attnviz import defaults
from attnviz.engine.messages import Refused
from attnviz.engine.model_store import no_progress
from attnviz.engine.read import title
from attnviz.engine.read.messages import Title
from attnviz.engine.read.title_case import forms, with_capitals
from attnviz.engine.session import Session
from attnviz.models.int8 import int8_twin
from tests.tiny.readers import make_readers

if TYPE_CHECKING:
    from attnviz.models.title_writer import TitleWriter

TEXT = "The old man sold his boat to a stranger. In Paris the doctor met the keeper of the lighthouse."


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Session:
    return Session([make_readers(tmp_path_factory.mktemp("models"))])


def test_a_title_is_scored_as_it_was_found(session: Session) -> None:
    result = session.run(Title(TEXT, beams=3))
    best = result.beams[0]
    assert tuple(token.id for token in result.target_tokens) == best.ids
    assert float(result.log_probabilities.sum()) == pytest.approx(best.log_probability, abs=1e-3)
    again = session.run(Title(TEXT, prefix=best.ids))
    assert np.allclose(again.log_probabilities, result.log_probabilities, atol=1e-4)
    for attention in result.attention:
        assert np.allclose(attention.weights.sum(-1), 1, atol=1e-4)
    assert result.text[:1].isupper()


def test_what_is_copied_is_a_share_of_what_is_written(session: Session) -> None:
    result = session.run(Title(TEXT))
    assert ((result.copied >= 0) & (result.copied <= 1)).all()
    ids = {token.id for token in result.source_tokens[1:-1]}
    absent = [i for i, token in enumerate(result.target_tokens) if token.id not in ids]
    assert absent  # its end at least
    assert (result.copied[absent] == 0).all()
    network = session.model(defaults.TITLER).fast_network
    inputs = torch.tensor([[2, *(token.id for token in result.target_tokens[:-1])]])
    source = torch.tensor([[token.id for token in result.source_tokens]])
    with torch.inference_mode():
        state = network.encode(source, torch.ones_like(source, dtype=torch.bool))
        written, _ = network.write(inputs, state)
        assert torch.allclose(network.copying(inputs, state), written.copying, atol=1e-6)


def test_files_are_titled_in_batches_as_one_by_one(session: Session) -> None:
    texts = [TEXT, "", "A woman found a red book on the table.", "1 2 3"]
    found = title.run_many(session, texts, defaults.TITLER, 1, no_progress)
    assert [isinstance(each, Refused) for each in found] == [False, True, False, True]
    alone = title.run_many(session, [texts[2]], defaults.TITLER, 1, no_progress)[0]
    assert isinstance(alone, title.Written)
    assert found[2] == alone._replace(score=found[2].score)  # type: ignore[union-attr]


def test_the_quick_copy_finds_what_the_network_finds_likely(session: Session) -> None:
    network: TitleWriter = session.model(defaults.TITLER).fast_network
    twin = int8_twin(network)
    assert twin is not network
    source = torch.tensor([[2, 9, 10, 11, 12, 3]])
    mask = torch.ones_like(source, dtype=torch.bool)
    with torch.inference_mode():
        exact, _ = network.write(torch.tensor([[2, 7, 8]]), network.encode(source, mask))
        quick, _ = twin.write(torch.tensor([[2, 7, 8]]), twin.encode(source, mask))
    assert torch.allclose(exact.log_probabilities.exp(), quick.log_probabilities.exp(), atol=0.02)


def test_capitals_are_those_of_the_text() -> None:
    known = forms("We study DNA of Paris. Paris is old. The eBay and iPhones. Old men met in Paris, not in the park.")
    assert with_capitals("dna of the old park in paris", known) == "DNA of the old park in Paris"
    assert with_capitals("", known) == ""


def test_words_are_joined_as_in_the_text(session: Session) -> None:
    network = session.model(defaults.TITLER).fast_network
    pieces = session.model(defaults.TITLER).tokenizers["source"]
    source = torch.tensor([[2, *pieces.ids("the zebra saw a cat"), 3]])
    z, e = pieces.id("z"), pieces.id("##e")
    cat, x = pieces.id("cat"), pieces.id("##x")
    writer = title.WholeWords(network, pieces)
    with torch.inference_mode():
        state = writer.encode(source, torch.ones_like(source, dtype=torch.bool))
        after_z, _, _ = writer.step(torch.tensor([z]), state)
        after_cat, _, _ = writer.step(torch.tensor([cat]), state)
        plain, _, _ = network.step(torch.tensor([cat]), state)
    possible = (after_z[0] > title.NOT_A_WORD).nonzero().flatten().tolist()
    assert possible == [e]  # as in "zebra"
    assert after_cat[0, x] == title.NOT_A_WORD
    words = [i for i, piece in enumerate(pieces.pieces) if not piece.startswith("##")]
    assert torch.equal(after_cat[0, words], plain[0, words])
