"""The model that ships with My model: rxnmapper, which reads chemical reactions (Schwaller et al. 2021, MIT licence).

In layer 11, head 6 each atom of the product looks at the atom of the reactants that it came from; nobody taught it that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attnviz.paths import asset

if TYPE_CHECKING:
    from pathlib import Path

HEAD = (10, 5)  # layer and head, counted from 0
REACTION = "CC(C)S.CN(C)C=O.Fc1cccnc1F.O=C([O-])[O-].[K+].[K+]>>CC(C)Sc1ncccc1F"


def folder() -> Path:
    """Where it lies."""
    return asset("samples", "open", "rxnmapper")


def show(pane: Any) -> None:
    """Open it in the Open pane, let it read a reaction, and look at that head."""
    pane.input.text.show_text(REACTION)
    pane.begin_with("", HEAD)
    pane.show_section("head")
    pane.open_path(folder())
