"""The entry in the menu of applications: a file that starts this installation, and its icon."""

from __future__ import annotations

import shlex
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from attnviz.__main__ import main
from attnviz.paths import asset

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems have no such entries")
def test_the_entry_starts_this_installation_and_has_its_icon(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert main(["--install-desktop"]) == 0
    written = [str(path) for path in tmp_path.rglob("*") if path.is_file()]
    assert sorted(capsys.readouterr().out.splitlines()) == sorted(written)
    lines = dict(
        line.split("=", 1) for line in (tmp_path / "applications/attnviz.desktop").read_text().splitlines()[1:]
    )
    assert lines["Icon"] == lines["StartupWMClass"] == "attnviz"
    command = shlex.split(lines["Exec"])
    said = subprocess.run([*command, "--version"], capture_output=True, text=True, check=True)
    assert said.stdout.startswith("attnviz ")
    icon = tmp_path / "icons/hicolor/scalable/apps/attnviz.svg"
    assert icon.read_bytes() == asset("icons", "attnviz.svg").read_bytes()


def test_elsewhere_one_sentence_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    assert main(["--install-desktop"]) == 1
    assert "make a shortcut" in capsys.readouterr().err
