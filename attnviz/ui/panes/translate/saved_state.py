"""What the Translate pane remembers between starts, as plain strings, numbers and booleans, and how it takes that back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attnviz.engine.attention.messages import KINDS
from attnviz.ui.attention.map_choice import Off
from attnviz.ui.attention.saved_map import map_from

if TYPE_CHECKING:
    from attnviz.ui.panes.translate.pane import TranslatePane

LONGEST = 20_000  # characters of a text that is kept


def save(pane: TranslatePane) -> dict[str, Any]:
    """Everything to remember; heads that are off belong to the sentence and go with it."""
    own = pane.sentences.own_target()
    return {
        "text": pane.sentences.source.toPlainText()[:LONGEST],
        "model": pane.models.model_id(),
        "compared": pane.models.compared_id(),
        "beams": pane.models.beam_width(),
        "own": own is not None,
        "target": (own or "")[:LONGEST],
        "map": pane.default_map.text(),
        "off": off_text(pane.request().heads_off),
        **pane.view.state(),
    }


def restore(pane: TranslatePane, state: dict[str, Any]) -> None:
    """Take back a state; what is missing or of the wrong type changes nothing."""
    text, model, beams = state.get("text"), state.get("model"), state.get("beams")
    known = isinstance(text, str) and bool(text.strip())
    if known:
        pane.sentences.source.show_text(str(text))
    map, off = state.get("map"), state.get("off")
    pane.remember(
        map=map if isinstance(map, str) and map_from(map) else "",
        off=off_from(off) if isinstance(off, str) and known else (),
        beams=beams if type(beams) is int else None,
        model=model if isinstance(model, str) and model else pane.models.model_id(),
    )
    if isinstance(state.get("compared"), str):
        pane.models.choose_compared(state["compared"])
    if state.get("own") is True and isinstance(state.get("target"), str):
        pane.sentences.set_own(state["target"])
    pane.view.restore(state)


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
