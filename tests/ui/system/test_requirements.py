"""Without a screen, or without a library that Qt needs, one sentence says what is missing; nothing aborts."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from attnviz.ui.system import requirements

linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="screens are named so on Linux only")


def start(**environment: str | None) -> subprocess.CompletedProcess[str]:
    """Start the program as a person does, with some variables changed or (None) taken away."""
    changed = {key: value for key, value in (dict(os.environ) | environment).items() if value is not None}
    return subprocess.run(
        [sys.executable, "-m", "attnviz"],
        cwd=Path(__file__).parents[3],
        env=changed,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def one_sentence(done: subprocess.CompletedProcess[str]) -> str:
    assert done.returncode == 1
    assert done.stdout == ""
    lines = done.stderr.strip().splitlines()
    assert len(lines) == 1, done.stderr
    assert lines[0].startswith("attnviz cannot open a window: ")
    assert lines[0].endswith(".")
    return lines[0]


@linux
def test_without_a_screen_the_sentence_names_the_package_that_brings_one() -> None:
    said = one_sentence(start(DISPLAY=None, WAYLAND_DISPLAY=None, QT_QPA_PLATFORM=None))
    assert "DISPLAY" in said
    assert "xvfb" in said


@linux
@pytest.mark.parametrize("platform_name", [None, "xcb"])
def test_a_screen_that_does_not_answer_is_named(platform_name: str | None) -> None:
    said = one_sentence(start(DISPLAY=":987", WAYLAND_DISPLAY=None, QT_QPA_PLATFORM=platform_name))
    assert ":987" in said


@linux
def test_a_wayland_screen_that_does_not_answer_is_named(tmp_path: Path) -> None:
    said = one_sentence(
        start(DISPLAY=None, WAYLAND_DISPLAY="wayland-987", XDG_RUNTIME_DIR=str(tmp_path), QT_QPA_PLATFORM=None)
    )
    assert "wayland-987" in said


def test_a_missing_library_is_named_with_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(requirements, "_loads", lambda library: library != "libxcb-cursor.so.0")
    said = requirements._missing_libraries(
        "libxcb-cursor.so.0: cannot open shared object file: No such file or directory"
    )
    assert "libxcb-cursor.so.0 is missing" in said
    assert "apt install libxcb-cursor0 " in said


def test_all_missing_libraries_are_named_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(requirements, "_loads", lambda library: library not in ("libEGL.so.1", "libGL.so.1"))
    said = requirements._missing_libraries("libEGL.so.1: cannot open shared object file: No such file or directory")
    assert "apt install libegl1 libgl1 " in said


def test_a_library_that_the_table_does_not_know_is_named_nevertheless(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(requirements, "_loads", lambda library: True)
    said = requirements._missing_libraries(
        "libnew-thing.so.3: cannot open shared object file: No such file or directory"
    )
    assert "libnew-thing.so.3 is missing" in said


@linux
def test_a_real_missing_library_of_qt_is_told_and_not_aborted_on(tmp_path: Path) -> None:
    """A library that cannot be read stands before the system's in the loader's path, as if that one were missing."""
    (tmp_path / "libEGL.so.1").write_bytes(b"not a library")
    said = one_sentence(start(LD_LIBRARY_PATH=str(tmp_path), DISPLAY=":987", QT_QPA_PLATFORM="xcb"))
    assert "libEGL.so.1" in said
    assert "libegl1" in said


def test_offscreen_nothing_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    assert requirements.problem() is None
