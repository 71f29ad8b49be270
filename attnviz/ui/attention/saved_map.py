"""The chosen map as one line of text, for what a pane remembers between starts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attnviz.engine.attention.messages import KINDS

if TYPE_CHECKING:
    from attnviz.ui.attention.map_choice import MapChoice, Pair
    from attnviz.ui.attention.view import AttentionView


def restore_map(view: AttentionView, text: str) -> None:
    """Choose the map that a text names; heads that the model does not have are left out."""
    if named := map_from(text):
        kind, pairs, shift, norms, rollout = named
        view.drawer.choose(kind, pairs, rollout=rollout)
        view.view_bar.set_reading(shift=shift, norms=norms)


def map_text(choice: MapChoice) -> str:
    """A choice of map as one line."""
    view = choice.view
    pairs = " ".join(f"{layer}.{head}" for layer, head in choice.pairs)
    return f"{view.kind};{pairs};{int(view.shift)};{int(view.norms)};{int(choice.rollout)}"


def map_from(text: str) -> tuple[str, tuple[Pair, ...], bool, bool, bool] | None:
    """What ``map_text`` wrote: kind, heads, shift, norms, rollout; None for anything else."""
    try:
        kind, pairs, shift, norms, rollout = text.split(";")
        heads = tuple((int(a), int(b)) for a, b in (pair.split(".") for pair in pairs.split()))
    except ValueError:
        return None
    if kind not in KINDS or not heads or any(number < 0 for pair in heads for number in pair):
        return None
    return kind, heads, shift == "1", norms == "1", rollout == "1"
