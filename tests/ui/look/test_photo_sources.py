"""Photos come from files, folders, drops and the clipboard; of what cannot be shown one sentence tells, and the last one stays."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from attnviz import regular_file
from attnviz.ui.files import folder_listing, read_pictures
from attnviz.ui.panes.look import photo_sources, samples
from attnviz.ui.panes.look.filmstrip import Filmstrip
from attnviz.ui.panes.look.pane import LookPane
from attnviz.ui.panes.look.photo_sources import LONGEST, Files
from attnviz.ui.panes.look.samples import sample_of
from attnviz.ui.panes.look.state import LookState, Photo
from tests.handmade.picture_files import moving, photo, png_header, turned, written

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot

    from attnviz.ui.window import Window

NAMES = ("猫.png", "صورة.png", "e\u0301té & co.png", "🐈\u200d⬛ %s {0}.png", "a\nb.png", "#1?.png")


class Bench(QWidget):
    """A place for photos as the pane has it, and what it was told."""

    def __init__(self) -> None:
        super().__init__()
        self.state = LookState()
        self.files = Files(self.state, self)
        self.strip = Filmstrip(self.state, self.files)
        self.row = self.strip.row
        layout = QVBoxLayout(self)
        layout.addStretch(1)
        layout.addWidget(self.strip)
        self.failed: list[str] = []
        self.said: list[str] = []
        self.state.given.connect(self.state.take)
        self.state.failed.connect(self.failed.append)
        self.state.said.connect(self.said.append)

    def photo(self) -> Photo:
        assert self.state.photo is not None
        return self.state.photo

    def sentence(self) -> str:
        """The one sentence that was said since the last picture."""
        assert len(self.failed) == 1
        (sentence,) = self.failed
        self.failed.clear()
        assert sentence.endswith(".")
        assert "{" not in sentence
        return sentence


@pytest.fixture
def body(qtbot: QtBot) -> Iterator[Bench]:
    made = Bench()
    qtbot.addWidget(made)
    made.resize(800, 300)
    made.show()
    qtbot.waitExposed(made)
    assert made.files.open_sample(samples.FIRST)
    made.failed.clear()
    yield made
    made.close()


def save(path: Path, data: bytes | None = None) -> Path:
    path.write_bytes(written(photo(), "png") if data is None else data)
    return path


def dropped(*urls: QUrl | Path) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(url)) if isinstance(url, Path) else url for url in urls])
    return mime


# what is opened


@pytest.mark.parametrize("name", NAMES)
def test_a_file_of_any_name_is_opened_and_remembered(body: Bench, tmp_path: Path, name: str) -> None:
    path = save(tmp_path / name)
    assert body.files.open_path(path)
    assert (body.photo().name, body.photo().path) == (name, path)
    assert body.photo().pixels.shape == (30, 40, 3)
    assert body.failed == [""]
    assert body.files.recent() == [path]
    assert not body.strip.isVisible()


def test_a_large_photo_is_brought_down_and_its_own_size_is_kept(body: Bench, tmp_path: Path) -> None:
    assert body.files.open_path(save(tmp_path / "a.jpg", turned(written(photo(2 * LONGEST, 600), "jpeg"))))
    assert body.photo().pixels.shape == (LONGEST, 300, 3)
    assert body.photo().full == (600, 2 * LONGEST)


def test_the_first_frame_of_what_moves_is_shown_and_that_is_said(body: Bench, tmp_path: Path) -> None:
    assert body.files.open_path(save(tmp_path / "a.gif", moving()))
    assert (body.photo().pixels > 200).all()
    assert body.said == ["a.gif has 2 frames or pages; the first is shown."]


def test_while_a_huge_picture_is_read_the_window_goes_on(
    body: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(photo_sources, "HEAVY", 100)
    ticks: list[int] = []
    timer = QTimer(body, interval=0)
    timer.timeout.connect(lambda: ticks.append(1))
    timer.start()
    path = save(tmp_path / "a.png", written(photo(1200, 1200), "png"))
    assert body.files.open_path(path)
    timer.stop()
    assert ticks
    assert body.photo().pixels.shape == (1200, 1200, 3)
    before = body.photo()
    body.failed.clear()
    assert not body.files.open_path(save(path, path.read_bytes()[:-300]))
    assert body.sentence() == "a.png is damaged or cut off."
    assert body.photo() is before


def test_every_sample_is_there_small_and_with_a_notice(body: Bench) -> None:
    folder = samples.path("cat").parent
    files = {path.name for path in folder.iterdir()}
    assert files == {f"{id}.jpg" for id in samples.SAMPLES} | {"NOTICE.md"}
    assert sum(path.stat().st_size for path in folder.iterdir()) < 800_000
    notice = (folder / "NOTICE.md").read_text(encoding="utf-8")
    for id, action in zip(samples.SAMPLES, body.files.samples_menu.actions(), strict=True):
        assert f"{id}.jpg" in notice
        action.trigger()
        assert body.photo().name == action.text()
        assert sample_of(body.photo().path) == id
    assert body.files.recent() == []


def test_pixels_and_files_are_pasted(body: Bench, tmp_path: Path) -> None:
    clipboard = QGuiApplication.clipboard()
    clipboard.setImage(photo(50, 20))
    assert body.files.paste()
    assert (body.photo().pixels.shape, body.photo().name, body.photo().path) == ((20, 50, 3), "", None)
    clipboard.setMimeData(dropped(save(tmp_path / "a.png")))
    assert body.files.paste()
    assert body.photo().name == "a.png"


def test_the_dialogs_open_what_is_chosen(body: Bench, tmp_path: Path, qtbot: QtBot) -> None:
    paths = [save(tmp_path / f"{n}.png") for n in range(3)]
    body.files.ask_for_file()
    dialog = body.findChild(QFileDialog, "look.open.dialog")
    assert dialog.isVisible()
    dialog.filesSelected.emit([str(paths[1])])
    assert body.photo().path == paths[1]
    dialog.reject()
    body.files.ask_for_folder()
    dialog = next(each for each in body.findChildren(QFileDialog) if each.isVisible())
    dialog.fileSelected.emit(str(tmp_path))
    assert body.row.count() == 3
    dialog.reject()


# the recent list


def test_ten_are_remembered_the_newest_first_until_the_next_start(body: Bench, tmp_path: Path) -> None:
    paths = [save(tmp_path / f"{n}.png") for n in range(12)]
    for path in (*paths, paths[5]):
        assert body.files.open_path(path)
    expected = [paths[n] for n in (5, 11, 10, 9, 8, 7, 6, 4, 3, 2)]
    assert body.files.recent() == expected
    again = Files(LookState(), body)
    again.restore_state(body.files.save_state())
    assert again.recent() == expected
    for nonsense in ({"recent": 3}, {"recent": [None, 5], "folder": []}, {}):
        again.restore_state(nonsense)
    assert again.recent() == []
    body.files.recent_menu.aboutToShow.emit()
    texts = [action.text() for action in body.files.recent_menu.actions()]
    assert texts[:10] == [path.name for path in expected]
    body.files.recent_menu.actions()[1].trigger()
    assert body.photo().path == paths[11]


def test_what_is_gone_is_told_of_and_taken_off_the_list(body: Bench, tmp_path: Path) -> None:
    gone, kept = save(tmp_path / "gone.png"), save(tmp_path / "kept.png")
    body.files.open_path(gone)
    body.files.open_path(kept)
    body.failed.clear()
    gone.unlink()
    body.files.recent_menu.aboutToShow.emit()
    body.files.recent_menu.actions()[1].trigger()
    assert body.sentence() == "gone.png is not there any more; it was taken off the list."
    assert body.files.recent() == [kept]
    assert body.photo().path == kept


# what cannot be shown


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"no picture", "猫.png is not a picture that can be read."),
        (b"", "猫.png is empty."),
        (written(photo(), "png")[:-60], "猫.png is damaged or cut off."),
        (written(photo(), "jpeg")[:-60], "猫.png is damaged or cut off."),
        (written(photo(1, 1), "png"), "猫.png is only 1 × 1 pixels: too small to see anything in it."),
        (written(photo(1, 10_000), "png"), "猫.png is only 1 × 10000 pixels: too small to see anything in it."),
        (
            png_header(30_000, 30_000),
            "猫.png is too large: 30000 × 30000 pixels; up to 16384 a side and 100 million altogether can be read.",
        ),
    ],
    ids=["text", "empty", "cut png", "cut jpeg", "1 x 1", "1 x 10000", "30000 x 30000"],
)
def test_a_bad_file_is_told_in_one_sentence(body: Bench, tmp_path: Path, data: bytes, sentence: str) -> None:
    before = body.photo()
    path = save(tmp_path / "猫.png", data)
    assert not body.files.open_path(path)
    assert body.sentence() == sentence
    assert not body.files.take_mime(dropped(path))
    assert body.sentence() == sentence
    assert body.photo() is before
    assert body.files.recent() == []
    assert body.files.open_path(save(tmp_path / "good.png"))
    assert body.failed == [""]


def test_a_picture_that_vanishes_after_it_was_chosen(body: Bench, tmp_path: Path) -> None:
    before, path = body.photo(), save(tmp_path / "a.png")
    body.files.ask_for_file()
    path.unlink()
    body.findChild(QFileDialog, "look.open.dialog").filesSelected.emit([str(path)])
    assert body.sentence() == "a.png is not there or is no file."
    assert body.photo() is before


def test_files_and_folders_that_may_not_be_read(body: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, folder, before = save(tmp_path / "a.png"), tmp_path / "shut", body.photo()
    folder.mkdir()
    path.chmod(0)
    folder.chmod(0)
    if os.access(path, os.R_OK):  # one who may read everything

        def forbid(*_: object, **__: object) -> None:
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr(regular_file, "read", forbid)
        monkeypatch.setattr(os, "scandir", forbid)
    assert not body.files.open_path(path)
    assert body.sentence() == "You are not allowed to read a.png."
    assert not body.files.open_path(folder)
    assert body.sentence() == "You are not allowed to read the folder shut."
    assert body.photo() is before
    monkeypatch.undo()
    folder.chmod(0o700)


def test_folders_without_pictures(body: Bench, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "text.txt").write_text("a", encoding="utf-8")
    for folder in (tmp_path / "empty", tmp_path):
        assert not body.files.open_folder(folder)
        assert body.sentence() == f"There are no pictures in the folder {folder.name}."
    assert not body.files.open_folder(tmp_path / "gone")
    assert body.sentence() == "The folder gone is not there."
    assert not body.strip.isVisible()


def test_text_and_addresses_are_no_pictures(body: Bench) -> None:
    before, clipboard = body.photo(), QGuiApplication.clipboard()
    network = "attnviz loads nothing from the network: save the picture, then open the file."
    clipboard.setText("a cat on a mat")
    assert not body.files.paste()
    assert body.sentence() == "There is no picture on the clipboard."
    clipboard.setText(" https://example.org/cat.jpg ")
    assert not body.files.paste()
    assert body.sentence() == network
    address = dropped(QUrl("https://example.org/cat.jpg"))
    assert body.files.takes(address)
    assert not body.files.take_mime(address)
    assert body.sentence() == network
    assert not body.files.take_mime(QMimeData())
    assert body.sentence() == "What was dropped is no picture."
    tiny = QMimeData()
    tiny.setImageData(photo(3, 3))
    assert not body.files.take_mime(tiny)
    assert body.sentence() == "This picture is only 3 × 3 pixels: too small to see anything in it."
    assert body.photo() is before


def test_a_picture_dragged_from_a_browser_is_taken_though_its_address_comes_along(body: Bench) -> None:
    mime = dropped(QUrl("https://example.org/cat.jpg"))
    mime.setImageData(photo(50, 20))
    assert body.files.take_mime(mime)
    assert body.photo().pixels.shape == (20, 50, 3)


# the filmstrip


def seen(body: Bench) -> bool:
    """Whether all that is in sight is read."""
    return all(body.row.image(i) is not None or body.row.is_broken(i) for i in body.row.in_sight())


def test_names_are_sorted_as_a_person_counts(tmp_path: Path) -> None:
    names = ["b.PNG", "IMG_10.jpg", "img_9.jpg", "a.webp", "img_9b.jpg", "２.png", "10.png"]
    for name in (*names, "notes.txt", ".hidden.png"):
        (tmp_path / name).write_bytes(b"")
    (tmp_path / "folder.png").mkdir()
    found = [path.name for path in folder_listing.pictures_in(tmp_path)]
    assert found == ["２.png", "10.png", "a.webp", "b.PNG", "img_9.jpg", "img_9b.jpg", "IMG_10.jpg"]


def test_a_drop_of_ten_files_opens_the_filmstrip(body: Bench, tmp_path: Path, qtbot: QtBot) -> None:
    paths = [save(tmp_path / f"{n}.png") for n in range(10)]
    assert body.files.take_mime(dropped(*paths))
    assert body.photo().path == paths[0]
    assert body.strip.isVisible()
    assert body.strip.position.text() == "1 of 10"
    qtbot.waitUntil(lambda: seen(body))
    assert not any(map(body.row.is_broken, range(10)))
    qtbot.mouseClick(body.strip.shut, Qt.MouseButton.LeftButton)
    assert not body.strip.isVisible()
    assert body.photo().path == paths[0]


def test_keys_clicks_and_the_wheel_turn_over_a_folder(body: Bench, tmp_path: Path, qtbot: QtBot) -> None:
    paths = [save(tmp_path / f"{n}.png") for n in range(40)]
    assert body.files.open_path(tmp_path)
    assert body.files.recent() == [tmp_path]
    page = body.row.viewport().width() // 98
    for key, place in (
        (Qt.Key.Key_Right, 1),
        (Qt.Key.Key_PageDown, 1 + page),
        (Qt.Key.Key_End, 39),
        (Qt.Key.Key_Right, 39),
        (Qt.Key.Key_Left, 38),
        (Qt.Key.Key_PageUp, 38 - page),
        (Qt.Key.Key_Home, 0),
    ):
        QTest.keyClick(body.row, key)
        qtbot.waitUntil(lambda place=place: body.photo().path == paths[place])
        assert body.row.current() == place
        assert place in body.row.in_sight()
        assert body.strip.position.text() == f"{place + 1} of 40"
    qtbot.mouseClick(body.row.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(2 * 98 + 50, 30))
    qtbot.waitUntil(lambda: body.photo().path == paths[2])
    assert body.row.index_at(QPoint(2 * 98 + 50, 30)) == 2
    assert body.files.recent() == [tmp_path]


def test_many_keys_at_once_read_only_where_they_end(body: Bench, tmp_path: Path, qtbot: QtBot) -> None:
    paths = [save(tmp_path / f"{n}.png") for n in range(40)]
    body.files.open_folder(tmp_path)
    given: list[Photo] = []
    body.state.given.connect(given.append)
    for _ in range(30):
        QTest.keyClick(body.row, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: body.photo().path == paths[30])
    assert len(given) < 30


def test_broken_files_are_shown_as_such_and_told_when_chosen(body: Bench, tmp_path: Path, qtbot: QtBot) -> None:
    for n in range(6):
        save(tmp_path / f"{n}.png", b"no picture" if n in (0, 3) else None)
    assert body.files.open_folder(tmp_path)
    assert body.photo().name == "1.png"
    assert body.failed[-1] == "0.png is not a picture that can be read."
    assert body.row.current() == 1
    qtbot.waitUntil(lambda: seen(body))
    assert [body.row.is_broken(n) for n in range(6)] == [True, False, False, True, False, False]
    body.strip.step(1)
    qtbot.waitUntil(lambda: body.photo().name == "2.png")
    body.failed.clear()
    body.strip.step(1)
    qtbot.waitUntil(lambda: bool(body.failed))
    assert body.sentence() == "3.png is not a picture that can be read."
    assert body.photo().name == "2.png"
    body.strip.step(1)
    qtbot.waitUntil(lambda: body.photo().name == "4.png")
    assert body.failed[-1] == ""


def test_a_folder_of_broken_files_keeps_the_last_picture(body: Bench, tmp_path: Path) -> None:
    before = body.photo()
    for n in range(3):
        save(tmp_path / f"{n}.png", b"")
    assert not body.files.open_folder(tmp_path)
    assert body.sentence() == "0.png is empty."
    assert body.photo() is before


def test_of_ten_thousand_files_only_those_in_sight_are_read(
    body: Bench, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = save(tmp_path / "one")
    for n in range(10_000):
        os.link(one, tmp_path / f"{n}.png")
    read: list[str] = []
    plain = read_pictures.data_of
    monkeypatch.setattr(read_pictures, "data_of", lambda path: (read.append(path.name), plain(path))[1])
    assert body.files.open_folder(tmp_path)
    assert body.row.count() == 10_000
    qtbot.waitUntil(lambda: seen(body))
    assert len(read) <= 2 * len(body.row.in_sight()) + 1
    QTest.keyClick(body.row, Qt.Key.Key_End)
    qtbot.waitUntil(lambda: body.photo().name == "9999.png" and seen(body))
    assert body.row.image(9999) is not None
    assert len(read) <= 4 * len(body.row.in_sight()) + 2


def test_another_picture_puts_the_filmstrip_away(body: Bench, tmp_path: Path) -> None:
    for n in range(3):
        save(tmp_path / f"{n}.png")
    for away in (
        lambda: body.files.open_sample("cat"),
        lambda: body.files.open_path(tmp_path / "1.png"),
        body.files.close_list,
    ):
        assert body.files.open_paths([tmp_path / f"{n}.png" for n in range(3)])
        assert body.strip.isVisible()
        away()
        assert not body.strip.isVisible()


def test_arrow_keys_turn_over_the_folder_from_anywhere_in_the_pane(
    open_window: Callable[..., Window], tmp_path: Path, qtbot: QtBot
) -> None:
    for n in range(3):
        save(tmp_path / f"{n}.png")
    body = open_window((LookPane,)).pane  # type: ignore[union-attr]
    turns = [body.actions_[f"look.action.{way}"] for way in ("previous", "next")]
    assert not any(turn.isEnabled() for turn in turns)
    assert body.files.open_folder(tmp_path)
    view = body.picture.picture
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: body.state.photo.name == "1.png")
    turns[1].trigger()
    qtbot.waitUntil(lambda: body.state.photo.name == "2.png")
    turns[0].trigger()
    qtbot.waitUntil(lambda: body.state.photo.name == "1.png")
    body.files.close_list()
    assert not any(turn.isEnabled() for turn in turns)


def test_in_the_window_a_bad_file_leaves_its_sentence_and_the_last_photo(
    open_window: Callable[..., Window], tmp_path: Path, qtbot: QtBot
) -> None:
    body = open_window((LookPane,)).pane  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: body.state.photo is not None)
    before = body.state.photo
    mime = dropped(save(tmp_path / "猫.png", b""))  # the event does not keep it
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    event = QDropEvent(QPointF(50, 50), Qt.DropAction.CopyAction, mime, buttons, keys)
    body.dropEvent(event)
    assert body.message.isVisible()
    assert body.message.text() == "猫.png is empty."
    assert body.state.photo is before
    assert body.files.open_path(save(tmp_path / "good.png"))
    assert not body.message.isVisible()


@pytest.mark.parametrize(
    "written_as",
    [
        "{path}",
        "{path}\n",
        "  {path}  ",
        "'{path}'",
        '"{path}"',
        "{url}",
        "{url}\r\n",
        "FILE://{path}",
        "file://localhost{path}",
    ],
)
def test_a_path_or_an_address_of_a_file_is_opened_when_it_is_pasted(
    body: Bench, tmp_path: Path, written_as: str
) -> None:
    path = save(tmp_path / "é 猫.png")
    mime = QMimeData()
    mime.setText(written_as.format(path=path, url=QUrl.fromLocalFile(str(path)).toString()))
    assert body.files.take_mime(mime, dropped=False)
    assert body.photo().path == path
    assert body.files.take_mime(mime, dropped=True)


def test_several_pasted_paths_are_listed_and_a_missing_one_is_told(body: Bench, tmp_path: Path) -> None:
    paths = [save(tmp_path / f"{k}.png") for k in range(3)]
    mime = QMimeData()
    mime.setText("\n".join(map(str, paths)))
    assert body.files.take_mime(mime, dropped=False)
    assert len(body.strip.row) == 3 if hasattr(body.strip.row, "__len__") else body.strip.isVisible()
    body.failed.clear()
    mime.setText(str(tmp_path / "gone.png"))
    assert not body.files.take_mime(mime, dropped=False)
    assert body.sentence() == "gone.png is not there or is no file."


@pytest.mark.parametrize("text", ["hello", "/ or not", "a.png", "file:", "~nobody/x", "/" * 5000, "x\0.png", "'", "C:"])
def test_other_text_is_no_picture(body: Bench, text: str) -> None:
    mime = QMimeData()
    mime.setText(text)
    assert not body.files.take_mime(mime, dropped=False)
    body.sentence()
