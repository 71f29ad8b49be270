"""What the runs of all readers do: begin with the shared encoder, learn adapters and a head, write both beside it."""

from __future__ import annotations

import dataclasses
from abc import abstractmethod
from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor, nn

from attnviz.engine import checkpoints, packed_tensors
from attnviz.paths import model_folders
from attnviz.training.finished_models import lay_beside
from attnviz.training.reader.recipes import SHARED
from attnviz.training.reader.shared import BEGUN_BY
from attnviz.training.run import Run
from attnviz.training.translator.pairs import DataError

if TYPE_CHECKING:
    from pathlib import Path

    from attnviz.engine.read.word_pieces import WordPieces
    from attnviz.models.reader import AdaptedReader
    from attnviz.training.reader.recipes import ReaderRecipe


def learning_rate(peak: float, warmup: int, step: int, steps: int) -> float:
    """Linear warm-up, then linearly down to 2 % of the peak."""
    if step < warmup:
        return peak * (step + 1) / warmup
    return peak * max(0.02, 1 - (step - warmup) / max(1, steps - warmup))


def _found(id: str, *folders: Path) -> Path | None:
    """The weights of a model in the first of the folders that has them."""
    return next((path for folder in folders if (path := folder / f"{id}.safetensors").is_file()), None)


class ReaderRun(Run):
    """One training run of a task on the shared encoder. A subclass names its ``kind``, makes network and batches, and measures."""

    kind: str
    model: AdaptedReader
    origin: str
    licence: str

    def __init__(self, recipe: ReaderRecipe, data: Path, out: Path, *, device: str = "cpu", seed: int = 1) -> None:
        super().__init__(recipe.id, out, epochs=recipe.epochs, device=device, seed=seed)
        self.recipe: Any = recipe
        self.data = data
        self.base = self._base()
        loaded = checkpoints.load(self.base)
        self.pieces: WordPieces = loaded.tokenizers["source"]
        self.shared_config = dataclasses.asdict(loaded.network.config)
        self.model = self.network()
        shared = {f"encoder.{name}": tensor for name, tensor in loaded.network.encoder.state_dict().items()}
        missing, unknown = self.model.load_state_dict(shared, strict=False)
        if unknown or any(name in shared for name in missing):
            raise DataError(f"{self.base.name} is not the encoder that {recipe.id} grows from.")
        if recipe.starts_from:
            self._take_weights(recipe.starts_from)
        self.model.to(device)
        learned = [p for p in self.model.parameters() if p.requires_grad]
        groups = [
            {"params": [p for p in learned if p.dim() >= 2], "weight_decay": recipe.weight_decay},
            {"params": [p for p in learned if p.dim() < 2], "weight_decay": 0.0},
        ]
        self.optimizers = [torch.optim.AdamW(groups, lr=recipe.learning_rate, betas=(0.9, 0.98), fused=True)]
        self.average_over(recipe.averaged)

    @abstractmethod
    def network(self) -> AdaptedReader:
        """The network before it knows anything."""

    @abstractmethod
    def loss(self, batch: Any) -> Tensor:
        """What is to become small."""

    @abstractmethod
    def figures(self, network: Any, split: str = "dev") -> dict[str, Any]:
        """All figures of a network that is ready for inference."""

    def _base(self) -> Path:
        """The file of the shared encoder. ``DataError`` where there is none."""
        path = _found(SHARED, self.out, self.out.parent, self.out.parent / SHARED, *model_folders())
        if path is None:
            raise DataError(f"{self.id} grows from {SHARED}, which is not beside {self.out} nor among the models.")
        return path

    def _take_weights(self, id: str) -> None:
        """Begin with every weight of a shipped model that fits. ``DataError`` where there is none."""
        path = _found(id, *model_folders())
        if path is None:
            raise DataError(f"{self.id} starts from {id}, which is not among the models.")
        own = self.model.state_dict()
        for name, tensor in checkpoints.weights(path).items():
            if name in own and own[name].shape == tensor.shape:
                own[name].copy_(tensor)

    def train_batch(self, batch: Any, steps: int) -> float:
        (optimizer,) = self.optimizers
        for group in optimizer.param_groups:
            group["lr"] = learning_rate(self.recipe.learning_rate, self.recipe.warmup, self.step, steps)
        with torch.autocast(self.device, torch.bfloat16, enabled=self.bfloat16):
            loss = self.loss(batch)
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_([p for p in self.model.parameters() if p.requires_grad], 1.0)
        optimizer.step()
        return float(loss.detach())

    def finish(self, data: Path) -> dict[str, Any]:
        """Write weights and card into the run's folder, and return the card: its figures are those of the written file."""
        path = self.write()
        card = self.card(self.figures(checkpoints.load(path).network))
        checkpoints.save_card(path, card)
        return card

    def write(self) -> Path:
        """Write the weights, and beside them the shared encoder where it is not there."""
        path = self.out / f"{self.id}.safetensors"
        lay_beside(self.base, path)
        network = self.kept.eval()
        mine = {name: tensor for name, tensor in network.state_dict().items() if name != "encoder.embedding.weight"}
        bits = packed_tensors.matrices(mine, self.recipe.bits)
        base = path.with_name(self.base.name)
        checkpoints.save(path, network, self.kind, {"source": self.pieces}, {}, base=base, bits=bits)
        return path

    def card(self, figures: dict[str, Any]) -> dict[str, Any]:
        """What is said of the weights."""
        recipe = self.recipe
        told = {
            name: value for name, value in dataclasses.asdict(recipe).items() if name not in ("id", "ships", "bits")
        }
        return {
            "id": recipe.id,
            "languages": ["en", "en"],
            "data": {"origin": self.origin, "licence": self.licence},
            "begun_by_others": f"the encoder: {BEGUN_BY}",
            "command": f"attnviz train {recipe.id} --data DIR --out DIR --seed {self.seed}",
            "seed": self.seed,
            "steps": self.step,
            "shares": SHARED,
            "stored": f"what it adds to {SHARED}: matrices in {recipe.bits} bits, the rest in float16",
            **told,
            "precision": "bfloat16 products, float32 weights" if self.bfloat16 else "float32",
            "torch": torch.__version__,
            "parameters": sum(p.numel() for p in self.kept.parameters()),
            "metrics": figures,
            "history": [{key: round(value, 3) for key, value in entry.items()} for entry in self.history],
        }
