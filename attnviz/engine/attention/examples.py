"""Made examples of an attention for each axis: drawn by hand, no model's answer, the same at every call.

Each has two layers of three heads. The first layer looks about; in the second, head 1 finds what is meant, head 2 does so less
surely, and head 3 looks at what stands before it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from attnviz.engine.attention.messages import (
    CROSS,
    Attention,
    AttentionBetween,
    Axis,
    Frames,
    Patches,
    Token,
    Words,
)
from attnviz.engine.messages import frozen
from attnviz.lazy_numpy import np

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

BEST = (1, 0)  # the layer and head that find what is meant

SOURCE = "The red ball lies under the old tree ."
TARGET = "Le ballon rouge se trouve sous le vieil arbre ."
ALIGNED = ((0,), (2,), (1,), (3,), (3,), (4,), (5,), (6,), (7,), (8,), (9,))  # of each target token, the end token too

CAPTION = "A red ball lies under a tree near a small house ."
PATCHES = 14  # rows and columns
SIDE = 448  # pixels of the drawn picture
BALL, TREE, CROWN, HOUSE, SUN = (0.42, 0.80, 0.075), (0.27, 0.60), (0.27, 0.38, 0.18), (0.74, 0.63), (0.84, 0.16, 0.075)

LETTERS = "we see the sea"
RATE, FRAME = 16_000, 0.02  # samples a second, seconds
FORMANTS = {"w": (300, 700), "e": (280, 2250), "t": (0, 0), "h": (500, 1500), "s": (0, 0), "a": (700, 1200)}  # Hz


def words() -> AttentionBetween:
    """The words of a translation and the words that they translate."""
    source, target = sentence(SOURCE), sentence(TARGET)
    meant = np.zeros((len(target), len(source)))
    for row, columns in enumerate(ALIGNED):
        meant[row, list(columns)] = 1
    near = np.exp(-np.abs(np.arange(len(source)) - meant.argmax(1)[:, None]) / 1.2)
    return _between(meant + 0.12 * near, target, source)


def patches() -> AttentionBetween:
    """The words of a caption and the patches of the picture that it tells of, with a class token before them."""
    caption = sentence(CAPTION)
    across, down = np.meshgrid(*[(np.arange(PATCHES) + 0.5) / PATCHES] * 2)

    def blob(x: float, y: float, wide: float, high: float) -> np.ndarray:
        return np.exp(-(((across - x) / wide) ** 2 + ((down - y) / high) ** 2))

    ball, crown = blob(*BALL[:2], 0.07, 0.07), blob(*CROWN[:2], 0.15, 0.15)
    house, lawn = blob(*HOUSE, 0.12, 0.11), blob(0.5, 0.85, 0.5, 0.08)
    trunk, all_over = blob(*TREE, 0.04, 0.14), np.full_like(ball, 0.2)
    shade, between = blob(0.36, 0.76, 0.16, 0.08), blob(0.56, 0.78, 0.14, 0.09)
    places = {"A": all_over, "red": ball, "ball": ball, "lies": ball + 0.4 * lawn, "under": shade, "a": all_over}
    places |= {
        "tree": crown + 0.6 * trunk,
        "near": between,
        "small": house,
        "house": house,
        ".": all_over,
        "</s>": all_over,
    }
    meant = np.stack([places[token.text].ravel() for token in caption.tokens])
    meant /= meant.sum(1, keepdims=True)
    resting = np.array([0.5 if token.text in ("A", "a", ".", "</s>") else 0.12 for token in caption.tokens])[:, None]
    special = Token(id=0, text="[CLS]", start=-1, end=-1, starts_word=True, kind="special")
    keys = Patches(PATCHES, PATCHES, scene(), (special,))
    return _between(np.hstack((resting, (1 - resting) * meant)), caption, keys)


def frames() -> AttentionBetween:
    """The letters of what is said and the frames of the sound that says it."""
    letters = sentence(LETTERS, letters=True)
    waveform, begins, ends = spoken(LETTERS)
    count = len(waveform) // round(RATE * FRAME)
    at = (np.arange(count) + 0.5) * FRAME
    middle, wide = (begins + ends) / 2, np.maximum((ends - begins) / 2.4, FRAME)
    meant = np.exp(-(((at - middle[:, None]) / wide[:, None]) ** 2))
    meant = np.vstack((meant, np.exp(-(((at - at[-1]) / 0.08) ** 2))))  # the end token listens to the silence after
    keys = Frames(count, FRAME, frozen(waveform), RATE, frozen(log_mel(waveform, RATE, count)))
    return _between(meant, letters, keys)


EXAMPLES: dict[str, Callable[[], AttentionBetween]] = {"words": words, "patches": patches, "frames": frames}


def sentence(text: str, *, letters: bool = False) -> Words:
    """Words (or the letters of words) between spaces as tokens, with an end token."""
    made: list[Token] = []
    at = 0
    for word in text.split():
        for i, piece in enumerate(word if letters else (word,)):
            kind = "word" if piece.isalnum() else "punctuation"
            made.append(Token(len(made) + 10, piece, at + i, at + i + len(piece), i == 0, kind))
        at += len(word) + 1
    return Words((*made, Token(3, "</s>", -1, -1, True, "special")))


def _between(meant: np.ndarray, queries: Axis, keys: Axis) -> AttentionBetween:
    """Two layers of three heads around the map [query, key] that is meant."""
    chance = np.random.default_rng(1)
    sharp = _shares(meant + 1e-6)
    flat = _shares(np.ones_like(meant))
    before = _shares(np.roll(meant, 1, 1) + 1e-6)  # the key before the one that is meant
    about = [_shares(chance.gamma(0.6, size=meant.shape)) for _ in range(2)]
    first = (0.7 * flat + 0.3 * about[0], about[1], 0.5 * flat + 0.5 * sharp)
    second = (0.9 * sharp + 0.1 * flat, 0.5 * sharp + 0.5 * about[0], 0.8 * before + 0.2 * flat)
    weights = np.stack((np.stack(first), np.stack(second)))
    return AttentionBetween(Attention(CROSS, frozen(weights)), queries, keys)


def _shares(values: np.ndarray) -> np.ndarray:
    return values / values.sum(-1, keepdims=True)


# the picture


def scene(side: int = SIDE) -> np.ndarray:
    """A meadow with a ball under a tree, a house and the sun: uint8 [side, side, 3]."""
    fine = 2 * side  # drawn at twice the size, then halved, so that edges are smooth
    down, across = np.mgrid[0:fine, 0:fine].astype(np.float32) / fine
    picture = np.empty((fine, fine, 3), np.float32)
    picture[:] = (1 - down[..., None]) * np.array([108, 170, 224]) + down[..., None] * np.array([214, 232, 240])

    def paint(where: np.ndarray, color: Sequence[float], shade: np.ndarray | float = 1.0) -> None:
        picture[where] = (
            (np.array(color, np.float32) * np.asarray(shade)[..., None])[where] if np.ndim(shade) else color
        )

    def disc(x: float, y: float, radius: float) -> np.ndarray:
        return (across - x) ** 2 + (down - y) ** 2 < radius**2

    hills = 0.62 + 0.045 * np.sin(7 * across + 1) + 0.02 * np.sin(17 * across)
    paint(down > hills, (126, 168, 104), 1.05 - 0.25 * down)
    paint(down > 0.70 + 0.012 * np.sin(9 * across), (98, 158, 76), 1.25 - 0.35 * down)
    paint(disc(*SUN), (255, 226, 120))
    left, right, top, ground = 0.64, 0.85, 0.58, 0.75
    inside = (across > left) & (across < right)
    paint(inside & (down > top) & (down < ground), (232, 214, 184), 1.08 - 0.5 * (across - left))
    paint((np.abs(across - HOUSE[0]) < (down - 0.46) * 1.06) & (down > 0.46) & (down < top + 0.004), (158, 70, 58))
    paint((across > 0.72) & (across < 0.77) & (down > 0.66) & (down < ground), (112, 74, 52))
    for window in (0.665, 0.795):
        paint((across > window) & (across < window + 0.035) & (down > 0.625) & (down < 0.665), (120, 168, 196))
    paint(
        (np.abs(across - 0.31) < 0.19) & (((across - 0.31) / 0.19) ** 2 + ((down - 0.815) / 0.035) ** 2 < 1),
        (74, 126, 62),
    )
    paint(
        (np.abs(across - TREE[0]) < 0.022 + 0.04 * np.clip(down - 0.72, 0, 1)) & (down > 0.4) & (down < 0.81),
        (110, 78, 54),
    )
    for x, y, radius in (
        (0.27, 0.38, 0.15),
        (0.17, 0.45, 0.09),
        (0.37, 0.45, 0.09),
        (0.21, 0.30, 0.09),
        (0.33, 0.30, 0.09),
    ):
        light = 1.25 - 1.1 * np.hypot(across - x + 0.05, down - y + 0.07)
        paint(disc(x, y, radius), (66, 128, 58), light)
    paint(((across - BALL[0] - 0.01) / 0.08) ** 2 + ((down - 0.872) / 0.018) ** 2 < 1, (70, 118, 58))
    x, y, radius = BALL
    paint(disc(x, y, radius), (214, 48, 44), 1.25 - 4.2 * np.hypot(across - x + 0.025, down - y + 0.028))
    paint(disc(x - 0.028, y - 0.032, 0.013), (255, 214, 206))
    small = picture.reshape(side, 2, side, 2, 3).mean((1, 3))
    return frozen(np.clip(np.round(small), 0, 255), "uint8")


# the sound


def spoken(text: str) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Something like speech: float32 samples in -1..1, and when each letter begins and ends in seconds, spaces not counted."""
    lengths = {"w": 0.11, "e": 0.13, "t": 0.07, "h": 0.07, "s": 0.15, "a": 0.17, " ": 0.12}
    chance, pieces, begins, ends = np.random.default_rng(2), [np.zeros(round(0.15 * RATE))], [], []
    for letter in text:
        samples = round(lengths[letter] * RATE)
        now = sum(map(len, pieces)) / RATE
        if letter != " ":
            begins.append(now)
            ends.append(now + samples / RATE)
        pieces.append(_voiced(letter, samples, chance))
    waveform = np.concatenate((*pieces, np.zeros(round(0.25 * RATE))))
    waveform += 0.004 * chance.standard_normal(len(waveform))
    return (0.9 * waveform / np.abs(waveform).max()).astype(np.float32), np.array(begins), np.array(ends)


