"""Answers about the codes of pictures: encode, decode, traverse, interpolate, map, influence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from torch import Tensor

from attnviz.engine.latent import samples as latent_samples
from attnviz.engine.latent.images import as_bytes, fit
from attnviz.engine.latent.messages import (
    CodeMap,
    Decode,
    Decoded,
    Encode,
    EncodedPicture,
    Influence,
    Influences,
    Interpolate,
    Interpolation,
    MapCodes,
    Traversal,
    Traverse,
)
from attnviz.engine.messages import Note, Refused, frozen
from attnviz.models.vae import Vae, kl

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from attnviz.engine.model_store import ModelStore
    from attnviz.engine.worker import YieldPoint

REACH = 30.0  # a code further than this from 0 in any dimension is brought back
MOST_STEPS = 101
STEP = 0.01  # of a derivative; the decoder is almost linear over it
AT_ONCE = 10  # pictures decoded between two looks at whether they are still wanted


def network_of(store: ModelStore, model: str, progress: YieldPoint) -> Vae:
    """The VAE ``model``. ``Refused`` when it cannot be loaded or is no VAE."""
    return store.network(model, Vae, "not_a_vae", progress)


def code(values: np.ndarray, latents: int) -> Tensor:
    """One or more codes [..., D] as float32 within reach. ``Refused`` when D is wrong or a value is no number."""
    given = np.asarray(values, np.float64)
    if given.ndim == 0 or given.shape[-1] != latents:
        count = given.shape[-1] if given.ndim else 1
        raise Refused("code_wrong_length", f"A code has {latents} values, not {count}.", expected=latents, given=count)
    if np.isnan(given).any():
        raise Refused("code_not_a_number", "A value of the code is not a number.")
    return torch.from_numpy(given.clip(-REACH, REACH).astype(np.float32))


def decode_all(network: Vae, codes: Tensor, progress: YieldPoint) -> np.ndarray:
    """Pictures uint8 [N, S, S, C] of codes [N, D], a handful at a time."""
    parts = []
    for i in range(0, len(codes), AT_ONCE):
        progress(i / len(codes), "painting")
        parts.append(as_bytes(network.picture(codes[i : i + AT_ONCE])))
    return np.concatenate(parts)


def _steps(steps: int) -> int:
    if not 1 <= steps <= MOST_STEPS:
        raise Refused("steps_unusable", f"Ask for 1 to {MOST_STEPS} steps.", most=MOST_STEPS)
    return steps


def _dimensions(dimensions: Sequence[int], latents: int) -> list[int]:
    if not dimensions or not all(0 <= k < latents for k in dimensions):
        raise Refused("no_such_dimension", f"There are dimensions 0 to {latents - 1}.", latents=latents)
    return list(dimensions)


@torch.inference_mode()
def encode(store: ModelStore, request: Encode, progress: YieldPoint) -> EncodedPicture:
    """Answer ``Encode``. ``Refused`` codes: not_a_vae, picture_unusable."""
    network = network_of(store, request.model, progress)
    x, notes = fit(request.picture, side=network.config.side, channels=network.config.channels)
    posterior = network.encode(x)
    logits = network.decode(posterior.mu)
    picture = torch.sigmoid(logits)
    each = kl(posterior.mu, posterior.logvar)[0]
    log_likelihood = float(network.log_likelihood(logits, x))
    spatial_map = posterior.spatial_map
    return EncodedPicture(
        request=request,
        seen=as_bytes(x[0]),
        reconstruction=as_bytes(picture[0]),
        difference=frozen((picture - x)[0].movedim(0, -1)),
        mu=frozen(posterior.mu[0]),
        std=frozen((0.5 * posterior.logvar[0]).exp()),
        kl=frozen(each),
        log_likelihood=log_likelihood,
        elbo=log_likelihood - float(each.sum()),
        squared_error=float((picture - x).square().mean()),
        spatial_map=None if spatial_map is None else frozen(spatial_map[0]),
        notes=notes,
    )


@torch.inference_mode()
def decode(store: ModelStore, request: Decode, progress: YieldPoint) -> Decoded:
    """Answer ``Decode``. ``Refused`` codes: not_a_vae, code_wrong_length, code_not_a_number."""
    network = network_of(store, request.model, progress)
    z = code(request.z, network.config.latents)
    notes = (Note("code_cut", {"reach": REACH}),) if bool((np.abs(request.z) > REACH).any()) else ()
    return Decoded(request, as_bytes(network.picture(z[None])[0]), notes)


@torch.inference_mode()
def traverse(store: ModelStore, request: Traverse, progress: YieldPoint) -> Traversal:
    """Answer ``Traverse``. ``Refused`` codes: as for ``decode``, no_such_dimension, steps_unusable, span_unusable."""
    network = network_of(store, request.model, progress)
    latents = network.config.latents
    mu, std = code(request.mu, latents), code(request.std, latents)
    dimensions, steps = _dimensions(request.dimensions, latents), _steps(request.steps)
    if not 0 <= request.span <= REACH:
        raise Refused("span_unusable", f"The span is 0 to {REACH:g} standard deviations.", most=REACH)
    away = torch.linspace(-request.span, request.span, steps) if steps > 1 else torch.zeros(1)
    values = (mu[dimensions, None] + std[dimensions, None] * away).clamp(-REACH, REACH)  # [K, steps]
    codes = mu.repeat(len(dimensions), steps, 1)
    for row, k in enumerate(dimensions):
        codes[row, :, k] = values[row]
    pictures = decode_all(network, codes.flatten(0, 1), progress)
    pictures = pictures.reshape(len(dimensions), steps, *pictures.shape[1:])
    return Traversal(request, frozen(values), frozen(pictures, np.uint8))


def between(begin: Tensor, end: Tensor, steps: int, *, spherical: bool) -> Tensor:
    """Codes [steps, D] from ``begin`` to ``end`` [D]: on a straight line, or on the arc between them (Shoemake 1985)."""
    t = torch.linspace(0, 1, steps)[:, None] if steps > 1 else torch.zeros(1, 1)
    lengths = begin.norm() * end.norm()
    cosine = (begin @ end / lengths).clamp(-1, 1) if lengths > 0 else torch.tensor(1.0)
    angle = torch.arccos(cosine)
    if not spherical or torch.sin(angle) < 1e-4:  # the arc is a line, or could go any way round
        return begin + t * (end - begin)
    return (torch.sin((1 - t) * angle) * begin + torch.sin(t * angle) * end) / torch.sin(angle)


@torch.inference_mode()
def interpolate(store: ModelStore, request: Interpolate, progress: YieldPoint) -> Interpolation:
    """Answer ``Interpolate``. ``Refused`` codes: as for ``decode``, steps_unusable."""
    network = network_of(store, request.model, progress)
    begin, end = (code(z, network.config.latents) for z in (request.begin, request.end))
    codes = between(begin, end, _steps(request.steps), spherical=request.spherical)
    return Interpolation(request, frozen(codes), frozen(decode_all(network, codes, progress), np.uint8))


@torch.inference_mode()
def influence(store: ModelStore, request: Influence, progress: YieldPoint) -> Influences:
    """Answer ``Influence`` by central differences: forward-mode derivatives would import torch's decompositions for seconds."""
    network = network_of(store, request.model, progress)
    z = code(request.z, network.config.latents)
    maps: list[Tensor] = []
    for k in _dimensions(request.dimensions, network.config.latents):
        progress(len(maps) / len(request.dimensions), "painting")
        both = z.repeat(2, 1)
        both[:, k] += torch.tensor([STEP, -STEP])
        further, nearer = network.picture(both)
        maps.append((further - nearer).mean(0) / (2 * STEP))
    return Influences(request, frozen(torch.stack(maps)))


