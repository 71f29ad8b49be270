"""Opens a model: its class by its config, its weights into memory, its attention blocks by running it once on a made-up
input.
"""

from __future__ import annotations

import functools
import time
from typing import TYPE_CHECKING, Any

import torch

from attnviz.engine.attention.messages import CROSS, DECODER, ENCODER
from attnviz.engine.messages import Note, Refused
from attnviz.engine.open import answers, folder, library, memory, probe, timm_models, tokens
from attnviz.engine.open.blocks import Blocks, without_weights
from attnviz.engine.open.loaded import Loaded
from attnviz.engine.open.messages import AttentionShape, CloseModel, ModelsOpen, OpenedModel, OpenModel
from attnviz.engine.open.recorder import Recorder

if TYPE_CHECKING:
    from collections.abc import Callable

    from attnviz.engine.model_store import ModelStore
    from attnviz.engine.open.folder import Found

TOWERS = {  # of models with two towers, the class of the one that sees
    "CLIPModel": "CLIPVisionModel",
    "SiglipModel": "SiglipVisionModel",
    "Siglip2Model": "Siglip2VisionModel",
    "AltCLIPModel": "AltCLIPVisionModel",
    "ChineseCLIPModel": "ChineseCLIPVisionModel",
}
ORDER = (CROSS, ENCODER, DECODER)
COUNT_FROM_PADDING = ("roberta", "xlm-roberta", "camembert", "longformer", "data2vec-text")  # their places
BYTES = {"float32": 4, "bfloat16": 2}


def run(store: ModelStore, request: OpenModel, progress: Callable[..., None]) -> OpenedModel:
    """Answer an ``OpenModel`` request."""
    return loaded(store, request, progress).about


def close(store: ModelStore, request: CloseModel, progress: Callable[..., None]) -> ModelsOpen:
    """Answer a ``CloseModel`` request."""
    for key in list(store.opened):
        if not request.path or key[0] == request.path:
            del store.opened[key]
            store.serving.pop(key[0], None)
    return ModelsOpen(request, tuple(key[0] for key in store.opened))


def loaded(store: ModelStore, request: OpenModel, progress: Callable[..., None]) -> Loaded:
    """The model that ``request`` names, loaded when it is not in memory. The one used last is kept longest."""
    key = (request.path, request.device, request.dtype)
    model = store.opened.pop(key, None)
    if model is None:
        model = _load(store, request, progress)
    store.opened[key] = model
    store.serving.pop(request.path, None)
    store.serving[request.path] = model.about
    return model


def _load(store: ModelStore, request: OpenModel, progress: Callable[..., None]) -> Loaded:
    start = time.perf_counter()
    found = folder.look(request.path)
    _check_device(request)
    _make_room(store, folder.count(found) * BYTES[request.dtype], found.name, request.device)
    progress(0.0, "importing")
    packages = library.transformers()
    with library.quiet(), memory.bounded(found.name):
        network, notes, tokenizer, processor = _parts(packages, found, request, progress)
        network = network.requires_grad_(False).eval().to(request.device)
        return _described(request, found, network, notes, tokenizer, processor, start)


def _check_device(request: OpenModel) -> None:
    there = {"cpu": True, "cuda": torch.cuda.is_available(), "mps": torch.backends.mps.is_available()}
    if not there.get(request.device, False):
        sentence = f"This machine has no {request.device} device that torch can use."
        raise Refused("device_missing", sentence, device=request.device)
    if request.dtype not in BYTES:
        raise Refused("device_missing", f"{request.dtype} is not float32 or bfloat16.", device=request.dtype)


def _make_room(store: ModelStore, needed: int, name: str, device: str) -> None:
    """Let the models go that were not used for longest, until ``needed`` bytes are free. ``Refused`` when they never will
    be.
    """
    while store.opened and needed + memory.RESERVE > memory.free(device):
        store.opened.pop(next(iter(store.opened)))
    memory.ask_for(needed, name, device)


