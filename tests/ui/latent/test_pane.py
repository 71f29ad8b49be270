"""The Latent pane in the real window with the real engine and small models: what a person does is what is shown."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QLineEdit, QWidget

from attnviz.engine.latent.messages import Decode, Decoded, Traverse
from attnviz.engine.session import Session
from attnviz.paths import asset
from attnviz.ui.files import read_pictures
from attnviz.ui.panes.latent.code_map import MapSection
from attnviz.ui.panes.latent.encode import EncodeSection
from attnviz.ui.panes.latent.interpolate import InterpolateSection
from attnviz.ui.panes.latent.pane import LatentPane
from attnviz.ui.panes.latent.sliders import SlidersSection
from attnviz.ui.panes.latent.traverse import ROWS, TraverseSection
from attnviz.ui.widgets.picture_view import as_image
from attnviz.ui.window import Window
from tests.tiny.vae import make_vaes

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from attnviz.ui.bridge import Bridge

Open = Callable[..., Window]
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_vaes(tmp_path_factory.mktemp("models"))


@pytest.fixture
def pane(open_window: Open, models: Path, qtbot: QtBot) -> LatentPane:
    return opened(open_window, models, qtbot)


def opened(open_window: Open, folder: Path, qtbot: QtBot, model: str = "vae-grey") -> LatentPane:
    window = open_window((LatentPane,), lambda: Session([folder]).run)
    window.resize(1280, 800)
    pane = window.pane
    assert isinstance(pane, LatentPane)
    pane.set_model(model)
    qtbot.waitUntil(pane.is_settled, timeout=60_000)
    return pane


def bridge(pane: LatentPane) -> Bridge:
    window = pane.window()
    assert isinstance(window, Window)
    return window.bridge


def z(pane: LatentPane) -> np.ndarray:
    return pane.state.code.z


def shown(pane: LatentPane) -> np.ndarray:
    picture = pane.state.shown
    assert picture is not None
    return picture


def settle(pane: LatentPane, qtbot: QtBot) -> None:
    qtbot.waitUntil(pane.is_settled, timeout=20_000)


def part(pane: LatentPane, id: str, kind: type[Any]) -> Any:
    section = pane.section(id)
    assert isinstance(section, kind)
    return section


def message(pane: LatentPane) -> str:
    label = pane.message
    return label.text() if label.isVisible() else ""


def decoded(models: Path, code: np.ndarray, model: str = "vae-grey") -> np.ndarray:
    answer = Session([models]).run(Decode(code, model))
    assert isinstance(answer, Decoded)
    return answer.picture


def grid_is_there(pane: LatentPane, qtbot: QtBot) -> TraverseSection:
    pane.show_section("traverse")
    section = part(pane, "traverse", TraverseSection)
    qtbot.waitUntil(lambda: bool(section.sheet()[0]), timeout=20_000)
    return section


# opening


def test_it_opens_with_a_sample_and_the_most_telling_sliders_first(pane: LatentPane, models: Path) -> None:
    state = pane.state
    assert state.order[0] == 2
    assert set(state.order[3:]) == {0, 4}
    assert state.living == 3
    sliders = part(pane, "sliders", SlidersSection)
    assert [row.dimension for row in sliders.rows if row.isVisible()] == list(state.order[:3])
    assert sliders.fold.isVisible()
    sliders.fold.click()
    assert [row.dimension for row in sliders.rows if row.isVisible()] == list(state.order)
    anchor = state.code.anchor
    assert anchor is not None
    assert anchor.encoded is not None
    assert np.array_equal(z(pane), anchor.mu)
    assert np.array_equal(shown(pane), anchor.encoded.reconstruction)
    assert np.array_equal(shown(pane), decoded(models, anchor.mu))


def test_every_widget_that_scripts_look_for_is_there(pane: LatentPane) -> None:
    names = ["latent.slider.0", "latent.picture", "latent.grid", "latent.map", "latent.model", "latent.strip"]
    names += [
        "latent.name.0",
        "latent.value.0",
        "latent.lock.0",
        "latent.influence.0",
        "latent.canvas",
        "latent.samples",
    ]
    assert [name for name in names if pane.findChild(QWidget, name) is None] == []


# sliders


def test_a_dragged_slider_ends_with_the_picture_of_its_last_value(pane: LatentPane, models: Path, qtbot: QtBot) -> None:
    slider = part(pane, "sliders", SlidersSection).rows[0].slider
    y = slider.height() // 2
    qtbot.mousePress(slider, LEFT, pos=QPoint(20, y))
    for x in range(20, slider.width() - 20, 2):
        qtbot.mouseMove(slider, QPoint(x, y))
    qtbot.mouseRelease(slider, LEFT, pos=QPoint(slider.width() - 22, y))
    settle(pane, qtbot)
    assert z(pane)[2] == pytest.approx(slider.z())
    assert np.array_equal(shown(pane), decoded(models, z(pane)))
    pane.actions_["latent.action.undo"].trigger()  # one drag, one step
    anchor = pane.state.code.anchor
    assert anchor is not None
    assert np.array_equal(z(pane), anchor.mu)


def test_five_hundred_moves_are_answered_by_the_newest(pane: LatentPane, models: Path, qtbot: QtBot) -> None:
    answers: list[Decoded] = []

    def count(message: Any) -> None:
        if isinstance(message, Decoded):
            answers.append(message)

    bridge(pane).answered.connect(count)
    slider = part(pane, "sliders", SlidersSection).rows[1].slider
    for i in range(500):
        slider.setValue(i - 250)
        if i % 5 == 0:
            QGuiApplication.processEvents()
    settle(pane, qtbot)
    assert 0 < len(answers) <= 500
    assert answers[-1].request.z[slider.parent().dimension] == pytest.approx(2.49)
    assert np.array_equal(shown(pane), decoded(models, z(pane)))


def type_value(pane: LatentPane, qtbot: QtBot, text: str, row: int = 0) -> None:
    field = part(pane, "sliders", SlidersSection).rows[row].value
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, text)
    qtbot.keyClick(field, Qt.Key.Key_Return)


def test_a_typed_value_is_taken_with_all_its_digits(pane: LatentPane, qtbot: QtBot) -> None:
    type_value(pane, qtbot, "1.2345")
    assert z(pane)[2] == pytest.approx(1.2345)


@pytest.mark.parametrize(("text", "says"), [("NaN", "not a number"), ("1e30", "30"), ("hello", "not a number")])
def test_what_is_no_value_is_refused_in_one_sentence(pane: LatentPane, qtbot: QtBot, text: str, says: str) -> None:
    before = z(pane).copy()
    type_value(pane, qtbot, text)
    assert np.array_equal(z(pane), before)
    assert says in message(pane)
    assert message(pane).count(".") == 1
    type_value(pane, qtbot, "0.5")
    assert z(pane)[2] == pytest.approx(0.5)


def test_reset_random_and_locks(pane: LatentPane, qtbot: QtBot) -> None:
    sliders = part(pane, "sliders", SlidersSection)
    mu = z(pane).copy()
    sliders.rows[0].lock.click()
    sliders.random.click()
    assert z(pane)[2] == mu[2]
    assert (z(pane) != mu).sum() == 4
    sliders.rows[0].slider.setValue(99)
    sliders.rows[0].slider.reset_asked.emit()
    assert z(pane)[2] == mu[2]
    sliders.reset.click()
    assert np.array_equal(z(pane), mu)
    sliders.undo.click()
    assert not np.array_equal(z(pane), mu)
    settle(pane, qtbot)


def test_controls_of_the_last_model_do_nothing_before_the_next_answers(pane: LatentPane, qtbot: QtBot) -> None:
    sliders, ways = part(pane, "sliders", SlidersSection), part(pane, "interpolate", InterpolateSection)
    sliders.fold.setChecked(True)
    for _ in range(3):
        sliders.random.click()
    rows = {row.dimension: row for row in sliders.rows}
    rows[4].name.setFocus()
    qtbot.keyClicks(rows[4].name, "old")
    pane.set_model("vae-scenes")  # has no z4
    rows[4].lock.click()
    for dimension, row in rows.items():
        row.locked.emit(dimension, True)
        row.moved.emit(dimension, 1.0)
        row.typed.emit(dimension, 1.0)
        row.move_finished.emit()
        row.reset_asked.emit(dimension)
        row.pinned.emit(dimension, True)
        row.pointed.emit(dimension, True)
        row.named_it.emit(dimension, "old")
    for action in pane.actions_:
        if action.objectName() not in ("latent.action.open", "latent.action.paste"):
            action.trigger()
    sliders.randomise()
    sliders.reset_all()
    ways.add()
    settle(pane, qtbot)
    assert len(z(pane)) == 4
    assert pane.state.name_of(1) == "z1"
    assert not pane.state.code.locked
    assert not any(row.lock.isChecked() or row.influence.isChecked() for row in sliders.rows)
    assert not pane.state.code.can_undo
    for action in (sliders.randomise, sliders.reset_all, pane.state.code.undo, pane.state.code.undo):
        action()
        settle(pane, qtbot)
        assert len(z(pane)) == 4


def test_a_code_is_not_moved_between_the_samples_and_the_picture_of_another_model(
    pane: LatentPane, qtbot: QtBot
) -> None:
    sliders, ways, code_map = (pane.section(id) for id in ("sliders", "interpolate", "map"))
    meanwhile: list[int] = []

    def act() -> None:
        meanwhile.append(len(z(pane)))
        sliders.rows[0].lock.click()
        sliders.rows[0].slider.setValue(40)
        sliders.rows[0].slider.move_finished.emit()
        sliders.randomise()
        for letter in "ABC":
            ways.visit(letter)
        ways.add()
        code_map.view.moved.emit(0.5, 0.5)
        code_map.view.taken.emit(3)
        code_map.view.move_finished.emit()

    pane.state.samples_changed.connect(act)
    pane.set_model("vae-scenes")
    settle(pane, qtbot)
    assert meanwhile == [0]
    anchor = pane.state.code.anchor
    assert anchor is not None
    assert np.array_equal(z(pane), anchor.mu)
    assert not pane.state.code.can_undo
    pane.state.code.undo()
    assert len(z(pane)) == 4


def test_names_are_the_persons_own_and_kept(pane: LatentPane, qtbot: QtBot) -> None:
    field = pane.findChild(QLineEdit, "latent.name.0")
    qtbot.keyClicks(field, "roundness")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert pane.state.name_of(2) == "roundness"
    assert "roundness" in part(pane, "sliders", SlidersSection).rows[0].slider.accessibleName()
    assert pane.save_state()["names"] == {"vae-grey": {"2": "roundness"}}
    pane.set_model("vae-scenes")
    settle(pane, qtbot)
    assert field.text() != "roundness"
    pane.set_model("vae-grey")
    settle(pane, qtbot)
    assert field.text() == "roundness"


def test_maps_of_what_a_slider_moves_come_when_it_rests(pane: LatentPane, qtbot: QtBot) -> None:
    sliders = part(pane, "sliders", SlidersSection)
    qtbot.waitUntil(lambda: set(sliders.maps()) == {1, 2, 3}, timeout=20_000)
    before = pane.column.picture.grab().toImage()
    sliders.rows[0].influence.click()
    assert pane.column.picture.grab().toImage() != before
    assert "z2" in pane.column.caption.text()
    sliders.rows[0].influence.click()
    old = sliders.maps()[2]
    sliders.random.click()
    qtbot.waitUntil(lambda: set(sliders.maps()) == {1, 2, 3} and sliders.maps()[2] is not old, timeout=20_000)


def test_where_the_encoder_looked_is_offered_where_it_has_attention(pane: LatentPane, qtbot: QtBot) -> None:
    column = pane.column
    assert column.attention.isVisible()
    before = column.parts["seen"].grab().toImage()
    column.attention.click()
    assert column.parts["seen"].grab().toImage() != before
    texts = [label.text() for label in pane.details().findChildren(type(column.caption))]
    assert {"12.5", "11.0", "with attention", "without"} <= set(texts)
    pane.set_model("vae-scenes")
    settle(pane, qtbot)
    assert not column.attention.isVisible()


# the grid


def test_the_middle_of_the_grid_is_the_reconstruction_and_a_click_goes_there(
    pane: LatentPane, models: Path, qtbot: QtBot
) -> None:
    section = grid_is_there(pane, qtbot)
    rows = section.sheet()[0]
    middle = section.steps.value() // 2
    assert all(np.array_equal(row[middle], shown(pane)) for row in rows)
    values, state = section.grid_values(), pane.state
    anchor = state.code.anchor
    assert anchor is not None
    assert state.samples is not None
    spread = state.samples.mu.std(0)
    for row, dimension in zip(values, state.living_dimensions(), strict=True):
        away = np.linspace(-2.5, 2.5, 11)
        np.testing.assert_allclose(row, anchor.mu[dimension] + spread[dimension] * away, rtol=1e-4, atol=1e-4)
    qtbot.mouseClick(section.grid, LEFT, pos=section.grid.cell_rect(1, 9).center().toPoint())
    dimension = state.order[1]
    assert z(pane)[dimension] == values[1][9]
    assert np.array_equal(shown(pane), rows[1][9])
    assert np.array_equal(shown(pane), decoded(models, z(pane)))
    assert section.sheet()[0][0] is rows[0]  # the grid stays where it is
    section.recentre.click()
    qtbot.waitUntil(lambda: bool(section.sheet()[0]) and section.sheet()[0][0] is not rows[0], timeout=20_000)
    assert np.array_equal(section.sheet()[0][2][middle], shown(pane))


def middle(section: TraverseSection) -> np.ndarray:
    pictures = section.sheet()[0]
    assert all(
        np.array_equal(row[section.steps.value() // 2], pictures[0][section.steps.value() // 2]) for row in pictures
    )
    return pictures[0][section.steps.value() // 2]


@pytest.mark.parametrize("move", ["slider", "random", "undo", "map", "codes", "way", "model and back"])
def test_the_middle_of_the_grid_is_the_picture_that_is_shown_after_any_move(
    pane: LatentPane, qtbot: QtBot, move: str, tmp_path: Path
) -> None:
    section, sliders = grid_is_there(pane, qtbot), part(pane, "sliders", SlidersSection)
    code = pane.state.code
    match move:
        case "slider":
            sliders.rows[0].slider.setValue(40)
            sliders.rows[0].slider.move_finished.emit()
        case "random":
            sliders.randomise()
        case "undo":
            sliders.randomise()
            sliders.randomise()
            code.undo()
        case "map":
            part(pane, "map", MapSection).view.taken.emit(7)
        case "codes":
            pane.exporter.read.emit({"sliders": np.full(5, 0.5, np.float32)}, "a.csv")
        case "way":
            part(pane, "interpolate", InterpolateSection).visit("C")
        case _:
            sliders.randomise()
            pane.set_model("vae-scenes")
            settle(pane, qtbot)
            pane.set_model("vae-grey")
    settle(pane, qtbot)
    qtbot.waitUntil(lambda: bool(section.sheet()[0]) and np.array_equal(middle(section), shown(pane)), timeout=20_000)
    assert code.anchor is not None
    assert not np.array_equal(code.z, code.anchor.mu)
    assert "the middle column is the picture that is shown" in section.caption.text()


def test_the_grid_stands_around_the_encoded_picture_where_that_is_chosen(pane: LatentPane, qtbot: QtBot) -> None:
    section = grid_is_there(pane, qtbot)
    anchor = pane.state.code.anchor
    assert anchor is not None
    assert anchor.encoded is not None
    section.around.setCurrentIndex(1)
    section.around.activated.emit(1)
    part(pane, "sliders", SlidersSection).randomise()
    settle(pane, qtbot)
    qtbot.waitUntil(
        lambda: bool(section.sheet()[0]) and np.array_equal(middle(section), anchor.encoded.reconstruction),
        timeout=20_000,
    )
    assert not np.array_equal(middle(section), shown(pane))
    assert "not what is shown" in section.caption.text()
    assert section.save_state()["around"] == "encoded"
    section.recentre.click()
    qtbot.waitUntil(lambda: bool(section.sheet()[0]) and np.array_equal(middle(section), shown(pane)), timeout=20_000)
    assert section.save_state()["around"] == "shown"


def test_going_to_a_cell_leaves_the_grid_and_says_that_the_middle_is_where_one_came_from(
    pane: LatentPane, qtbot: QtBot
) -> None:
    section = grid_is_there(pane, qtbot)
    rows = section.sheet()[0]
    for column in (9, 2):
        qtbot.mouseClick(section.grid, LEFT, pos=section.grid.cell_rect(1, column).center().toPoint())
    pane.state.code.undo()  # the cell before
    settle(pane, qtbot)
    assert section.sheet()[0][0] is rows[0]
    section.grid.hovered.emit(-1, -1)
    assert "where you went from" in section.caption.text()
    pane.state.code.undo()
    assert "is the picture that is shown" in section.caption.text()
    settle(pane, qtbot)
    assert np.array_equal(middle(section), shown(pane))


def test_the_first_row_of_the_grid_is_asked_alone_and_the_others_a_few_at_once(pane: LatentPane, qtbot: QtBot) -> None:
    asked: list[Any] = []
    bridge(pane).asked.connect(asked.append)
    grid_is_there(pane, qtbot)
    groups = [request.dimensions for request in asked if isinstance(request, Traverse)]
    assert len(groups[0]) == 1
    assert all(len(group) <= ROWS for group in groups)
    assert [k for group in groups for k in group] == list(pane.state.living_dimensions())


def test_another_model_may_be_chosen_while_the_grid_comes(pane: LatentPane, qtbot: QtBot) -> None:
    pane.show_section("traverse")
    pane.set_model("vae-scenes")
    settle(pane, qtbot)
    section = part(pane, "traverse", TraverseSection)
    qtbot.waitUntil(lambda: bool(section.sheet()[0]), timeout=20_000)
    assert all(row.shape[1:] == (16, 16, 3) for row in section.sheet()[0])
    assert message(pane) == ""


def test_steps_and_span_are_followed_while_the_old_grid_stands(pane: LatentPane, qtbot: QtBot) -> None:
    section = grid_is_there(pane, qtbot)
    section.steps.setValue(5)
    section.span.setValue(1.0)
    qtbot.waitUntil(lambda: bool(section.sheet()[0]) and len(section.sheet()[0][0]) == 5, timeout=20_000)
    section.width_of.setCurrentIndex(1)
    section.width_of.activated.emit(1)
    anchor = pane.state.code.anchor
    assert anchor is not None
    qtbot.waitUntil(lambda: bool(section.sheet()[0]), timeout=20_000)
    assert section.grid_values()[0][-1] == pytest.approx(anchor.mu[2] + anchor.std[2], abs=1e-4)


def test_a_dimension_plays_as_a_film_and_stays_where_it_is_stopped(pane: LatentPane, qtbot: QtBot) -> None:
    section = grid_is_there(pane, qtbot)
    before = z(pane).copy()
    section.play.click()
    qtbot.waitUntil(lambda: section.player.playing() and not np.array_equal(z(pane), before), timeout=20_000)
    section.play.click()
    assert not section.player.playing()
    stayed = z(pane).copy()
    qtbot.wait(250)
    assert np.array_equal(z(pane), stayed)
    pane.actions_["latent.action.undo"].trigger()
    assert np.array_equal(z(pane), before)


def test_a_film_stops_with_its_section_out_of_sight(pane: LatentPane, qtbot: QtBot) -> None:
    section = grid_is_there(pane, qtbot)
    section.play.click()
    qtbot.waitUntil(section.player.playing, timeout=20_000)
    pane.show_section("map")
    assert not section.player.playing()


def test_the_window_closes_while_a_film_plays(open_window: Open, models: Path, qtbot: QtBot) -> None:
    pane = opened(open_window, models, qtbot)
    section = grid_is_there(pane, qtbot)
    section.play.click()
    qtbot.waitUntil(section.player.playing, timeout=20_000)
    window = pane.window()
    window.close()
    assert not window.isVisible()
    assert not section.player.playing()


# pictures of one's own


def image(width: int = 50, height: int = 30, *, light: bool = False) -> QImage:
    array = np.full((height, width, 3), 250 if light else 5, np.uint8)
    array[height // 4 : -height // 4, width // 4 : -width // 4] = (200, 40, 90)
    return read_pictures.to_image(array)


def test_a_file_of_any_size_and_kind_is_encoded_and_what_was_done_is_told(
    pane: LatentPane, tmp_path: Path, qtbot: QtBot
) -> None:
    encode = part(pane, "encode", EncodeSection)
    for name, light in (("a.png", False), ("b.jpg", True), ("c.bmp", False)):
        path = tmp_path / name
        assert image(light=light).save(str(path))
        assert encode.encode_file(path)
        settle(pane, qtbot)
        anchor = pane.state.code.anchor
        assert anchor is not None
        assert anchor.encoded is not None
        assert anchor.origin.name == name
        assert anchor.encoded.request.picture.shape == (30, 50, 3)
        assert anchor.encoded.seen.shape == (16, 16, 1)
        notes = pane.column.notes
        assert notes.isVisible()
        assert "50 × 30" in notes.text()
        assert ("inverted" in notes.text()) == light
        assert pane.column.caption.text() == name
        assert np.array_equal(z(pane), anchor.mu)


@pytest.mark.parametrize("content", [b"", b"no picture", b"\x89PNG\r\n\x1a\n"])
def test_what_is_no_picture_is_told_and_the_last_one_stays(pane: LatentPane, tmp_path: Path, content: bytes) -> None:
    path, before = tmp_path / "x.png", shown(pane)
    path.write_bytes(content)
    assert not part(pane, "encode", EncodeSection).encode_file(path)
    assert "x.png" in message(pane)
    assert message(pane).endswith(".")
    assert shown(pane) is before


def test_pasting_and_dropping(pane: LatentPane, tmp_path: Path, qtbot: QtBot) -> None:
    QGuiApplication.clipboard().setImage(image())
    pane.actions_["latent.action.paste"].trigger()
    settle(pane, qtbot)
    anchor = pane.state.code.anchor
    assert anchor is not None
    assert anchor.origin.kind == "clipboard"
    QGuiApplication.clipboard().setText("words")
    pane.actions_["latent.action.paste"].trigger()
    assert "clipboard" in message(pane)
    path = tmp_path / "dropped.png"
    image().save(str(path))
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    event = QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, mime, LEFT, Qt.KeyboardModifier.NoModifier)
    pane.dropEvent(event)
    settle(pane, qtbot)
    anchor = pane.state.code.anchor
    assert anchor is not None
    assert anchor.origin.name == "dropped.png"
    assert message(pane) == ""


def test_an_empty_drawing_is_refused_and_a_stroke_is_followed(pane: LatentPane, qtbot: QtBot) -> None:
    pane.show_section("encode")
    encode = part(pane, "encode", EncodeSection)
    encode.encode_drawing()
    assert "empty" in message(pane)
    canvas = encode.canvas
    qtbot.mousePress(canvas, LEFT, pos=canvas.rect().center())
    qtbot.mouseMove(canvas, canvas.rect().center() + QPoint(30, 10))
    qtbot.mouseRelease(canvas, LEFT, pos=canvas.rect().center() + QPoint(30, 10))

    def drawn() -> None:
        anchor = pane.state.code.anchor
        assert anchor is not None
        assert anchor.origin.kind == "drawing"
        assert anchor.encoded is not None
        assert anchor.encoded.seen.max() > 200

    qtbot.waitUntil(drawn, timeout=20_000)
    settle(pane, qtbot)
    assert message(pane) == ""


def test_a_sample_is_encoded_by_a_click(pane: LatentPane, qtbot: QtBot) -> None:
    pane.show_section("encode")
    grid = part(pane, "encode", EncodeSection).samples
    qtbot.mouseClick(grid, LEFT, pos=grid.cell_rect(1, 2).center().toPoint())
    settle(pane, qtbot)
    anchor = pane.state.code.anchor
    assert anchor is not None
    assert anchor.origin.index == 10
    assert grid.marked() == (1, 2)


# ways between


def test_the_way_from_a_to_b_has_both_at_its_ends(pane: LatentPane, qtbot: QtBot) -> None:
    pane.show_section("interpolate")
    section = part(pane, "interpolate", InterpolateSection)
    qtbot.waitUntil(lambda: section.film() is not None, timeout=20_000)
    codes, frames = section.film()
    np.testing.assert_allclose(codes[0], section.slots["A"].code, atol=1e-6)
    np.testing.assert_allclose(codes[-1], section.slots["B"].code, atol=1e-6)
    section.spherical.click()
    section.steps.setValue(7)
    qtbot.waitUntil(lambda: len(section.film()[0]) == 7, timeout=20_000)
    lengths = np.linalg.norm(section.film()[0], axis=1)
    assert lengths.min() >= min(lengths[0], lengths[-1]) - 1e-4
    row, column = divmod(3, section.strip.shape()[1])
    qtbot.mouseClick(section.strip, LEFT, pos=section.strip.cell_rect(row, column).center().toPoint())
    np.testing.assert_allclose(z(pane), section.film()[0][3])
    assert np.array_equal(shown(pane), section.film()[1][3])
    assert len(frames) == 12


def test_pictures_are_added_and_subtracted(pane: LatentPane, qtbot: QtBot) -> None:
    pane.show_section("interpolate")
    section = part(pane, "interpolate", InterpolateSection)
    slots = section.slots
    section.slots["C"].take.click()
    a, b, c = (slots[letter].code for letter in "ABC")
    np.testing.assert_array_equal(c, z(pane))
    section.sum.click()
    np.testing.assert_allclose(z(pane), a - b + c, atol=1e-6)
    slots["B"].visit.click()
    np.testing.assert_array_equal(z(pane), b)
    settle(pane, qtbot)


# the map


def test_walking_through_the_map_moves_the_code_within_its_plane(pane: LatentPane, models: Path, qtbot: QtBot) -> None:
    pane.show_section("map")
    section = part(pane, "map", MapSection)
    samples = pane.state.samples
    assert samples is not None
    view = section.view
    qtbot.mouseClick(view, LEFT, pos=view.rect().center())
    settle(pane, qtbot)
    place = (z(pane) - samples.origin) @ samples.basis
    np.testing.assert_allclose(z(pane), samples.origin + samples.basis @ place, atol=1e-4)
    assert np.array_equal(shown(pane), decoded(models, z(pane)))
    view.taken.emit(7)
    np.testing.assert_array_equal(z(pane), samples.mu[7])


def test_hovering_shows_a_sample_or_what_its_code_is_decoded_to(pane: LatentPane, models: Path, qtbot: QtBot) -> None:
    pane.show_section("map")
    section = part(pane, "map", MapSection)
    samples = pane.state.samples
    assert samples is not None
    for sample, picture in ((3, samples.pictures[3]), (50, decoded(models, samples.mu[50]))):
        section.view._at = sample  # as the pointer would
        section.view.hovered.emit(sample)
        wanted = QImage(as_image(picture))
        qtbot.waitUntil(lambda wanted=wanted: section.view._card.toImage() == wanted, timeout=20_000)
    assert np.array_equal(z(pane), pane.state.code.anchor.mu)  # nothing moved


def test_a_map_of_two_dimensions_leaves_the_others_alone(pane: LatentPane, qtbot: QtBot) -> None:
    pane.show_section("map")
    section = part(pane, "map", MapSection)
    before = z(pane).copy()
    section.axes.setCurrentIndex(1)
    section.axes.activated.emit(1)
    axes = (int(section.axes.currentData()), int(section.other.currentData()))
    assert axes == pane.state.order[:2]
    qtbot.waitUntil(lambda: section.code_of(0, 0) is not None and section.view._stale is False, timeout=20_000)
    qtbot.mouseClick(section.view, LEFT, pos=section.view.rect().center() + QPoint(40, 20))
    changed = set(np.flatnonzero(z(pane) != before).tolist())
    assert changed == set(axes)


# files


def test_everything_shown_can_be_saved(pane: LatentPane, tmp_path: Path, qtbot: QtBot) -> None:
    exporter = pane.exporter
    assert not exporter.save_as("grid", tmp_path / "early.png")
    assert "Traverse" in message(pane)
    grid_is_there(pane, qtbot)
    endings = {"picture": "png", "grid": "png", "grid_svg": "svg", "strip": "gif", "codes": "csv", "arrays": "npz"}
    for what, ending in endings.items():
        assert exporter.save_as(what, tmp_path / f"{what}.{ending}")
    assert np.array_equal(read_pictures.read(tmp_path / "picture.png"), shown(pane))
    assert QImage(str(tmp_path / "grid.png")).width() > 700
    assert "<image" in (tmp_path / "grid_svg.svg").read_text()
    arrays = np.load(tmp_path / "arrays.npz")
    np.testing.assert_array_equal(arrays["z"], z(pane))
    assert arrays["grid_pictures"].shape == (3, 11, 16, 16, 1)
    before = z(pane).copy()
    part(pane, "sliders", SlidersSection).random.click()
    assert exporter.read_codes(tmp_path / "codes.csv")
    np.testing.assert_array_equal(z(pane), before)
    exporter.copy("code")
    assert len(QGuiApplication.clipboard().text().split("\t")) == 5
    exporter.copy("python")
    assert "Decode" in QGuiApplication.clipboard().text()
    assert not exporter.save_as("picture", tmp_path / "no" / "folder.png")
    assert "folder" in message(pane)
    settle(pane, qtbot)


def test_codes_with_the_wrong_count_are_refused_in_one_sentence(pane: LatentPane, tmp_path: Path) -> None:
    path, before = tmp_path / "codes.csv", z(pane).copy()
    path.write_text("1,2,3\n")
    assert not pane.exporter.read_codes(path)
    assert "3" in message(pane)
    assert "5" in message(pane)
    path.write_bytes(b"\xff\xfe\x00\x01")
    assert not pane.exporter.read_codes(path)
    assert not pane.exporter.read_codes(tmp_path / "none.csv")
    np.testing.assert_array_equal(z(pane), before)


# coming back, and what may be missing


def test_it_comes_back_as_it_was_left(open_window: Open, models: Path, qtbot: QtBot) -> None:
    pane = opened(open_window, models, qtbot)
    pane.show_section("encode")
    part(pane, "encode", EncodeSection).encode_sample(5)
    settle(pane, qtbot)
    pane.state.rename(2, "hat")
    pane.state.code.locked.add(3)
    part(pane, "sliders", SlidersSection).randomise()
    settle(pane, qtbot)
    left = z(pane).copy()
    pane.window().close()
    again = open_window((LatentPane,), lambda: Session([models]).run).pane
    assert isinstance(again, LatentPane)
    qtbot.waitUntil(again.is_settled, timeout=60_000)
    state = again.state
    assert state.model == "vae-grey"
    assert again.current().id == "encode"
    np.testing.assert_allclose(state.code.z, left, atol=1e-6)
    assert state.code.anchor is not None
    assert state.code.anchor.origin.index == 5
    assert state.name_of(2) == "hat"
    assert state.code.locked == {3}


def reopened(open_window: Open, models: Path, qtbot: QtBot) -> LatentPane:
    again = open_window((LatentPane,), lambda: Session([models]).run).pane
    assert isinstance(again, LatentPane)
    qtbot.waitUntil(again.is_settled, timeout=60_000)
    return again


def test_another_model_and_back_keeps_sliders_undo_and_locks(pane: LatentPane, models: Path, qtbot: QtBot) -> None:
    sliders, ways = part(pane, "sliders", SlidersSection), part(pane, "interpolate", InterpolateSection)
    part(pane, "encode", EncodeSection).encode_sample(5)
    settle(pane, qtbot)
    begin = z(pane).copy()
    sliders.rows[0].slider.setValue(40)
    sliders.rows[0].slider.move_finished.emit()
    sliders.randomise()
    pane.state.code.undo()
    sliders.rows[1].lock.click()
    ways.slots["C"].hold_sample(7)
    settle(pane, qtbot)
    left, anchor, c = z(pane).copy(), pane.state.code.anchor, ways.slots["C"].code
    pane.set_model("vae-scenes")
    settle(pane, qtbot)
    sliders.randomise()
    settle(pane, qtbot)
    scenes = z(pane).copy()
    pane.set_model("vae-grey")
    settle(pane, qtbot)
    code = pane.state.code
    assert np.array_equal(z(pane), left)
    assert np.array_equal(shown(pane), decoded(models, left))
    assert code.anchor is anchor
    assert code.locked == {sliders.rows[1].dimension}
    assert sliders.rows[1].lock.isChecked()
    assert sliders.rows[0].slider.z() == left[sliders.rows[0].dimension]
    assert np.array_equal(ways.slots["C"].code, c)
    assert ways.slots["C"].picture is not None
    assert code.can_redo
    code.undo()
    assert np.array_equal(z(pane), begin)
    pane.set_model("vae-scenes")
    settle(pane, qtbot)
    assert np.array_equal(z(pane), scenes)


def test_the_codes_of_all_models_are_there_at_the_next_start(open_window: Open, models: Path, qtbot: QtBot) -> None:
    pane = opened(open_window, models, qtbot)
    part(pane, "sliders", SlidersSection).randomise()
    part(pane, "interpolate", InterpolateSection).slots["A"].hold_sample(9)
    settle(pane, qtbot)
    left, a = z(pane).copy(), part(pane, "interpolate", InterpolateSection).slots["A"].code
    pane.set_model("vae-scenes")
    settle(pane, qtbot)
    pane.window().close()
    again = reopened(open_window, models, qtbot)
    assert again.state.model == "vae-scenes"
    again.set_model("vae-grey")
    settle(again, qtbot)
    np.testing.assert_allclose(z(again), left, atol=1e-6)
    np.testing.assert_allclose(part(again, "interpolate", InterpolateSection).slots["A"].code, a, atol=1e-6)


def test_a_drawing_is_there_at_the_next_start_and_called_so(open_window: Open, models: Path, qtbot: QtBot) -> None:
    pane = opened(open_window, models, qtbot)
    pane.show_section("encode")
    section = part(pane, "encode", EncodeSection)
    canvas = section.canvas
    qtbot.mousePress(canvas, LEFT, pos=canvas.rect().center())
    qtbot.mouseMove(canvas, canvas.rect().center() + QPoint(20, 10))
    qtbot.mouseRelease(canvas, LEFT, pos=canvas.rect().center() + QPoint(20, 10))
    qtbot.waitUntil(lambda: pane.state.code.anchor.origin.kind == "drawing", timeout=20_000)
    settle(pane, qtbot)
    drawing, mu = canvas.image(), pane.state.code.anchor.mu
    pane.window().close()
    again = reopened(open_window, models, qtbot)
    canvas = part(again, "encode", EncodeSection).canvas
    assert canvas.image() == drawing
    assert not canvas.is_empty()
    anchor = again.state.code.anchor
    assert anchor is not None
    np.testing.assert_allclose(anchor.mu, mu, atol=1e-5)
    assert again.column.caption.text() == "Your drawing"
    qtbot.keyClick(canvas, Qt.Key.Key_Space)
    canvas.undo_stroke()
    assert canvas.image() == drawing
    assert not canvas.is_empty()  # what was drawn before is still there


@pytest.mark.parametrize("how", ["file", "clipboard"])
def test_a_picture_of_ones_own_is_there_at_the_next_start(
    open_window: Open, models: Path, qtbot: QtBot, tmp_path: Path, how: str
) -> None:
    pane = opened(open_window, models, qtbot)
    section = part(pane, "encode", EncodeSection)
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(0x336699)
    path = tmp_path / "mine.png"
    image.save(str(path))
    if how == "file":
        section.encode_file(path)
    else:
        mime = QMimeData()
        mime.setImageData(image)
        section.encode_mime(mime, dropped=False)
    settle(pane, qtbot)
    mu = pane.state.code.anchor.mu
    pane.state.code.go(mu + 1)
    pane.state.code.undo()
    part(pane, "sliders", SlidersSection).randomise()
    settle(pane, qtbot)
    left = z(pane).copy()
    pane.window().close()
    path.unlink()
    again = reopened(open_window, models, qtbot)
    np.testing.assert_allclose(z(again), left, atol=1e-6)
    anchor = again.state.code.anchor
    assert anchor is not None
    np.testing.assert_allclose(anchor.mu, mu, atol=1e-5)
    told = {"file": "mine.png · moved", "clipboard": "From the clipboard · moved"}
    assert again.column.caption.text() == told[how]


def test_a_b_and_c_have_their_pictures_at_the_next_start(open_window: Open, models: Path, qtbot: QtBot) -> None:
    pane = opened(open_window, models, qtbot)
    for letter, number in zip("ABC", (3, 4, 5), strict=True):
        part(pane, "interpolate", InterpolateSection).slots[letter].hold_sample(number)
    pane.window().close()
    again = reopened(open_window, models, qtbot)
    again.show_section("interpolate")
    slots = part(again, "interpolate", InterpolateSection).slots
    qtbot.waitUntil(lambda: all(slot.picture is not None for slot in slots.values()), timeout=20_000)
    for slot in slots.values():
        assert np.array_equal(slot.picture, decoded(models, slot.code))


def test_what_was_left_of_a_model_that_is_gone_is_not_anothers(open_window: Open, models: Path, qtbot: QtBot) -> None:
    pane = opened(open_window, models, qtbot)
    kept = pane.save_state()
    kept["model"] = "vae-gone"
    pane.window().close()
    again = reopened(open_window, models, qtbot)
    again.restore_state(kept | {"z": [3.0] * 4})
    again.set_model("vae-scenes")
    settle(again, qtbot)
    assert np.array_equal(z(again), again.state.code.anchor.mu)
    assert again.save_state()["others"]["vae-gone"]["z"] == [3.0] * 4


def test_a_state_of_wrong_types_is_ignored(pane: LatentPane, qtbot: QtBot) -> None:
    kept = pane.save_state()
    pane.restore_state(
        {"model": 3, "section": [], "halves": "x", "names": {"a": 1, "b": {"x": "y", "1": 5}}, "z": "no", "locked": 4}
        | {
            "traverse": {"steps": "a", "span": None, "width": 9},
            "map": [],
            "encode": {"brush": 1e9, "drawing": "x"},
            "sample": "?",
        }
        | {
            "others": {"vae-scenes": 3, "x": []},
            "origin": ["file"],
            "picture": "!",
            "interpolate": {"others": []},
        }
    )
    assert pane.save_state() == kept | {"names": {"b": {}}}  # a model whose names were all wrong
    part(pane, "encode", EncodeSection).encode_sample(3)
    settle(pane, qtbot)


def test_without_models_one_sentence_says_what_to_do(open_window: Open, tmp_path: Path, qtbot: QtBot) -> None:
    window = open_window((LatentPane,), lambda: Session([tmp_path]).run)
    pane = window.pane
    assert isinstance(pane, LatentPane)
    qtbot.waitUntil(lambda: bool(message(pane)), timeout=60_000)
    assert "train" in message(pane)
    for section in ("sliders", "traverse", "interpolate", "map", "encode"):
        pane.show_section(section)
        qtbot.wait(20)
    part(pane, "sliders", SlidersSection).randomise()
    part(pane, "encode", EncodeSection).encode_another()
    part(pane, "traverse", TraverseSection).toggle_film()
    pane.exporter.copy("picture")


def test_a_model_without_samples_begins_with_an_empty_picture(open_window: Open, tmp_path: Path, qtbot: QtBot) -> None:
    make_vaes(tmp_path, samples=False)
    pane = opened(open_window, tmp_path, qtbot)
    assert "samples" in message(pane)
    assert len(z(pane)) == 5
    part(pane, "sliders", SlidersSection).randomise()
    settle(pane, qtbot)
    grid_is_there(pane, qtbot)
    pane.show_section("map")


def test_damaged_weights_are_told_and_another_model_can_be_chosen(
    open_window: Open, tmp_path: Path, models: Path, qtbot: QtBot
) -> None:
    make_vaes(tmp_path)
    whole = (tmp_path / "vae-grey.safetensors").read_bytes()
    pane = opened(open_window, tmp_path, qtbot, "vae-scenes")
    (tmp_path / "vae-grey.safetensors").write_bytes(whole[:-100])
    pane.set_model("vae-grey")
    qtbot.waitUntil(lambda: "vae-grey" in message(pane), timeout=20_000)
    pane.set_model("vae-scenes")
    settle(pane, qtbot)
    assert message(pane) == ""


def test_the_rows_of_a_traversal_follow_the_language(open_window: Open, qtbot: QtBot) -> None:
    pane = opened(open_window, asset("weights"), qtbot, "vae-faces")
    section = pane.findChild(TraverseSection)
    assert section is not None
    pane.show_section("traverse")
    settle(pane, qtbot)

    def names() -> list[str]:
        return [section.row.itemText(place) for place in range(section.row.count())]

    before, window = names(), pane.window()
    assert isinstance(window, Window)
    window.set_language("zh_CN")
    qtbot.waitUntil(lambda: "发色" in names(), timeout=5000)
    assert "hair colour" in before
    assert not set(before) & set(names())
