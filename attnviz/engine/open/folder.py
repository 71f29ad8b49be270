"""Looks at what a person wants to open before anything of it is loaded: a folder as ``save_pretrained`` writes it, or a
file.
"""

from __future__ import annotations

import json
import math
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from attnviz import regular_file
from attnviz.engine.messages import Refused

CONFIG = "config.json"
MAY_NAME_CODE = (CONFIG, "tokenizer_config.json", "preprocessor_config.json", "processor_config.json")
WHOLE = ("model.safetensors", "pytorch_model.bin")
SHARDED = ("model.safetensors.index.json", "pytorch_model.bin.index.json")
FOREIGN = ("tf_model.h5", "flax_model.msgpack", "model.onnx", "model.bin", "model.ckpt.index")  # of other libraries
LONGEST_JSON = 50_000_000  # bytes
LONGEST_HEADER = 100_000_000
MOST_LAYERS, MOST_SIZE = 1_000, 10_000_000
COUNTS = ("layers", "n_layer", "num_hidden_groups", "num_attention_heads", "n_head")
ENDINGS = (".safetensors", ".gguf", ".bin", ".json")


@dataclass(frozen=True)
class Found:
    """What there is to load: the ``folder``, its ``config`` (empty for a file that brings its own), its weight ``files``,
    and the ``loader``: transformers, gguf or timm.
    """

    folder: Path
    config: dict[str, Any]
    files: tuple[Path, ...]
    loader: str

    @property
    def bytes(self) -> int:
        """The size of the weights on disk."""
        return sum(file.stat().st_size for file in self.files)

    @property
    def name(self) -> str:
        """What to call the model: the folder's name, or the file's."""
        if self.loader == "gguf" or not self.config:
            return self.files[0].stem
        named = self.config.get("_name_or_path")
        return self.folder.name or (named if isinstance(named, str) else "") or str(self.folder)


def look(path: str) -> Found:
    """What lies at ``path``. ``Refused`` when it is no model that can be read."""
    place = Path(path).expanduser()
    try:
        place = place.resolve()
        if place.is_dir():
            return _in_folder(place)
        if not place.is_file():
            reason = "There is nothing there" if not place.exists() else "It is no regular file"
            raise unreadable(path, reason)
    except (OSError, ValueError, RuntimeError) as error:
        raise unreadable(path, getattr(error, "strerror", None) or "The path cannot be read") from error
    return _of_file(place)


def unreadable(path: str | Path, reason: str) -> Refused:
    """``reason`` begins with a capital and has no full stop."""
    return Refused("model_unreadable", f"{path} cannot be opened. {reason}.", path=str(path), reason=reason)


def _of_file(file: Path) -> Found:
    if file.suffix not in ENDINGS:
        reason = "A model is a folder with config.json, or a file that ends with .safetensors or .gguf"
        raise unreadable(file, reason)
    if file.suffix == ".gguf":
        if regular_file.read_part(file, 4) != b"GGUF":
            raise damaged(file)
        return Found(file.parent, {}, (file,), "gguf")
    if (file.parent / CONFIG).is_file() and (file.suffix == ".json" or file.name in WHOLE or file.name in SHARDED):
        return _in_folder(file.parent)
    if file.suffix != ".safetensors":
        raise unreadable(file, "It is no model by itself; open the folder that it belongs to")
    return Found(file.parent, {}, (file,), "timm")


def _in_folder(folder: Path) -> Found:
    if not (folder / CONFIG).is_file():
        gguf = sorted(folder.glob("*.gguf"))
        if len(gguf) == 1:
            return _of_file(gguf[0])
        sentence = f"{folder.name} has no config.json, so it is no folder of a Hugging Face model."
        raise Refused("config_missing", sentence, path=str(folder))
    _refuse_code(folder)
    config = read_json(folder / CONFIG)
    loader = "timm" if "model_type" not in config and isinstance(config.get("architecture"), str) else "transformers"
    _refuse_unreal(folder, config)
    return Found(folder, config, _weights(folder), loader)


