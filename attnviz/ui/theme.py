"""The look: two sets of colours, the palettes and style sheet made of them, and the size of text.

Widgets that paint ask ``colors(self)`` for what a palette has no role for. Ordinary widgets choose a look by its name,
``setProperty("role", "panel")``: QFrame ``panel``; QLabel ``title``, ``heading``, ``muted``, ``error``; QPlainTextEdit ``code``;
QPushButton ``primary``, ``chip``; QToolButton ``segment``; chips of ``words`` that are the subject.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from string import Template

from PySide6.QtCore import QDir, QEvent, Qt
from PySide6.QtGui import QColor, QFont, QFontInfo, QFontMetricsF, QPalette
from PySide6.QtWidgets import QAbstractItemDelegate, QApplication, QComboBox, QListView, QStyledItemDelegate, QWidget

from attnviz.paths import asset

GAP, EDGE, RADIUS = 8, 16, 7  # pixels: between controls, around a pane, of corners
THEMES = ("system", "light", "dark")
CHINESE = ("Noto Sans CJK SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei", "WenQuanYi Micro Hei")
CHINESE_ON_DARK = (
    "PingFang SC",
    "Microsoft YaHei",
    "WenQuanYi Micro Hei",
    "Droid Sans Fallback",
    *CHINESE[:2],
)  # TrueType first:
# Qt thickens the stems of the others, which light on dark look bold beside Latin letters
SMALLEST, LARGEST = 80, 250  # per cent of the system's text size
LAYOUTS = 3  # rounds after which nothing asks for another place any more


@dataclass(frozen=True)
class Colors:
    """The colours of one theme; text and ``muted`` reach 4.5:1 on every ground, ``accent`` and ``outline`` 3:1."""

    window: QColor  # behind everything
    panel: QColor  # cards, text fields
    raised: QColor  # buttons, hovered rows
    border: QColor  # thin lines that only separate
    outline: QColor  # edges of controls
    text: QColor
    muted: QColor  # secondary text
    accent: QColor
    on_accent: QColor  # text on the accent
    accent_soft: QColor  # a wash of the accent under text
    danger: QColor
    warning: QColor


def _colors(**hexes: str) -> Colors:
    return Colors(**{name: QColor(value) for name, value in hexes.items()})


LIGHT = _colors(
    window="#f3f5f7", panel="#ffffff", raised="#e9edf1", border="#d8dfe6", outline="#7f8b97", text="#17212b",
    muted="#52606d", accent="#0b7285", on_accent="#ffffff", accent_soft="#d8eff2", danger="#b42318", warning="#8a5300",
)  # fmt: skip
DARK = _colors(
    window="#14181d", panel="#1c2229", raised="#283039", border="#323c47", outline="#6f7d8b", text="#e7ecf1",
    muted="#a0adb9", accent="#4cc0d2", on_accent="#05232a", accent_soft="#173a42", danger="#ff8f80", warning="#f2b661",
)  # fmt: skip


def is_dark(palette: QPalette) -> bool:
    """Whether a palette is one of light text on a dark ground."""
    return (
        palette.color(QPalette.ColorRole.Window).lightness() < palette.color(QPalette.ColorRole.WindowText).lightness()
    )


def colors(widget: QWidget | None = None) -> Colors:
    """The colours that go with a widget's palette (with none, the application's); ask again on ``PaletteChange``."""
    palette = widget.palette() if widget else QApplication.palette()
    key = palette.cacheKey()
    if key not in _known:  # every widget asks, each time it paints
        _known.clear()
        _known[key] = DARK if is_dark(palette) else LIGHT
    return _known[key]


_known: dict[int, Colors] = {}  # of the palette that was asked about last, by its key


def text_zoom(widget: QWidget) -> float:
    """How many times as large as the program's text a widget's is: what stands beside the text grows with it."""
    return QFontMetricsF(widget.font()).height() / QFontMetricsF(QApplication.font()).height()


def palette(colors: Colors) -> QPalette:
    """The palette of one set of colours, for Fusion."""
    made, role = QPalette(), QPalette.ColorRole
    for roles, color in (
        ((role.Window,), colors.window),
        ((role.Base, role.ToolTipBase), colors.panel),
        ((role.AlternateBase, role.Button, role.Midlight), colors.raised),
        ((role.Light,), colors.panel),
        ((role.Mid, role.Dark), colors.border),
        ((role.Shadow,), colors.outline),
        ((role.WindowText, role.Text, role.ButtonText, role.ToolTipText, role.BrightText), colors.text),
        ((role.PlaceholderText,), colors.muted),
        ((role.Highlight, role.Accent, role.Link, role.LinkVisited), colors.accent),
        ((role.HighlightedText,), colors.on_accent),
    ):
        for each in roles:
            made.setColor(each, color)
    faint = QColor(colors.muted)
    faint.setAlpha(140)
    for each in (role.WindowText, role.Text, role.ButtonText, role.HighlightedText):
        made.setColor(QPalette.ColorGroup.Disabled, each, faint)
    made.setColor(QPalette.ColorGroup.Disabled, role.Highlight, colors.outline)
    return made


def sheet(colors: Colors, points: float) -> str:
    """The style sheet of one set of colours for text of ``points``; Fusion draws what it does not name."""
    names = {name: color.name() for name, color in vars(colors).items()}
    names |= {
        "title": f"{points * 1.35:.1f}",
        "heading": f"{points * 1.08:.1f}",
        "words": f"{points * 1.25:.1f}",
        "code": f"{points * 0.88:.1f}",  # lines of it fit into a column of details
        "radius": str(RADIUS),
    }
    names["shade"] = "dark" if colors is DARK else "light"
    return Template(asset("style.qss").read_text(encoding="utf-8")).substitute(names)


@cache
def _system_font() -> tuple[str, float]:
    """Family and points of the text as the system wants it."""
    font = QApplication.font()
    return QFontInfo(font).family(), font.pointSizeF() if font.pointSizeF() > 0 else 10.0


QT_DELEGATES = (QAbstractItemDelegate, QStyledItemDelegate)  # as those appear that Qt makes for combo boxes itself


def apply(app: QApplication, theme: str, scale: int) -> None:
    """Give the application a theme (``system``, ``light`` or ``dark``) and text of ``scale`` per cent, any time: what is open finds
    its place before it is painted.
    """
    app.setStyleSheet(
        ""
    )  # Qt styles a widget once for a first sheet, but once for each of its parents for a changed one
    app.setStyleSheet(prepare(app, theme, scale))
    _let_delegates_go(app)
    find_places()


def find_places() -> None:
    """Let everything find its place before it is painted."""
    for _ in range(LAYOUTS):
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)


def _let_delegates_go(app: QApplication) -> None:
    """Delete the delegates that lists of combo boxes had before: Qt makes new ones for each sheet, and keeps the old."""
    for window in app.topLevelWidgets():
        for box in window.findChildren(QComboBox):
            for view in box.findChildren(QListView):
                for delegate in view.findChildren(QAbstractItemDelegate):
                    if type(delegate) in QT_DELEGATES and delegate is not view.itemDelegate():
                        delegate.deleteLater()


def prepare(app: QApplication, theme: str, scale: int) -> str:
    """Give it the fonts and colours alone, and return the style sheet that goes with them: a window is made in half the time
    before there is one, since each widget that finds its place would be styled anew.
    """
    family, points = _system_font()
    points *= min(max(scale, SMALLEST), LARGEST) / 100
    schemes = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}
    hints = app.styleHints()
    hints.setColorScheme(schemes.get(theme, Qt.ColorScheme.Unknown))
    chosen = theme if theme in schemes else "dark" if hints.colorScheme() == Qt.ColorScheme.Dark else "light"
    shown = DARK if chosen == "dark" else LIGHT
    QDir.setSearchPaths("icons", [str(asset("icons"))])
    font = QFont(app.font())
    font.setFamilies([family, *(CHINESE_ON_DARK if shown is DARK else CHINESE)])  # a fallback of Qt's may be Japanese
    font.setPointSizeF(points)
    app.setFont(font)
    app.setPalette(palette(shown))
    return sheet(shown, points)
