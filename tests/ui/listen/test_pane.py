"""The Listen pane: what a person does with a sound is what is heard and shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent

from attnviz.engine.listen.messages import MUTE, NOISE, RATE
from attnviz.engine.listen.sounds import Sound
from attnviz.models.speller import EOS
from attnviz.ui.widgets.selection import Spot
from tests.handmade.sounds import hum, write

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from attnviz.engine.listen.messages import Heard
    from attnviz.ui.panes.listen.pane import ListenPane
    from tests.handmade.sound_devices import Devices

LEFT = Qt.MouseButton.LeftButton


def settle(pane: ListenPane, qtbot: QtBot) -> Heard:
    qtbot.waitUntil(pane.is_settled)
    assert pane.state.heard is not None
    return pane.state.heard


def listen_to(pane: ListenPane, qtbot: QtBot, samples: np.ndarray) -> Heard:
    pane.state.given.emit(Sound(samples, "made"))
    return settle(pane, qtbot)


def drag(pane: ListenPane, qtbot: QtBot, start: float, end: float) -> None:
    """Move over the waveform, with the button down, from one second to another."""
    view = pane.page.view
    wave = view.tracks().wave
    places = [
        QPoint(round(wave.left() + at / view.seconds() * wave.width()), round(wave.center().y())) for at in (start, end)
    ]
    qtbot.mousePress(view, LEFT, pos=places[0])
    qtbot.mouseMove(view, places[1])
    qtbot.mouseRelease(view, LEFT, pos=places[1])


def test_the_pane_begins_with_a_sample_and_shows_what_was_heard(pane: ListenPane) -> None:
    heard = pane.state.heard
    assert heard is not None
    assert pane.transcript.name.text().startswith("Four words")
    assert pane.state.map is not None
    assert len(pane.state.map.picture.rows) == len(heard.tokens)
    assert pane.panel.word.text() == (heard.text or "—")
    chips = [pane.transcript.findChild(object, f"listen.word.{i}") for i in range(len(heard.words))]
    assert [chip.text() for chip in chips] == [word.text for word in heard.words]


def test_a_dropped_file_is_listened_to(pane: ListenPane, qtbot: QtBot, tmp_path: Path) -> None:
    path = write(tmp_path / "mine.flac", hum(1.3))
    mime, none = QMimeData(), Qt.KeyboardModifier.NoModifier
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    pane.dropEvent(QDropEvent(QPointF(40, 40), Qt.DropAction.CopyAction, mime, LEFT, none))
    heard = settle(pane, qtbot)
    assert abs(len(heard.frames) * heard.frames.seconds - 1.3) < 0.05
    assert pane.transcript.name.text().startswith("mine.flac")


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("picture.wav", b"\x89PNG\r\n\x1a\n" + bytes(200), "picture.wav is no sound that can be read"),
        ("empty.wav", b"", "empty.wav is no sound that can be read"),
        (None, b"", "none.wav is not there"),
    ],
)
def test_what_is_no_sound_is_said_in_one_sentence_and_nothing_is_lost(
    pane: ListenPane, tmp_path: Path, name: str | None, data: bytes, said: str
) -> None:
    before = pane.state.heard
    path = tmp_path / (name or "none.wav")
    if name:
        path.write_bytes(data)
    assert not pane.open_file(path)
    assert not pane.message.isHidden()
    assert said in pane.message.text()
    assert pane.state.heard is before
    assert pane.sources.open_sample("seven")
    assert not pane.message.text()


def test_silence_is_told(pane: ListenPane, qtbot: QtBot) -> None:
    listen_to(pane, qtbot, np.zeros(RATE, np.float32))
    assert "silence" in pane.message.text()


def test_a_stretch_is_chosen_with_the_brush_and_played(pane: ListenPane, qtbot: QtBot, devices: Devices) -> None:
    listen_to(pane, qtbot, hum(2.0))
    drag(pane, qtbot, 0.5, 1.0)
    assert pane.state.stretch == pytest.approx((0.5, 1.0), abs=0.02)
    assert len(devices.played[-1]) / RATE == pytest.approx(0.5, abs=0.06)
    assert pane.player.playing()
    pane.toggle_play()
    assert not pane.player.playing()
    assert devices.streams[-1].closed


def test_a_muted_stretch_is_silent_and_undo_brings_it_back(pane: ListenPane, qtbot: QtBot) -> None:
    whole = listen_to(pane, qtbot, hum(2.0))
    pane.tools.tools["mute"].click()
    drag(pane, qtbot, 0.5, 1.0)
    muted = settle(pane, qtbot)
    assert [edit.kind for edit in muted.request.edits] == [MUTE]
    assert not muted.frames.waveform[round(0.55 * RATE) : round(0.95 * RATE)].any()
    assert [edit.kind for edit in pane.page.view.covered] == [MUTE]
    pane.tools.tools["noise"].click()
    drag(pane, qtbot, 1.2, 1.6)
    assert [edit.kind for edit in settle(pane, qtbot).request.edits] == [MUTE, NOISE]
    pane.state.undo()
    assert len(settle(pane, qtbot).request.edits) == 1
    pane.tools.restore.click()
    again = settle(pane, qtbot)
    assert again.text == whole.text
    assert np.array_equal(again.frames.waveform, whole.frames.waveform)


def test_speed_shortens_the_sound_and_edits_stay_on_their_place(pane: ListenPane, qtbot: QtBot) -> None:
    listen_to(pane, qtbot, hum(2.0))
    pane.tools.speed.setValue(1.25)
    fast = settle(pane, qtbot)
    assert len(fast.frames) * fast.frames.seconds == pytest.approx(1.6, abs=0.05)
    pane.tools.tools["mute"].click()
    drag(pane, qtbot, 0.8, 1.2)
    edit = settle(pane, qtbot).request.edits[0]
    assert (edit.start, edit.end) == pytest.approx((1.0, 1.5), abs=0.03)
    shown = pane.page.view.covered[0]
    assert (shown.start, shown.end) == pytest.approx((0.8, 1.2), abs=0.03)


def test_another_letter_can_be_forced_and_let_go(pane: ListenPane, qtbot: QtBot) -> None:
    free = listen_to(pane, qtbot, hum(2.0))
    pane.state.selection.pin(Spot(row=1))
    row = pane.panel.alternatives.rows[1]
    wanted = int(free.alternatives[1, 1])
    row.click()
    forced = settle(pane, qtbot)
    assert forced.stretches[0].ids[:2] == (free.stretches[0].ids[0], wanted)
    assert pane.transcript.free.isVisible()
    pane.transcript.free.click()
    assert settle(pane, qtbot).text == free.text


def test_a_beam_can_be_shown_in_place_of_the_best(pane: ListenPane, qtbot: QtBot) -> None:
    free = listen_to(pane, qtbot, hum(3.0))
    assert len(free.beams) > 1
    pane.panel.beams.rows[1].click()
    heard = settle(pane, qtbot)
    assert heard.stretches[0].ids == free.beams[1].ids
    assert [beam.ids for beam in pane.state.beams] == [beam.ids for beam in free.beams]


def test_my_transcript_is_aligned_and_scored(pane: ListenPane, qtbot: QtBot) -> None:
    free = listen_to(pane, qtbot, hum(2.0))
    pane.transcript.own.click()
    pane.transcript.field.setText("")
    qtbot.keyClicks(pane.transcript.field, "open close")
    qtbot.waitUntil(lambda: pane.state.transcript == "open close")
    heard = settle(pane, qtbot)
    assert heard.text == "open close"
    assert [word.text for word in heard.words] == ["open", "close"]
    assert not pane.panel.beams.isVisible()
    assert int(heard.stretches[0].ids[-1]) == EOS
    pane.transcript.own.click()
    assert settle(pane, qtbot).text == free.text


def test_a_transcript_of_unknown_letters_is_refused_in_one_sentence(pane: ListenPane, qtbot: QtBot) -> None:
    pane.transcript.own.click()
    pane.state.set_transcript("123")
    qtbot.waitUntil(lambda: "knows no letter" in pane.message.text())
    assert pane.state.heard is not None


def test_the_letter_that_sounds_is_lit_while_it_plays(pane: ListenPane, qtbot: QtBot) -> None:
    listen_to(pane, qtbot, hum(1.0))
    seen: list[float] = []
    pane.player.moved.connect(seen.append)
    pane.toggle_play()
    qtbot.waitUntil(lambda: len(seen) > 3)
    assert pane.page.view.cursor_at == seen[-1]
    assert pane.state.selection.hovered == pane.state.row_at(seen[-1])
    qtbot.waitUntil(lambda: not pane.player.playing())
    assert pane.page.view.cursor_at is None


def test_a_word_that_is_pressed_is_played(pane: ListenPane, qtbot: QtBot, devices: Devices) -> None:
    heard = listen_to(pane, qtbot, hum(2.0))
    pane.panel.words.rows[0].click()
    word = heard.words[0]
    assert pane.state.stretch == (word.start, word.end)
    assert len(devices.played[-1]) / RATE == pytest.approx(word.end - word.start, abs=0.06)


def test_the_map_can_be_tested(pane: ListenPane, qtbot: QtBot) -> None:
    listen_to(pane, qtbot, hum(2.0))
    pane.panel.test.check.click()
    qtbot.waitUntil(lambda: "draws" in pane.panel.test.answer.text())
    assert pane.panel.test.bars.isVisible()


def test_words_of_a_voice_are_strung_together(pane: ListenPane, qtbot: QtBot) -> None:
    pane.show_joined()
    page = pane.window().findChild(object, "listen.joined")
    page.voice.setCurrentIndex(page.voice.findData("espeak"))
    page._begin()
    for word in ("speech", "中国"):
        page.findChild(object, f"listen.joined.word.{word}").click()
    assert page.string.text() == "speech 中国"
    page.listen.click()
    settle(pane, qtbot)
    assert pane.transcript.name.text().startswith("speech 中国")
    page.close()


def test_what_is_remembered_comes_back(pane: ListenPane, qtbot: QtBot, tmp_path: Path) -> None:
    path = write(tmp_path / "mine.wav", hum(1.0))
    assert pane.open_file(path)
    settle(pane, qtbot)
    saved = pane.save_state()
    assert saved["path"] == str(path)
    pane.restore_state({"path": 3, "tool": "other", "sources": "x", "model": None})
    pane.restore_state(saved)
    assert pane.beginning.path == str(path)


def test_words_stand_at_their_moments_in_the_picture(pane: ListenPane, qtbot: QtBot) -> None:
    heard = listen_to(pane, qtbot, hum(2.0))
    view = pane.page.view
    assert tuple(view.words) == heard.words
    before = view.grab().toImage()
    view.show_words(())
    view.set_way("cells")  # draws it again
    assert view.grab().toImage() != before
