"""A live switch of the language leaves no English behind, whichever panes there are."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QGroupBox,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QTabBar,
    QTextEdit,
    QWidget,
)

from attnviz.engine.session import Session
from attnviz.paths import asset
from attnviz.ui.panes.table import PANES
from attnviz.ui.window import Window

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

Open = Callable[..., Window]


def english() -> set[str]:
    """Every text of the catalogue that reads otherwise in Chinese and has no place for a value."""
    pairs = [
        (each.findtext("source", ""), each.findtext("translation", ""))
        for each in ET.parse(asset("i18n", "attnviz_zh_CN.ts")).iter("message")
    ]
    return {source.replace("&", "") for source, chinese in pairs if source != chinese and "{" not in source}


def said(window: Window) -> Iterator[tuple[str, str]]:
    """Every text in the window with where it stands."""
    for action in window.findChildren(QAction):
        if action.objectName() == "window.language.en":
            continue  # a language is named in itself
        yield f"action {action.objectName()}", action.text().replace("&", "")
        yield f"tool tip of action {action.objectName()}", action.toolTip()
    for widget in window.findChildren(QWidget):
        where = f"{type(widget).__name__} {widget.objectName()}"
        yield f"name of {where}", widget.accessibleName()
        yield f"description of {where}", widget.accessibleDescription()
        yield f"tool tip of {where}", widget.toolTip()
        if isinstance(widget, QLabel | QAbstractButton):
            yield where, widget.text().replace("&", "")
        if isinstance(widget, QMenu | QGroupBox):
            yield where, widget.title().replace("&", "")
        if isinstance(widget, QComboBox):
            yield from ((where, widget.itemText(i)) for i in range(widget.count()))
        if isinstance(widget, QTabBar):
            yield from ((where, widget.tabText(i)) for i in range(widget.count()))
        if isinstance(widget, QLineEdit | QPlainTextEdit | QTextEdit):
            yield f"placeholder of {where}", widget.placeholderText()
        if isinstance(widget, QAbstractSpinBox):
            yield where, widget.specialValueText()
        model = widget.model() if isinstance(widget, QAbstractItemView) else None
        for row in range(model.rowCount() if model else 0):
            yield where, str(model.index(row, 0).data() or "") if model else ""


@pytest.mark.parametrize("pane", [pane.id for pane in PANES])
def test_a_live_switch_to_chinese_leaves_no_english(open_window: Open, models: Path, pane: str, qtbot: QtBot) -> None:
    window = open_window(PANES, lambda: Session([models]).run)
    window.show_pane(pane)
    qtbot.waitUntil(lambda: bool(window.status.text()) or pane != "translate", timeout=60_000)
    qtbot.wait(200)
    texts = english()
    before = {where for where, text in said(window) if text in texts}
    assert len(before) > 20  # the walk sees texts
    window.set_language("zh_CN")
    qtbot.waitUntil(lambda: window.menus.menu("file").title() != "&File")
    assert [(where, text) for where, text in said(window) if text in texts] == []
    window.set_language("en")
    qtbot.waitUntil(lambda: window.menus.menu("file").title() == "&File")
    assert {where for where, text in said(window) if text in texts} >= before
