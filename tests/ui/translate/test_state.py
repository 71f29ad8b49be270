"""The state of the Translate pane: what stays known when another translation comes, and what it announces."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from attnviz.engine.attention.messages import CROSS
from attnviz.engine.messages import frozen
from attnviz.engine.translate.messages import AblateHeads, HeadAblation, HeadEffects, Translate, Translation
from attnviz.ui.attention.map_choice import MapChoice
from attnviz.ui.panes.translate.choices import Choice
from attnviz.ui.panes.translate.state import TranslateState
from attnviz.ui.widgets.selection import Spot
from tests.handmade.translations import translation

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def ablation(result: Translation) -> HeadAblation:
    ids = tuple(token.id for token in result.target_tokens)
    effects = HeadEffects(CROSS, frozen(np.zeros((1, 1, len(ids)))))
    request = AblateHeads(result.request.text, result.request.model, ids, result.request.heads_off)
    return HeadAblation(request, frozen(np.zeros(len(ids))), (effects,), frozen(np.zeros((1, len(ids)))), 1.0)


def test_a_translation_is_announced_with_the_words_it_lies_between(qtbot: QtBot) -> None:
    state, result = TranslateState(), translation()
    with qtbot.waitSignal(state.result_changed):
        state.take(result)
    between = state.answer[0]
    assert between.queries.tokens == result.target_tokens
    assert between.keys.tokens == result.source_tokens


def test_effects_stay_known_of_the_same_translation_alone() -> None:
    state, result = TranslateState(), translation()
    state.take(result)
    state.set_ablation(ablation(result))
    state.take(translation(seed=3))
    assert state.ablation is not None, "the same text, model and target tokens"
    state.take(translation(target="Tout autre chose ."))
    assert state.ablation is None


def test_beams_stay_while_one_of_them_is_looked_at_and_go_with_ones_own_translation() -> None:
    state, found = TranslateState(), translation()
    state.take(found)
    state.choices.add(Choice(prefix=found.beams[1].ids, beam=True))
    state.take(translation(Translate("x", "rnn-en-fr", prefix=found.beams[1].ids), beams=1))
    assert state.beams == found.beams
    state.take(translation(Translate("x", "rnn-en-fr", target="y")))
    assert state.beams == ()


def test_the_same_choice_gives_the_same_map_and_a_pin_stays_on_its_token(qtbot: QtBot) -> None:
    state = TranslateState()
    state.choose(MapChoice())
    assert state.map is None, "before the first translation there is nothing to show"
    state.take(translation())
    state.choose(MapChoice())
    state.selection.pin(Spot(row=1))
    first = state.map
    with qtbot.waitSignal(state.map_changed):
        state.choose(MapChoice())
    assert first is not None
    assert state.map is not None
    np.testing.assert_array_equal(state.map.weights, first.weights)
    assert state.selection.pinned == Spot(row=1)
    state.take(translation(target="Tout autre chose ."))
    state.choose(MapChoice())
    assert state.selection.pinned is None
