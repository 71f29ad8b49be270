"""A translation and all that is shown of it: true numbers, forced prefixes, given targets, and bad input."""

from __future__ import annotations

import dataclasses
import itertools
import pickle
import string
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
import torch
from torch import nn

from attnviz.engine.attention import maps
from attnviz.engine.messages import Refused
from attnviz.engine.translate import batch
from attnviz.engine.translate.messages import Translate, Translation
from attnviz.engine.translate.tokenizer import BOS, EOS
from attnviz.engine.translate.translate import LONGEST_SOURCE, source_of

if TYPE_CHECKING:
    from attnviz.engine.checkpoints import Loaded
    from attnviz.engine.session import Session
    from attnviz.models.rnn_translator import RnnTranslator

SENTENCES = ("The cat is on the mat.", "I don't know what you are talking about.", "Where is Tom?")
LONGER = (
    *SENTENCES,
    "I have been waiting for more than an hour in the rain.",
    "They sold their house last year and moved to the coast.",
    "What would you do if you won a million dollars?",
)
MODELS = ("rnn-en-fr", "rnn-en-zh")
ODD = (
    "😀",
    "مرحبا بالعالم",
    "สวัสดี",
    "a\x00b\x07c",
    "x\ud800y",
    "\u200bHi.\u2060",
    "ß" * 50,
    "1 + 1 = 2",
    "<s> </s> <unk> ▁",
    "\ufeffHi.",
)


@pytest.fixture(params=MODELS)
def model(request: pytest.FixtureRequest) -> str:
    return request.param


def ids(result: Translation) -> list[int]:
    return [token.id for token in result.target_tokens]


def weights(result: Translation) -> np.ndarray:
    return result.attention[0].weights[0, 0]


def best_word(result: Translation, target: str) -> str:
    """The source word that a target word looks at most."""
    picture = maps.picture(weights(result), result.target_tokens, result.source_tokens)
    return picture.columns[int(picture.weights[picture.rows.index(target)].argmax())]


def test_the_cat_is_found(shipped: Session) -> None:
    french = shipped.run(Translate("The cat is on the mat.", "rnn-en-fr", beams=4))
    assert "chat" in french.text
    assert best_word(french, "chat") == "cat"
    chinese = shipped.run(Translate("The cat is on the mat.", "rnn-en-zh", beams=4))
    assert "猫" in chinese.text
    assert best_word(chinese, "猫") == "cat"


def plain(loaded: Loaded, source: list[int], target: list[int]) -> tuple[torch.Tensor, torch.Tensor]:
    """The same network written with torch's own GRU and the papers' equations: log-probabilities [T, V], weights [T, S]."""
    network: RnnTranslator = loaded.network
    assert network.config.cell == "gru"

    def gru(layer: Any) -> nn.GRU:
        made = nn.GRU(layer.input.in_features, layer.hidden.in_features, batch_first=True)
        made.load_state_dict(
            {
                "weight_ih_l0": layer.input.weight,
                "bias_ih_l0": layer.input.bias,
                "weight_hh_l0": layer.hidden.weight,
                "bias_hh_l0": layer.hidden.bias,
            }
        )
        return made

    x = network.source_embedding(torch.tensor([source]))
    forward, last = gru(network.encoder_forward)(x)
    backward, first = gru(network.encoder_backward)(x.flip(1))
    memory = torch.cat((forward, backward.flip(1)), -1)[0]
    h0 = torch.tanh(network.bridge(torch.cat((last, first), -1)))
    h = gru(network.decoder)(network.target_embedding(torch.tensor([[BOS, *target[:-1]]])), h0)[0][0]
    a = network.attention
    assert a is not None
    scores = {
        "additive": lambda: (torch.tanh(a.W(h)[:, None] + a.U(memory)[None]) * a.v).sum(-1),
        "dot": lambda: h @ memory.T,
        "general": lambda: torch.stack([a.W(m) for m in memory]) @ h.T,
    }[network.config.scoring]()
    alpha = torch.softmax(scores if network.config.scoring != "general" else scores.T, -1)
    fused = torch.tanh(network.fuse(torch.cat((alpha @ memory, h), -1)))
    return torch.log_softmax(fused @ network.target_embedding.weight.T + network.output_bias, -1), alpha


