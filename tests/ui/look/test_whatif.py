"""Painting over a photo: what is painted is what is asked, the answer shown is the newest one's, and every way back is exact."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from attnviz.engine.look.messages import Look, Looked, Occlude, Occlusion
from attnviz.engine.messages import Failure
from attnviz.ui.files.read_pictures import colours
from attnviz.ui.panes.look.state import CLASS, NONE, LookState, Photo
from attnviz.ui.panes.look.whatif import WhatIfSection
from attnviz.ui.panes.look.whatif_occlusion import ATTENDED, ELSEWHERE
from attnviz.ui.panes.look.whatif_texts import meaning
from attnviz.ui.widgets.photo_brush import BLUR, ERASER, GREY, INK, PATCH, PhotoBrush

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from attnviz.engine.session import Session
    from attnviz.ui.panes.questions import Question

LEFT = Qt.MouseButton.LeftButton
SAYS = ("needs that place", "costs little", "about as much", "does not show")
SHIFT = Qt.KeyboardModifier.ShiftModifier


def photo(width: int = 96, height: int = 64, seed: int = 0, channels: int = 3) -> Photo:
    pixels = np.random.default_rng(seed).integers(0, 256, (height, width, channels), dtype=np.uint8)
    return Photo(pixels, f"photo {seed}")


class Desk:
    """A section with a state and the real engine, which answers when it is told to."""

    def __init__(self, session: Session, qtbot: QtBot) -> None:
        self.session, self.state = session, LookState()
        self.section = WhatIfSection(self.state, self._ask)
        self.brush, self.cover = self.section.brush, self.section.occlusion
        self.asked: list[Any] = []
        self.waiting: list[tuple[Question, Any]] = []
        self.given: list[Photo] = []
        self.state.given.connect(self.given.append)
        self.state.set_model("photos", {})
        qtbot.addWidget(self.section)
        self.section.resize(800, 600)
        self.section.show()
        qtbot.waitExposed(self.section)

    def _ask(self, question: Question, request: Any, interrupt: bool) -> None:
        self.asked.append(request)
        self.waiting.append((question, request))

    def take(self, photo: Photo) -> Desk:
        self.state.take(photo)
        answer = self.session.run(Look(photo.pixels, self.state.model))
        self.state.show(answer)
        self.answer()
        return self

    def answer(self) -> None:
        while self.waiting:
            question, request = self.waiting.pop(0)
            question.receive(self.session.run(request))

    def tool(self, name: str) -> None:
        self.section.tools.tools[name].click()

    def stroke(self, *places: tuple[float, float]) -> None:
        points = [self.point(x, y) for x, y in places]
        QTest.mousePress(self.brush, LEFT, pos=points[0])
        for point in points[1:]:
            QTest.mouseMove(self.brush, point)
        QTest.mouseRelease(self.brush, LEFT, pos=points[-1])

    def point(self, x: float, y: float) -> QPoint:
        return self.brush.to_widget().map(QPointF(x, y)).toPoint()

    def hover(self, x: float, y: float) -> None:
        at = QPointF(self.point(x, y))
        none = Qt.MouseButton.NoButton
        move = QMouseEvent(QEvent.Type.MouseMove, at, at, none, none, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(self.brush, move)

    def pixels(self) -> np.ndarray:
        return colours(self.brush.image())

    def looked(self, picture: np.ndarray) -> Looked:
        answer = self.session.run(Look(picture, self.state.model, views="whole"))
        assert isinstance(answer, Looked)
        return answer


@pytest.fixture
def desk(session: Session, qtbot: QtBot) -> Desk:
    return Desk(session, qtbot).take(photo())


def looks(desk: Desk) -> list[Look]:
    return [request for request in desk.asked if isinstance(request, Look)]


def covers(desk: Desk) -> list[Occlude]:
    return [request for request in desk.asked if isinstance(request, Occlude)]


# painting


def test_what_is_painted_is_what_is_asked_and_the_answer_is_shown(desk: Desk) -> None:
    before = desk.pixels()
    desk.stroke((0.2, 0.5), (0.8, 0.5))
    assert (desk.pixels()[32, 30:70] == 255).all()
    assert np.array_equal(desk.pixels()[:8], before[:8])
    desk.answer()
    assert np.array_equal(looks(desk)[-1].picture, desk.pixels())
    assert looks(desk)[-1].views == "whole"
    plain, painted = desk.looked(before), desk.looked(desk.pixels())
    for pair in desk.section.bars.pairs():
        assert pair.before == pytest.approx(float(plain.probabilities[pair.key]), abs=1e-5)
        assert pair.now == pytest.approx(float(painted.probabilities[pair.key]), abs=1e-5)
    assert any(abs(pair.now - pair.before) > 1e-3 for pair in desk.section.bars.pairs())
    values = desk.brush.layer().values
    assert values is not None
    assert painted.spatial_map is not None
    assert np.allclose(values, painted.spatial_map, atol=1e-5)
    x0, y0, x1, y1 = painted.boxes[0].region
    place = desk.brush.frames()[0].place
    assert (place.left() * 96, place.top() * 64) == pytest.approx((x0, y0))
    assert (place.right() * 96, place.bottom() * 64) == pytest.approx((x1, y1))


def test_of_many_strokes_the_newest_counts_and_none_is_asked_before_the_last_was_answered(desk: Desk) -> None:
    asked = len(desk.asked)
    for step in range(20):
        desk.stroke((0.04 * step, 0.2), (0.04 * step + 0.1, 0.9))
    assert len(desk.asked) == asked + 1
    desk.answer()
    assert len(desk.asked) == asked + 2
    assert desk.section.now is not None
    assert np.array_equal(desk.section.now.request.picture, desk.pixels())


def test_an_answer_to_what_was_not_asked_last_is_not_shown(desk: Desk) -> None:
    now = desk.section.now
    desk.stroke((0.2, 0.5), (0.8, 0.5))
    question, _ = desk.waiting[-1]
    question.receive(desk.session.run(Look(photo(seed=5).pixels, "photos", views="whole")))
    assert desk.section.now is now


@pytest.mark.parametrize("tool", [INK, GREY, BLUR])
def test_the_eraser_gives_the_very_same_picture_back(desk: Desk, tool: str) -> None:
    before = desk.pixels()
    desk.tool(tool)
    desk.stroke((0.1, 0.1), (0.9, 0.8), (0.3, 0.9))
    assert not np.array_equal(desk.pixels(), before)
    desk.tool(ERASER)
    desk.section.tools.width_.setValue(60)
    for y in (0.0, 0.25, 0.5, 0.75, 1.0):
        desk.stroke((0.0, y), (1.0, y))
    assert np.array_equal(desk.pixels(), before)
    assert desk.brush.is_plain()
    desk.answer()
    assert desk.section.now is not None
    assert desk.section.before is not None
    assert np.array_equal(desk.section.now.probabilities, desk.section.before.probabilities)


def test_undo_and_redo_are_exact_and_reset_can_be_undone(desk: Desk) -> None:
    tools, seen = desk.section.tools, [desk.pixels()]
    assert not tools.undo.isEnabled()
    assert not tools.reset.isEnabled()
    for number, tool in enumerate((INK, GREY, BLUR)):
        desk.tool(tool)
        desk.stroke((0.1, 0.2 + 0.2 * number), (0.8, 0.3 + 0.2 * number))
        seen.append(desk.pixels())
    for earlier in seen[-2::-1]:
        tools.undo.click()
        assert np.array_equal(desk.pixels(), earlier)
    assert not tools.undo.isEnabled()
    for later in seen[1:]:
        tools.redo.click()
        assert np.array_equal(desk.pixels(), later)
    assert not tools.redo.isEnabled()
    tools.reset.click()
    assert np.array_equal(desk.pixels(), seen[0])
    tools.undo.click()
    assert np.array_equal(desk.pixels(), seen[-1])
    desk.answer()
    assert desk.section.now is not None
    assert np.array_equal(desk.section.now.request.picture, desk.pixels())


def test_grey_is_grey_and_a_blur_keeps_the_mean(desk: Desk) -> None:
    desk.tool(GREY)
    desk.stroke((0.5, 0.5))
    assert (desk.pixels()[32, 48] == 127).all()
    desk.section.tools.undo.click()
    before = desk.pixels()
    desk.tool(BLUR)
    desk.section.tools.width_.setValue(60)
    desk.stroke((0.0, 0.5), (1.0, 0.5))
    here = (slice(12, 52), slice(12, 84))
    assert desk.pixels()[here].std() < 0.6 * before[here].std()
    assert desk.pixels()[here].mean() == pytest.approx(before[here].mean(), abs=6)


def test_the_patch_follows_the_pointer_and_is_gone_when_it_leaves(desk: Desk) -> None:
    before = desk.pixels()
    desk.tool(PATCH)
    for x in (0.3, 0.6):
        desk.hover(x, 0.5)
        changed = (desk.pixels() != before).any(axis=2)
        assert changed.any()
        rows, columns = np.nonzero(changed)
        assert columns.mean() == pytest.approx(96 * x, abs=3)
        assert rows.mean() == pytest.approx(32, abs=3)
        assert (desk.pixels()[changed] == 127).all()
        desk.answer()
        assert np.array_equal(looks(desk)[-1].picture, desk.pixels())
    QApplication.sendEvent(desk.brush, QEvent(QEvent.Type.Leave))
    desk.answer()
    assert np.array_equal(desk.pixels(), before)
    assert not desk.brush.can_undo()
    assert desk.section.now is desk.section.before or np.array_equal(desk.section.now.request.picture, before)  # type: ignore[union-attr]


def test_a_stroke_goes_where_the_pointer_is_when_the_photo_is_enlarged(desk: Desk) -> None:
    desk.brush.zoom(3.0, QPointF(0.9, 0.9))
    before = desk.pixels()
    desk.stroke((0.9, 0.9))
    rows, columns = np.nonzero((desk.pixels() != before).any(axis=2))
    assert columns.mean() == pytest.approx(0.9 * 96, abs=2)
    assert rows.mean() == pytest.approx(0.9 * 64, abs=2)


# by keyboard


def test_everything_can_be_painted_by_keyboard(desk: Desk) -> None:
    before = desk.pixels()
    desk.brush.setFocus()
    QTest.keyClick(desk.brush, Qt.Key.Key_Right)
    QTest.keyClick(desk.brush, Qt.Key.Key_Down)
    assert desk.brush.is_plain()
    QTest.keyClick(desk.brush, Qt.Key.Key_Space)
    dot = (desk.pixels() != before).any(axis=2)
    assert np.nonzero(dot)[1].mean() == pytest.approx(48 + 3, abs=1)
    for _ in range(5):
        QTest.keyClick(desk.brush, Qt.Key.Key_Left, SHIFT)
    line = (desk.pixels() != before).any(axis=2)
    assert line.sum() > dot.sum()
    assert (line | ~dot).all()
    QTest.keyClick(desk.brush, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert ((desk.pixels() != before).any(axis=2)).sum() < line.sum()
    desk.tool(PATCH)
    desk.brush.setFocus()
    canvas = colours(desk.brush.canvas())
    QTest.keyClick(desk.brush, Qt.Key.Key_Up)
    assert not np.array_equal(desk.pixels(), canvas)
    QTest.keyClick(desk.brush, Qt.Key.Key_Escape)
    assert np.array_equal(desk.pixels(), canvas)


def test_a_class_can_be_chosen_among_the_bars_by_keyboard_and_mouse(desk: Desk) -> None:
    bars = desk.section.bars
    keys = [pair.key for pair in bars.pairs()]
    assert desk.state.chosen == keys[0]
    QTest.keyClick(bars, Qt.Key.Key_Down)
    assert desk.state.chosen == keys[1]
    assert [pair.chosen for pair in bars.pairs()].index(True) == 1
    row = bars.height() / (len(keys) + 2)
    QTest.mouseClick(bars, LEFT, pos=QPoint(40, round(3.5 * row)))
    assert desk.state.chosen in keys


# the map


def test_the_map_follows_class_style_and_switch(desk: Desk) -> None:
    desk.stroke((0.2, 0.5), (0.8, 0.5))
    desk.answer()
    now = desk.section.now
    assert now is not None
    desk.state.set_style(layer=CLASS)
    desk.state.choose(5)
    values = desk.brush.layer().values
    assert values is not None
    assert np.array_equal(values, now.class_maps[5])
    desk.section.map.click()
    assert desk.brush.layer().image is None
    desk.section.map.click()
    assert desk.brush.layer().image is not None
    desk.state.set_style(layer=NONE, boxes=False)
    assert desk.brush.layer().image is None
    assert not desk.brush.frames()


# covering


def test_both_drops_are_reported_and_add_up(desk: Desk) -> None:
    before = desk.pixels()
    desk.cover.buttons[ATTENDED].click()
    desk.answer()
    answer = desk.cover.answer
    assert answer is not None
    assert desk.section.before is not None
    assert answer.before == pytest.approx(desk.section.before.top[0].probability, abs=1e-5)
    assert answer.drop_attended == pytest.approx(answer.before - answer.attended)
    assert answer.drop_elsewhere == pytest.approx(answer.before - float(answer.elsewhere.mean()))
    assert answer.attended_mask.mean() == pytest.approx(0.2, abs=0.01)
    for number in (answer.before, answer.attended, float(answer.elsewhere.mean()), float(answer.elsewhere.max())):
        assert f"{100 * number:.1f} %" in desk.cover.report.text()
    for drop in (answer.drop_attended, answer.drop_elsewhere):
        assert f"{abs(100 * drop):.1f} points" in desk.cover.report.text()
    assert np.array_equal(desk.pixels(), answer.attended_picture)
    assert desk.section.now is not None
    assert desk.section.now.probabilities[desk.state.chosen] == pytest.approx(answer.attended, abs=1e-5)
    desk.cover.buttons[ELSEWHERE].click()
    desk.answer()
    assert desk.cover.answer is not None
    assert np.array_equal(desk.pixels(), desk.cover.answer.elsewhere_picture)
    desk.section.tools.undo.click()
    assert np.array_equal(desk.pixels(), before)


def test_covering_follows_settings_and_class_and_never_shows_an_older_answer(desk: Desk) -> None:
    desk.cover.buttons[ATTENDED].click()
    for share in range(21, 41):
        desk.cover.share.setValue(share)
    desk.cover.how.setCurrentIndex(2)
    desk.cover.draws.setValue(3)
    desk.cover.seed.setValue(9)
    assert len(covers(desk)) == 1
    desk.answer()
    answer = desk.cover.answer
    assert answer is not None
    assert (answer.request.share, answer.request.how, answer.request.draws, answer.request.seed) == (0.4, "blur", 3, 9)
    assert len(answer.elsewhere) == 3
    assert np.array_equal(desk.pixels(), answer.attended_picture)
    assert len(covers(desk)) == 2
    desk.state.choose(desk.state.other)
    desk.answer()
    assert desk.cover.answer is not None
    assert desk.cover.answer.label == desk.state.answer.labels[desk.state.chosen]  # type: ignore[union-attr]


def test_after_a_stroke_over_the_covered_photo_another_setting_only_reports(desk: Desk) -> None:
    desk.cover.buttons[ATTENDED].click()
    desk.answer()
    desk.stroke((0.5, 0.1), (0.5, 0.9))
    desk.answer()
    painted = desk.pixels()
    desk.cover.share.setValue(35)
    desk.answer()
    assert desk.cover.answer is not None
    assert desk.cover.answer.request.share == 0.35
    assert np.array_equal(desk.pixels(), painted)


@pytest.mark.parametrize(
    ("attended", "elsewhere", "says"),
    [
        (0.1, (0.7, 0.78), "needs that place"),
        (0.78, (0.79, 0.9), "costs little"),
        (0.5, (0.4, 0.7), "about as much"),
        (0.8, (0.1, 0.2), "does not show"),
    ],
)
def test_what_the_drops_mean_depends_on_both(attended: float, elsewhere: tuple[float, ...], says: str) -> None:
    mask, picture = np.zeros((2, 2), bool), np.zeros((2, 2, 3), np.uint8)
    others = np.array(elsewhere, np.float32)
    answer = Occlusion(
        request=Occlude(picture, "photos"),
        label="cat",
        before=0.8,
        attended=attended,
        elsewhere=others,
        drop_attended=0.8 - attended,
        drop_elsewhere=0.8 - float(others.mean()),
        attended_mask=mask,
        elsewhere_mask=mask,
        attended_picture=picture,
        elsewhere_picture=picture,
    )
    said = {text for text in SAYS if text in meaning(answer, gated=True)}
    assert said == {says}


def test_a_network_without_attention_is_covered_by_its_evidence_and_says_so(desk: Desk) -> None:
    desk.state.set_model("photos-plain", {})
    desk.take(photo())
    desk.cover.buttons[ATTENDED].click()
    desk.answer()
    assert desk.cover.answer is not None
    assert "no attention" in desk.cover.note.text()


# photos come and go


def test_another_photo_begins_unpainted_and_old_answers_are_dropped(desk: Desk) -> None:
    desk.cover.buttons[ATTENDED].click()
    desk.answer()
    desk.stroke((0.2, 0.5), (0.8, 0.5))
    question, late = desk.waiting.pop()
    second = photo(64, 80, seed=2)
    desk.take(second)
    assert np.array_equal(desk.pixels(), second.pixels)
    assert not desk.brush.can_undo()
    assert desk.cover.answer is None
    assert not desk.cover.report.isVisible()
    now = desk.section.now
    question.receive(desk.session.run(late))
    assert desk.section.now is now
    assert now is not None
    assert np.array_equal(now.request.picture, second.pixels)


def test_when_a_photo_is_refused_the_painting_is_still_there(desk: Desk) -> None:
    first, answer = desk.state.photo, desk.state.answer
    assert first is not None
    assert answer is not None
    desk.stroke((0.2, 0.5), (0.8, 0.5))
    painted = desk.pixels()
    desk.state.take(photo(seed=3))
    assert not desk.brush.isEnabled()
    desk.state.take(first)
    desk.state.show(answer)
    desk.answer()
    assert np.array_equal(desk.pixels(), painted)
    assert desk.section.now is not None
    assert np.array_equal(desk.section.now.request.picture, painted)


def test_another_model_looks_at_the_same_painting(desk: Desk) -> None:
    desk.stroke((0.2, 0.5), (0.8, 0.5))
    desk.answer()
    painted, kept = desk.pixels(), desk.state.photo
    assert kept is not None
    desk.state.set_model("photos-plain", {})
    assert not desk.brush.isEnabled()
    desk.state.show(desk.session.run(Look(kept.pixels, "photos-plain")))
    desk.answer()
    assert np.array_equal(desk.pixels(), painted)
    assert {request.model for request in desk.asked[-2:]} == {"photos-plain"}
    assert desk.section.before is not None
    assert not np.array_equal(desk.section.before.request.picture, painted)


def test_a_large_photo_is_painted_on_made_smaller(session: Session, qtbot: QtBot) -> None:
    desk = Desk(session, qtbot).take(photo(2048, 512))
    assert desk.pixels().shape == (256, 1024, 3)
    desk.stroke((0.5, 0.5))
    desk.answer()
    assert looks(desk)[-1].picture.shape == (256, 1024, 3)


@pytest.mark.parametrize("size", [(1, 1), (1, 10_000), (10_000, 1), (3, 2)])
@pytest.mark.parametrize("channels", [1, 3, 4])
def test_pictures_of_any_shape_can_be_painted_on(
    session: Session, qtbot: QtBot, size: tuple[int, int], channels: int
) -> None:
    desk = Desk(session, qtbot).take(photo(*size, channels=channels))
    before = desk.pixels()
    desk.section.tools.inks[2].click()
    for tool in (INK, BLUR, ERASER, GREY):
        desk.tool(tool)
        desk.stroke((0.5, 0.5))
    desk.answer()
    assert not np.array_equal(desk.pixels(), before)
    assert np.array_equal(looks(desk)[-1].picture, desk.pixels())
    for kind in (ATTENDED, ELSEWHERE):
        desk.cover.buttons[kind].click()
        desk.answer()
    assert desk.cover.answer is not None
    for _ in range(12):
        desk.section.tools.undo.click()
    assert np.array_equal(desk.pixels(), before)
    desk.section.grab()


def test_where_one_can_see_through_a_photo_it_is_black_as_the_engine_sees_it(session: Session, qtbot: QtBot) -> None:
    seen_through = photo(channels=4)
    desk = Desk(session, qtbot).take(seen_through)
    own = desk.looked(seen_through.pixels)
    assert desk.section.before is not None
    assert np.abs(desk.section.before.probabilities - own.probabilities).max() < 0.01


def test_the_painted_photo_can_be_given_to_the_pane(desk: Desk) -> None:
    assert not desk.section.take.isEnabled()
    desk.stroke((0.2, 0.5), (0.8, 0.5))
    desk.section.take.click()
    assert len(desk.given) == 1
    assert np.array_equal(desk.given[0].pixels, desk.pixels())
    assert "photo 0" in desk.given[0].name
    assert desk.given[0].path is None


# wrong states


def test_without_a_photo_nothing_is_asked_and_nothing_breaks(session: Session, qtbot: QtBot) -> None:
    desk = Desk(session, qtbot)
    brush = desk.brush
    assert not brush.isEnabled()
    brush.setEnabled(True)
    desk.stroke((0.3, 0.3), (0.6, 0.6))
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Right, Qt.Key.Key_Escape):
        QTest.keyClick(brush, key, SHIFT)
    brush.undo()
    brush.redo()
    brush.clear()
    desk.cover.ask(ATTENDED)
    desk.section.take_as_photo()
    desk.section.grab()
    assert not desk.asked
    assert not desk.given


def test_after_a_refusal_the_next_stroke_is_asked(desk: Desk) -> None:
    desk.stroke((0.2, 0.2))
    question, refused = desk.waiting.pop()
    question.receive(Failure(refused, "internal_error", {}, "no"))
    desk.stroke((0.7, 0.7))
    desk.answer()
    assert desk.section.now is not None
    assert np.array_equal(desk.section.now.request.picture, desk.pixels())
    desk.cover.buttons[ATTENDED].click()
    question, refused = desk.waiting.pop()
    question.receive(Failure(refused, "internal_error", {}, "no"))
    desk.cover.buttons[ATTENDED].click()
    desk.answer()
    assert desk.cover.answer is not None


def test_a_hidden_section_asks_nothing_until_it_is_seen(desk: Desk) -> None:
    desk.section.hide()
    asked, second = len(desk.asked), photo(seed=4)
    desk.take(second)
    assert len(desk.asked) == asked
    desk.section.show()
    desk.answer()
    assert np.array_equal(desk.pixels(), second.pixels)
    assert desk.section.before is not None


def test_a_stroke_ends_and_a_patch_goes_when_the_section_is_hidden(desk: Desk) -> None:
    before = desk.pixels()
    desk.tool(PATCH)
    desk.hover(0.5, 0.5)
    desk.answer()
    desk.section.hide()
    assert np.array_equal(desk.pixels(), before)
    desk.section.show()
    desk.answer()
    assert desk.section.now is not None
    assert np.array_equal(desk.section.now.request.picture, before)


def test_settings_are_remembered_and_wrong_ones_ignored(desk: Desk, session: Session, qtbot: QtBot) -> None:
    desk.tool(BLUR)
    desk.section.tools.width_.setValue(33)
    desk.section.tools.inks[4].setChecked(True)
    desk.cover.share.setValue(41)
    desk.cover.how.setCurrentIndex(1)
    desk.section.map.click()
    saved = desk.section.save_state()
    other = Desk(session, qtbot)
    for wrong in ({}, {"tools": 3, "cover": []}, {"tools": {"tool": ["x"], "ink": 99, "width": "a"}, "map": 1}):
        other.section.restore_state(wrong)
    assert other.section.save_state() == Desk(session, qtbot).section.save_state()
    other.section.restore_state({"cover": {"how": "hat", "share": None, "draws": 2.5}})
    other.section.restore_state(saved)
    assert other.section.save_state() == saved
    assert other.brush.tool() == BLUR


# the widget alone


def test_a_picture_that_is_put_in_place_twice_is_one_stroke(qtbot: QtBot) -> None:
    brush = PhotoBrush()
    qtbot.addWidget(brush)
    plain = photo().image
    brush.begin(plain)
    red, blue = plain.copy(), plain.copy()
    red.fill(QColor("red"))
    blue.fill(QColor("blue"))
    painted = Counter(brush.painted.connect)
    brush.put(red)
    brush.put(blue)
    assert painted.count == 2
    assert colours(brush.image())[0, 0].tolist() == [0, 0, 255]
    brush.undo()
    assert brush.is_plain()
    assert not brush.can_undo()
    brush.put(plain)
    assert not brush.can_undo()


class Counter:
    def __init__(self, connect: Callable[[Callable[[], None]], object]) -> None:
        self.count = 0
        connect(self._add)

    def _add(self) -> None:
        self.count += 1
