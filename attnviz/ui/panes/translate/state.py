"""What the parts of the Translate pane share: the translation that is shown, which map of it, and what is known beside it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from attnviz.engine.attention.head_statistics import BestMap
from attnviz.engine.attention.maps import MapPicture, MapView
from attnviz.engine.attention.messages import CROSS
from attnviz.engine.translate import axes
from attnviz.ui.attention.map_choice import Answer, MapChoice, ShownMap, shown_map
from attnviz.ui.panes.translate.choices import Choices
from attnviz.ui.panes.translate.linked_selection import LinkedSelections
from attnviz.ui.widgets.selection import Selection, moved

if TYPE_CHECKING:
    from attnviz.engine.translate.messages import Beam, HeadAblation, Translation


class TranslateState(QObject):
    """Parts change it through its methods and draw on its signals."""

    result_changed = Signal()  # another translation, not yet drawn
    map_changed = Signal()  # a map of it is to be drawn
    compared_changed = Signal()
    ablation_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.choices = Choices()  # what a person makes the translation be
        self.selection, self.word_selection = Selection(self), Selection(self)  # in the map, in both sentences
        self._links = LinkedSelections(self.word_selection, self.selection, self)
        self._tokens: tuple[tuple[int, ...], ...] = ()  # of source and target, by their ids
        self.result: Translation | None = None
        self.answer: Answer = ()  # its attention with the words between which it lies
        self.beams: tuple[Beam, ...] = ()  # of the last search; they stay while one of them is looked at
        self.best = BestMap(MapView())  # of the model that answered last and has several heads
        self.taught: tuple[str, int, int] | None = None  # its head that was taught to align
        self.choice = MapChoice()
        self.map: ShownMap | None = None
        self.words: MapPicture | None = None  # of the cross-attention, for the words of both sentences
        self.compared: Translation | None = None  # by another model
        self.ablation: HeadAblation | None = None  # what is known of each head's effect

    def take(self, result: Translation) -> None:
        """Another translation is to be shown; effects stay known where they are of the same."""
        self.result, self.answer = result, axes.between(result)
        if result.beams and not (self.choices.current.beam and result.request.prefix):
            self.beams = result.beams
        elif result.request.target is not None:
            self.beams = ()
        if self.ablation is not None and not _is_of(self.ablation, result):
            self.ablation = None
        self.result_changed.emit()

    def choose(self, choice: MapChoice) -> None:
        """Show a map of the translation, if there is one; the same choice gives the same map. Pins stay on their tokens."""
        if self.result is None:
            return
        kind = choice.view.kind
        map = shown_map(self.answer, choice)
        words = map.picture if kind == CROSS else self._best_picture(choice)
        tokens = tuple(tuple(t.id for t in side) for side in (self.result.source_tokens, self.result.target_tokens))
        if tokens == self._tokens:
            self._keep_spots(map, words, kind)
        else:
            for selection in (self.selection, self.word_selection):
                selection.replace(None, None)
        self._tokens = tokens
        self._links.set_kind(kind)
        self.choice, self.map, self.words = choice, map, words
        self.map_changed.emit()

    def _best_picture(self, choice: MapChoice) -> MapPicture:
        """While another kind is shown, the words are those of the cross-attention that aligns best."""
        hiding = {name: getattr(choice.view, name) for name in ("words", "hide_special", "hide_punctuation")}
        return shown_map(self.answer, MapChoice(replace(self.best.view, **hiding))).picture

    def _keep_spots(self, map: ShownMap, words: MapPicture, kind: str) -> None:
        """Move what is pointed at to where its token stands now."""
        before, words_before = self.map, self.words
        if before is None or words_before is None:
            return
        pointed, in_map = self.word_selection, self.selection
        at = [moved(spot, words_before, words) for spot in (pointed.hovered, pointed.pinned)]
        if kind == self._links.kind():
            in_map.replace(*[moved(s, before.picture, map.picture) for s in (in_map.hovered, in_map.pinned)])
        pointed.replace(*at)

    def set_compared(self, result: Translation | None) -> None:
        """Another model has read the translation; None for no other model."""
        self.compared = result
        self.compared_changed.emit()

    def set_ablation(self, ablation: HeadAblation | None) -> None:
        """So much is known of what switching each head off does."""
        self.ablation = ablation
        self.ablation_changed.emit()


def _is_of(ablation: HeadAblation, result: Translation) -> bool:
    """Whether effects that are known are those of a translation."""
    known, asked = ablation.request, result.request
    ids = tuple(token.id for token in result.target_tokens)
    return (known.text, known.model, known.target_ids, known.heads_off) == (
        asked.text,
        asked.model,
        ids,
        asked.heads_off,
    )