@pytest.mark.parametrize("text", SENTENCES)
@pytest.mark.parametrize("id", [*MODELS, "rnn-en-fr-dot", "rnn-en-fr-general"])
def test_what_is_shown_is_what_the_plain_equations_give(shipped: Session, id: str, text: str) -> None:
    result = shipped.run(Translate(text, id, beams=4))
    with torch.no_grad():
        log_p, alpha = plain(shipped.model(id), [token.id for token in result.source_tokens], ids(result))
    np.testing.assert_allclose(weights(result), alpha, atol=1e-5)
    rows = torch.arange(len(ids(result)))
    np.testing.assert_allclose(result.log_probabilities, log_p[rows, ids(result)], atol=1e-4)
    np.testing.assert_allclose(result.alternative_probabilities, log_p.exp().topk(5, -1).values, atol=1e-5)


def test_the_quick_search_shows_weights_close_to_the_plain_network(shipped: Session, model: str) -> None:
    """The searcher's own weights, which are never shown, stay within 1e-2 of those that are, at the median."""
    loaded = shipped.model(model)
    result = shipped.run(Translate(SENTENCES[1], model, beams=4))
    source = torch.tensor([[token.id for token in result.source_tokens]])
    inputs = torch.tensor([[BOS, *ids(result)[:-1]]])
    with torch.inference_mode():
        _, quick = loaded.fast_network.network(source, torch.ones_like(source, dtype=torch.bool), inputs)
    difference = np.abs(quick[0].numpy() - weights(result))
    assert np.median(difference) < 1e-2
    assert difference.max() < 0.1


@pytest.mark.parametrize("beams", [1, 4, 10])
@pytest.mark.parametrize("text", SENTENCES)
def test_everything_fits_together(shipped: Session, model: str, text: str, beams: int) -> None:
    result = shipped.run(Translate(text, model, beams=beams))
    t, s = len(result.target_tokens), len(result.source_tokens)
    assert weights(result).shape == (t, s)
    np.testing.assert_allclose(weights(result).sum(1), 1, atol=1e-5)
    assert (weights(result) >= 0).all()
    assert result.log_probabilities.shape == result.entropy.shape == (t,)
    assert (result.log_probabilities <= 0).all()
    assert (result.entropy >= 0).all()
    assert (result.entropy <= np.log2(s) + 1e-4).all()
    assert result.alternatives.shape == result.alternative_probabilities.shape == (t, 5)
    assert (np.diff(result.alternative_probabilities, axis=1) <= 0).all()
    assert (result.alternative_probabilities.sum(1) <= 1 + 1e-5).all()
    assert len(result.alternative_texts) == t
    assert 1 <= len(result.beams) <= beams
    assert result.beams[0].text == result.text
    assert list(result.beams[0].ids) == ids(result)
    assert [beam.score for beam in result.beams] == sorted((beam.score for beam in result.beams), reverse=True)
    for token in result.source_tokens[:-1]:
        assert text[token.start : token.end].strip() == token.text
    for token in result.target_tokens[:-1]:
        assert result.text[token.start : token.end].strip() == token.text
    assert result.source_tokens[-1].kind == result.target_tokens[-1].kind == "special"
    for i, token in enumerate(ids(result)):
        if token in result.alternatives[i]:
            k = list(result.alternatives[i]).index(token)
            assert result.alternative_probabilities[i, k] == pytest.approx(
                np.exp(result.log_probabilities[i]), abs=1e-5
            )


def test_the_search_and_the_reading_agree_on_probabilities(shipped: Session, model: str) -> None:
    for text in SENTENCES:
        result = shipped.run(Translate(text, model, beams=4))
        for beam in result.beams:
            read = shipped.run(Translate(text, model, prefix=beam.ids))
            per_token = float(read.log_probabilities.mean())
            assert beam.log_probability / len(beam.ids) == pytest.approx(per_token, abs=0.1)


def test_a_given_target_is_scored_as_decoding_scored_it(shipped: Session, model: str) -> None:
    for text in SENTENCES:
        decoded = shipped.run(Translate(text, model, beams=4))
        given = shipped.run(Translate(text, model, target=decoded.text))
        assert given.text == decoded.text
        assert given.beams == ()
        if ids(given) == ids(decoded):  # the same words may be cut otherwise
            np.testing.assert_allclose(given.log_probabilities, decoded.log_probabilities, atol=1e-5)
            np.testing.assert_allclose(weights(given), weights(decoded), atol=1e-5)


