"""What the parts of the Listen pane share: the sound, what is done to it and forced on its letters, and what was heard."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from attnviz.engine.attention.messages import Attention, AttentionBetween, Words
from attnviz.engine.listen import as_numbers
from attnviz.engine.listen.messages import Edit, Listen
from attnviz.ui.attention.map_choice import MapChoice, ShownMap, shown_map
from attnviz.ui.history import History
from attnviz.ui.widgets.selection import Selection, Spot

if TYPE_CHECKING:
    from attnviz.engine.listen.messages import Heard, Word
    from attnviz.engine.listen.sounds import Sound
    from attnviz.engine.translate.messages import Beam
    from attnviz.ui.attention.map_choice import Answer

TOOLS = ("select", "mute", "noise")


@dataclass(frozen=True)
class Variation:
    """What a person makes of a sound: ids held in each stretch (``beam``: a whole beam), edits, speed; with undo and redo."""

    held: tuple[tuple[int, ...], ...] = ()
    beam: bool = False
    edits: tuple[Edit, ...] = ()
    speed: float = 1.0


PLAIN = Variation()


class ListenState(QObject):
    """Parts change it through its methods and draw on its signals."""

    sound_changed = Signal()  # another sound, not yet heard
    heard_changed = Signal()  # another answer, not yet drawn
    map_changed = Signal()  # a map of it is to be drawn
    varied = Signal()  # something else is to be asked for
    stretch_changed = Signal()
    tool_changed = Signal()
    given = Signal(object)  # a Sound that is to be listened to
    said = Signal(str)  # one sentence for the status line
    failed = Signal(str)  # one sentence why something cannot be done; "" takes it back
    refused = Signal(object)  # a ``Failure`` or a ``Refused``
    play_wanted = Signal(float, float)  # seconds of what is shown

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.selection = Selection(self)
        self.model = ""
        self.card: dict[str, Any] = {}
        self.sound: Sound | None = None
        self.variations: History[Variation] = History(PLAIN, most=200)
        self.transcript: str | None = None
        self.heard: Heard | None = None
        self.answer: Answer = ()
        self.head = 0  # which of the maps of ``heard`` is shown
        self.letters: dict[int, Word] = {}  # when each letter of the answer was said, by its token
        self.beams: tuple[Beam, ...] = ()
        self.choice = MapChoice()
        self.map: ShownMap | None = None
        self.stretch: tuple[float, float] | None = None
        self.tool = TOOLS[0]

    @property
    def variation(self) -> Variation:
        return self.variations.current

    def take(self, sound: Sound) -> None:
        """Another sound: what was done to the last one is forgotten."""
        self.sound, self.transcript = sound, None
        self.variations.begin(PLAIN)
        self.beams = ()
        self.set_stretch(None)
        self.selection.replace(None, None)
        self.sound_changed.emit()

    def vary(self, **changes: Any) -> None:
        """Force or do something else; other edits or another speed let go what was held."""
        after = replace(self.variation, **changes)
        if (after.edits, after.speed) != (self.variation.edits, self.variation.speed):
            after = replace(after, held=(), beam=False)
        if after != self.variation:
            self.variations.add(after)
            self.varied.emit()

    def undo(self) -> None:
        if self.variations.undo():
            self.varied.emit()

    def redo(self) -> None:
        if self.variations.redo():
            self.varied.emit()

    def set_transcript(self, text: str | None) -> None:
        """The person's own words in place of the model's; None for the model's."""
        if text != self.transcript:
            self.transcript = text
            self.varied.emit()

    def request(self, beams: int) -> Listen | None:
        """What is asked now; None without a sound or a model."""
        if self.sound is None or not self.model:
            return None
        varied = self.variation
        return Listen(
            self.sound.samples,
            self.model,
            beams=beams,
            held=() if self.transcript is not None else varied.held,
            transcript=self.transcript,
            edits=varied.edits,
            speed=varied.speed,
        )

    def show(self, heard: Heard) -> None:
        """Another answer is to be shown. Pins stay on their letters where these are the same."""
        before = self.heard
        self.heard = heard
        self.choose_head(self.head if before is not None and before.heads == heard.heads else 0)
        spoken = [i for i, token in enumerate(heard.tokens) if token.kind == "word"]
        times = as_numbers.letters_of(heard)
        self.letters = dict(zip(spoken, times, strict=True))
        if heard.beams and not (self.variation.beam and heard.request.held):
            self.beams = heard.beams
        elif heard.request.transcript is not None or len(heard.stretches) > 1 or heard.ctc is None:
            self.beams = ()
        same = before is not None and [t.id for t in before.tokens] == [t.id for t in heard.tokens]
        if not same or before is None or len(before.frames) != len(heard.frames):
            self.selection.replace(None, None)
        self.heard_changed.emit()

    def choose_head(self, head: int) -> None:
        """Of a model that a person opened: the map of all heads that align, 0, or of one of them."""
        assert self.heard is not None
        self.head = head
        weights = self.heard.attention.weights[:, head : head + 1]
        attention = Attention(self.heard.attention.kind, weights)
        self.answer = (AttentionBetween(attention, Words(self.heard.tokens), self.heard.frames),)

    def choose(self, choice: MapChoice) -> None:
        """Show a map of the answer, if there is one."""
        if self.heard is not None:
            self.choice, self.map = choice, shown_map(self.answer, choice)
            self.map_changed.emit()

    def set_stretch(self, stretch: tuple[float, float] | None) -> None:
        """Choose a stretch of what is shown, in seconds."""
        if stretch != self.stretch:
            self.stretch = stretch
            self.stretch_changed.emit()

    def set_tool(self, tool: str) -> None:
        """What marking a stretch does."""
        if tool != self.tool:
            self.tool = tool
            self.tool_changed.emit()

    def mark(self, start: float, end: float) -> None:
        """A stretch was marked: choose it, or mute it or cover it with noise."""
        if self.tool == TOOLS[0]:
            self.set_stretch((start, end))
        else:
            self.cover(start, end, self.tool)

    def cover(self, start: float, end: float, kind: str) -> None:
        """Mute a stretch of what is shown, or cover it with noise."""
        speed = self.variation.speed
        edit = Edit(round(start * speed, 4), round(end * speed, 4), kind)
        self.vary(edits=(*self.variation.edits, edit))

    def covered(self) -> tuple[Edit, ...]:
        """The edits of the answer, in seconds of what is shown."""
        if self.heard is None:
            return ()
        request = self.heard.request
        return tuple(Edit(e.start / request.speed, e.end / request.speed, e.kind) for e in request.edits)

    def row_tokens(self, row: int) -> tuple[int, ...]:
        """The tokens of a row of the map."""
        return () if self.map is None or row >= len(self.map.picture.rows) else self.map.picture.row_tokens[row]

    def moment_of(self, row: int) -> tuple[float, float] | None:
        """When a row of the map was said: its letter's time, or where its attention is strongest."""
        tokens = self.row_tokens(row)
        if self.heard is None or not tokens:
            return None
        seconds = self.heard.frames.seconds
        found = [self.letters[i] for i in tokens if i in self.letters]
        if found:
            return found[0].start, max(found[-1].end, found[0].start + seconds)
        frame = int(self.heard.attention.weights[0, 0, tokens[0]].argmax())
        return frame * seconds, (frame + 1) * seconds

    def row_at(self, second: float) -> Spot | None:
        """The letter that listens most at a second, with the frame; nothing where none does."""
        if self.heard is None or self.map is None:
            return None
        picture = self.map.picture
        frame = int(second / self.heard.frames.seconds)
        if not picture.rows or not 0 <= frame < picture.weights.shape[1]:
            return None
        row = int(picture.weights[:, frame].argmax())
        return Spot(row=row) if picture.weights[row, frame] > 0.02 else None

    def words(self) -> tuple[Word, ...]:
        return () if self.heard is None else self.heard.words
