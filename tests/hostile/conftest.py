"""Windows look and speak alike before each test, as in the tests of the window."""

from tests.ui.conftest import open_window, plain_look, qapp, qtbot

__all__ = ["open_window", "plain_look", "qapp", "qtbot"]
