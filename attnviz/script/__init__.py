"""What scripts, notebooks and the REPL use: show an attention in a window, save it, record it."""

from attnviz.script.recording import capture
from attnviz.script.showing import save, show

__all__ = ["capture", "save", "show"]
