"""Random keys, clicks, drags, wheel turns, drops and pastes for a window, and a person who changes her mind about what is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator

    from attnviz.ui.window import Window

KEYS = [
    *(Qt.Key(k) for k in range(Qt.Key.Key_A.value, Qt.Key.Key_Z.value + 1)),
    *(Qt.Key.Key_Space, Qt.Key.Key_Period, Qt.Key.Key_Backspace, Qt.Key.Key_Delete, Qt.Key.Key_Return),
    *(Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End),
    *(Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Escape, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_F9),
]
MODIFIERS = [Qt.KeyboardModifier.NoModifier] * 8 + [
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
]
LEFT, NO_KEYS = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def visible(widget: QWidget) -> Iterator[QWidget]:
    """All that is seen of a widget's descendants; what is in a hidden pane is not even looked at, which is most of a window."""
    for child in widget.children():
        if isinstance(child, QWidget) and child.isVisible():
            yield child
            yield from visible(child)


def one_input(window: Window, chance: random.Random) -> None:
    """A key for whoever has the focus, or something with the mouse on any visible widget."""
    popup = QApplication.activePopupWidget()
    widget = any_widget(popup or window, chance)
    place, kind = somewhere(widget, chance), chance.random()
    if kind < 0.55:
        QTest.keyClick(popup or QApplication.focusWidget() or window, chance.choice(KEYS), chance.choice(MODIFIERS))
    elif kind < 0.75:
        QTest.mouseClick(widget, LEFT, pos=place)
    elif kind < 0.90:
        QTest.mouseMove(widget, place)
    elif kind < 0.95:
        end = somewhere(widget, chance)
        QTest.mousePress(widget, LEFT, pos=place)
        QTest.mouseMove(widget, end)
        QTest.mouseRelease(widget, LEFT, pos=end)
    else:
        turn = QPoint(0, chance.choice((-120, 120)))
        none = Qt.MouseButton.NoButton, NO_KEYS, Qt.ScrollPhase.NoScrollPhase
        wheel = QWheelEvent(QPointF(place), widget.mapToGlobal(QPointF(place)), QPoint(), turn, *none, False)
        QApplication.sendEvent(widget, wheel)


def any_widget(of: QWidget, chance: random.Random) -> QWidget:
    """One that is seen."""
    widgets = [widget for widget in visible(of) if widget.width() > 0 and widget.height() > 0]
    return chance.choice(widgets) if widgets else of


def somewhere(widget: QWidget, chance: random.Random) -> QPoint:
    return QPoint(chance.randrange(max(1, widget.width())), chance.randrange(max(1, widget.height())))


def drop(mime: QMimeData, window: Window, chance: random.Random) -> None:
    """Drop something on whatever takes it at a place."""
    widget: QWidget | None = any_widget(window, chance)
    place = QPointF(somewhere(widget, chance))
    while widget is not None and not widget.acceptDrops():
        widget = widget.parentWidget()
    if widget is not None:
        how = Qt.DropAction.CopyAction, mime, LEFT, NO_KEYS
        enter = QDragEnterEvent(place.toPoint(), *how)
        QApplication.sendEvent(widget, enter)
        if enter.isAccepted():
            QApplication.sendEvent(widget, QDropEvent(place, *how))


def paste(mime: QMimeData, window: Window) -> None:
    """Paste something where the focus is."""
    QGuiApplication.clipboard().setMimeData(mime)
    QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)


def change_mind(window: Window, home: str, chance: random.Random) -> None:
    """Another pane, model, section, theme, size or language, in the middle of whatever goes on."""
    pane: Any = window.pane
    what = chance.choice(("pane", "pane", "model", "model", "section", "section", "theme", "language", "scale"))
    if what == "pane":
        away = window.settings.pane == home and chance.random() < 0.5
        window.show_pane(chance.choice(list(window._classes)) if away else home)
    elif what == "model" and hasattr(pane, "set_model"):
        models = pane.models if hasattr(pane, "models") else pane
        if models._models:
            pane.set_model(chance.choice(models._models).id)
    elif what == "section" and getattr(pane, "sections", None):
        pane.show_section(chance.choice(getattr(pane, "section_ids", tuple(pane.sections))))
    elif what == "theme":
        window.set_theme(chance.choice(("light", "dark", "system")))
    elif what == "language":
        window.set_language(chance.choice(("en", "zh_CN")))
    elif what == "scale":
        window.set_scale(chance.choice((80, 100, 150)))
