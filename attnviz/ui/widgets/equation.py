r"""Typesets the Playground's equations in a small part of TeX: scripts, fractions, roots, sums, Greek."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

if TYPE_CHECKING:
    from collections.abc import Callable

FAMILIES = [
    "STIX Two Text", "Cambria", "Times New Roman", "Liberation Serif", "Noto Serif", "DejaVu Serif", "serif",
]  # fmt: skip
SYMBOLS = {
    r"\alpha": "α", r"\beta": "β", r"\tau": "τ", r"\theta": "θ", r"\omega": "ω", r"\sigma": "σ", r"\lambda": "λ",
    r"\cdot": "·", r"\times": "×", r"\in": "∈", r"\infty": "∞", r"\top": "⊤", r"\le": "≤", r"\odot": "⊙",
    r"\dots": "…", r"\to": "→", r"\Delta": "Δ", r"\circ": "∘",
}  # fmt: skip
SPACED = set("=+−×≤→∈⊙")
TOKEN = re.compile(r"\\[a-zA-Z]+|\\.|[{}^_]|\s+|[0-9.]+|.")


@dataclass(frozen=True)
class Box:
    """Something laid out: it stands on a base line, reaches ``ascent`` above and ``descent`` below, and paints
    itself.
    """

    width: float
    ascent: float
    descent: float
    draw: Callable[[QPainter, float, float], None]


def _font(base: QFont, size: float, italic: bool) -> QFont:
    font = QFont(base)
    font.setFamilies(FAMILIES)
    font.setPointSizeF(max(size, 5.0))
    font.setItalic(italic)
    return font


class Typesetter:
    """Lays out one equation in a font of ``size`` points."""

    def __init__(self, base: QFont, size: float) -> None:
        self._base, self._size = base, size

    def lay_out(self, source: str) -> Box:
        """The whole equation as one box. ValueError for a brace that is never closed."""
        self._tokens = [t for t in TOKEN.findall(source.replace("-", "−")) if not t.isspace()]
        self._at = 0
        return self._row(self._size, inside=False)

    def _peek(self) -> str | None:
        return self._tokens[self._at] if self._at < len(self._tokens) else None

    def _next(self) -> str:
        if self._at >= len(self._tokens):
            raise ValueError("an equation that ends too early")
        self._at += 1
        return self._tokens[self._at - 1]

    def _row(self, size: float, *, inside: bool) -> Box:
        boxes: list[Box] = []
        while (token := self._peek()) is not None and token != "}":
            atom = self._atom(size)
            scripts = {}
            while self._peek() in ("^", "_"):
                mark = self._next()
                scripts[mark] = self._atom(size * 0.72)
            boxes.append(self._scripted(atom, scripts, size) if scripts else atom)
        if inside and self._peek() is None:
            raise ValueError("an equation with an open brace")
        return _beside(boxes)

    def _group(self, size: float) -> Box:
        if self._next() != "{":
            raise ValueError("an equation with a missing brace")
        box = self._row(size, inside=True)
        self._next()
        return box

    def _atom(self, size: float) -> Box:
        token = self._peek()
        if token == "{":
            return self._group(size)
        token = self._next()
        if token == r"\frac":
            return self._fraction(self._group(size * 0.86), self._group(size * 0.86), size)
        if token == r"\sqrt":
            return self._root(self._group(size), size)
        if token == r"\sum":
            return self._text("∑", size * 1.2, italic=False, after=size * 0.15)
        if token == r"\mathbf":
            return self._group(size)
        if token == r"\;":
            return Box(size * 0.55, 0, 0, lambda painter, x, y: None)
        if token == r"\text":
            if self._next() != "{":
                raise ValueError("an equation with a missing brace")
            words = []
            while (word := self._next()) != "}":
                words.append(word)
            return self._text("".join(words).replace("~", " "), size, italic=False)
        text = SYMBOLS.get(token, token)
        if text in SPACED:
            gap = size * 0.32
            return _beside([_space(gap), self._text(text, size, italic=False), _space(gap)])
        if text in ",;":
            return self._text(text, size, italic=False, after=size * 0.2)
        return self._text(text, size, italic=text.isalpha() and len(text) == 1)

    def _text(self, text: str, size: float, *, italic: bool, after: float = 0.0) -> Box:
        font = _font(self._base, size, italic)
        metrics = QFontMetricsF(font)

        def draw(painter: QPainter, x: float, y: float) -> None:
            painter.setFont(font)
            painter.drawText(QPointF(x, y), text)

        lean = size * 0.06 if italic else 0.0
        return Box(
            metrics.horizontalAdvance(text) + lean + after, metrics.capHeight() * 1.25, metrics.descent() * 0.8, draw
        )

    def _scripted(self, atom: Box, scripts: dict[str, Box], size: float) -> Box:
        up, down = scripts.get("^"), scripts.get("_")
        raised, lowered = atom.ascent * 0.55, size * 0.28
        width = atom.width + max(box.width for box in scripts.values()) + size * 0.08

        def draw(painter: QPainter, x: float, y: float) -> None:
            atom.draw(painter, x, y)
            if up:
                up.draw(painter, x + atom.width + size * 0.04, y - raised)
            if down:
                down.draw(painter, x + atom.width, y + lowered)

        ascent = max(atom.ascent, raised + up.ascent if up else 0)
        return Box(width, ascent, max(atom.descent, lowered + down.descent if down else 0), draw)

    def _fraction(self, above: Box, below: Box, size: float) -> Box:
        axis, gap = size * 0.42, size * 0.22
        width = max(above.width, below.width) + size * 0.3

        def draw(painter: QPainter, x: float, y: float) -> None:
            above.draw(painter, x + (width - above.width) / 2, y - axis - gap - above.descent)
            below.draw(painter, x + (width - below.width) / 2, y - axis + gap + below.ascent)
            painter.drawLine(QPointF(x, y - axis), QPointF(x + width, y - axis))

        ascent = axis + gap + above.descent + above.ascent
        return Box(width, ascent, gap + below.ascent + below.descent - axis, draw)

    def _root(self, inner: Box, size: float) -> Box:
        hook, over = size * 0.62, size * 0.18

        def draw(painter: QPainter, x: float, y: float) -> None:
            top, bottom = y - inner.ascent - over, y + inner.descent
            points = [
                QPointF(x + size * 0.04, y - inner.ascent * 0.42),
                QPointF(x + size * 0.2, y - inner.ascent * 0.52),
                QPointF(x + size * 0.38, bottom),
                QPointF(x + hook - size * 0.06, top),
                QPointF(x + hook + inner.width, top),
            ]
            painter.drawPolyline(points)
            inner.draw(painter, x + hook, y)

        return Box(hook + inner.width + size * 0.1, inner.ascent + over, inner.descent, draw)


def _space(width: float) -> Box:
    return Box(width, 0, 0, lambda painter, x, y: None)


def _beside(boxes: list[Box]) -> Box:
    def draw(painter: QPainter, x: float, y: float) -> None:
        for box in boxes:
            box.draw(painter, x, y)
            x += box.width

    return Box(
        sum(box.width for box in boxes),
        max((box.ascent for box in boxes), default=0),
        max((box.descent for box in boxes), default=0),
        draw,
    )


class Equation(QWidget):
    """Shows one equation in the text colour; assistive technology reads ``spoken``."""

    def __init__(
        self,
        source: str = "",
        spoken: str = "",
        *,
        scale: float = 1.12,
        most: float = math.inf,
        parent: QWidget | None = None,
    ) -> None:
        """``scale`` times as large as the text around it, or as it takes to be no wider than ``most`` lines are high."""
        super().__init__(parent)
        self._source, self._scale, self._most = source, scale, most
        self._box: Box | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(spoken or source)

    def set_source(self, source: str, spoken: str = "") -> None:
        """Show another equation."""
        if source != self._source:
            self._source, self._box = source, None
            self.setAccessibleName(spoken or source)
            self.updateGeometry()
            self.update()

    def _laid_out(self) -> Box:
        if self._box is None:
            size = self.font().pointSizeF() * self._scale
            box = Typesetter(self.font(), size).lay_out(self._source)
            widest = self._most * QFontMetricsF(self.font()).height()
            if box.width > widest:
                box = Typesetter(self.font(), size * widest / box.width).lay_out(self._source)
            self._box = box
        return self._box

    def sizeHint(self) -> QSize:
        box = self._laid_out()
        return QSize(int(box.width) + 4, int(box.ascent + box.descent) + 5)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._box = None
            self.updateGeometry()
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.PaletteChange):
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        box = self._laid_out()
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        painter.setPen(QPen(self.palette().windowText().color(), max(1.0, self.font().pointSizeF() / 11)))
        rect = QRectF(self.rect())
        box.draw(painter, 2.0, (rect.height() + box.ascent - box.descent) / 2)
