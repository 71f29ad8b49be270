"""A traced translator steps as the network does, whatever the number of rows, tokens and heads."""

from __future__ import annotations

from typing import Any

import pytest
import torch

from attnviz.models.decoding import beam_search, pad_batch
from attnviz.models.rnn_translator import RnnConfig, RnnTranslator
from attnviz.models.traced import Traced
from attnviz.models.transformer import ByKind, Transformer, TransformerConfig

BOS, EOS = 2, 3
SOURCES = [[5, EOS], [4, 6, 8, 9, 5, 7, EOS]]


def rnn(scoring: str, cell: str = "gru") -> RnnTranslator:
    sizes = {"d_embedding": 8, "d_encoder": 6, "d_hidden": 12, "d_attention": 7}
    return RnnTranslator(RnnConfig(12, 10, scoring=scoring, cell=cell, **sizes))


def transformer(positions: str) -> Transformer:
    return Transformer(
        TransformerConfig(12, 10, d_model=8, heads=2, layers=2, d_feedforward=16, positions=positions, longest=40)
    )


@pytest.fixture(
    params=["additive", "dot", "general", "concat", "none", "lstm", "learned", "sinusoidal"],
)
def network(request: pytest.FixtureRequest) -> Any:
    torch.manual_seed(4)
    if request.param in ("learned", "sinusoidal"):
        made: Any = transformer(request.param)
    else:
        made = rnn("additive", "lstm") if request.param == "lstm" else rnn(request.param)
    for parameter in made.parameters():
        parameter.data.mul_(2.0)
    return made.eval().requires_grad_(False)


def found(model: Any, source: list[int], beams: int, **options: Any) -> list[tuple[tuple[int, ...], float]]:
    with torch.inference_mode():
        (best,) = beam_search(model, *pad_batch([source]), bos=BOS, eos=EOS, beams=beams, max_length=20, **options)
    return [(hypothesis.ids, pytest.approx(hypothesis.log_probability, abs=1e-4)) for hypothesis in best]


def test_a_prepared_search_finds_what_the_network_finds(network: Any) -> None:
    traced = Traced(network)
    assert found(traced, SOURCES[0], 1) == found(network, SOURCES[0], 1)  # the step is met, in one size
    traced.prepare()
    for source in SOURCES:
        for beams in (1, 2, 5):
            assert found(traced, source, beams) == found(network, source, beams)
            assert found(traced, source, beams, prefix=(4, 5)) == found(network, source, beams, prefix=(4, 5))


def test_weights_and_state_are_the_networks_too(network: Any) -> None:
    traced = Traced(network)
    with torch.inference_mode():
        state = network.encode(*pad_batch([SOURCES[1]]))
        traced.step(torch.tensor([BOS]), state)
        traced.prepare()
        expected, got = (model.step(torch.tensor([BOS]), state) for model in (network, traced))
        for tokens in ([4], [5]):
            assert type(got[2]) is type(expected[2])
            torch.testing.assert_close(got, expected)
            expected, got = (
                model.step(torch.tensor(tokens), answer[2]) for model, answer in ((network, expected), (traced, got))
            )


def test_heads_that_are_off_stay_off() -> None:
    torch.manual_seed(4)
    network = transformer("learned").eval().requires_grad_(False)
    traced, (ids, mask) = Traced(network), pad_batch([SOURCES[1]])
    with torch.inference_mode():
        traced.step(torch.tensor([BOS]), network.encode(ids, mask))
        traced.prepare()
        for off in (0, 1):
            on = ByKind(*(torch.ones(1, 2, 2) for _ in range(3)))
            on.cross_attention[0, 1, off] = 0.0
            state = network.encode(ids, mask, on)
            for _ in range(2):  # before and after this kind is prepared
                torch.testing.assert_close(
                    traced.step(torch.tensor([BOS]), state), network.step(torch.tensor([BOS]), state)
                )
                traced.prepare()


def test_a_batch_with_padding_is_another_kind() -> None:
    torch.manual_seed(4)
    network = transformer("learned").eval().requires_grad_(False)
    traced = Traced(network)
    with torch.inference_mode():
        for sources in ([SOURCES[0]], SOURCES):
            state = network.encode(*pad_batch(sources))
            tokens = torch.full((len(sources),), BOS)
            for _ in range(2):
                torch.testing.assert_close(traced.step(tokens, state), network.step(tokens, state))
                traced.prepare()
