"""What stands in the Playground reads the same whether it came before the language was switched or after."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QTabBar, QWidget

from attnviz.engine.playground.scorings import SCORINGS
from attnviz.engine.playground.training_messages import SaveToy
from attnviz.ui import i18n
from attnviz.ui.panes.playground.linked_cards import CardsArea
from tests.ui.playground.test_pane import Desk

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import QImage
    from pytestqt.qtbot import QtBot

    from attnviz.ui.widgets.small_maps import SmallMaps

Work = Callable[[Desk], None]


def every_scoring(desk: Desk) -> None:
    for scoring in SCORINGS:
        desk.pane.steps().choose_scoring(scoring)
        desk.answer()


def a_refused_number(desk: Desk) -> None:
    desk.find("q").edited.emit(0, 0, float("nan"))


def all_is_hidden(desk: Desk) -> None:
    for column in range(4):
        desk.find("masked").cell_clicked.emit(0, column)
    desk.answer()


def a_model_that_is_not_there(desk: Desk) -> None:
    desk.pane.load_example("cat-fr")
    desk.answer()


def a_step_is_explained(desk: Desk) -> None:
    desk.find("weights").hovered.emit(0, 1)


def one_head_and_a_hovered_cell(desk: Desk) -> None:
    desk.pane.show_section("heads")
    desk.answer()
    desk.find("heads.1").click()
    desk.answer()


def a_shuffle(desk: Desk) -> None:
    desk.pane.show_section("positions")
    desk.answer()


def an_odd_rotation(desk: Desk) -> None:
    a_shuffle(desk)
    kind = desk.find("positions.kind")
    kind.setCurrentIndex(kind.findData("rotary"))
    desk.find("positions.d").setValue(15)
    desk.answer()


def a_later_time(desk: Desk) -> None:
    desk.pane.show_section("recurrent")
    desk.answer()
    desk.find("recurrent.time").setValue(2)


def three_runs(desk: Desk) -> None:
    """A step each of two networks with attention and one without, kept beside each other; the last cannot be saved."""
    desk.pane.show_section("train")
    train: Any = desk.pane.section("train")
    for model, scoring in (("rnn", "general"), ("rnn", "none"), ("transformer", "dot")):
        for box, value in ((train.form.model, model), (train.form.scoring, scoring)):
            box.setCurrentIndex(box.findData(value))
        train.form.width_.setValue(8)
        train.step.click()
        desk.answer()
    train._saving.ask(SaveToy("playground", "a/b"))
    desk.answer()


def seen(desk: Desk) -> dict[str, Any]:
    """All that is read in the pane and beside it."""
    texts: dict[str, Any] = {}
    for number, widget in enumerate(w for root in (desk.pane, desk.pane.details()) for w in root.findChildren(QWidget)):
        if widget.objectName() in ("ScrollLeftButton", "ScrollRightButton"):
            continue  # Qt's own, which no one sees
        at = f"{number} {type(widget).__name__} {widget.objectName()}"
        texts[at] = [widget.accessibleName(), widget.toolTip()]
        if isinstance(widget, QLabel | QAbstractButton):
            texts[at] += [re.sub(r"[0-9.]+ 秒", "", widget.text()), widget.isHidden()]  # not how long it took
        if isinstance(widget, QComboBox):
            texts[at] += [widget.itemText(i) for i in range(widget.count())]
        if isinstance(widget, QTabBar):
            texts[at] += [widget.tabText(i) for i in range(widget.count())]
    return texts


def drawn(desk: Desk) -> QImage | None:
    """The small maps with their names, which are painted; at the usual size, for cards keep theirs while they fit."""
    for area in desk.pane.findChildren(CardsArea):
        area._set_zoom(1.0)
    found: SmallMaps = desk.find("compare")
    found.resize(found.sizeHint())
    return found.grab().toImage() if found.isVisible() else None


@pytest.mark.parametrize(
    "work",
    [
        every_scoring,
        a_refused_number,
        all_is_hidden,
        a_model_that_is_not_there,
        a_step_is_explained,
        one_head_and_a_hovered_cell,
        a_shuffle,
        an_odd_rotation,
        a_later_time,
        three_runs,
    ],
)
def test_a_switch_of_the_language_words_everything_again(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, work: Work
) -> None:
    read = []
    for languages in (("zh_CN", "zh_CN"), ("en", "zh_CN")):
        i18n.apply(qapp, languages[0])
        desk = Desk(qtbot, tmp_path)
        work(desk)
        i18n.apply(qapp, languages[1])
        QApplication.processEvents()
        read.append((seen(desk), drawn(desk)))
        desk.pane.hide()
    (plain, plain_maps), (switched, switched_maps) = read
    assert {at: text for at, text in switched.items() if text != plain.get(at)} == {}
    assert switched_maps == plain_maps
