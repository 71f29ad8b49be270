"""Train a picture classifier by its recipe: growing sides, mosaics, boxes that teach the gate, an average of the weights."""

from __future__ import annotations

import copy
import dataclasses
from typing import TYPE_CHECKING, Any, NamedTuple

import torch
from torch import Tensor
from torch.nn import functional as F

from attnviz.engine import checkpoints
from attnviz.models.cnn import Cnn, ConvNorm
from attnviz.models.visual_attention import attention_pool
from attnviz.training.classifier.evaluation import evaluate
from attnviz.training.classifier.muon import Muon
from attnviz.training.classifier.photos import (
    LICENCE,
    ORIGIN,
    SIDE,
    PhotoBatch,
    augment,
    coverage,
    epoch_length,
    epoch_order,
    generator,
    held_out,
    mosaic,
    quarters,
    read_photos,
)
from attnviz.training.run import Run

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from attnviz.training.classifier.recipes import CnnRecipe

HELD_OUT_SHOWN = 800  # pictures behind the figures shown while training
SUPERVISION = "the class of each photo, and its one box: the gate learns to cover the box, the evidence inside it to name the class"
SUPERVISION_PLAIN = "the class of each photo, and its one box: the evidence inside it learns to name the class"


class Canvas(NamedTuple):
    """Pictures as the network sees them: alone, or four to a canvas (``quartered``)."""

    batch: PhotoBatch
    quartered: bool


def objective(evidence: Tensor, gate: Tensor | None, batch: PhotoBatch, recipe: CnnRecipe) -> Tensor:
    """Cross-entropy of the pooled evidence, plus what the boxes teach: the gate covers them, the evidence in them is right.

    evidence [B, K, H, W], gate [B, H, W] of each picture alone.
    """
    loss = F.cross_entropy(attention_pool(evidence, gate), batch.labels, label_smoothing=recipe.label_smoothing)
    if not recipe.box_weight:
        return loss
    inside = coverage(batch.boxes, *evidence.shape[2:])  # [B, H, W]
    share = inside / inside.sum((1, 2), keepdim=True).clamp(min=1e-3)
    labels = batch.labels[:, None, None].expand(-1, *evidence.shape[2:])
    cells = F.cross_entropy(evidence, labels, label_smoothing=recipe.label_smoothing, reduction="none")
    taught = 0.3 * (cells * share).sum((1, 2)).mean()
    if gate is not None:
        taught = taught + F.binary_cross_entropy(gate.clamp(1e-5, 1 - 1e-5), inside)
        overlap = (2 * (gate * inside).sum((1, 2)) + 1) / ((gate + inside).sum((1, 2)) + 1)
        taught = taught + 0.5 * (1 - overlap).mean()
    return loss + recipe.box_weight * taught


