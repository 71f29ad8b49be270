"""The view of any attention: which pages and controls it offers for the axes it is handed, and whose words it says."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from attnviz.engine.attention.examples import EXAMPLES
from attnviz.engine.attention.messages import CROSS, ENCODER, Attention, AttentionBetween
from attnviz.engine.attention.rollout import rollout
from attnviz.ui.attention.captions import AttentionTexts, KindTexts
from attnviz.ui.attention.heatmap_page import HeatmapPage
from attnviz.ui.attention.lines_page import LinesPage
from attnviz.ui.attention.picture_page import PicturePage
from attnviz.ui.attention.sound_page import SoundPage
from attnviz.ui.attention.view import AttentionView
from attnviz.ui.widgets.selection import Selection

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from attnviz.ui.attention.map_choice import Answer

PAGES = {"words": {"heatmap", "lines"}, "patches": {"patches", "heatmap"}, "frames": {"sound", "heatmap"}}


class Texts(AttentionTexts):
    def kind(self, kind: str) -> KindTexts:
        return KindTexts(kind, kind, kind, {"heatmap": f"{kind} in cells", "lines": f"{kind} in lines"}, "all layers")


def shown(qtbot: QtBot, answer: Answer, *, switches: bool = False) -> AttentionView:
    """A view of an answer that draws what is chosen in it."""
    selection = Selection()
    pages = (
        HeatmapPage("any", selection),
        LinesPage("any", selection),
        PicturePage("any", selection),
        SoundPage("any", selection),
    )
    view = AttentionView("any", pages, Texts(), switches=switches)
    selection.setParent(view)
    qtbot.addWidget(view)
    view.drawer.set_model(None)
    view.show_answer(answer)
    view.changed.connect(lambda: view.draw(answer))
    view.draw(answer)
    view.resize(1000, 700)
    with qtbot.waitExposed(view):
        view.show()
    return view


def captioning() -> Answer:
    """The words of a caption and the patches they look at, and the patches among themselves."""
    cross = EXAMPLES["patches"]()
    rng = np.random.default_rng(0)
    weights = rng.random((2, 3, len(cross.keys), len(cross.keys)), np.float32)
    weights /= weights.sum(-1, keepdims=True)
    return cross, AttentionBetween(Attention(ENCODER, weights), cross.keys, cross.keys)


@pytest.mark.parametrize("example", EXAMPLES)
def test_the_pages_that_suit_the_axes_are_offered_and_draw(qtbot: QtBot, example: str) -> None:
    view = shown(qtbot, (EXAMPLES[example](),))
    assert {id for id, button in view.view_bar.pictures.items() if button.isVisible()} == PAGES[example]
    for id in PAGES[example]:
        view.view_bar.pictures[id].click()
        assert view.page() == id
        assert not view.grab().isNull()


def test_the_pane_says_what_rows_and_columns_are(qtbot: QtBot) -> None:
    view = shown(qtbot, (EXAMPLES["words"](),))
    assert view.caption.text() == f"{CROSS} in cells"
    assert view.title.text() == "Cross_attention, layer 1, head 1"
    view.view_bar.lines.click()
    assert view.caption.text() == f"{CROSS} in lines"


def test_every_kind_of_an_answer_is_drawn_between_its_own_axes(qtbot: QtBot) -> None:
    answer = captioning()
    view = shown(qtbot, answer)
    assert [kind for kind, button in view.drawer.kinds.items() if button.isVisible()] == [CROSS, ENCODER]
    view.drawer.kinds[ENCODER].click()
    view.drawer.rollout.click()
    heatmap = view.findChild(HeatmapPage)
    assert heatmap is not None
    picture = heatmap.map.picture()
    assert picture is not None
    assert len(picture.rows) == len(picture.columns) == len(answer[1].keys)
    np.testing.assert_allclose(picture.weights, rollout(answer[1].attention.weights), atol=1e-5)
    assert view.caption.text() == "all layers"


def test_heads_are_only_looked_at_where_they_cannot_be_switched(qtbot: QtBot) -> None:
    for switches in (False, True):
        view = shown(qtbot, (EXAMPLES["words"](),), switches=switches)
        switched = (view.drawer.sweep, view.drawer.switch, view.drawer.layer_off)
        assert [button.isVisible() for button in switched] == [switches] * 3
        view.drawer.step(1)
        assert view.drawer.heads() == ((0, 1),)


def test_norms_and_sinks_are_offered_where_value_norms_are_known(qtbot: QtBot) -> None:
    plain = EXAMPLES["words"]()
    norms = np.ones((*plain.attention.weights.shape[:2], len(plain.keys)), np.float32)
    known = replace(plain, attention=replace(plain.attention, value_norms=norms))
    for between in (plain, known):
        view = shown(qtbot, (between,))
        offered = [view.view_bar.norms.isVisibleTo(view.view_bar.popover), not view.view_bar.hide_sinks.isHidden()]
        assert offered == [between is known] * 2


def test_one_map_alone_has_no_heads_beside_it(qtbot: QtBot) -> None:
    between = EXAMPLES["frames"]()
    alone = replace(between, attention=Attention(CROSS, between.attention.weights[:1, :1]))
    view = shown(qtbot, (alone,))
    assert not view.drawer.isVisible()
    assert not view.title.isVisible()
    view.view_bar.pictures["sound"].click()
    assert view.page() == "sound"
