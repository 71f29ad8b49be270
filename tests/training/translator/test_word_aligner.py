"""Links of tokens: how two directions become one, what the guided head learns from, and where it lies."""

from __future__ import annotations

import builtins
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
import torch

from attnviz.training.translator import run as translator_run
from attnviz.training.translator.losses import guidance
from attnviz.training.translator.pairs import DataError, EncodedPair, tensors
from attnviz.training.translator.run import TranslatorRun, guided_head
from attnviz.training.translator.word_aligner import find_links, grow
from tests.tiny.recipes import TINY_TRANSFORMER

if TYPE_CHECKING:
    from pathlib import Path


def test_links_of_both_directions_stay_and_neighbours_join() -> None:
    forward = {(0, 0), (1, 1), (2, 1), (5, 3)}
    backward = {(0, 0), (1, 1), (1, 2)}
    links = grow(forward, backward)
    assert forward & backward <= links <= forward | backward
    assert {(2, 1), (1, 2)} <= links  # neighbours of (1, 1) with a free token
    assert (5, 3) in links  # both its tokens are free


def test_a_far_link_to_taken_tokens_does_not_join() -> None:
    assert grow({(0, 0), (4, 4), (0, 4)}, {(0, 0), (4, 4)}) == {(0, 0), (4, 4)}


def test_a_linked_row_is_spread_over_its_source_tokens_at_the_step_that_reads_the_token() -> None:
    batch = tensors([EncodedPair([5, 6, 7, 3], [2, 8, 9, 3], frozenset({(0, 0), (2, 0)})), EncodedPair([5, 3], [2, 3])])
    assert batch.links.shape == (*batch.inputs.shape, batch.source.shape[1])
    assert batch.links[0, 1].tolist() == [0.5, 0, 0.5, 0]
    assert batch.links.sum() == 1
    assert batch.inputs[0, 1] == 8


def test_guidance_is_least_where_the_head_looks_as_the_links_say() -> None:
    links = torch.tensor([[[0.0, 0, 0], [1, 0, 0], [0, 0.5, 0.5]]])
    right = torch.tensor([[[0.2, 0.3, 0.5], [1, 0, 0], [0, 0.5, 0.5]]])
    assert guidance(right, links) == pytest.approx(float(torch.log(torch.tensor(2.0))) / 2, abs=1e-4)
    assert guidance(torch.full((1, 3, 3), 1 / 3), links) > guidance(right, links)
    assert guidance(right, torch.zeros(1, 3, 3)) == 0


def test_links_are_read_from_the_cache_and_a_missing_aligner_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "links.txt").write_text("0-0 1-2\n\n", encoding="ascii")
    assert find_links([[1, 2], []], [[1, 2, 3], []], tmp_path / "links.txt") == [{(0, 0), (1, 2)}, set()]
    real = builtins.__import__

    def without(name: str, *rest: Any) -> Any:
        if name == "eflomal":
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(DataError, match="eflomal"):
        find_links([[1]], [[1]], tmp_path / "none.txt")


def test_eflomal_links_words_that_always_stand_together(tmp_path: Path) -> None:
    pytest.importorskip("eflomal")
    sources = [[10 + i % 5, 20 + i % 7] for i in range(300)]
    targets = [[20 + i % 7 + 100, 10 + i % 5 + 100] for i in range(300)]
    found = find_links(sources, targets, tmp_path / "links.txt")
    assert sum(links == {(0, 1), (1, 0)} for links in found) > 250
    assert found == find_links([], [], tmp_path / "links.txt")  # the second time from the cache


def test_a_guided_head_learns_its_links_and_the_card_says_so(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(translator_run, "GUIDANCE", 1.0)  # enough in two epochs
    run_folder = tmp_path / "out"
    run_folder.mkdir()
    unguided = TranslatorRun(replace(TINY_TRANSFORMER, guided=False), data, tmp_path / "plain")
    lengths = [(len(pair.source) - 1, len(pair.target) - 2) for pair in unguided.batches.pairs]
    lines = (" ".join(f"{min(j, s - 1)}-{j}" for j in range(t)) for s, t in lengths)  # straight on
    (run_folder / "links.txt").write_text("\n".join(lines) + "\n", encoding="ascii")
    run = TranslatorRun(TINY_TRANSFORMER, data, run_folder)
    for batch in [batch for epoch in range(2) for batch in run.batches.epoch(1, epoch)]:
        run.train_batch(batch, 100)
    layer, head = guided_head(TINY_TRANSFORMER)
    held = tensors(run.batches.epoch(1, 0)[0])
    with torch.inference_mode():
        weights = run.model.eval()(held.source, held.src_mask, held.inputs)[1]
    taught = float(guidance(weights[:, layer, head], held.links))
    others = [
        float(guidance(weights[:, i, j], held.links)) for i in range(2) for j in range(2) if (i, j) != (layer, head)
    ]
    assert taught < 0.8 * min(others)
    assert (run.guided()["layer"], run.guided()["head"]) == (layer, head)
