"""The sections of the Read pane, in the order of their tabs: a line brings one in. One whose model is missing says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attnviz.ui.panes.read.answer import AnswerSection
from attnviz.ui.panes.read.fill import FillSection
from attnviz.ui.panes.read.find import FindSection
from attnviz.ui.panes.read.title import TitleSection
from attnviz.ui.panes.read.tree import TreeSection

if TYPE_CHECKING:
    from attnviz.ui.panes.read.section import ReadSection

SECTIONS: tuple[type[ReadSection], ...] = (AnswerSection, FillSection, TreeSection, TitleSection, FindSection)
