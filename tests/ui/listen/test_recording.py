"""Recording from a microphone that is fed: its level, its end, and what is said where there is none or it vanishes."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from attnviz.engine.listen.messages import LONGEST_RECORDING, RATE
from attnviz.ui.sound import devices as real
from attnviz.ui.sound.recorder import Recorder
from tests.handmade.sounds import hum

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from attnviz.ui.panes.listen.pane import ListenPane
    from tests.handmade.sound_devices import Devices


def test_what_is_spoken_is_listened_to(pane: ListenPane, qtbot: QtBot, devices: Devices) -> None:
    pane.top.record.click()
    assert pane.top.level.isVisible()
    devices.speak(hum(1.2))
    with qtbot.waitSignal(pane.sources.recorder.level) as told:
        pass
    assert told.args[0] > 0.1
    assert pane.top.level.share() > 0.5
    pane.top.record.click()
    qtbot.waitUntil(pane.is_settled)
    assert pane.state.sound is not None
    assert np.array_equal(pane.state.sound.samples, hum(1.2))
    assert not pane.top.level.isVisible()
    assert devices.streams[-1].closed


def test_a_recording_ends_by_itself(pane: ListenPane, qtbot: QtBot, devices: Devices) -> None:
    pane.top.record.click()
    devices.speak(np.zeros(round((LONGEST_RECORDING + 1) * RATE), np.float32))
    qtbot.waitUntil(lambda: not pane.sources.recorder.recording())
    assert pane.state.sound is not None
    assert pane.state.sound.seconds == LONGEST_RECORDING


def test_of_a_device_that_vanishes_what_it_gave_is_kept(pane: ListenPane, qtbot: QtBot, devices: Devices) -> None:
    pane.top.record.click()
    devices.speak(hum(0.8))
    devices.unplug()
    qtbot.waitUntil(lambda: not pane.sources.recorder.recording())
    qtbot.waitUntil(pane.is_settled)
    assert pane.state.sound is not None
    assert pane.state.sound.seconds == pytest.approx(0.8)
    assert not pane.top.record.isChecked()
    assert "microphone is gone; what it gave before is kept" in pane.message.text()  # still, now that it is listened to


def test_a_device_that_gives_nothing_is_told_of(pane: ListenPane, qtbot: QtBot, devices: Devices) -> None:
    before = pane.state.sound
    pane.top.record.click()
    devices.unplug()
    qtbot.waitUntil(lambda: "microphone is gone" in pane.message.text())
    assert pane.state.sound is before
    assert not pane.top.record.isChecked()


def test_a_hidden_pane_does_not_go_on_recording(pane: ListenPane, devices: Devices) -> None:
    pane.top.record.click()
    pane.hide()
    assert not pane.sources.recorder.recording()


class _NoLibrary:
    """Stands for sounddevice without PortAudio."""

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> None:
        if name == "sounddevice":
            raise OSError("PortAudio library not found")


class _NoPackage:
    def find_spec(self, name: str, path: Any = None, target: Any = None) -> None:
        if name == "sounddevice":
            raise ImportError(name)


@pytest.mark.parametrize(
    ("finder", "advice"), [(_NoLibrary(), "apt install libportaudio2"), (_NoPackage(), "pip install sounddevice")]
)
def test_without_the_library_one_sentence_says_what_to_install(
    finder: Any, advice: str, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(sys.modules, "sounddevice", raising=False)
    monkeypatch.setattr(sys, "meta_path", [finder, *sys.meta_path])
    recorder, said = Recorder(), []
    recorder.failed.connect(said.append)
    assert not recorder.start()
    assert len(said) == 1
    assert advice in said[0]


def test_where_no_device_can_be_opened_one_sentence_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    class Refusing(Exception):
        pass

    class Library:
        PortAudioError, InputStream, OutputStream = Refusing, None, None

    def stream(**options: Any) -> Any:
        raise Refusing("Error querying device -1")

    Library.InputStream = Library.OutputStream = staticmethod(stream)  # type: ignore[assignment]
    monkeypatch.setattr(real, "_sounddevice", lambda: Library)
    with pytest.raises(real.NoDevice, match="No microphone can be opened"):
        real.open_input(RATE, lambda samples: None)


def test_without_a_loudspeaker_the_cursor_moves_in_silence(
    pane: ListenPane, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none(rate: int, fill: Any) -> Any:
        raise real.NoDevice("No loudspeaker can be opened, so nothing is heard.")

    monkeypatch.setattr("attnviz.ui.sound.devices.open_output", none)
    said: list[str] = []
    pane.said.connect(said.append)
    pane.toggle_play()
    assert pane.player.playing()
    pane.toggle_play()
    pane.toggle_play()
    assert said == ["No loudspeaker can be opened, so nothing is heard."]
    pane.player.stop()
