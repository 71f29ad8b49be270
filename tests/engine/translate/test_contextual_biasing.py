"""Names and numbers of the source are spelled as they stand there; probabilities stay the network's own."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import pytest
import torch

from attnviz.engine.checkpoints import load
from attnviz.engine.translate.contextual_biasing import BEGIN, CONTINUE, Biased, Spelled, spelled
from attnviz.engine.translate.search import encode, read, search
from attnviz.engine.translate.tokenizer import BOS, EOS
from attnviz.engine.translate.translate import source_of
from attnviz.models.decoding import Hypothesis, beam_search
from attnviz.paths import asset

if TYPE_CHECKING:
    from attnviz.engine.checkpoints import Loaded

NAMES = ("Holripel", "Dremiu", "Bossalen", "Sawako", "Poyangel", "Jomisa", "Garrigar", "Fanowen", "Lenvarto", "Inxiri")
SENTENCE = "I know that you trust {}."


@pytest.fixture(scope="module")
def loaded() -> Loaded:
    return load(asset("weights", "transformer-en-fr.safetensors"))


def tree_of(loaded: Loaded, text: str) -> Spelled | None:
    reader, writer = loaded.tokenizers["source"], loaded.tokenizers["target"]
    return spelled(reader.ids(text), reader, writer)


def found(loaded: Loaded, text: str, beams: int = 1) -> list[Hypothesis]:
    tokens, _ = source_of(loaded.tokenizers["source"], text, "en")
    with torch.inference_mode():
        return search(loaded, encode(loaded.network, [token.id for token in tokens]), beams=beams).hypotheses


def unbiased(loaded: Loaded, text: str) -> tuple[int, ...]:
    ids = torch.tensor([[*loaded.tokenizers["source"].ids(text), EOS]])
    with torch.inference_mode():
        ((best, *_),) = beam_search(loaded.network, ids, torch.ones_like(ids, dtype=torch.bool), bos=BOS, eos=EOS)
    return best.ids


def test_names_that_nobody_has_are_spelled(loaded: Loaded) -> None:
    writer = loaded.tokenizers["target"]
    told = [name in writer.decode(found(loaded, SENTENCE.format(name))[0].ids) for name in NAMES]
    alone = [name in writer.decode(unbiased(loaded, SENTENCE.format(name))) for name in NAMES]
    assert sum(told) >= 9
    assert sum(told) > sum(alone)


@pytest.mark.parametrize("text", ["Mary has a cat.", "The cat is on the mat.", "I am here."])
def test_words_that_the_vocabulary_has_whole_are_the_networks(loaded: Loaded, text: str) -> None:
    assert tree_of(loaded, text) is None
    assert found(loaded, text)[0].bonus == 0


def test_probabilities_are_those_of_the_network(loaded: Loaded) -> None:
    text = SENTENCE.format(NAMES[0])
    tokens, _ = source_of(loaded.tokenizers["source"], text, "en")
    source = encode(loaded.network, [token.id for token in tokens])
    for hypothesis in found(loaded, text, beams=4):
        told = read(loaded.network, source, hypothesis.ids).log_probabilities.double().sum()
        assert hypothesis.log_probability == pytest.approx(float(told), abs=1e-3)


def test_the_best_has_the_name(loaded: Loaded) -> None:
    first, *others = found(loaded, SENTENCE.format(NAMES[0]), beams=4)
    assert first.bonus == CONTINUE
    scores = [each.score(1.0) for each in (first, *others)]
    assert scores == sorted(scores, reverse=True)


def test_a_name_counts_once(loaded: Loaded) -> None:
    tree = tree_of(loaded, "Holripel has 37 cats.")
    assert tree is not None
    name, number = (loaded.tokenizers["target"].ids(word) for word in ("Holripel", "37"))
    assert tree.bonus(name[:-1]) == 0
    assert tree.bonus([*name, *name]) == CONTINUE
    assert tree.bonus([*name, *number]) == 2 * CONTINUE


def test_each_row_heeds_its_own_source(loaded: Loaded) -> None:
    tree = tree_of(loaded, "Holripel has a cat.")
    assert tree is not None
    size = len(loaded.tokenizers["target"])

    class Level:
        """All pieces are as likely."""

        def encode(self, source: torch.Tensor, src_mask: torch.Tensor) -> None:
            return None

        def step(self, tokens: torch.Tensor, state: None) -> tuple[torch.Tensor, torch.Tensor, None]:
            return torch.zeros(len(tokens), size), torch.zeros(0), None

    model = Biased(Level(), (tree, None))
    name = loaded.tokenizers["target"].ids("Holripel")
    state = model.encode(torch.zeros(2, 1), torch.ones(2, 1))
    logits, _, state = model.step(torch.tensor([BOS, BOS]), state)
    assert set(logits[0].nonzero().flatten().tolist()) == set(tree.begins)
    assert (logits[0, list(tree.begins)] == BEGIN).all()
    assert not logits[1].any()
    for piece, after in itertools.pairwise(name):
        logits, _, state = model.step(torch.tensor([piece, piece]), state)
        going_on = [loaded.tokenizers["target"].piece(i) for i in logits[0].nonzero().flatten().tolist()]
        assert all("Holripel".partition(each)[1] for each in going_on)
        assert logits[0, after] == CONTINUE
        assert not logits[1].any()
    logits, _, state = model.step(torch.tensor([name[-1], name[-1]]), state)
    assert set(logits[0].nonzero().flatten().tolist()) == loaded.tokenizers["target"].inside_words
    assert (logits[0] <= 0).all()


def test_what_goes_on_with_a_word_is_letters_and_digits(loaded: Loaded) -> None:
    writer = loaded.tokenizers["target"]
    pieces = {writer.raw_piece(i) for i in writer.inside_words}
    assert pieces
    assert all(piece[0].isalnum() and piece != "s" for piece in pieces)


def test_chinese_begins_no_name_but_spells_to_its_end_what_it_begins() -> None:
    chinese = load(asset("weights", "transformer-en-zh.safetensors"))
    writer = chinese.tokenizers["target"]
    tree = tree_of(chinese, "Zabriskie has 37 cats.")
    assert tree is not None
    assert {writer.piece(i)[0] for i in tree.begins} == {"3"}
    assert tree.bonus(writer.ids("Zabriskie")) == tree.bonus(writer.ids("37")) == CONTINUE
    assert writer.known_pieces["s"] in writer.inside_words  # there is no genitive
    told = [writer.decode(found(chinese, f"{name} is my teacher.")[0].ids) for name in NAMES]
    assert sum(name in text for name, text in zip(NAMES, told, strict=True)) >= 9
