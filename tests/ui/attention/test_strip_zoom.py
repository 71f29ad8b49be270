"""The strip of small pictures grows with Ctrl and the wheel, and never becomes smaller than it fits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QWheelEvent
from PySide6.QtWidgets import QApplication

from attnviz.ui.attention.strip_drawing import StripCell
from attnviz.ui.attention.strip_page import StripView
from attnviz.ui.widgets.scroll_areas import PlainScrollArea
from attnviz.ui.widgets.selection import Selection

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def turn(view: StripView, steps: int) -> None:
    """Turn the wheel with Ctrl held."""
    ctrl, none = Qt.KeyboardModifier.ControlModifier, Qt.MouseButton.NoButton
    at, phase = QPointF(20, 20), Qt.ScrollPhase.NoScrollPhase
    event = QWheelEvent(at, at, QPoint(), QPoint(0, 120 * steps), none, ctrl, phase, False)
    QApplication.sendEvent(view, event)


def test_ctrl_and_the_wheel_zoom_the_strip(qtbot: QtBot) -> None:
    view = StripView(Selection())
    area = PlainScrollArea(view)
    qtbot.addWidget(area)
    area.resize(600, 400)
    area.show()
    photo = QImage(60, 40, QImage.Format.Format_RGB32)
    photo.fill(Qt.GlobalColor.gray)
    view.show_cells(photo, [StripCell(f"w{i}", None, 1.0) for i in range(9)], "light", smooth=True)
    before = view.laid_out().boxes[0].width()
    turn(view, 3)
    larger = view.laid_out().boxes[0].width()
    assert larger > before
    assert all(box.right() <= view.width() + 1 for box in view.laid_out().boxes)
    turn(view, 40)
    assert view.laid_out().boxes[0].width() <= view.width()
    turn(view, -80)
    assert view.laid_out().boxes[0].width() == before
