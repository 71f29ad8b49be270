"""The window of compressed models: what it asks, what it shows of the answers, and that it leaves nothing behind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from attnviz.engine.compress.messages import (
    BITS,
    CompareCompressed,
    ComparedCompressed,
    CompressedFigure,
    Compression,
    MeasureCompressed,
    RankedHeads,
    RankHeads,
)
from attnviz.engine.messages import Failure, ListModels, Models, frozen
from attnviz.engine.translate.messages import Translate
from attnviz.ui import i18n
from attnviz.ui.compress.texts import marked
from attnviz.ui.compress.window import CompressWindow
from tests.handmade.heads import HEADS, LAYERS, TRANSFORMER, heads_answer
from tests.handmade.translations import MODELS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

TEXT = "The cat sat."
RANKED = tuple(("cross_attention", layer, head) for layer in range(LAYERS) for head in range(HEADS))


class Engine:
    """Takes down what is asked, and answers when told to."""

    def __init__(self) -> None:
        self.asked: list[tuple[Any, Any]] = []

    def __call__(self, question: Any, request: Any, interrupt: bool = False) -> None:
        self.asked.append((question, request))

    def last(self, kind: type) -> tuple[Any, Any]:
        return next(pair for pair in reversed(self.asked) if isinstance(pair[1], kind))

    def count(self, kind: type) -> int:
        return sum(isinstance(request, kind) for _, request in self.asked)

    def models(self) -> None:
        question, request = self.last(ListModels)
        question.receive(Models(request, (*MODELS, TRANSFORMER)))

    def compared(self) -> None:
        question, request = self.last(CompareCompressed)
        first = heads_answer(Translate(request.text, request.model))
        question.receive(ComparedCompressed(request, first, first, first))

    def figure(self, *, share: float = 1.0, bleu: float = 40.0) -> None:
        question, request = self.last(MeasureCompressed)
        size = request.compression.bits * 1_000_000 - 100_000 * len(request.compression.pruned)
        question.receive(CompressedFigure(request, size, bleu, round(240 * share), 240, share))


@pytest.fixture
def engine() -> Engine:
    return Engine()


@pytest.fixture
def window(engine: Engine, qtbot: QtBot, qapp: QApplication) -> Iterator[CompressWindow]:
    """The window with its first answers."""
    from PySide6.QtWidgets import QWidget

    parent = QWidget()
    qtbot.addWidget(parent)
    made = CompressWindow(engine, parent, model=TRANSFORMER.id, text=TEXT)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    made.show()
    engine.models()
    engine.compared()
    yield made
    made.close()


def test_it_begins_with_the_model_and_sentence_that_are_looked_at(window: CompressWindow, engine: Engine) -> None:
    assert window.controls.model.currentData() == TRANSFORMER.id
    assert window.sentence.text() == TEXT
    request = engine.last(CompareCompressed)[1]
    assert (request.text, request.model, request.compression) == (TEXT, TRANSFORMER.id, Compression(4))
    assert window.original.text()
    assert window.page.isVisible()


def test_the_model_as_it_is_is_measured_first_then_what_is_chosen(window: CompressWindow, engine: Engine) -> None:
    assert engine.last(MeasureCompressed)[1].compression == Compression()
    engine.figure(share=0.5, bleu=41.0)
    assert window.quality.progress.value() == 500
    assert engine.count(MeasureCompressed) == 2
    engine.figure(bleu=42.0)
    assert engine.last(MeasureCompressed)[1].compression == Compression(4)
    engine.figure(bleu=40.5)
    assert window.quality.quality.text() == "40.5, −1.5 against 42.0"
    assert window.quality.megabytes.text() == "4.0 MB, 25 % of 16.0 MB"
    assert len(window.quality.curve._points) == 2


def test_the_whole_curve_is_measured_when_asked_for(window: CompressWindow, engine: Engine) -> None:
    QTest.mouseClick(window.quality.all, Qt.MouseButton.LeftButton)
    for _ in BITS:
        engine.figure()
    assert set(window.measured.figures()) == {Compression(bits) for bits in BITS}
    assert window.measured.now() is None
    spot = window.quality.curve.place(window.quality._shown.index(Compression(2))).toPoint()
    QTest.mouseClick(window.quality.curve, Qt.MouseButton.LeftButton, pos=spot)
    assert window.compression() == Compression(2)
    assert engine.last(CompareCompressed)[1].compression == Compression(2)
    window.quality.curve.setFocus()
    QTest.keyClick(window.quality.curve, Qt.Key.Key_Right)
    assert window.compression() == Compression(3)


def test_measuring_stops_and_goes_on(window: CompressWindow, engine: Engine) -> None:
    engine.figure(share=0.5)
    QTest.mouseClick(window.quality.stop, Qt.MouseButton.LeftButton)
    asked = engine.count(MeasureCompressed)
    engine.figure(share=0.6)
    assert engine.count(MeasureCompressed) == asked
    assert window.measured.now() is None
    assert window.quality.stop.text() == "Go on"
    QTest.mouseClick(window.quality.stop, Qt.MouseButton.LeftButton)
    assert engine.count(MeasureCompressed) == asked + 1


def test_heads_go_in_the_order_of_their_worth(window: CompressWindow, engine: Engine) -> None:
    window.controls.pruned.setValue(2)
    question, request = engine.last(RankHeads)
    question.receive(RankedHeads(request, RANKED[:3], frozen([0.0] * 3), 0.5))
    assert "50 %" in window.quality.progress_text.text()
    question, request = engine.last(RankHeads)
    question.receive(RankedHeads(request, RANKED, frozen([0.0] * len(RANKED)), 1.0))
    assert window.compression() == Compression(4, RANKED[:2])
    assert engine.last(CompareCompressed)[1].compression.pruned == RANKED[:2]
    window.controls.pruned.setValue(3)
    assert engine.count(RankHeads) == 2
    assert window.compression() == Compression(4, RANKED[:3])


def test_a_recurrent_network_has_no_head_to_lose(window: CompressWindow, engine: Engine) -> None:
    index = window.controls.model.findData("rnn-en-fr")
    window.controls.model.setCurrentIndex(index)
    window.controls.model.activated.emit(index)
    assert not window.controls.pruned.isEnabled()
    assert engine.last(CompareCompressed)[1].model == "rnn-en-fr"
    assert engine.last(MeasureCompressed)[1].model == "rnn-en-fr"


def test_what_was_typed_is_translated_after_a_pause(window: CompressWindow, engine: Engine, qtbot: QtBot) -> None:
    before = engine.count(CompareCompressed)
    window.sentence.setText("The dog sat.")
    assert engine.count(CompareCompressed) == before
    qtbot.waitUntil(lambda: engine.count(CompareCompressed) == before + 1)
    assert engine.last(CompareCompressed)[1].text == "The dog sat."


def test_failures_are_said_and_lose_nothing(window: CompressWindow, engine: Engine) -> None:
    question, request = engine.last(MeasureCompressed)
    question.receive(Failure(request, "no_sample", {}, "none"))
    assert "sentences" in window.quality.progress_text.text()
    window.controls.bits[8].click()
    question, request = engine.last(CompareCompressed)
    question.receive(Failure(request, "text_empty", {}, "There is no text to translate."))
    assert window.message.isVisible()
    assert not window.page.isVisible()
    window.controls.bits[6].click()
    engine.compared()
    assert not window.message.isVisible()
    assert window.page.isVisible()


def test_nothing_goes_on_when_it_closes(window: CompressWindow, engine: Engine) -> None:
    asked = len(engine.asked)
    question, request = engine.last(MeasureCompressed)
    window.close()
    question.receive(CompressedFigure(request, 1, 1.0, 24, 240, 0.1))
    assert len(engine.asked) == asked
    assert not window._typed.isActive()


def test_it_is_worded_anew(window: CompressWindow, engine: Engine, qapp: QApplication, qtbot: QtBot) -> None:
    engine.figure()
    quality = window.quality
    labels = (quality.curve_title, quality.all, quality.note, quality.progress_text)
    i18n.apply(qapp, "zh_CN")
    qtbot.waitUntil(lambda: all(i18n.has_chinese(label.text()) for label in labels))
    assert i18n.has_chinese(window.windowTitle())
    assert i18n.has_chinese(window.controls.pruned.toolTip())
    assert i18n.has_chinese(window.controls.model.currentText())
    assert all(i18n.has_chinese(name.text()) for name in window.page.names)


def test_words_that_differ_are_marked() -> None:
    assert marked("a b c", "a x c") == "a <b>x</b> c"
    assert marked("a b", "a b") == "a b"
    assert marked("<i> b", "<i> & b") == "&lt;i&gt; <b>&amp;</b> b"
    assert marked("猫在垫上", "猫在床上") == "猫在<b>床</b>上"
    assert marked("a b", "") == ""
