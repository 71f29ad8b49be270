"""Small captioners with drawn weights, one for English and one for Chinese: real files for the real engine."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch

from attnviz.engine import checkpoints
from attnviz.engine.translate.tokenizer import PAD, Tokenizer
from attnviz.models.captioner import Captioner, CaptionerConfig

if TYPE_CHECKING:
    from pathlib import Path

GRID = 4
ENGLISH = [
    "a black dog runs on the grass.",
    "a man in a red shirt rides a horse.",
    "two children play with a ball in the snow.",
    "a group of people stand near the water.",
]
CHINESE = [
    "一只|黑|狗|在|草地|上|奔跑|。",
    "一个|男人|在|骑马|。",
    "两个|孩子|在|雪地|里|玩|球|。",
    "一群|人|站|在|水边|。",
]
WORDS = {
    "en": {
        "nouns": "dog grass man shirt horse children ball snow group people water",
        "modifiers": "a black the red two",
        "others": "runs on in rides play with stand near of",
    },
    "zh": {
        "nouns": "狗 草地 男人 孩子 球 人 水边",
        "modifiers": "一只 黑 一个 两个 一群",
        "others": "在 上 奔跑 里 玩 站",
    },
}


def tokenizer(language: str) -> Tokenizer:
    """Learned from a few sentences, many times over."""
    if language == "zh":
        return Tokenizer.train(CHINESE * 20, vocabulary=400, merges=True, boundary="|")
    return Tokenizer.train(ENGLISH * 20, vocabulary=400, merges=True)


def untrained(language: str, seed: int = 1) -> tuple[Captioner, Tokenizer]:
    """A network of which every part says something, and its tokenizer."""
    torch.manual_seed(seed)
    words = tokenizer(language)
    config = CaptionerConfig(
        len(words), side=16 * GRID, grid=GRID, d_embedding=16, d_hidden=24, d_place=20, d_attention=8
    )
    network = Captioner(config, PAD).eval()
    with torch.no_grad():
        for name, parameter in network.named_parameters():
            if name.startswith("encoder") and name.endswith("weight"):
                parameter.mul_(2)
            elif "embedding" in name:
                parameter.mul_(4)
    return network, words


def make_captioners(folder: Path) -> Path:
    """Write ``caption-en`` and ``caption-zh``, whose encoder is in the first one's file, into ``folder``."""
    english, words = untrained("en")
    card = {"languages": ["image", "en"], "words": WORDS["en"], "supervision": "sentences and boxes"}
    base = folder / "caption-en.safetensors"
    checkpoints.save(base, english, "captioner", {"target": words}, card)
    chinese, words = untrained("zh", seed=2)
    chinese.encoder.load_state_dict(english.encoder.state_dict())
    card = {"languages": ["image", "zh"], "words": WORDS["zh"]}
    path = folder / "caption-zh.safetensors"
    checkpoints.save(path, chinese, "captioner", {"target": words}, card, base=base)
    return folder
