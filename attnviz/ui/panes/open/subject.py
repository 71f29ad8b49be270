"""What is shown in the Open pane, whether a model read it, wrote it, or a file holds it: kinds of attention with their axes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from attnviz.engine.attention import head_statistics, weight_stack
from attnviz.engine.attention.messages import Attention, AttentionBetween, Frames, Token, Words
from attnviz.lazy_numpy import np
from attnviz.ui.attention.heads_tiles import own_scales
from attnviz.ui.attention.mosaic_drawing import Labels
from attnviz.ui.panes.open import fewer_frames

if TYPE_CHECKING:
    from collections.abc import Sequence

    from attnviz.engine.attention.weight_stack import WeightStack
    from attnviz.engine.attention_files.messages import OpenedAttention

MOST_CELLS = 12_000_000  # of all heads of a kind, up to which one head is shown beside its measures
MOST_TOKENS = 400  # of a side, up to which a heatmap has cells that can be told apart


@dataclass(frozen=True, eq=False)
class Part:
    """One kind of attention; ``between`` where it is small enough to be shown head by head, with measures of each: there so many
    frames of a sound are taken ``together``, and the silence left out after its end held ``left_out`` of the weight. The
    mosaic shows the first ``seen`` queries and keys: all, but for that silence.
    """

    kind: str
    stack: WeightStack
    labels: Labels
    between: AttentionBetween | None
    together: int = 1
    left_out: float = 0.0
    seen: tuple[int, int] | None = None

    def follows_best(self) -> tuple[int, int]:
        """The (layer, head) that best follows its keys in order: the strongest cells of its rows on average, times the share of its
        weight near the diagonal.
        """
        assert self.between is not None
        weights = self.between.attention.weights
        score = weights.max(-1).mean(-1) * head_statistics.diagonality(weights)
        layer, head = divmod(int(score.argmax()), score.shape[1])
        return layer, head

    def mosaic(self) -> tuple[WeightStack, Labels]:
        """What all heads are drawn from at once."""
        if self.seen is None:
            return self.stack, self.labels
        queries, keys = self.seen
        return self.stack.first(queries, keys), Labels(self.labels.queries[:queries], self.labels.keys[:keys])

    def brightest(self) -> float:
        """The weight that the brightest colour stands for where all heads are seen on one scale: over frames and long texts
        weight is spread thin. 1 among few words, and of what lies in a file.
        """
        if self.seen is not None:
            return self.mosaic()[0].strongest()
        tops = own_scales(self.between) if self.between is not None else None
        return 1.0 if tops is None else float(np.median(tops))


@dataclass(frozen=True, eq=False)
class Subject:
    """All kinds of attention that are shown together; ``size`` in bytes of a file that is read by tile, else 0."""

    title: str
    parts: tuple[Part, ...]
    size: int = 0

    def part(self, kind: str) -> Part:
        """The part of a kind; the first where there is none."""
        return next((part for part in self.parts if part.kind == kind), self.parts[0])

    def answer(self) -> tuple[AttentionBetween, ...]:
        """What can be shown head by head: all parts or none."""
        found = tuple(part.between for part in self.parts if part.between is not None)
        return found if len(found) == len(self.parts) else ()


def of_attention(title: str, attention: Sequence[AttentionBetween]) -> Subject:
    """What a model read or wrote."""
    parts = []
    for between in attention:
        labels = Labels([t.text for t in between.queries.tokens], [t.text for t in between.keys.tokens])
        stack = weight_stack.stack_of(between.attention.weights)
        if Frames in (type(between.queries), type(between.keys)) and not _is_small(stack):
            fewer, seen = fewer_frames.fewer(between, MOST_CELLS), fewer_frames.heard(between)
            parts.append(Part(between.attention.kind, stack, labels, *fewer, seen))
        else:
            parts.append(Part(between.attention.kind, stack, labels, between if _is_small(stack) else None))
    return Subject(title, tuple(parts))


def of_file(opened: OpenedAttention) -> Subject:
    """What a file holds."""
    parts = []
    for each in opened.attentions:
        between = None
        if _is_small(each.stack):
            queries = Words(_tokens(each.queries))
            keys = queries if each.keys == each.queries else Words(_tokens(each.keys))
            between = AttentionBetween(Attention(each.kind, each.stack.whole()), queries, keys)
        parts.append(Part(each.kind, each.stack, Labels(each.queries, each.keys), between))
    in_file = any(not each.stack.in_memory for each in opened.attentions)
    return Subject(opened.title, tuple(parts), opened.size if in_file else 0)


def _is_small(stack: WeightStack) -> bool:
    layers, heads, queries, keys = stack.shape
    return layers * heads * queries * keys <= MOST_CELLS and max(queries, keys) <= MOST_TOKENS


SPECIAL = ("[CLS]", "[SEP]", "[PAD]", "[MASK]", "<s>", "</s>", "<pad>", "<bos>", "<eos>", "<|endoftext|>")


def _tokens(texts: Sequence[str]) -> tuple[Token, ...]:
    """Names as tokens, whose kinds are known by their looks alone."""
    made, place = [], 0
    for i, text in enumerate(texts):
        kind = "special" if text in SPECIAL else "punctuation" if text and not any(map(str.isalnum, text)) else "word"
        starts = not text.startswith("##")
        made.append(Token(-1, text, place, place + len(text), starts or i == 0, kind))
        place += len(text) + 1
    return tuple(made)
