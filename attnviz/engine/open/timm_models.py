"""timm's vision models: a folder with timm's config.json, or a weights file that is named after its architecture."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import torch
from safetensors import SafetensorError
from safetensors.torch import load as tensors_of

from attnviz import regular_file
from attnviz.engine.messages import Refused
from attnviz.engine.open import folder, library

if TYPE_CHECKING:
    from attnviz.engine.open.folder import Found

LARGEST_FILE = 100_000_000_000


def load(found: Found, dtype: torch.dtype) -> tuple[Any, dict[str, Any]]:
    """The network with its weights, and how it wants its pictures (timm's data config). ``Refused`` when it cannot be made."""
    timm = library.timm()
    file = found.files[0]
    name = _architecture(timm, found)
    held = _tensors(file, name, dtype)
    classes = next((held[key].shape[0] for key in ("head.weight", "head.fc.weight", "fc.weight") if key in held), 0)
    try:
        network = timm.create_model(name, pretrained=False, num_classes=classes)
        network.load_state_dict(held)
    except RuntimeError as error:
        sentence = f"The weights in {file.name} have other shapes than timm's {name}."
        raise Refused("weights_unfit", sentence, path=str(file)) from error
    for module in network.modules():
        if getattr(module, "fused_attn", False):
            module.fused_attn = False  # the other way through the block, which has weights
    network.main_input_name = "pixel_values"
    wanted = timm.data.resolve_model_data_config(network)
    wanted |= {key: value for key, value in (found.config.get("pretrained_cfg") or {}).items() if key in wanted}
    network.image_size = tuple(wanted["input_size"][1:])
    return _named(network), wanted


def _named(network: Any) -> Any:
    """Let timm's network be called as those of transformers are."""
    forward = network.forward
    network.forward = lambda pixel_values=None, **options: forward(pixel_values)
    return network


def _architecture(timm: Any, found: Found) -> str:
    """The architecture that the config or the file's name says."""
    known = set(timm.list_models())
    stem = found.files[0].stem
    for name in (str(found.config.get("architecture", "")), stem, stem.split(".")[0]):
        if name.split(".")[0] in known:
            return name.split(".")[0]
    sentence = f"{found.files[0].name} is not named after a model of timm, such as vit_tiny_patch16_224.safetensors."
    raise Refused("family_unknown", sentence, family=stem, version=timm.__version__)


def _tensors(file: Any, name: str, dtype: torch.dtype) -> dict[str, torch.Tensor]:
    try:
        if file.suffix == ".safetensors":
            folder.shapes(file)
            held = tensors_of(regular_file.read(file, most=LARGEST_FILE))
        else:
            held = torch.load(file, map_location="cpu", weights_only=True)
        return {key: tensor.to(dtype) if tensor.is_floating_point() else tensor for key, tensor in held.items()}
    except (SafetensorError, OSError, ValueError, RuntimeError, AttributeError, EOFError) as error:
        raise folder.damaged(file) from error
    except Exception as error:
        if type(error).__name__ == "UnpicklingError":
            raise folder.damaged(file) from error
        raise
