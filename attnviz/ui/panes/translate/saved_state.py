"""What the Translate pane remembers between starts, as plain strings, numbers and booleans, and how it takes that back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attnviz.engine.attention.messages import KINDS
from attnviz.ui.attention.saved_map import map_from

if TYPE_CHECKING:
    from collections.abc import Callable

    from attnviz.ui.attention.map_choice import Off
    from attnviz.ui.attention.view_bar import ViewBar
    from attnviz.ui.panes.translate.model_bar import ModelBar
    from attnviz.ui.panes.translate.sentences import Sentences

LONGEST = 20_000  # characters of a text that is kept


def save(sentences: Sentences, models: ModelBar, view: ViewBar, *, map: str, off: Off) -> dict[str, Any]:
    """Everything to remember; heads that are off belong to the sentence and go with it."""
    return {
        "text": sentences.source.toPlainText()[:LONGEST],
        "model": models.model_id(),
        "compared": models.compared_id(),
        "beams": models.beam_width(),
        "own": sentences.own_target() is not None,
        "target": sentences.kept_target()[:LONGEST],
        "map": map,
        "off": off_text(off),
        **view.state(),
    }


def restore(
    state: dict[str, Any], sentences: Sentences, models: ModelBar, view: ViewBar, remember: Callable[..., None]
) -> None:
    """Take back a state; what is missing or of the wrong type changes nothing. ``remember`` is the pane's."""
    text, model, beams = state.get("text"), state.get("model"), state.get("beams")
    known = isinstance(text, str) and bool(text.strip())
    if known:
        sentences.source.show_text(str(text))
    map, off = state.get("map"), state.get("off")
    remember(
        map=map if isinstance(map, str) and map_from(map) else "",
        off=off_from(off) if isinstance(off, str) and known else (),
        beams=beams if type(beams) is int else None,
        model=model if isinstance(model, str) and model else models.model_id(),
    )
    if isinstance(state.get("compared"), str):
        models.choose_compared(state["compared"])
    if isinstance(state.get("target"), str):
        (sentences.set_own if state.get("own") is True else sentences.keep_target)(state["target"])
    view.restore(state)


def off_text(off: Off) -> str:
    """Heads that are off as one line."""
    return " ".join(f"{kind}:{layer}:{head}" for kind, layer, head in off)


def off_from(text: str) -> Off:
    """What ``off_text`` wrote; nothing for anything else."""
    try:
        found = [part.split(":") for part in text.split()]
        off = tuple((kind, int(layer), int(head)) for kind, layer, head in found)
    except ValueError:
        return ()
    return tuple(sorted(each for each in off if each[0] in KINDS and min(each[1:]) >= 0))
