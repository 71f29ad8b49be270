"""One run of the program with its window: made, shown, and only then the engine behind it."""

from __future__ import annotations

import sys
from dataclasses import replace
from functools import partial

from attnviz.atomic_write import remove_leftovers
from attnviz.paths import user_models
from attnviz.ui import i18n, settings, text_size, theme
from attnviz.ui.application import make_app
from attnviz.ui.system.crash_reports import Reporter
from attnviz.ui.system.ctrl_c import CtrlC
from attnviz.ui.window import Window


def _receive(window: Window, path: str) -> None:
    if window.pane is not None:
        window.pane.receive(path=path)


def run(path: str = "") -> int:
    """Open the window and return the exit status when it has closed; ``path`` is opened in the Open pane."""
    app = make_app(sys.argv[:1])
    reporter = Reporter(app)
    file = settings.store()
    chosen = settings.load(file)
    growth = text_size.growth_of(chosen.geometry)
    sheet = theme.prepare(app, chosen.theme, text_size.scaled(chosen.scale, growth))
    language = i18n.apply(app, chosen.language)
    if path:
        chosen = replace(chosen, pane="open")
    window = Window(chosen, partial(settings.save, file))
    window.text_size.growth = growth
    app.setStyleSheet(sheet)
    if path:
        window.painted.connect(partial(_receive, window, path))
    reporter.failed.connect(window.warn)
    app.styleHints().colorSchemeChanged.connect(window.follow_system)
    window.painted.connect(partial(remove_leftovers, user_models()))
    if i18n.is_written_in_chinese(language):
        window.painted.connect(window.warn_of_fonts)
    if not file.isWritable():
        window.painted.connect(window.warn_of_settings)
    interrupts = CtrlC(window.close, app)
    window.painted.connect(interrupts.listen)
    window.painted.connect(window.bridge.open)  # last: while torch's library is loaded, no other can be
    window.show()
    try:
        return app.exec()
    finally:
        window.shut_down()
        interrupts.restore()
        reporter.restore()
