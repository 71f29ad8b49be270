"""A translator with pretrained features: which word pieces its tokens are, and what its file leaves to the encoder's own."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import torch
from safetensors import safe_open

from attnviz.engine import checkpoints
from attnviz.engine.read.word_pieces import CLS, SEP, UNK
from attnviz.engine.translate.tokenizer import EOS
from attnviz.models.pretrained_features import FROZEN
from attnviz.training.finished_models import weights_of
from attnviz.training.translator.pretrained import piece_table
from attnviz.training.translator.run import TranslatorRun
from tests.tiny.recipes import TINY_TRANSFORMER

if TYPE_CHECKING:
    from pathlib import Path

TINY = replace(TINY_TRANSFORMER, epochs=1, guided=False, joined=0.0, varied=0.0, copied=False, features_of="reader-en")


def test_each_token_is_its_word_pieces() -> None:
    tokenizer = checkpoints.load(weights_of("rnn-en-fr")).tokenizers["source"]
    pieces = checkpoints.load(weights_of("reader-en")).tokenizers["source"]
    table = piece_table(tokenizer, pieces)
    assert table.shape == (len(tokenizer) + 1, 6)

    def read(piece: str) -> list[str]:
        return [pieces.piece(i) for i in table[tokenizer.known_pieces[piece]].tolist() if i]

    assert read("▁house") == ["house"]
    assert read("▁Tom") == ["tom"]
    assert read("ing") == ["##ing"]
    assert read(".") == ["."]
    assert len(read("▁misunderstood")) > 1
    assert read("▁") == []
    assert table[EOS].tolist() == [SEP, 0, 0, 0, 0, 0]
    assert table[-1].tolist() == [CLS, 0, 0, 0, 0, 0]
    assert table[EOS + 1].tolist() == [UNK, 0, 0, 0, 0, 0]  # a byte


def test_a_run_leaves_the_encoder_as_it_is_and_in_its_own_file(data: Path, tmp_path: Path) -> None:
    run = TranslatorRun(TINY, data, tmp_path / "run")
    run.train(lambda progress: progress.step < 20)
    card = run.finish(data)
    assert card["shares"] == "reader-en"
    assert "MiniLM" in card["begun_by_others"]
    path = tmp_path / "run" / "transformer-en-fr.safetensors"
    with safe_open(path, "pt") as file:
        assert not [name for name in file.keys() if name.startswith(FROZEN)]  # noqa: SIM118
    network, reader = checkpoints.load(path).network, checkpoints.load(path.with_name("reader-en.safetensors")).network
    for name, tensor in reader.encoder.state_dict().items():
        assert torch.equal(network.pretrained.encoder.state_dict()[name], tensor), name
    assert network.pretrained.project.weight.abs().max() > 0
    assert checkpoints.describe(path).parameters == sum(t.numel() for t in network.state_dict().values())
