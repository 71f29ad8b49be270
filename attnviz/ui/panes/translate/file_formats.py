"""A translation with its attention as files and text: a table (CSV, TSV), everything (JSON), arrays (NPZ), Python lines."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from attnviz.engine.attention.maps import MapPicture, MapView
from attnviz.engine.translate.axes import between
from attnviz.lazy_numpy import np
from attnviz.ui.attention.map_choice import MapChoice, ShownMap, shown_map
from attnviz.ui.files import writers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from attnviz.engine.translate.messages import Translate, Translation
    from attnviz.ui.panes.translate.compare_page import ComparedMaps


def table(picture: MapPicture, *, delimiter: str = ",", corner: str = "") -> str:
    """The weights shown, one line a target word, its word first; the first line names the source words after the ``corner``."""
    rows = zip(picture.rows, picture.weights, strict=True)
    cells = ([label, *(f"{weight:.6g}" for weight in row)] for label, row in rows)
    return writers.separated([[corner, *picture.columns], *cells], delimiter=delimiter)


def as_json(
    result: Translation,
    picture: MapPicture,
    view: MapView,
    weights: np.ndarray,
    compared: ComparedMaps | None = None,
    **also: Any,
) -> str:
    """Everything of a result: all that ``attnviz translate --json`` says, alternatives and beams, and the picture as shown.
    ``weights`` are those of the shown map before anything is merged or hidden; ``also`` is said of the map beside its view.
    Of models that are compared, both maps with what each model read.
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
    if compared is not None:
        whole["compared"] = [_as_data(compared, i) for i in range(2)]
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def _as_data(maps: ComparedMaps, i: int) -> dict[str, Any]:
    """One of two compared maps."""
    answer, choice, picture = maps.answers[i], maps.choices[i], maps.pictures[i]
    return {
        "title": maps.titles[i],
        "model": answer.request.model,
        "source_tokens": [token.text for token in answer.source_tokens],
        "target_tokens": [token.text for token in answer.target_tokens],
        "log_probabilities": answer.log_probabilities.tolist(),
        "view": asdict(choice.view),
        "alignment": shown_map(between(answer), choice).weights.tolist(),
        "rows": list(picture.rows),
        "columns": list(picture.columns),
        "weights": picture.weights.tolist(),
        "removed": picture.removed.tolist(),
    }


def as_npz(result: Translation, picture: MapPicture, compared: ComparedMaps | None = None) -> bytes:
    """The arrays: ``attention`` [layer, head, T, S], the other kinds and value norms by name where there are any, all else of
    each token, and the picture's weights with its labels. Of models that are compared, both maps, and the attention of the other.
    """
    more: dict[str, Any] = {each.kind: each.weights for each in result.attention[1:]}
    more |= {f"{each.kind}_value_norms": each.value_norms for each in result.attention if each.value_norms is not None}
    if compared is not None:
        for name, map, title in zip(("first", "second"), compared.pictures, compared.titles, strict=True):
            more |= {f"{name}_weights": map.weights, f"{name}_title": np.array(title)}
            more |= {f"{name}_rows": np.array(map.rows), f"{name}_columns": np.array(map.columns)}
        other = compared.answers[1]
        more |= {"second_attention": other.attention[0].weights}
        more |= {"second_source_tokens": np.array([token.text for token in other.source_tokens])}
        more |= {"second_target_tokens": np.array([token.text for token in other.target_tokens])}
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


def compared_python_lines(maps: ComparedMaps) -> str:
    """Lines that give both maps of a comparison, as ``first`` and ``second``, and the difference where that is shown."""
    text = ""
    for name, answer, choice in zip(("first", "second"), maps.answers, maps.choices, strict=True):
        hidden = hidden_keys(choice, shown_map(between(answer), choice))
        text += python_lines(answer.request, choice.view, hidden=hidden, rollout=choice.rollout) + f"{name} = shown\n\n"
    return text + ("print((first.weights - second.weights).round(3))\n" if maps.difference is not None else "")


def hidden_keys(choice: MapChoice, map: ShownMap) -> tuple[int, ...]:
    """The keys whose weight is left out because they are sinks."""
    return tuple(sink.key for sink in map.sinks) if choice.hide_sinks else ()
