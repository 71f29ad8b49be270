"""A head mask leaves out exactly the heads that are off."""

from __future__ import annotations

import numpy as np

from attnviz.engine.attention.head_mask import head_mask
from attnviz.engine.attention.messages import CROSS, DECODER, ENCODER


def test_the_heads_off_are_zero_and_all_others_one() -> None:
    mask, ignored = head_mask(((CROSS, 1, 2), (ENCODER, 0, 0), (CROSS, 1, 2)), {CROSS: (2, 3), ENCODER: (1, 1)})
    assert ignored == 0
    np.testing.assert_array_equal(mask[CROSS], [[1, 1, 1], [1, 1, 0]])
    np.testing.assert_array_equal(mask[ENCODER], [[0]])


def test_heads_that_are_not_there_are_counted_and_change_nothing() -> None:
    off = ((CROSS, 2, 0), (CROSS, 0, 3), (CROSS, -1, 0), (DECODER, 0, 0))
    mask, ignored = head_mask(off, {CROSS: (2, 3)})
    assert ignored == len(off)
    assert list(mask) == [CROSS]
    assert mask[CROSS].all()
