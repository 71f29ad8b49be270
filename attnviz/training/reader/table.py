"""Which run follows a recipe of a reader, and what measures it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attnviz.engine.read.certainty import certainty_of
from attnviz.training.reader.answers import AnswererRun, exact_match_and_f1
from attnviz.training.reader.blanks import BlankFillerRun, filled_in
from attnviz.training.reader.finding import found_first
from attnviz.training.reader.recipes import (
    AnswererRecipe,
    BlankFillerRecipe,
    ParserRecipe,
    SharedRecipe,
    TitleRecipe,
)
from attnviz.training.reader.shared_run import SharedRun
from attnviz.training.reader.texts import read_passages, read_sentences, read_titled, read_trees
from attnviz.training.reader.titles import TitleRun, titled
from attnviz.training.reader.trees import ParserRun, attachment

if TYPE_CHECKING:
    from pathlib import Path

    from attnviz.engine.checkpoints import Loaded

RUNS: dict[type, type] = {
    SharedRecipe: SharedRun,
    AnswererRecipe: AnswererRun,
    BlankFillerRecipe: BlankFillerRun,
    ParserRecipe: ParserRun,
    TitleRecipe: TitleRun,
}


def measured(loaded: Loaded, data: Path, split: str, *, beams: int) -> dict[str, Any]:
    """All figures of a reader on a split, in percent where they are shares. ``DataError`` when the files are missing."""
    network, pieces, kind = loaded.network, loaded.tokenizers["source"], loaded.about.kind
    if kind == "reader":
        return found_first(network, pieces, read_passages(data, split))
    if kind == "answerer":
        certainty = certainty_of(loaded.about.card)
        return exact_match_and_f1(network, pieces, read_passages(data, split), certainty=certainty)
    if kind == "blank_filler":
        return filled_in(network, pieces, read_sentences(data, split))
    if kind == "parser":
        return attachment(network, pieces, read_trees(data, split))
    return titled(network, pieces, read_titled(data, split), beams=beams)