def test_a_wrong_target_is_less_probable(shipped: Session) -> None:
    right = shipped.run(Translate("I am hungry.", "rnn-en-fr", target="J'ai faim."))
    wrong = shipped.run(Translate("I am hungry.", "rnn-en-fr", target="Tom est médecin."))
    assert right.log_probabilities.mean() > wrong.log_probabilities.mean() + 1


def test_an_alternative_forces_its_prefix(shipped: Session, model: str) -> None:
    first = shipped.run(Translate(SENTENCES[0], model, beams=4))
    for position in range(len(ids(first)) - 1):
        prefix = (*ids(first)[:position], int(first.alternatives[position, 1]))
        forced = shipped.run(Translate(SENTENCES[0], model, beams=4, prefix=prefix))
        assert tuple(ids(forced))[: len(prefix)] == prefix
        np.testing.assert_allclose(weights(forced)[:position], weights(first)[:position], atol=1e-5)
        assert np.exp(forced.log_probabilities[position]) == pytest.approx(
            first.alternative_probabilities[position, 1], abs=1e-5
        )


def test_a_prefix_with_its_end_is_the_whole_translation(shipped: Session, model: str) -> None:
    first = shipped.run(Translate(SENTENCES[0], model))
    again = shipped.run(Translate(SENTENCES[0], model, prefix=tuple(ids(first))))
    assert ids(again) == ids(first)
    assert len(again.beams) == 1


def arrays(result: Translation) -> list[np.ndarray]:
    fields = [getattr(result, field.name) for field in dataclasses.fields(result)]
    return [each for each in fields if isinstance(each, np.ndarray)] + [kind.weights for kind in result.attention]


def test_results_are_read_only_and_pickle(shipped: Session, model: str) -> None:
    result = shipped.run(Translate(SENTENCES[0], model, beams=4))
    assert len(arrays(result)) == 5
    for array in arrays(result):
        assert not array.flags.writeable
        assert array.flags.c_contiguous
        assert array.dtype in (np.float32, np.int32)
    again = pickle.loads(pickle.dumps(result))
    assert again.text == result.text
    assert all(np.array_equal(a, b) for a, b in zip(arrays(again), arrays(result), strict=True))


def test_the_same_request_gives_the_same_answer(shipped: Session, model: str) -> None:
    first, second = (shipped.run(Translate(SENTENCES[1], model, beams=4)) for _ in range(2))
    assert first.text == second.text
    assert all(np.array_equal(a, b) for a, b in zip(arrays(first), arrays(second), strict=True))


def test_many_at_once_are_as_one_by_one(shipped: Session, model: str) -> None:
    texts = [*SENTENCES, "", "Yes.", SENTENCES[0], *ODD[:4]]
    loaded = shipped.model(model)
    for beams in (1, 4):
        together = batch.translate_all(loaded, texts, beams=beams)
        assert [answer.source for answer in together] == texts
        for text, answer in zip(texts, together, strict=True):
            (alone,) = batch.translate_all(loaded, [text], beams=beams)
            assert answer.translation == alone.translation
            np.testing.assert_allclose(answer.alignment, alone.alignment, atol=1e-4)
            np.testing.assert_allclose(answer.log_probabilities, alone.log_probabilities, atol=1e-3)


# bad input


@pytest.mark.parametrize("text", ["", " ", "\n\t", "\u3000\u00a0", "\x00\x01", "▁", "\u200b", "\ufeff\u00ad \ufe0f"])
def test_no_text_is_refused_and_in_a_batch_empty(tiny: Session, text: str) -> None:
    with pytest.raises(Refused) as caught:
        tiny.run(Translate(text, "rnn-en-fr"))
    assert caught.value.code == "text_empty"
    with pytest.raises(Refused) as caught:
        tiny.run(Translate("Hi.", "rnn-en-fr", target=text))
    assert caught.value.code == "text_empty"
    (answer,) = batch.translate_all(tiny.model("rnn-en-fr"), [text], beams=2)
    assert (answer.source, answer.translation, answer.source_tokens, answer.target_tokens) == (text, "", (), ())


