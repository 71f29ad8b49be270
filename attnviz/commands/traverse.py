"""``attnviz traverse``: each latent dimension moved alone, as a grid of pictures or as arrays."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import numpy as np

from attnviz.commands import Failed, codes
from attnviz.commands.lines import put, say
from attnviz.engine.latent.messages import Encode, Traversal, Traverse
from attnviz.engine.session import Session

if TYPE_CHECKING:
    import argparse

GAP = 2  # pixels between cells
LEAST_CELL = 64  # pixels; smaller pictures are enlarged by a whole number
PAPER = 255


def run(arguments: argparse.Namespace) -> int:
    """Write the pictures around the code of a picture, a draw of the prior, or the prior's mean; say what each row is."""
    codes.check_out(arguments.out, *WRITERS)
    session = Session()
    latents = codes.network(session, arguments.model).config.latents
    samples = codes.samples_of(session, arguments.model)
    mu, posterior = _around(session, arguments, latents)
    std = {"data": codes.spread(samples, latents), "prior": np.ones(latents, np.float32)}.get(arguments.std, posterior)
    if std is None:
        raise Failed("--std posterior needs --image, the picture whose posterior is meant", status=2)
    dimensions = tuple(arguments.dimension or codes.by_kl(samples, latents))
    request = Traverse(mu, std, dimensions, arguments.model, steps=arguments.steps, span=arguments.span)
    answer: Traversal = codes.ask(session, request)
    codes.write(arguments.out, WRITERS[arguments.out.suffix.lower()](answer))
    for row, k in enumerate(dimensions):
        low, high = answer.values[row, 0], answer.values[row, -1]
        put(f"row {row + 1}: dimension {k}, from {low:.3f} to {high:.3f} around {mu[k]:.3f}")
    return 0


def _around(session: Session, arguments: argparse.Namespace, latents: int) -> tuple[np.ndarray, np.ndarray | None]:
    """Where the traversal is centred [D], and the standard deviation of its posterior [D] where there is a picture."""
    if arguments.image is not None:
        encoded = codes.ask(session, Encode(codes.read(arguments.image), arguments.model))
        if encoded.notes:
            say("traverse", f"{arguments.image.name} was {codes.noted(encoded.notes)}")
        return encoded.mu, encoded.std
    if arguments.seed is None:
        return np.zeros(latents, np.float32), None
    return np.random.default_rng(arguments.seed).standard_normal(latents).astype(np.float32), None


def grid(answer: Traversal) -> np.ndarray:
    """One row of cells a dimension, one column a step, parted by white: uint8 [H, W, C]."""
    rows, steps, side, _, channels = answer.pictures.shape
    larger = -(-LEAST_CELL // side)
    cell = side * larger
    height, width = (count * (cell + GAP) + GAP for count in (rows, steps))
    whole = np.full((height, width, channels), PAPER, np.uint8)
    for row in range(rows):
        for step in range(steps):
            top, left = GAP + row * (cell + GAP), GAP + step * (cell + GAP)
            picture = answer.pictures[row, step].repeat(larger, 0).repeat(larger, 1)
            whole[top : top + cell, left : left + cell] = picture
    return whole


def _npz(answer: Traversal) -> bytes:
    out = io.BytesIO()
    request = answer.request
    np.savez_compressed(
        out,
        model=np.array(request.model),
        mu=request.mu,
        std=request.std,
        span=np.float32(request.span),
        dimensions=np.array(request.dimensions, np.int64),
        values=answer.values,
        pictures=answer.pictures,
    )
    return out.getvalue()


def _png(answer: Traversal) -> bytes:
    return codes.png(grid(answer))


WRITERS = {".png": _png, ".npz": _npz}  # what the ending of --out asks for
