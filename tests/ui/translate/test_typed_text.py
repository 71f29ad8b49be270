"""What a person typed comes back: the source by undo, a translation of their own whenever it is switched on again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt

from attnviz.engine.messages import ListModels, Models
from attnviz.engine.translate.messages import Translate
from attnviz.ui.panes.translate.examples import examples
from attnviz.ui.panes.translate.pane import TranslatePane
from tests.handmade.translations import MODELS, translation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from attnviz.ui.panes.translate.sentences import SentenceEdit

Asked = list[Any]
MINE = "Un chat du roi."


@pytest.fixture
def pane(qtbot: QtBot) -> Iterator[TranslatePane]:
    made = TranslatePane()
    qtbot.addWidget(made)
    qtbot.addWidget(made.details())
    yield made
    made._timer.stop()


@pytest.fixture
def asked(pane: TranslatePane, qtbot: QtBot) -> Asked:
    requests: Asked = []
    pane.asked.connect(lambda question, request, interrupt: requests.append(request))
    with qtbot.waitExposed(pane):
        pane.show()
    pane.show_models(Models(ListModels(), MODELS))
    answer(pane, requests)
    return requests


def newest(asked: Asked) -> Translate:
    found: Translate = [request for request in asked if isinstance(request, Translate)][-1]
    return found


def answer(pane: TranslatePane, asked: Asked) -> None:
    pane.translation.receive(translation(newest(asked)))


def write(edit: SentenceEdit, text: str, qtbot: QtBot) -> None:
    edit.selectAll()
    qtbot.keyClicks(edit, text)


def write_mine(pane: TranslatePane, asked: Asked, qtbot: QtBot) -> None:
    pane.sentences.own.click()
    write(pane.sentences.target, MINE, qtbot)
    qtbot.waitUntil(lambda: newest(asked).target == MINE)
    answer(pane, asked)


def leave_by_the_switch(pane: TranslatePane) -> None:
    pane.sentences.own.click()


def leave_by_an_alternative(pane: TranslatePane) -> None:
    pane.forcing.choose_alternative(2, 1)


def leave_by_another_model(pane: TranslatePane) -> None:
    pane.sentences.own.click()
    pane.set_model("rnn-en-fr-dot")


def leave_by_another_sentence(pane: TranslatePane) -> None:
    pane.sentences.own.click()
    pane.set_text(examples("en")[3])


@pytest.mark.parametrize(
    "leave", [leave_by_the_switch, leave_by_an_alternative, leave_by_another_model, leave_by_another_sentence]
)
def test_ones_own_translation_comes_back(pane: TranslatePane, asked: Asked, qtbot: QtBot, leave: Any) -> None:
    write_mine(pane, asked, qtbot)
    for _ in range(2):
        leave(pane)
        answer(pane, asked)
        models = pane.sentences.target.toPlainText()
        assert newest(asked).target is None
        assert models != MINE
        pane.sentences.own.click()
        assert pane.sentences.target.toPlainText() == newest(asked).target == MINE
        answer(pane, asked)
    pane.sentences.target.undo()
    assert pane.sentences.target.toPlainText() == models, "undo leads to what stood there"
    pane.sentences.target.redo()
    assert pane.sentences.target.toPlainText() == MINE


def test_the_models_translation_is_where_ones_own_begins(pane: TranslatePane, asked: Asked) -> None:
    pane.sentences.own.click()
    answer(pane, asked)
    pane.sentences.own.click()
    pane.set_text("Another sentence.")
    pane.translation.receive(translation(newest(asked), target="Une autre phrase ."))
    pane.sentences.own.click()
    assert pane.sentences.target.toPlainText() == "Une autre phrase .", "nothing was typed, so nothing comes back"


@pytest.mark.parametrize("own", [False, True])
def test_ones_own_translation_comes_back_after_a_restart(
    pane: TranslatePane, asked: Asked, qtbot: QtBot, own: bool
) -> None:
    write_mine(pane, asked, qtbot)
    if not own:
        pane.sentences.own.click()
        answer(pane, asked)
    again = TranslatePane()
    qtbot.addWidget(again)
    qtbot.addWidget(again.details())
    again.restore_state(pane.save_state())
    assert again.sentences.own.isChecked() is own
    assert again.request().target == (MINE if own else None)
    if own:
        again.sentences.own.click()
        again.show_result(translation(again.request()))
    again.sentences.own.click()
    assert again.request().target == MINE
    again._timer.stop()


def by_the_menu(pane: TranslatePane) -> None:
    pane.models.examples.menu().actions()[4].trigger()


def by_set_text(pane: TranslatePane) -> None:
    pane.set_text("Two\nlines.")


def by_both(pane: TranslatePane) -> None:
    by_the_menu(pane)
    by_set_text(pane)


@pytest.mark.parametrize(("replace", "times"), [(by_the_menu, 1), (by_set_text, 1), (by_both, 2)])
def test_a_typed_text_comes_back_by_undo(
    pane: TranslatePane, asked: Asked, qtbot: QtBot, replace: Any, times: int
) -> None:
    source, undo = pane.sentences.source, pane._actions["translate.undo_choice"]
    write(source, "Typed by a person.", qtbot)
    replace(pane)
    chosen = source.toPlainText()
    assert newest(asked).text == chosen
    for _ in range(times):
        assert undo.isEnabled()
        undo.trigger()
    assert source.toPlainText() == "Typed by a person."
    qtbot.waitUntil(lambda: newest(asked).text == "Typed by a person.")
    for _ in range(times):
        pane._actions["translate.redo_choice"].trigger()
    assert source.toPlainText() == chosen


def test_the_keys_bring_it_back_where_it_was_typed(pane: TranslatePane, asked: Asked, qtbot: QtBot) -> None:
    source = pane.sentences.source
    write(source, "Typed by a person.", qtbot)
    by_the_menu(pane)
    qtbot.keyClick(source, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert source.toPlainText() == "Typed by a person."


def test_a_choice_is_taken_back_before_the_text(pane: TranslatePane, asked: Asked, qtbot: QtBot) -> None:
    by_the_menu(pane)
    answer(pane, asked)
    pane.forcing.choose_alternative(2, 1)
    answer(pane, asked)
    chosen = pane.sentences.source.toPlainText()
    pane.undoing.undo()
    assert pane.sentences.source.toPlainText() == chosen
    assert newest(asked).prefix == ()
    pane.undoing.undo()
    assert pane.sentences.source.toPlainText() == examples("en")[0]
