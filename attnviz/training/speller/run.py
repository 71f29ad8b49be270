"""Train a speller by its recipe: strings made as it goes, error rates on unheard speakers, checkpoints that resume exactly."""

from __future__ import annotations

import dataclasses
import math
from typing import TYPE_CHECKING, Any

import numpy as np
import torch

from attnviz import defaults
from attnviz.engine import checkpoints, packed_tensors
from attnviz.models.speller import EOS, PAD, Speller, SpellerConfig
from attnviz.training.run import Run
from attnviz.training.speller import batches, evaluation, voices
from attnviz.training.speller.batches import DIGITS, Batch, Source
from attnviz.training.speller.losses import guidance
from attnviz.training.speller.recordings import Recording, by_speaker, read_recordings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from attnviz.training.speller.recipes import SpellerRecipe

ORIGIN = (
    "Free Spoken Digit Dataset (ten English digits), DSPSpeech-20 (twelve Chinese and eight English words), "
    "and all words said by the voices of flite (English) and espeak-ng"
)
LICENCE = "CC BY-SA 4.0; MIT"
LET_GO = 0.7  # of the weight of guidance is gone after the first half
SHORT_EPOCHS = 3  # of strings of at most two words, so that attention finds its order
SHOWN = 80  # single words and strings behind the figures shown while training


def learning_rate(recipe: SpellerRecipe, step: int, steps: int) -> float:
    """Linear warm-up, then half a cosine down to 1 % of the peak."""
    if step < recipe.warmup:
        return recipe.learning_rate * (step + 1) / recipe.warmup
    done = (step - recipe.warmup) / max(1, steps - recipe.warmup)
    return recipe.learning_rate * (0.01 + 0.99 * 0.5 * (1 + math.cos(math.pi * min(done, 1.0))))


