"""Trains the three readers of a context side by side, and measures what each still knows at each distance."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import torch
from torch import Tensor, nn

from attnviz.engine import quick_torch
from attnviz.engine.messages import Refused, frozen
from attnviz.engine.playground.context_messages import LETTERS, LONGEST, ContextTrained
from attnviz.models.context import KINDS, LAST, ContextReader

if TYPE_CHECKING:
    from collections.abc import Callable

    from attnviz.engine.model_store import ModelStore
    from attnviz.engine.playground.context_messages import TrainContext

WIDTH, BATCH, RATE = 48, 32, 1e-2
HELD_OUT = 48  # sequences, each asked for at every distance


class ContextRun:
    """The readers, each with its optimizer, clock and draws; the same seed gives the same run."""

    def __init__(self, length: int, seed: int) -> None:
        if not 2 <= length <= LONGEST:
            raise Refused("length_out_of_range", f"The length must be from 2 to {LONGEST}.", most=LONGEST)
        torch.manual_seed(seed)
        self.length, self.seed = length, seed
        self.readers = [ContextReader(kind, letters=len(LETTERS), length=length, d_model=WIDTH) for kind in KINDS]
        quick_torch.complete()  # the first step of an optimizer needs it
        self.optimizers = [torch.optim.Adam(reader.parameters(), lr=RATE) for reader in self.readers]
        self.draws = [torch.Generator().manual_seed(seed) for _ in KINDS]  # each reader sees the same letters
        self.steps, self.seconds = [0 for _ in KINDS], [0.0 for _ in KINDS]
        held_out = torch.Generator().manual_seed(seed + 1_000_003)
        self.held_out = torch.randint(len(LETTERS), (HELD_OUT, length), generator=held_out)

    def train(self, seconds: float, progress: Callable[[], None]) -> None:
        """Each reader learns for about ``seconds``, at least one step."""
        for i, (reader, optimizer) in enumerate(zip(self.readers, self.optimizers, strict=True)):
            end = time.perf_counter() + seconds
            while True:
                begun = time.perf_counter()
                letters = torch.randint(len(LETTERS), (BATCH, self.length), generator=self.draws[i])
                asked = torch.randint(self.length, (BATCH,), generator=self.draws[i])
                logits, _ = reader(letters, asked)
                loss = nn.functional.cross_entropy(logits, right(letters, asked))
                optimizer.zero_grad()
                loss.backward()
                nn.utils.clip_grad_norm_(reader.parameters(), 1.0)
                optimizer.step()
                self.steps[i] += 1
                self.seconds[i] += time.perf_counter() - begun
                progress()
                if time.perf_counter() >= end:
                    break

    @torch.inference_mode()
    def measure(self) -> tuple[Tensor, list[str], Tensor]:
        """accuracy [3, n], the answers to the example at each distance, and the weights [2, n, n] of the readers that attend."""
        n = self.length
        letters = self.held_out.repeat_interleave(n, 0)
        asked = torch.arange(n).repeat(len(self.held_out))
        accuracy, answers, weights = [], [], []
        for reader in self.readers:
            logits, looked = reader(letters, asked)
            told = logits.argmax(-1)
            accuracy.append((told == right(letters, asked)).float().view(-1, n).mean(0))
            answers.append("".join(LETTERS[i] for i in told[:n].tolist()))
            if reader.kind != LAST:
                assert looked is not None
                weights.append(looked[:n])
        return torch.stack(accuracy), answers, torch.stack(weights)

    def example(self) -> str:
        """The letters of the fixed example."""
        return "".join(LETTERS[i] for i in self.held_out[0].tolist())


def right(letters: Tensor, asked: Tensor) -> Tensor:
    """The letter that stands ``asked`` places before the last: [B, n], [B] -> [B]."""
    return letters.gather(1, (letters.shape[1] - 1 - asked)[:, None])[:, 0]


def train(store: ModelStore, request: TrainContext, progress: Callable[..., None]) -> ContextTrained:
    """Answer a ``TrainContext`` request. ``Refused``: length_out_of_range (most)."""
    run = store.contexts.get(request.run)
    if run is None or request.restart or (run.length, run.seed) != (request.length, request.seed):
        run = store.contexts[request.run] = ContextRun(request.length, request.seed)
    run.train(request.seconds, lambda: progress(0.0, "training"))
    accuracy, answers, weights = run.measure()
    return ContextTrained(
        request,
        tuple(run.steps),
        tuple(run.seconds),
        frozen(accuracy.numpy()),
        run.example(),
        tuple(answers),
        frozen(weights.numpy()),
    )
