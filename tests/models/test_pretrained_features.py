"""Pretrained features: what the encoder says of its own word pieces, read beside the translator's own embedding."""

from __future__ import annotations

import pytest
import torch

from attnviz.models.pretrained_features import FROZEN, LAYERS, PretrainedFeatures
from attnviz.models.transformer import Transformer, TransformerConfig

CLS, SEP = 2, 3  # word pieces
CONFIG = TransformerConfig(
    12, 13, d_model=16, heads=4, layers=2, d_feedforward=24, dropout=0.0, features=True, word_pieces=20
)


def made() -> Transformer:
    torch.manual_seed(1)
    network = Transformer(CONFIG).eval()
    pretrained = features_of(network)
    pretrained.pieces[3, 0], pretrained.pieces[-1, 0] = SEP, CLS
    for token in range(4, 12):
        pretrained.pieces[token, 0] = token + 4
    return network


def features_of(network: Transformer) -> PretrainedFeatures:
    assert network.pretrained is not None
    return network.pretrained


def batch() -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    source = torch.tensor([[4, 5, 6, 7, 3], [8, 9, 3, 0, 0]])
    return source, source != 0, torch.tensor([[2, 4, 5, 6], [2, 7, 8, 9]])


def test_at_first_the_translator_is_the_one_without_features() -> None:
    network = made()
    plain = Transformer(TransformerConfig(**{**vars(CONFIG), "features": False})).eval()
    plain.load_state_dict({k: v for k, v in network.state_dict().items() if not k.startswith("pretrained.")})
    for ours, theirs in zip(network(*batch()), plain(*batch()), strict=True):
        assert torch.equal(ours, theirs)


def test_tokens_of_one_piece_are_read_as_the_encoder_reads_these_pieces() -> None:
    network = made()
    pretrained = features_of(network)
    layers = pretrained.encoder(torch.tensor([[CLS, 8, 9, 10, SEP]])).layers
    states = pretrained.states(torch.tensor([[4, 5, 6, 3]]), None)
    expected = torch.cat([layers[number - 1][:, 1:] for number in LAYERS], -1)
    torch.testing.assert_close(states, expected, atol=1e-5, rtol=1e-5)


def test_a_token_of_two_pieces_is_read_as_their_mean() -> None:
    pretrained = features_of(made())
    pretrained.pieces[4, :2] = torch.tensor([8, 9])
    table = pretrained.encoder.embedding.weight
    with torch.no_grad():
        table[10] = (table[8] + table[9]) / 2  # what token 6 is read as
    torch.testing.assert_close(*(pretrained.states(torch.tensor([[token, 3]]), None) for token in (4, 6)))


def test_texts_that_are_the_same_are_read_once_and_given_to_all() -> None:
    pretrained = features_of(made())
    tokens = torch.tensor([[4, 5, 3], [6, 3, 0], [4, 5, 3], [4, 5, 3]])
    mask = tokens != 0
    mask[3, 1] = False  # a token that is hidden: another text
    states = pretrained.states(tokens, mask[:, None, None])
    assert torch.equal(states[0], states[2])
    for row in range(4):
        alone = pretrained.states(tokens[row : row + 1], mask[row : row + 1, None, None])
        torch.testing.assert_close(states[row][mask[row]], alone[0][mask[row]], atol=1e-5, rtol=1e-5)


def test_padding_changes_nothing() -> None:
    network = made()
    with torch.no_grad():
        features_of(network).project.weight.normal_()
    source, mask, target = batch()
    together, _ = network(source, mask, target)
    alone, _ = network(source[1:, :3], mask[1:, :3], target[1:])
    torch.testing.assert_close(together[1:], alone, atol=1e-5, rtol=1e-5)


def test_the_encoder_is_frozen_and_its_projection_learns() -> None:
    network = made().train()
    network(*batch())[0].square().mean().backward()
    for name, parameter in network.named_parameters():
        assert (parameter.grad is None) == name.startswith(FROZEN), name
    assert features_of(network).project.weight.grad is not None


def test_in_training_some_sentences_are_read_by_the_features_alone() -> None:
    pretrained = features_of(made()).train()
    tokens = torch.full((400, 2), 4)
    own = torch.ones(400, 2, 16)
    left = pretrained(own, tokens, None)[:, 0, 0]  # the projection is still 0
    assert set(left.tolist()) == {0.0, 1.0}
    assert 0.2 < float((left == 0).float().mean()) < 0.4
    assert bool((pretrained.eval()(own, tokens, None) == 1).all())


@pytest.mark.parametrize("piece", [-1, 20])
def test_pieces_that_the_encoder_does_not_have_are_refused(piece: int) -> None:
    state = made().state_dict()
    state["pretrained.pieces"][5, 1] = piece
    with pytest.raises(ValueError, match="word pieces outside"):
        Transformer(CONFIG).load_state_dict(state)