def _voiced(letter: str, samples: int, chance: np.random.Generator) -> np.ndarray:
    """One letter: a hiss, a burst, or harmonics of 120 Hz that are loud near its formants."""
    swell = np.sin(np.pi * np.linspace(0, 1, samples)) ** 0.6
    if letter == " ":
        return np.zeros(samples)
    if letter in "st":
        noise = np.diff(chance.standard_normal(samples + 1))  # differences: loud where the pitch is high
        return 0.22 * noise * (swell if letter == "s" else np.exp(-np.arange(samples) / (0.012 * RATE)))
    at, made = np.arange(samples) / RATE, np.zeros(samples)
    for pitch in 120 * np.arange(1, 34):
        loud = sum(np.exp(-(((pitch - formant) / 160) ** 2)) for formant in FORMANTS[letter]) + 0.02
        made += loud * np.sin(2 * np.pi * pitch * at)
    return (0.25 if letter == "h" else 0.7) * made * swell


def log_mel(waveform: np.ndarray, rate: int, frames: int, *, bands: int = 48, window: int = 512) -> np.ndarray:
    """The log-mel spectrogram float32 [bands, frames], 0 for the faintest 80 dB below the loudest, 1 for the loudest."""
    hop = len(waveform) // frames
    padded = np.pad(waveform, window // 2)
    slices = np.stack([padded[i * hop : i * hop + window] for i in range(frames)]) * np.hanning(window)
    power = np.abs(np.fft.rfft(slices)) ** 2  # [frames, window / 2 + 1]
    edges = 700 * (10 ** (np.linspace(0, 2595 * np.log10(1 + rate / 2 / 700), bands + 2) / 2595) - 1)
    pitch = np.fft.rfftfreq(window, 1 / rate)
    rising = (pitch - edges[:-2, None]) / np.diff(edges)[:-1, None]
    falling = (edges[2:, None] - pitch) / np.diff(edges)[1:, None]
    decibels = 10 * np.log10(np.maximum(np.clip(np.minimum(rising, falling), 0, None) @ power.T, 1e-10))
    return np.clip((decibels - decibels.max()) / 80 + 1, 0, 1).astype(np.float32)
