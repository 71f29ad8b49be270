"""Sliders are named by the factor that their dimension was measured to carry, as the card says, unless a person names them."""

from __future__ import annotations

import json

import numpy as np
import pytest

from attnviz.paths import asset
from attnviz.training.vae.disentanglement import carried
from attnviz.ui.panes.latent.slider_row import SMALLEST_MAP, SliderRow
from attnviz.ui.panes.latent.state import LatentState


@pytest.mark.parametrize("id", ["vae-faces", "vae-scenes", "vae-sprites"])
def test_the_shipped_names_are_those_that_the_samples_show(id: str):
    card = json.loads((asset("weights") / f"{id}.json").read_text(encoding="utf-8"))
    with np.load(asset("weights") / f"{id}.samples.npz") as samples:
        names, found = samples["label_names"].tolist(), carried(samples["mu"].astype(float), samples["labels"])
    assert len(card["carries"]) >= 4
    for dimension, told in card["carries"].items():
        factor, share = found[int(dimension)]
        assert (told["factor"], told["share"]) == (names[factor], pytest.approx(share, abs=0.001))
        assert share >= 1 / 3


def test_a_factor_is_found_where_it_was_put():
    random = np.random.default_rng(0)
    factors = random.integers(5, size=(2000, 2))
    codes = np.stack([random.normal(size=2000), factors[:, 1] + 0.01 * random.normal(size=2000)], 1)
    (_, nothing), (factor, share) = carried(codes, factors)
    assert nothing < 0.05
    assert factor == 1
    assert share > 0.95


def test_a_persons_own_name_comes_first(qtbot):
    state = LatentState()
    state.choose("m", {"carries": {"1": {"factor": "size"}, "2": "nonsense"}})
    assert [state.name_of(k) for k in range(3)] == ["z0", "size", "z2"]
    state.rename(1, "how big")
    assert state.name_of(1) == "how big"
    row = SliderRow(1)
    qtbot.addWidget(row)
    row.show_dimension(1, "", "size", "size")
    assert row.name.placeholderText() == "size"
    assert row.influence.sizeHint().width() >= SMALLEST_MAP >= 64
