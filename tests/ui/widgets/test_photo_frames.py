"""The words of boxes over a photo."""

from itertools import combinations

from PySide6.QtCore import QRectF, QSizeF

from attnviz.ui.widgets.photo_drawing import free_corners


def test_the_words_of_boxes_that_lie_over_each_other_do_not() -> None:
    target = QRectF(0, 0, 300, 300)
    boxes = [QRectF(50, 80, 120, 90), QRectF(50, 80, 100, 60), QRectF(52, 84, 110, 80), QRectF(0, 0, 90, 50)]
    size = QSizeF(70, 18)
    rooms = [QRectF(corner, size) for corner in free_corners(boxes, [size] * len(boxes), target)]
    assert not any(one.intersects(other) for one, other in combinations(rooms, 2))
    assert all(target.contains(room) for room in rooms)


def test_one_box_has_its_words_above_it_and_inside_where_there_is_no_room() -> None:
    target, size = QRectF(0, 0, 300, 300), QSizeF(70, 18)
    assert free_corners([QRectF(50, 80, 120, 90)], [size], target)[0].toTuple() == (50, 62)
    assert free_corners([QRectF(50, 5, 120, 90)], [size], target)[0].y() >= 5
    assert len(free_corners([QRectF(0, 0, 300, 300)], [QSizeF(900, 18)], target)) == 1  # too wide for any place