class CnnRun(Run):
    """One training run of a picture classifier."""

    model: Cnn

    def __init__(self, recipe: CnnRecipe, data: Path, out: Path, *, device: str = "cpu", seed: int = 1) -> None:
        super().__init__(recipe.id, out, epochs=recipe.epochs, device=device, seed=seed)
        self.recipe = recipe
        names, splits = read_photos(data)
        self.photos, self.dev = splits["train"], splits["dev"]
        config = dataclasses.replace(recipe.network, names=" ".join(names))
        self.model = Cnn(config).to(device).to(memory_format=torch.channels_last)  # type: ignore[call-overload]
        filters = [module.conv.weight for module in self.model.modules() if isinstance(module, ConvNorm)]
        others = [p for p in self.model.parameters() if all(p is not f for f in filters)]
        self.optimizers = [
            Muon(filters, lr=recipe.learning_rate, momentum=recipe.momentum),
            torch.optim.AdamW(others, lr=recipe.other_learning_rate, weight_decay=recipe.weight_decay, fused=True),
        ]
        self.average_over(recipe.averaged, buffers=True)

    def side(self, epoch: int) -> int:
        """The side in pixels at which an epoch's pictures are trained."""
        return self.recipe.sides[epoch * len(self.recipe.sides) // self.epochs]

    def steps(self, epoch: int) -> int:
        return epoch_length(self.photos.labels, balance=self.recipe.balance) // self.recipe.batch

    def epoch_batches(self, epoch: int, first: int) -> Iterator[Canvas]:
        recipe, late = self.recipe, epoch >= self.epochs // 2
        order = epoch_order(self.photos.labels, balance=recipe.balance, seed=self.seed, epoch=epoch)
        for i in range(first, self.steps(epoch)):
            chance = generator(self.seed, epoch, i)
            chosen = order[i * recipe.batch : (i + 1) * recipe.batch]
            quartered = late and float(torch.rand(1, generator=chance)) < recipe.mosaics
            side = self.side(epoch)
            if quartered and float(torch.rand(1, generator=chance)) < 0.4:
                side = SIDE // 2  # small objects
            yield Canvas(augment(self.photos, chosen, side, chance), quartered)

    def train_batch(self, batch: Canvas, steps: int) -> float:
        recipe, done = self.recipe, self.step / steps
        pace = min(done / recipe.warmup + 0.02, (1 - done) / (1 - recipe.warmup))
        for optimizer, rate in zip(self.optimizers, (recipe.learning_rate, recipe.other_learning_rate), strict=True):
            for group in optimizer.param_groups:
                group["lr"] = rate * pace
        x = mosaic(batch.batch.x) if batch.quartered else batch.batch.x
        x = x.to(self.device).contiguous(memory_format=torch.channels_last)
        with torch.autocast(self.device, torch.bfloat16, enabled=self.bfloat16):
            seen = self.model(x)
        evidence, gate = seen.evidence, seen.spatial_map
        if batch.quartered:
            evidence, gate = quarters(evidence), None if gate is None else quarters(gate[:, None])[:, 0]
        photos = PhotoBatch(*(tensor.to(self.device) for tensor in batch.batch))
        loss = objective(evidence, gate, photos, recipe)
        for optimizer in self.optimizers:
            optimizer.zero_grad()
        loss.backward()
        for optimizer in self.optimizers:
            optimizer.step()
        return float(loss.detach())

    @torch.no_grad()
    def measure(self) -> dict[str, float]:
        """Top-1 accuracy and pointing of the gate, in shares, on some held-out photos, with the averaged weights."""
        network = self.kept.eval()
        right, hits, count = 0.0, 0.0, 0
        chosen = torch.linspace(0, len(self.dev) - 1, HELD_OUT_SHOWN).long()
        some = dataclasses.replace(
            self.dev, pixels=self.dev.pixels[chosen], labels=self.dev.labels[chosen], boxes=self.dev.boxes[chosen]
        )
        for batch in held_out(some, 100):
            x = batch.x.to(self.device).contiguous(memory_format=torch.channels_last)
            with torch.autocast(self.device, torch.bfloat16, enabled=self.bfloat16):
                seen = network(x)
            right += float((seen.logits.argmax(1).cpu() == batch.labels).sum())
            if seen.spatial_map is not None:
                inside = coverage(batch.boxes, *seen.spatial_map.shape[1:]).flatten(1)
                area = (batch.boxes[:, 2:] - batch.boxes[:, :2]).prod(1)
                hit = inside.gather(1, seen.spatial_map.cpu().flatten(1).argmax(1, keepdim=True))[:, 0] > 0.5
                hits += float(hit[area < 0.5].sum())
                count += int((area < 0.5).sum())
        return {"top_1": right / len(some), "pointing": hits / max(1, count)}

    def finish(self, data: Path) -> dict[str, Any]:
        """Write the averaged weights and the card into the run's folder, and return the card."""
        recipe = self.recipe
        network = copy.deepcopy(self.model)
        network.load_state_dict(self.kept.state_dict())
        network.eval()
        network.config = dataclasses.replace(network.config, sharpness=recipe.sharpness)
        centre_evidence(network)
        path = self.out / f"{recipe.id}.safetensors"
        checkpoints.save(path, network, "cnn", {}, {})
        card = {
            "id": recipe.id,
            "data": {"origin": ORIGIN, "licence": LICENCE},
            "command": f"attnviz train {recipe.id} --data DIR --out DIR --seed {self.seed}",
            "seed": self.seed,
            "steps": self.step,
            "supervision": SUPERVISION if recipe.network.attention else SUPERVISION_PLAIN,
            **{
                name: value
                for name, value in dataclasses.asdict(recipe).items()
                if name not in ("id", "ships", "network", "sharpness")
            },
            "network": dataclasses.asdict(network.config),
            "precision": "bfloat16 products, float32 weights" if self.bfloat16 else "float32",
            "torch": torch.__version__,
            "parameters": sum(p.numel() for p in self.model.parameters()),
            "metrics": evaluate(checkpoints.load(path).fast_network, self.dev),
            "history": [{key: round(value, 4) for key, value in entry.items()} for entry in self.history],
        }
        checkpoints.save_card(path, card)
        return card


@torch.no_grad()
def centre_evidence(network: Cnn) -> None:
    """Take the mean over classes from the last layer: probabilities stay; evidence is now more or less than the average class's."""
    k = len(network.config.classes)
    weight, bias = network.read.weight[:k], network.read.bias[:k]  # type: ignore[index]
    weight -= weight.mean(0, keepdim=True)
    bias -= bias.mean()
