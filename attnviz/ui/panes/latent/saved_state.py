"""What the Latent pane remembers between two starts, and how it takes that back; wrong types are ignored."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attnviz.lazy_numpy import np
from attnviz.ui.files import kept_pictures
from attnviz.ui.panes.latent.state import REACH, Anchor, LatentState, Origin

if TYPE_CHECKING:
    from collections.abc import Iterable

BEGINNING = ("z", "moved", "sample", "origin", "picture", "locked")  # what a model that was shown before begins with
GIVEN = ("file", "clipboard", "drawing")  # pictures that are not the model's own
MOST_NAME = 255  # characters of a file's name


def save(state: LatentState, model: str, beginnings: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """What to remember of names and codes, those of ``model`` first: strings, numbers, booleans, in lists and dicts."""
    codes = dict(beginnings)
    for id, kept in state.kept.items():
        codes[id] = _told(*kept.history.current, kept.locked)
    if state.code.anchor is not None:
        codes[state.model] = _told(state.code.z, state.code.anchor, state.code.locked)
    return {
        "names": {id: {str(k): name for k, name in names.items()} for id, names in state.names.items()},
        **codes.pop(model, {}),
        "others": codes,
    }


def _told(z: np.ndarray, anchor: Anchor, locked: Iterable[int]) -> dict[str, Any]:
    moved = not np.array_equal(anchor.mu, z)
    saved: dict[str, Any] = {"z": z.tolist(), "moved": moved, "locked": sorted(locked)}
    if anchor.origin.kind == "sample":
        saved["sample"] = anchor.origin.index
    elif anchor.origin.kind in GIVEN and anchor.encoded is not None:
        saved["origin"] = [anchor.origin.kind, anchor.origin.name]
        saved["picture"] = kept_pictures.text_of(anchor.encoded.request.picture)
    return saved


def restore(saved: dict[str, Any], state: LatentState, model: str) -> dict[str, dict[str, Any]]:
    """Take back the names that ``save`` gave; what each model begins with waits until it is there."""
    names, others = saved.get("names"), saved.get("others")
    for id, own in names.items() if isinstance(names, dict) else ():
        if isinstance(own, dict):
            state.names[id] = {
                int(k): name[:40] for k, name in own.items() if k.isdecimal() and isinstance(name, str) and name.strip()
            }
    codes = {id: code for id, code in others.items() if isinstance(code, dict)} if isinstance(others, dict) else {}
    codes[model] = saved
    told = {id: {name: code[name] for name in BEGINNING if name in code} for id, code in codes.items()}
    return {id: code for id, code in told.items() if id and code}


def first_picture(beginning: dict[str, Any], state: LatentState) -> tuple[np.ndarray, Origin]:
    """The picture of the last time, or a sample; without samples an empty one, which tells how many dimensions there are."""
    origin, picture = beginning.get("origin"), kept_pictures.picture_of(beginning.get("picture"))
    if picture is not None and isinstance(origin, list) and len(origin) == 2:
        kind, name = origin
        if kind in GIVEN and isinstance(name, str):
            return picture, Origin(kind, name[:MOST_NAME])
    if state.samples is None or not len(state.samples.pictures):
        return np.zeros((64, 64, 1), np.uint8), Origin("black")
    sample, count = beginning.get("sample"), len(state.samples.pictures)
    number = sample if type(sample) is int and 0 <= sample < count else 0
    return state.samples.pictures[number], Origin("sample", index=number)


def first_code(beginning: dict[str, Any], state: LatentState, latents: int) -> np.ndarray | None:
    """The code [D] of the last time, where it was moved and fits; locks are put back as well."""
    locked, z = beginning.get("locked"), beginning.get("z")
    if isinstance(locked, list):
        state.code.locked.update(k for k in locked if type(k) is int and 0 <= k < latents)
    if beginning.get("moved") is False or not isinstance(z, list) or len(z) != latents:
        return None
    if not all(type(value) in (int, float) and abs(value) <= REACH for value in z):
        return None
    return np.array(z, np.float32)
