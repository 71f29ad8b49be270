"""Train a VAE by its recipe: drawn or read pictures, schedule, figures as it goes, checkpoints that resume exactly."""

from __future__ import annotations

import dataclasses
import math
from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor

from attnviz.engine import checkpoints
from attnviz.engine.latent import samples as latent_samples
from attnviz.engine.latent.images import as_bytes
from attnviz.engine.latent.samples import Samples
from attnviz.models.vae import Vae, kl, sample
from attnviz.training.run import Run
from attnviz.training.vae.disentanglement import mig_by_densities
from attnviz.training.vae.evaluation import SAMPLES, encode_held_out, evaluate
from attnviz.training.vae.objectives import decompose, homes, reconstruction, share, told_kl, told_priors
from attnviz.training.vae.pictures import HANDFUL, SOURCES, Pictures, Source

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from attnviz.training.vae.recipes import VaeRecipe

HELD_OUT_SHOWN = 2000  # pictures behind the figure shown while training
CODES_SHIPPED, PICTURES_SHIPPED, MOST_BYTES = 2000, 200, 2_500_000  # of the pictures, before they are compressed
SIGMA_SPEED = 10.0  # the likelihood's one variance learns as many times faster than the weights
SUPERVISION = {
    "pairs": "which factor differs in a pair",
    "told": "the factors of every picture: dimension k is told the value of factor k by its prior",
}


def make_source(recipe: VaeRecipe, data: Path) -> Source:
    """The pictures of a recipe. ``DataError`` when files are missing."""
    return SOURCES[recipe.pictures](
        data,
        batch=recipe.batch,
        epoch_steps=recipe.epoch_steps,
        pairs=recipe.objective == "pairs",
        spread=recipe.spread,
    )


def learning_rate(recipe: VaeRecipe, step: int, steps: int) -> float:
    """Linear warm-up, then half a cosine down to 1 % of the peak."""
    if step < recipe.warmup:
        return recipe.learning_rate * (step + 1) / recipe.warmup
    done = (step - recipe.warmup) / max(1, steps - recipe.warmup)
    return recipe.learning_rate * (0.01 + 0.99 * 0.5 * (1 + math.cos(math.pi * min(done, 1.0))))


