"""What the parts of the Latent pane share: the code that is shown with its undo history, and the model it belongs to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from attnviz.lazy_numpy import np
from attnviz.ui.history import History

if TYPE_CHECKING:
    from collections.abc import Sequence

    from attnviz.engine.latent.messages import CodeMap, EncodedPicture

REACH = 30.0  # further from 0 no value of a code goes
LIVING = 0.05  # nats; a dimension whose mean KL is less says nothing
MOST_UNDO = 200
MOST_BYTES = 256 << 20  # of the pictures to which one can go back


@dataclass(frozen=True)
class Origin:
    """Where a picture comes from: ``kind`` sample, file, clipboard, drop, drawing or codes; its name or its number."""

    kind: str
    name: str = ""
    index: int = -1


@dataclass(frozen=True, eq=False)
class Anchor:
    """A picture that was encoded (or a code that was read, without any), to which one returns: mu and std [D]."""

    mu: np.ndarray
    std: np.ndarray
    origin: Origin
    encoded: EncodedPicture | None = None


@dataclass(frozen=True, eq=False)
class KeptCode:
    """What is left of a model when another is shown: values and anchors one can go back to, and which are locked."""

    history: History[tuple[np.ndarray, Anchor]]
    locked: frozenset[int]


def _is_heavy(steps: Sequence[tuple[np.ndarray, Anchor | None]]) -> bool:
    """Whether the pictures of these steps take more memory than undo may hold."""
    pictures = {id(anchor): anchor.encoded.request.picture for _, anchor in steps if anchor and anchor.encoded}
    return sum(picture.nbytes for picture in pictures.values()) > MOST_BYTES


class Code(QObject):
    """The values of the sliders. ``moved`` tells each change with the picture that goes with it, where that is known.

    Between ``begin`` and the first ``take`` there are no values, and nothing moves or is locked.
    """

    moved = Signal(object)
    settled = Signal()  # a change is complete
    anchor_changed = Signal()  # another picture is the anchor

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.z = np.zeros(0, np.float32)
        self.anchor: Anchor | None = None
        self.locked: set[int] = set()
        self._history: History[tuple[np.ndarray, Anchor]] = History(most=MOST_UNDO)

    def begin(self) -> None:
        """Forget everything: the codes of another model mean something else."""
        self.z, self.anchor = np.zeros(0, np.float32), None
        self._history = History(most=MOST_UNDO)
        self.locked = set()

    def keep(self) -> KeptCode | None:
        """All there is to ``come_back`` to; None before the first ``take``."""
        if self.anchor is None:
            return None
        self._finish()
        return KeptCode(self._history, frozenset(self.locked))

    def come_back(self, kept: KeptCode) -> None:
        """Go on where ``keep`` was."""
        self._history, self.locked = kept.history, set(kept.locked)
        self._show_current()

    def take(self, anchor: Anchor, z: np.ndarray | None = None) -> None:
        """Show another picture: its code, or one that was reached from it."""
        self.anchor = anchor
        self.z = np.array(anchor.mu if z is None else z, np.float32)
        self._remember()
        self.anchor_changed.emit()
        self.moved.emit(anchor.encoded.reconstruction if anchor.encoded is not None and z is None else None)
        self.settled.emit()

    def set(self, dimension: int, value: float) -> None:
        """Move one value; ``finish_move`` ends the move."""
        if dimension < len(self.z):
            self.z[dimension] = min(max(value, -REACH), REACH)
            self.moved.emit(None)

    def lock(self, dimension: int, on: bool) -> None:
        """Let nothing but its own slider move a value, or anything again."""
        if dimension < len(self.z):
            (self.locked.add if on else self.locked.discard)(dimension)

    def slide(self, z: np.ndarray, picture: np.ndarray | None = None, *, all_of_it: bool = False) -> None:
        """Move to a code; locked values stay, and ``picture`` is shown if none did, unless ``all_of_it`` is taken."""
        target = np.clip(np.asarray(z, np.float32), -REACH, REACH).copy()
        if target.shape != self.z.shape:
            return  # the code of another model
        held = [] if all_of_it else [k for k in self.locked if target[k] != self.z[k]]
        target[held] = self.z[held]
        self.z = target
        self.moved.emit(None if held else picture)

    def go(self, z: np.ndarray, picture: np.ndarray | None = None, *, all_of_it: bool = False) -> None:
        """Move to a code and stay there."""
        self.slide(z, picture, all_of_it=all_of_it)
        self.finish_move()

    def finish_move(self) -> None:
        """A move is complete: it can be undone from here."""
        if self.anchor is None:
            return
        self._finish()
        self.settled.emit()

    def _finish(self) -> None:
        if not np.array_equal(self._history.current[0], self.z):
            self._remember()

    def _remember(self) -> None:
        assert self.anchor is not None
        self._history.add((self.z.copy(), self.anchor))
        self._history.shorten(_is_heavy)

    @property
    def can_undo(self) -> bool:
        return self._history.can_undo

    @property
    def can_redo(self) -> bool:
        return self._history.can_redo

    def undo(self) -> None:
        """Take the last change back."""
        self._follow(self._history.undo())

    def redo(self) -> None:
        """Make the change again that was taken back."""
        self._follow(self._history.redo())

    def _follow(self, moved: bool) -> None:
        if moved:
            self._show_current()

    def _show_current(self) -> None:
        z, anchor = self._history.current
        self.z = z.copy()
        if anchor is not self.anchor:
            self.anchor = anchor
            self.anchor_changed.emit()
        self.moved.emit(None)
        self.settled.emit()


class LatentState(QObject):
    """The model that is shown, its samples, the order of its dimensions, what the person calls them, and the code."""

    said = Signal(str)  # a short sentence for the status line
    failed = Signal(str)  # a sentence about what did not work
    refused = Signal(object)  # a ``Failure`` that is to be told
    model_chosen = Signal()  # nothing is known of it yet
    dimensions_ordered = Signal()  # the order of the dimensions is known
    samples_changed = Signal()  # the codes of the samples are there
    renamed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.model = ""
        self.about: dict[str, Any] = {}  # the card of the model
        self.code = Code(self)
        self.shown: np.ndarray | None = None  # the picture of the code
        self.samples: CodeMap | None = None
        self._spread: np.ndarray | None = None  # of their codes [D]
        self.order: tuple[int, ...] = ()  # dimensions by KL, the living ones first
        self.living = 0
        self.names: dict[str, dict[int, str]] = {}
        self.kept: dict[str, KeptCode] = {}  # of the models that were shown before

    def choose(self, model: str, about: dict[str, Any]) -> None:
        """Begin anew with another model; the code of the one before is kept."""
        if (kept := self.code.keep()) is not None:
            self.kept[self.model] = kept
        self.model, self.about = model, about
        self.samples, self._spread, self.shown, self.order, self.living = None, None, None, (), 0
        self.code.begin()
        self.model_chosen.emit()

    def show_samples(self, samples: CodeMap) -> None:
        """Take the codes of the samples; their mean KL orders the dimensions."""
        mu, std = samples.mu.astype(np.float64), np.maximum(samples.std.astype(np.float64), 1e-4)
        self.samples = samples
        self._spread = np.maximum(samples.mu.std(0), 0.05).astype(np.float32)
        self._sort((0.5 * (mu**2 + std**2 - 1 - 2 * np.log(std))).mean(0))
        self.samples_changed.emit()

    def show_only(self, kl: np.ndarray) -> None:
        """Without samples the picture's own KL orders the dimensions."""
        if not self.order:
            self._sort(kl)

    def _sort(self, kl: np.ndarray) -> None:
        self.order = tuple(np.argsort(-kl, kind="stable").tolist())
        self.living = max(int((kl >= LIVING).sum()), 1)
        self.dimensions_ordered.emit()

    def living_dimensions(self) -> tuple[int, ...]:
        """Those that say something, the most telling first."""
        return self.order[: self.living]

    def name_of(self, dimension: int) -> str:
        """What the person calls a dimension, else the factor that it was measured to carry, else its number."""
        return self.names.get(self.model, {}).get(dimension) or self.carried_by(dimension) or f"z{dimension}"

    def carried_by(self, dimension: int) -> str:
        """The factor that a dimension was measured to carry, by the model's card, in the language of now; "" for none."""
        from attnviz.ui.panes.latent.texts import label_name

        carries = self.about.get("carries")
        told = carries.get(str(dimension)) if isinstance(carries, dict) else None
        factor = told.get("factor") if isinstance(told, dict) else None
        return label_name(factor) if isinstance(factor, str) else ""

    def rename(self, dimension: int, name: str) -> None:
        """Keep the person's own word for a dimension; "" forgets it."""
        own = self.names.setdefault(self.model, {})
        if name.strip():
            own[dimension] = name.strip()[:40]
        else:
            own.pop(dimension, None)
        self.renamed.emit()

    def spread(self) -> np.ndarray:
        """How far the codes of the data spread, [D]; that of the prior where there are no samples."""
        return np.ones(len(self.order), np.float32) if self._spread is None else self._spread

    def paints_samples(self) -> bool:
        """Whether the samples are no pictures of the data but what the model paints of their codes."""
        data = self.about.get("data")
        return isinstance(data, dict) and data.get("samples") == "painted by the model"

    def label_of(self, sample: int) -> str:
        """What is known of a sample, in words."""
        from attnviz.ui.panes.latent.texts import label_text

        if self.samples is None or not 0 <= sample < len(self.samples.labels):
            return ""
        pairs = zip(self.samples.label_names, self.samples.labels[sample].tolist(), strict=True)
        return " · ".join(filter(None, (label_text(self.model, name, value) for name, value in pairs)))