class SpellerRun(Run):
    """One training run of a speller."""

    model: Speller

    def __init__(self, recipe: SpellerRecipe, data: Path, out: Path, *, device: str = "cpu", seed: int = 1) -> None:
        super().__init__(recipe.id, out, epochs=recipe.epochs, device=device, seed=seed)
        self.recipe = recipe
        folder = data / recipe.recordings
        heard, self.unheard = (read_recordings(folder, split, out / f"{split}.npz") for split in ("train", "dev"))
        words = sorted({recording.text for recording in heard})
        speakers = by_speaker(heard)
        synthetic = voices.say(words, out / "voices.npz") if recipe.voices else []
        only_digits = tuple(name for name, said in speakers.items() if set(said) <= set(DIGITS))
        self.source = Source(speakers, by_speaker(synthetic), only_digits)
        self.alphabet = "".join(sorted({letter for word in words for letter in word} | {" "}))
        config = SpellerConfig(
            self.alphabet, d_encoder=recipe.d_encoder, d_hidden=recipe.d_hidden, dropout=recipe.dropout
        )
        self.model = Speller(config).to(device)
        decayed = [p for p in self.model.parameters() if p.ndim > 1]
        rest = [p for p in self.model.parameters() if p.ndim <= 1]
        groups = [{"params": decayed, "weight_decay": recipe.weight_decay}, {"params": rest, "weight_decay": 0.0}]
        self.optimizers = [torch.optim.AdamW(groups, lr=recipe.learning_rate, betas=(0.9, 0.98), fused=True)]
        self.average_over(recipe.averaged, buffers=True)
        self._plans: tuple[int, list[list[list[Recording]]]] = (-1, [])

    def _plan(self, epoch: int) -> list[list[list[Recording]]]:
        recipe = self.recipe
        if self._plans[0] != epoch:
            draw = np.random.default_rng((self.seed, epoch))
            most = 2 if epoch < SHORT_EPOCHS else batches.MOST_WORDS
            shares = recipe.digits, recipe.voices
            made = batches.plan(self.source, draw, recipe.epoch_seconds, recipe.batch_seconds, shares, most)
            self._plans = epoch, made
        return self._plans[1]

    def steps(self, epoch: int) -> int:
        return len(self._plan(epoch))

    def epoch_batches(self, epoch: int, first: int) -> Iterator[Batch]:
        for number, strings in enumerate(self._plan(epoch)[first:], first):
            draw = np.random.default_rng((self.seed, epoch, number))
            yield batches.make(strings, draw, self.alphabet, self.model.config.mel_bands)

    def train_batch(self, batch: Batch, steps: int) -> float:
        recipe, (optimizer,) = self.recipe, self.optimizers
        for group in optimizer.param_groups:
            group["lr"] = learning_rate(recipe, self.step, steps)
        with torch.autocast(self.device, torch.bfloat16, enabled=self.bfloat16):
            logits, weights, memory = self.model(batch.log_mel, batch.mask, batch.inputs)
            frames = self.model.ctc_log_probabilities(memory)
        loss = torch.nn.functional.cross_entropy(
            logits.float().flatten(0, 1),
            batch.outputs.flatten(),
            ignore_index=PAD,
            label_smoothing=recipe.label_smoothing,
        )
        letters = batch.outputs.masked_fill(batch.outputs == EOS, PAD)
        lengths = (letters != PAD).sum(1)
        plain = torch.nn.functional.ctc_loss(
            frames.transpose(0, 1), letters, batch.mask.sum(1), lengths, blank=PAD, reduction="mean", zero_infinity=True
        )
        led = recipe.guided * (1 - LET_GO * min(1.0, 2 * self.step / steps))
        total = loss + recipe.ctc * plain + led * guidance(weights.float(), batch.places)
        optimizer.zero_grad()
        total.backward()
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        optimizer.step()
        return float(total.detach())

    def measure(self) -> dict[str, float]:
        """Error rates on recordings of speakers that are not learned from, single and joined, greedy."""
        kept = self.kept
        assert isinstance(kept, Speller)
        was = kept.training
        kept.eval()
        step = max(1, len(self.unheard) // SHOWN)
        alone = evaluation.single(self.unheard[::step])
        joined = evaluation.make_strings(self.unheard, SHOWN // 2, seed=1)
        found: dict[str, float] = {}
        for name, sounds in ((evaluation.SINGLE, alone), (evaluation.STRINGS, joined)):
            true = [sound.text for sound in sounds]
            written, plain, _ = evaluation.spell_all(kept, sounds)
            found[f"{name}_cer"], found[f"{name}_wer"] = evaluation.error_rates(written, true)
            found[f"{name}_ctc_cer"] = evaluation.error_rates(plain, true)[0]
        kept.train(was)
        return found

    def finish(self, data: Path) -> dict[str, Any]:
        """Write weights and card into the run's folder, and return the card: its figures are those of the written file."""
        recipe, kept = self.recipe, self.kept
        assert isinstance(kept, Speller)
        path = self.out / f"{recipe.id}.safetensors"
        for name, buffer in kept.named_buffers():
            if name.endswith("num_batches_tracked"):
                buffer.zero_()  # float16 ends at 65,504
        bits = packed_tensors.matrices(kept.state_dict(), recipe.bits) if recipe.bits else None
        checkpoints.save(path, kept, "speller", {}, {}, bits=bits)
        network = checkpoints.load(path).network
        card = {
            "id": recipe.id,
            "data": {"origin": ORIGIN, "licence": LICENCE},
            "command": f"attnviz train {recipe.id} --data DIR --out DIR --seed {self.seed}",
            "seed": self.seed,
            "epochs": self.epochs,
            "steps": self.step,
            "supervision": "words of joined recordings, and the place of each in the sound",
            "speakers": {"learned_from": len(self.source.speakers), "synthetic_voices": len(self.source.voices)},
            **{key: value for key, value in dataclasses.asdict(recipe).items() if key not in ("id", "epochs", "ships")},
            "precision": "bfloat16 products, float32 weights" if self.bfloat16 else "float32",
            "torch": torch.__version__,
            "parameters": sum(p.numel() for p in self.model.parameters()),
            **({"stored": f"matrices in {recipe.bits} bits, the rest in float16"} if recipe.bits else {}),
            "measured_on": sorted({recording.speaker for recording in self.unheard}),
            "metrics": evaluation.evaluate(network, self.unheard, beams=defaults.BEAMS),
            "history": [{key: round(value, 4) for key, value in entry.items()} for entry in self.history],
        }
        checkpoints.save_card(path, card)
        return card
