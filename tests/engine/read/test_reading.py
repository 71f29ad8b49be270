"""What readers answer: places that are right, probabilities that add up, masks that hide, and one sentence for bad input."""

from __future__ import annotations

import pickle
from typing import Any

import numpy as np
import pytest

from attnviz.engine.messages import Refused
from attnviz.engine.read.answer import spans_of_many
from attnviz.engine.read.messages import (
    BLANK,
    MOST_BLANKS,
    MOST_WORDS,
    Answer,
    CompareFillings,
    Fill,
    Find,
    Index,
    Parse,
)
from attnviz.engine.read.parse import run_many
from attnviz.engine.read.sentence_ends import sentences
from attnviz.engine.read.sentence_words import words
from attnviz.engine.read.shares import shares
from attnviz.engine.session import Session
from tests.tiny.readers import make_readers

ENCODER = "encoder_self_attention"
PASSAGE = "The old man sold his boat. Yesterday the keeper burned a lamp on the rocks. She met a stranger there."
TEXTS = ("a red cat", "the old lighthouse on the rocks", "tea and coffee", "")


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Session:
    return Session([make_readers(tmp_path_factory.mktemp("models"))])


def answer(session: Session, **more: Any) -> Any:
    return session.run(Answer(**({"passage": PASSAGE, "question": "What did he sell?"} | more)))


# questions


def test_spans_stand_where_they_say_and_their_shares_are_of_one_whole(session: Session) -> None:
    result = answer(session)
    assert all(PASSAGE[span.start : span.end] == span.text for span in result.spans)
    assert [span.probability for span in result.spans] == sorted((s.probability for s in result.spans), reverse=True)
    assert sum(span.probability for span in result.spans) + result.none <= 1 + 1e-5
    for one in result.spans:
        assert not any(one is not other and one.start < other.end and other.start < one.end for other in result.spans)
    weights = result.attention.weights
    assert weights.shape == (2, 4, len(result.tokens), len(result.tokens))
    assert np.allclose(weights.sum(-1), 1, atol=1e-5)
    assert not weights.flags.writeable
    assert result.tokens[0].text == "[CLS]"
    assert result.tokens[result.split].text == "[SEP]"
    assert "".join(t.text for t in result.tokens[1 : result.split]) == "Whatdidhesell?"
    assert pickle.loads(pickle.dumps(result)).spans == result.spans


def test_a_hidden_sentence_is_neither_read_nor_an_answer(session: Session) -> None:
    result = answer(session, hidden=(1,))
    start, end = result.sentences[1]
    assert PASSAGE[start:end].startswith("Yesterday")
    assert not any(span.start < end and start < span.end for span in result.spans)
    inside = [i for i, token in enumerate(result.tokens) if i > result.split and start <= token.start < end]
    assert float(result.attention.weights[..., inside].max()) == 0
    assert [note.code for note in result.notes] == ["hidden"]
    changed = answer(session, passage=PASSAGE.replace("lamp", "rain"), hidden=(1,))
    assert [span.text for span in changed.spans] == [span.text for span in result.spans]


def test_a_head_that_is_off_changes_the_answer_whatever_kind_it_is_said_of(session: Session) -> None:
    whole, off = answer(session), answer(session, heads_off=((ENCODER, 1, 2),))
    other = answer(session, heads_off=(("cross_attention", 1, 2), (ENCODER, 1, 2), (ENCODER, 9, 9)))
    assert not np.allclose(whole.begins, off.begins)
    assert np.array_equal(off.begins, other.begins)


def test_a_long_passage_is_read_in_windows_that_cover_it(session: Session) -> None:
    long = " ".join(PASSAGE for _ in range(30))
    result = answer(session, passage=long)
    assert len(result.windows) > 2
    assert result.windows[0][0] == 0
    assert result.windows[-1][1] == len(long)
    assert all(start < end for (_, end), (start, _) in zip(result.windows, result.windows[1:], strict=False))
    assert [note.code for note in result.notes] == ["windows"]
    best = result.spans[0]
    start, end = result.windows[result.window]
    assert start <= best.start
    assert best.end <= end


def test_many_questions_at_once_are_answered_as_alone(session: Session) -> None:
    asked = [Answer(PASSAGE, q) for q in ("Who?", "", "What did the keeper burn?")]
    together = spans_of_many(session, asked, lambda *_: None)
    assert isinstance(together[1], Refused)
    for i in (0, 2):
        alone = session.run(asked[i])
        spans, none, _ = together[i]  # type: ignore[misc]
        assert [span.text for span in spans] == [span.text for span in alone.spans]
        assert none == pytest.approx(alone.none, abs=1e-5)


# blanks


