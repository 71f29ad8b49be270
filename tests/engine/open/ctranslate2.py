"""Reads a Whisper model in CTranslate2's format and writes it as a folder of transformers, for the tests alone."""

from __future__ import annotations

import json
import struct
from typing import TYPE_CHECKING, Any

import numpy as np
import torch

from attnviz.engine.open import library

if TYPE_CHECKING:
    from pathlib import Path

KINDS = {0: np.float32, 1: np.int8, 2: np.int16, 3: np.int32, 4: np.float16}
FIRST_SPECIAL = 50_256  # of the English vocabulary: end of text, then start of transcript


class Reader:
    """Takes numbers and names off the front of the file."""

    def __init__(self, data: bytes) -> None:
        self.data, self.at = data, 0

    def take(self, form: str) -> int:
        value = struct.unpack_from(f"<{form}", self.data, self.at)[0]
        self.at += struct.calcsize(form)
        return int(value)

    def bytes(self, count: int) -> bytes:
        self.at += count
        return self.data[self.at - count : self.at]

    def name(self) -> str:
        return self.bytes(self.take("H"))[:-1].decode()


def variables(data: bytes) -> dict[str, torch.Tensor]:
    """All tensors of a ``model.bin`` as float32: version, name, revision and count; then each with name, shape, kind and
    bytes.
    """
    file = Reader(data)
    file.take("I"), file.name(), file.take("I")
    found = {}
    for _ in range(file.take("I")):
        name = file.name()
        shape = [file.take("I") for _ in range(file.take("B"))]
        kind = KINDS[file.take("B")]
        held = np.frombuffer(file.bytes(file.take("I")), kind).reshape(shape)
        found[name] = torch.from_numpy(held.astype(np.float32))
    return found


def renamed(held: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    """The tensors under transformers' names. A layer's ``linear_0`` is query, key and value one below the other; that of
    cross-attention is the query alone, and its ``linear_1`` key and value. Keys have no bias.
    """
    found: dict[str, torch.Tensor] = {}

    def put(to: str, source: str, *parts: str) -> None:
        for kind in ("weight", "bias"):
            if f"{source}/{kind}" in held:
                names = [f"{to}.{part}.{kind}" for part in parts] or [f"{to}.{kind}"]
                chunks = held[f"{source}/{kind}"].chunk(len(names))
                found.update(
                    {n: c.clone() for n, c in zip(names, chunks, strict=True) if not n.endswith("k_proj.bias")}
                )

    def norm(to: str, source: str) -> None:
        found[f"{to}.weight"], found[f"{to}.bias"] = held[f"{source}/gamma"], held[f"{source}/beta"]

    for side in ("encoder", "decoder"):
        found[f"model.{side}.embed_positions.weight"] = held[f"{side}/position_encodings/encodings"]
        norm(f"model.{side}.layer_norm", f"{side}/layer_norm")
        for i in range(4):
            layer, source = f"model.{side}.layers.{i}", f"{side}/layer_{i}"
            norm(f"{layer}.self_attn_layer_norm", f"{source}/self_attention/layer_norm")
            put(f"{layer}.self_attn", f"{source}/self_attention/linear_0", "q_proj", "k_proj", "v_proj")
            put(f"{layer}.self_attn.out_proj", f"{source}/self_attention/linear_1")
            if side == "decoder":
                norm(f"{layer}.encoder_attn_layer_norm", f"{source}/attention/layer_norm")
                put(f"{layer}.encoder_attn", f"{source}/attention/linear_0", "q_proj")
                put(f"{layer}.encoder_attn", f"{source}/attention/linear_1", "k_proj", "v_proj")
                put(f"{layer}.encoder_attn.out_proj", f"{source}/attention/linear_2")
            norm(f"{layer}.final_layer_norm", f"{source}/ffn/layer_norm")
            put(f"{layer}.fc1", f"{source}/ffn/linear_0")
            put(f"{layer}.fc2", f"{source}/ffn/linear_1")
    put("model.encoder.conv1", "encoder/conv1")
    put("model.encoder.conv2", "encoder/conv2")
    found["model.decoder.embed_tokens.weight"] = held["decoder/embeddings/weight"]
    return found


def whisper_folder(model: bytes, tokenizer: bytes, told: dict[str, Any], out: Path) -> Path:
    """A folder of Whisper tiny.en: ``told`` is CTranslate2's config, which names suppressed tokens and alignment heads."""
    packages = library.transformers()
    end, start = FIRST_SPECIAL, FIRST_SPECIAL + 1
    ids = {"decoder_start_token_id": start, "bos_token_id": end, "eos_token_id": end, "pad_token_id": end}
    layers = {
        f"{side}_{what}": size
        for side in ("encoder", "decoder")
        for what, size in (("layers", 4), ("attention_heads", 6), ("ffn_dim", 1536))
    }
    config = packages.WhisperConfig(vocab_size=51_864, d_model=384, num_mel_bins=80, **layers, **ids)
    with library.quiet(), library.told(lambda share: None):
        network = packages.WhisperForConditionalGeneration(config)
        lacking = network.load_state_dict(renamed(variables(model)), strict=False)
        assert not lacking.unexpected_keys
        assert lacking.missing_keys == ["proj_out.weight"]  # is the embedding
        network.generation_config = packages.GenerationConfig(
            **ids,
            alignment_heads=told["alignment_heads"],
            suppress_tokens=told["suppress_ids"],
            begin_suppress_tokens=told["suppress_ids_begin"],
            no_timestamps_token_id=50_362,
            is_multilingual=False,
        )  # one that is made from the model's config is made from it again when it is read, without the heads
        network.save_pretrained(out)
        packages.WhisperFeatureExtractor(feature_size=80).save_pretrained(out)
    (out / "tokenizer.json").write_bytes(tokenizer)
    names = dict.fromkeys(("unk_token", "bos_token", "eos_token", "pad_token"), "<|endoftext|>")
    (out / "tokenizer_config.json").write_text(json.dumps({"tokenizer_class": "WhisperTokenizerFast", **names}))
    return out
