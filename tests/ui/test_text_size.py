"""Text grows with the window, in few steps, and what a person chose stays a share of that."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from attnviz.ui import text_size, theme
from attnviz.ui.settings import Settings
from attnviz.ui.window import Window

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.mark.parametrize(
    ("width", "height", "times"),
    [
        (800, 600, 1),
        (1280, 720, 1),
        (1600, 1000, 1),
        (1920, 1080, 1),
        (2560, 1440, 1.3),
        (2560, 1370, 1.3),
        (7680, 4320, 1.6),
    ],
)
def test_growth(width: int, height: int, times: float) -> None:
    assert text_size.growth(QSize(width, height)) == pytest.approx(times)


def test_a_large_window_has_larger_text_everywhere(qtbot: QtBot, qapp: QApplication) -> None:
    theme.apply(qapp, "light", 100)
    usual = qapp.font().pointSizeF()
    window = Window(Settings(pane="playground"), lambda settings: True)
    qtbot.addWidget(window)
    window.resize(1280, 720)
    window.show()
    try:
        window.resize(2560, 1440)
        qtbot.waitUntil(lambda: window.text_size.growth > 1, timeout=5000)
        assert qapp.font().pointSizeF() == pytest.approx(1.3 * usual, rel=0.02)
        small = [
            each.objectName()
            for kind in (QLabel, QPushButton)
            for each in window.findChildren(kind)
            if each.isVisible() and each.text() and each.font().pointSizeF() < 1.25 * usual
        ]
        assert small == []
        window.set_scale(120)
        assert qapp.font().pointSizeF() == pytest.approx(1.3 * 1.2 * usual, rel=0.02)
        window.set_scale(100)
        kept = bytes(window.saveGeometry().data())
        assert text_size.growth_of(kept) in (
            1,
            pytest.approx(1.3),
        )  # Qt takes no window back that the screen cannot hold
        window.resize(1280, 720)
        qtbot.waitUntil(lambda: window.text_size.growth == 1, timeout=5000)
        assert qapp.font().pointSizeF() == pytest.approx(usual)
    finally:
        window.close()
        theme.apply(qapp, "light", 100)


def test_without_a_geometry_text_is_as_large_as_the_systems(qapp: QApplication) -> None:
    assert text_size.growth_of(b"") == 1
    assert text_size.growth_of(b"no geometry") == 1
