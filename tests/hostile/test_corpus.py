"""Every file of the corpus is tried through the command and the pane that read such files: what must be said of it is said."""

from __future__ import annotations

import json
import os
import time
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QMimeData, QTimer, QUrl
from PySide6.QtWidgets import QWidget

from attnviz.cli import main
from attnviz.ui import settings
from attnviz.ui.panes.latent.encode import EncodeSection
from attnviz.ui.panes.latent.export import Exporter
from attnviz.ui.panes.latent.state import LatentState
from attnviz.ui.panes.look.photo_sources import Files
from attnviz.ui.panes.look.state import LookState
from attnviz.ui.panes.table import PANES
from attnviz.ui.settings import Settings
from attnviz.ui.window import Window
from tests.hostile.corpus import CELLS, CODES, PHOTOS, SETTINGS, Odd
from tests.tiny.classifier import make_classifiers
from tests.tiny.vae import make_vaes

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from attnviz.ui.panes.pane import Pane

WRONG = (
    [],
    {},
    [[]],
    None,
    True,
    -1,
    0.5,
    1e308,
    float("nan"),
    10**30,
    -(10**30),
    "",
    "x",
    "\0",
    "../x",
    ["x", 5, None],
    {"x": []},
)
SMALL = "too small"  # the pane wants eight pixels a side, the command one
MOST_SECONDS = 60  # of one file, on a slow machine


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_classifiers(tmp_path_factory.mktemp("models"))


@pytest.fixture(scope="module")
def autoencoders(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_vaes(tmp_path_factory.mktemp("autoencoders"))


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


@pytest.mark.parametrize("odd", PHOTOS, ids=named(PHOTOS))
def test_a_photo_to_encode_in_the_command(
    odd: Odd, autoencoders: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ATTNVIZ_MODELS", str(autoencoders))
    path, begun = made(tmp_path, odd), time.monotonic()
    status = main(["encode", "--model", "vae-grey", "--json", str(path)])
    out, err = capfd.readouterr()
    assert time.monotonic() - begun < MOST_SECONDS
    (line,) = out.splitlines()
    assert err == ""
    if odd.says and SMALL not in odd.says:
        assert status == 1
        assert odd.says.rstrip(".") in json.loads(line)["error"]
    else:
        assert status == 0
        assert len(json.loads(line)["mu"]) == 5


@pytest.mark.parametrize("odd", PHOTOS, ids=named(PHOTOS))
def test_a_photo_to_encode_in_the_pane(odd: Odd, tmp_path: Path, qtbot: QtBot) -> None:
    state = LatentState()
    section = EncodeSection(state)
    qtbot.addWidget(section)
    told, given = [], []
    state.failed.connect(told.append)
    section.given.connect(lambda picture, origin: given.append((picture.shape, origin.name)))
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(made(tmp_path, odd)))])
    refused = bool(odd.says) and SMALL not in odd.says
    assert section.encode_mime(mime, dropped=True) is not refused
    assert (len(told), len(given)) == (refused, not refused)
    assert all(odd.name in sentence and odd.says in sentence for sentence in told)
    assert all(name == odd.name for _, name in given)


@pytest.mark.parametrize("odd", CODES, ids=named(CODES))
def test_codes_in_the_pane(odd: Odd, tmp_path: Path, qtbot: QtBot) -> None:
    owner = QWidget()
    qtbot.addWidget(owner)
    exporter, told, read = Exporter(owner, lambda: None, lambda: 2, lambda: None), [], []
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


@pytest.mark.parametrize("z", CELLS)
def test_a_code_in_the_command(
    z: str, autoencoders: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ATTNVIZ_MODELS", str(autoencoders))
    status = main(["decode", "--model", "vae-grey", f"--z={z}", "--out", str(tmp_path / "a.png")])
    out, err = capfd.readouterr()
    assert (status, out) == (2, "")
    (line,) = err.splitlines()
    assert line.startswith("attnviz decode: ")
    assert len(line) < 300
    assert not (tmp_path / "a.png").exists()


@pytest.mark.parametrize("odd", SETTINGS, ids=named(SETTINGS))
def test_settings_in_the_window(odd: Odd, own_settings: Path, qtbot: QtBot, caplog: pytest.LogCaptureFixture) -> None:
    own_settings.parent.mkdir(exist_ok=True)
    own_settings.write_bytes(odd.made())
    file = settings.store()
    window = Window(settings.load(file), partial(settings.save, file))
    qtbot.addWidget(window)
    with qtbot.waitSignal(window.painted):
        window.show()
    for pane in PANES:
        window.show_pane(pane.id)
    assert window.close()
    assert not caplog.records
    kept = settings.load(settings.store())
    assert kept.pane == PANES[-1].id
    assert set(kept.states) == {pane.id for pane in PANES}


def with_leaves(saved: Any, wrong: object) -> Any:
    """What was saved with something wrong in the place of every value."""
    return {name: with_leaves(value, wrong) for name, value in saved.items()} if isinstance(saved, dict) else wrong


@pytest.mark.parametrize("pane", PANES, ids=[pane.id for pane in PANES])
def test_a_pane_takes_back_anything(pane: type[Pane], qtbot: QtBot) -> None:
    made = pane()
    qtbot.addWidget(made)
    for section in getattr(made, "section_ids", ()):
        made.section(section)  # type: ignore[attr-defined]
    saved = made.save_state()
    for wrong in WRONG:
        made.restore_state(with_leaves(saved, wrong))
        assert made.save_state().keys() == saved.keys()
    made.restore_state({key: [] for key in saved})
    made.restore_state({key: {} for key in saved})
    for timer in made.findChildren(QTimer):
        timer.stop()


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
    exporter, told = Exporter(owner, lambda: None, lambda: 2, lambda: None), []
    exporter.failed.connect(told.append)
    make(tmp_path / "codes.csv")
    assert not exporter.read_codes(tmp_path / "codes.csv")
    assert len(told) == 1
    assert told[0].startswith("codes.csv cannot be read: ")
