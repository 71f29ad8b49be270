"""Hand-made answers, for views that are to be looked at without a model."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from attnviz.engine.attention.maps import MapPicture, MapView, entropy, picture
from attnviz.engine.attention.messages import Attention, Token
from attnviz.engine.messages import Model, frozen
from attnviz.engine.translate.messages import Beam, Translate, Translation

if TYPE_CHECKING:
    from collections.abc import Sequence

ENGLISH = "The cat sat on the un believ able mat ."
FRENCH = "Le chat était assis sur le tapis in croy able ."
WORDS = MapView()
PIECES = {"believ", "able", "croy"}


def tokens(sentence: str, *, first_id: int = 10) -> tuple[Token, ...]:
    """Words between spaces as tokens, with an end token; those of ``PIECES`` go on a word."""
    made, at = [], 0
    for i, text in enumerate(sentence.split()):
        kind = "word" if any(c.isalnum() for c in text) else "punctuation"
        made.append(Token(first_id + i, text, at, at + len(text), text not in PIECES, kind))
        at += len(text) + 1
    return (*made, Token(3, "</s>", -1, -1, True, "special"))


def weights(rows: int, columns: int, seed: int = 0) -> np.ndarray:
    """Rows that sum to 1, with something everywhere."""
    raw = np.random.default_rng(seed).random((rows, columns)) ** 4 + 0.01
    return (raw / raw.sum(1, keepdims=True)).astype(np.float32)


def translation(
    request: Translate | None = None, *, source: str = ENGLISH, target: str = FRENCH, seed: int = 0, beams: int = 3
) -> Translation:
    """An answer whose numbers are drawn from ``seed`` and whose alternatives are other ids than the target's."""
    request = request or Translate("The cat sat on the unbelievable mat.", "rnn-en-fr", beams=beams)
    source_tokens, target_tokens = tokens(source), tokens(target, first_id=100)
    count = len(target_tokens)
    alignment = weights(count, len(source_tokens), seed)
    best = np.sort(np.random.default_rng(seed + 1).random((count, 5)) * 0.2, axis=1)[:, ::-1]
    ids = np.arange(count * 5).reshape(count, 5) + 1000
    ids[:, 0] = [token.id for token in target_tokens]
    return Translation(
        request=request,
        text=" ".join(token.text for token in target_tokens[:-1]),
        source_tokens=source_tokens,
        target_tokens=target_tokens,
        attention=(Attention("cross_attention", frozen(alignment[None, None])),),
        log_probabilities=frozen(np.log(best[:, 0])),
        alternatives=frozen(ids, "int32"),
        alternative_texts=tuple(tuple(f"w{i}" for i in row) for row in ids.tolist()),
        alternative_probabilities=frozen(best),
        entropy=frozen(entropy(alignment)),
        beams=tuple(
            Beam(f"beam {n}", tuple(t.id for t in target_tokens) if n == 0 else (100, 2000 + n, 3), -1.0 - n, -0.1 - n)
            for n in range(0 if request.target is not None else beams)
        ),
        notes=(),
        milliseconds=1.0,
    )


def shown(result: Translation, view: MapView = WORDS) -> MapPicture:
    """The picture of an answer."""
    return picture(result.attention[0].weights[0, 0], result.target_tokens, result.source_tokens, view)


def plain_picture(rows: Sequence[str], columns: Sequence[str], seed: int = 0) -> MapPicture:
    """A picture of these labels with drawn weights."""
    made = translation(source=" ".join(columns), target=" ".join(rows), seed=seed)
    return shown(made, MapView(words=False))


MODELS = tuple(
    Model(id, "rnn", languages, scoring, 1000, 2000, {})
    for id, languages, scoring in (
        ("rnn-en-fr", ("en", "fr"), "additive"),
        ("rnn-en-fr-dot", ("en", "fr"), "dot"),
        ("rnn-en-zh", ("en", "zh"), "additive"),
    )
)
