"""The section that asks what if: paint over the photo, and probabilities, map and box follow the brush."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from attnviz.engine.look.messages import Look, Looked
from attnviz.lazy_numpy import np
from attnviz.ui import theme
from attnviz.ui.files.read_pictures import colours
from attnviz.ui.panes.look import overlay, texts
from attnviz.ui.panes.look.paired_bars import Pair, PairedBars
from attnviz.ui.panes.look.samples import called
from attnviz.ui.panes.look.section import DrawnSection
from attnviz.ui.panes.look.seen import Seen
from attnviz.ui.panes.look.state import CLASS, SMALL, LookState, Photo, map_of
from attnviz.ui.panes.look.whatif_brush_tools import BrushTools
from attnviz.ui.panes.look.whatif_caption import CaptionChange
from attnviz.ui.panes.look.whatif_occlusion import OcclusionPanel
from attnviz.ui.panes.questions import Ask, NewestQuestion, Question
from attnviz.ui.shares import percent
from attnviz.ui.widgets.controls import IconButton
from attnviz.ui.widgets.named import named
from attnviz.ui.widgets.photo_brush import PhotoBrush
from attnviz.ui.widgets.photo_drawing import Frame, Layer

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent, QShowEvent

THROUGH = 0.7  # of the opacity elsewhere: what is painted is to be seen through the map
BEFORE, NOW = 5, 2  # so many of the best classes before and now are compared, and the chosen one


class WhatIfSection(DrawnSection):
    """Painting over the photo. ``before`` and ``now`` are one look each at the whole of it, plain and as it is painted."""

    id = "whatif"

    @classmethod
    def title(cls) -> str:
        return QCoreApplication.translate("Look", "What if")

    def __init__(self, state: LookState, ask: Ask, parent: QWidget | None = None) -> None:
        super().__init__(state, parent)
        self._plain = Question(ask, self.show_plain, state.refused.emit)
        self._painted = NewestQuestion(ask, self.show_painted, state.refused.emit)
        self._photo: Photo | None = None
        self._answer: Looked | None = None
        self.before: Looked | None = None
        self.now: Looked | None = None
        self.brush = named(PhotoBrush(), "look.whatif.canvas")
        self.tools = BrushTools(self.brush)
        self.addActions(list(self.tools.commands))
        self.map = IconButton("look.whatif.map", "heatmap", checkable=True)
        self.map.setChecked(True)
        self.take = IconButton("look.whatif.take", "look")
        self.hint = named(QLabel(), "look.whatif.hint", role="muted")
        self.hint.setWordWrap(True)
        self.legend = named(QLabel(), "look.whatif.legend", role="muted")
        self.legend.setWordWrap(True)
        self.bars_title = named(QLabel(), "look.whatif.bars.title", role="heading")
        self.looks = named(QLabel(), "look.whatif.looks", role="muted")
        self.looks.setWordWrap(True)
        self.bars = named(PairedBars(BEFORE + NOW + 1), "look.whatif.bars")
        self.caption = CaptionChange(state, ask)
        self.occlusion = OcclusionPanel(state, ask, self.brush)
        self._build()
        self._connect()
        self.retranslate()
        self._allow(False)

    def _build(self) -> None:
        below, left, right, above = QHBoxLayout(), QVBoxLayout(), QVBoxLayout(), QHBoxLayout()
        below.setSpacing(theme.GAP)
        below.addWidget(self.tools.ways, 1)
        below.addWidget(self.map, 0, Qt.AlignmentFlag.AlignTop)
        left.setSpacing(theme.GAP)
        left.addWidget(self.brush, 1)
        left.addLayout(below)
        right.setSpacing(theme.GAP)
        right.addWidget(self.bars_title)
        right.addWidget(self.looks)
        right.addWidget(self.bars, 1)
        right.addWidget(self.caption)
        right.addWidget(self.hint)
        right.addWidget(self.legend)
        right.addWidget(self.take, 0, Qt.AlignmentFlag.AlignLeft)
        above.setSpacing(14)
        above.addLayout(left, 6)
        above.addLayout(right, 4)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GAP)
        layout.addWidget(self.tools)
        layout.addLayout(above, 1)
        layout.addSpacing(4)
        layout.addWidget(self.occlusion)

    def _connect(self) -> None:
        self.brush.painted.connect(self._ask)
        self.brush.kept.connect(self._kept)
        self.map.toggled.connect(self._show_map)
        self.take.clicked.connect(self.take_as_photo)
        self.bars.chosen.connect(self.state.choose)
        self.state.classes_changed.connect(self._show)
        self.state.style_changed.connect(self._show_map)

    # what is asked

    def draw(self) -> None:
        """Fit to the photo and the answer of now; another photo begins unpainted."""
        state = self.state
        self._allow(state.answer is not None)
        self._plain.forget()
        self._painted.forget()
        if state.photo is None or state.answer is None:
            self.brush.set_stale(True)
            return
        if state.photo is not self._photo:
            self._photo = state.photo
            self.brush.begin(state.photo.small)
        self.brush.set_stale(False)
        if state.answer is not self._answer:
            self._answer, self.before, self.now = state.answer, None, None
            self.occlusion.forget()
        plain = colours(self.brush.plain())
        self._plain.ask(Look(plain, state.model, views="whole"))
        self.caption.begin(plain)
        if not self.brush.is_plain():
            self._ask()

    def _ask(self) -> None:
        """Look at what is painted; what is not painted on was looked at already."""
        self._behind |= not self.isVisible()
        if self._behind or self.state.answer is None:
            return
        if not self.brush.is_plain():
            painted = colours(self.brush.image())
            self.caption.pause()
            self._painted.ask(Look(painted, self.state.model, views="whole"))
            return
        self._painted.forget()
        if self.before is not None:
            self.show_painted(self.before)

    def show_plain(self, result: Looked) -> None:
        """What the network says of the photo before anything is painted on it."""
        self.before = result
        self.show_painted(result if self.now is None or self.brush.is_plain() else self.now)

    def show_painted(self, result: Looked) -> None:
        """What it says now; what is painted is told in words after that."""
        self.now = result
        self._show()
        self._follow()

    def _follow(self) -> None:
        if self.now is not None and self.isVisible():
            self.caption.follow(None if self.now is self.before else self.now.request.picture)

    # what is shown

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show()
        self._follow()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.caption.pause()
        self.state.show_painted(None)

    def _allow(self, on: bool) -> None:
        """Without an answer nothing can be painted."""
        for part in (self.tools, self.brush, self.map, self.occlusion, self.bars):
            part.setEnabled(on)
        self._kept()

    def _kept(self) -> None:
        self.take.setEnabled(self.brush.isEnabled() and self.brush.canvas() != self.brush.plain())

    def _show(self) -> None:
        before, now, chosen = self.before, self.now, self.state.chosen
        if before is None or now is None or not self.brush.isEnabled() or not self.isVisible():
            self.state.show_painted(None)
            return
        self.state.show_painted(now)
        self._word_looks()
        best = [score.index for score in (*before.top[:BEFORE], *now.top[:NOW])]
        self.bars.show_pairs([self._pair(before, now, k) for k in dict.fromkeys((*best, chosen))])
        self._show_map()

    def _pair(self, before: Looked, now: Looked, k: int) -> Pair:
        was, is_ = float(before.probabilities[k]), float(now.probabilities[k])
        text = f"{percent(was).removesuffix(' %')} → {percent(is_)}"
        return Pair(k, texts.class_name(before.labels[k]), was, is_, text, chosen=k == self.state.chosen)

    def _show_map(self) -> None:
        """The map of the painted photo over it, in the style of the pane, and the box of its best class."""
        if not self.isVisible():
            return  # it is drawn when it is shown
        now = self.now
        layer, frames = self._over(now) if now is not None else (Layer(), ())
        self._word_map(layer.values is not None)
        self.brush.set_layer(layer)
        self.brush.set_frames(frames)

    def _over(self, now: Looked) -> tuple[Layer, tuple[Frame, ...]]:
        """What lies over the photo that an answer is about."""
        style = self.state.style
        map_ = map_of(now, style.layer, self.state.chosen) if self.map.isChecked() else None
        seen = replace(style, opacity=THROUGH * style.opacity)
        layer = Layer() if map_ is None else overlay.drawn(map_, seen, is_signed=style.layer == CLASS)
        if not style.boxes:
            return layer, ()
        best, place = now.top[0], overlay.share(now.boxes[0].region, now)
        return layer, (Frame(place, f"{texts.class_name(best.label)} {percent(best.probability)}"),)

    def seen(self) -> Seen | None:
        """What is seen of the newest answer, for a file; None while this section shows none."""
        now, photo = self.state.painted, self._photo
        if now is None or photo is None:
            return None
        layer, frames = self._over(now)
        pixels, plain = now.request.picture, colours(self.brush.plain())
        full = photo.full or (photo.pixels.shape[1], photo.pixels.shape[0])
        if np.array_equal(pixels, plain):
            return Seen(replace(photo, pixels=pixels, full=full), now, layer, frames, SMALL, "one-look")
        return Seen(Photo(pixels, self._painted_name(photo), full=full), now, layer, frames, SMALL, "painted")

    def _painted_name(self, photo: Photo) -> str:
        return self.tr("{name}, painted over").format(name=called(photo) or self.tr("picture"))

    def _word_map(self, shown: bool) -> None:
        state, legend = self.state, ""
        if shown and state.answer is not None:
            name = texts.class_name(state.answer.labels[state.chosen])
            legend = texts.legend(state.style.layer, state.style.way, name, str(state.card.get("supervision", "")))
        if legend != self.legend.text():
            self.legend.setText(legend)

    def _word_looks(self) -> None:
        """Why the bars may say another thing than the other sections."""
        count = 1 if self.state.answer is None else len(self.state.answer.views)
        if count > 1:
            text = self.tr("One look each; other sections take {count}.")
            self.looks.setText(text.format(count=count))
        else:
            self.looks.setText(self.tr("One look each."))

    # what a person does

    def take_as_photo(self) -> None:
        """Give the painted photo to the whole pane."""
        if self._photo is not None and self.take.isEnabled():
            self.state.given.emit(Photo(colours(self.brush.canvas()), self._painted_name(self._photo)))

    # words

    def save_state(self) -> dict[str, Any]:
        return {"map": self.map.isChecked(), "tools": self.tools.save_state(), "cover": self.occlusion.save_state()}

    def restore_state(self, state: dict[str, Any]) -> None:
        if isinstance(state.get("map"), bool):
            self.map.setChecked(state["map"])
        for name, part in (("tools", self.tools), ("cover", self.occlusion)):
            if isinstance(state.get(name), dict):
                part.restore_state(state[name])

    def retranslate(self) -> None:
        self.brush.hint = self.tr("Open a photo first; then paint over it here.")
        self.brush.setAccessibleName(
            self.tr("Photo to paint on: arrow keys move the brush, with Shift they paint, Space sets a dot")
        )
        self.hint.setText(
            self.tr(
                "Paint over the photo: the answer follows. Arrow keys move the brush, with Shift they paint; the wheel zooms."
            )
        )
        self.map.word(self.tr("Map"), self.tr("Lay the map of the painted photo over it"))
        self.take.word(self.tr("Use as new photo"), self.tr("Give the painted photo to all of the pane"))
        self.bars_title.setText(self.tr("Predictions"))
        self.bars.set_words(self.tr("before"), self.tr("now"))
        self.bars.setAccessibleName(self.tr("Probabilities before and now"))
        for part in (self.bars, self.looks):
            part.setToolTip(
                self.tr("Both are one look at the whole photo, without the close-ups that the first section may take")
            )
        self._word_looks()
        self.tools.retranslate()
        self.caption.retranslate()
        self.occlusion.retranslate()
        self._show()
