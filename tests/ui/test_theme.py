"""Both themes can be read, and reach every widget at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QLabel, QPushButton, QVBoxLayout, QWidget

from attnviz.ui import theme

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def luminance(color: QColor) -> float:
    def linear(channel: float) -> float:
        return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4

    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF())


def contrast(one: QColor, other: QColor) -> float:
    """The contrast ratio of WCAG 2, 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("colors", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
@pytest.mark.parametrize("ground", ["window", "panel", "raised", "accent_soft"])
def test_text_stands_out_from_every_ground(colors: theme.Colors, ground: str) -> None:
    for name in ("text", "muted", "danger", "warning"):
        assert contrast(getattr(colors, name), getattr(colors, ground)) >= 4.5, name


@pytest.mark.parametrize("colors", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
def test_controls_and_the_accent_stand_out_and_text_on_the_accent_can_be_read(colors: theme.Colors) -> None:
    for ground in (colors.window, colors.panel):
        assert contrast(colors.accent, ground) >= 3
        assert contrast(colors.outline, ground) >= 3
    assert contrast(colors.on_accent, colors.accent) >= 4.5


def test_a_theme_reaches_open_widgets_at_once(qtbot: QtBot, qapp: QApplication) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    label = QLabel("x", widget)
    widget.show()
    for name, colors in (("dark", theme.DARK), ("light", theme.LIGHT), ("dark", theme.DARK)):
        theme.apply(qapp, name, 100)
        assert widget.palette().color(QPalette.ColorRole.Window) == colors.window
        assert label.palette().color(QPalette.ColorRole.WindowText) == colors.text
        assert theme.colors(label) is colors
        assert widget.grab().toImage().pixelColor(widget.width() - 2, widget.height() - 2) == colors.window


def test_the_text_size_reaches_open_widgets_and_comes_back(qtbot: QtBot, qapp: QApplication) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    label, button, title = QLabel("x"), QPushButton("x"), QLabel("x")
    title.setProperty("role", "title")
    layout = QVBoxLayout(widget)
    for each in (label, button, title):
        layout.addWidget(each)
    widget.show()
    before = [each.fontMetrics().height() for each in (label, button, title)]
    theme.apply(qapp, "light", 200)
    larger = [each.fontMetrics().height() for each in (label, button, title)]
    theme.apply(qapp, "light", 100)
    assert all(large >= 1.8 * normal for large, normal in zip(larger, before, strict=True))
    assert [each.fontMetrics().height() for each in (label, button, title)] == before
    assert before[2] > before[0]


def test_every_name_in_the_style_sheet_is_known() -> None:
    for colors in (theme.LIGHT, theme.DARK):
        assert "$" not in theme.sheet(colors, 10.0)


@pytest.mark.parametrize("name", ["light", "dark"])
def test_buttons_of_dialogs_have_words_alone(qapp: QApplication, qtbot: QtBot, name: str) -> None:
    theme.apply(qapp, name, 100)  # icons of the style are black in the dark
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Close)
    qtbot.addWidget(box)
    box.show()
    assert all(button.icon().isNull() and button.text() for button in box.buttons())
