"""Weights on disk: one safetensors file a model (float16 or fewer bits, tokenizers inside) and its card beside it as JSON.

A model begun from another that kept some of its tensors leaves them in that one's file, which lies beside its own.
"""

from __future__ import annotations

import dataclasses
import json
import math
import os
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import torch
from safetensors import SafetensorError
from safetensors.torch import load as tensors_of
from safetensors.torch import save as save_tensors

from attnviz import atomic_write, regular_file
from attnviz.engine import packed_tensors
from attnviz.engine.messages import Model, Refused
from attnviz.engine.read.word_pieces import SPECIAL, WordPieces
from attnviz.engine.translate.tokenizer import Tokenizer
from attnviz.engine.unusable_weights import broken, json_object, unreadable
from attnviz.models.captioner import Captioner, CaptionerConfig
from attnviz.models.cnn import Cnn, CnnConfig
from attnviz.models.encoder import EncoderConfig
from attnviz.models.fused_cnn import fused_copy
from attnviz.models.int8 import int8_twin
from attnviz.models.parser import Parser, ParserConfig
from attnviz.models.pretrained_features import PRETRAINED
from attnviz.models.quick_captioner import quick_captioner
from attnviz.models.reader import AdaptedConfig, AdaptedReader, Answerer, BlankFiller, Reader
from attnviz.models.rnn_translator import RnnConfig, RnnTranslator
from attnviz.models.speller import Speller, SpellerConfig
from attnviz.models.title_writer import TitleWriter, TitleWriterConfig
from attnviz.models.traced import Traced
from attnviz.models.transformer import Transformer, TransformerConfig
from attnviz.models.vae import Vae, VaeConfig

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from attnviz.models.coded_quantization import Coded

FORMAT = "attnviz-1"
FEW_BITS = "attnviz-2"  # the format of files that hold some tensors in few bits, which older programs cannot read
KINDS: dict[str, tuple[type, type]] = {
    "rnn": (RnnConfig, RnnTranslator),
    "transformer": (TransformerConfig, Transformer),
    "vae": (VaeConfig, Vae),
    "cnn": (CnnConfig, Cnn),
    "captioner": (CaptionerConfig, Captioner),
    "speller": (SpellerConfig, Speller),
    "reader": (EncoderConfig, Reader),
    "answerer": (AdaptedConfig, Answerer),
    "blank_filler": (AdaptedConfig, BlankFiller),
    "parser": (ParserConfig, Parser),
    "title_writer": (TitleWriterConfig, TitleWriter),
}
ENDING = ".safetensors"
LONGEST_HEADER = 10_000_000  # bytes
LONGEST_CARD = 4_000_000
LARGEST_FILE = 4_000_000_000
LONGEST_LANGUAGE, LONGEST_NAME = 12, 60  # characters of a language's code, of another file's name in a sentence
LARGEST, MOST_LAYERS, MOST_SHARP = 999_999, 100, 100
COUNTS = ("layers", "stages", "decoder_layers")  # modules are built for each
TOKENIZER = "tokenizer."  # prefix of the tensors that hold serialized tokenizers


class Loaded(NamedTuple):
    """A model ready to run, its quick twin for searching, its tokenizers by side (``source``, ``target``), and its description."""

    network: Any
    fast_network: Any  # the network that inference runs on: the same function, faster, less exact
    tokenizers: dict[str, Any]  # ``Tokenizer``; of readers ``WordPieces``
    about: Model


def tied(network: Any) -> dict[str, str]:
    """Names in the network's state that stand for a tensor which an earlier name already holds, with that name: written once."""
    first: dict[int, str] = {}
    named = network.state_dict(keep_vars=True).items()
    return {name: first[id(tensor)] for name, tensor in named if first.setdefault(id(tensor), name) != name}


