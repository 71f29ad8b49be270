"""The encoder: as transformers' BertModel computes it, heads that are off, keys that are hidden."""

from __future__ import annotations

from typing import Any

import pytest
import torch

from attnviz.models.encoder import Encoder, EncoderConfig, published_weights

CONFIG = EncoderConfig(source_vocabulary=50, d_model=24, heads=4, layers=3, d_feedforward=40, longest=16)
TOKENS = torch.tensor([[2, 7, 8, 9, 3, 10, 3], [2, 7, 8, 3, 3, 0, 0]])
SEGMENTS = torch.tensor([[0, 0, 0, 0, 0, 1, 1], [0, 0, 0, 0, 1, 0, 0]])
MASK = TOKENS != 0


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    torch.manual_seed(3)
    return Encoder(CONFIG).eval().requires_grad_(False)


def published() -> Any:
    transformers = pytest.importorskip("transformers")
    torch.manual_seed(5)
    config = transformers.BertConfig(
        vocab_size=CONFIG.source_vocabulary,
        hidden_size=CONFIG.d_model,
        num_attention_heads=CONFIG.heads,
        num_hidden_layers=CONFIG.layers,
        intermediate_size=CONFIG.d_feedforward,
        max_position_embeddings=CONFIG.longest,
        attn_implementation="eager",
    )
    network = transformers.BertModel(config, add_pooling_layer=False).eval()
    with torch.no_grad():
        for parameter in network.parameters():  # norms and biases too, which begin as 1 and 0
            parameter.add_(torch.randn_like(parameter) * 0.1)
    return network


@torch.no_grad()
def test_it_computes_what_bert_computes() -> None:
    bert = published()
    encoder = Encoder(CONFIG).eval()
    encoder.load_state_dict(published_weights(bert.state_dict(), CONFIG.layers))
    expected = bert(TOKENS, MASK.long(), SEGMENTS, output_attentions=True, output_hidden_states=True)
    shown, quick = (encoder(TOKENS, MASK, SEGMENTS, show=show) for show in (True, False))
    for found in (shown, quick):
        assert torch.allclose(found.states[MASK], expected.last_hidden_state[MASK], atol=1e-5)
    for ours, theirs in zip(shown.layers, expected.hidden_states[1:], strict=True):
        assert torch.allclose(ours[MASK], theirs[MASK], atol=1e-5)
    assert torch.allclose(shown.weights, torch.stack(expected.attentions, 1), atol=1e-5)
    assert quick.weights is None


def test_a_weight_that_is_missing_is_named(encoder: Encoder) -> None:
    with pytest.raises(KeyError, match="embeddings"):
        published_weights({}, 1)


@torch.no_grad()
def test_a_head_that_is_off_adds_nothing_and_the_others_go_on(encoder: Encoder) -> None:
    on = torch.ones(1, CONFIG.layers, CONFIG.heads)
    whole = encoder(TOKENS, MASK, SEGMENTS).states
    assert torch.allclose(encoder(TOKENS, MASK, SEGMENTS, on).states[MASK], whole[MASK], atol=1e-6)
    on[0, 1, 2] = 0
    for show in (False, True):
        assert not torch.allclose(encoder(TOKENS, MASK, SEGMENTS, on, show=show).states[MASK], whole[MASK], atol=1e-4)
    again = Encoder(CONFIG).eval()
    again.load_state_dict(encoder.state_dict())
    width = CONFIG.d_model // CONFIG.heads
    again.layers[1].attention.W_O.weight[:, 2 * width : 3 * width] = 0  # the same, by the weights
    expected = again(TOKENS, MASK, SEGMENTS).states
    assert torch.allclose(encoder(TOKENS, MASK, SEGMENTS, on).states[MASK], expected[MASK], atol=1e-5)


@torch.no_grad()
def test_hidden_keys_change_nothing(encoder: Encoder) -> None:
    seen = encoder(TOKENS, MASK, SEGMENTS, show=True)
    assert torch.all(seen.weights[1, :, :, :, 5:] == 0)
    assert torch.allclose(seen.weights.sum(-1), torch.ones(2, 3, 4, 7))
    alone = encoder(TOKENS[1:, :5], None, SEGMENTS[1:, :5]).states
    assert torch.allclose(alone[0], seen.states[1, :5], atol=1e-5)


def test_too_many_tokens_are_refused(encoder: Encoder) -> None:
    with pytest.raises(ValueError, match="17 tokens"):
        encoder(torch.zeros(1, 17, dtype=torch.long))


@torch.no_grad()
def test_learning_and_answering_compute_the_same(encoder: Encoder) -> None:
    quick = encoder(TOKENS, MASK, SEGMENTS).states
    learning = encoder.train()(TOKENS, MASK, SEGMENTS).states
    encoder.eval()
    assert torch.allclose(quick[MASK], learning[MASK], atol=1e-5)
