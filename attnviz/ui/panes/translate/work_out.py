"""What the Playground needs to work out the attention that Translate shows, with the model's own numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication

from attnviz.ui.attention import captions

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


def one_of_several(choice: MapChoice) -> str:
    """Which head is worked out where several are shown; "" where it is the only one."""
    if len(choice.pairs) == 1 and not choice.rollout:
        return ""
    text = QCoreApplication.translate(
        "TranslatePane", "Several heads are shown; the first of them is worked out: {head}."
    )
    return text.format(head=captions.head_name(choice.pairs[0]))
