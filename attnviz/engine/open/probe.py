"""Runs a network once on a made-up input, to see which of its modules attend, and how."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import torch

from attnviz.engine.attention.messages import ENCODER
from attnviz.engine.open.recorder import Recorder, recording

if TYPE_CHECKING:
    from attnviz.engine.open.blocks import Blocks
    from attnviz.engine.open.messages import OpenModel

PLACES = 6
FIRST_ID = 7  # behind the special tokens of most vocabularies
SAMPLES = 8_000  # half a second


def inputs(network: Any, request: OpenModel) -> dict[str, Any]:
    """An input that the network can read: a few ids, a grey picture, or noise."""
    config: Any = getattr(network, "config", None)
    device, dtype = request.device, getattr(torch, request.dtype)
    takes = getattr(network, "main_input_name", "pixel_values")
    made: dict[str, Any] = {}
    if takes == "input_ids":
        vocabulary = int(getattr(config.get_text_config(), "vocab_size", 0) or 100)
        ids = (torch.arange(PLACES) + FIRST_ID) % max(vocabulary, 1)
        made = {"input_ids": ids[None].to(device)}
    elif takes == "pixel_values":
        height, width = picture_size(network)
        made = {"pixel_values": torch.zeros(1, channels(network), height, width, device=device, dtype=dtype)}
    elif takes == "input_features":
        frames = 2 * int(getattr(config, "max_source_positions", 1500))
        bands = int(getattr(config, "num_mel_bins", 80))
        made = {takes: torch.zeros(1, bands, frames, device=device, dtype=dtype)}
    else:
        noise = torch.randn(1, SAMPLES, generator=torch.Generator().manual_seed(1)) * 0.01
        made = {takes: noise.to(device, dtype)}
    if getattr(config, "is_encoder_decoder", False):
        start = getattr(config, "decoder_start_token_id", None) or 0
        made["decoder_input_ids"] = torch.full((1, 3), int(start), device=device)
    return made


def picture_size(network: Any) -> tuple[int, int]:
    """Height and width of the pictures that a network was made for."""
    size: Any = getattr(getattr(network, "config", None), "image_size", None) or getattr(network, "image_size", 224)
    return (int(size), int(size)) if isinstance(size, int | float) else (int(size[0]), int(size[-1]))


def channels(network: Any) -> int:
    """Colours of the pictures that a network was made for."""
    return int(getattr(getattr(network, "config", None), "num_channels", None) or 3)


def run(network: Any, blocks: Blocks, recorder: Recorder, made: dict[str, Any]) -> Any:
    """The network's output; ``blocks`` knows its output projections afterwards."""
    blocks.search(True)
    with torch.inference_mode(), recording(recorder):
        output = network(**made)
    if any(block not in recorder.seen for block in blocks.blocks):  # some have code of their own, or were not needed
        blocks.hook_those_not(recorder.seen)
        recorder.begin()
        with torch.inference_mode(), recording(recorder):
            output = network(**made)
    blocks.search(False)
    return output


def is_causal(recorder: Recorder) -> bool:
    """Whether no place looked at a later one."""
    layers = recorder.weights.get(ENCODER, [])
    return bool(layers) and all(layer.shape[1] > 1 and not layer.triu(1).any() for layer in layers)
