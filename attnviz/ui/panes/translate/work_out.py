"""What the Playground needs to work out the attention that Translate shows, with the model's own numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from attnviz.engine.translate.messages import Translation
    from attnviz.ui.attention.map_choice import MapChoice


def to_work_out(result: Translation, choice: MapChoice) -> dict[str, Any]:
    """The translation, and of the heads that are shown the first."""
    request, view = result.request, choice.view
    layer, head = choice.pairs[0]
    return {
        "model": request.model,
        "text": request.text,
        "target_ids": tuple(token.id for token in result.target_tokens),
        "layer": layer,
        "head": head,
        "attention": view.kind,
        "shift": view.shift,
        "heads_off": request.heads_off,
    }