def principal(mu: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Origin [D], the two first principal directions [D, 2] and their shares of variance [2] of codes [N, D]."""
    origin = mu.mean(0)
    _, lengths, directions = np.linalg.svd(mu - origin, full_matrices=False)
    basis = directions[:2].T
    basis = basis * np.where(
        basis[np.abs(basis).argmax(0), [0, 1]] < 0, -1, 1
    )  # a sign that does not depend on the library
    return origin, basis, lengths[:2] ** 2 / max(float((lengths**2).sum()), 1e-12)


@torch.inference_mode()
def map_codes(store: ModelStore, request: MapCodes, progress: YieldPoint) -> CodeMap:
    """Answer ``MapCodes``. ``Refused`` codes: not_a_vae, samples_missing, no_such_dimension."""
    network = network_of(store, request.model, progress)
    latents = network.config.latents
    samples = latent_samples.read(store.folders, request.model, network.config)
    if request.axes is None:
        origin, basis, explained = principal(samples.mu)
    else:
        axes = _dimensions(request.axes, latents)
        origin, basis = samples.mu.mean(0), np.eye(latents, dtype=np.float32)[:, axes]
        variance = samples.mu.var(0)
        explained = variance[axes] / max(float(variance.sum()), 1e-12)
    return CodeMap(
        request=request,
        places=frozen((samples.mu - origin) @ basis),
        origin=frozen(origin),
        basis=frozen(basis),
        explained=frozen(explained),
        mu=frozen(samples.mu),
        std=frozen(samples.std),
        labels=frozen(samples.labels, np.int64),
        label_names=samples.label_names,
        pictures=frozen(samples.pictures, np.uint8),
    )


HANDLERS: dict[type, Callable[[ModelStore, Any, YieldPoint], Any]] = {
    Encode: encode,
    Decode: decode,
    Traverse: traverse,
    Interpolate: interpolate,
    Influence: influence,
    MapCodes: map_codes,
}
