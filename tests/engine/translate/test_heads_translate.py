"""Translating with a Transformer: every layer and head is returned, and what is switched off takes no part."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from attnviz.engine.attention.messages import CROSS, DECODER, ENCODER
from attnviz.engine.session import Session
from attnviz.engine.translate.messages import Translate, Translation
from attnviz.engine.translate.tokenizer import EOS
from tests.tiny.transformer import ID, write_transformer

if TYPE_CHECKING:
    from pathlib import Path

CAT, DOG = "The cat is on the mat.", "The dog is on the mat."
LAYERS, HEADS = 2, 4


def every(*kinds: str) -> tuple[tuple[str, int, int], ...]:
    return tuple((kind, layer, head) for kind in kinds for layer in range(LAYERS) for head in range(HEADS))


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Session:
    folder = tmp_path_factory.mktemp("transformer")
    write_transformer(folder)
    return Session([folder])


def codes(result: Translation) -> list[str]:
    return [note.code for note in result.notes]


def forced(session: Session, text: str, ids: tuple[int, ...], **changes: object) -> Translation:
    """Read exactly these target ids."""
    return session.run(Translate(text, ID, prefix=ids, **changes))  # type: ignore[arg-type]


@pytest.mark.parametrize("beams", [1, 3])
def test_all_attention_of_all_layers_is_there(session: Session, beams: int) -> None:
    result = session.run(Translate(CAT, ID, beams=beams))
    s, t = len(result.source_tokens), len(result.target_tokens)
    assert [attention.kind for attention in result.attention] == [CROSS, ENCODER, DECODER]
    assert len(result.beams) == beams
    for attention, (queries, keys) in zip(result.attention, ((t, s), (s, s), (t, t)), strict=True):
        assert attention.weights.shape == attention.norms.shape == (LAYERS, HEADS, queries, keys)
        np.testing.assert_allclose(attention.weights.sum(-1), 1, atol=1e-5)
        assert attention.value_norms is not None
        assert (attention.value_norms > 0).all()
        assert not attention.weights.flags.writeable
        assert not attention.value_norms.flags.writeable
    assert (np.triu(result.attention[2].weights, 1) == 0).all()


def test_a_given_target_is_read(session: Session) -> None:
    result = session.run(Translate(CAT, ID, target="Le chat est sur le tapis."))
    assert result.text == "Le chat est sur le tapis."
    assert result.beams == ()
    again = forced(session, CAT, tuple(token.id for token in result.target_tokens))
    np.testing.assert_allclose(again.log_probabilities, result.log_probabilities)


def test_a_prefix_is_kept(session: Session) -> None:
    ids = tuple(token.id for token in session.run(Translate(CAT, ID, target="Le chien")).target_tokens[:-1])
    result = session.run(Translate(CAT, ID, prefix=ids, beams=2))
    assert all(beam.ids[: len(ids)] == ids for beam in result.beams)


def test_without_cross_attention_the_source_is_unseen(session: Session) -> None:
    ids = tuple(token.id for token in session.run(Translate(CAT, ID, target="Le chat dort.")).target_tokens)
    cat, dog = (forced(session, text, ids, heads_off=every(CROSS)) for text in (CAT, DOG))
    assert "source_unseen" in codes(cat)
    np.testing.assert_allclose(cat.log_probabilities, dog.log_probabilities, atol=1e-6)
    seen = forced(session, DOG, ids)
    assert np.abs(seen.log_probabilities - dog.log_probabilities).max() > 1e-3


@pytest.mark.parametrize("kind", [CROSS, ENCODER, DECODER])
def test_one_head_off_changes_what_comes_after_it(session: Session, kind: str) -> None:
    ids = tuple(token.id for token in session.run(Translate(CAT, ID, target="Le chat dort.")).target_tokens)
    on, off = forced(session, CAT, ids), forced(session, CAT, ids, heads_off=((kind, 1, 2),))
    assert np.abs(on.log_probabilities - off.log_probabilities).max() > 1e-5
    before, after = (next(a.weights for a in result.attention if a.kind == kind) for result in (on, off))
    np.testing.assert_array_equal(before, after)  # it lies in the last layer: nothing of its kind comes after


def test_search_and_reading_switch_off_the_same_heads(session: Session) -> None:
    off = (*every(ENCODER), (CROSS, 0, 1), (DECODER, 1, 3))
    result = session.run(Translate(CAT, ID, heads_off=off))
    read = forced(session, CAT, result.beams[0].ids, heads_off=off) if result.beams[0].ids[-1] == EOS else result
    assert result.beams[0].log_probability == pytest.approx(float(read.log_probabilities.sum()), rel=0.05)


def test_all_heads_may_be_off(session: Session) -> None:
    result = session.run(Translate(CAT, ID, heads_off=every(CROSS, ENCODER, DECODER)))
    assert "all_heads_off" in codes(result)
    assert np.isfinite(result.log_probabilities).all()


def test_heads_that_a_model_lacks_are_told_and_ignored(session: Session, tiny: Session) -> None:
    plain = session.run(Translate(CAT, ID))
    off = (("cross_attention", 9, 0), ("cross_attention", 0, -1), ("odd", 0, 0))
    result = session.run(Translate(CAT, ID, heads_off=off))
    assert result.notes[0].code == "heads_ignored"
    assert result.notes[0].parameters == {"heads": 3}
    np.testing.assert_array_equal(result.log_probabilities, plain.log_probabilities)
    recurrent = tiny.run(Translate(CAT, "rnn-en-fr", heads_off=((CROSS, 0, 0),)))
    assert "heads_ignored" in codes(recurrent)
    assert recurrent.attention[0].norms is recurrent.attention[0].weights


def test_more_words_than_places_are_cut_and_told(tmp_path: Path) -> None:
    write_transformer(tmp_path, longest=20, card={"longest_trained": 10})
    session = Session([tmp_path])
    result = session.run(Translate("cat " * 50, ID, target="chat " * 50))
    assert len(result.source_tokens) <= 20
    assert len(result.target_tokens) <= 20
    assert codes(result) == ["text_cut", "longer_than_trained", "target_cut"]
    assert len(session.run(Translate("cat " * 50, ID, beams=2)).target_tokens) <= 20
    long = tuple([9] * 30)
    assert len(session.run(Translate("cat", ID, prefix=long)).target_tokens) <= 20
    assert len(session.run(Translate("cat", ID, prefix=(*long, EOS))).target_tokens) <= 20
