"""The maps of the Look pane with the real engine and a small network: stages, two classes, and the looks put together."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QLabel

from attnviz.engine.look.messages import Look, Looked
from attnviz.ui import i18n
from attnviz.ui.panes.look.compare import CompareSection
from attnviz.ui.panes.look.compare_sums import number, odds, sums
from attnviz.ui.panes.look.overlay import share
from attnviz.ui.panes.look.section import DrawnSection
from attnviz.ui.panes.look.stages import StagesSection
from attnviz.ui.panes.look.state import GATE, STAGES, LookState, Photo
from attnviz.ui.panes.look.views import ViewsSection
from attnviz.ui.widgets import map_overlay
from attnviz.ui.widgets.channel_strip import ChannelStrip
from attnviz.ui.widgets.photo_view import PhotoView

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from attnviz.engine.session import Session
    from attnviz.ui.panes.questions import Ask, Question

S = TypeVar("S", bound=DrawnSection)
LEFT = Qt.MouseButton.LeftButton


def photo(width: int = 400, height: int = 300, seed: int = 3) -> Photo:
    """Three patches on a noisy ground; the network of these tests looks closer at one of them."""
    chance = np.random.default_rng(seed)
    pixels = chance.integers(0, 60, (height, width, 3), np.uint8)
    for _ in range(3):
        y, x = chance.integers(0, height - 50), chance.integers(0, width - 50)
        pixels[y : y + 50, x : x + 50] = chance.integers(0, 255, (1, 1, 3), np.uint8)
    return Photo(pixels, "patches.png")


def looked(session: Session, photo: Photo, *, views: str = "auto", model: str = "photos") -> Looked:
    answer = session.run(Look(photo.pixels, model, views))
    assert isinstance(answer, Looked)
    return answer


def made(kind: type[S], state: LookState, ask: Ask) -> S:
    """A section; only that of the views asks."""
    return kind(state, ask) if issubclass(kind, ViewsSection) else kind(state)


@pytest.fixture
def asked() -> list[Look]:
    """What an opened section asked."""
    return []


@pytest.fixture
def opened(qtbot: QtBot, session: Session, asked: list[Look]) -> Callable[[type[S]], S]:
    """Shows a section alone over an answer; what it asks the real engine answers."""

    def open_one(kind: type[S], *, shown: Photo | None = None, model: str = "photos") -> S:
        state = LookState()
        state.set_model(model, {"supervision": "the class of each photo, and its one box"})

        def ask(question: Question, request: Look, interrupt: bool) -> None:
            asked.append(request)
            question.receive(session.run(request))

        section = made(kind, state, ask)
        qtbot.addWidget(section)
        section.resize(760, 620)
        section.show()
        qtbot.waitExposed(section)
        shown = shown or photo()
        state.take(shown)
        state.show(looked(session, shown, model=model))
        settle()
        return section

    return open_one


def settle() -> None:
    """Let everything be laid out."""
    for _ in range(3):
        QApplication.processEvents()


def wheel(view: PhotoView, x: float, y: float) -> None:
    """Turn the wheel two notches over a place in shares of the photo."""
    place, none = QPointF(middle(view, x, y)), Qt.MouseButton.NoButton
    QApplication.sendEvent(
        view,
        QWheelEvent(
            place,
            view.mapToGlobal(place),
            QPoint(),
            QPoint(0, 240),
            none,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        ),
    )


def text(section: DrawnSection, name: str) -> str:
    label = section.findChild(QLabel, name)
    assert label is not None
    return label.text()


def middle(view: PhotoView, x: float, y: float) -> QPoint:
    """Where a place in shares of the photo lies in a view."""
    return view.to_widget().map(QPointF(x, y)).toPoint()


# stages


def test_every_stage_is_drawn_with_its_own_cells(opened: Callable[..., StagesSection]) -> None:
    section = opened(StagesSection)
    answer = section.state.answer
    assert answer is not None
    for number_, layer in enumerate(STAGES):
        stage = answer.stages[number_]
        assert np.array_equal(section.columns[layer].view.layer().values, stage.spatial_map)
        rows, columns = stage.spatial_map.shape
        assert f"{columns} × {rows}" in text(section, f"look.stages.told.{layer}")
        assert str(stage.stride) in text(section, f"look.stages.told.{layer}")
        assert section.channels[layer].strip.order() == list(range(len(stage.channels)))
    assert np.array_equal(section.columns[GATE].view.layer().values, answer.views[0].spatial_map)


def test_a_click_on_a_stage_or_its_name_makes_it_the_main_map(
    opened: Callable[..., StagesSection], qtbot: QtBot
) -> None:
    section = opened(StagesSection)
    for layer in ("stage2", GATE, "stage3"):
        column = section.columns[layer]
        qtbot.mouseClick(column.view, LEFT, pos=middle(column.view, 0.5, 0.5))
        assert section.state.style.layer == layer
        assert [c.head.isChecked() for c in section.columns.values()] == [
            c.layer == layer for c in section.columns.values()
        ]
    section.columns["stage1"].head.click()
    section.columns["stage1"].head.click()  # pressed again, it stays chosen
    assert section.state.style.layer == "stage1"
    assert section.columns["stage1"].head.isChecked()


def test_all_stages_show_the_same_part_and_the_same_place(opened: Callable[..., StagesSection], qtbot: QtBot) -> None:
    section = opened(StagesSection)
    views = [column.view for column in section.columns.values()]
    wheel(views[1], 0.25, 0.25)
    parts = [view.part() for view in views]
    assert parts[0].width() < 1
    assert all(part == parts[0] for part in parts)
    x, y = parts[0].center().x(), parts[0].center().y()
    qtbot.mouseMove(views[2], middle(views[2], x, y))
    here = text(section, "look.stages.here")
    for map_ in section.maps().values():
        rows, columns = map_.shape
        assert f"{map_[int(y * rows), int(x * columns)]:.2f}" in here


def test_its_own_range_spreads_the_colours_and_leaves_the_weights(opened: Callable[..., StagesSection]) -> None:
    section = opened(StagesSection)
    view = section.columns["stage3"].view

    def colors() -> set[int]:
        image = view.layer().image
        assert image is not None
        return {image.pixel(x, y) & 0xFFFFFF for x in range(image.width()) for y in range(image.height())}

    ends = {map_overlay.row("attnviz").pixel(x, 0) & 0xFFFFFF for x in (0, 255)}
    values = view.layer().values
    assert not ends <= colors()
    section.stretch.setChecked(True)
    assert ends <= colors()
    assert np.array_equal(view.layer().values, values)


def test_channels_can_be_ordered_and_each_tells_its_weight(opened: Callable[..., StagesSection], qtbot: QtBot) -> None:
    section = opened(StagesSection)
    answer = section.state.answer
    assert answer is not None
    section.sort.setChecked(True)
    for number_, layer in enumerate(STAGES):
        strip, weights = section.channels[layer].strip, answer.stages[number_].channels
        order = strip.order()
        assert sorted(order) == list(range(len(weights)))
        assert np.all(np.diff(weights[order]) <= 0)
        x = round(2 + (strip.width() - 4) * 1.5 / len(order))  # the second bar
        qtbot.mouseMove(strip, QPoint(x, strip.height() // 2))
        assert strip.channel() == order[1]
        told = text(section, f"look.stages.channels.told.{layer}")
        assert f"{weights[order[1]]:.3f}" in told
        assert str(order[1] + 1) in told


def test_the_keyboard_walks_over_all_channels(qtbot: QtBot) -> None:
    strip = ChannelStrip()
    qtbot.addWidget(strip)
    strip.set_weights(np.array([0.2, 0.9, 0.5], np.float32))
    walked: list[int] = []
    strip.pointed.connect(walked.append)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_End, Qt.Key.Key_Right, Qt.Key.Key_Home):
        qtbot.keyClick(strip, key)
    assert walked == [0, 1, 2, 0]
    strip.set_sorted(True)
    qtbot.keyClick(strip, Qt.Key.Key_Home)
    assert strip.channel() == 1


def test_a_network_without_attention_says_that_it_has_no_stages(opened: Callable[..., StagesSection]) -> None:
    section = opened(StagesSection, model="photos-plain")
    assert section.without.isVisible()
    assert not section.body.isVisible()


# two classes


def test_the_difference_is_the_one_map_less_the_other(opened: Callable[..., CompareSection]) -> None:
    section = opened(CompareSection)
    state = section.state
    answer = state.answer
    assert answer is not None
    for a, b in ((0, 1), (5, 2), (2, 5)):
        state.choose(a)
        state.compare_with(b)
        values = {part: view.layer().values for part, view in section.views.items()}
        assert np.array_equal(values["a"], answer.class_maps[a])
        assert np.array_equal(values["b"], answer.class_maps[b])
        assert np.array_equal(values["difference"], answer.class_maps[a] - answer.class_maps[b])


def test_both_maps_share_one_scale(opened: Callable[..., CompareSection]) -> None:
    """A cell has the same colour in both maps where it has the same value, so the weaker map is nowhere drawn as strong."""
    section = opened(CompareSection)
    answer, state = section.state.answer, section.state
    assert answer is not None
    peaks = np.abs(answer.class_maps).max((1, 2))
    state.choose(int(peaks.argmax()))
    state.compare_with(int(peaks.argmin()))

    def strongest(part: str) -> int:
        image = section.views[part].layer().image
        assert image is not None
        return max(image.pixelColor(x, y).alpha() for x in range(image.width()) for y in range(image.height()))

    assert strongest("a") == strongest("difference") == 235
    assert strongest("b") < 235


def test_the_sums_are_the_scores_and_the_odds_those_of_the_probabilities(
    opened: Callable[..., CompareSection],
) -> None:
    section = opened(CompareSection)
    state = section.state
    answer = state.answer
    assert answer is not None
    for a, b in ((0, 6), (6, 0), (3, 4)):
        state.choose(a)
        state.compare_with(b)
        lines = sums(answer, a, b)
        for line in lines:
            assert line.above + line.below == pytest.approx(line.cells, abs=1e-6)
            assert line.cells + line.offset == pytest.approx(line.logit, abs=1e-4)
        assert lines[2].logit == pytest.approx(float(answer.logits[a] - answer.logits[b]), abs=1e-6)
        assert np.exp(lines[2].logit) == pytest.approx(answer.probabilities[a] / answer.probabilities[b], rel=1e-4)
        for row, line in zip(("a", "b", "difference"), lines, strict=True):
            for field, value in line._asdict().items():
                assert text(section, f"look.compare.{field}.{row}") == number(value)
        assert odds(abs(lines[2].logit)) in text(section, "look.compare.probability.difference")


def test_numbers_are_written_with_a_true_sign() -> None:
    assert [number(value) for value in (1.234, -1.234, 0.001, -0.001)] == ["+1.23", "−1.23", "0.00", "0.00"]
    assert odds(np.log(3)) == "3.00"
    assert odds(np.log(250)) == "250"


def test_lists_choose_the_classes_and_they_can_change_places(
    opened: Callable[..., CompareSection], qtbot: QtBot
) -> None:
    section = opened(CompareSection)
    state = section.state
    answer = state.answer
    assert answer is not None
    order = [section.a.itemData(row) for row in range(section.a.count())]
    assert order == np.argsort(-answer.probabilities, kind="stable").tolist()
    assert (section.a.currentData(), section.b.currentData()) == (state.chosen, state.other) == tuple(order[:2])
    section.b.setFocus()
    qtbot.keyClick(section.b, Qt.Key.Key_Down)
    assert state.other == order[2]
    section.swap.click()
    assert (state.chosen, state.other) == (order[2], order[0])
    state.choose(order[0])  # the class that stands beside: they change places
    assert (state.chosen, state.other) == (order[0], order[2])
    assert (section.a.currentData(), section.b.currentData()) == (order[0], order[2])


def test_a_place_tells_both_values_and_their_difference(opened: Callable[..., CompareSection], qtbot: QtBot) -> None:
    section = opened(CompareSection)
    answer = section.state.answer
    assert answer is not None
    view = section.views["b"]
    qtbot.mouseMove(view, middle(view, 0.4, 0.6))
    rows, columns = answer.class_maps.shape[1:]
    row, column = int(0.6 * rows), int(0.4 * columns)
    one, two = (float(answer.class_maps[k, row, column]) for k in (section.state.chosen, section.state.other))
    here = text(section, "look.compare.here").replace("−", "-")
    assert all(f"{value:+.4f}" in here for value in (one, two, one - two))
    wheel(view, 0.2, 0.2)
    assert len({(v.part().x(), v.part().width()) for v in section.views.values()}) == 1
    assert view.part().width() < 1


def test_wide_photos_are_stacked_and_tall_ones_stand_in_a_row(
    opened: Callable[..., CompareSection], session: Session
) -> None:
    section = opened(CompareSection, shown=photo(400, 200))
    tops = {part: view.geometry() for part, view in section.views.items()}
    assert tops["a"].bottom() < tops["b"].top()
    assert tops["difference"].width() > 1.8 * tops["a"].width()
    tall = photo(200, 300)
    section.state.take(tall)
    section.state.show(looked(session, tall))
    settle()
    assert len({view.geometry().top() for view in section.views.values()}) == 1


# views


def test_every_look_is_listed_and_their_weights_sum_to_one(opened: Callable[..., ViewsSection]) -> None:
    section = opened(ViewsSection)
    answer = section.state.answer
    assert answer is not None
    assert len(answer.views) > 2
    assert {view.kind for view in answer.views} == {"whole", "crop"}
    shown = [card for card in section.cards if card.isVisible()]
    assert len(shown) == len(answer.views)
    assert sum(view.weight for view in answer.views) == pytest.approx(1, abs=1e-5)
    areas = [(v.region[2] - v.region[0]) * (v.region[3] - v.region[1]) for v in answer.views]
    counts = np.array(
        [
            v.best.probability * (v.size[0] * v.size[1] / area) ** 0.5
            for v, area in zip(answer.views, areas, strict=True)
        ]
    )
    assert [view.weight for view in answer.views] == pytest.approx((counts / counts.sum()).tolist(), abs=1e-4)
    for card, view in zip(shown, answer.views, strict=True):
        assert f"{100 * view.weight:.1f}" in card.row.number()
        assert view.best.label in card.row.text()
        assert f"{view.size[0]} × {view.size[1]}" in card.row.text()


def test_a_chosen_look_shows_its_part_and_its_own_gate(opened: Callable[..., ViewsSection]) -> None:
    section = opened(ViewsSection)
    answer = section.state.answer
    assert answer is not None
    crop = next(n for n, view in enumerate(answer.views, 1) if view.kind == "crop")
    assert np.array_equal(section.picture.layer().values, answer.spatial_map)
    section.cards[crop - 1].row.click()
    place = share(answer.views[crop - 1].region, answer)
    strong = [frame for frame in section.picture.frames() if frame.strong]
    assert [frame.place for frame in strong] == [place]
    assert strong[0].text.startswith(str(crop))
    image = section.picture.layer().image
    assert image is not None
    inside = place.center()
    assert image.pixelColor(int(inside.x() * image.width()), int(inside.y() * image.height())).alpha() == 255
    outside = [(x, y) for x in (0.01, 0.99) for y in (0.01, 0.99) if not place.contains(x, y)]
    assert outside
    for x, y in outside:
        assert image.pixelColor(int(x * image.width()), int(y * image.height())).alpha() == 0
    section.cards[0].row.click()
    assert np.array_equal(section.picture.layer().values, answer.views[0].spatial_map)
    section.together.row.click()
    assert section.number == 0


def test_a_click_into_the_photo_chooses_the_look_at_that_part(
    opened: Callable[..., ViewsSection], qtbot: QtBot
) -> None:
    section = opened(ViewsSection)
    answer = section.state.answer
    assert answer is not None
    crop = next(n for n, view in enumerate(answer.views, 1) if view.kind == "crop")
    place = share(answer.views[crop - 1].region, answer)
    qtbot.mouseClick(section.picture, LEFT, pos=middle(section.picture, place.center().x(), place.center().y()))
    assert section.number > 0
    assert share(answer.views[section.number - 1].region, answer).contains(place.center())
    map_ = answer.views[crop - 1].spatial_map
    rows, columns = map_.shape
    for row, column in ((0, 0), (rows // 2, columns - 1)):
        x = place.x() + (column + 0.5) / columns * place.width()
        y = place.y() + (row + 0.5) / rows * place.height()
        assert section.weights_at(x, y)[crop] == pytest.approx(float(map_[row, column]), abs=1e-6)
    assert crop not in section.weights_at(0.01, 0.99)


def test_one_look_only_changes_the_whole_answer_and_closer_looks_bring_it_back(
    opened: Callable[..., ViewsSection], session: Session, asked: list[Look]
) -> None:
    section = opened(ViewsSection)
    state = section.state
    first = state.answer
    assert first is not None
    section.ways["whole"].click()
    assert [request.views for request in asked] == ["whole"]
    one = state.answer
    assert one is not None
    assert len(one.views) == 1
    assert one.top[0].probability == pytest.approx(first.views[0].best.probability, abs=1e-6)
    said = text(section, "look.views.change")
    assert f"{100 * one.top[0].probability:.1f}" in said
    assert f"{100 * first.top[0].probability:.1f}" in said
    assert section.ways["whole"].isChecked()
    section.ways["auto"].click()
    assert state.answer is first
    assert len(asked) == 1
    other = photo(seed=9)
    state.take(other)
    state.show(looked(session, other))
    assert section.ways["auto"].isChecked()
    section.ways["whole"].click()
    assert asked[-1].picture is other.pixels


def test_fewer_looks_after_many_and_none_at_all(opened: Callable[..., ViewsSection], session: Session) -> None:
    section = opened(ViewsSection)
    section.choose(4)
    small = photo(90, 90)
    section.state.take(small)
    assert not section.picture.image().isNull()
    assert section.picture.layer().image is None
    few = looked(session, small)
    assert [view.kind for view in few.views] == ["whole", "mirrored"]
    section.state.show(few)
    assert section.number == 0
    assert [card.isVisible() for card in section.cards].count(True) == 2
    assert "mirrored" in text(section, "look.views.words")
    section.state.show(looked(session, small, views="whole"))
    assert [card.isVisible() for card in section.cards].count(True) == 1


# all of them


@pytest.mark.parametrize("kind", [StagesSection, CompareSection, ViewsSection])
def test_while_hidden_nothing_is_drawn_and_shown_again_the_newest_is_there(
    kind: type[DrawnSection], opened: Callable[..., DrawnSection], session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    section = opened(kind)
    section.hide()
    drawn: list[Photo | None] = []
    draw = section.draw
    monkeypatch.setattr(section, "draw", lambda: (drawn.append(section.state.photo), draw()))
    for seed in (7, 8):
        newest = photo(240, 240, seed)
        section.state.take(newest)
        section.state.show(looked(session, newest))
    section.state.set_style(opacity=0.3)
    assert drawn == []
    section.show()
    assert drawn == [newest]
    views = section.findChildren(PhotoView)
    assert views
    assert all(view.image().size() == newest.image.size() for view in views)


@pytest.mark.parametrize("kind", [StagesSection, CompareSection, ViewsSection])
@pytest.mark.parametrize("model", ["photos", "photos-plain"])
def test_every_way_of_drawing_and_both_kinds_of_network_are_painted(
    kind: type[DrawnSection], model: str, opened: Callable[..., DrawnSection], qapp: QApplication
) -> None:
    section = opened(kind, model=model)
    pictures = []
    for way in ("overlay", "contour", "spotlight"):
        section.state.set_style(way=way)
        if isinstance(section, ViewsSection):
            section.choose(len(section.state.answer.views))  # type: ignore[union-attr]
        pictures.append(section.grab().toImage())
    if model == "photos" and kind is not CompareSection:  # which always shows colours: lines have no sign
        assert pictures[0] != pictures[1] != pictures[2]
    i18n.apply(qapp, "zh_CN")
    section.resize(560, 500)
    section.grab()


@pytest.mark.parametrize("kind", [StagesSection, CompareSection, ViewsSection])
def test_without_a_photo_a_section_is_empty_and_alive(kind: type[DrawnSection], qtbot: QtBot) -> None:
    section = made(kind, LookState(), lambda question, request, interrupt: None)
    qtbot.addWidget(section)
    section.show()
    section.grab()
    assert all(view.image().isNull() for view in section.findChildren(PhotoView))
