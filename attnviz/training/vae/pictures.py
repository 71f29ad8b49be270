"""Where a VAE's pictures come from: files, or generators whose factors are known; the seed alone decides the order.

Of generated pictures one in ten is held out: its combination of factors is never seen in training.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

import torch
from torch import Tensor

from attnviz.training.translator.pairs import DataError
from attnviz.training.vae.faces import Faces
from attnviz.training.vae.factors import Generated, change_one, random_factors, towards_middle
from attnviz.training.vae.idx import read_idx
from attnviz.training.vae.scenes import Scenes
from attnviz.training.vae.sprites import Sprites

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

HELD_OUT = 10  # one in as many
HANDFUL = 250  # pictures measured at a time


class Pictures(NamedTuple):
    """Pictures [B, C, S, S] in 0..1. Of pairs, the second half belongs to the first; ``changed`` [B / 2] is the factor between.
    ``factors`` [B, K] are what single pictures were drawn from, where that is known.
    """

    x: Tensor
    changed: Tensor | None = None
    factors: Tensor | None = None


class Source(Protocol):
    """All pictures of a recipe; ``count`` is how many different ones there are to learn from.

    ``label_names`` say what is known of each picture, ``factors`` whether that is all that it was made from.
    """

    @property
    def origin(self) -> str: ...

    @property
    def licence(self) -> str: ...

    @property
    def ships(self) -> bool:
        """Whether its pictures may lie beside the weights."""
        ...

    @property
    def count(self) -> int: ...

    @property
    def label_names(self) -> tuple[str, ...]: ...

    @property
    def factors(self) -> bool: ...

    @property
    def sizes(self) -> tuple[int, ...]:
        """How many values each factor has; empty where factors are not known."""
        ...

    def epoch(self, seed: int, epoch: int, first: int) -> Iterator[Pictures]:
        """The batches of an epoch from number ``first`` on."""
        ...

    def steps(self) -> int:
        """How many batches an epoch has."""
        ...

    def held_out(self, count: int, seed: int) -> Iterator[tuple[Tensor, Tensor]]:
        """Pictures that training never sees, in handfuls, and their labels int64 [B, K]."""
        ...


class Fashion:
    """Fashion-MNIST from its four files: 60,000 pictures to learn from, 10,000 held out."""

    origin = "Fashion-MNIST (Xiao et al. 2017), Zalando SE"
    licence = "MIT"
    ships = True
    label_names = ("class",)
    factors = False
    sizes = ()

    def __init__(
        self, data: Path, *, batch: int, epoch_steps: int = 0, pairs: bool = False, spread: tuple[float, ...] = ()
    ) -> None:
        folders = (data, data / "fashion-mnist", data / "images" / "fashion-mnist")
        folder = next((f for f in folders if (f / "train-images-idx3-ubyte.gz").is_file()), data)
        self.train, self.test = (_pictures(folder / f"{name}-images-idx3-ubyte.gz") for name in ("train", "t10k"))
        labels = read_idx(folder / "t10k-labels-idx1-ubyte.gz")
        if len(labels) != len(self.test):
            raise DataError("There are not as many labels as pictures.")
        self._labels = torch.from_numpy(labels.copy()).long()[:, None]
        self._batch, self.count = batch, len(self.train)

    def steps(self) -> int:
        return self.count // self._batch

    def epoch(self, seed: int, epoch: int, first: int) -> Iterator[Pictures]:
        order = torch.randperm(self.count, generator=_generator(seed, epoch))
        for i in range(first, self.steps()):
            yield Pictures(self.train[order[i * self._batch : (i + 1) * self._batch]].float() / 255)

    def held_out(self, count: int, seed: int) -> Iterator[tuple[Tensor, Tensor]]:
        for pictures, labels in zip(self.test[:count].split(HANDFUL), self._labels[:count].split(HANDFUL), strict=True):
            yield pictures.float() / 255, labels


def _pictures(path: Path) -> Tensor:
    array = read_idx(path)
    if array.shape[1:] != (28, 28):
        raise DataError(f"{path.name} does not hold pictures of 28 x 28.")
    return torch.from_numpy(array.copy()).unsqueeze(1)


class Drawn:
    """Pictures that a generator draws as they are wanted, alone or in pairs that differ in one factor."""

    factors = True

    def __init__(
        self, generated: Generated, *, batch: int, epoch_steps: int, pairs: bool, spread: tuple[float, ...] = ()
    ) -> None:
        """``spread`` is the share of all places that things stand in during the first epochs."""
        self.origin, self.licence, self.label_names = generated.origin, generated.licence, generated.names
        self.sizes, self.ships = generated.sizes, generated.ships
        self.generated, self._batch, self._steps, self._pairs = generated, batch, epoch_steps, pairs
        self._spread = spread
        self.count = int(torch.tensor(generated.sizes).prod()) * (HELD_OUT - 1) // HELD_OUT

    def steps(self) -> int:
        return self._steps

    def epoch(self, seed: int, epoch: int, first: int) -> Iterator[Pictures]:
        sizes = self.sizes
        for i in range(first, self._steps):
            generator = _generator(seed, epoch, i)
            factors = self._placed(random_factors(sizes, 2 * self._batch, generator), epoch)
            if not self._pairs:
                factors = factors[~is_held_out(factors, sizes)][: self._batch]
                yield Pictures(self.generated.draw(factors), factors=factors)
                continue
            changed, which = change_one(factors, sizes, generator)
            changed = self._placed(changed, epoch)
            seen = ~(is_held_out(factors, sizes) | is_held_out(changed, sizes))
            one, two = (each[seen][: self._batch // 2] for each in (factors, changed))
            yield Pictures(self.generated.draw(torch.cat((one, two))), which[seen][: self._batch // 2])

    def _placed(self, factors: Tensor, epoch: int) -> Tensor:
        if epoch >= len(self._spread):
            return factors
        return towards_middle(factors, self.generated.sizes, self.generated.places, self._spread[epoch])

    def held_out(self, count: int, seed: int) -> Iterator[tuple[Tensor, Tensor]]:
        sizes = self.sizes
        factors = random_factors(sizes, 2 * HELD_OUT * count + 1000, _generator(seed, 1 << 20))
        for chosen in factors[is_held_out(factors, sizes)][:count].split(HANDFUL):
            yield self.generated.draw(chosen), chosen


def is_held_out(factors: Tensor, sizes: tuple[int, ...]) -> Tensor:
    """Whether each combination [N, K] is kept from training: bool [N], one in ``HELD_OUT`` by a hash of its number."""
    number = torch.zeros(len(factors), dtype=torch.int64)
    for column, size in zip(factors.T, sizes, strict=True):
        number = number * size + column
    number = (number + 1) * 2654435761 % (1 << 32)  # Knuth's multiplicative hash: neighbours part
    return (number >> 16) % HELD_OUT == 0


def _generator(*numbers: int) -> torch.Generator:
    mixed = 0
    for number in numbers:
        mixed = (mixed * 1_000_003 + number) % (1 << 62)
    return torch.Generator().manual_seed(mixed)


SOURCES: dict[str, Callable[..., Source]] = {
    "fashion-mnist": Fashion,
    "sprites": lambda data, **how: Drawn(Sprites(), **how),
    "scenes": lambda data, **how: Drawn(Scenes(), **how),
    "faces": lambda data, **how: Drawn(Faces(data), **how),
}
