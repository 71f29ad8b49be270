"""Multi-head attention against torch's own, and a Transformer whose weights are all returned."""

from __future__ import annotations

import pytest
import torch
from torch import nn

from attnviz.models.attention import MultiHeadAttention, join_heads, split_heads
from attnviz.models.positions import rotate, sinusoidal
from attnviz.models.transformer import ByKind, Transformer, TransformerConfig

CONFIG = TransformerConfig(11, 13, d_model=16, heads=4, layers=2, d_feedforward=24, dropout=0.0, longest=20)


def made(**changes: object) -> Transformer:
    torch.manual_seed(1)
    return Transformer(TransformerConfig(**{**vars(CONFIG), **changes})).eval()  # type: ignore[arg-type]


def batch() -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    source = torch.tensor([[4, 5, 6, 7, 3], [8, 9, 3, 0, 0]])
    return source, source != 0, torch.tensor([[2, 4, 5, 6], [2, 7, 8, 9]])


def test_multi_head_attention_is_torchs():
    torch.manual_seed(2)
    ours, theirs = MultiHeadAttention(12, 3), nn.MultiheadAttention(12, 3, batch_first=True)
    with torch.no_grad():
        for parameter in ours.parameters():
            parameter.normal_()
        theirs.in_proj_weight.copy_(torch.cat([p.weight for p in (ours.W_Q, ours.W_K, ours.W_V)]))
        theirs.in_proj_bias.copy_(torch.cat([p.bias for p in (ours.W_Q, ours.W_K, ours.W_V)]))
        theirs.out_proj.weight.copy_(ours.W_O.weight)
        theirs.out_proj.bias.copy_(ours.W_O.bias)
    x, y = torch.randn(2, 4, 12), torch.randn(2, 5, 12)
    seen = torch.tensor([[True] * 5, [True, True, True, False, False]])
    context, weights = ours(ours.project_query(x), ours.project_memory(y), seen[:, None, None])
    expected, expected_weights = theirs(x, y, y, key_padding_mask=~seen, average_attn_weights=False)
    torch.testing.assert_close(context, expected, atol=1e-5, rtol=1e-5)
    torch.testing.assert_close(weights, expected_weights, atol=1e-6, rtol=1e-5)


def test_heads_split_and_join():
    x = torch.randn(2, 3, 8)
    assert torch.equal(join_heads(split_heads(x, 4)), x)
    assert torch.equal(split_heads(x, 4)[:, 1], x[..., 2:4])
    with pytest.raises(ValueError, match="does not divide"):
        split_heads(x, 3)


@pytest.mark.parametrize("positions", ["learned", "sinusoidal", "none"])
def test_all_weights_are_returned_and_sum_to_one(positions: str):
    source, mask, target = batch()
    logits, weights = made(positions=positions).forward_with_weights(source, mask, target)
    assert logits.shape == (2, 4, 13)
    for tensor, shape in zip(weights, ((2, 2, 4, 5, 5), (2, 2, 4, 4, 4), (2, 2, 4, 4, 5)), strict=True):
        assert tensor.shape == shape
        torch.testing.assert_close(tensor.sum(-1), torch.ones(shape[:-1]))
    assert (weights.cross_attention[1, ..., 3:] == 0).all()  # padding
    assert (weights.decoder_self_attention.triu(1) == 0).all()  # words to come


def test_stepping_gives_what_reading_gives():
    source, mask, target = batch()
    network = made()
    logits, weights = network(source, mask, target)
    state = network.encode(source, mask)
    for t in range(target.shape[1]):
        step_logits, step_weights, state = network.step(target[:, t], state)
        torch.testing.assert_close(step_logits, logits[:, t])
        torch.testing.assert_close(step_weights, weights[..., t, :])
        state = state.select(torch.arange(2))


@pytest.mark.parametrize("padded", [False, True])
def test_beams_of_one_source_share_it(padded: bool):
    source, mask, target = batch()
    source, mask = (source[1:], mask[1:]) if padded else (source[:1], mask[:1])
    network, rows = made(), torch.tensor([0, 0])
    on = ByKind(*(torch.ones(1, 2, 4) for _ in range(3)))
    on.cross_attention[0, 1, 3] = 0
    shared = network.encode(source, mask, on).select(rows)
    repeated = network.encode(source[rows], mask[rows], on)
    assert all(len(memory[0]) == 1 for memory in shared.memory)
    for t in range(target.shape[1]):
        expected_logits, expected_weights, repeated = network.step(target[:, t], repeated)
        logits, weights, shared = network.step(target[:, t], shared)
        torch.testing.assert_close(logits, expected_logits)
        torch.testing.assert_close(weights, expected_weights)


def test_padding_changes_nothing():
    source, mask, target = batch()
    network = made()
    padded, _ = network(source, mask, target)
    alone, _ = network(source[1:, :3], mask[1:, :3], target[1:])
    torch.testing.assert_close(padded[1:], alone)


