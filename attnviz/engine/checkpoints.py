"""Weights on disk: one safetensors file a model (float16, tokenizers inside) and its card beside it as JSON.

A model begun from another that kept some of its tensors leaves them in that one's file, which lies beside its own.
"""

from __future__ import annotations

import dataclasses
import json
import math
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import load_file
from safetensors.torch import save as save_tensors

from attnviz import atomic_write
from attnviz.engine.messages import Model, Refused
from attnviz.engine.translate.tokenizer import Tokenizer
from attnviz.models.cnn import Cnn, CnnConfig
from attnviz.models.fused_cnn import fused_copy
from attnviz.models.int8 import int8_twin
from attnviz.models.rnn_translator import RnnConfig, RnnTranslator
from attnviz.models.traced import Traced
from attnviz.models.transformer import Transformer, TransformerConfig
from attnviz.models.vae import Vae, VaeConfig

FORMAT = "attnviz-1"
KINDS: dict[str, tuple[type, type]] = {
    "rnn": (RnnConfig, RnnTranslator),
    "transformer": (TransformerConfig, Transformer),
    "vae": (VaeConfig, Vae),
    "cnn": (CnnConfig, Cnn),
}
TOKENIZER = "tokenizer."  # prefix of the tensors that hold serialized tokenizers


class Loaded(NamedTuple):
    """A model ready to run, its quick twin for searching, its tokenizers by side (``source``, ``target``), and its description."""

    network: Any
    fast_network: Any  # the network that inference runs on: the same function, faster, less exact
    tokenizers: dict[str, Tokenizer]
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
    tokenizers: dict[str, Tokenizer],
    card: dict[str, Any],
    *,
    base: Path | None = None,
) -> None:
    """Write ``path`` (float16 safetensors) and ``path`` with ``.json`` (the card); each appears whole or not at all.

    What the file ``base`` holds bit for bit is left there: it must lie beside ``path`` when that is loaded.
    """
    twice = tied(network)
    tensors = {
        name: tensor.detach().half().contiguous() for name, tensor in network.state_dict().items() if name not in twice
    }
    for side, tokenizer in tokenizers.items():
        tensors[TOKENIZER + side] = torch.frombuffer(bytearray(tokenizer.proto), dtype=torch.uint8)
    metadata = {"format": FORMAT, "kind": kind, "config": json.dumps(dataclasses.asdict(network.config))}
    if base is not None:
        held = load_file(base)
        shared = [name for name, tensor in tensors.items() if name in held and torch.equal(tensor, held[name])]
        tensors = {name: tensor for name, tensor in tensors.items() if name not in shared}
        metadata |= {"base": base.stem, "shared": json.dumps(shared)}
    atomic_write.write(path, save_tensors(tensors, metadata))
    save_card(path, card)


def save_card(path: Path, card: dict[str, Any]) -> None:
    """Write the card of the weights in ``path``."""
    text = json.dumps(card, indent=2, ensure_ascii=False) + "\n"
    atomic_write.write(path.with_suffix(".json"), text.encode("utf-8"))


def _broken(path: Path, why: object) -> Refused:
    return Refused("weights_broken", f"{path.name} cannot be used: {why}.", file=path.name, why=str(why))


def _config(path: Path, metadata: dict[str, str] | None) -> tuple[str, Any]:
    """The kind and config that a file's metadata names, checked field by field."""
    metadata = metadata or {}
    kind = metadata.get("kind", "")
    if metadata.get("format") != FORMAT or kind not in KINDS:
        raise _broken(path, "it was not written by attnviz")
    config_class = KINDS[kind][0]
    try:
        given = json.loads(metadata["config"])
        config = config_class(**given)
    except (KeyError, TypeError, ValueError) as error:
        raise _broken(path, "its description is incomplete") from error
    for field in dataclasses.fields(config):
        value, default = getattr(config, field.name), field.default
        expected = int if default is dataclasses.MISSING else type(default)
        if type(value) is not expected or (expected is int and not 0 < value < 1_000_000):
            raise _broken(path, f"its {field.name} is not usable")
    return kind, config


def _shared(path: Path, metadata: dict[str, str]) -> tuple[Path | None, list[str]]:
    """The file beside ``path`` that holds some of its tensors, and their names; None and [] for a file that holds all its own."""
    base = metadata.get("base", "")
    if not base:
        return None, []
    try:
        names = json.loads(metadata["shared"])
    except (KeyError, ValueError) as error:
        raise _broken(path, "its description is incomplete") from error
    if base != Path(base).name or not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise _broken(path, "its description is incomplete")
    return path.with_name(f"{base}.safetensors"), names


