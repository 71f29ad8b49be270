"""Two small autoencoders with drawn weights and their samples: real files for the real engine, made in a moment."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import torch

from attnviz.engine import checkpoints
from attnviz.engine.latent import samples as latent_samples
from attnviz.engine.latent.samples import Samples
from attnviz.models.vae import Vae, VaeConfig

if TYPE_CHECKING:
    from pathlib import Path

GREY = VaeConfig(side=16, channels=1, latents=5, patch=2, stages=1, width=4, hidden=16, attention=True)
COLOUR = VaeConfig(side=16, channels=3, latents=4, stages=1, width=4, hidden=16, likelihood="gaussian")
# how far the codes of the samples spread and how sure they are: dimension 2 says most, 0 and 4 nothing
SPREAD = np.array([0.01, 0.8, 2.0, 1.2, 0.01])
STD = np.array([1.0, 0.2, 0.1, 0.2, 1.0])


def make_vaes(folder: Path, *, samples: bool = True) -> Path:
    """Write ``vae-grey`` (with attention) and ``vae-scenes`` (in colours) into ``folder``."""
    random = np.random.default_rng(2)
    for seed, (id, config) in enumerate((("vae-grey", GREY), ("vae-scenes", COLOUR))):
        torch.manual_seed(seed)
        network = Vae(config)
        with torch.no_grad():
            for layer in (network.decoder_latent, network.write_patches):
                layer.weight.mul_(6)  # drawn weights are so small that nothing would be seen to change
        card = {"id": id, "metrics": {"elbo": 12.5, "squared_error": 0.011}, "without_attention": {"elbo": 11.0}}
        checkpoints.save(folder / f"{id}.safetensors", network, "vae", {}, card if id == "vae-grey" else {"id": id})
        if samples:
            d = config.latents
            mu = (random.normal(size=(60, d)) * SPREAD[:d]).astype(np.float32)
            std = np.repeat(STD[None, :d], 60, 0).astype(np.float32)
            pictures = random.integers(0, 256, (24, 16, 16, config.channels), dtype=np.uint8)
            labels = (np.arange(60) % 4)[:, None]
            latent_samples.write(folder / f"{id}.samples.npz", Samples(mu, std, labels, ("shape",), pictures))
    return folder
