"""The run of the shared encoder: nothing is learned, the published weights are cut, packed and measured."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import torch

from attnviz.engine import checkpoints, packed_tensors
from attnviz.training.reader.finding import found_first
from attnviz.training.reader.shared import BEGUN_BY, cut_reader, cut_vocabulary, english, published_reader
from attnviz.training.reader.texts import (
    ABSTRACTS_ORIGIN,
    DIALOGUES_ORIGIN,
    SQUAD_ORIGIN,
    TATOEBA_ORIGIN,
    TREEBANK_ORIGIN,
    read_passages,
)
from attnviz.training.run import Run

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from attnviz.models.reader import Reader
    from attnviz.training.reader.recipes import SharedRecipe

COUNTED = (SQUAD_ORIGIN, TREEBANK_ORIGIN, TATOEBA_ORIGIN, DIALOGUES_ORIGIN, ABSTRACTS_ORIGIN)


class SharedRun(Run):
    """Fetches the published encoder; an epoch, were there one, would do nothing."""

    model: Reader

    def __init__(self, recipe: SharedRecipe, data: Path, out: Path, *, device: str = "cpu", seed: int = 1) -> None:
        super().__init__(recipe.id, out, epochs=0, device=device, seed=seed)
        self.recipe = recipe
        published = published_reader(data, out.parent, out)
        self.pieces = cut_vocabulary(published.pieces, english(data), recipe.vocabulary)
        self.model = cut_reader(published, self.pieces)
        self.optimizers = []

    def steps(self, epoch: int) -> int:
        return 0

    def epoch_batches(self, epoch: int, first: int) -> Iterator[Any]:
        return iter(())

    def train_batch(self, batch: Any, steps: int) -> float:
        raise NotImplementedError

    def measure(self) -> dict[str, float]:
        return {}

    def finish(self, data: Path) -> dict[str, Any]:
        """Write weights and card into the run's folder, and return the card: its figures are those of the written file."""
        recipe, path = self.recipe, self.out / f"{self.id}.safetensors"
        bits = packed_tensors.matrices(self.model.state_dict(), recipe.bits)
        checkpoints.save(path, self.model, "reader", {"source": self.pieces}, {}, bits=bits)
        card = {
            "id": recipe.id,
            "languages": ["en", "en"],
            "begun_by_others": BEGUN_BY,
            "done_here": f"nothing was learned: {len(self.pieces):,} of its 30,522 word pieces were kept, matrices packed",
            "data": {"origin": "counted to choose the pieces: " + "; ".join(COUNTED), "licence": "as named"},
            "command": f"attnviz train {recipe.id} --data DIR --out DIR",
            "stored": f"matrices in {recipe.bits} bits, the rest in float16",
            "vocabulary": len(self.pieces),
            "torch": torch.__version__,
            "parameters": sum(p.numel() for p in self.model.parameters()),
            "metrics": found_first(checkpoints.load(path).network, self.pieces, read_passages(data, "dev")),
        }
        checkpoints.save_card(path, card)
        return card
