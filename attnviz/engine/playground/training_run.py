"""One live training run: a small translator, data made as it goes, and what is measured on the way."""

from __future__ import annotations

import dataclasses
import math
import random
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor, nn

from attnviz.engine import quick_torch
from attnviz.engine.playground.tasks import OF_LETTERS, Pair, make, of_words
from attnviz.engine.translate.tokenizer import BOS, EOS, PAD, Tokenizer
from attnviz.models.decoding import beam_search, pad_batch
from attnviz.models.rnn_translator import RnnConfig, RnnTranslator
from attnviz.models.transformer import Transformer, TransformerConfig

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    import numpy as np

    from attnviz.engine.playground.training_messages import ToyConfig

MEASURED = 100  # held-out pairs for the accuracy
SHOWN = 3  # fixed examples whose alignment is shown
MEASURE_EVERY, MEASURE_SHARE = 0.5, 0.04  # seconds of training, and once a run is long, as a share of its time
CLIP = 1.0  # of the gradient's norm
BLOWN_UP = 10.0  # times the first loss, which is that of guessing


def tokenizer_for(lines: Sequence[str], *, words: bool) -> Tokenizer:
    """Word by word or letter by letter."""
    return Tokenizer.train(lines, vocabulary=20_000, words=words, letters=not words)


def build(config: ToyConfig, source: int, target: int) -> nn.Module:
    """The untrained network for vocabularies of these sizes. ValueError for a choice that is not offered."""
    if config.model == "rnn":
        return RnnTranslator(
            RnnConfig(
                source_vocabulary=source,
                target_vocabulary=target,
                scoring=config.scoring,
                cell=config.cell,
                d_embedding=config.width,
                d_encoder=config.width,
                d_hidden=2 * config.width,
                d_attention=config.width,
                dropout=0.0,
            )
        )
    if config.model == "transformer":
        return Transformer(
            TransformerConfig(
                source_vocabulary=source,
                target_vocabulary=target,
                d_model=config.width,
                heads=config.heads,
                layers=config.layers,
                d_feedforward=2 * config.width,
                dropout=0.0,
                positions=config.positions,
                longest=320,  # more than the Translate pane decodes
            )
        )
    raise ValueError(f"unknown model {config.model!r}")