def _parts(
    packages: Any, found: Found, request: OpenModel, progress: Callable[..., None]
) -> tuple[Any, list[Note], Any, Any]:
    """The network, notes on its weights, its tokenizer and its processor of pictures or sounds."""
    tokenizer: Any = None
    processor: Any = None
    if found.loader == "timm":
        network, processor = timm_models.load(found, getattr(torch, request.dtype))
        return network, [], None, processor
    tell = functools.partial(progress, code="loading")
    with library.told(tell):
        network, notes = _network(packages, found, getattr(torch, request.dtype))
    if network.main_input_name == "input_ids":
        tell(1.0)
        tokenizer = tokens.tokenizer_of(packages, found)
    else:
        processor = _processor(packages, found, network.main_input_name)
        if getattr(network, "can_generate", bool)() or answers.is_ctc(network):
            tokenizer = tokens.tokenizer_of(packages, found)
    return network, notes, tokenizer, processor


def _network(packages: Any, found: Found, dtype: torch.dtype) -> tuple[Any, list[Note]]:
    options: dict[str, Any] = {
        "dtype": dtype,
        "attn_implementation": library.EAGER,
        "local_files_only": True,
        "trust_remote_code": False,
        "output_loading_info": True,
    }
    made = packages.AutoModelForCausalLM if found.loader == "gguf" else _class(packages, found)
    if found.loader == "gguf":
        options["gguf_file"] = found.files[0].name
    try:
        try:
            network, told = made.from_pretrained(str(found.folder), **options)
        except (KeyError, ValueError) as error:  # a family that keeps its own list of attention functions
            if library.EAGER not in str(error):
                raise
            network, told = made.from_pretrained(str(found.folder), **options | {"attn_implementation": "eager"})
    except (Refused, MemoryError, torch.OutOfMemoryError):
        raise
    except ImportError as error:
        raise library.missing(getattr(error, "name", None) or "gguf") from error
    except Exception as error:
        if type(error).__name__ == "Interrupted":
            raise
        raise _not_read(found, error) from error
    lacking = len(told.get("missing_keys") or ())
    return network, [Note("weights_new", {"count": lacking})] if lacking else []


def _class(packages: Any, found: Found) -> Any:
    """The class that the config names, or that its family has; of two towers the one that sees."""
    named = found.config.get("architectures")
    name = named[0] if isinstance(named, list) and named and isinstance(named[0], str) else ""
    name = TOWERS.get(name, name)
    made = getattr(packages, name, None) if name.isidentifier() else None
    if isinstance(made, type) and issubclass(made, packages.PreTrainedModel):
        return made
    family = found.config.get("model_type")
    if not isinstance(family, str) or family not in packages.CONFIG_MAPPING:
        sentence = (
            f"{found.folder.name} is of the family {family!r}, which transformers {packages.__version__} does not know."
        )
        raise Refused("family_unknown", sentence, family=str(family), version=packages.__version__)
    return packages.AutoModel


def _not_read(found: Found, error: Exception) -> Refused:
    """What is said when a library could not make a network out of the files."""
    told = " ".join(str(error).split())[:200]
    if "size mismatch" in told or "ignore_mismatched_sizes" in told:
        sentence = f"The weights of {found.name} have other shapes than its config.json says."
        return Refused("weights_unfit", sentence, path=str(found.folder))
    if (
        type(error).__name__ in ("SafetensorError", "UnpicklingError", "EOFError", "BadZipFile")
        or "pickle" in told.lower()
    ):
        return folder.damaged(found.files[0])
    return folder.unreadable(found.folder, f"{type(error).__name__}: {told}".rstrip("."))


def _processor(packages: Any, found: Found, takes: str) -> Any:
    """What makes numbers of a picture or a sound, as it lies with the model; None where it does not."""
    kind = packages.AutoImageProcessor if takes == "pixel_values" else packages.AutoFeatureExtractor
    if not any((found.folder / name).is_file() for name in ("preprocessor_config.json", "processor_config.json")):
        return None
    try:
        return kind.from_pretrained(str(found.folder), local_files_only=True, trust_remote_code=False)
    except Exception:  # each family has its own way to fail; without it the config says what is needed
        return None