def save(
    path: Path,
    network: Any,
    kind: str,
    tokenizers: Mapping[str, Tokenizer | WordPieces],
    card: dict[str, Any],
    *,
    base: Path | None = None,
    bits: Mapping[str, int | Coded] | None = None,
) -> None:
    """Write ``path`` (safetensors) and ``path`` with ``.json`` (the card); each appears whole or not at all.

    Tensors are stored in float16, those named in ``bits`` in 2, 3, 4, 6 or 8 bits or as they were coded. What the file ``base``
    holds, to float16, is left there: it must lie beside ``path`` when that is loaded.
    """
    twice = tied(network)
    tensors = {name: tensor.detach() for name, tensor in network.state_dict().items() if name not in twice}
    for side, tokenizer in tokenizers.items():
        tensors[TOKENIZER + side] = torch.frombuffer(bytearray(tokenizer.proto), dtype=torch.uint8)
    metadata = {"kind": kind, "config": json.dumps(dataclasses.asdict(network.config))}
    if base is not None:
        held = _read(base)[1]
        theirs = {name: held.get(name.removeprefix(PRETRAINED)) for name in tensors}
        shared = [name for name, tensor in tensors.items() if _same(tensor, theirs[name])]
        tensors = {name: tensor for name, tensor in tensors.items() if name not in shared}
        metadata |= {"base": base.stem, "shared": json.dumps(shared)}
    stored, packing = packed_tensors.pack(tensors, bits or {})
    metadata |= packing | {"format": FEW_BITS if packing else FORMAT}
    atomic_write.write(path, save_tensors(stored, metadata))
    save_card(path, card)


def _same(one: torch.Tensor, other: torch.Tensor | None) -> bool:
    return other is not None and torch.equal(one.half(), other.half())


def save_card(path: Path, card: dict[str, Any]) -> None:
    """Write the card of the weights in ``path``."""
    text = json.dumps(card, indent=2, ensure_ascii=False) + "\n"
    atomic_write.write(path.with_suffix(".json"), text.encode("utf-8"))


def _config(path: Path, metadata: dict[str, str]) -> tuple[str, Any]:
    """The kind and config that a file's metadata names, checked field by field."""
    kind = metadata.get("kind", "")
    if metadata.get("format") not in (FORMAT, FEW_BITS) or kind not in KINDS:
        raise broken(path, "foreign")
    config_class = KINDS[kind][0]
    try:
        config = config_class(**json_object(path, metadata["config"], "incomplete"))
    except (KeyError, TypeError, ValueError) as error:
        raise broken(path, "incomplete") from error
    for field in dataclasses.fields(config):
        if not _usable(field.name, getattr(config, field.name), field.default):
            raise broken(path, "unusable", field.name)
    return kind, config


def _usable(name: str, value: Any, default: Any) -> bool:
    """Whether a field of a config is of its kind and of a size that a network can have."""
    if type(value) is not (int if default is dataclasses.MISSING else type(default)):
        return False
    if isinstance(value, float):
        return 0 <= value < (1 if name == "dropout" else MOST_SHARP)  # false for what is not a number
    if isinstance(value, int) and not isinstance(value, bool):
        return 0 < value <= (MOST_LAYERS if name in COUNTS or name.startswith("blocks") else LARGEST)
    return True


def _shared(path: Path, metadata: dict[str, str]) -> tuple[Path | None, dict[str, str]]:
    """The file beside ``path`` that holds some of its tensors, and their names in ``path`` with those in that file; None and {} for
    a file that holds all its own.
    """
    base = metadata.get("base", "")
    if not base:
        return None, {}
    try:
        names = json.loads(metadata["shared"])
    except (KeyError, ValueError, RecursionError) as error:
        raise broken(path, "incomplete") from error
    if base != Path(base).name or not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise broken(path, "incomplete")
    return path.with_name(f"{base}.safetensors"), {name: name.removeprefix(PRETRAINED) for name in names}


def sharing(path: Path) -> tuple[Path | None, dict[str, str]]:
    """The file beside ``path`` that holds some of its tensors, and their names in ``path`` with those in that file. ``Refused`` as
    for ``load``.
    """
    return _shared(path, _header(path)[0])