class ToyRun:
    """Network, optimizer, data and clock of one run; the same config gives the same run."""

    def __init__(self, config: ToyConfig) -> None:
        torch.manual_seed(config.seed)
        self.config = config
        self._rng = random.Random(config.seed)
        sample = self._sample(config)
        held_out = random.Random(f"held out {config.seed}")
        self.held_out = self._held_out(held_out)
        words = config.task in OF_LETTERS
        sources, targets = [s for s, _ in sample], [t for _, t in sample]
        pasted = config.task == "pairs"
        self.source = tokenizer_for(sources, words=of_words(sources) if pasted else words)
        self.target = tokenizer_for(targets, words=of_words(targets) if pasted else words)
        self.network = build(config, len(self.source), len(self.target))
        parameters = [p for p in self.network.parameters() if p.requires_grad]
        quick_torch.complete()  # the first step of an optimizer needs it
        if config.optimizer == "adam":
            self.optimizer: torch.optim.Optimizer = torch.optim.Adam(
                parameters, lr=config.learning_rate, betas=(0.9, 0.98)
            )
        else:
            self.optimizer = torch.optim.SGD(parameters, lr=config.learning_rate, momentum=0.9)
        self.step, self.seconds, self.diverged = 0, 0.0, False
        self._measured_at = -math.inf
        self._best: tuple[float, int, dict[str, Tensor]] | None = None  # accuracy, step and numbers
        self._first_loss = math.inf

    @staticmethod
    def _sample(config: ToyConfig) -> list[Pair]:
        """Pairs that show every token there is."""
        if config.task == "pairs":
            return list(config.pairs)
        return make(config.task, random.Random(0), config.length, 3000)

    def _held_out(self, rng: random.Random) -> list[Pair]:
        """Pairs to measure on; of pasted ones the first, as a person pastes few and wants to see those learnt."""
        if self.config.task == "pairs":
            return list(self.config.pairs[:MEASURED])
        return make(self.config.task, rng, self.config.length, MEASURED)

    @property
    def parameters(self) -> int:
        """How many numbers the network learns."""
        return sum(p.numel() for p in self.network.parameters() if p.requires_grad)

    def encode(self, pairs: Sequence[Pair]) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """Pairs -> source [B, S] with eos, src_mask [B, S], target inputs from bos [B, T], outputs to eos [B, T]."""
        source, mask = pad_batch([[*self.source.ids(s), EOS] for s, _ in pairs])
        target, _ = pad_batch([[BOS, *self.target.ids(t), EOS] for _, t in pairs])
        return source, mask, target[:, :-1].contiguous(), target[:, 1:].contiguous()

    def batch(self) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """The next training batch."""
        if self.config.task == "pairs":
            return self.encode(self._rng.choices(self.config.pairs, k=self.config.batch))
        return self.encode(make(self.config.task, self._rng, self.config.length, self.config.batch))

    def train_step(self) -> tuple[float, float]:
        """One step of the optimizer -> loss in nats a token, norm of the gradient before it is clipped.

        A loss that is no number, or has grown far beyond that of guessing, leaves the network as it is and sets ``diverged``.
        """
        source, mask, inputs, outputs = self.batch()
        logits, _ = self.network(source, mask, inputs)
        loss = nn.functional.cross_entropy(logits.flatten(0, 1), outputs.flatten(), ignore_index=PAD)
        value = float(loss.detach())
        if not math.isfinite(value) or value > BLOWN_UP * self._first_loss:
            self.diverged = True
            return value, math.nan
        if math.isinf(self._first_loss):
            self._first_loss = value
        self.optimizer.zero_grad()
        loss.backward()
        norm = float(nn.utils.clip_grad_norm_(self.network.parameters(), CLIP))
        if not math.isfinite(norm):
            self.diverged = True
            return value, norm
        self.optimizer.step()
        self.step += 1
        return value, norm

    def slice(
        self, *, seconds: float, steps: int = 0, progress: Callable[[], None] = lambda: None
    ) -> list[tuple[int, float, float, float]]:
        """Train for about ``seconds``, or ``steps`` steps -> (step, seconds, loss, gradient norm) of each. Seconds
        count training, not waiting or measuring.
        """
        self.network.train()
        rows: list[tuple[int, float, float, float]] = []
        end = self.seconds + seconds
        while not self.diverged and (len(rows) < steps if steps else self.seconds < end):
            begun = time.perf_counter()
            loss, norm = self.train_step()
            self.seconds += time.perf_counter() - begun
            if not self.diverged:
                rows.append((self.step, self.seconds, loss, norm))
            progress()
        return rows

    def due(self) -> bool:
        """Whether it is time to measure again; the share of time that measuring takes stays small."""
        wait = max(MEASURE_EVERY, MEASURE_SHARE * self.seconds)
        if self.seconds - self._measured_at < wait and not self.diverged:
            return False
        self._measured_at = self.seconds
        return True

    @torch.inference_mode()
    def answer(self, pairs: Sequence[Pair]) -> list[list[int]]:
        """What the network makes of the sources, greedily: token ids without the end."""
        source, mask, _, outputs = self.encode(pairs)
        self.network.eval()
        found = beam_search(
            self.network,  # type: ignore[arg-type]
            source,
            mask,
            bos=BOS,
            eos=EOS,
            max_length=outputs.shape[1] + 1,
            forbidden=(PAD, BOS),
        )
        self.network.train()
        return [[i for i in hypotheses[0].ids if i != EOS] for hypotheses in found]

    def measure(self) -> tuple[float, list[str]]:
        """The share of held-out pairs answered exactly, 0..1, and the answers to the fixed examples."""
        answers = self.answer(self.held_out)
        exact = sum(answer == self.target.ids(true) for answer, (_, true) in zip(answers, self.held_out, strict=True))
        accuracy = exact / len(self.held_out)
        if self._best is None or accuracy >= self._best[0]:
            numbers = {name: tensor.detach().clone() for name, tensor in self.network.state_dict().items()}
            self._best = accuracy, self.step, numbers
        return accuracy, [self.target.decode(ids) for ids in answers[:SHOWN]]

    @contextmanager
    def at_its_best(self) -> Iterator[None]:
        """Inside, the network has the numbers that answered best of all that were measured."""
        self.measure()
        assert self._best is not None
        now, step = {name: tensor.clone() for name, tensor in self.network.state_dict().items()}, self.step
        self.network.load_state_dict(self._best[2])
        self.step = self._best[1]
        try:
            yield
        finally:
            self.network.load_state_dict(now)
            self.step = step

    def shown(self) -> list[Pair]:
        """The fixed examples."""
        return self.held_out[:SHOWN]

    @torch.inference_mode()
    def weights(self) -> list[np.ndarray]:
        """Where the network looks in each fixed example, read along its true target: [layer, head, T, S] each."""
        source, mask, inputs, outputs = self.encode(self.shown())
        self.network.eval()
        _, weights = self.network(source, mask, inputs)
        self.network.train()
        if weights.ndim == 3:
            weights = weights[:, None, None]  # the RNN has one layer with one head
        lengths = zip(mask.sum(1).tolist(), (outputs != PAD).sum(1).tolist(), strict=True)
        return [w[..., :t, :s].numpy() for w, (s, t) in zip(weights, lengths, strict=True)]

    def labels(self) -> tuple[list[tuple[str, ...]], list[tuple[str, ...]]]:
        """The tokens of the fixed examples, source and target, each with its end token."""
        sources = [tuple(self.source.piece(i) or "␣" for i in [*self.source.ids(s), EOS]) for s, _ in self.shown()]
        targets = [tuple(self.target.piece(i) or "␣" for i in [*self.target.ids(t), EOS]) for _, t in self.shown()]
        return sources, targets

    def card(self) -> dict[str, Any]:
        """What to write beside the weights."""
        return {
            "languages": ["toy", self.config.task],
            "task": self.config.task,
            "toy": dataclasses.asdict(self.config),
            "steps": self.step,
            "seconds": round(self.seconds, 1),
            "accuracy": self.measure()[0],
            "made_by": "attnviz Playground",
        }
