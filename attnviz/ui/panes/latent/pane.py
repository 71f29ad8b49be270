"""The Latent pane: a picture packed into a few numbers, each of which is a slider."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from attnviz import defaults
from attnviz.engine.latent.messages import CodeMap, Decode, Decoded, Encode, EncodedPicture, MapCodes
from attnviz.ui import theme
from attnviz.ui.panes.latent.state import Anchor, LatentState, Origin
from attnviz.ui.panes.questions import Question
from attnviz.ui.panes.sectioned_pane import SectionedPane
from attnviz.ui.widgets.named import named

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QDragEnterEvent, QDropEvent

    from attnviz.engine.messages import Failure, Model, Models
    from attnviz.lazy_numpy import np
    from attnviz.ui.attention.figure import AnyFigure
    from attnviz.ui.commands import Actions
    from attnviz.ui.panes.latent.details import DetailsPanel


EVEN, WIDE = "even", "wide"  # how picture and section share the room
SHARES = {EVEN: [390, 450], WIDE: [230, 610]}
WIDE_SECTIONS = ("traverse", "interpolate", "map")  # whose many pictures want it


class LatentPane(SectionedPane):
    """Encodes pictures and decodes the code as it moves. Sections: sliders, traverse, interpolate, map and encode; the state keeps
    what they show."""

    id = "latent"
    kind = "vae"
    favourite = defaults.AUTOENCODER
    no_model = "no_vae"

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.state = LatentState(self)
        self.beginnings: dict[str, dict[str, Any]] = {}  # of the last time, by model, until it is shown
        self._mapping = Question(self.ask, self.show_samples, self._go_without_samples)
        self._encoding = Question(self.ask, self.show_encoded, self.tell)
        self._decoding = Question(self.ask, self.show_decoded, self.tell, every=True)
        self._origin = Origin("black")  # of the picture that is encoded
        self._shares, self._share = dict(SHARES), EVEN
        self._screens: dict[str, Any] = {}  # halves by the size of a screen
        self._make()
        self._build()
        self._connect()
        self.setAcceptDrops(True)
        self.retranslate()

    def _make(self) -> None:
        from attnviz.ui.panes.latent import saved_state, texts
        from attnviz.ui.panes.latent.actions import LatentActions
        from attnviz.ui.panes.latent.details import DetailsPanel
        from attnviz.ui.panes.latent.export import Exporter, collect
        from attnviz.ui.panes.latent.picture_column import PictureColumn
        from attnviz.ui.panes.latent.sections import make_sections

        self.texts, self._saved_state = texts, saved_state
        self.column = PictureColumn(self.state)
        each = make_sections(self.state, self.ask)
        self.sliders, self.traverse, self.interpolate, self.map, self.encode = each
        self.sections = {section.id: section for section in each}
        self._details = DetailsPanel(self.state)
        self.exporter = Exporter(
            self,
            lambda: collect(self.state, self.traverse, self.interpolate, way=self.current() is self.interpolate),
            lambda: len(self.state.code.z),
            self._figure,
        )
        self.actions_ = LatentActions(self)

    def _build(self) -> None:
        from attnviz.ui.panes.save_actions import ExportButton

        self.make_tabs(QStackedWidget())
        bar = QHBoxLayout()
        bar.setSpacing(theme.GAP)
        bar.addWidget(self.model)
        bar.addStretch(1)
        bar.addWidget(ExportButton("latent.export", self.exporter.menu))
        left, right = QFrame(), QFrame()
        for frame in (left, right):
            frame.setProperty("role", "panel")
        inside = QVBoxLayout(left)
        inside.setContentsMargins(12, 12, 12, 12)
        inside.addWidget(self.column)
        inside = QVBoxLayout(right)
        inside.setContentsMargins(12, 4, 12, 12)
        inside.setSpacing(10)
        inside.addWidget(self.tabs)
        inside.addWidget(self.stack, 1)
        self.splitter = named(QSplitter(Qt.Orientation.Horizontal), "latent.halves", role="halves")
        self.splitter.setHandleWidth(10)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(left)
        self.splitter.addWidget(right)
        self.splitter.setStretchFactor(0, 4)
        self.splitter.setStretchFactor(1, 5)
        self.splitter.setSizes(SHARES[EVEN])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.EDGE, theme.EDGE, theme.EDGE, theme.EDGE)
        layout.setSpacing(10)
        self._bar = QWidget()
        bar.setContentsMargins(0, 0, 0, 0)
        self._bar.setLayout(bar)
        layout.addWidget(self._bar)
        layout.addWidget(self.splitter, 1)

    def _connect(self) -> None:
        state = self.state
        state.said.connect(self.said)
        state.failed.connect(self.say)
        state.refused.connect(self.tell)
        state.code.moved.connect(self._moved)
        state.code.settled.connect(self.column.word)
        state.code.anchor_changed.connect(self._anchor_changed)
        state.renamed.connect(self.column.word)
        self.connect_tabs()
        self.exporter.done.connect(self.said)
        self.exporter.failed.connect(self.say)
        self.exporter.read.connect(self._codes_read)
        self._details.wanted.connect(self._show_slider)
        self.sliders.overlaid.connect(self.column.show_influence)
        self.encode.given.connect(self._take)

    def details(self) -> DetailsPanel:
        return self._details

    def present(self, on: bool) -> None:
        for part in (self._bar, self.tabs):
            part.setVisible(not on)

    def papers(self) -> tuple[str, ...]:
        told = ("khemakhem",) if self.state.about.get("objective") == "told" else ()
        return ("kingma", *told, "chen", "kim")  # the model, what it was told, MIG and FactorVAE score

    def commands(self) -> Sequence[Actions]:
        return (self.actions_, self.exporter.actions)

    # what a person does

    def _visit(self, index: int) -> None:
        share = WIDE if self.current().id in WIDE_SECTIONS else EVEN
        if share != self._share:
            self._shares[self._share] = self.splitter.sizes()
            self._share = share
            self.splitter.setSizes(self._shares[share])
        super()._visit(index)

    def shown_model(self) -> str:
        return self.state.model

    def begin_model(self, about: Model) -> None:
        self._encoding.forget()
        self._decoding.forget()
        self.exporter.set_enabled(False)
        self.column.picture.set_stale(True)
        self.state.choose(about.id, dict(about.card))
        self.column.show_encoded(None)
        self._mapping.ask(MapCodes(about.id))

    def show_models(self, result: Models) -> None:
        self._details.show_models({model.id: model.card for model in result.models if model.kind == self.kind})
        super().show_models(result)
        self.model.setEnabled(self.model.count() > 1)

    def _take(self, picture: np.ndarray, origin: Origin) -> None:
        """Encode what a person gave; what was shown the last time is not waited for any more."""
        self.beginnings.pop(self.state.model, None)
        self.encode_picture(picture, origin)

    def encode_picture(self, picture: np.ndarray, origin: Origin) -> None:
        """Encode a picture uint8 [H, W, C] and show it."""
        if self.state.model:
            self._origin = origin
            self._encoding.ask(Encode(picture, self.state.model))

    def _figure(self) -> AnyFigure | None:
        from attnviz.ui.panes.latent.figure import figure_of

        shown = self.exporter.shown()
        current: Any = self.current()
        part = self.column if current is self.encode else None
        return None if shown is None else figure_of(shown, current, part)

    def is_settled(self) -> bool:
        return self.state.shown is not None and not self._encoding.waiting and not self._decoding.waiting

    def toggle_film(self) -> None:
        """Play what the section shows, or stay where the film is."""
        if self.current() is self.interpolate:
            self.interpolate.toggle_film()
        else:
            self.show_section("traverse")
            self.traverse.toggle_film()

    def _show_slider(self, dimension: int) -> None:
        self.show_section("sliders")
        self.sliders.show_dimension(dimension)

    def _codes_read(self, codes: dict[str, np.ndarray], name: str) -> None:
        """The first code (or the sliders') goes to the sliders; A, B and C to their places."""
        z = codes.get("sliders", next(iter(codes.values())))
        code = self.state.code
        self.say("")
        if code.anchor is not None:
            code.go(z, all_of_it=True)
        for letter, slot in self.interpolate.slots.items():
            if letter in codes:
                slot.hold(codes[letter], None)
        self.said.emit(self.tr("{count} codes read from {name}.").format(count=len(codes), name=name))

    # answers

    def show_samples(self, result: CodeMap) -> None:
        """Take the codes of the samples, and begin."""
        self.state.show_samples(result)
        self._begin_code()

    def _go_without_samples(self, failure: Failure) -> None:
        self.tell(failure)
        if failure.code.startswith("samples"):
            self._begin_code()

    def _begin_code(self) -> None:
        """Go on where the model was left, today or the last time; else begin with a picture."""
        state = self.state
        kept = state.kept.pop(state.model, None)
        if kept is None or len(kept.history.current[0]) != len(state.order or kept.history.current[0]):
            self.encode_picture(*self._saved_state.first_picture(self.beginnings.get(state.model, {}), state))
            return
        encoded = kept.history.current[1].encoded
        if encoded is not None:
            state.show_only(encoded.kl)
        self.exporter.set_enabled(True)
        state.code.come_back(kept)

    def show_encoded(self, result: EncodedPicture) -> None:
        """Show a picture's code, and begin to move from there."""
        self.state.show_only(result.kl)
        if self._failure is None or not self._failure[0].startswith("samples"):
            self.say("")
        z = self._saved_state.first_code(self.beginnings.pop(self.state.model, {}), self.state, len(result.mu))
        self.exporter.set_enabled(True)
        self.state.code.take(Anchor(result.mu, result.std, self._origin, result), z)

    def show_decoded(self, result: Decoded) -> None:
        """Show the picture of a code; while a slider moves, the newest is on its way already."""
        self._show_picture(result.picture)

    def _show_picture(self, picture: np.ndarray) -> None:
        self.state.shown = picture
        self.column.show_picture(picture)

    def _moved(self, picture: np.ndarray | None) -> None:
        if picture is not None:
            self._decoding.forget()
            self._show_picture(picture)
        elif len(self.state.code.z):
            self._decoding.ask(Decode(self.state.code.z.copy(), self.state.model))

    def _anchor_changed(self) -> None:
        anchor = self.state.code.anchor
        self.column.show_encoded(anchor.encoded if anchor is not None else None)

    # events and what is remembered

    def save_own(self) -> dict[str, Any]:
        halves = {**self._shares, self._share: self.splitter.sizes()}
        return {
            "smooth": self.column.picture.is_smooth(),
            "halves": halves,
            "screens": {**self._screens, self._screen(): halves},
            "attention": self.column.attention.isChecked(),
            "figure": self.exporter.figures.state(),
            **self._saved_state.save(self.state, self.shown_model() or self.wish, self.beginnings),
        }

    def restore_own(self, state: dict[str, Any]) -> None:
        if isinstance(state.get("smooth"), bool):
            self.column.picture.set_smooth(state["smooth"])
            self.actions_.refresh()
        if isinstance(state.get("attention"), bool):
            self.column.attention.setChecked(state["attention"])
        self.exporter.figures.restore(state.get("figure"))
        screens = state.get("screens")
        self._screens = screens if isinstance(screens, dict) else {}
        halves = self._screens.get(self._screen(), state.get("halves"))
        for share, sizes in halves.items() if isinstance(halves, dict) else ():
            if share in SHARES and _are_sizes(sizes):
                self._shares[share] = sizes
        self.splitter.setSizes(self._shares[self._share])
        self.beginnings = self._saved_state.restore(state, self.state, self.wish)

    def _screen(self) -> str:
        """The size of the screen, for which halves are remembered."""
        size = self.screen().size()
        return f"{size.width()}x{size.height()}"

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        from attnviz.ui.files import read_pictures  # not before the first paint

        if read_pictures.offers(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if self.encode.encode_mime(event.mimeData(), dropped=True):
            event.acceptProposedAction()

    def retranslate(self) -> None:
        super().retranslate()
        self.model.setAccessibleName(self.tr("Model"))
        self.model.setToolTip(self.tr("The autoencoder"))
        self.tabs.setAccessibleName(self.tr("Sections of the Latent pane"))


def _are_sizes(sizes: Any) -> bool:
    return (
        isinstance(sizes, list) and len(sizes) == 2 and all(type(size) is int and 0 < size < 10_000 for size in sizes)
    )
