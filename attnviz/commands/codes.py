"""What the commands about codes of pictures share: the model, pictures from files, files written, notes in words."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import numpy as np

from attnviz import atomic_write
from attnviz.commands import Failed
from attnviz.engine.latent import codes
from attnviz.engine.latent import samples as latent_samples
from attnviz.engine.messages import Note, Refused
from attnviz.ui.files import read_pictures, writers
from attnviz.ui.files.pixels import LONGEST
from attnviz.ui.files.unreadable import Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from attnviz.engine.latent.samples import Samples
    from attnviz.engine.session import Session
    from attnviz.models.vae import Vae

NOTES = {
    "picture_resized": "resized from {width} x {height}",
    "picture_inverted": "inverted, because the model knows light things on black",
    "picture_made_grey": "made grey",
    "picture_plain": "of one colour only",
    "code_cut": "a value of the code was brought back to {reach:g} from 0",
}
CALLS = ("code_wrong_length", "code_not_a_number", "no_such_dimension", "steps_unusable", "span_unusable")

LEAST_SPREAD = np.float32(0.05)  # a dimension that says nothing is moved a little all the same


def silent(share: float = 0.0, code: str = "") -> None:
    """For work that nobody watches or interrupts."""


def network(session: Session, model: str) -> Vae:
    """The VAE ``model``. ``Refused`` when it cannot be loaded or is no VAE."""
    return codes.network_of(session, model, silent)


def ask(session: Session, request: Any) -> Any:
    """The answer to a request about codes. ``Failed`` with status 2 when a number of the call is wrong, else ``Refused``."""
    try:
        return session.run(request)
    except Refused as refused:
        if refused.code in CALLS:
            raise Failed(str(refused), status=2) from refused
        raise


def read(path: Path, *, longest: int = LONGEST) -> np.ndarray:
    """The picture in a file, brought down to ``longest`` pixels a side. ``Failed`` when there is none that can be read."""
    if not path.name:
        raise Failed(f"{path} is no file")
    with quiet():
        try:
            return read_pictures.read(path, longest=longest)
        except Unreadable as error:
            raise Failed(error.sentence().rstrip(".")) from error


def noted(notes: tuple[Note, ...]) -> str:
    """What was done to a picture or code, in words; empty when nothing was."""
    return ", ".join(NOTES[note.code].format(**note.parameters) for note in notes)


def samples_of(session: Session, model: str) -> Samples | None:
    """What lies beside the model's weights; None when that is missing or unusable."""
    try:
        return latent_samples.read(session.folders, model, network(session, model).config)
    except Refused:
        return None


def by_kl(samples: Samples | None, latents: int) -> list[int]:
    """All dimensions, those that say most first (mean KL over the samples), as the window orders them."""
    if samples is None:
        return list(range(latents))
    mu, variance = samples.mu.astype(np.float64), np.maximum(samples.std.astype(np.float64) ** 2, 1e-8)
    kl = 0.5 * (mu**2 + variance - 1 - np.log(variance)).mean(0)
    return [int(k) for k in np.argsort(-kl, kind="stable")]


def spread(samples: Samples | None, latents: int) -> np.ndarray:
    """How far the codes of the data spread in each dimension [D], as the window takes it; 1 without samples."""
    return np.ones(latents, np.float32) if samples is None else np.maximum(samples.mu.std(0), LEAST_SPREAD)


def check_out(out: Path, *endings: str) -> None:
    """``Failed`` with status 2 when the name of a file to be written does not say which kind it is."""
    if out.suffix.lower() not in endings:
        raise Failed(f"--out must end with {' or '.join(endings)}, which {out.name or out} does not", status=2)


def write(out: Path, data: bytes) -> None:
    """Write a file whole or not at all. ``Failed`` when it cannot be."""
    try:
        atomic_write.write(out, data)
    except OSError as error:
        raise Failed(writers.sentence_for(error, out).rstrip(".")) from error


def png(picture: np.ndarray) -> bytes:
    """uint8 [H, W, C] as a PNG file."""
    return writers.png_of(read_pictures.to_image(picture))


@contextmanager
def quiet() -> Iterator[None]:
    """Qt's readers say on standard error what they make of a damaged file; one sentence of ours is enough."""
    from PySide6.QtCore import qInstallMessageHandler

    before = qInstallMessageHandler(lambda kind, context, message: None)
    try:
        yield
    finally:
        qInstallMessageHandler(before)


def free_name(stem: str, ending: str, used: set[str]) -> str:
    """A name for a picture's file that no other of this run has; ``used`` takes it."""
    name, n = atomic_write.fitted(stem, ending), 1
    while name.lower() in used:
        n += 1
        name = atomic_write.fitted(stem, f"-{n}{ending}")
    used.add(name.lower())
    return name
