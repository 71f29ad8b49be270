"""Attention as its papers write it, held against torch's own functions."""

from __future__ import annotations

import pytest
import torch
from torch import nn

from attnviz.models.attention import (
    AdditiveAttention,
    ConcatAttention,
    MultiHeadAttention,
    attend,
    join_heads,
    make_attention,
    masked_softmax,
    multi_head_attend,
    scaled_dot_scores,
    split_heads,
    tanh_scores,
)

B, T, S, D = 3, 4, 6, 8
SCORINGS = ("additive", "concat", "general", "dot")


@pytest.fixture(autouse=True)
def seeded() -> None:
    torch.manual_seed(0)


def lengths_mask() -> torch.Tensor:
    """Sentences of 6, 4 and 1 tokens: [B, 1, S]."""
    return (torch.arange(S) < torch.tensor([6, 4, 1]).unsqueeze(1)).unsqueeze(1)


@pytest.mark.parametrize("scoring", SCORINGS)
def test_rows_sum_to_one_and_padding_gets_nothing(scoring: str) -> None:
    attention = make_attention(scoring, d_query=D, d_key=D, d_attention=5)
    memory, mask = torch.randn(B, S, D), lengths_mask()
    context, weights = attention(torch.randn(B, T, D), attention.project_keys(memory), memory, mask)
    assert context.shape == (B, T, D)
    assert weights.shape == (B, T, S)
    torch.testing.assert_close(weights.sum(-1), torch.ones(B, T))
    assert (weights[~mask.expand(B, T, S)] == 0).all()
    torch.testing.assert_close(context, weights @ memory)


@pytest.mark.parametrize("scoring", SCORINGS)
def test_what_stands_behind_the_mask_changes_nothing(scoring: str) -> None:
    attention = make_attention(scoring, d_query=D, d_key=D, d_attention=5)
    query, memory, mask = torch.randn(B, T, D), torch.randn(B, S, D), lengths_mask()
    other = torch.where(mask.transpose(1, 2), memory, torch.full_like(memory, 1e4))
    for a, b in zip(
        attention(query, attention.project_keys(memory), memory, mask),
        attention(query, attention.project_keys(other), other, mask),
        strict=True,
    ):
        torch.testing.assert_close(a, b)


def test_a_mask_that_hides_everything_gives_zeros_and_no_nan() -> None:
    scores = torch.randn(B, T, S, requires_grad=True)
    mask = torch.ones(B, T, S, dtype=torch.bool)
    mask[1, 2] = False
    weights = masked_softmax(scores, mask)
    assert (weights[1, 2] == 0).all()
    torch.testing.assert_close(weights.sum(-1)[mask.any(-1)], torch.ones(B * T - 1))
    weights.pow(2).sum().backward()
    assert scores.grad is not None
    assert torch.isfinite(scores.grad).all()


@pytest.mark.parametrize("shift", [1e4, -1e4, 3e38])
def test_softmax_is_the_same_wherever_the_scores_stand(shift: float) -> None:
    scores = torch.zeros(1, 1, S) + shift
    torch.testing.assert_close(masked_softmax(scores, None), torch.full((1, 1, S), 1 / S))


def test_scaled_dot_product_is_that_of_torch() -> None:
    q, k, v = torch.randn(B, T, D), torch.randn(B, S, D), torch.randn(B, S, 5)
    mask = torch.rand(B, T, S) > 0.3
    mask[..., 0] = True
    context, _ = attend(scaled_dot_scores(q, k), v, mask)
    torch.testing.assert_close(context, nn.functional.scaled_dot_product_attention(q, k, v, attn_mask=mask))


def test_multi_head_attention_is_that_of_torch() -> None:
    ours, theirs = MultiHeadAttention(D, 2), nn.MultiheadAttention(D, 2, batch_first=True)
    with torch.no_grad():
        theirs.in_proj_weight.copy_(torch.cat((ours.W_Q.weight, ours.W_K.weight, ours.W_V.weight)))
        theirs.in_proj_bias.copy_(torch.randn(3 * D))
        for layer, bias in zip((ours.W_Q, ours.W_K, ours.W_V), theirs.in_proj_bias.chunk(3), strict=True):
            layer.bias.copy_(bias)
        theirs.out_proj.weight.copy_(ours.W_O.weight)
        theirs.out_proj.bias.copy_(ours.W_O.bias)
    x, y, mask = torch.randn(B, T, D), torch.randn(B, S, D), lengths_mask()
    context, weights = ours(ours.project_query(x), ours.project_memory(y), mask.unsqueeze(1))
    expected, expected_weights = theirs(x, y, y, key_padding_mask=~mask.squeeze(1), average_attn_weights=False)
    torch.testing.assert_close(context, expected)
    torch.testing.assert_close(weights, expected_weights)


def test_heads_are_cut_and_joined_without_loss() -> None:
    x = torch.randn(B, T, D)
    assert torch.equal(join_heads(split_heads(x, 4)), x)
    assert torch.equal(split_heads(x, 4)[:, 1], x[..., 2:4])
    with pytest.raises(ValueError, match="heads"):
        split_heads(x, 3)


def test_one_head_is_plain_attention() -> None:
    q, k, v = torch.randn(B, T, D), torch.randn(B, S, D), torch.randn(B, S, D)
    context, weights = multi_head_attend(q, k, v, 1)
    expected, expected_weights = attend(scaled_dot_scores(q, k), v)
    torch.testing.assert_close(context, expected)
    torch.testing.assert_close(weights.squeeze(1), expected_weights)


def test_concat_is_additive_with_the_two_halves_of_its_matrix() -> None:
    concat, additive = ConcatAttention(D, 7, 5), AdditiveAttention(D, 7, 5)
    with torch.no_grad():
        additive.W.weight.copy_(concat.W.weight[:, :D])
        additive.U.weight.copy_(concat.W.weight[:, D:])
        additive.U.bias.zero_()
        additive.v.copy_(concat.v)
    query, memory, mask = torch.randn(B, T, D), torch.randn(B, S, 7), lengths_mask()
    _, a = concat(query, concat.project_keys(memory), memory, mask)
    _, b = additive(query, additive.project_keys(memory), memory, mask)
    torch.testing.assert_close(a, b)


def test_additive_scores_written_out_for_one_pair() -> None:
    wq, uk, v = torch.tensor([[[0.5, -1.0]]]), torch.tensor([[[0.25, 2.0]]]), torch.tensor([2.0, -3.0])
    expected = 2 * torch.tanh(torch.tensor(0.75)) - 3 * torch.tanh(torch.tensor(1.0))
    torch.testing.assert_close(tanh_scores(wq, uk, v).squeeze(), expected)


def test_wrong_choices_are_refused() -> None:
    with pytest.raises(ValueError, match="cosine"):
        make_attention("cosine", d_query=D, d_key=D, d_attention=5)
    with pytest.raises(ValueError, match="one width"):
        make_attention("dot", d_query=D, d_key=D + 1, d_attention=5)