def test_what_heads_read_adds_up_to_what_attention_gives():
    torch.manual_seed(4)
    attention = MultiHeadAttention(12, 3)
    with torch.no_grad():
        attention.W_O.bias.normal_()
    x = torch.randn(2, 5, 12)
    q, memory = attention.project_self(x)
    context, weights = attention(q, memory, None)
    W = attention.W_O.weight.unflatten(1, (3, 4))  # [D, H, D/H]
    f = torch.einsum("bhsd,ohd->bhso", memory[1], W)
    torch.testing.assert_close(torch.einsum("bhts,bhso->bto", weights, f) + attention.W_O.bias, context)
    torch.testing.assert_close(attention.value_norms(memory), f.norm(dim=-1))


def test_a_head_that_is_off_adds_nothing():
    torch.manual_seed(4)
    attention = MultiHeadAttention(12, 3)
    q, memory = attention.project_self(torch.randn(2, 5, 12))
    on = torch.tensor([[1.0, 1.0, 1.0], [1.0, 0.0, 1.0]])
    context, weights = attention(q, memory, None, on)
    whole, same_weights = attention(q, memory, None)
    torch.testing.assert_close(context[0], whole[0])
    torch.testing.assert_close(weights, same_weights)
    with torch.no_grad():
        attention.W_O.weight[:, 4:8] = 0  # what the second head would write
    torch.testing.assert_close(context[1], attention(q, memory, None)[0][1])


@pytest.mark.parametrize("kind", ["encoder_self_attention", "decoder_self_attention", "cross_attention"])
def test_heads_off_agree_between_stepping_and_looking(kind: str):
    source, mask, target = batch()
    network = made()
    on = ByKind(*(torch.ones(2, 2, 4) for _ in range(3)))
    getattr(on, kind)[1, 0, 2] = 0  # in the second sentence alone
    looked, _, norms = network.decode_with_weights(network.encode_with_weights(source, mask, on), target)
    plain, _, plain_norms = network.decode_with_weights(network.encode_with_weights(source, mask), target)
    torch.testing.assert_close(looked[0], plain[0])
    assert (looked[1] - plain[1]).abs().max() > 1e-5
    assert [tensor.shape for tensor in norms] == [(2, 2, 4, 5), (2, 2, 4, 4), (2, 2, 4, 5)]
    torch.testing.assert_close(norms.encoder_self_attention[:, 0], plain_norms.encoder_self_attention[:, 0])
    state = network.encode(source, mask, on).select(torch.tensor([1, 0]))
    for t in range(target.shape[1]):
        logits, _, state = network.step(target[[1, 0], t], state)
        torch.testing.assert_close(logits, looked[[1, 0], t])


@pytest.mark.parametrize("kind", ByKind._fields)
def test_one_head_can_be_taken_out_whole(kind: str):
    source, mask, target = batch()
    network = made()
    steps = torch.arange(target.shape[1])
    seen = (steps[:, None] >= steps)[None] if kind == "decoder_self_attention" else mask[:, None]
    off = ByKind(*torch.ones(3, 1, 2, 4).index_fill(3, torch.tensor([1]), 0.0))
    for on in (None, off):
        weights = network.decode_with_weights(network.encode_with_weights(source, mask, on), target)[1]
        for layer in range(2):
            for head in range(4):
                q, k, _ = network.one_head(kind, source, mask, target, layer=layer, head=head, heads_on=on)
                scores = (q @ k.transpose(1, 2) / 2).masked_fill(~seen, -torch.inf)
                torch.testing.assert_close(scores.softmax(-1), getattr(weights, kind)[:, layer, head])


def test_more_tokens_than_positions_are_refused():
    with pytest.raises(ValueError, match="positions are known for 20"):
        made().encode(torch.ones(1, 21, dtype=torch.long), torch.ones(1, 21, dtype=torch.bool))
    with pytest.raises(ValueError, match="unknown positions"):
        made(positions="odd")


def test_one_embedding_may_serve_source_target_and_output():
    shared = made(target_vocabulary=11, shared=True)
    assert shared.source_embedding.weight is shared.target_embedding.weight
    assert {"source_embedding.weight", "target_embedding.weight"} <= set(shared.state_dict())
    apart = made(target_vocabulary=11)
    assert sum(p.numel() for p in apart.parameters()) - sum(p.numel() for p in shared.parameters()) == 11 * 16
    with pytest.raises(ValueError, match="cannot share"):
        made(shared=True)


def test_sinusoidal_positions_by_hand_and_by_distance():
    table = sinusoidal(50, 6, 100.0)
    assert table[0].tolist() == [0, 1, 0, 1, 0, 1]
    torch.testing.assert_close(table[3, 2], torch.sin(torch.tensor(3 * 100 ** (-2 / 6))))
    assert sinusoidal(4, 5).shape == (4, 5)
    similarity = table @ table.T
    torch.testing.assert_close(similarity[3, 8], similarity[30, 35])


def test_rotated_products_depend_on_the_distance_alone():
    torch.manual_seed(3)
    q, k = torch.randn(8), torch.randn(8)
    at = torch.arange(40)
    products = rotate(q.expand(40, 8), at) @ rotate(k.expand(40, 8), at).T
    torch.testing.assert_close(products[2, 9], products[20, 27])
    torch.testing.assert_close(rotate(q[None], torch.zeros(1, dtype=torch.long)), q[None])
    with pytest.raises(ValueError, match="even width"):
        rotate(torch.ones(1, 3), at[:1])
