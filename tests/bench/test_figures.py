"""The measuring itself: figures are what they are called, scenes of the real window tell what they saw. No speed is judged here."""

from __future__ import annotations

import json
import random

import pytest

from attnviz.bench.figures import Measured, Row, median, p95, summary
from attnviz.bench.processes import run_scene
from attnviz.bench.table import ROWS
from attnviz.cli import main
from attnviz.commands import Failed
from attnviz.commands import bench as command


def row(goal: float | None, judged: str = "median") -> Row:
    return Row("x", "an example", "ms", lambda model: None, goal, judged)


def test_median_and_p95_of_a_hundred() -> None:
    samples = list(range(1, 101))
    random.Random(1).shuffle(samples)
    assert median(samples) == 50.5
    assert p95(samples) == 95
    assert p95([7.0]) == 7.0
    assert sum(s <= p95(samples[:33]) for s in samples[:33]) >= 0.95 * 33


@pytest.mark.parametrize(("judged", "reached"), [("median", True), ("p95", True), ("most", False)])
def test_the_figure_that_is_judged_decides(judged: str, reached: bool) -> None:
    told = summary(row(100, judged), Measured([1.0] * 98 + [90.0, 1000.0], {"floor": [0.5, 0.7]}))
    assert told["reached"] is reached
    assert (told["median"], told["most"], told["runs"]) == (1, 1000, 100)
    assert told["beside"]["floor"]["median"] == pytest.approx(0.6)
    json.dumps(told)


def test_without_a_goal_nothing_is_judged() -> None:
    assert "reached" not in summary(row(None), Measured([1.0]))


def test_rows_have_names_of_their_own() -> None:
    assert len({each.id for each in ROWS}) == len(ROWS)
    assert all(each.judged in ("median", "p95", "most") for each in ROWS)


def test_the_first_paint_is_seen_before_anything_heavy_is_imported() -> None:
    told = run_scene("first_paint")
    assert told["started"] < told["painted"] < told["ended"]
    assert not told["torch"]
    assert not told["pyqtgraph"]


def test_a_translation_is_typed_and_seen() -> None:
    told = run_scene("retranslate", "rnn-en-fr", "2")
    assert len(told["samples"]) == 2
    assert all(sample > 0 for sample in told["samples"])


def test_a_scene_that_fails_is_told() -> None:
    with pytest.raises(Failed, match="no such scene"):
        run_scene("no such scene")


def test_the_command_tells_rows_as_lines_and_goes_on_after_one_that_fails(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fails(model: str) -> Measured:
        raise Failed("it broke")

    rows = (
        Row("bad", "a row that fails", "ms", fails),
        Row("elsewhere", "a row for other machines", "ms", lambda model: None),
        Row("good", "a row that works", "ms", lambda model: Measured([1.0, 2.0, 3.0], {"peer": [4.0]}), 5),
    )
    monkeypatch.setattr(command, "ROWS", rows)
    assert main(["bench", "--json"]) == 1
    said = capsys.readouterr()
    (told,) = [json.loads(line) for line in said.out.splitlines()]
    assert (told["id"], told["median"], told["reached"]) == ("good", 2, True)
    assert "it broke" in said.err
    assert main(["bench", "--only", "good"]) == 0
    assert "median 2 ms" in capsys.readouterr().out
