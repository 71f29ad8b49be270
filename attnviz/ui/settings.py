"""What is remembered between starts: one frozen record over an ini file that a person may read and edit."""

from __future__ import annotations

import base64
import binascii
import json
import os
from contextlib import suppress
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSettings

from attnviz.ui.i18n import CHOICES
from attnviz.ui.system.private_files import make_private
from attnviz.ui.theme import LARGEST, SMALLEST, THEMES

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True)
class Settings:
    """``scale`` is the text size in per cent, ``states`` what each pane remembers, and the window of its splitters.

    ``loaded`` are the settings as they were read: what differs from them is what somebody chose since.
    """

    theme: str = "system"
    language: str = "system"
    scale: int = 100
    pane: str = ""
    details: bool = True
    geometry: bytes = b""
    states: dict[str, dict[str, Any]] = field(default_factory=dict)
    loaded: Settings | None = field(default=None, repr=False, compare=False)


FIELDS = tuple(each.name for each in fields(Settings) if each.name != "loaded")


def store() -> QSettings:
    """The settings file: ``ATTNVIZ_SETTINGS`` names another one."""
    named = os.environ.get("ATTNVIZ_SETTINGS")
    if named:
        path = Path(named)
        if path.exists() and not path.is_file():  # a pipe would be waited for and a device replaced; a folder is told
            path = path.parent
        return QSettings(str(path), QSettings.Format.IniFormat)
    return QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "attnviz", "attnviz")


def load(store: QSettings) -> Settings:
    """The settings in a file; unknown keys are ignored and what cannot be read falls back to the default."""
    known: dict[str, Any] = {}
    for name in FIELDS:
        text = store.value(name)
        value = _READ[name](text) if isinstance(text, str) else None
        if value is not None:
            known[name] = value
    return Settings(**known, loaded=Settings(**known))


def save(store: QSettings, settings: Settings) -> bool:
    """Write the settings, of those that were read only what changed since; False when the file cannot be written.

    What another window wrote in the meantime stays where this one changed nothing.
    """
    with suppress(OSError):  # told by the store
        path = Path(store.fileName())
        path.parent.mkdir(parents=True, exist_ok=True)
        make_private(path)
    store.sync()
    written = load(store)
    for name in FIELDS:
        value, there = getattr(settings, name), getattr(written, name)
        if settings.loaded is not None:
            value = _merged(getattr(settings.loaded, name), value, there)
            if value == there:
                continue
        if isinstance(value, bytes):
            value = base64.b64encode(value).decode()
        store.setValue(name, value if isinstance(value, str) else json.dumps(value))
    store.sync()
    return store.status() == QSettings.Status.NoError


def _merged(before: Any, mine: Any, theirs: Any) -> Any:
    """What stands after two changed the same: theirs where mine is as it was before.

    Of two records each entry is merged; of two lists of names (the photos opened last) all new ones stay, mine first.
    """
    if mine == before:
        return theirs
    if isinstance(mine, dict) and isinstance(theirs, dict):
        before = before if isinstance(before, dict) else {}
        names = [name for name in {**theirs, **mine} if name in mine or name not in before]
        return {
            name: _merged(before.get(name), mine[name], theirs.get(name)) if name in mine else theirs[name]
            for name in names
            if name in theirs or mine[name] != before.get(name)
        }
    if _are_names(mine) and _are_names(theirs):
        before = before if _are_names(before) else []
        new = [name for name in theirs if name not in before and name not in mine]
        return [name for name in mine if name not in before or name in theirs] + new
    return mine


def _are_names(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(each, str) for each in value)


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _one_of(choices: tuple[str, ...], text: str) -> str | None:
    return text if text in choices else None


def _scale(text: str) -> int | None:
    number = _json(text)
    return number if type(number) is int and SMALLEST <= number <= LARGEST else None


def _yes_or_no(text: str) -> bool | None:
    value = _json(text)
    return value if isinstance(value, bool) else None


def _bytes(text: str) -> bytes | None:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None


def _states(text: str) -> dict[str, dict[str, Any]] | None:
    states = _json(text)
    return (
        {key: state for key, state in states.items() if isinstance(state, dict)} if isinstance(states, dict) else None
    )


_READ: dict[str, Callable[[str], Any]] = {
    "theme": lambda text: _one_of(THEMES, text),
    "language": lambda text: _one_of(CHOICES, text),
    "scale": _scale,
    "pane": str,
    "details": _yes_or_no,
    "geometry": _bytes,
    "states": _states,
}