@contextmanager
def _built_on(path: Path, base: Path) -> Iterator[None]:
    """Refuses the file that was asked for when the one that it shares weights with cannot be read."""
    try:
        yield
    except Refused as error:
        name = "".join(c if c.isprintable() else "\ufffd" for c in base.stem)
        raise broken(path, "base", name if len(name) <= LONGEST_NAME else name[:LONGEST_NAME] + "…") from error


def _header(path: Path) -> tuple[dict[str, str], dict[str, list[int]]]:
    """The metadata of a file and the shapes of its tensors, read without mapping it."""
    try:
        start = regular_file.read_part(path, 8)
        length = int.from_bytes(start, "little")
        if len(start) < 8 or length > LONGEST_HEADER:
            raise broken(path, "damaged")
        given = json_object(path, regular_file.read_part(path, length, start=8), "damaged")
    except (OSError, ValueError) as error:
        raise unreadable(path, error) from error
    metadata = given.pop("__metadata__", {})
    shapes = {name: tensor.get("shape") if isinstance(tensor, dict) else None for name, tensor in given.items()}
    texts = isinstance(metadata, dict) and all(isinstance(value, str) for value in metadata.values())
    if not texts or not all(map(_is_shape, shapes.values())):
        raise broken(path, "damaged")
    return metadata, {name: list(shape or ()) for name, shape in shapes.items()}


def _shapes(path: Path) -> tuple[dict[str, str], dict[str, list[int]]]:
    """The metadata of a file and the shapes of its network's tensors, however they are stored."""
    metadata, shapes = _header(path)
    try:
        return metadata, packed_tensors.unpacked_shapes(shapes, metadata)
    except packed_tensors.Damaged as error:
        raise broken(path, "packed", str(error)) from error


def _is_shape(given: Any) -> bool:
    return isinstance(given, list) and all(type(size) is int and 0 <= size < 2**40 for size in given)


def _read(path: Path, only: list[str] | None = None) -> tuple[dict[str, str], dict[str, torch.Tensor]]:
    """The metadata and the tensors of a file, or ``only`` some of them. ``Refused`` when it is missing or broken.

    The tensors own their memory: what happens to the file afterwards does not reach them.
    """
    metadata, _ = _header(path)
    try:
        stored = tensors_of(regular_file.read(path, most=LARGEST_FILE))
        tensors = packed_tensors.unpack(stored, metadata, only)
    except packed_tensors.Damaged as error:
        raise broken(path, "packed", str(error)) from error
    except (SafetensorError, OSError, KeyError, ValueError) as error:
        raise broken(path, "damaged") from error
    if not all(map(_finite, stored.values())):
        raise broken(path, "not_finite")
    return metadata, tensors


def _finite(stored: torch.Tensor) -> bool:
    """Whether all numbers are finite; what is unpacked by finite float16 scales is too."""
    return not stored.is_floating_point() or bool(torch.isfinite(stored.abs().amax())) if stored.numel() else True


def weights(path: Path) -> dict[str, torch.Tensor]:
    """What a file itself holds of a network, in float32, as it was trained: adapters are not joined. ``Refused`` as ``load``."""
    return {name: t.float() for name, t in _read(path)[1].items() if not name.startswith(TOKENIZER)}