def test_blanks_get_words_whose_probabilities_fall_and_sum_to_one_over_all(session: Session) -> None:
    result = session.run(Fill("The man saw a ___ and a ____ .", most=10_000))
    assert [result.request.text[a:b] for a, b in result.blanks] == ["___", "____"]
    assert [result.tokens[i].text for i in result.masks] == [BLANK, BLANK]
    for words_of_one in result.fillings:
        chances = [each.probability for each in words_of_one if each.probability > 0]
        assert sum(chances) == pytest.approx(1, abs=1e-4)
        assert chances == sorted(chances, reverse=True)
        assert all(any(c.isalnum() for c in each.token) for each in words_of_one if each.probability > 0)
    wanted = session.run(Fill("The man saw a ___ .", wanted=("dog", "zzz", "I"))).wanted
    assert [each.token for each in wanted[0]] == ["dog", "I"]


def test_two_sentences_are_compared_word_by_word(session: Session) -> None:
    first, second = Fill("The man met a ___ ."), Fill("The doctor met the old ___ ?")
    result = session.run(CompareFillings(first, second))
    gaps = np.abs(result.first - result.second)
    assert list(gaps) == sorted(gaps, reverse=True)
    told = {each.token: each.probability for each in session.run(first).fillings[0]}
    at = next(i for i, word in enumerate(result.words) if word in told)
    assert result.first[at] == pytest.approx(told[result.words[at]], abs=1e-6)


# sentences


def test_a_sentence_becomes_a_tree_with_one_root(session: Session) -> None:
    result = session.run(Parse("She didn't sell the old boat yesterday."))
    assert [token.text for token in result.words] == [
        "She",
        "did",
        "n't",
        "sell",
        "the",
        "old",
        "boat",
        "yesterday",
        ".",
    ]
    assert all(result.text[token.start : token.end] == token.text for token in result.words)
    assert sum(head == 0 for head in result.heads) == 1
    for word in range(len(result.words)):  # every way up ends at the root
        seen, at = set(), word
        while result.heads[at]:
            assert at not in seen
            seen.add(at)
            at = result.heads[at] - 1
    assert result.arcs.shape == (9, 10)
    assert np.allclose(result.arcs.sum(-1), 1, atol=1e-5)
    assert all(0 <= role.start < role.end <= 9 for each in result.predicates for role in each.roles)
    assert [label == "root" for label in result.labels] == [head == 0 for head in result.heads]


def test_sentences_together_are_taken_apart_as_alone(session: Session) -> None:
    asked = [
        Parse("She met a dog."),
        Parse(""),
        Parse(words=("The", "old", "man", "sold", "his", "boat", "on", "rocks")),
    ]
    together = run_many(session, asked, lambda *_: None)
    assert isinstance(together[1], Refused)
    for i in (0, 2):
        alone, one = session.run(asked[i]), together[i]
        assert not isinstance(one, Refused)
        assert one.heads == alone.heads
        assert one.labels == alone.labels
        assert np.allclose(one.arcs, alone.arcs, atol=1e-5)


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("I can't, won't and cannot.", ["I", "ca", "n't", ",", "wo", "n't", "and", "can", "not", "."]),
        ("Dr. Lind's boat cost $3,500.50!!", ["Dr.", "Lind", "'s", "boat", "cost", "$", "3,500.50", "!!"]),
        ("See www.example.org or a@b.co.", ["See", "www.example.org", "or", "a@b.co", "."]),
        ("A well-known “trick”…", ["A", "well", "-", "known", "“", "trick", "”", "…"]),
    ],
)
def test_words_are_cut_as_the_treebank_does(text: str, cut: list[str]) -> None:
    assert [text[start:end] for start, end in words(text)] == cut


def test_a_text_is_cut_into_sentences_but_not_after_short_words() -> None:
    text = "Mr. Lind met Dr. A. Ray at 5 p.m. on Main St. today. “Really?” she said. Yes!\n\nThe end"
    assert [text[start:end] for start, end in sentences(text)] == [
        "Mr. Lind met Dr. A. Ray at 5 p.m. on Main St. today.",
        "“Really?” she said.",
        "Yes!",
        "The end",
    ]
    assert sentences("   ") == []


# texts


