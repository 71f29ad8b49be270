"""``attnviz shot``: a picture of the real window, rendered without a screen."""

from __future__ import annotations

import argparse


def run(arguments: argparse.Namespace) -> int:
    """Write one PNG."""
    return 0
