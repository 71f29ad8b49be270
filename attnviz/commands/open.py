"""``attnviz open``: the window with a model's folder or an attention file. ``__main__`` opens it before anything is imported."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse


def run(arguments: argparse.Namespace) -> int:
    """Open the window; the exit status when it has closed."""
    from attnviz.__main__ import window

    return window(str(arguments.path))
