"""What is given to a model, compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attnviz.engine.open.messages import TextInput

if TYPE_CHECKING:
    from attnviz.engine.open.messages import Input


def same_input(a: Input | None, b: Input | None) -> bool:
    """Whether two inputs say the same to a model; pictures and sounds are the same only where they are one."""
    if isinstance(a, TextInput) and isinstance(b, TextInput):
        return vars(a) == vars(b)
    return a is b
