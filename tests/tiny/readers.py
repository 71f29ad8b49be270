"""Small readers with chance weights, over a vocabulary of a few hundred pieces."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import torch

from attnviz import defaults
from attnviz.engine import checkpoints
from attnviz.engine.read.word_pieces import SEP, WordPieces
from attnviz.models.encoder import EncoderConfig
from attnviz.models.parser import Parser, ParserConfig
from attnviz.models.reader import AdaptedConfig, Answerer, BlankFiller, Reader
from attnviz.models.title_writer import TitleWriter, TitleWriterConfig

if TYPE_CHECKING:
    from pathlib import Path

WORDS = (
    "the a an of and to in is was it he she they i you we not on with for at by from this that one two old new red cat dog man "
    "woman child doctor nurse boat stranger house table rain book letter lamp rock rocks lighthouse keeper storm ferry coffee tea "
    "sold saw met gave burned found said read wrote late warm cold happy sad yesterday today what when who where how many did does"
)
SMALL = {"d_model": 24, "heads": 4, "layers": 2, "d_feedforward": 48}


def pieces() -> WordPieces:
    """Words, letters, and every letter within a word."""
    letters = [chr(c) for c in range(ord("a"), ord("z") + 1)] + [str(d) for d in range(10)]
    marks = list(".,;:!?'\"-()")
    return WordPieces.of(dict.fromkeys([*WORDS.split(), *letters, *marks, *(f"##{c}" for c in letters)]))


def make_readers(folder: Path, *, seed: int = 3) -> Path:
    """``folder`` with all of them."""
    torch.manual_seed(seed)
    cut = pieces()
    sizes: dict[str, Any] = {"source_vocabulary": len(cut), **SMALL}
    roles = "ARG0 ARG1 ARGM-TMP"
    networks = {
        (defaults.SEARCHER, "reader"): Reader(EncoderConfig(**sizes)),
        (defaults.ANSWERER, "answerer"): Answerer(AdaptedConfig(**sizes, rank=4)),
        (defaults.FILLER, "blank_filler"): BlankFiller(AdaptedConfig(**sizes, rank=4)),
        (defaults.TITLER, "title_writer"): TitleWriter(
            TitleWriterConfig(**sizes, rank=4, decoder_layers=3, d_decoder=32, longest_title=64)
        ),
        (defaults.PARSER, "parser"): Parser(
            ParserConfig(
                **sizes, rank=4, relations="root nsubj obj det punct", tags="NOUN VERB DET PUNCT AUX", roles=roles
            )
        ),
    }
    for (id, kind), network in networks.items():
        for parameter in network.parameters():  # heads that begin at 0 say the same of everything
            if parameter.requires_grad and float(parameter.detach().abs().sum()) == 0:
                torch.nn.init.normal_(parameter, std=0.3)
        if isinstance(network, TitleWriter):
            network.output_bias.data[SEP] += 3  # so that titles come to an end
        checkpoints.save(folder / f"{id}.safetensors", network, kind, {"source": cut}, {"languages": ["en", "en"]})
    return folder
