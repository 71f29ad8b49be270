"""An answer about a photo as plain numbers: for JSON, for a table, as arrays, and the Python lines that give it again. No torch."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attnviz.engine.look import maps
from attnviz.engine.look.messages import FoundBox, Looked, Region
from attnviz.engine.messages import DECIMALS, rounded
from attnviz.lazy_numpy import np

if TYPE_CHECKING:
    from collections.abc import Iterator

COLUMNS = ("kind", "label", "row", "column", "value")
CORNERS = ("x0", "y0", "x1", "y1")


def told(answer: Looked, k: int, *, image: str, full: tuple[int, int] | None = None) -> dict[str, Any]:
    """What ``classify --json`` says: the picture's name and size, the best classes, the gate, the map and box of class ``k``.

    ``full`` is the size (width, height) of the file where the picture was brought down before it was looked at; boxes are in its
    pixels then.
    """
    width, height = full or (answer.width, answer.height)
    return {
        "image": image,
        "width": width,
        "height": height,
        "top": [{"label": one.label, "probability": round(one.probability, DECIMALS)} for one in answer.top],
        "spatial_map": None if answer.spatial_map is None else rounded(answer.spatial_map),
        "class_map": rounded(answer.class_maps[k]),
        "box": _sides(box_of(answer, k).region, answer, full),
        "label": answer.labels[k],
    }


def everything(answer: Looked, k: int, *, image: str, full: tuple[int, int] | None = None) -> dict[str, Any]:
    """The same, and all else that the answer holds but the maps of the other classes (which are in ``arrays``)."""
    return told(answer, k, image=image, full=full) | {
        "model": answer.request.model,
        "views_asked": answer.request.views,
        "probabilities": _by_label(answer, answer.probabilities),
        "logits": _by_label(answer, answer.logits),
        "offset": round(float(answer.offset[k]), DECIMALS),
        "presence": rounded(answer.presence[k]),
        "boxes": [
            {"label": each.label, "score": round(each.score, DECIMALS), "box": _sides(each.region, answer, full)}
            for each in answer.boxes
        ],
        "stages": [
            {"stride": stage.stride, "spatial_map": rounded(stage.spatial_map), "channels": rounded(stage.channels)}
            for stage in answer.stages
        ],
        "views": [
            {
                "kind": view.kind,
                "region": _sides(view.region, answer, full),
                "size": list(view.size),
                "weight": round(float(view.weight), DECIMALS),
                "label": view.best.label,
                "probability": round(view.best.probability, DECIMALS),
                "spatial_map": rounded(view.spatial_map),
            }
            for view in answer.views
        ],
        "notes": [{"code": note.code, **note.parameters} for note in answer.notes],
    }


def rows(answer: Looked, k: int, *, full: tuple[int, int] | None = None) -> Iterator[tuple[str, str, Any, Any, float]]:
    """A long table under ``COLUMNS``: the ``probability`` of every class, the best first; the sides of each ``box`` (its number
    is the row) with its ``score``; the cells of the ``spatial_map``, where there is one, and of the ``class_map`` of ``k``."""
    for index in np.argsort(-answer.probabilities, kind="stable"):
        yield "probability", answer.labels[index], "", "", float(answer.probabilities[index])
    for number, each in enumerate(answer.boxes):
        for side, value in zip(CORNERS, _sides(each.region, answer, full), strict=True):
            yield f"box_{side}", each.label, number, "", value
        yield "box_score", each.label, number, "", each.score
    for kind, label, map_ in (
        ("spatial_map", "", answer.spatial_map),
        ("class_map", answer.labels[k], answer.class_maps[k]),
    ):
        if map_ is not None:
            for row, values in enumerate(map_.tolist()):
                for column, value in enumerate(values):
                    yield kind, label, row, column, value


def arrays(answer: Looked, *, full: tuple[int, int] | None = None) -> dict[str, np.ndarray]:
    """Everything by name. K classes in the order of ``labels``: ``probabilities``, ``logits``, ``offset`` [K], ``class_maps`` and
    ``presence`` [K, h, w]; ``spatial_map`` [h, w] where there is one; ``stage1_map`` [h, w] and ``stage1_channels`` [C] and so on;
    ``boxes`` [N, 4] with ``box_labels`` and ``box_scores`` [N]; ``views`` [V, 4] with ``view_kinds`` and ``view_weights`` [V]."""
    named = {
        "labels": np.array(answer.labels),
        "probabilities": answer.probabilities,
        "logits": answer.logits,
        "offset": answer.offset,
        "class_maps": answer.class_maps,
        "presence": answer.presence,
        "size": np.array(full or (answer.width, answer.height), np.int32),
        "boxes": np.array([_sides(each.region, answer, full) for each in answer.boxes], np.float32).reshape(-1, 4),
        "box_labels": np.array([each.label for each in answer.boxes], str),
        "box_scores": np.array([each.score for each in answer.boxes], np.float32),
        "views": np.array([_sides(each.region, answer, full) for each in answer.views], np.float32).reshape(-1, 4),
        "view_kinds": np.array([each.kind for each in answer.views], str),
        "view_weights": np.array([each.weight for each in answer.views], np.float32),
    }
    if answer.spatial_map is not None:
        named["spatial_map"] = answer.spatial_map
    for number, stage in enumerate(answer.stages, 1):
        named |= {f"stage{number}_map": stage.spatial_map, f"stage{number}_channels": stage.channels}
    return named


def python_lines(answer: Looked, k: int, *, file: str, longest: int) -> str:
    """Lines that run where attnviz is installed and give the same numbers, from a file read with at most ``longest`` pixels."""
    model, views = answer.request.model, answer.request.views
    return (
        "from pathlib import Path\n\n"
        "from attnviz.engine.look.messages import Look\n"
        "from attnviz.engine.session import Session\n"
        "from attnviz.ui.files import read_pictures\n\n"
        f"picture = read_pictures.read(Path({file!r}), longest={longest})  # uint8 [H, W, C]\n"
        f"answer = Session().run(Look(picture, {model!r}, views={views!r}))\n"
        "for one in answer.top:\n"
        '    print(one.label, f"{one.probability:.3f}")\n'
        f"class_map = answer.class_maps[answer.labels.index({answer.labels[k]!r})]  # evidence, cell by cell\n"
        "print(answer.spatial_map)  # where it looked, 0..1\n"
        "print(class_map.round(3))\n"
    )


def box_of(answer: Looked, k: int) -> FoundBox:
    """The box of any class, in pixels of the picture that was looked at."""
    region, score = maps.box(answer.presence[k], width=answer.width, height=answer.height)
    return FoundBox(region, k, answer.labels[k], score)


def _by_label(answer: Looked, values: np.ndarray) -> dict[str, float]:
    return dict(zip(answer.labels, rounded(values), strict=True))


def _sides(region: Region, answer: Looked, full: tuple[int, int] | None) -> list[float]:
    across, down = (full[0] / answer.width, full[1] / answer.height) if full else (1.0, 1.0)
    return [round(side * scale, 2) for side, scale in zip(region, (across, down, across, down), strict=True)]
