"""Writing token by token: equal to ``generate(do_sample=False)``, its rows equal to those of reading the whole."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
import torch

from attnviz.cli import main
from attnviz.engine.messages import Refused
from attnviz.engine.model_store import no_progress
from attnviz.engine.open import library
from attnviz.engine.open.encode import encoded
from attnviz.engine.open.load import loaded
from attnviz.engine.open.messages import OpenModel, ReadInput, TextInput, Write
from tests.engine.open import families

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from attnviz.engine.open.messages import Writing
    from attnviz.engine.session import Session

TOKENS = 8
PROMPT = "a cat sat on the"


def written(session: Session, request: Write) -> list[Writing]:
    """All answers until it ends."""
    found = [session.run(request)]
    while found[-1].share < 1:
        found.append(session.run(request))
    return found


def generated(session: Session, model: OpenModel, **options: Any) -> list[int]:
    """What transformers' own ``generate`` writes, greedily, without the prompt."""
    held = loaded(session, model, no_progress)
    inputs = encoded(held, TextInput(PROMPT)).inputs
    with library.quiet(), torch.no_grad():
        held.network.set_attn_implementation("eager")
        ids = held.network.generate(**inputs, do_sample=False, num_beams=1, max_new_tokens=TOKENS, **options)[
            0
        ].tolist()
        held.network.set_attn_implementation(library.EAGER)
    return ids[1:] if held.about.kind == "encoder-decoder" else ids[inputs["input_ids"].shape[1] :]


@pytest.mark.parametrize("name", families.WRITE + families.TRANSLATE)
def test_what_is_written_equals_generate(session: Session, folder_of: Callable[[str], Path], name: str) -> None:
    model = OpenModel(str(folder_of(name)))
    last = written(session, Write(model, PROMPT, tokens=TOKENS))[-1]
    assert last.ended in ("length", "end")
    assert [token.id for token in last.tokens[last.prompt :]] == generated(session, model)


@pytest.mark.parametrize("name", ["gpt2", "llama", "gemma3", "pythia", "bloom"])
def test_the_rows_of_writing_equal_those_of_reading(
    session: Session, folder_of: Callable[[str], Path], name: str
) -> None:
    model = OpenModel(str(folder_of(name)))
    answers = written(session, Write(model, PROMPT, tokens=TOKENS))
    ids = tuple(token.id for token in answers[-1].tokens)
    whole = session.run(ReadInput(model, TextInput("", ids=ids[:-1]))).attention[0].attention
    for answer in answers:
        (rows,) = answer.rows
        queries, keys = rows.weights.shape[2:]
        expected = whole.weights[:, :, rows.first : rows.first + queries, :keys]
        assert np.abs(rows.weights - expected).max() <= 1e-5
        if rows.value_norms is not None:
            norms = whole.value_norms[:, :, rows.first_key : rows.first_key + queries]
            assert np.allclose(rows.value_norms, norms, rtol=1e-4, atol=1e-5)
    assert [rows.first for answer in answers for rows in answer.rows] == [0, *range(answers[0].prompt, len(ids) - 1)]


def test_another_token_may_be_chosen_and_it_goes_on_from_there(
    session: Session, folder_of: Callable[[str], Path]
) -> None:
    model = OpenModel(str(folder_of("llama")))
    plain = written(session, Write(model, PROMPT, tokens=TOKENS))[-1]
    ids = [token.id for token in plain.tokens[plain.prompt :]]
    again = written(session, Write(model, PROMPT, tokens=TOKENS, written=tuple(ids[:3])))
    assert [token.id for token in again[-1].tokens] == [token.id for token in plain.tokens]
    assert len(again[0].new) == 4
    assert [prediction.said.id for prediction in again[0].new[:3]] == ids[:3]
    other = again[0].new[1].top[1].id
    turned = written(session, Write(model, PROMPT, tokens=TOKENS, written=(ids[0], other)))[-1]
    assert [token.id for token in turned.tokens[turned.prompt :]][:2] == [ids[0], other]


def test_a_seed_draws_the_same_again_and_top_1_is_greedy(session: Session, folder_of: Callable[[str], Path]) -> None:
    model = OpenModel(str(folder_of("gpt2")))

    def ids(**options: Any) -> list[int]:
        return [token.id for token in written(session, Write(model, PROMPT, tokens=TOKENS, **options))[-1].tokens]

    assert ids(temperature=2.0, seed=3) == ids(temperature=2.0, seed=3) != ids(temperature=2.0, seed=4)
    assert ids(temperature=2.0, top_k=1) == ids()


def test_it_ends_at_a_stop_and_at_the_last_position(session: Session, folder_of: Callable[[str], Path]) -> None:
    model = OpenModel(str(folder_of("gpt2")))
    plain = written(session, Write(model, PROMPT, tokens=TOKENS))[-1]
    stop = plain.text.split()[1]
    stopped = written(session, Write(model, PROMPT, tokens=TOKENS, stop=(stop,)))[-1]
    assert stopped.ended == "stop"
    assert len(stopped.tokens) <= len(plain.tokens)
    with pytest.raises(Refused) as caught:
        session.run(Write(OpenModel(str(folder_of("bert"))), PROMPT))
    assert caught.value.code == "cannot_write"


def test_the_command_writes_the_same(
    session: Session, folder_of: Callable[[str], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    path = str(folder_of("llama"))
    last = written(session, Write(OpenModel(path), PROMPT, tokens=TOKENS))[-1]
    assert main(["generate", path, "--text", PROMPT, "--tokens", str(TOKENS)]) == 0
    assert capsys.readouterr().out.rstrip("\n") == last.text
    assert main(["generate", path, "--text", PROMPT, "--tokens", str(TOKENS), "--json"]) == 0
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [each["id"] for each in told] == [token.id for token in last.tokens[last.prompt :]]
    assert all(len(each["answer"]) == 5 for each in told)
