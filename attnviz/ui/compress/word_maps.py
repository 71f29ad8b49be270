"""Where a word of a caption looks in the photo, by the model as it is and compressed, and the difference."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QSpinBox, QVBoxLayout, QWidget

from attnviz.lazy_numpy import np
from attnviz.ui import theme
from attnviz.ui.compress.redrawn_pictures import RedrawnPictures, place
from attnviz.ui.compress.texts import compression_name, signed
from attnviz.ui.widgets import map_overlay
from attnviz.ui.widgets import signed as signed_colors
from attnviz.ui.widgets.named import named
from attnviz.ui.widgets.picture_view import PictureView

if TYPE_CHECKING:
    from attnviz.engine.compress.messages import ComparedReadings

FULL = 0.5  # of the strongest place: the difference that has the full colour
NAMES = ("original", "compressed", "difference")


class WordMaps(RedrawnPictures):
    """``word`` chooses the word of the original's caption, which both read."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._result: ComparedReadings | None = None
        self.label = named(QLabel(), "compress.word.label", role="muted")
        self.word = named(QSpinBox(), "compress.word")
        self.text = named(QLabel(), "compress.word.text", role="words")
        self.label.setBuddy(self.word)
        self.views = [PictureView() for _ in NAMES]
        self.titles = [named(QLabel(), f"compress.word.title.{name}", role="muted") for name in NAMES]
        self.note = named(QLabel(), "compress.word.note", role="muted")
        self.note.setWordWrap(True)
        self.note.setAlignment(Qt.AlignmentFlag.AlignTop)
        row, grid = QHBoxLayout(), QGridLayout()
        for widget in (self.label, self.word, self.text):
            row.addWidget(widget)
        row.addStretch(1)
        grid.setSpacing(theme.GAP)
        grid.addWidget(self.note, 3, 1)
        for k, (name, title, view) in enumerate(zip(NAMES, self.titles, self.views, strict=True)):
            view.setObjectName(f"compress.word.{name}")
            place(grid, k, title, view)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(row)
        layout.addLayout(grid, 1)
        self.word.valueChanged.connect(lambda _value: self._draw())
        self.retranslate()

    def show_result(self, result: ComparedReadings) -> None:
        """Draw both readings of the caption; of a new one first the word that takes most from the photo."""
        known = self._result.original.caption if self._result else None
        self._result = result
        with QSignalBlocker(self.word):
            self.word.setRange(1, max(1, len(result.original.tokens)))
            if result.original.caption != known:
                self.word.setValue(int(np.argmax(result.original.gate)) + 1)
        self._draw()

    def _maps(self) -> tuple[np.ndarray, np.ndarray]:
        """Both maps of the word, as shares of the strongest place in either."""
        assert self._result is not None
        at = self.word.value() - 1
        both = [each.attention[min(at, len(each.attention) - 1)] for each in (self._result.original, self._result.read)]
        most = max(float(each.max()) for each in both)
        return both[0] / max(most, 1e-12), both[1] / max(most, 1e-12)

    def _draw(self) -> None:
        result = self._result
        if result is None:
            return
        original, compressed = self._maps()
        for view, each in zip(self.views, (original, compressed), strict=False):
            view.set_picture(result.request.example.picture)
            view.set_overlay(map_overlay.spotlight(each))
        self.views[2].set_picture(result.request.example.picture)
        self.views[2].set_overlay(signed_colors.overlay(compressed - original, most=FULL))
        self.retranslate()

    def retranslate(self) -> None:
        self.label.setText(self.tr("Word"))
        self.word.setAccessibleName(self.tr("Word of the caption"))
        self.word.setSuffix(self.tr(" of {count}").format(count=self.word.maximum()))
        result = self._result
        name = compression_name(result.request.compression) if result else ""
        told = self.tr("Where it looks, as it is"), self.tr("Where it looks, {name}").format(name=name)
        for view, title, text in zip(self.views, self.titles, (*told, self.tr("Difference")), strict=True):
            title.setText(text)
            view.setAccessibleName(text)
        self.text.clear()
        self.note.clear()
        if result is None:
            return
        self.text.setText(f"“{result.original.tokens[self.word.value() - 1].text}”")
        original, compressed = self._maps()
        away = compressed - original
        self.note.setText(
            self.tr(
                "Shares of the strongest place; both read the caption of the model as it is. Compressed less original: orange is "
                "more, blue is less, full colour from ±{full} on; largest here {most}"
            ).format(full=f"{FULL:g}", most=signed(float(away.flat[np.abs(away).argmax()]), 3))
        )
