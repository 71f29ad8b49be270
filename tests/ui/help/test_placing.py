"""Where a card of the tour stands: inside the window, never on what it rings, on nothing to be watched where that can be."""

from __future__ import annotations

import random

import pytest
from PySide6.QtCore import QPoint, QRect, QSize

from attnviz.ui.help.placing import place

WHOLE = QRect(12, 12, 1256, 680)
SIZE = QSize(350, 150)


@pytest.mark.parametrize("seed", range(40))
def test_a_card_is_in_the_window_and_not_on_the_ring(seed: int):
    draw = random.Random(seed)
    ring = QRect(draw.randrange(1200), draw.randrange(640), draw.randrange(8, 800), draw.randrange(8, 340)) & WHOLE
    keeps = [QRect(draw.randrange(1200), draw.randrange(640), 300, 200) for _ in range(draw.randrange(4))]
    card = QRect(place(ring, SIZE, WHOLE, keeps), SIZE)
    assert WHOLE.contains(card)
    assert not card.intersects(ring)


def test_it_stands_beside_the_ring_but_not_on_what_is_to_be_watched():
    ring = QRect(200, 60, 400, 40)
    free = QRect(place(ring, SIZE, WHOLE), SIZE)
    assert free.left() - ring.right() < 20 or free.top() - ring.bottom() < 20
    field, picture = QRect(610, 60, 300, 40), QRect(180, 180, 820, 480)
    beside = QRect(place(ring, SIZE, WHOLE, [field, picture]), SIZE)
    assert not any(beside.intersects(each) for each in (ring, field, picture))


def test_without_a_ring_it_stands_in_the_corner():
    assert place(QRect(), SIZE, WHOLE) == QPoint(WHOLE.right() - 350, WHOLE.bottom() - 150)
