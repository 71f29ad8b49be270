"""Makes the sounds of assets/samples/listen: words of a person's prompts (Debian's asterisk-core-sounds-en-wav) and of two
synthetic voices (espeak-ng, flite), one Opus file a voice, and the index of their words. Needs these Debian packages.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import soundfile

from attnviz.engine.listen.resample import resample
from attnviz.engine.listen.sounds import read_sound
from attnviz.models.log_mel import RATE
from attnviz.training.speller.batches import DIGITS
from attnviz.training.speller.voices import said

OUT = Path(__file__).parent.parent / "assets" / "samples" / "listen"
PROMPTS = Path("/usr/share/asterisk/sounds/en_US_f_Allison/digits")
ENGLISH = ("open", "close", "print", "project", "process", "signal", "speaker", "speech")
CHINESE = ("中国", "北京", "背景", "上海", "商行", "语音", "语言", "识别", "数字", "复旦", "饭店", "总工")
PAUSE = np.zeros(round(0.25 * RATE), np.float32)


def prompt(number: int) -> np.ndarray:
    """A digit of the prompts, without the silence at its ends."""
    samples = read_sound(PROMPTS / f"{number}.wav").samples
    level = np.sqrt(np.convolve(np.square(samples), np.ones(160) / 160, "same"))
    loud = np.flatnonzero(level > 0.03 * level.max())
    return np.asarray(samples[loud[0] : loud[-1] + 1] * 0.5 / np.abs(samples).max(), np.float32)


def espeak(word: str) -> np.ndarray:
    """A word said by a variant of espeak-ng that the model has not heard."""
    voice = "en-us+m2" if word.isascii() else "cmn+m2"
    return said(["espeak-ng", "-v", voice, "-s", "150", "--stdout"], word).astype(np.float32) / 65536


def flite(word: str) -> np.ndarray:
    """A word said by flite's voice slt."""
    return said(["flite", "-voice", "slt", "-o", "/dev/stdout", "-t"], word).astype(np.float32) / 65536


def main() -> None:
    """Write all files."""
    OUT.mkdir(parents=True, exist_ok=True)
    voices = {
        "allison": {word: prompt(number) for number, word in enumerate(DIGITS)},
        "espeak": {word: espeak(word) for word in (*CHINESE, *ENGLISH, *DIGITS)},
        "flite": {word: flite(word) for word in (*ENGLISH, *DIGITS)},
    }
    index: dict[str, dict[str, list[float]]] = {}
    for id, words in voices.items():
        pieces, at, index[id] = [PAUSE], len(PAUSE), {}
        for word, samples in words.items():
            index[id][word] = [round(at / RATE, 4), round((at + len(samples)) / RATE, 4)]
            pieces += [samples, PAUSE]
            at += len(samples) + len(PAUSE)
        whole = resample(np.concatenate(pieces), RATE, 16_000)
        soundfile.write(OUT / f"{id}.opus", whole, 16_000, format="OGG", subtype="OPUS", compression_level=0.9)
    text = json.dumps(index, ensure_ascii=False, indent=1) + "\n"
    (OUT / "words.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
