"""Faces are put together of parts: each factor does what its name says, in its place, and nothing else."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import pytest
import torch
from torch.distributions import Normal, kl_divergence

from attnviz.training.translator.pairs import DataError
from attnviz.training.vae.faces import BACKGROUND, LAYERS, OPTIONS, Faces, palettes
from attnviz.training.vae.objectives import told_kl, told_priors
from tests.tiny.faces import write_face_parts

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def faces(tmp_path: Path) -> Faces:
    write_face_parts(tmp_path)
    return Faces(tmp_path)


def columns_of(factor: str) -> set[int]:
    """The columns of a picture in which a factor may show: those of the parts that it chooses or colours."""
    places = (i for i, (layer, colour) in enumerate(LAYERS) if factor in (layer, colour))
    return {column for place in places for column in range(10 * place, 10 * place + 9)}


def test_a_factor_changes_its_own_parts_alone(faces: Faces) -> None:
    first = torch.ones(1, len(faces.names), dtype=torch.int64)
    for k, name in enumerate(faces.names):
        other = first.clone()
        other[0, k] = 2
        changed = (faces.draw(first) != faces.draw(other)).any(dim=(0, 1)).any(dim=0)
        assert set(changed.nonzero().flatten().tolist()) <= columns_of(name), name
        assert changed.any(), name


def test_a_part_has_the_colour_of_its_factor_and_nothing_shows_the_background(faces: Faces) -> None:
    factors = torch.zeros(1, len(faces.names), dtype=torch.int64)
    skin = faces.names.index("skin")
    for value, colour in enumerate(palettes()["skin"]):
        factors[0, skin] = value
        picture = faces.draw(factors)[0]
        torch.testing.assert_close(picture[:, 15, 10 * 1 + 4], colour)  # the body
        torch.testing.assert_close(picture[:, 15, 4], torch.tensor(BACKGROUND))  # no long hair
        torch.testing.assert_close(picture[:, 90, 50], torch.tensor(BACKGROUND))


def test_every_option_is_a_factors_value_and_skins_and_hairs_are_in_the_order_of_their_lightness(faces: Faces) -> None:
    sizes = dict(zip(faces.names, faces.sizes, strict=True))
    assert {name: len(options) for name, options in OPTIONS.items()}.items() <= sizes.items()
    light = {name: colours.mean(1).tolist() for name, colours in palettes().items()}
    assert light["skin"] == sorted(light["skin"], reverse=True)
    assert light["hair colour"] == sorted(light["hair colour"])


def test_missing_or_wrong_parts_are_said(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"face_parts\.mjs"):
        Faces(tmp_path)
    write_face_parts(tmp_path)
    (tmp_path / "face-parts.json").write_text("[]", encoding="utf-8")
    with pytest.raises(DataError, match="do not belong together"):
        Faces(tmp_path)
    (tmp_path / "face-parts.npy").write_bytes(b"nonsense")
    with pytest.raises(DataError):
        Faces(tmp_path)


def test_told_priors_make_up_the_standard_normal() -> None:
    sizes = (3, 8, 5)
    means, spreads = told_priors(sizes, 4)
    assert spreads[3] == 1
    for k, size in enumerate(sizes):
        at = means[k, :size]
        torch.testing.assert_close(at, -at.flip(0))
        torch.testing.assert_close(Normal(0, 1).cdf(at), (torch.arange(size) + 0.5) / size)
        assert all(b - a >= 4 * spreads[k] - 1e-6 for a, b in itertools.pairwise(at))


def test_the_kl_is_that_from_the_prior_of_the_factors() -> None:
    torch.manual_seed(1)
    sizes = (3, 8)
    means, spreads = told_priors(sizes, 3)
    mu, logvar = torch.randn(5, 3), torch.randn(5, 3)
    factors = torch.tensor([[0, 7], [1, 0], [2, 3], [1, 1], [0, 0]])
    at = torch.stack((means[0, factors[:, 0]], means[1, factors[:, 1]], torch.zeros(5)), 1)
    wanted = kl_divergence(Normal(mu, (0.5 * logvar).exp()), Normal(at, spreads.expand(5, 3)))
    torch.testing.assert_close(told_kl(mu, logvar, factors, means, spreads), wanted)
    assert float(told_kl(at, 2 * spreads.log().expand(5, 3), factors, means, spreads).abs().max()) < 1e-5
