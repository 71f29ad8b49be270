"""The sections of the Read pane, in the order of their tabs: a line brings one in, and it is shown where its model is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attnviz.paths import model_folders
from attnviz.ui.panes.read.answer import AnswerSection
from attnviz.ui.panes.read.fill import FillSection
from attnviz.ui.panes.read.find import FindSection
from attnviz.ui.panes.read.tree import TreeSection

if TYPE_CHECKING:
    from attnviz.ui.panes.read.section import ReadSection

SECTIONS: tuple[type[ReadSection], ...] = (AnswerSection, FillSection, TreeSection, FindSection)


def sections_there() -> tuple[type[ReadSection], ...]:
    """Those whose model is in a folder of models; all where none is: each then says what is missing."""
    folders = model_folders()
    found = [each for each in SECTIONS if any((folder / f"{each.model}.safetensors").is_file() for folder in folders)]
    return tuple(found) or SECTIONS
