"""Live training: tasks, slices, what is measured, divergence, saving and reopening."""

from __future__ import annotations

import datetime
import random
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from attnviz.engine.messages import Refused
from attnviz.engine.playground.tasks import TASKS, make, of_words, parse_pairs, roman
from attnviz.engine.playground.training_messages import OpenToy, SaveToy, ToyConfig, TrainToy
from attnviz.engine.playground.training_run import ToyRun
from attnviz.engine.session import Session
from attnviz.engine.translate.messages import Translate
from attnviz.training import toy

SMALL = ToyConfig(task="copy", length=3, width=16, batch=16, heads=2, layers=1, learning_rate=0.01)


def test_the_tasks_say_what_they_promise():
    rng = random.Random(4)
    for source, target in make("reverse", rng, 10, 20):
        assert target.split() == source.split()[::-1]
        assert len(source.split()) == 10
    for source, target in make("sort", rng, 7, 20):
        assert target.split() == sorted(source.split())
    for source, target in make("copy", rng, 5, 20):
        assert source == target
    for source, target in make("dates", rng, 0, 50):
        day = datetime.date.fromisoformat(target)
        assert source == f"{day.day} {day:%B} {day.year}"
    assert [roman(n) for n in (1, 4, 9, 14, 40, 1994, 3999)] == [
        "I", "IV", "IX", "XIV", "XL", "MCMXCIV", "MMMCMXCIX"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "pairs_empty"),
        (" \n\n", "pairs_empty"),
        ("one\tun\ntwo", "pairs_columns"),
        ("one\t", "pairs_columns"),
        ("a" * 61 + "\tb", "pairs_long"),
        ("a\tb\n" * 5001, "pairs_many"),
    ],
)
def test_pairs_that_cannot_be_used_are_refused(text: str, code: str):
    with pytest.raises(Refused) as refused:
        parse_pairs(text)
    assert refused.value.code == code


def test_the_line_with_one_column_is_named():
    with pytest.raises(Refused) as refused:
        parse_pairs("one\tun\n\ntwo\n")
    assert refused.value.parameters["line"] == 3


def test_pairs_are_read_by_words_only_when_words_come_again():
    assert parse_pairs("one\tun\n two = deux ") == (("one", "un"), ("two", "deux"))
    assert of_words(["the cat sleeps", "the dog sleeps", "a cat eats", "a dog eats"])
    assert not of_words(["one", "two", "three"])


@pytest.mark.parametrize("model", ["rnn", "transformer"])
def test_a_slice_lowers_the_loss_and_tells_all(model: str, tmp_path: Path):
    session = Session([tmp_path])
    config = replace(SMALL, model=model)
    first = session.run(TrainToy("a", config, steps=30))
    second = session.run(TrainToy("a", config, steps=30))
    assert first.steps.tolist() == list(range(1, 31))
    assert second.steps.tolist() == list(range(31, 61))
    assert second.losses.mean() < first.losses.mean()
    assert (np.diff(second.seconds) > 0).all()
    assert (second.gradient_norms > 0).all()
    assert second.measured.step == 60
    assert 0 <= second.measured.accuracy <= 1
    for weights, source, target in zip(second.measured.picture.weights, second.sources, second.targets, strict=True):
        layers, heads = (1, 1) if model == "rnn" else (1, 2)
        assert weights.shape == (layers, heads, len(target), len(source))
        assert weights.sum(-1) == pytest.approx(np.ones(weights.shape[:-1]), abs=1e-5)
        assert not weights.flags.writeable


def test_the_same_config_gives_the_same_run_and_another_begins_anew(tmp_path: Path):
    session = Session([tmp_path])
    a, b = (session.run(TrainToy(name, SMALL, steps=5)) for name in "ab")
    assert a.losses.tolist() == b.losses.tolist()
    other = session.run(TrainToy("a", replace(SMALL, seed=2), steps=1))
    assert other.steps.tolist() == [1]
    again = session.run(TrainToy("b", SMALL, steps=1, restart=True))
    assert again.steps.tolist() == [1]
    assert again.losses[0] == a.losses[0]


