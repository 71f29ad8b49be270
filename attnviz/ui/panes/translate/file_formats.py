"""A translation with its attention as files and text: a table (CSV, TSV), everything (JSON), arrays (NPZ), Python lines."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from attnviz.engine.attention.maps import MapPicture, MapView
from attnviz.engine.translate.messages import Translate, Translation
from attnviz.lazy_numpy import np
from attnviz.ui.files import writers


def table(picture: MapPicture, *, delimiter: str = ",") -> str:
    """The weights shown, one line a target word, its word first; the first line names the source words."""
    rows = zip(picture.rows, picture.weights, strict=True)
    cells = ([label, *(f"{weight:.6g}" for weight in row)] for label, row in rows)
    return writers.separated([["", *picture.columns], *cells], delimiter=delimiter)


def as_json(result: Translation, picture: MapPicture, view: MapView, weights: np.ndarray, **also: Any) -> str:
    """Everything of a result: all that ``attnviz translate --json`` says, alternatives and beams, and the picture as shown.
    ``weights`` are those of the shown map before anything is merged or hidden; ``also`` is said of the map beside its view.
    """
    whole: dict[str, Any] = {
        "model": result.request.model,
        "source": result.request.text,
        "translation": result.text,
        "source_tokens": [token.text for token in result.source_tokens],
        "target_tokens": [token.text for token in result.target_tokens],
        "log_probabilities": result.log_probabilities.tolist(),
        "alignment": weights.tolist(),
        "entropy": result.entropy.tolist(),
        "alternatives": [
            [{"text": text, "probability": probability} for text, probability in zip(texts, probabilities, strict=True)]
            for texts, probabilities in zip(
                result.alternative_texts, result.alternative_probabilities.tolist(), strict=True
            )
        ],
        "beams": [asdict(beam) for beam in result.beams],
        "request": {
            "beams": result.request.beams,
            "prefix": list(result.request.prefix),
            "target": result.request.target,
            "heads_off": [list(head) for head in result.request.heads_off],
        },
        "shown": {
            "view": asdict(view),
            **also,
            "rows": list(picture.rows),
            "columns": list(picture.columns),
            "weights": picture.weights.tolist(),
            "removed": picture.removed.tolist(),
        },
    }
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def as_npz(result: Translation, picture: MapPicture) -> bytes:
    """The arrays: ``attention`` [layer, head, T, S], the other kinds and value norms by name where there are any, all else of
    each token, and the picture's weights with its labels.
    """
    more: dict[str, Any] = {each.kind: each.weights for each in result.attention[1:]}
    more |= {f"{each.kind}_value_norms": each.value_norms for each in result.attention if each.value_norms is not None}
    return writers.packed(
        {
            "attention": result.attention[0].weights,
            **more,
            "source_tokens": np.array([token.text for token in result.source_tokens]),
            "target_tokens": np.array([token.text for token in result.target_tokens]),
            "target_ids": np.array([token.id for token in result.target_tokens], np.int32),
            "log_probabilities": result.log_probabilities,
            "alternatives": result.alternatives,
            "alternative_probabilities": result.alternative_probabilities,
            "entropy": result.entropy,
            "weights": picture.weights,
            "rows": np.array(picture.rows),
            "columns": np.array(picture.columns),
            "removed": picture.removed,
        }
    )


def python_lines(request: Translate, view: MapView, *, hidden: Sequence[int] = (), rollout: bool = False) -> str:
    """Lines that run where attnviz is installed and give the same numbers; ``hidden`` keys are left out."""
    arguments = [repr(request.text), repr(request.model), f"beams={request.beams}"]
    if request.prefix:
        arguments.append(f"prefix={request.prefix!r}")
    if request.target is not None:
        arguments.append(f"target={request.target!r}")
    if request.heads_off:
        arguments.append(f"heads_off={request.heads_off!r}")
    seen = ", ".join(f"{name}={value!r}" for name, value in asdict(view).items() if value != getattr(MapView(), name))
    made = "rollout(attention.weights)" if rollout else "chosen_map(attention, view)"
    imports = "from attnviz.engine.attention.maps import MapView, chosen_map, picture\n"
    if rollout:
        imports = (
            "from attnviz.engine.attention.maps import MapView, picture\n"
            "from attnviz.engine.attention.rollout import rollout\n"
        )
    left_out = f"weights = weights.copy()\nweights[:, {list(hidden)!r}] = 0  # sinks\n" if hidden else ""
    return (
        f"{imports}"
        "from attnviz.engine.session import Session\n"
        "from attnviz.engine.translate.axes import of_kind, sides\n"
        "from attnviz.engine.translate.messages import Translate\n\n"
        f"result = Session().run(Translate({', '.join(arguments)}))\n"
        f"view = MapView({seen})\n"
        "attention = of_kind(result, view.kind)\n"
        f"weights = {made}  # rows = queries (target tokens), columns = keys (source tokens)\n"
        f"{left_out}"
        "shown = picture(weights, *sides(result, view.kind), view)\n"
        "print(result.text)\n"
        'print(shown.rows, shown.columns, shown.weights.round(3), sep="\\n")\n'
    )
