"""A checkpoint to go on from: what is none of ours is refused in our words, and nothing in it is run."""

from __future__ import annotations

import io
import pickle
from typing import TYPE_CHECKING, Any

import pytest
import torch
from torch import nn

from attnviz import atomic_write
from attnviz.training.run import Run

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class Tiny(Run):
    """A run of one number."""

    def __init__(self, out: Path) -> None:
        super().__init__("tiny", out, epochs=1, device="cpu", seed=1)
        self.model = nn.Linear(1, 1)
        self.optimizers = [torch.optim.SGD(self.model.parameters(), lr=0.1)]

    def steps(self, epoch: int) -> int:
        return 2

    def epoch_batches(self, epoch: int, first: int) -> Iterator[Any]:
        return iter(range(first, 2))

    def train_batch(self, batch: Any, steps: int) -> float:
        return 0.0

    def measure(self) -> dict[str, float]:
        return {}


class Foreign:
    """What only a pickle can hold."""

    def __reduce__(self) -> tuple[object, ...]:
        return print, ("run",)


def _saved(content: object) -> bytes:
    out = io.BytesIO()
    torch.save(content, out)
    return out.getvalue()


CHECKPOINTS = {
    "pickle": pickle.dumps(Foreign()),
    "torch with code": _saved({"a": Foreign()}),
    "another program's": _saved({"state_dict": {"w": torch.ones(2)}}),
    "a tensor": _saved(torch.ones(3)),
    "empty": b"",
    "cut": _saved({"recipe": "rnn-en-fr"})[:100],
    "parts of other shapes": _saved(
        {"recipe": "tiny", "seed": 1, "model": {"w": torch.ones(2)}, "optimizers": [], "rng": 5}
    ),
}


@pytest.mark.parametrize("name", CHECKPOINTS)
def test_a_foreign_checkpoint_is_refused_without_advice(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "checkpoint.pt").write_bytes(CHECKPOINTS[name])
    with pytest.raises(ValueError, match=r"checkpoint\.pt") as caught:
        Tiny(tmp_path).resume()
    assert "weights_only" not in str(caught.value)
    assert "\n" not in str(caught.value)
    assert str(caught.value).endswith(".")
    assert "run" not in capsys.readouterr().out


def test_what_was_saved_goes_on(tmp_path: Path) -> None:
    run = Tiny(tmp_path)
    run.train(lambda progress: False)
    again = Tiny(tmp_path)
    again.resume()
    assert (again.step, again.step_in_epoch) == (1, 1)


def test_a_full_disk_leaves_the_checkpoint_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run = Tiny(tmp_path)
    run.save()
    before = run.checkpoint.read_bytes()

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(atomic_write.os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        run.train(lambda progress: False)
    assert run.checkpoint.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["checkpoint.pt"]