def read_json(file: Path) -> dict[str, Any]:
    """An object in JSON from a file that may come from anywhere. ``Refused`` when it is not one."""
    try:
        given = json.loads(regular_file.read(file, most=LONGEST_JSON))
    except (OSError, ValueError, RecursionError) as error:
        raise damaged(file) from error
    if not isinstance(given, dict):
        raise damaged(file)
    return given


def damaged(file: Path) -> Refused:
    """What is said of a file that is not what its name says."""
    return Refused("weights_damaged", f"{file.name} in {file.parent.name} is damaged.", file=file.name)


def _refuse_code(folder: Path) -> None:
    """``Refused`` when the folder wants code of its own to be run."""
    for name in MAY_NAME_CODE:
        if (folder / name).is_file() and "auto_map" in read_json(folder / name):
            told = f"{folder.name} brings code of its own ({name} names it under auto_map)"
            sentence = f"{told}. attnviz runs no code from a model's folder."
            raise Refused("model_has_code", sentence, path=str(folder), file=name)


def _refuse_unreal(folder: Path, config: dict[str, Any]) -> None:
    """``Refused`` when a config asks for more layers or sizes than any network has: building it would never end."""
    for key, value in config.items():
        if isinstance(value, dict):
            _refuse_unreal(folder, value)
        most = MOST_LAYERS if any(word in key for word in COUNTS) else MOST_SIZE
        counted = any(word in key for word in ("layer", "head", "hidden", "vocab", "size", "n_", "d_model", "position"))
        if type(value) is int and counted and "token" not in key and value > (2**40 if "_id" in key else most):
            sentence = f"{folder.name} cannot be opened: {key} in its config.json is {value}."
            raise Refused("model_unreadable", sentence, path=str(folder), reason=f"{key} in its config.json is {value}")


def _weights(folder: Path) -> tuple[Path, ...]:
    for name in WHOLE[:1] + SHARDED[:1] + WHOLE[1:] + SHARDED[1:]:
        if not (folder / name).is_file():
            continue
        if name in WHOLE:
            return (folder / name,)
        shards = read_json(folder / name).get("weight_map")
        if not isinstance(shards, dict) or not all(isinstance(shard, str) for shard in shards.values()):
            raise damaged(folder / name)
        files = tuple(folder / shard for shard in sorted(set(shards.values())))
        for file in files:
            if file.parent != folder or not file.is_file():
                raise _no_weights(folder, f"{file.name}, which {name} names, is not there")
        return files
    foreign = next((name for name in FOREIGN if (folder / name).is_file()), None)
    raise _no_weights(
        folder,
        f"{foreign} is of another library" if foreign else "neither model.safetensors nor pytorch_model.bin is there",
    )


def _no_weights(folder: Path, why: str) -> Refused:
    return Refused("weights_missing", f"{folder.name} has no weights: {why}.", path=str(folder), reason=why)


def count(found: Found) -> int:
    """How many numbers the weights are, by the headers alone (by the size of a file that has none)."""
    return sum(_count_in(file) for file in found.files)


def _count_in(file: Path) -> int:
    if file.suffix == ".gguf":
        return os.path.getsize(file) * 2  # about four bits each
    if file.suffix != ".safetensors":
        return os.path.getsize(file) // 4
    return sum(math.prod(shape) for shape in shapes(file).values())


def shapes(file: Path) -> dict[str, list[int]]:
    """The shapes of a safetensors file's tensors, checked against its size. ``Refused`` when the file is damaged."""
    try:
        size = os.path.getsize(file)
        start = regular_file.read_part(file, 8)
        length = int.from_bytes(start, "little")
        if len(start) < 8 or length > min(size, LONGEST_HEADER):
            raise damaged(file)
        header = json.loads(regular_file.read_part(file, length, start=8))
        header.pop("__metadata__", None)
        found = {name: [int(side) for side in tensor["shape"]] for name, tensor in header.items()}
        ends = [int(tensor["data_offsets"][1]) for tensor in header.values()]
    except (OSError, ValueError, RecursionError, AttributeError, TypeError, LookupError) as error:
        raise damaged(file) from error
    if any(side < 0 for shape in found.values() for side in shape) or max(ends, default=0) + 8 + length > size:
        raise damaged(file)
    return found
