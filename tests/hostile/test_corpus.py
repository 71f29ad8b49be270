"""Every file of the corpus is tried through the command and the pane that read such files: what must be said of it is said."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QWidget

from attnviz.cli import main
from attnviz.ui import settings
from attnviz.ui.panes.latent.export import Exporter
from attnviz.ui.panes.look.photo_sources import Files
from attnviz.ui.panes.look.state import LookState
from attnviz.ui.settings import Settings
from tests.hostile.corpus import CODES, PHOTOS, SETTINGS, Odd
from tests.tiny.classifier import make_classifiers

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

SMALL = "too small"  # the pane wants eight pixels a side, the command one
MOST_SECONDS = 20  # of one file, on a slow machine


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_classifiers(tmp_path_factory.mktemp("models"))


def made(folder: Path, odd: Odd) -> Path:
    path = folder / odd.name
    path.write_bytes(odd.made())
    return path


def named(files: tuple[Odd, ...]) -> list[str]:
    return [each.what for each in files]


@pytest.mark.parametrize("odd", PHOTOS, ids=named(PHOTOS))
def test_a_photo_in_the_command(
    odd: Odd, models: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ATTNVIZ_MODELS", str(models))
    path, begun = made(tmp_path, odd), time.monotonic()
    status = main(["classify", "--model", "photos", str(path), "--out", str(tmp_path / "shown")])
    out, err = capfd.readouterr()
    assert time.monotonic() - begun < MOST_SECONDS
    if odd.says and SMALL not in odd.says:
        assert (status, out) == (1, "")
        (line,) = err.splitlines()
        assert line.startswith("attnviz classify: ")
        assert odd.says.rstrip(".") in line
    else:
        assert (status, err) == (0, "")
        assert len(out.splitlines()) == 1
        assert len(list((tmp_path / "shown").iterdir())) == 1


@pytest.mark.parametrize("odd", PHOTOS, ids=named(PHOTOS))
def test_a_photo_in_the_pane(odd: Odd, tmp_path: Path, qtbot: QtBot, capfd: pytest.CaptureFixture[str]) -> None:
    owner, state = QWidget(), LookState()
    qtbot.addWidget(owner)
    files, told = Files(state, owner), []
    state.given.connect(state.take)
    state.failed.connect(told.append)
    opened = files.open_path(made(tmp_path, odd))
    assert opened == (not odd.says)
    said = [sentence for sentence in told if sentence]
    assert len(said) == (1 if odd.says else 0)
    assert all(odd.name in sentence and odd.says in sentence and sentence.endswith(".") for sentence in said)
    assert "libpng" not in capfd.readouterr().err


@pytest.mark.parametrize("odd", CODES, ids=named(CODES))
def test_codes_in_the_pane(odd: Odd, tmp_path: Path, qtbot: QtBot) -> None:
    owner = QWidget()
    qtbot.addWidget(owner)
    exporter, told, read = Exporter(owner, lambda: None, lambda: 2), [], []
    exporter.failed.connect(told.append)
    exporter.read.connect(lambda codes, name: read.append(codes))
    path, begun = made(tmp_path, odd), time.monotonic()
    assert exporter.read_codes(path) == (not odd.says)
    assert time.monotonic() - begun < 2
    if odd.says:
        (sentence,) = told
        assert odd.name in sentence
        assert odd.says in sentence
        assert not read
    else:
        assert not told
        assert all(len(code) == 2 for code in read[0].values())


@pytest.mark.parametrize("odd", SETTINGS, ids=named(SETTINGS))
def test_settings_at_the_start(odd: Odd, own_settings: Path) -> None:
    own_settings.parent.mkdir(exist_ok=True)
    own_settings.write_bytes(odd.made())
    loaded = settings.load(settings.store())
    assert loaded.theme in ("system", "light", "dark")
    assert 50 <= loaded.scale <= 300
    assert settings.save(settings.store(), Settings(theme="dark"))
    assert settings.load(settings.store()).theme == "dark"


@pytest.mark.parametrize("make", [os.mkfifo, os.mkdir], ids=["pipe", "folder"])
def test_what_is_no_file_is_left_alone_as_settings(make: Callable[[Path], None], own_settings: Path) -> None:
    own_settings.parent.mkdir(exist_ok=True)
    make(own_settings)
    before = own_settings.stat().st_ino
    store = settings.store()
    assert settings.load(store) == Settings()
    assert not store.isWritable()
    assert not settings.save(store, Settings(theme="dark"))
    assert own_settings.stat().st_ino == before


@pytest.mark.parametrize("make", [os.mkfifo, os.mkdir], ids=["pipe", "folder"])
def test_what_is_no_file_holds_no_codes(make: Callable[[Path], None], tmp_path: Path, qtbot: QtBot) -> None:
    owner = QWidget()
    qtbot.addWidget(owner)
    exporter, told = Exporter(owner, lambda: None, lambda: 2), []
    exporter.failed.connect(told.append)
    make(tmp_path / "codes.csv")
    assert not exporter.read_codes(tmp_path / "codes.csv")
    assert len(told) == 1
    assert told[0].startswith("codes.csv cannot be read: ")
