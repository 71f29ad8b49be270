"""Everything in the window can be reached by keys and has a name, whichever panes there are."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAccessible, QAction
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QComboBox, QLabel, QMenu, QScrollBar, QTabBar, QWidget

from attnviz.engine.messages import Refused
from attnviz.ui.panes.table import PANES
from attnviz.ui.window import Window

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

Open = Callable[..., Window]
IDS = [pane.id for pane in PANES]


def no_engine() -> Callable[..., Any]:
    def run(request: Any, checkpoint: Any) -> Any:
        raise Refused("no_engine", "There is no engine in this test.")

    return run


@pytest.fixture(params=IDS)
def window(request: pytest.FixtureRequest, open_window: Open, qtbot: QtBot) -> Window:
    window = open_window(PANES, no_engine)
    window.show_pane(request.param)
    window.activateWindow()
    qtbot.wait(50)
    return window


def controls(window: Window) -> Iterator[QWidget]:
    """Everything that takes the focus, without the parts that Qt makes inside its own controls."""
    for widget in window.findChildren(QWidget):
        inside = widget.parentWidget()
        if (
            widget.focusPolicy() != Qt.FocusPolicy.NoFocus
            and not isinstance(widget, QScrollBar | QMenu)
            and not widget.objectName().startswith("qt_")
            and not isinstance(inside, QComboBox | QAbstractSpinBox | QTabBar)
            and not (inside and inside.inherits("QComboBoxPrivateContainer"))
            and not (isinstance(widget, QLabel) and widget.focusPolicy() == Qt.FocusPolicy.ClickFocus)
            and widget.isVisible()
        ):
            yield widget


def describe(widget: QWidget) -> str:
    return f"{type(widget).__name__} {widget.objectName()!r} in {type(widget.parentWidget()).__name__}"


def test_every_control_has_a_name_for_those_who_do_not_see_it(window: Window) -> None:
    found = list(controls(window))
    assert len(found) >= 5
    nameless = []
    for widget in found:
        interface = QAccessible.queryAccessibleInterface(widget)
        if not interface or not interface.text(QAccessible.Text.Name).strip():
            nameless.append(describe(widget))
    assert nameless == []


def test_every_control_has_an_object_name_of_its_own(window: Window) -> None:
    pattern = re.compile(rf"(window|{'|'.join(IDS)})(\.[a-z0-9_]+)+")
    assert [describe(each) for each in controls(window) if not pattern.fullmatch(each.objectName())] == []
    names = [each.objectName() for each in controls(window)]
    assert sorted(name for name in set(names) if names.count(name) > 1) == []


def test_tab_reaches_every_control_and_comes_back(window: Window, qtbot: QtBot) -> None:
    wanted = {each for each in controls(window) if each.focusPolicy() & Qt.FocusPolicy.TabFocus and each.isEnabled()}
    navigation = window.findChild(QWidget, "window.panes")
    assert navigation
    navigation.setFocus()
    reached = {navigation}
    for _ in range(3 * len(wanted) + 20):
        focus = QApplication.focusWidget()
        assert focus
        qtbot.keyClick(focus, Qt.Key.Key_Tab)
        focus = QApplication.focusWidget()
        assert focus
        reached.add(focus)
        if focus is navigation:
            break
    else:
        pytest.fail("Tab does not come back to the navigation")
    # of a group of radio buttons or segments Tab reaches the checked one, and arrow keys the others
    missing = [each for each in wanted - reached if not in_reached_group(each, reached)]
    assert [describe(each) for each in missing] == []


def in_reached_group(widget: QWidget, reached: set[QWidget]) -> bool:
    group = getattr(widget, "group", lambda: None)()
    return bool(group and any(button in reached for button in group.buttons()))


def in_force(action: QAction) -> bool:
    """Whether a bar or button that is seen leads to an action: the keys of a hidden pane's are not heard."""
    for each in action.associatedObjects():
        if in_force(each.menuAction()) if isinstance(each, QMenu) else isinstance(each, QWidget) and each.isVisible():
            return True
    return False


def test_every_action_has_a_text(window: Window) -> None:
    actions = [each for each in window.findChildren(QAction) if not each.isSeparator() and not of_qt(each)]
    assert len(actions) > 15
    assert [each.objectName() or each.toolTip() for each in actions if not each.text().strip()] == []


def of_qt(action: QAction) -> bool:
    """Whether an action is shown nowhere, or only in what Qt makes for itself."""
    made = action.objectName().startswith("_q_")  # the button that empties a line
    return made or all(each.objectName().startswith("qt_") for each in action.associatedObjects())


def test_no_two_actions_share_a_shortcut(window: Window) -> None:
    keys: dict[str, list[str]] = {}
    for each in (each for each in window.findChildren(QAction) if not of_qt(each) and in_force(each)):
        for key in each.shortcuts():
            keys.setdefault(key.toString(), []).append(each.text())
    assert len(keys) > 8
    assert {key: texts for key, texts in keys.items() if len(texts) > 1} == {}


@pytest.mark.parametrize("scale", [80, 250])
def test_at_any_text_size_the_window_fits_a_small_screen(window: Window, scale: int, qtbot: QtBot) -> None:
    window.set_scale(scale)
    qtbot.wait(50)
    window.resize(QSize(1000, 680))
    qtbot.wait(50)
    assert window.minimumSizeHint().width() <= 1000
    assert window.minimumSizeHint().height() <= 680
