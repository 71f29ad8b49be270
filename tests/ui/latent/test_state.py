"""The code with its undo and locks, and codes as files: what is written is read back, what does not fit is refused."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtGui import QImage, QImageReader

from attnviz import atomic_write
from attnviz.engine.latent.messages import Encode, EncodedPicture
from attnviz.ui.panes.latent import file_formats as files
from attnviz.ui.panes.latent import texts
from attnviz.ui.panes.latent.file_formats import BadCodes
from attnviz.ui.panes.latent.slider_row import BadNumber, parse_value
from attnviz.ui.panes.latent.state import MOST_UNDO, REACH, Anchor, Code, LatentState, Origin

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot


def anchor(*mu: float) -> Anchor:
    return Anchor(np.array(mu, np.float32), np.full(len(mu), 0.1, np.float32), Origin("sample", index=1))


@pytest.fixture
def code() -> Code:
    made = Code()
    made.take(anchor(1, 2, 3))
    return made


def test_a_code_is_undone_step_by_step_and_made_again(code: Code) -> None:
    for value in (0.5, 0.7):
        code.set(0, value)  # one drag
    code.finish_move()
    code.go(np.zeros(3))
    code.undo()
    assert code.z.tolist() == pytest.approx([0.7, 2, 3])
    code.undo()
    assert code.z.tolist() == [1, 2, 3]
    assert not code.can_undo
    code.redo()
    code.redo()
    assert code.z.tolist() == [0, 0, 0]
    code.undo()
    code.go(np.ones(3))
    assert not code.can_redo


def test_undo_brings_the_picture_before_back(code: Code) -> None:
    first = code.anchor
    code.take(anchor(4, 5, 6))
    code.undo()
    assert code.anchor is first
    assert code.z.tolist() == [1, 2, 3]


def test_letting_go_where_it_was_adds_no_step(code: Code) -> None:
    code.finish_move()
    assert not code.can_undo


def test_locked_values_stay_but_for_their_own_slider(code: Code) -> None:
    code.locked.add(1)
    code.go(np.zeros(3))
    assert code.z.tolist() == [0, 2, 0]
    code.set(1, -4)
    assert code.z.tolist() == [0, -4, 0]
    code.go(np.ones(3), all_of_it=True)
    assert code.z.tolist() == [1, 1, 1]


def test_a_picture_that_goes_with_a_code_is_not_shown_for_another(code: Code, qtbot: QtBot) -> None:
    picture = np.zeros((2, 2, 1), np.uint8)
    with qtbot.waitSignal(code.moved) as told:
        code.slide(np.zeros(3), picture)
    assert told.args[0] is picture
    code.locked.add(1)
    with qtbot.waitSignal(code.moved) as told:
        code.slide(np.ones(3), picture)
    assert told.args[0] is None


def test_values_stay_within_reach(code: Code) -> None:
    code.set(0, 1e30)
    assert code.z[0] == REACH
    code.go(np.full(3, -1e9))
    assert code.z.tolist() == [-REACH] * 3


def encoded(picture: np.ndarray) -> EncodedPicture:
    zeros = np.zeros(3, np.float32)
    tiny = np.zeros((2, 2, 3), np.uint8)
    return EncodedPicture(Encode(picture, "a"), tiny, tiny, tiny, zeros, zeros, zeros, 0.0, 0.0, 0.0, None, ())


@pytest.mark.parametrize(("megabytes", "kept"), [(100, 2), (40, 6), (1, MOST_UNDO)])
def test_undo_holds_no_more_pictures_than_memory_may_bear(code: Code, megabytes: int, kept: int) -> None:
    pictures = []
    for _ in range(MOST_UNDO + 5 if megabytes == 1 else 9):
        picture = np.zeros((megabytes << 20 if megabytes > 1 else 1000, 1, 1), np.uint8)
        pictures.append(picture)
        code.take(replace(anchor(1, 2, 3), encoded=encoded(picture)))
        for value in (0.5, 0.7):  # moves from one picture hold it once
            code.set(0, value)
            code.finish_move()
    steps = 0
    seen = {id(code.anchor)}
    while code.can_undo:
        code.undo()
        seen.add(id(code.anchor))
        steps += 1
    assert len(seen) == kept if megabytes > 1 else steps == MOST_UNDO - 1
    assert steps >= 2


def test_names_are_kept_by_model() -> None:
    state = LatentState()
    state.choose("a", {})
    state.rename(2, "  hat  ")
    assert (state.name_of(2), state.name_of(1)) == ("hat", "z1")
    state.choose("b", {})
    assert state.name_of(2) == "z2"
    state.choose("a", {})
    state.rename(2, "")
    assert state.name_of(2) == "z2"


@pytest.mark.parametrize(("text", "value"), [("1.5", 1.5), (" −2,25 ", -2.25), ("-30", -30.0), ("1e-3", 0.001)])
def test_numbers_are_read_as_people_write_them(text: str, value: float) -> None:
    assert parse_value(text) == value


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("nan", "not_a_number"),
        ("", "not_a_number"),
        ("two", "not_a_number"),
        ("1e30", "out_of_reach"),
        ("inf", "out_of_reach"),
        ("-31", "out_of_reach"),
    ],
)
def test_what_is_no_value_of_a_code_is_refused(text: str, why: str) -> None:
    with pytest.raises(BadNumber) as caught:
        parse_value(text)
    assert caught.value.code == why


def test_codes_are_read_back_as_they_were_written() -> None:
    codes = {"sliders": np.array([0.1, -2.5, 3e-8], np.float32), "A": np.array([1, 2, 3], np.float32)}
    again = files.read_codes("\ufeff" + files.codes_csv(codes), 3)
    assert list(again) == ["sliders", "A"]
    assert all(np.array_equal(again[name], codes[name]) for name in codes)


@pytest.mark.parametrize(
    "text",
    [
        "1,2,3",
        "1;2;3\n",
        "z0\tz1\tz2\n1\t2\t3\n\n",
        "name,a,b,c\nfirst,1,2,3",
        "n,a,b,c\rx,1,2,3\r",
        "1,0;2,0;3,0",
        "a\t1,0\t2\t3",
    ],
)
def test_codes_of_other_programs_are_read(text: str) -> None:
    (values,) = files.read_codes(text, 3).values()
    assert values.tolist() == [1, 2, 3]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("1,2", "wrong_count"),
        ("code,z0,z1\na,1,2", "wrong_count"),
        ("1,2,3,4", "wrong_count"),
        ("1,2,nan", "not_a_number"),
        ("1,x,3", "not_a_number"),
        ("1,2,1e30", "out_of_reach"),
        ("", "no_codes"),
        ("hello\nworld", "no_codes"),
        pytest.param("," * (16 << 20), "wrong_count", id="commas"),
        pytest.param(",,\n" * (5 << 20), "no_codes", id="lines of commas"),
        pytest.param("\r" * (16 << 20), "no_codes", id="line ends"),
        pytest.param("x" * 140_000 + ",1,2,3", "wrong_count", id="long name"),
        pytest.param('"' + "x\n" * 90_000, "not_a_number", id="long field"),
    ],
)
def test_codes_that_do_not_fit_are_refused(text: str, why: str) -> None:
    begun = time.monotonic()
    with pytest.raises(BadCodes) as caught:
        files.read_codes(text, 3)
    assert caught.value.code == why
    assert time.monotonic() - begun < 2  # on a busy machine


def frames(channels: int, count: int = 4) -> list[np.ndarray]:
    ramp = np.linspace(0, 200, 16 * 16).reshape(16, 16, 1).astype(np.uint8)
    return [np.concatenate([ramp // (c + 1) + 10 * i for c in range(channels)], 2) for i in range(count)]


@pytest.mark.parametrize("channels", [1, 3])
def test_a_film_is_a_gif_that_other_programs_play(tmp_path: Path, channels: int, qapp: object) -> None:
    path = tmp_path / "film.gif"
    pictures = frames(channels)
    assert files.save_gif(path, pictures) == 6  # there and back
    reader = QImageReader(str(path))
    seen = []
    while not (image := reader.read()).isNull():
        seen.append(image)
    assert len(seen) == 6
    assert seen[0].width() == seen[0].height() >= 128
    middle = seen[2].pixelColor(seen[2].width() // 2, seen[2].height() // 2)
    want = pictures[2][8, 8].astype(int)
    assert abs(middle.red() - want[0]) < 16
    assert abs(middle.blue() - want[-1]) < 16


def test_a_film_is_numbered_pngs(tmp_path: Path, qapp: object) -> None:
    assert files.save_pngs(tmp_path / "film.png", frames(3)) == 4
    assert sorted(path.name for path in tmp_path.iterdir()) == [f"film-00{i}.png" for i in range(1, 5)]


@pytest.mark.parametrize("ending", ["gif", "png"])
def test_a_film_is_written_file_by_file_and_whole(
    tmp_path: Path, ending: str, monkeypatch: pytest.MonkeyPatch, qapp: object
) -> None:
    path = tmp_path / f"{'猫' * 83}.{ending}"
    synced: list[int] = []
    monkeypatch.setattr(atomic_write.os, "fsync", synced.append)
    save = {"gif": files.save_gif, "png": files.save_pngs}[ending]
    save(path, frames(3))
    written = list(tmp_path.iterdir())
    assert len(written) == (1 if ending == "gif" else 4)
    assert len(synced) == 2 * len(written)  # each file, and its folder
    for each in written:
        assert not QImage(str(each)).isNull()
    (tmp_path / f"cat-002.{ending}").mkdir()
    (tmp_path / "cat.gif").mkdir()
    with pytest.raises(IsADirectoryError):
        save(tmp_path / f"cat.{ending}", frames(3))


def test_python_lines_decode_the_same_code() -> None:
    lines = files.python_lines("vae-scenes", np.array([0.5, -1.25], np.float32))
    compile(lines, "lines", "exec")
    assert "[0.5, -1.25]" in lines
    assert "'vae-scenes'" in lines


def test_samples_that_the_model_painted_are_called_so():
    state = LatentState()
    state.choose("m", {"data": {"samples": "painted by the model"}})
    assert state.paints_samples()
    assert "painted" in texts.origin_text(Origin("sample", index=2), "", painted=True)
    state.choose("n", {"data": "nonsense"})
    assert not state.paints_samples()
    assert texts.origin_text(Origin("sample", index=2), "a bun") == "Sample 3 · a bun"
