"""What a screen reader is told: every control of every pane, section and dialog through QAccessible, and the pointed cell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QPushButton, QWidget

from attnviz.ui.bridge import start_engine
from attnviz.ui.controls.popover import Popover
from attnviz.ui.panes.table import PANES
from attnviz.ui.panes.translate.pane import TranslatePane

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot

    from attnviz.ui.window import Window

ROLE = QAccessible.Role
INTERACTIVE = {
    *(ROLE.Button, ROLE.PushButton, ROLE.CheckBox, ROLE.RadioButton, ROLE.ButtonMenu, ROLE.ButtonDropDown),
    *(ROLE.ComboBox, ROLE.SpinBox, ROLE.Slider, ROLE.Dial, ROLE.EditableText, ROLE.PageTab, ROLE.MenuItem),
    *(ROLE.List, ROLE.Table, ROLE.Tree, ROLE.HotkeyField, ROLE.ProgressBar),
}
VALUED = {ROLE.ComboBox, ROLE.SpinBox, ROLE.Slider, ROLE.Dial}


def walk(interface: QAccessibleInterface) -> Iterator[QAccessibleInterface]:
    """Everything below an interface that is seen."""
    for i in range(interface.childCount()):
        child = interface.child(i)
        widget = child.object() if child is not None else None
        if child is None or (isinstance(widget, QWidget) and not widget.isVisible()):
            continue
        yield child
        if child.role() not in VALUED:  # the parts that Qt makes inside its own controls are spoken as one
            yield from walk(child)


def spoken(root: QWidget) -> list[QAccessibleInterface]:
    interface = QAccessible.queryAccessibleInterface(root)
    assert interface is not None
    return [each for each in walk(interface) if each.role() in INTERACTIVE]


def silent(root: QWidget) -> list[str]:
    """The controls that have no name, or no value where they have one to tell."""
    found = []
    for each in spoken(root):
        widget = each.object()
        near = widget.parent() if widget else None
        where = f"{each.role().name} {widget.objectName() if widget else ''} {type(widget).__name__} in {near}"
        if widget is not None and widget.objectName().startswith("qt_"):
            continue
        if not each.text(QAccessible.Text.Name).strip():
            found.append(f"no name: {where}")
        elif isinstance(widget, QComboBox) and not widget.count():
            continue  # what it will list is not known yet
        elif each.role() in VALUED and isinstance(widget, QWidget) and not value(each).strip():
            found.append(f"no value: {where}")
    return found


def value(interface: QAccessibleInterface) -> str:
    told = interface.text(QAccessible.Text.Value)
    values = interface.valueInterface()
    return told or (str(values.currentValue()) if values else "")


@pytest.fixture
def window(open_window: Callable[..., Window]) -> Window:
    return open_window(PANES, start_engine)


@pytest.mark.parametrize("id", [pane.id for pane in PANES])
def test_every_control_of_every_section_has_a_name_and_its_value(window: Window, id: str, qtbot: QtBot) -> None:
    window.show_pane(id)
    pane: Any = window.panes[id]
    sections = list(getattr(pane, "sections", ()))
    missing, heard = [], 0
    for section in sections or [None]:
        if section is not None:
            pane.tabs.setCurrentIndex(sections.index(section))
        qtbot.wait(50)
        heard += len(spoken(window))
        missing += [f"{section}: {each}" for each in silent(window)]
    assert heard > 20
    assert sorted(set(missing)) == []


@pytest.mark.parametrize("name", ["shortcuts", "glossary", "cite", "about", "palette"])
def test_help_pages_tell_their_controls(window: Window, name: str, qtbot: QtBot) -> None:
    getattr(window.help, name)()
    qtbot.wait(20)
    pages = [each for each in QApplication.topLevelWidgets() if isinstance(each, QDialog) and each.isVisible()]
    assert pages
    for page in pages:
        assert page.windowTitle() or page.accessibleName()
        assert silent(page) == []
        page.close()


def test_the_view_popover_the_table_of_heads_and_the_cell_are_told(window: Window, qtbot: QtBot) -> None:
    pane = window.panes["translate"]
    assert isinstance(pane, TranslatePane)
    pane.set_text("The cat sleeps.")
    pane.set_model("transformer-en-fr")
    qtbot.waitUntil(lambda: pane.is_settled() and pane.drawer.isVisible())
    assert silent(window) == []
    pane.view.options.click()
    assert len(spoken(pane.view.popover)) >= 6
    assert silent(pane.view.popover) == []
    pane.view.popover.hide()
    table = pane.drawer.show_table()
    qtbot.wait(20)
    assert silent(table) == []
    table.close()
    pane.heatmap.setFocus()
    picture = pane.heatmap.picture()
    assert picture is not None
    pane.selection.walk(pane.heatmap._start())
    interface = QAccessible.queryAccessibleInterface(pane.heatmap)
    assert interface is not None
    said = interface.text(QAccessible.Text.Description)
    assert "looks at" in said, said
    assert said == f"{picture.rows[0]} looks at {picture.columns[0]}, {said.rsplit(', ', 1)[1]}"
    assert float(said.rsplit(", ", 1)[1]) == pytest.approx(float(picture.weights[0, 0]), abs=0.005)


def open_dialogs() -> list[QDialog]:
    return [each for each in QApplication.topLevelWidgets() if isinstance(each, QDialog) and each.isVisible()]


def test_the_windows_beside_the_window_tell_their_controls(window: Window, qtbot: QtBot) -> None:
    translate: Any = window.panes["translate"]
    translate.set_text("The cat sleeps.")
    qtbot.waitUntil(translate.is_settled)
    assert translate.exporter.figures.open()
    window.show_compress()
    window.show_pane("open")
    opened: Any = window.panes["open"]
    opened.sources.ask_for_download()
    window.show_pane("playground")
    window.panes["playground"].show_section("steps")  # type: ignore[attr-defined]
    large = window.findChild(QPushButton, "playground.code.large")
    assert large is not None
    large.click()
    qtbot.wait(100)
    heard: dict[str, int] = {}
    for dialog in open_dialogs():
        assert dialog.windowTitle() or dialog.accessibleName(), dialog
        heard[dialog.objectName()] = len(spoken(dialog))
        assert silent(dialog) == []
        dialog.close()
    assert len(heard) >= 4, heard
    assert sum(heard.values()) > 20, heard


def test_every_popover_is_named_and_tells_its_controls(window: Window, qtbot: QtBot) -> None:
    seen = 0
    for id in (pane.id for pane in PANES):
        window.show_pane(id)
        pane: Any = window.panes[id]
        for number in range(max(len(getattr(pane, "sections", ())), 1)):
            if number:
                pane.tabs.setCurrentIndex(number)
            qtbot.wait(20)
            for popover in pane.findChildren(Popover):
                if popover.button.isVisible():
                    popover.open_below()
                    assert popover.accessibleName(), popover.objectName()
                    assert spoken(popover), popover.objectName()
                    assert silent(popover) == []
                    popover.hide()
                    seen += 1
    assert seen >= 6
