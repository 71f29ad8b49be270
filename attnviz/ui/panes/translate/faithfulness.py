"""“Test this map”: hide the words it points at, hide as many at random, and read both drops in plain words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QSpinBox, QVBoxLayout, QWidget

from attnviz.ui import theme
from attnviz.ui.factors import factor
from attnviz.ui.i18n import in_a_row
from attnviz.ui.reworded import Reworded
from attnviz.ui.widgets.drop_bars import CHANCE, CLEAR, DropBars
from attnviz.ui.widgets.flow import FlowLayout
from attnviz.ui.widgets.named import named

if TYPE_CHECKING:
    from attnviz.engine.translate.messages import Faithfulness

MOST_WORDS, MOST_DRAWS = 8, 200


class FaithfulnessTexts:
    """What is tested of a translation; a subclass of what else is answered."""

    def whole(self) -> str:
        """All that is answered."""
        return QCoreApplication.translate("FaithfulnessPanel", "the translation")

    def part(self, name: str) -> str:
        """A part of it by its name."""
        return QCoreApplication.translate("FaithfulnessPanel", "the word “{word}”").format(word=name)

    def hint(self) -> str:
        """What the test does."""
        return QCoreApplication.translate(
            "FaithfulnessPanel",
            "Hides the words it points at, and as many others, and compares what the translation loses.",
        )

    def check(self) -> str:
        """What the button does."""
        return QCoreApplication.translate(
            "FaithfulnessPanel", "Check whether the translation depends on the words this map points at"
        )


class FaithfulnessPanel(Reworded, QWidget):
    """``asked`` carries k and the number of draws. ``texts`` say what is tested; ``name`` begins the object names."""

    asked = Signal(int, int)

    def __init__(
        self, texts: FaithfulnessTexts | None = None, *, name: str = "translate", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._texts = texts or FaithfulnessTexts()
        self._told: Faithfulness | None = None
        self._group: tuple[int, ...] = ()
        self._words = ("", "")
        self._running = False
        self.heading = named(QLabel(), f"{name}.truth.heading", role="muted")
        self.heading.setWordWrap(True)
        self.k = named(QSpinBox(), f"{name}.truth.k")
        self.k.setRange(1, MOST_WORDS)
        self.k.setValue(2)
        self.draws = named(QSpinBox(), f"{name}.truth.draws")
        self.draws.setRange(1, MOST_DRAWS)
        self.draws.setValue(20)
        self.check = named(QPushButton(), f"{name}.truth.check")
        self.bars = DropBars()
        self.bars.setObjectName(f"{name}.truth.bars")
        self.answer = named(QLabel(), f"{name}.truth.answer")
        self.answer.setWordWrap(True)
        self.answer.setTextFormat(Qt.TextFormat.PlainText)
        self.answer.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        controls = QWidget()
        flow = FlowLayout(controls, gap=6)
        for widget in (self.k, self.draws, self.check):
            flow.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme.GAP, 0, 0)
        layout.setSpacing(6)
        for part in (self.heading, controls, self.bars, self.answer):
            layout.addWidget(part)
        self.check.clicked.connect(lambda: self.asked.emit(self.k.value(), self.draws.value()))
        self.retranslate()
        self.clear()

    def clear(self) -> None:
        """The map has changed: what was told is of another one."""
        self._told, self._running = None, False
        self._word()

    def set_running(self) -> None:
        """An answer is on its way."""
        self._running = True
        self._word()

    def show_failure(self, sentence: str) -> None:
        """Say why there is no answer."""
        self.clear()
        self.answer.setText(sentence)

    def show_told(self, told: Faithfulness, words: str, group: tuple[int, ...], row: str) -> None:
        """Show what is known so far: ``words`` are hidden; of what was measured ``group`` alone (none: all), called ``row``."""
        self._told, self._group, self._words = told, group, (words, row)
        self._running = told.share < 1
        self._word()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def _fit(self) -> None:
        """As narrow as the numbers allow, so that both stand in one line."""
        metrics = self.fontMetrics()
        for box in (self.k, self.draws):
            box.setFixedWidth(metrics.horizontalAdvance(f"{box.prefix()}{box.maximum()}") + 3 * metrics.height())

    def retranslate(self) -> None:
        self.heading.setText(self.tr("Test this map"))
        self.k.setPrefix(self.tr("Words to hide: "))
        self.k.setAccessibleName(self.tr("How many words are hidden"))
        self.k.setToolTip(self.tr("The most attended words are hidden from the model, and as many at random"))
        self.draws.setPrefix(self.tr("Random trials: "))
        self.draws.setAccessibleName(self.tr("How often words are drawn at random"))
        self._fit()
        self.check.setText(self.tr("Check"))
        self.check.setAccessibleName(self._texts.check())
        self.bars.setAccessibleName(self.tr("Drops of the log-probability"))
        self._word()

    def _word(self) -> None:
        told = self._told
        self.bars.setVisible(told is not None and len(told.random_drops) > 0)
        self.check.setEnabled(not self._running)
        if told is None or not len(told.random_drops):
            self.answer.setText(self.tr("Measuring…") if self._running else self._texts.hint())
            return
        group = list(self._group) or list(range(len(told.drops)))
        attended = float(told.drops[group].sum())
        random = told.random_drops[:, group].sum(1)
        less = int((random < attended).sum())
        words, row = self._words
        self.bars.show_drops(
            attended,
            float(random.min()),
            float(random.mean()),
            float(random.max()),
            (self.tr("without {words}").format(words=words), self.tr("without random words")),
        )
        about = self._texts.part(row) if row else self._texts.whole()
        sentences = [
            self.tr("Without {words}, {about} becomes {change}; without random words, {other}.").format(
                words=words, about=about, change=self._change(attended), other=self._change(float(random.mean()))
            ),
            self.tr("In {less} of {draws} trials the random words mattered less.").format(less=less, draws=len(random)),
        ]
        share = less / len(random) if attended > 0 else 0.0  # without what matters the translation loses something
        if share >= CLEAR:
            sentences.append(self.tr("Here the map points at what matters."))
        elif share >= CHANCE:
            sentences.append(self.tr("The map does somewhat better than chance here."))
        else:
            sentences.append(self.tr("That is no better than chance: do not read this map as the reason."))
        for note in told.notes:
            sentences.append(self._note(note.code, dict(note.parameters)))
        if self._running:
            sentences.append(self.tr("Measuring…"))
        self.answer.setText(in_a_row(sentences))

    def _change(self, drop: float) -> str:
        """What a drop of the log-probability does to the probability."""
        text = self.tr("{times} times less probable") if drop >= 0 else self.tr("{times} times more probable")
        return text.format(times=factor(abs(drop)))

    def _note(self, code: str, parameters: dict[str, int]) -> str:
        if code == "fewer_hidden":
            return self.tr("The sentence has words for only {k}.").format(k=parameters.get("k", 1))
        if code == "fewer_draws":
            return self.tr("No more than {draws} trials are different.").format(draws=parameters.get("draws", 1))
        return ""
