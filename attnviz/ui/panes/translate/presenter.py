"""What is seen of a translation: the chosen map and the words of both sentences; pins stay on their tokens."""

from __future__ import annotations

from dataclasses import replace

from attnviz.engine.attention.maps import MapPicture
from attnviz.engine.attention.messages import CROSS
from attnviz.ui.attention.map_choice import MapChoice, ShownMap, shown_map
from attnviz.ui.panes.translate.linked_selection import LinkedSelections
from attnviz.ui.panes.translate.state import TranslateState
from attnviz.ui.widgets.selection import moved


class Presenter:
    """Makes the map that is wanted out of the state's translation and shows it; the same choice gives the same map."""

    def __init__(self, state: TranslateState) -> None:
        self._state = state
        self._links = LinkedSelections(state.word_selection, state.selection, state)
        self._tokens: tuple[tuple[int, ...], ...] = ()  # of source and target, by their ids

    def show(self, choice: MapChoice) -> None:
        """Show a map of the translation, if there is one."""
        state = self._state
        if state.result is None:
            return
        kind = choice.view.kind
        map = shown_map(state.answer, choice)
        words = map.picture if kind == CROSS else self._best_picture(choice)
        tokens = tuple(tuple(t.id for t in side) for side in (state.result.source_tokens, state.result.target_tokens))
        if tokens == self._tokens:
            self._keep_spots(map, words, kind)
        else:
            for selection in (state.selection, state.word_selection):
                selection.replace(None, None)
        self._tokens = tokens
        self._links.set_kind(kind)
        state.show_map(choice, map, words)

    def _best_picture(self, choice: MapChoice) -> MapPicture:
        """While another kind is shown, the words are those of the cross-attention that aligns best."""
        hiding = {name: getattr(choice.view, name) for name in ("words", "hide_special", "hide_punctuation")}
        return shown_map(self._state.answer, MapChoice(replace(self._state.best.view, **hiding))).picture

    def _keep_spots(self, map: ShownMap, words: MapPicture, kind: str) -> None:
        """Move what is pointed at to where its token stands now."""
        before, words_before = self._state.map, self._state.words
        if before is None or words_before is None:
            return
        pointed, in_map = self._state.word_selection, self._state.selection
        at = [moved(spot, words_before, words) for spot in (pointed.hovered, pointed.pinned)]
        if kind == self._links.kind():
            in_map.replace(*[moved(s, before.picture, map.picture) for s in (in_map.hovered, in_map.pinned)])
        pointed.replace(*at)
