"""Aligning with a Transformer: by the map that its card names, batch by batch as one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from attnviz.engine.attention.head_statistics import best_map
from attnviz.engine.attention.maps import MapView, chosen_map
from attnviz.engine.messages import Refused
from attnviz.engine.session import Session
from attnviz.engine.translate.align import WordAlignment, align_all
from attnviz.engine.translate.batch import translate_all
from attnviz.engine.translate.messages import Translate
from tests.tiny.transformer import ID, write_transformer

if TYPE_CHECKING:
    from pathlib import Path

TEXTS = ["The cat is on the mat.", "I am hungry.", "Where is the black cat?"]


@pytest.mark.parametrize("norms", [False, True])
@pytest.mark.parametrize("shift", [False, True])
def test_many_lines_show_the_map_that_one_shows(tmp_path: Path, shift: bool, norms: bool) -> None:
    card = {"alignment": {"layer": 1, "heads": [0, 3], "shift": shift, "norms": norms}}
    write_transformer(tmp_path, card=card, longest=60)
    session = Session([tmp_path])
    view = best_map(card, 2, 4).view
    for answer in translate_all(session.model(ID), TEXTS, beams=1):
        assert len(answer.target_tokens) <= 60
        ids = tuple(token.id for token in answer.target_tokens)
        shown = session.run(Translate(answer.source, ID, prefix=ids))
        if len(shown.target_tokens) == len(ids):  # it ended by itself
            np.testing.assert_allclose(answer.alignment, chosen_map(shown.attention[0], view), atol=1e-5)
            np.testing.assert_allclose(answer.log_probabilities, shown.log_probabilities, atol=1e-4)


def test_pairs_are_aligned_by_the_card_or_a_view(tmp_path: Path) -> None:
    write_transformer(tmp_path, card={"alignment": {"layer": 0, "heads": [2]}}, longest=20)
    loaded = Session([tmp_path]).model(ID)
    pairs = [(("The", "cat"), ("Le", "chat")), (("cat",) * 30, ("chat",))]
    by_card, too_long = align_all(loaded, pairs)
    same, _ = align_all(loaded, pairs, MapView(layer=0, head=2))
    other, _ = align_all(loaded, pairs, MapView(layer=1, head=0))
    assert isinstance(by_card, WordAlignment)
    np.testing.assert_array_equal(by_card.weights, same.weights)  # type: ignore[union-attr]
    assert np.abs(by_card.weights - other.weights).max() > 1e-4  # type: ignore[union-attr]
    assert isinstance(too_long, Refused)
    assert too_long.parameters["most"] == 20
