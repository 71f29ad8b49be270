"""What the parts of the Look pane share: the photo, the answer about it, the classes looked at, and how maps are drawn."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from attnviz.lazy_numpy import np
from attnviz.ui.files.pixels import brought_down, to_image

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import QImage

    from attnviz.engine.look.messages import Looked

GATE, CLASS, STAGES, NONE = "gate", "class", ("stage1", "stage2", "stage3"), "none"
LAYERS = (GATE, CLASS, *STAGES, NONE)
SWITCHES = ("smooth", "boxes", "beside")  # fields of ``Style`` that are on or off
SMALL = 1024  # pixels of the longer side of a photo where several are seen at once


@dataclass(frozen=True, eq=False)
class Photo:
    """A picture uint8 [H, W, C] (C = 1, 3 or 4), what it is called ("" from the clipboard), its file if it has one, and how many
    pixels that has across and down where it was brought down to ``pixels``."""

    pixels: np.ndarray
    name: str = ""
    path: Path | None = None
    full: tuple[int, int] | None = None

    @cached_property
    def image(self) -> QImage:
        """For the screen, made once."""
        return to_image(self.pixels)

    @cached_property
    def small(self) -> QImage:
        """The same with at most ``SMALL`` pixels a side: for several views beside each other."""
        image = self.image
        return brought_down(image, SMALL)


@dataclass(frozen=True)
class Style:
    """How a map lies over the photo: which ``layer``, which ``way``, its colour ``scale``, ``opacity`` 0..1; ``smooth`` False
    shows the true cells; ``boxes`` frames what was found, ``beside`` shows the plain photo too."""

    layer: str = GATE
    way: str = "overlay"
    scale: str = "attnviz"
    opacity: float = 0.7
    smooth: bool = True
    boxes: bool = True
    beside: bool = True


class LookState(QObject):
    """Every part listens to this and changes this, never another part."""

    photo_changed = Signal()  # there is another photo, not yet looked at
    answer_changed = Signal()  # ``answer`` is new
    painted_changed = Signal()  # ``painted`` is new
    classes_changed = Signal()  # ``chosen`` or ``other`` is another class
    style_changed = Signal()  # ``style`` changed
    model_changed = Signal()  # another model; its card is known
    given = Signal(object)  # a Photo that is to be looked at
    said = Signal(str)  # one sentence for the status line
    failed = Signal(str)  # one sentence why something cannot be done; "" takes it back
    refused = Signal(object)  # a ``Failure`` that is to be told

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.model = ""
        self.card: dict[str, Any] = {}
        self.captioner = ""  # the model that tells photos, where there is one
        self.photo: Photo | None = None
        self.answer: Looked | None = None
        self.painted: Looked | None = None  # one look at the photo as it is painted over, while that is what is shown
        self.chosen, self.other = 0, 1  # classes, by their numbers among ``answer.labels``
        self.style = Style()

    def set_model(self, id: str, card: dict[str, Any]) -> None:
        """Another model; what the old one said is gone."""
        self.model, self.card, self.answer, self.painted = id, card, None, None
        self.model_changed.emit()

    def take(self, photo: Photo) -> None:
        """Show a photo that is about to be looked at."""
        self.photo, self.answer, self.painted = photo, None, None
        self.photo_changed.emit()

    def show(self, answer: Looked) -> None:
        """Show what the model makes of the photo; the best class is chosen, the next best stands beside it."""
        self.answer, self.painted = answer, None
        self.chosen, self.other = (score.index for score in answer.top[:2])
        self.answer_changed.emit()

    def show_painted(self, painted: Looked | None) -> None:
        """Tell what one look says of the photo as it is painted; None where that is not what is shown."""
        if painted is not self.painted:
            self.painted = painted
            self.painted_changed.emit()

    def preferred(self) -> str:
        """The class that a person chose; "" where it is the best one, which would be chosen anyway."""
        answer = self.answer
        return "" if answer is None or self.chosen == answer.top[0].index else answer.labels[self.chosen]

    def told(self) -> Looked | None:
        """The answer whose probabilities are told: of the photo, or of what is painted over it."""
        return self.answer if self.painted is None else self.painted

    def unsure_below(self) -> float:
        """The probability of the best class, 0..1, below which it is wrong at least as often as right, by the model's card; 0
        where it tells none.
        """
        metrics = self.card.get("metrics")
        level = metrics.get("unsure_below") if isinstance(metrics, dict) else None
        return level / 100 if isinstance(level, (int, float)) and 0 <= level <= 100 else 0.0

    def is_unsure(self) -> bool:
        """Whether the model is too unsure of the photo for its answer to be taken for one."""
        told = self.told()
        return told is not None and bool(told.top) and told.top[0].probability < self.unsure_below()

    def choose(self, index: int) -> None:
        """Look at the evidence for another class; the one beside it changes places with it where it is the same."""
        if self.answer is not None and 0 <= index < len(self.answer.labels) and index != self.chosen:
            self.other = self.chosen if index == self.other else self.other
            self.chosen = index
            self.classes_changed.emit()

    def compare_with(self, index: int) -> None:
        """Set another class beside the chosen one; they change places where it is the same."""
        if self.answer is not None and 0 <= index < len(self.answer.labels) and index != self.other:
            self.chosen = self.other if index == self.chosen else self.chosen
            self.other = index
            self.classes_changed.emit()

    def set_style(self, **changes: Any) -> None:
        """Draw maps in another way."""
        style = replace(self.style, **changes)
        if style != self.style:
            self.style = style
            self.style_changed.emit()

    def layers(self) -> tuple[str, ...]:
        """The maps that the answer has."""
        answer = self.answer
        if answer is None:
            return LAYERS
        gate = (GATE,) if answer.spatial_map is not None else ()
        return (*gate, CLASS, *STAGES[: len(answer.stages)], NONE)

    def map(self, layer: str) -> np.ndarray | None:
        """A map [h, w] over the whole photo: see ``map_of``; None where there is none."""
        return None if self.answer is None else map_of(self.answer, layer, self.chosen)


def map_of(answer: Looked, layer: str, chosen: int) -> np.ndarray | None:
    """A map [h, w] of an answer: gate and stages 0..1, the chosen class's signed evidence; None where there is none."""
    if layer == NONE:
        return None
    if layer == GATE:
        return answer.spatial_map
    if layer == CLASS:
        return np.asarray(answer.class_maps[chosen])
    number = STAGES.index(layer)
    return answer.stages[number].spatial_map if number < len(answer.stages) else None
