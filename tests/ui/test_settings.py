"""What is remembered comes back; what is damaged or unwritable does no harm."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from attnviz.ui import settings
from attnviz.ui.settings import Settings


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
        columns=(180, 700, 260),
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
        'columns="[1, 2]"',
        'columns="[1, true, 3]"',
        'columns="[1, -2, 3]"',
        "columns=1, 2, 3",
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
