"""What the rows and columns of a decoder's self-attention are called: what it writes, and what went in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from attnviz.engine.attention import patterns
from attnviz.engine.attention.messages import CROSS, DECODER
from attnviz.engine.open.messages import OpenModel, ReadInput
from tests.engine.open import families

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from attnviz.engine.session import Session


@pytest.mark.parametrize("name", ["bart", "marian", "whisper"])
def test_the_columns_of_a_decoder_are_the_start_and_the_tokens_before(
    session: Session, folder_of: Callable[[str], Path], name: str
) -> None:
    reading = session.run(ReadInput(OpenModel(str(folder_of(name))), families.example(name)))
    by_kind = {between.attention.kind: between for between in reading.attention}
    written = [token.id for token in reading.target]
    decoder = by_kind[DECODER]
    assert [token.id for token in decoder.queries.tokens] == written
    assert [token.id for token in decoder.keys.tokens][1:] == written[:-1]
    assert [token.id for token in by_kind[CROSS].queries.tokens] == written
    weights = decoder.attention.weights
    assert not np.triu(weights, 1).any()  # the first writes having seen the start alone
    np.testing.assert_allclose(weights[:, :, 0, 0], 1, atol=1e-5)


def test_the_habits_of_a_decoder_are_those_of_what_went_in(session: Session, folder_of: Callable[[str], Path]) -> None:
    reading = session.run(ReadInput(OpenModel(str(folder_of("bart"))), families.example("bart")))
    between = next(each for each in reading.attention if each.attention.kind == DECODER)
    weights, here = between.attention.weights, np.arange(len(between.keys))
    measured = patterns.measured(between)
    np.testing.assert_allclose(measured["self"], weights[..., here, here].mean(-1))
    np.testing.assert_allclose(measured["previous"], weights[..., here[1:], here[:-1]].mean(-1))
