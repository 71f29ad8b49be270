"""The photo with a map over it, large, and the plain photo beside it: the first section of the Look pane."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QRectF, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from attnviz.engine.look import maps
from attnviz.engine.look.as_numbers import box_of
from attnviz.ui.panes.look import overlay, texts
from attnviz.ui.panes.look.map_controls import Controls, Legend
from attnviz.ui.panes.look.picture_layout import PictureLayout
from attnviz.ui.panes.look.samples import called
from attnviz.ui.panes.look.section import Section
from attnviz.ui.panes.look.state import CLASS, LookState, Photo
from attnviz.ui.widgets.controls import IconButton
from attnviz.ui.widgets.named import named
from attnviz.ui.widgets.photo_drawing import WHOLE, Frame, Layer, cell_at
from attnviz.ui.widgets.photo_view import ZOOM, PhotoView, link
from attnviz.ui.widgets.stable_height import StableHeight

if TYPE_CHECKING:
    from attnviz.engine.look.messages import FoundBox


class PictureSection(Section):
    """Draws the state; a click into a box chooses its class."""

    id = "picture"

    def __init__(self, state: LookState, parent: QWidget | None = None) -> None:
        super().__init__(state, parent)
        self._photo: Photo | None = None  # the one that is seen
        self._dirty = True
        self._place = (-1.0, -1.0)
        self.controls = Controls(state)
        self.picture = named(PhotoView(least=150), "look.picture")
        self.plain = named(PhotoView(least=150), "look.plain")
        self.views = (self.picture, self.plain)
        link(*self.views)
        self.reading = named(QLabel(), "look.reading")
        self.reading.setWordWrap(True)
        self.reading.setTextFormat(Qt.TextFormat.PlainText)
        self.zooms = {
            name: IconButton(f"look.{name}", icon, says=False)
            for name, icon in (("closer", "zoom-in"), ("farther", "zoom-out"), ("fit", "fit"))
        }
        self.legend = Legend(state)
        self._build()
        self._connect()
        self.retranslate()

    def _build(self) -> None:
        row = QWidget()
        below = QHBoxLayout(row)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(2)
        below.addWidget(StableHeight(self.reading), 1)
        for button in self.zooms.values():
            below.addWidget(button)
        self.arranged = PictureLayout(self.picture, self.plain, row, self.legend)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self.controls)
        layout.addWidget(self.arranged, 1)

    def _connect(self) -> None:
        state = self.state
        state.photo_changed.connect(self._photo_changed)
        state.answer_changed.connect(self._draw)
        state.classes_changed.connect(self._draw)
        state.style_changed.connect(self._draw)
        state.model_changed.connect(self._draw)
        for view in self.views:
            view.hovered.connect(self._read)
            view.clicked.connect(self._choose_at)
        self.zooms["closer"].clicked.connect(lambda: self.picture.zoom(ZOOM))
        self.zooms["farther"].clicked.connect(lambda: self.picture.zoom(1 / ZOOM))
        self.zooms["fit"].clicked.connect(self.fit)

    @classmethod
    def title(cls) -> str:
        return QCoreApplication.translate("Look", "Picture")

    # what is shown

    def begin(self) -> None:
        if self._dirty and self.state.answer is None and self.state.photo is not None:
            self.wait()
        elif self._dirty:
            self._draw()

    def present(self, on: bool) -> None:
        self.controls.setVisible(not on)
        for button in self.zooms.values():
            button.setVisible(not on)

    def wait(self, share: float = 0.0) -> None:
        """Show the photo that is looked at, dim, until the answer is there."""
        if not self.isVisible():
            self._dirty = True
            return
        self._show_photo()
        for view in self.views:
            view.set_stale(True)
        self.picture.set_caption(
            self.tr("Looking… {share} %").format(share=round(100 * share)) if share else self.tr("Looking…")
        )

    def fit(self) -> None:
        """Show the whole photo."""
        self.picture.set_part(QRectF(WHOLE))

    def _photo_changed(self) -> None:
        self._dirty = True  # the answer, or the wait for it, draws the photo

    def _show_photo(self) -> None:
        photo = self.state.photo
        if photo is not self._photo:
            self._photo = photo
            image = photo.image if photo is not None else QImage()
            moved = image.size() != self.picture.image().size()
            for view in self.views:
                view.set_image(image)
            if moved:
                self.arranged.arrange()
            self.picture.set_layer(Layer())
            self.picture.set_frames(())

    def _draw(self) -> None:
        if not self.isVisible():
            self._dirty = True
            return
        state = self.state
        if self.plain.isVisibleTo(self.arranged) != state.style.beside:
            self.plain.setVisible(state.style.beside)
            self.arranged.arrange()
        if state.answer is None and state.photo is not None:
            return  # it is being looked at
        self._dirty = False
        self._show_photo()
        for view in self.views:
            view.set_stale(False)
        self.picture.set_caption("")
        self.picture.set_layer(overlay.layer(state))
        self.picture.set_frames(frames(state) if state.style.boxes else ())
        self.legend.draw()
        self._read(*self._place)

    def _read(self, x: float, y: float) -> None:
        """Say what the place under the pointer weighs."""
        self._place = (x, y)
        says = reading(self.state, x, y) or about(self.state)
        if says != self.reading.text():
            self.reading.setText(says)

    def _choose_at(self, x: float, y: float) -> None:
        """The class of the smallest box at a place."""
        answer = self.state.answer
        if answer is None or not self.state.style.boxes:
            return
        x, y = x * answer.width, y * answer.height
        here = [box for box in answer.boxes if _inside(box, x, y)]
        if here:
            self.state.choose(min(here, key=lambda box: maps.area(box.region)).index)

    # words

    def retranslate(self) -> None:
        for view in self.views:
            view.hint = self.tr("Open, drop or paste a picture.")
        self.picture.setAccessibleName(self.tr("Photo with the map: + and − zoom, 0 shows all of it, arrows move it"))
        self.plain.setAccessibleName(self.tr("Plain photo"))
        for name, text in (
            ("closer", self.tr("Closer")),
            ("farther", self.tr("Farther")),
            ("fit", self.tr("Whole picture")),
        ):
            self.zooms[name].word(text)
        self.legend.retranslate()
        self._dirty = True
        self._draw()


def frames(state: LookState) -> list[Frame]:
    """The boxes of an answer and that of the chosen class, which is the strong one."""
    answer = state.answer
    if answer is None:
        return []
    boxes = list(answer.boxes)
    if all(box.index != state.chosen for box in boxes):
        boxes.append(box_of(answer, state.chosen))
    sure = not state.is_unsure()
    return [
        Frame(
            overlay.share(box.region, answer),
            f"{texts.class_name(box.label)}{'' if sure else '?'} {box.score:.2f}",
            box.index == state.chosen,
            sure,
        )
        for box in boxes
    ]


def reading(state: LookState, x: float, y: float) -> str:
    """What a place, in shares of the photo, weighs in the map of now; "" beside the photo or without a map."""
    map_ = state.map(state.style.layer)
    if map_ is None or state.answer is None or not (0 <= x <= 1 and 0 <= y <= 1):
        return ""
    value = float(map_[cell_at(map_, x, y)])
    if state.style.layer == CLASS:
        return texts.evidence_here(value, texts.class_name(state.answer.labels[state.chosen]))
    return texts.weight_here(value, value / max(float(map_.sum()), 1e-12))


def about(state: LookState) -> str:
    """What photo it is."""
    photo = state.photo
    if photo is None:
        return ""
    width, height = photo.full or (photo.pixels.shape[1], photo.pixels.shape[0])
    name = called(photo) or QCoreApplication.translate("LookNotes", "From the clipboard")
    whole = f"{name} · {width} × {height}"
    return f"{whole} · {texts.not_sure(state.answer.top)}" if state.answer is not None and state.is_unsure() else whole


def _inside(box: FoundBox, x: float, y: float) -> bool:
    return box.region[0] <= x < box.region[2] and box.region[1] <= y < box.region[3]
