"""Stores a trained model in fewer bits and writes into its card which, and what its dev figures were before and after."""

from __future__ import annotations

import copy
import shutil
from collections import Counter
from contextlib import suppress
from typing import TYPE_CHECKING, Any, NamedTuple

import torch

from attnviz.engine import checkpoints, packed_tensors
from attnviz.engine.messages import Refused
from attnviz.models.coded_quantization import Coded
from attnviz.training.compression.qualities import QUALITIES, Quality, worse
from attnviz.training.compression.search import Limits, Moved, Search, moved

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from torch import Tensor

    from attnviz.engine.checkpoints import Loaded

SHOWN = 0.01  # by which a shown weight may differ
BACK = (0, 1, 2, 4, 8)  # steps taken back, one after the other, where a figure fell too far


class Compressed(NamedTuple):
    """What came of it: the file, its card, and the figures that became worse by more than they may (with fixed bits alone)."""

    path: Path
    card: dict[str, Any]
    worse: list[str]


def compress(
    source: Path, out: Path, *, bits: int | None, data: Path | None, report: Callable[[str], None], command: str
) -> Compressed:
    """Store the model of the file ``source`` in the folder ``out``: in ``bits``, or with None in those that keep its dev figures.

    Without ``data`` nothing is measured, and bits are needed. What a model shares with another one's file is read from that
    file in ``out``, which is copied there if it is missing. ``DataError``, ``Refused``.
    """
    original = checkpoints.load(source)
    work = _Work(original, source, out, report)
    quality: Quality | None = None
    if data is not None and original.about.kind in QUALITIES:
        report("reading the data")
        quality = QUALITIES[original.about.kind](original, data)
    if quality is None:
        few = packed_tensors.matrices(work.own, bits or 8)
        work.write(few)
        return work.finish(few, command, {})
    before = dict(original.about.card.get("metrics", {}))
    if not set(quality.tolerances) <= set(before):
        report("measuring the model as it is")
        before = quality.figures(original)
    chosen: Mapping[str, int | Coded]
    if bits is not None:
        chosen = packed_tensors.matrices(work.own, bits)
        there, after = work.measure(chosen, quality)
    else:
        limits, spared = Limits(quality.most, SHOWN), _shared_with_others(source)
        search = Search(original.network, quality, work.fixed, limits, report, spared)
        steps = search.farthest()
        for back in BACK:
            steps = max(0, steps - back)
            chosen = search.stored(steps)
            there, after = work.measure(chosen, quality)
            lost = worse(quality.tolerances, before, after)
            if not lost:
                break
            report(", ".join(f"{name} fell from {before[name]} to {after[name]}" for name in lost))
    told = {
        "sample": quality.sample,
        "sample_moved": {name: float(f"{value:.3g}") for name, value in there._asdict().items()},
        "figures_of": "all of dev",
        "before": {name: before[name] for name in after if name in before},
        "after": after,
    }
    return work.finish(chosen, command, told, worse(quality.tolerances, before, after))


class _Work:
    """A model on its way from one file to another."""

    def __init__(self, original: Loaded, source: Path, out: Path, report: Callable[[str], None]) -> None:
        self._original, self._source, self._report = original, source, report
        self.path = out / source.name
        self._base, self.fixed = _held(source, out)
        state = original.network.state_dict()
        self.own = {name: tensor for name, tensor in state.items() if name not in self.fixed}
        self._network = copy.deepcopy(original.network)
        with torch.no_grad():
            for name, tensor in self.fixed.items():
                self._network.state_dict()[name].copy_(tensor)

    def write(self, bits: Mapping[str, int | Coded]) -> Loaded:
        """Write the file, and read it again."""
        about = self._original.about
        tokenizers = self._original.tokenizers
        checkpoints.save(self.path, self._network, about.kind, tokenizers, about.card, base=self._base, bits=bits)
        return checkpoints.load(self.path)

    def measure(self, bits: Mapping[str, int | Coded], quality: Quality) -> tuple[Moved, dict[str, float]]:
        """Write the file; how far the sample moves with what was written, and all figures."""
        written = self.write(bits)
        there = moved(quality, quality.read(self._original.network), quality.read(written.network))
        megabytes = self.path.stat().st_size / 1e6
        self._report(f"{megabytes:.2f} MB, shown weights within {there.likely:.4f} (99 of 100); measuring all of dev")
        return there, quality.figures(written)

    def finish(
        self, bits: Mapping[str, int | Coded], command: str, told: dict[str, Any], lost: Sequence[str] = ()
    ) -> Compressed:
        """Write the card."""
        weights: Counter[str] = Counter()
        for name, tensor in self.own.items():
            few = bits.get(name, 16)
            weights[f"{few.bits if isinstance(few, Coded) else few:g} bits"] += tensor.numel()
        sizes = {"before": self._source.stat().st_size, "after": self.path.stat().st_size}
        card = dict(self._original.about.card)
        card["compressed"] = {"command": command, "weights": dict(sorted(weights.items())), "bytes": sizes, **told}
        metrics, after = card.get("metrics", {}), told.get("after", {})
        card["metrics"] = metrics | {name: after[name] for name in metrics if name in after}
        _take_alignment(card, after)
        checkpoints.save_card(self.path, card)
        return Compressed(self.path, card, list(lost))


def _take_alignment(card: dict[str, Any], after: Mapping[str, float]) -> None:
    """Let what the card says of its best map be what was measured."""
    rates = {name.removeprefix("aer_"): rate for name, rate in after.items() if name.startswith("aer_")}
    if rates and "alignment" in card:
        card["alignment"] = {
            **card["alignment"],
            "dev_aer": round(sum(rates.values()) / len(rates), 1),
            "dev_aer_by_set": rates,
        }


def _shared_with_others(source: Path) -> set[str]:
    """The names of the tensors of a file that other models beside it read from there."""
    found: set[str] = set()
    for other in source.parent.glob(f"*{checkpoints.ENDING}"):
        with suppress(Refused):
            base, names = checkpoints.sharing(other)
            found |= set(names.values()) if base == source else set()
    return found


def _held(source: Path, out: Path) -> tuple[Path | None, dict[str, Tensor]]:
    """The file in ``out`` that holds some of the model's tensors, and these; it is copied there where it is not yet."""
    beside, names = checkpoints.sharing(source)
    if beside is None:
        return None, {}
    base = out / beside.name
    for each in (beside, beside.with_suffix(".json")):
        if each.is_file() and not (out / each.name).exists():
            shutil.copy(each, out / each.name)
    state = checkpoints.load(base).network.state_dict()
    return base, {name: state[theirs] for name, theirs in names.items() if theirs in state}
