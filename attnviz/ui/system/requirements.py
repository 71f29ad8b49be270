"""What a window needs and this machine may lack: a screen and the system libraries of Qt. Imports no Qt before they are known."""

from __future__ import annotations

import ctypes
import importlib.util
import os
import re
import sys
from pathlib import Path

PACKAGES = {  # library -> the Debian and Ubuntu package that brings it
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libX11.so.6": "libx11-6",
    "libxcb.so.1": "libxcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
}


def problem() -> str | None:
    """One sentence saying what is missing for a window here, or None when nothing is."""
    try:
        importlib.import_module("PySide6.QtWidgets")
    except ModuleNotFoundError as error:
        return f"attnviz cannot open a window: {error.name} is missing; pip install PySide6-Essentials brings it."
    except ImportError as error:
        return _missing_libraries(str(error))
    return _linux_problem() if sys.platform.startswith("linux") else None


def _linux_problem() -> str | None:
    chosen = os.environ.get("QT_QPA_PLATFORM", "").split(":")[0].split(";")[0]
    if chosen not in ("", "xcb", "wayland"):
        return None  # offscreen, vnc and the like need no screen
    display, wayland = os.environ.get("DISPLAY"), os.environ.get("WAYLAND_DISPLAY")
    if not display and not wayland:
        return (
            "attnviz cannot open a window: there is no screen, as neither DISPLAY nor WAYLAND_DISPLAY is set; "
            "the package xvfb brings a virtual one (xvfb-run attnviz), and attnviz --help lists the commands that need none."
        )
    if wayland and chosen != "xcb" and _wayland_answers(wayland) and not _plugin_error("libqwayland.so"):
        return None
    error = _plugin_error("libqxcb.so")
    if error:
        return _missing_libraries(error)
    if display and _x_answers():
        return None
    name = f"DISPLAY={display}" if display else f"WAYLAND_DISPLAY={wayland}"
    return f"attnviz cannot open a window: the screen {name} does not answer; the package xvfb brings a virtual one."


def _missing_libraries(error: str) -> str:
    """The sentence for a loader's message, which names only the first library that it did not find."""
    named = re.search(r"lib[\w.+-]+\.so[.\d]*", error)
    missing = [library for library in PACKAGES if not _loads(library)] or ([named.group()] if named else [])
    if not missing:
        return f"attnviz cannot open a window: Qt cannot be loaded ({error})."
    packages = sorted({PACKAGES.get(library, library) for library in missing})
    return (
        f"attnviz cannot open a window: the system {'libraries' if missing[1:] else 'library'} {', '.join(missing)} "
        f"{'are' if missing[1:] else 'is'} missing; on Debian and Ubuntu, apt install {' '.join(packages)} brings what is needed."
    )


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _plugin_error(name: str) -> str | None:
    """What the loader says against one of the wheel's platform plugins; without one, Qt is the system's and complete."""
    found = importlib.util.find_spec("PySide6")
    folder = Path(found.origin).parent if found and found.origin else Path()
    plugin = folder / "Qt" / "plugins" / "platforms" / name
    if not plugin.is_file():
        return None
    try:
        ctypes.CDLL(str(plugin))
    except OSError as error:
        return str(error)
    return None


def _x_answers() -> bool:
    xcb = ctypes.CDLL("libxcb.so.1")
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connect.argtypes = [ctypes.c_char_p, ctypes.c_void_p]
    xcb.xcb_connection_has_error.argtypes = xcb.xcb_disconnect.argtypes = [ctypes.c_void_p]
    connection = xcb.xcb_connect(None, None)
    answers = xcb.xcb_connection_has_error(connection) == 0
    xcb.xcb_disconnect(connection)
    return answers


def _wayland_answers(name: str) -> bool:
    import socket  # few machines come here, and it is slow to import

    path = Path(os.environ.get("XDG_RUNTIME_DIR", "")) / name
    with socket.socket(socket.AF_UNIX) as probe:
        try:
            probe.connect(str(path))
        except OSError:
            return False
    return True
