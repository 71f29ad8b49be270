"""The Look pane in the real window with the real engine and a small network: what a person does is what is shown."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, QRectF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from attnviz.engine.look import maps
from attnviz.engine.look.messages import Look, Looked
from attnviz.engine.session import Session
from attnviz.ui.files import read_pictures
from attnviz.ui.panes.look import texts
from attnviz.ui.panes.look.pane import LookPane
from attnviz.ui.panes.look.state import CLASS, GATE, NONE, STAGES, LookState, Photo, Style
from attnviz.ui.panes.questions import Question
from attnviz.ui.widgets.photo_view import WHOLE
from attnviz.ui.window import Window
from tests.tiny.classifier import CLASSES
from tests.tiny.vae import make_vaes

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from attnviz.ui.panes.look.picture import PictureSection

Open = Callable[..., Window]
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def pane(open_window: Open, models: Path, qtbot: QtBot) -> LookPane:
    return opened(open_window, models, qtbot)


def opened(open_window: Open, folder: Path, qtbot: QtBot) -> LookPane:
    window = open_window((LookPane,), lambda: Session([folder]).run)
    window.resize(1280, 800)
    pane = window.pane
    assert isinstance(pane, LookPane)
    settle(pane, qtbot)
    return pane


def settle(pane: LookPane, qtbot: QtBot) -> None:
    qtbot.waitUntil(pane.is_settled, timeout=60_000)


def photo(seed: int = 0, width: int = 96, height: int = 72) -> Photo:
    """Soft colours, no two alike."""
    coarse = np.random.default_rng(seed).random((3, 5, 6))
    pixels = (255 * maps.resized(coarse, height, width)).astype(np.uint8).transpose(1, 2, 0)
    return Photo(np.ascontiguousarray(pixels), f"photo {seed}")


def look_at(pane: LookPane, qtbot: QtBot, given: Photo) -> Looked:
    pane.state.given.emit(given)
    settle(pane, qtbot)
    return answer(pane)


def state(pane: LookPane) -> LookState:
    return pane.state


def answer(pane: LookPane) -> Looked:
    shown = state(pane).answer
    assert shown is not None
    return shown


def picture(pane: LookPane) -> PictureSection:
    return pane.picture


def message(pane: LookPane) -> str:
    label = pane.message
    return label.text() if label.isVisible() else ""


def values(pane: LookPane) -> np.ndarray:
    shown = picture(pane).picture.layer().values
    assert shown is not None
    return shown


# opening


def test_the_first_visit_shows_a_sample_and_what_it_is_called(pane: LookPane) -> None:
    given = state(pane).photo
    assert given is not None
    assert picture(pane).picture.image() == given.image
    assert np.array_equal(answer(pane).request.picture, given.pixels)
    top = answer(pane).top
    rows = pane.details().rows
    assert [row.text() for row in rows if row.isVisible()] == [score.label for score in top]
    assert [row.number() for row in rows] == [f"{100 * score.probability:.1f} %" for score in top]
    assert np.array_equal(values(pane), answer(pane).spatial_map)
    assert message(pane) == ""


def test_every_widget_that_scripts_look_for_is_there(pane: LookPane) -> None:
    names = ["picture", "plain", "stage", "way", "opacity", "colors", "smooth", "boxes", "beside", "fit", "closer"]
    names += ["open", "paste", "export", "sections", "message", "legend", "reading", "model"]
    assert [name for name in names if pane.findChild(QWidget, f"look.{name}") is None] == []
    details = pane.details()
    names = ["classes", "classes.0", "classes.4", "class", "notes", "answer.heading", "explain"]
    assert [name for name in names if details.findChild(QWidget, f"look.{name}") is None] == []


def test_where_no_model_names_photos_one_sentence_says_so(open_window: Open, tmp_path: Path, qtbot: QtBot) -> None:
    window = open_window((LookPane,), lambda: Session([make_vaes(tmp_path)]).run)
    pane = window.pane
    assert isinstance(pane, LookPane)
    qtbot.waitUntil(lambda: "no model" in message(pane), timeout=60_000)


# photos


def test_of_many_photos_the_newest_is_answered_and_shown(pane: LookPane, qtbot: QtBot) -> None:
    for seed in range(12):
        state(pane).given.emit(photo(seed))
    settle(pane, qtbot)
    last = photo(11)
    assert np.array_equal(answer(pane).request.picture, last.pixels)
    assert picture(pane).picture.image() == last.image
    assert np.array_equal(values(pane), answer(pane).spatial_map)
    assert "photo 11" in picture(pane).reading.text()


def test_a_photo_that_is_waited_for_is_seen_dim_and_without_the_old_map(
    pane: LookPane, models: Path, qtbot: QtBot
) -> None:
    asked: list[Any] = []
    body = pane
    pane.asked.disconnect()
    pane.asked.connect(lambda *ask: asked.append(ask))
    given = photo(1)
    state(pane).given.emit(given)
    qtbot.waitUntil(lambda: bool(picture(pane).picture.caption), timeout=5_000)
    assert picture(pane).picture.image() == given.image
    assert picture(pane).picture.layer().image is None
    assert picture(pane).picture.frames() == ()
    assert not body.details().rows[0].isEnabled()
    question, request, _ = asked[-1]
    question.receive(Session([models]).run(request))
    assert picture(pane).picture.caption == ""
    assert body.details().rows[0].isEnabled()
    assert np.array_equal(values(pane), answer(pane).spatial_map)


def test_what_the_engine_refuses_is_told_and_the_last_photo_comes_back(pane: LookPane, qtbot: QtBot) -> None:
    first = photo(1)
    before = look_at(pane, qtbot, first)
    state(pane).given.emit(Photo(np.zeros((20, 20, 2), np.uint8)))
    qtbot.waitUntil(lambda: bool(message(pane)), timeout=20_000)
    assert message(pane).count(".") == 1
    assert state(pane).photo is first
    assert answer(pane) is before
    assert picture(pane).picture.image() == first.image
    look_at(pane, qtbot, photo(2))
    assert message(pane) == ""


def test_a_file_that_is_no_picture_is_told_and_the_last_photo_stays(pane: LookPane, tmp_path: Path) -> None:
    before = state(pane).photo
    path = tmp_path / "letter.png"
    path.write_bytes(b"Dear all")
    assert not pane.open_file(path)
    assert "letter.png" in message(pane)
    assert state(pane).photo is before


@pytest.mark.parametrize("onto", ["pane", "details"])
def test_a_picture_can_be_dropped_anywhere(pane: LookPane, tmp_path: Path, qtbot: QtBot, onto: str) -> None:
    path = tmp_path / "dropped.png"
    assert read_pictures.to_image(photo(3).pixels).save(str(path))
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    none = Qt.KeyboardModifier.NoModifier
    target = pane if onto == "pane" else pane.details()
    enter = QDragEnterEvent(QPoint(9, 9), Qt.DropAction.CopyAction, mime, LEFT, none)
    QApplication.sendEvent(target, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(target, QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, mime, LEFT, none))
    settle(pane, qtbot)
    assert np.array_equal(answer(pane).request.picture, photo(3).pixels)


def test_a_sections_own_look_does_not_take_the_place_of_the_photos(pane: LookPane, qtbot: QtBot) -> None:
    asked: list[Any] = []
    pane.asked.connect(lambda question, request, interrupt: asked.append(request))
    told: list[Looked] = []
    question = Question(pane.ask, told.append)
    own = Look(photo(5).pixels, state(pane).model, "whole")
    state(pane).given.emit(photo(4))
    question.ask(own)
    settle(pane, qtbot)
    assert np.array_equal(answer(pane).request.picture, photo(4).pixels)
    assert asked[-1] is own
    qtbot.waitUntil(lambda: [each.request for each in told] == [own], timeout=20_000)
    assert np.array_equal(answer(pane).request.picture, photo(4).pixels)


# maps


@pytest.mark.parametrize("layer", [GATE, CLASS, *STAGES])
def test_every_map_lies_over_the_photo_as_it_was_answered(pane: LookPane, layer: str) -> None:
    index = picture(pane).controls.stage.findData(layer)
    picture(pane).controls.stage.setCurrentIndex(index)
    picture(pane).controls.stage.activated.emit(index)
    expected = {
        GATE: answer(pane).spatial_map,
        CLASS: answer(pane).class_maps[answer(pane).top[0].index],
        **dict(zip(STAGES, (stage.spatial_map for stage in answer(pane).stages), strict=True)),
    }[layer]
    assert np.array_equal(values(pane), expected)
    assert picture(pane).legend.says.text() != ""


def test_no_map_leaves_the_photo_alone(pane: LookPane) -> None:
    state(pane).set_style(layer=NONE, boxes=False)
    section = picture(pane)
    assert section.picture.layer().image is None
    assert not section.controls.way.isEnabled()


def test_evidence_lies_in_colour_over_a_grey_photo(pane: LookPane, qtbot: QtBot) -> None:
    view = picture(pane).picture
    place = view.target().center().toPoint()
    state(pane).set_style(opacity=0.05, boxes=False)
    state(pane).set_style(layer=CLASS)
    shown = view.grab().toImage().pixelColor(place)
    assert max(shown.red(), shown.green(), shown.blue()) - min(shown.red(), shown.green(), shown.blue()) < 30
    state(pane).set_style(layer=NONE)
    plain = view.grab().toImage().pixelColor(place)
    assert max(plain.red(), plain.green(), plain.blue()) - min(plain.red(), plain.green(), plain.blue()) > 60


def test_style_is_drawn_as_chosen(pane: LookPane, qtbot: QtBot) -> None:
    section, view = picture(pane), picture(pane).picture
    section.controls.opacity.setValue(30)
    assert view.layer().opacity == pytest.approx(0.3)
    section.controls.switches["smooth"].click()
    assert not view.layer().smooth
    colours = view.layer().image
    index = section.legend.colors.findData("inferno")
    section.legend.colors.setCurrentIndex(index)
    section.legend.colors.activated.emit(index)
    assert view.layer().image != colours
    state(pane).set_style(way="contour")
    assert len(view.layer().lines) == 3
    assert view.layer().image is None
    state(pane).set_style(way="spotlight")
    assert view.layer().image is not None
    section.controls.switches["boxes"].click()
    assert view.frames() == ()
    section.controls.switches["beside"].click()
    assert not section.plain.isVisible()
    actions = pane.actions_
    assert [actions[f"look.action.{name}"].isChecked() for name in ("smooth", "boxes", "beside")] == [False] * 3
    actions["look.action.beside"].trigger()
    assert section.plain.isVisible()


def test_the_place_under_the_pointer_is_read_out(pane: LookPane, qtbot: QtBot) -> None:
    look_at(pane, qtbot, photo(6))
    section, map_ = picture(pane), answer(pane).spatial_map
    assert map_ is not None
    rows, columns = map_.shape
    section.picture.hovered.emit((2.5) / columns, (1.5) / rows)
    assert f"{map_[1, 2]:.2f}" in section.reading.text()
    assert f"{100 * map_[1, 2] / map_.sum():.1f} %" in section.reading.text()
    state(pane).set_style(layer=CLASS)
    evidence = answer(pane).class_maps[state(pane).chosen]
    assert f"{evidence[1, 2]:+.4f}".replace("-", "−") in section.reading.text()
    section.picture.hovered.emit(-1.0, -1.0)
    assert "photo 6 · 96 × 72" in section.reading.text()


def test_both_photos_show_the_same_part(pane: LookPane, qtbot: QtBot) -> None:
    section = picture(pane)
    section.picture.setFocus()
    qtbot.keyClick(section.picture, Qt.Key.Key_Plus)
    assert section.plain.part() == section.picture.part() != QRectF(WHOLE)
    qtbot.keyClick(section.plain, Qt.Key.Key_Right)
    assert section.plain.part() == section.picture.part()
    section.zooms["fit"].click()
    assert section.plain.part() == section.picture.part() == QRectF(WHOLE)


@pytest.mark.parametrize("size", [(96, 72), (64, 64), (60, 200), (400, 60), (1, 300), (300, 1)])
def test_photos_of_any_shape_find_their_place(pane: LookPane, qtbot: QtBot, size: tuple[int, int]) -> None:
    look_at(pane, qtbot, photo(7, *size))
    section = picture(pane)
    room = section.arranged.rect()
    for beside in (True, False):
        state(pane).set_style(beside=beside)
        parts = [
            part
            for part in (section.picture, section.plain, section.legend.key, section.legend.says)
            if part.isVisible()
        ]
        assert all(room.contains(part.geometry()) for part in parts), [part.geometry() for part in parts]
        for i, part in enumerate(parts):
            assert not any(part.geometry().intersects(other.geometry()) for other in parts[i + 1 :])


# classes


def test_a_class_is_chosen_by_its_bar_and_its_evidence_is_shown(pane: LookPane, qtbot: QtBot) -> None:
    details = pane.details()
    third = answer(pane).top[2]
    details.rows[2].setFocus()
    qtbot.keyClick(details.rows[2], Qt.Key.Key_Space)
    assert state(pane).chosen == third.index
    assert np.array_equal(values(pane), answer(pane).class_maps[third.index])
    assert [row.isChecked() for row in details.rows] == [False, False, True, False, False]
    assert third.label in picture(pane).legend.says.text()
    strong = [frame for frame in picture(pane).picture.frames() if frame.strong]
    assert [frame.text.partition(" ")[0] for frame in strong] == [third.label]


def test_any_class_can_be_chosen_and_gets_its_own_box(pane: LookPane, qtbot: QtBot) -> None:
    details, shown = pane.details(), answer(pane)
    rarest = int(shown.probabilities.argmin())
    qtbot.waitUntil(lambda: details.any.count() == len(CLASSES), timeout=5_000)
    at = details.any.findText(CLASSES[rarest])
    details.any.setCurrentIndex(at)
    details.any.activated.emit(at)
    assert np.array_equal(values(pane), shown.class_maps[rarest])
    region, _ = maps.box(shown.presence[rarest], width=shown.width, height=shown.height)
    strong = next(frame for frame in picture(pane).picture.frames() if frame.strong)
    assert strong.place.x() == pytest.approx(region[0] / shown.width)
    assert strong.place.bottom() == pytest.approx(region[3] / shown.height)
    qtbot.waitUntil(lambda: f"place {len(CLASSES)} of {len(CLASSES)}" in details.rank.text(), timeout=5_000)


def test_a_click_into_a_box_chooses_its_class(pane: LookPane, qtbot: QtBot) -> None:
    look_at(pane, qtbot, photo(8))
    box = answer(pane).boxes[0]
    state(pane).choose(next(i for i in range(len(CLASSES)) if i != box.index))
    view = picture(pane).picture
    x, y = (box.region[0] + box.region[2]) / 2, (box.region[1] + box.region[3]) / 2
    at = view.to_widget().map(QPointF(x / answer(pane).width, y / answer(pane).height))
    qtbot.mouseClick(view, LEFT, pos=QPoint(round(at.x()), round(at.y())))
    assert state(pane).chosen == box.index


def test_another_model_looks_anew_and_without_a_gate_the_evidence_is_shown(pane: LookPane, qtbot: QtBot) -> None:
    before = answer(pane)
    assert pane.model.isVisible()
    pane.set_model("photos-plain")
    settle(pane, qtbot)
    assert answer(pane) is not before
    assert answer(pane).request.model == "photos-plain"
    assert np.array_equal(values(pane), answer(pane).class_maps[state(pane).chosen])
    assert state(pane).style.layer == CLASS


def test_a_class_that_was_chosen_stays_so_for_another_model(pane: LookPane, qtbot: QtBot) -> None:
    best = answer(pane).top[0].index
    pane.set_model("photos-plain")
    settle(pane, qtbot)
    assert state(pane).chosen == answer(pane).top[0].index  # nothing was chosen: the best of each
    pane.details().choose(best if best != state(pane).chosen else (best + 1) % len(CLASSES))
    chosen = answer(pane).labels[state(pane).chosen]
    pane.set_model("photos")
    settle(pane, qtbot)
    assert state(pane).preferred() in (chosen, "")
    assert answer(pane).labels[state(pane).chosen] == chosen
    look_at(pane, qtbot, photo(4))
    assert state(pane).chosen == answer(pane).top[0].index


def test_a_small_picture_and_a_plain_one_are_noted(pane: LookPane, qtbot: QtBot) -> None:
    notes = pane.details().findChild(QLabel, "look.notes")
    look_at(pane, qtbot, photo(9, 24, 20))
    qtbot.waitUntil(lambda: "24 × 20" in notes.text(), timeout=5_000)
    look_at(pane, qtbot, Photo(np.full((64, 64, 3), 90, np.uint8)))
    qtbot.waitUntil(lambda: "single colour" in notes.text(), timeout=5_000)
    look_at(pane, qtbot, photo(9))
    qtbot.waitUntil(lambda: not notes.isVisible(), timeout=5_000)


# one story in all places


@pytest.mark.parametrize("what", ["plain", "stroke", "patch", "undone"])
def test_while_one_paints_the_sidebar_says_what_the_bars_say(pane: LookPane, qtbot: QtBot, what: str) -> None:
    details, section = pane.details(), pane.whatif
    whole = [row.accessibleName() for row in details.rows]
    heading = details.heading.text()
    pane.show_section("whatif")
    qtbot.waitUntil(lambda: section.now is not None, timeout=20_000)
    brush = section.brush
    if what != "plain":
        section.tools.tools["patch" if what == "patch" else "grey"].click()
        at = brush.rect().center()
        if what == "patch":
            qtbot.mouseMove(brush, at)
        else:
            qtbot.mousePress(brush, LEFT, pos=at)
            qtbot.mouseMove(brush, at + QPoint(60, 20))
            qtbot.mouseRelease(brush, LEFT, pos=at + QPoint(60, 20))
        if what == "undone":
            brush.undo()
    qtbot.waitUntil(lambda: not section._painted.waiting and pane.is_settled(), timeout=20_000)
    now = section.now
    assert now is not None
    assert state(pane).painted is now
    told = [row.accessibleName() for row in details.rows]
    assert told == [f"{texts.class_name(score.label)} {texts.percent(score.probability)}" for score in now.top]
    assert texts.percent(float(now.probabilities[state(pane).chosen])) in details.rank.text()
    assert {pair.key: pair.text.split(" → ")[1] for pair in section.bars.pairs()}[now.top[0].index] in told[0]
    assert "one view" in details.heading.text().lower()
    assert "One look each" in section.looks.text()
    details.rows[1].click()
    assert state(pane).chosen == now.top[1].index
    pane.show_section("picture")
    qtbot.waitUntil(pane.is_settled, timeout=20_000)
    assert details.heading.text() == heading
    assert [row.accessibleName().partition(",")[0] for row in details.rows] == [
        name.partition(",")[0] for name in whole
    ]
    assert state(pane).painted is None


def test_the_bars_say_how_many_looks_the_other_sections_put_together(pane: LookPane, qtbot: QtBot) -> None:
    pane.show_section("whatif")
    qtbot.waitUntil(lambda: pane.whatif.now is not None, timeout=20_000)
    seen = answer(pane)
    several = dataclasses.replace(seen, views=seen.views[:1] * 5)
    state(pane).show(several)
    qtbot.waitUntil(lambda: state(pane).painted is not None, timeout=20_000)
    assert pane.whatif.looks.text() == ("One look each; other sections take 5.")


# what is remembered, what is hidden


def test_what_was_chosen_is_there_at_the_next_start(
    open_window: Open, models: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    first = opened(open_window, models, qtbot)
    path = tmp_path / "kept.png"
    assert read_pictures.to_image(photo(10).pixels).save(str(path))
    assert first.open_file(path)
    settle(first, qtbot)
    state(first).set_style(layer=STAGES[1], way="contour", scale="inferno", opacity=0.35, smooth=False, beside=False)
    first.show_section("views")
    style = state(first).style
    first.window().close()
    again = opened(open_window, models, qtbot)
    assert state(again).style == style
    assert again.current().id == "views"
    assert np.array_equal(answer(again).request.picture, photo(10).pixels)
    path.unlink()
    again.window().close()
    last = opened(open_window, models, qtbot)
    assert answer(last).request.picture.shape != photo(10).pixels.shape  # a sample
    assert message(last) == ""


@pytest.mark.parametrize("given", ["folder", "files", "folder without the photo"])
def test_the_row_of_pictures_is_there_at_the_next_start(
    open_window: Open, models: Path, tmp_path: Path, qtbot: QtBot, given: str
) -> None:
    first = opened(open_window, models, qtbot)
    paths = [tmp_path / f"{n}.png" for n in range(4)]
    for n, path in enumerate(paths):
        assert read_pictures.to_image(photo(n).pixels).save(str(path))
    assert first.files.open_paths(paths[:3]) if given == "files" else first.files.open_folder(tmp_path)
    assert first.files.turn_to(2)
    settle(first, qtbot)
    first.window().close()
    if given == "folder without the photo":
        paths.pop(2).unlink()
    again = opened(open_window, models, qtbot)
    row = again.filmstrip.row
    assert again.filmstrip.isVisible()
    assert row.count() == (4 if given == "folder" else 3)
    assert row.current() == (0 if given == "folder without the photo" else 2)
    assert state(again).photo is not None
    assert state(again).photo.path == paths[row.current()]
    assert message(again) == ""
    again.files.close_list()
    again.window().close()
    assert not opened(open_window, models, qtbot).filmstrip.isVisible()


def test_a_row_whose_folder_is_gone_gives_way_to_a_sample(
    open_window: Open, models: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    first = opened(open_window, models, qtbot)
    path = tmp_path / "pictures" / "a.png"
    path.parent.mkdir()
    assert read_pictures.to_image(photo().pixels).save(str(path))
    assert first.files.open_folder(path.parent)
    first.window().close()
    path.unlink()
    path.parent.rmdir()
    again = opened(open_window, models, qtbot)
    assert not again.filmstrip.isVisible()
    assert message(again) == ""


def test_the_chosen_class_is_there_at_the_next_start_but_for_its_photo_alone(
    open_window: Open, models: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    first = opened(open_window, models, qtbot)
    worst = int(np.argmin(answer(first).probabilities))
    first.details().choose(worst)
    state(first).set_style(layer=GATE)
    first.window().close()
    again = opened(open_window, models, qtbot)
    assert state(again).chosen == worst
    assert state(again).style.layer == GATE
    again.window().close()
    other = open_window((LookPane,), lambda: Session([models]).run).pane
    other.state.given.emit(photo(3))
    settle(other, qtbot)
    assert state(other).chosen == answer(other).top[0].index


def test_a_state_that_makes_no_sense_is_ignored(pane: LookPane) -> None:
    broken: dict[str, Any] = {
        "model": 3, "section": "x", "path": [], "layer": "x", "way": 1, "scale": None, "opacity": 7, "smooth": "yes",
        "files": {"listed": [4, "\0", "x"]}, "class": 5, "picture": 1, "whatif": [],
    }  # fmt: skip
    pane.restore_state(broken)
    assert state(pane).style == Style()
    assert pane.current().id == "picture"


def test_a_hidden_section_is_drawn_when_it_is_shown(pane: LookPane, qtbot: QtBot) -> None:
    pane.show_section("views")
    given = photo(11)
    look_at(pane, qtbot, given)
    assert picture(pane).picture.image() != given.image
    pane.show_section("picture")
    assert picture(pane).picture.image() == given.image
    assert np.array_equal(values(pane), answer(pane).spatial_map)


def test_a_sample_is_called_in_the_language_of_now(pane: LookPane, qtbot: QtBot) -> None:
    window, reading = pane.window(), picture(pane).reading
    assert isinstance(window, Window)
    assert reading.text().startswith("A cat ·")
    shown = state(pane).photo
    window.set_language("zh_CN")
    qtbot.waitUntil(lambda: reading.text().startswith("一只猫 ·"))
    assert state(pane).photo is shown  # nothing is looked at anew
    window.set_language("en")
    qtbot.waitUntil(lambda: reading.text().startswith("A cat ·"))


def test_all_sections_show_in_both_themes_and_languages(pane: LookPane, qtbot: QtBot) -> None:
    window = pane.window()
    assert isinstance(window, Window)
    for theme, language in (("dark", "zh_CN"), ("light", "en")):
        window.set_theme(theme)
        window.set_language(language)
        for id in pane.sections:
            pane.show_section(id)
            qtbot.wait(20)
            assert pane.current().isVisible()
            assert not pane.current().grab().isNull()


def test_strokes_are_undone_from_the_menu_while_they_can_be_seen(pane: LookPane, qtbot: QtBot) -> None:
    tools, brush = pane.whatif.tools, pane.whatif.brush
    undo, redo = tools.commands["look.action.undo"], tools.commands["look.action.redo"]
    window = pane.window()
    assert isinstance(window, Window)
    assert undo in window.menus.menu("edit").actions()
    assert not undo.isVisible()
    pane.show_section("whatif")
    assert undo.isVisible()
    assert not undo.isEnabled()
    qtbot.mouseClick(brush, LEFT, pos=brush.target().center().toPoint())
    assert not brush.is_plain()
    qtbot.keyClick(brush, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert brush.is_plain()
    assert redo.isEnabled()
    pane.show_section("picture")
    assert not redo.isVisible()


@pytest.mark.parametrize("given", [False, True], ids=["sample", "file"])
def test_a_class_that_was_asked_for_is_chosen_with_the_first_photo(
    open_window: Open, models: Path, qtbot: QtBot, tmp_path: Path, given: bool
) -> None:
    path = tmp_path / "a.png" if given else None
    if path is not None:
        assert read_pictures.to_image(photo().pixels).save(str(path))
    window = open_window((LookPane,), lambda: Session([models]).run)
    pane = window.pane
    assert isinstance(pane, LookPane)
    pane.begin_with(CLASSES[-1], path)
    if path is not None:
        assert pane.open_file(path)
    settle(pane, qtbot)
    assert pane.state.preferred() == CLASSES[-1]
