"""The section of the map: the codes of the samples in two dimensions, through which one walks with the picture following."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QVBoxLayout, QWidget

from attnviz.engine.latent.messages import CodeMap, Interpolate, Interpolation, MapCodes
from attnviz.lazy_numpy import np
from attnviz.ui import theme
from attnviz.ui.panes.latent import texts
from attnviz.ui.panes.latent.section import Section
from attnviz.ui.panes.questions import Ask, Question
from attnviz.ui.widgets import colormap
from attnviz.ui.widgets.code_map import CodeMapView
from attnviz.ui.widgets.controls import Field, line
from attnviz.ui.widgets.flow import FlowLayout
from attnviz.ui.widgets.named import named

if TYPE_CHECKING:
    from attnviz.engine.messages import Failure
    from attnviz.ui.panes.latent.state import LatentState

# Ten that differ for most eyes on white and on black (after Okabe & Ito 2008 and Tableau).
KINDS = ("#e69f00", "#56b4e9", "#009e73", "#d4c400", "#2a7fd1", "#d55e00", "#cc79a7", "#8a8f98", "#8c6bd1", "#c0392b")
HUES = ("floor hue", "wall hue", "solid hue")


class MapSection(Section):
    """Shows one ``CodeMap``; a place of it is a code, by the map's own basis."""

    id = "map"

    @classmethod
    def title(cls) -> str:
        return QCoreApplication.translate("Latent", "Map")

    def __init__(self, state: LatentState, ask: Ask, parent: QWidget | None = None) -> None:
        super().__init__(state, parent)
        self._other_axes = Question(ask, self.show_map, self._axes_refused)
        self._pointed = Question(ask, self.show_sample, state.refused.emit)
        self._map: CodeMap | None = None
        self.axes = QComboBox()
        self.other = QComboBox()
        self.label = QComboBox()
        for box in (self.axes, self.other, self.label):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._fields = {
            "axes": Field(self.axes, "latent.map.across"),
            "other": Field(self.other, "latent.map.up"),
            "label": Field(self.label, "latent.map.label"),
        }
        self.thumbs = named(QCheckBox(), "latent.map.thumbs")
        self.thumbs.setChecked(True)
        self.view = named(CodeMapView(), "latent.map")
        self.view.set_thumbs(True)
        self.legend = QWidget()
        self._legend = FlowLayout(self.legend, gap=12, line_gap=2)
        self._legend_labels: list[QLabel] = []
        self.caption = named(QLabel(), "latent.map.caption", role="muted")
        self.caption.setWordWrap(True)
        self.caption.setTextFormat(Qt.TextFormat.PlainText)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GAP)
        layout.addWidget(line(*self._fields.values(), self.thumbs))
        self.drawn = QWidget()
        below = QVBoxLayout(self.drawn)
        below.setContentsMargins(0, 0, 0, 0)
        below.addWidget(self.view, 1)
        below.addWidget(self.legend)
        layout.addWidget(self.drawn, 1)
        layout.addWidget(self.caption)
        self.axes.activated.connect(self._axes_chosen)
        self.other.activated.connect(self._axes_chosen)
        self.label.activated.connect(self._color)
        self.thumbs.toggled.connect(self.view.set_thumbs)
        self.view.moved.connect(self._moved)
        self.view.move_finished.connect(state.code.finish_move)
        self.view.hovered.connect(self._hovered)
        self.view.taken.connect(self._taken)
        state.model_chosen.connect(self._forget)
        state.samples_changed.connect(self._samples_changed)
        state.renamed.connect(self._name_axes)
        state.code.moved.connect(self._follow)
        self.retranslate()

    def figure_part(self) -> QWidget:
        return self.drawn

    def figure_caption(self) -> str:
        return self.caption.text()

    # what is shown

    def _forget(self) -> None:
        self._other_axes.forget()
        self._pointed.forget()
        self._map = None
        self.view.set_points(np.zeros((0, 2), np.float32), None)
        self.axes.clear()
        self.other.clear()
        self.label.clear()
        self._word_caption()

    def _samples_changed(self) -> None:
        """The first map of a model comes with its samples."""
        samples = self.state.samples
        if samples is None or self._map is not None:
            return
        self._name_axes()
        self.label.clear()
        for column, name in enumerate(samples.label_names):
            self.label.addItem(texts.label_name(name), column)
        chosen = [name for name in ("class", "shape", "hair style") if name in samples.label_names]
        if chosen:
            self.label.setCurrentIndex(samples.label_names.index(chosen[0]))
        self.show_map(samples)

    def _name_axes(self) -> None:
        across, up = self.axes.currentData(), self.other.currentData()
        order = self.state.order
        self.axes.clear()
        self.other.clear()
        self.axes.addItem(self.tr("main directions"), -1)
        for dimension in order:
            self.axes.addItem(self.state.name_of(dimension), dimension)
            self.other.addItem(self.state.name_of(dimension), dimension)
        self.axes.setCurrentIndex(max(self.axes.findData(across), 0))
        self.other.setCurrentIndex(max(self.other.findData(up), min(1, self.other.count() - 1), 0))
        self._fields["other"].setVisible(self.axes.currentIndex() > 0)
        self._say_axes()

    def show_map(self, code_map: CodeMap) -> None:
        """Draw the samples where a map puts them."""
        self._map = code_map
        self.view.set_points(code_map.places, code_map.pictures)
        self._color()
        self._say_axes()
        self._follow()
        self._word_caption()

    def _say_axes(self) -> None:
        if self._map is None:
            return
        shares = [f"{100 * share:.0f} %" for share in self._map.explained.tolist()]
        axes = self._map.request.axes
        names = [self.tr("direction {}").format(i + 1) if axes is None else self.state.name_of(axes[i]) for i in (0, 1)]
        self.view.set_axis_names(*(f"{name} · {share}" for name, share in zip(names, shares, strict=True)))

    def _color(self) -> None:
        """By the values of a label: named ones in colours of their own, numbers along one scale, hues as hues."""
        code_map, column = self._map, self.label.currentIndex()
        names: tuple[str, ...] = ()
        if code_map is not None and 0 <= column < code_map.labels.shape[1]:
            name = code_map.label_names[column]
            values = code_map.labels[:, column]
            names = texts.value_names(self.state.model, name)
            most = max(int(values.max()), 1)
            if names or (most < len(KINDS) and name not in HUES):
                table = [QColor(KINDS[i % len(KINDS)]) for i in range(most + 1)]
            elif name in HUES:  # ten steps from red to violet
                table = [QColor.fromHslF(0.83 * i / most, 0.65, 0.5) for i in range(most + 1)]
            else:
                table = [colormap.color(0.15 + 0.75 * i / most) for i in range(most + 1)]
            self.view.set_colors([table[value] for value in values.tolist()])
        else:
            self.view.set_colors([])
        self._show_legend(names)

    def _show_legend(self, names: tuple[str, ...]) -> None:
        for label in self._legend_labels:
            self._legend.removeWidget(label)
            label.deleteLater()
        self._legend_labels = []
        for i, name in enumerate(names):
            label = QLabel(f'<span style="color:{KINDS[i % len(KINDS)]}">●</span> {escape(name)}')
            self._legend_labels.append(label)
            self._legend.addWidget(label)
        self.legend.setVisible(bool(names))

    def _follow(self) -> None:
        z = self.state.code.z
        if self._map is not None and len(z) == len(self._map.origin):
            x, y = ((z - self._map.origin) @ self._map.basis).tolist()
            self.view.set_here(x, y)

    # what a person does

    def _axes_chosen(self) -> None:
        across, up = self.axes.currentData(), self.other.currentData()
        self._fields["other"].setVisible(across != -1)
        axes = None if across == -1 else (int(across), int(up))
        self.view.set_stale(True)
        self._other_axes.ask(MapCodes(self.state.model, axes))

    def _axes_refused(self, failure: Failure) -> None:
        self.view.set_stale(False)
        self.state.refused.emit(failure)

    def show_sample(self, result: Interpolation) -> None:
        """The picture of the sample under the pointer: a way of one step."""
        if self.view.sample() >= 0:
            self.view.show_card(result.pictures[0], self.state.label_of(self.view.sample()))

    def code_of(self, x: float, y: float) -> np.ndarray | None:
        """The code of a place: in the plane of the main directions, or with two values changed and all others kept."""
        code_map, z = self._map, self.state.code.z
        if code_map is None or len(z) != len(code_map.origin):
            return None
        place = np.array((x, y), np.float32)
        if code_map.request.axes is None:
            return np.asarray(code_map.origin + code_map.basis @ place, np.float32)
        moved = z.copy()
        axes = list(code_map.request.axes)
        moved[axes] = code_map.origin[axes] + place
        return moved

    def _moved(self, x: float, y: float) -> None:
        z = self.code_of(x, y)
        if z is not None:
            self.state.code.slide(z)

    def _hovered(self, sample: int) -> None:
        """Show the sample itself, or where its picture did not come along, what its code is decoded to."""
        self._pointed.forget()
        if self._map is None or sample < 0:
            return
        pictures = self._map.pictures
        known = sample < len(pictures)
        self.view.show_card(pictures[sample] if known else None, self.state.label_of(sample))
        if not known:
            mu = self._map.mu[sample]
            self._pointed.ask(Interpolate(mu, mu, self.state.model, steps=1))

    def _taken(self, sample: int) -> None:
        if self._map is not None:
            self.state.code.go(self._map.mu[sample], all_of_it=True)

    # words

    def _word_caption(self) -> None:
        if self._map is None:
            text = self.tr("There is no map without the samples of the model.")
        else:
            text = self.tr(
                "Each point is a sample. Click or drag to walk through the codes; double click a point to go to its code."
            )
        self.caption.setText(text)

    def save_state(self) -> dict[str, Any]:
        return {"thumbs": self.thumbs.isChecked()}

    def restore_state(self, state: dict[str, Any]) -> None:
        if isinstance(state.get("thumbs"), bool):
            self.thumbs.setChecked(state["thumbs"])

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._color()

    def retranslate(self) -> None:
        self._fields["axes"].set_text(self.tr("Across"), self.tr("The main directions of the codes, or one dimension"))
        self._fields["other"].set_text(self.tr("Up"), self.tr("The other dimension"))
        self._fields["label"].set_text(self.tr("Colour"), self.tr("What the colours of the points say"))
        self.thumbs.setText(self.tr("Pictures"))
        self.thumbs.setAccessibleName(self.tr("Pictures on the map"))
        self.view.setAccessibleName(self.tr("Map of the codes; arrow keys walk"))
        for column in range(self.label.count()):
            if self._map is not None:
                self.label.setItemText(column, texts.label_name(self._map.label_names[column]))
        self._name_axes()
        self._color()
        self._word_caption()
