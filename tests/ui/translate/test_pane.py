"""The Translate pane: what it asks, what it shows of an answer, and what it remembers."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QMimeData, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from attnviz import defaults
from attnviz.engine.messages import Failure, ListModels, Models, Note
from attnviz.engine.translate.messages import Translate, Translation
from attnviz.ui import i18n
from attnviz.ui.panes.text_field import MOST_PASTED
from attnviz.ui.panes.translate.examples import examples
from attnviz.ui.panes.translate.pane import TranslatePane
from attnviz.ui.panes.translate.sentences import SentenceEdit
from attnviz.ui.widgets.bars import BarButton
from attnviz.ui.widgets.selection import Spot
from tests.handmade.translations import ENGLISH, MODELS, translation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from attnviz.ui.window import Window

Asked = list[tuple[Any, bool]]


@pytest.fixture
def pane(qtbot: QtBot) -> Iterator[TranslatePane]:
    made = TranslatePane()
    qtbot.addWidget(made)
    qtbot.addWidget(made.details())
    made.resize(900, 700)
    yield made
    made._timer.stop()


@pytest.fixture
def asked(pane: TranslatePane, qtbot: QtBot) -> Asked:
    """What the shown pane asks the engine, as it goes."""
    requests: Asked = []
    pane.asked.connect(lambda question, request, interrupt: requests.append((request, interrupt)))
    with qtbot.waitExposed(pane):
        pane.show()
        pane.details().show()
    return requests


def translations(asked: Asked) -> list[Translate]:
    return [request for request, _ in asked if isinstance(request, Translate)]


def answer(pane: TranslatePane, asked: Asked, **more: Any) -> Translation:
    """Give the pane a hand-made answer to its newest question."""
    result = translation(translations(asked)[-1], **more)
    pane.translation.receive(result)
    return result


def part(pane: TranslatePane, kind: type, name: str) -> Any:
    for root in (pane, pane.details()):
        if found := root.findChild(kind, name):
            return found
    raise AssertionError(name)


def labels(pane: TranslatePane) -> tuple[str, ...]:
    return tuple(chip.text for chip in pane.sentences.target_row.chips())


# what it asks


def test_it_opens_with_an_example_and_asks_for_the_models(pane: TranslatePane, asked: Asked) -> None:
    assert [type(request) for request, _ in asked] == [Translate, ListModels]
    assert translations(asked)[0].text == examples("en")[0]
    assert translations(asked)[0].beams == defaults.BEAMS


def test_while_hidden_it_asks_nothing_and_then_only_the_newest(pane: TranslatePane, qtbot: QtBot) -> None:
    requests: Asked = []
    pane.asked.connect(lambda question, request, interrupt: requests.append((request, interrupt)))
    pane.set_text("One.")
    pane.set_text("Two.")
    assert requests == []
    with qtbot.waitExposed(pane):
        pane.show()
    assert [request.text for request in translations(requests)] == ["Two."]


def test_typing_asks_once_after_the_pause_and_interrupts(pane: TranslatePane, asked: Asked, qtbot: QtBot) -> None:
    answer(pane, asked)
    asked.clear()
    pane.sentences.source.selectAll()
    qtbot.keyClicks(pane.sentences.source, "I am hungry.")
    assert asked == []
    qtbot.waitUntil(lambda: bool(asked))
    qtbot.wait(200)
    assert [(request.text, interrupt) for request, interrupt in asked] == [("I am hungry.", True)]


def test_what_an_input_method_composes_is_not_translated(pane: TranslatePane, asked: Asked, qtbot: QtBot) -> None:
    answer(pane, asked)
    asked.clear()
    source = pane.sentences.source
    QApplication.sendEvent(source, QInputMethodEvent("ni hao", []))
    assert not pane._timer.isActive()
    committed = QInputMethodEvent("", [])
    committed.setCommitString("你好")
    QApplication.sendEvent(source, committed)
    qtbot.waitUntil(lambda: bool(asked))
    assert translations(asked)[0].text.count("你好") == 1


@pytest.mark.parametrize("text", ["", "   \n\t"])
def test_no_text_asks_nothing_says_so_and_keeps_the_picture(pane: TranslatePane, asked: Asked, text: str) -> None:
    answer(pane, asked)
    asked.clear()
    pane.set_text(text)
    assert asked == []
    assert "Type a sentence" in pane.message.text()
    assert pane.heatmap.picture() is not None
    assert pane.heatmap._stale


def test_models_that_differ_in_scoring_are_chosen_by_scoring(pane: TranslatePane, asked: Asked) -> None:
    pane.show_models(Models(ListModels(), MODELS))
    bar = pane.models
    assert [bar.model.itemText(i) for i in range(bar.model.count())] == [
        "RNN · English → French",
        "RNN · English → Chinese",
    ]
    assert [bar.scoring.itemText(i) for i in range(bar.scoring.count())] == ["additive", "dot"]
    bar.scoring.setCurrentIndex(1)
    bar.scoring.activated.emit(1)
    assert translations(asked)[-1].model == "rnn-en-fr-dot"
    bar.model.setCurrentIndex(1)
    bar.model.activated.emit(1)
    assert translations(asked)[-1].model == "rnn-en-zh"


def test_a_remembered_model_that_is_gone_is_replaced(pane: TranslatePane, asked: Asked) -> None:
    pane.set_model("no-such-model")
    pane.show_models(Models(ListModels(), MODELS))
    assert translations(asked)[-1].model == "rnn-en-fr"


def test_beams_go_from_greedy_to_ten(pane: TranslatePane, asked: Asked) -> None:
    beams = pane.models.beams
    assert [beams.itemData(i) for i in range(beams.count())] == list(range(1, 11))
    beams.setCurrentIndex(0)
    beams.activated.emit(0)
    assert translations(asked)[-1].beams == 1


def test_examples_are_translated_at_once(pane: TranslatePane, asked: Asked) -> None:
    assert len(examples("en")) >= 8
    menu = pane.models.examples.menu()
    menu.actions()[3].trigger()
    assert translations(asked)[-1].text == examples("en")[3] == pane.sentences.source.toPlainText()


# what it shows


def test_the_old_picture_stays_dimmed_until_the_answer_to_the_newest_question(
    pane: TranslatePane, asked: Asked
) -> None:
    first = answer(pane, asked)
    assert not pane.heatmap._stale
    assert pane.is_settled()
    before = pane.heatmap.picture()
    pane.set_text("Something else.")
    assert pane.heatmap.picture() is before
    assert pane.heatmap._stale
    assert pane.sentences.target_row._stale
    pane.translation.receive(translation(first.request, seed=5))
    assert pane.heatmap._stale, "an answer to an older question is not the one awaited"
    answer(pane, asked, seed=6)
    assert not pane.heatmap._stale
    assert not pane.lines._stale


def test_the_same_answer_gives_the_same_picture(pane: TranslatePane, asked: Asked) -> None:
    result = answer(pane, asked)
    first = pane.grab().toImage()
    pane.show_result(result)
    assert pane.grab().toImage() == first


def test_words_and_pieces(pane: TranslatePane, asked: Asked) -> None:
    answer(pane, asked)
    assert "incroyable" in labels(pane)
    pane.view.pieces.click()
    assert {"in", "croy", "able"} <= set(labels(pane))
    picture = pane.heatmap.picture()
    assert picture is not None
    assert picture.rows == labels(pane)
    assert picture.columns == tuple(chip.text for chip in pane.sentences.source_row.chips())


def test_hiding_tells_the_share_that_is_gone(pane: TranslatePane, asked: Asked) -> None:
    result = answer(pane, asked)
    pane.view.pieces.click()
    pane.view.hide_end.click()
    weights = result.attention[0].weights[0, 0][:-1, -1]
    assert "</s>" not in labels(pane)
    assert f"{weights.mean() * 100:.0f} %" in pane.caption.text()
    assert f"{weights.max() * 100:.0f} %" in pane.caption.text()
    picture = pane.heatmap.picture()
    assert picture is not None
    np.testing.assert_allclose(picture.weights.sum(1), 1, atol=1e-5)


def test_threshold_and_strongest_are_there_for_lines(pane: TranslatePane, asked: Asked) -> None:
    answer(pane, asked)
    assert not pane.view.strongest.isVisibleTo(pane.view.popover)
    pane.view.lines.click()
    assert pane.view.strongest.isVisibleTo(pane.view.popover)
    assert pane.lines.isVisible()
    assert not pane.heatmap.isVisible()
    pane.view.threshold.setValue(0)
    pane.view.strongest.setValue(2)
    picture = pane.lines.picture()
    assert picture is not None
    assert (picture.links.sum(1) == 2).all()


def test_a_pin_stays_on_its_token_when_words_become_pieces(pane: TranslatePane, asked: Asked) -> None:
    answer(pane, asked)
    row = labels(pane).index("incroyable")
    pane.selection.pin(Spot(row=row))
    pane.view.pieces.click()
    assert pane.selection.pinned == Spot(row=labels(pane).index("in"))
    pane.set_text("Something else.")
    answer(pane, asked, target="Tout autre chose .")
    assert pane.selection.pinned is None


def test_details_of_a_target_word(pane: TranslatePane, asked: Asked) -> None:
    result = answer(pane, asked)
    pane.selection.hover(Spot(row=1))
    probability = np.exp(result.log_probabilities[1]) * 100
    assert part(pane, QLabel, "translate.details.word").text() == "chat"
    assert f"{probability:.1f} %" in part(pane, QLabel, "translate.details.probability").text()
    alternatives = [part(pane, BarButton, f"translate.alternative.{i}") for i in range(5)]
    assert [row.text() for row in alternatives] == list(result.alternative_texts[1])
    picture = pane.heatmap.picture()
    assert picture is not None
    strongest = np.argsort(-picture.weights[1])[0]
    assert part(pane, BarButton, "translate.looks_at.0").text() == picture.columns[strongest]
    weights = picture.weights[1].astype(float)
    bits = -(weights * np.log2(weights)).sum()
    assert f"{bits:.2f}" in part(pane, QLabel, "translate.details.entropy").text()


def test_details_stay_when_the_pointer_comes_over_to_them(pane: TranslatePane, asked: Asked) -> None:
    answer(pane, asked)
    pane.selection.hover(Spot(row=1))
    pane.selection.hover(None)
    assert part(pane, QLabel, "translate.details.word").text() == "chat"
    pane.selection.clear()
    assert part(pane, QLabel, "translate.details.word").text() != "chat"


def test_details_of_a_source_word(pane: TranslatePane, asked: Asked) -> None:
    answer(pane, asked)
    pane.selection.hover(Spot(column=1))
    picture = pane.heatmap.picture()
    assert picture is not None
    assert part(pane, QLabel, "translate.details.word").text() == "cat"
    first = part(pane, BarButton, "translate.seen_by.0")
    assert first.text() == picture.rows[int(picture.weights[:, 1].argmax())]
    first.click()
    assert pane.selection.pinned == Spot(row=int(picture.weights[:, 1].argmax()))


def test_each_piece_of_a_word_has_its_alternatives(pane: TranslatePane, asked: Asked) -> None:
    result = answer(pane, asked)
    pane.selection.pin(Spot(row=labels(pane).index("incroyable")))
    token = next(i for i, t in enumerate(result.target_tokens) if t.text == "croy")
    part(pane, QPushButton, "translate.piece.1").click()
    assert part(pane, BarButton, "translate.alternative.2").text() == result.alternative_texts[token][2]
    part(pane, BarButton, "translate.alternative.2").click()
    expected = (*(t.id for t in result.target_tokens[:token]), int(result.alternatives[token, 2]))
    assert translations(asked)[-1].prefix == expected


def test_what_am_i_looking_at_is_one_click_away(pane: TranslatePane, asked: Asked) -> None:
    text = part(pane, QLabel, "translate.explanation")
    assert not text.isVisible()
    part(pane, QPushButton, "translate.explain").click()
    assert text.isVisible()
    assert "not why" in text.text()


def test_a_cut_text_is_told(pane: TranslatePane, asked: Asked) -> None:
    result = replace(translation(translations(asked)[-1]), notes=(Note("text_cut", {"shown": 90, "given": 10_000}),))
    pane.translation.receive(result)
    assert pane.message.isVisible()
    assert "90" in pane.message.text()
    assert "10000" in pane.message.text()
    pane.set_text("Short.")
    answer(pane, asked)
    assert not pane.message.isVisible()


@pytest.mark.parametrize(
    ("code", "parameters", "expected"),
    [
        ("weights_missing", {"file": "rnn-en-fr.safetensors"}, "rnn-en-fr.safetensors"),
        ("weights_broken", {"file": "x.safetensors", "why": "it is damaged"}, "x.safetensors"),
        ("internal_error", {"error": "RuntimeError"}, "RuntimeError"),
        ("something_new", {}, "The English sentence."),
    ],
)
def test_a_failure_is_one_sentence_and_the_old_picture_stays(
    pane: TranslatePane, asked: Asked, code: str, parameters: dict[str, str], expected: str
) -> None:
    answer(pane, asked)
    before = pane.heatmap.picture()
    pane.set_text("Something else.")
    pane.translation.receive(Failure(translations(asked)[-1], code, parameters, "The English sentence."))
    assert expected in pane.message.text()
    assert pane.message.isVisible()
    assert pane.heatmap.picture() is before
    assert pane.heatmap._stale


@pytest.mark.parametrize(
    ("source", "target"),
    [("قط على سجادة", "猫在垫子上"), ("\ud800 a", "b \x00 c"), ("😀 🇫🇷", "ไทย"), ("a" * 300, "b"), ("x", "y")],
)
def test_any_script_is_shown(pane: TranslatePane, asked: Asked, source: str, target: str) -> None:
    answer(pane, asked, source=source, target=target)
    for spot in (Spot(row=0), Spot(column=0), Spot(0, 0)):
        pane.selection.hover(spot)
        assert not pane.grab().isNull()
    pane.view.lines.click()
    assert not pane.grab().isNull()


# what a person forces


def test_an_alternative_holds_all_before_it_and_undo_leads_back(pane: TranslatePane, asked: Asked) -> None:
    result = answer(pane, asked)
    picture = pane.heatmap.picture()
    assert picture is not None
    pane.forcing.choose_alternative(3, 2)
    expected = (*(t.id for t in result.target_tokens[:3]), int(result.alternatives[3, 2]))
    assert translations(asked)[-1].prefix == expected
    answer(pane, asked, seed=9)
    assert [chip.forced for chip in pane.sentences.target_row.chips()][:5] == [True] * 4 + [False]
    assert "4" in part(pane, QLabel, "translate.forced").text()
    part(pane, QPushButton, "translate.undo").click()
    assert translations(asked)[-1].prefix == ()
    answer(pane, asked)
    again = pane.heatmap.picture()
    assert again is not None
    np.testing.assert_array_equal(again.weights, picture.weights)
    pane.forcing.redo()
    assert translations(asked)[-1].prefix == expected


def test_back_to_the_models_own_can_itself_be_undone(pane: TranslatePane, asked: Asked) -> None:
    answer(pane, asked)
    pane.forcing.choose_alternative(1, 1)
    answer(pane, asked)
    forced = translations(asked)[-1].prefix
    part(pane, QPushButton, "translate.free").click()
    assert translations(asked)[-1].prefix == ()
    answer(pane, asked)
    pane.forcing.undo()
    assert translations(asked)[-1].prefix == forced


def test_a_new_text_or_model_forgets_what_was_forced(pane: TranslatePane, asked: Asked) -> None:
    answer(pane, asked)
    pane.forcing.choose_alternative(1, 1)
    pane.set_model("rnn-en-zh")
    assert translations(asked)[-1].prefix == ()
    answer(pane, asked)
    pane.forcing.choose_alternative(1, 1)
    pane.set_text("Other.")
    assert translations(asked)[-1].prefix == ()


def test_words_of_the_last_model_cannot_be_held_while_another_is_asked(pane: TranslatePane, asked: Asked) -> None:
    answer(pane, asked)
    pane.set_model("rnn-en-zh")
    pane.forcing.choose_alternative(1, 1)  # of the answer that is still shown: its ids mean nothing to the other model
    pane.forcing.choose_beam(1)
    assert translations(asked)[-1].model == "rnn-en-zh"
    assert translations(asked)[-1].prefix == ()


def test_a_beam_is_shown_by_its_ids_and_the_list_stays(pane: TranslatePane, asked: Asked) -> None:
    result = answer(pane, asked)
    rows = [part(pane, BarButton, f"translate.beam.{i}") for i in range(4)]
    assert [row.isVisible() for row in rows] == [True, True, True, False]
    likelihoods = np.exp([beam.log_probability for beam in result.beams])
    assert [row.number() for row in rows[:3]] == [f"{share:.0f} %" for share in 100 * likelihoods / likelihoods.sum()]
    assert [row.isChecked() for row in rows[:3]] == [True, False, False]
    rows[1].click()
    assert translations(asked)[-1].prefix == result.beams[1].ids
    shown = replace(translation(translations(asked)[-1], target="a b"), beams=result.beams[1:2])
    pane.translation.receive(shown)
    assert [row.isVisible() for row in rows] == [True, True, True, False]
    assert not any(chip.forced for chip in pane.sentences.target_row.chips())


def test_ones_own_translation_is_aligned_and_leaving_it_brings_the_models_back(
    pane: TranslatePane, asked: Asked, qtbot: QtBot
) -> None:
    first = answer(pane, asked)
    target = part(pane, QWidget, "translate.target")
    assert target.isReadOnly()
    assert target.toPlainText() == first.text
    own = part(pane, QPushButton, "translate.own")
    own.click()
    assert not target.isReadOnly()
    qtbot.keyClicks(target, "Un chat.")
    qtbot.waitUntil(lambda: translations(asked)[-1].target == "Un chat.")
    answer(pane, asked, target="Un chat .")
    assert target.toPlainText() == "Un chat.", "what a person typed is left alone"
    assert labels(pane) == ("Un", "chat", ".", "</s>")
    qtbot.waitUntil(lambda: not part(pane, BarButton, "translate.beam.0").isVisible())
    own.click()
    assert translations(asked)[-1].target is None
    answer(pane, asked)
    assert target.toPlainText() == first.text


def test_an_alternative_leaves_ones_own_translation(pane: TranslatePane, asked: Asked) -> None:
    answer(pane, asked)
    part(pane, QPushButton, "translate.own").click()
    pane.forcing.choose_alternative(2, 1)
    assert translations(asked)[-1].target is None
    assert len(translations(asked)[-1].prefix) == 3


# what it remembers


def test_state_comes_back(pane: TranslatePane, asked: Asked, qtbot: QtBot) -> None:
    pane.set_text("A remembered sentence.")
    pane.set_model("rnn-en-zh", 7)
    pane.view.lines.click()
    pane.view.pieces.click()
    pane.view.hide_end.click()
    pane.view.threshold.setValue(20)
    pane.view.strongest.setValue(3)
    pane.sentences.set_own("我的翻译")
    state = pane.save_state()
    assert all(isinstance(value, str | int | float | bool) for value in state.values())
    other = TranslatePane()
    qtbot.addWidget(other)
    qtbot.addWidget(other.details())
    other.restore_state(state)
    assert other.save_state() == state
    before, after = pane.request(), other.request()
    assert (after.text, after.model, after.beams, after.target) == (before.text, "rnn-en-zh", 7, "我的翻译")


@pytest.mark.parametrize(
    "state",
    [
        {},
        {"text": 3, "model": None, "beams": "four", "words": 1, "threshold": True, "own": "yes", "target": 2},
        {"text": " ", "model": "", "beams": 99, "strongest": -5, "lines": None},
    ],
)
def test_a_strange_state_changes_nothing_that_matters(pane: TranslatePane, state: dict[str, Any]) -> None:
    pane.restore_state(state)
    request = pane.request()
    assert (request.text, request.model, request.beams) == (examples("en")[0], "rnn-en-fr", defaults.BEAMS)


# language and keyboard


def test_another_language_words_everything_again(pane: TranslatePane, asked: Asked, qapp: QApplication) -> None:
    answer(pane, asked)
    pane.selection.pin(Spot(row=1))
    for event in (pane, pane.details()):
        QApplication.sendEvent(event, QEvent(QEvent.Type.LanguageChange))
    assert part(pane, QLabel, "translate.details.word").text() == "chat"
    assert i18n.apply(qapp, "zh_CN") == "zh_CN"
    assert not pane.grab().isNull()


def test_an_alternative_can_be_chosen_by_keys_alone(pane: TranslatePane, asked: Asked, qtbot: QtBot) -> None:
    result = answer(pane, asked)
    row = pane.sentences.target_row
    row.setFocus()
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Return):
        qtbot.keyClick(row, key)
    assert pane.selection.pinned == Spot(row=1)
    button = part(pane, BarButton, "translate.alternative.3")
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)
    assert translations(asked)[-1].prefix == (result.target_tokens[0].id, int(result.alternatives[1, 3]))


# with the real engine


@pytest.fixture
def window(models: Path, open_window: Callable[..., Window]) -> Window:
    def start() -> Callable[..., Any]:
        from attnviz.engine.session import Session

        return Session([models]).run

    return open_window((TranslatePane,), start)


def test_the_real_window_translates_and_undo_gives_the_same_picture(window: Window, qtbot: QtBot) -> None:
    pane = window.panes["translate"]
    assert isinstance(pane, TranslatePane)
    qtbot.waitUntil(pane.is_settled, timeout=60_000)
    first = pane.state.result
    assert first is not None
    assert first.request.text == examples("en")[0]
    qtbot.waitUntil(lambda: pane.models.model.count() == 2, timeout=20_000)
    pane.forcing.choose_alternative(2, 1)
    qtbot.waitUntil(pane.is_settled, timeout=20_000)
    forced = pane.state.result
    assert forced is not None
    assert forced.target_tokens[2].id == int(first.alternatives[2, 1])
    pane.forcing.undo()
    qtbot.waitUntil(pane.is_settled, timeout=20_000)
    assert pane.state.result is not None
    np.testing.assert_array_equal(pane.state.result.attention[0].weights, first.attention[0].weights)


def test_every_beam_of_the_real_engine_can_be_shown(window: Window, qtbot: QtBot) -> None:
    pane = window.panes["translate"]
    assert isinstance(pane, TranslatePane)
    qtbot.waitUntil(pane.is_settled, timeout=60_000)
    assert pane.state.result is not None
    beams = pane.state.result.beams
    for index in range(len(beams)):
        pane.forcing.choose_beam(index)
        qtbot.waitUntil(pane.is_settled, timeout=20_000)
        assert tuple(t.id for t in pane.state.result.target_tokens)[: len(beams[index].ids)] == beams[index].ids
        assert pane.state.beams == beams


def test_typing_in_the_real_window_ends_with_the_last_text(window: Window, qtbot: QtBot) -> None:
    pane = window.panes["translate"]
    assert isinstance(pane, TranslatePane)
    pane.sentences.source.selectAll()
    qtbot.keyClicks(pane.sentences.source, ENGLISH, delay=2)
    qtbot.waitUntil(lambda: pane.is_settled() and pane.state.result.request.text == ENGLISH, timeout=60_000)
    source = [token.text for token in pane.state.result.source_tokens if token.kind != "special"]
    assert "".join(source) == ENGLISH.replace(" ", "")


@pytest.mark.parametrize("text", ["😀 مرحبا", "ภาษาไทย", "a\x00b \x07", "word " * 10_000])
def test_the_real_window_survives_any_text(window: Window, qtbot: QtBot, text: str) -> None:
    pane = window.panes["translate"]
    assert isinstance(pane, TranslatePane)
    pane.models.choose("rnn-en-fr", 1)
    pane.set_text(text)
    qtbot.waitUntil(pane.is_settled, timeout=60_000)
    assert pane.state.result is not None
    assert pane.state.result.request.text == pane.sentences.source.toPlainText()
    assert pane.message.isVisible() is (len(text) > 1000) or "Cut off" in pane.message.text()


def test_a_huge_paste_is_cut_and_told_and_stalls_nothing(qapp: QApplication) -> None:
    edit = SentenceEdit("translate.source")
    told: list[str] = []
    edit.refused.connect(told.append)
    for text in ("word " * 920_000, "a" * 4_600_000, "x\n" * 2_300_000):
        mime = QMimeData()
        mime.setText(text)
        edit.clear()
        edit.insertFromMimeData(mime)
        assert edit.toPlainText() == text[:MOST_PASTED]
        assert str(MOST_PASTED) in told.pop()
    mime = QMimeData()
    mime.setText("The cat.")
    edit.clear()
    edit.insertFromMimeData(mime)
    assert (edit.toPlainText(), told) == ("The cat.", [])


def test_an_example_stays_what_it_says_in_the_language_that_the_model_reads(pane: TranslatePane, asked: Asked) -> None:
    chinese = replace(MODELS[0], id="rnn-zh-en", languages=("zh", "en"))
    pane.models.set_models([*MODELS, chinese])
    pane.set_text(examples("en")[3])
    pane.set_model("rnn-zh-en")
    assert (translations(asked)[-1].text, translations(asked)[-1].model) == (examples("zh")[3], "rnn-zh-en")
    menu = pane.models.examples.menu()
    assert [action.text() for action in menu.actions()] == list(examples("zh"))
    menu.actions()[0].trigger()
    assert translations(asked)[-1].text == examples("zh")[0]
    pane.welcome.examples[0].click()
    assert translations(asked)[-1].text == examples("zh")[1]
    pane.set_text("我的句子。")
    pane.set_model("rnn-en-fr")
    assert translations(asked)[-1].text == "我的句子。"


def test_before_the_other_model_has_read_its_place_says_what_will_be_there(pane: TranslatePane) -> None:
    page = pane.compare
    page.show_waiting("RNN")
    assert "RNN" in page.ghosts[1].text.text()
    assert page.ghosts[1].isVisibleTo(page)
    assert page.note.text() == ""
    page.show_failure("It cannot read this.")
    assert page.ghosts[1].text.text() == page.note.text() == "It cannot read this."
