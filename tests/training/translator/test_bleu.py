"""BLEU against sacreBLEU's own call, AER against values worked by hand."""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING

import pytest
import sacrebleu

from attnviz.training.translator.aer import Gold, alignment_error_rate, gold_files, read_gold
from attnviz.training.translator.bleu import bleu
from attnviz.training.translator.pairs import DataError

if TYPE_CHECKING:
    from pathlib import Path

ANSWERS = ["the cat sat on the mat", "he went to the shop today", "yes"]


def test_bleu_with_one_reference_is_that_of_sacrebleu() -> None:
    references = ["the cat is on the mat", "he went to the shop", "yes it is"]
    expected = sacrebleu.corpus_bleu(ANSWERS, [references]).score
    assert bleu(ANSWERS, [[r] for r in references], language="fr") == pytest.approx(expected)
    assert 0 < expected < 100


def test_every_reference_counts() -> None:
    one = [["the cat is on the mat"], ["he went to the shop"], ["yes it is"]]
    two = [[*one[0], ANSWERS[0]], [*one[1], ANSWERS[1]], one[2]]
    assert bleu(ANSWERS, two, language="fr") > bleu(ANSWERS, one, language="fr") + 20


def test_chinese_is_counted_by_characters_and_case_by_choice() -> None:
    assert bleu(["猫坐在垫子上面。"], [["猫坐在垫子上边。"]], language="zh") > 40
    assert bleu(["猫坐在垫子上面。"], [["猫坐在垫子上边。"]], language="fr") < 1
    references = [["The cat sat on THE mat"]]
    assert bleu(ANSWERS[:1], references, language="en", lower=True) == pytest.approx(100)
    assert bleu(ANSWERS[:1], references, language="en") < 100


def gold(sure: set[tuple[int, int]], possible: set[tuple[int, int]]) -> Gold:
    return Gold(["a", "b"], ["x", "y"], frozenset(sure), frozenset(sure | possible))


def test_aer_worked_by_hand() -> None:
    pair = gold({(0, 0)}, {(1, 1)})
    assert alignment_error_rate([frozenset({(0, 0), (1, 1)})], [pair]) == pytest.approx(0)
    assert alignment_error_rate([frozenset({(0, 0), (1, 0)})], [pair]) == pytest.approx(100 * (1 - 2 / 3))
    assert alignment_error_rate([frozenset({(0, 1)})], [pair]) == pytest.approx(100)
    assert alignment_error_rate([frozenset()], [pair]) == pytest.approx(100)


def write_gold(path: Path, lines: list[str]) -> Path:
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.writelines(line + "\n" for line in lines)
    return path


def test_gold_files_are_found_by_languages_and_split(tmp_path: Path) -> None:
    (tmp_path / "text").mkdir()
    for name in ("gold.en-fr.dev", "text/gold_extra.en-fr.stories.dev", "gold.en-fr.test", "gold.en-de.dev"):
        write_gold(tmp_path / f"{name}.jsonl.gz", [])
    found = [path.name for path in gold_files(tmp_path, ("en", "fr"), "dev")]
    assert found == ["gold.en-fr.dev.jsonl.gz", "gold_extra.en-fr.stories.dev.jsonl.gz"]


def test_possible_links_include_the_sure_ones(tmp_path: Path) -> None:
    entry = {"src": ["a", "b"], "tgt": ["x"], "sure": [[0, 0]], "possible": [[1, 0]]}
    (pair,) = read_gold(write_gold(tmp_path / "g.jsonl.gz", [json.dumps(entry)]))
    assert pair.possible == {(0, 0), (1, 0)}


@pytest.mark.parametrize("line", ["{", "{}", '{"src": [], "tgt": [], "sure": [[1]], "possible": []}'])
def test_a_line_that_is_no_gold_alignment_is_named(tmp_path: Path, line: str) -> None:
    with pytest.raises(DataError, match="line 1"):
        read_gold(write_gold(tmp_path / "g.jsonl.gz", [line]))
