"""Requests and results of models that a person opens: what they are, read, say and write. Imports no torch.

A model is opened from a path and named by that path afterwards; it is loaded again when it was let go meanwhile. ``Write``
and ``AblateEveryHead`` answer a slice at a time: while ``share`` < 1, submit ``result.request`` again and it goes on.
Places of tokens, layers and heads count from 0. ``kind`` of an attention is one of ``engine.attention.messages.KINDS``.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from attnviz.engine.attention.messages import AttentionBetween, Token
    from attnviz.engine.messages import Note
    from attnviz.lazy_numpy import np

KINDS_OF_MODEL = ("encoder", "decoder", "encoder-decoder", "vision", "speech")
DEVICES = ("cpu", "cuda", "mps")
DTYPES = ("float32", "bfloat16")
BEST = 5  # alternatives that are told of at each place

Head = tuple[str, int, int]  # (kind, layer, head)


@dataclass(frozen=True, eq=False)
class OpenModel:
    """Open the folder or the file (safetensors of timm, GGUF) at ``path``. Progress codes: ``importing``, ``loading``.

    ``Refused`` codes: ``models_missing`` (package), ``model_unreadable`` (path, reason), ``model_has_code`` (path),
    ``weights_missing``, ``config_missing``, ``weights_damaged``, ``weights_unfit``, ``family_unknown`` (family),
    ``no_attention`` (reason: linear, fused, none, windows, ragged, patches), ``too_large`` (needed, free: bytes),
    ``out_of_memory``, ``device_missing`` (device).
    """

    path: str
    device: str = "cpu"
    dtype: str = "float32"


@dataclass(frozen=True, eq=False)
class AttentionShape:
    """A kind of attention of a model: how many layers have it, and how many heads each of them."""

    kind: str
    layers: int
    heads: int


@dataclass(frozen=True, eq=False)
class OpenedModel:
    """What was opened: ``kind`` as in ``KINDS_OF_MODEL``, ``family`` (bert, gpt2, ...), ``architecture`` (the class).

    ``takes`` says which inputs it reads: text, pair, image, audio. ``says`` what it answers: masked_word, next_token,
    translation, transcript, classes, token_classes, replaced (how probable it is that a word was replaced)
    or nothing. ``positions`` is the longest input in tokens, 0 where there is no bound; ``mask``
    the text of its mask token, "" without one. ``heads_can_be_off`` and ``norms_known`` tell whether its output projections
    were found; ``logit_lens`` whether ``LogitLens`` can be asked; ``writes`` whether ``Write`` can. Notes:
    ``no_tokenizer``, ``weights_new`` (count: weights that the files lack and that are random), ``no_weights_in`` (classes: of
    modules that mix places without weights, as linear attention does). ``languages`` (source, target) as the tokenizer of a
    translator names them, "" where it does not.
    """

    request: OpenModel
    name: str
    kind: str
    family: str
    architecture: str
    attentions: tuple[AttentionShape, ...]
    parameters: int
    bytes: int
    device: str
    dtype: str
    takes: tuple[str, ...]
    says: str
    positions: int
    mask: str
    heads_can_be_off: bool
    norms_known: bool
    logit_lens: bool
    writes: bool
    notes: tuple[Note, ...]
    milliseconds: float
    languages: tuple[str, str] = ("", "")


@dataclass(frozen=True, eq=False)
class TextInput:
    """A text, and a second one for models that read pairs. ``target`` forces what an encoder-decoder writes; ``ids`` are read
    instead of the text when they are not empty: tokens that a model wrote, exactly as it wrote them.
    """

    text: str
    pair: str = ""
    target: str | None = None
    ids: tuple[int, ...] = ()


@dataclass(frozen=True, eq=False)
class ImageInput:
    """A picture uint8 [H, W, 3], upright, sRGB."""

    picture: np.ndarray


@dataclass(frozen=True, eq=False)
class AudioInput:
    """A sound float32 [samples], -1..1, ``rate`` samples a second. ``target`` forces the transcript."""

    waveform: np.ndarray
    rate: int
    target: str | None = None


Input = TextInput | ImageInput | AudioInput


@dataclass(frozen=True, eq=False)
class ReadInput:
    """Let the model read ``input``.

    What each head of ``heads_off`` brings is taken as 0 before the output projection, what each of ``heads_mean`` brings as
    its mean over the places of this input. Their weights are returned all the same. ``norms``: with value norms, where they
    are known.

    ``Refused`` codes: ``text_empty``, ``no_tokenizer``, ``input_wrong`` (takes), ``picture_unusable``, ``sound_unusable``,
    ``no_attention``, ``out_of_memory``, and those of ``OpenModel``.
    """

    model: OpenModel
    input: Input
    heads_off: tuple[Head, ...] = ()
    heads_mean: tuple[Head, ...] = ()
    norms: bool = True


@dataclass(frozen=True, eq=False)
class Choice:
    """One of the things that a model may say: its id, its text, its probability."""

    id: int
    text: str
    probability: float


@dataclass(frozen=True, eq=False)
class Prediction:
    """What the model says at one place: ``place`` among the tokens of ``side`` (source, target; -1: of the whole), the
    ``BEST`` choices, best first, and the ``said`` one: what stands there, was written, or is best, with its probability.
    """

    side: str
    place: int
    top: tuple[Choice, ...]
    said: Choice


@dataclass(frozen=True, eq=False)
class Reading:
    """What a model read and said.

    ``source`` and ``target`` are the tokens by side, without places of a picture or a sound; ``target`` only of
    encoder-decoders: the tokens that it answers, step t being given token t - 1 (the start token first), as in
    ``Attention``. A decoder alone has ``source``: row t is the token t that goes in, and what it says is the token after
    it. ``attention`` in the order of ``OpenedModel.attentions``, each with its axes.

    ``predictions`` are all places at which it says something; ``answer`` is the one to show first (the mask, or without one
    the word that the model finds least probable; the token after the last; the class; the first word translated), None for
    a model that says nothing. ``text`` is what it says as a whole: the sentence with the masks filled, the translation, the
    transcript, the class. ``seen`` uint8 [H, W, 3] is a picture as the model saw it.

    Notes: ``input_cut`` (shown, given: tokens), ``unknown_tokens`` (count), ``sound_cut`` (seconds), ``heads_ignored``
    (heads), ``target_cut`` (tokens), ``preparation_assumed`` (its folder does not say how it wants its input),
    ``weights_new`` (count).
    """

    request: ReadInput
    model: OpenedModel
    source: tuple[Token, ...]
    target: tuple[Token, ...]
    attention: tuple[AttentionBetween, ...]
    predictions: tuple[Prediction, ...]
    answer: Prediction | None
    text: str
    seen: np.ndarray | None
    notes: tuple[Note, ...]
    milliseconds: float


@dataclass(frozen=True, eq=False)
class Write:
    """Let a language model (or an encoder-decoder, from its ``text``) write on, one token a slice, with cached keys and
    values.

    ``temperature`` 0 takes the most probable token; else one is drawn by ``seed`` from the ``top_k`` (0: all). It ends
    after ``tokens`` tokens, at the end token, or when a text of ``stop`` was written. ``written`` are ids that stand
    already: to choose another token at a place, ask again with those before it and it.
    """

    model: OpenModel
    text: str
    tokens: int = 50
    temperature: float = 0.0
    top_k: int = 0
    seed: int = 1
    stop: tuple[str, ...] = ()
    written: tuple[int, ...] = ()
    heads_off: tuple[Head, ...] = ()
    heads_mean: tuple[Head, ...] = ()


@dataclass(frozen=True, eq=False)
class NewRows:
    """Rows of an attention that are new: ``weights`` float32 [layer, head, new queries, keys so far], the first of them
    that of query ``first``. With ``value_norms`` [layer, head, new keys] of the keys from ``first_key`` on, where they are
    known.
    """

    kind: str
    first: int
    weights: np.ndarray
    first_key: int = 0
    value_norms: np.ndarray | None = None


@dataclass(frozen=True, eq=False)
class Writing:
    """What was written so far. The first answer has the rows of the prompt (and an encoder's attention as a whole), every
    later one those of the token that was read since; the last token written has not been read and has no row yet.

    ``source`` are the tokens of an encoder's text; ``tokens`` those of the decoder: the ``prompt`` first ones were given
    (of an encoder-decoder: the start tokens), the others written. ``new`` says what the model said at each new token: the
    choices for it, and the one taken. ``ended`` is "" while it goes on, else length, end, stop or full (no more positions).
    ``share`` 0..1 of ``tokens`` is done. ``milliseconds`` is that of the last step alone.
    """

    request: Write
    model: OpenedModel
    source: tuple[Token, ...]
    tokens: tuple[Token, ...]
    prompt: int
    rows: tuple[NewRows, ...]
    new: tuple[Prediction, ...]
    text: str
    ended: str
    share: float
    notes: tuple[Note, ...]
    milliseconds: float


@dataclass(frozen=True, eq=False)
class LogitLens:
    """The token that each layer would say, if its hidden state went into the last norm and the output layer at once.
    nostalgebraist 2020, "interpreting GPT: the logit lens".
    """

    model: OpenModel
    input: Input
    heads_off: tuple[Head, ...] = ()
    heads_mean: tuple[Head, ...] = ()


@dataclass(frozen=True, eq=False)
class LensRead:
    """``texts`` [depth][place][BEST], ``ids`` int32 and ``probabilities`` float32 [depth, place, BEST]: depth 0 is the
    embedding, the last one what the model says. ``tokens`` stand at the places, of ``side``.
    """

    request: LogitLens
    side: str
    tokens: tuple[Token, ...]
    ids: np.ndarray
    texts: tuple[tuple[tuple[str, ...], ...], ...]
    probabilities: np.ndarray
    milliseconds: float


@dataclass(frozen=True, eq=False)
class AblateEveryHead:
    """Switch off each head in turn, on top of ``heads_off``, and measure by how many nats what the model said becomes less
    probable.

    Watched is choice ``id`` at ``place`` of ``side``; with ``id`` -1 what it says by itself (all words of a translation).
    """

    model: OpenModel
    input: Input
    side: str = "source"
    place: int = -1
    id: int = -1
    heads_off: tuple[Head, ...] = ()
    seconds: float = 0.1


@dataclass(frozen=True, eq=False)
class EffectOfHeads:
    """Drops float32 [layer, head] in nats; NaN where not measured yet, negative where the answer is more probable without
    the head.
    """

    kind: str
    drops: np.ndarray


@dataclass(frozen=True, eq=False)
class EveryHeadAblated:
    """What is known so far; ``watched`` is what was said, ``log_probability`` its own with nothing more off; ``share`` 0..1
    is done.
    """

    request: AblateEveryHead
    watched: str
    log_probability: float
    effects: tuple[EffectOfHeads, ...]
    share: float


@dataclass(frozen=True, eq=False)
class CloseModel:
    """Let a model go, by its path; all of them when it is empty."""

    path: str = ""


@dataclass(frozen=True, eq=False)
class ModelsOpen:
    """The paths of the models that are in memory."""

    request: CloseModel
    paths: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class StopOpening:
    """Stop loading what the same question asked to open: this takes its place."""

    slot = "OpenModel"


@dataclass(frozen=True, eq=False)
class OpeningStopped:
    """Nothing is loaded any more."""

    request: StopOpening


@dataclass(frozen=True, eq=False)
class AskDownload:
    """What would be downloaded of the model that Hugging Face calls ``name`` (as in google-bert/bert-base-uncased)?"""

    name: str


@dataclass(frozen=True, eq=False)
class DownloadOffer:
    """The ``files`` (name, bytes) at a ``revision`` and ``bytes`` in all, for the person to confirm."""

    request: AskDownload
    revision: str
    files: tuple[tuple[str, int], ...]
    bytes: int


@dataclass(frozen=True, eq=False)
class Download:
    """Download what was offered, as the person confirmed, into a new folder in ``folder``. Progress code: ``downloading``.

    With ``seconds`` a slice at a time: asked again, the same request goes on until the answer's ``share`` is 1.
    """

    offer: DownloadOffer
    folder: str
    seconds: float = math.inf


@dataclass(frozen=True, eq=False)
class Downloaded:
    """``share`` 0..1 is there; when it is 1, ``path`` is the folder that can be opened, and "" before."""

    request: Download
    path: str
    share: float