def test_texts_are_read_in_slices_and_ranked(session: Session) -> None:
    texts = tuple(f"text number {i} of a long list" for i in range(60))
    first = session.run(Index(texts, seconds=0.0))
    assert first.share == 0
    answer = first
    for _ in range(100):
        answer = session.run(Index(texts, seconds=0.001))
        if answer.share == 1:
            break
    assert answer.share == 1
    result = session.run(Find(TEXTS, "the old lamp"))
    assert list(result.scores[result.order]) == sorted(result.scores, reverse=True)
    assert result.shares.sum() == pytest.approx(1, abs=1e-5)
    assert result.overlap_order[0] == 1
    assert result.overlap[3] == 0
    assert result.shown == result.order[0]
    again = session.run(Find(TEXTS, "the old lamp", shown=1))
    assert "".join(token.text for token in again.tokens) == "theoldlighthouseontherocks"
    assert again.similarity.shape == (len(again.query_tokens), len(again.tokens))
    assert again.similarity.max(1).mean() == pytest.approx(
        again.scores[1], abs=1e-3
    )  # vectors are kept in half precision
    same = session.run(Find(("a red cat", "a red cat"), "red"))
    assert same.scores[0] == pytest.approx(same.scores[1], abs=1e-6)


def test_the_lower_the_temperature_the_more_the_best_text_has() -> None:
    scores = np.array([0.2, 0.5, 0.4])
    cold, warm = shares(scores, 0.02), shares(scores, 0.5)
    assert cold.argmax() == warm.argmax() == 1
    assert cold[1] > warm[1]
    assert cold.sum() == pytest.approx(1)
    assert len(shares(np.zeros(0), 0.1)) == 0


# bad input

CHINESE = "灯塔于一八七四年完工。"
REQUESTS: list[tuple[Any, str]] = [
    (Answer("", "Who?"), "passage_empty"),
    (Answer(" \n\t ", "Who?"), "passage_empty"),
    (Answer("\x00\x01\x02", "Who?"), "passage_empty"),
    (Answer(PASSAGE, ""), "question_empty"),
    (Answer(PASSAGE, "???"), "no_letters"),
    (Answer("12 + 34 = 46 !!", "What?"), "no_letters"),
    (Answer(CHINESE, "When?"), "not_english"),
    (Answer(PASSAGE, CHINESE), "not_english"),
    (Answer("A boat.", "Who?", hidden=(0,)), "all_hidden"),
    (Fill(""), "text_empty"),
    (Fill("___"), "only_blanks"),
    (Fill("___ ___"), "only_blanks"),
    (Fill("no blank here"), "no_blank"),
    (Fill("a ___ " * 100), "too_many_blanks"),
    (Fill("word " * 50_000 + "___"), "too_long"),
    (Fill("他___了。"), "not_english"),
    (Parse(""), "text_empty"),
    (Parse("... !!!"), "no_letters"),
    (Parse("word " * 50_000), "too_long"),
    (Parse(CHINESE), "not_english"),
    (Find(TEXTS, " "), "query_empty"),
    (Find((), "boat"), "texts_empty"),
    (Find(("", " "), "boat"), "texts_empty"),
    (Find(("a",) * 5_001, "boat"), "too_many_texts"),
    (Answer(PASSAGE, "Who?", model="reader-mlm"), "not_an_answerer"),
    (Answer(PASSAGE, "Who?", model="nobody"), "weights_missing"),
]


@pytest.mark.parametrize(("request_", "code"), REQUESTS, ids=lambda each: each if isinstance(each, str) else "")
def test_bad_input_gets_one_sentence(session: Session, request_: Any, code: str) -> None:
    with pytest.raises(Refused) as refused:
        session.run(request_)
    assert refused.value.code == code
    assert "\n" not in str(refused.value)
    assert str(refused.value).endswith(".")


def test_fifty_thousand_words_are_read_as_far_as_said(session: Session) -> None:
    result = answer(session, passage="boat and lamp " * 16_667)
    assert result.notes[0].code == "text_cut"
    assert result.notes[0].parameters == {"shown": MOST_WORDS, "given": 50_001}
    assert result.windows[-1][1] <= len("boat and lamp " * MOST_WORDS)


def test_control_characters_are_passed_over_and_told(session: Session) -> None:
    result = answer(session, passage="The old\x07 man\x1b[31m sold his boat.", question="What\x00 did he sell?")
    assert [note.code for note in result.notes[:2]] == ["control_characters"] * 2
    assert all(result.request.passage[span.start : span.end] == span.text for span in result.spans)


def test_control_characters_are_no_words_of_a_tree(session: Session) -> None:
    clean, controlled = (session.run(Parse(text)) for text in ("The man met a dog.", "The \x01 man met \x1b a dog."))
    assert [token.text for token in controlled.tokens] == [token.text for token in clean.tokens]
    assert controlled.notes[0].code == "control_characters"


def test_at_most_so_many_blanks_are_filled(session: Session) -> None:
    result = session.run(Fill("a " + "___ and " * MOST_BLANKS))
    assert len(result.fillings) == MOST_BLANKS
