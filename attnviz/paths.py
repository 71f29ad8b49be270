"""Where the shipped files are: beside the package in a checkout, inside it when installed."""

from __future__ import annotations

from pathlib import Path


def asset(*parts: str) -> Path:
    """The path of a shipped file or folder, for example ``asset("weights")``. It need not exist."""
    package = Path(__file__).resolve().parent
    installed = package / "assets"
    root = installed if installed.is_dir() else package.parent / "assets"
    return root.joinpath(*parts)
