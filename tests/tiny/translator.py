"""Two small translators with drawn weights: real files for the real engine, made in a second."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch

from attnviz.engine import checkpoints
from attnviz.engine.translate.tokenizer import Tokenizer
from attnviz.models.rnn_translator import RnnConfig, RnnTranslator

if TYPE_CHECKING:
    from pathlib import Path

ENGLISH = [
    "The cat is on the mat.",
    "I am hungry.",
    "The dog sleeps under the big table.",
    "Where is the black cat?",
    "She gave me the book.",
    "My brother wants to become a doctor.",
]
OTHER = {
    "fr": ["Le chat est sur le tapis.", "J'ai faim.", "Le chien dort sous la grande table.", "Où est le chat noir ?"],
    "zh": ["猫在垫子上。", "我饿了。", "狗在大桌子下面睡觉。", "那只黑猫在哪里?"],
}


def make_models(folder: Path) -> Path:
    """Write ``rnn-en-fr`` and ``rnn-en-zh`` into ``folder``."""
    source = Tokenizer.train(ENGLISH, vocabulary=400)
    for seed, (language, lines) in enumerate(OTHER.items()):
        torch.manual_seed(seed)
        target = Tokenizer.train(lines, vocabulary=400)
        config = RnnConfig(len(source), len(target), d_embedding=24, d_encoder=24, d_hidden=32, d_attention=16)
        network = RnnTranslator(config)
        path = folder / f"rnn-en-{language}.safetensors"
        checkpoints.save(
            path, network, "rnn", {"source": source, "target": target}, {"languages": ["en", language], "name": "tiny"}
        )
    return folder
