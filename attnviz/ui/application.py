"""The application object of Qt, which every window, picture and figure needs first."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QApplication

from attnviz import __version__


def make_app(argv: list[str] | None = None) -> QApplication:
    """The application object, or the one there is, with the program's name and style."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_DontShowIconsInMenus)
        app = QApplication([*(argv or ["attnviz"]), "-style", "fusion"])  # setStyle would first load all of QStyle
    app.setApplicationName("attnviz")
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("attnviz")
    return app
