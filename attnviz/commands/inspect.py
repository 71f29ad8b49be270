"""``attnviz inspect``: the attention of a model of one's own for one input, and what the model says, as text, JSON or a
file.
"""

from __future__ import annotations

import io
import time
from typing import TYPE_CHECKING, Any

import numpy as np

from attnviz.commands import Failed, codes
from attnviz.commands.lines import put, put_json, say, sound
from attnviz.commands.opened_notes import sentence
from attnviz.commands.progress import Line
from attnviz.engine.attention.messages import KINDS, Words
from attnviz.engine.listen.messages import RATE
from attnviz.engine.listen.sounds import read_sound
from attnviz.engine.open.messages import AudioInput, ImageInput, OpenModel, ReadInput, TextInput
from attnviz.engine.session import Session

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Sequence

    from attnviz.engine.attention.messages import AttentionBetween, Axis
    from attnviz.engine.open.messages import Head, Input, OpenedModel, Reading

SHORT = {kind.split("_")[0]: kind for kind in KINDS}  # cross, encoder, decoder
ENDINGS = (".npz", ".safetensors")
PATIENCE = 3.0  # seconds until progress is told


def run(arguments: argparse.Namespace) -> int:
    """Open the model, let it read, and tell; without an input tell what the model is."""
    if arguments.out is not None:
        codes.check_out(arguments.out, *ENDINGS)
    model = OpenModel(str(arguments.path), arguments.device, arguments.dtype)
    session, progress = Session(), watched()
    opened = session.run(model, progress)
    heads = heads_of(arguments.heads_off, opened)
    given = _input(arguments)
    if given is None:
        if arguments.out is not None or heads:
            raise Failed("an input is needed: --text, --pair, --image or --audio", status=2)
        _tell_model(opened, as_json=arguments.json)
        return 0
    reading: Reading = session.run(ReadInput(model, given, heads_off=heads, norms=False), progress)
    for note in dict.fromkeys((*opened.notes, *reading.notes)):
        say("inspect", sentence(note))
    if arguments.out is not None:
        codes.write(arguments.out, _file(reading, arguments.out.suffix.lower()))
    if arguments.json:
        put_json(**as_numbers(reading))
    elif arguments.out is None:
        _tell(reading)
    return 0


def watched() -> Callable[..., None]:
    """Progress as one line on standard error, where loading takes long enough to be waited for."""
    line, start = Line(), time.monotonic()

    def show(share: float = 0.0, code: str = "") -> None:
        if time.monotonic() - start > PATIENCE:
            line.show(f"{code or 'working'} {share:.0%}")

    return show


def _input(arguments: argparse.Namespace) -> Input | None:
    if arguments.text is not None:
        return TextInput(sound(arguments.text))
    if arguments.pair is not None:
        first, second = map(sound, arguments.pair)
        return TextInput(first, second)
    if arguments.image is not None:
        picture = codes.read(arguments.image)
        picture = picture[..., None] if picture.ndim == 2 else picture
        return ImageInput(np.ascontiguousarray(np.broadcast_to(picture[..., :3], (*picture.shape[:2], 3))))
    return AudioInput(read_sound(arguments.audio).samples, RATE) if arguments.audio is not None else None


def heads_of(given: str | None, opened: OpenedModel) -> tuple[Head, ...]:
    """``KIND:L.H,...`` as heads that count from 0. ``Failed`` with status 2 for what is none, or not there."""
    return tuple(_head(each.strip(), opened) for each in given.split(",")) if given else ()


def _head(text: str, opened: OpenedModel) -> Head:
    there = {shape.kind: shape for shape in opened.attentions}
    kind, _, place = text.rpartition(":")
    kind = SHORT.get(kind, kind) or next(iter(there))
    layer, _, head = place.partition(".")
    if not (layer.isdecimal() and head.isdecimal() and len(layer + head) < 10):
        raise Failed(f"{text!r} is not KIND:LAYER.HEAD, as in {next(iter(there))}:1.3", status=2)
    if kind not in there:
        raise Failed(f"{opened.name} has no {kind}; it has {', '.join(there)}", status=2)
    shape = there[kind]
    if not (1 <= int(layer) <= shape.layers and 1 <= int(head) <= shape.heads):
        told = f"layers count from 1 to {shape.layers}, heads from 1 to {shape.heads}"
        raise Failed(f"{opened.name} has no head {text!r}: {told}", status=2)
    return kind, int(layer) - 1, int(head) - 1


def as_numbers(reading: Reading) -> dict[str, Any]:
    """What a script is told of a reading."""
    answer = reading.answer
    return {
        "model": reading.model.name,
        "kind": reading.model.kind,
        "architecture": reading.model.architecture,
        "tokens": {side: [token.text for token in axis.tokens] for side, axis in sides(reading.attention).items()},
        "attention": [
            {
                "kind": between.attention.kind,
                "layers": between.attention.weights.shape[0],
                "heads": between.attention.weights.shape[1],
                "queries": len(between.queries),
                "keys": len(between.keys),
            }
            for between in reading.attention
        ],
        "says": reading.model.says,
        "text": reading.text,
        "place": None if answer is None else answer.place,
        "answer": [
            {"text": choice.text, "id": choice.id, "probability": round(choice.probability, 6)}
            for choice in (answer.top if answer is not None else ())
        ],
    }


def sides(attention: Sequence[AttentionBetween]) -> dict[str, Axis]:
    """The axes by side: ``source``, and ``target`` where a decoder has its own."""
    found: dict[str, Axis] = {}
    for between in attention:
        if between.attention.kind == KINDS[0]:
            return {"source": between.keys, "target": between.queries}
        found["source"] = between.keys
    return found


def _file(reading: Reading, ending: str) -> bytes:
    """The weights, float32, under the names of their kinds."""
    held = {between.attention.kind: between.attention.weights for between in reading.attention}
    if ending == ".npz":
        file = io.BytesIO()
        np.savez(file, **held)  # type: ignore[arg-type]  # its stub takes the names for options
        return file.getvalue()
    from safetensors.numpy import save

    return save({kind: np.ascontiguousarray(weights) for kind, weights in held.items()})


def _tell_model(opened: OpenedModel, *, as_json: bool) -> None:
    shapes = [{"kind": s.kind, "layers": s.layers, "heads": s.heads} for s in opened.attentions]
    if as_json:
        put_json(
            model=opened.name,
            kind=opened.kind,
            architecture=opened.architecture,
            attention=shapes,
            parameters=opened.parameters,
            takes=opened.takes,
            says=opened.says,
        )
        return
    put(f"{opened.name}: {opened.kind} ({opened.architecture}), {opened.parameters:,} parameters")
    for shape in opened.attentions:
        put(f"{shape.kind}: {shape.layers} layers x {shape.heads} heads")


def _tell(reading: Reading) -> None:
    _tell_model(reading.model, as_json=False)
    for side, axis in sides(reading.attention).items():
        what = " ".join(token.text for token in axis.tokens) if isinstance(axis, Words) else f"{len(axis)} places"
        put(f"{side}: {what}")
    if reading.text:
        put(f"answer: {reading.text}")
    for choice in reading.answer.top if reading.answer is not None else ():
        put(f"{choice.probability:.4f} {choice.text}")
