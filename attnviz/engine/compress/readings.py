"""Answers what a compressed speller, captioner or reader makes of an example beside the model's own answer, and how often both
agree.

Their own handlers answer, from a store in which the model is the compressed copy.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from attnviz.engine.attention.measuring import SlicedMeasurement
from attnviz.engine.compress.messages import ComparedReadings, CompareReadings, CompressedFigure, MeasureCompressed
from attnviz.engine.compress.variants import size, store_with
from attnviz.engine.describe import describe
from attnviz.engine.describe.messages import Describe, Described
from attnviz.engine.listen import listen
from attnviz.engine.listen.messages import Heard, Listen
from attnviz.engine.messages import Refused
from attnviz.engine.read.handlers import HANDLERS as READING
from attnviz.engine.read.messages import Answered, Filled, Found, Parsed, Titled

if TYPE_CHECKING:
    from collections.abc import Callable

    from attnviz.engine.model_store import ModelStore
    from attnviz.engine.worker import YieldPoint

WHOLE = 16  # bits of the model as it is
HANDLERS: dict[type, Callable[..., Any]] = {**READING, Describe: describe.run, Listen: listen.run}
KINDS = ("captioner", "speller", "answerer", "blank_filler", "parser", "title_writer", "reader")


def answer(store: ModelStore, example: Any, progress: YieldPoint) -> Any:
    """What the model of an example's request says to it."""
    return HANDLERS[type(example)](store, example, progress)


def again(store: ModelStore, original: Any, progress: YieldPoint) -> Any:
    """The same example read with the words that were written before, so that both have the same rows; None where nothing is
    written.
    """
    request = original.request
    if isinstance(original, Heard):
        return answer(store, replace(request, held=tuple(each.ids for each in original.stretches)), progress)
    if isinstance(original, Described | Titled):
        return answer(store, replace(request, prefix=original.beams[0].ids), progress)
    return None


def decisions(result: Any) -> list[Any]:
    """What a model decided: the likeliest letter, word or piece at each step, the span, the word of each blank, each word's head
    with its label, the text that was found.
    """
    if isinstance(result, Heard | Described | Titled):
        return [int(best) for best in result.alternatives[:, 0]]
    if isinstance(result, Answered):
        return [(result.spans[0].start, result.spans[0].end) if result.found else None]
    if isinstance(result, Filled):
        return [words[0].token for words in result.fillings]
    if isinstance(result, Parsed):
        return list(zip(result.heads, result.labels, strict=True))
    assert isinstance(result, Found)
    return [int(result.order[0])]


class Agreement(SlicedMeasurement):
    """How often (percent) the compressed model decides as it does uncompressed, on the examples that are asked about; what is
    written is read by both with the words of the uncompressed one.
    """

    def __init__(self, store: ModelStore, request: MeasureCompressed, progress: YieldPoint) -> None:
        super().__init__(request, rows=1)
        if not request.examples:
            raise Refused("no_sample", f"There are no examples to measure {request.model} on.")
        self._whole = store_with(store, request.model, WHOLE, progress)
        self._small = store_with(store, request.model, request.compression.bits, progress)
        self._bytes = size(self._small.model(request.model), request.compression)
        self._same = self._of = 0

    @property
    def size(self) -> int:
        """How many examples there are."""
        return len(self.request.examples)

    def measure(self, begin: int, end: int) -> None:
        """Read these examples with both."""
        for example in self.request.examples[begin:end]:
            original = answer(self._whole, example, _silent)
            other = again(self._small, original, _silent) or answer(self._small, example, _silent)
            pairs = list(zip(decisions(original), decisions(other), strict=False))
            self._same += sum(one == two for one, two in pairs)
            self._of += len(pairs)

    def result(self) -> CompressedFigure:
        """What is known so far."""
        value = 100 * self._same / self._of if self._of else float("nan")
        share = self.done / self.size
        return CompressedFigure(self.request, self._bytes, value, self.done, self.size, share, "agreement")


FIGURES: dict[str, type[SlicedMeasurement]] = dict.fromkeys(KINDS, Agreement)


def compare(store: ModelStore, request: CompareReadings, progress: YieldPoint) -> ComparedReadings:
    """Answer a ``CompareReadings``. ``Refused`` as for its example."""
    whole = store_with(store, request.model, WHOLE, progress)
    small = store_with(store, request.model, request.compression.bits, progress)
    original, compressed = (answer(each, request.example, progress) for each in (whole, small))
    read = again(small, original, progress)
    return ComparedReadings(request, original, compressed, compressed if read is None else read)


def _silent(share: float = 0.0, code: str = "") -> None:
    """An example is read to its end."""
