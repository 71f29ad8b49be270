"""Why a file of weights cannot be used, in one sentence each."""

from __future__ import annotations

import errno
import json
from typing import TYPE_CHECKING, Any

from attnviz.engine.messages import Refused

if TYPE_CHECKING:
    from pathlib import Path

REASONS = {  # why a file cannot be used
    "damaged": "it is damaged or no safetensors file",
    "unreadable": "it cannot be read ({of})",
    "foreign": "it was not written by attnviz",
    "incomplete": "its description is incomplete",
    "unusable": "its description gives no usable {of}",
    "base": "it shares weights with {of}, which is not beside it or cannot be used",
    "tokenizer": "its {of} tokenizer belongs to another model",
    "shapes": "its weights have other shapes than its description says",
    "packed": "its {of} is not stored as its description says",
    "not_finite": "some of its weights are not finite numbers",
    "unfit": "its parts do not fit together",
    "card": "its card is damaged",
}


def broken(path: Path, reason: str, of: str = "") -> Refused:
    """``reason`` is one of ``REASONS``, which the ui words in its language; ``of`` is what in the file is meant."""
    why = REASONS[reason].format(of=of)
    sentence = f"{path.name} cannot be used: {why}."
    return Refused("weights_broken", sentence, file=path.name, why=why, reason=reason, of=of)


def unreadable(path: Path, error: Exception) -> Refused:
    """What the system says of a file that cannot be read."""
    if getattr(error, "errno", None) in (errno.ENOENT, errno.ENOTDIR, errno.EINVAL):
        sentence = f"The weights {path.name} are not in {path.parent}."
        return Refused("weights_missing", sentence, file=path.name, reason="missing", of="")
    return broken(path, "unreadable", getattr(error, "strerror", None) or "")


def json_object(path: Path, text: str | bytes, reason: str) -> dict[str, Any]:
    """An object in JSON, which may come from anywhere: hostile nesting and what is no object are refused."""
    try:
        given = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise broken(path, reason) from error
    if not isinstance(given, dict):
        raise broken(path, reason)
    return given
