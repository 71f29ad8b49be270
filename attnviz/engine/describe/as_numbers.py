"""A caption as plain numbers: for JSON, for a table, as arrays, and the Python lines that give it again. No torch."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attnviz.engine.messages import DECIMALS, rounded
from attnviz.lazy_numpy import np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from attnviz.engine.describe.messages import Described
    from attnviz.engine.look.messages import Region

COLUMNS = ("token", "text", "kind", "row", "column", "value")


def told(answer: Described, *, image: str, full: tuple[int, int] | None = None) -> dict[str, Any]:
    """What ``describe --json`` says. ``full`` is the size (width, height) of the file where the picture was brought down before it
    was looked at; boxes are in its pixels then.
    """
    width, height = full or (answer.width, answer.height)
    return {
        "image": image,
        "width": width,
        "height": height,
        "caption": answer.caption,
        "tokens": [token.text for token in answer.tokens],
        "log_probabilities": rounded(answer.log_probabilities),
        "attention": rounded(answer.attention),
        "gate": rounded(answer.gate),
        "boxes": [
            {
                "phrase": [box.start, box.end],
                "box": _sides(box.region, answer, full),
                "score": round(box.score, DECIMALS),
            }
            for box in answer.boxes
        ],
    }


def everything(answer: Described, *, image: str, full: tuple[int, int] | None = None) -> dict[str, Any]:
    """The same, and all else that the answer holds."""
    return told(answer, image=image, full=full) | {
        "model": answer.request.model,
        "log_probabilities_without_photo": rounded(answer.without_photo),
        "alternatives": [
            [{"text": text, "probability": round(float(p), DECIMALS)} for text, p in zip(texts, row, strict=True)]
            for texts, row in zip(answer.alternative_texts, answer.alternative_probabilities, strict=True)
        ],
        "beams": [
            {
                "text": beam.text,
                "log_probability": round(beam.log_probability, DECIMALS),
                "score": round(beam.score, DECIMALS),
            }
            for beam in answer.beams
        ],
        "notes": [{"code": note.code, **note.parameters} for note in answer.notes],
    }


def rows(answer: Described, *, full: tuple[int, int] | None = None) -> Iterator[tuple[Any, ...]]:
    """A long table under ``COLUMNS``: of each token its log-probability, gate and the cells of its map; the sides and the score of
    each box, with the tokens [start, end) of its phrase as row and column.
    """
    for t, token in enumerate(answer.tokens):
        yield t, token.text, "log_probability", "", "", float(answer.log_probabilities[t])
        yield t, token.text, "gate", "", "", float(answer.gate[t])
        for row, values in enumerate(answer.attention[t].tolist()):
            for column, value in enumerate(values):
                yield t, token.text, "attention", row, column, value
    for box in answer.boxes:
        for side, value in zip(("x0", "y0", "x1", "y1"), _sides(box.region, answer, full), strict=True):
            yield box.start, box.text, f"box_{side}", box.start, box.end, value
        yield box.start, box.text, "box_score", box.start, box.end, box.score


def arrays(answer: Described, *, full: tuple[int, int] | None = None) -> dict[str, np.ndarray]:
    """By name: ``tokens``, ``log_probabilities``, ``without_photo``, ``gate`` [T], ``attention`` [T, rows, columns], ``boxes``
    [N, 4], ``box_phrases`` [N, 2] and ``box_scores`` [N], ``size`` (width, height).
    """
    return {
        "caption": np.array(answer.caption),
        "tokens": np.array([token.text for token in answer.tokens], str),
        "log_probabilities": answer.log_probabilities,
        "without_photo": answer.without_photo,
        "gate": answer.gate,
        "attention": answer.attention,
        "size": np.array(full or (answer.width, answer.height), np.int32),
        "boxes": np.array([_sides(box.region, answer, full) for box in answer.boxes], np.float32).reshape(-1, 4),
        "box_phrases": np.array([(box.start, box.end) for box in answer.boxes], np.int32).reshape(-1, 2),
        "box_scores": np.array([box.score for box in answer.boxes], np.float32),
    }


def python_lines(answer: Described, *, file: str, longest: int) -> str:
    """Lines that run where attnviz is installed and give the same numbers, from a file read with at most ``longest`` pixels."""
    asked = answer.request
    more = f", beams={asked.beams}"
    more += f", prefix={asked.prefix!r}" if asked.prefix else ""
    more += f", caption={asked.caption!r}" if asked.caption is not None else ""
    return (
        "from pathlib import Path\n\n"
        "from attnviz.engine.describe.messages import Describe\n"
        "from attnviz.engine.session import Session\n"
        "from attnviz.ui.files import read_pictures\n\n"
        f"picture = read_pictures.read(Path({file!r}), longest={longest})  # uint8 [H, W, C]\n"
        f"answer = Session().run(Describe(picture, {asked.model!r}{more}))\n"
        "print(answer.caption)\n"
        "for token, weights, gate in zip(answer.tokens, answer.attention, answer.gate, strict=True):\n"
        "    row, column = divmod(int(weights.argmax()), weights.shape[1])\n"
        '    print(f"{token.text}: most at row {row}, column {column}; gate {gate:.2f}")\n'
    )


def _sides(region: Region, answer: Described, full: tuple[int, int] | None) -> list[float]:
    across, down = (full[0] / answer.width, full[1] / answer.height) if full else (1.0, 1.0)
    return [round(side * scale, 2) for side, scale in zip(region, (across, down, across, down), strict=True)]