@pytest.mark.parametrize("text", ODD, ids=ascii)
def test_odd_text_is_translated(shipped: Session, model: str, text: str) -> None:
    result = shipped.run(Translate(text, model, beams=2))
    assert np.isfinite(weights(result)).all()
    assert np.isfinite(result.log_probabilities).all()
    result.text.encode("utf-8")


def words(count: int) -> str:
    """That many different words."""
    letters = itertools.product(string.ascii_lowercase, repeat=4)
    return " ".join("".join(next(letters)) for _ in range(count))


@pytest.mark.parametrize("text", [words(10_000), "a" * 1_000_000, "猫" * 5000, "word " * 200_000], ids=len)
def test_very_long_text_is_cut_and_told(tiny: Session, text: str) -> None:
    result = tiny.run(Translate(text, "rnn-en-fr"))
    note = next(note for note in result.notes if note.code == "text_cut")
    assert len(result.source_tokens) <= LONGEST_SOURCE
    assert note.parameters["given"] == len(text.split())
    assert 0 <= note.parameters["shown"] <= note.parameters["given"]
    assert result.source_tokens[-1].id == EOS


def test_a_text_that_just_fits_is_not_cut(tiny: Session) -> None:
    tokenizer = tiny.model("rnn-en-fr").tokenizers["source"]
    counts = {}
    for n in range(40, 200):
        tokens, notes = source_of(tokenizer, "e " * n, "en")
        counts[n] = len(tokens)
        assert len(tokens) <= LONGEST_SOURCE
        assert bool(notes) == (len(tokenizer.source_tokens("e " * n)) > LONGEST_SOURCE)
    assert max(counts.values()) >= LONGEST_SOURCE - 1


def test_a_very_long_target_is_cut_and_told(tiny: Session) -> None:
    result = tiny.run(Translate("Hi.", "rnn-en-fr", target=words(10_000)))
    assert [note.code for note in result.notes] == ["target_cut"]
    assert len(result.target_tokens) <= LONGEST_SOURCE


def test_a_translation_that_never_ends_is_cut_and_told(tiny: Session) -> None:
    results = [tiny.run(Translate(text, "rnn-en-fr")) for text in SENTENCES]
    for result in results:
        ended = ids(result)[-1] == EOS
        assert ("translation_cut" in [note.code for note in result.notes]) == (not ended)
    assert any(ids(result)[-1] != EOS for result in results)  # drawn weights seldom say the end


def test_the_work_can_be_stopped_while_decoding(tiny: Session) -> None:
    class Stop(Exception):
        pass

    calls: list[str] = []

    def progress(share: float = 0.0, code: str = "decoding") -> None:
        assert 0 <= share <= 1
        calls.append(code)
        if len(calls) > 3:
            raise Stop

    with pytest.raises(Stop):
        tiny.run(Translate(SENTENCES[0], "rnn-en-zh", beams=3), progress)
    assert calls[0] == "loading"
    assert tiny.run(Translate(SENTENCES[0], "rnn-en-zh", beams=3)).text is not None


def test_window_and_command_find_the_same(shipped: Session, model: str) -> None:
    loaded = shipped.model(model)
    for beams in (1, 4):
        answers = batch.translate_all(loaded, LONGER, beams=beams)
        for text, answer in zip(LONGER, answers, strict=True):
            result = shipped.run(Translate(text, model, beams=beams))
            assert result.text == answer.translation
            np.testing.assert_array_equal(result.log_probabilities, answer.log_probabilities)


def test_a_beam_has_the_log_probability_that_is_shown(shipped: Session, model: str) -> None:
    for text in SENTENCES:
        result = shipped.run(Translate(text, model, beams=6))
        assert result.beams[0].log_probability == pytest.approx(float(result.log_probabilities.sum()), abs=1e-4)
        for beam in result.beams:
            read = shipped.run(Translate(text, model, prefix=beam.ids))
            assert beam.log_probability == pytest.approx(float(read.log_probabilities.sum()), abs=1e-3)


def test_no_two_beams_read_alike(shipped: Session) -> None:
    for text in ("I don't know Tom.", "Where is Tom?", "He is a doctor.", "She didn't come."):
        for model in ("rnn-en-zh", "transformer-en-zh"):
            texts = [beam.text for beam in shipped.run(Translate(text, model, beams=10)).beams]
            assert len(set(texts)) == len(texts)
