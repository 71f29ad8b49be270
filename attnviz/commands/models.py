"""``attnviz models``: which models there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attnviz.commands.lines import put, put_json, say
from attnviz.engine.messages import ListModels
from attnviz.engine.session import Session

if TYPE_CHECKING:
    import argparse


def run(arguments: argparse.Namespace) -> int:
    """List them, and say which files cannot be used and why; exit status 0 also when there are none."""
    found = Session().run(ListModels())
    for unusable in found.unusable:
        say("models", unusable.sentence)
    for model in found.models:
        if arguments.json:
            put_json(id=model.id, kind=model.kind, parameters=model.parameters, bytes=model.bytes, card=model.card)
        else:
            languages = " → ".join(filter(None, model.languages))
            put(
                f"{model.id:<20} {model.kind:<12} {languages:<10} {model.parameters / 1e6:6.1f} M  {model.bytes / 1e6:6.1f} MB"
            )
    return 0
