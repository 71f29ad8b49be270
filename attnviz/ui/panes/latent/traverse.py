"""The section of traversals: every dimension moved alone, as a grid that comes row by row; a row plays as a film."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QComboBox, QLabel, QVBoxLayout, QWidget

from attnviz.engine.latent.messages import Traversal, Traverse
from attnviz.lazy_numpy import np
from attnviz.ui import icons, theme
from attnviz.ui.controls.popover import Popover
from attnviz.ui.controls.segments import segment
from attnviz.ui.panes.latent.section import Section
from attnviz.ui.panes.questions import Ask, Question
from attnviz.ui.remembered import take_number
from attnviz.ui.widgets.controls import DecimalSpin, Field, IconButton, Player, Spin, line
from attnviz.ui.widgets.named import named
from attnviz.ui.widgets.picture_grid import PictureGrid

if TYPE_CHECKING:
    from collections.abc import Sequence

    from attnviz.ui.panes.latent.state import LatentState

MOST_STEPS, MOST_SPAN = 41, 30.0
MOST_ROWS = 24
ROWS = 3  # of the grid that are asked for at once below its first
FILM_STEPS = 31
WIDTHS = ("data", "posterior", "prior")
SHOWN, ENCODED = CENTRES = ("shown", "encoded")


class TraverseSection(Section):
    """The grid stands around the picture that is shown, wherever that goes, or around mu of the one that was encoded.

    It stays where it is while one goes to its own cells or plays its film; ``recentre`` puts it where that led.
    """

    id = "traverse"

    @classmethod
    def title(cls) -> str:
        return QCoreApplication.translate("Latent", "Traverse")

    def __init__(self, state: LatentState, ask: Ask, parent: QWidget | None = None) -> None:
        super().__init__(state, parent)
        self._next_rows = Question(ask, self.show_rows, state.refused.emit)
        self._whole_film = Question(ask, self.show_film, state.refused.emit)
        self._center: np.ndarray | None = None
        self._own: set[bytes] = set()  # the codes of cells and of frames that one went to since it stands there
        self._rows: tuple[int, ...] = ()
        self._values: dict[int, np.ndarray] = {}  # of each row that came, the values of its dimension [steps]
        self._film: Traversal | None = None
        self._shown_for: Any = None
        self.steps = Spin(3, MOST_STEPS, 11, step=2)
        self.span = DecimalSpin(0.1, MOST_SPAN, 2.5, step=0.5)
        self.width_of = QComboBox()
        for name in WIDTHS:
            self.width_of.addItem("", name)
        self.around = QComboBox()
        for name in CENTRES:
            self.around.addItem("", name)
        self.row = QComboBox(sizeAdjustPolicy=QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._fields = {
            "steps": Field(self.steps, "latent.steps"),
            "span": Field(self.span, "latent.span"),
            "width": Field(self.width_of, "latent.width"),
            "around": Field(self.around, "latent.around"),
            "row": Field(self.row, "latent.row"),
        }
        self.recentre = IconButton("latent.recentre", "reset")
        self.play = IconButton("latent.play", "play")
        self.grid = named(PictureGrid(), "latent.grid")
        self.caption = named(QLabel(), "latent.grid.caption", role="muted")
        self.caption.setWordWrap(True)
        self.caption.setTextFormat(Qt.TextFormat.PlainText)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GAP)
        self.options = segment("latent.traverse.options")
        self.popover = Popover(self.options)
        for name in ("steps", "span", "width"):
            self.popover.column.addWidget(self._fields[name])
        self.popover.column.addWidget(self.recentre)
        layout.addWidget(line(self._fields["around"], self._fields["row"], self.play, self.options))
        layout.addWidget(self.grid, 1)
        layout.addWidget(self.caption)
        self.player = Player(self)
        self.player.frame.connect(self._show_frame)
        self.player.changed.connect(self._playing)
        for box in (self.steps, self.span):
            box.valueChanged.connect(self._ask_again)
        self.width_of.activated.connect(self._ask_again)
        self.around.activated.connect(self._put)
        self.row.activated.connect(self._row_chosen)
        self.recentre.clicked.connect(lambda: self._put_around(SHOWN))
        self.play.clicked.connect(self.toggle_film)
        self.grid.chosen.connect(self._chosen)
        self.grid.hovered.connect(self._hovered)
        state.model_chosen.connect(self._forget)
        state.dimensions_ordered.connect(self._name_rows)
        state.renamed.connect(self._label)
        state.code.anchor_changed.connect(self._put)
        state.code.settled.connect(self._follow)
        self.retranslate()

    # asking

    def _forget(self) -> None:
        self.player.stop()
        self._next_rows.forget()
        self._whole_film.forget()
        self._film = self._shown_for = self._center = None
        self._own.clear()
        self._rows, self._values = (), {}
        self.row.clear()
        self.grid.set_shape(0, 0)

    def _name_rows(self) -> None:
        self._rows = self.state.living_dimensions()[:MOST_ROWS]
        self.row.clear()
        for dimension in self._rows:
            self.row.addItem(self.state.name_of(dimension), dimension)

    def _put(self) -> None:
        """Put the middle of the grid where it belongs."""
        code = self.state.code
        if code.anchor is not None:
            self._center = code.anchor.mu if self.around.currentData() == ENCODED else code.z.copy()
            self._own.clear()
            self._ask_again()
            self._word_caption()

    def _put_around(self, what: str) -> None:
        self.around.setCurrentIndex(CENTRES.index(what))
        self._put()

    def _follow(self) -> None:
        """A move that did not begin here takes the grid along."""
        if (
            self.around.currentData() == SHOWN
            and not self._is_middle()
            and self.state.code.z.tobytes() not in self._own
        ):
            self._put()
        self._word_caption()

    def _is_middle(self) -> bool:
        """Whether the picture that is shown is the middle column."""
        return self._center is not None and np.array_equal(self._center, self.state.code.z)

    def _ask_again(self) -> None:
        self._next_rows.forget()
        self._shown_for = None
        if self.isVisible():
            self.begin()

    def begin(self) -> None:
        if self._center is None or self._shown_for is not None or not self._rows:
            return
        self.player.stop()
        self._film = None
        self._whole_film.forget()
        self._shown_for = self._center
        self.grid.set_shape(len(self._rows), self.steps.value(), keep=True)
        self._values = {}
        self._label()
        self._ask_rows(0, 1)

    def widths(self) -> np.ndarray:
        """What one step of the span is, for each dimension [D]."""
        anchor = self.state.code.anchor
        match self.width_of.currentData():
            case "posterior" if anchor is not None:
                return anchor.std
            case "data":
                return self.state.spread()
        return np.ones(len(self.state.order), np.float32)

    def _traverse(self, dimensions: Sequence[int], steps: int) -> Traverse:
        assert self._center is not None
        span = self.span.value()
        return Traverse(self._center, self.widths(), tuple(dimensions), self.state.model, steps=steps, span=span)

    def _ask_rows(self, first: int, count: int) -> None:
        wanted = self._traverse(self._rows[first : first + count], self.steps.value())
        self._next_rows.ask(wanted, interrupt=not first)  # rows of another grid are not waited for

    def show_rows(self, result: Traversal) -> None:
        """Draw rows of the grid, and ask for those below them."""
        first = self._rows.index(result.request.dimensions[0])
        below = first + len(result.pictures)
        if below < len(self._rows):  # first of all, so that the engine works while these rows are drawn
            self._ask_rows(below, ROWS)
        for row, (values, pictures) in enumerate(zip(result.values, result.pictures, strict=True), first):
            self._values[row] = values
            self.grid.set_row(row, pictures)

    def show_film(self, result: Traversal) -> None:
        """Play the film that came."""
        self._film = result
        self._start_film()

    # going there

    def code_of(self, row: int, column: int) -> np.ndarray | None:
        """The code of a cell; None while it has not come."""
        if self._center is None or row not in self._values:
            return None
        z = np.array(self._center, np.float32)
        z[self._rows[row]] = self._values[row][column]
        return z

    def _chosen(self, row: int, column: int) -> None:
        z, pictures = self.code_of(row, column), self.grid.pictures()[row]
        if z is None or pictures is None:
            return
        self.player.stop()
        self.row.setCurrentIndex(row)
        self.grid.mark(row, column)
        self._own.add(z.tobytes())
        self.state.code.go(z, pictures[column], all_of_it=True)

    def _hovered(self, row: int, column: int) -> None:
        self._word_caption(row, column)

    def _row_chosen(self) -> None:
        if self.player.playing():
            self.player.stop()
            self.toggle_film()

    # the film

    def toggle_film(self) -> None:
        """Play the chosen dimension, or stay where the film is."""
        if self.player.playing():
            self.player.stop()
            return
        if self._center is None or not self._rows or self.row.currentIndex() < 0:
            return
        dimension = int(self.row.currentData())
        film = self._film
        if film is not None and film.request.dimensions == (dimension,):
            self._start_film()
            return
        self._whole_film.ask(self._traverse([dimension], FILM_STEPS))

    def film(self) -> tuple[np.ndarray, tuple[np.ndarray, ...]] | None:
        """The codes [steps, D] and the pictures of the chosen row, the film's where it was played; None while there are none."""
        if self._center is None:
            return None
        row = max(self.row.currentIndex(), 0)
        if self._film is not None and row < len(self._rows) and self._film.request.dimensions == (self._rows[row],):
            values, pictures = self._film.values[0], self._film.pictures[0]
        else:
            shown = self.grid.pictures()[row] if row < len(self.grid.pictures()) else None
            if shown is None or row not in self._values:
                return None
            values, pictures = self._values[row], shown
        codes = np.repeat(np.asarray(self._center, np.float32)[None], len(values), 0)
        codes[:, self._rows[row]] = values
        return codes, tuple(pictures)

    def sheet(self) -> tuple[tuple[np.ndarray, ...], tuple[str, ...], tuple[str, ...]]:
        """The rows of pictures that are there once all are, with the words beside and above them."""
        rows = [pictures for pictures in self.grid.pictures() if pictures is not None]
        if not rows or len(rows) < len(self._rows) or len(self._values) < len(self._rows):
            return (), (), ()
        return tuple(rows), tuple(self.state.name_of(k) for k in self._rows), self._columns()

    def grid_values(self) -> np.ndarray:
        """The values of the moved dimension of each row [rows, steps]."""
        return np.stack([self._values[row] for row in range(len(self._rows))])

    def _start_film(self) -> None:
        film = self._film
        if film is None:
            return
        value = float(self.state.code.z[film.request.dimensions[0]])
        self.player.play(len(film.values[0]), int(np.abs(film.values[0] - value).argmin()))

    def _show_frame(self, number: int) -> None:
        film = self._film
        if film is None or self._center is None or film.request.model != self.state.model:
            self.player.stop()
            return
        dimension = film.request.dimensions[0]
        z = np.array(self._center, np.float32)
        z[dimension] = film.values[0][number]
        row = self._rows.index(dimension)
        if row in self._values:
            self.grid.mark(row, int(np.abs(self._values[row] - z[dimension]).argmin()))
        self._own.add(z.tobytes())
        self.state.code.slide(z, film.pictures[0][number], all_of_it=True)

    def _playing(self, on: bool) -> None:
        self.play.word(self.tr("Stop") if on else self.tr("Play"), self.tr("Play the chosen dimension as a film"))
        self.play.setIcon(icons.icon("pause" if on else "play"))
        if not on and len(self.state.code.z):
            self.state.code.finish_move()

    def figure_part(self) -> None:
        return None

    def figure_caption(self) -> str:
        return self.caption.text()

    # words

    def _columns(self) -> tuple[str, ...]:
        """How far from the middle each column stands."""
        away = np.linspace(-self.span.value(), self.span.value(), self.steps.value())
        return tuple("0" if abs(a) < 1e-9 else f"{a:+.1f}".replace("-", "−") for a in away.tolist())

    def _label(self) -> None:
        names = [self.state.name_of(dimension) for dimension in self._rows]
        self.grid.set_labels(names, self._columns())
        for place, name in enumerate(names[: self.row.count()]):
            self.row.setItemText(place, name)

    def _word_caption(self, row: int = -1, column: int = -1) -> None:
        if row in self._values and column >= 0:
            text = self.tr("{name} = {value}; click to go there").format(
                name=self.state.name_of(self._rows[row]), value=f"{self._values[row][column]:.2f}".replace("-", "−")
            )
        else:
            text = self._word_middle()
        self.caption.setText(text)

    def _word_middle(self) -> str:
        if self._center is None or self._is_middle():
            return self.tr(
                "Each row moves one dimension alone, in steps of its standard deviation; the middle column is the picture that is "
                "shown."
            )
        if self.around.currentData() == ENCODED:
            return self.tr(
                "Each row moves one dimension alone, in steps of its standard deviation; the middle column is the picture that was "
                "encoded, not what is shown."
            )
        return self.tr(
            "Each row moves one dimension alone, in steps of its standard deviation; the middle column is where you went from, not "
            "what is shown."
        )

    def save_state(self) -> dict[str, Any]:
        return {
            "steps": self.steps.value(),
            "span": self.span.value(),
            "width": self.width_of.currentData(),
            "around": self.around.currentData(),
        }

    def restore_state(self, state: dict[str, Any]) -> None:
        take_number(self.steps, state.get("steps"))
        if type(state.get("span")) in (int, float):
            self.span.setValue(float(state["span"]))
        if state.get("width") in WIDTHS:
            self.width_of.setCurrentIndex(WIDTHS.index(state["width"]))
        if state.get("around") in CENTRES:
            self._put_around(state["around"])

    def retranslate(self) -> None:
        self.options.setText(self.tr("View"))
        self.options.setToolTip(self.tr("How many pictures a row has, and how far they go"))
        for each in (self.options, self.popover):
            each.setAccessibleName(self.options.text())
        self._fields["steps"].set_text(self.tr("Steps"), self.tr("Pictures in each row"))
        self._fields["span"].set_text("±", self.tr("Standard deviations to each side"), name=self.tr("Span"))
        self._fields["width"].set_text(
            "×", self.tr("Whose standard deviation a step is"), name=self.tr("Standard deviation")
        )
        self._fields["around"].set_text(self.tr("Around"), self.tr("What stands in the middle column"))
        for name, text in {SHOWN: self.tr("what is shown"), ENCODED: self.tr("the encoded picture, μ")}.items():
            self.around.setItemText(CENTRES.index(name), text)
        self._fields["row"].set_text(self.tr("Animate"), self.tr("The dimension that is played"))
        for name, text in {
            "data": self.tr("the data's spread"),
            "posterior": self.tr("this picture's posterior"),
            "prior": self.tr("the prior"),
        }.items():
            self.width_of.setItemText(WIDTHS.index(name), text)
        self.recentre.word(
            self.tr("Center on current sliders"), self.tr("Put the middle of the grid where the sliders stand")
        )
        self.grid.setAccessibleName(self.tr("Traversal grid: a row for each dimension, moved from left to right"))
        self.play.word(
            self.tr("Stop") if self.player.playing() else self.tr("Play"),
            self.tr("Play the chosen dimension as a film"),
        )
        self._label()
        self._word_caption()
