"""``attnviz read``: what it prints, in which order, and how it fails."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from attnviz.cli import main
from attnviz.engine.read import as_numbers
from attnviz.engine.read.messages import Answer, Fill, Find, Parse
from attnviz.engine.session import Session
from tests.tiny.readers import make_readers

if TYPE_CHECKING:
    from pathlib import Path

Run = Callable[..., tuple[int, list[Any], str]]
PASSAGE = "The old man sold his boat. Yesterday the keeper burned a lamp on the rocks."


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_readers(tmp_path_factory.mktemp("models"))


@pytest.fixture
def run(models: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Exit status, the lines of standard output (as JSON where they are), and standard error."""
    monkeypatch.setenv("ATTNVIZ_MODELS", str(models))
    monkeypatch.chdir(tmp_path)

    def call(*arguments: object, stdin: str = "") -> tuple[int, list[Any], str]:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(stdin.encode()), encoding="utf-8"))
        status = main(["read", *map(str, arguments)])
        said = capsys.readouterr()
        lines = said.out.splitlines()
        return status, [json.loads(line) if line.startswith("{") else line for line in lines], said.err

    return call


def test_a_question_is_answered_as_the_engine_does(run: Run, models: Path, tmp_path: Path) -> None:
    result = Session([models]).run(Answer(PASSAGE, "What did he sell?"))
    (tmp_path / "p.txt").write_text(PASSAGE, "utf-8")
    for passage in (PASSAGE, "p.txt"):
        status, told, _ = run("answer", "--passage", passage, "--question", "What did he sell?", "--json")
        assert (status, told) == (0, [as_numbers.answered(result)])
    best = (told[0]["alternatives"] if told[0]["answer"] is None else [told[0]])[0]
    assert PASSAGE[best["start"] : best["end"]]
    status, plain, _ = run("answer", "--passage", PASSAGE, "--question", "What did he sell?")
    assert (status, plain) == (0, [result.spans[0].text if result.found else "(no answer here)"])


def test_many_questions_come_back_in_their_order_and_as_one_by_one(run: Run, models: Path) -> None:
    questions = ["What did he sell?", "Who?", "When did the keeper of the lighthouse burn the old lamp on the rocks?"]
    lines = [json.dumps({"passage": PASSAGE, "question": question}) for question in questions]
    status, told, _ = run("answer", stdin="\n".join(lines) + "\n")
    assert status == 0
    session = Session([models])
    for one, question in zip(told, questions, strict=True):
        alone = as_numbers.answered(session.run(Answer(PASSAGE, question)))
        assert one["answer"] == alone["answer"]
        assert one["probability"] == pytest.approx(alone["probability"], abs=1e-4)
        assert [each["text"] for each in one["alternatives"]] == [each["text"] for each in alone["alternatives"]]


def test_lines_that_cannot_be_answered_give_an_error_and_the_others_an_answer(run: Run) -> None:
    good = json.dumps({"passage": PASSAGE, "question": "Who?"})
    bad = ["no json", "[1]", '{"passage": "a b"}', json.dumps({"passage": "", "question": "Who?"}), '{"passage": 3}']
    foreign = json.dumps({"passage": "老人卖了他的船。", "question": "谁?"})
    deep = "[" * 100_000
    status, told, _ = run("answer", stdin="\n".join([*bad, foreign, deep, good]))
    assert status == 1
    assert [list(each) == ["error"] for each in told] == [True] * 7 + [False]
    assert all(each["error"] and "\n" not in each["error"] for each in told[:-1])


def test_blanks_are_filled_from_the_call_and_from_lines(run: Run, models: Path) -> None:
    result = as_numbers.filled(Session([models]).run(Fill("The man saw a ___ .")))
    status, told, _ = run("fill", "The man saw a ___ .")
    assert (status, told) == (0, [result])
    assert len(told[0]["fillings"]) == 1
    assert list(told[0]["fillings"][0][0]) == ["token", "probability"]
    status, told, _ = run("fill", stdin="The man saw a ___ .\nno blank\n___ and ___ met\n")
    assert status == 1
    assert told[0] == result
    assert list(told[1]) == ["error"]
    assert len(told[2]["fillings"]) == 2


def test_sentences_are_taken_apart_words_or_text(run: Run, models: Path) -> None:
    words = ["The", "old", "man", "sold", "his", "boat", "."]
    alone = as_numbers.parsed(Session([models]).run(Parse(words=tuple(words))))
    lines = [json.dumps({"words": words}), "She met a stranger.", '{"words": []}', '{"words": ["a", 3]}', ""]
    status, told, _ = run("tree", stdin="\n".join(lines) + "\n")
    assert status == 1
    assert told[0]["words"] == words
    assert told[0]["head"] == alone["head"]
    assert told[0]["upos"] == alone["upos"]
    assert told[0]["deprel"] == alone["deprel"]
    assert [each["predicate"] for each in told[0]["predicates"]] == [each["predicate"] for each in alone["predicates"]]
    assert told[1]["words"] == ["She", "met", "a", "stranger", "."]
    assert [list(each) for each in told[2:]] == [["error"]] * 3
    assert sum(head == 0 for head in told[0]["head"]) == 1


def test_texts_are_ranked(run: Run, models: Path, tmp_path: Path) -> None:
    texts = ("a red cat", "the old lighthouse", "tea and coffee")
    (tmp_path / "t.txt").write_text("\n".join(texts) + "\n\n", "utf-8")
    result = Session([models]).run(Find(texts, "old lamp"))
    status, told, _ = run("find", "--texts", "t.txt", "--json", "old lamp", "coffee")
    assert status == 0
    assert told[0] == as_numbers.found(result)
    assert [each["place"] for each in told[0]["texts"]] == result.order.tolist()
    assert sum(each["share"] for each in told[0]["texts"]) == pytest.approx(1, abs=1e-4)
    status, told, err = run("find", "--texts", "t.txt", "???", "old")
    assert status == 1
    assert "there are no letters" in err.lower()
    status, _, err = run("find", "--texts", "none.txt", "old")
    assert status == 1
    assert "none.txt" in err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["answer", "--passage", "a b"], "--question"),
        (["fill", "--model", "none"], "none"),
        (["tree", "--model", "reader-qa"], "does not take sentences apart"),
        (["dance"], "invalid choice"),
    ],
)
def test_wrong_calls_are_told_in_one_sentence(run: Run, arguments: list[str], said: str) -> None:
    status, told, err = run(*arguments, stdin="She met a ___ .\n")
    assert status in (1, 2)
    assert told == []
    assert said in err
    assert len(err.strip().splitlines()) == 1


def test_what_is_not_read_whole_is_said_beside_the_answer(run: Run) -> None:
    passage = PASSAGE + " A cat sat." * 2000
    line = json.dumps({"passage": passage, "question": "Who?"})
    for call in (("answer", "--passage", passage, "--question", "Who?"), ("answer",)):
        status, told, said = run(*call, stdin=line + "\n")
        assert status == 0
        assert len(told) == 1
        assert said.count("\n") == 1
        assert "only the first 5000 of its 6015 words are read" in said
        assert len(said) < 200
    _, told, said = run("tree", "The man sold his boat. The keeper burned a lamp.")
    assert told[0]["words"] == ["The", "man", "sold", "his", "boat", "."]
    assert "only its first sentence" in said
    _, told, said = run("title", passage)
    assert len(told) == 1
    assert "of its 6015 words are read" in said
    _, _, said = run("answer", "--passage", PASSAGE, "--question", "Who?")
    assert said == ""
