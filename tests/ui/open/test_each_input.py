"""Sounds, pictures and both sides of a translator in the Open pane, with the real engine and tiny models."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

pytest.importorskip("transformers")

from attnviz.engine.attention.messages import CROSS, DECODER, ENCODER
from attnviz.engine.attention.rollout import rollout
from attnviz.engine.session import Session
from attnviz.ui.panes.look import samples
from attnviz.ui.panes.look.pane import LookPane
from attnviz.ui.panes.open.pane import OpenPane
from attnviz.ui.widgets.selection import Spot
from tests.engine.open import families

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from attnviz.ui.window import Window

IMPORTING = 600_000  # milliseconds that transformers may take to be imported
pytestmark = pytest.mark.filterwarnings("ignore")


@pytest.fixture
def opened(qtbot: QtBot, open_window: Callable[..., Window], tmp_path: Path) -> Callable[..., OpenPane]:
    def open_one(family: str, text: str = "the cat sat on the mat") -> OpenPane:
        pane: Any = open_window((OpenPane,), lambda: Session([tmp_path]).run).pane
        pane.input.text.show_text(text)
        pane.open_path(families.folder(family, tmp_path / family))
        qtbot.waitUntil(lambda: pane.state.reading is not None or bool(pane.message.text()), timeout=IMPORTING)
        assert pane.message.text() == ""
        return pane

    return open_one


def test_a_speech_model_begins_with_a_sound_and_shows_it(opened: Callable[..., OpenPane]) -> None:
    pane = opened("whisper")
    assert pane.input.source.sample
    pane.show_section("head")
    assert pane.one_head.view.page() == "sound"
    part = pane.state.subject.part(CROSS)  # type: ignore[union-attr]
    if part.seen is not None:
        assert pane.one_head.choice is not None
        assert pane.one_head.choice.pairs == (part.follows_best(),)
    if part.seen is not None:
        assert pane.all_heads.page.top() >= part.mosaic()[0].strongest()
        stack, labels = part.mosaic()
        assert stack.shape[2:] == part.seen == (len(labels.queries), len(labels.keys))
        assert np.array_equal(stack.whole(), part.stack.whole()[:, :, : part.seen[0], : part.seen[1]])


def test_any_sound_file_is_read(qtbot: QtBot, opened: Callable[..., OpenPane], tmp_path: Path) -> None:
    soundfile = pytest.importorskip("soundfile")
    pane = opened("wav2vec2")
    wave = np.sin(np.linspace(0, 4000, 24_000)).astype(np.float32) * 0.3
    for ending in ("flac", "ogg", "wav"):
        before = pane.state.reading
        soundfile.write(tmp_path / f"hum.{ending}", wave, 48_000)
        assert pane.input.open_file(tmp_path / f"hum.{ending}")
        qtbot.waitUntil(lambda before=before: pane.state.reading is not before and pane.is_settled())  # type: ignore[misc]
        assert pane.state.reading.request.input.waveform.shape == (8_000,)  # type: ignore[union-attr]
    (tmp_path / "no.mp3").write_text("this is text")
    assert not pane.input.open_file(tmp_path / "no.mp3")
    assert "no.mp3" in pane.message.text()
    assert pane.state.reading is not None


def test_look_lists_an_opened_classifier_and_hands_it_the_photo(
    qtbot: QtBot, open_window: Callable[..., Window], tmp_path: Path
) -> None:
    window: Any = open_window((OpenPane, LookPane), lambda: Session().run)
    pane = window.pane
    folder = families.folder("vit", tmp_path / "vit")
    pane.open_path(folder)
    qtbot.waitUntil(lambda: pane.state.reading is not None, timeout=IMPORTING)
    window.show_pane("look")
    look = window.pane
    qtbot.waitUntil(lambda: look.state.photo is not None and look.model.findData(str(folder)) >= 0, timeout=IMPORTING)
    shown, names = look.shown_model(), [look.model.itemText(i) for i in range(look.model.count())]
    assert any("opened by you" in name for name in names)
    look.retranslate()
    assert [look.model.itemText(i) for i in range(look.model.count())] == names
    look.open_file(samples.path("coffee"))
    before, photo = pane.state.reading, look.state.photo
    look.model.setCurrentIndex(look.model.findData(str(folder)))
    look.model.activated.emit(look.model.currentIndex())
    assert window.pane is pane
    qtbot.waitUntil(lambda: pane.state.reading is not before and pane.is_settled(), timeout=IMPORTING)
    assert np.array_equal(pane.state.reading.request.input.picture, photo.pixels[..., :3])
    assert pane.input.name.text() == photo.name
    assert look.shown_model() == shown == look.model.currentData()


def test_rollout_follows_every_layer(opened: Callable[..., OpenPane]) -> None:
    pane = opened("vit")
    pane.show_section("head")
    assert pane.one_head.view.page() == "patches"
    pane.one_head.view.drawer.rollout.click()
    expected = rollout(pane.state.reading.attention[0].attention.weights)  # type: ignore[union-attr]
    assert pane.one_head.map is not None
    np.testing.assert_allclose(pane.one_head.map.weights, expected, atol=1e-6)
    pane.show_section("all")
    pane.draw()
    np.testing.assert_allclose(pane.one_head.map.weights, expected, atol=1e-6)  # what the details tell of


def test_rollout_of_a_language_model(opened: Callable[..., OpenPane]) -> None:
    pane = opened("gpt2")
    pane.show_section("head")
    pane.one_head.view.view_bar.restore({"words": False})
    assert pane.one_head.view.drawer.rollout.isVisible()
    pane.one_head.view.drawer.rollout.click()
    weights = pane.state.reading.attention[0].attention.weights  # type: ignore[union-attr]
    np.testing.assert_allclose(pane.one_head.map.weights, rollout(weights), atol=1e-6)  # type: ignore[union-attr]


def test_what_is_saved_is_the_page_that_is_seen(opened: Callable[..., OpenPane], tmp_path: Path) -> None:
    pane = opened("vit")
    pane.show_section("head")
    pane.state.selection.pin(Spot(row=0))
    bar, found = pane.one_head.view.view_bar, {}
    for page in ("patches", "heatmap"):
        bar.pictures[page].click()
        assert pane.exporter.save_as("png", tmp_path / f"{page}.png")
        assert pane.exporter.save_as("svg", tmp_path / f"{page}.svg")
        found[page] = (tmp_path / f"{page}.png").read_bytes()
        assert pane.exporter.figures is not None
        assert type(pane.exporter._figure()).__name__ == ("PictureFigure" if page == "patches" else "Figure")
    assert found["patches"] != found["heatmap"]


@pytest.mark.parametrize("family", ["bert", "vit", "whisper", "gpt2"])
def test_the_python_lines_give_what_is_seen(opened: Callable[..., OpenPane], family: str) -> None:
    pane = opened(family)
    if family == "bert":
        pane.input.pair.show_text("and slept")
        pane.read()
        pane.window().repaint()
    shown = pane.to_save()
    assert shown is not None
    found: dict[str, Any] = {}
    exec(pane.exporter.python(shown), found)  # what a person pastes
    reading = pane.state.reading
    assert reading is not None
    for ours, theirs in zip(reading.attention, found["read"].attention, strict=True):
        assert ours.attention.kind == theirs.attention.kind
        np.testing.assert_allclose(ours.attention.weights, theirs.attention.weights, atol=1e-6)


def test_the_python_lines_of_what_was_written_write_it_again(qtbot: QtBot, opened: Callable[..., OpenPane]) -> None:
    pane = opened("gpt2")
    pane.write_box.tokens.setValue(4)
    pane.write()
    qtbot.waitUntil(lambda: not pane.writer.is_running() and pane.writer.end != "")
    shown = pane.to_save()
    assert shown is not None
    found: dict[str, Any] = {}
    exec(pane.exporter.python(shown), found)
    assert found["step"].text == pane.writer.text


def test_the_lens_looks_into_what_was_written(qtbot: QtBot, opened: Callable[..., OpenPane]) -> None:
    pane = opened("gpt2")
    pane.show_section("lens")
    pane.write_box.tokens.setValue(4)
    pane.write()
    qtbot.waitUntil(lambda: pane.writer.end != "" and pane.lens.table.columnCount() == len(pane.writer.tokens))
    read = pane.lens._read
    assert read is not None
    assert [token.id for token in read.tokens] == [token.id for token in pane.writer.tokens]
    written = pane.writer.tokens[pane.writer.prompt :]
    assert [int(id) for id in read.ids[-1, pane.writer.prompt - 1 : -1, 0]] == [token.id for token in written]


def test_the_lens_of_a_translator_names_what_it_wrote(qtbot: QtBot, opened: Callable[..., OpenPane]) -> None:
    pane = opened("marian")
    reading = pane.state.reading
    assert reading is not None
    pane.show_section("lens")
    qtbot.waitUntil(lambda: pane.lens.table.columnCount() == len(reading.target))
    assert "token that was written" in pane.lens.note.text()
    assert [token.id for token in pane.lens._read.tokens] == [token.id for token in reading.target]  # type: ignore[union-attr]


def test_a_translation_goes_on_from_another_token(qtbot: QtBot, opened: Callable[..., OpenPane]) -> None:
    pane = opened("marian")
    reading = pane.state.reading
    assert reading is not None
    place = min(2, len(reading.target) - 1)
    pane.show_section("head")
    pane.one_head.view.view_bar.restore({"words": False})
    pane.state.choose_kind(CROSS)
    pane.state.selection.pin(Spot(row=place))
    shown = pane._details._shown()
    assert shown is not None
    assert (shown.side, shown.place) == ("target", place)
    pane.write_box.tokens.setValue(3)
    other = shown.top[-1]
    pane._choose_token(place, other)
    qtbot.waitUntil(lambda: not pane.writer.is_running() and len(pane.writer.tokens) > 0)
    ids = [token.id for token in pane.writer.tokens[pane.writer.prompt :]]
    assert ids[: place + 1] == [*(token.id for token in reading.target[:place]), other.id]
    found = {between.attention.kind: between for between in pane.writer.attention()}
    rows = len(found[DECODER].queries)
    assert [token.id for token in found[CROSS].queries.tokens] == ids[:rows]
    assert [token.id for token in found[DECODER].keys.tokens][1:] == ids[: rows - 1]
    assert [each.said.id for each in pane.writer.said() if each.place == place] == [other.id]


def test_a_row_of_the_encoder_says_nothing_of_the_translation(opened: Callable[..., OpenPane]) -> None:
    pane = opened("marian")
    pane.show_section("head")
    pane.one_head.view.view_bar.restore({"words": False})
    pane.state.choose_kind(ENCODER)
    pane.state.selection.pin(Spot(row=1))
    assert pane._details._shown() is pane.state.reading.answer  # type: ignore[union-attr]