def test_a_rate_that_diverges_is_told_and_stopped(tmp_path: Path):
    session = Session([tmp_path])
    config = replace(SMALL, optimizer="sgd", learning_rate=1e30)
    trained = session.run(TrainToy("a", config, steps=50))
    assert [note.code for note in trained.notes] == ["diverged"]
    assert len(trained.steps) < 50
    assert np.isfinite(trained.losses).all()
    after = session.run(TrainToy("a", config, steps=50))
    assert len(after.steps) == 0
    assert [note.code for note in after.notes] == ["diverged"]
    with pytest.raises(Refused) as refused:
        session.run(SaveToy("a", "x"))
    assert refused.value.code == "blown_up"


def test_pasted_pairs_are_learnt(tmp_path: Path):
    pairs = parse_pairs("one\tun\ntwo\tdeux\nthree\ttrois\nfour\tquatre")
    run = ToyRun(replace(SMALL, task="pairs", pairs=pairs, width=24))
    run.slice(seconds=0, steps=120)
    accuracy, answers = run.measure()
    assert accuracy == 1.0
    assert answers == ["un", "deux", "trois"]


@pytest.mark.parametrize("model", ["rnn", "transformer"])
def test_what_was_trained_is_saved_translates_and_goes_on(model: str, tmp_path: Path):
    session = Session([tmp_path])
    config = replace(SMALL, model=model, width=32)
    for _ in range(12):
        trained = session.run(TrainToy("a", config, steps=25))
        if trained.measured.accuracy == 1:
            break
    assert trained.measured.accuracy > 0.9
    saved = session.run(SaveToy("a", "my copy/../x"))
    assert saved.model == "my-copy-x"
    assert Path(saved.path).parent == tmp_path
    translated = session.run(Translate("b a d", saved.model))
    assert translated.text == "b a d"
    assert translated.attention[-1].weights.shape[-2:] == (4, 4)
    opened = session.run(OpenToy("b", saved.model))
    assert opened.config == config
    assert opened.accuracy > 0.9
    further = session.run(TrainToy("b", config, steps=1))
    assert further.steps[0] == opened.step + 1


def test_a_network_without_attention_translates_too(tmp_path: Path):
    session = Session([tmp_path])
    session.run(TrainToy("a", replace(SMALL, scoring="none"), steps=1))
    session.run(SaveToy("a", "blind"))
    translated = session.run(Translate("a b c", "blind", target="c b a"))
    assert translated.attention[0].weights[0, 0].tolist() == [[0.5, 0, 0, 0.5]] * 4


def test_saving_nothing_and_opening_what_is_no_toy_is_refused(tmp_path: Path):
    session = Session([tmp_path])
    with pytest.raises(Refused) as refused:
        session.run(SaveToy("none", "x"))
    assert refused.value.code == "run_unknown"
    with pytest.raises(Refused) as refused:
        session.run(OpenToy("none", "x"))
    assert refused.value.code == "weights_missing"


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path):
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    session = Session([blocked / "models"])
    session.run(TrainToy("a", SMALL, steps=1))
    with pytest.raises(Refused) as refused:
        session.run(SaveToy("a", "x"))
    assert refused.value.code == "disk"


def test_without_a_window_accuracy_comes_by_the_second():
    rows = list(toy.train(replace(SMALL, width=32), seconds=2, stop_at=1.1))
    assert [row["step"] for row in rows] == sorted(row["step"] for row in rows)
    assert rows[-1]["seconds"] >= 2
    assert set(rows[0]) == {"seconds", "step", "loss", "accuracy", "diverged"}
    assert toy.config("reverse", "rnn-none").scoring == "none"
    assert set(TASKS) >= {toy.config(task, "transformer").task for task in TASKS}


def test_the_letters_are_told_apart_from_padding():
    run = ToyRun(replace(SMALL, task="dates"))
    source, mask, inputs, outputs = run.encode([("3 March 2021", "2021-03-03"), ("13 May 1999", "1999-05-13")])
    assert source.shape == mask.shape
    assert inputs.shape == outputs.shape
    assert (source[~mask] == 0).all()
    assert mask.sum(1).tolist() == [13, 12]
    assert run.target.decode([i for i in outputs[0].tolist() if i > 3]) == "2021-03-03"
    assert torch.equal(inputs[:, 1:], outputs[:, :-1])
