"""What is told of a network's quality is what its card says."""

from __future__ import annotations

import json
from pathlib import Path

from attnviz.ui.panes.look.quality_texts import quality

CARD = Path(__file__).parents[3] / "assets" / "weights" / "cnn-objects.json"


def test_figures_stand_beside_those_of_somebody_who_does_not_look() -> None:
    metrics = {"top_1": 79.57, "below_50_energy_class_map": 70.06, "below_50_energy_of_a_gaussian": 47.61, "photos": 3}
    lines, tips = quality({"metrics": metrics, "network": {"names": "a b c d e f g h"}})
    assert [line[1:] for line in lines] == [("79.6", "12.5"), ("70.1", "47.6")]
    assert "less than half" in tips[1]
    assert quality({"metrics": None, "network": 7}) == ([], [])


def test_the_card_that_ships_gives_every_figure_with_its_trivial_one() -> None:
    lines, tips = quality(json.loads(CARD.read_text(encoding="utf-8")))
    assert len(lines) == len(tips) == 6
    assert all(float(seen) > float(blind) for _, seen, blind in lines)