def _described(
    request: OpenModel,
    found: Found,
    network: Any,
    notes: list[Note],
    tokenizer: Any,
    processor: Any,
    start: float,
) -> Loaded:
    config = getattr(network, "config", None)
    two_sided = bool(getattr(config, "is_encoder_decoder", False))
    blocks = Blocks(network, causal=False, encoder=network.get_encoder() if two_sided else None)
    inputs = probe.inputs(network, request)
    recorder = Recorder(blocks)
    recorder.batch = 1
    try:
        output = probe.run(network, blocks, recorder, inputs)
    except Refused:
        raise
    except RuntimeError as error:
        raise _not_read(found, error) from error
    except (ValueError, TypeError, LookupError, AttributeError) as error:
        raise _not_read(found, error) from error
    _refuse_without_attention(found, network, blocks, recorder)
    text = getattr(network, "main_input_name", "pixel_values") == "input_ids"
    if text and not two_sided and probe.is_causal(recorder):
        blocks.set_causal()
        recorder.weights[DECODER] = recorder.weights.pop(ENCODER)
    if text and tokenizer is None:
        notes.append(Note("no_tokenizer"))
    if mixing := without_weights(network):
        notes.append(Note("no_weights_in", {"classes": ", ".join(mixing)}))
    says, field = answers.says(network, output, causal=blocks.causal)
    seen = recorder.seen
    about = OpenedModel(
        request=request,
        name=found.name,
        kind=_kind(network, two_sided, blocks.causal),
        family=str(getattr(config, "model_type", "timm")),
        architecture=type(network).__name__,
        attentions=tuple(_shapes(recorder)),
        parameters=sum(weight.numel() for weight in network.parameters()),
        bytes=found.bytes,
        device=request.device,
        dtype=request.dtype,
        takes=_takes(network, tokenizer, blocks.causal, two_sided),
        says=says,
        positions=_positions(config, tokenizer) if text else 0,
        mask=str(getattr(tokenizer, "mask_token", None) or "") if says == "masked_word" else "",
        heads_can_be_off=blocks.can_switch(seen),
        norms_known=blocks.norms_known(seen),
        logit_lens=says in ("next_token", "masked_word", "translation") or (says == "transcript" and two_sided),
        writes=says in ("next_token", "translation") and text,
        notes=tuple(notes),
        milliseconds=1000 * (time.perf_counter() - start),
        languages=tokens.languages(tokenizer),
    )
    return Loaded(network, blocks, about, tokenizer, processor, field)


def _kind(network: Any, two_sided: bool, causal: bool) -> str:
    takes = getattr(network, "main_input_name", "pixel_values")
    if takes == "pixel_values":
        return "vision"
    if takes != "input_ids":
        return "speech"
    if two_sided:
        return "encoder-decoder"
    return "decoder" if causal else "encoder"


def _takes(network: Any, tokenizer: Any, causal: bool, two_sided: bool) -> tuple[str, ...]:
    takes = getattr(network, "main_input_name", "pixel_values")
    if takes == "pixel_values":
        return ("image",)
    if takes != "input_ids":
        return ("audio",)
    return ("text",) if causal or two_sided or tokenizer is None else ("text", "pair")


def _shapes(recorder: Recorder) -> list[AttentionShape]:
    shapes = []
    for kind in ORDER:
        if layers := recorder.weights.get(kind):
            heads = {layer.shape[0] for layer in layers}
            if len(heads) > 1 or len({layer.shape[1:] for layer in layers}) > 1:
                raise Refused("no_attention", "This model's layers differ in heads or places.", reason="ragged")
            shapes.append(AttentionShape(kind, len(layers), heads.pop()))
    return shapes


def _refuse_without_attention(found: Found, network: Any, blocks: Blocks, recorder: Recorder) -> None:
    if any(recorder.weights.values()):
        return
    if mixing := without_weights(network):
        sentence = f"The attention of {found.name} is linear ({', '.join(mixing)}): it has no weights."
        raise Refused("no_attention", sentence, reason="linear")
    if blocks.blocks:
        sentence = f"{found.name} computes its attention in a fused kernel that returned no weights."
        raise Refused("no_attention", sentence, reason="fused")
    sentence = f"{found.name} has no attention: none of its modules has query, key and value projections."
    raise Refused("no_attention", sentence, reason="none")


def _positions(config: Any, tokenizer: Any) -> int:
    """The longest input in tokens, 0 where nothing bounds it."""
    config = config.get_text_config() if hasattr(config, "get_text_config") else config
    bound = getattr(config, "max_position_embeddings", None) or getattr(config, "n_positions", None) or 0
    padding = getattr(config, "pad_token_id", None)
    if bound and getattr(config, "model_type", "") in COUNT_FROM_PADDING and isinstance(padding, int):
        bound -= padding + 1
    told = getattr(tokenizer, "model_max_length", 0) or 0
    return int(min(value for value in (bound, told) if value)) if bound and told else int(bound)
