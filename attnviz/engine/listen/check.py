"""Tests a map: what do the letters lose when the moments they listened to are muted, against as many others?

Erasure as in Li et al. 2016 (1612.08220), on stretches of sound.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch

from attnviz.engine.listen.features import FRAME
from attnviz.engine.listen.listen import listen, network_of, read
from attnviz.engine.listen.messages import CheckListening, ListeningChecked
from attnviz.engine.messages import Refused, frozen
from attnviz.lazy_numpy import np

if TYPE_CHECKING:
    from collections.abc import Callable

    from attnviz.engine.model_store import ModelStore


@torch.inference_mode()
def run(store: ModelStore, request: CheckListening, progress: Callable[..., None]) -> ListeningChecked:
    """Answer a ``CheckListening`` request. ``Refused`` codes: those of ``network_of``; nothing_to_check."""
    network = network_of(store, request.model, progress)

    def log_probabilities(sound: np.ndarray) -> list[list[float]]:
        heard = listen(network, [sound[s.begin * FRAME : s.end * FRAME] for s in request.stretches])
        readings = read(heard, [s.ids for s in request.stretches])
        return [one.log_probabilities.tolist() for one in readings]

    return measured(request, FRAME, log_probabilities, progress)


def measured(
    request: CheckListening,
    frame: int,
    log_probabilities: Callable[[np.ndarray], list[list[float]]],
    progress: Callable[..., None],
) -> ListeningChecked:
    """Mute frames of ``frame`` samples and read again: ``log_probabilities`` of the letters of each stretch, for a sound."""
    count = len(request.attended)
    if not any(len(stretch.ids) > 1 for stretch in request.stretches) or count < 2:
        raise Refused("nothing_to_check", "There are no letters to test the map of.")
    muted = np.zeros(count, bool)
    k = min(max(1, round(request.share * count)), count - 1)
    muted[np.argsort(-request.attended, kind="stable")[:k]] = True
    shifts = np.random.default_rng(request.seed).permutation(np.arange(1, count))[: request.draws]
    asked = set(request.letters)

    def total(mask: np.ndarray | None) -> float:
        sound = np.zeros(count * frame, np.float32)
        sound[: len(request.sound)] = request.sound[: len(sound)]
        if mask is not None:
            sound.reshape(count, frame)[mask] = 0
        every = ((i, j, p) for i, one in enumerate(log_probabilities(sound)) for j, p in enumerate(one))
        return sum(p for i, j, p in every if not asked or (i, j) in asked)

    whole, without = total(None), total(muted)
    drops = []
    for done, shift in enumerate(shifts):
        progress((done + 1) / len(shifts), "measuring")
        drops.append(whole - total(np.roll(muted, shift)))
    return ListeningChecked(request, tuple(np.flatnonzero(muted).tolist()), whole - without, frozen(drops))
