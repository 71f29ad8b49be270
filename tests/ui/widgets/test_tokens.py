"""Chips stand where they can be read, and are walked and pinned like the pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtWidgets import QApplication

from attnviz.ui import theme
from attnviz.ui.widgets.selection import Selection, Spot
from attnviz.ui.widgets.tokens import Chip, TokenRow, flow, reads_right_to_left
from tests.handmade.translations import shown, translation

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.mark.parametrize("right_to_left", [False, True])
def test_chips_fill_lines_without_touching(right_to_left: bool) -> None:
    widths = [40.0, 90.0, 30.0, 200.0, 500.0, 60.0, 80.0]
    boxes = flow(widths, room=300, height=20, right_to_left=right_to_left)
    assert all(box.left() >= 0 and box.right() <= 300 for box in boxes)
    assert not any(a.intersects(b) for i, a in enumerate(boxes) for b in boxes[i + 1 :])
    assert boxes[-1].top() > boxes[0].top()
    assert (boxes[0].left() > boxes[1].left()) is right_to_left


@pytest.mark.parametrize(
    ("texts", "expected"),
    [(["the", "cat"], False), (["قط", "cat"], True), (["…", "שלום"], True), (["猫"], False), (["12", "."], False)],
)
def test_the_first_letter_decides_the_direction(texts: list[str], expected: bool) -> None:
    assert reads_right_to_left(texts) is expected


@pytest.fixture
def rows(qtbot: QtBot) -> tuple[TokenRow, TokenRow]:
    picture, selection = shown(translation()), Selection()
    source, target = TokenRow(selection, target=False), TokenRow(selection, target=True)
    for row, labels in ((source, picture.columns), (target, picture.rows)):
        qtbot.addWidget(row)
        row.resize(600, 80)
        row.set_chips([Chip(text, 0.5 if row is target else None) for text in labels], picture)
        row.show()
    return source, target


def test_arrow_keys_walk_the_tokens(rows: tuple[TokenRow, TokenRow], qtbot: QtBot) -> None:
    _, target = rows
    target.setFocus()
    last = len(target.chips()) - 1
    keys = Qt.Key
    for key, index in (
        (keys.Key_Right, 0),
        (keys.Key_Right, 1),
        (keys.Key_End, last),
        (keys.Key_Right, last),
        (keys.Key_Left, last - 1),
        (keys.Key_Home, 0),
        (keys.Key_Left, 0),
    ):
        qtbot.keyClick(target, key)
        assert target._selection.hovered == Spot(row=index)
    assert "50.0 %" in target.accessibleDescription()


def test_arrows_follow_the_reading_direction(rows: tuple[TokenRow, TokenRow], qtbot: QtBot) -> None:
    source, _ = rows
    picture = shown(translation(source="قط على سجادة"))
    source.set_chips([Chip(text) for text in picture.columns], picture)
    source.setFocus()
    for _ in range(3):
        qtbot.keyClick(source, Qt.Key.Key_Left)
    assert source._selection.hovered == Spot(column=2)
    assert source.box(0).left() > source.box(1).left()


def test_a_pin_survives_hovering_another_token(rows: tuple[TokenRow, TokenRow], qtbot: QtBot) -> None:
    source, target = rows
    qtbot.mouseClick(target, Qt.MouseButton.LeftButton, pos=target.box(2).center().toPoint())
    qtbot.mouseMove(source, source.box(1).center().toPoint())
    assert source._selection.hovered == Spot(column=1)
    assert source._selection.shown == Spot(row=2)
    qtbot.keyClick(source, Qt.Key.Key_Escape)
    assert source._selection.shown is None


def test_leaving_ends_the_hover(rows: tuple[TokenRow, TokenRow], qtbot: QtBot) -> None:
    source, _ = rows
    qtbot.mouseMove(source, source.box(1).center().toPoint())
    QApplication.sendEvent(source, QEvent(QEvent.Type.Leave))
    assert source._selection.shown is None


def test_partners_glow_by_their_weight(rows: tuple[TokenRow, TokenRow]) -> None:
    source, _ = rows
    picture = shown(translation())
    source._selection.hover(Spot(row=4))
    order = picture.weights[4].argsort()
    image = source.grab().toImage()

    def distance(index: int) -> int:
        at = source.box(index).topLeft() + QPointF(5, 5)
        color, panel = image.pixelColor(at.toPoint()), theme.colors().panel
        return abs(color.red() - panel.red())

    assert distance(int(order[-1])) > distance(int(order[0]))


def test_many_tokens_wrap_and_none_is_lost(rows: tuple[TokenRow, TokenRow]) -> None:
    source, _ = rows
    picture = shown(translation(source=" ".join(f"w{i}" for i in range(200))))
    source.set_chips([Chip(text) for text in picture.columns], picture)
    height = source.heightForWidth(600)
    source.resize(600, height)
    assert len({source.box(i).top() for i in range(201)}) > 5
    assert source.box(200).bottom() <= height
    assert source.index_at(source.box(150).center()) == 150
