"""What the commands about codes of pictures share: the model, pictures from files, files written, notes in words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np

from attnviz.commands import Failed
from attnviz.engine import latent, latent_samples
from attnviz.engine.messages import Note, Refused
from attnviz.engine.session import Session
from attnviz.models.vae import Vae
from attnviz.ui import export, pictures

NOTES = {
    "picture_resized": "resized from {width} x {height}",
    "picture_inverted": "inverted, because the model knows light things on black",
    "picture_made_grey": "made grey",
    "picture_plain": "of one colour only",
    "code_cut": "a value of the code was brought back to {reach:g} from 0",
}
CALLS = ("code_wrong_length", "code_not_a_number", "no_such_dimension", "steps_unusable", "span_unusable")


def silent(share: float = 0.0, code: str = "") -> None:
    """For work that nobody watches or interrupts."""


def network(session: Session, model: str) -> Vae:
    """The VAE ``model``. ``Refused`` when it cannot be loaded or is no VAE."""
    return latent.network_of(session, model, silent)


def ask(session: Session, request: Any) -> Any:
    """The answer to a request about codes. ``Failed`` with status 2 when a number of the call is wrong, else ``Refused``."""
    try:
        return session.run(request)
    except Refused as refused:
        if refused.code in CALLS:
            raise Failed(str(refused), status=2) from refused
        raise


def read(path: Path) -> np.ndarray:
    """The picture in a file. ``Failed`` when there is none that can be read."""
    if not path.name:
        raise Failed(f"{path} is no file")
    with quiet():
        try:
            return pictures.read(path)
        except pictures.Unreadable as error:
            raise Failed(error.sentence().rstrip(".")) from error


def noted(notes: tuple[Note, ...]) -> str:
    """What was done to a picture or code, in words; empty when nothing was."""
    return ", ".join(NOTES[note.code].format(**note.parameters) for note in notes)


def by_kl(session: Session, model: str) -> list[int]:
    """All dimensions, those that say most first (mean KL over the model's samples); as they are numbered without samples."""
    config = network(session, model).config
    try:
        samples = latent_samples.read(session.folders, model, config)
    except Refused:
        return list(range(config.latents))
    variance = np.maximum(samples.std.astype(np.float64) ** 2, 1e-12)
    kl = 0.5 * (samples.mu.astype(np.float64) ** 2 + variance - 1 - np.log(variance)).mean(0)
    return [int(k) for k in np.argsort(-kl, kind="stable")]


def check_out(out: Path, *endings: str) -> None:
    """``Failed`` with status 2 when the name of a file to be written does not say which kind it is."""
    if out.suffix.lower() not in endings:
        raise Failed(f"--out must end with {' or '.join(endings)}, which {out.name or out} does not", status=2)


def write(out: Path, data: bytes) -> None:
    """Write a file whole or not at all. ``Failed`` when it cannot be."""
    try:
        export.write(out, data)
    except OSError as error:
        raise Failed(export.sentence_for(error, out).rstrip(".")) from error


def png(picture: np.ndarray) -> bytes:
    """uint8 [H, W, C] as a PNG file."""
    from PySide6.QtCore import QBuffer, QByteArray, QIODevice

    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    pictures.to_image(picture).save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(data.data())


@contextmanager
def quiet() -> Iterator[None]:
    """Qt's readers say on standard error what they make of a damaged file; one sentence of ours is enough."""
    from PySide6.QtCore import qInstallMessageHandler

    before = qInstallMessageHandler(lambda kind, context, message: None)
    try:
        yield
    finally:
        qInstallMessageHandler(before)
