"""What a special token that stands among the words means."""

from __future__ import annotations

END = "</s>"  # the token that ends a sentence


def meaning(token: str) -> str:
    """One sentence; empty for a token that is no special one."""
    if token != END:
        return ""
    from attnviz.ui.help.glossary import sentence  # not before the first paint

    return sentence("end")
