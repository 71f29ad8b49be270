"""An answer that the model is unsure of looks unsure: below the level that its card names, which was chosen on dev."""

from __future__ import annotations

import numpy as np

from attnviz.training.classifier.evaluation import unsure_level
from attnviz.ui.panes.look.state import LookState


def test_the_level_is_the_highest_below_which_half_is_wrong():
    best = np.array([0.2, 0.3, 0.4, 0.9, 0.95, 0.99])
    right = np.array([False, False, True, True, True, True])
    found = unsure_level(best, right)
    assert found["unsure_below"] == 95
    assert found["unsure_top_1"] == 50
    assert found["sure_top_1"] == 100
    assert unsure_level(best, np.ones(6, bool)) == {"unsure_below": 0.0}


def test_a_card_without_a_level_calls_nothing_unsure():
    state = LookState()
    assert state.unsure_below() == 0
    state.card = {"metrics": {"unsure_below": 60.0}}
    assert state.unsure_below() == 0.6
    state.card = {"metrics": {"unsure_below": "much"}}
    assert state.unsure_below() == 0
    assert not state.is_unsure()
