"""How an answer is drawn in the Translate pane: its map, the words of both sentences, the details and the comparison."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject

from attnviz.engine.attention.maps import MapPicture
from attnviz.engine.translate.messages import Beam, Translation
from attnviz.ui.panes.translate import map_choice
from attnviz.ui.panes.translate.choices import Choices
from attnviz.ui.panes.translate.compared_model import ComparedModel
from attnviz.ui.panes.translate.default_map import DefaultMap
from attnviz.ui.panes.translate.details import DetailsPanel
from attnviz.ui.panes.translate.export import Shown
from attnviz.ui.panes.translate.linked_selection import LinkedSelections
from attnviz.ui.panes.translate.map_choice import MapChoice, ShownMap
from attnviz.ui.panes.translate.measurements import Measures
from attnviz.ui.panes.translate.model_bar import ModelBar
from attnviz.ui.panes.translate.picture_frame import PictureFrame
from attnviz.ui.panes.translate.sentences import Sentences
from attnviz.ui.widgets.selection import Selection, moved


class Presenter:
    """Keeps the map that is shown; what is pinned in it or in the words stays on its token when another is drawn."""

    def __init__(
        self,
        *,
        selection: Selection,
        words: Selection,
        models: ModelBar,
        sentences: Sentences,
        frame: PictureFrame,
        panel: DetailsPanel,
        first: DefaultMap,
        measures: Measures,
        other: ComparedModel,
        parent: QObject,
    ) -> None:
        self._selection, self._word_selection = selection, words
        self._links = LinkedSelections(words, selection, parent)
        self._models, self._sentences, self._frame, self._panel = models, sentences, frame, panel
        self._first, self._measures, self._other = first, measures, other
        self._words: MapPicture | None = None  # of the cross-attention, for the token rows
        self._tokens: tuple[tuple[int, ...], ...] = ()  # of source and target, by their ids
        self.shown: ShownMap | None = None

    def draw(self, result: Translation, choices: Choices, beams: Sequence[Beam]) -> None:
        """Draw an answer as the controls say."""
        choice = self._first.choice(result)
        kind = choice.view.kind
        shown = map_choice.shown_map(result, choice)
        words = map_choice.words_picture(result, choice, shown, self._first.best.view)
        tokens = tuple(tuple(t.id for t in side) for side in (result.source_tokens, result.target_tokens))
        if tokens == self._tokens:
            self._keep_spots(shown, words, kind)
        else:
            for selection in (self._selection, self._word_selection):
                selection.replace(None, None)
        self.shown, self._words, self._tokens = shown, words, tokens
        self._links.set_kind(kind)
        self.turn_page(result)
        self._frame.draw(shown)
        self._sentences.show_result(result, words, choices.current)
        self._sentences.show_choice(choices)
        self._panel.show_result(result, shown.picture, beams, kind=kind)
        self._panel.truth.setEnabled(kind != map_choice.DECODER)
        self._measures.map_shown(result, choice)
        self._word(result, shown, choice)
        self._frame.light_heads(self._selection.shown)
        self.show_other(result)

    def turn_page(self, result: Translation | None) -> None:
        """Show the picture that is chosen: map, lines, positions or comparison."""
        page = self._frame.view.picture()
        if page == "heatmap" and self._models.compared_id() and self._other.is_wanted():
            page = "compare"
        self._frame.show_page(page, heads=map_choice.has_heads(result))
        if page == "positions" and result is not None:
            self._frame.positions.show_model(result.request.model)

    def show_other(self, result: Translation | None) -> None:
        """Show the other model's map where it is compared."""
        if result is not None and self._frame.page() == "compare":
            self._other.show(result, self._first.choice(result), self._models.about(result.request.model))

    def retranslate(self, result: Translation | None) -> None:
        """Say again what the map is."""
        if result is not None and self.shown is not None:
            self._word(result, self.shown, self._first.choice(result))
            self.show_other(result)

    def to_save(self, result: Translation) -> Shown | None:
        """What is seen, for a file."""
        if self.shown is None:
            return None
        signed = self._frame.compare.shown() if self._frame.page() == "compare" else None
        return Shown(
            result,
            signed or self.shown.picture,
            self._first.choice(result),
            self.shown,
            lines=self._frame.view.picture() == "lines",
            signed=signed is not None,
        )

    def _keep_spots(self, shown: ShownMap, words: MapPicture, kind: str) -> None:
        """Move what is pointed at to where its token stands now."""
        before, words_before = self.shown, self._words
        if before is None or words_before is None:
            return
        pointed, in_map = self._word_selection, self._selection
        at = [moved(spot, words_before, words) for spot in (pointed.hovered, pointed.pinned)]
        if kind == self._links.kind():
            in_map.replace(*[moved(s, before.picture, shown.picture) for s in (in_map.hovered, in_map.pinned)])
        pointed.replace(*at)

    def _word(self, result: Translation, shown: ShownMap, choice: MapChoice) -> None:
        self._frame.word(result, shown, choice, best=self._first.best, taught=self._first.taught())
