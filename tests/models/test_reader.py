"""The readers: adapters that change nothing until they learn, merging, spans, late interaction, the parser, titles that copy."""

from __future__ import annotations

import itertools
from dataclasses import asdict

import pytest
import torch

from attnviz.models.adapters import AdaptedLinear
from attnviz.models.decoding import beam_search
from attnviz.models.encoder import EncoderConfig
from attnviz.models.parser import Parser, ParserConfig, role_labels, word_shape
from attnviz.models.reader import (
    AdaptedConfig,
    AdaptedReader,
    Answer,
    Answerer,
    BlankFiller,
    Reader,
    late_interaction,
    span_scores,
    text_vectors,
    token_vectors,
)
from attnviz.models.title_writer import TitleWriter, TitleWriterConfig
from attnviz.models.transformer import ByKind

SIZES = EncoderConfig(source_vocabulary=40, d_model=24, heads=4, layers=3, d_feedforward=32, longest=20)
ADAPTED = AdaptedConfig(**asdict(SIZES), rank=3, adapted=2)
TITLES = TitleWriterConfig(**asdict(ADAPTED), decoder_layers=2, d_decoder=20, longest_title=8)
PARSER = ParserConfig(**asdict(ADAPTED), relations="root obj det", tags="NOUN VERB", roles="ARG0 ARG1")
TOKENS = torch.tensor([[2, 7, 8, 9, 3, 10, 3], [2, 7, 8, 3, 0, 0, 0]])
MASK = TOKENS != 0


def drawn(network: torch.nn.Module) -> None:
    """Give every learned weight a random value, so that nothing is 0 by its beginning."""
    with torch.no_grad():
        for parameter in network.parameters():
            if parameter.requires_grad:
                parameter.add_(torch.randn_like(parameter) * 0.1)


@pytest.fixture(autouse=True)
def seed() -> None:
    torch.manual_seed(1)


def test_adapters_change_nothing_until_they_learn() -> None:
    reader = Reader(SIZES).eval()
    adapted = AdaptedReader(ADAPTED).eval()
    adapted.load_state_dict(reader.state_dict(), strict=False)
    with torch.no_grad():
        assert torch.allclose(adapted.encoder(TOKENS, MASK).states, reader(TOKENS, MASK).states, atol=1e-6)


def test_what_is_shared_does_not_learn_and_the_first_layers_have_no_adapter() -> None:
    adapted = AdaptedReader(ADAPTED)
    learned = {name for name, parameter in adapted.named_parameters() if parameter.requires_grad}
    assert {name.split(".")[2] for name in learned if ".layers." in name} == {"1", "2"}
    assert not any(name.endswith("W_Q.weight") for name in learned)
    assert {"encoder.layers.2.attention.W_Q.up", "encoder.layers.2.feed.0.bias"} <= learned


def test_merged_it_answers_the_same() -> None:
    network = Answerer(ADAPTED).eval()
    drawn(network)
    segments = (TOKENS > 9).long()
    with torch.no_grad():
        before = network(TOKENS, MASK, segments)
        network.merge()
        after = network(TOKENS, MASK, segments)
    assert torch.allclose(before.start, after.start, atol=1e-5)
    assert torch.allclose(before.end, after.end, atol=1e-5)
    assert not any(isinstance(module, AdaptedLinear) for module in network.modules())


def test_spans_lie_in_the_passage_and_go_forward() -> None:
    start, end = torch.randn(1, 7), torch.randn(1, 7)
    passage = torch.tensor([[False, False, False, True, True, True, False]])
    scores, none = span_scores(Answer(start, end, None), passage, longest=2)  # type: ignore[arg-type]
    for i, j in itertools.product(range(7), repeat=2):
        if passage[0, i] and passage[0, j] and i <= j < i + 2:
            assert scores[0, i, j] == start[0, i] + end[0, j]
        else:
            assert scores[0, i, j] == -torch.inf
    assert none[0] == start[0, 0] + end[0, 0]


def test_blanks_asked_for_alone_get_the_same_scores() -> None:
    network = BlankFiller(ADAPTED).eval()
    drawn(network)
    with torch.no_grad():
        every = network(TOKENS, MASK).logits
        some = network(TOKENS, MASK, at=torch.tensor([2, 8])).logits
    assert torch.allclose(some, torch.stack((every[0, 2], every[1, 1])), atol=1e-5)


def test_padding_does_not_move_a_text() -> None:
    reader = Reader(SIZES).eval()
    with torch.no_grad():
        together = text_vectors(reader(TOKENS, MASK).states, MASK)
        alone = text_vectors(reader(TOKENS[1:, :4]).states, torch.ones(1, 4, dtype=torch.bool))
    assert torch.allclose(together[1], alone[0], atol=1e-5)
    assert torch.allclose(together.norm(dim=-1), torch.ones(2))


def test_late_interaction_takes_the_best_match_of_each_token() -> None:
    query, texts = token_vectors(torch.randn(3, 8)), token_vectors(torch.randn(2, 5, 8))
    mask = torch.tensor([[True] * 5, [True] * 3 + [False] * 2])
    scores, matches = late_interaction(query, texts, mask)
    for b, length in enumerate((5, 3)):
        best = [max(float(q @ texts[b, t]) for t in range(length)) for q in query]
        assert float(scores[b]) == pytest.approx(sum(best) / 3, abs=1e-5)
    assert torch.all(matches[1, :, 3:] == -1)


def parser() -> Parser:
    network = Parser(PARSER).eval()
    drawn(network)
    return network


