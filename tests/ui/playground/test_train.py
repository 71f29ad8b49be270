"""Live training in a real pane, answered by the real engine in the same thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QImageReader

from attnviz.engine.messages import ListModels
from attnviz.ui.panes.playground.train_form import MOST_LETTERS
from tests.ui.playground.test_pane import Desk

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    made = Desk(qtbot, tmp_path)
    made.pane.show_section("train")
    made.answer()
    for name, value in (("length", 3), ("width", 16), ("batch", 8), ("rate", 0.01)):
        made.find(f"train.{name}").setValue(value)
    choose(made, "task", "copy")
    yield made
    made.pane.hide()


def dropped(path: Path) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    return mime


def test_a_file_dropped_on_the_pairs_gives_its_text(desk: Desk, tmp_path: Path):
    pairs = desk.find("train.pairs")
    choose(desk, "task", "pairs")
    pairs.clear()
    (tmp_path / "pairs.txt").write_text("ab\tba\ncd\tdc\n", encoding="utf-16")
    pairs.insertFromMimeData(dropped(tmp_path / "pairs.txt"))
    assert pairs.toPlainText() == "ab\tba\ncd\tdc"
    (tmp_path / "bytes.txt").write_bytes(b"\xff\x00\x80")
    pairs.insertFromMimeData(dropped(tmp_path / "bytes.txt"))
    assert pairs.toPlainText() == "ab\tba\ncd\tdc"
    assert "bytes.txt is no text" in desk.find("train.problem").text()
    long = QMimeData()
    long.setText("ab\tba\n" * 50_000)
    pairs.insertFromMimeData(long)
    assert len(pairs.toPlainText()) <= 2 * MOST_LETTERS
    assert str(MOST_LETTERS) in desk.find("train.problem").text()


def choose(desk: Desk, name: str, value: str) -> None:
    box = desk.find(f"train.{name}")
    box.setCurrentIndex(box.findData(value))


def train(desk: Desk, slices: int = 4) -> None:
    """Start, answer so many slices, pause."""
    desk.find("train.start").click()
    desk.answer(slices)
    desk.find("train.start").click()
    desk.answer()


def test_start_pause_step_stop_reset(desk: Desk):
    section = desk.pane.section("train")
    train(desk)
    steps = section._steps
    assert steps > 1
    assert not desk.waiting
    desk.find("train.step").click()
    desk.answer()
    assert section._steps == steps + 1
    run = section.curves.runs()[-1]
    assert len(run.losses) == len(run.seconds) == steps + 1
    assert run.accuracies
    desk.find("train.start").click()
    desk.answer(1)
    assert section._steps > steps + 1  # it went on
    desk.find("train.stop").click()
    desk.answer()
    desk.find("train.start").click()
    desk.answer(2)
    assert len(section.curves.runs()) == 2  # another run beside the ended one
    desk.find("train.reset").click()
    desk.answer()
    assert section.curves.runs() == []
    assert not desk.waiting


def test_with_and_without_attention_lie_over_each_other(desk: Desk):
    train(desk)
    choose(desk, "scoring", "none")
    train(desk)
    names = [run.name for run in desk.pane.section("train").curves.runs()]
    assert len(names) == 2
    assert "additive" in names[0]
    assert "no attention" in names[1]
    assert all(name in desk.find("legend").text() for name in names)


def test_the_scrubber_goes_back_and_the_film_is_saved(desk: Desk, tmp_path: Path):
    picture = desk.pane.section("train").picture
    for _ in range(3):
        desk.find("train.step").click()
        desk.answer()
    newest = picture.heatmap.picture()
    desk.find("train.scrubber").setValue(0)
    assert (picture.heatmap.picture().weights != newest.weights).any()
    picture.save_film(tmp_path / "film.gif")
    reader = QImageReader(str(tmp_path / "film.gif"))
    assert reader.imageCount() == 3
    assert not reader.read().isNull()
    picture.save_film(tmp_path / "film.png")
    assert sorted(path.name for path in tmp_path.glob("*.png")) == [f"film-00{i}.png" for i in (1, 2, 3)]
    said = []
    picture.said.connect(said.append)
    picture.save_film(tmp_path / "nowhere" / "film.gif")
    assert "could not be saved" in said[0]


def test_a_rate_that_diverges_is_told_and_stopped_with_the_curves_kept(desk: Desk):
    choose(desk, "optimizer", "sgd")
    desk.find("train.rate").setValue(100)
    desk.find("train.start").click()
    desk.answer(60)
    assert "learning rate is too high" in desk.find("train.problem").text()
    assert not desk.waiting
    assert desk.find("train.start").text() == "Start"
    assert desk.pane.section("train").curves.runs()[-1].losses


@pytest.mark.parametrize(("text", "said"), [("one\tun\ntwo", "Line 2 has one column"), ("", "no pairs")])
def test_pairs_that_cannot_be_used_are_told(desk: Desk, text: str, said: str):
    choose(desk, "task", "pairs")
    desk.find("train.pairs").setPlainText(text)
    desk.find("train.start").click()
    desk.answer()
    assert said in desk.find("train.problem").text()
    assert not desk.waiting
    desk.find("train.pairs").setPlainText("one\tun\ntwo\tdeux")
    train(desk, 2)
    assert desk.find("train.problem").text() == ""
    assert desk.pane.section("train")._steps > 0


def test_a_transformers_heads_can_be_chosen(desk: Desk):
    choose(desk, "model", "transformer")
    desk.find("train.step").click()
    desk.answer()
    heads = desk.find("train.head")
    assert heads.count() == 8
    assert heads.isVisible()
    shown = desk.find("train.heatmap").picture().weights
    heads.setCurrentIndex((heads.currentIndex() + 1) % 8)
    assert (desk.find("train.heatmap").picture().weights != shown).any()


def test_what_was_trained_is_saved_and_reopened(desk: Desk, tmp_path: Path):
    section = desk.pane.section("train")
    details = section.details()
    train(desk, 2)
    steps = section._steps
    details.name.setText("mine")
    told = []
    desk.pane.models_changed.connect(lambda: told.append(True))
    details.save.click()
    desk.answer()
    assert told  # so that other panes offer it
    assert (tmp_path / "mine.safetensors").is_file()
    assert [model.id for model in desk.session.run(ListModels()).models] == ["mine"]
    assert details.models.currentText() == "mine"
    desk.find("train.reset").click()
    details.open_.click()
    desk.answer()
    desk.find("train.step").click()
    desk.answer()
    assert section._steps == steps + 1


def test_nothing_is_asked_while_hidden(desk: Desk):
    desk.find("train.start").click()
    desk.answer(2)
    desk.pane.hide()
    desk.answer(5)
    assert not desk.waiting
    desk.pane.show()
    desk.answer(1)
    assert desk.waiting  # it goes on by itself
    desk.find("train.start").click()
    desk.answer()


def test_axes_without_a_curve_have_no_numbers(desk: Desk):
    def numbered(side: str) -> list[bool]:
        plots = [desk.find(f"curve.{name}").getPlotItem() for name in ("loss", "accuracy", "gradient")]
        return [plot.getAxis(side).style["showValues"] for plot in plots]

    assert numbered("bottom") == [False] * 3
    assert numbered("left") == [False, True, False]  # per cent are per cent
    train(desk)
    assert numbered("bottom") == numbered("left") == [True] * 3
    desk.find("train.reset").click()
    desk.answer()
