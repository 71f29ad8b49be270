"""Contextual biasing: names and numbers of the source are spelled in the translation as they stand there.

A rare name is a chain of pieces, of which a small network forgets or swaps one (Holripel, Holpel). So the search adds to the
score of a piece that begins a name of the source, and more to those that go on with one begun (shallow fusion with a prefix tree:
Zhao et al. 2019, "Shallow-Fusion End-to-End Contextual Biasing", section 3). Words that the source's vocabulary has whole are left
to the network: it knows them, and some have another form (Mary, Marie). What a translation's probabilities say is the network's
alone; only the search, and which of its finds comes first, heed the names. All constants were chosen on dev sentences.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

import torch
from torch import Tensor

from attnviz.engine.translate.alphabet import WORD_START

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from attnviz.engine.translate.tokenizer import Tokenizer
    from attnviz.models.decoding import Translator

BEGIN, CONTINUE = 1.0, 7.0  # nats
NAME, NUMBER = re.compile(r"[A-Z][\w-]+"), re.compile(r"\d+")


@dataclass(eq=False)
class Node:
    """A place in the prefix tree: the letters and the pieces (by id) that may come next, the name that is ``whole`` here, and those
    that are or may become it.
    """

    letters: dict[str, Node] = field(default_factory=dict)
    pieces: dict[int, Node] = field(default_factory=dict)
    whole: str = ""
    names: set[str] = field(default_factory=set)

    def ahead(self, read: str = "") -> Iterator[tuple[str, Node]]:
        """All letters that may be read from here, as one text, and where they lead."""
        for letter, node in self.letters.items():
            yield read + letter, node
            yield from node.ahead(read + letter)


class Place(NamedTuple):
    """Where a target is in the tree, and the names that it has already."""

    node: Node
    done: frozenset[str] = frozenset()


class Spelled(NamedTuple):
    """The names and numbers of one source as a prefix tree; ``begins``: the pieces that say which of them they begin; ``inside``:
    those of the vocabulary that would go on with a word.
    """

    tree: Node
    begins: tuple[int, ...]
    inside: Tensor

    def after(self, place: Place, piece: int) -> Place:
        """Where a target is after one more piece; at the root when no name goes on."""
        node = place.node.pieces.get(piece) or self.tree.pieces.get(piece) or self.tree
        return Place(node, place.done | {node.whole} if node.whole else place.done)

    def bias(self, scores: Tensor, place: Place) -> None:
        """Add to the scores [V] of the next piece what is said at ``place``, in place: a name that is done is not said again."""
        node, done = place
        begun = node is not self.tree
        may_come = node.pieces if begun else {piece: node.pieces[piece] for piece in self.begins}
        if node.whole:
            scores[self.inside] -= CONTINUE
        chosen = [piece for piece, after in may_come.items() if after.names - done]
        scores[chosen] += CONTINUE * (1 + bool(node.whole)) if begun else BEGIN

    def bonus(self, ids: Sequence[int]) -> float:
        """What names and numbers of the source that are whole in a target add to its log-probability, in nats."""
        place = Place(self.tree)
        for piece in ids:
            place = self.after(place, piece)
        return CONTINUE * len(place.done)


def names(source: Sequence[int], reader: Tokenizer) -> list[str]:
    """The capitalised words of a source's ids that the vocabulary has only in pieces, in small letters too."""
    found = dict.fromkeys(NAME.findall(reader.decode(source)))
    return [word for word in found if all(len(reader.ids(form)) > 1 for form in (word, word.lower()))]


def spelled(source: Sequence[int], reader: Tokenizer, writer: Tokenizer) -> Spelled | None:
    """What is to be spelled of a source's ids; None where there is nothing. A script without spaces writes some names in its own
    signs: there a name is not begun for its sake, but spelled to its end where it is begun.
    """
    found = NUMBER.findall(reader.decode(source)) + names(source, reader)
    if not found:
        return None
    tree = Node()
    for word in found:
        node = tree
        for letter in word:
            node = node.letters.setdefault(letter, Node())
            node.names.add(word)
        node.whole = word
    known, begins = writer.known_pieces, set()
    for first, beginning in tree.ahead():
        for mark in (WORD_START, ""):
            if (piece := known.get(mark + first)) is not None:
                tree.pieces[piece] = beginning
                of_number = first[0].isdigit()
                if (mark and (of_number or len(first) > 1)) if writer.spaced else of_number:
                    begins.add(piece)
        beginning.pieces = {piece: node for rest, node in beginning.ahead() if (piece := known.get(rest)) is not None}
    return Spelled(tree, tuple(begins), _inside(writer))


@lru_cache(8)
def _inside(writer: Tokenizer) -> Tensor:
    return torch.tensor(sorted(writer.inside_words))


class _Following(NamedTuple):
    """A network's state, and of each row what is to be spelled and how far it is."""

    state: Any
    spelled: tuple[Spelled | None, ...]
    places: tuple[Place | None, ...]

    def select(self, rows: Tensor) -> _Following:
        """As the network's state."""
        chosen = rows.tolist()
        of_rows = (tuple(each[row] for row in chosen) for each in (self.spelled, self.places))
        return _Following(self.state.select(rows), *of_rows)


class Biased(NamedTuple):
    """A translator whose scores heed what is to be ``spelled`` of each source."""

    network: Translator
    spelled: tuple[Spelled | None, ...]

    def encode(self, source: Tensor, src_mask: Tensor) -> _Following:
        """As the network's."""
        places = tuple(each and Place(each.tree) for each in self.spelled)
        return _Following(self.network.encode(source, src_mask), self.spelled, places)

    def step(self, tokens: Tensor, state: _Following) -> tuple[Tensor, Tensor, _Following]:
        """As the network's, its scores [B, V] with the bias of each row."""
        logits, weights, after = self.network.step(tokens, state.state)
        places: list[Place | None] = []
        for row, (token, of_row, place) in enumerate(zip(tokens.tolist(), state.spelled, state.places, strict=True)):
            if of_row is not None and place is not None:
                place = of_row.after(place, token)
                of_row.bias(logits[row], place)
            places.append(place)
        return logits, weights, _Following(after, state.spelled, tuple(places))
