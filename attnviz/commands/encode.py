"""``attnviz encode``: pictures in, their codes and what a VAE makes of them out, in the same order."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from attnviz.commands import Failed, codes
from attnviz.commands.lines import put, put_json, say, sound
from attnviz.engine.latent.messages import Encode, EncodedPicture
from attnviz.engine.messages import Refused, rounded
from attnviz.engine.session import Session

if TYPE_CHECKING:
    import argparse


def run(arguments: argparse.Namespace) -> int:
    """Encode every picture; one that cannot be read is told, and the exit status is then 1."""
    session = Session()
    latents = codes.network(session, arguments.model).config.latents
    order = codes.by_kl(codes.samples_of(session, arguments.model), latents)
    status = 0
    for name in arguments.image:
        told = sound(name)
        try:
            answer = codes.ask(session, Encode(codes.read(Path(name)), arguments.model))
        except (Failed, Refused) as error:
            status = 1
            if arguments.json:
                put_json(image=told, error=str(error).rstrip("."))
            else:
                say("encode", str(error))
            continue
        if arguments.json:
            _put_json(told, answer)
        else:
            _put(told, answer, order)
        sys.stdout.flush()
    return status


def _put_json(name: str, answer: EncodedPicture) -> None:
    put_json(
        image=name,
        model=answer.request.model,
        mu=rounded(answer.mu),
        logvar=rounded(2 * np.log(answer.std)),
        kl=rounded(answer.kl),
        reconstruction_error=round(answer.squared_error, 8),
        log_likelihood=round(answer.log_likelihood, 4),
        elbo=round(answer.elbo, 4),
        notes=[note.code for note in answer.notes],
    )


def _put(name: str, answer: EncodedPicture, order: list[int]) -> None:
    """A line for the picture, and one for every dimension, those that say most of all pictures first."""
    told = codes.noted(answer.notes)
    put(f"{name}{told and f' ({told})'}")
    put(
        f"  reconstruction error {answer.squared_error:.5f}, KL {answer.kl.sum():.2f} nats, "
        f"log-likelihood {answer.log_likelihood:.1f}, ELBO {answer.elbo:.1f}"
    )
    for k in order:
        put(f"  dimension {k:<3} mu {answer.mu[k]:8.4f}   std {answer.std[k]:7.4f}   KL {answer.kl[k]:7.3f}")