def _read(path: Path, only: list[str] | None = None) -> tuple[dict[str, str], dict[str, torch.Tensor]]:
    """The metadata and the tensors of a file, or ``only`` some of them. ``Refused`` when it is missing or broken."""
    if not path.is_file():
        raise Refused("weights_missing", f"The weights {path.name} are not in {path.parent}.", file=path.name)
    try:
        with safe_open(path, framework="pt") as file:
            names = file.keys() if only is None else only
            return file.metadata() or {}, {name: file.get_tensor(name) for name in names}
    except (SafetensorError, OSError) as error:
        raise _broken(path, "it is damaged or no safetensors file") from error


def load(path: Path) -> Loaded:
    """Read a model into float32, ready for inference. ``Refused`` when the file is missing, broken, or of another model."""
    metadata, tensors = _read(path)
    kind, config = _config(path, metadata)
    base, shared = _shared(path, metadata)
    if base is not None:
        tensors |= _read(base, shared)[1]
    try:
        tokenizers = {
            name.removeprefix(TOKENIZER): Tokenizer(tensors.pop(name).numpy().tobytes())
            for name in list(tensors)
            if name.startswith(TOKENIZER)
        }
        for side, tokenizer in tokenizers.items():
            if getattr(config, f"{side}_vocabulary", 0) != len(tokenizer):
                raise _broken(path, f"its {side} tokenizer belongs to another model")
        with torch.device("meta"):  # shapes are compared before any memory is taken
            network = KINDS[kind][1](config)
        twice = tied(network)
        expected = {name: tensor.shape for name, tensor in network.state_dict().items() if name not in twice}
        if {name: tensor.shape for name, tensor in tensors.items()} != expected:
            raise _broken(path, "its weights have other shapes than its description says")
        if not all(bool(torch.isfinite(tensor).all()) for tensor in tensors.values()):
            raise _broken(path, "some of its weights are not finite numbers")
        weights = {name: tensor.float() for name, tensor in tensors.items()}
        network.load_state_dict(weights | {name: weights[first] for name, first in twice.items()}, assign=True)
    except (ValueError, RuntimeError) as error:
        raise _broken(path, "its parts do not fit together") from error
    network.requires_grad_(False).eval()
    shapes = [tensor.shape for tensor in tensors.values()]
    return Loaded(network, _quick(network), tokenizers, _described(path, kind, config, shapes))


def _quick(network: Any) -> Any:
    """The same function, faster, where there is such a twin."""
    if isinstance(network, RnnTranslator | Transformer):
        return Traced(int8_twin(network))
    return fused_copy(network) if isinstance(network, Cnn) else network


def _header(path: Path) -> tuple[dict[str, str], dict[str, list[int]]]:
    """The metadata of a file and the shapes of its tensors."""
    try:
        with safe_open(path, framework="pt") as file:
            return file.metadata() or {}, {name: file.get_slice(name).get_shape() for name in file.keys()}  # noqa: SIM118
    except (SafetensorError, OSError) as error:
        raise _broken(path, "it is damaged or no safetensors file") from error


def describe(path: Path) -> Model:
    """What the list of models shows, read from the header and the card alone. ``Refused`` as for ``load``."""
    metadata, shapes = _header(path)
    kind, config = _config(path, metadata)
    base, shared = _shared(path, metadata)
    if base is not None:
        held = _header(base)[1]
        shapes |= {name: held.get(name, []) for name in shared}
    return _described(path, kind, config, [s for name, s in shapes.items() if not name.startswith(TOKENIZER)])


def _described(path: Path, kind: str, config: Any, shapes: Iterable[Sequence[int]]) -> Model:
    """The description of a file whose weights have these shapes."""
    try:
        card = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        named = ("", "") if kind in ("vae", "cnn") else card["languages"]  # pictures have no languages
        languages = (str(named[0]), str(named[1]))
    except (OSError, ValueError, LookupError, TypeError):
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
    found: dict[str, Model] = {}
    for folder in folders:
        for path in sorted(folder.glob("*.safetensors"), key=lambda path: path.stem):
            try:
                found.setdefault(path.stem, describe(path))
            except Refused:
                continue
    return list(found.values())
