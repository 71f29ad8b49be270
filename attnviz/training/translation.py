"""Train a translator by its recipe: batches, schedule, dev BLEU as it goes, checkpoints that resume exactly."""

from __future__ import annotations

import math
import os
import time
from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

import torch
from torch import nn

from attnviz.engine import checkpoints
from attnviz.engine.checkpoints import Loaded, load
from attnviz.engine.messages import DEFAULT_BEAMS
from attnviz.engine.text import PAD, Tokenizer
from attnviz.paths import model_folders
from attnviz.training.data import (
    DataError,
    Encoded,
    Pair,
    PairBatches,
    find,
    group_references,
    read_pairs,
    tensors,
    words,
)
from attnviz.training.evaluation import bleu, translate_all
from attnviz.training.losses import cross_entropy, guidance
from attnviz.training.recipes import TranslatorRecipe
from attnviz.training.token_links import find_links

CHECKPOINT_EVERY = 200  # steps
DEV_SENTENCES = 400  # of the dev set, for the figure shown while training
GUIDANCE = 0.05  # the share of the guided head in the loss (Garg et al. 2019)


@dataclass(frozen=True)
class Progress:
    """Where a run stands: loss in nats a token, BLEU in percent (None until first measured), seconds left."""

    epoch: int
    epochs: int
    step: int
    steps: int
    loss: float
    bleu: float | None
    seconds_left: float

    @property
    def figure(self) -> str:
        """The dev figure in words."""
        return "" if self.bleu is None else f"dev BLEU {self.bleu:.1f}"


def build(recipe: TranslatorRecipe, source: Tokenizer, target: Tokenizer) -> nn.Module:
    """The untrained network of a recipe."""
    config, network = checkpoints.KINDS[recipe.kind]
    sizes = {field.name: getattr(recipe, field.name) for field in fields(config) if hasattr(recipe, field.name)}
    built: nn.Module = network(config(source_vocabulary=len(source), target_vocabulary=len(target), **sizes))
    return built


def guided_head(recipe: TranslatorRecipe) -> tuple[int, int]:
    """Layer and head that learn from links: the first of the last layer but one, as Garg et al. 2019 have it."""
    return getattr(recipe, "layers", 1) - 2, 0


def learning_rate(recipe: TranslatorRecipe, step: int, steps: int) -> float:
    """Linear warm-up, then half a cosine down to 2 % of the peak."""
    if step < recipe.warmup:
        return recipe.learning_rate * (step + 1) / recipe.warmup
    done = (step - recipe.warmup) / max(1, steps - recipe.warmup)
    return recipe.learning_rate * (0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * min(done, 1.0))))


