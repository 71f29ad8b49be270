"""Where files are: what the program ships, and what a person adds."""

from __future__ import annotations

import functools
import os
import sys
from pathlib import Path


def asset(*parts: str) -> Path:
    """The path of a shipped file or folder, for example ``asset("weights")``. It need not exist."""
    return _shipped().joinpath(*parts)


@functools.cache
def _shipped() -> Path:
    package = Path(__file__).resolve().parent
    installed = package / "assets"
    return installed if installed.is_dir() else package.parent / "assets"


def user_models() -> Path:
    """The folder of models that a person trained or added. It need not exist."""
    if sys.platform == "win32":
        root = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        root = Path.home() / "Library" / "Application Support"
    else:
        root = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    return root / "attnviz" / "models"


def model_folders() -> list[Path]:
    """Where models are looked for, in order: the folder that ``ATTNVIZ_MODELS`` names, the shipped ones, the person's own."""
    extra = os.environ.get("ATTNVIZ_MODELS")
    return [*([Path(extra)] if extra else []), asset("weights"), user_models()]
