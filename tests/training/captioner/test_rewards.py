"""What a sampled sentence is worth, and what a network learns from that."""

from __future__ import annotations

import math

import pytest
import torch

from attnviz.engine.translate.tokenizer import BOS, EOS, PAD
from attnviz.models.efficientnet import FINE, GIST, PhotoFeatures
from attnviz.training.captioner.rewards import END, Rewards, grams
from attnviz.training.captioner.self_critical import judged, reinforced, sample
from tests.tiny.captioner import ENGLISH, GRID, untrained

REFERENCES = [
    ["a black dog runs on the grass .".split(), "a dog is running .".split()],
    ["a man rides a horse .".split(), "a man on a horse .".split()],
    ["two children play in the snow .".split(), "children in the snow .".split()],
]


def test_a_runs_counts_include_the_end() -> None:
    ones, twos, threes, fours = grams(["a", "dog"])
    assert ones == {("a",): 1, ("dog",): 1, (END,): 1}
    assert twos == {("a", "dog"): 1, ("dog", END): 1}
    assert threes == {("a", "dog", END): 1}
    assert not fours


def test_a_persons_own_sentence_is_worth_most() -> None:
    rewards = Rewards(REFERENCES)
    own = rewards.bleu_4(0, grams(REFERENCES[0][0]))
    assert own == pytest.approx(1)
    near, far = "a black dog runs on the snow .".split(), "two children on a horse .".split()
    assert rewards.of(0, REFERENCES[0][0]) > rewards.of(0, near) > rewards.of(0, far) > 0
    assert rewards.of(0, []) < 0.01


def test_bleu_of_one_sentence_is_what_its_definition_says() -> None:
    rewards = Rewards(REFERENCES)
    found = rewards.bleu_4(
        1, grams("a man .".split())
    )  # 4 of 4 words, the end one of them; 2 of 3, 0 of 2, 0 of 1 runs
    assert found == pytest.approx((1 * 3 / 4 * 1 / 3 * 1 / 2) ** 0.25 * math.exp(1 - 7 / 4))


def test_cider_d_counts_rare_words_more_and_lengths_that_agree() -> None:
    rewards = Rewards(REFERENCES)
    assert rewards.cider_d(1, grams(REFERENCES[1][0])) == pytest.approx(
        (10 + 10 * _alike(rewards, REFERENCES[1][0], REFERENCES[1][1])) / 2
    )
    rare, common = rewards.cider_d(0, grams(["dog"])), rewards.cider_d(0, grams(["."]))
    assert rare > common
    short, long = "a dog is running .".split(), "a dog is running . a dog is running .".split()
    assert rewards.cider_d(0, grams(short)) > rewards.cider_d(0, grams(long))


def _alike(rewards: Rewards, told: list[str], reference: list[str]) -> float:
    """The cosine of the weighted vectors, clipped and by length, as in the paper."""
    total = 0.0
    for mine, theirs in zip(grams(told), grams(reference), strict=True):
        a, b = ({g: n * rewards.rarity[g] for g, n in counts.items()} for counts in (mine, theirs))
        norms = math.hypot(*a.values()) * math.hypot(*b.values())
        total += sum(min(v, b.get(g, 0)) * b.get(g, 0) for g, v in a.items()) / norms if norms else 0
    return total / 4 * math.exp(-((len(told) - len(reference)) ** 2) / 72)


def features(count: int) -> PhotoFeatures:
    torch.manual_seed(3)
    return PhotoFeatures(torch.randn(count, FINE, GRID, GRID), torch.randn(count, GIST, GRID // 2, GRID // 2))


def test_samples_end_once_and_are_compared_with_their_fellows() -> None:
    network, words = untrained("en")
    rewards = Rewards([[text.replace(".", " .").split()] for text in ENGLISH[:2]])
    outputs = sample(network.decoder, features(2), 3, 12)
    assert outputs.shape[:2] == (2, 3)
    for row in outputs.flatten(0, 1).tolist():
        ended = row.index(EOS) + 1 if EOS in row else len(row)
        assert set(row[ended:]) <= {PAD}
        assert not {PAD, BOS} & set(row[:ended])
    samples = judged(outputs, [1, 0], rewards, words, "en")
    assert bool((samples.inputs[..., 0] == BOS).all())
    assert torch.equal(samples.inputs[..., 1:], samples.outputs[..., :-1])
    assert torch.allclose(samples.advantages.sum(1), torch.zeros(2), atol=1e-5)


def test_what_is_worth_more_becomes_more_probable() -> None:
    logits = torch.zeros(2, 5, requires_grad=True)
    reinforced(logits, torch.tensor([1, 2]), torch.tensor([1.0, -1.0])).backward()
    assert logits.grad is not None
    assert logits.grad[0].argmin() == 1
    assert logits.grad[1].argmax() == 2


def test_a_network_learns_to_say_what_is_rewarded() -> None:
    network, words = untrained("en")
    decoder, seen = network.decoder.train(), features(1)
    decoder.dropout.p = 0.0
    with torch.no_grad():
        decoder.embedding.weight.mul_(0.05)  # at first every word is about as probable
    rewards = Rewards([[["dog"]], [["man"]]], cider=1, bleu=0)
    chance = torch.Generator().manual_seed(1)
    optimizer = torch.optim.Adam(decoder.parameters(), lr=0.01)
    worth = []
    for _ in range(60):
        outputs = sample(decoder, seen, 8, 3, chance)
        samples = judged(outputs, [0], rewards, words, "en")
        texts = [words.decode([i for i in ids if i not in (PAD, EOS)]) for ids in outputs[0].tolist()]
        worth.append(sum(rewards.of(0, text.split()) for text in texts))
        real = outputs != PAD
        told = decoder(seen, samples.inputs)
        better = samples.advantages[..., None].expand(outputs.shape)[real]
        optimizer.zero_grad()
        reinforced(told.logits[real], outputs[real], better).backward()
        optimizer.step()
    assert sum(worth[-10:]) > 2 * sum(worth[:10])