def load(path: Path) -> Loaded:
    """Read a model into float32, ready for inference. ``Refused`` when the file is missing, broken, or of another model."""
    metadata, tensors = _read(path)
    kind, config = _config(path, metadata)
    base, shared = _shared(path, metadata)
    if base is not None:
        with _built_on(path, base):
            held = _read(base, list(shared.values()))[1]
        tensors |= {name: held[theirs] for name, theirs in shared.items()}
    try:
        tokenizers = {
            name.removeprefix(TOKENIZER): _tokenizer(tensors.pop(name).numpy().tobytes())
            for name in list(tensors)
            if name.startswith(TOKENIZER)
        }
        for side, tokenizer in tokenizers.items():
            if getattr(config, f"{side}_vocabulary", 0) != len(tokenizer):
                raise broken(path, "tokenizer", side)
        with torch.device("meta"):  # shapes are compared before any memory is taken
            network = KINDS[kind][1](config)
        twice = tied(network)
        expected = {name: tensor.shape for name, tensor in network.state_dict().items() if name not in twice}
        if {name: tensor.shape for name, tensor in tensors.items()} != expected:
            raise broken(path, "shapes")
        weights = {name: t.float() if t.is_floating_point() else t for name, t in tensors.items()}
        network.load_state_dict(weights | {name: weights[first] for name, first in twice.items()}, assign=True)
    except (ValueError, RuntimeError, TypeError, ArithmeticError, AssertionError, LookupError) as error:
        raise broken(path, "unfit") from error
    network.requires_grad_(False).eval()
    shapes = [tensor.shape for tensor in tensors.values()]
    try:
        card = _card(path)
    except Refused as error:
        if isinstance(error.__cause__, RecursionError):
            raise
        card = {}  # the weights are whole, and whoever names them gets them
    return Loaded(network, _quick(network), tokenizers, _described(path, kind, config, shapes, card))


def _tokenizer(proto: bytes) -> Tokenizer | WordPieces:
    """A SentencePiece model, or a list of word pieces, which begins with the name of the first. ValueError when it is neither."""
    return WordPieces(proto) if proto.startswith(SPECIAL[0].encode()) else Tokenizer(proto)


def _quick(network: Any) -> Any:
    """The same function, faster, where there is such a twin."""
    if isinstance(network, RnnTranslator | Transformer):
        return Traced(int8_twin(network))
    if isinstance(network, AdaptedReader):
        network.merge()
    if isinstance(network, Captioner):
        return quick_captioner(network)
    return fused_copy(network) if isinstance(network, Cnn) else network


def describe(path: Path) -> Model:
    """What the list of models shows, read from the header and the card alone. ``Refused`` as for ``load``."""
    metadata, shapes = _shapes(path)
    kind, config = _config(path, metadata)
    base, shared = _shared(path, metadata)
    if base is not None:
        with _built_on(path, base):
            held = _shapes(base)[1]
        shapes |= {name: held.get(theirs, []) for name, theirs in shared.items()}
    of_network = [shape for name, shape in shapes.items() if not name.startswith(TOKENIZER)]
    return _described(path, kind, config, of_network, _card(path))


def _card(path: Path) -> dict[str, Any]:
    """The card beside the weights; empty where there is none. ``Refused`` when it is no card."""
    try:
        return json_object(path, regular_file.read(path.with_suffix(".json"), most=LONGEST_CARD), "card")
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise broken(path, "card") from error


def _described(path: Path, kind: str, config: Any, shapes: Iterable[Sequence[int]], card: dict[str, Any]) -> Model:
    """The description of a file whose weights have these shapes."""
    try:
        named = ("", "") if kind in ("vae", "cnn", "speller") else card["languages"]  # pictures have no languages
        languages = (str(named[0])[:LONGEST_LANGUAGE], str(named[1])[:LONGEST_LANGUAGE])
    except (LookupError, TypeError):
        card, languages = {}, ("?", "?")
    return Model(
        id=path.stem,
        kind=kind,
        languages=languages,
        scoring=getattr(config, "scoring", ""),
        parameters=sum(math.prod(shape) for shape in shapes),
        bytes=path.stat().st_size,
        card=card,
    )


def available(folders: Iterable[Path]) -> list[Model]:
    """The models of the folders that can be described, each id once, in the order of their names."""
    return survey(folders)[0]


def survey(folders: Iterable[Path]) -> tuple[list[Model], list[Refused]]:
    """The models of the folders that can be described, each id once, in the order of their names; and why others cannot."""
    found: dict[str, Model] = {}
    refused: list[Refused] = []
    for folder in folders:
        try:
            names = sorted(name.removesuffix(ENDING) for name in os.listdir(folder) if name.endswith(ENDING))
        except OSError:  # missing, or not ours to read
            continue
        for name in names:
            try:
                found.setdefault(name, describe(folder / f"{name}{ENDING}"))
            except Refused as error:
                refused.append(error)
    return list(found.values()), refused