class TranslatorRun:
    """One training run: everything that a checkpoint holds."""

    def __init__(self, recipe: TranslatorRecipe, data: Path, out: Path, *, device: str = "cpu", seed: int = 1) -> None:
        self.recipe, self.out, self.device, self.seed = recipe, out, device, seed
        corpus = recipe.corpus
        out.mkdir(parents=True, exist_ok=True)
        pairs = [pair for name in corpus.train for pair in self._read(data, name)]
        self.dev = group_references(self._read(data, corpus.dev))
        begins = None
        if recipe.starts_from:
            paths = [folder / f"{recipe.starts_from}.safetensors" for folder in model_folders()]
            begins = load(next((path for path in paths if path.is_file()), paths[-1]))
        self.source = self._tokenizer("source", [s for s, _ in pairs], begins)
        self.target = self._tokenizer("target", [t for _, t in pairs], begins)
        self.batches = PairBatches(pairs, self.source, self.target, tokens=recipe.batch_tokens)
        if recipe.guided:
            self.batches.link(lambda sources, targets: find_links(sources, targets, out / "links.txt"))
        torch.manual_seed(seed)
        self.model = build(recipe, self.source, self.target).to(device)
        if begins:
            self._take_weights(begins)
        self.optimizer = torch.optim.AdamW(
            self.model.parameters(), lr=recipe.learning_rate, betas=(0.9, 0.98), weight_decay=0.01, fused=True
        )
        self.epoch, self.step_in_epoch, self.step = 0, 0, 0
        self.history: list[dict[str, float]] = []
        self.bfloat16 = device == "cuda" or torch.ops.mkldnn._is_mkldnn_bf16_supported()

    def _read(self, data: Path, name: str) -> list[Pair]:
        corpus = self.recipe.corpus
        pairs = read_pairs(find(data, name), reverse=corpus.reverse)
        return [(words(s), words(t)) for s, t in pairs] if corpus.words else pairs

    def _tokenizer(self, side: str, lines: list[str], begins: Loaded | None) -> Tokenizer:
        """The tokenizer of a side: that of the model begun from where the language is the same, else learned once."""
        recipe, i = self.recipe, ("source", "target").index(side)
        if begins and begins.about.languages[i] == (recipe.source_language, recipe.target_language)[i]:
            return begins.tokenizers[side]
        path = self.out / f"{side}.spm"
        if not path.is_file():
            coverage = recipe.coverage if side == "target" else 1.0
            trained = Tokenizer.train(
                lines, vocabulary=recipe.vocabularies[i], coverage=coverage, words=not recipe.subwords
            )
            path.write_bytes(trained.proto)
        return Tokenizer(path.read_bytes())

    def _take_weights(self, begins: Loaded) -> None:
        """Begin with every weight of another model that means the same here: those of a tokenizer we share, and of the network."""
        own, given = self.model.state_dict(), begins.network.state_dict()
        same_target = self.target is begins.tokenizers["target"]
        for name, tensor in given.items():
            fits = name in own and own[name].shape == tensor.shape
            if fits and (same_target or not name.startswith(("target_embedding", "output_bias"))):
                own[name].copy_(tensor)

    @property
    def checkpoint(self) -> Path:
        return self.out / "checkpoint.pt"

    def save(self) -> None:
        """Write the checkpoint beside the old one, then take its place, so that a stop at any moment leaves a whole file."""
        state: dict[str, Any] = {
            "recipe": self.recipe.id,
            "seed": self.seed,
            "model": self.model.state_dict(),
            "optimizer": self.optimizer.state_dict(),
            "rng": torch.get_rng_state(),
            "epoch": self.epoch,
            "step_in_epoch": self.step_in_epoch,
            "step": self.step,
            "history": self.history,
        }
        partial = self.checkpoint.with_suffix(".partial")
        torch.save(state, partial)
        os.replace(partial, self.checkpoint)

    def resume(self) -> None:
        """Go on from the checkpoint. ValueError when it belongs to another recipe or seed."""
        state = torch.load(self.checkpoint, weights_only=True, map_location=self.device)
        if (state["recipe"], state["seed"]) != (self.recipe.id, self.seed):
            raise ValueError(f"{self.checkpoint} belongs to {state['recipe']} with seed {state['seed']}.")
        self.model.load_state_dict(state["model"])
        self.optimizer.load_state_dict(state["optimizer"])
        torch.set_rng_state(state["rng"].cpu())
        self.epoch, self.step_in_epoch, self.step = state["epoch"], state["step_in_epoch"], state["step"]
        self.history = state["history"]

    def _train_batch(self, batch: list[Encoded], steps: int) -> float:
        b = tensors(batch).to(self.device)
        for group in self.optimizer.param_groups:
            group["lr"] = learning_rate(self.recipe, self.step, steps)
        with torch.autocast(self.device, torch.bfloat16, enabled=self.bfloat16):
            logits, weights = self.model(b.source, b.src_mask, b.inputs)
        loss = cross_entropy(logits.flatten(0, 1), b.outputs.flatten(), smoothing=self.recipe.label_smoothing, pad=PAD)
        if self.recipe.guided:
            layer, head = guided_head(self.recipe)
            loss = loss + GUIDANCE * guidance(weights[:, layer, head], b.links)
        self.optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        self.optimizer.step()
        return float(loss.detach())

    def measure(self, sentences: int = DEV_SENTENCES) -> float:
        """Greedy BLEU on the first ``sentences`` of dev."""
        answers = translate_all(self.model, self.source, self.target, self.dev[0][:sentences])
        return self._bleu(answers, self.dev[1][:sentences])

    def _bleu(self, answers: list[str], references: list[list[str]]) -> float:
        return bleu(answers, references, language=self.recipe.target_language, lower=self.recipe.corpus.words)

    def train(self, report: Callable[[Progress], bool], clock: Callable[[], float] = time.monotonic) -> bool:
        """Go on to the end of the recipe; True when it was reached.

        ``report`` is called after every step; when it answers False, the run is saved and ends there.
        """
        self.model.train()
        average, begun, first_step = 0.0, clock(), self.step
        while self.epoch < self.recipe.epochs:
            batches = self.batches.epoch(self.seed, self.epoch)
            steps = len(batches) * self.recipe.epochs
            for batch in batches[self.step_in_epoch :]:
                loss = self._train_batch(batch, steps)
                self.step += 1
                self.step_in_epoch += 1
                done = self.step - first_step
                average = loss if done == 1 else 0.98 * average + 0.02 * loss
                left = (clock() - begun) / done * (steps - self.step)
                figure = self.history[-1]["bleu"] if self.history else None
                if self.step % CHECKPOINT_EVERY == 0:
                    self.save()
                if not report(Progress(self.epoch, self.recipe.epochs, self.step, steps, average, figure, left)):
                    self.save()
                    return False
            self.epoch, self.step_in_epoch = self.epoch + 1, 0
            self.history.append({"epoch": self.epoch, "loss": average, "bleu": self.measure()})
            self.save()
        return True

    def finish(self, data: Path) -> dict[str, Any]:
        """Write weights and card into the run's folder, and return the card: its figures are those of the written file."""
        recipe, corpus = self.recipe, self.recipe.corpus
        path = self.out / f"{recipe.id}.safetensors"
        tokenizers = {"source": self.source, "target": self.target}
        languages = [recipe.source_language, recipe.target_language]
        checkpoints.save(path, self.model, recipe.kind, tokenizers, {"languages": languages})
        network = load(path).network
        figures: dict[str, float] = {}
        splits = {"dev": self.dev} | self._test(data)
        for split, sentences in splits.items():
            for beams in (1, DEFAULT_BEAMS):
                answers = translate_all(network, self.source, self.target, sentences[0], beams=beams)
                figures[f"{split}_bleu_{'greedy' if beams == 1 else f'beam_{beams}'}"] = round(
                    self._bleu(answers, sentences[1]), 2
                )
        card = {
            "id": recipe.id,
            "languages": languages,
            "data": {"origin": corpus.origin, "licence": corpus.licence, "files": list(corpus.train)},
            "command": f"attnviz train {recipe.id} --data DIR --out DIR --seed {self.seed}",
            "seed": self.seed,
            "epochs": recipe.epochs,
            "steps": self.step,
            "starts_from": recipe.starts_from,
            **({"guided": self.guided()} if recipe.guided else {}),
            "precision": "bfloat16 products, float32 weights" if self.bfloat16 else "float32",
            "torch": torch.__version__,
            "parameters": sum(p.numel() for p in self.model.parameters()),
            "metrics": figures,
            "history": [{key: round(value, 3) for key, value in entry.items()} for entry in self.history],
        }
        checkpoints.save(path, self.model, recipe.kind, tokenizers, card)
        return card

    def guided(self) -> dict[str, Any]:
        """What the card says of the head that was taught."""
        layer, head = guided_head(self.recipe)
        return {
            "kind": "cross_attention",
            "layer": layer,
            "head": head,
            "shift": 1,
            "links": "eflomal",
            "loss": GUIDANCE,
        }

    def _test(self, data: Path) -> dict[str, tuple[list[str], list[list[str]]]]:
        """The test set where it stands beside the other data."""
        try:
            return {"test": group_references(self._read(data, self.recipe.corpus.test))}
        except DataError:
            return {}


def scaled(recipe: TranslatorRecipe, *, epochs: int | None) -> TranslatorRecipe:
    """The recipe with another length, for a quick try."""
    return recipe if epochs is None else replace(recipe, epochs=epochs)
