"""Train a translator by its recipe: batches, schedule, dev BLEU as it goes, checkpoints that resume exactly."""

from __future__ import annotations

import math
import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import torch
from torch import nn

from attnviz.engine.text import PAD, Tokenizer
from attnviz.models.rnn_translator import RnnConfig, RnnTranslator
from attnviz.training.data import Pair, PairBatches, find, group_references, read_pairs, tensors
from attnviz.training.evaluation import bleu, translate_all
from attnviz.training.losses import cross_entropy
from attnviz.training.recipes import TranslatorRecipe

CHECKPOINT_EVERY = 200  # steps
DEV_SENTENCES = 400  # of the dev set, for the figure shown while training


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


def build(recipe: TranslatorRecipe, source: Tokenizer, target: Tokenizer) -> RnnTranslator:
    """The untrained network of a recipe."""
    return RnnTranslator(
        RnnConfig(
            source_vocabulary=len(source),
            target_vocabulary=len(target),
            scoring=recipe.scoring,
            cell=recipe.cell,
            d_embedding=recipe.d_embedding,
            d_encoder=recipe.d_encoder,
            d_hidden=recipe.d_hidden,
            d_attention=recipe.d_attention,
            dropout=recipe.dropout,
        )
    )


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
        self.pairs: list[Pair] = [
            p for name in corpus.train for p in read_pairs(find(data, name), reverse=corpus.reverse)
        ]
        self.dev = group_references(read_pairs(find(data, corpus.dev), reverse=corpus.reverse))
        out.mkdir(parents=True, exist_ok=True)
        self.source = self._tokenizer("source", [s for s, _ in self.pairs])
        self.target = self._tokenizer("target", [t for _, t in self.pairs])
        self.batches = PairBatches(
            self.pairs, self.source, self.target, tokens=recipe.batch_tokens, sample=recipe.sample
        )
        torch.manual_seed(seed)
        self.model = build(recipe, self.source, self.target).to(device)
        self.optimizer = torch.optim.AdamW(
            self.model.parameters(), lr=recipe.learning_rate, betas=(0.9, 0.98), weight_decay=0.01, fused=True
        )
        self.epoch, self.step_in_epoch, self.step = 0, 0, 0
        self.history: list[dict[str, float]] = []
        self.bfloat16 = device == "cuda" or torch.ops.mkldnn._is_mkldnn_bf16_supported()

    def _tokenizer(self, side: str, lines: list[str]) -> Tokenizer:
        path = self.out / f"{side}.spm"
        if not path.is_file():
            trained = Tokenizer.train(lines, vocabulary=self.recipe.vocabulary, coverage=self.recipe.coverage)
            path.write_bytes(trained.proto)
        return Tokenizer(path.read_bytes())

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

    def _train_batch(self, batch: list[tuple[list[int], list[int]]], steps: int) -> float:
        b = tensors(batch).to(self.device)
        for group in self.optimizer.param_groups:
            group["lr"] = learning_rate(self.recipe, self.step, steps)
        with torch.autocast(self.device, torch.bfloat16, enabled=self.bfloat16):
            logits, _ = self.model(b.source, b.src_mask, b.inputs)
        loss = cross_entropy(logits.flatten(0, 1), b.outputs.flatten(), smoothing=self.recipe.label_smoothing, pad=PAD)
        self.optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        self.optimizer.step()
        return float(loss.detach())

    def measure(self, sentences: int | None = DEV_SENTENCES, *, beams: int = 1) -> float:
        """BLEU on the first ``sentences`` of dev (None: all)."""
        sources, references = self.dev[0][:sentences], self.dev[1][:sentences]
        answers = translate_all(self.model, self.source, self.target, sources, beams=beams)
        return bleu(answers, references, language=self.recipe.target_language, lower=self.recipe.corpus.lower)

    def train(self, report: Callable[[Progress], None], clock: Callable[[], float]) -> None:
        """Run to the end of the recipe; ``report`` is called every step and may raise (KeyboardInterrupt) to stop."""
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
                report(Progress(self.epoch, self.recipe.epochs, self.step, steps, average, figure, left))
            self.epoch, self.step_in_epoch = self.epoch + 1, 0
            self.history.append({"epoch": self.epoch, "loss": average, "bleu": self.measure()})
            self.save()


def scaled(recipe: TranslatorRecipe, *, epochs: int | None) -> TranslatorRecipe:
    """The recipe with another length, for a quick try."""
    return recipe if epochs is None else replace(recipe, epochs=epochs)