class VaeRun(Run):
    """One training run of a VAE."""

    model: Vae

    def __init__(self, recipe: VaeRecipe, data: Path, out: Path, *, device: str = "cpu", seed: int = 1) -> None:
        super().__init__(recipe.id, out, epochs=recipe.epochs, device=device, seed=seed)
        self.recipe = recipe
        self.source = make_source(recipe, data)
        self.model = Vae(recipe.network).to(device).to(memory_format=torch.channels_last)  # type: ignore[call-overload]
        own = [p for name, p in self.model.named_parameters() if name == "log_sigma"]
        weights = [p for name, p in self.model.named_parameters() if name != "log_sigma"]
        groups = [{"params": weights, "speed": 1.0}, *([{"params": own, "speed": SIGMA_SPEED}] if own else [])]
        self.optimizers = [torch.optim.Adam(groups, lr=recipe.learning_rate, fused=True)]
        self.homes = homes(len(self.source.label_names), recipe.network.latents, recipe.circular)
        if recipe.objective == "told":
            self.told = tuple(part.to(device) for part in told_priors(self.source.sizes, recipe.network.latents))

    def steps(self, epoch: int) -> int:
        return self.source.steps()

    def epoch_batches(self, epoch: int, first: int) -> Iterator[Pictures]:
        return self.source.epoch(self.seed, epoch, first)

    def _loss(self, pictures: Pictures, beta: float, spare: float) -> Tensor:
        """The objective in nats a picture; ``spare`` weighs the KL of dimensions beyond the factors of pairs."""
        x = pictures.x.to(self.device).contiguous(memory_format=torch.channels_last)
        with torch.autocast(self.device, torch.bfloat16, enabled=self.bfloat16):
            mu, logvar, _ = self.model.encode(x)
            if pictures.changed is not None:
                mu, logvar = share(mu, logvar, self.homes[pictures.changed].to(self.device))
            z = sample(mu, logvar)
            logits = self.model.decode(z)
        log_sigma = None if self.model.log_sigma is None else self.model.sigma_log()
        missed = reconstruction(logits, x, log_sigma)
        if self.recipe.objective == "tc":
            parts = decompose(z, mu, logvar, count=self.source.count)
            return missed + parts.mutual_information + beta * parts.total_correlation + parts.dimension_wise
        if self.recipe.objective == "told" and pictures.factors is not None:
            return missed + beta * told_kl(mu, logvar, pictures.factors.to(self.device), *self.told).sum(1).mean()
        each = kl(mu, logvar).mean(0)  # [D]
        if pictures.changed is None:
            return missed + beta * each.sum()
        at_home = self.homes.any(0).to(self.device)
        return missed + beta * (each[at_home].sum() + spare * each[~at_home].sum())

    def train_batch(self, batch: Pictures, steps: int) -> float:
        recipe, (optimizer,) = self.recipe, self.optimizers
        for group in optimizer.param_groups:
            group["lr"] = group["speed"] * learning_rate(recipe, self.step, steps)
        beta = recipe.beta * (min(1.0, (self.step + 1) / recipe.warm) if recipe.warm else 1.0)
        beta *= recipe.firm ** (1 - self.step / steps)
        spare = 1 + (recipe.spare - 1) * min(1.0, 3 * self.step / steps)
        loss = self._loss(batch, beta, spare)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        return float(loss.detach())

    def measure(self, count: int | None = None) -> dict[str, float]:
        """ELBO in nats, squared error, and MIG where factors are known, on the first held-out pictures."""
        with torch.autocast(self.device, torch.bfloat16, enabled=self.bfloat16):
            encoded = encode_held_out(self.model, self.source, count=count or HELD_OUT_SHOWN, seed=0)
        figures = {"elbo": encoded.elbo, "squared_error": encoded.squared_error, "kl": float(encoded.kl.sum())}
        if self.source.factors:
            figures["mig"] = mig_by_densities(encoded.mu, encoded.logvar, encoded.labels, points=300)
        return figures

    def figure(self, figures: dict[str, float]) -> str:
        return ", ".join(f"{name} {figures[name]:.4g}" for name in ("elbo", "mig") if name in figures)

    def finish(self, data: Path, samples: int = SAMPLES) -> dict[str, Any]:
        """Write weights and card into the run's folder, and return the card: its figures are those of the written file."""
        recipe = self.recipe
        path = self.out / f"{recipe.id}.safetensors"
        checkpoints.save(path, self.model, "vae", {}, {})
        network = checkpoints.load(path).network
        card = {
            "id": recipe.id,
            "data": {
                "origin": self.source.origin,
                "licence": self.source.licence,
                "samples": "held-out pictures" if self.source.ships else "painted by the model",
            },
            "command": f"attnviz train {recipe.id} --data DIR --out DIR --seed {self.seed}",
            "seed": self.seed,
            "epochs": recipe.epochs,
            "steps": self.step,
            "batch": recipe.batch,
            "objective": recipe.objective,
            "supervision": SUPERVISION.get(recipe.objective, "none"),
            **{
                name: getattr(recipe, name)
                for name in ("beta", "warm", "firm", "spare", "circular", "spread", "learning_rate", "warmup")
            },
            "network": dataclasses.asdict(recipe.network),
            "precision": "bfloat16 products, float32 weights" if self.bfloat16 else "float32",
            "torch": torch.__version__,
            "parameters": sum(p.numel() for p in self.model.parameters()),
            "metrics": evaluate(network, self.source, samples=samples),
            "history": [{key: round(value, 4) for key, value in entry.items()} for entry in self.history],
        }
        checkpoints.save_card(path, card)
        latent_samples.write(self.out / f"{recipe.id}.samples.npz", self.samples(network))
        return card

    def samples(self, network: Vae, codes: int = CODES_SHIPPED, pictures: int = PICTURES_SHIPPED) -> Samples:
        """Held-out pictures (where they may not lie there, what the network paints of their codes) and codes to lie beside the
        weights.
        """
        encoded = encode_held_out(network, self.source, count=codes, seed=0)
        drawn = next(iter(self.source.held_out(codes, 0)))[0]  # another count would draw others
        pictures = min(pictures, MOST_BYTES // drawn[0].numel())
        order = torch.arange(len(encoded.mu))
        if self.recipe.first:
            best = int((encoded.labels != torch.tensor(self.recipe.first)).sum(1)[: len(drawn)].argmin())
            order[0], order[best] = best, 0
        shown = drawn[order[:pictures]]
        if not self.source.ships:
            with torch.inference_mode():
                shown = torch.cat([network.picture(z) for z in encoded.mu[order[:pictures]].split(HANDFUL)])
        return Samples(
            encoded.mu[order].numpy(),
            (0.5 * encoded.logvar[order]).exp().numpy(),
            encoded.labels[order].numpy(),
            self.source.label_names,
            as_bytes(shown),
        )