def test_heads_are_words_or_the_root_but_never_the_word_itself() -> None:
    first, words = torch.tensor([[1, 2, 5], [1, 2, 0]]), torch.tensor([[True] * 3, [True, True, False]])
    shapes = torch.zeros_like(first)
    with torch.no_grad():
        parsed = parser()(TOKENS, MASK, first, words, shapes, torch.tensor([[0, 2], [1, 0]]))
    weights = parsed.arcs.softmax(-1)
    assert weights.shape == (2, 3, 4)
    assert torch.all(weights[:, range(3), range(1, 4)] == 0)
    assert torch.all(weights[1, :, 3] == 0)
    assert parsed.relations.shape == (2, 3, 4, 3)
    assert parsed.tags.shape == (2, 3, 2)
    assert parsed.roles is not None
    assert parsed.roles.shape == (2, 2, 3, len(role_labels(PARSER.roles)))


def test_a_sentence_is_parsed_the_same_beside_a_longer_one() -> None:
    network = parser()
    first, words = torch.tensor([[1, 2, 5], [1, 2, 0]]), torch.tensor([[True] * 3, [True, True, False]])
    with torch.no_grad():
        both = network(TOKENS, MASK, first, words, torch.ones_like(first), torch.tensor([[0], [1]]))
        ones = torch.ones(1, 2, dtype=torch.long)
        alone = network(TOKENS[1:, :4], MASK[1:, :4], first[1:, :2], words[1:, :2], ones, torch.tensor([[1]]))
    assert torch.allclose(both.arcs[1, :2, :3], alone.arcs[0], atol=1e-4)
    assert torch.allclose(both.roles[1, :, :2], alone.roles[0], atol=1e-4)


@pytest.mark.parametrize(
    ("word", "shape"),
    [("...", 0), ("word", 1), ("Word", 2), ("WORD", 3), ("iPhone", 4), ("I", 5), ("1999", 6), ("B2B", 7), ("", 0)],
)
def test_how_a_word_is_written(word: str, shape: int) -> None:
    assert word_shape(word) == shape


def titles() -> TitleWriter:
    network = TitleWriter(TITLES).eval()
    drawn(network)
    return network


def test_a_title_is_a_distribution_and_only_words_are_copied() -> None:
    network = titles()
    with torch.no_grad():
        written, _ = network.write(torch.tensor([[2, 7], [2, 8]]), network.encode(TOKENS, MASK))
    probabilities = written.log_probabilities.exp()
    assert torch.allclose(probabilities.sum(-1), torch.ones(2, 2), atol=1e-4)
    assert torch.all(written.cross_weights[..., TOKENS[0] < 5][0] == 0)
    assert torch.all((written.copying >= 0) & (written.copying <= 1))


def test_a_network_that_only_copies_says_what_it_looks_at() -> None:
    network = titles()
    with torch.no_grad():
        network.generate.bias.fill_(-40.0)
        network.generate.weight.zero_()
        written, _ = network.write(torch.tensor([[2, 7]]), network.encode(TOKENS[:1], MASK[:1]))
    looked_at = written.cross_weights[0, -1].mean(0)  # [T, S]
    probabilities = written.log_probabilities.exp()[0]
    for place in (1, 2, 3, 5):
        assert torch.allclose(probabilities[:, TOKENS[0, place]], looked_at[:, place], atol=1e-5)


def test_step_by_step_and_at_once_are_the_same() -> None:
    network = titles()
    title = torch.tensor([[2, 7, 11], [2, 9, 12]])
    with torch.no_grad():
        state = network.encode(TOKENS, MASK)
        written, _ = network.write(title, state)
        for t in range(3):
            log_p, cross, state = network.step(title[:, t], state)
            assert torch.allclose(log_p, written.log_probabilities[:, t], atol=1e-4)
            assert torch.allclose(cross, written.cross_weights[:, :, :, t], atol=1e-5)


def test_titles_are_searched_by_beams() -> None:
    network = titles()
    with torch.no_grad():
        found = beam_search(network, TOKENS, MASK, bos=2, eos=3, beams=3, max_length=6)
        best = found[0][0]
        written, _ = network.write(torch.tensor([[2, *best.ids[:-1]]]), network.encode(TOKENS[:1, :], MASK[:1, :]))
    told = sum(float(written.log_probabilities[0, t, id]) for t, id in enumerate(best.ids))
    assert told == pytest.approx(best.log_probability, abs=1e-3)


def test_heads_of_the_decoder_can_be_off() -> None:
    network = titles()
    on = ByKind(torch.ones(1, 3, 4), torch.ones(1, 2, 4), torch.ones(1, 2, 4))
    title = torch.tensor([[2, 7]])
    with torch.no_grad():
        whole = network.write(title, network.encode(TOKENS[:1], MASK[:1], on))[0].log_probabilities
        assert torch.allclose(
            whole, network.write(title, network.encode(TOKENS[:1], MASK[:1]))[0].log_probabilities, atol=1e-5
        )
        for kind in on:
            kind[0, 0, 1] = 0
            off = network.write(title, network.encode(TOKENS[:1], MASK[:1], on))[0].log_probabilities
            assert not torch.allclose(whole, off, atol=1e-5)
            kind[0, 0, 1] = 1


def test_a_title_that_is_too_long_is_refused() -> None:
    network = titles()
    with pytest.raises(ValueError, match="at most 8"):
        network.write(torch.zeros(1, 9, dtype=torch.long), network.encode(TOKENS, MASK))
