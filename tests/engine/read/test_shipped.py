"""The readers that ship, on texts that none of them learned from."""

from __future__ import annotations

import pytest

from attnviz.engine.read.messages import Answer, Fill, Find, Parse
from attnviz.engine.session import Session
from attnviz.ui.panes.read.examples import PASSAGES, TEXTS


@pytest.fixture(scope="module")
def session() -> Session:
    return Session()


@pytest.mark.parametrize(
    ("passage", "question", "answer"),
    [
        (0, "When was the lighthouse finished?", "1874"),
        (0, "What did Martha burn on the rocks?", "furniture"),
        (1, "Which city has very old starters?", "San Francisco"),
        (2, "How many hearts does an octopus have?", "three"),
    ],
)
def test_questions_are_answered(session: Session, passage: int, question: str, answer: str) -> None:
    result = session.run(Answer(PASSAGES[passage][1], question))
    assert result.found
    assert answer in result.spans[0].text


def test_no_answer_is_said_where_there_is_none(session: Session) -> None:
    assert not session.run(Answer(PASSAGES[0][1], "Who is the president of Brazil?")).found


def test_a_sentence_is_taken_apart(session: Session) -> None:
    result = session.run(Parse("The old fisherman sold his boat to a stranger yesterday."))
    words = [token.text for token in result.words]
    assert words[result.heads.index(0)] == "sold"
    assert result.labels[words.index("fisherman")] == "nsubj"
    assert result.labels[words.index("boat")] == "obj"
    sold = next(each for each in result.predicates if words[each.place] == "sold")
    said = {role.label: words[role.start : role.end] for role in sold.roles}
    assert said["ARG0"] == ["The", "old", "fisherman"]
    assert said["ARG1"] == ["his", "boat"]


def test_texts_are_found_by_what_they_mean(session: Session) -> None:
    result = session.run(Find(TEXTS, "something to keep my feet warm"))
    assert TEXTS[int(result.order[0])].startswith("Woollen socks")


def test_a_blank_gets_words(session: Session) -> None:
    result = session.run(Fill("The children were too ___ to sleep."))
    assert len(result.fillings[0]) == 10
