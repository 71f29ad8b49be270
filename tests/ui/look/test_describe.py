"""The section that tells the photo, in the real window with small captioners."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage

from attnviz.engine.describe.messages import Describe
from attnviz.engine.look.messages import Look
from attnviz.engine.session import Session
from attnviz.ui.attention.figure import FigureOptions
from attnviz.ui.attention.figure_dialog import FigureDialog
from attnviz.ui.attention.figure_export import FigureFile
from attnviz.ui.panes.look.pane import LookPane
from attnviz.ui.panes.look.state import Photo
from attnviz.ui.widgets.selection import Spot
from attnviz.ui.window import Window
from tests.tiny.captioner import make_captioners
from tests.tiny.classifier import make_classifiers

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from attnviz.ui.panes.look.describe import DescribeSection
    from attnviz.ui.panes.look.describe_view import CaptionView

Open = Callable[..., Window]
OWN = "a man in a red shirt rides a horse."


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_captioners(make_classifiers(tmp_path_factory.mktemp("models")))


@pytest.fixture
def pane(open_window: Open, folder: Path, qtbot: QtBot) -> LookPane:
    return opened(open_window, folder, qtbot)


def opened(open_window: Open, folder: Path, qtbot: QtBot) -> LookPane:
    window = open_window((LookPane,), lambda: Session([folder]).run)
    window.resize(1280, 800)
    pane = window.pane
    assert isinstance(pane, LookPane)
    qtbot.waitUntil(pane.is_settled)
    pane.show_section("describe")
    qtbot.waitUntil(pane.is_settled)
    return pane


def section(pane: LookPane) -> DescribeSection:
    return pane.describe


def view(pane: LookPane) -> CaptionView:
    shown = section(pane).shown()
    assert len(shown) == 1
    return shown[0]


def read_own(pane: LookPane, qtbot: QtBot, text: str) -> None:
    section(pane).own.setText(text)
    qtbot.keyClick(section(pane).own, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not any(each.waiting() for each in section(pane).shown()))


def message(pane: LookPane) -> str:
    return pane.message.text() if pane.message.isVisible() else ""


def chips(pane: LookPane) -> list[str]:
    return [chip.text for chip in view(pane).picture.words.chips()]


def test_the_photo_is_told_in_chips_that_say_how_probable_they_were(pane: LookPane) -> None:
    answer = view(pane).answer
    assert answer is not None
    assert "".join(chips(pane)).replace("</s>", "") == answer.caption.replace(" ", "")
    assert all(chip.probability is not None for chip in view(pane).picture.words.chips())


def test_another_photo_is_told_anew(pane: LookPane, qtbot: QtBot) -> None:
    before = view(pane).answer
    pane.state.given.emit(Photo(np.full((40, 50, 3), 90, np.uint8), "grey"))
    qtbot.waitUntil(lambda: view(pane).answer is not before and pane.is_settled())
    now = view(pane).answer
    assert now is not None
    assert (now.width, now.height) == (50, 40)


def test_the_pointed_word_lights_where_it_looked_and_tells_its_gate(pane: LookPane) -> None:
    shown = view(pane)
    assert shown.answer is not None
    shown.selection.pin(Spot(row=1))
    picture = shown.picture.picture()
    assert picture is not None
    values = shown.picture.view.layer().values
    assert values is not None
    assert np.allclose(values.ravel() / values.sum(), picture.weights[1], atol=1e-4)
    assert f"{float(shown.answer.gate[picture.row_tokens[1][0]]):.2f}" in shown.picture.view.caption
    words = section(pane).words
    assert words.word.text() == picture.rows[1]
    assert words.gate.isVisible()
    assert sum(button.isVisible() for button in words.alternatives) == 5


def test_an_alternative_is_written_and_the_rest_anew(pane: LookPane, qtbot: QtBot) -> None:
    shown = view(pane)
    before = shown.answer
    assert before is not None
    shown.selection.pin(Spot(row=0))
    section(pane).words.alternatives[1].click()
    qtbot.waitUntil(lambda: shown.answer is not before)
    assert shown.answer is not None
    assert shown.answer.tokens[0].id == int(before.alternatives[0, 1])
    assert shown.picture.words.chips()[0].forced
    assert section(pane).free.isEnabled()
    section(pane).free.click()
    qtbot.waitUntil(lambda: not shown.forced())
    assert shown.answer.caption == before.caption


def test_a_beam_is_shown_when_it_is_chosen(pane: LookPane, qtbot: QtBot) -> None:
    shown = view(pane)
    assert len(shown.search) > 1
    section(pane).words.beams[1].click()
    qtbot.waitUntil(shown.forced)
    assert shown.answer is not None
    assert tuple(token.id for token in shown.answer.tokens) == shown.search[1].ids
    assert sum(button.isVisible() for button in section(pane).words.beams) == len(shown.search)


def test_ones_own_caption_is_read_with_boxes_around_the_things_named(pane: LookPane, qtbot: QtBot) -> None:
    read_own(pane, qtbot, OWN)
    assert chips(pane)[:3] == ["a", "man", "in"]
    texts = [frame.text.rsplit(" ", 1)[0] for frame in view(pane).picture.view.frames()]
    assert sorted(texts) == ["a horse", "a man", "a red shirt"]
    rows, place, _ = view(pane).picture.named_boxes()[0]
    spot = view(pane).picture.spot_at(place.center().x(), place.center().y())
    assert spot is not None
    assert spot.row is not None
    named = [box for box in view(pane).picture.named_boxes() if spot.row in box[0]]
    assert named
    view(pane).picture.boxes.setChecked(False)
    assert view(pane).picture.view.frames() == ()
    assert rows[0] == 0


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "no caption"),
        ("   ", "no caption"),
        ("一只黑狗在草地上奔跑。", "another language"),
    ],
)
def test_a_caption_that_cannot_be_read_is_told_and_loses_nothing(
    pane: LookPane, qtbot: QtBot, text: str, says: str
) -> None:
    before = view(pane).answer
    read_own(pane, qtbot, text)
    assert says in message(pane)
    assert view(pane).answer is before
    read_own(pane, qtbot, OWN)
    assert message(pane) == ""


def test_unknown_and_too_many_words_are_told_in_the_details(pane: LookPane, qtbot: QtBot) -> None:
    read_own(pane, qtbot, "a zebra rides a horse.")
    assert "zebra" in section(pane).words.notes.text()
    read_own(pane, qtbot, "a dog " * 100)
    assert "200" in section(pane).words.notes.text()


def test_playing_writes_word_by_word_and_ends_with_all(
    pane: LookPane, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_own(pane, qtbot, "a dog runs.")
    shown = view(pane)
    shown._timer.setInterval(5)
    seen: list[int] = []
    shown.selection.changed.connect(lambda: seen.append(len(chips(pane))))
    qtbot.keyClick(shown.picture.words, Qt.Key.Key_Space)
    assert shown.playing()
    assert chips(pane) == ["a"]
    qtbot.waitUntil(lambda: not shown.playing())
    assert seen[:4] == [1, 2, 3, 4]
    assert chips(pane) == ["a", "dog", "runs", ".", "</s>"]
    section(pane).play.click()
    assert shown.playing()
    pane.show_section("picture")
    assert not shown.playing()


def test_the_strip_has_a_picture_for_every_word(pane: LookPane, qtbot: QtBot) -> None:
    read_own(pane, qtbot, "a dog runs.")
    shown = view(pane)
    shown.view.view_bar.pictures["strip"].click()
    cells = shown.strip.view.cells()
    assert [cell.text for cell in cells] == ["", "a", "dog", "runs", "."]
    below = shown.strip.view.laid_out().boxes[2].translated(0, shown.strip.view.laid_out().boxes[2].height() + 2)
    words = shown.strip.view.grab(below.toRect()).toImage()
    darkest = min(words.pixelColor(x, y).lightness() for x in range(words.width()) for y in range(20))
    assert darkest < 90  # dark words on the light theme's ground
    box = shown.strip.view.laid_out().boxes[2]
    qtbot.mouseClick(shown.strip.view, Qt.MouseButton.LeftButton, pos=QPoint(*map(round, box.center().toTuple())))
    assert shown.selection.pinned == Spot(row=1)
    qtbot.keyClick(shown.strip.view, Qt.Key.Key_Right)
    assert shown.selection.pinned == Spot(row=2)


def test_both_languages_stand_side_by_side(pane: LookPane, qtbot: QtBot) -> None:
    section(pane).languages["both"].click()
    qtbot.waitUntil(pane.is_settled)
    english, chinese = section(pane).shown()
    assert english.isVisible()
    assert chinese.isVisible()
    english.view.view_bar.pictures["strip"].click()
    assert [each.view.page() for each in (english, chinese)] == ["strip", "strip"]
    english.view.view_bar.pictures["patches"].click()
    english.picture.boxes.setChecked(False)
    assert not chinese.picture.boxes.isChecked()
    assert not english.picture.boxes.isVisible()  # the room is the photos'
    assert english.view.view_bar.isVisible()
    assert not chinese.view.view_bar.isVisible()
    read_own(pane, qtbot, "两个孩子在雪地里玩球。")
    assert chinese.forced()
    assert not english.forced()
    section(pane).languages["caption-zh"].click()
    assert not english.isVisible()
    assert chinese.view.view_bar.isVisible()
    assert chinese.picture.boxes.isVisible()
    assert not english.view.view_bar.isVisible()


def test_words_that_the_model_is_unsure_of_look_so(pane: LookPane, qtbot: QtBot) -> None:
    shown, details = view(pane), section(pane).words

    def unsure(level: float) -> list[str]:
        shown.certainty.thing = shown.certainty.word = level
        shown.redraw()
        shown.changed.emit()
        return [chip.text for chip in shown.picture.words.chips() if chip.unsure]

    assert shown.answer is not None
    judged = {"".join(c for c in token.text if c.isalpha()) for token in shown.answer.tokens if token.kind == "word"}
    found = unsure(1.0)
    assert found
    assert {word.lower() for word in found} <= {word.lower() for word in judged} - {"a", "an", "the"}
    assert [cell.text for cell in shown.strip.cells() if cell.unsure] == found
    assert all(word in details.unsure.text() for word in found)
    row = [chip.unsure for chip in shown.picture.words.chips()].index(True)
    shown.selection.hover(Spot(row=row))
    assert "100 %" in details.unsure.text()
    assert unsure(0.0) == []


def test_of_ones_own_caption_the_things_that_the_photo_does_not_support_look_so(pane: LookPane, qtbot: QtBot) -> None:
    read_own(pane, qtbot, OWN)
    shown, answer = view(pane), view(pane).answer
    assert answer is not None
    picture = shown.picture.picture()
    assert picture is not None
    for chip, group in zip(shown.picture.words.chips(), picture.row_tokens, strict=True):
        own, unseen = (
            float(np.exp(sum(p[i] for i in group))) for p in (answer.log_probabilities, answer.without_photo)
        )
        assert chip.unsure == (chip.text in ("man", "shirt", "horse") and own < max(unseen, 0.01))
    assert ("not support" in section(pane).words.unsure.text()) == any(c.unsure for c in shown.picture.words.chips())


def test_the_map_of_a_word_is_tested_by_covering(pane: LookPane, qtbot: QtBot) -> None:
    read_own(pane, qtbot, "a dog runs.")
    view(pane).selection.pin(Spot(row=1))
    test = section(pane).words.test
    test.button.click()
    qtbot.waitUntil(lambda: test.result is not None)
    assert "“dog”" in test.says.text()
    assert test.shown.isVisible()
    view(pane).selection.pin(Spot(row=2))
    assert not test.says.isVisible()


def test_painting_over_the_photo_tells_it_anew(pane: LookPane, qtbot: QtBot) -> None:
    pane.show_section("whatif")
    change = pane.whatif.caption
    qtbot.waitUntil(lambda: change.before is not None)
    assert change.before is not None
    assert change.before.caption in change.was.text()
    brush = pane.whatif.brush
    brush.setFocus()
    for _ in range(6):
        qtbot.keyClick(brush, Qt.Key.Key_Space)
        qtbot.keyClick(brush, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: change.now is not None and change.now is not change.before)


def test_strokes_do_not_wait_for_words(pane: LookPane, qtbot: QtBot) -> None:
    pane.show_section("whatif")
    change, section = pane.whatif.caption, pane.whatif
    qtbot.waitUntil(lambda: change.before is not None and section.now is not None)
    asked: list[type] = []
    pane.asked.connect(lambda question, request, interrupt: asked.append(type(request)))
    section.brush.setFocus()
    for _ in range(6):
        last = section.now
        qtbot.keyClick(section.brush, Qt.Key.Key_Space)
        qtbot.waitUntil(lambda last=last: section.now is not last)
        qtbot.keyClick(section.brush, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: change.now is not None and change.now.request.picture is section.now.request.picture)
    assert asked.count(Look) == 6
    assert asked.count(Describe) < 6


def test_what_is_shown_is_saved(pane: LookPane, qtbot: QtBot, tmp_path: Path) -> None:
    read_own(pane, qtbot, OWN)
    for what in ("png", "svg", "csv", "json", "npz"):
        assert pane.exporter.save_as(what, tmp_path / f"cat.{what}"), what
    said = json.loads((tmp_path / "cat.json").read_text("utf-8"))
    assert said["caption"] == OWN
    assert said["model"] == "caption-en"
    with np.load(tmp_path / "cat.npz") as arrays:
        assert arrays["attention"].shape[0] == len(said["tokens"])
    view(pane).view.view_bar.pictures["strip"].click()
    assert pane.exporter.save_as("png", tmp_path / "strip.png")
    strip = QImage(str(tmp_path / "strip.png"))
    assert strip.width() > strip.height()
    pane.show_section("picture")
    assert pane.exporter.save_as("json", tmp_path / "look.json")
    assert "caption" not in json.loads((tmp_path / "look.json").read_text("utf-8"))


@pytest.mark.parametrize("page", ["picture", "strip"])
def test_a_figure_for_a_paper_is_as_wide_as_wanted(pane: LookPane, qtbot: QtBot, tmp_path: Path, page: str) -> None:
    read_own(pane, qtbot, OWN)
    if page == "strip":
        view(pane).view.view_bar.pictures[page].click()
    figures, figure = pane.exporter.figures, pane.exporter.figure()
    assert figures.open()
    dialog = pane.window().findChild(FigureDialog)
    assert dialog is not None
    shown = {name for name, box in dialog.boxes.items() if box.isVisible()}
    assert shown == {"title", "caption", "dark"}
    assert not dialog.scale.isVisible()
    dialog.close()
    assert figure is not None
    assert (figure.title, figure.stem) == (OWN, "A cat.describe")
    plain, titled = (FigureOptions("png", width=10.0, dpi=72, title=title) for title in (False, True))
    heights = []
    for options in (plain, titled):
        (tmp_path / "figure.png").write_bytes(figures.data(FigureFile(figure, options)))
        made = QImage(str(tmp_path / "figure.png"))
        assert made.width() == pytest.approx(10 / 2.54 * 72, abs=1)
        heights.append(made.height())
    assert heights[1] > heights[0]
    assert page == "picture" or heights[0] < 10 / 2.54 * 72  # wider than high
    for format in ("pdf", "svg"):
        assert len(figures.data(FigureFile(figure, FigureOptions(format)))) > 1000


def test_on_the_stage_photo_and_words_stand_alone(pane: LookPane, qtbot: QtBot) -> None:
    shown = view(pane)
    aside = (pane.bar, pane.tabs, section(pane).own, section(pane).play, shown.view.view_bar, shown.picture.boxes)
    room = shown.picture.view.height()
    pane.present(True)
    qtbot.waitUntil(lambda: shown.picture.view.height() > room)
    assert not any(part.isVisible() for part in aside)
    assert shown.picture.words.isVisible()
    qtbot.keyClick(shown.picture.view, Qt.Key.Key_Space)
    assert shown.playing()
    shown.stop()
    pane.present(False)
    assert all(part.isVisible() for part in aside)
    assert not shown.picture.directions["from"].isVisible()  # words have one direction
    assert not pane.filmstrip.isVisible()


def test_all_is_worded_in_chinese_too(pane: LookPane, qtbot: QtBot) -> None:
    read_own(pane, qtbot, OWN)
    pane.window().set_language("zh_CN")  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: section(pane).play.text() == "播放")
    for text in (section(pane).own.placeholderText(), view(pane).view.caption.text()):
        assert any("\u4e00" <= c <= "\u9fff" for c in text), text


def test_without_a_captioner_it_says_so(open_window: Open, tmp_path: Path, qtbot: QtBot) -> None:
    pane = opened(open_window, make_classifiers(tmp_path), qtbot)
    assert section(pane).nothing.isVisible()
    assert section(pane).shown() == []
    assert not section(pane).play.isEnabled()


def test_language_and_beams_are_remembered(pane: LookPane, qtbot: QtBot) -> None:
    section(pane).languages["caption-zh"].click()
    section(pane).beams.setValue(2)
    qtbot.waitUntil(pane.is_settled)
    saved = pane.save_state()
    section(pane).languages["caption-en"].click()
    section(pane).beams.setValue(5)
    pane.restore_state(saved)
    assert section(pane).chosen() == ["caption-zh"]
    assert section(pane).beams.value() == 2
    section(pane).restore_state({"language": 3, "beams": "many"})
    assert section(pane).beams.value() == 2
