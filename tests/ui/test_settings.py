"""What is remembered comes back; what is damaged or unwritable does no harm."""

from __future__ import annotations

import os
import stat
import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from attnviz.ui import settings
from attnviz.ui.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path


def read(path: Path, text: str) -> Settings:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return settings.load(settings.store())


def test_everything_that_is_saved_is_loaded_again(own_settings: Path) -> None:
    chosen = Settings(
        theme="dark",
        language="zh_CN",
        scale=150,
        pane="playground",
        details=False,
        geometry=bytes(range(256)),
        states={
            "translate": {"text": 'Ein "Satz", ge=mischt; 猫 \ud800\n[x]', "beams": 5, "words": True, "share": 0.25}
        },
    )
    assert settings.save(settings.store(), chosen)
    assert own_settings.is_file()
    assert settings.load(settings.store()) == chosen


def test_without_a_file_there_are_the_defaults() -> None:
    assert settings.load(settings.store()) == Settings()


def test_unknown_keys_are_ignored(own_settings: Path) -> None:
    assert read(own_settings, "[General]\nfuture=1\ntheme=dark\n[other]\nx=2\n") == Settings(theme="dark")


@pytest.mark.parametrize(
    "line",
    [
        "theme=purple",
        "theme=dark, light",
        "language=xx",
        "scale=big",
        "scale=1e9",
        "scale=100.5",
        "scale=true",
        "scale=-3",
        "details=maybe",
        "details=7",
        "geometry=%%%",
        'states="[1]"',
        'states="{\\"translate\\": 3}"',
        "states=" + "[" * 100_000,
        "theme=@ByteArray(dark)",
        "scale=@Invalid()",
    ],
)
def test_a_value_of_the_wrong_kind_falls_back(own_settings: Path, line: str) -> None:
    assert read(own_settings, f"[General]\n{line}\n") == Settings()


def test_a_file_of_noise_gives_the_defaults(own_settings: Path) -> None:
    own_settings.parent.mkdir(parents=True)
    own_settings.write_bytes(bytes(range(256)) * 40)
    assert settings.load(settings.store()) == Settings()


def test_saving_where_nothing_can_be_written_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("not a folder")
    monkeypatch.setenv("ATTNVIZ_SETTINGS", str(tmp_path / "file" / "attnviz.ini"))
    assert not settings.save(settings.store(), Settings(theme="dark"))
    assert not settings.store().isWritable()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_saving_into_a_read_only_folder_says_so(own_settings: Path) -> None:
    own_settings.parent.mkdir(parents=True)
    own_settings.parent.chmod(0o500)
    try:
        assert not settings.save(settings.store(), Settings(theme="dark"))
    finally:
        own_settings.parent.chmod(0o700)


def two_windows(first: dict[str, Any], second: dict[str, Any], before: Settings | None = None) -> Settings:
    """What is remembered after two windows were opened on the same settings, changed, and closed one after the other."""
    settings.save(settings.store(), before or Settings())
    stores = settings.store(), settings.store()
    opened = [settings.load(store) for store in stores]
    for store, there, changes in zip(stores, opened, (first, second), strict=True):
        assert settings.save(store, replace(there, **changes))
    return settings.load(settings.store())


@pytest.mark.parametrize(
    "changes",
    [
        {"theme": "dark"},
        {"scale": 150},
        {"language": "zh_CN"},
        {"details": False},
        {"geometry": b"\x00\x01"},
        {"states": {"look": {"files": {"recent": ["/a.png"]}}}},
    ],
)
def test_the_last_window_to_close_leaves_what_another_changed(changes: dict[str, Any]) -> None:
    assert two_windows(changes, {"pane": "latent"}) == Settings(pane="latent", **changes)


def test_the_last_window_that_changed_the_same_wins() -> None:
    assert two_windows({"theme": "dark"}, {"theme": "light"}).theme == "light"
    assert two_windows({"theme": "dark"}, {"theme": "system"}, Settings(theme="light")).theme == "system"


def test_what_panes_remember_is_kept_entry_by_entry() -> None:
    before = {
        "translate": {"text": "old", "beams": 5, "gone": 1},
        "latent": {"names": {"vae": {"1": "hat"}}, "halves": [390, 450]},
    }
    first = {
        "translate": {"text": "mine", "beams": 5},
        "latent": {"names": {"vae": {"1": "hat", "2": "shoe"}}, "halves": [390, 450]},
    }
    second = {
        "translate": {"text": "old", "beams": 9, "gone": 1},
        "latent": {"names": {"vae": {"1": "cap"}, "other": {"0": "x"}}, "halves": [300, 540]},
        "look": {"opacity": 0.5},
    }
    assert two_windows({"states": first}, {"states": second}, Settings(states=before)).states == {
        "translate": {"text": "mine", "beams": 9},
        "latent": {"names": {"vae": {"1": "cap", "2": "shoe"}, "other": {"0": "x"}}, "halves": [300, 540]},
        "look": {"opacity": 0.5},
    }


def test_photos_opened_in_either_window_are_remembered() -> None:
    def recent(*names: str) -> dict[str, Any]:
        return {"states": {"look": {"files": {"recent": list(names)}}}}

    assert two_windows(recent("a", "old"), recent("b", "old"), Settings(**recent("old"))) == Settings(
        **recent("b", "old", "a")
    )
    assert two_windows(recent("old"), recent("b"), Settings(**recent("old"))) == Settings(**recent("b"))
    assert two_windows(recent("a", "old"), recent("old"), Settings(**recent("old"))) == Settings(**recent("a", "old"))
    assert two_windows(recent("a"), recent("b")) == Settings(**recent("b", "a"))


def test_a_file_that_is_edited_while_a_window_is_open_keeps_the_edit(own_settings: Path) -> None:
    settings.save(settings.store(), Settings())
    store = settings.store()
    opened = settings.load(store)
    own_settings.write_text(own_settings.read_text().replace("scale=100", "scale=130") + "future=1\n")
    assert settings.save(store, replace(opened, theme="dark"))
    assert (settings.load(settings.store()).theme, settings.load(settings.store()).scale) == ("dark", 130)
    assert "future=1" in own_settings.read_text()


@pytest.mark.skipif(sys.platform == "win32", reason="modes are those of Unix")
@pytest.mark.parametrize("before", [None, 0o644, 0o666, 0o600])
def test_settings_are_their_owners_alone(own_settings: Path, before: int | None) -> None:
    own_settings.parent.mkdir(parents=True)
    if before is not None:
        own_settings.write_text("[General]\ntheme=dark\n")
        own_settings.chmod(before)
    settings.save(settings.store(), Settings(scale=110))
    assert stat.S_IMODE(own_settings.stat().st_mode) == 0o600
    assert settings.load(settings.store()).scale == 110


@pytest.mark.skipif(sys.platform == "win32", reason="modes are those of Unix")
def test_a_link_keeps_leading_to_the_settings(own_settings: Path, tmp_path: Path) -> None:
    own_settings.parent.mkdir(parents=True)
    own_settings.symlink_to(tmp_path / "elsewhere.ini")
    settings.save(settings.store(), Settings(scale=110))
    assert stat.S_IMODE((tmp_path / "elsewhere.ini").stat().st_mode) == 0o600
